-- Real contests whose results were published: every round's tally, the winner,
-- both runners-up, the Condorcet winner and the margin of the last round.
\ir lib/cases.psql
\if :cases_there

\ir lib/begin.psql
\ir lib/contests.psql

\copy contests(contest) from program 'for f in "$PREFCOUNT_CASES"/published/*.json; do tr "\n" " " < "$f"; echo; done' with (format csv, quote E'\x01', delimiter E'\x02')

-- Each contest once as a profile.
CREATE TEMP TABLE published AS
SELECT number, contest->>'name' AS name, contest->'rules' AS rules, contest->'expected' AS expected,
	   (contest->'ballots')::preference_profile AS p
FROM contests;

SELECT plan((SELECT 2 + 10 * count(*)::int + sum((SELECT count(*)
												FROM jsonb_object_keys(expected->'runner_up')))::int
			 FROM published)
			+ 8);

SELECT cmp_ok(count(*), '>=', 4::bigint, 'the published contests are there') FROM published;

SELECT is(p, (contest->>'ballots')::preference_profile, name || ': the same from jsonb and from text')
FROM published JOIN contests USING (number) ORDER BY number;

SELECT is(profile_ballots(p), pg_temp.contest_ballots(contest), name || ': no ballot is lost')
FROM published JOIN contests USING (number) ORDER BY number;

SELECT is(irv_winner(p, rules), expected->>'winner', name || ': winner')
FROM published ORDER BY number;

SELECT is((SELECT winner FROM irv_result(p, rules)), expected->>'winner', name || ': winner in irv_result')
FROM published ORDER BY number;

SELECT is(irv_runner_up(p, rules || jsonb_build_object('runner_up', d.definition)), d.label,
		  format('%s: runner-up, %s', name, d.definition))
FROM published, jsonb_each_text(expected->'runner_up') AS d(definition, label)
ORDER BY number, d.definition;

SELECT is((SELECT jsonb_object_agg(definition, label)
		   FROM irv_result(p, rules),
				LATERAL (VALUES ('final_two', runner_up_final_two), ('deciding_round', runner_up_deciding_round),
								('winner_removed', runner_up_winner_removed)) AS d(definition, label)
		   WHERE expected->'runner_up' ? definition), expected->'runner_up', name || ': runners-up in irv_result')
FROM published ORDER BY number;

SELECT is(condorcet_winner(p, rules), expected->>'condorcet_winner', name || ': Condorcet winner')
FROM published ORDER BY number;

-- Published: how many ballots would have to change between the last two, half
-- of what parts them.
SELECT is((SELECT ceil(final_two_margin / 2) FROM irv_result(p, rules)),
		  (expected->>'last_round_margin_votes')::numeric, name || ': margin of the last round')
FROM published ORDER BY number;

SELECT is((SELECT final_two_margin FROM irv_result(p, rules)),
		  (SELECT max(votes::numeric) - min(votes::numeric) FROM jsonb_each_text(expected->'rounds'->-1->'tally') AS t(label, votes)),
		  name || ': votes between the last two')
FROM published ORDER BY number;

SELECT is((SELECT jsonb_agg(tally ORDER BY round)
		   FROM (SELECT round, jsonb_object_agg(candidate, votes) AS tally
				 FROM irv_rounds(p, rules) GROUP BY round) AS r),
		  (SELECT jsonb_agg(r->'tally' ORDER BY n)
		   FROM jsonb_array_elements(expected->'rounds') WITH ORDINALITY AS e(r, n)),
		  name || ': the tallies of every round')
FROM published ORDER BY number;

-- The published total has the blank ballots in it.
SELECT is((SELECT jsonb_agg(exhausted + blank ORDER BY round) FROM irv_round_totals(p, rules)),
		  (SELECT jsonb_agg(r->'exhausted_total' ORDER BY n)
		   FROM jsonb_array_elements(expected->'rounds') WITH ORDINALITY AS e(r, n)),
		  name || ': exhausted and blank ballots of every round')
FROM published ORDER BY number;

SELECT ok(count(*) FILTER (WHERE expected->'runner_up'->>'final_two'
						   <> expected->'runner_up'->>'winner_removed') >= 3,
		  'the definitions of second place differ in some of them')
FROM published;

-- Burlington, Vermont, mayor 2009: one row a preference.  The scanner's marks
-- become what they mean: an overvote without names, a skipped rank.
CREATE TEMP TABLE preferences (ballot_id text, rank int, choice text);
\copy preferences from program 'cat "$PREFCOUNT_CASES"/published/burlington_2009_mayor_long.csv' with (format csv, header)

CREATE TEMP TABLE burlington AS
SELECT profile_agg(ranking) AS p
FROM (SELECT jsonb_agg(CASE choice WHEN '$OVERVOTE' THEN '[]'::jsonb
							WHEN '$UNDERVOTE' THEN 'null'::jsonb
							ELSE to_jsonb(choice) END ORDER BY rank) AS ranking
	  FROM preferences GROUP BY ballot_id) AS ballots;

SELECT is(profile_ballots(p), 8980::bigint, 'Burlington 2009: 8,980 ballots') FROM burlington;

SELECT results_eq($$
	SELECT winner, runner_up_final_two, runner_up_winner_removed, won_by, final_two_winner_votes,
		   final_two_runner_up_votes, exhausted, blank
	FROM burlington, irv_result(p)
$$, $$
	VALUES ('Bob Kiss', 'Kurt Wright', 'Andy Montroll', 'majority', 4313::numeric, 4060::numeric,
			607::numeric, 0::numeric)
$$, 'Burlington 2009: Kiss 4,313, Wright 4,060, 607 exhausted');

SELECT is(irv_runner_up(p), 'Kurt Wright', 'Burlington 2009: runner-up, final_two')
FROM burlington;

SELECT is(irv_runner_up(p, '{"runner_up": "winner_removed"}'), 'Andy Montroll',
		  'Burlington 2009: runner-up, winner_removed')
FROM burlington;

SELECT is((SELECT candidate FROM irv_places(p) WHERE place = 3), 'Andy Montroll',
		  'Burlington 2009: third place')
FROM burlington;

SELECT is(condorcet_winner(p), 'Andy Montroll', 'Burlington 2009: Condorcet winner')
FROM burlington;

SELECT results_eq($$
	SELECT opponent, prefer_candidate > prefer_opponent
	FROM burlington, pairwise(p)
	WHERE candidate = 'Andy Montroll' AND opponent IN ('Bob Kiss', 'Kurt Wright')
	ORDER BY opponent
$$, $$
	VALUES ('Bob Kiss', true), ('Kurt Wright', true)
$$, 'Burlington 2009: Montroll beats both head to head');

SELECT is((SELECT array_agg(exhausted ORDER BY round) FROM irv_round_totals(p)),
		  '{4,7,18,151,607}'::numeric[], 'Burlington 2009: exhausted ballots, round by round')
FROM burlington;

SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP no cases from outside at :cases
\endif
