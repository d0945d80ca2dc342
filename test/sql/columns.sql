\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;

-- One library serves all databases of a server, also one in which the extension
-- was not updated yet, and a session keeps the library it has loaded.  Where a
-- function has other columns than the library gives, that is an error.  Here
-- each function is declared again, with a column less and with one more.
CREATE TEMP TABLE functions AS
SELECT p.oid, p.proname, p.prosrc, p.probin, p.proretset,
	   (SELECT string_agg(format('%I %s', proargnames[n], format_type(proallargtypes[n], NULL)), ', ' ORDER BY n)
		FROM generate_subscripts(proargmodes, 1) AS n WHERE proargmodes[n] = 'i') AS arguments,
	   (SELECT string_agg(CASE WHEN proargnames[n] = 'method' THEN '''schulze''' WHEN proargnames[n] = 'vacating' THEN '''A'''
							WHEN proargnames[n] = 'rules' AND proname LIKE 'stv%' THEN '''{"seats": 1}''' ELSE CASE format_type(proallargtypes[n], NULL)
							WHEN 'preference_profile' THEN '''[{"ranking": ["A", "B"], "count": 3}, {"ranking": ["B"], "count": 2}, {"ranking": ["C", "A"], "count": 1}]'''
							WHEN 'preference_profile[]' THEN 'ARRAY[''[{"ranking": ["A"], "count": 1}]''::preference_profile]'
							WHEN 'text' THEN CASE WHEN proargnames[n] = 'seed' THEN '''x''' ELSE 'NULL' END
							WHEN 'text[]' THEN '''{North}''' WHEN 'bigint[]' THEN 'NULL' WHEN 'numeric[]' THEN '''{1}''' WHEN 'bigint' THEN '1' ELSE '''{}''' END END, ', ' ORDER BY n)
		FROM generate_subscripts(proargmodes, 1) AS n WHERE proargmodes[n] = 'i') AS call,
	   ARRAY(SELECT format('OUT %I %s', proargnames[n], format_type(proallargtypes[n], NULL))
			 FROM generate_subscripts(proargmodes, 1) AS n WHERE proargmodes[n] = 'o' ORDER BY n) AS columns
FROM pg_depend AS d JOIN pg_proc AS p ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e' AND p.proargmodes @> '{o}'
  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount');

SELECT plan(1 + 3 * count(*)::int - 1) FROM functions;
SELECT cmp_ok(count(*), '>=', 17::bigint, 'the functions are found') FROM functions;

CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'rows';
EXCEPTION WHEN OTHERS THEN
	RETURN sqlstate;
END
$$;

CREATE FUNCTION pg_temp.declared(f functions, columns text[], name text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE FUNCTION pg_temp.%I(%s) RETURNS %s AS %L, %L LANGUAGE C', name,
				   concat_ws(', ', f.arguments, array_to_string(columns, ', ')),
				   CASE WHEN f.proretset THEN 'SETOF record' ELSE 'record' END, f.probin, f.prosrc);
	RETURN pg_temp.outcome(format('SELECT * FROM pg_temp.%I(%s)', name, f.call));
END
$$;

SELECT is(pg_temp.declared(f, columns, proname), 'rows', proname || ': as it is declared') FROM functions AS f ORDER BY proname COLLATE "C";
SELECT is(pg_temp.declared(f, trim_array(columns, 1), proname || '_less'), '55000', proname || ': with a column less') FROM functions AS f
WHERE proretset OR cardinality(columns) > 2 ORDER BY proname COLLATE "C";
SELECT is(pg_temp.declared(f, columns || 'OUT one_more text'::text, proname || '_more'), '55000', proname || ': with one more') FROM functions AS f ORDER BY proname COLLATE "C";

SELECT * FROM finish();
ROLLBACK;
