\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(95);

-- Every limit that doc/trust.md states: below it, at it, above it.

-- Ranks: 32,767.
CREATE FUNCTION pg_temp.ranks(p preference_profile) RETURNS int
LANGUAGE sql AS $$ SELECT jsonb_array_length(p::jsonb->0->'ranking') $$;
CREATE FUNCTION pg_temp.marked_at(n int, label text) RETURNS text[]
LANGUAGE sql AS $$ SELECT array_fill(NULL::text, ARRAY[n - 1]) || label $$;

-- One ballot as a profile.
CREATE FUNCTION pg_temp.one(ranking text[]) RETURNS preference_profile
LANGUAGE sql AS $$ SELECT profile_agg(r) FROM (SELECT ranking OFFSET 0) AS x(r) $$;
CREATE FUNCTION pg_temp.one(ranking jsonb) RETURNS preference_profile
LANGUAGE sql AS $$ SELECT profile_agg(r) FROM (SELECT ranking OFFSET 0) AS x(r) $$;
CREATE FUNCTION pg_temp.weighted(weight numeric) RETURNS preference_profile
LANGUAGE sql AS $$ SELECT profile_agg('{A}'::text[], w) FROM (SELECT weight OFFSET 0) AS x(w) $$;
CREATE FUNCTION pg_temp.long(rank bigint) RETURNS preference_profile
LANGUAGE sql AS $$ SELECT profile_agg(1::bigint, r, 1::bigint) FROM (SELECT rank OFFSET 0) AS x(r) $$;

SELECT is(ranks, n, what || ' marked at rank ' || n)
FROM unnest('{32766,32767}'::int[]) AS n, LATERAL (VALUES
	('an array', pg_temp.ranks(pg_temp.one(pg_temp.marked_at(n, 'A')))),
	('jsonb', pg_temp.ranks(pg_temp.one(to_jsonb(pg_temp.marked_at(n, 'A'))))),
	('a text form', pg_temp.ranks(format('[{"ranking": %s, "count": 1}]', to_jsonb(pg_temp.marked_at(n, 'A')))::preference_profile)),
	('a row', pg_temp.ranks(pg_temp.long(n)))) AS v(what, ranks)
ORDER BY n, what;
SELECT throws_ok(statement, state, NULL, name)
FROM (VALUES
	(1, '54000', 'an array marked at rank 32768', $$SELECT profile_agg(pg_temp.marked_at(32768, 'A'))$$),
	(2, '54000', 'jsonb marked at rank 32768', $$SELECT profile_agg(to_jsonb(pg_temp.marked_at(32768, 'A')))$$),
	(3, '54000', 'a text form marked at rank 32768',
		$$SELECT format('[{"ranking": %s, "count": 1}]', to_jsonb(pg_temp.marked_at(32768, 'A')))::preference_profile$$),
	(4, '22023', 'a row at rank 32768', $$SELECT profile_agg(1::bigint, 32768::bigint, 1::bigint)$$),
	(5, '22023', 'a row at rank 0', $$SELECT profile_agg(1::bigint, 0::bigint, 1::bigint)$$)) AS v(n, state, name, statement)
ORDER BY n;
SELECT is(irv_winner(pg_temp.marked_at(32767, 'A')), 'A', 'and is counted');

-- Candidates: codes take one byte, two and four, from 238 and from 3822 on.
CREATE FUNCTION pg_temp.many(n int) RETURNS preference_profile
LANGUAGE sql AS $$ SELECT profile_agg(ARRAY['c' || i, 'c' || n + 1 - i]) FROM generate_series(1, n) AS i $$;
CREATE TEMP TABLE many AS SELECT n, pg_temp.many(n) AS p FROM unnest('{237,238,239,3821,3822,3823}'::int[]) AS n;
SELECT is(ARRAY[p::text::preference_profile, p::jsonb::preference_profile, p + '[]', profile_without(p, 'nobody')], ARRAY[p, p, p, p],
	n || ' candidates: the profile comes back') FROM many ORDER BY n;
SELECT is(cardinality(profile_candidates(p)), n, n || ' candidates are all there') FROM many ORDER BY n;
SELECT is(cardinality(profile_candidates(profile_agg(ARRAY['c' || i]))), 100000, '100,000 candidates are no limit of a profile')
FROM generate_series(1, 100000) AS i;
SELECT is(pg_temp.ranks(pg_temp.one(jsonb_build_array(marks))), 1, '100,000 marks at one rank')
FROM (SELECT jsonb_agg(i) AS marks FROM generate_series(1, 100000) AS i) AS x;

-- A count's candidates: 5,000.
CREATE TEMP TABLE contests AS SELECT n, profile_agg(ARRAY['c' || i]) AS p
FROM unnest('{4999,5000,5001,100000}'::int[]) AS n, generate_series(1, n) AS i GROUP BY n;
SELECT is(continuing, n::numeric, n || ' candidates can be counted') FROM contests, irv_round_totals(p) WHERE n <= 5000 ORDER BY n;
SELECT throws_ok(format(statement, n), '54000', NULL, what || ' of ' || n || ' candidates')
FROM contests, (VALUES
	('a winner', 'SELECT irv_winner(p, ''{}'') FROM contests WHERE n = %s'),
	('rounds', 'SELECT count(*) FROM contests, irv_rounds(p) WHERE n = %s'),
	('pairs', 'SELECT count(*) FROM contests, pairwise(p) WHERE n = %s'),
	('a winner in one step', 'SELECT irv_winner(ARRAY[i]) FROM generate_series(1, %s) AS i')) AS v(what, statement)
WHERE n > 5000 ORDER BY n, what;
SELECT is(irv_winner(p, rules), 'c1', n || ' labels, if most do not stand: ' || rules)
FROM contests, (VALUES
	('{"candidates": ["c1", "c2"], "unlisted": "skip", "withdrawn": ["c2"]}'::jsonb),
	('{"candidates": ["c1", "c2"], "unlisted": "write_in", "write_in": "W", "tie_break": ["order"]}')) AS v(rules)
WHERE n > 5000 ORDER BY n, rules;

-- Labels: any length that a text can have.
SELECT ok(profile_candidates(p) = ARRAY[repeat('x', n)] AND p::text::preference_profile = p, 'a label of ' || n || ' bytes')
FROM (SELECT n, pg_temp.one(ARRAY[repeat('x', n)]) AS p FROM unnest('{1,127,128,16383,16384,1000000}'::int[]) AS n) AS x
ORDER BY n;

-- Numbers as labels: 1,000 digits.
SELECT is(profile_candidates(pg_temp.one(jsonb_build_array(n))), ARRAY[n::text], 'a number of 1,000 digits as a label')
FROM (SELECT repeat('7', 1000)::numeric AS n) AS v;
SELECT throws_ok(statement, '54000', NULL, name)
FROM (VALUES
	(1, 'a number of 1,001 digits as a label in jsonb', $$SELECT profile_agg('[1e1000]'::jsonb)$$),
	(2, 'a number of 1,001 digits as a label in a text form', $$SELECT '[{"ranking": [[1, 1e1000]], "count": 1}]'::preference_profile$$)) AS v(n, name, statement)
ORDER BY n;

-- Weights: nine decimals, to 10^18.
SELECT is(profile_total(pg_temp.weighted(weight)), weight, 'a weight of ' || weight)
FROM unnest('{0.000000001,0.999999999,1,999999999999999999,999999999999999999.999999999,1000000000000000000}'::numeric[]) AS weight;
SELECT throws_ok(format('SELECT profile_agg(%L::text[], %L::numeric)', '{A}', weight), '22003', NULL, 'a weight of ' || weight || ' is refused')
FROM unnest('{0.0000000001,-0.000000001,1000000000000000000.000000001,1000000000000000001,1e400,NaN,Infinity,-Infinity}'::numeric[]) AS weight;

-- Totals: 10^18 ballots and votes, of a ranking and of all of them.
CREATE TEMP TABLE half AS SELECT '[{"ranking": ["A"], "count": 500000000000000000}]'::preference_profile AS p,
	'[{"ranking": ["B"], "count": 1, "weight": 500000000000000000}]'::preference_profile AS q;
CREATE TEMP TABLE heavy AS SELECT ARRAY['Z', i::text] AS r, 1e18 AS w FROM generate_series(1, 10) AS i
	UNION ALL SELECT ARRAY['B', '0'], 1e18;
SELECT is(profile_ballots(p + p), 1000000000000000000, '10^18 ballots of a ranking') FROM half;
SELECT is(profile_total(q + q), 1000000000000000000::numeric, '10^18 votes of a ranking') FROM half;
SELECT is(profile_total(p + q), 1000000000000000000::numeric, '10^18 votes of two rankings') FROM half;
SELECT is(profile_total(p * 2), 1000000000000000000::numeric, '10^18 votes by multiplying') FROM half;
SELECT is(irv_winner(p + p, '{}'), 'A', 'are counted') FROM half;
SELECT is(profile_agg(x - x), '[]', '10^18 ballots, one of them the only one of its ranking, are taken away again')
FROM (SELECT '[{"ranking": ["A"], "count": 999999999999999999}, {"ranking": ["B"], "count": 1}]'::preference_profile AS x) AS v;
SELECT throws_ok(statement, '22003', NULL, name)
FROM (VALUES
	(1, 'more ballots of a ranking', $$SELECT p + p + '[{"ranking": ["A"], "count": 1}]' FROM half$$),
	(2, 'more votes of a ranking', $$SELECT q + q + '[{"ranking": ["B"], "count": 1, "weight": 0.000000001}]' FROM half$$),
	(3, 'more votes of two rankings', $$SELECT p + q + '[{"ranking": ["C"], "count": 1}]' FROM half$$),
	(4, 'more votes by multiplying', $$SELECT p * 2.000000001 FROM half$$),
	(5, 'more in an aggregate', $$SELECT profile_agg(x) FROM half, unnest(ARRAY[p, p, p]) AS x$$),
	(6, 'more as text', $$SELECT '[{"ranking": ["A"], "count": 1000000000000000000}, {"ranking": ["B"], "count": 1}]'::preference_profile$$),
	(7, 'a count of 10^18 + 1', $$SELECT '[{"ranking": ["A"], "count": 1000000000000000001}]'::preference_profile$$),
	(8, 'a count of 10^19', $$SELECT '[{"ranking": ["A"], "count": 10000000000000000000}]'::preference_profile$$),
	(9, 'ten times as many, whose sum does not fit 64 bits', $$SELECT irv_winner(r, w) FROM heavy$$),
	(10, 'the same, summed up', $$SELECT profile_total(profile_agg(r, w)) FROM heavy$$),
	(11, 'the same in groups that are merged', $$SELECT irv_winner(profile_agg(p), '{}') FROM (SELECT profile_agg(r, w) AS p FROM heavy GROUP BY r) AS x$$),
	(12, 'the same in a long table', $$SELECT irv_winner(profile_agg(r[2], 1::bigint, r[1], w), '{}') FROM heavy$$),
	(13, 'the same in a window', $$SELECT irv_winner(r, w) OVER (ROWS 1 PRECEDING) FROM heavy$$),
	(14, 'one single ballot more', $$SELECT profile_agg(x) FROM half, unnest(ARRAY[p, p, '[{"ranking": ["B"], "count": 1}]']) AS x$$),
	(15, 'one single ballot more, counted in the state', $$SELECT irv_winner(profile_agg(x), '{}') FROM half, unnest(ARRAY[p, p, '[{"ranking": ["B"], "count": 1}]']) AS x$$),
	(16, 'its number of ballots', $$SELECT profile_ballots(profile_agg(x)) FROM half, unnest(ARRAY[p, p, '[{"ranking": ["B"], "count": 1}]']) AS x$$),
	(17, 'more ballots of no more votes', $$SELECT '[{"ranking": ["A"], "count": 600000000000000000, "weight": 1}, {"ranking": ["B"], "count": 600000000000000000, "weight": 1}]'::preference_profile$$),
	(18, 'ten times as many marks at one rank', $$SELECT preference_counts(jsonb_build_array(jsonb_build_object('ranking',
		jsonb_build_array(to_jsonb(array_fill('A'::text, '{10}'))), 'count', 1000000000000000000))::preference_profile)$$),
	(19, 'more in BLT', $$SELECT profile_from_blt(E'2 1\n600000000000000000 1 0\n600000000000000000 2 0\n0\n"A"\n"B"\n"T"\n')$$)) AS v(n, name, statement)
ORDER BY n;
SELECT is(array_agg(total), ARRAY[1e18, 1e18, 1e18], 'a window of one row each time')
FROM (SELECT profile_total(profile_agg(r, w) OVER (ROWS 0 PRECEDING)) AS total FROM heavy LIMIT 3) AS x;
SELECT is(array_agg(votes ORDER BY section), ARRAY[1e18, 1e18, 1e18], 'each section of a college may have as many')
FROM (SELECT array_agg(p + p) AS sections FROM half, generate_series(1, 3)) AS x, irv_college_rounds('{a,b,c}', sections, '{1,1,1}');

--
-- A count shown as one value: n candidates with 1 to n votes have n - 1 rounds,
-- n + (n - 1) + ... + 2 votes of candidates in all; 1,413 make 998,990, and 1,414
-- make 1,000,404.
--
CREATE TEMP TABLE stairs AS
SELECT n, jsonb_agg(jsonb_build_object('ranking', jsonb_build_array('C' || i), 'count', i))::preference_profile AS p
FROM (VALUES (1413), (1414)) AS v (n), generate_series(1, n) AS i
GROUP BY n;

SELECT ok(irv_json(p) IS NOT NULL, 'a count just short enough for one value') FROM stairs WHERE n = 1413;
SELECT throws_ok('SELECT irv_json(p) FROM stairs WHERE n = 1414', '54000', NULL, 'a count too long for a JSON document');
SELECT throws_ok('SELECT irv_report(p) FROM stairs WHERE n = 1414', '54000', NULL, 'a count too long for a report');

SELECT * FROM finish();
ROLLBACK;
