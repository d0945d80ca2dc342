\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(171);

-- What the counting functions return: columns, rows, order, statuses, places,
-- and the borders: no profile, no ballots, blank ones only.  All expected
-- values are worked out by hand.

-- '4 A B, 2' is 4 ballots A > B and 2 blank ones (as in rules.sql).
CREATE FUNCTION pg_temp.p(ballots text) RETURNS preference_profile LANGUAGE sql AS $$
	SELECT coalesce(jsonb_agg(jsonb_build_object(
			'count', split_part(btrim(b), ' ', 1)::int,
			'ranking', coalesce((
				SELECT jsonb_agg(CASE WHEN m = '-' THEN 'null'::jsonb
									  WHEN m = '=' THEN '[]'
									  WHEN m LIKE '%=%' THEN to_jsonb(string_to_array(m, '='))
									  ELSE to_jsonb(m) END ORDER BY n)
				FROM unnest((string_to_array(btrim(b), ' '))[2:]) WITH ORDINALITY AS u (m, n)), '[]'))), '[]')::preference_profile
	FROM unnest(string_to_array(ballots, ',')) AS b
$$;

-- The rows of a query, in its order, each as text.
CREATE FUNCTION pg_temp.rows(query text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
	answer		text[];
BEGIN
	EXECUTE format('SELECT ARRAY(SELECT q::text FROM (%s) AS q)', query) INTO answer;
	RETURN answer;
END $$;

--
-- Columns: names, order and types are part of the interface
--
CREATE FUNCTION pg_temp.columns_of(function regprocedure) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(name || ' ' || type::regtype, ', ' ORDER BY n)
	FROM pg_proc, unnest(proargnames, proallargtypes, proargmodes) WITH ORDINALITY AS a (name, type, mode, n)
	WHERE oid = function AND mode = 'o'
$$;
SELECT is(pg_temp.columns_of('irv_rounds(preference_profile, jsonb)'),
	'round bigint, candidate text, votes numeric, share numeric, gained numeric, status text, decided_by text, tied_with text[]', 'columns of irv_rounds');
SELECT is(pg_temp.columns_of('irv_round_totals(preference_profile, jsonb)'),
	'round bigint, continuing numeric, threshold numeric, exhausted numeric, exhausted_choices numeric, exhausted_overvote numeric, exhausted_skipped numeric, exhausted_repeated numeric, blank numeric',
	'columns of irv_round_totals');
SELECT is(pg_temp.columns_of('irv_transfers(preference_profile, jsonb)'), 'round bigint, source text, target text, votes numeric', 'columns of irv_transfers');
SELECT is(pg_temp.columns_of('irv_flows(preference_profile, jsonb)'), 'round bigint, source text, target text, votes numeric, source_candidate text, target_candidate text', 'columns of irv_flows');
SELECT is(pg_temp.columns_of('irv_places(preference_profile, jsonb)'),
	'place bigint, candidate text, first_preferences numeric, votes numeric, round bigint, lead numeric, status text', 'columns of irv_places');
SELECT is(pg_temp.columns_of('irv_result(preference_profile, jsonb)'),
	'winner text, runner_up text, won_in_round bigint, won_by text, winner_votes numeric, winner_share numeric, runner_up_final_two text, runner_up_deciding_round text, runner_up_winner_removed text, final_two_winner_votes numeric, final_two_runner_up_votes numeric, final_two_margin numeric, rounds bigint, ballots bigint, votes numeric, exhausted numeric, blank numeric, ties_broken bigint, tied text[], suppressed boolean, possible_winners text[], withdrawn_unknown text[], majority_of_all boolean',
	'columns of irv_result');
SELECT is(pg_temp.columns_of('irv_slice_rounds(preference_profile, preference_profile, jsonb)'), pg_temp.columns_of('irv_rounds(preference_profile, jsonb)'), 'columns of irv_slice_rounds');
SELECT is(pg_temp.columns_of('irv_slice_round_totals(preference_profile, preference_profile, jsonb)'), pg_temp.columns_of('irv_round_totals(preference_profile, jsonb)'), 'columns of irv_slice_round_totals');
SELECT is(pg_temp.columns_of('irv_slice_transfers(preference_profile, preference_profile, jsonb)'), pg_temp.columns_of('irv_transfers(preference_profile, jsonb)'), 'columns of irv_slice_transfers');
SELECT is(pg_temp.columns_of('irv_college_rounds(text[], preference_profile[], numeric[], jsonb)'),
	'round bigint, section text, candidate text, votes numeric, points numeric, points_total numeric, status text, decided_by text', 'columns of irv_college_rounds');
SELECT is(pg_temp.columns_of('irv_college_places(text[], preference_profile[], numeric[], jsonb)'),
	'place bigint, candidate text, points numeric, round bigint, lead numeric, status text', 'columns of irv_college_places');

--
-- One contest, whole: 9 votes and a blank ballot; C goes out, its 2 go to B.
--
SELECT is(pg_temp.rows($$SELECT * FROM irv_rounds(pg_temp.p('4 A B, 3 B A, 2 C B, 1'))$$),
	ARRAY['(1,A,4,0.444444,,continuing,,)', '(1,B,3,0.333333,,continuing,,)', '(1,C,2,0.222222,,eliminated,,)',
		  '(2,B,5,0.555556,2,elected,,)', '(2,A,4,0.444444,0,runner_up,,)'], 'irv_rounds: rows in order, shares rounded half up');
SELECT is(pg_temp.rows($$SELECT * FROM irv_round_totals(pg_temp.p('4 A B, 3 B A, 2 C B, 1'))$$),
	ARRAY['(1,9,5,0,0,0,0,0,1)', '(2,9,5,0,0,0,0,0,1)'], 'irv_round_totals: rows');
SELECT is(pg_temp.rows($$SELECT * FROM irv_transfers(pg_temp.p('4 A B, 3 B A, 2 C B, 1'))$$),
	ARRAY['(1,C,B,2)'], 'irv_transfers: rows');
SELECT is(pg_temp.rows($$SELECT * FROM irv_flows(pg_temp.p('4 A B, 3 B A, 2 C B, 1'))$$),
	ARRAY['(1,"A (1)","A (2)",4,A,A)', '(1,"B (1)","B (2)",3,B,B)', '(1,"C (1)","B (2)",2,C,B)'], 'irv_flows: rows, with votes that stay, without blank ones');
SELECT is(pg_temp.rows($$SELECT * FROM irv_places(pg_temp.p('4 A B, 3 B A, 2 C B, 1'))$$),
	ARRAY['(1,B,3,5,2,1,elected)', '(2,A,4,4,2,2,runner_up)', '(3,C,2,2,1,,eliminated)'], 'irv_places: rows');
SELECT is(pg_temp.rows($$SELECT * FROM irv_result(pg_temp.p('4 A B, 3 B A, 2 C B, 1'))$$),
	ARRAY['(B,A,2,majority,5,0.555556,A,A,A,5,4,1,2,10,10,0,1,0,,f,{B},,t)'], 'irv_result: its row');
SELECT is(irv_winner(pg_temp.p('4 A B, 3 B A, 2 C B, 1')), 'B', 'irv_winner');
SELECT is(irv_runner_up(pg_temp.p('4 A B, 3 B A, 2 C B, 1')), 'A', 'irv_runner_up');
SELECT is((SELECT winner FROM irv_result(rules => '{"stop": "majority"}', p => pg_temp.p('2 A, 1 B'))), 'A', 'arguments have names');

-- Transfers of a batch, with exhausted ones: 3 C: 1 to A, 2 to nobody; 2 D: 2 to B.
SELECT is(pg_temp.rows($$SELECT * FROM irv_transfers(pg_temp.p('9 A, 8 B, 1 C D A, 2 C, 2 D C B'), '{"elimination": "batch"}')$$),
	ARRAY['(1,C,,2)', '(1,D,B,2)', '(1,C,A,1)'], 'irv_transfers: votes descending, then ballot order, in a batch past one another');
SELECT is(pg_temp.rows($$SELECT * FROM irv_transfers(pg_temp.p('9 A, 8 B, 1 C A, 1 C B, 1 C'))$$),
	ARRAY['(1,C,A,1)', '(1,C,B,1)', '(1,C,,1)'], 'irv_transfers: exhausted last among equals');
SELECT is(pg_temp.rows($$SELECT * FROM irv_flows(pg_temp.p('9 A, 8 B, 1 C A, 1 C B, 1 C'))$$),
	ARRAY['(1,"A (1)","A (2)",9,A,A)', '(1,"B (1)","B (2)",8,B,B)', '(1,"C (1)","A (2)",1,C,A)', '(1,"C (1)","B (2)",1,C,B)', '(1,"C (1)","Exhausted (2)",1,C,)'],
	'irv_flows: lost votes go to Exhausted');
-- E 1 of 16 goes out to nobody, then D to C; B's 4, which name nobody else, go last.
SELECT is(pg_temp.rows($$SELECT round, source, target, votes FROM irv_flows(pg_temp.p('6 A, 4 B, 3 C D, 2 D C, 1 E')) WHERE 'Exhausted' IN (split_part(source, ' ', 1), split_part(target, ' ', 1))$$),
	ARRAY['(1,"E (1)","Exhausted (2)",1)', '(2,"Exhausted (2)","Exhausted (3)",1)', '(3,"B (3)","Exhausted (4)",4)', '(3,"Exhausted (3)","Exhausted (4)",1)'],
	'irv_flows: exhausted votes go on as exhausted');
SELECT is(pg_temp.rows($$SELECT round, sum(votes) FROM irv_flows(pg_temp.p('6 A, 4 B, 3 C D, 2 D C, 1 E, 2')) GROUP BY round ORDER BY round$$),
	ARRAY['(1,16)', '(2,16)', '(3,16)'], 'irv_flows: each round has all votes but blank ones');
-- An overvote is exhausted before the first round.
SELECT is(pg_temp.rows($$SELECT * FROM irv_flows('[{"ranking": [["A", "B"]], "count": 3}, {"ranking": ["A"], "count": 3}, {"ranking": ["B"], "count": 2}, {"ranking": ["C", "B"], "count": 1}]')$$),
	ARRAY['(1,"A (1)","A (2)",3,A,A)', '(1,"Exhausted (1)","Exhausted (2)",3,,)', '(1,"B (1)","B (2)",2,B,B)', '(1,"C (1)","B (2)",1,C,B)'],
	'irv_flows: also those that count for nobody from the first round on, behind candidates of as many votes');
-- Nodes: no two have one name, whatever candidates are called.
CREATE TEMP TABLE named AS SELECT '[{"ranking": ["Exhausted", "Exhausted (2)"], "count": 4}, {"ranking": ["Exhausted (2)"], "count": 3},
	{"ranking": ["Exhausted*"], "count": 2}, {"ranking": ["Exhausted (1)", "Exhausted*"], "count": 1}]'::preference_profile AS p;
SELECT is(count(*), 0::bigint, 'irv_flows: a node is one candidate in one round')
FROM (SELECT node FROM named, irv_flows(p) AS f, LATERAL (VALUES (source, round, source_candidate), (target, round + 1, target_candidate)) AS n (node, round, candidate)
	  GROUP BY node HAVING count(DISTINCT n.round) > 1 OR count(DISTINCT coalesce(n.candidate, '-')) > 1) AS x;
SELECT is(pg_temp.rows($$SELECT DISTINCT source FROM named, irv_flows(p) WHERE source_candidate IS NULL UNION SELECT DISTINCT target FROM named, irv_flows(p) WHERE target_candidate IS NULL ORDER BY 1$$),
	ARRAY['("Exhausted** (3)")'], 'irv_flows: exhausted votes have a name that nobody else has');
SELECT is(pg_temp.rows($$SELECT DISTINCT target FROM irv_flows(pg_temp.p('3 Exhausted, 2 B, 1 C')) WHERE target_candidate IS NULL$$), ARRAY['("Exhausted* (2)")'],
	'irv_flows: Exhausted is a candidate, Exhausted* is not');
SELECT is(pg_temp.rows($$SELECT DISTINCT target FROM irv_flows(pg_temp.p('3 A, 2 B, 1 C'), '{"write_in": "Exhausted"}') WHERE target_candidate IS NULL$$), ARRAY['("Exhausted* (3)")'],
	'irv_flows: nor is it the pool');

-- The round that elects also eliminates: no round is shown twice.
SELECT is(pg_temp.rows($$SELECT round, candidate, status FROM irv_rounds(pg_temp.p('6 A, 3 B, 2 C'))$$),
	ARRAY['(1,A,elected)', '(1,B,continuing)', '(1,C,eliminated)', '(2,A,elected)', '(2,B,runner_up)'], 'elected in round 1, and still in round 2');
SELECT is(pg_temp.rows($$SELECT won_in_round, winner_votes, winner_share, rounds, exhausted FROM irv_result(pg_temp.p('6 A, 3 B, 2 C'))$$),
	ARRAY['(1,6,0.545455,2,2)'], 'won in round 1, counted to round 2');
SELECT is(pg_temp.rows($$SELECT won_in_round, rounds, exhausted, final_two_winner_votes, final_two_runner_up_votes, final_two_margin, runner_up FROM irv_result(pg_temp.p('6 A, 3 B, 2 C'), '{"stop": "majority"}')$$),
	ARRAY['(1,1,0,6,3,3,B)'], 'stop at the majority: rounds and exhausted as shown, the last two from the count to two');
SELECT is(pg_temp.rows($$SELECT * FROM irv_places(pg_temp.p('6 A, 3 B, 2 C'), '{"stop": "majority"}')$$),
	pg_temp.rows($$SELECT * FROM irv_places(pg_temp.p('6 A, 3 B, 2 C'))$$), 'irv_places: always counted to two');

-- Votes with decimals: 0.1 three times is 0.3.
SELECT is(pg_temp.rows($$SELECT candidate, votes, share, gained FROM irv_rounds('[{"ranking": ["A"], "count": 1, "weight": 0.5}, {"ranking": ["B"], "count": 3, "weight": 0.3}, {"ranking": ["C", "B"], "count": 1, "weight": 0.000000001}]')$$),
	ARRAY['(A,0.5,0.625,)', '(B,0.3,0.375,)', '(C,0.000000001,0,)', '(A,0.5,0.625,0)', '(B,0.300000001,0.375,0.000000001)'], 'exact decimals, the fewest shown');
SELECT is(pg_temp.rows($$SELECT round, continuing, threshold FROM irv_round_totals('[{"ranking": ["A"], "count": 1, "weight": 0.5}, {"ranking": ["B"], "count": 3, "weight": 0.3}, {"ranking": ["C", "B"], "count": 1, "weight": 0.000000001}]', '{"stop": "majority"}')$$),
	ARRAY['(1,0.800000001,0.4000000005)'], 'half of the votes is not rounded');
SELECT is(pg_temp.rows($$SELECT winner, winner_votes, votes, ballots FROM irv_result('[{"ranking": ["A"], "count": 1, "weight": 499999999999999999.999999999}, {"ranking": ["B"], "count": 1, "weight": 500000000000000000.000000001}]')$$),
	ARRAY['(B,500000000000000000.000000001,1000000000000000000,2)'], 'the largest totals, won by 2 billionths');

--
-- Places by the three definitions: A wins at once, second at once is B, of the
-- last two C is beaten, and without A, D wins.
--
SELECT is(pg_temp.rows($$SELECT * FROM irv_places(pg_temp.p('11 A D, 4 B, 3 C, 2 D C'))$$),
	ARRAY['(1,A,11,11,3,6,elected)', '(2,C,3,5,3,1,runner_up)', '(3,B,4,4,2,2,eliminated)', '(4,D,2,2,1,,eliminated)'], 'places by final_two');
SELECT is(pg_temp.rows($$SELECT * FROM irv_places(pg_temp.p('11 A D, 4 B, 3 C, 2 D C'), '{"runner_up": "deciding_round"}')$$),
	ARRAY['(1,A,11,11,1,7,elected)', '(2,B,4,4,1,1,runner_up)', '(3,C,3,3,1,1,continuing)', '(4,D,2,2,1,,continuing)'], 'places by deciding_round');
SELECT is(pg_temp.rows($$SELECT * FROM irv_places(pg_temp.p('11 A D, 4 B, 3 C, 2 D C'), '{"runner_up": "winner_removed"}')$$),
	ARRAY['(1,A,11,11,1,9,elected)', '(2,D,2,13,1,10,runner_up)', '(3,C,3,5,1,1,elected)', '(4,B,4,4,1,,elected)'], 'places by winner_removed');
SELECT is(pg_temp.rows($$SELECT runner_up, runner_up_final_two, runner_up_deciding_round, runner_up_winner_removed FROM irv_result(pg_temp.p('11 A D, 4 B, 3 C, 2 D C'), '{"runner_up": "winner_removed"}')$$),
	ARRAY['(D,C,B,D)'], 'irv_result has all three');
-- B 2 and C 2 go out together (4 < 5): both are third.
SELECT is(pg_temp.rows($$SELECT place, candidate, lead FROM irv_places(pg_temp.p('6 A, 5 D, 2 B, 2 C, 1 E'), '{"elimination": "batch"}')$$),
	ARRAY['(1,A,1)', '(2,D,3)', '(3,B,0)', '(3,C,1)', '(5,E,)'], 'those who go out level share a place, and the next is left out');
-- Level for second in the round that elects: a step decides, and that is a tie broken
-- (in irv_rounds the same two are level for elimination: another one).
SELECT is(pg_temp.rows($$SELECT runner_up_deciding_round, ties_broken FROM irv_result(pg_temp.p('5 A, 2 B, 2 C'), '{"tie_break": ["order"], "runner_up": "deciding_round"}')$$),
	ARRAY['(B,2)'], 'deciding_round: level ones go to the tie-break');
SELECT is(pg_temp.rows($$SELECT place, candidate, lead, status FROM irv_places(pg_temp.p('6 A, 2 B, 2 C, 1 D'), '{"runner_up": "deciding_round"}')$$),
	ARRAY['(1,A,4,elected)', '(2,B,0,tied)', '(2,C,1,tied)', '(4,D,,continuing)'], 'deciding_round: left level, they share second place');
SELECT is(irv_runner_up(pg_temp.p('6 A, 2 B, 2 C, 1 D'), '{"runner_up": "deciding_round"}'), NULL, 'and there is no runner-up');

-- Withdrawn candidates and the pool come last.
SELECT is(pg_temp.rows($$SELECT * FROM irv_places(pg_temp.p('5 A, 2 W A, 3 B, 1 C B, 1 Z'), '{"write_in": "W", "withdrawn": ["Z", "C"]}')$$),
	ARRAY['(1,A,5,7,2,3,elected)', '(2,B,4,4,2,,runner_up)', '(,W,2,2,1,,write_in)', '(,C,,,,,withdrawn)', '(,Z,,,,,withdrawn)'],
	'the pool without a place, then withdrawn candidates without numbers');

--
-- Ties
--
SELECT is(pg_temp.rows($$SELECT round, candidate, votes, status, decided_by, tied_with FROM irv_rounds(pg_temp.p('2 A, 2 B'))$$),
	ARRAY['(1,A,2,tied,,{B})', '(1,B,2,tied,,{A})'], 'the last two level and left: both tied');
SELECT is(pg_temp.rows($$SELECT * FROM irv_result(pg_temp.p('2 A, 2 B'))$$),
	ARRAY['(,,,,,,,,,,,,1,4,4,0,0,0,"{A,B}",f,"{A,B}",,)'], 'then there is no winner, nor a runner-up');
SELECT is(pg_temp.rows($$SELECT * FROM irv_places(pg_temp.p('2 A, 2 B, 1 C'))$$),
	ARRAY['(1,A,2,2,2,0,tied)', '(1,B,2,2,2,1,tied)', '(3,C,1,1,1,,eliminated)'], 'they share first place');
SELECT is(pg_temp.rows($$SELECT round, candidate, votes, status, decided_by, tied_with FROM irv_rounds(pg_temp.p('2 A, 2 B'), '{"tie_break": ["order"]}')$$),
	ARRAY['(1,A,2,elected,order,{B})', '(1,B,2,runner_up,,)'], 'decided, it shows in the winner''s row only');
SELECT is(pg_temp.rows($$SELECT winner, runner_up, won_by, winner_votes, final_two_margin, ties_broken, tied FROM irv_result(pg_temp.p('2 A, 2 B'), '{"tie_break": ["order"]}')$$),
	ARRAY['(A,B,tie_break,2,0,1,)'], 'won by tie-break, with a margin of 0');
-- C and D are level, 4 votes in sum: not less than B's 3, but B, C and D have
-- 7, less than A's 9.  Who of them would be the last beside A is open.
SELECT is(pg_temp.rows($$SELECT place, candidate, votes, round, lead, status FROM irv_places(pg_temp.p('9 A, 3 B, 2 C, 2 D, 1 E'))$$),
	ARRAY['(1,A,9,3,6,elected)', '(2,B,3,2,0,eliminated)', '(2,C,2,2,0,eliminated)', '(2,D,2,2,1,eliminated)', '(5,E,1,1,,eliminated)'],
	'those who go out by a tie that leaves one share the place behind');
SELECT is(pg_temp.rows($$SELECT winner, runner_up, runner_up_final_two, runner_up_deciding_round, runner_up_winner_removed, final_two_margin, tied FROM irv_result(pg_temp.p('9 A, 3 B, 2 C, 2 D, 1 E'))$$),
	ARRAY['(A,,,B,B,,)'], 'a runner-up who depends on it is NULL, another one is not');
SELECT is(pg_temp.rows($$SELECT place, candidate, status FROM irv_places(pg_temp.p('1 A, 1 B, 1 C'))$$),
	ARRAY['(1,A,tied)', '(1,B,tied)', '(1,C,tied)'], 'all level: all first');
SELECT is(irv_winner(pg_temp.p('1 A, 1 B, 1 C')), NULL, 'and no winner');
SELECT is(pg_temp.rows($$SELECT place, candidate, votes, round, status FROM irv_places(pg_temp.p('5 A B, 2 B, 2 C'), '{"runner_up": "winner_removed"}')$$),
	ARRAY['(1,A,5,1,elected)', '(2,B,7,1,runner_up)', '(3,C,2,1,elected)'], 'winner_removed: a tie below does not matter to the winner''s removal');
SELECT is(pg_temp.rows($$SELECT place, candidate, lead, status FROM irv_places(pg_temp.p('5 A, 2 B, 2 C'), '{"runner_up": "winner_removed"}')$$),
	ARRAY['(1,A,3,elected)', '(2,B,0,tied)', '(2,C,,tied)'], 'winner_removed: those tied to win a pass share its place');

--
-- A tie that can matter: who wins in some way of deciding it
--
-- Level for elimination are B and C, and 8 is not less than 5; whoever of them
-- goes, A has 9 of the 13 votes.
SELECT is(pg_temp.rows($$SELECT winner, runner_up, won_in_round, won_by, winner_votes, winner_share, rounds, ties_broken, tied, possible_winners, majority_of_all FROM irv_result(pg_temp.p('5 A, 4 B A, 4 C A'))$$),
	ARRAY['(A,,,every_way,,,1,0,"{B,C}",{A},)'], 'a winner in every way is the winner, in no round');
SELECT is(pg_temp.rows($$SELECT round, candidate, votes, status, decided_by, tied_with FROM irv_rounds(pg_temp.p('5 A, 4 B A, 4 C A'))$$),
	ARRAY['(1,A,5,continuing,,)', '(1,B,4,tied,,{C})', '(1,C,4,tied,,{B})'], 'the rounds end on the tie all the same');
SELECT is(pg_temp.rows($$SELECT place, candidate, votes, round, lead, status FROM irv_places(pg_temp.p('5 A, 4 B A, 4 C A'))$$),
	ARRAY['(1,A,5,1,1,elected)', '(2,B,4,1,0,tied)', '(2,C,4,1,,tied)'], 'the winner''s place is known');
SELECT is(irv_winner(pg_temp.p('5 A, 4 B A, 4 C A')), 'A', 'irv_winner names whom every way elects');
SELECT is(irv_winner(pg_temp.p('5 A, 4 B A, 4 C A'), r), 'A', 'also by ' || r::text)
FROM unnest(ARRAY['{"stop": "majority"}', '{"elimination": "batch"}', '{"threshold": "first_round"}', '{"tie_break": ["leave"]}']::jsonb[]) AS r;
SELECT is(irv_runner_up(pg_temp.p('5 A B, 4 B A, 4 C A'), '{"runner_up": "winner_removed"}'), 'B',
	'the runner-up without that winner: B has 9 of 13 then');
SELECT is(pg_temp.rows($$SELECT irv_winner(r), irv_order(r) FROM (VALUES (ARRAY['A']), (ARRAY['A']), (ARRAY['A']), (ARRAY['B', 'A']), (ARRAY['B', 'A']), (ARRAY['C', 'A']), (ARRAY['C', 'A'])) AS v(r)$$),
	ARRAY['(A,"{A,B,C}")'], 'the one-step aggregates too');
SELECT is(irv_json(pg_temp.p('5 A, 4 B A, 4 C A')) #> '{results,0,tallyResults}', '[{"elected": "A", "transfers": {}}]'::jsonb, 'irv_json: elected in the last round');
SELECT matches(irv_report(pg_temp.p('5 A, 4 B A, 4 C A')), 'Winner: A, whichever way the tie that ends the count is decided', 'irv_report says so');
SELECT matches(irv_slice_report(pg_temp.p('1 A'), pg_temp.p('5 A, 4 B A, 4 C A')), 'Winner of the contest: A, whichever way', 'irv_slice_report too');

-- Without B, C's votes make A win; without C, B wins 8 to 5.
SELECT is(pg_temp.rows($$SELECT winner, runner_up, won_by, tied, possible_winners FROM irv_result(pg_temp.p('5 A, 4 B A, 4 C B'))$$),
	ARRAY['(,,,"{B,C}","{A,B}")'], 'else all who win in some way are listed');
SELECT is(irv_winner(pg_temp.p('5 A, 4 B A, 4 C B')), NULL, 'and nobody is named');
SELECT matches(irv_report(pg_temp.p('5 A, 4 B A, 4 C B')), 'A and B\s+can win,\s+depending on how it is decided', 'irv_report lists them');
SELECT is((SELECT possible_winners FROM irv_result(pg_temp.p('2 A, 2 B, 1 C'))), '{A,B}', 'a tie for the win: the tied');
SELECT is((SELECT possible_winners FROM irv_result(pg_temp.p('3 A, 3 B, 2 C'), '{"elimination": "top_two"}')), '{A,B}', 'so under top_two');
SELECT is((SELECT possible_winners FROM irv_result(pg_temp.p('3 A, 2 B'))), '{A}', 'nothing open: the winner');
-- If E goes, D has 2, and any of four level ones may go; if D goes, A has 3.
SELECT is((SELECT possible_winners FROM irv_result(pg_temp.p('2 A, 2 B, 2 C, 1 D A, 1 E D'), '{"tie_break": ["leave"]}')), '{A,B,C,D}', 'ties that follow a tie are decided in every way too');
-- C or D goes, then the other.  A and B are level at the end, and A was ahead
-- in round 1, whichever way it went.
SELECT is(pg_temp.rows($$SELECT winner, won_by, tied, possible_winners FROM irv_result(pg_temp.p('5 A, 4 B, 2 C, 1 C B, 3 D'))$$),
	ARRAY['(A,every_way,"{C,D}",{A})'], 'steps look back on each way as anywhere');
SELECT is((SELECT possible_winners FROM irv_result(pg_temp.p('5 A, 4 B, 2 C, 1 C B, 3 D'), '{"tie_break": ["leave"]}')), '{A,B}', 'and without them both can win');
SELECT is((SELECT cardinality(possible_winners) FROM irv_result((SELECT profile_agg(ARRAY[i]) FROM generate_series(1, 13) AS i))), 13,
	'thirteen level candidates: 8,178 sets of them to look at');
SELECT is((SELECT possible_winners FROM irv_result((SELECT profile_agg(ARRAY[i]) FROM generate_series(1, 14) AS i))), NULL,
	'fourteen: more than 10,000, so it is not known');
SELECT matches(irv_report((SELECT profile_agg(ARRAY[i]) FROM generate_series(1, 14) AS i)), 'too many ways', 'irv_report says so');

-- irv_order names nobody behind somebody it cannot place.
SELECT is(pg_temp.rows($$SELECT irv_order(c, n) FROM (VALUES (ARRAY['A'], 5), (ARRAY['B', 'A'], 4), (ARRAY['C', 'B'], 4), (ARRAY['D'], 1)) AS v(c, n)$$),
	ARRAY['()'], 'irv_order: NULL where the first place is open');
SELECT is(pg_temp.rows($$SELECT place, candidate FROM irv_places(pg_temp.p('5 A, 4 B A, 4 C B, 1 D'))$$),
	ARRAY['(2,B)', '(2,C)', '(4,D)', '(,A)'], 'irv_places: the places that are known');
SELECT is(pg_temp.rows($$SELECT irv_order(c, n) FROM (VALUES (ARRAY['A'], 9), (ARRAY['X', 'A'], 6), (ARRAY['B', 'A'], 4), (ARRAY['C', 'A'], 4), (ARRAY['D'], 1)) AS v(c, n)$$),
	ARRAY['({A})'], 'irv_order: the winner, where only second place is open');
SELECT is(pg_temp.rows($$SELECT place, candidate, lead FROM irv_places(pg_temp.p('9 A, 6 X A, 4 B A, 4 C A, 1 D'))$$),
	ARRAY['(1,A,)', '(3,B,0)', '(3,C,3)', '(5,D,)', '(,X,)'], 'nobody leads over a place that is open');

--
-- A majority of all votes that were not blank
--
SELECT is(pg_temp.rows($$SELECT winner, winner_share, majority_of_all FROM irv_result(pg_temp.p('4 A, 3 B, 2 C, 1'))$$), ARRAY['(A,0.571429,f)'],
	'4 of 7 in the last round are no majority of the 9 in round 1');
SELECT is(pg_temp.rows($$SELECT winner, majority_of_all FROM irv_result(pg_temp.p('4 A, 3 B, 1 C A, 5'))$$), ARRAY['(A,t)'], '5 of 8 are, blank ballots apart');
SELECT is(pg_temp.rows($$SELECT winner, majority_of_all FROM irv_result(pg_temp.p('2 A, 1 B, 1 A=B'))$$), ARRAY['(A,f)'], '2 of 4 are not, exhausted ones included');

--
-- Once somebody has a majority they are the winner, whatever the places take
--
CREATE FUNCTION pg_temp.city() RETURNS preference_profile LANGUAGE sql RETURN pg_temp.p('2 B A, 2 C, 3 E, 1 A D, 2 E B');
SELECT is(pg_temp.rows($$SELECT winner, runner_up, runner_up_final_two, runner_up_deciding_round, runner_up_winner_removed, final_two_margin FROM irv_result(pg_temp.city(), irv_rules('minneapolis'))$$),
	ARRAY['(E,,,,B,)'], 'a batch that leaves one, and a tie where two should remain');
SELECT is(pg_temp.rows($$SELECT place, candidate, status FROM irv_places(pg_temp.city(), irv_rules('minneapolis'))$$),
	ARRAY['(1,E,elected)', '(2,B,eliminated)', '(2,C,eliminated)', '(4,A,eliminated)', '(5,D,eliminated)'], 'the winner first, and two are second');
SELECT matches(irv_report(pg_temp.city(), irv_rules('minneapolis')), 'Winner: E,.*no single candidate was beaten', 'its report');
SELECT is(irv_runner_up(pg_temp.city(), irv_rules('minneapolis')), NULL, 'no runner-up of one name');
SELECT is(pg_temp.rows($$SELECT runner_up_winner_removed, irv_winner(p, irv_rules('minneapolis') || '{"withdrawn": ["F"]}')
	FROM (SELECT pg_temp.p('11 F, 5 E, 2 A, 2 C, 1 D')) AS b(p), irv_result(p, irv_rules('minneapolis'))$$),
	ARRAY['(E,E)'], 'the runner-up without the winner is who wins without the winner');
SELECT is(pg_temp.rows(format($$SELECT winner, runner_up, won_by FROM irv_result(pg_temp.p('49 Ann, 47 Bob, 2 Cat, 1 Dan, 1 Eve'), %L)$$, r)),
	ARRAY['(Ann,Bob,majority)'], 'a tie that cannot matter does not: ' || r::text)
FROM unnest(ARRAY['{}', '{"stop": "majority"}', '{"tie_break": []}', '{"elimination": "batch"}', '{"runner_up": "winner_removed"}']) AS r;
SELECT is(irv_winner(pg_temp.p('49 Ann, 47 Bob, 2 Cat, 1 Dan, 1 Eve'), rules), 'Ann', 'also by ' || name) FROM irv_rules_presets();

--
-- No profile, no ballots, no votes
--
SELECT is((SELECT count(*) FROM irv_rounds(NULL)), 0::bigint, 'NULL profile: no rows of irv_rounds');
SELECT is((SELECT count(*) FROM irv_round_totals(NULL)), 0::bigint, 'NULL profile: no rows of irv_round_totals');
SELECT is((SELECT count(*) FROM irv_places(NULL)), 0::bigint, 'NULL profile: no rows of irv_places');
SELECT is(pg_temp.rows($$SELECT * FROM irv_result(NULL)$$), ARRAY['(,,,,,,,,,,,,,,,,,,,,,,)'], 'NULL profile: a row of NULLs of irv_result');
SELECT is(irv_winner(NULL::preference_profile), NULL, 'NULL profile: no winner');
SELECT is(irv_runner_up(NULL::preference_profile), NULL, 'NULL profile: no runner-up');
SELECT is((SELECT count(*) FROM irv_rounds(pg_temp.p('1 A'), NULL)), 1::bigint, 'NULL rules are the default rules');
SELECT is((SELECT count(*) FROM irv_rounds('[]')), 0::bigint, 'no ballots: nobody in irv_rounds');
SELECT is(pg_temp.rows($$SELECT * FROM irv_round_totals('[]')$$), ARRAY['(1,0,1,0,0,0,0,0,0)'], 'no ballots: round 1 with nothing');
SELECT is(pg_temp.rows($$SELECT * FROM irv_result('[]')$$), ARRAY['(,,,,,,,,,,,,1,0,0,0,0,0,,f,,,)'], 'no ballots: a row without a winner');
SELECT is((SELECT count(*) FROM irv_places('[]')), 0::bigint, 'no ballots: no places');
SELECT is(pg_temp.rows($$SELECT * FROM irv_round_totals(pg_temp.p('3'))$$), ARRAY['(1,0,1,0,0,0,0,0,3)'], 'blank ballots only: all accounted for');
SELECT is(pg_temp.rows($$SELECT * FROM irv_result(pg_temp.p('3'))$$), ARRAY['(,,,,,,,,,,,,1,3,3,0,3,0,,f,,,)'], 'blank ballots only: no winner');
SELECT is(pg_temp.rows($$SELECT * FROM irv_rounds(pg_temp.p('3'), '{"candidates": ["B", "A"]}')$$),
	ARRAY['(1,B,0,,,continuing,,)', '(1,A,0,,,continuing,,)'], 'candidates without a vote: one round, no shares, no ties');
SELECT is(pg_temp.rows($$SELECT * FROM irv_places(pg_temp.p('3'), '{"candidates": ["B", "A"]}')$$),
	ARRAY['(,B,0,0,1,,continuing)', '(,A,0,0,1,,continuing)'], 'candidates without a vote: no places');
SELECT is(pg_temp.rows($$SELECT * FROM irv_round_totals(pg_temp.p('2 A, 1 - A'), '{"withdrawn": ["A"]}')$$), ARRAY['(1,0,1,3,3,0,0,0,0)'], 'only a withdrawn candidate: exhausted, not blank');
SELECT is(pg_temp.rows($$SELECT winner, runner_up, won_in_round, won_by, winner_share FROM irv_result(pg_temp.p('2 A, 1'))$$), ARRAY['(A,,1,only_candidate,1)'], 'a single candidate');

--
-- The same whatever form the profile is in, and whoever else was counted
--
CREATE TABLE pg_temp.ballots (region text, ranking text[]);
INSERT INTO pg_temp.ballots
	SELECT 'north', r FROM generate_series(1, 3), (VALUES (ARRAY['A', 'B']), (ARRAY['B']), (ARRAY['B', 'A'])) AS v (r)
	UNION ALL
	SELECT 'south', ARRAY['C' || i % 7, 'D'] FROM generate_series(1, 50) AS i
	UNION ALL
	SELECT 'west', NULL FROM generate_series(1, 5);
SELECT is(pg_temp.rows($$SELECT region, r.round, r.candidate, r.votes FROM (SELECT region, profile_agg(ranking) AS p FROM pg_temp.ballots GROUP BY region) AS b, irv_rounds(p) AS r WHERE region = 'north'$$),
	ARRAY['(north,1,B,6)', '(north,1,A,3)'], 'other groups'' candidates are not in a group''s count');
SELECT is(pg_temp.rows($$SELECT region, irv_winner(ranking), irv_order(ranking) FROM pg_temp.ballots GROUP BY region ORDER BY region$$),
	pg_temp.rows($$SELECT region, irv_winner(p), ARRAY(SELECT candidate FROM irv_places(p) WHERE place IS NOT NULL)
				  FROM (SELECT region, profile_agg(ranking)::text::preference_profile AS p FROM pg_temp.ballots GROUP BY region) AS b ORDER BY region$$),
	'the one-step aggregates answer as the functions on profiles');
SELECT is(irv_winner(p), 'L1', 'labels of all lengths of code') FROM (
	SELECT profile_agg(ranking) AS p FROM (
		SELECT ARRAY['L' || i, 'M', 'L1'] AS ranking FROM generate_series(1, 4990) AS i
		UNION ALL SELECT ARRAY['M', 'L1'] FROM generate_series(1, 2)
		UNION ALL SELECT ARRAY['L1', 'L2'] FROM generate_series(1, 9000)) AS b) AS b;
SELECT is(pg_temp.rows(format($$SELECT round, candidate, votes FROM irv_rounds((SELECT profile_agg(ranking) FROM (
		SELECT ARRAY['L' || i, 'K' || i, 'M'] AS ranking FROM generate_series(1, 2490) AS i
		UNION ALL SELECT ARRAY['M'] FROM generate_series(1, 3)
		UNION ALL SELECT ARRAY['N'] FROM generate_series(1, 4)) AS b), %L) WHERE round = 2$$, r)),
	ARRAY['(2,M,2493)', '(2,N,4)'], 'nearly five thousand candidates: ' || r)
FROM unnest(ARRAY['{"elimination": "top_two"}', '{"elimination": "top_two", "duplicates": "exhaust"}']) AS r;

--
-- Slices: the contest's decisions, the slice's votes
--
SELECT is(pg_temp.rows($$SELECT * FROM irv_slice_rounds(pg_temp.p('1 A B, 2 C B'), pg_temp.p('4 A B, 3 B A, 2 C B, 1'))$$),
	ARRAY['(1,C,2,0.666667,,eliminated,,)', '(1,A,1,0.333333,,continuing,,)', '(1,B,0,0,,continuing,,)',
		  '(2,B,2,0.666667,2,elected,,)', '(2,A,1,0.333333,0,runner_up,,)'], 'irv_slice_rounds: also candidates without votes in the slice');
SELECT is(pg_temp.rows($$SELECT * FROM irv_slice_round_totals(pg_temp.p('1 A B, 2 C B'), pg_temp.p('4 A B, 3 B A, 2 C B, 1'))$$),
	ARRAY['(1,3,5,0,0,0,0,0,0)', '(2,3,5,0,0,0,0,0,0)'], 'irv_slice_round_totals: the threshold is the contest''s');
SELECT is(pg_temp.rows($$SELECT * FROM irv_slice_transfers(pg_temp.p('1 A B, 2 C B'), pg_temp.p('4 A B, 3 B A, 2 C B, 1'))$$),
	ARRAY['(1,C,B,2)'], 'irv_slice_transfers: rows');
SELECT is(pg_temp.rows($$SELECT round, candidate, votes, share FROM irv_slice_rounds('[]', pg_temp.p('2 A, 1 B'))$$),
	ARRAY['(1,A,0,)', '(1,B,0,)'], 'an empty slice');
SELECT is(pg_temp.rows($$SELECT round, candidate, sum(votes) FROM (VALUES ('2 A B, 1 C'), ('2 A B, 3 B A, 1 C B, 1')) AS s (b), irv_slice_rounds(pg_temp.p(b), pg_temp.p('4 A B, 3 B A, 1 C B, 1 C, 1')) GROUP BY round, candidate ORDER BY round, candidate$$),
	pg_temp.rows($$SELECT round, candidate, votes FROM irv_rounds(pg_temp.p('4 A B, 3 B A, 1 C B, 1 C, 1')) ORDER BY round, candidate$$), 'slices add up to the contest');
SELECT throws_ok($$SELECT * FROM irv_slice_rounds(pg_temp.p('5 A B'), pg_temp.p('4 A B, 3 B A'))$$, '22023', NULL, 'more ballots than the contest has: no slice of it');
SELECT throws_ok($$SELECT * FROM irv_slice_round_totals(pg_temp.p('1 X'), pg_temp.p('4 A B, 3 B A'))$$, '22023', NULL, 'other ballots: no slice of it');
SELECT throws_ok($$SELECT * FROM irv_slice_transfers(pg_temp.p('1 A'), pg_temp.p('4 A B, 3 B A'), '{"min_ballots": 9}')$$, '22023', NULL, 'also where nothing would be shown');
SELECT is((SELECT count(*) FROM irv_slice_rounds(pg_temp.p('1 A B'), pg_temp.p('4 A B, 3 B A'), '{"min_ballots": 2}')), 0::bigint, 'a slice of too few ballots: no rows');
SELECT is((SELECT count(*) FROM irv_slice_rounds(NULL, pg_temp.p('4 A B'))), 0::bigint, 'NULL slice: no rows');

--
-- Electoral colleges.  Shares 1 to 2; members: all for A; unions 4 A, 3 B, 2 C.
-- A: 100/3 + 200/3 * 4/9 = 62.962962963; B: 200/3 * 3/9; C: 200/3 * 2/9.
--
SELECT is(pg_temp.rows($$SELECT * FROM irv_college_rounds(ARRAY['members', 'unions'], ARRAY[pg_temp.p('1 A B'), pg_temp.p('4 A, 3 B, 2 C B')], ARRAY[1, 2], '{"stop": "majority"}')$$),
	ARRAY['(1,members,A,1,33.333333333,62.962962963,elected,)', '(1,members,B,0,0,22.222222222,continuing,)', '(1,members,C,0,0,14.814814815,continuing,)',
		  '(1,unions,A,4,29.62962963,62.962962963,elected,)', '(1,unions,B,3,22.222222222,22.222222222,continuing,)', '(1,unions,C,2,14.814814815,14.814814815,continuing,)'],
	'irv_college_rounds: sections in the order given, candidates by their total');
SELECT is(pg_temp.rows($$SELECT * FROM irv_college_places(ARRAY['members', 'unions'], ARRAY[pg_temp.p('1 A B'), pg_temp.p('4 A, 3 B, 2 C B')], ARRAY[1, 2])$$),
	ARRAY['(1,A,62.962962963,2,25.925925926,elected)', '(2,B,37.037037037,2,7.407407407,runner_up)', '(3,C,14.814814815,1,,eliminated)'], 'irv_college_places: points and leads');
-- Each section counts in full whatever its size: 1 member outweighs 2 of 3 voters there.
SELECT is(pg_temp.rows($$SELECT DISTINCT candidate, points_total, status FROM irv_college_rounds(ARRAY['few', 'many'], ARRAY[pg_temp.p('1 B'), pg_temp.p('2 A, 1 B')], ARRAY[1, 1]) ORDER BY 1$$),
	ARRAY['(A,33.333333333,runner_up)', '(B,66.666666667,elected)'], 'a section is worth its share, not its size');
-- The first section gives nothing: 2/3 of the other quarter is a majority of what is given.
SELECT is(pg_temp.rows($$SELECT section, candidate, points, points_total, status FROM irv_college_rounds(ARRAY['blank', 'other'], ARRAY[pg_temp.p('9'), pg_temp.p('2 A, 1 B')], ARRAY[3, 1])$$),
	ARRAY['(blank,A,0,16.666666667,elected)', '(blank,B,0,8.333333333,runner_up)', '(other,A,16.666666667,16.666666667,elected)', '(other,B,8.333333333,8.333333333,runner_up)'],
	'a section without votes gives no points, and others are not scaled up');
-- A is ahead by one vote in 2 * 10^12 + 1: less than the decimals that are shown.
SELECT is(pg_temp.rows($$SELECT DISTINCT candidate, points_total, status FROM irv_college_rounds(ARRAY['1', '2'],
		ARRAY['[{"ranking": ["B"], "count": 1000000000000}, {"ranking": ["A"], "count": 1000000000001}]', pg_temp.p('1 A, 1 B')]::preference_profile[], ARRAY[1, 1], '{"candidates": ["B", "A"]}') ORDER BY 1$$),
	ARRAY['(A,50,elected)', '(B,50,runner_up)'], 'decided exactly, not as shown');
-- 1/3 + 2/3 of equal shares is level with 2/3 + 1/3, exactly.
SELECT is(pg_temp.rows($$SELECT place, candidate, points, status FROM irv_college_places(ARRAY['1', '2'], ARRAY[pg_temp.p('1 A, 2 B'), pg_temp.p('2 A, 1 B')], ARRAY[0.7, 0.7])$$),
	ARRAY['(1,A,50,tied)', '(1,B,50,tied)'], 'thirds that add up to one are level');
-- Five sections of some 10^17 votes without a common divisor: A is ahead of B by
-- one part in the product of all five, 10^-85 of the college.
CREATE TEMP TABLE close AS SELECT * FROM (VALUES
	('1', 0::bigint, 73062025534851624::bigint, 26937974465148379::bigint),
	('2', 0::bigint, 29249614197530868::bigint, 70750385802469145::bigint),
	('3', 71277281746031761::bigint, 0::bigint, 28722718253968260::bigint),
	('4', 17670855379188718::bigint, 0::bigint, 82329144620811313::bigint),
	('5', 13363502607162034::bigint, 0::bigint, 86636497392838015::bigint)) AS v (section, a, b, c);
CREATE FUNCTION pg_temp.close_count(ahead text, behind text) RETURNS text[] LANGUAGE sql AS $$
	SELECT ARRAY(SELECT p.place || p.candidate || ' ' || p.status
				 FROM (SELECT array_agg(section ORDER BY section) AS sections,
							  array_agg(jsonb_build_array(jsonb_build_object('ranking', ARRAY['C'], 'count', c),
														  jsonb_build_object('ranking', ARRAY[CASE WHEN a > 0 THEN ahead ELSE behind END], 'count', a + b))::preference_profile
										ORDER BY section) AS profiles
					   FROM close) AS x, irv_college_places(sections, profiles, '{1,1,1,1,1}') AS p)
$$;
SELECT is(pg_temp.close_count('A', 'B'), '{1C elected,2A runner_up,3B eliminated}', 'a lead of 10^-85 is a lead');
SELECT is(pg_temp.close_count('B', 'A'), '{1C elected,2B runner_up,3A eliminated}', 'also the other way round');
-- 100 / 4096 is 0.0244140625: half of the last digit shown.
SELECT is(pg_temp.rows($$SELECT candidate, points, points_total FROM irv_college_rounds(ARRAY['one'], ARRAY[pg_temp.p('4095 A, 1 B')], ARRAY[7])$$),
	ARRAY['(A,99.975585938,99.975585938)', '(B,0.024414063,0.024414063)'], 'points are rounded half up, exactly');
-- A college of 400 sections of 25 candidates: sections give 1/400 each.
CREATE TEMP TABLE many AS
SELECT array_agg(section ORDER BY section) AS sections, array_agg(p ORDER BY section) AS profiles, array_agg(0.5 ORDER BY section) AS shares
FROM (SELECT section::text, profile_agg(ARRAY['c' || c, 'c' || 1 + (c + section) % 25], 1 + (c * section) % 17) AS p
	  FROM generate_series(1, 400) AS section, generate_series(1, 25) AS c GROUP BY section) AS s;
SELECT is(count(*), 0::bigint, 'what sections give adds up to the total, but for what rounding to nine decimals takes')
FROM (SELECT round, candidate FROM many, irv_college_rounds(sections, profiles, shares)
	  GROUP BY round, candidate HAVING abs(sum(points) - max(points_total)) > 400 * 0.0000000005 OR min(points_total) <> max(points_total)) AS x;
SELECT is(array_agg(DISTINCT round(given, 6)), '{100}', 'all points are given in every round')
FROM (SELECT round, sum(points_total) / 400 AS given FROM many, irv_college_rounds(sections, profiles, shares) GROUP BY round) AS x;
SELECT is(pg_temp.rows($$SELECT place, candidate, points FROM irv_college_places(ARRAY['1', '2'], ARRAY[pg_temp.p('1 A'), pg_temp.p('1 B')], ARRAY[1e30, 1e-30])$$),
	ARRAY['(1,A,100)', '(2,B,0)'], 'shares of thirty digits');
SELECT throws_ok(format('SELECT * FROM irv_college_rounds(%s)', a), '22023', NULL, 'not a college: ' || a)
FROM unnest(ARRAY[
	$$ARRAY['a', 'b'], ARRAY['[]']::preference_profile[], ARRAY[1, 1]$$,
	$$ARRAY['a'], ARRAY['[]']::preference_profile[], ARRAY[1, 1]$$,
	$$ARRAY['a'], ARRAY['[]']::preference_profile[], ARRAY[0]$$,
	$$ARRAY['a'], ARRAY['[]']::preference_profile[], ARRAY[-1]$$,
	$$ARRAY['a'], ARRAY['[]']::preference_profile[], ARRAY[1.1e30]$$,
	$$ARRAY['a'], ARRAY['[]']::preference_profile[], ARRAY[1e-31]$$,
	$$ARRAY['a'], ARRAY['[]']::preference_profile[], ARRAY['NaN'::numeric]$$,
	$$ARRAY['a'], ARRAY['[]']::preference_profile[], ARRAY['Infinity'::numeric]$$,
	$$ARRAY['a'], ARRAY['[]']::preference_profile[], ARRAY[NULL::numeric]$$,
	$$ARRAY[NULL], ARRAY['[]']::preference_profile[], ARRAY[1]$$,
	$$ARRAY['a'], ARRAY[NULL]::preference_profile[], ARRAY[1]$$,
	$$ARRAY['a', 'a'], ARRAY['[]', '[]']::preference_profile[], ARRAY[1, 1]$$,
	$$ARRAY[['a'], ['b']], ARRAY['[]', '[]']::preference_profile[], ARRAY[1, 1]$$]) AS a;
SELECT is((SELECT count(*) FROM irv_college_rounds(NULL, NULL, NULL)), 0::bigint, 'no college: no rows');
SELECT is((SELECT count(*) FROM irv_college_rounds('{}', '{}', '{}')), 0::bigint, 'a college without sections: no rows');

SELECT * FROM finish();
ROLLBACK;
