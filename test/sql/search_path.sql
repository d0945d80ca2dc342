\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
SELECT plan(17);

-- Whoever can create objects can set traps: functions, operators and types of
-- the names that others use, in a schema that is searched first.  None of the
-- extension's functions looks anything up by name when it runs, and what its
-- script looks up while it is installed is found before any trap.
DROP EXTENSION IF EXISTS prefcount CASCADE;
CREATE SCHEMA counting;
CREATE SCHEMA traps;
CREATE FUNCTION traps.numeric_binary(numeric, numeric) RETURNS numeric
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION traps.bigint_binary(bigint, bigint) RETURNS bigint
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION traps.text_compare(text, text) RETURNS boolean
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
CREATE FUNCTION traps.jsonb_compare(jsonb, jsonb) RETURNS boolean
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
DO $$
DECLARE
	name text;
BEGIN
	FOREACH name IN ARRAY '{+,-,*,/,=,<,>}'::text[] LOOP
		EXECUTE format('CREATE OPERATOR traps.%s (FUNCTION = traps.numeric_binary, LEFTARG = numeric, RIGHTARG = numeric)', name);
		EXECUTE format('CREATE OPERATOR traps.%s (FUNCTION = traps.bigint_binary, LEFTARG = bigint, RIGHTARG = bigint)', name);
	END LOOP;
	FOREACH name IN ARRAY '{=,<>,<,<=,>,>=,->,?,||}'::text[] LOOP
		EXECUTE format('CREATE OPERATOR traps.%s (FUNCTION = traps.text_compare, LEFTARG = text, RIGHTARG = text)', name);
		EXECUTE format('CREATE OPERATOR traps.%s (FUNCTION = traps.jsonb_compare, LEFTARG = jsonb, RIGHTARG = jsonb)', name);
	END LOOP;
	-- functions that counting needs, and names that the script uses
	FOREACH name IN ARRAY '{numeric_add,numeric_in,numeric_out,int8in,jsonb_in,uuid_out,textin,array_in,lower,length}'::text[] LOOP
		EXECUTE format('CREATE FUNCTION traps.%I(numeric, numeric) RETURNS numeric LANGUAGE sql AS ''SELECT traps.numeric_binary($1, $2)''', name);
		EXECUTE format('CREATE FUNCTION traps.%I(text) RETURNS text LANGUAGE plpgsql AS ''BEGIN RAISE EXCEPTION $x$trapped$x$; END''', name);
	END LOOP;
	FOREACH name IN ARRAY '{text,jsonb,numeric,uuid,bytea,bool,int8,int4,int2}'::text[] LOOP
		EXECUTE format('CREATE DOMAIN traps.%I AS pg_catalog.int4 CHECK (false)', name);
	END LOOP;
END
$$;

-- What a statement answers with a search path: text, or the SQLSTATE.  Nothing
-- in here is looked up in the path either.
CREATE FUNCTION counting.answer(statement text, path text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	answer pg_catalog.text;
BEGIN
	PERFORM pg_catalog.set_config('search_path', path, true);
	EXECUTE statement INTO answer;
	PERFORM pg_catalog.set_config('search_path', 'public', true);
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN pg_catalog.concat(SQLSTATE, ' ', SQLERRM);
END
$$;
SELECT is(counting.answer('SELECT 1.0 + 1.0', 'traps, pg_catalog'), 'P0001 trapped', 'the traps work');
SELECT is(counting.answer('SELECT 1.0 + 1.0', 'pg_catalog, traps'), '2.0', 'and only where they come first');

-- Installed with the traps in the path.
SELECT set_config('search_path', 'traps, pg_catalog, public', true) \g /dev/null
CREATE EXTENSION prefcount SCHEMA counting;
SELECT set_config('search_path', 'public', true) \g /dev/null
SELECT is_empty($$
	SELECT pg_describe_object(d.classid, d.objid, d.objsubid), pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid)
	FROM pg_depend AS d
	JOIN pg_depend AS e ON e.classid = d.classid AND e.objid = d.objid AND e.deptype = 'e'
	WHERE e.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount')
	  AND pg_describe_object(d.refclassid, d.refobjid, d.refobjsubid) LIKE '%traps%'$$, 'no object of the extension rests on a trap');

-- The extension's functions and aggregates.
CREATE TEMP TABLE functions AS
SELECT p.oid, p.proname, p.prokind, p.provariadic, p.proargtypes::oid[] AS arguments
FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
WHERE d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount');

SELECT is_empty($$SELECT f.proname FROM functions AS f JOIN pg_proc AS p USING (oid) WHERE p.prosecdef$$,
	'none is SECURITY DEFINER');
SELECT is_empty($$SELECT f.proname FROM functions AS f JOIN pg_proc AS p USING (oid) JOIN pg_language AS l ON l.oid = p.prolang
	WHERE NOT (l.lanname IN ('c', 'internal') OR l.lanname = 'sql' AND p.prosqlbody IS NOT NULL)$$,
	'each is C, or SQL that was read when it was installed');
SELECT is_empty($$SELECT f.proname FROM functions AS f JOIN pg_proc AS p USING (oid) WHERE p.provolatile = 'v'$$,
	'none is volatile: none changes anything');

-- Each of them is a trap too.
CREATE FUNCTION traps.spring() RETURNS text
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'trapped'; END $$;
DO $$
DECLARE
	f record;
BEGIN
	FOR f IN SELECT proname, pg_catalog.oidvectortypes(p.proargtypes) AS types FROM functions JOIN pg_proc AS p USING (oid, proname)
			 WHERE NOT p.proargtypes::oid[] && '{internal,cstring}'::regtype[]::oid[] LOOP
		EXECUTE format('CREATE FUNCTION traps.%I(%s) RETURNS text LANGUAGE sql AS ''SELECT traps.spring()''', f.proname, f.types);
	END LOOP;
END
$$;
CREATE OPERATOR traps.+ (FUNCTION = traps.profile_add, LEFTARG = counting.preference_profile, RIGHTARG = counting.preference_profile);
CREATE OPERATOR traps.= (FUNCTION = traps.profile_eq, LEFTARG = counting.preference_profile, RIGHTARG = counting.preference_profile);
SELECT is(counting.answer($$SELECT irv_winner('[]'::counting.preference_profile, '{}'::pg_catalog.jsonb)$$, 'traps, pg_catalog'),
	'P0001 trapped', 'a statement that names no schema falls into a trap');

-- A call of each, all names with their schemas.
CREATE FUNCTION counting.argument(type oid, name text) RETURNS text
LANGUAGE sql AS $$
	SELECT quote_literal(CASE type::regtype::text
		WHEN 'counting.preference_profile' THEN
			'[{"ranking": ["1", "2"], "count": 5}, {"ranking": ["2", ["1", "3"]], "count": 3, "weight": 2.5}, {"ranking": ["3", null, "2"], "count": 4}]'
		WHEN 'counting.preference_profile[]' THEN '{"[{\"ranking\": [\"1\", \"2\"], \"count\": 5}]","[{\"ranking\": [\"2\", \"1\"], \"count\": 4}]"}'
		WHEN 'jsonb' THEN '{}'
		WHEN 'text[]' THEN '{1,2}'
		WHEN 'numeric[]' THEN '{2,1}'
		WHEN 'uuid[]' THEN '{00000000-0000-0000-0000-000000000001}'
		WHEN 'uuid' THEN '00000000-0000-0000-0000-000000000001'
		WHEN 'text' THEN 'labour'
		WHEN 'smallint[]' THEN '{1,NULL,2}'
		WHEN 'integer[]' THEN '{1,NULL,2}'
		WHEN 'bigint[]' THEN '{1,NULL,2}'
		ELSE '1' END) || '::' || (SELECT format('%I.%I', n.nspname, t.typname)
								  FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace WHERE t.oid = type)
$$;
CREATE TEMP TABLE calls AS
SELECT f.oid, format('SELECT pg_catalog.string_agg(x::pg_catalog.text, '','') FROM (SELECT counting.%I(%s) AS x) AS y', f.proname,
	coalesce((SELECT string_agg(CASE WHEN f.provariadic <> 0 AND i = cardinality(f.arguments) THEN 'VARIADIC ' ELSE '' END
								|| counting.argument(a, f.proname), ', ' ORDER BY i)
			  FROM unnest(f.arguments) WITH ORDINALITY AS a(a, i)), '')) AS call
FROM functions AS f
WHERE NOT f.arguments && '{internal,cstring}'::regtype[]::oid[];
INSERT INTO calls
SELECT NULL, format('SELECT (%s)::pg_catalog.text', replace(expression, '$p', '(' || p || ')'))
FROM counting.argument('counting.preference_profile'::regtype, '') AS p, unnest(ARRAY[
	'$p OPERATOR(counting.+) $p', '$p OPERATOR(counting.-) $p', '$p OPERATOR(counting.*) 1.5', '$p OPERATOR(counting.=) $p',
	'$p OPERATOR(counting.<) $p', '$p::pg_catalog.jsonb', '$p::pg_catalog.jsonb::counting.preference_profile',
	'SELECT pg_catalog.count(DISTINCT x) FROM (VALUES ($p), ($p)) AS v(x)',
	'SELECT pg_catalog.count(*) FROM (SELECT x FROM (VALUES ($p), ($p)) AS v(x) GROUP BY x) AS w']) AS expression;
CREATE TEMP TABLE answers AS
SELECT call, counting.answer(call, 'pg_catalog') AS safe, counting.answer(call, 'traps, pg_catalog, public') AS trapped FROM calls;
SELECT cmp_ok(count(*), '>=', 100::bigint, 'more than a hundred calls') FROM answers;
SELECT is_empty('SELECT call, safe, trapped FROM answers WHERE safe IS DISTINCT FROM trapped', 'the traps change no answer');
SELECT is_empty($$SELECT call, trapped FROM answers WHERE trapped ~ 'trapped'$$, 'and none goes off');
SELECT is_empty($$SELECT call, safe FROM answers WHERE safe ~ '^(42|XX)'$$, 'the calls are right');
SELECT cmp_ok(count(*), '>=', 90::bigint, 'nearly all of them answer') FROM answers WHERE safe !~ '^[0-9A-Z]{5} ';

-- What somebody else made before is not taken over.
DROP EXTENSION prefcount CASCADE;
CREATE FUNCTION counting.irv_rules(text) RETURNS jsonb LANGUAGE sql AS 'SELECT ''{}''::jsonb';
SELECT throws_ok('CREATE EXTENSION prefcount SCHEMA counting', '42723', NULL, 'a function that is there already stops the installation');
DROP FUNCTION counting.irv_rules(text);
CREATE TYPE counting.preference_profile;
SELECT throws_ok('CREATE EXTENSION prefcount SCHEMA counting', '42710', NULL, 'so does a type of which only the name is there');
DROP TYPE counting.preference_profile;

-- Trusted: somebody who may create objects in a database can install it, and
-- owns none of its functions.
CREATE ROLE regress_prefcount_user;
DO $$ BEGIN EXECUTE format('GRANT CREATE ON DATABASE %I TO regress_prefcount_user', current_database()); END $$;
GRANT USAGE, CREATE ON SCHEMA counting TO regress_prefcount_user;
SET ROLE regress_prefcount_user;
CREATE EXTENSION prefcount SCHEMA counting;
SELECT counting.irv_winner('{A}'::text[]) AS winner \gset
RESET ROLE;
SELECT is(:'winner'::text, 'A', 'a user who is no superuser installs it and counts');
SELECT is_empty($$SELECT p.proname FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
	WHERE d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount') AND p.proowner = 'regress_prefcount_user'::regrole$$,
	'its functions belong to a superuser');
SELECT is(extowner, 'regress_prefcount_user'::regrole::oid, 'the extension itself belongs to the user') FROM pg_extension WHERE extname = 'prefcount';

SELECT * FROM finish();
ROLLBACK;
