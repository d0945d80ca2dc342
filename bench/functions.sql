--
-- Timing by the server itself: how long a statement takes to execute, without
-- planning, sending or printing.  All figures that count are ratios of
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

-- The memory that a statement's hash aggregate held at its end.
CREATE FUNCTION bench.hash_bytes(statement text) RETURNS float8
LANGUAGE plpgsql SET enable_sort = off SET work_mem = '1GB' AS $$
DECLARE
	plan jsonb;
BEGIN
	EXECUTE 'EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ' || statement INTO plan;
	RETURN 1024 * (jsonb_path_query_first(plan, 'strict $.**."Peak Memory Usage"'))::float8;
END $$;
