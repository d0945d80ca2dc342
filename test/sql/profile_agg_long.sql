\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(65);

-- Long tables: one row a preference.
CREATE TEMP TABLE preferences (ballot bigint, rank bigint, candidate text);
INSERT INTO preferences VALUES
	(1, 1, 'A'), (1, 2, 'B'),				-- A, B
	(2, 2, 'B'), (2, 4, 'A'),				-- skipped, B, skipped, A
	(3, 1, 'C'), (3, 1, 'A'), (3, 2, 'B'),	-- A and C at one rank, then B
	(4, NULL, NULL),						-- blank: what a LEFT JOIN gives
	(5, 1, NULL), (5, 2, 'B'),				-- a mark for nobody is none: skipped, B
	(6, NULL, 'A'),							-- a candidate without a rank is no mark
	(7, 1, 'B'), (7, 2, 'B'),				-- the same candidate twice
	(8, 1, 'A'), (8, 2, 'B');				-- as the first
CREATE TEMP TABLE wanted AS SELECT '[{"ranking": ["A", "B"], "count": 2}, {"ranking": [null, "B", null, "A"], "count": 1},
	{"ranking": [["A", "C"], "B"], "count": 1}, {"ranking": [], "count": 2}, {"ranking": [null, "B"], "count": 1},
	{"ranking": ["B", "B"], "count": 1}]'::preference_profile AS p;

SELECT is(profile_agg(ballot, rank, candidate), p, 'one row a preference') FROM preferences, wanted GROUP BY p;
SELECT is((SELECT profile_agg(ballot, rank, candidate) FROM (SELECT * FROM preferences ORDER BY rank DESC, candidate) AS s), p,
	'in another order of rows')
FROM wanted;
SELECT is((SELECT profile_agg(ballot, rank, candidate) FROM (SELECT * FROM preferences ORDER BY md5(preferences::text)) AS s), p,
	'in any order of rows')
FROM wanted;
SELECT is(profile_agg(ballot, rank, candidate ORDER BY candidate, ballot), p, 'ORDER BY inside changes nothing')
FROM preferences, wanted GROUP BY p;
SELECT is(profile_agg(ballot, rank, candidate), p, 'rows that a join has doubled count once')
FROM preferences, wanted, generate_series(1, 3) GROUP BY p;
SELECT is(profile_agg(DISTINCT ballot, rank, candidate), p, 'DISTINCT does no harm here') FROM preferences, wanted GROUP BY p;

--
-- Types
--
SELECT is(profile_agg(ballot::text, rank, candidate), p, 'ballot text') FROM preferences, wanted GROUP BY p;
SELECT is(profile_agg(lpad(ballot::text, 32, '0')::uuid, rank, candidate), p, 'ballot uuid') FROM preferences, wanted GROUP BY p;
SELECT is(profile_agg(ballot::int, rank::int, candidate::varchar), p, 'ballot and rank int, candidate varchar')
FROM preferences, wanted GROUP BY p;
SELECT is(profile_agg(ballot::varchar(10), rank::smallint, candidate::name), p, 'ballot varchar, rank smallint, candidate name')
FROM preferences, wanted GROUP BY p;
CREATE TEMP TABLE keyed AS SELECT ballot, rank, CASE candidate WHEN 'A' THEN 10 WHEN 'B' THEN 2 WHEN 'C' THEN -3 END AS key
FROM preferences;
CREATE TEMP TABLE wanted_keys AS SELECT profile_relabel(p, '{"A": "10", "B": "2", "C": "-3"}') AS p FROM wanted;
SELECT is(profile_agg(ballot, rank, key::bigint), p, 'candidate bigint') FROM keyed, wanted_keys GROUP BY p;
SELECT is(profile_agg(ballot, rank, key), p, 'candidate int') FROM keyed, wanted_keys GROUP BY p;
SELECT is(profile_agg(ballot::text, rank, key::bigint), p, 'ballot text, candidate bigint') FROM keyed, wanted_keys GROUP BY p;
SELECT is(profile_agg(lpad(ballot::text, 32, '0')::uuid, rank, key::bigint), p, 'ballot uuid, candidate bigint')
FROM keyed, wanted_keys GROUP BY p;
SELECT is(profile_agg(ballot, rank, candidate),
	'[{"ranking": ["O''Neil, Jr.", "Jim \"Boss\" Kane", " "], "count": 1}, {"ranking": [["A", "Å"]], "count": 1}]', 'any label')
FROM (VALUES ('', 1, 'O''Neil, Jr.'), ('', 2, 'Jim "Boss" Kane'), ('', 3, ' '), (' ', 1, 'Å'), (' ', 1, 'A')) AS x(ballot, rank, candidate);
SELECT is(profile_agg(ballot, 1, 'A'), '[{"ranking": ["A"], "count": 4}]', 'the smallest and the largest ballot number')
FROM (VALUES ('-9223372036854775808'::bigint), (9223372036854775807), (0), (-1)) AS x(ballot);

--
-- Weights
--
SELECT is(profile_agg(ballot, rank, candidate, ballot * 0.5), '[{"ranking": ["A", "B"], "count": 2, "weight": 4.5},
	{"ranking": [null, "B", null, "A"], "count": 1, "weight": 1}, {"ranking": [["A", "C"], "B"], "count": 1, "weight": 1.5},
	{"ranking": [], "count": 2, "weight": 5}, {"ranking": [null, "B"], "count": 1, "weight": 2.5},
	{"ranking": ["B", "B"], "count": 1, "weight": 3.5}]', 'with a weight') FROM preferences;
SELECT is(profile_agg(ballot::text, rank, candidate, 1), p, 'ballot text with a weight') FROM preferences, wanted GROUP BY p;
SELECT is(profile_agg(lpad(ballot::text, 32, '0')::uuid, rank, candidate, 1), p, 'ballot uuid with a weight')
FROM preferences, wanted GROUP BY p;
SELECT is(profile_agg(ballot, rank, key::bigint, 1), p, 'candidate bigint with a weight') FROM keyed, wanted_keys GROUP BY p;
SELECT is(profile_agg(ballot, rank, candidate, weight), '[{"ranking": ["A", "B"], "count": 1, "weight": 2}]',
	'NULL and zero: no ballot; equal numbers agree whatever their decimals')
FROM (VALUES (1, 1, 'A', 2), (1, 2, 'B', 2.0), (2, 1, 'C', NULL), (3, 1, 'D', 0)) AS x(ballot, rank, candidate, weight);

--
-- Nothing, groups, filters
--
SELECT is(profile_agg(ballot, rank, candidate), '[]', 'no row gives the empty profile') FROM preferences WHERE false;
SELECT is(profile_agg(ballot, rank, candidate) FILTER (WHERE false), '[]', 'so do rows that are all filtered out') FROM preferences;
SELECT is(profile_agg(NULL::bigint, rank, candidate), '[]', 'so do rows without a ballot') FROM preferences;
SELECT is(profile_agg(ballot, rank, candidate, NULL), '[]', 'so do weights that are all NULL') FROM preferences;
SELECT is(profile_agg(ballot, NULL::bigint, NULL::text), '[{"ranking": [], "count": 8}]', 'ballots without a mark are blank')
FROM preferences;
SELECT results_eq($$
	SELECT ballot % 2, profile_agg(ballot, rank, candidate) FROM preferences GROUP BY 1 ORDER BY 1
$$, $$
	VALUES (0::bigint, '[{"ranking": ["A", "B"], "count": 1}, {"ranking": [null, "B", null, "A"], "count": 1},
				{"ranking": [], "count": 2}]'::preference_profile),
		   (1, '[{"ranking": ["A", "B"], "count": 1}, {"ranking": [["A", "C"], "B"], "count": 1},
				{"ranking": [null, "B"], "count": 1}, {"ranking": ["B", "B"], "count": 1}]')
$$, 'GROUP BY');
SELECT is((SELECT profile_agg(g) FROM (SELECT profile_agg(ballot, rank, candidate) AS g FROM preferences GROUP BY ballot) AS s), p,
	'ballot by ballot, then merged')
FROM wanted;
SELECT is(array_agg(g), ARRAY[(SELECT profile_agg(ballot, rank, candidate) FROM preferences WHERE ballot % 2 = 0),
							  (SELECT profile_agg(ballot, rank, candidate) FROM preferences WHERE ballot % 2 = 1), p], 'ROLLUP')
FROM (SELECT profile_agg(ballot, rank, candidate) AS g FROM preferences GROUP BY ROLLUP (ballot % 2) ORDER BY ballot % 2 NULLS LAST) AS s,
	 wanted GROUP BY p;
SELECT is(profile_agg(ballot, rank, candidate) FILTER (WHERE rank = 1), '[{"ranking": ["A"], "count": 2},
	{"ranking": [["A", "C"]], "count": 1}, {"ranking": ["B"], "count": 1}, {"ranking": [], "count": 1}]',
	'FILTER takes rows, not ballots')
FROM preferences;

-- As window aggregates: the ballots of the rows in the frame, which need not
-- have all of a ballot's rows.
SELECT is(running, (SELECT profile_agg(p.ballot, p.rank, p.candidate) FROM preferences AS p WHERE p.ballot <= w.ballot), 'running over ballots, to ' || ballot)
FROM (SELECT DISTINCT ballot, profile_agg(ballot, rank, candidate) OVER (ORDER BY ballot)::text::preference_profile AS running FROM preferences) AS w ORDER BY ballot;
SELECT is(array_agg(p ORDER BY n), ARRAY['[{"ranking": ["A"], "count": 1}]', '[{"ranking": ["A", "B"], "count": 1}]', '[{"ranking": [null, "B", "C"], "count": 1}]']::preference_profile[],
	'a frame that moves through a ballot has its other rows alone')
FROM (SELECT n, profile_agg(1, n, chr(64 + n)) OVER (ORDER BY n ROWS 1 PRECEDING) AS p FROM generate_series(1, 3) AS n) AS w;
SELECT is(count(DISTINCT p::text), 1::bigint, 'several in one query, each row the same')
FROM (SELECT profile_agg(ballot, rank, candidate) OVER () AS p, irv_winner(ballot, rank, candidate) OVER () FROM preferences) AS w;

--
-- One step
--
SELECT ok(irv_winner(b, r, c) = 20 AND irv_runner_up(b, r, c) = 10 AND irv_order(b, r, c) = '{20,10,30}'
	  AND pg_typeof(irv_winner(b, r, c)) = 'bigint'::regtype AND pg_typeof(irv_order(b, r, c)) = 'bigint[]'::regtype, 'winner, runner-up and order, by key')
FROM (VALUES (1, 1, 10), (1, 2, 20), (2, 1, 20), (3, 1, 30), (3, 2, 20), (4, 1, 10), (5, 1, 20)) AS v(b, r, c);
SELECT ok(irv_winner(b::text, r, c::text) = '20' AND irv_runner_up(lpad(b::text, 32, '0')::uuid, r, c::varchar) = '10' AND irv_order(b, r::smallint, c::text) = '{20,10,30}'
	  AND pg_typeof(irv_runner_up(b, r, c::name)) = 'text'::regtype, 'by name')
FROM (VALUES (1, 1, 10), (1, 2, 20), (2, 1, 20), (3, 1, 30), (3, 2, 20), (4, 1, 10), (5, 1, 20)) AS v(b, r, c);
SELECT ok(irv_winner(b, r, c, w) = 'A' AND irv_runner_up(b, r, c, w) = 'B' AND irv_winner(b, r, c, w::float8) = 'A' AND irv_order(b, r, c, w::real) = '{A,B}'
	  AND profile_agg(b, r, c, w::float8) = profile_agg(b, r, c, w) AND irv_winner(b, r, c, 1) = 'B' AND irv_winner(b, r, c, '1') = 'B', 'with weights')
FROM (VALUES (1, 1, 'A', 2.5), (2, 1, 'B', 1), (3, 1, 'B', 0.25), (1, 2, 'B', 2.5)) AS v(b, r, c, w);
SELECT ok(irv_winner(b, r, c) IS NULL AND irv_runner_up(b, r, c) IS NULL AND irv_order(b, r, c) = '{}', 'of no rows')
FROM (VALUES (1, 1, 10)) AS v(b, r, c) WHERE false;
SELECT is(count(*), 0::bigint, 'the same as of the profile, in groups')
FROM (SELECT b % 7, irv_winner(b, r, 'c' || (b * r % 5)) AS winner, irv_runner_up(b, r, 'c' || (b * r % 5)) AS runner_up, profile_agg(b, r, 'c' || (b * r % 5)) AS p
	  FROM generate_series(1, 700) AS b, generate_series(1, 1 + b % 6) AS r GROUP BY b % 7) AS g
WHERE winner IS DISTINCT FROM irv_winner(p) OR runner_up IS DISTINCT FROM irv_runner_up(p);

--
-- Bad rows
--
SELECT throws_ok(format('SELECT profile_agg(ballot::%s, %s, ''A''::text) FROM preferences', type, rank), '22023', NULL,
	format('rank %s, ballot %s', rank, type))
FROM (VALUES ('0'), ('-1'), ('32768'), ('9223372036854775807'), ('-9223372036854775808')) AS r(rank), (VALUES ('bigint'), ('text')) AS t(type)
WHERE type = 'bigint' OR rank = '0'
ORDER BY type, rank COLLATE "C";
SELECT is(profile_agg(1, rank, 'A'), profile_agg(array_fill(NULL::text, '{32766}') || 'A'::text), 'rank 32,767 is allowed')
FROM (VALUES (32767)) AS x(rank);
SELECT throws_ok($$SELECT profile_agg(ballot, rank, candidate, weight)
	FROM (VALUES (1, 1, 'A', 2), (2, 1, 'A', 1), (1, 2, 'B', 3)) AS x(ballot, rank, candidate, weight)$$, '22023', NULL,
	'weights that differ within a ballot');
SELECT throws_ok($$SELECT profile_agg(ballot, rank, candidate, weight)
	FROM (VALUES (1, 1, 'A', 2), (1, NULL, NULL, 3)) AS x(ballot, rank, candidate, weight)$$, '22023', NULL,
	'also where one of the rows is no mark');
SELECT throws_ok(format('SELECT profile_agg(ballot, rank, candidate, %L::numeric) FROM preferences', weight), '22003', NULL,
	'weight ' || weight)
FROM (VALUES (1, '-1'), (2, 'NaN'), (3, 'Infinity'), (4, '0.0000000001'), (5, '1e19')) AS x(n, weight) ORDER BY n;

-- Many ballots: the same as from arrays.
SELECT is((SELECT profile_agg(b, r, 'c' || (b * r % 7)) FROM generate_series(1, 5000) AS b, generate_series(1, 1 + b % 6) AS r),
	(SELECT profile_agg(ranking) FROM (SELECT array_agg('c' || (b * r % 7) ORDER BY r) AS ranking
									   FROM generate_series(1, 5000) AS b, generate_series(1, 1 + b % 6) AS r GROUP BY b) AS s),
	'5,000 ballots: the same as from arrays');

-- Shuffled, with several marks at a rank, rows that come twice and blank ballots;
-- ids one after another, all over what bigint holds, and of other types.
CREATE TEMP TABLE shuffled AS
SELECT b AS n, CASE WHEN b % 17 = 0 THEN NULL ELSE r + b % 3 END AS rank, 'c' || (b * r * v % 11) AS candidate, b % 5 + 0.25 AS weight
FROM generate_series(1, 3000) AS b, generate_series(1, 1 + b % 6) AS r, generate_series(1, CASE WHEN (b + r) % 7 = 0 THEN 3 ELSE 1 END) AS v
ORDER BY hashint8(b * 31 + r * 7 + v);
CREATE TEMP TABLE by_arrays AS
SELECT profile_agg(ballot) AS p, profile_agg(ballot, weight) AS weighted
FROM (SELECT n, min(weight) AS weight, coalesce(jsonb_agg(marks ORDER BY rank) FILTER (WHERE rank IS NOT NULL), '[]') AS ballot
	  FROM (SELECT n, weight, r AS rank, jsonb_agg(DISTINCT candidate) FILTER (WHERE s.rank = r) AS marks
			FROM shuffled AS s, generate_series(1, 8) AS r GROUP BY n, weight, r) AS x
	  GROUP BY n) AS y;
SELECT is(profile_agg(n, rank, candidate), (SELECT p FROM by_arrays), 'shuffled: the same as from JSON, ids one after another') FROM shuffled;
SELECT is(profile_agg(CASE WHEN n % 2 = 0 THEN -9223372036854775808 + n ELSE 9223372036854775807 - n END, rank, candidate), (SELECT p FROM by_arrays),
	'ids at both ends of bigint') FROM shuffled;
SELECT is(profile_agg(n * 1000000007::bigint, rank, candidate), (SELECT p FROM by_arrays), 'ids far apart') FROM shuffled;
SELECT is(profile_agg('no. ' || n, rank, candidate), (SELECT p FROM by_arrays), 'ids as text') FROM shuffled;
SELECT is(profile_agg(md5(n::text)::uuid, rank, candidate, weight), (SELECT weighted FROM by_arrays), 'ids as uuid, with weights') FROM shuffled;

SELECT * FROM finish();
ROLLBACK;
