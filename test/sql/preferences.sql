\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(51);

-- The textbook example of Tennessee's capital: each city prefers itself, then
-- the nearer ones.  Nashville beats every other head to head, Knoxville wins
-- the instant runoff, Memphis has most first preferences.
CREATE TEMP TABLE tennessee AS SELECT '[
	{"ranking": ["Memphis", "Nashville", "Chattanooga", "Knoxville"], "count": 42},
	{"ranking": ["Nashville", "Chattanooga", "Knoxville", "Memphis"], "count": 26},
	{"ranking": ["Chattanooga", "Knoxville", "Nashville", "Memphis"], "count": 15},
	{"ranking": ["Knoxville", "Chattanooga", "Nashville", "Memphis"], "count": 17}]'::preference_profile AS p,
	'{"candidates": ["Memphis", "Nashville", "Chattanooga", "Knoxville"]}'::jsonb AS rules;

SELECT is(irv_winner(p, rules), 'Knoxville', 'Tennessee: winner of the instant runoff') FROM tennessee;
SELECT is(condorcet_winner(p, rules), 'Nashville', 'Tennessee: Condorcet winner') FROM tennessee;
SELECT results_eq('SELECT r.* FROM tennessee, pairwise(p, rules) AS r', $$
	VALUES ('Memphis', 'Nashville', 42::numeric, 58::numeric, 0::numeric), ('Memphis', 'Chattanooga', 42, 58, 0),
		   ('Memphis', 'Knoxville', 42, 58, 0),
		   ('Nashville', 'Memphis', 58, 42, 0), ('Nashville', 'Chattanooga', 68, 32, 0), ('Nashville', 'Knoxville', 68, 32, 0),
		   ('Chattanooga', 'Memphis', 58, 42, 0), ('Chattanooga', 'Nashville', 32, 68, 0), ('Chattanooga', 'Knoxville', 83, 17, 0),
		   ('Knoxville', 'Memphis', 58, 42, 0), ('Knoxville', 'Nashville', 32, 68, 0), ('Knoxville', 'Chattanooga', 17, 83, 0)
$$, 'Tennessee: each ordered pair, in ballot order');
SELECT results_eq('SELECT r.* FROM tennessee, second_preferences(p, rules) AS r', $$
	VALUES ('Memphis', 'Nashville', 42::numeric), ('Nashville', 'Chattanooga', 26), ('Chattanooga', 'Knoxville', 15),
		   ('Knoxville', 'Chattanooga', 17)
$$, 'Tennessee: second preferences');
-- Chattanooga goes out to Knoxville, then Nashville to Knoxville.
SELECT results_eq('SELECT r.* FROM tennessee, final_preferences(p, rules) AS r', $$
	VALUES ('Memphis', 'Memphis', 42::numeric), ('Nashville', 'Knoxville', 26), ('Chattanooga', 'Knoxville', 15),
		   ('Knoxville', 'Knoxville', 17)
$$, 'Tennessee: where each voter was at the end');
SELECT results_eq($$SELECT r.* FROM tennessee, preference_counts(p) AS r WHERE candidate = 'Knoxville'$$, $$
	VALUES ('Knoxville', 1::bigint, 17::numeric), ('Knoxville', 2, 15), ('Knoxville', 3, 26), ('Knoxville', 4, 42)
$$, 'Tennessee: marks of a candidate by rank');

-- 12.5 votes.  By the default rules the ballots name: A, B | nobody (an
-- overvote) | B, C | nobody | C, A | nobody (an overvote) | A.
CREATE TEMP TABLE v AS SELECT '[
	{"ranking": ["A", "B"], "count": 3}, {"ranking": [["A", "B"], "C"], "count": 2},
	{"ranking": ["B", null, "C"], "count": 1, "weight": 0.5}, {"ranking": [], "count": 4},
	{"ranking": ["C", "C", "A"], "count": 1}, {"ranking": [[], "A"], "count": 1}, {"ranking": ["A"], "count": 1}]'::preference_profile AS p;

-- Half of the rows: each pair once.
CREATE FUNCTION pg_temp.pairs(p preference_profile, rules jsonb) RETURNS SETOF text
LANGUAGE sql AS $$
	SELECT format('%s %s: %s %s %s', candidate, opponent, prefer_candidate, prefer_opponent, no_preference)
	FROM pairwise(p, rules) WHERE candidate < opponent COLLATE "C"
$$;
SELECT results_eq('SELECT pg_temp.pairs(p, NULL) FROM v', $$VALUES ('A B: 5 0.5 7'), ('A C: 4 1.5 7'), ('B C: 3.5 1 8')$$,
	'ranked is preferred to unranked; overvotes, blank and both unranked are no preference');
-- The overvotes are passed over: C of the second, A of the sixth count.
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"overvotes": "skip"}') FROM v$$,
	$$VALUES ('A B: 6 0.5 6'), ('A C: 5 3.5 4'), ('B C: 3.5 3 6')$$, 'overvotes skip');
-- The third ballot ends at its skipped rank.
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"max_skipped": 0}') FROM v$$,
	$$VALUES ('A B: 5 0.5 7'), ('A C: 4 1 7.5'), ('B C: 3.5 1 8')$$, 'max_skipped');
-- The fifth ends at C's second mark.
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"duplicates": "exhaust"}') FROM v$$,
	$$VALUES ('A B: 4 0.5 8'), ('A C: 4 1.5 7'), ('B C: 3.5 1 8')$$, 'duplicates exhaust');
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"max_rankings": 1}') FROM v$$,
	$$VALUES ('A B: 4 0.5 8'), ('A C: 4 1 7.5'), ('B C: 0.5 1 11')$$, 'max_rankings');
-- A's marks are passed over, but the overvote is still one.
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"withdrawn": ["A"]}') FROM v$$, $$VALUES ('B C: 3.5 1 8')$$,
	'a withdrawn candidate is in no pair');
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"withdrawn": ["A"], "overvotes": "exhaust_if_multiple_continuing"}') FROM v$$,
	$$VALUES ('B C: 5.5 1 6')$$, 'an overvote with one continuing candidate is a mark for that one');
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"write_in": "C"}') FROM v$$, $$VALUES ('A B: 5 0.5 7')$$,
	'the pool of write-ins is in no pair');
SELECT bag_eq($$SELECT pg_temp.pairs(p, '{"candidates": ["D", "C", "B", "A"]}') FROM v$$,
	$$VALUES ('A B: 5 0.5 7'), ('A C: 4 1.5 7'), ('A D: 5 0 7.5'), ('B C: 3.5 1 8'), ('B D: 3.5 0 9'), ('C D: 1.5 0 11')$$,
	'declared candidates whom nobody marked are in the pairs');
SELECT is((SELECT array_agg(candidate || opponent ORDER BY n)
		   FROM v, pairwise(p, '{"candidates": ["C", "B", "A"]}') WITH ORDINALITY AS x(candidate, opponent, a, b, c, n)),
	'{CB,CA,BC,BA,AC,AB}', 'pairs in ballot order');
SELECT is(count(*), 0::bigint, 'the three figures of a pair are all votes')
FROM v, pairwise(p) AS x WHERE prefer_candidate + prefer_opponent + no_preference <> profile_total(p);
SELECT is(count(*), 6::bigint, 'a pair the other way round is its mirror')
FROM v, pairwise(p) AS x JOIN LATERAL pairwise(p) AS y
	 ON x.candidate = y.opponent AND x.opponent = y.candidate AND x.prefer_candidate = y.prefer_opponent
		AND x.prefer_opponent = y.prefer_candidate AND x.no_preference = y.no_preference;

--
-- Condorcet winner
--
SELECT is(condorcet_winner(p), 'A', 'A beats B and C') FROM v;
SELECT is(condorcet_winner(p, '{"withdrawn": ["A"]}'), 'B', 'without A it is B') FROM v;
SELECT is(condorcet_winner('[{"ranking": ["A", "B", "C"], "count": 1}, {"ranking": ["B", "C", "A"], "count": 1},
	{"ranking": ["C", "A", "B"], "count": 1}]'), NULL, 'A beats B beats C beats A: none');
SELECT is(condorcet_winner('[{"ranking": ["A", "C"], "count": 1}, {"ranking": ["B", "C"], "count": 1}]'), NULL, 'a tie: none');
SELECT is(condorcet_winner('[{"ranking": ["A", "B"], "count": 1}, {"ranking": ["B", "A"], "count": 1, "weight": 1.000000001}]'), 'B',
	'a billionth of a vote more');
SELECT is(condorcet_winner('[{"ranking": ["A"], "count": 1}]'), 'A', 'one candidate with a vote');
SELECT is(condorcet_winner('[{"ranking": [], "count": 1}]', '{"candidates": ["A"]}'), NULL, 'one without');
SELECT is(condorcet_winner('[]'), NULL, 'nobody');
SELECT is(condorcet_winner(NULL), NULL, 'condorcet_winner(NULL)');

--
-- Second and final preferences, marks
--
SELECT results_eq('SELECT r.* FROM v, second_preferences(p) AS r', $$
	VALUES ('A', 'B', 3::numeric), ('A', NULL, 1), ('B', 'C', 0.5), ('C', 'A', 1)
$$, 'second preferences; NULL: none given');
SELECT results_eq($$SELECT r.* FROM v, second_preferences(p, '{"candidates": ["C", "B", "A"], "overvotes": "skip"}') AS r$$, $$
	VALUES ('C', NULL, 2::numeric), ('C', 'A', 1), ('B', 'C', 0.5), ('A', 'B', 3), ('A', NULL, 2)
$$, 'in ballot order, then by votes');
-- A 4, C 1, B 0.5: B goes out, to C.
SELECT results_eq('SELECT r.* FROM v, final_preferences(p) AS r', $$
	VALUES ('A', 'A', 4::numeric), ('B', 'C', 0.5), ('C', 'C', 1)
$$, 'where each candidate''s voters were at the end');
SELECT results_eq($$SELECT r.* FROM v, final_preferences(p, '{"max_skipped": 0}') AS r$$, $$
	VALUES ('A', 'A', 4::numeric), ('B', NULL, 0.5), ('C', 'C', 1)
$$, 'NULL: with nobody');
SELECT results_eq($$SELECT r.* FROM v, final_preferences(p, '{"stop": "majority"}') AS r$$, $$
	VALUES ('A', 'A', 4::numeric), ('B', 'B', 0.5), ('C', 'C', 1)
$$, 'at the end of the count, which may be round 1');
SELECT results_eq('SELECT r.* FROM v, preference_counts(p) AS r', $$
	VALUES ('A', 1::bigint, 6::numeric), ('A', 2, 1), ('A', 3, 1), ('B', 1, 2.5), ('B', 2, 3), ('C', 1, 1), ('C', 2, 3), ('C', 3, 0.5)
$$, 'marks as made, whatever the rules');
SELECT results_eq($$SELECT r.* FROM preference_counts('[{"ranking": [["B", "B", "A"], [], "B"], "count": 2}]') AS r$$, $$
	VALUES ('A', 1::bigint, 2::numeric), ('B', 1, 4), ('B', 3, 2)
$$, 'two marks at one rank are two; an overvote without names is none');

SELECT is_empty(format('SELECT * FROM %s', call), call || ' has no rows')
FROM (VALUES (1, $$pairwise('[]')$$), (2, 'pairwise(NULL)'), (3, $$pairwise('[{"ranking": ["A"], "count": 1}]')$$),
			 (4, $$second_preferences('[{"ranking": [], "count": 1}]')$$), (5, 'second_preferences(NULL)'),
			 (6, $$final_preferences('[]')$$), (7, 'final_preferences(NULL)'), (8, 'preference_counts(NULL)'),
			 (9, $$preference_counts('[{"ranking": [[]], "count": 1}]')$$),
			 (10, $$pairwise('[{"ranking": ["A", "B"], "count": 1}]', '{"min_ballots": 2}')$$),
			 (11, $$second_preferences('[{"ranking": ["A", "B"], "count": 1}]', '{"min_ballots": 2}')$$),
			 (12, $$final_preferences('[{"ranking": ["A", "B"], "count": 1}]', '{"min_ballots": 2}')$$)) AS x(n, call)
ORDER BY n;
SELECT is(condorcet_winner('[{"ranking": ["A", "B"], "count": 1}]', '{"min_ballots": 2}'), NULL, 'nor has a suppressed contest a Condorcet winner');
SELECT throws_ok(format('SELECT * FROM v, LATERAL %s(p, %L) AS r', f, '{"overvote": "skip"}'), '22023', NULL, f || ': bad rules')
FROM (VALUES (1, 'pairwise'), (2, 'condorcet_winner'), (3, 'second_preferences'), (4, 'final_preferences')) AS x(n, f) ORDER BY n;

SELECT * FROM finish();
ROLLBACK;
