\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(139);

-- Rankings written as text: ranking_from_text(), PrefLib's files, ABIF.

--
-- ranking_from_text()
--
SELECT is(ranking_from_text(line), ranking::jsonb, 'read: ' || line)
FROM (VALUES ('Ash>Birch', '["Ash", "Birch"]'), (' Ash > Birch ', '["Ash", "Birch"]'), ('Ash', '["Ash"]'), ('', '[]'), ('  ', '[]'),
	('Ash=Birch>Cedar', '[["Ash", "Birch"], "Cedar"]'), ('Ash > Birch = Cedar = Elm', '["Ash", ["Birch", "Cedar", "Elm"]]'),
	('Ash>>Cedar', '["Ash", null, "Cedar"]'), ('>Ash', '[null, "Ash"]'), ('Ash>', '["Ash", null]'), ('>', '[null, null]'),
	('Ann Lee>Bob', '["Ann Lee", "Bob"]'), ('"Ann > Lee" > "Bob = ""B"""', '["Ann > Lee", "Bob = \"B\""]'), ('Ann "A" Lee', '["Ann \"A\" Lee"]'),
	(E'\tÄsh\t>山田', '["Äsh", "山田"]'), ('Ash>Ash', '["Ash", "Ash"]'), ('Ash=Ash', '[["Ash", "Ash"]]')) AS v (line, ranking);
SELECT is(ranking_from_text(line, next_rank, same_rank), ranking::jsonb, format('read: %s with %s and %s', line, next_rank, same_rank))
FROM (VALUES ('Ash,Birch,', ',', '=', '["Ash", "Birch", null]'), ('Ash; Birch / Cedar', ';', '/', '["Ash", ["Birch", "Cedar"]]'), ('a=b,c', ',', '', '["a=b", "c"]'),
	('Ash then Birch', ' then ', ' or ', '["Ash", "Birch"]'), ('Ash or Elm then Birch', ' then ', ' or ', '[["Ash", "Elm"], "Birch"]'), (E'Ash\tBirch\t\tElm', E'\t', '=', '["Ash", "Birch", null, "Elm"]'),
	('Ash Birch', ' ', '', '["Ash", "Birch"]'), ('AshæBirch', 'æ', '', '["Ash", "Birch"]'), ('1-2-3', '-', '=', '["1", "2", "3"]'),
	-- of two that begin alike the longer one stands there
	('A>>B', '>>', '>', '["A", "B"]'), ('A>B>>C', '>>', '>', '[["A", "B"], "C"]'), ('A>>B>C', '>', '>>', '[["A", "B"], "C"]'), ('A - B -- C', ' -- ', ' - ', '[["A", "B"], "C"]'), ('A>B', '>', '', '["A", "B"]')) AS v (line, next_rank, same_rank, ranking);
SELECT throws_ok(format('SELECT ranking_from_text(%L)', line), '22P02', 'malformed ranking', 'refused: ' || line)
FROM (VALUES ('Ash='), ('=Ash'), ('Ash==Birch'), ('Ash>=Birch'), ('"Ash'), ('"Ash" B>C'), ('"Ash"">C'), ('""'), ('Ash>""'), ('Ash="" > B')) AS v (line);
CREATE FUNCTION pg_temp.detail_of(call text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	EXECUTE 'SELECT ' || call;
	RETURN NULL;
EXCEPTION WHEN OTHERS THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN detail;
END $$;
SELECT matches(pg_temp.detail_of($$ranking_from_text('Äsh>B==C')$$), 'at position 7 of "Äsh>B==C"', 'the position is in characters');
SELECT throws_ok(format('SELECT ranking_from_text(%L, %L, %L)', 'a>b', a, b), '22023', 'invalid separator of a ranking', format('separators are refused: %s %s', a, b))
FROM (VALUES ('', '='), ('"', '='), ('>', '"'), ('>', '>'), (' or ', ' or ')) AS v (a, b);
SELECT is(ranking_from_text(NULL), NULL, 'no text, no ranking');
SELECT is(profile_agg(ranking_from_text(line)), '[{"ranking": [], "count": 1}, {"ranking": ["A", ["B", "C"]], "count": 2}, {"ranking": ["B", null, "A"], "count": 1}]'::preference_profile, 'aggregated')
FROM (VALUES ('A > B = C'), ('A>C=B'), ('B>>A'), (''), (NULL)) AS v (line);
SELECT is(irv_winner(ranking_from_text(line, ',')), 'B', 'and counted') FROM (VALUES ('A,B'), ('B'), ('C,B'), ('A'), ('B,C')) AS v (line);

--
-- PrefLib.  The file is the head of Debian's leader election of 2002, as PrefLib
-- has it, cut to four orders.
--
SELECT is(profile_from_preflib($$# FILE NAME: 00002-00000001.soi
# TITLE: Debian 2002 Leader
# DATA TYPE: soi
# NUMBER ALTERNATIVES: 4
# NUMBER VOTERS: 159
# NUMBER UNIQUE ORDERS: 4
# ALTERNATIVE NAME 1: Branden Robinson
# ALTERNATIVE NAME 2: Raphael Hertzog
# ALTERNATIVE NAME 3: Bdale Garbee
# ALTERNATIVE NAME 4: None Of The Above
60: 3,1,2,4
50: 1,3,2,4
40: 3,1,2
9: 3
$$), '[{"ranking": ["Bdale Garbee", "Branden Robinson", "Raphael Hertzog", "None Of The Above"], "count": 60},
	{"ranking": ["Branden Robinson", "Bdale Garbee", "Raphael Hertzog", "None Of The Above"], "count": 50},
	{"ranking": ["Bdale Garbee", "Branden Robinson", "Raphael Hertzog"], "count": 40}, {"ranking": ["Bdale Garbee"], "count": 9}]', 'soi');
SELECT is(profile_from_preflib(E'# data type: toi\r\n# alternative name 1: Anna\r\n# ALTERNATIVE NAME 2: Belle\r\n# ALTERNATIVE NAME 10: Chris, K.\r\n\r\n 3: {1,2} , 10\r\n1:10,{2, 1}\r\n2: 10\r\n4:'),
	'[{"ranking": [["Anna", "Belle"], "Chris, K."], "count": 3}, {"ranking": ["Chris, K.", ["Anna", "Belle"]], "count": 1}, {"ranking": ["Chris, K."], "count": 2}, {"ranking": [], "count": 4}]', 'toi, with the line ends of Windows');
SELECT is(profile_from_preflib(E'3\n1,Ann\n2,Bob\n3,Cat\n8,8,3\n5,1,2,3\n2,3,{1,2}\n1,2'),
	'[{"ranking": ["Ann", "Bob", "Cat"], "count": 5}, {"ranking": ["Cat", ["Ann", "Bob"]], "count": 2}, {"ranking": ["Bob"], "count": 1}]', 'the form before 2022');
SELECT is(profile_from_preflib(E'\uFEFF# ALTERNATIVE NAME 1: Ä\n1: 1'), '[{"ranking": ["Ä"], "count": 1}]', 'a byte order mark');
SELECT is(profile_from_preflib('# ALTERNATIVE NAME 1: A'), '[]', 'no ballots');
SELECT is(irv_winner(profile_from_preflib(E'# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n1000000000000000000: 1')), 'A', 'as many ballots as there may be');
SELECT matches(pg_temp.detail_of(format('profile_from_preflib(%L)', E'# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n' || line)), '^Line ' || n || ': ', 'refused, with the line: ' || replace(line, E'\n', '\n'))
FROM (VALUES (3, '1: 3'), (3, '1: 1,'), (3, '1: 1,1'), (3, '1: {1,2'), (3, '1: 1 2'), (4, E'1: 1\nx: 1'), (4, E'1: 1\n0: 1'), (3, '1 1,2'), (3, '1: {}'), (3, '1: {1,{2}}'),
	(3, '# ALTERNATIVE NAME 1: C'), (3, '# ALTERNATIVE NAME 3: A'), (3, '# ALTERNATIVE NAME 3:'), (3, '# ALTERNATIVE NAME -1: C'), (3, '# ALTERNATIVE NAME 9999999: C'), (3, '# ALTERNATIVE NAME C'), (3, '# DATA TYPE: wmd'),
	(3, '1000000000000000001: 1')) AS v (n, line);
SELECT is(profile_from_preflib(E'# ALTERNATIVE NAME 0: Ann\n# ALTERNATIVE NAME 1: Bob\n# ALTERNATIVE NAME 2: Cat\n2: 1, 2, 0\n1: 2,{0,1}'), '[{"ranking": ["Bob", "Cat", "Ann"], "count": 2}, {"ranking": ["Cat", ["Ann", "Bob"]], "count": 1}]', 'alternatives numbered from 0, as pref_voting writes them');
SELECT throws_ok($$SELECT profile_from_preflib('')$$, '22P02', 'malformed PrefLib text', 'an empty text');
SELECT throws_ok($$SELECT profile_from_preflib('5: 1,2')$$, '22P02', NULL, 'ballots without names');
SELECT throws_ok($$SELECT profile_from_preflib(E'# ALTERNATIVE NAME 1: A\n1000000000000000000: 1\n1: 1')$$, '22003', NULL, 'too many ballots');
-- A file that was cut off says so by its own numbers.
SELECT matches(pg_temp.detail_of(format('profile_from_preflib(%L)', file)), detail, 'a file that is not whole: ' || replace(file, E'\n', '\n'))
FROM (VALUES (E'# NUMBER VOTERS: 99\n# ALTERNATIVE NAME 1: A\n1: 1', '^Line 1: There should be 99 voters, but the file has 1\.$'),
	(E'# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n# NUMBER UNIQUE ORDERS: 2\n1: 1', '^Line 3: There should be 2 unique orders, but the file has 1\.$'),
	(E'# NUMBER ALTERNATIVES: 3\n# ALTERNATIVE NAME 1: A\n1: 1', '^Line 1: There should be 3 alternatives, but the file has 1\.$'),
	(E'# NUMBER VOTERS: many\n# ALTERNATIVE NAME 1: A\n1: 1', '^Line 1: '), (E'2\n1,A\n2,B\n3,3,2\n2,1', '^Line 4: There should be 3 voters, but the file has 2\.$'),
	(E'2\n1,A\n2,B\n2,2,2\n2,1', '^Line 4: There should be 2 unique orders, but the file has 1\.$'), (E'2\n1,A\n2,B', '^Line 3: '), (E'2\n1,A', '^Line 2: '), (E'2\n1,A\n2,B\n2,2', '^Line 4: ')) AS v (file, detail);
SELECT matches(pg_temp.detail_of(call), '^Line ' || n || ': ', 'the line stands there: ' || call)
FROM (VALUES (3, $$profile_from_preflib(E'# ALTERNATIVE NAME 1: A\n1000000000000000000: 1\n1: 1')$$), (2, $$profile_from_abif(E'1000000000000000000:A\n1:A')$$),
	(1, $$profile_from_preflib('')$$), (1, $$profile_from_debian('')$$)) AS v (n, call);

--
-- ABIF
--
SELECT is(profile_from_abif(E'# Tennessee\n{"title": "Capital"}\n=Memph:[Memphis, TN]\n=Knox:"Knoxville, TN"\n=Nash:Nashville, TN\n42:Memph>Nash>Chat>Knox\n 26 : Nash > Chat = Knox > Memph\n15*Chat>Knox>Nash\n17:Knox\n3:\n'),
	'[{"ranking": ["Memphis, TN", "Nashville, TN", "Chat", "Knoxville, TN"], "count": 42}, {"ranking": ["Nashville, TN", ["Chat", "Knoxville, TN"], "Memphis, TN"], "count": 26},
	{"ranking": ["Chat", "Knoxville, TN", "Nashville, TN"], "count": 15}, {"ranking": ["Knoxville, TN"], "count": 17}, {"ranking": [], "count": 3}]', 'rankings, names, comments and data');
SELECT is(profile_from_abif(E'5:Ann/5,Bob/0.5,Cat/3,Dan/0.50\n2:[Ann B.]/5>"Cat>D"/4\n1:A=B=C'),
	'[{"ranking": ["Ann", "Cat", ["Bob", "Dan"]], "count": 5}, {"ranking": ["Ann B.", "Cat>D"], "count": 2}, {"ranking": [["A", "B", "C"]], "count": 1}]', 'scores');
SELECT is(profile_from_abif('# nothing'), '[]', 'no ballots');
SELECT is(profile_from_abif(E'1:A>B\n=A:Ann'), '[{"ranking": ["Ann", "B"], "count": 1}]', 'names may come last');
SELECT matches(pg_temp.detail_of(format('profile_from_abif(%L)', E'1:A>B\n' || line)), '^Line ' || n || ': ', 'refused, with the line: ' || replace(line, E'\n', '\n'))
FROM (VALUES (2, 'A>B'), (2, '0:A'), (2, '-1:A'), (2, '1:A>'), (2, '1:>A'), (2, '1:A>>B'), (2, '1:A,B'), (2, '1:A/5,B'), (2, '1:A/x'), (2, '1:A/'), (2, '1:[A'), (2, '1:"A'), (2, '1:A B'),
	(2, '1:A>B:{"id": 1}'), (2, '=A'), (2, '=A:'), (3, E'=A:Ann\n=A:Bob'), (3, E'=A:Ann\n=B:Ann'), (1, '=A:[B]'), (2, E'1:[Ann]>B\n=A:Ann'), (2, '1.5:A'), (2, '1:A/.5'), (2, '1:A/1.2.3'), (2, '1:A/1.'), (2, '1:A/0.1234567891'), (2, '1:A/1234567890123456789')) AS v (n, line);

--
-- The tally sheets of Debian.  The form is that of the project's sheets; names
-- and votes are invented.
--
\set sheet '\n                 Tally Sheet for the votes cast. \n\n   The format is:\n       "V: vote \tLogin\tName"\n   The vote block represents the ranking given to each of the \n   candidates by the voter. \n   -=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-=-\n\n     Option 1------->: Ash Tree\n   / Option 2------->: Birch, B.\n   |/ Option 3------>: None of the above\n   ||/\n'
SELECT is(profile_from_debian(:'sheet' || E'V: 213\tabc\tAnn Lee\nV: 1-- def\nV: 11- ghi\nV: 2-1\r\nV: 3-1\nV: ---\nV: 213'),
	'[{"ranking": ["Birch, B.", "Ash Tree", "None of the above"], "count": 2}, {"ranking": ["Ash Tree"], "count": 1}, {"ranking": [["Ash Tree", "Birch, B."]], "count": 1},
	{"ranking": ["None of the above", "Ash Tree"], "count": 1}, {"ranking": ["None of the above", null, "Ash Tree"], "count": 1}, {"ranking": [], "count": 1}]',
	'a sheet: ranks, equal ones, skipped ones, none');
SELECT is(profile_from_debian(:'sheet'), '[]', 'a sheet without votes');
SELECT is(profile_from_debian(string_agg(format('Option %s-->: %s', n, chr(64 + n)), E'\n') || E'\nV: 987654321'), '[{"ranking": ["I", "H", "G", "F", "E", "D", "C", "B", "A"], "count": 1}]', 'nine options')
FROM generate_series(1, 9) AS n;
SELECT matches(pg_temp.detail_of(format('profile_from_debian(%L)', E'Option 1-->: A\n/ Option 2-->: B\n|/\n' || line)), '^Line ' || n || ': ', 'refused, with the line: ' || replace(line, E'\n', '\n'))
FROM (VALUES (4, 'V: 1'), (4, 'V: 1-2'), (4, 'V: 1x'), (4, 'V: 10'), (4, 'V:'), (5, E'V: 12\nV: 1 2'), (4, 'Option 2-->: C'), (4, 'Option 4-->: C'), (4, 'Option 3-->: A'), (4, 'Option 3-->:'), (4, 'Option x: C'), (4, 'Option 3')) AS v (n, line);
SELECT throws_ok($$SELECT profile_from_debian('V: 12')$$, '22P02', 'malformed tally sheet text', 'votes before options');
SELECT throws_ok($$SELECT profile_from_debian('')$$, '22P02', NULL, 'an empty text');
SELECT matches(pg_temp.detail_of(format('profile_from_debian(%L)', (SELECT string_agg(format('Option %s: %s', n, chr(64 + n)), E'\n') FROM generate_series(1, 10) AS n))), '^Line 10: There are more than 9 options', 'ten options');

SELECT * FROM finish();
ROLLBACK;
