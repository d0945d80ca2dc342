\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(18);

-- What holds for every object of the extension, whatever they are.
CREATE TEMP TABLE objects AS
SELECT d.classid, d.objid, pg_describe_object(d.classid, d.objid, 0) AS object
FROM pg_depend AS d
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount');
CREATE TEMP TABLE functions AS
SELECT p.*, o.object FROM objects AS o JOIN pg_proc AS p ON o.classid = 'pg_proc'::regclass AND o.objid = p.oid;

SELECT cmp_ok(count(*), '>=', 100::bigint, 'the objects are found') FROM objects;

-- Array types, casts and so on are comments' business only where \d shows them:
-- functions, types, operators, operator classes and casts.
SELECT is(array_agg(object ORDER BY object), NULL, 'every object has a comment')
FROM objects
WHERE coalesce(trim(obj_description(objid, classid::regclass::name)), '') = ''
  AND classid IN ('pg_proc'::regclass, 'pg_type'::regclass, 'pg_operator'::regclass, 'pg_opclass'::regclass, 'pg_cast'::regclass)
  AND object NOT LIKE 'type %[]';
SELECT is(array_agg(object ORDER BY object), NULL, 'a comment is a sentence, not a word')
FROM objects WHERE array_length(regexp_split_to_array(trim(obj_description(objid, classid::regclass::name)), '\s+'), 1) < 3;

SELECT is(array_agg(object ORDER BY object), NULL, 'every function is PARALLEL SAFE')
FROM functions WHERE proparallel <> 's';
SELECT is(array_agg(object ORDER BY object), NULL, 'every function is IMMUTABLE')
FROM functions WHERE provolatile <> 'i';
SELECT is(array_agg(object ORDER BY object), NULL, 'none runs with its owner''s rights')
FROM functions WHERE prosecdef;
SELECT is(array_agg(object ORDER BY object), NULL, 'none sets parameters')
FROM functions WHERE proconfig IS NOT NULL;

-- C, an aggregate, or SQL whose names were resolved when it was made.
SELECT is(array_agg(object ORDER BY object), NULL, 'no function''s body depends on search_path')
FROM functions JOIN pg_language AS l ON l.oid = prolang
WHERE NOT (l.lanname = 'c' OR prokind = 'a' OR l.lanname = 'sql' AND prosqlbody IS NOT NULL);
SELECT is(array_agg(object ORDER BY object), NULL, 'every set function says how many rows to expect')
FROM functions WHERE proretset AND prorows = 1000;
-- All but what only the server calls: the types' own functions, casts and the
-- long form's support functions.
SELECT is(array_agg(object ORDER BY object), NULL, 'parameters have names')
FROM functions
WHERE pronargs > 0 AND proargnames IS NULL
  AND object !~ '(preference_profile_(in|out|recv|send)|jsonb?_to_profile|profile_to_jsonb?|prefcount_long_\w+|prefcount_weight\w*)\(';

-- Integer options and results are bigint: a JDBC Long does not match int.
SELECT is(array_agg(object ORDER BY object), NULL, 'functions to be called take bigint, not int')
FROM functions AS f
WHERE 'int'::regtype = ANY (coalesce(proallargtypes, proargtypes::oid[]))
  AND object NOT LIKE '%[]%';

SELECT is(array_agg(object ORDER BY object), NULL, 'no operator has a question mark, which JDBC takes for a parameter')
FROM objects JOIN pg_operator AS op ON classid = 'pg_operator'::regclass AND objid = op.oid
WHERE oprname LIKE '%?%';
SELECT is(array_agg(object ORDER BY object), NULL, 'there is a function to be called behind each operator')
FROM objects JOIN pg_operator AS op ON classid = 'pg_operator'::regclass AND objid = op.oid
WHERE NOT EXISTS (SELECT FROM functions WHERE functions.oid = op.oprcode);

SELECT is(array_agg(object ORDER BY object), NULL, 'every aggregate can be computed in parallel')
FROM functions JOIN pg_aggregate ON functions.oid = aggfnoid
WHERE aggcombinefn = 0 OR aggtranstype = 'internal'::regtype AND (aggserialfn = 0 OR aggdeserialfn = 0);

-- A window frame that moves takes ballots out again; only the long form, which
-- keeps ballots open to its end, begins anew.
SELECT is(array_agg(object ORDER BY object), NULL, 'every aggregate but the long form has a moving form')
FROM functions JOIN pg_aggregate ON functions.oid = aggfnoid
WHERE aggminvtransfn = 0 AND aggtranstype <> 'internal'::regtype;
SELECT is(array_agg(object ORDER BY object), NULL, 'every aggregate can be used as a window function')
FROM functions JOIN pg_aggregate ON functions.oid = aggfnoid
WHERE aggfinalmodify <> 'r' OR aggmfinalmodify <> 'r';

-- What is not meant to be called is out of the way of those who look for what is.
SELECT is(array_agg(object ORDER BY object), NULL, 'support functions have a prefix of their own')
FROM functions
WHERE obj_description(oid, 'pg_proc') LIKE 'support function%' AND proname !~ '^prefcount_';
SELECT is(array_agg(object ORDER BY object), NULL, 'which nothing else has but the types'' functions')
FROM functions
WHERE obj_description(oid, 'pg_proc') NOT LIKE 'support function%' AND proname ~ '^prefcount_' AND proname !~ '^prefcount_weight';

SELECT * FROM finish();
ROLLBACK;
