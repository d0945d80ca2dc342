\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(87);

-- Each preset on contests small enough to count by hand from the text of its
-- source, and on published results.

--
-- The list
--
SELECT results_eq($$
	SELECT name FROM irv_rules_presets()
$$, $$
	VALUES ('alaska'), ('australia_house'), ('hugo'), ('ireland_president'), ('labour'), ('maine'), ('minneapolis'),
		   ('nyc'), ('oakland'), ('san_francisco'), ('scotland'), ('supplementary_vote'), ('united_kingdom_av')
$$, 'the presets come by name');

SELECT is_empty($$
	SELECT name FROM irv_rules_presets() AS l WHERE l.rules IS DISTINCT FROM irv_rules(l.name)
$$, 'irv_rules gives what irv_rules_presets lists');

SELECT is_empty($$
	SELECT name FROM irv_rules_presets() AS l WHERE NOT irv_rules_check(l.rules) @> l.rules
$$, 'the rules of every preset are allowed, and are what the count uses');

SELECT is_empty($$
	SELECT name FROM irv_rules_presets()
	WHERE rules ?| ARRAY['seed', 'drawn', 'candidates', 'withdrawn', 'write_in', 'min_ballots']
$$, 'no preset holds what belongs to one contest');

SELECT is_empty($$
	SELECT name FROM irv_rules_presets() AS l, jsonb_path_query(l.rules, 'strict $.tie_break.**{0 to 1}[*]') AS step
	WHERE step IN ('"order"', '"lot"', '"error"')
$$, 'no preset decides a tie by itself for which its law has a lot, or nothing');

SELECT results_eq($$
	SELECT name, l.rules -> 'tie_break' FROM irv_rules_presets() AS l
$$, $$
	VALUES ('alaska', '["drawn", "leave"]'::jsonb),
		   ('australia_house', '{"elimination": ["backwards", "drawn", "leave"], "win": ["leave"]}'),
		   ('hugo', '{"elimination": ["first_preferences", "together"], "win": ["leave"]}'),
		   ('ireland_president', '["forwards", "drawn", "leave"]'), ('labour', '["leave"]'),
		   ('maine', '{"elimination": ["drawn", "leave"], "win": ["leave"]}'),
		   ('minneapolis', '["drawn", "leave"]'), ('nyc', '["drawn", "leave"]'), ('oakland', '["drawn", "leave"]'),
		   ('san_francisco', '["drawn", "leave"]'), ('scotland', '["backwards", "drawn", "leave"]'),
		   ('supplementary_vote', '["drawn", "leave"]'), ('united_kingdom_av', '["forwards", "drawn", "leave"]')
$$, 'what each law does about ties');

SELECT is_empty($$
	SELECT name FROM irv_rules_presets() WHERE length(description) < 100
$$, 'every preset is described');

SELECT throws_ok($$SELECT irv_rules('atlantis')$$, '22023', NULL, 'an unknown name is an error');
SELECT throws_ok($$SELECT irv_rules('Maine')$$, '22023', NULL, 'names are exact');
SELECT throws_ok($$SELECT irv_rules('')$$, '22023', NULL, 'the empty name is unknown');
SELECT is(irv_rules(NULL), NULL, 'no name, no rules');

--
-- Contests used by several
--
CREATE TEMP TABLE contest (name text, p preference_profile);
INSERT INTO contest VALUES
-- Bob and Cat are level in round 3; round 1 has Bob behind, round 2 ahead.
('level in round 3', '[{"ranking": ["Ann"], "count": 10}, {"ranking": ["Bob", "Cat"], "count": 5},
	{"ranking": ["Cat", "Bob"], "count": 6}, {"ranking": ["Dan", "Bob", "Cat"], "count": 2},
	{"ranking": ["Eve", "Cat", "Bob"], "count": 1}, {"ranking": ["Eve", "Ann"], "count": 2}]'),
-- Cat, Dan and Eve together have 12 votes: less than Bob's 30.
('stragglers', '[{"ranking": ["Ann"], "count": 40}, {"ranking": ["Bob"], "count": 30},
	{"ranking": ["Cat", "Bob"], "count": 5}, {"ranking": ["Dan", "Cat", "Bob"], "count": 4},
	{"ranking": ["Eve", "Dan", "Bob"], "count": 3}]'),
('early majority', '[{"ranking": ["Ann"], "count": 6}, {"ranking": ["Bob"], "count": 3},
	{"ranking": ["Cat", "Bob"], "count": 2}]'),
-- Ann 51, Bob 20, Cat 17, Dan 12; in the end Cat stands against Ann; without Ann Dan has 52.
('three seconds', '[{"ranking": ["Ann", "Dan"], "count": 40}, {"ranking": ["Ann", "Bob"], "count": 11},
	{"ranking": ["Bob", "Ann"], "count": 20}, {"ranking": ["Cat", "Bob"], "count": 17},
	{"ranking": ["Dan", "Cat"], "count": 10}, {"ranking": ["Dan", "Bob"], "count": 2}]');

SELECT results_eq($$
	SELECT l.name, winner FROM irv_rules_presets() AS l, contest AS c, irv_result(p, l.rules)
	WHERE c.name = 'stragglers'
$$, $$
	SELECT name, CASE name WHEN 'supplementary_vote' THEN 'Ann' ELSE 'Bob' END FROM irv_rules_presets()
$$, 'one at a time or in a batch Bob overtakes Ann; with two ranks read he does not');

SELECT results_eq($$
	SELECT l.name, rounds FROM irv_rules_presets() AS l, contest AS c, irv_result(p, l.rules)
	WHERE c.name = 'stragglers'
$$, $$
	VALUES ('alaska', 4::bigint), ('australia_house', 4), ('hugo', 4), ('ireland_president', 2), ('labour', 4), ('maine', 4),
		   ('minneapolis', 2), ('nyc', 2), ('oakland', 2), ('san_francisco', 2), ('scotland', 4), ('supplementary_vote', 2),
		   ('united_kingdom_av', 4)
$$, 'Ireland, Minneapolis, New York, Oakland and San Francisco batch, only the supplementary vote has a second round at once');

SELECT results_eq($$
	SELECT l.name, rounds FROM irv_rules_presets() AS l, contest AS c, irv_result(p, l.rules)
	WHERE c.name = 'early majority'
$$, $$
	VALUES ('alaska', 2::bigint), ('australia_house', 2), ('hugo', 1), ('ireland_president', 1), ('labour', 1), ('maine', 2),
		   ('minneapolis', 1), ('nyc', 2), ('oakland', 1), ('san_francisco', 1), ('scotland', 1), ('supplementary_vote', 1),
		   ('united_kingdom_av', 1)
$$, 'only Alaska, Australia, Maine and New York count on to the last two');

SELECT results_eq($$
	SELECT l.name, irv_runner_up(p, l.rules) FROM irv_rules_presets() AS l, contest AS c
	WHERE c.name = 'three seconds'
	  AND l.name IN ('hugo', 'labour', 'maine')
$$, $$
	VALUES ('hugo', 'Dan'), ('labour', 'Bob'), ('maine', 'Cat')
$$, 'second place: the winner removed, the deciding round, the final two');

--
-- Published results
--

-- Labour Party deputy leader 2015.  The rounds are published; the later
-- preferences here are made up to fit them.
CREATE TEMP TABLE deputy (p preference_profile);
INSERT INTO deputy VALUES ('[
	{"ranking": ["Watson"], "count": 160852}, {"ranking": ["Creasy"], "count": 78100},
	{"ranking": ["Flint"], "count": 64425},
	{"ranking": ["Eagle", "Watson"], "count": 28373}, {"ranking": ["Eagle", "Creasy"], "count": 17191},
	{"ranking": ["Eagle", "Flint"], "count": 14957}, {"ranking": ["Eagle"], "count": 5492},
	{"ranking": ["Bradshaw", "Watson"], "count": 9737}, {"ranking": ["Bradshaw", "Creasy"], "count": 8455},
	{"ranking": ["Bradshaw", "Eagle"], "count": 6504}, {"ranking": ["Bradshaw", "Flint"], "count": 10156},
	{"ranking": ["Bradshaw"], "count": 4228}]');

SELECT results_eq($$
	SELECT round, candidate, votes, status FROM deputy, irv_rounds(p, irv_rules('labour'))
$$, $$
	VALUES (1::bigint, 'Watson', 160852::numeric, 'continuing'), (1, 'Creasy', 78100, 'continuing'),
		   (1, 'Eagle', 66013, 'continuing'), (1, 'Flint', 64425, 'continuing'),
		   (1, 'Bradshaw', 39080, 'eliminated'),
		   (2, 'Watson', 170589, 'continuing'), (2, 'Creasy', 86555, 'continuing'),
		   (2, 'Flint', 74581, 'continuing'), (2, 'Eagle', 72517, 'eliminated'),
		   (3, 'Watson', 198962, 'elected'), (3, 'Creasy', 103746, 'continuing'),
		   (3, 'Flint', 89538, 'continuing')
$$, 'labour: the deputy leader of 2015 is elected in round 3 with three candidates left, as declared');

SELECT results_eq($$
	SELECT winner, runner_up, won_in_round, won_by, rounds
	FROM deputy, irv_result(p, irv_rules('labour'))
$$, $$
	VALUES ('Watson', 'Creasy', 3::bigint, 'majority', 3::bigint)
$$, 'labour: more than half of the votes that still count elects, though fewer than half of the first round''s');

SELECT results_eq($$
	SELECT winner, won_by, rounds FROM deputy, irv_result(p, irv_rules('labour') || '{"threshold": "first_round"}')
$$, $$
	VALUES ('Watson', 'last_two', 4::bigint)
$$, 'labour: by half of the first round''s votes he would not have been elected in round 3');

-- President of Ireland 1990: both counts are published.
SELECT results_eq($$
	SELECT round, candidate, votes, status
	FROM irv_rounds('[{"ranking": ["Lenihan"], "count": 694484}, {"ranking": ["Robinson"], "count": 612265},
		{"ranking": ["Currie", "Robinson"], "count": 205565}, {"ranking": ["Currie", "Lenihan"], "count": 36789},
		{"ranking": ["Currie"], "count": 25548}]', irv_rules('ireland_president'))
$$, $$
	VALUES (1::bigint, 'Lenihan', 694484::numeric, 'continuing'), (1, 'Robinson', 612265, 'continuing'),
		   (1, 'Currie', 267902, 'eliminated'),
		   (2, 'Robinson', 817830, 'elected'), (2, 'Lenihan', 731273, 'runner_up')
$$, 'ireland_president: the counts of 1990');

-- President of Ireland 1997: both counts are published.  Three candidates had
-- 323,410 votes together, fewer than Banotti's 372,002, and went out at once.
SELECT results_eq($$
	SELECT round, candidate, votes, status
	FROM irv_rounds('[{"ranking": ["McAleese"], "count": 574424}, {"ranking": ["Banotti"], "count": 372002},
		{"ranking": ["Scallon", "McAleese"], "count": 89395}, {"ranking": ["Scallon", "Banotti"], "count": 86063},
		{"ranking": ["Roche", "McAleese"], "count": 42440}, {"ranking": ["Roche", "Banotti"], "count": 39451},
		{"ranking": ["Roche"], "count": 6532}, {"ranking": ["Nally"], "count": 59529}]', irv_rules('ireland_president'))
$$, $$
	VALUES (1::bigint, 'McAleese', 574424::numeric, 'continuing'), (1, 'Banotti', 372002, 'continuing'),
		   (1, 'Scallon', 175458, 'eliminated'), (1, 'Roche', 88423, 'eliminated'), (1, 'Nally', 59529, 'eliminated'),
		   (2, 'McAleese', 706259, 'elected'), (2, 'Banotti', 497516, 'runner_up')
$$, 'ireland_president: the counts of 1997, three candidates excluded together');

--
-- Ireland
--
SELECT results_eq($$
	SELECT candidate, decided_by
	FROM irv_rounds('[{"ranking": ["Ann"], "count": 4}, {"ranking": ["Bob", "Ann"], "count": 3},
		{"ranking": ["Cat", "Ann"], "count": 3}]',
		irv_rules('ireland_president') || '{"drawn": [{"round": 1, "tied": ["Bob", "Cat"], "loses": "Bob"}]}')
	WHERE round = 1 AND status = 'eliminated'
$$, $$
	VALUES ('Bob', 'drawn')
$$, 'ireland_president: equal at all counts, the lot decides who is excluded');

SELECT results_eq($$
	SELECT candidate, decided_by, tied_with FROM contest, irv_rounds(p, irv_rules('ireland_president'))
	WHERE name = 'level in round 3' AND decided_by IS NOT NULL
$$, $$
	VALUES ('Bob', 'forwards', ARRAY['Cat'])
$$, 'ireland_president: a tie goes against the one with fewer first preferences');

SELECT results_eq($$
	SELECT exhausted_overvote, exhausted_skipped, exhausted_repeated, continuing
	FROM irv_round_totals('[{"ranking": ["Ann"], "count": 4}, {"ranking": ["Bob"], "count": 3},
		{"ranking": ["Cat", "Cat", "Bob"], "count": 1}, {"ranking": ["Cat", null, "Bob"], "count": 1},
		{"ranking": [["Ann", "Bob"]], "count": 1}]', irv_rules('ireland_president'))
	WHERE round = 2
$$, $$
	VALUES (1::numeric, 1::numeric, 1::numeric, 7::numeric)
$$, 'ireland_president: equal, repeated and missing numbers end a paper');

--
-- Scotland
--
SELECT results_eq($$
	SELECT t.*
	FROM irv_round_totals('[{"ranking": ["Ann"], "count": 6}, {"ranking": ["Bob"], "count": 5},
		{"ranking": ["Cat"], "count": 2}, {"ranking": ["Cat", null, "Bob"], "count": 1},
		{"ranking": [null, "Bob"], "count": 1}, {"ranking": [["Ann", "Bob"]], "count": 1}]',
		irv_rules('scotland')) AS t
$$, $$
	VALUES (1::bigint, 14::numeric, 8::numeric, 2::numeric, 0::numeric, 1::numeric, 1::numeric, 0::numeric, 0::numeric),
		   (2, 11, 8, 5, 2, 1, 2, 0, 0)
$$, 'scotland: the quota is that of the valid papers of the first stage; a gap ends a paper');

SELECT results_eq($$
	SELECT winner, won_by
	FROM irv_result('[{"ranking": ["Ann"], "count": 6}, {"ranking": ["Bob"], "count": 5},
		{"ranking": ["Cat"], "count": 3}]', irv_rules('scotland'))
$$, $$
	VALUES ('Ann', 'last_two')
$$, 'scotland: the last one left is elected without the quota');

SELECT results_eq($$
	SELECT candidate, decided_by, tied_with FROM contest, irv_rounds(p, irv_rules('scotland'))
	WHERE name = 'level in round 3' AND decided_by IS NOT NULL
$$, $$
	VALUES ('Cat', 'backwards', ARRAY['Bob'])
$$, 'scotland: a tie goes against the one with fewer votes at the most recent stage that differs');

SELECT results_eq($$
	SELECT status, decided_by, tied_with
	FROM irv_rounds('[{"ranking": ["Ann"], "count": 4}, {"ranking": ["Bob", "Ann"], "count": 3},
		{"ranking": ["Cat", "Ann"], "count": 3}]',
		irv_rules('scotland') || '{"tie_break": ["backwards", "lot"], "seed": "12 September 2026, Leeds"}')
	WHERE round = 1 AND candidate = 'Bob'
$$, $$
	VALUES ('eliminated', 'lot', ARRAY['Cat'])
$$, 'scotland: equal at all stages, the added lot decides (Bob''s begins with 5f, Cat''s with 79)');

--
-- Supplementary vote: 21 valid first preferences, three void papers
--
CREATE TEMP TABLE mayor (p preference_profile);
INSERT INTO mayor VALUES ('[
	{"ranking": ["Ann", "Bob"], "count": 8}, {"ranking": ["Bob", "Ann"], "count": 6},
	{"ranking": ["Cat", "Bob"], "count": 3}, {"ranking": ["Cat", "Dan", "Ann"], "count": 1},
	{"ranking": ["Cat"], "count": 1}, {"ranking": ["Dan", "Ann"], "count": 1},
	{"ranking": ["Dan", "Bob"], "count": 1}, {"ranking": [["Ann", "Bob"], "Ann"], "count": 1},
	{"ranking": [null, "Ann"], "count": 2}]');

SELECT results_eq($$
	SELECT round, candidate, votes, status FROM mayor, irv_rounds(p, irv_rules('supplementary_vote'))
$$, $$
	VALUES (1::bigint, 'Ann', 8::numeric, 'continuing'), (1, 'Bob', 6, 'continuing'),
		   (1, 'Cat', 5, 'eliminated'), (1, 'Dan', 2, 'eliminated'),
		   (2, 'Bob', 10, 'elected'), (2, 'Ann', 9, 'runner_up')
$$, 'supplementary_vote: only the second preferences of the others are added');

SELECT results_eq($$
	SELECT won_by, exhausted FROM mayor, irv_result(p, irv_rules('supplementary_vote'))
$$, $$
	VALUES ('most_votes', 5::numeric)
$$, 'supplementary_vote: 10 of 21 first preference votes are no majority, and enough');

SELECT results_eq($$
	SELECT candidate, votes, status
	FROM irv_rounds('[{"ranking": ["Ann"], "count": 5}, {"ranking": ["Bob"], "count": 3},
		{"ranking": ["Cat"], "count": 3}, {"ranking": ["Dan", "Cat"], "count": 1}]',
		irv_rules('supplementary_vote'))
	WHERE round = 2
$$, $$
	VALUES ('Ann', 5::numeric, 'elected'), ('Cat', 4, 'runner_up'), ('Bob', 3, 'continuing')
$$, 'supplementary_vote: all who share second place stay in');

SELECT results_eq($$
	SELECT winner, tied
	FROM irv_result('[{"ranking": ["Ann"], "count": 3}, {"ranking": ["Bob"], "count": 2},
		{"ranking": ["Cat", "Bob"], "count": 1}]', irv_rules('supplementary_vote'))
$$, $$
	VALUES (NULL::text, ARRAY['Ann', 'Bob'])
$$, 'supplementary_vote: a tie in the second round is left for the lot');

--
-- Maine and Alaska
--
SELECT results_eq($$
	SELECT l.name, t.continuing, t.threshold, t.exhausted_choices, t.exhausted_overvote, t.exhausted_skipped
	FROM irv_rules_presets() AS l,
		 irv_round_totals('[{"ranking": ["Ann"], "count": 5}, {"ranking": ["Bob"], "count": 3},
			{"ranking": ["Cat", null, "Bob"], "count": 1}, {"ranking": ["Cat", null, null, "Bob"], "count": 1},
			{"ranking": [["Ann", "Cat"], "Bob"], "count": 1}, {"ranking": [null, null, "Ann"], "count": 1}]',
			l.rules) AS t
	WHERE l.name IN ('alaska', 'maine') AND t.round = 2
$$, $$
	VALUES ('alaska', 9::numeric, 5::numeric, 0::numeric, 1::numeric, 2::numeric), ('maine', 9, 5, 0, 1, 2)
$$, 'maine, alaska: one skipped rank is passed over, two in a row or an overvote end a ballot');

-- An overvote of candidates who are out does not end a ballot in Maine: what
-- counts is the highest continuing ranking (section 723-A(1)(D) and (E)).
-- Eve and Fay are level in rounds 1 and 2; order lets them go one by one.
SELECT results_eq($$
	SELECT name, winner, final_two_winner_votes, final_two_runner_up_votes, exhausted
	FROM (VALUES ('alaska', 'exhaust'), ('maine', NULL)) AS v (name, overvotes),
		 irv_result('[{"ranking": ["Ann"], "count": 5}, {"ranking": ["Bob"], "count": 4},
			{"ranking": ["Dan", ["Eve", "Fay"], "Bob"], "count": 2}, {"ranking": ["Eve"], "count": 1},
			{"ranking": ["Fay", "Eve"], "count": 1}]', irv_rules(name) || '{"tie_break": ["order"]}')
$$, $$
	VALUES ('alaska', 'Ann', 5::numeric, 4::numeric, 4::numeric), ('maine', 'Bob', 6, 5, 2)
$$, 'maine: an overvote of candidates who are out is passed over');

SELECT results_eq($$
	SELECT irv_winner(p, irv_rules('maine')), irv_winner(p, irv_rules('maine') ||
			'{"drawn": [{"round": 1, "tied": ["Bob", "Cat"], "loses": "Cat"}]}')
	FROM (VALUES ('[{"ranking": ["Ann"], "count": 4}, {"ranking": ["Bob", "Ann"], "count": 3},
		{"ranking": ["Cat", "Bob"], "count": 3}]'::preference_profile)) AS c (p)
$$, $$
	VALUES (NULL::text, 'Bob')
$$, 'maine: a tie for last place is decided by the lot that was drawn (section 723-A(3))');
SELECT throws_ok($$
	SELECT irv_winner('[{"ranking": ["Ann"], "count": 3}, {"ranking": ["Bob"], "count": 3}]'::preference_profile,
		irv_rules('maine') || '{"drawn": [{"round": 1, "tied": ["Ann", "Bob"], "wins": "Bob"}]}')
$$, '22023', 'rules contradict each other', 'maine: a tie of the last two is not decided by lot');
SELECT is(tied, ARRAY['Ann', 'Bob'], 'maine: and is left')
FROM irv_result('[{"ranking": ["Ann"], "count": 3}, {"ranking": ["Bob"], "count": 3}]', irv_rules('maine'));

SELECT is(irv_winner('[{"ranking": ["Ann"], "count": 4}, {"ranking": ["Bob", "Ann"], "count": 3},
		{"ranking": ["Cat", "Bob"], "count": 3}]'::preference_profile,
		irv_rules(name) || '{"drawn": [{"round": 1, "tied": ["Bob", "Cat"], "loses": "Cat"}]}'),
	'Bob', name || ': a lot that was drawn by hand is entered')
FROM unnest(ARRAY['alaska', 'australia_house', 'minneapolis', 'nyc', 'oakland', 'san_francisco', 'scotland', 'united_kingdom_av']) AS name;
SELECT is(irv_winner('[{"ranking": ["Ann"], "count": 3}, {"ranking": ["Bob"], "count": 3}]'::preference_profile,
		irv_rules(name) || '{"drawn": [{"round": 1, "tied": ["Ann", "Bob"], "wins": "Bob"}]}'),
	'Bob', name || ': and one of the last two')
FROM unnest(ARRAY['alaska', 'ireland_president', 'minneapolis', 'nyc', 'oakland', 'san_francisco', 'scotland', 'supplementary_vote', 'united_kingdom_av']) AS name;

SELECT results_eq($$
	SELECT winner, winner_votes, exhausted
	FROM irv_result('[{"ranking": ["Ann"], "count": 3}, {"ranking": ["Zed", "Bob"], "count": 4},
		{"ranking": [["Ann", "Zed"]], "count": 2}, {"ranking": [null, "Zed", null, "Bob"], "count": 1}]',
		irv_rules('alaska') || '{"candidates": ["Ann", "Bob"]}')
$$, $$
	VALUES ('Bob', 5::numeric, 2::numeric)
$$, 'alaska: a write-in is passed over, fills its rank and makes an overvote');

SELECT results_eq($$
	SELECT l.name, tied FROM irv_rules_presets() AS l, contest AS c, irv_result(p, l.rules)
	WHERE c.name = 'level in round 3' AND tied IS NOT NULL
$$, $$
	VALUES ('alaska', ARRAY['Bob', 'Cat']), ('labour', ARRAY['Bob', 'Cat']),
		   ('maine', ARRAY['Bob', 'Cat']), ('minneapolis', ARRAY['Bob', 'Cat']),
		   ('nyc', ARRAY['Bob', 'Cat']), ('oakland', ARRAY['Bob', 'Cat']),
		   ('san_francisco', ARRAY['Bob', 'Cat']), ('supplementary_vote', ARRAY['Ann', 'Cat'])
$$, 'where the source knows only a lot, or nothing, a tie that matters ends the count');

--
-- San Francisco, Oakland, New York and Minneapolis
--
SELECT results_eq($$
	SELECT l.name, t.continuing, t.threshold, t.exhausted_choices, t.exhausted_overvote, t.exhausted_skipped
	FROM irv_rules_presets() AS l,
		 irv_round_totals('[{"ranking": ["Ann"], "count": 5}, {"ranking": ["Bob"], "count": 4},
			{"ranking": [null, null, "Bob"], "count": 1}, {"ranking": ["Cat", ["Ann", "Bob"], "Bob"], "count": 2},
			{"ranking": ["Cat"], "count": 1}]', l.rules) AS t
	WHERE l.name IN ('minneapolis', 'nyc', 'oakland', 'san_francisco') AND t.round = 2
$$, $$
	VALUES ('minneapolis', 12::numeric, 7::numeric, 1::numeric, 0::numeric, 0::numeric), ('nyc', 10, 6, 1, 2, 0),
		   ('oakland', 10, 6, 1, 2, 0), ('san_francisco', 10, 6, 1, 2, 0)
$$, 'gaps close in all of them; an overvote does not end a ballot in Minneapolis; the threshold stays in Minneapolis only');
-- By Oakland's 1105(d) and New York's 1057-g(e)(2) a ballot goes on to the next candidate who continues.
SELECT results_eq($$
	SELECT l.name, r.winner, r.final_two_winner_votes
	FROM irv_rules_presets() AS l,
		 irv_result('[{"ranking": ["Ann"], "count": 4}, {"ranking": ["Bob"], "count": 3},
			{"ranking": ["Cat", "Cat", "Bob"], "count": 2}]', l.rules) AS r
	WHERE l.name IN ('nyc', 'oakland')
$$, $$
	VALUES ('nyc', 'Bob', 5::numeric), ('oakland', 'Bob', 5)
$$, 'oakland, nyc: a candidate marked again does not end a ballot');
-- Ann has 8 of 15 in round 2, with three left.
SELECT results_eq($$
	SELECT l.name, r.won_in_round, r.rounds
	FROM irv_rules_presets() AS l,
		 irv_result('[{"ranking": ["Ann"], "count": 6}, {"ranking": ["Bob"], "count": 4}, {"ranking": ["Cat"], "count": 3},
			{"ranking": ["Dan", "Ann"], "count": 2}]', l.rules) AS r
	WHERE l.name IN ('nyc', 'oakland')
$$, $$
	VALUES ('nyc', 2::bigint, 3::bigint), ('oakland', 2, 2)
$$, 'oakland: a majority of the continuing ballots ends the count (1105(d)); nyc: two remain (1057-g(e)(2)(a))');
SELECT is(irv_winner(p, irv_rules('nyc') || added), winner, 'nyc: five choices are read (1057-g(d)(1)): ' || winner)
FROM (VALUES ('[{"ranking": ["Ann"], "count": 5}, {"ranking": ["Bob"], "count": 4},
		{"ranking": ["Cat", "Dan", "Eve", "Fay", "Gil", "Bob"], "count": 2}]'::preference_profile)) AS c (p),
	 (VALUES ('{}'::jsonb, 'Ann'), ('{"max_rankings": null}', 'Bob')) AS v (added, winner);
-- Cat and Bob together have fewer than Ann, but only Ann would be left.
SELECT results_eq($$
	SELECT candidate FROM irv_rounds('[{"ranking": ["Ann"], "count": 10}, {"ranking": ["Bob"], "count": 3},
		{"ranking": ["Cat"], "count": 2}]', irv_rules('nyc')) WHERE round = 1 AND status = 'eliminated'
$$, $$
	VALUES ('Cat')
$$, 'nyc: no batch that would leave a single one (1057-g(e)(2)(b))');

SELECT results_eq($$
	SELECT winner, won_by
	FROM irv_result('[{"ranking": ["Ann"], "count": 5}, {"ranking": ["Bob"], "count": 4},
		{"ranking": ["Cat"], "count": 3}]', irv_rules('minneapolis'))
$$, $$
	VALUES ('Ann', 'last_two')
$$, 'minneapolis: with two left the higher wins without the threshold');

-- Whoever is at the threshold is elected, unless it is the undeclared write-ins
-- (167.60(c)(1)a): 6 of 11.
SELECT results_eq($$
	SELECT winner, won_in_round, winner_votes, won_by, rounds
	FROM irv_result('[{"ranking": ["Ann"], "count": 6}, {"ranking": ["Bob"], "count": 2},
		{"ranking": ["Others"], "count": 3}]', irv_rules('minneapolis') || '{"write_in": "Others"}')
$$, $$
	VALUES ('Ann', 1::bigint, 6::numeric, 'majority', 1::bigint)
$$, 'minneapolis: a candidate is elected in round 1 though there are undeclared write-ins');
SELECT is(winner, 'Bob', 'minneapolis: undeclared write-ins are not elected')
FROM irv_result('[{"ranking": ["Ann"], "count": 3}, {"ranking": ["Bob"], "count": 4},
	{"ranking": ["Others"], "count": 9}]', irv_rules('minneapolis') || '{"write_in": "Others"}');
-- They go out with all who cannot be elected (167.60(c)(1)b), which their votes
-- are counted for (167.20): 1 + 1 is less than 3 and 1 + 1 + 3 less than 6, but
-- 2 + 1 is not less than 3, nor 2 + 1 + 3 less than 6.
SELECT results_eq($$
	SELECT n, array_agg(candidate ORDER BY candidate)
	FROM generate_series(1, 2) AS n,
		 irv_rounds(format('[{"ranking": ["Ann"], "count": 7}, {"ranking": ["Bob"], "count": 6},
			{"ranking": ["Cat"], "count": 3}, {"ranking": ["Dan"], "count": 1}, {"ranking": ["Others"], "count": %s}]', n)::preference_profile,
			irv_rules('minneapolis') || '{"write_in": "Others"}')
	WHERE round = 1 AND status = 'eliminated'
	GROUP BY n
$$, $$
	VALUES (1, ARRAY['Cat', 'Dan', 'Others']), (2, ARRAY['Others'])
$$, 'minneapolis: undeclared write-ins go out with those whom their votes could not help');
-- When only one candidate remains no votes are transferred (167.60(c)(1)b).
-- After Dan, Ann and Cat together have 4 votes, and Eve has 5 of the 6 needed.
SELECT results_eq($$
	SELECT winner, won_in_round, winner_votes, won_by, rounds
	FROM irv_result('[{"ranking": ["Eve"], "count": 5}, {"ranking": ["Ann", "Eve"], "count": 2},
		{"ranking": ["Cat"], "count": 2}, {"ranking": ["Dan"], "count": 1}]', irv_rules('minneapolis'))
$$, $$
	VALUES ('Eve', 2::bigint, 5::numeric, 'last_two', 2::bigint)
$$, 'minneapolis: votes are not transferred when one candidate remains');

SELECT alike(irv_report('[{"ranking": ["Eve"], "count": 5}, {"ranking": ["Ann", "Eve"], "count": 2},
		{"ranking": ["Cat"], "count": 2}, {"ranking": ["Dan"], "count": 1}]', irv_rules('minneapolis')),
	'%Winner: Eve, in round 2 with 5 of 9 (55.56 \%), as the last one left;%', 'minneapolis: the report says so');
-- Stopped at the first majority or counted to two, the winner is the same: a
-- count whose two parts end differently, and ones whose batches leave one.
SELECT is(irv_winner(p, irv_rules('minneapolis') || '{"stop": "two_remain"}'), irv_winner(p, irv_rules('minneapolis')),
	'minneapolis: the same winner when counted to two')
FROM unnest(ARRAY[
	'[{"ranking": ["B", "A"], "count": 2}, {"ranking": ["C"], "count": 2}, {"ranking": ["E"], "count": 3},
	  {"ranking": ["A", "D"], "count": 1}, {"ranking": ["E", "B"], "count": 2}]',
	'[{"ranking": ["Eve"], "count": 5}, {"ranking": ["Ann", "Eve"], "count": 2}, {"ranking": ["Cat"], "count": 2},
	  {"ranking": ["Dan"], "count": 1}]',
	'[{"ranking": ["F"], "count": 11}, {"ranking": ["E"], "count": 5}, {"ranking": ["A"], "count": 2},
	  {"ranking": ["C"], "count": 2}, {"ranking": ["D"], "count": 1}]']::preference_profile[]) AS p;

SELECT results_eq(format($$
	SELECT candidate, status, decided_by
	FROM irv_rounds('[{"ranking": ["Ann"], "count": 9}, {"ranking": ["Bob"], "count": 8},
		{"ranking": ["Cat", "Bob"], "count": 1}, {"ranking": ["Dan", "Bob"], "count": 1}]',
		irv_rules(%L))
	WHERE round = 1 AND status = 'eliminated'
$$, name), $$
	VALUES ('Cat', 'eliminated', NULL::text), ('Dan', 'eliminated', NULL)
$$, name || ': candidates who go out as a batch are no tie, even when level')
FROM unnest(ARRAY['nyc', 'oakland', 'san_francisco']) AS name;

--
-- House of Representatives of Australia
--
-- An absolute majority is more than half of all formal papers (274(10)): 5 of 9.
-- Two papers leave squares blank, so none is reached.
SELECT results_eq($$
	SELECT t.round, t.threshold, r.winner, r.won_by
	FROM (VALUES ('[{"ranking": ["Ann", "Bob", "Cat"], "count": 4}, {"ranking": ["Bob", "Ann", "Cat"], "count": 3},
			{"ranking": ["Cat"], "count": 2}]'::preference_profile)) AS c (p),
		 irv_round_totals(p, irv_rules('australia_house')) AS t, irv_result(p, irv_rules('australia_house')) AS r
$$, $$
	VALUES (1::bigint, 5::numeric, 'Ann', 'last_two'), (2, 5, 'Ann', 'last_two')
$$, 'australia_house: an absolute majority is of all formal papers (274(10))');
SELECT results_eq($$
	SELECT candidate, decided_by, tied_with FROM contest, irv_rounds(p, irv_rules('australia_house'))
	WHERE name = 'level in round 3' AND decided_by IS NOT NULL
$$, $$
	VALUES ('Cat', 'backwards', ARRAY['Bob'])
$$, 'australia_house: a tie goes against the one with fewer votes at the last count that differs (274(9))');
SELECT throws_ok($$
	SELECT irv_winner('[{"ranking": ["Ann", "Bob"], "count": 3}, {"ranking": ["Bob", "Ann"], "count": 3}]'::preference_profile,
		irv_rules('australia_house') || '{"drawn": [{"round": 1, "tied": ["Ann", "Bob"], "wins": "Bob"}]}')
$$, '22023', 'rules contradict each other', 'australia_house: a tie in the final count is not decided by lot (274(9A) to (9C))');
SELECT is(tied, ARRAY['Ann', 'Bob'], 'australia_house: and is left')
FROM irv_result('[{"ranking": ["Ann", "Bob"], "count": 3}, {"ranking": ["Bob", "Ann"], "count": 3}]', irv_rules('australia_house'));
-- All but the first two have 4 together, less than Bob's 5: by 274(7AA) both go
-- out at once, which leads to the same last two with the same votes.
SELECT results_eq($$
	SELECT candidate, votes
	FROM irv_rounds('[{"ranking": ["Ann", "Bob", "Cat", "Dan"], "count": 6}, {"ranking": ["Bob", "Ann", "Cat", "Dan"], "count": 5},
		{"ranking": ["Cat", "Dan", "Bob", "Ann"], "count": 3}, {"ranking": ["Dan", "Cat", "Ann", "Bob"], "count": 1}]',
		irv_rules('australia_house'))
	WHERE round = 3
$$, $$
	VALUES ('Bob', 8::numeric), ('Ann', 7)
$$, 'australia_house: one by one or all at once, the last two are the same (274(7AA))');

--
-- The alternative vote of 2011
--
SELECT results_eq($$
	SELECT candidate, decided_by, tied_with FROM contest, irv_rounds(p, irv_rules('united_kingdom_av'))
	WHERE name = 'level in round 3' AND decided_by IS NOT NULL
$$, $$
	VALUES ('Bob', 'forwards', ARRAY['Cat'])
$$, 'united_kingdom_av: a tie goes against the one with fewer first preferences (rule 49(2))');
-- First preferences 6 and 5, then 6 and 7, then 8 each.
SELECT results_eq($$
	SELECT candidate, status, decided_by, tied_with
	FROM irv_rounds('[{"ranking": ["Ann"], "count": 6}, {"ranking": ["Bob"], "count": 5}, {"ranking": ["Cat", "Bob"], "count": 2},
		{"ranking": ["Dan", "Ann"], "count": 2}, {"ranking": ["Dan", "Bob"], "count": 1}]', irv_rules('united_kingdom_av'))
	WHERE round = 3 AND decided_by IS NOT NULL
$$, $$
	VALUES ('Ann', 'elected', 'forwards', ARRAY['Bob'])
$$, 'united_kingdom_av: so does a tie of the last two (rule 49A(2))');
-- Watson's majority is of the votes that still count (rule 45A(4)).
SELECT results_eq($$
	SELECT winner, won_in_round, rounds FROM deputy, irv_result(p, irv_rules('united_kingdom_av'))
$$, $$
	VALUES ('Watson', 3::bigint, 3::bigint)
$$, 'united_kingdom_av: more votes than the other remaining candidates put together (rule 45A(4))');

--
-- Hugo Awards
--
-- Bob and Cat are level in round 2, and Cat had fewer first-place votes.
SELECT results_eq($$
	SELECT round, candidate, votes, status, decided_by
	FROM irv_rounds('[{"ranking": ["Ann"], "count": 5}, {"ranking": ["Bob"], "count": 3},
		{"ranking": ["Cat", "Bob"], "count": 2}, {"ranking": ["Dan", "Cat", "Bob"], "count": 1}]', irv_rules('hugo'))
	WHERE round > 1
$$, $$
	VALUES (2::bigint, 'Ann', 5::numeric, 'continuing', NULL), (2, 'Bob', 3, 'continuing', NULL),
		   (2, 'Cat', 3, 'eliminated', 'first_preferences'), (3, 'Bob', 6, 'elected', NULL), (3, 'Ann', 5, 'runner_up', NULL)
$$, 'hugo: of two who are tied the one with fewer first-place votes is eliminated (6.4)');
SELECT results_eq($$
	SELECT round, candidate, votes, status, decided_by
	FROM irv_rounds('[{"ranking": ["Ann"], "count": 4}, {"ranking": ["Bob", "Cat"], "count": 3},
		{"ranking": ["Cat", "Bob"], "count": 3}]', irv_rules('hugo'))
$$, $$
	VALUES (1::bigint, 'Ann', 4::numeric, 'continuing', NULL), (1, 'Bob', 3, 'eliminated', 'together'),
		   (1, 'Cat', 3, 'eliminated', 'together'), (2, 'Ann', 4, 'elected', NULL)
$$, 'hugo: those who are still tied are eliminated together (6.4)');
SELECT is(tied, ARRAY['Ann', 'Bob', 'Cat'], 'hugo: all who remain are tied, and win jointly')
FROM irv_result('[{"ranking": ["Ann"], "count": 4}, {"ranking": ["Bob"], "count": 4}, {"ranking": ["Cat"], "count": 4}]',
	irv_rules('hugo'));

SELECT results_eq($$
	SELECT winner, tied FROM irv_result('[{"ranking": ["Ann"], "count": 4}, {"ranking": ["Bob"], "count": 5},
		{"ranking": ["Cat", "Ann"], "count": 1}]', irv_rules('hugo'))
$$, $$
	VALUES (NULL::text, ARRAY['Ann', 'Bob'])
$$, 'hugo: the last two, level, win jointly');

SELECT results_eq($$
	SELECT place, candidate, votes FROM contest, irv_places(p, irv_rules('hugo')) WHERE name = 'three seconds'
$$, $$
	VALUES (1::bigint, 'Ann', 51::numeric), (2, 'Dan', 52), (3, 'Bob', 33), (4, 'Cat', 27)
$$, 'hugo: each place is counted again without those placed before');

SELECT results_eq($$
	SELECT irv_winner(p, irv_rules('hugo')), prefer_candidate, prefer_opponent
	FROM (VALUES ('[{"ranking": ["Ann", "No Award"], "count": 5}, {"ranking": ["Bob", "No Award"], "count": 4},
		{"ranking": ["No Award"], "count": 2}, {"ranking": ["No Award", "Ann"], "count": 1}]'::preference_profile)) AS c(p),
		 pairwise(p, irv_rules('hugo'))
	WHERE candidate = 'Ann' AND opponent = 'No Award'
$$, $$
	VALUES ('Ann', 5::numeric, 7::numeric)
$$, 'hugo: the test against No Award is a row of pairwise');

SELECT * FROM finish();
ROLLBACK;
