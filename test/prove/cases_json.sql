-- The contests of RCTab's own test suite as irv_json() tells them, against
-- what RCTab itself writes: every number in its place, and as a string.
\ir lib/cases.psql
\if :cases_there

\ir lib/begin.psql
\ir lib/contests.psql

\copy contests(contest) from program 'for f in "$PREFCOUNT_CASES"/rctab/*.json; do tr "\n" " " < "$f"; echo; done' with (format csv, quote E'\x01', delimiter E'\x02')

-- Contests of one seat; of the others each place is a count of its own.
DELETE FROM contests WHERE NOT contest->'expected' ? 'rounds';

-- The expected rounds in the form of the document.  In tallyResults only who
-- was elected and eliminated has an order: here the candidates' names.
CREATE FUNCTION pg_temp.actions(kind text, names jsonb, transfers jsonb) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_agg(jsonb_build_object(kind, name, 'transfers',
			CASE WHEN kind = 'elected' THEN '{}' ELSE
			coalesce((SELECT jsonb_object_agg(replace(key, '(exhausted)', 'exhausted'), value)
					  FROM jsonb_each_text(transfers->name) WHERE value <> '0'), '{}') END)
			ORDER BY kind || ' ' || name COLLATE "C")
	FROM jsonb_array_elements_text(names) AS name
$$;
CREATE FUNCTION pg_temp.rctab_rounds(rounds jsonb) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_agg(jsonb_build_object(
		'round', r->'round', 'threshold', r->>'threshold',
		'tally', (SELECT jsonb_object_agg(key, value) FROM jsonb_each_text(r->'tally')),
		'inactiveBallots', jsonb_build_object('exhaustedChoices', r->>'exhausted_choices',
			'overvotes', r->>'exhausted_overvote', 'skippedRankings', r->>'exhausted_skipped',
			'repeatedRankings', r->>'exhausted_repeated'),
		'tallyResults', coalesce(pg_temp.actions('elected', r->'elected', r->'transfers'), '[]') ||
			coalesce(pg_temp.actions('eliminated', r->'eliminated', r->'transfers'), '[]')) ORDER BY n)
	FROM jsonb_array_elements(rounds) WITH ORDINALITY AS e(r, n)
$$;
CREATE FUNCTION pg_temp.sorted_rounds(results jsonb) RETURNS jsonb LANGUAGE sql AS $$
	SELECT jsonb_agg(r || jsonb_build_object('tallyResults', (
		SELECT coalesce(jsonb_agg(a ORDER BY coalesce('elected ' || (a->>'elected'), 'eliminated ' || (a->>'eliminated')) COLLATE "C"), '[]')
		FROM jsonb_array_elements(r->'tallyResults') AS a)) ORDER BY n)
	FROM jsonb_array_elements(results) WITH ORDINALITY AS e(r, n)
$$;

SELECT plan(2 + count(*)::int) FROM contests;

SELECT cmp_ok(count(*), '>=', 20::bigint, 'the contests are there') FROM contests;

SELECT is(pg_temp.sorted_rounds(irv_json((contest->'ballots')::preference_profile, contest->'rules')->'results'),
		  pg_temp.rctab_rounds(contest->'expected'->'rounds'),
		  format('%s: the results as RCTab has them', contest->>'name'))
FROM contests ORDER BY number;

-- What RCTab writes for the City of Minneapolis, 2017.
SELECT is(irv_json((contest->'ballots')::preference_profile, contest->'rules')->'summary',
		  '{"finalThreshold": "40838", "numCandidates": 19, "numWinners": 1, "totalNumBallots": "105928", "undervotes": 1369}'::jsonb,
		  'Minneapolis 2017: the summary as RCTab has it')
FROM contests WHERE contest->>'name' = '2017_minneapolis_mayor';

SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP no cases from outside at :cases
\endif
