-- Contests for several seats against counts of independent programs: every stage
-- of each, one test a contest, and how many of each rule book there are.
\ir lib/cases.psql
\if :cases_there

\ir lib/begin.psql
\ir lib/stv_contests.psql

\copy contests(contest) from program 'for f in "$PREFCOUNT_CASES"/stv/*.json; do tr "\n" " " < "$f"; echo; done' with (format csv, quote E'\x01', delimiter E'\x02')
\copy contests(contest) from program 'cat "$PREFCOUNT_CASES"/stv/random.jsonl' with (format csv, quote E'\x01', delimiter E'\x02')

-- What is not offered: seats by percentages, and quotas of other programs.
CREATE TEMP TABLE offered AS SELECT number, contest FROM contests WHERE pg_temp.our_rules(contest) IS NOT NULL;

SELECT plan(1 + 2 * count(*)::int) FROM offered;

SELECT cmp_ok(count(*), '>=', 400::bigint, 'the contests are there') FROM offered;

SELECT is(pg_temp.contest_differences(contest), '',
		  format('%s: %s', contest->'rules'->>'preset', contest->>'name'))
FROM offered ORDER BY contest->'rules'->>'preset', number;

SELECT is(pg_temp.rounds_that_do_not_add_up((contest->'ballots')::preference_profile, pg_temp.our_rules(contest)), 0::bigint,
		  format('%s: no vote is lost', contest->>'name'))
FROM offered ORDER BY number;

SELECT diag(format('%s: %s of %s are as expected', contest->'rules'->>'preset',
	count(*) FILTER (WHERE pg_temp.our_rules(contest) IS NOT NULL AND pg_temp.contest_differences(contest) = ''), count(*)))
FROM contests GROUP BY contest->'rules'->>'preset' ORDER BY contest->'rules'->>'preset';

SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP no cases from outside at :cases
\endif
