\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;

-- Every clause of every preset on a contest that it decides: what follows from
-- the provision, and what would follow from another rule in its place.  Worked
-- out by hand.

-- A profile from shorthand: '4 A B, 3 - B=C, 2' is 4 ballots A > B, 3 with a
-- skipped rank and then B and C level, and 2 blank ones.
CREATE FUNCTION pg_temp.p(ballots text) RETURNS preference_profile LANGUAGE sql AS $$
	SELECT coalesce(jsonb_agg(jsonb_build_object(
			'count', split_part(btrim(b), ' ', 1)::int,
			'ranking', coalesce((
				SELECT jsonb_agg(CASE WHEN m = '-' THEN 'null'::jsonb
									  WHEN m LIKE '%=%' THEN to_jsonb(string_to_array(m, '='))
									  ELSE to_jsonb(m) END ORDER BY n)
				FROM unnest((string_to_array(btrim(b), ' '))[2:]) WITH ORDINALITY AS u (m, n)), '[]'))), '[]')::preference_profile
	FROM unnest(string_to_array(ballots, ',')) AS b
$$;

-- A column of irv_result, or of the last round's totals.
CREATE FUNCTION pg_temp.answer(question text, ballots text, rules jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT (to_jsonb(r) || to_jsonb(t)) ->> question
	FROM irv_result(pg_temp.p(answer.ballots), rules) AS r,
		 LATERAL (SELECT t.* FROM irv_round_totals(pg_temp.p(answer.ballots), rules) AS t ORDER BY t.round DESC LIMIT 1) AS t
$$;

-- preset, rule, provision as the sheet has it, what is asked of which ballots,
-- with what belongs to the contest, the answer; another rule, and its answer.
CREATE TEMP TABLE clauses (preset text, rule text, provision text, question text, ballots text, added jsonb, answer text, other jsonb, other_answer text);

-- C goes out; two of its ballots reach a rank with two who continue.
INSERT INTO clauses
SELECT preset, 'overvotes', provision, 'winner', '5 A, 4 B, 2 C A=B B', '{}', 'A', '{"overvotes": "skip"}', 'B'
FROM (VALUES ('alaska', 'AS 15.15.350'), ('nyc', '1057-g(a), "exhausted ballot"'), ('oakland', '1105(h)'),
	('san_francisco', '13.102(a)'), ('scotland', 'rule 44 and article 2')) AS v (preset, provision);
INSERT INTO clauses VALUES
	('ireland_president', 'overvotes', 'sections 45(a) and 48', 'winner', '5 A, 4 B, 2 C A=D B', '{}', 'A', '{"overvotes": "skip"}', 'B'),
	('minneapolis', 'overvotes', '167.60(c)(2)', 'winner', '5 A, 4 B, 2 C A=B B', '{}', 'B', '{"overvotes": "exhaust"}', 'A'),
	-- D and E are out, so their rank is no highest continuing one
	('maine', 'overvotes', '723-A(1)(D) and (E)', 'winner', '5 A, 4 B, 2 C D=E B', '{"withdrawn": ["D", "E"]}', 'B', '{"overvotes": "exhaust"}', 'A'),
	('maine', 'overvotes', '723-A(1)(D) and (E)', 'winner', '5 A, 4 B, 2 C A=D B', '{"withdrawn": ["D"]}', 'A', '{"overvotes": "exhaust_if_multiple_continuing"}', 'A'),
	('maine', 'overvotes', '723-A(1)(D) and (E)', 'exhausted_overvote', '5 A, 4 B, 2 C A=D B', '{"withdrawn": ["D"]}', '2', '{"overvotes": "exhaust_if_multiple_continuing"}', '0'),
	-- a first preference for two is void
	('supplementary_vote', 'overvotes', 'mayoral election rules, rule 50', 'winner', '5 A, 4 B, 2 A=B B', '{}', 'A', '{"overvotes": "skip"}', 'B');

-- Empty ranks.
INSERT INTO clauses
SELECT preset, 'max_skipped', provision, 'winner', '5 A, 4 B, 2 C - - B', '{}', 'A', '{"max_skipped": null}', 'B'
FROM (VALUES ('alaska', 'AS 15.15.350'), ('maine', '723-A(1)(D)')) AS v (preset, provision);
INSERT INTO clauses
SELECT preset, 'max_skipped', provision, 'winner', '5 A, 4 B, 2 C - B', '{}', 'B', '{"max_skipped": 0}', 'A'
FROM (VALUES ('alaska', 'AS 15.15.350'), ('maine', '723-A(1)(D)')) AS v (preset, provision);
INSERT INTO clauses
SELECT preset, 'max_skipped', provision, 'winner', '5 A, 4 B, 2 C - B', '{}', 'A', '{"max_skipped": 1}', 'B'
FROM (VALUES ('ireland_president', 'sections 45(b) and 48'), ('scotland', 'rule 44 and article 2')) AS v (preset, provision);
INSERT INTO clauses
SELECT preset, 'max_skipped', provision, 'winner', '5 A, 4 B, 2 C - - B', '{}', 'B', '{"max_skipped": 1}', 'A'
FROM (VALUES ('minneapolis', '167.60(c)(2)'), ('nyc', '1057-g(e)(2)'), ('oakland', '1105(g)'), ('san_francisco', '13.102(a)')) AS v (preset, provision);
INSERT INTO clauses VALUES
	('supplementary_vote', 'max_skipped', 'mayoral election rules, rule 50', 'winner', '5 A, 4 B, 2 - B', '{}', 'A', '{"max_skipped": 1}', 'B');

-- A candidate marked again.
INSERT INTO clauses
SELECT preset, 'duplicates', provision, 'winner', '5 A, 4 B, 2 C C B', '{}', 'B', '{"duplicates": "exhaust"}', 'A'
FROM (VALUES ('alaska', 'nothing says otherwise'), ('maine', '723-A(1)(K)'), ('minneapolis', '167.60(c)(2)'), ('nyc', '1057-g(e)(2)'), ('oakland', '1105(d)')) AS v (preset, provision);
INSERT INTO clauses VALUES
	('ireland_president', 'duplicates', 'section 45(b)', 'winner', '5 A, 4 B, 2 C C B', '{}', 'A', '{"duplicates": "skip"}', 'B'),
	('supplementary_vote', 'duplicates', 'mayoral election rules, rule 50', 'exhausted_repeated', '5 A, 4 B, 2 C C', '{}', '0', '{"duplicates": "exhaust"}', '2');

-- How many ranks are read.
INSERT INTO clauses VALUES
	('nyc', 'max_rankings', '1057-g(d)(1)', 'winner', '5 A, 4 B, 2 C D E F G B', '{}', 'A', '{"max_rankings": 6}', 'B'),
	('nyc', 'max_rankings', '1057-g(d)(1)', 'winner', '5 A, 4 B, 2 C D E F B', '{}', 'B', '{"max_rankings": 4}', 'A'),
	('supplementary_vote', 'max_rankings', 'paragraph 2', 'winner', '5 A, 4 B, 2 C D B', '{}', 'A', '{"max_rankings": 3}', 'B');

-- In round 2 A has 40 of 75, but not of 100.
INSERT INTO clauses
SELECT preset, 'threshold', provision, 'won_by', '40 A, 35 B, 25 C', '{}', 'majority', '{"threshold": "first_round"}', 'last_two'
FROM (VALUES ('alaska', 'AS 15.15.350(d)'), ('hugo', 'section 6.4'), ('ireland_president', '1937: rule 7'), ('labour', 'as declared in 2015'), ('maine', '723-A(2)'),
	('nyc', '1057-g(e)(1)'), ('oakland', '1105(a) and (d)'), ('san_francisco', '13.102(c) and (d)'), ('united_kingdom_av', 'rule 45A(2) and (4)')) AS v (preset, provision);
INSERT INTO clauses
SELECT preset, 'threshold', provision, 'won_by', '40 A, 35 B, 25 C', '{}', 'last_two', '{"threshold": "continuing"}', 'majority'
FROM (VALUES ('australia_house', '274(10)'), ('minneapolis', '167.20'), ('scotland', 'rule 47')) AS v (preset, provision);
INSERT INTO clauses VALUES
	('supplementary_vote', 'threshold', 'paragraph 3', 'won_by', '40 A, 35 B, 25 C', '{}', 'most_votes', '{"threshold": "continuing"}', 'majority');

-- A has 6 of 11 at once.
INSERT INTO clauses
SELECT preset, 'stop', provision, 'rounds', '6 A, 3 B, 2 C B', '{}', '1', '{"stop": "two_remain"}', '2'
FROM (VALUES ('hugo', 'section 6.4'), ('ireland_president', '1937: rule 4'), ('labour', 'as declared in 2015 and 2020'), ('oakland', '1105(d)'), ('san_francisco', '13.102(c) and (d)'),
	('scotland', 'rules 48 and 53'), ('supplementary_vote', 'paragraph 3'), ('united_kingdom_av', 'rule 45A(4) and (5)')) AS v (preset, provision);
INSERT INTO clauses
SELECT preset, 'stop', provision, 'rounds', '6 A, 3 B, 2 C B', '{}', '2', '{"stop": "majority"}', '1'
FROM (VALUES ('alaska', 'AS 15.15.350(d)(1) and (2)'), ('australia_house', '274(7)(d)(ii)'), ('maine', '723-A(2)'), ('nyc', '1057-g(e)(2)(a)')) AS v (preset, provision);
INSERT INTO clauses VALUES
	-- after D only E can be elected: A's votes stay where they are
	('minneapolis', 'stop', '167.60(c)(1)a, b and d', 'winner_votes', '5 E, 2 A E, 2 C, 1 D', '{}', '5', '{"stop": "majority"}', '7');

-- C, D and E together have 12, fewer than B's 30.
INSERT INTO clauses
SELECT preset, 'elimination', provision, 'rounds', '40 A, 30 B, 5 C B, 4 D C B, 3 E D B', '{}', '4', '{"elimination": "batch"}', '2'
FROM (VALUES ('alaska', 'AS 15.15.350(d)(2)'), ('australia_house', '274(7)(d)(i) and (ii)'), ('hugo', 'section 6.4'), ('labour', 'as declared in 2015'), ('maine', '723-A(2)'),
	('scotland', 'rule 51'), ('united_kingdom_av', 'rule 45A(3)')) AS v (preset, provision);
INSERT INTO clauses
SELECT preset, 'elimination', provision, 'rounds', '40 A, 30 B, 5 C B, 4 D C B, 3 E D B', '{}', '2', '{"elimination": "single"}', '4'
FROM (VALUES ('ireland_president', 'section 51(1) and (2)'), ('minneapolis', '167.20'), ('nyc', '1057-g(e)(2)(b)'), ('oakland', '1105(d) and (f)'), ('san_francisco', '13.102(e)')) AS v (preset, provision);
INSERT INTO clauses VALUES
	-- C overtakes B with D's votes, if it may stay
	('supplementary_vote', 'elimination', 'paragraph 4(2) to (7)', 'winner', '9 A, 7 B C, 6 C B, 3 D C A', '{}', 'B', '{"elimination": "single"}', 'C');

-- B and C are level in round 3; round 1 has B behind, round 2 ahead.
INSERT INTO clauses
SELECT preset, 'tie_break', provision, 'winner', '10 A, 5 B C, 6 C B, 2 D B C, 1 E C B, 2 E A', '{}', 'B', '{"tie_break": ["forwards"]}', 'C'
FROM (VALUES ('australia_house', '274(9) to (9C)'), ('scotland', 'rule 52')) AS v (preset, provision);
INSERT INTO clauses
SELECT preset, 'tie_break', provision, 'winner', '10 A, 5 B C, 6 C B, 2 D B C, 1 E C B, 2 E A', '{}', 'C', '{"tie_break": ["backwards"]}', 'B'
FROM (VALUES ('hugo', 'section 6.4 and article 3'), ('ireland_president', 'section 51; 1937: rule 5(4)'), ('united_kingdom_av', 'rules 49 and 49A')) AS v (preset, provision);
INSERT INTO clauses
SELECT preset, 'tie_break', provision, 'tied', '10 A, 5 B C, 6 C B, 2 D B C, 1 E C B, 2 E A', '{}', '["B", "C"]', '{"tie_break": ["backwards"]}', NULL
FROM (VALUES ('alaska', 'AS 15.15.350(e)'), ('labour', 'the Rule Book does not say'), ('maine', '723-A(3) and 732'), ('minneapolis', '167.60(c)(1)c and d, 167.75'), ('nyc', '1057-g(e)(3)'),
	('oakland', '1105(e)'), ('san_francisco', '13.102(f)')) AS v (preset, provision);
-- Level at all rounds: a lot that was drawn.
INSERT INTO clauses
SELECT preset, 'tie_break', provision, 'winner', '4 A, 3 B A, 3 C B', '{"drawn": [{"round": 1, "tied": ["B", "C"], "loses": "C"}]}', 'B', '{"drawn": []}', NULL
FROM (VALUES ('alaska', 'AS 15.15.350(e)'), ('australia_house', '274(9) to (9C)'), ('ireland_president', 'section 51; 1937: rule 5(4)'), ('maine', '723-A(3) and 732'),
	('minneapolis', '167.60(c)(1)c and d, 167.75'), ('nyc', '1057-g(e)(3)'), ('oakland', '1105(e)'), ('san_francisco', '13.102(f)'), ('scotland', 'rule 52'), ('united_kingdom_av', 'rules 49 and 49A')) AS v (preset, provision);
INSERT INTO clauses VALUES
	-- still tied after first preferences: together
	('hugo', 'tie_break', 'section 6.4 and article 3', 'winner', '4 A, 3 B C, 3 C B', '{}', 'A', '{"tie_break": ["first_preferences", "leave"]}', NULL),
	-- the last two, of whom B had more first preferences: jointly; by rule 49A, or 274(9A), or section 732 of Maine
	('hugo', 'tie_break', 'section 6.4 and article 3', 'tied', '4 A, 5 B, 1 C A', '{}', '["A", "B"]', '{"tie_break": ["first_preferences"]}', NULL),
	('united_kingdom_av', 'tie_break', 'rules 49 and 49A', 'winner', '4 A, 5 B, 1 C A', '{}', 'B', '{"tie_break": ["leave"]}', NULL),
	('australia_house', 'tie_break', '274(9) to (9C)', 'tied', '4 A, 5 B, 1 C A', '{}', '["A", "B"]', '{"tie_break": ["backwards"]}', NULL),
	('maine', 'tie_break', '723-A(3) and 732', 'tied', '4 A, 5 B, 1 C A', '{}', '["A", "B"]', '{"tie_break": ["backwards"]}', NULL),
	('supplementary_vote', 'tie_break', 'paragraph 4(8)', 'winner', '4 A, 5 B, 1 C A', '{"drawn": [{"round": 2, "tied": ["A", "B"], "wins": "A"}]}', 'A', '{"drawn": []}', NULL);

-- A has 51 of 100 at once, B is second there, C at the end, and D without A.
INSERT INTO clauses VALUES
	('hugo', 'runner_up', 'as places are published', 'runner_up', '40 A D, 11 A B, 20 B A, 17 C B, 10 D C, 2 D B', '{}', 'D', '{"runner_up": "final_two"}', 'C'),
	('labour', 'runner_up', 'as declared in 2015 and 2020', 'runner_up', '40 A D, 11 A B, 20 B A, 17 C B, 10 D C, 2 D B', '{}', 'B', '{"runner_up": "final_two"}', 'C'),
	-- a write-in is passed over; as the pool's, two votes would go on from it after a rank that counts
	('alaska', 'unlisted', '6 AAC 25.071', 'winner', '3 A, 4 Z B', '{"candidates": ["A", "B"], "write_in": "W"}', 'B', '{"max_rankings": 1}', 'A'),
	('alaska', 'unlisted', '6 AAC 25.071', 'rounds', '3 A, 4 Z B', '{"candidates": ["A", "B"], "write_in": "W"}', '1', '{"unlisted": "write_in"}', '2'),
	-- 6 of 11 elect, although the pool has votes
	('minneapolis', 'write_in_blocks', '167.60(c)(1)a and b', 'rounds', '6 A, 2 B, 3 W', '{"write_in": "W"}', '1', '{"write_in_blocks": true}', '2');

--
-- Several seats, but for the methods, which are compared with other programs.
--
CREATE FUNCTION pg_temp.stv_answer(question text, ballots text, rules jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT to_jsonb(r) ->> question FROM stv_result(pg_temp.p(stv_answer.ballots), rules) AS r
$$;
CREATE TEMP TABLE stv_clauses (LIKE clauses);
ALTER TABLE stv_clauses ADD seats bigint;
INSERT INTO stv_clauses
SELECT preset, 'overvotes', provision, 'elected', '5 A, 4 B, 2 C A=B B', '{}', '["A"]', '{"overvotes": "skip"}', '["B"]', 1
FROM (VALUES ('ers97', '6.10 and 6.12'), ('northern_ireland', 'rules 46(1)(c) and 50(4)'), ('scotland', 'rule 43 and article 2')) AS v (preset, provision);
INSERT INTO stv_clauses
SELECT preset, 'max_skipped', provision, 'elected', '5 A, 4 B, 2 C - B', '{}', '["A"]', '{"max_skipped": 1}', '["B"]', 1
FROM (VALUES ('ers97', '6.10'), ('northern_ireland', 'rule 50(4)'), ('scotland', 'rule 43 and article 2')) AS v (preset, provision);
-- Nothing tells B and C apart: a lot that was drawn.
INSERT INTO stv_clauses
SELECT preset, 'tie_break', provision, 'elected', '4 A, 3 B A, 3 C B', '{"drawn": [{"round": 1, "tied": ["B", "C"], "loses": "C"}]}', '["B"]', '{"drawn": []}', '[]', 1
FROM (VALUES ('act', 'schedule 4, as quoted'), ('australia_senate', '273(17), (22), (29) and (31)'), ('ers97', '5.2.3 and 5.2.5'), ('meek_nz', 'clauses 19 and 40, as quoted'), ('meek_prf', 'the reference rule, as quoted'),
	('minneapolis', '167.70(c)(1) and 167.75'), ('northern_ireland', 'rules 49 and 51'), ('scotland', 'rules 49 and 51'), ('victoria', '114A, as quoted')) AS v (preset, provision);
INSERT INTO stv_clauses VALUES
	('minneapolis', 'overvotes', '167.70(c)(2)', 'elected', '5 A, 4 B, 2 C A=B B', '{}', '["B"]', '{"overvotes": "exhaust"}', '["A"]', 1),
	-- B and C are level; the first stage has B behind, the second ahead
	('scotland', 'tie_break', 'rules 49 and 51', 'elected', '10 A, 5 B C, 6 C B, 2 D B C, 1 E C B, 2 E A', '{}', '["B"]', '{"tie_break": ["forwards"]}', '["C"]', 1),
	('bottoms_up', 'tie_break', 'nobody''s law', 'elected', '10 A, 5 B C, 6 C B, 2 D B C, 1 E C B, 2 E A', '{}', '["B"]', '{"tie_break": ["forwards"]}', '["C"]', 1),
	-- 12 / 3 + 1, and 12 / 2
	('scotland', 'quota', 'rule 46', 'quota', '6 A B, 3 A C, 2 B, 1 C', '{}', '5', '{"quota": "hare"}', '6', 2),
	-- 4 / 9 a paper: nine times 0.00000444... and 0.00444... are lost
	('scotland', 'decimals', 'rule 48(3)', 'lost_by_fraction', '6 A B, 3 A C, 2 B, 1 C', '{}', '0.00004', '{"decimals": 2}', '0.04', 2),
	-- one in each of stages 2 to 5, or C, D and E, who have 7 together, and then A
	('scotland', 'exclusion', 'rule 50(1)', 'rounds', '9 A, 8 B, 4 C B, 2 D C, 1 E D', '{}', '5', '{"exclusion": "batch"}', '3', 1);

SELECT plan(5 + 3 * (SELECT count(*)::int FROM clauses) + 3 * (SELECT count(*)::int FROM stv_clauses));
SELECT is_empty($$SELECT name, key FROM irv_rules_presets(), jsonb_object_keys(rules) AS key EXCEPT SELECT preset, rule FROM clauses$$, 'every clause of every preset has a contest');
SELECT is_empty($$SELECT preset, rule FROM clauses EXCEPT SELECT name, key FROM irv_rules_presets(), jsonb_object_keys(rules) AS key$$, 'and there are no others');
SELECT is_empty($$SELECT preset, rule FROM clauses GROUP BY preset, rule HAVING bool_and(answer IS NOT DISTINCT FROM other_answer)$$, 'in which it decides');
SELECT is_empty($$SELECT preset, rule FROM clauses WHERE NOT other ?| ARRAY[rule, 'drawn', 'max_rankings']$$, 'beside another rule in its place');
SELECT is(pg_temp.answer(question, ballots, irv_rules(preset) || added), answer, format('%s: %s, %s (%s)', preset, rule, ballots, provision))
FROM clauses ORDER BY preset, rule, ballots, other, question;
SELECT is(pg_temp.answer(question, ballots, irv_rules(preset) || added || other), other_answer, format('%s: with %s it would be otherwise: %s', preset, other, ballots))
FROM clauses ORDER BY preset, rule, ballots, other, question;
SELECT is(strpos(regexp_replace(irv_report('[]', irv_rules(preset)), '\s+', ' ', 'g'), format('(%s)', provision)) > 0, true, format('%s: the sheet has the provision of %s: %s', preset, rule, provision))
FROM clauses ORDER BY preset, rule, ballots, other, question;
SELECT is_empty($$SELECT name, key FROM stv_rules_presets(), jsonb_object_keys(rules) AS key WHERE key <> 'method' EXCEPT SELECT preset, rule FROM stv_clauses$$, 'several seats: every clause has a contest');
SELECT is(pg_temp.stv_answer(question, ballots, stv_rules(preset, seats) || added), answer, format('several seats, %s: %s, %s (%s)', preset, rule, ballots, provision))
FROM stv_clauses ORDER BY preset, rule, ballots, other, question;
SELECT is(pg_temp.stv_answer(question, ballots, stv_rules(preset, seats) || added || other), other_answer, format('several seats, %s: with %s it would be otherwise: %s', preset, other, ballots))
FROM stv_clauses ORDER BY preset, rule, ballots, other, question;
SELECT is(strpos(regexp_replace(stv_report('[]', stv_rules(preset, 1)), '\s+', ' ', 'g'), format('(%s)', provision)) > 0, true, format('several seats, %s: the sheet has the provision of %s: %s', preset, rule, provision))
FROM stv_clauses ORDER BY preset, rule, ballots, other, question;

SELECT * FROM finish();
ROLLBACK;
