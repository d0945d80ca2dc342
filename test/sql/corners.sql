\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(22);

-- Sizes at which another way of doing the same thing begins.

-- Many small groups: a group marks few of the candidates that all groups share.
SELECT is(count(*) FILTER (WHERE winner = 'a' || g AND ranks = ARRAY['a' || g, 'b' || g]), 3000::bigint, 'many groups of candidates of their own')
FROM (SELECT g, irv_winner(r) AS winner, irv_order(r) AS ranks
	  FROM generate_series(1, 3000) AS g, LATERAL (VALUES (ARRAY['a' || g, 'b' || g]), (ARRAY['a' || g]), (ARRAY['b' || g])) AS v(r)
	  GROUP BY g) AS x;
SELECT is(array_agg(winner ORDER BY g), '{c1,d3,e1}', 'with overvotes, skips and blank ballots')
FROM (SELECT g, irv_winner(r) AS winner
	  FROM (SELECT 0 AS g, jsonb_build_array('x' || i) AS r FROM generate_series(1, 4000) AS i
			UNION ALL VALUES (1, '["c1", null, ["c2", "c3"]]'::jsonb), (1, '[["c2", "c3"], "c2"]'), (1, '[]'), (1, '[[]]'),
				(2, '[null, "d3", "d1", "d3"]'), (2, '["d3", ["d1", "d3"]]'), (3, '["e1"]')) AS v
	  GROUP BY g) AS x WHERE g > 0;
SELECT is(irv_winner(r), 'y1', 'a group of one long ballot among many candidates')
FROM (SELECT 0 AS g, ARRAY['x' || i] AS r FROM generate_series(1, 6000) AS i
	  UNION ALL SELECT 1, (SELECT array_agg('y' || j) FROM generate_series(1, 300) AS j)) AS v
GROUP BY g HAVING g = 1;

-- So many different rankings, of all lengths and with few and many candidates,
-- that they are looked up many at a time; against GROUP BY.
CREATE TEMP TABLE varied AS
SELECT candidates, (
	SELECT coalesce(array_agg(CASE WHEN rank % 5 = 4 AND rank < i % 21 AND i % 2 = 0 THEN NULL
							  ELSE (ARRAY['', 'No ', 'Number ', 'Candidate ', 'Candidate number '])[1 + mark % 5] || mark END ORDER BY rank), '{}')
	FROM generate_series(1, i % 21) AS rank, LATERAL (SELECT ('x' || substr(digest, rank, 4))::bit(16)::int % candidates AS mark) AS m) AS ranking
FROM (VALUES (3), (14), (15), (300)) AS c (candidates), generate_series(1, 2) AS twice, generate_series(1, 9000) AS i, md5(i::text) AS digest;
CREATE TEMP VIEW varied_counts AS
SELECT candidates, r.ranking, r.ballots FROM (SELECT candidates, profile_agg(ranking) AS p FROM varied GROUP BY candidates) AS x, profile_rankings(p) AS r;
SELECT is((SELECT count(*) FROM varied_counts), (SELECT count(DISTINCT (candidates, ranking)) FROM varied), 'as many rankings as there are different ones');
SELECT is_empty('SELECT candidates, to_jsonb(ranking), count(*) FROM varied GROUP BY candidates, ranking EXCEPT TABLE varied_counts', 'each with its ballots');
SELECT is_empty(format('SELECT to_jsonb(ranking), count(*) FROM varied WHERE candidates = %s GROUP BY ranking
	EXCEPT SELECT ranking, ballots FROM (SELECT profile_agg(ranking) AS p FROM varied WHERE candidates = %1$s) AS x, profile_rankings(p)', candidates),
	'and alone, of ' || candidates || ' candidates')
FROM (VALUES (3), (14), (15), (300)) AS c (candidates) ORDER BY candidates;

-- More rankings than are worked on between two looks for a cancellation.
CREATE TEMP TABLE large AS
SELECT profile_agg(r) AS p, profile_agg(r) FILTER (WHERE i % 3 = 0) AS part
FROM (SELECT i, ARRAY['c' || i % 30, 'd' || i / 30 % 30, 'e' || i / 900] AS r FROM generate_series(1, 20000) AS i) AS x;
SELECT is(profile_ballots(p + part), 26666::bigint, 'a sum of 20,000 rankings') FROM large;
SELECT is((p + part) - part, p, 'and back') FROM large;
SELECT is(p - p, '[]', 'less all of them') FROM large;
SELECT throws_ok('SELECT part - p FROM large', '22023', NULL, 'a part less the whole');
SELECT is(sum(votes), 6666::numeric, 'a slice of 6,666 rankings') FROM large, irv_slice_rounds(part, p) WHERE round = 1;
SELECT is((SELECT profile_agg(ranking) FROM profile_rankings(p)), p, 'a profile of 20,000 rankings, made again of these') FROM large;
SELECT is(profile_ballots(q), 1000::bigint, 'a moving frame over 1,000 different ballots')
FROM (SELECT i, profile_agg(ARRAY[i, i % 100]) OVER (ORDER BY i ROWS 999 PRECEDING) AS q FROM generate_series(1, 1500) AS i OFFSET 0) AS x
WHERE i = 1500;

-- BLT with more of everything than room is made for at first.
CREATE FUNCTION pg_temp.blt(head text, ballots text, n int, foot text) RETURNS text
LANGUAGE sql AS $$
	SELECT concat_ws(E'\n', n || ' 1', nullif(head, ''), ballots, '0', (SELECT string_agg(format('"C%s"', i), E'\n' ORDER BY i) FROM generate_series(1, n) AS i), foot)
$$;
SELECT is(jsonb_array_length(blt_rules(pg_temp.blt((SELECT string_agg('-' || i, ' ') FROM generate_series(1, 20) AS i), '1 40 0', 40, '"T"'))->'withdrawn'),
	20, 'twenty withdrawn candidates');
SELECT is(jsonb_array_length(profile_from_blt(pg_temp.blt('', (SELECT '1 ' || string_agg(i::text, '=') || ' 0' FROM generate_series(1, 40) AS i), 40, '"T"'))
	::jsonb->0->'ranking'->0), 40, 'forty equal ranks');
SELECT throws_ok(format('SELECT profile_from_blt(%L)', blt), '22P02', NULL, name)
FROM (VALUES
	(1, 'a mark that is more than a number', pg_temp.blt('', '1 2x 0', 3, '"T"')),
	(2, 'letters behind a closing quotation mark', pg_temp.blt('', '1 2 0', 3, '"T"it')),
	(3, 'a claim of a billion candidates', E'1000000000 1\n1 999999999 0\n0\n"A"\n')) AS v(n, name, blt)
ORDER BY n;

-- An aggregate of the long form whose parts are combined where one has no rows.
SELECT is(profile_ballots(profile_agg(id, 1::bigint, 'A'::text) FILTER (WHERE id < 0)), 0::bigint, 'no row of the long form')
FROM generate_series(1::bigint, 10) AS id;

SELECT * FROM finish();
ROLLBACK;
