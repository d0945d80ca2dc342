-- The preset of Minneapolis on the ballots of its mayor's election of 2017,
-- against the figures that the city announced.
\ir lib/cases.psql
\if :cases_there

\ir lib/begin.psql
\ir lib/contests.psql

\copy contests(contest) from program 'tr "\n" " " < "$PREFCOUNT_CASES"/rctab/2017_minneapolis_mayor.json; echo' with (format csv, quote E'\x01', delimiter E'\x02')

-- The candidates and the name of the write-in pool are the contest's own.
CREATE TEMP TABLE mayor AS
SELECT (contest->'ballots')::preference_profile AS p,
	   irv_rules('minneapolis') || '{"unlisted": "write_in"}'
	   || jsonb_build_object('candidates', contest->'rules'->'candidates',
							 'write_in', contest->'rules'->'write_in') AS rules
FROM contests;

SELECT plan(3);

SELECT results_eq($$
	SELECT continuing, threshold FROM mayor, irv_round_totals(p, rules) WHERE round = 1
$$, $$
	VALUES (104522::numeric, 52262::numeric)
$$, 'Minneapolis 2017: 104,522 votes, threshold 52,262');

SELECT results_eq($$
	SELECT candidate, votes, status
	FROM mayor, irv_rounds(p, rules)
	WHERE round = 1 AND votes > 10000
$$, $$
	VALUES ('Jacob Frey', 26116::numeric, 'continuing'), ('Tom Hoch', 20125, 'continuing'),
		   ('Betsy Hodges', 18915, 'continuing'), ('Raymond Dehn', 18101, 'continuing'),
		   ('Nekima Levy-Pounds', 15716, 'continuing')
$$, 'Minneapolis 2017: first choices');

SELECT results_eq($$
	SELECT winner, final_two_winner_votes, runner_up, final_two_runner_up_votes, won_by
	FROM mayor, irv_result(p, rules)
$$, $$
	VALUES ('Jacob Frey', 46716::numeric, 'Raymond Dehn', 34971::numeric, 'last_two')
$$, 'Minneapolis 2017: the last round, won without the threshold');

SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP no cases from outside at :cases
\endif
