-- Values of which a few make a gigabyte.  They need some gigabytes of memory
-- and some seconds, and so are no part of make test.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(12);

-- A profile is a value: less than a gigabyte.  Four labels of a quarter of it
-- are too much, though they can be counted.
CREATE FUNCTION pg_temp.ballots(n int) RETURNS SETOF text[]
LANGUAGE sql AS $$ SELECT ARRAY[i || repeat('x', 268435456)] FROM generate_series(1, n) AS i $$;
SELECT is(left(irv_winner(r), 3), '1xx', 'ballots of a gigabyte are counted') FROM (
	SELECT r FROM pg_temp.ballots(3) AS r UNION ALL SELECT ARRAY['1' || repeat('x', 268435456)] FROM generate_series(1, 2)) AS b;
SELECT throws_ok($$SELECT pg_column_size(profile_agg(r)::text) FROM pg_temp.ballots(4) AS r$$, '54000', NULL,
	'a profile of a gigabyte is no value');
SELECT throws_ok($$CREATE TEMP TABLE t AS SELECT profile_agg(r) AS p FROM pg_temp.ballots(4) AS r$$, '54000', NULL, 'nor is it stored');
SELECT throws_ok($$SELECT profile_add(p, q) FROM (SELECT profile_agg(r) AS p FROM pg_temp.ballots(2) AS r) AS x,
	(SELECT profile_agg(ARRAY['q' || r[1]]) AS q FROM pg_temp.ballots(2) AS r) AS y$$, '54000', NULL, 'nor the sum of two');
SELECT is(profile_ballots(profile_agg(r)), 3::bigint, 'one of three quarters is') FROM pg_temp.ballots(3) AS r;

-- Its text form may be too large where the bytes are not: control characters
-- take six bytes.
SELECT throws_ok($$SELECT length(profile_agg(ARRAY[repeat(E'\x01', 268435456)])::text)$$, '54000', NULL,
	'a text form of more than a gigabyte');

-- Marks at one rank: as many as 256 MB of a ballot hold.
SELECT throws_ok($$SELECT ('[{"ranking": [[' || repeat('1,', 60000000) || '1]], "count": 1}]')::preference_profile$$, '54000', NULL,
	'60 million marks at one rank');
SELECT is(profile_ballots(('[{"ranking": [[' || repeat('1,', 5000000) || '1]], "count": 1}]')::preference_profile), 1::bigint,
	'5 million marks at one rank');

-- A million candidates.
CREATE TEMP TABLE million AS SELECT profile_agg(ARRAY[i]) AS p FROM generate_series(1, 1000000) AS i;
SELECT is(p::text::preference_profile, p, 'a profile of a million candidates comes back') FROM million;
SELECT throws_ok('SELECT count(*) FROM million, irv_rounds(p)', '54000', NULL, 'and is too much for a count');

-- Candidates, rounds and sections: together they are limited, too.
CREATE TEMP TABLE thousands AS SELECT profile_agg(format('[{"ranking": ["c%s"], "count": %s}]', i, i)::preference_profile) AS p
FROM generate_series(1, 5000) AS i;
SELECT is(irv_winner(p, '{}'), 'c5000', '5,000 candidates in 5,000 rounds') FROM thousands;
SELECT throws_ok($$SELECT count(*) FROM (SELECT array_agg(i::text) AS sections, array_agg(p) AS profiles, array_agg(1::numeric) AS shares
	FROM thousands, generate_series(1, 100) AS i) AS x, irv_college_rounds(sections, profiles, shares)$$, '54000', NULL, 'in a hundred sections');

SELECT * FROM finish();
ROLLBACK;
