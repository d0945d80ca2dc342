\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(48);

-- What a reader sees who may read results and no ballots, and what policies on
-- ballots do: doc/secrecy.md.

CREATE ROLE prefcount_officer;
CREATE ROLE prefcount_reader;
CREATE ROLE prefcount_northerner;
CREATE SCHEMA secrecy AUTHORIZATION prefcount_officer;
GRANT USAGE ON SCHEMA secrecy TO prefcount_reader, prefcount_northerner;
SET LOCAL search_path = secrecy, public;

SET ROLE prefcount_officer;
CREATE TABLE ballots (ballot_id int, region text, cast_on date, ranking text[], candidate_ids int[]);
INSERT INTO ballots
SELECT row_number() OVER (), region, date '2026-10-05' + n % 2, ranking,
	   ARRAY(SELECT array_position('{Ash,Birch,Cedar}', c) FROM unnest(ranking) WITH ORDINALITY AS r (c, n) ORDER BY r.n)
FROM (VALUES ('North', '{Ash,Birch}'::text[], 12), ('North', '{Birch}', 9), ('North', '{Cedar,Birch,Ash}', 1),
			 ('South', '{Birch,Ash}', 11), ('South', '{Ash}', 6),
			 ('Isles', '{Cedar}', 2), ('Isles', '{Ash,Cedar}', 1)) AS v (region, ranking, ballots),
	 generate_series(1, ballots) AS n;
ANALYZE ballots;
CREATE VIEW preferences AS
SELECT ballot_id, region, rank, candidate FROM ballots, unnest(ranking) WITH ORDINALITY AS r (candidate, rank);
CREATE VIEW profiles AS SELECT region, profile_agg(ranking) AS p FROM ballots GROUP BY region;
CREATE VIEW results WITH (security_barrier) AS
SELECT region, r.winner, r.runner_up, r.ballots, r.suppressed
FROM profiles, irv_result(p, '{"min_ballots": 10}') AS r;
CREATE VIEW rounds WITH (security_barrier) AS
SELECT region, r.round, r.candidate, r.votes FROM profiles, irv_rounds(p, '{"min_ballots": 10}') AS r;
CREATE VIEW rankings WITH (security_barrier) AS
SELECT r.* FROM (SELECT profile_agg(p) AS p FROM profiles) AS a, profile_rankings(p, 5) AS r;
GRANT SELECT ON results, rounds, rankings TO prefcount_reader, prefcount_northerner;
RESET ROLE;

-- A query's rows as text, run with a role's rights; or its SQLSTATE.
CREATE FUNCTION pg_temp.seen_by(role name, query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SET LOCAL ROLE %I', role);
	BEGIN
		EXECUTE format('SELECT string_agg(q::text, '' '' ORDER BY q::text COLLATE "C") FROM (%s) AS q', query) INTO answer;
	EXCEPTION WHEN OTHERS THEN
		answer := SQLSTATE;
	END;
	RESET ROLE;
	RETURN answer;
END $$;

--
-- Results through views, and no way to the ballots.
--
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT * FROM results'),
	'(Isles,,,,t) (North,Ash,Birch,22,f) (South,Birch,Ash,17,f)', 'a reader reads results, but none of few ballots');
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT DISTINCT region FROM rounds'),
	'(North) (South)', 'rounds of few ballots are not there');
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT ' || what), '42501', 'a reader cannot read ' || what)
FROM unnest(ARRAY['ranking FROM ballots', 'count(*) FROM ballots', 'irv_winner(ranking) FROM ballots',
	'profile_agg(ranking) FROM ballots', 'profile_agg(ballot_id, rank, candidate) FROM preferences',
	'p FROM profiles', 'irv_winner(p) FROM profiles', 'irv_winner(candidate_ids) FROM ballots']) AS what;
SELECT isnt(pg_temp.seen_by('prefcount_officer', $$SELECT count(*) FROM pg_stats WHERE schemaname = 'secrecy'$$), '(0)',
	'their owner sees statistics of them');
SELECT is(pg_temp.seen_by('prefcount_reader', $$SELECT count(*) FROM pg_stats WHERE schemaname = 'secrecy'$$),
	'(0)', 'a reader does not');
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT * FROM rankings'),
	'("[""Ash"", ""Birch""]",12,12) ("[""Ash""]",6,6) ("[""Birch"", ""Ash""]",11,11) ("[""Birch""]",9,9)',
	'rankings that few have are not listed');

-- All the extension gives a reader is functions without rights of their own.
SELECT is(count(*), 0::bigint, 'no function runs with its owner''s rights, none is SQL that reads a table')
FROM pg_depend AS d JOIN pg_proc AS f ON d.classid = 'pg_proc'::regclass AND d.objid = f.oid
WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount')
  AND (f.prosecdef OR f.provolatile <> 'i');

--
-- A reader's function in a condition: kept out by security_barrier alone.
--
CREATE FUNCTION secrecy.peek(region text) RETURNS boolean IMMUTABLE COST 0.0001 LANGUAGE plpgsql AS $$
BEGIN
	PERFORM set_config('prefcount_test.peeked', current_setting('prefcount_test.peeked') || region || ' ', true);
	RETURN true;
END $$;
SET ROLE prefcount_officer;
CREATE VIEW open_view AS
SELECT region, irv_winner(p) FROM (SELECT region, profile_agg(ranking) AS p FROM ballots GROUP BY region HAVING count(*) >= 10) AS b;
CREATE VIEW barrier_view WITH (security_barrier) AS TABLE open_view;
GRANT SELECT ON open_view, barrier_view TO prefcount_reader;
RESET ROLE;
SET LOCAL prefcount_test.peeked = '';
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT region FROM open_view WHERE peek(region)'), '(North) (South)',
	'a view without a barrier shows what it should');
SELECT matches(current_setting('prefcount_test.peeked'), 'Isles', 'but a condition is tried on rows that it hides');
SET LOCAL prefcount_test.peeked = '';
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT region FROM barrier_view WHERE peek(region)'), '(North) (South)',
	'with a barrier it shows the same');
SELECT doesnt_match(current_setting('prefcount_test.peeked'), 'Isles', 'and hides what it hides');

--
-- Rules from a reader.
--
SET ROLE prefcount_officer;
CREATE FUNCTION winner_of(area text, rules jsonb) RETURNS text SECURITY DEFINER SET search_path = secrecy, public, pg_temp
	LANGUAGE sql AS $$ SELECT irv_winner(p, rules || '{"min_ballots": 10}') FROM profiles WHERE region = area $$;
CREATE FUNCTION careless(area text, rules jsonb) RETURNS text SECURITY DEFINER SET search_path = secrecy, public, pg_temp
	LANGUAGE sql AS $$ SELECT irv_winner(p, '{"min_ballots": 10}' || rules) FROM profiles WHERE region = area $$;
RESET ROLE;
SELECT is(pg_temp.seen_by('prefcount_reader', $$SELECT careless('Isles', '{"min_ballots": 0}')$$), '(Cedar)',
	'whoever may pass rules may pass none');
SELECT is(pg_temp.seen_by('prefcount_reader', $$SELECT winner_of('Isles', '{"min_ballots": 0}')$$), '()',
	'a limit on the right side of || holds');
SELECT is(pg_temp.seen_by('prefcount_reader', $$SELECT winner_of('North', '{"withdrawn": ["Ash"]}')$$), '(Birch)',
	'and other rules work');

-- NULL || limit is NULL, and NULL rules are rules without a limit.
SET ROLE prefcount_officer;
CREATE FUNCTION winner_or_null(area text, rules jsonb) RETURNS text SECURITY DEFINER SET search_path = secrecy, public, pg_temp STRICT
	LANGUAGE sql AS $$ SELECT irv_winner(p, rules || '{"min_ballots": 10}') FROM profiles WHERE region = area $$;
CREATE FUNCTION winner_by(area text, rules jsonb) RETURNS text SECURITY DEFINER SET search_path = secrecy, public, pg_temp
	LANGUAGE sql AS $$ SELECT irv_winner(p, coalesce(rules, '{}') || '{"min_ballots": 10}') FROM profiles WHERE region = area $$;
RESET ROLE;
SELECT is(pg_temp.seen_by('prefcount_reader', $$SELECT winner_of('Isles', NULL)$$), '(Cedar)', 'no rules are no limit, wherever it stands');
SELECT is(pg_temp.seen_by('prefcount_reader', $$SELECT winner_or_null('Isles', NULL)$$), '()', 'but for a strict function');
SELECT is(pg_temp.seen_by('prefcount_reader', $$SELECT winner_by('Isles', NULL), winner_by('North', NULL)$$), '(,Ash)', 'or where coalesce makes rules of them');
SELECT is(pg_temp.seen_by('prefcount_reader', format('SELECT winner_by(''Isles'', %L)', rules)), '22023', 'rules that are ' || rules || ' are none')
FROM unnest(ARRAY['null', '[]', '"x"', '[{"min_ballots": 0}]']) AS rules;

-- Candidates that leave somebody out ask who is marked.
SELECT is(pg_temp.seen_by('prefcount_reader', $$SELECT winner_by('Isles', '{"candidates": ["Birch"]}')$$), '()',
	'a contest of few ballots does not say whom they mark');
SELECT is(pg_temp.seen_by('prefcount_reader', $$SELECT winner_by('North', '{"candidates": ["Birch"]}')$$), '22023', 'one of many raises');

-- A ballot with a label that nobody declared.
CREATE FUNCTION pg_temp.whole_error(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text;
	detail	text;
	hint	text;
	context	text;
BEGIN
	EXECUTE query;
	RETURN 'none';
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT;
	RETURN concat_ws(E'\n', message, detail, hint, replace(context, query, ''));
END $$;
SELECT is(count(*) FILTER (WHERE error LIKE '%I voted%' OR error = 'none'), 0::bigint, 'an error for it does not say which')
FROM unnest(ARRAY['irv_rounds(p, r)', 'irv_round_totals(p, r)', 'irv_transfers(p, r)', 'irv_flows(p, r)', 'irv_places(p, r)', 'irv_result(p, r)',
	'irv_winner(p, r)', 'irv_runner_up(p, r)', 'irv_slice_rounds(p, p, r)', 'irv_slice_round_totals(p, p, r)', 'irv_slice_transfers(p, p, r)',
	'irv_college_rounds(''{S}'', ARRAY[p], ''{1}'', r)', 'irv_college_places(''{S}'', ARRAY[p], ''{1}'', r)', 'pairwise(p, r)', 'condorcet_winner(p, r)', 'pairwise_places(p, ''schulze'', r)', 'pairwise_paths(p, r)',
	'pairwise_report(p, ''ranked_pairs'', r)', 'smith_set(p, r)', 'schwartz_set(p, r)',
	'second_preferences(p, r)', 'final_preferences(p, r)', 'irv_report(p, r)', 'irv_json(p, r)']) AS call,
	pg_temp.whole_error('SELECT count(x::text) FROM (SELECT profile_agg(ARRAY[''Ash'', ''I voted for you''], 20) AS p, jsonb ''{"candidates": ["Ash"]}'' AS r) AS c, '
		|| call || ' AS x') AS error;
SELECT matches(pg_temp.whole_error($$SELECT irv_winner(profile_agg(ARRAY['Ash', 'I voted for you']), '{"candidates": ["Ash"]}')$$), '1',
	'only how many there are');
SELECT is(irv_winner(profile_agg(ARRAY['I voted for you', 'Ash']), '{"candidates": ["Ash"], "unlisted": "skip"}'), 'Ash',
	'and with "skip" there is none');

--
-- Lists of rankings beside totals.
--
SET ROLE prefcount_officer;
CREATE VIEW listed WITH (security_barrier) AS
SELECT ranking, ballots
FROM (SELECT ranking, ballots, sum(ballots) OVER (ORDER BY ballots, ranking) - ballots AS rarer
	  FROM (SELECT profile_agg(p) AS p FROM profiles) AS a, profile_rankings(p)) AS r
WHERE ballots >= 5 AND rarer NOT BETWEEN 1 AND 9;
GRANT SELECT ON listed TO prefcount_reader;
RESET ROLE;
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT 42 - sum(ballots) FROM rankings'), '(4)', 'rankings that five have leave four ballots');
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT 42 - sum(ballots), count(*) FROM listed'), '(10,3)', 'unless the next are left out with them');
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT min(ballots) FROM listed'), '(9)', 'and nothing rare is listed');

--
-- Row-level security.
--
SET ROLE prefcount_officer;
ALTER TABLE ballots ENABLE ROW LEVEL SECURITY;
CREATE POLICY north_only ON ballots FOR SELECT TO prefcount_northerner USING (region = 'North');
GRANT SELECT ON ballots TO prefcount_northerner;
CREATE VIEW invoker_results WITH (security_barrier) AS SELECT region, irv_winner(ranking) FROM ballots GROUP BY region;
GRANT SELECT ON invoker_results TO prefcount_northerner;
CREATE VIEW invoker_preferences AS TABLE preferences;
GRANT SELECT ON invoker_preferences, preferences TO prefcount_northerner;
RESET ROLE;
ALTER VIEW invoker_results SET (security_invoker);
ALTER VIEW preferences SET (security_invoker);
ALTER VIEW invoker_preferences SET (security_invoker);

-- North: Ash 12, Birch 9, Cedar 1; Cedar's goes to Birch.
SELECT is(pg_temp.seen_by('prefcount_northerner', query), expected, 'policies hold in ' || name)
FROM (VALUES
	('profile_agg', 'SELECT profile_ballots(profile_agg(ranking)) FROM ballots', '(22)'),
	('irv_winner, irv_runner_up and irv_order', 'SELECT irv_winner(ranking), irv_runner_up(ranking), irv_order(ranking) FROM ballots',
	 '(Ash,Birch,"{Ash,Birch,Cedar}")'),
	('rankings of keys', 'SELECT irv_winner(candidate_ids), count(*) FROM ballots', '(1,22)'),
	('GROUP BY and ROLLUP', 'SELECT region, profile_ballots(profile_agg(ranking)) FROM ballots GROUP BY ROLLUP (region)', '(,22) (North,22)'),
	('FILTER', $$SELECT profile_ballots(profile_agg(ranking) FILTER (WHERE region <> 'North')) FROM ballots$$, '(0)'),
	('windows', 'SELECT max(profile_ballots(p)) FROM (SELECT profile_agg(ranking) OVER (ORDER BY ballot_id) AS p FROM ballots) AS w', '(22)'),
	('the long form', 'SELECT profile_ballots(profile_agg(ballot_id, rank, candidate)) FROM invoker_preferences', '(22)'),
	('a view with its reader''s rights', 'SELECT * FROM invoker_results', '(North,Ash)')
  ) AS v (name, query, expected);
SELECT is(pg_temp.seen_by('prefcount_northerner', 'SELECT region FROM results'), '(Isles) (North) (South)',
	'a view with its owner''s rights shows what the owner sees');

-- In parallel workers, too.
SET LOCAL parallel_setup_cost = 0;
SET LOCAL parallel_tuple_cost = 0;
SET LOCAL min_parallel_table_scan_size = 0;
SET LOCAL parallel_leader_participation = off;
SELECT is(pg_temp.seen_by('prefcount_northerner', 'SELECT profile_ballots(profile_agg(ranking)), irv_winner(ranking) FROM ballots'),
	'(22,Ash)', 'policies hold in parallel plans');

-- Even the owner, where the table says so.
ALTER TABLE ballots FORCE ROW LEVEL SECURITY;
CREATE POLICY all_but_isles ON ballots FOR SELECT TO prefcount_officer USING (region <> 'Isles');
SELECT is(pg_temp.seen_by('prefcount_officer', 'SELECT profile_ballots(profile_agg(ranking)) FROM ballots'),
	'(39)', 'forced policies bind the owner');
SELECT is(pg_temp.seen_by('prefcount_reader', 'SELECT region FROM results'), '(North) (South)',
	'and so whoever reads through the owner''s views');

SELECT * FROM finish();
ROLLBACK;
