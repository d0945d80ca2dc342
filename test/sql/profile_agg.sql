\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
CREATE EXTENSION IF NOT EXISTS citext;
SELECT plan(154);

-- Ballots of three voters and their profile, as it must come of every type.
CREATE TEMP TABLE ballots (id int, ranking text[], keys int[]);
INSERT INTO ballots VALUES (1, '{A,B}', '{1,2}'), (2, '{B,NULL,A}', '{2,NULL,1}'), (3, '{A,B}', '{1,2}'), (4, '{}', '{}');
CREATE TEMP TABLE wanted AS SELECT
	'[{"ranking": ["A", "B"], "count": 2}, {"ranking": ["B", null, "A"], "count": 1},
	  {"ranking": [], "count": 1}]'::preference_profile AS by_label,
	'[{"ranking": ["1", "2"], "count": 2}, {"ranking": ["2", null, "1"], "count": 1},
	  {"ranking": [], "count": 1}]'::preference_profile AS by_key,
	'[{"ranking": ["A", "B"], "count": 2, "weight": 3}, {"ranking": ["B", null, "A"], "count": 1, "weight": 1.5},
	  {"ranking": [], "count": 1, "weight": 2}]'::preference_profile AS weighted;

--
-- Types of a ranking
--
CREATE DOMAIN pg_temp.ranking AS text[];
CREATE DOMAIN pg_temp.name_of_candidate AS text CHECK (VALUE <> '');
CREATE DOMAIN pg_temp.key_of_candidate AS int;
CREATE DOMAIN pg_temp.keys AS int[];
CREATE TYPE pg_temp.party AS ENUM ('B', 'A');

SELECT is(profile_agg(ranking), by_label, 'text[]') FROM ballots, wanted GROUP BY by_label;
SELECT is(profile_agg(ranking::varchar[]), by_label, 'varchar[]') FROM ballots, wanted GROUP BY by_label;
SELECT is(profile_agg(ranking::varchar(20)[]), by_label, 'varchar(20)[]') FROM ballots, wanted GROUP BY by_label;
SELECT is(profile_agg(ranking::citext[]), by_label, 'citext[]') FROM ballots, wanted GROUP BY by_label;
SELECT is(profile_agg(lower(ranking::text)::text[]), '[{"ranking": ["ash", null, "null"], "count": 3}]', 'citext[] keeps letters as they are; lower() makes them one')
FROM (VALUES ('{Ash,NULL,"NULL"}'::citext[]), ('{ash,NULL,"null"}'), ('{ASH,NULL,"Null"}')) AS v(ranking);
SELECT is(profile_agg(ranking::name[]), by_label, 'name[]') FROM ballots, wanted GROUP BY by_label;
SELECT is(profile_agg(ranking::char(3)[]), by_label, 'char(3)[], without the padding') FROM ballots, wanted GROUP BY by_label;
SELECT is(profile_agg(ranking::pg_temp.ranking), by_label, 'a domain over text[]') FROM ballots, wanted GROUP BY by_label;
SELECT is(profile_agg(ranking::pg_temp.name_of_candidate[]), by_label, 'an array of a domain over text')
FROM ballots, wanted GROUP BY by_label;
SELECT is(profile_agg(keys::smallint[]), by_key, 'smallint[]') FROM ballots, wanted GROUP BY by_key;
SELECT is(profile_agg(keys), by_key, 'int[]') FROM ballots, wanted GROUP BY by_key;
SELECT is(profile_agg(keys::bigint[]), by_key, 'bigint[]') FROM ballots, wanted GROUP BY by_key;
SELECT is(profile_agg(keys::pg_temp.keys), by_key, 'a domain over int[]') FROM ballots, wanted GROUP BY by_key;
SELECT is(profile_agg(to_jsonb(ranking)), by_label, 'jsonb of strings') FROM ballots, wanted GROUP BY by_label;
SELECT is(profile_agg(to_jsonb(keys)), by_key, 'jsonb of numbers') FROM ballots, wanted GROUP BY by_key;

-- A uuid is its text, in small letters.
SELECT is(profile_agg(ranking),
	'[{"ranking": ["00000000-0000-0000-0000-00000000000a", null, "ffffffff-ffff-ffff-ffff-ffffffffffff"], "count": 1}]',
	'uuid[]')
FROM (VALUES ('{00000000-0000-0000-0000-00000000000A,NULL,FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF}'::uuid[])) AS v(ranking);
SELECT is(profile_agg(keys), '[{"ranking": ["-9223372036854775808", "9223372036854775807"], "count": 1}]',
	'the smallest and the largest bigint')
FROM (VALUES ('{-9223372036854775808,9223372036854775807}'::bigint[])) AS v(keys);

-- What does not resolve by itself is cast.
SELECT throws_ok($$SELECT profile_agg('{A,B}'::pg_temp.party[])$$, '42883', NULL, 'an enum array needs a cast');
SELECT is(profile_agg(ranking::pg_temp.party[]::text[]), by_label, 'and works with it') FROM ballots, wanted GROUP BY by_label;
SELECT throws_ok($$SELECT profile_agg('{1,2}'::float8[])$$, '42883', NULL, 'so does an array of floats');
SELECT is(profile_agg(keys::float8[]::text[]), by_key, 'cast to text[]') FROM ballots, wanted GROUP BY by_key;
SELECT throws_ok($$SELECT profile_agg('{1,2}'::pg_temp.key_of_candidate[])$$, '42725', NULL,
	'so does an array of a domain over int');
SELECT is(profile_agg(keys::pg_temp.key_of_candidate[]::text[]), by_key, 'with the cast') FROM ballots, wanted GROUP BY by_key;
SELECT is(profile_agg(keys::numeric[]), by_key, 'numeric[]') FROM ballots, wanted GROUP BY by_key;
SELECT is(profile_agg('{1.50,01,1e2,-0,12345678901234567890123.000}'::numeric[]), '[{"ranking": ["1.5", "1", "100", "0", "12345678901234567890123"], "count": 1}]',
	'equal numbers are one candidate');

-- With a weight: 1 and 2 for the equal ballots, 1.5 and 2 for the others.
CREATE TEMP TABLE weighted AS
SELECT ranking, CASE id WHEN 1 THEN 1 WHEN 2 THEN 1.5 ELSE 2 END AS weight FROM ballots;
SELECT is(profile_agg(ranking, weight), weighted, 'text[] with a weight') FROM weighted AS w, wanted GROUP BY wanted.weighted;
SELECT is(profile_agg(ranking::varchar[], weight), weighted, 'varchar[] with a weight')
FROM weighted AS w, wanted GROUP BY wanted.weighted;
SELECT is(profile_agg(ranking::citext[], weight), weighted, 'citext[] with a weight')
FROM weighted AS w, wanted GROUP BY wanted.weighted;
SELECT is(profile_agg(ranking::name[], weight), weighted, 'name[] with a weight')
FROM weighted AS w, wanted GROUP BY wanted.weighted;
SELECT is(profile_agg(ranking::char(3)[], weight), weighted, 'char(3)[] with a weight')
FROM weighted AS w, wanted GROUP BY wanted.weighted;
SELECT is(profile_agg(ranking::pg_temp.ranking, weight), weighted, 'a domain over text[] with a weight')
FROM weighted AS w, wanted GROUP BY wanted.weighted;
SELECT is(profile_agg(ranking::pg_temp.name_of_candidate[], weight), weighted, 'an array of a domain with a weight')
FROM weighted AS w, wanted GROUP BY wanted.weighted;
SELECT is(profile_agg(to_jsonb(ranking), weight), weighted, 'jsonb with a weight')
FROM weighted AS w, wanted GROUP BY wanted.weighted;
SELECT is(profile_agg(keys, 2), '[{"ranking": ["1"], "count": 1, "weight": 2}]', 'an integer is a weight, too')
FROM (VALUES ('{1}'::int[])) AS v(keys);
SELECT is(ARRAY[profile_agg(keys::smallint[], 0.5), profile_agg(keys, 0.5), profile_agg(keys::bigint[], 0.5)],
	array_fill('[{"ranking": ["1"], "count": 1, "weight": 0.5}]'::preference_profile, '{3}'),
	'smallint[], int[] and bigint[] with a weight')
FROM (VALUES ('{1}'::int[])) AS v(keys);
SELECT is(profile_agg(keys, 0.5), '[{"ranking": ["00000000-0000-0000-0000-00000000000a"], "count": 1, "weight": 0.5}]',
	'uuid[] with a weight')
FROM (VALUES ('{00000000-0000-0000-0000-00000000000A}'::uuid[])) AS v(keys);

-- The full form.
SELECT is(profile_agg(ranking), '[{"ranking": ["A", null, ["B", "C"], "D"], "count": 1}, {"ranking": [[], "7"], "count": 1},
	{"ranking": [], "count": 3}]', 'jsonb: skipped ranks, equal ranks, overvotes without names, blank ballots')
FROM (VALUES ('["A", null, ["C", "B"], "D"]'::jsonb), ('[[], 7]'), ('[]'), ('[null]'), (NULL), ('[null, null]')) AS v(ranking);
SELECT is(profile_agg(ranking), '[{"ranking": ["A"], "count": 1}]', 'jsonb: what JSON calls null is no ballot')
FROM (VALUES ('["A"]'::jsonb), ('null'), (NULL)) AS v(ranking);
SELECT is(profile_agg(ranking, weight), '[{"ranking": ["A"], "count": 1, "weight": 2}]', 'nor is it with a weight, whatever that is')
FROM (VALUES ('["A"]'::jsonb, 2), ('null', -1), (NULL, -1)) AS v(ranking, weight);
SELECT is(array_agg(profile_ballots(p) ORDER BY n), '{0,1,1,0}'::bigint[], 'nor in a window from which it goes again')
FROM (SELECT n, profile_agg(ranking) OVER (ORDER BY n ROWS 1 PRECEDING) AS p
	  FROM (VALUES (1, 'null'::jsonb), (2, '["A"]'), (3, 'null'), (4, 'null')) AS v(n, ranking)) AS w;
SELECT is(profile_agg('["A", 1e3, 1.00e-3, -0]'::jsonb), '[{"ranking": ["A", "1000", "0.00100", "0"], "count": 1}]', 'jsonb: numbers by their text');
SELECT is('[{"ranking": ["A", 1e3, 1.00e-3, -0, [2E0, 7]], "count": 1}]'::preference_profile,
	'[{"ranking": ["A", 1e3, 1.00e-3, -0, [2E0, 7]], "count": 1}]'::jsonb::preference_profile, 'the same in the type''s text and in jsonb');

-- A map from candidates to ranks.
SELECT is(profile_agg(ranking), expected::preference_profile, 'jsonb: ' || name)
FROM (VALUES
	(1, 'a rank for each candidate', '{"Ash": 2, "Birch": 1, "Cedar": 3}', '[{"ranking": ["Birch", "Ash", "Cedar"], "count": 1}]'),
	(2, 'a rank that nobody has is skipped', '{"Ash": 4, "Birch": 2}', '[{"ranking": [null, "Birch", null, "Ash"], "count": 1}]'),
	(3, 'a rank that two have is an overvote', '{"Cedar": 1, "Ash": 2, "Birch": 1}', '[{"ranking": [["Birch", "Cedar"], "Ash"], "count": 1}]'),
	(4, '0 and null are no ranks', '{"Ash": 0, "Birch": 1, "Cedar": null}', '[{"ranking": ["Birch"], "count": 1}]'),
	(5, 'no ranks at all are a blank ballot', '{"Ash": 0, "Birch": null}', '[{"ranking": [], "count": 1}]'),
	(6, 'as is an empty map', '{}', '[{"ranking": [], "count": 1}]'),
	(7, 'whole numbers in any form', '{"Ash": 1.0, "Birch": 2e0}', '[{"ranking": ["Ash", "Birch"], "count": 1}]')
) AS v(n, name, ranking_text, expected), LATERAL (SELECT ranking_text::jsonb AS ranking) AS r GROUP BY n, name, expected ORDER BY n;
SELECT is(jsonb_array_length(profile_agg('{"Ash": 32767}'::jsonb)::jsonb->0->'ranking'), 32767, 'jsonb: the last rank there is');
SELECT is(irv_winner(ranking), 'Ash', 'jsonb: maps and arrays together')
FROM (VALUES ('{"Ash": 1, "Birch": 2}'::jsonb), ('["Birch"]'), ('{"Cedar": 1, "Ash": 2}'), ('["Ash"]'), ('[null, "Ash"]')) AS v(ranking);

-- json is read like jsonb.
SELECT is(profile_agg(ranking::json), profile_agg(ranking::jsonb), 'json')
FROM unnest('{"[\"A\", null, [\"C\", \"B\"], 7]",[],"[[], 1e3]","{\"A\": 2, \"B\": 1}"," null ",NULL}'::text[]) AS ranking;
SELECT ok(irv_winner(ranking) = 'B' AND irv_runner_up(ranking) = 'A' AND irv_order(ranking) = '{B,A}'
	  AND irv_winner(ranking, 0.5) = 'B' AND irv_order(ranking, 2.5::float8) = '{B,A}', 'json in one step')
FROM (VALUES ('["B"]'::json), ('["A", "B"]'), ('{"B": 1}')) AS v(ranking);
SELECT is(array_agg(irv_winner ORDER BY n), '{A,NULL,B,B}', 'json in a moving window')
FROM (SELECT n, irv_winner(ranking) OVER (ORDER BY n ROWS 1 PRECEDING)
	  FROM (VALUES (1, '["A"]'::json), (2, '["B"]'), (3, '{"B": 1}'), (4, 'null')) AS v(n, ranking)) AS w;

-- Weights that are no numeric: a float is taken as the shortest decimal that
-- stands for it, whatever the session shows of floats.
SET LOCAL extra_float_digits = -15;
SELECT is(profile_agg(ranking, weight), '[{"ranking": ["A"], "count": 5, "weight": 4.350000012}]', 'float8')
FROM (VALUES ('{A}'::text[], 0.1::float8), ('{A}', 1), ('{A}', 0.25), ('{A}', 3e0), ('{A}', 12e-9), ('{A}', 0), ('{A}', NULL)) AS v(ranking, weight)
UNION ALL
SELECT is(profile_agg(ARRAY['A'], weight), '[{"ranking": ["A"], "count": 3, "weight": 1.300001}]', 'real')
FROM unnest('{0.1,1.2,1e-6}'::real[]) AS weight;
RESET extra_float_digits;
SELECT is(profile_agg(ARRAY[7], weight), '[{"ranking": ["7"], "count": 2, "weight": 1000000000000000000}]', 'float8 at the limit')
FROM unnest('{5e17,500000000000000000}'::float8[]) AS weight;
SELECT throws_ok(format('SELECT irv_winner(ARRAY[''A''], %s::float8)', weight), '22003', NULL, 'float8 out of range: ' || weight)
FROM unnest('{0.1::float8+0.2::float8,''NaN'',''Infinity'',-1,1e19,1e300,1e-10}'::text[]) AS weight;
SELECT is(profile_agg(ARRAY['A'], '2.5'), '[{"ranking": ["A"], "count": 1, "weight": 2.5}]', 'a literal');
SELECT is(profile_agg(ARRAY['A'], NULL), '[]', 'NULL without a type');
SELECT is(profile_agg(ARRAY['A'], '2.5'::jsonb), '[{"ranking": ["A"], "count": 1, "weight": 2.5}]', 'a number in jsonb');
SELECT is(profile_agg(ARRAY['A'], 1::smallint) + profile_agg(ARRAY['A'], 1::int) + profile_agg(ARRAY['A'], 9007199254740993) + profile_agg(ARRAY['A'], 1.0),
	'[{"ranking": ["A"], "count": 4, "weight": 9007199254740996}]', 'whole numbers stay what they are');

-- Every type of ranking with every form of weight finds one aggregate.
CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE statement INTO answer;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN sqlstate;
END
$$;
SELECT is(array_agg(DISTINCT pg_temp.outcome(format('SELECT %s(%s%s)', call, ranking, weight))), ARRAY[expected],
	format('%s over each type of ranking, with each form of weight', call))
FROM (VALUES ('irv_winner', '1'), ('irv_runner_up', NULL), ('irv_order', '{1}')) AS a(call, expected),
	unnest(ARRAY['text[]', 'varchar[]', 'varchar(9)[]', 'name[]', 'smallint[]', 'int[]', 'bigint[]', 'numeric[]', 'numeric(5,1)[]', 'jsonb', 'json']) AS type,
	LATERAL (SELECT CASE WHEN type LIKE 'json%' THEN '''["1"]''::' ELSE '''{1}''::' END || type AS ranking) AS r,
	unnest(ARRAY['', ', 1', ', 1::smallint', ', 1::bigint', ', 1.5', ', ''1.5''', ', 1.5::real', ', 1.5::float8', ', ''1.5''::jsonb', ', (SELECT 1)', ', round(1.234, 1)']) AS weight
GROUP BY call, expected ORDER BY call;

-- Rules belong to profiles.
SELECT throws_matching(format('SELECT %s(%s, %s)', call, ranking, rules), 'rules cannot be given', format('%s: rules %s', call, rules))
FROM (VALUES ('irv_winner', 'ARRAY[''A'']'), ('irv_runner_up', 'ARRAY[1]'), ('irv_order', '''["A"]''::jsonb'), ('profile_agg', 'ARRAY[''A'']'),
			 ('irv_winner', '1::bigint, 1::bigint, 1::bigint')) AS a(call, ranking),
	unnest(ARRAY['''{"stop": "majority"}''', '''{"stop": "majority"}''::jsonb', 'irv_rules(''maine'')', ''' {}''::json']) AS rules;

--
-- NULL, zero, blank and nothing at all
--
SELECT is(profile_agg(ranking), '[{"ranking": [], "count": 2}]', 'an empty array is a blank ballot, NULL is none')
FROM (VALUES ('{}'::text[]), (NULL), ('{NULL,NULL}')) AS v(ranking);
SELECT is(profile_agg(ranking, weight), '[{"ranking": ["A"], "count": 1}]', 'a ballot without weight is none')
FROM (VALUES ('{A}'::text[], 1::numeric), ('{A}', NULL), (NULL, 5), (NULL, NULL)) AS v(ranking, weight);
SELECT is(profile_agg(ranking, weight), '[{"ranking": ["A"], "count": 1}]', 'a weight of zero adds nothing')
FROM (VALUES ('{A}'::text[], 1::numeric), ('{A}', 0), ('{B}', 0), ('{}', 0.000)) AS v(ranking, weight);
SELECT is(profile_candidates(profile_agg(ranking, weight)), '{A}', 'not even a candidate')
FROM (VALUES ('{A}'::text[], 1::numeric), ('{B}', 0)) AS v(ranking, weight);
SELECT is(profile_agg(ranking), '[]', 'no row gives the empty profile') FROM ballots WHERE false;
SELECT is(profile_agg(ranking) FILTER (WHERE id < 0), '[]', 'so do rows that are all filtered out') FROM ballots;
SELECT is(profile_agg(NULL::text[]), '[]', 'so do rows that are all NULL') FROM ballots;
SELECT is(profile_agg(ranking, NULL), '[]', 'so do weights that are all NULL') FROM ballots;
SELECT is(profile_agg(ranking, 0), '[]', 'so do weights that are all zero') FROM ballots;
SELECT is(profile_agg(NULL::jsonb), '[]', 'so does jsonb') FROM ballots;
SELECT is(profile_agg(NULL::int[]), '[]', 'so do keys') FROM ballots;
SELECT is(profile_agg(NULL::preference_profile), '[]', 'so do profiles') FROM ballots;
SELECT ok(irv_winner(ranking) IS NULL AND irv_runner_up(ranking) IS NULL AND coalesce(irv_order(ranking), '{}') = '{}',
	'nobody wins without ballots')
FROM ballots WHERE false;
SELECT ok(irv_winner(ranking) IS NULL AND irv_runner_up(ranking) IS NULL AND coalesce(irv_order(ranking), '{}') = '{}',
	'nor with blank ones only')
FROM ballots WHERE id = 4;

-- Lower bounds
SELECT is(profile_agg(ranking), '[{"ranking": ["A", null, "B"], "count": 3}]', 'lower bounds of arrays are ignored')
FROM (VALUES ('{A,NULL,B}'::text[]), ('[0:2]={A,NULL,B}'), ('[-7:-5]={A,NULL,B}')) AS v(ranking);
SELECT is(profile_agg(keys), '[{"ranking": ["1", "2"], "count": 2}]', 'also of keys')
FROM (VALUES ('[5:6]={1,2}'::int[]), ('{1,2}')) AS v(keys);

--
-- Groups
--
CREATE TEMP TABLE voters (region text, class text, ranking text[]);
INSERT INTO voters VALUES ('N', 'm', '{A}'), ('N', 'm', '{B,A}'), ('N', 'r', '{A}'), ('S', 'm', '{B}'), ('S', 'r', '{B}'),
	('S', 'r', NULL), ('W', 'r', NULL), ('W', 'm', '{}');

SELECT results_eq('SELECT region, profile_agg(ranking)::text FROM voters GROUP BY region ORDER BY region', $$
	VALUES ('N', '[{"ranking": ["A"], "count": 2}, {"ranking": ["B", "A"], "count": 1}]'),
		   ('S', '[{"ranking": ["B"], "count": 2}]'), ('W', '[{"ranking": [], "count": 1}]')
$$, 'GROUP BY');
SELECT results_eq($$
	SELECT region, profile_agg(ranking) FILTER (WHERE class = 'r') FROM voters GROUP BY region ORDER BY region
$$, $$
	VALUES ('N', '[{"ranking": ["A"], "count": 1}]'::preference_profile), ('S', '[{"ranking": ["B"], "count": 1}]'),
		   ('W', '[]')
$$, 'FILTER: an empty profile where nothing is left');
SELECT results_eq($$
	SELECT region, class, profile_ballots(profile_agg(ranking)) FROM voters
	GROUP BY ROLLUP (region, class) ORDER BY region NULLS LAST, class NULLS LAST
$$, $$
	VALUES ('N', 'm', 2::bigint), ('N', 'r', 1), ('N', NULL, 3), ('S', 'm', 1), ('S', 'r', 1), ('S', NULL, 2),
		   ('W', 'm', 1), ('W', 'r', 0), ('W', NULL, 1), (NULL, NULL, 6)
$$, 'ROLLUP');
SELECT results_eq($$
	SELECT region, class, irv_winner(ranking) FROM voters
	GROUP BY GROUPING SETS ((region), (class), ()) ORDER BY region NULLS LAST, class NULLS LAST
$$, $$
	VALUES ('N', NULL, 'A'), ('S', NULL, 'B'), ('W', NULL, NULL), (NULL, 'm', 'B'), (NULL, 'r', NULL), (NULL, NULL, 'B')
$$, 'GROUPING SETS: A and B are level in class r, 1 to 1');
SELECT results_eq('SELECT region, irv_winner(ranking) FROM voters GROUP BY CUBE (region) ORDER BY region', $$
	VALUES ('N', 'A'), ('S', 'B'), ('W', NULL), (NULL, 'B')
$$, 'CUBE');

SELECT is(profile_agg(ranking ORDER BY region DESC, class), profile_agg(ranking ORDER BY class, region),
	'ORDER BY inside changes nothing')
FROM voters;
SELECT is(profile_agg(DISTINCT ranking), '[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1},
	{"ranking": ["B", "A"], "count": 1}, {"ranking": [], "count": 1}]', 'DISTINCT makes equal ballots one')
FROM voters;
SELECT is((SELECT profile_agg(p) FROM (SELECT profile_agg(ranking) AS p FROM voters GROUP BY region) AS r), profile_agg(ranking),
	'merging the profiles of the groups gives that of all')
FROM voters;
SELECT is((SELECT profile_agg(p) FROM (VALUES ('[{"ranking": ["A"], "count": 1}]'::preference_profile), (NULL), ('[]'),
		('[{"ranking": ["A"], "count": 2, "weight": 0.5}]')) AS v(p)),
	'[{"ranking": ["A"], "count": 3, "weight": 1.5}]', 'a NULL profile is none');
SELECT is(count(*), 100::bigint, 'many groups, each with its own profile')
FROM (SELECT g % 100 AS n, profile_agg(ARRAY[g % 100]) AS p, count(*) FROM generate_series(1, 5000) AS g GROUP BY 1) AS s
WHERE p::text = format('[{"ranking": ["%s"], "count": 50}]', n);
SELECT ok(profile_agg(ranking) = profile_agg(ranking) AND profile_agg(ranking)::text = profile_agg(ranking)::jsonb::preference_profile::text
		  AND irv_winner(profile_agg(ranking)) IS NOT DISTINCT FROM irv_winner(ranking),
	'one state for several aggregates')
FROM voters;
SELECT is(profile_agg(ranking), profile_agg(DISTINCT ARRAY['A']) + profile_agg(DISTINCT ARRAY['B']),
	'aggregates of different arguments beside one another')
FROM (VALUES ('{A}'::text[]), ('{B}')) AS v(ranking);

--
-- In one step
--
CREATE TEMP TABLE race (ranking text[], keys int[], votes numeric);
-- First preferences 1: 4, 2: 3, 3: 2; 3 goes out, its ballots go to 2.
INSERT INTO race VALUES ('{A,B}', '{1,2}', 4), ('{B,C}', '{2,3}', 3), ('{C,B}', '{3,2}', 2);
CREATE TEMP TABLE papers AS SELECT ranking, keys FROM race, generate_series(1, votes::int);

SELECT is(irv_winner(ranking), 'B', 'irv_winner(text[])') FROM papers;
SELECT is(irv_runner_up(ranking), 'A', 'irv_runner_up(text[])') FROM papers;
SELECT is(irv_order(ranking), '{B,A,C}', 'irv_order(text[])') FROM papers;
SELECT is(irv_winner(ranking, votes), 'B', 'irv_winner(text[], numeric)') FROM race;
SELECT is(irv_runner_up(ranking, votes), 'A', 'irv_runner_up(text[], numeric)') FROM race;
SELECT is(irv_order(ranking, votes), '{B,A,C}', 'irv_order(text[], numeric)') FROM race;
SELECT is(irv_winner(ranking), NULL, 'without the weights it is a tie, and nobody wins') FROM race;

-- The answer has the type of a ranking's elements.
SELECT ok(irv_winner(keys) = 2 AND irv_runner_up(keys) = 1 AND irv_order(keys) = '{2,1,3}'
		  AND pg_typeof(irv_winner(keys)) = 'int'::regtype AND pg_typeof(irv_runner_up(keys)) = 'int'::regtype
		  AND pg_typeof(irv_order(keys)) = 'int[]'::regtype, 'int[] answers int')
FROM papers;
SELECT ok(irv_winner(keys::smallint[]) = 2 AND irv_runner_up(keys::smallint[]) = 1 AND irv_order(keys::smallint[]) = '{2,1,3}'
		  AND pg_typeof(irv_winner(keys::smallint[])) = 'smallint'::regtype
		  AND pg_typeof(irv_runner_up(keys::smallint[])) = 'smallint'::regtype
		  AND pg_typeof(irv_order(keys::smallint[])) = 'smallint[]'::regtype, 'smallint[] answers smallint')
FROM papers;
SELECT ok(irv_winner(keys::bigint[]) = 2 AND irv_runner_up(keys::bigint[]) = 1 AND irv_order(keys::bigint[]) = '{2,1,3}'
		  AND pg_typeof(irv_winner(keys::bigint[])) = 'bigint'::regtype
		  AND pg_typeof(irv_runner_up(keys::bigint[])) = 'bigint'::regtype
		  AND pg_typeof(irv_order(keys::bigint[])) = 'bigint[]'::regtype, 'bigint[] answers bigint')
FROM papers;
SELECT ok(irv_winner(u) = v.b AND irv_runner_up(u) = v.a AND irv_order(u) = ARRAY[v.b, v.a, v.c]
		  AND pg_typeof(irv_winner(u)) = 'uuid'::regtype AND pg_typeof(irv_runner_up(u)) = 'uuid'::regtype
		  AND pg_typeof(irv_order(u)) = 'uuid[]'::regtype, 'uuid[] answers uuid')
FROM papers, (VALUES ('aaaaaaaa-0000-4000-8000-000000000000'::uuid, 'bbbbbbbb-0000-4000-8000-000000000000'::uuid,
					  'cccccccc-0000-4000-8000-000000000000'::uuid)) AS v(a, b, c),
LATERAL (SELECT array_agg((ARRAY[v.a, v.b, v.c])[k] ORDER BY o) AS u FROM unnest(keys) WITH ORDINALITY AS x(k, o)) AS x
GROUP BY v.a, v.b, v.c;
SELECT ok(irv_winner(to_jsonb(keys)) = '2' AND irv_runner_up(to_jsonb(keys)) = '1' AND irv_order(to_jsonb(keys)) = '{2,1,3}'
		  AND pg_typeof(irv_winner(to_jsonb(keys))) = 'text'::regtype
		  AND pg_typeof(irv_runner_up(to_jsonb(keys))) = 'text'::regtype
		  AND pg_typeof(irv_order(to_jsonb(keys))) = 'text[]'::regtype, 'jsonb answers text')
FROM papers;
SELECT ok(irv_winner(ranking::varchar[]) = 'B' AND irv_winner(ranking::citext[]) = 'B' AND irv_winner(ranking::name[]) = 'B'
		  AND irv_winner(ranking::char(3)[]) = 'B' AND irv_winner(ranking::pg_temp.ranking) = 'B'
		  AND irv_winner(ranking::pg_temp.name_of_candidate[]) = 'B', 'all other types answer text')
FROM papers;
SELECT ok(irv_winner(keys, votes) = 2 AND irv_winner(keys::smallint[], votes) = 2 AND irv_winner(keys::bigint[], votes) = 2
		  AND irv_winner(to_jsonb(keys), votes) = '2' AND irv_runner_up(keys, votes) = 1
		  AND irv_runner_up(keys::smallint[], votes) = 1 AND irv_runner_up(keys::bigint[], votes) = 1
		  AND irv_runner_up(to_jsonb(keys), votes) = '1' AND irv_order(keys, votes) = '{2,1,3}'
		  AND irv_order(keys::smallint[], votes) = '{2,1,3}' AND irv_order(keys::bigint[], votes) = '{2,1,3}'
		  AND irv_order(to_jsonb(keys), votes) = '{2,1,3}', 'all with a weight')
FROM race;
CREATE TEMP TABLE people (id int, name text);
INSERT INTO people VALUES (1, 'Ann'), (2, 'Bob'), (3, 'Cay');
SELECT is((SELECT name FROM people JOIN (SELECT irv_winner(keys) AS id FROM papers) AS w USING (id)), 'Bob',
	'joins straight to a table of candidates');

-- Shared and missing places: 3 to 3 in the last round, nobody can break it.
SELECT is(irv_order(ranking, weight), '{A,B}', 'level candidates stand side by side in ballot order')
FROM (VALUES ('{B}'::text[], 3::numeric), ('{A}', 3)) AS v(ranking, weight);
SELECT ok(irv_winner(ranking) = irv_winner(profile_agg(ranking)) AND irv_runner_up(ranking) = irv_runner_up(profile_agg(ranking)),
	'the same as the functions of the profile')
FROM papers;
SELECT is(irv_runner_up(profile_agg(ranking), '{"runner_up": "winner_removed"}'), 'C',
	'with rules it takes the profile: B withdrawn, C has 5 of 9')
FROM papers;

--
-- Windows: for every row the frame counted from scratch.
--
CREATE TEMP TABLE stream AS
SELECT i, (i * i) % 23 AS day, CASE i % 10 WHEN 3 THEN NULL ELSE ranking END AS ranking,
	   CASE WHEN i % 10 = 3 THEN NULL ELSE keys END AS keys,
	   CASE i % 7 WHEN 0 THEN NULL WHEN 1 THEN 0 WHEN 2 THEN 0.000000001 * i ELSE i % 5 + 0.25 END AS weight
FROM (SELECT i, (ARRAY['{A,B}', '{B}', '{C,A}', '{}', '{B,NULL,C}', '{A}', '{D,C,B,A}', '{NULL}'])[i * 37 % 8 + 1]::text[] AS ranking,
			 (ARRAY['{1,2}', '{2}', '{3,1}', '{}', '{2,NULL,3}', '{1}', '{4,3,2,1}', '{NULL}'])[i * 37 % 8 + 1]::int[] AS keys
	  FROM generate_series(1, 60) AS i) AS s;

-- array_agg() has no inverse transition: it makes its frames from scratch.
CREATE FUNCTION pg_temp.scratch(rankings jsonb[], weights numeric[]) RETURNS preference_profile
LANGUAGE sql AS $$ SELECT profile_agg(r, w) FROM unnest(rankings, weights) AS x(r, w) $$;

CREATE FUNCTION pg_temp.wrong_rows(frame text) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
	wrong bigint;
BEGIN
	EXECUTE format($query$
		SELECT count(*) FROM (
			SELECT profile_agg(ranking) OVER f AS p,
				   pg_temp.scratch(array_agg(to_jsonb(ranking)) OVER f, array_agg(1::numeric) OVER f) AS q,
				   profile_agg(ranking, weight) OVER f AS pw,
				   pg_temp.scratch(array_agg(to_jsonb(ranking)) OVER f, array_agg(weight) OVER f) AS qw,
				   profile_agg(keys) OVER f AS pk,
				   pg_temp.scratch(array_agg(to_jsonb(keys)) OVER f, array_agg(1::numeric) OVER f) AS qk,
				   profile_agg(to_jsonb(keys), weight) OVER f AS pj,
				   pg_temp.scratch(array_agg(to_jsonb(keys)) OVER f, array_agg(weight) OVER f) AS qj,
				   irv_winner(ranking) OVER f AS winner, irv_runner_up(ranking) OVER f AS runner_up,
				   irv_order(keys) OVER f AS finish
			FROM stream WINDOW f AS (%s)) AS s
		WHERE p <> q OR pw <> qw OR pk <> qk OR pj <> qj OR p::text <> q::text OR pw::text <> qw::text
		   OR p IS NULL OR pw IS NULL OR pk IS NULL OR pj IS NULL
		   OR winner IS DISTINCT FROM irv_winner(q) OR runner_up IS DISTINCT FROM irv_runner_up(q)
		   OR finish[1]::text IS DISTINCT FROM (SELECT candidate FROM irv_places(qk) WHERE place = 1 LIMIT 1)
		   $query$, frame) INTO wrong;
	RETURN wrong;
END
$$;

SELECT is(pg_temp.wrong_rows(frame), 0::bigint, frame)
FROM (VALUES
	(1, 'ORDER BY i'),
	(2, 'ORDER BY day'),
	(3, 'ORDER BY i ROWS BETWEEN 3 PRECEDING AND 2 FOLLOWING'),
	(4, 'ORDER BY i ROWS BETWEEN 9 PRECEDING AND 4 PRECEDING'),
	(5, 'ORDER BY i DESC ROWS BETWEEN 2 FOLLOWING AND 6 FOLLOWING'),
	(6, 'ORDER BY i ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING'),
	(7, 'ORDER BY day RANGE BETWEEN 4 PRECEDING AND 1 FOLLOWING'),
	(8, 'ORDER BY day RANGE BETWEEN 5 FOLLOWING AND 6 FOLLOWING'),
	(9, 'ORDER BY day GROUPS BETWEEN 1 PRECEDING AND 1 FOLLOWING'),
	(10, 'ORDER BY i ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING EXCLUDE CURRENT ROW'),
	(11, 'ORDER BY day RANGE BETWEEN 4 PRECEDING AND 4 FOLLOWING EXCLUDE GROUP'),
	(12, 'PARTITION BY i % 3 ORDER BY i ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING')) AS v(n, frame)
ORDER BY n;

SELECT is(count(*), 0::bigint, 'profiles of the days, merged in moving frames')
FROM (SELECT day, profile_agg(p) OVER (ORDER BY day ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) AS merged
	  FROM (SELECT day, profile_agg(ranking) AS p FROM stream GROUP BY day) AS d) AS m
WHERE merged IS DISTINCT FROM
	  (SELECT profile_agg(ranking) FROM stream
	   WHERE stream.day IN (SELECT DISTINCT day FROM stream AS s WHERE s.day <= m.day ORDER BY day DESC LIMIT 3));

SELECT is(count(*), 0::bigint, 'running winners day by day')
FROM (SELECT day, irv_winner(profile_agg(profile_agg(ranking)) OVER (ORDER BY day)) AS winner
	  FROM stream GROUP BY day) AS d
WHERE winner IS DISTINCT FROM (SELECT irv_winner(ranking) FROM stream WHERE stream.day <= d.day);

SELECT is(count(*), 0::bigint, 'FILTER in a moving frame')
FROM (SELECT i, profile_agg(ranking) FILTER (WHERE day > 8) OVER (ORDER BY i ROWS BETWEEN 5 PRECEDING AND CURRENT ROW) AS p
	  FROM stream) AS m
WHERE p IS DISTINCT FROM (SELECT profile_agg(ranking) FROM stream AS s WHERE s.i BETWEEN m.i - 5 AND m.i AND day > 8);

SELECT is(array_agg(p::text), array_fill('[]'::text, '{3}'), 'a frame without rows gives the empty profile')
FROM (SELECT profile_agg(ranking) OVER (ORDER BY id ROWS BETWEEN 5 FOLLOWING AND 6 FOLLOWING) AS p
	  FROM ballots WHERE id < 4) AS f;

SELECT is(count(*), 0::bigint, 'two windows in one query do not share a state')
FROM (SELECT i, profile_agg(ranking) OVER (ORDER BY i) AS up, profile_agg(ranking) OVER (ORDER BY i DESC) AS down,
			 profile_agg(ranking) OVER () AS whole, profile_agg(ARRAY[]::text[]) FILTER (WHERE false) OVER () AS none,
			 profile_agg(ranking) OVER (ORDER BY i ROWS CURRENT ROW) AS one
	  FROM stream) AS w
WHERE up + down <> whole + one OR none <> '[]';

SELECT * FROM finish();
ROLLBACK;
