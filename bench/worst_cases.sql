--
-- The worst inputs that we know of, and what each costs: the table of worst cases
-- in doc/trust.md.  Not part of make bench:
--
--	psql -Xq -f bench/worst_cases.sql		a superuser, in a database of no use otherwise
--
-- Per statement: the size of its input, the time, the session's memory at its
-- highest above what it had before, both without those of the input itself, and how
-- long after 50 ms a statement_timeout of that ended it (at most the time of the
-- whole).  LIMIT says how long a statement may take (120s).
--
\set ON_ERROR_STOP on
\set QUIET 1
\pset pager off
SET client_min_messages = warning;
SET max_parallel_workers_per_gather = 0;
SET jit = off;
\set limit 120s
\getenv limit LIMIT
CREATE EXTENSION IF NOT EXISTS prefcount;
DROP SCHEMA IF EXISTS worst CASCADE;
CREATE SCHEMA worst;

CREATE TABLE worst.profiles (name text PRIMARY KEY, p preference_profile, what text);
INSERT INTO worst.profiles
SELECT 'level ' || n, profile_agg(ARRAY['candidate ' || i]), n || ' level candidates'
FROM unnest(ARRAY[1000, 5000]) AS n, generate_series(1, n) AS i GROUP BY n;
INSERT INTO worst.profiles
SELECT 'stairs ' || n, profile_agg(format('[{"ranking": ["c%s", "c%s"], "count": %s}]', i, i % n + 1, i)::preference_profile),
	n || ' candidates who go out one by one'
FROM unnest(ARRAY[1000, 1400, 5000]) AS n, generate_series(1, n) AS i GROUP BY n;
-- Ties that stay open: who goes out first decides who goes out next.
INSERT INTO worst.profiles
SELECT 'open 34', profile_agg(ARRAY(SELECT 'c' || c FROM generate_series(1, 34) AS c ORDER BY md5(c || '/' || i) LIMIT 5 + i * 7 % 29)),
	'ties of 34 candidates that nothing breaks'
FROM generate_series(1, 27) AS i;
INSERT INTO worst.profiles
SELECT 'many rankings', profile_agg(ARRAY['c' || i % 40, 'd' || i / 40 % 40, 'e' || i / 1600 % 40, 'f' || i / 64000 % 40]), '1,000,000 different rankings'
FROM generate_series(1, 1000000) AS i;
INSERT INTO worst.profiles
SELECT 'many ranks', profile_agg(ARRAY(SELECT 'c' || (i + j) % 1500 FROM generate_series(1, 1500) AS j)), '2,000 ballots that rank 1,500 candidates'
FROM generate_series(1, 2000) AS i;
INSERT INTO worst.profiles
SELECT 'long ballot', ('[{"ranking": [' || string_agg('"c' || i % 3000 || '"', ',') || '], "count": 1}]')::preference_profile, 'one ballot of 32,767 ranks'
FROM generate_series(1, 32767) AS i;
INSERT INTO worst.profiles
SELECT 'marks', profile_agg(ARRAY['a' || repeat(U&'\0301', 30) || i]), '1,400 labels of combining marks' FROM generate_series(1, 1400) AS i;
INSERT INTO worst.profiles
SELECT 'many labels', profile_agg(ARRAY['label ' || i]), '200,000 candidates' FROM generate_series(1, 200000) AS i;
CREATE TABLE worst.texts AS
SELECT 'text ' || name AS name, p::text AS t, p::jsonb AS j, what FROM worst.profiles WHERE name IN ('many rankings', 'many labels', 'long ballot');
INSERT INTO worst.texts
SELECT 'numbers', NULL, jsonb_agg(('1e' || 100000 + i)::numeric), 'a ranking of 3,001 numbers like 1e100000' FROM generate_series(0, 3000) AS i;
INSERT INTO worst.texts
SELECT 'rules', NULL, jsonb_build_object('candidates', jsonb_agg('c' || i), 'unlisted', 'skip'), 'rules with 100,000 candidates' FROM generate_series(1, 100000) AS i;
INSERT INTO worst.texts
SELECT 'rules withdrawn', NULL, jsonb_build_object('withdrawn', jsonb_agg('c' || i)), 'rules with 100,000 who withdrew' FROM generate_series(1, 100000) AS i;
INSERT INTO worst.texts
SELECT 'relabel', NULL, jsonb_object_agg('label ' || i, 'one'), 'pooling 200,000 labels' FROM generate_series(1, 200000) AS i;
INSERT INTO worst.texts
SELECT 'blt', '5000 1' || E'\n' || string_agg('1 ' || i || ' ' || i % 5000 + 1 || ' 0', E'\n') || E'\n0\n' || string_agg('"c' || i || '"', E'\n') || E'\n"T"\n',
	NULL, 'BLT of 5,000 candidates' FROM generate_series(1, 5000) AS i;
CREATE TABLE worst.long AS
SELECT i AS ballot_id, 32767::bigint AS rank, 'c' || i AS candidate FROM generate_series(1, 20000) AS i;
CREATE TABLE worst.colleges AS
SELECT '1,200 sections of 20 candidates' AS what, array_agg('s' || s) AS sections, array_agg(p) AS profiles, array_agg(1 + s % 7 / 3.0) AS shares
FROM (SELECT s, profile_agg(ARRAY['c' || c, 'c' || (c + s) % 20], 1 + (c * s * 7919) % 1000003) AS p FROM generate_series(1, 1200) AS s, generate_series(1, 20) AS c GROUP BY s) AS g
UNION ALL
SELECT '3 sections of 1,000 candidates', array_agg('s' || s), array_agg(p), array_agg(s::numeric)
FROM (SELECT s, profile_agg(ARRAY['c' || c, 'c' || c * s % 1000 + 1], c + s) AS p FROM generate_series(1, 3) AS s, generate_series(1, 1000) AS c GROUP BY s) AS g;

-- What is measured: a statement over $1, a row of a table.
CREATE TABLE worst.cases (n int GENERATED ALWAYS AS IDENTITY, function text, statement text, from_what text, condition text);
INSERT INTO worst.cases (function, statement, from_what, condition)
SELECT f, format('SELECT count(x::text) FROM %s AS x', call), 'profiles', format('name = %L', name)
FROM (VALUES
	('irv_winner', 'irv_winner(%s.p, ''{"tie_break": ["backwards", "forwards", "order"]}'')', '{level 1000,level 5000,stairs 5000}'::text[]),
	('irv_winner', 'irv_winner(%s.p, ''{}'')', '{open 34,many rankings,many ranks,long ballot}'),
	('irv_result', 'irv_result(%s.p, ''{"tie_break": ["backwards", "forwards", "order"]}'')', '{level 1000,level 5000,stairs 5000}'),
	('irv_result', 'irv_result(%s.p)', '{open 34,many rankings}'),
	('irv_rounds', 'irv_rounds(%s.p)', '{level 5000,stairs 1000,open 34}'),
	('irv_round_totals', 'irv_round_totals(%s.p)', '{stairs 5000}'),
	('irv_transfers', 'irv_transfers(%s.p)', '{stairs 5000}'),
	('irv_flows', 'irv_flows(%s.p)', '{stairs 1000}'),
	('irv_places', 'irv_places(%s.p, ''{"runner_up": "winner_removed", "tie_break": ["order"]}'')', '{stairs 1000,level 1000,open 34}'),
	('irv_slice_rounds', 'irv_slice_rounds(%1$s.p, %1$s.p)', '{stairs 1000,many rankings}'),
	('irv_report', 'irv_report(%s.p)', '{marks,stairs 1000,stairs 1400,open 34}'),
	('irv_json', 'irv_json(%s.p)', '{marks,stairs 1000}'),
	('pairwise', 'pairwise(%s.p)', '{many ranks,level 5000,many rankings}'),
	('condorcet_winner', 'condorcet_winner(%s.p)', '{many ranks,level 5000}'),
	('second_preferences', 'second_preferences(%s.p)', '{many ranks,stairs 5000,many rankings}'),
	('final_preferences', 'final_preferences(%s.p)', '{many rankings,stairs 5000}'),
	('preference_counts', 'preference_counts(%s.p)', '{long ballot,many ranks}'),
	('profile_rankings', 'profile_rankings(%s.p)', '{many rankings,long ballot}'),
	('text form', 'CAST(%s.p AS text)', '{many rankings,many labels}'),
	('cast to jsonb', 'CAST(%s.p AS jsonb)', '{many rankings,many labels}'),
	('+', 'profile_add(%1$s.p, %1$s.p)', '{many rankings,many labels}'),
	('-', 'profile_subtract(%1$s.p, %1$s.p)', '{many rankings,many labels}'),
	('*', 'profile_multiply(%s.p, 1.5)', '{many rankings}'),
	('profile_without', 'profile_without(%1$s.p, VARIADIC profile_candidates(%1$s.p))', '{level 5000,long ballot,many labels}')
  ) AS v (f, call_format, names), unnest(names) AS name, LATERAL (SELECT format(call_format, 'profiles') AS call) AS c;
INSERT INTO worst.cases (function, statement, from_what, condition)
VALUES
	('text form, read', 'SELECT count(x) FROM CAST(texts.t AS preference_profile) AS x', 'texts', 'name = ''text many rankings'''),
	('text form, read', 'SELECT count(x) FROM CAST(texts.t AS preference_profile) AS x', 'texts', 'name = ''text many labels'''),
	('jsonb, read', 'SELECT count(x) FROM CAST(texts.j AS preference_profile) AS x', 'texts', 'name = ''text many rankings'''),
	('profile_agg(jsonb)', 'SELECT count(x) FROM (SELECT profile_agg(k) AS x FROM (SELECT texts.j AS k) AS z) AS y', 'texts', 'name = ''numbers'''),
	('irv_winner, its rules', 'SELECT irv_winner(p, texts.j) FROM worst.profiles WHERE name = ''open 34''', 'texts', 'name = ''rules'''),
	('irv_winner, its rules', 'SELECT irv_winner(p, texts.j) FROM worst.profiles WHERE name = ''open 34''', 'texts', 'name = ''rules withdrawn'''),
	('profile_relabel', 'SELECT count(profile_relabel(p, texts.j)) FROM worst.profiles WHERE name = ''many labels''', 'texts', 'name = ''relabel'''),
	('profile_from_blt', 'SELECT count(x) FROM profile_from_blt(texts.t) AS x', 'texts', 'name = ''blt'''),
	('profile_to_blt', 'SELECT count(x) FROM profile_to_blt(profile_from_blt(texts.t), ''T'') AS x', 'texts', 'name = ''blt'''),
	('profile_agg, long form', 'SELECT count(x) FROM (SELECT profile_agg(ballot_id, rank, candidate) AS x FROM worst.long) AS y',
	 '(SELECT ''20,000 ballots with one mark, at rank 32,767'' AS what) AS texts', 'true'),
	('irv_college_rounds', 'SELECT count(x::text) FROM irv_college_rounds(colleges.sections, colleges.profiles, colleges.shares) AS x', 'colleges', 'what LIKE ''1%'''),
	('irv_college_places', 'SELECT count(x::text) FROM irv_college_places(colleges.sections, colleges.profiles, colleges.shares) AS x', 'colleges', 'what LIKE ''1%'''),
	('irv_college_rounds', 'SELECT count(x::text) FROM irv_college_rounds(colleges.sections, colleges.profiles, colleges.shares) AS x', 'colleges', 'what LIKE ''3%''');

-- The session's memory, without what it shares with others, in MB; with a new
-- peak from now on.
CREATE FUNCTION worst.memory(kind text) RETURNS numeric LANGUAGE sql AS $$
	SELECT round((substring(s FROM kind || ':\s+(\d+)')::numeric - substring(s FROM 'RssShmem:\s+(\d+)')::numeric) / 1024)
	FROM pg_read_file('/proc/self/status') AS s
$$;
CREATE FUNCTION worst.new_peak() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
	COPY (SELECT 5) TO '/proc/self/clear_refs';
END $$;

CREATE TABLE worst.costs (n int, bytes bigint, what text, ms numeric, mb numeric, ended text, late_ms numeric);
CREATE FUNCTION worst.measure(number int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	c		worst.cases := (SELECT c FROM worst.cases AS c WHERE n = number);
	cost	worst.costs;
	input	text := CASE WHEN c.from_what ~ '^\w+$' THEN 'worst.' || c.from_what || ' AS ' || c.from_what ELSE c.from_what END;
	query	text := format('SELECT x.* FROM (SELECT * FROM %s WHERE %s) AS %s, LATERAL (%s) AS x', input, c.condition,
		substring(input FROM '\w+$'), c.statement);
	begun	timestamptz;
	before	numeric;
BEGIN
	cost.n := number;
	EXECUTE format('SELECT max(pg_column_size(r.*)), max(r.what) FROM (SELECT * FROM %s WHERE %s) AS r', input, c.condition) INTO cost.bytes, cost.what;
	PERFORM worst.new_peak();
	before := worst.memory('VmRSS');
	begun := clock_timestamp();
	BEGIN
		EXECUTE query;
		cost.ended := 'answered';
	EXCEPTION
		WHEN query_canceled THEN
			cost.ended := 'given up';
		WHEN OTHERS THEN
			cost.ended := SQLSTATE;
	END;
	cost.ms := round(extract(epoch FROM clock_timestamp() - begun) * 1000);
	cost.mb := greatest(worst.memory('VmHWM') - before, 0);
	INSERT INTO worst.costs SELECT cost.*;
END $$;
-- Statement timeouts are set for a statement of the client.
CREATE FUNCTION worst.cancel(number int) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	c		worst.cases := (SELECT c FROM worst.cases AS c WHERE n = number);
	input	text := CASE WHEN c.from_what ~ '^\w+$' THEN 'worst.' || c.from_what || ' AS ' || c.from_what ELSE c.from_what END;
	begun	timestamptz := statement_timestamp();
BEGIN
	EXECUTE format('SELECT x.* FROM (SELECT * FROM %s WHERE %s) AS %s, LATERAL (%s) AS x', input, c.condition,
		substring(input FROM '\w+$'), c.statement);
EXCEPTION WHEN query_canceled THEN
	PERFORM set_config('worst.late', round(extract(epoch FROM clock_timestamp() - begun) * 1000 - 50)::text, false);
WHEN OTHERS THEN
	NULL;
END $$;

-- A session for each case: its memory is not that of the one before.
\pset format unaligned
\pset tuples_only true
\set script `mktemp`
\o :script
SELECT format(E'\\c\nSET max_parallel_workers_per_gather = 0; SET jit = off; SET worst.late = '''';\nSET statement_timeout = %L;\nSELECT worst.measure(%s);\n'
	'SET statement_timeout = ''50ms'';\nSELECT worst.cancel(%2$s);\nRESET statement_timeout;\n'
	'UPDATE worst.costs SET late_ms = nullif(current_setting(''worst.late''), '''')::numeric WHERE n = %2$s;', :'limit', n)
FROM worst.cases ORDER BY n;
\o /dev/null
\i :script
\o
SET client_min_messages = warning;
\setenv script :script
\! rm "$script"
\pset fieldsep ' | '
\echo '| function | input | kB | time, ms | memory, MB | ends after a timeout, ms |'
\echo '|---|---|---:|---:|---:|---:|'
SELECT format('| %s | %s | %s | %s | %s | %s |', function, what, ceil(bytes / 1024.0),
	ms || CASE WHEN ended NOT IN ('answered') THEN ' (' || ended || ')' ELSE '' END, mb, coalesce(late_ms::text, ''))
FROM worst.costs JOIN worst.cases USING (n) ORDER BY n;
DROP SCHEMA worst CASCADE;
