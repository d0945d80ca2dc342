\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(8);
SET LOCAL max_parallel_workers_per_gather = 0;

-- What a group costs does not go by all the labels that all groups have: where
-- it did, each of these took minutes.
SET LOCAL statement_timeout = '60s';
CREATE TEMP TABLE ballots AS
SELECT g, ARRAY['a' || g, 'b' || g % 5000, 'c'] AS ranking FROM generate_series(1, 40000) AS g;

SELECT is(profile_agg(p), (SELECT profile_agg(ranking) FROM ballots), 'forty thousand profiles of forty-five thousand candidates merge')
FROM (SELECT profile_agg(ranking) AS p FROM ballots GROUP BY g) AS x;
SELECT is(sum(profile_ballots(profile_without(p, 'c'))), 40000::numeric, 'and can be edited')
FROM (SELECT profile_agg(ranking) AS p FROM ballots GROUP BY g) AS x;
SELECT is(string_agg(p::text, E'\n' ORDER BY g), (SELECT string_agg(format('[{"ranking": ["a%s", "b%s", "c"], "count": 1}]', g, g % 5000), E'\n' ORDER BY g) FROM ballots),
	'and be written')
FROM (SELECT g, profile_agg(ranking) AS p FROM ballots GROUP BY g) AS x;
SELECT is(count(*), 40000::bigint, 'and be counted')
FROM (SELECT g, irv_winner(ranking) AS winner FROM ballots GROUP BY g) AS x WHERE winner = 'a' || g;

-- Ballots that nearly all differ, and then ballots that are alike: the latter
-- are few rankings again, whatever came before.
CREATE TEMP TABLE changing AS
SELECT i, ARRAY['a' || i % 41, 'b' || i / 41 % 41, 'c' || i / 1681] AS ranking FROM generate_series(1, 90000) AS i
UNION ALL SELECT i, ARRAY['a' || i % 5] FROM generate_series(90001, 400000) AS i
UNION ALL SELECT i, ARRAY(SELECT 'a' || (i * k) % 41 FROM generate_series(1, 16) AS k) FROM generate_series(400001, 410000) AS i;

SELECT is_empty($$
	WITH counted AS (SELECT r.ranking::text, r.ballots FROM (SELECT profile_agg(ranking) AS p FROM changing) AS x, profile_rankings(p) AS r),
		 grouped AS (SELECT to_jsonb(ranking)::text, count(*) FROM changing GROUP BY ranking)
	(SELECT * FROM counted EXCEPT ALL SELECT * FROM grouped) UNION ALL (SELECT * FROM grouped EXCEPT ALL SELECT * FROM counted)
$$, 'the rankings of such ballots are those that GROUP BY finds');
SELECT is(profile_ballots(profile_agg(ranking)), 410000::bigint, 'all are there') FROM changing;
SELECT is(profile_agg(ranking), (SELECT profile_agg(ranking ORDER BY i DESC) FROM changing), 'in the other order too') FROM changing;

-- The same in one state after the other, of which it is asked how large it is.
-- Its table of rankings has 2 MB, or twice that where this process's secret words
-- let many of them meet; three million loose ballots would take 6 MB more.
CREATE FUNCTION pg_temp.held(p preference_profile) RETURNS bigint LANGUAGE sql AS
$$ SELECT sum(total_bytes)::bigint FROM pg_backend_memory_contexts WHERE name = 'prefcount rankings' $$;
SELECT cmp_ok(held, '<', 9000000::bigint, 'the loose ballots among them are few')
FROM (SELECT pg_temp.held(profile_agg(ranking)) AS held FROM (
	SELECT ranking FROM changing WHERE i <= 90000 UNION ALL SELECT ranking FROM changing, generate_series(1, 10) WHERE i BETWEEN 90001 AND 400000) AS x) AS y;

SELECT * FROM finish();
ROLLBACK;
