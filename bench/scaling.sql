--
-- How large profiles are: the figures of doc/scaling.md.  In any database that
-- has the extension, some minutes:
--
--	psql -Xq -f bench/scaling.sql
--
\set ON_ERROR_STOP on
\pset footer off
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET enable_sort = off;
SET work_mem = '2GB';

CREATE SCHEMA scaling;
\ir functions.sql

-- Different rankings at random, the same in every run: a mark for one of the
-- candidates at each rank.
CREATE FUNCTION scaling.rankings(candidates int, ranks int, n int)
RETURNS TABLE (ranking text[]) LANGUAGE sql AS $$
	SELECT (SELECT array_agg('Candidate ' || ('x' || substr(digest, 1 + 2 * rank, 4))::bit(16)::int % candidates ORDER BY rank)
			FROM generate_series(0, ranks - 1) AS rank)
	FROM generate_series(1, n) AS i, md5(i::text) AS digest
$$;

-- All rankings of five candidates, whole or cut short, and the blank ballot.
CREATE VIEW scaling.of_five AS
	WITH RECURSIVE r AS (
		SELECT '{}'::text[] AS ranking
		UNION ALL
		SELECT ranking || ('Candidate ' || c) FROM r, generate_series(1, 5) AS c
		WHERE 'Candidate ' || c <> ALL (ranking)
	)
	SELECT ranking FROM r;

CREATE TABLE scaling.sizes (id serial, candidates int, ranks text, what text, rankings bigint, bytes bigint,
							stored bigint, text_form bigint, state float8);

CREATE PROCEDURE scaling.measure(candidates int, ranks text, what text, ballots text, weight text DEFAULT NULL)
LANGUAGE plpgsql AS $$
DECLARE
	arguments text := concat_ws(', ', 'ranking', weight);
BEGIN
	EXECUTE 'CREATE TEMP TABLE ballots AS ' || ballots;
	EXECUTE format('CREATE TEMP TABLE profile AS SELECT profile_agg(%s) AS p FROM ballots', arguments);
	INSERT INTO scaling.sizes (candidates, ranks, what, rankings, bytes, stored, text_form, state)
	SELECT candidates, ranks, what, (SELECT count(*) FROM profile_rankings(p)), length(preference_profile_send(p)),
		   pg_column_size(p), length(p::text),
		   bench.hash_bytes(format('SELECT irv_winner(%s) FROM ballots GROUP BY ranking IS NULL', arguments))
	FROM profile;
	DROP TABLE ballots, profile;
END $$;

CALL scaling.measure(5, '0 to 5', 'all there are, 10 ballots each', 'SELECT ranking FROM scaling.of_five, generate_series(1, 10)');
CALL scaling.measure(5, '0 to 5', 'the same, 10,000 ballots each', 'SELECT ranking FROM scaling.of_five, generate_series(1, 10000)');
CALL scaling.measure(20, '6', '10 ballots each', 'SELECT ranking FROM scaling.rankings(20, 6, 1000), generate_series(1, 10)');
CALL scaling.measure(20, '6', '10 ballots each', 'SELECT ranking FROM scaling.rankings(20, 6, 10000), generate_series(1, 10)');
CALL scaling.measure(20, '6', '10 ballots each', 'SELECT ranking FROM scaling.rankings(20, 6, 100000), generate_series(1, 10)');
CALL scaling.measure(20, '6', '10 ballots each, weights of nine decimals',
	'SELECT ranking, 0.123456789 + i AS weight FROM scaling.rankings(20, 6, 100000), generate_series(1, 10) AS i', 'weight');
CALL scaling.measure(20, '12', '10 ballots each', 'SELECT ranking FROM scaling.rankings(20, 12, 100000), generate_series(1, 10)');
CALL scaling.measure(1000, '6', '10 ballots each', 'SELECT ranking FROM scaling.rankings(1000, 6, 100000), generate_series(1, 10)');
CALL scaling.measure(20, '6', 'a ballot each', 'SELECT ranking FROM scaling.rankings(20, 6, 100000)');
CALL scaling.measure(20, '6', 'a ballot each', 'SELECT ranking FROM scaling.rankings(20, 6, 1000000)');
CALL scaling.measure(20, '12', 'a ballot each', 'SELECT ranking FROM scaling.rankings(20, 12, 1000000)');

SELECT candidates, ranks, rankings AS "distinct rankings", what AS ballots, pg_size_pretty(bytes) AS profile,
	   round(bytes::numeric / rankings, 1) AS "bytes a ranking", pg_size_pretty(stored) AS "on disk",
	   pg_size_pretty(text_form) AS "as text", pg_size_pretty(state::bigint) AS "while counting"
FROM scaling.sizes ORDER BY id;

DROP SCHEMA scaling, bench CASCADE;
