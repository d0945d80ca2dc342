\ir lib/begin.psql
SELECT plan(70);

-- Parallel plans: the same answers, and workers that really take part.  The
-- ballots lie spread over some hundred pages, so that more than one worker
-- finds some.
CREATE TABLE parallel_ballots AS
SELECT i AS id, i % 5 AS region, i % 100 AS branch,
	   (ARRAY['{A,B}', '{B}', '{C,A}', '{}', '{B,NULL,C}', '{A}', '{D,C,B,A}', '{NULL}', '{A,A,B}', NULL,
			  '{É,"O''Neil, Jr."}'])[i * 37 % 11 + 1]::text[] AS ranking,
	   (ARRAY['{1,2}', '{2}', '{3,1}', '{}', '{2,NULL,3}', '{1}', '{4,3,2,1}', '{NULL}', '{1,1,2}', NULL,
			  '{30000,-7}'])[i * 37 % 11 + 1]::int[] AS keys,
	   (ARRAY['["A",["B","C"]]', '["B"]', '["C",[],"A"]', '[]', '["B",null,7]', '["A"]', '["D","C","B","A"]', '[null]',
			  '[["A","A"]]', NULL, '["É"]'])[i * 37 % 11 + 1]::jsonb AS marks,
	   CASE i % 7 WHEN 0 THEN NULL WHEN 1 THEN 0 ELSE (i % 13) / 8.0 END AS weight,
	   repeat('x', 200) AS filler
FROM generate_series(1, 20000) AS i;
ANALYZE parallel_ballots;
SELECT cmp_ok(relpages, '>=', 300, 'the ballots are spread over hundreds of pages')
FROM pg_class WHERE oid = 'parallel_ballots'::regclass;

CREATE PROCEDURE pg_temp.serial() LANGUAGE sql AS $$
	SELECT set_config('max_parallel_workers_per_gather', '0', true)
$$;
CREATE PROCEDURE pg_temp.parallel() LANGUAGE sql AS $$
	SELECT set_config('max_parallel_workers_per_gather', '3', true), set_config('parallel_setup_cost', '0', true),
		   set_config('parallel_tuple_cost', '0', true), set_config('min_parallel_table_scan_size', '0', true),
		   set_config('parallel_leader_participation', 'off', true)
$$;

-- Each query twice: serial and parallel, its rows kept as jsonb.
CREATE TEMP TABLE queries (n int GENERATED ALWAYS AS IDENTITY, name text, query text, partial boolean DEFAULT true);
INSERT INTO queries (name, query) VALUES
	('text[]', 'SELECT profile_agg(ranking) FROM parallel_ballots'),
	('text[] with weights', 'SELECT profile_agg(ranking, weight) FROM parallel_ballots'),
	('int[]', 'SELECT profile_agg(keys) FROM parallel_ballots'),
	('int[] with weights', 'SELECT profile_agg(keys, weight) FROM parallel_ballots'),
	('smallint[] and bigint[]', 'SELECT profile_agg(keys::smallint[]) AS a, profile_agg(keys::bigint[]) AS b FROM parallel_ballots'),
	('jsonb', 'SELECT profile_agg(marks) FROM parallel_ballots'),
	('jsonb with weights', 'SELECT profile_agg(marks, weight) FROM parallel_ballots'),
	('one row a preference', 'SELECT profile_agg((id / 4)::bigint, id % 4 + 1, ranking[1]),
		profile_agg((id / 4)::text, id % 4 + 1, keys[1]::bigint) AS b FROM parallel_ballots'),
	('one row a preference, with weights', 'SELECT profile_agg(lpad((id / 4)::text, 32, ''0'')::uuid, id % 4 + 1, ranking[1],
		(id / 4) % 5 * 0.125) FROM parallel_ballots'),
	('one row a preference, grouped', 'SELECT region, profile_agg(id, 1, ranking[1]), count(*) FROM parallel_ballots GROUP BY region'),
	('one row a preference, all filtered out', 'SELECT profile_agg(id, 1, ranking[1]) FROM parallel_ballots WHERE id % 3 = 5'),
	('in one step', 'SELECT irv_winner(ranking) AS a, irv_runner_up(ranking) AS b, irv_order(ranking) AS c,
		irv_winner(keys) AS d, irv_runner_up(keys) AS e, irv_order(keys) AS f, irv_winner(marks) AS g, irv_order(marks) AS h FROM parallel_ballots'),
	('in one step with weights', 'SELECT irv_winner(ranking, weight) AS a, irv_runner_up(ranking, weight) AS b,
		irv_order(ranking, weight) AS c, irv_winner(keys, weight) AS d, irv_order(marks, weight) AS e FROM parallel_ballots'),
	('grouped', 'SELECT region, profile_agg(ranking), irv_winner(keys) FROM parallel_ballots GROUP BY region'),
	('many groups', 'SELECT branch, profile_agg(ranking, weight) FROM parallel_ballots GROUP BY branch'),
	('filtered by WHERE', 'SELECT profile_agg(ranking) FROM parallel_ballots WHERE id % 3 = 0'),
	('filtered by FILTER', 'SELECT profile_agg(ranking) FILTER (WHERE region = 2) AS a, profile_agg(keys) FILTER (WHERE id % 3 = 0) AS b
		FROM parallel_ballots'),
	('all filtered out', 'SELECT profile_agg(ranking), irv_winner(ranking), irv_order(keys) FROM parallel_ballots WHERE id % 3 = 5'),
	('all filtered out by FILTER', 'SELECT profile_agg(ranking) FILTER (WHERE id < 0), irv_winner(keys) FILTER (WHERE id < 0)
		FROM parallel_ballots'),
	('all NULL', 'SELECT profile_agg(NULL::text[]) AS a, profile_agg(ranking, NULL) AS b, irv_winner(NULL::int[]) FROM parallel_ballots'),
	('one worker finds all ballots', 'SELECT profile_agg(ranking), irv_winner(keys) FROM parallel_ballots WHERE id < 20'),
	('blank ballots only', 'SELECT profile_agg(ranking), irv_winner(ranking), irv_runner_up(ranking) FROM parallel_ballots
		WHERE ranking = ''{}'' OR ranking = ''{NULL}''');

CREATE TEMP TABLE answers (n int, plan text, workers int, answer jsonb);
CREATE FUNCTION pg_temp.plan_nodes(plan jsonb) RETURNS SETOF jsonb LANGUAGE sql AS $$
	WITH RECURSIVE nodes AS (
		SELECT plan->0->'Plan' AS node
		UNION ALL
		SELECT child FROM nodes, jsonb_array_elements(node->'Plans') AS child
	)
	SELECT node FROM nodes
$$;

-- EXPLAIN ANALYZE says how it was run; CREATE TABLE AS keeps what came out
-- (a cursor, as in results_eq(), would never be run in parallel).
CREATE FUNCTION pg_temp.answer(number int, way text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	sql text := (SELECT query FROM queries WHERE n = number);
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, FORMAT JSON) ' || sql INTO plan;
	EXECUTE 'CREATE TEMP TABLE answer ON COMMIT DROP AS ' || sql;
	INSERT INTO answers
	SELECT number, way, (SELECT max((node->>'Workers Launched')::int) FROM pg_temp.plan_nodes(plan) AS node
						 WHERE EXISTS (SELECT FROM pg_temp.plan_nodes(plan) AS p WHERE p->>'Partial Mode' = 'Partial')),
		   (SELECT jsonb_agg(to_jsonb(a) ORDER BY to_jsonb(a)) FROM answer AS a);
	DROP TABLE answer;
	RETURN way;
END
$$;

CALL pg_temp.serial();
CREATE TEMP TABLE done AS SELECT pg_temp.answer(n, 'serial') FROM queries;
CALL pg_temp.parallel();
INSERT INTO done SELECT pg_temp.answer(n, 'parallel') FROM queries;

SELECT cmp_ok(workers, '>=', 2, name || ': partial aggregates of at least two workers')
FROM queries JOIN answers USING (n) WHERE plan = 'parallel' ORDER BY n;
SELECT is(p.answer, s.answer, name || ': parallel is serial')
FROM queries JOIN answers AS p USING (n) JOIN answers AS s USING (n)
WHERE p.plan = 'parallel' AND s.plan = 'serial' ORDER BY n;
SELECT is((SELECT array_agg(DISTINCT workers) FROM answers WHERE plan = 'serial'), '{NULL}'::int[], 'serial was serial');

-- What some of them must be, counted by hand: of each eleven rows one is NULL,
-- two are blank; 20,000 rows are 1,818 elevens and two more (i = 19,999 and
-- 20,000: i * 37 % 11 is 0 and 4).
SELECT is(profile_ballots((answer->0->>'profile_agg')::preference_profile), 20000::bigint - 1818, name || ': every ballot')
FROM queries JOIN answers USING (n) WHERE name IN ('text[]', 'int[]', 'jsonb') AND plan = 'parallel' ORDER BY n;
SELECT is(answer #- '{0,irv_order}', '[{"profile_agg": [], "irv_winner": null}]', 'no rows: the empty profile and no winner')
FROM queries JOIN answers USING (n) WHERE name = 'all filtered out' AND plan = 'parallel';
SELECT is(answer->0->'irv_winner', 'null', 'blank ballots only: nobody wins')
FROM queries JOIN answers USING (n) WHERE name = 'blank ballots only' AND plan = 'parallel';

-- Nobody to count: one row of irv_result, never an error.
CREATE TEMP TABLE results AS
SELECT 'no rows' AS name, r.*
FROM (SELECT profile_agg(ranking) AS p FROM parallel_ballots WHERE id < 0) AS b, irv_result(p) AS r
UNION ALL
SELECT 'blank', r.*
FROM (SELECT profile_agg(ranking) AS p FROM parallel_ballots WHERE ranking = '{}') AS b, irv_result(p) AS r;
SELECT results_eq('SELECT name, winner, runner_up, rounds, ballots, votes, exhausted, blank FROM results ORDER BY name DESC', $$
	VALUES ('no rows', NULL::text, NULL::text, 1::bigint, 0::bigint, 0::numeric, 0::numeric, 0::numeric),
		   ('blank', NULL, NULL, 1, 1818, 1818, 0, 1818)
$$, 'irv_result of nobody: one row and no winner');

-- Any order of rows.
CREATE TABLE parallel_shuffled AS SELECT * FROM parallel_ballots ORDER BY md5(id::text);
ANALYZE parallel_shuffled;
CREATE TEMP TABLE shuffled AS
SELECT profile_agg(ranking) AS a, profile_agg(keys) AS b, profile_agg(marks, weight) AS c, irv_order(ranking, weight) AS d
FROM parallel_shuffled;
CREATE TEMP TABLE straight AS
SELECT profile_agg(ranking) AS a, profile_agg(keys) AS b, profile_agg(marks, weight) AS c, irv_order(ranking, weight) AS d
FROM parallel_ballots;
SELECT results_eq('SELECT a::text, b::text, c::text, d FROM shuffled', 'SELECT a::text, b::text, c::text, d FROM straight',
	'the order of rows is no matter');

-- Partition by partition.
CREATE TABLE parallel_parts (LIKE parallel_ballots) PARTITION BY LIST (region);
CREATE TABLE parallel_part_0 PARTITION OF parallel_parts FOR VALUES IN (0, 3);
CREATE TABLE parallel_part_1 PARTITION OF parallel_parts FOR VALUES IN (1);
CREATE TABLE parallel_part_2 PARTITION OF parallel_parts DEFAULT;
INSERT INTO parallel_parts SELECT * FROM parallel_ballots;
ANALYZE parallel_parts;
SET LOCAL enable_partitionwise_aggregate = on;
CREATE FUNCTION pg_temp.has_partial(sql text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (FORMAT JSON) ' || sql INTO plan;
	RETURN EXISTS (SELECT FROM pg_temp.plan_nodes(plan) AS p WHERE p->>'Partial Mode' = 'Partial');
END
$$;
SELECT ok(pg_temp.has_partial('SELECT profile_agg(ranking) FROM parallel_parts'), 'partitions are aggregated by themselves');
CREATE TEMP TABLE parts AS
SELECT profile_agg(ranking) AS a, profile_agg(keys) AS b, profile_agg(marks, weight) AS c, irv_order(ranking, weight) AS d
FROM parallel_parts;
SELECT results_eq('SELECT a::text, b::text, c::text, d FROM parts', 'SELECT a::text, b::text, c::text, d FROM straight',
	'partition by partition, in parallel');
CALL pg_temp.serial();
SELECT ok(pg_temp.has_partial('SELECT profile_agg(ranking) FROM parallel_parts'), 'also in a serial plan');
CREATE TEMP TABLE parts_serial AS
SELECT profile_agg(ranking) AS a, profile_agg(keys) AS b, profile_agg(marks, weight) AS c, irv_order(ranking, weight) AS d
FROM parallel_parts;
SELECT results_eq('SELECT a::text, b::text, c::text, d FROM parts_serial', 'SELECT a::text, b::text, c::text, d FROM straight',
	'partition by partition, serially');
CREATE TEMP TABLE parts_grouped AS SELECT region, profile_agg(ranking)::text AS p FROM parallel_parts GROUP BY region;
CREATE TEMP TABLE straight_grouped AS SELECT region, profile_agg(ranking)::text AS p FROM parallel_ballots GROUP BY region;
SELECT bag_eq('SELECT * FROM parts_grouped', 'SELECT * FROM straight_grouped', 'groups across partitions');

--
-- The combine function by itself, on states whose candidates come in
-- different orders.
--
CREATE TEMP TABLE combine AS
SELECT DISTINCT aggcombinefn AS f FROM pg_aggregate JOIN pg_proc ON pg_proc.oid = aggfnoid
WHERE proname = 'profile_agg' AND pronargs <= 2;
SELECT is(count(*), 1::bigint, 'all over rankings share one combine function') FROM combine;
SELECT ok(bool_and(aggtranstype = 'preference_profile'::regtype), 'the state is the type itself')
FROM pg_aggregate JOIN pg_proc ON pg_proc.oid = aggfnoid
WHERE proname IN ('profile_agg', 'irv_winner', 'irv_runner_up', 'irv_order') AND pronargs <= 2;

CREATE FUNCTION pg_temp.combine(p preference_profile, q preference_profile) RETURNS preference_profile
LANGUAGE plpgsql AS $$
DECLARE
	answer preference_profile;
BEGIN
	EXECUTE format('SELECT %s($1, $2)', (SELECT f FROM combine)) INTO answer USING p, q;
	RETURN answer;
END
$$;
CREATE TEMP TABLE states AS SELECT
	'[{"ranking": ["Z", "B"], "count": 2}, {"ranking": ["B", null, ["A", "Z"]], "count": 1, "weight": 0.5}]'::preference_profile AS p,
	'[{"ranking": ["A"], "count": 3}, {"ranking": ["B", null, ["A", "Z"]], "count": 1},
	  {"ranking": ["C", "Z"], "count": 1}, {"ranking": [], "count": 1}]'::preference_profile AS q,
	'[{"ranking": ["Z", "B"], "count": 2}, {"ranking": ["B", null, ["A", "Z"]], "count": 2, "weight": 1.5},
	  {"ranking": ["A"], "count": 3}, {"ranking": ["C", "Z"], "count": 1}, {"ranking": [], "count": 1}]'::preference_profile AS total;
SELECT is(pg_temp.combine(p, q), total, 'two states') FROM states;
SELECT is(pg_temp.combine(q, p), total, 'the other way round') FROM states;
SELECT is(pg_temp.combine(p, p)::text, (p + p)::text, 'a state with itself') FROM states;
SELECT is(pg_temp.combine(p, '[]'), p, 'with the empty profile') FROM states;
SELECT is(pg_temp.combine('[]', p), p, 'the empty profile with it') FROM states;
SELECT is(pg_temp.combine(p, NULL), p, 'with NULL') FROM states;
SELECT is(pg_temp.combine(NULL, p), p, 'NULL with it') FROM states;
SELECT ok(coalesce(pg_temp.combine(NULL, NULL), '[]') = '[]', 'NULL with NULL');
SELECT is(pg_temp.combine(pg_temp.combine(p, q), pg_temp.combine(q, p)), total + total, 'of combined ones') FROM states;
SELECT is((SELECT p FROM states), '[{"ranking": ["Z", "B"], "count": 2},
	{"ranking": ["B", null, ["A", "Z"]], "count": 1, "weight": 0.5}]', 'the states themselves are as before');

SELECT * FROM finish();
ROLLBACK;
