--
-- Memory of an aggregate's state, as a hash aggregate of one group reports it.
--
SET max_parallel_workers_per_gather = 0;
SET enable_sort = off;
SET work_mem = '1GB';

INSERT INTO bench.results (target, what, ratio, must, moonshot, ours)
SELECT '8', what, bench.hash_bytes(ours) / n, must, moonshot, ours
FROM (VALUES
	('bytes a distinct ranking, 100,000 of them', 256, 64, 100000::float8,
	 'SELECT irv_winner(ranking) FROM bench.hundred_thousand GROUP BY ballot_id < 0'),
	('bytes a ballot, all distinct', 48, 20, (SELECT count(*) FROM bench.all_distinct),
	 'SELECT irv_winner(ranking) FROM bench.all_distinct GROUP BY ballot_id < 0')
) AS t (what, must, moonshot, n, ours);
