--
-- Timing by the server itself: how long a statement takes to execute, without
-- planning, sending or printing.  All figures that count are ratios of two
-- statements run in turn.
--
CREATE SCHEMA bench;

CREATE FUNCTION bench.ms(statement text) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
	plan json;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || statement INTO plan;
	RETURN (plan -> 0 ->> 'Execution Time')::float8;
END $$;

-- The memory that a statement's hash aggregate held at its peak.
CREATE FUNCTION bench.hash_bytes(statement text) RETURNS float8
LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || statement INTO plan;
	RETURN 1024 * (jsonb_path_query_first(plan, 'strict $.**."Peak Memory Usage"'))::float8;
END $$;

CREATE TABLE bench.results (
	target text, what text, ratio float8, spread text, must float8, moonshot float8,
	ours text, than text, id serial
);

-- Run two statements in turn and keep the median of the ratios, pair by pair.
CREATE PROCEDURE bench.compare(target text, what text, ours text, than text,
							   must float8, moonshot float8, runs int, per float8 DEFAULT 1)
LANGUAGE plpgsql AS $$
DECLARE
	ratios float8[] := '{}';
	warm float8 := bench.ms(ours) + bench.ms(than);
BEGIN
	FOR i IN 1 .. runs LOOP
		ratios := ratios || bench.ms(ours) / bench.ms(than) * per;
	END LOOP;
	INSERT INTO bench.results
	SELECT target, what, percentile_cont(0.5) WITHIN GROUP (ORDER BY r),
		   format('%s to %s', round(min(r)::numeric, 2), round(max(r)::numeric, 2)),
		   must, moonshot, ours, than
	FROM unnest(ratios) AS r;
	COMMIT;
END $$;
