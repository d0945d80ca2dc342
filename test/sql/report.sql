\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(54);

-- A report with every run of white space made one space: sentences wrap.
CREATE FUNCTION pg_temp.words(report text) RETURNS text LANGUAGE sql AS $$
	SELECT regexp_replace(report, '\s+', ' ', 'g')
$$;

-- The lines of a report's tables: all that have a separator of columns.
CREATE FUNCTION pg_temp.table_lines(report text) RETURNS SETOF text LANGUAGE sql AS $$
	SELECT line FROM regexp_split_to_table(report, E'\n') AS line
	WHERE line ~ ' \| ' OR line ~ '-\+-' OR line ~ ' \|$'
$$;

-- A sheet up to the rules, which all sheets end with; those have tests of their own.
CREATE FUNCTION pg_temp.sheet(p preference_profile, rules jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
	SELECT split_part(irv_report(p, rules), E'\n\nRules\n', 1)
$$;
CREATE FUNCTION pg_temp.slice_sheet(slice preference_profile, p preference_profile, rules jsonb DEFAULT '{}') RETURNS text LANGUAGE sql AS $$
	SELECT split_part(irv_slice_report(slice, p, rules), E'\n\nRules\n', 1)
$$;

--
-- One contest by hand.  Round 1: A 4, B 3, C 2 of 9, so 5 are needed; one
-- ballot is blank.  C goes out, both ballots go to B: 5 to 4.  Without B, A has
-- 4 to C's 2.
--
CREATE TEMP TABLE contests (name text, p preference_profile);
INSERT INTO contests VALUES ('by hand',
	'[{"ranking": ["A", "B"], "count": 4}, {"ranking": ["B"], "count": 3},
	  {"ranking": ["C", "B"], "count": 2}, {"ranking": [], "count": 1}]');

SELECT is(pg_temp.sheet(p), $$Instant-runoff count: 3 candidates, 10 ballots, 2 rounds

Winner: B, in round 2 with 5 of 9 (55.56 %), more than half.
Runner-up by each definition (> marks the one in the rules):
> final_two       A, beaten in round 2, the last one, by 5 to 4.
  deciding_round  A, second in round 2, the one that elected, with 4 votes.
  winner_removed  A, who would win a count without the winner.
The difference in the last round is no margin of victory: fewer votes could change who wins.

                       |      Round 1 |          Round 2
  Candidate            | votes      % | +/- votes      %
-----------------------+--------------+-----------------
1 B                    |     3  33.33 |  +2     5  55.56
2 A                    |     4  44.44 |   0     4  44.44
3 C                    |     2  22.22 |  -2
-----------------------+--------------+-----------------
  Continuing           |     9        |   0     9
  Exhausted            |     0        |   0     0
  Blank                |     1        |         1
  All votes            |    10        |        10
  Needed to win        |     5        |         5

Transfers
  Round 1: C goes out with 2 votes: 2 to B.$$, 'the whole sheet of a small contest')
FROM contests WHERE name = 'by hand';

SELECT is(pg_temp.sheet(NULL), NULL, 'no profile, no report');
SELECT is(pg_temp.sheet(p, NULL), pg_temp.sheet(p, '{}'), 'NULL rules are the default rules')
FROM contests WHERE name = 'by hand';
SELECT is(pg_temp.sheet(profile_agg(r ORDER BY n DESC)), pg_temp.sheet(profile_agg(r ORDER BY n)),
		  'the order of rows changes nothing')
FROM (SELECT n, (ARRAY['A', 'B', 'C', 'D', 'E'])[n % 5 + 1:] AS r FROM generate_series(1, 40) AS n) AS b;

--
-- Runners-up.  A has 51 of 100 in round 1, B 20, C 18, D 11: B is second in
-- the round that elects.  D's votes go to C, 29, then B goes out: C is the
-- beaten one of the last two.  Without A, D has 51 + 11.
--
INSERT INTO contests VALUES ('three seconds',
	'[{"ranking": ["A", "D"], "count": 51}, {"ranking": ["B"], "count": 20},
	  {"ranking": ["C"], "count": 18}, {"ranking": ["D", "C"], "count": 11}]');

SELECT alike(pg_temp.sheet(p), E'%\n> final\\_two       C, beaten in round 3, the last one, by 51 to 29.\n%',
			 'the runner-up by final_two')
FROM contests WHERE name = 'three seconds';
SELECT alike(pg_temp.sheet(p), E'%\n  deciding\\_round  B, second in round 1, the one that elected, with 20 votes.\n%',
			 'the runner-up by deciding_round')
FROM contests WHERE name = 'three seconds';
SELECT alike(pg_temp.sheet(p), E'%\n  winner\\_removed  D, who would win a count without the winner.\n%',
			 'the runner-up by winner_removed')
FROM contests WHERE name = 'three seconds';
SELECT alike(pg_temp.sheet(p, '{"runner_up": "winner_removed"}'), E'%\n> winner\\_removed  D, %\n1 A %\n2 D %',
			 'the definition in the rules is marked, and places follow it')
FROM contests WHERE name = 'three seconds';
SELECT alike(pg_temp.sheet(p, '{"stop": "majority"}'), '%3 candidates, 100 ballots, 1 round%', 'with stop = majority only one round is shown')
FROM (SELECT profile_without(p, 'D') AS p FROM contests WHERE name = 'three seconds') AS c;
SELECT alike(pg_temp.sheet(p, '{"stop": "majority"}'), '%C, beaten in round 3, the last one, by 51 to 29.%',
			 'and the runner-up by final_two is still that of the whole count')
FROM contests WHERE name = 'three seconds';
SELECT alike(pg_temp.words(pg_temp.sheet('[{"ranking": ["A"], "count": 2}]')),
			 '%Winner: A, in round 1 with 2 of 2 (100.00 %), as the only candidate.%final\_two nobody:%deciding\_round nobody:%winner\_removed nobody:%',
			 'a sole candidate wins, and nobody is second');

--
-- Ties.
--
SELECT alike(pg_temp.words(pg_temp.sheet('[{"ranking": ["A"], "count": 2}, {"ranking": ["B"], "count": 2}]')),
			 '%No winner: A and B are level in round 1, and the rules do not let anything decide.%Round 1: A and B are level at 2 votes. Nothing decides between them, and the count ends here.',
			 'a dead tie is said in words');
SELECT alike(pg_temp.words(pg_temp.sheet('[{"ranking": ["A"], "count": 2}, {"ranking": ["B"], "count": 2}]', '{"tie_break": ["order"]}')),
			 '%Winner: A, in round 1 with 2 of 4 (50.00 %), after a tie-break.%B, beaten in round 1, the last one, by a tie-break at 2 to 2.%Round 1: A and B are level at 2 votes. A wins by step "order", the agreed order.',
			 'a tie for the win that a step decides');
-- C and D are level at 1; the later on the ballot, D, goes out.
SELECT alike(pg_temp.words(pg_temp.sheet('[{"ranking": ["A"], "count": 5}, {"ranking": ["B"], "count": 4}, {"ranking": ["C", "B"], "count": 1}, {"ranking": ["D", "B"], "count": 1}]', '{"tie_break": ["order"]}')),
			 '%Round 1: C and D are level at 1 vote. D goes out by step "order", the agreed order.',
			 'a tie for elimination that a step decides');
-- 1 + 1 < 4 and two remain: both may go out together.
SELECT alike(pg_temp.words(pg_temp.sheet('[{"ranking": ["A"], "count": 5}, {"ranking": ["B"], "count": 4}, {"ranking": ["C", "B"], "count": 1}, {"ranking": ["D", "B"], "count": 1}]')),
			 '%Winner: B, in round 2 with 6 of 11 (54.55 %), more than half.%Round 1: C and D are level at 1 vote. Nothing decides between them, and all of them go out: together they have fewer votes than the next candidate.',
			 'level candidates who go out together');
-- Bob and Cat are level in round 3; Bob was behind in round 1 and ahead in round 2.
SELECT alike(pg_temp.words(irv_report('[{"ranking": ["Ann"], "count": 10}, {"ranking": ["Bob", "Cat"], "count": 5}, {"ranking": ["Cat", "Bob"], "count": 6}, {"ranking": ["Dan", "Bob", "Cat"], "count": 2}, {"ranking": ["Eve", "Cat", "Bob"], "count": 1}, {"ranking": ["Eve", "Ann"], "count": 2}]',
									  format('{"tie_break": ["%s", "leave"], "drawn": %s}', step, drawn)::jsonb)),
			 format('%% Ties Round 3: Bob and Cat are level at 7 votes. %s Rules %%', decision), 'a tie decided by ' || step)
FROM (VALUES ('backwards', '[]', 'Cat goes out by step "backwards", which looks at earlier rounds, the last one first.'),
			 ('forwards', '[]', 'Bob goes out by step "forwards", which looks at earlier rounds, the first one first.'),
			 ('first_preferences', '[]', 'Bob goes out by step "first_preferences", which looks at round 1.'),
			 ('drawn', '[{"round": 3, "tied": ["Bob", "Cat"], "loses": "Bob"}]', 'Bob goes out by step "drawn", a lot drawn by hand.')) AS v (step, drawn, decision);
SELECT alike(pg_temp.words(stv_report('[{"ranking": ["A"], "count": 60}, {"ranking": ["B"], "count": 20}, {"ranking": ["C"], "count": 19}, {"ranking": ["D", "C"], "count": 1}, {"ranking": ["E"], "count": 30}]', stv_rules('victoria', 2))),
			 '%: B and C are level at 20 votes. C is excluded by step "all_different", which looks for the last earlier count in which all differ.%', 'a tie decided by all_different');
-- sha256sum of "5:A" begins with 68c9, of "5:B" with 13de: the highest wins.
SELECT alike(pg_temp.words(pg_temp.sheet('[{"ranking": ["A"], "count": 2}, {"ranking": ["B"], "count": 2}]', '{"tie_break": ["lot"], "seed": "5"}')),
			 '% A wins by step "lot", with seed "5": the highest lot wins. %',
			 'a lot is shown with its seed');
-- A has 3 of 5 in round 1, B and C are level behind.
SELECT alike(pg_temp.words(pg_temp.sheet('[{"ranking": ["A"], "count": 3}, {"ranking": ["B"], "count": 1}, {"ranking": ["C"], "count": 1}]', '{"tie_break": ["order"]}')),
			 '%deciding\_round B, second in round 1, the one that elected, with 1 vote; B and C were level at 1 vote and step "order" decided.%',
			 'a tie-break for second place is shown');
SELECT alike(pg_temp.words(pg_temp.sheet('[{"ranking": ["A"], "count": 3}, {"ranking": ["B"], "count": 1}, {"ranking": ["C"], "count": 1}]')),
			 '%deciding\_round nobody: B and C were level at 1 vote and nothing decided.%',
			 'and so is second place left open');
SELECT throws_ok($$SELECT irv_report('[{"ranking": ["A"], "count": 2}, {"ranking": ["B"], "count": 2}]', '{"tie_break": ["error"]}')$$,
				 '22000', NULL, 'a tie that is to be an error is one');
SELECT unalike(pg_temp.sheet(p), '%Ties%', 'without a tie nothing is said of ties')
FROM contests WHERE name = 'by hand';

--
-- No winner, no result.
--
SELECT alike(pg_temp.sheet('[]'), '%0 candidates, 0 ballots, 1 round%No winner: no ballot counts for any candidate in round 1.%', 'an empty profile has a sheet');
SELECT alike(pg_temp.sheet('[{"ranking": [], "count": 3}]', '{"candidates": ["A", "B"]}'), '%No winner: no ballot counts for any candidate in round 1.%', 'blank ballots elect nobody');
SELECT matches(pg_temp.sheet('[{"ranking": [], "count": 3}]', '{"candidates": ["A", "B"]}'), E'\n  Blank +\\|     3\n', 'and are counted as blank');
SELECT is(pg_temp.sheet('[{"ranking": ["A"], "count": 4}]', '{"min_ballots": 5}'), 'No result is given for fewer than 5 ballots (rule min_ballots).', 'too few ballots: no result, and nothing of them is told');
SELECT alike(pg_temp.sheet('[{"ranking": ["W"], "count": 2}]', '{"write_in": "W"}'), '%0 candidates, 2 ballots%No winner: only write-ins are left, and they cannot win.%', 'write-ins alone elect nobody');
SELECT matches(pg_temp.sheet('[{"ranking": ["W", "A"], "count": 2}, {"ranking": ["A"], "count": 1}]', '{"write_in": "W"}'), E'\n1 A +\\|     1  33.33 \\|  \\+2     3 100.00\n  W +\\|     2  66.67 \\|  -2\n', 'write-ins have a row, but no place');
SELECT alike(pg_temp.sheet('[{"ranking": ["A", "X"], "count": 2}, {"ranking": ["X", "Y"], "count": 1}, {"ranking": ["Y"], "count": 1}]', '{"withdrawn": ["X", "Y"]}'), E'%\nWithdrawn: X, Y\n%', 'who has withdrawn is said');
SELECT alike(pg_temp.sheet('[{"ranking": ["A", "X"], "count": 2}, {"ranking": ["X", "Y"], "count": 1}, {"ranking": ["Y"], "count": 1}]', '{"withdrawn": ["Xx", "Y"]}'), E'%\nWithdrawn: Xx (on no ballot), Y\n%', 'and who of them is on no ballot');

--
-- Causes.  An overvote, a second mark for A, two skipped ranks: one ballot
-- each, and one without a further choice when B has gone out.
--
SELECT matches(pg_temp.sheet('[{"ranking": ["A"], "count": 6}, {"ranking": ["C"], "count": 4}, {"ranking": ["B"], "count": 1}, {"ranking": ["B", ["A", "C"]], "count": 1}, {"ranking": ["B", "B", "C"], "count": 1}, {"ranking": [null, null, "A"], "count": 1}]', '{"duplicates": "exhaust", "max_skipped": 1}'),
			   E'\n  Exhausted +\\|     1        \\|  \\+3     4\n    no choice left +\\|     0        \\|  \\+1     1\n    overvote +\\|     0        \\|  \\+1     1\n    skipped ranks +\\|     1        \\|   0     1\n    repeated candidate +\\|     0        \\|  \\+1     1\n  Blank',
			   'exhausted ballots by their causes');

--
-- Width.  Twelve rounds: candidate i of 13 has i ballots, and each goes on to
-- candidate 13.
--
INSERT INTO contests
SELECT 'twelve rounds', profile_agg(ARRAY['Candidate ' || i, 'Candidate 13']) FROM generate_series(1, 13) AS i, generate_series(1, i);

-- 2 + 1 + 20 columns for place and name; for a round a separator of 3, 3 for the
-- change, 1, 5 for the votes, 1, 6 for the share.
SELECT is(max(length(line)), 23 + 4 * 19, 'four rounds of a twelve-round count fit into a line')
FROM contests, pg_temp.table_lines(pg_temp.sheet(p)) AS line WHERE name = 'twelve rounds';
SELECT is(array_agg(m[1]::int), ARRAY[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 'every round has its column, in blocks')
FROM contests, regexp_matches(pg_temp.sheet(p), ' Round (\d+)(?= \||\n)', 'g') AS m WHERE name = 'twelve rounds';
SELECT is(count(*), 3::bigint, 'each block has its heading')
FROM contests, pg_temp.table_lines(pg_temp.sheet(p)) AS line WHERE name = 'twelve rounds' AND line LIKE '%Candidate  %';
SELECT is(count(*), 0::bigint, 'no line is wider than 100 columns')
FROM contests, regexp_split_to_table(pg_temp.sheet(profile_relabel(p, '{"Candidate 1": "The candidate with a very long name of sixty characters and one"}')), E'\n') AS line
WHERE name = 'twelve rounds' AND length(line) > 100 AND line NOT LIKE '  [%';
SELECT is(count(*), 0::bigint, 'no line ends with a space')
FROM contests, regexp_split_to_table(pg_temp.sheet(p), E'\n') AS line WHERE line LIKE '% ';
-- Half of this has one decimal more, so the column is one wider than the votes.
SELECT alike(pg_temp.sheet('[{"ranking": ["A"], "count": 1, "weight": 900000000000000000.123456789}, {"ranking": ["B"], "count": 1, "weight": 0.5}]'),
			 E'%|  900000000000000000.123456789 100.00\n%|                   0.500000000   0.00\n%| 450000000000000000.3117283945', 'decimal points line up, and no digit is lost');
SELECT alike(pg_temp.sheet('[{"ranking": ["A"], "count": 3, "weight": 4.5}]'), 'Instant-runoff count: 1 candidate, 3 ballots (4.5 votes), 1 round%', 'ballots and votes are told apart');

--
-- Names.  A column of the table begins at the same place in every line, if
-- characters of double width count as two and accents as none.
--
CREATE FUNCTION pg_temp.as_columns(line text) RETURNS text LANGUAGE sql AS $$
	SELECT regexp_replace(regexp_replace(line, '[山田太郎]', 'ww', 'g'), U&'[\0301\0308]', '', 'g')
$$;
SELECT is(count(DISTINCT position('|' IN replace(pg_temp.as_columns(line), '+', '|'))), 1::bigint, 'wide characters and accents line up')
FROM pg_temp.table_lines(pg_temp.sheet(U&'[{"ranking": ["\5C71\7530\592A\90CE"], "count": 3}, {"ranking": ["e\0301a\0308\0301"], "count": 2}, {"ranking": ["B"], "count": 1}]')) AS line;
SELECT alike(pg_temp.sheet('[{"ranking": ["two\nlines\ttab\\n"], "count": 1}]'), E'%\n1 two\\\\nlines\\\\ttab\\\\\\\\n  %', 'control characters and backslashes are escaped');
SELECT alike(pg_temp.sheet('[{"ranking": ["x\u202Ey"], "count": 1}, {"ranking": ["\u200B"], "count": 2}, {"ranking": [" A"], "count": 3}]'),
			 E'%\n1 \\\\u0020A %\n2 \\\\u200B %\n3 x\\\\u202Ey %', 'so are characters that cannot be seen or that turn others round');
SELECT alike(pg_temp.sheet('[{"ranking": [""], "count": 1}]'), E'%\n1 \\\\(empty) %', 'a label without a character has a name');
SELECT is(count(*), 0::bigint, 'nothing but ends of lines is a control character')
FROM regexp_split_to_table(pg_temp.sheet('[{"ranking": ["\u0001\u007f\u0085\r\u2028"], "count": 1}]'), E'\n') AS line WHERE line ~ U&'[\0001-\001F\007F-\009F\2028]';
SELECT alike(pg_temp.sheet(format('[{"ranking": ["%1$s one"], "count": 1}, {"ranking": ["%1$s two"], "count": 2}]', repeat('long ', 10))::preference_profile),
			 E'%\n1 long long long long long l...[2] |%\n2 long long long long long l...[1] |%\nFull names\n  [1] ' || repeat('long ', 10) || E' one\n  [2] ' || repeat('long ', 10) || ' two',
			 'long names are cut, told apart, and listed in full');
SELECT alike(pg_temp.sheet('[{"ranking": ["A...[2]"], "count": 1}]'), E'%\n1 A...[2]...[1] %Full names\n  [1] A...[2]', 'a name that only looks as if it were cut is told apart too');
SELECT alike(pg_temp.sheet('[{"ranking": ["Smith, John", "B"], "count": 1}, {"ranking": ["Doe, Jane"], "count": 1}, {"ranking": ["B"], "count": 3}]'), '%"Doe, Jane" and "Smith, John" are level%', 'names with a comma are quoted in sentences');

--
-- Slices: one of A's ballots and both of C's, in the contest by hand.
--
SELECT is(pg_temp.slice_sheet('[{"ranking": ["A", "B"], "count": 1}, {"ranking": ["C", "B"], "count": 2}]', p),
$$Instant-runoff count, a slice of the contest: 3 candidates, 3 ballots of 10, 2 rounds

Winner of the contest: B, in round 2 with 5 of 9 (55.56 %), more than half.
Runner-up by each definition (> marks the one in the rules):
> final_two       A, beaten in round 2, the last one, by 5 to 4.
  deciding_round  A, second in round 2, the one that elected, with 4 votes.
  winner_removed  A, who would win a count without the winner.
The difference in the last round is no margin of victory: fewer votes could change who wins.

                       |      Round 1 |          Round 2
  Candidate            | votes      % | +/- votes      %
-----------------------+--------------+-----------------
1 B                    |     0   0.00 |  +2     2  66.67
2 A                    |     1  33.33 |   0     1  33.33
3 C                    |     2  66.67 |  -2
-----------------------+--------------+-----------------
  Continuing           |     3        |   0     3
  Exhausted            |     0        |   0     0
  Blank                |     0        |         0
  All votes            |     3        |         3
  Needed in contest    |     5        |         5

Transfers
  Round 1: C goes out with 2 votes: 2 to B.$$, 'the whole sheet of a slice')
FROM contests WHERE name = 'by hand';
SELECT alike(pg_temp.slice_sheet('[]', p), '%0 ballots of 10%Winner of the contest: B%', 'an empty slice has a sheet')
FROM contests WHERE name = 'by hand';
SELECT throws_ok($$SELECT irv_slice_report('[{"ranking": ["A"], "count": 1}]', p) FROM contests WHERE name = 'by hand'$$,
				 '22023', NULL, 'a slice must be part of its contest');
SELECT is(pg_temp.slice_sheet('[{"ranking": ["B"], "count": 2}]', p, '{"min_ballots": 3}'), 'No result is given for fewer than 3 ballots (rule min_ballots).', 'nothing is told of a slice of too few ballots')
FROM contests WHERE name = 'by hand';
SELECT is(array[pg_temp.slice_sheet(NULL, p), pg_temp.slice_sheet(p, NULL)], array[NULL, NULL]::text[], 'no slice or no contest, no report')
FROM contests WHERE name = 'by hand';

SELECT * FROM finish();
ROLLBACK;
