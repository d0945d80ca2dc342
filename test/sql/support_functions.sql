\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(38);

-- The aggregates' support functions have a real type as their state, so anyone
-- can call them: each returns a new profile and leaves its arguments alone.
CREATE TEMP TABLE s AS SELECT '[{"ranking": ["A", "B"], "count": 2}, {"ranking": ["C"], "count": 1, "weight": 0.5}]'::preference_profile AS p;

SELECT is(prefcount_add_ranking(p, '{A,B}'::text[]), '[{"ranking": ["A", "B"], "count": 3}, {"ranking": ["C"], "count": 1, "weight": 0.5}]',
	'a ballot more') FROM s;
SELECT is(prefcount_add_ranking(p, '{C}'::text[], 0.25), '[{"ranking": ["A", "B"], "count": 2}, {"ranking": ["C"], "count": 2, "weight": 0.75}]',
	'with a weight') FROM s;
SELECT is(prefcount_add_ranking(p, '{7,NULL,9}'::int[]), p + '[{"ranking": ["7", null, "9"], "count": 1}]', 'of keys') FROM s;
SELECT is(prefcount_add_ranking(p, '{7}'::smallint[], 2), p + '[{"ranking": ["7"], "count": 1, "weight": 2}]', 'of small keys with a weight')
FROM s;
SELECT is(prefcount_add_ranking(p, '[["A", "B"]]'::jsonb), p + '[{"ranking": [["A", "B"]], "count": 1}]', 'of jsonb') FROM s;
SELECT is(prefcount_add_ranking(NULL, '{A}'::text[]), '[{"ranking": ["A"], "count": 1}]', 'to a NULL state');
SELECT is(prefcount_add_ranking(p, NULL::text[]), p, 'a NULL ranking adds nothing') FROM s;
SELECT is(prefcount_add_ranking(p, '{A}'::text[], NULL), p, 'nor does a NULL weight') FROM s;
SELECT ok(coalesce(prefcount_add_ranking(NULL, NULL::text[]), '[]') = '[]', 'NULL to NULL');
SELECT is(prefcount_add_ranking(p, '{}'::text[]), p + '[{"ranking": [], "count": 1}]', 'a blank ballot') FROM s;
SELECT is(prefcount_remove_ranking(p, '{A,B}'::text[]), '[{"ranking": ["A", "B"], "count": 1}, {"ranking": ["C"], "count": 1, "weight": 0.5}]',
	'a ballot less') FROM s;
SELECT is(prefcount_remove_ranking(p, '{C}'::text[], 0.5), '[{"ranking": ["A", "B"], "count": 2}]', 'the last of a ranking') FROM s;
SELECT is(profile_candidates(prefcount_remove_ranking(p, '{C}'::text[], 0.5)), '{A,B}', 'and its candidate with it') FROM s;
SELECT is(prefcount_remove_ranking(p, NULL::text[]), p, 'a NULL ranking takes nothing') FROM s;
SELECT is(prefcount_remove_ranking(prefcount_add_ranking(p, '["X", null, []]'::jsonb, 1.5), '["X", null, []]'::jsonb, 1.5), p,
	'put in and taken out') FROM s;
SELECT is(prefcount_merge(p, p), p + p, 'prefcount_merge()') FROM s;
SELECT is(prefcount_merge(NULL, p), p, 'prefcount_merge(NULL, p)') FROM s;
SELECT is(prefcount_merge(p, NULL), p, 'prefcount_merge(p, NULL)') FROM s;
SELECT is(prefcount_unmerge(p + p, p), p, 'prefcount_unmerge()') FROM s;
SELECT is(prefcount_unmerge(p, NULL), p, 'prefcount_unmerge(p, NULL)') FROM s;
SELECT is(prefcount_final(p), p, 'prefcount_final()') FROM s;
SELECT is(prefcount_final(NULL), '[]', 'prefcount_final(NULL) is the empty profile');

SELECT throws_ok(statement, '22023', NULL, name)
FROM (VALUES
	(1, 'a ranking that is not there', $$SELECT prefcount_remove_ranking(p, '{B,A}'::text[]) FROM s$$),
	(2, 'a candidate that is not there', $$SELECT prefcount_remove_ranking(p, '{X}'::text[]) FROM s$$),
	(3, 'more weight than there is', $$SELECT prefcount_remove_ranking(p, '{C}'::text[], 0.75) FROM s$$),
	(4, 'less weight than the last ballot has', $$SELECT prefcount_remove_ranking(p, '{C}'::text[], 0.25) FROM s$$),
	(5, 'from a NULL state', $$SELECT prefcount_remove_ranking(NULL, '{A}'::text[])$$),
	(6, 'a profile that is not contained', $$SELECT prefcount_unmerge(p, p + p) FROM s$$),
	(7, 'a profile from a NULL state', $$SELECT prefcount_unmerge(NULL, p) FROM s$$)) AS x(n, name, statement)
ORDER BY n;

-- Labels that are no keys: an error, whatever is asked for.
SELECT throws_ok(statement, state, NULL, name)
FROM (VALUES
	(1, '22P02', 'a name is no integer', $$SELECT prefcount_winner_integer(p) FROM s$$),
	(2, '22P02', 'nor a uuid', $$SELECT prefcount_winner_uuid(p) FROM s$$),
	(3, '22P02', 'nor a list of bigints', $$SELECT prefcount_order_bigint(p) FROM s$$),
	(4, '22003', 'a large key is no smallint',
		$$SELECT prefcount_winner_smallint('[{"ranking": ["32768"], "count": 1}]'::preference_profile)$$)) AS x(n, state, name, statement)
ORDER BY n;

-- A loop in plpgsql makes a copy each time: slow, but right.
CREATE FUNCTION pg_temp.in_a_loop() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	state preference_profile;
	before preference_profile;
BEGIN
	FOR i IN 1 .. 300 LOOP
		before := state;
		state := prefcount_add_ranking(state, ARRAY[i % 3, NULL, i % 7]);
		IF coalesce(profile_ballots(before), 0) <> i - 1 OR profile_ballots(state) <> i THEN
			RETURN format('wrong at %s', i);
		END IF;
		IF prefcount_remove_ranking(state, ARRAY[i % 3, NULL, i % 7]) <> coalesce(before, '[]') THEN
			RETURN format('wrong way back at %s', i);
		END IF;
	END LOOP;
	RETURN state::text;
END
$$;
SELECT is(pg_temp.in_a_loop(), (SELECT profile_agg(ARRAY[i % 3, NULL, i % 7])::text FROM generate_series(1, 300) AS i),
	'in a loop, the state before is as it was');

-- One stored state, changed in several ways in one statement.
SELECT is(prefcount_add_ranking(p, '{A}'::text[]) + prefcount_remove_ranking(p, '{A,B}'::text[]) + p,
	'[{"ranking": ["A", "B"], "count": 5}, {"ranking": ["A"], "count": 1}, {"ranking": ["C"], "count": 3, "weight": 1.5}]',
	'one argument for several calls')
FROM s;
SELECT is(prefcount_merge(q, q) + q, '[{"ranking": ["A"], "count": 9}]', 'an aggregate''s result as state and argument')
FROM (SELECT profile_agg('{A}'::text[]) AS q FROM generate_series(1, 3)) AS x;
SELECT is(array_agg(profile_ballots(prefcount_add_ranking(q, '{B}'::text[])) ORDER BY i), '{2,3,4}'::bigint[],
	'a running window is not disturbed by what is made of it')
FROM (SELECT i, profile_agg('{A}'::text[]) OVER (ORDER BY i) AS q FROM generate_series(1, 3) AS i) AS x;
SELECT is(p, '[{"ranking": ["A", "B"], "count": 2}, {"ranking": ["C"], "count": 1, "weight": 0.5}]', 'after all this the first state is as it was')
FROM s;

SELECT * FROM finish();
ROLLBACK;
