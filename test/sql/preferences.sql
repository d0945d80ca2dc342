\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(81);

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

-- 12.5 votes.  With an overvote that exhausts, the ballots name: A, B | nobody |
-- B, C | nobody | C, A | nobody | A.  With equal ranks the second has A and B
-- equal, above C.
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
SELECT results_eq('SELECT pg_temp.pairs(p, NULL) FROM v', $$VALUES ('A B: 5 0.5 7'), ('A C: 6 1.5 5'), ('B C: 5.5 1 6')$$,
	'ranked is preferred to unranked; equal ranks, blank and both unranked are no preference');
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"overvotes": "equal"}') FROM v$$, $$VALUES ('A B: 5 0.5 7'), ('A C: 6 1.5 5'), ('B C: 5.5 1 6')$$,
	'overvotes equal is the same');
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"overvotes": "exhaust"}') FROM v$$, $$VALUES ('A B: 5 0.5 7'), ('A C: 4 1.5 7'), ('B C: 3.5 1 8')$$,
	'overvotes exhaust');
-- The overvotes are passed over: C of the second, A of the sixth count.
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"overvotes": "skip"}') FROM v$$,
	$$VALUES ('A B: 6 0.5 6'), ('A C: 5 3.5 4'), ('B C: 3.5 3 6')$$, 'overvotes skip');
-- The third ballot ends at its skipped rank.
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"max_skipped": 0}') FROM v$$,
	$$VALUES ('A B: 5 0.5 7'), ('A C: 6 1 5.5'), ('B C: 5.5 1 6')$$, 'max_skipped');
-- The fifth ends at C's second mark.
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"duplicates": "exhaust"}') FROM v$$,
	$$VALUES ('A B: 4 0.5 8'), ('A C: 6 1.5 5'), ('B C: 5.5 1 6')$$, 'duplicates exhaust');
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"max_rankings": 1}') FROM v$$,
	$$VALUES ('A B: 4 0.5 8'), ('A C: 6 1 5.5'), ('B C: 2.5 1 9')$$, 'max_rankings');
-- A's marks are passed over, which leaves B alone at the first rank of the second.
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"withdrawn": ["A"]}') FROM v$$, $$VALUES ('B C: 5.5 1 6')$$,
	'a withdrawn candidate is in no pair');
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"withdrawn": ["A"], "overvotes": "exhaust"}') FROM v$$, $$VALUES ('B C: 3.5 1 8')$$,
	'but an overvote with a withdrawn candidate still is one, where overvotes exhaust');
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"withdrawn": ["A"], "overvotes": "exhaust_if_multiple_continuing"}') FROM v$$,
	$$VALUES ('B C: 5.5 1 6')$$, 'an overvote with one continuing candidate is a mark for that one');
SELECT results_eq($$SELECT pg_temp.pairs(p, '{"write_in": "C"}') FROM v$$, $$VALUES ('A B: 5 0.5 7')$$,
	'the pool of write-ins is in no pair');
SELECT bag_eq($$SELECT pg_temp.pairs(p, '{"candidates": ["D", "C", "B", "A"]}') FROM v$$,
	$$VALUES ('A B: 5 0.5 7'), ('A C: 6 1.5 5'), ('A D: 7 0 5.5'), ('B C: 5.5 1 6'), ('B D: 5.5 0 7'), ('C D: 3.5 0 9')$$,
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
-- Equal ranks
--
CREATE FUNCTION pg_temp.one(ranking text, rules jsonb DEFAULT '{}') RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg(candidate || CASE WHEN prefer_candidate = 1 THEN '>' WHEN prefer_opponent = 1 THEN '<' ELSE '=' END || opponent, ' ')
	FROM pairwise(format('[{"ranking": %s, "count": 1}]', ranking)::preference_profile, '{"candidates": ["A", "B", "C", "D"]}' || rules)
	WHERE candidate < opponent COLLATE "C"
$$;
SELECT is(pg_temp.one(ranking, rules), expected, 'equal ranks: ' || what)
FROM (VALUES
	(1, '[["A","B"],"C"]', '{}'::jsonb, 'A=B A>C A>D B>C B>D C>D', 'two at the first rank, above all later ones'),
	(2, '["C",["D","A","B"]]', '{}', 'A=B A<C A=D B<C B=D C>D', 'three at the last'),
	(3, '[["A","B"],["C","D"]]', '{}', 'A=B A>C A>D B>C B>D C=D', 'two twice'),
	(4, '[["A","B"],"A","C"]', '{}', 'A=B A>C A>D B>C B>D C>D', 'a repeat counts at its first mark'),
	(5, '["A",["A","B"],"C"]', '{}', 'A>B A>C A>D B>C B>D C>D', 'a repeat inside a rank, too'),
	(6, '[["A","A"],"B"]', '{}', 'A>B A>C A>D B>C B>D C=D', 'one marked twice at a rank is there once'),
	(7, '["A",[],"B","C"]', '{}', 'A>B A>C A>D B=C B=D C=D', 'nothing is known behind an overvote without names'),
	(8, '["A",["A","B"],"C"]', '{"duplicates": "exhaust"}', 'A>B A>C A>D B=C B=D C=D', 'a repeat that exhausts ends the paper'),
	(9, '[["A","A"],"B"]', '{"duplicates": "exhaust"}', 'A=B A=C A=D B=C B=D C=D', 'also at its first rank'),
	(10, '[["A","B"],null,null,"C"]', '{"max_skipped": 1}', 'A=B A>C A>D B>C B>D C=D', 'skipped ranks that exhaust end it'),
	(11, '[["A","B"],["C","D"]]', '{"max_rankings": 1}', 'A=B A>C A>D B>C B>D C=D', 'max_rankings'),
	(12, '[["X","B"],"C"]', '{"unlisted": "skip"}', 'A<B A<C A=D B>C B>D C>D', 'unlisted marks are passed over'),
	(13, '[["X","B"],["Y","C"],"D"]', '{"unlisted": "write_in", "write_in": "W"}', 'A<B A<C A<D B>C B>D C>D', 'the pool is in a rank with others'),
	(14, '[["A","B"],"C"]', '{"overvotes": "skip"}', 'A=B A<C A=D B<C B=D C>D', 'but a rule on overvotes holds')) AS x(n, ranking, rules, expected, what)
ORDER BY n;

-- 2:1 over C and 1:0 over B; as a count would read it, C.
CREATE TEMP TABLE equal AS SELECT '[{"ranking": [["A", "B"], "C"], "count": 2}, {"ranking": ["C", "A"], "count": 1}]'::preference_profile AS p;
SELECT results_eq('SELECT pg_temp.pairs(p, NULL) FROM equal', $$VALUES ('A B: 1 0 2'), ('A C: 2 1 0'), ('B C: 2 1 0')$$, 'equal ranks are legitimate');
SELECT is(condorcet_winner(p, rules), winner, 'a Condorcet winner by ' || coalesce(rules::text, 'no rules'))
FROM equal, (VALUES (1, NULL, 'A'), (2, '{"overvotes": "equal"}'::jsonb, 'A'), (3, '{"tie_break": ["order"]}', 'A'),
	(4, '{"overvotes": "exhaust"}', 'C'), (5, '{"overvotes": "skip"}', 'C'), (6, '{"overvotes": "exhaust_if_multiple_continuing"}', 'C'),
	(7, '{"overvotes": "exhaust_if_any_continuing"}', 'C')) AS x(n, rules, winner)
ORDER BY n;
SELECT is(condorcet_winner(p), 'A', 'two arguments or one') FROM equal;
-- An IRV count reads on as before.
SELECT results_eq('SELECT r.* FROM equal, second_preferences(p) AS r', $$VALUES ('C', 'A', 1::numeric)$$, 'second preferences are those of a count');
SELECT throws_ok(format('SELECT * FROM equal, LATERAL %s(p, %L) AS r', f, '{"overvotes": "equal"}'), '22023', NULL, f || ' takes no equal ranks')
FROM (VALUES (1, 'second_preferences'), (2, 'final_preferences')) AS x(n, f) ORDER BY n;

-- Many candidates (codes of one and two bytes) and weights: against plain SQL.
CREATE TEMP TABLE many AS
SELECT id, rank, 'c' || (id * 37 + rank * mark * 11) % 400 AS candidate, 1 + (id % 3) / 4.0 AS weight
FROM generate_series(1, 60) AS id, generate_series(1, 7) AS rank, generate_series(1, 2) AS mark
WHERE mark = 1 OR (id + rank) % 4 = 0;
CREATE TEMP TABLE marks AS SELECT id, candidate, min(rank) AS rank, weight FROM many GROUP BY id, candidate, weight;
SELECT set_eq($$
	SELECT candidate, opponent, prefer_candidate
	FROM (SELECT profile_agg(id::bigint, rank::bigint, candidate, weight) AS p FROM (SELECT DISTINCT id, rank, candidate, weight FROM many) AS m) AS x, pairwise(p)
	WHERE prefer_candidate <> 0
$$, $$
	SELECT a.candidate, o.candidate AS opponent, sum(a.weight)
	FROM marks AS a CROSS JOIN (SELECT DISTINCT candidate FROM many) AS o LEFT JOIN marks AS b ON b.id = a.id AND b.candidate = o.candidate
	WHERE o.candidate <> a.candidate AND (b.rank IS NULL OR a.rank < b.rank) GROUP BY 1, 2
$$, 'all pairs of many candidates, as a join of marks has them');

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
