--
-- Parallel speed-up: ours against count()'s own, with the same two workers.
--
SET work_mem = '256MB';
SET jit = off;
SET max_parallel_workers_per_gather = 2;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;

EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF, SUMMARY OFF)
SELECT irv_winner(ranking) FROM bench.few;

CREATE FUNCTION bench.speed_up(statement text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
	serial float8;
BEGIN
	PERFORM set_config('max_parallel_workers_per_gather', '0', false);
	serial := bench.ms(statement);
	PERFORM set_config('max_parallel_workers_per_gather', '2', false);
	RETURN serial / bench.ms(statement);
END $$;

INSERT INTO bench.results (target, what, ratio, spread, must, moonshot, ours, than)
SELECT target, what, percentile_cont(0.5) WITHIN GROUP (ORDER BY r),
	   format('%s to %s', round(min(r)::numeric, 2), round(max(r)::numeric, 2)),
	   min(must), min(moonshot), min(ours), min(than)
FROM (
	SELECT '4' AS target, 'parallel speed-up / count''s own' AS what, 0.9 AS must, 0.98 AS moonshot, ours, than,
		   bench.speed_up(ours) / bench.speed_up(than) AS r
	FROM generate_series(1, :runs), (VALUES (
		'SELECT irv_winner(ranking) FROM bench.few',
		'SELECT count(ranking) FROM bench.few')) AS s (ours, than)
	UNION ALL
	SELECT '4', 'the same, all distinct', NULL, NULL, ours, than,
		   bench.speed_up(ours) / bench.speed_up(than)
	FROM generate_series(1, :runs), (VALUES (
		'SELECT irv_winner(ranking) FROM bench.all_distinct',
		'SELECT count(ranking) FROM bench.all_distinct')) AS s (ours, than)
) AS t
GROUP BY target, what;
