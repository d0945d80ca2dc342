\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(13);

-- What lets a database that is spread over servers compute aggregates where
-- the ballots are: the state is a real type that travels as text, and there is
-- a function that combines two.  Checked from the catalog.
CREATE TEMP TABLE functions AS
SELECT p.*
FROM pg_depend AS d JOIN pg_proc AS p ON p.oid = d.objid
WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount');
CREATE TEMP TABLE aggregates AS
SELECT f.oid::regprocedure AS name, f.proname, a.*, f.proargnames[1] = 'ballot_id' AS long_form
FROM functions AS f JOIN pg_aggregate AS a ON a.aggfnoid = f.oid;

SELECT bag_eq($$SELECT proname::text FROM aggregates$$, $$
	SELECT name FROM generate_series(1, 8 * 3 + 6 * 3), (VALUES ('profile_agg'), ('irv_winner'), ('irv_runner_up'), ('irv_order')) AS v(name)
	UNION ALL SELECT 'profile_agg'
$$, 'the aggregates: over eight types of rankings and three by two types of long rows, without weights and with two types of them; over profiles');
SELECT is(array_agg(name), NULL, 'all have a function that combines two states')
FROM aggregates WHERE aggcombinefn = 0;
SELECT is(array_agg(name), NULL, 'but for the long form the state is the type itself')
FROM aggregates WHERE NOT long_form AND (aggtranstype <> 'preference_profile'::regtype OR aggmtranstype <> aggtranstype);
SELECT is(array_agg(name), NULL, 'so nothing serializes it')
FROM aggregates WHERE NOT long_form AND (aggserialfn <> 0 OR aggdeserialfn <> 0);
SELECT is(array_agg(name), NULL, 'and it can be sent as text and in binary')
FROM aggregates JOIN pg_type AS t ON t.oid = aggtranstype
WHERE NOT long_form AND (typinput = 0 OR typoutput = 0 OR typreceive = 0 OR typsend = 0 OR typtype <> 'b');
SELECT is(array_agg(name), NULL, 'none of its functions has an internal argument or result')
FROM aggregates JOIN pg_proc AS p
	ON p.oid IN (aggfnoid, aggtransfn, aggcombinefn, aggfinalfn, aggmtransfn, aggminvtransfn, aggmfinalfn)
WHERE NOT long_form AND 'internal'::regtype = ANY (proargtypes::oid[] || prorettype);
SELECT is(array_agg(oid::regprocedure), NULL, 'no function is polymorphic')
FROM functions WHERE EXISTS (SELECT FROM pg_type AS t WHERE t.oid = ANY (proargtypes::oid[] || prorettype) AND t.typname LIKE 'any%');
SELECT is(array_agg(name), NULL, 'final functions need the state alone')
FROM aggregates WHERE aggfinalextra OR aggmfinalextra
   OR (NOT long_form AND (SELECT proargtypes::text FROM pg_proc WHERE oid = aggfinalfn) <> aggtranstype::text);
SELECT is(array_agg(name), NULL, 'no state begins with a value of its own')
FROM aggregates WHERE agginitval IS NOT NULL;
SELECT is(array_agg(name), NULL, 'all are plain aggregates')
FROM aggregates WHERE aggkind <> 'n' OR aggnumdirectargs <> 0;
SELECT is(array_agg(name), NULL, 'the long form goes between the processes of one server')
FROM aggregates WHERE long_form AND (aggtranstype <> 'internal'::regtype OR aggserialfn = 0 OR aggdeserialfn = 0);

-- All over the same rankings share one state, so that a query with several of
-- them builds it once.
SELECT is(max(n), 1::bigint, 'aggregates over the same rankings differ in their final function alone')
FROM (SELECT count(DISTINCT ROW (aggtransfn, aggcombinefn, aggtranstype, aggtransspace, aggmtransfn, aggminvtransfn, aggmtransspace)) AS n
	  FROM aggregates JOIN pg_proc AS p ON p.oid = aggfnoid WHERE NOT long_form GROUP BY proargtypes) AS x;
SELECT is(array_agg(name), NULL, 'the planner knows that a state is larger than a number')
FROM aggregates WHERE NOT long_form AND (aggtransspace < 1024 OR aggmtransspace < 1024);

SELECT * FROM finish();
ROLLBACK;
