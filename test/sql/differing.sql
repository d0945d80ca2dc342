\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(41);

-- Ballots that nearly all differ are not looked up but kept as they lie, and go
-- so from a worker to the leader.  On every path they are the rankings that
-- GROUP BY finds.  Some of the first come again at the end.
CREATE TABLE differing AS
SELECT i, ARRAY['a' || n % 60, 'b' || n / 60 % 60, 'c' || n / 3600] AS short,
	   ARRAY['a' || n % 60, 'b' || n / 60 % 60, 'c' || n / 3600, 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q'] AS long,
	   ARRAY[n % 60, 100 + n / 60 % 60, -n / 3600] AS keys,
	   ARRAY[n % 60, NULL, 100 + n / 60 % 60, 10000000000 + n / 3600]::bigint[] AS large_keys,
	   ARRAY['v' || n % 500, 'w' || n / 500] AS wide,
	   format('["z%s", ["x%s", "y%s"], null, "x%s"]', n / 3000, n % 50, n / 50 % 60, n % 7)::jsonb AS marks
FROM generate_series(1, 150000) AS i, LATERAL (SELECT CASE WHEN i <= 142000 THEN i ELSE i - 142000 END AS n) AS x;
CREATE TABLE reverse AS SELECT * FROM differing ORDER BY i DESC;
CREATE TABLE mixed AS SELECT * FROM differing ORDER BY hashint4(i);
ANALYZE differing, reverse, mixed;

CREATE FUNCTION pg_temp.count_all(path name, source name) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE format('CREATE TABLE %I AS SELECT profile_agg(short) AS short, profile_agg(long) AS long, profile_agg(keys) AS keys,
		profile_agg(large_keys) AS large_keys, profile_agg(wide) AS wide, profile_agg(marks) AS marks,
		profile_agg(short, 1 + i %% 3 * 0.25) AS weighted, irv_order(long) AS places FROM %I', path, source);
END $$;

SET LOCAL max_parallel_workers_per_gather = 0;
SELECT pg_temp.count_all('serial', 'differing') \g /dev/null

-- A sum of hashes stands for the list of rankings.
CREATE FUNCTION pg_temp.summary(p preference_profile) RETURNS text LANGUAGE sql AS $$
	SELECT format('%s rankings, %s ballots, %s', count(*), sum(ballots), sum(hashtextextended(format('%s %s', ranking, ballots), 0)::numeric))
	FROM profile_rankings(p)
$$;
CREATE FUNCTION pg_temp.grouped(ranking text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	summary text;
BEGIN
	EXECUTE format($q$ SELECT format('%%s rankings, %%s ballots, %%s', count(*), sum(n), sum(hashtextextended(format('%%s %%s', to_jsonb(ranking), n), 0)::numeric))
		FROM (SELECT %s AS ranking, count(*) AS n FROM differing GROUP BY 1) AS x $q$, ranking) INTO summary;
	RETURN summary;
END $$;
SELECT is(pg_temp.summary(p), pg_temp.grouped(CASE WHEN name LIKE '%keys' THEN name || '::text[]' ELSE name END), name || ': the rankings that GROUP BY finds')
FROM serial, LATERAL (VALUES ('short', short), ('long', long), ('keys', keys), ('large_keys', large_keys), ('wide', wide), ('marks', marks)) AS v (name, p);
SELECT is((SELECT sum(weight) FROM profile_rankings(weighted)), (SELECT sum(1 + i % 3 * 0.25) FROM differing), 'with weights: their sum') FROM serial;
SELECT is((SELECT count(*) FROM profile_rankings(weighted)), (SELECT count(*) FROM profile_rankings(short)), 'with weights: the same rankings') FROM serial;

-- The same by other paths.
SELECT pg_temp.count_all('serial_reverse', 'reverse') \g /dev/null
SET LOCAL max_parallel_workers_per_gather = 2;
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SELECT pg_temp.count_all('parallel_mixed', 'mixed') \g /dev/null
SET LOCAL parallel_leader_participation = off;
SELECT pg_temp.count_all('parallel_reverse', 'reverse') \g /dev/null

CREATE FUNCTION pg_temp.compare(path name) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
	name name;
	same boolean;
BEGIN
	FOREACH name IN ARRAY '{short,long,keys,large_keys,wide,marks,weighted,places}'::name[] LOOP
		EXECUTE format('SELECT a.%I IS NOT DISTINCT FROM b.%1$I FROM serial AS a, %I AS b', name, path) INTO same;
		RETURN NEXT CASE WHEN same THEN NULL ELSE name || ' differs' END;
	END LOOP;
END $$;
SELECT is(string_agg(c, ', '), NULL, path || ': the same as in the order of the table, serially')
FROM unnest('{serial_reverse,parallel_mixed,parallel_reverse}'::name[]) AS path, pg_temp.compare(path) AS c
GROUP BY path ORDER BY path;

-- Groups share the table of rankings.
CREATE TABLE groups_parallel AS SELECT i % 3 AS g, profile_agg(long) AS long, profile_agg(keys) AS keys FROM mixed GROUP BY 1;
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TABLE groups_serial AS SELECT i % 3 AS g, profile_agg(long) AS long, profile_agg(keys) AS keys FROM differing GROUP BY 1;
SELECT results_eq('SELECT g, long, keys FROM groups_parallel ORDER BY g', 'SELECT g, long, keys FROM groups_serial ORDER BY g', 'groups, in parallel');
SELECT is(p.long, s.long, 'and merged they are the whole') FROM serial AS s, (SELECT profile_agg(long) AS long FROM groups_parallel) AS p;
SELECT is(p.keys, s.keys, 'with other keys') FROM serial AS s, (SELECT profile_agg(keys) AS keys FROM groups_serial) AS p;

-- A moving frame.
SELECT is_empty($$
	WITH frames AS (SELECT i, profile_agg(long) OVER w AS p, profile_agg(keys) OVER w AS q FROM differing WHERE i <= 3000 WINDOW w AS (ORDER BY i ROWS 1999 PRECEDING))
	SELECT i FROM frames WHERE i % 1000 = 0 AND (p <> (SELECT profile_agg(long) FROM differing AS d WHERE d.i BETWEEN frames.i - 1999 AND frames.i)
		OR q <> (SELECT profile_agg(keys) FROM differing AS d WHERE d.i BETWEEN frames.i - 1999 AND frames.i))
$$, 'a moving frame is what is in it');

-- Ballots that differ and then repeat, and the other way round.
CREATE TABLE changing AS
SELECT i, short FROM differing WHERE i <= 100000
UNION ALL SELECT 200000 + i, ARRAY['a' || i % 5] FROM generate_series(1, 200000) AS i
UNION ALL SELECT i + 600000, short FROM differing, generate_series(1, 3) WHERE i <= 50000;
SELECT is(pg_temp.summary(profile_agg(short)), (SELECT format('%s rankings, %s ballots, %s', count(*), sum(n), sum(hashtextextended(format('%s %s', to_jsonb(short), n), 0)::numeric))
	FROM (SELECT short, count(*) AS n FROM changing GROUP BY 1) AS x), 'ballots that differ, then five rankings, then the first again') FROM changing;
SELECT is((SELECT profile_agg(short ORDER BY i DESC) FROM changing), profile_agg(short), 'and backwards') FROM changing;

--
-- What a worker sends is no canonical profile.  A hand-made aggregate can show
-- it, even store it: it must be the profile that it stands for everywhere.
--
CREATE FUNCTION take_later(a preference_profile, b preference_profile) RETURNS preference_profile
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT coalesce(b, a) $$;
CREATE AGGREGATE sent(text[]) (SFUNC = prefcount_add_ranking, STYPE = preference_profile, COMBINEFUNC = take_later, PARALLEL = SAFE);
CREATE AGGREGATE sent(int[]) (SFUNC = prefcount_add_ranking, STYPE = preference_profile, COMBINEFUNC = take_later, PARALLEL = SAFE);
CREATE AGGREGATE sent(jsonb, numeric) (SFUNC = prefcount_add_ranking, STYPE = preference_profile, COMBINEFUNC = take_later, PARALLEL = SAFE);
SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE some_ballots AS SELECT * FROM mixed WHERE i % 50 = 0;
ANALYZE some_ballots;
CREATE TABLE sent_columns AS
SELECT sent(long) AS long, sent(wide) AS wide, sent(keys) AS keys, sent(marks, 1 + i % 2 * 0.125) AS marks FROM some_ballots;
SET LOCAL max_parallel_workers_per_gather = 0;
CREATE TABLE sent AS
SELECT name, sent, sent::text::preference_profile AS made, whole
FROM sent_columns AS s, (SELECT profile_agg(long) AS long, profile_agg(wide) AS wide, profile_agg(keys) AS keys, profile_agg(marks, 1 + i % 2 * 0.125) AS marks FROM some_ballots) AS w,
	 LATERAL (VALUES ('long', s.long, w.long), ('wide', s.wide, w.wide), ('keys', s.keys, w.keys), ('marks', s.marks, w.marks)) AS v (name, sent, whole);

CREATE FUNCTION pg_temp.bad(test text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	bad text;
BEGIN
	EXECUTE format('SELECT string_agg(name, %L) FROM sent WHERE (%s) IS NOT TRUE', ', ', test) INTO bad;
	RETURN bad;
END $$;
SELECT is(pg_temp.bad(test), NULL, 'a worker''s profile: ' || test)
FROM (VALUES
	(0, 'pg_column_size(sent) <> pg_column_size(made)'),
	(1, 'whole - sent = whole - made AND (whole - sent) + sent = whole'),
	(2, 'sent = made AND made = sent AND NOT sent < made AND NOT sent <> made'),
	(3, 'profile_cmp(sent, made) = 0'),
	(4, 'profile_hash(sent) = profile_hash(made) AND profile_hash_extended(sent, 7) = profile_hash_extended(made, 7)'),
	(5, 'preference_profile_send(sent) = preference_profile_send(made)'),
	(6, 'sent::text = made::text'),
	(7, 'sent::jsonb = made::jsonb'),
	(8, 'profile_fingerprint(sent) = profile_fingerprint(made)'),
	(9, 'pg_column_size(prefcount_final(sent)) = pg_column_size(prefcount_final(made))'),
	(10, 'pg_column_size(prefcount_merge(sent, NULL)) = pg_column_size(prefcount_merge(made, NULL))'),
	(11, 'prefcount_unmerge(sent + sent, sent) = made AND sent - made = ''[]'''),
	(12, 'sent * 2 = made * 2'),
	(13, 'profile_ballots(sent) = profile_ballots(made) AND profile_total(sent) = profile_total(made)'),
	(14, 'profile_candidates(sent) = profile_candidates(made)'),
	(15, 'ARRAY(SELECT r FROM profile_rankings(sent) AS r) = ARRAY(SELECT r FROM profile_rankings(made) AS r)'),
	(16, 'profile_without(sent, ''a1'', ''1'') = profile_without(made, ''a1'', ''1'')'),
	(17, 'irv_winner(sent, ''{"tie_break": ["order"]}'') = irv_winner(made, ''{"tie_break": ["order"]}'')'),
	(18, 'ARRAY(SELECT r FROM irv_slice_rounds(sent, made) AS r) = ARRAY(SELECT r FROM irv_slice_rounds(made, sent) AS r)'),
	(19, 'condorcet_winner(sent) IS NOT DISTINCT FROM condorcet_winner(made)'),
	(20, 'irv_report(sent, ''{"tie_break": ["order"]}'') = irv_report(made, ''{"tie_break": ["order"]}'')')) AS t (n, test)
ORDER BY n;
SELECT is((SELECT profile_agg(sent) FROM sent), (SELECT profile_agg(made) FROM sent), 'a worker''s profiles merge');
SELECT is(count(*), 4::bigint, 'are grouped by what they are') FROM (SELECT p FROM (SELECT sent AS p FROM sent UNION ALL SELECT made FROM sent) AS x GROUP BY p) AS y;
SET LOCAL max_parallel_workers_per_gather = 2;
CREATE TABLE small AS SELECT sent(long) AS p FROM some_ballots WHERE i <= 2000;
ALTER TABLE small ADD UNIQUE (p);
SELECT throws_ok('INSERT INTO small SELECT p::text::preference_profile FROM small', '23505', NULL, 'and unique by it');

SELECT * FROM finish();
ROLLBACK;
