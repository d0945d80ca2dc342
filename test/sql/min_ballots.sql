\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(190);

-- The rule min_ballots in every function that takes it: nothing is told of a
-- contest, a slice, the rest without the slice, or a section of few ballots,
-- neither by an answer nor by an error.

-- Nine ballots, one of which marks somebody whom nobody declared; one ballot
-- more; twelve that contain nine.
CREATE TEMP TABLE v AS SELECT
	'[{"ranking": ["Ash", "Birch"], "count": 5}, {"ranking": ["Birch"], "count": 3}, {"ranking": ["I am Rowan"], "count": 1}]'::preference_profile AS nine,
	'[{"ranking": ["Ash", "Birch"], "count": 6}, {"ranking": ["Birch"], "count": 3}, {"ranking": ["Birch", "Ash"], "count": 1}]'::preference_profile AS ten,
	'[{"ranking": ["Ash", "Birch"], "count": 15}, {"ranking": ["Birch"], "count": 8}, {"ranking": ["Birch", "Ash"], "count": 2}, {"ranking": ["I am Rowan"], "count": 1}]'::preference_profile AS many;
CREATE TEMP TABLE rules AS SELECT '{"min_ballots": 10, "candidates": ["Ash", "Birch"]}'::jsonb AS r;

-- A call's answer as text, or its SQLSTATE.
CREATE FUNCTION pg_temp.told(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE format('SELECT string_agg(a::text, '' '') FROM v, rules, LATERAL %s AS a', call) INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;

-- Every function that takes rules, with its profiles left open, and what it tells
-- of a suppressed contest.
CREATE TEMP TABLE calls (name text, kind text, call text, silent text);
INSERT INTO calls VALUES
	('irv_winner', 'contest', 'irv_winner(%s, r)', NULL),
	('irv_runner_up', 'contest', 'irv_runner_up(%s, r)', NULL),
	('irv_result', 'contest', '(SELECT jsonb_strip_nulls(to_jsonb(x)) FROM irv_result(%s, r) AS x)', '("{""suppressed"": true}")'),
	('irv_rounds', 'contest', 'irv_rounds(%s, r)', NULL),
	('irv_round_totals', 'contest', 'irv_round_totals(%s, r)', NULL),
	('irv_transfers', 'contest', 'irv_transfers(%s, r)', NULL),
	('irv_flows', 'contest', 'irv_flows(%s, r)', NULL),
	('irv_places', 'contest', 'irv_places(%s, r)', NULL),
	('irv_report', 'contest', 'irv_report(%s, r)', 'No result is given for fewer than 10 ballots (rule min_ballots).'),
	('irv_json', 'contest', 'irv_json(%s, r)', NULL),
	('pairwise', 'contest', 'pairwise(%s, r)', NULL),
	('condorcet_winner', 'contest', 'condorcet_winner(%s, r)', NULL),
	('pairwise_places', 'contest', 'pairwise_places(%s, ''schulze'', r)', NULL),
	('pairwise_paths', 'contest', 'pairwise_paths(%s, r)', NULL),
	('pairwise_report', 'contest', 'pairwise_report(%s, ''schulze'', r)', NULL),
	('smith_set', 'contest', 'smith_set(%s, r)', NULL),
	('schwartz_set', 'contest', 'schwartz_set(%s, r)', NULL),
	('second_preferences', 'contest', 'second_preferences(%s, r)', NULL),
	('final_preferences', 'contest', 'final_preferences(%s, r)', NULL),
	('irv_margins', 'contest', 'irv_margins(%s, ''changed'', r)', NULL),
	('irv_possible', 'contest', 'irv_possible(%s, 5, r)', NULL),
	('irv_assertions', 'contest', 'irv_assertions(%s, r)', NULL),
	('irv_chances', 'contest', 'irv_chances(%s, 10, ''x'', NULL::bigint, r)', NULL),
	('stv_chances', 'contest', 'stv_chances(%s, 10, ''x'', NULL::bigint, r || ''{"seats": 1}'')', NULL),
	('stv_elected', 'contest', 'stv_elected(%s, r || ''{"seats": 1}'')', NULL),
	('stv_result', 'contest', '(SELECT jsonb_strip_nulls(to_jsonb(x)) FROM stv_result(%s, r || ''{"seats": 1}'') AS x)', '("{""suppressed"": true}")'),
	('stv_rounds', 'contest', 'stv_rounds(%s, r || ''{"seats": 1}'')', NULL),
	('stv_round_totals', 'contest', 'stv_round_totals(%s, r || ''{"seats": 1}'')', NULL),
	('stv_transfers', 'contest', 'stv_transfers(%s, r || ''{"seats": 1}'')', NULL),
	('stv_places', 'contest', 'stv_places(%s, r || ''{"seats": 1}'')', NULL),
	('stv_flows', 'contest', 'stv_flows(%s, r || ''{"seats": 1}'')', NULL),
	('stv_report', 'contest', 'stv_report(%s, r || ''{"seats": 1}'')', 'No result is given for fewer than 10 ballots (rule min_ballots).'),
	('stv_json', 'contest', 'stv_json(%s, r || ''{"seats": 1}'')', NULL),
	('stv_countback', 'contest', 'stv_countback(%s, r || ''{"seats": 1}'', ''Ash'')', '(,)'),
	('irv_slice_rounds', 'slice', 'irv_slice_rounds(%s, %s, r)', NULL),
	('irv_slice_round_totals', 'slice', 'irv_slice_round_totals(%s, %s, r)', NULL),
	('irv_slice_transfers', 'slice', 'irv_slice_transfers(%s, %s, r)', NULL),
	('irv_slice_report', 'slice', 'irv_slice_report(%s, %s, r)', 'No result is given for fewer than 10 ballots (rule min_ballots).'),
	('stv_slice_rounds', 'slice', 'stv_slice_rounds(%s, %s, r || ''{"seats": 1}'')', NULL),
	('stv_slice_round_totals', 'slice', 'stv_slice_round_totals(%s, %s, r || ''{"seats": 1}'')', NULL),
	('stv_slice_transfers', 'slice', 'stv_slice_transfers(%s, %s, r || ''{"seats": 1}'')', NULL),
	('irv_college_rounds', 'college', 'irv_college_rounds(''{a,b}'', ARRAY[%s, %s], ''{1,1}'', r)', NULL),
	('irv_college_places', 'college', 'irv_college_places(''{a,b}'', ARRAY[%s, %s], ''{1,1}'', r)', NULL);
-- What is silent by itself is no test: transfers where nobody goes out.
CREATE FUNCTION pg_temp.speaks(name text) RETURNS boolean LANGUAGE sql AS $$ SELECT name !~ 'transfers|flows' $$;

SELECT set_eq($$
	SELECT DISTINCT proname::text
	FROM pg_depend AS d JOIN pg_proc AS f ON d.classid = 'pg_proc'::regclass AND d.objid = f.oid
	WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
	  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount')
	  AND 'rules' = ANY (proargnames) AND prokind = 'f' AND proname <> 'irv_rules_check'
	  AND ('preference_profile'::regtype = ANY (proargtypes) OR 'preference_profile[]'::regtype = ANY (proargtypes))
$$, 'SELECT name FROM calls', 'every function that takes a profile and rules is tested here');

SELECT is(pg_temp.told(format(call, 'nine')), silent, name || ' tells nothing of nine ballots, nor whom they mark')
FROM calls WHERE kind = 'contest' ORDER BY name;
SELECT ok(pg_temp.told(format(call, 'ten')) IS DISTINCT FROM silent OR NOT pg_temp.speaks(name), name || ' tells of ten')
FROM calls WHERE kind = 'contest' ORDER BY name;
SELECT is(pg_temp.told(format(call, 'many')), '22023', name || ' refuses many that mark somebody else')
FROM calls WHERE kind = 'contest' ORDER BY name;

-- Rules that cannot be are an error that tells nothing of ballots.
SELECT is(pg_temp.told(replace(format(call, 'nine', 'nine'), ', r)', ', r || ''{"overvotes": "equal"}'')')), '22023', name || ' takes no equal ranks, of few ballots neither')
FROM calls WHERE name !~ 'pairwise|condorcet|_set|stv' ORDER BY name;

-- Slices: too few in the slice, too few in the rest; none left is no secret.
UPDATE rules SET r = r || '{"unlisted": "skip"}';
SELECT is(pg_temp.told(format(call, 'nine', 'many')), silent, name || ' tells nothing of a slice of nine')
FROM calls WHERE kind = 'slice' ORDER BY name;
SELECT is(pg_temp.told(format(call, 'many - nine', 'many')), silent, name || ' nor of a slice that leaves nine')
FROM calls WHERE kind = 'slice' ORDER BY name;
SELECT ok(pg_temp.told(format(call, slice, contest)) IS DISTINCT FROM silent OR NOT pg_temp.speaks(name), name || ' tells of ' || slice || ' of ' || contest)
FROM calls, (VALUES ('ten', 'many'), ('ten', 'ten'), ('ten', 'ten + ten')) AS x (slice, contest) WHERE kind = 'slice' ORDER BY name, slice, contest;
UPDATE rules SET r = r - 'unlisted';
SELECT is(pg_temp.told(format(call, 'nine', 'many')), silent, name || ' raises no error over a slice of nine')
FROM calls WHERE kind = 'slice' ORDER BY name;

-- Colleges: each section.
SELECT is(pg_temp.told(format(call, p, q)), silent, name || format(' tells nothing of sections of %s and %s', p, q))
FROM calls, (VALUES ('ten', 'nine'), ('nine', 'ten'), ('many', 'nine'), ('nine', 'nine')) AS x (p, q) WHERE kind = 'college' ORDER BY name, p, q;
SELECT isnt(pg_temp.told(format(call, 'ten', 'ten + ten')), silent, name || ' tells of sections that are large enough')
FROM calls WHERE kind = 'college' ORDER BY name;
-- The only voter of a section is not shown beside a hundred others.
SELECT is_empty($$SELECT * FROM v, irv_college_rounds('{members,one}', ARRAY[ten, '[{"ranking": ["Birch"], "count": 1}]'], '{1,1}', '{"min_ballots": 2}')$$,
	'a section of one voter');

-- Errors over ballots say how many labels are not declared, and never which.
CREATE FUNCTION pg_temp.words(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	message text;
	detail	text;
	hint	text;
	context text;
BEGIN
	EXECUTE format('SELECT * FROM v, LATERAL %s AS a', call);
	RETURN NULL;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT, context = PG_EXCEPTION_CONTEXT;
	RETURN concat_ws(' ', SQLSTATE, message, detail, hint, context);
END $$;
SELECT matches(pg_temp.words('irv_winner(many, ''{"candidates": ["Ash", "Birch"]}'')'), '^22023 .* 1 label .*profile_candidates', 'one label');
SELECT matches(pg_temp.words('irv_rounds(many, ''{"candidates": ["Birch"]}'')'), '^22023 .* 2 different labels ', 'two labels');
SELECT doesnt_match(pg_temp.words(replace(format(call, 'many', 'many'), ', r)', ', ''{"candidates": ["Birch"]}'')')), 'Rowan|Ash', name || ' quotes no ballot')
FROM calls WHERE name IN ('irv_result', 'pairwise', 'irv_slice_rounds', 'irv_college_rounds', 'irv_report', 'irv_json') ORDER BY name;

-- Whether a small slice is part of its contest is nobody's business.
SELECT is_empty($$SELECT irv_slice_rounds('[{"ranking": ["B"], "count": 2}]', '[{"ranking": ["A"], "count": 100}]', '{"min_ballots": 10}')$$, 'a slice of few that is none tells nothing');
SELECT is_empty($$SELECT stv_slice_rounds('[{"ranking": ["B"], "count": 2}]', '[{"ranking": ["A"], "count": 100}]', '{"min_ballots": 10, "seats": 1}')$$, 'nor for several seats');
SELECT matches(irv_slice_report('[{"ranking": ["B"], "count": 2}]', '[{"ranking": ["A"], "count": 100}]', '{"min_ballots": 10}'), 'No result is given', 'nor on a sheet');
SELECT throws_ok($$SELECT irv_slice_rounds('[{"ranking": ["B"], "count": 12}]', '[{"ranking": ["A"], "count": 100}]', '{"min_ballots": 10}')$$, '22023', 'slice is not part of the contest', 'a larger one is an error');

SELECT * FROM finish();
ROLLBACK;
