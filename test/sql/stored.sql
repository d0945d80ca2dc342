\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(5);

--
-- A large profile lies apart from its row, in pieces.  Fetching them is what
-- reading it costs, so each function does that once: it reads as many blocks as
-- one that does nothing but fetch.
--
CREATE TABLE stored_profile (p preference_profile);
ALTER TABLE stored_profile ALTER p SET STORAGE EXTERNAL;
INSERT INTO stored_profile
SELECT profile_agg((SELECT array_agg('c' || c ORDER BY g % 3 = 0 AND c = 1 DESC, hashint8(c * 1000003 + g)) FROM generate_series(1, 7) AS c))
FROM generate_series(1, 30000) AS g;

-- How many blocks a statement reads; the first time they may be those of catalogs.
CREATE FUNCTION blocks(statement text) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
	plan jsonb;
BEGIN
	FOR run IN 1 .. 2 LOOP
		EXECUTE 'EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ' || statement INTO plan;
	END LOOP;
	RETURN (plan -> 0 -> 'Plan' ->> 'Shared Hit Blocks')::bigint + (plan -> 0 -> 'Plan' ->> 'Shared Read Blocks')::bigint;
END $$;
CREATE TEMP TABLE fetched AS SELECT blocks('SELECT length(preference_profile_send(p)) FROM stored_profile') AS n;
SELECT cmp_ok(n, '>', 5::bigint, 'the profile lies in several blocks') FROM fetched;

-- All functions of one profile, with the arguments that have to be given.
CREATE TEMP TABLE calls AS
SELECT p.proname AS name,
	   format('SELECT count(*) FROM stored_profile, %s(p%s)', p.proname,
			  CASE WHEN p.proname ~ '^stv_(?!chances|countback)' THEN ', ''{"seats": 2}'''
				   WHEN p.proname = 'stv_chances' THEN ', 2, rules => ''{"seats": 2}'''
				   WHEN p.proname = 'stv_countback' THEN ', ''{"seats": 2}'', ''c1'''
				   WHEN p.proname = 'profile_redraw' THEN ', 2, ''seed'''
				   WHEN p.proname = 'profile_without' THEN ', ''{c1}'''
				   WHEN p.proname = 'profile_relabel' THEN ', ''{"c1": "d"}'''
				   WHEN p.proname IN ('irv_chances', 'irv_possible', 'profile_multiply', 'profile_hash_extended') THEN ', 2'
				   WHEN p.proname = 'profile_to_blt' THEN ', ''title'''
				   WHEN p.proname IN ('pairwise_places', 'pairwise_report') THEN ', ''schulze'''
				   ELSE '' END) AS statement
FROM pg_proc AS p
WHERE p.oid IN (SELECT objid FROM pg_depend WHERE classid = 'pg_proc'::regclass AND deptype = 'e'
				AND refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount'))
  AND p.prokind = 'f' AND p.proargtypes[0] = 'preference_profile'::regtype AND p.proname NOT LIKE 'prefcount\_%'
  AND NOT coalesce(p.proargtypes[1] = 'preference_profile'::regtype, false);
SELECT cmp_ok(count(*), '>', 40::bigint, 'there are such functions') FROM calls;
SELECT is_empty($$SELECT name, blocks(statement), n FROM calls, fetched WHERE blocks(statement) IS DISTINCT FROM n$$,
	'each fetches its profile once');

-- With a slice, which lies there a second time.
SELECT is_empty(format($$SELECT call, blocks(statement), 2 * n FROM fetched, (VALUES %s) AS v (call),
		format('SELECT count(*) FROM stored_profile AS s, stored_profile AS c, %%s', call) AS statement
	WHERE blocks(statement) NOT BETWEEN 2 * n - 2 AND 2 * n + 2$$,
	(SELECT string_agg(format('(%L)', call), ', ') FROM unnest(ARRAY['irv_slice_rounds(s.p, c.p)', 'irv_slice_round_totals(s.p, c.p)',
		'irv_slice_transfers(s.p, c.p)', 'irv_slice_report(s.p, c.p)', 'stv_slice_rounds(s.p, c.p, ''{"seats": 2}'')',
		'stv_slice_round_totals(s.p, c.p, ''{"seats": 2}'')', 'stv_slice_transfers(s.p, c.p, ''{"seats": 2}'')']) AS call)),
	'those of a slice fetch each of both once');

-- A value that stays the same from row to row is kept by the executor as it is,
-- stored apart: each call fetches it anew.
CREATE FUNCTION sheets() RETURNS SETOF text LANGUAGE plpgsql SET plan_cache_mode = force_custom_plan AS $$
DECLARE
	stored preference_profile := (SELECT p FROM stored_profile);
BEGIN
	RETURN QUERY SELECT irv_report(stored, r) || irv_slice_report(stored, stored, r) || stv_report(stored, r || '{"seats": 2}')
	FROM generate_series(1, 20) AS g, jsonb_build_object('seed', g) AS r;
END $$;
SELECT is(count(*), 20::bigint, 'count sheets of a value in a variable')
FROM sheets() WITH ORDINALITY AS s (sheet, g), stored_profile,
	 jsonb_build_object('seed', g) AS r
WHERE sheet = irv_report(p, r) || irv_slice_report(p, p, r) || stv_report(p, r || '{"seats": 2}');

SELECT * FROM finish();
ROLLBACK;
