-- Labels are UTF-8 inside, whatever the encoding of the database: tried in
-- databases of their own, which are dropped again.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
\set home :DBNAME

DROP DATABASE IF EXISTS prefcount_test_latin1;
DROP DATABASE IF EXISTS prefcount_test_ascii;
CREATE DATABASE prefcount_test_latin1 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;
CREATE DATABASE prefcount_test_ascii ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0;

\c prefcount_test_latin1
SET client_encoding = 'UTF8';
SET client_min_messages = warning;
CREATE EXTENSION pgtap;
CREATE EXTENSION prefcount;
SELECT plan(16);

CREATE TEMP TABLE latin AS
SELECT profile_agg(ranking) AS p
FROM (VALUES ('{é,Ångström}'::text[]), ('{z}'), ('{é,Ångström}')) AS v(ranking);
SELECT is(p, '[{"ranking": ["é", "Ångström"], "count": 2}, {"ranking": ["z"], "count": 1}]', 'LATIN1: labels as they were')
FROM latin;
SELECT is(profile_candidates(p), '{z,Ångström,é}', 'LATIN1: bytewise by UTF-8') FROM latin;
SELECT ok(p::text::preference_profile = p AND p::jsonb::preference_profile = p, 'LATIN1: there and back') FROM latin;
SELECT ok(position('\xc3a9'::bytea IN preference_profile_send(p)) > 0, 'LATIN1: the binary form has UTF-8') FROM latin;
SELECT is(length(profile_candidates(p)::text), length('{z,Ångström,é}'), 'LATIN1: a letter is a letter') FROM latin;
SELECT ok(irv_winner(p) = 'é' AND irv_winner(p, '{"withdrawn": ["é"]}') = 'Ångström', 'LATIN1: in rules and answers') FROM latin;
SELECT is((SELECT array_agg(candidate ORDER BY place) FROM irv_places(p, '{"candidates": ["Ångström", "é", "z"]}')),
	'{é,z,Ångström}', 'LATIN1: in rows') FROM latin;
SELECT is(profile_without(p, 'é'), '[{"ranking": ["Ångström"], "count": 2}, {"ranking": ["z"], "count": 1}]',
	'LATIN1: profile_without()') FROM latin;
SELECT is(profile_relabel(p, '{"é": "ü"}'), '[{"ranking": ["ü", "Ångström"], "count": 2}, {"ranking": ["z"], "count": 1}]',
	'LATIN1: profile_relabel()') FROM latin;

-- A label from elsewhere that this database has no letters for: the profile
-- arrives, printing it is the server's usual error.
CREATE TEMP TABLE foreign_labels (p preference_profile);
SELECT string_agg('\' || (x.b / 64) || (x.b / 8 % 8) || (x.b % 8), '' ORDER BY i) AS bytes
FROM (SELECT int4send(length(b)) || overlay(b PLACING '\xf09f97b3' FROM position('\x41424344'::bytea IN b)) AS b
	  FROM preference_profile_send('[{"ranking": ["ABCD"], "count": 1}]') AS b) AS s,
	 generate_series(0, length(s.b) - 1) AS i, get_byte(s.b, i) AS x(b) \gset
\setenv PREFCOUNT_BYTES :bytes
\copy foreign_labels from program 'printf "PGCOPY\n\377\r\n\000\000\000\000\000\000\000\000\000\000\001$PREFCOUNT_BYTES\377\377"' with (format binary)
SELECT is(count(*), 1::bigint, 'LATIN1: a ballot box in Unicode arrives') FROM foreign_labels;
SELECT is(profile_ballots(p), 1::bigint, 'LATIN1: and can be counted') FROM foreign_labels;
SELECT throws_ok('SELECT p::text FROM foreign_labels', '22P05', NULL, 'LATIN1: but not be printed');

\c prefcount_test_ascii
SET client_min_messages = warning;
CREATE EXTENSION pgtap;
CREATE EXTENSION prefcount;
CREATE TEMP TABLE ascii AS SELECT profile_agg(ranking) AS p FROM (VALUES ('{é,z}'::text[]), ('{z}'), ('{é}')) AS v(ranking);
CREATE TEMP TABLE test (ok boolean, name text);
INSERT INTO test
SELECT p::text = '[{"ranking": ["z"], "count": 1}, {"ranking": ["é"], "count": 1}, {"ranking": ["é", "z"], "count": 1}]'
	   AND p::text::preference_profile = p, 'SQL_ASCII: UTF-8 bytes pass' FROM ascii;
INSERT INTO test SELECT irv_winner(p) = 'é', 'SQL_ASCII: and are counted' FROM ascii;
CREATE FUNCTION pg_temp.sqlstate(statement text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
INSERT INTO test SELECT pg_temp.sqlstate($$SELECT profile_agg(ARRAY[E'\xe9'])$$) = '22021', 'SQL_ASCII: bytes that are no UTF-8 are refused';
INSERT INTO test SELECT pg_temp.sqlstate($$SELECT profile_agg('{A}'::text[])::text::preference_profile$$) = 'no error', 'SQL_ASCII: plain letters are no matter';
SELECT CASE WHEN ok THEN 'ok ' ELSE 'not ok ' END || (12 + row_number() OVER ()) || ' - ' || name FROM test;

\c :home
SET client_min_messages = warning;
DROP DATABASE prefcount_test_latin1;
DROP DATABASE prefcount_test_ascii;
