-- Burlington, Vermont, mayor 2009, from one row a preference without building
-- rankings first: 8,980 real ballots.
\ir lib/cases.psql
\if :cases_there

\ir lib/begin.psql
SELECT plan(6);

CREATE TEMP TABLE preferences (ballot_id text, rank int, choice text);
\copy preferences from program 'cat "$PREFCOUNT_CASES"/published/burlington_2009_mayor_long.csv' with (format csv, header)

-- An overvoted rank has two candidates, whoever they were; an undervoted one
-- none.
CREATE TEMP TABLE marks AS
SELECT ballot_id, rank, choice AS candidate FROM preferences WHERE choice NOT LIKE '$%'
UNION ALL
SELECT ballot_id, rank, NULL FROM preferences WHERE choice = '$UNDERVOTE'
UNION ALL
SELECT ballot_id, rank, candidate
FROM preferences, (VALUES ('Bob Kiss'), ('Kurt Wright')) AS two(candidate)
WHERE choice = '$OVERVOTE';

CREATE TEMP TABLE burlington AS
SELECT profile_agg(ballot_id, rank, candidate) AS p FROM marks;

SELECT is(profile_ballots(p), 8980::bigint, '8,980 ballots') FROM burlington;

SELECT results_eq($$
	SELECT winner, runner_up_final_two, runner_up_winner_removed, final_two_winner_votes,
		   final_two_runner_up_votes, exhausted, blank
	FROM burlington, irv_result(p)
$$, $$
	VALUES ('Bob Kiss', 'Kurt Wright', 'Andy Montroll', 4313::numeric, 4060::numeric, 607::numeric,
			0::numeric)
$$, 'Kiss 4,313, Wright 4,060, 607 exhausted');

SELECT is((SELECT candidate FROM irv_places(p) WHERE place = 3), 'Andy Montroll', 'third: Montroll')
FROM burlington;

-- The same rankings put together by hand.
SELECT is(p, (SELECT profile_agg(ranking)
			  FROM (SELECT jsonb_agg(mark ORDER BY rank) AS ranking
					FROM (SELECT ballot_id, rank,
								 CASE count(candidate) WHEN 0 THEN 'null'::jsonb
								 WHEN 1 THEN to_jsonb(min(candidate))
								 ELSE jsonb_agg(candidate) END AS mark
						  FROM marks GROUP BY ballot_id, rank) AS ranks
					GROUP BY ballot_id) AS ballots),
		  'the same profile as from rankings')
FROM burlington;

SELECT is((SELECT profile_agg(ballot_id, rank, candidate)
		   FROM (SELECT * FROM marks ORDER BY md5(ballot_id || rank || coalesce(candidate, ''))) AS m),
		  p, 'the same in another order of rows')
FROM burlington;

SELECT is((SELECT profile_agg(ballot_id, rank, candidate)
		   FROM (SELECT * FROM marks UNION ALL SELECT * FROM marks) AS m),
		  p, 'rows that a join has doubled count once')
FROM burlington;

SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP no cases from outside at :cases
\endif
