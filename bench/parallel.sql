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

CREATE FUNCTION bench.ms_with(workers int, statement text) RETURNS float8 LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('max_parallel_workers_per_gather', workers::text, false);
	RETURN bench.ms(statement);
END $$;

-- All in turn.  Of each the median is taken before any is divided by another:
-- a quotient of four times, each disturbed by itself, would say little.
WITH times AS MATERIALIZED (
	SELECT what, must, moonshot, ours, than,
		   bench.ms_with(0, ours) AS ours_serial, bench.ms_with(2, ours) AS ours_parallel,
		   bench.ms_with(0, than) AS than_serial, bench.ms_with(2, than) AS than_parallel
	FROM generate_series(1, :runs), (VALUES
		('parallel speed-up / count''s own', 0.9, 0.98,
		 'SELECT irv_winner(ranking) FROM bench.few',
		 'SELECT count(ranking) FROM bench.few'),
		('the same, all distinct', NULL, NULL,
		 'SELECT irv_winner(ranking) FROM bench.all_distinct',
		 'SELECT count(ranking) FROM bench.all_distinct')) AS s (what, must, moonshot, ours, than)
)
INSERT INTO bench.results (target, what, ratio, must, moonshot, ours, than)
SELECT '4', what,
	   percentile_cont(0.5) WITHIN GROUP (ORDER BY ours_serial) / percentile_cont(0.5) WITHIN GROUP (ORDER BY ours_parallel)
	   / percentile_cont(0.5) WITHIN GROUP (ORDER BY than_serial) * percentile_cont(0.5) WITHIN GROUP (ORDER BY than_parallel),
	   must, moonshot, ours, than
FROM times
GROUP BY what, must, moonshot, ours, than
ORDER BY must NULLS LAST;
