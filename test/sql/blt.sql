\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(118);

--
-- Reading.  The example with which the format was published (Hill, Wichmann
-- and Woodall, Algorithm 123, 1987), its ballots written out by hand.
--
CREATE TEMP TABLE texts (name text, blt text);
INSERT INTO texts VALUES ('published', $$4 2
-2
3 1 3 4 0
4 1 3 2 0
2 4 1 3 0
1 2 0
2 2 4 3 1 0
1 3 4 2 0
0
"Adam"
"Basil"
"Charlotte"
"Donald"
"Title"
$$);

SELECT is(profile_from_blt(blt), '[
	{"ranking": ["Adam", "Charlotte", "Donald"], "count": 3}, {"ranking": ["Adam", "Charlotte", "Basil"], "count": 4},
	{"ranking": ["Donald", "Adam", "Charlotte"], "count": 2}, {"ranking": ["Basil"], "count": 1},
	{"ranking": ["Basil", "Donald", "Charlotte", "Adam"], "count": 2}, {"ranking": ["Charlotte", "Donald", "Basil"], "count": 1}
]'::preference_profile, 'the published example; the withdrawn candidate''s marks stay')
FROM texts WHERE name = 'published';
SELECT is(blt_rules(blt), '{"candidates": ["Adam", "Basil", "Charlotte", "Donald"], "withdrawn": ["Basil"]}'::jsonb, 'its candidates in their order, and who has withdrawn')
FROM texts WHERE name = 'published';
-- Without Basil: Adam 7, Donald 2 + 2, Charlotte 1, and one ballot for nobody.
SELECT results_eq($$SELECT candidate, votes FROM texts, irv_rounds(profile_from_blt(blt), blt_rules(blt)) WHERE name = 'published' AND round = 1$$,
				  $$VALUES ('Adam', 7::numeric), ('Donald', 4), ('Charlotte', 1)$$, 'the rules of a text count its ballots');
SELECT is(profile_from_blt(replace(rtrim(blt, E'\n'), E'\n', ' ')), profile_from_blt(blt), 'ends of lines are no more than spaces')
FROM texts WHERE name = 'published';
SELECT is(profile_from_blt(replace(blt, E'\n', E'\r\n')), profile_from_blt(blt), 'nor are carriage returns')
FROM texts WHERE name = 'published';
SELECT is(profile_from_blt(replace(blt, E'\n', E'  # a comment, 1 2 0\n\n\t')), profile_from_blt(blt), 'comments and empty lines are passed over')
FROM texts WHERE name = 'published';
SELECT is(profile_from_blt(replace(blt, E'\n1 2', E'\n(paper 17, box 3) 1 2')), profile_from_blt(blt), 'so are ballot ids')
FROM texts WHERE name = 'published';
SELECT is(profile_from_blt(replace(blt, '"', '')), profile_from_blt(blt), 'names may stand without quotation marks')
FROM texts WHERE name = 'published';
SELECT is(profile_from_blt(replace(blt, '"Title"', '')), profile_from_blt(blt), 'a title may be missing')
FROM texts WHERE name = 'published';
SELECT is(profile_from_blt(blt || E'"Source"\n"Comment"'), profile_from_blt(blt), 'a source and a comment may follow it')
FROM texts WHERE name = 'published';
SELECT is(profile_from_blt(U&'\FEFF' || blt), profile_from_blt(blt), 'a byte order mark may stand at the beginning')
FROM texts WHERE name = 'published' AND getdatabaseencoding() = 'UTF8'
UNION ALL
SELECT pass('a byte order mark may stand at the beginning') WHERE getdatabaseencoding() <> 'UTF8';
SELECT is(profile_from_blt(NULL), NULL, 'no text, no profile');

-- One ballot, or ballots, of four candidates A to D.
CREATE FUNCTION pg_temp.ballots(ballots text) RETURNS preference_profile LANGUAGE sql AS $$
	SELECT profile_from_blt(E'4 1\n' || ballots || E'\n0\nA\nB\nC\nD\nTitle')
$$;

SELECT is(pg_temp.ballots('1 2=3 1 0'), '[{"ranking": [["B", "C"], "A"], "count": 1}]', 'equal ranks');
SELECT is(pg_temp.ballots('1 2=4=3 0'), '[{"ranking": [["B", "C", "D"]], "count": 1}]', 'three of them');
SELECT is(pg_temp.ballots('1 2=2 0'), '[{"ranking": [["B", "B"]], "count": 1}]', 'two marks for one candidate');
SELECT is(pg_temp.ballots('1 - 2 - - 3 - 0'), '[{"ranking": [null, "B", null, null, "C"], "count": 1}]', 'skipped ranks');
SELECT is(pg_temp.ballots('1 2 2 0'), '[{"ranking": ["B", "B"], "count": 1}]', 'a candidate marked again stays marked again');
SELECT is(pg_temp.ballots('5 0'), '[{"ranking": [], "count": 5}]', 'blank ballots');
SELECT is(pg_temp.ballots('1 - - 0'), '[{"ranking": [], "count": 1}]', 'skipped ranks alone are a blank ballot');
SELECT is(pg_temp.ballots(E'3 1 0\n4 1 0'), '[{"ranking": ["A"], "count": 7}]', 'equal ballots add up');
SELECT is(pg_temp.ballots('2.5 1 0'), '[{"ranking": ["A"], "count": 1, "weight": 2.5}]', 'a decimal is the weight of one ballot');
SELECT is(pg_temp.ballots('3.0 1 0'), '[{"ranking": ["A"], "count": 1, "weight": 3}]', 'even one that is whole');
SELECT is(pg_temp.ballots('0.000000001 1 0'), '[{"ranking": ["A"], "count": 1, "weight": 0.000000001}]', 'weights are exact');
SELECT is(pg_temp.ballots('007 01 0'), '[{"ranking": ["A"], "count": 7}]', 'zeros may lead');
SELECT is(pg_temp.ballots(''), '[]', 'no ballots at all');
SELECT is(profile_from_blt(E'0 1\n0\n"Nobody stood"'), '[]', 'no candidates at all');
SELECT is(blt_rules(E'0 1\n0\n"Nobody stood"'), '{"candidates": [], "withdrawn": []}'::jsonb, 'whose rules are empty lists');
SELECT is(blt_rules(E'3 1\n-3 -1 -3\n0\n"Jos\u00e9 # 2" # a comment\nTwo words # a comment\n"3"\nt'), '{"candidates": ["José # 2", "Two words", "3"], "withdrawn": ["3", "José # 2"]}'::jsonb,
		  'names with spaces and #; withdrawn candidates once each');

SELECT throws_ok(format('SELECT %s(%L)', f, E'2 1\n1 1 0\n0\n"A"\n""\n"t"'), '22P02', 'malformed BLT text', 'a name that is empty: ' || f) FROM (VALUES ('profile_from_blt'), ('blt_rules')) AS v (f);
SELECT throws_ok($$SELECT profile_to_blt('[{"ranking": ["A", ""], "count": 1}]', 't')$$, '0A000', 'BLT cannot tell a candidate without a name', 'nor is one written');

--
-- Dialects.  As OpenSTV reads it, a 0 before a line's last word is a skipped
-- rank; files of Stack Exchange's elections have such.
--
SELECT is(pg_temp.ballots('1 0 2 1 0'), '[{"ranking": [null, "B", "A"], "count": 1}]', 'a 0 in a line is a skipped rank');
SELECT is(pg_temp.ballots(E'1 0 0 1 0\n1 2 0 0'), '[{"ranking": [null, null, "A"], "count": 1}, {"ranking": ["B"], "count": 1}]', 'so are several, and trailing ones are none');
SELECT is(pg_temp.ballots(E'1 0 0 # blank'), '[{"ranking": [], "count": 1}]', 'a skipped rank alone is a blank ballot');
SELECT is(profile_from_blt('3 1 1 0 2 2 1 0 0 "A" "B" "C"'), '[{"ranking": [], "count": 1}, {"ranking": ["B", "A"], "count": 2}]',
		  'in a text whose ballots begin in its first line each 0 ends one');
SELECT is(profile_from_blt(E'3 1 1\n3 2 0\n2 2 1\n0 0 "A" "B"\n"C" "T"'), '[{"ranking": ["B", "A"], "count": 2}, {"ranking": ["C", "B"], "count": 1}]',
		  'and its ballots may go on in the next line');
-- As OpenTally reads it.
SELECT is(pg_temp.ballots(E'2 1 3\n1 4 - 2=1 # a comment\n5'), '[{"ranking": ["A", "C"], "count": 2}, {"ranking": ["D", null, ["A", "B"]], "count": 1}, {"ranking": [], "count": 5}]', 'a text may leave out the final 0 of its ballots');
SELECT is(profile_from_blt(E'2 1 1 2 1 0 0 Ann Bob Title'), '[{"ranking": ["Bob", "Ann"], "count": 1}]', 'single words need no quotation marks, not even in one line');
-- As Droop and stv-rs read it: nicknames, options in brackets, comments.
INSERT INTO texts SELECT 'options', E'3 1\n[nick a b c] # in order\n[tie c\n 1 b ]\n[withdrawn b]\n[droop arithmetic=fixed precision=5]\n-a\n2 a=b c 0 /* a comment, 1 2 0\n1 2 0 */\n3 c 1 b 0\n0\n"Ann"\n"Bob"\n"Cat"\n"T"';
SELECT is(profile_from_blt(blt), '[{"ranking": [["Ann", "Bob"], "Cat"], "count": 2}, {"ranking": ["Cat", "Ann", "Bob"], "count": 3}]', 'nicknames and numbers')
FROM texts WHERE name = 'options';
SELECT is(blt_rules(blt), '{"candidates": ["Ann", "Bob", "Cat"], "withdrawn": ["Bob", "Ann"]}', 'options in brackets')
FROM texts WHERE name = 'options';
SELECT is(blt_rules(blt), '{"candidates": ["Castor", "Pollux", "Helen"], "withdrawn": ["Helen"], "unlisted": "write_in", "write_in": "Undeclared write-ins"}', 'undeclared write-ins are the pool, but for one who has withdrawn')
FROM (VALUES (E'4 2\n[undeclared 4 3]\n-3\n5 4 1 2 0\n2 3 0\n0\n"Castor"\n"Pollux"\n"Helen"\n"Paris"\n"T"')) AS v (blt);
SELECT results_eq($$SELECT winner, exhausted FROM (VALUES (E'3 1\n[undeclared 3]\n5 3 1 0\n2 2 0\n0\n"Castor"\n"Pollux"\n"Paris"')) AS v (blt), irv_result(profile_from_blt(blt), blt_rules(blt))$$, $$VALUES ('Castor', 0::numeric)$$, 'who go out first');
SELECT is(profile_from_blt(E'2 1\n3 1 0\n0\n"Ann"\n"Bob"\n"T"\n\nFirst "Prefs\n 3 0\nA: 3 votes'), '[{"ranking": ["Ann"], "count": 3}]', 'remarks behind a quoted title are passed over');
SELECT is(blt_rules(E'4 1\n[withdrawn 4 2]\n[withdrawn 3]\n0\nA\nB\nC\nD'), '{"candidates": ["A", "B", "C", "D"], "withdrawn": ["D", "B", "C"]}', 'withdrawn candidates by number, in several options');
-- Strings behind a name, as in files of Scottish councils of 2022.
SELECT is(blt_rules(E'3 1\n1 1 0\n0\n"Ann" "Reds"\n"Bob" "Blues" # a comment\n"Cat" "Independent"\n"Ward 1"'), '{"candidates": ["Ann", "Bob", "Cat"], "withdrawn": []}', 'a party behind a name is no candidate');
SELECT is(blt_rules(E'5 1\n0\n"Ann" "Reds" "x"\n"Bob"\n"Cat" ""\n"Dan" "Blues"\n"Eve" "Reds"'), '{"candidates": ["Ann", "Bob", "Cat", "Dan", "Eve"], "withdrawn": []}', 'nor are several, or none');
SELECT is(blt_rules(E'2 1\n0\n"Ann ""Reds"""\n"Bob ""The B"" ""Blues"""\n"T"'), '{"candidates": ["Ann \"Reds\"", "Bob \"The B\" \"Blues\""], "withdrawn": []}', 'a quotation mark written twice is one in the name');
SELECT is(blt_rules(E'3 1\n0\n"Ann" "Bob"\n"Cat" "T"'), '{"candidates": ["Ann", "Bob", "Cat"], "withdrawn": []}', 'where lines are fewer than candidates, strings behind each other are');
SELECT is(blt_rules(E'1 1\n0\n"Ann" "T"'), blt_rules(E'1 1\n0\n"Ann"\n"T"'), 'a single candidate is the first string');

-- What is malformed, and the line that is said to be.
CREATE FUNCTION pg_temp.fault(blt text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	PERFORM profile_from_blt(blt);
	RETURN 'none';
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = pg_exception_detail;
	RETURN sqlstate || ' ' || coalesce(substring(detail FROM '^Line (\d+): '), '-');
END
$$;

SELECT is(pg_temp.fault(blt), expected, name)
FROM (VALUES
	(1, '', '22P02 1', 'malformed: an empty text'),
	(2, E'\n\n# nothing\n', '22P02 4', 'malformed: nothing but a comment'),
	(3, E'A B\n', '22P02 1', 'malformed: no numbers at the beginning'),
	(4, E'2\n1 1 0\n0\nA\nB\nT', '22P02 1', 'malformed: no number of seats'),
	(5, E'-2 1\n0\n', '22P02 1', 'malformed: a negative number of candidates'),
	(6, E'99999999999999999999 1\n0\n', '22P02 1', 'malformed: more candidates than can be'),
	(7, E'2 1\n-3\n0\nA\nB\nT', '22P02 2', 'malformed: a withdrawn candidate who is none'),
	(8, E'2 1\n-1x\n0\nA\nB\nT', '22P02 2', 'malformed: a withdrawn candidate who is no number'),
	(9, E'2 1\n1 1 0\n1 3 0\n0\nA\nB\nT', '22P02 3', 'malformed: a candidate''s number above theirs'),
	(10, E'2 1\n1 1 -2 0\n0\nA\nB\nT', '22P02 2', 'malformed: a candidate''s number below 1'),
	(11, E'2 1\n1 1=0 0\n0\nA\nB\nT', '22P02 2', 'malformed: nobody among equal ranks'),
	(12, E'2 1\n1 1= 2 0\n0\nA\nB\nT', '22P02 2', 'malformed: equal ranks with a space'),
	(13, E'2 1\n1 1=- 0\n0\nA\nB\nT', '22P02 2', 'malformed: a skipped one among equal ranks'),
	(14, E'2 1\n1 (1 2) 0\n0\nA\nB\nT', '22P02 2', 'malformed: equal ranks in parentheses'),
	(15, E'2 1\n1 1 2\n1 2 0\n0\nA\nB\nT', '22P02 2', 'malformed: a ballot without its 0 does not run into the next'),
	(16, E'2 1\nx 1 0\n0\nA\nB\nT', '22P02 2', 'malformed: a number of ballots that is none'),
	(17, E'2 1\n1. 1 0\n0\nA\nB\nT', '22P02 2', 'malformed: a decimal without decimals'),
	(18, E'2 1\n1e3 1 0\n0\nA\nB\nT', '22P02 2', 'malformed: a number with an exponent'),
	(19, E'2 1\n0.0 1 0\n0\nA\nB\nT', '22P02 2', 'malformed: a weight of nothing'),
	(20, E'2 1\n0.0000000001 1 0\n0\nA\nB\nT', '22003 -', 'more than nine decimals are out of range'),
	(21, E'2 1\n1000000000000000001 1 0\n0\nA\nB\nT', '22003 -', 'more than 10^18 ballots are out of range'),
	(22, E'2 1\n1 1 0\n', '22P02 3', 'malformed: ballots without an end'),
	(23, E'2 1\n(17 1 1 0\n0\nA\nB\nT', '22P02 2', 'malformed: an id without an end'),
	(24, E'2 1\n1 1 0\n0\n"A"\n', '22P02 5', 'malformed: too few names'),
	(25, E'2 1\n0\nA\nB\nT\nx\ny\nz', '22P02 8', 'malformed: too many lines behind the names'),
	(26, E'2 1\n0\n"A"\n"A"\nT', '22P02 4', 'malformed: two candidates of one name'),
	(27, E'2 1\n0\n"A\nB"\nT', '22P02 3', 'malformed: a name in two lines'),
	(28, E'2 1\n0\n"A "x" y"\nB\nT', '22P02 3', 'malformed: a quotation mark in a name'),
	(29, E'3 1\n1 1 2\n1 3\n1 2 0\n0\nA\nB\nC', '22P02 2', 'malformed: a final 0 that others do not have'),
	(30, E'2 1\n(a) 2 1 0\n0\nA\nB\nT', '22P02 2', 'malformed: two ballots of one id'),
	(31, E'2 1\n(a) 0\n0\nA\nB\nT', '22P02 2', 'malformed: none of an id'),
	(32, E'2 1\n0\nA\nB\nC\nT', '22P02 6', 'malformed: a name more than announced'),
	(33, E'2 1\n0\n"A" "B" "C" "T"', '22P02 3', 'malformed: also in one line'),
	(34, E'3 1\n0\n"A" "B"\n"C"\n"T"', '22P02 3', 'malformed: parties that may be candidates'),
	(35, E'3 1\n0\n"A" "X"\n"B"\n"C"\n"T"', '22P02 3', 'malformed: or the other way round'),
	(36, E'2 1\n[nick a]\n0\nA\nB\nT', '22P02 2', 'malformed: too few nicknames'),
	(37, E'2 1\n[nick a a]\n0\nA\nB\nT', '22P02 2', 'malformed: a nickname twice'),
	(38, E'2 1\n[nick a 1]\n0\nA\nB\nT', '22P02 2', 'malformed: a nickname that looks like a number'),
	(39, E'2 1\n[nick a b]\n1 a c 0\n0\nA\nB\nT', '22P02 3', 'malformed: a nickname of nobody'),
	(40, E'2 1\n1 a 0\n0\nA\nB\nT', '22P02 2', 'malformed: a nickname where there are none'),
	(41, E'2 1\n[tie 1]\n0\nA\nB\nT', '22P02 2', 'malformed: an order for ties that lacks somebody'),
	(42, E'2 1\n[tie 1 1]\n0\nA\nB\nT', '22P02 2', 'malformed: or has somebody twice'),
	(43, E'2 1\n[withdrawn 3]\n0\nA\nB\nT', '22P02 2', 'malformed: a withdrawn candidate in brackets who is none'),
	(44, E'2 1\n\n[unheard 2]\n0\nA\nB\nT', '22P02 3', 'malformed: an option that is not known'),
	(45, E'2 1\n[withdrawn 2\n0\nA\nB\nT', '22P02 2', 'malformed: an option without an end'),
	(46, E'2 1\n/* 1 1 0\n0\nA\nB\nT', '22P02 2', 'malformed: a comment without an end'),
	(47, E'2 1\n[]\n0\nA\nB\nT', '22P02 2', 'malformed: an empty option'),
	(49, E'2 1\n[undeclared 3]\n0\nA\nB\nT', '22P02 2', 'malformed: an undeclared candidate who is none'),
	(48, E'2 1 1 1 2', '22P02 1', 'malformed: a ballot without a 0 in one line')
) AS faults (n, blt, expected, name) ORDER BY n;
SELECT throws_ok($$SELECT blt_rules('2 1')$$, '22P02', NULL, 'the rules of a malformed text are refused too');

--
-- Writing
--
SELECT is(profile_to_blt('[{"ranking": ["Adam", null, ["Basil", "Charlotte"]], "count": 3}, {"ranking": [], "count": 2}, {"ranking": ["Basil"], "count": 1, "weight": 0.5}]', 'Title'),
$$3 1
2 0
3 1 - 2=3 0
0.5 2 0
0
"Adam"
"Basil"
"Charlotte"
"Title"
$$, 'a profile as BLT, its rankings in canonical order');
SELECT is(profile_to_blt('[{"ranking": ["Basil", "Adam"], "count": 3}]', 'T', seats => 2, candidates => '{Zoe,Basil,Adam}', withdrawn => '{Adam,Zoe}'),
$$3 2
-3 -1
3 2 3 0
0
"Zoe"
"Basil"
"Adam"
"T"
$$, 'seats, an order of candidates, and who has withdrawn');
SELECT is(profile_to_blt('[]', NULL), E'0 1\n0\n""\n', 'an empty profile, without a title');
SELECT is(profile_to_blt(NULL, 'T'), NULL, 'no profile, no text');

SELECT throws_ok(format('SELECT profile_to_blt(%L, %L, %L, %L, %L)', p, title, seats, candidates, withdrawn), state, NULL, name)
FROM (VALUES
	(1, '[{"ranking": ["A", []], "count": 1}]', 'T', 1, NULL, NULL, '0A000', 'BLT has no overvote without names'),
	(2, '[{"ranking": ["the \"A\""], "count": 1}]', 'T', 1, NULL, NULL, '0A000', 'nor a quotation mark in a name'),
	(3, '[{"ranking": ["A\nB"], "count": 1}]', 'T', 1, NULL, NULL, '0A000', 'nor a name in two lines'),
	(4, '[]', E'T\n', 1, NULL, NULL, '0A000', 'nor such a title'),
	(5, '[]', 'T', 0, NULL, NULL, '22023', 'there is a seat'),
	(6, '[]', 'T', NULL, NULL, NULL, '22023', 'and their number is known'),
	(11, '[]', 'T', 2147483648, NULL, NULL, '22023', 'and not above what can be read'),
	(7, '[{"ranking": ["A"], "count": 1}]', 'T', 1, '{B}', NULL, '22023', 'all marked candidates must be listed'),
	(8, '[]', 'T', 1, '{A,A}', NULL, '22023', 'no candidate is listed twice'),
	(9, '[]', 'T', 1, '{A,NULL}', NULL, '22023', 'nor is NULL'),
	(10, '[]', 'T', 1, '{A}', '{B}', '22023', 'who has withdrawn must be listed')
) AS refused (n, p, title, seats, candidates, withdrawn, state, name) ORDER BY n;

-- What is written can be read again; only of weighted ballots their number is lost.
SELECT is(profile_from_blt(profile_to_blt(p, 'T')), p, 'what is written is read again')
FROM (SELECT profile_agg(r) AS p
	  FROM (SELECT jsonb_build_array('c' || n % 7, CASE WHEN n % 5 > 0 THEN jsonb_build_array('c' || n % 3, 'c' || n % 11) END, 'c' || n % 2) AS r
			FROM generate_series(1, 500) AS n UNION ALL SELECT '[]') AS b) AS c;
SELECT is(profile_from_blt(profile_to_blt(p, 'T')), p, 'so are weights of single ballots')
FROM (SELECT profile_agg(ARRAY['c' || n, 'c' || n % 5], (n / 7.0)::numeric(9, 3)) AS p FROM generate_series(1, 100) AS n) AS c;
SELECT is(profile_from_blt(profile_to_blt('[{"ranking": ["A"], "count": 3, "weight": 4.5}]', 'T')), '[{"ranking": ["A"], "count": 1, "weight": 4.5}]',
		  'of several weighted ballots the votes are');
SELECT is(blt_rules(profile_to_blt('[]', 'T', 1, '{B,A,C}', '{C}')), '{"candidates": ["B", "A", "C"], "withdrawn": ["C"]}'::jsonb, 'so are candidates and who has withdrawn');

SELECT * FROM finish();
ROLLBACK;
