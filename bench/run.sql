--
-- Makes the tables that are needed, and measures each row that is wanted.
-- Serial but where a row is about workers.
--
SET jit = off;
SET work_mem = '256MB';
SET max_parallel_workers_per_gather = 0;
SET parallel_setup_cost = 0;
SET parallel_tuple_cost = 0;
SET min_parallel_table_scan_size = 0;

CREATE TABLE bench.results (id int, ratio float8, spread text);

-- The tables that wanted rows name, and those that these are made of before them.
CREATE TEMP VIEW needed AS
WITH RECURSIVE named (name, depth) AS (
	SELECT name, 0 FROM bench.rows JOIN bench.tables ON concat(ours, than) ~ ('\mbench\.' || name || '\M')
	WHERE bench.is_wanted(target)
	UNION
	SELECT t.name, depth + 1
	FROM named JOIN bench.tables AS n USING (name) JOIN bench.tables AS t ON n.query ~ ('\mbench\.' || t.name || '\M')
)
SELECT name, query FROM (SELECT name, max(depth) AS depth FROM named GROUP BY name) AS x JOIN bench.tables USING (name)
ORDER BY depth DESC, name;

\echo 'Making the data ...'
SELECT format('CREATE UNLOGGED TABLE bench.%I AS %s', name, query) FROM needed \gexec
SELECT format('VACUUM (ANALYZE) bench.%I', name) FROM needed \gexec

CREATE FUNCTION bench.ms_with(workers int, statement text) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE
	ms float8;
BEGIN
	PERFORM set_config('max_parallel_workers_per_gather', workers::text, false);
	ms := bench.ms(statement);
	PERFORM set_config('max_parallel_workers_per_gather', '0', false);
	RETURN ms;
END $$;

-- The same of the first million of all ballots: too many, also by themselves, for
-- PostgreSQL's cache to hold them where it does not hold all.
CREATE FUNCTION bench.of_first_million(statement text) RETURNS text LANGUAGE sql AS $$
	SELECT format('%s WHERE ctid < ''(%s,0)''', statement,
				  pg_relation_size(substring(statement FROM 'bench\.\w+')) / 8192 * 1000000 / greatest(bench.size('ballots'), 1000000))
$$;

-- Times of one run of all the statements of a row, in turn: of ours and of the
-- other one, each in the first way and, where a row has two, the second.
CREATE FUNCTION bench.run_once(r bench.rows) RETURNS float8[] LANGUAGE sql AS $$
	SELECT CASE r.kind
		WHEN 'ratio' THEN ARRAY[bench.ms(r.ours), bench.ms(r.than)]
		WHEN 'speed-up' THEN ARRAY[bench.ms_with(0, r.ours), bench.ms_with(0, r.than), bench.ms_with(2, r.ours), bench.ms_with(2, r.than)]
		WHEN 'growth' THEN ARRAY[bench.ms(r.ours), bench.ms(r.than), bench.ms(bench.of_first_million(r.ours)), bench.ms(bench.of_first_million(r.than))]
		WHEN 'rate' THEN ARRAY[bench.ms(r.ours) * 1000, r.scale]
		WHEN 'bytes' THEN ARRAY[bench.hash_bytes(r.ours), r.scale]
		WHEN 'memory' THEN ARRAY[bench.hash_bytes(r.ours), bench.hash_bytes(r.than)] END
$$;

-- The figure of a row.  Of four times, each disturbed by itself, the medians are
-- taken before any is divided by another; of two, the median of the ratios.
CREATE FUNCTION bench.figure(kind bench.kind, runs float8[]) RETURNS float8 LANGUAGE sql AS $$
	WITH times AS (
		SELECT j, array_agg(runs[i][j] ORDER BY i) AS t, percentile_cont(0.5) WITHIN GROUP (ORDER BY runs[i][j]) AS median
		FROM generate_subscripts(runs, 1) AS i, generate_subscripts(runs, 2) AS j GROUP BY j
	)
	SELECT CASE
		WHEN kind IN ('speed-up', 'growth') THEN (SELECT (array_agg(median ORDER BY j))[1] / (array_agg(median ORDER BY j))[3]
			/ (array_agg(median ORDER BY j))[2] * (array_agg(median ORDER BY j))[4] FROM times)
		WHEN kind = 'rate' THEN (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY runs[i][2] / runs[i][1]) FROM generate_subscripts(runs, 1) AS i)
		ELSE (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY runs[i][1] / runs[i][2]) FROM generate_subscripts(runs, 1) AS i) END
$$;

CREATE PROCEDURE bench.measure(number int, nruns int) LANGUAGE plpgsql AS $$
DECLARE
	r bench.rows := (SELECT b FROM bench.rows AS b WHERE id = number);
	factor float8 := CASE WHEN r.kind = 'ratio' THEN r.scale ELSE 1 END;
	runs float8[] := '{}';
	each float8[];
BEGIN
	PERFORM bench.run_once(r);
	FOR i IN 1 .. CASE WHEN r.kind IN ('bytes', 'memory') THEN 1 ELSE nruns END LOOP
		runs := runs || ARRAY[bench.run_once(r)];
	END LOOP;
	INSERT INTO bench.results
	SELECT number, factor * bench.figure(r.kind, runs),
		   CASE WHEN r.kind = 'ratio' THEN (SELECT format('%s to %s', round(min(q)::numeric, 2), round(max(q)::numeric, 2))
			FROM (SELECT factor * runs[i][1] / runs[i][2] AS q FROM generate_subscripts(runs, 1) AS i) AS x) END;
	COMMIT;
END $$;

\echo 'Comparing ...'
SELECT format('CALL bench.measure(%s, %s)', id, :runs) FROM bench.rows WHERE bench.is_wanted(target) ORDER BY id \gexec
