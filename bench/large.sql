--
-- What takes many ballots to show: that a ballot costs the same among fifty
-- million, that a count may hold more than a gigabyte, and that a cancelled one
-- stops.  In any database that has the extension; some ten minutes, 10 GB of
-- disk and 8 GB of memory:
--
--	psql -Xq -f bench/large.sql
--
\set ON_ERROR_STOP on
\pset footer off
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET jit = off;

CREATE SCHEMA large;

\ir functions.sql
\ir rankings.sql

\echo 'Making fifty million ballots ...'
CREATE UNLOGGED TABLE large.million AS
SELECT g AS ballot_id, g % 650 AS region, ranking
FROM generate_series(1, 1000000) AS g
JOIN bench.rankings ON number = abs(hashint8(g)::bigint) % 325
ORDER BY g;
CREATE UNLOGGED TABLE large.fifty_million AS
SELECT m.* FROM generate_series(1, 50), large.million AS m;
VACUUM (FREEZE, ANALYZE) large.million, large.fifty_million;

-- In turn, five times.
CREATE TABLE large.times AS
SELECT run, count, rows, bench.ms(format('SELECT %s FROM large.%I', count, rows)) AS ms
FROM generate_series(0, 5) AS run,
	 (VALUES ('irv_winner(ranking)'), ('count(ranking)')) AS c (count),
	 (VALUES ('million'), ('fifty_million')) AS t (rows)
ORDER BY run;

\echo 'Nanoseconds a ballot, medians of five:'
SELECT count, round(a::numeric, 1) AS "1 million", round(b::numeric, 1) AS "50 million",
	   round((b / a)::numeric, 2) AS ratio
FROM (
	SELECT count,
		   percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) FILTER (WHERE rows = 'million') AS a,
		   percentile_cont(0.5) WITHIN GROUP (ORDER BY ms / 50) FILTER (WHERE rows = 'fifty_million') AS b
	FROM large.times
	WHERE run > 0
	GROUP BY count
) AS m;
DROP TABLE large.million, large.fifty_million;

-- Rankings of two hundred marks, nearly all different: a byte a mark and a few more.
\echo 'Making twelve million long ballots ...'
CREATE UNLOGGED TABLE large.different AS
SELECT ARRAY[236 + (g % 3 = 0)::int, g & 63, 64 + (g >> 6 & 63), 128 + (g >> 12 & 63), 192 + (g >> 18) % 44]::int2[] || tail AS ranking
FROM generate_series(1, 12000000) AS g,
	 (SELECT array_agg((i * 37 % 236)::int2 ORDER BY i) AS tail FROM generate_series(1, 195) AS i) AS t;
VACUUM (FREEZE, ANALYZE) large.different;

\echo 'More than a gigabyte in memory, in a serial plan:'
SELECT irv_winner(ranking) AS winner FROM large.different;

\echo 'The same as a value, which is an error:'
\set ON_ERROR_STOP off
CREATE TABLE large.too_large AS SELECT profile_agg(ranking) FROM large.different;

\echo 'And from two parallel workers, which send values:'
SET max_parallel_workers_per_gather = 2;
SET parallel_leader_participation = off;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SELECT irv_winner(ranking) FROM large.different;
SET max_parallel_workers_per_gather = 0;

\echo 'Cancelled after 50 ms, while ballots are read:'
SELECT clock_timestamp() AS start \gset
SET statement_timeout = 50;
SELECT irv_winner(ranking) FROM large.different;
RESET statement_timeout;
SELECT clock_timestamp() - :'start' AS "ended after";

\echo 'and while a profile of a million different rankings is counted:'
CREATE TABLE large.stored AS
SELECT profile_agg(ranking) AS p FROM (SELECT ranking[1:24] AS ranking FROM large.different LIMIT 1000000) AS b;
SELECT clock_timestamp() AS start \gset
SET statement_timeout = 50;
SELECT count(*) FROM large.stored, irv_rounds(p);
RESET statement_timeout;
SELECT clock_timestamp() - :'start' AS "ended after";
SELECT count(*) AS "memory contexts left of them"
FROM pg_backend_memory_contexts WHERE name LIKE 'prefcount%';

DROP SCHEMA large, bench CASCADE;
