-- A disk that is full while a profile of 300 MB is inserted, and while ballots of
-- the long form are sorted: an error, and afterwards all is as it was.
--
-- PREFCOUNT_SMALL_DISK names a folder of the server's user on a disk of 64 MB, on
-- which there is nothing else; make test-trust makes one.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
\getenv folder PREFCOUNT_SMALL_DISK
\if :{?folder}
\else
\echo 1..0 # SKIP PREFCOUNT_SMALL_DISK is not set
\q
\endif
CREATE TABLESPACE prefcount_small LOCATION :'folder';
SELECT plan(12);

CREATE TABLE kept (n int, p preference_profile) TABLESPACE prefcount_small;
INSERT INTO kept VALUES (1, '[{"ranking": ["A", "B"], "count": 3}, {"ranking": ["B"], "count": 2}]');
CREATE TABLE large (p preference_profile) TABLESPACE prefcount_small;
ALTER TABLE large ALTER p SET STORAGE EXTERNAL;

-- Three hundred labels of a megabyte.
SELECT throws_ok($$INSERT INTO large SELECT profile_agg(ARRAY[i || repeat('x', 1000000)]) FROM generate_series(1, 300) AS i$$,
	'53100', NULL, 'a profile of 300 MB on a disk of 64');
SELECT is((SELECT count(*) FROM large), 0::bigint, 'nothing of it is there');
SELECT is(irv_winner(p, '{}'), 'A', 'what was stored before is') FROM kept WHERE n = 1;
-- what the failed insert wrote goes with the table
DROP TABLE large;
CREATE TABLE large (p preference_profile) TABLESPACE prefcount_small;
ALTER TABLE large ALTER p SET STORAGE EXTERNAL;
SELECT lives_ok($$INSERT INTO large SELECT profile_agg(ARRAY[i || repeat('x', 1000000)]) FROM generate_series(1, 30) AS i$$,
	'one of 30 MB finds room once that is away');
SELECT is(profile_ballots(p), 30::bigint, 'and can be counted') FROM large;
TRUNCATE large;

-- A million ballots of the long form, grouped by a sort that goes to disk.
CREATE TEMP TABLE preferences AS
SELECT (i * 7919::bigint) % 1000003 AS ballot_id, i % 3 AS region, 1 + i % 2 AS rank, 'c' || i % 40 || repeat('x', 60) AS candidate
FROM generate_series(1, 1000000) AS i;
ANALYZE preferences;
SET work_mem = '1MB';
SET enable_hashagg = off;
SET max_parallel_workers_per_gather = 0;
CREATE FUNCTION pg_temp.by_region() RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(profile_ballots(p) || ' ' || md5(p::text), ', ' ORDER BY region)
	FROM (SELECT region, profile_agg(ballot_id, rank, candidate ORDER BY ballot_id, rank) AS p FROM preferences GROUP BY region) AS g
$$;
SELECT pg_temp.by_region() AS before \gset
SET temp_tablespaces = prefcount_small;
SELECT throws_ok('SELECT pg_temp.by_region()', '53100', NULL, 'sorting ballots of the long form on a disk of 64 MB');
SELECT throws_ok($$SELECT count(*) FROM preferences AS a, LATERAL irv_rounds('[{"ranking": ["A"], "count": 1}]') GROUP BY a.ballot_id, a.rank, a.candidate ORDER BY 1$$,
	'53100', NULL, 'sorting rows of a count');
RESET temp_tablespaces;
SELECT is(pg_temp.by_region(), :'before', 'elsewhere it answers, as before');

-- Rows of a function that go to disk beyond work_mem.
CREATE TEMP TABLE level AS SELECT profile_agg(ARRAY['candidate ' || repeat('x', 60) || i]) AS p FROM generate_series(1, 900) AS i;
SET temp_tablespaces = prefcount_small;
SELECT throws_ok($$SELECT count(*) FROM level, pairwise(p) AS w$$,
	'53100', NULL, 'rows of pairs that find no room');
RESET temp_tablespaces;
SELECT is((SELECT count(*) FROM level, pairwise(p)), 809100::bigint, 'elsewhere they do');
SELECT is(irv_winner(p, '{}'), 'A', 'and what was stored is as it was') FROM kept WHERE n = 1;
INSERT INTO kept VALUES (2, '[]');
SELECT is((SELECT count(*) FROM kept), 2::bigint, 'and the disk takes more');
SELECT * FROM finish();

DROP TABLE kept, large;
DROP TABLESPACE prefcount_small;
