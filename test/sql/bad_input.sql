\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(259);

-- Each of these is refused, with the SQLSTATE that a program can rely on.
CREATE TEMP TABLE bad (n int GENERATED ALWAYS AS IDENTITY, sqlstate text, what text, statement text);

--
-- Text form: 22P02
--
INSERT INTO bad (sqlstate, what, statement)
SELECT '22P02', 'text form: ' || what, format('SELECT %L::preference_profile', input)
FROM (VALUES
	('nothing', ''),
	('spaces only', '   '),
	('no JSON', 'A,B'),
	('an unclosed list', '['),
	('a list closed twice', '[]]'),
	('two documents', '[] []'),
	('text behind the list', '[] x'),
	('null', 'null'),
	('true', 'true'),
	('a number', '7'),
	('a string', '"A"'),
	('an object', '{"ranking": ["A"], "count": 1}'),
	('an empty object', '{}'),
	('a list of null', '[null]'),
	('a list of numbers', '[1]'),
	('a list of rankings', '[["A", "B"]]'),
	('an entry without keys', '[{}]'),
	('no ranking', '[{"count": 1}]'),
	('no count', '[{"ranking": ["A"]}]'),
	('a weight, no count', '[{"ranking": ["A"], "weight": 1}]'),
	('another key', '[{"ranking": ["A"], "count": 1, "votes": 1}]'),
	('a key in capitals', '[{"Ranking": ["A"], "count": 1}]'),
	('an empty key', '[{"ranking": ["A"], "count": 1, "": 1}]'),
	('a ranking twice', '[{"ranking": ["A"], "ranking": ["B"], "count": 1}]'),
	('a count twice', '[{"ranking": ["A"], "count": 1, "count": 1}]'),
	('a weight twice', '[{"ranking": ["A"], "count": 1, "weight": 2, "weight": 2}]'),
	('ranking null', '[{"ranking": null, "count": 1}]'),
	('ranking a string', '[{"ranking": "A", "count": 1}]'),
	('ranking a number', '[{"ranking": 1, "count": 1}]'),
	('ranking an object', '[{"ranking": {"1": "A"}, "count": 1}]'),
	('a candidate true', '[{"ranking": [true], "count": 1}]'),
	('a candidate an object', '[{"ranking": [{"A": 1}], "count": 1}]'),
	('a null among equal ranks', '[{"ranking": [["A", null]], "count": 1}]'),
	('true among equal ranks', '[{"ranking": [["A", false]], "count": 1}]'),
	('a list among equal ranks', '[{"ranking": [["A", ["B"]]], "count": 1}]'),
	('an object among equal ranks', '[{"ranking": [["A", {}]], "count": 1}]'),
	('count null', '[{"ranking": ["A"], "count": null}]'),
	('count a string', '[{"ranking": ["A"], "count": "1"}]'),
	('count a list', '[{"ranking": ["A"], "count": [1]}]'),
	('count true', '[{"ranking": ["A"], "count": true}]'),
	('count zero', '[{"ranking": ["A"], "count": 0}]'),
	('count below zero', '[{"ranking": ["A"], "count": -1}]'),
	('count with decimals', '[{"ranking": ["A"], "count": 1.5}]'),
	('weight null', '[{"ranking": ["A"], "count": 1, "weight": null}]'),
	('weight a string', '[{"ranking": ["A"], "count": 1, "weight": "2"}]'),
	('weight a list', '[{"ranking": ["A"], "count": 1, "weight": [2]}]'),
	('weight NaN', '[{"ranking": ["A"], "count": 1, "weight": NaN}]'),
	('weight Infinity', '[{"ranking": ["A"], "count": 1, "weight": Infinity}]'),
	('a comma too many', '[{"ranking": ["A"], "count": 1},]'),
	('a comma too few', '[{"ranking": ["A"], "count": 1} {"ranking": ["A"], "count": 1}]'),
	('a comma too many in a ranking', '[{"ranking": ["A",], "count": 1}]'),
	('single quotes', '[{''ranking'': [''A''], ''count'': 1}]'),
	('an open string', '[{"ranking": ["A], "count": 1}]'),
	('an unknown escape', '[{"ranking": ["\q"], "count": 1}]'),
	('half an escape', '[{"ranking": ["\u00"], "count": 1}]'),
	('half a surrogate pair', '[{"ranking": ["\ud83d"], "count": 1}]'),
	('a line break in a label', E'[{"ranking": ["A\nB"], "count": 1}]'),
	('a comment', '[] -- none'),
	('an unclosed entry', '[{"ranking": ["A"], "count": 1'),
	('a leading plus', '[{"ranking": ["A"], "count": +1}]'),
	('a leading zero', '[{"ranking": ["A"], "count": 01}]'),
	('a hexadecimal count', '[{"ranking": ["A"], "count": 0x1}]')) AS v(what, input);

-- A zero byte cannot be part of text; the server's own code for it.
INSERT INTO bad (sqlstate, what, statement) VALUES
('22P05', 'text form: a zero byte in a label', $$SELECT '[{"ranking": ["\u0000"], "count": 1}]'::preference_profile$$);

--
-- jsonb that is no profile: the same rules, the same code
--
INSERT INTO bad (sqlstate, what, statement)
SELECT '22P02', 'cast from jsonb: ' || what, format('SELECT %L::jsonb::preference_profile', input)
FROM (VALUES
	('null', 'null'),
	('a string', '"A"'),
	('a number', '1'),
	('an object', '{"ranking": ["A"], "count": 1}'),
	('a list of rankings', '[["A"]]'),
	('no count', '[{"ranking": ["A"]}]'),
	('no ranking', '[{"count": 2}]'),
	('another key', '[{"ranking": ["A"], "count": 1, "x": 1}]'),
	('count zero', '[{"ranking": ["A"], "count": 0}]'),
	('count with decimals', '[{"ranking": ["A"], "count": 1.5}]'),
	('count a string', '[{"ranking": ["A"], "count": "1"}]'),
	('weight a string', '[{"ranking": ["A"], "count": 1, "weight": "1"}]'),
	('a candidate true', '[{"ranking": [true], "count": 1}]'),
	('a null among equal ranks', '[{"ranking": [["A", null]], "count": 1}]'),
	('a list among equal ranks', '[{"ranking": [["A", ["B"]]], "count": 1}]')) AS v(what, input);

--
-- Numbers out of range: 22003
--
INSERT INTO bad (sqlstate, what, statement)
SELECT '22003', 'text form: ' || what, format('SELECT %L::preference_profile', input)
FROM (VALUES
	('a weight below zero', '[{"ranking": ["A"], "count": 1, "weight": -1}]'),
	('a weight of ten decimals', '[{"ranking": ["A"], "count": 1, "weight": 0.0000000001}]'),
	('a weight of ten decimals behind others', '[{"ranking": ["A"], "count": 1, "weight": 12.3456789012}]'),
	('a weight over 10^18', '[{"ranking": ["A"], "count": 1, "weight": 1000000000000000000.000000001}]'),
	('a weight of 10^19', '[{"ranking": ["A"], "count": 1, "weight": 10000000000000000000}]'),
	('a weight of 2^63', '[{"ranking": ["A"], "count": 1, "weight": 9223372036854775808}]'),
	('a weight of 2^64', '[{"ranking": ["A"], "count": 1, "weight": 18446744073709551616}]'),
	('a weight of 2^64 + 1', '[{"ranking": ["A"], "count": 1, "weight": 18446744073709551617}]'),
	('a weight far over 10^18', '[{"ranking": ["A"], "count": 1, "weight": 1e300}]'),
	('weights over 10^18 together', '[{"ranking": ["A"], "count": 1, "weight": 999999999999999999},
		{"ranking": ["B"], "count": 1, "weight": 2}]'),
	('weights over 10^18 of one ranking', '[{"ranking": ["A"], "count": 1, "weight": 600000000000000000},
		{"ranking": ["A"], "count": 1, "weight": 600000000000000000}]'),
	('a count over 10^18', '[{"ranking": ["A"], "count": 1000000000000000001}]'),
	('a count of 10^19', '[{"ranking": ["A"], "count": 10000000000000000000}]'),
	('a count of 2^64 + 1', '[{"ranking": ["A"], "count": 18446744073709551617}]'),
	('a count beyond bigint', '[{"ranking": ["A"], "count": 9223372036854775808}]'),
	('a count far beyond', '[{"ranking": ["A"], "count": 100000000000000000000000000000000}]')) AS v(what, input);

INSERT INTO bad (sqlstate, what, statement)
SELECT '22003', format('%s of %s: weight %s', call, ranking, weight), format('SELECT %s(%s, %L::numeric)', call, ranking, weight)
FROM (VALUES ('profile_agg'), ('irv_winner'), ('irv_runner_up'), ('irv_order')) AS a(call),
	 (VALUES ($$'{A}'::text[]$$), ($$'{1}'::int[]$$), ($$'["A"]'::jsonb$$)) AS r(ranking),
	 (VALUES ('-1'), ('NaN'), ('0.0000000001'), ('1000000000000000000.1'), ('1e19'), ('18446744073709551617')) AS w(weight)
WHERE call = 'profile_agg' OR ranking LIKE '%text%';
INSERT INTO bad (sqlstate, what, statement)
SELECT '22003', format('profile_agg of %s: weight %s', ranking, weight), format('SELECT profile_agg(%s, %L::numeric)', ranking, weight)
FROM (VALUES ($$'{A}'::text[]$$), ($$'{1}'::smallint[]$$), ($$'{1}'::bigint[]$$),
			 ($$'{00000000-0000-0000-0000-000000000000}'::uuid[]$$)) AS r(ranking),
	 (VALUES ('Infinity'), ('-Infinity'), ('-0.000000001'), ('1.0000000001')) AS w(weight);
INSERT INTO bad (sqlstate, what, statement) VALUES
('22003', 'weights that add up to more than 10^18',
	$$SELECT profile_agg('{A}'::text[], 600000000000000000) FROM generate_series(1, 2)$$),
('22003', 'profiles that add up to more than 10^18', $$SELECT profile_agg(p) FROM (VALUES
	('[{"ranking": ["A"], "count": 1, "weight": 600000000000000000}]'::preference_profile),
	('[{"ranking": ["B"], "count": 1, "weight": 600000000000000000}]')) AS v(p)$$),
('22003', 'a blank ballot of too much weight', $$SELECT profile_agg('{}'::text[], -1)$$),
('22003', 'a bad weight before a good one', $$SELECT profile_agg('{A}'::text[], w) FROM (VALUES (-1), (5)) AS v(w)$$),
('22003', 'a bad weight in a window', $$SELECT profile_agg('{A}'::text[], w) OVER (ORDER BY w ROWS 1 PRECEDING)
	FROM (VALUES (-1), (5)) AS v(w)$$);

--
-- Rankings
--
INSERT INTO bad (sqlstate, what, statement)
SELECT '0A000', format('%s of two dimensions', v.ranking), format('SELECT profile_agg(%s)', v.ranking)
FROM (VALUES ($$'{{A,B},{C,D}}'::text[]$$), ($$'{{A}}'::varchar[]$$), ($$'{{1,2},{3,4}}'::int[]$$), ($$'{{1}}'::smallint[]$$),
			 ($$'{{1}}'::bigint[]$$), ($$'{{00000000-0000-0000-0000-000000000000}}'::uuid[]$$),
			 ($$'{{{A}}}'::text[]$$)) AS v(ranking);
INSERT INTO bad (sqlstate, what, statement) VALUES
('0A000', 'two dimensions with a weight', $$SELECT profile_agg('{{A,B}}'::text[], 1)$$),
('0A000', 'two dimensions in one step', $$SELECT irv_winner('{{A,B}}'::text[])$$);

INSERT INTO bad (sqlstate, what, statement)
SELECT '22023', format('a %s ranking %s', type, v.ranking), format('SELECT profile_agg(%L::%s)', v.ranking, type)
FROM (VALUES ('"A"'), ('1'), ('true'), ('[{}]'), ('{"A": -1}'), ('{"A": 1.5}'), ('{"A": 32768}'), ('{"A": 1e300}'), ('{"A": "1"}'),
			 ('{"A": ""}'), ('{"A": true}'), ('{"A": []}'), ('{"A": {}}'), ('{"ranking": ["A"], "count": 1}'), ('{"1": "A"}'), ('{"": 1}'), ('[""]'), ('[["A", ""]]'), ('[{"ranking": ["A"], "count": 1}]'), ('[true]'),
			 ('[["A", null]]'), ('[["A", ["B"]]]'), ('[[{}]]'), ('[[true]]')) AS v(ranking), (VALUES ('jsonb'), ('json')) AS t(type);
INSERT INTO bad (sqlstate, what, statement) VALUES
('22023', 'a jsonb ranking with an object, with a weight', $$SELECT profile_agg('[{"A": 1}]'::jsonb, 1)$$),
('22023', 'a jsonb ranking with an object, in one step', $$SELECT irv_winner('[{"A": 1}]'::jsonb)$$);

-- A label without a character: an empty cell, not a candidate.
INSERT INTO bad (sqlstate, what, statement) VALUES
('22023', 'an empty line', $$SELECT irv_winner(string_to_array(',,', ','))$$),
('22023', 'empty cells behind a name', $$SELECT irv_winner(string_to_array('Ash,,', ','))$$),
('22023', 'an empty varchar', $$SELECT profile_agg('{Ash,""}'::varchar[], 2.5)$$),
('22023', 'an empty cell beside NULL', $$SELECT profile_agg(ARRAY['Ash', NULL, ''])$$),
('22023', 'an empty cell in a window', $$SELECT irv_winner(ARRAY['Ash', '']) OVER ()$$),
('22023', 'an empty cell behind a thousand ballots', $$SELECT irv_winner(ARRAY['A' || i % 3, CASE WHEN i = 1000 THEN '' ELSE 'B' END]) FROM generate_series(1, 1000) AS i$$),
('22023', 'an empty cell where a profile has such a label', $$SELECT prefcount_add_ranking('[{"ranking": [""], "count": 1000}]', ARRAY['', 'A'])$$),
('22023', 'an empty candidate in a long table', $$SELECT irv_winner(1, 1, '')$$);

-- 32,767 ranks are allowed, one more is not.
INSERT INTO bad (sqlstate, what, statement) VALUES
('54000', 'an array of 32,768 ranks', $$SELECT profile_agg(array_fill('A'::text, '{32768}'))$$),
('54000', 'keys at 32,768 ranks', $$SELECT profile_agg(array_fill(1, '{32768}'))$$),
('54000', 'a jsonb ranking of 32,768 ranks', $$SELECT profile_agg(to_jsonb(array_fill('A'::text, '{32768}')))$$),
('54000', 'a text form of 32,768 ranks',
	$$SELECT format('[{"ranking": %s, "count": 1}]', to_jsonb(array_fill('A'::text, '{32768}')))::preference_profile$$);

SELECT throws_ok(statement, sqlstate, NULL, sqlstate || ' ' || what) FROM bad ORDER BY n;

SELECT is(jsonb_array_length(profile_agg(array_fill('A'::text, '{32767}'))::jsonb->0->'ranking'), 32767,
	'32,767 ranks are allowed');
SELECT lives_ok($$SELECT profile_agg(array_fill(NULL::text, '{100000}'))$$, 'skipped ranks behind the last mark are not counted');

-- Zeros behind the ninth place are no places.
SELECT is(profile_agg('{A}'::text[], 0.50000000000000), '[{"ranking": ["A"], "count": 1, "weight": 0.5}]',
	'zeros behind the last significant decimal are no matter');
SELECT is('[{"ranking": ["A"], "count": 1, "weight": 0.50000000000000}]'::preference_profile::text,
	'[{"ranking": ["A"], "count": 1, "weight": 0.5}]', 'nor are they in the text form');
SELECT is(profile_total(profile_agg('{A}'::text[], 1000000000000000000)), 1000000000000000000::numeric, 'a weight of 10^18 is allowed');
SELECT is(profile_total(profile_agg('{A}'::text[], 0.000000001)), 0.000000001, 'so is one of 10^-9');

-- The remedy is in the hint.
CREATE FUNCTION pg_temp.hint(statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS answer = PG_EXCEPTION_HINT;
	RETURN answer;
END
$$;
SELECT alike(pg_temp.hint($$SELECT profile_agg('{A}'::text[], 0.0000000001)$$), '%round(weight::numeric, 9)%',
	'too many decimals: the hint rounds');
SELECT alike(pg_temp.hint($$SELECT profile_agg('[{"ranking": ["A"], "count": 1}]'::jsonb)$$), '%::preference_profile%',
	'a profile instead of a ranking: the hint casts');
SELECT alike(pg_temp.hint($$SELECT profile_agg('{{A,B}}'::text[])$$), '%jsonb%',
	'two dimensions: the hint names the form for equal ranks');

-- Over many rows, the error says which ballot it is.
CREATE FUNCTION pg_temp.detail(statement text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	answer text;
BEGIN
	EXECUTE statement;
	RETURN 'no error';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS answer = PG_EXCEPTION_DETAIL;
	RETURN answer;
END
$$;
SELECT alike(pg_temp.detail(statement), expected, 'the error names the ballot: ' || name)
FROM (VALUES
	(1, 'an empty cell', $$SELECT irv_winner(ARRAY['Ash', '', 'b c'])$$, '%{Ash,"","b c"}%'),
	(2, 'two dimensions', $$SELECT irv_winner('{{Ash},{Birch}}'::text[])$$, '%{{Ash},{Birch}}%'),
	(3, 'an object in an array', $$SELECT irv_winner('["Ash", {"Birch": 1}]'::jsonb)$$, '%["Ash", {"Birch": 1}]%'),
	(4, 'no rank', $$SELECT irv_winner('{"Ash": 1, "Birch": -2}'::jsonb)$$, '%"Birch"%{"Ash": 1, "Birch": -2}%'),
	(5, 'json as it came', $$SELECT irv_winner('{"Ash":1,"Birch":"x"}'::json)$$, '%{"Ash":1,"Birch":"x"}%'),
	(6, 'a long ranking is cut', $$SELECT irv_winner(to_jsonb(array_fill('Ash'::text, '{100}') || ARRAY['']))$$,
		'% is ' || substr(to_jsonb(array_fill('Ash'::text, '{100}'))::text, 1, 100) || '....'),
	(7, 'but not within a character', $$SELECT irv_winner(ARRAY[repeat('x', 98) || 'é', ''])$$, '% is {' || repeat('x', 98) || '....'),
	(8, 'rank 0', $$SELECT irv_winner(17, 0, 'Ash')$$, '%17%0%'),
	(9, 'a rank too large', $$SELECT profile_agg('paper 17'::text, 32768, 'Ash')$$, '%"paper 17"%32768%'),
	(10, 'of a uuid', $$SELECT profile_agg('00000000-0000-0000-0000-00000000000a'::uuid, -1, 3)$$, '%00000000-0000-0000-0000-00000000000a%-1%'),
	(11, 'weights that differ', $$SELECT profile_agg(17, r, 'A' || r, w) FROM (VALUES (1, 1.5), (2, 2)) AS v(r, w)$$, '%17%1.5%2%'),
	(12, 'one weight that is missing', $$SELECT profile_agg('b'::text, r, 'A' || r, w) FROM (VALUES (1, 1.5), (2, NULL)) AS v(r, w)$$, '%"b"%'),
	(13, 'an empty candidate', $$SELECT profile_agg(-5, 1, '')$$, '%-5%'),
	(14, 'a text for a rank', $$SELECT irv_winner('{"Ash": "1", "Birch": 2}'::jsonb)$$, '"Ash" holds "1", which is no rank. %'),
	(15, 'half a rank', $$SELECT irv_winner('{"Ash": 1.5}'::jsonb)$$, '"Ash" holds 1.5, which is no rank. %'),
	(16, 'a column that is no candidate', $$SELECT irv_winner(to_jsonb(t)) FROM (VALUES ('North', 1)) AS t (branch, "Ash")$$, '"branch" holds "North", which is no rank. %'),
	(17, 'several ranks', $$SELECT irv_winner('{"Ash": [1, 2]}'::jsonb)$$, '"Ash" holds an array, which is no rank. %'),
	(18, 'a long text for a rank is cut', $$SELECT irv_winner(jsonb_build_object('Ash', repeat('x', 100)))$$, '"Ash" holds "' || repeat('x', 39) || '..., which is no rank. %')
) AS v(n, name, statement, expected) ORDER BY n;
SELECT alike(pg_temp.hint($$SELECT irv_winner(string_to_array('Ash,,', ','))$$), '%array_replace(%, '''', NULL)%string_to_array(%, '''')%',
	'an empty cell: the hint makes it NULL');
SELECT is(irv_winner(string_to_array(line, ',', '')), 'Ash', 'and with the hint the lines are read') FROM unnest('{",,","Ash,,",",Birch,Ash","Ash,Birch"}'::text[]) AS line;
SELECT alike(pg_temp.hint($$SELECT irv_winner(to_jsonb(t)) FROM (VALUES ('North', 1)) AS t (branch, "Ash")$$), '%to_jsonb(t) - ''branch''%',
	'a column that is no candidate: the hint leaves it out');
SELECT is(irv_winner(to_jsonb(t) - 'branch'), 'Ash', 'as it can be left out') FROM (VALUES ('North', 1)) AS t (branch, "Ash");
SELECT is(pg_temp.hint($$SELECT irv_winner('[{"ranking": ["Ahs", "Birch"], "count": 1}]'::preference_profile, '{"candidates": ["Ash", "Birch"]}')$$),
	'They are SELECT unnest(profile_candidates(p)) EXCEPT SELECT jsonb_array_elements_text(rules -> ''candidates''). Declare them, or let rule "unlisted" be "skip" or "write_in".',
	'somebody who is not declared: the hint finds the name');
SELECT alike(pg_temp.hint($$SELECT irv_winner(1, 1, '')$$), '%nullif(candidate, '''')%', 'also in a long table');
SELECT alike(pg_temp.hint($$SELECT irv_winner(ARRAY['A'], '{"stop": "majority"}')$$), '%irv_winner(profile_agg(ranking), rules)%',
	'rules for a weight: the hint makes a profile');

-- Such a label may be in a profile, which is read as it is.
SELECT is(irv_winner('[{"ranking": [""], "count": 2}, {"ranking": ["A"], "count": 1}]'::preference_profile), '', 'a profile may have a label without a character');

-- One bad ballot among many stops the query and leaves the session well.
SELECT throws_ok($$SELECT profile_agg(CASE i WHEN 4000 THEN '{{A}}'::text[] ELSE '{A}' END) FROM generate_series(1, 5000) AS i$$,
	'0A000', NULL, 'one bad ballot among many');
SELECT is(profile_ballots(profile_agg('{A}'::text[])), 5000::bigint, 'the next query counts on')
FROM generate_series(1, 5000);

SELECT * FROM finish();
ROLLBACK;
