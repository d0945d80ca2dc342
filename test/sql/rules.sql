\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(278);

-- Every rule, with small contests whose counts are worked out by hand.

-- A profile from shorthand: '4 A B, 3 - B=C, 1 = A, 2' is 4 ballots A > B,
-- 3 with a skipped rank and then B and C level, 1 with a nameless overvote and
-- then A, and 2 blank ones.
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

-- A count in a line: rounds parted by slashes; behind the votes * elected,
-- - eliminated, + runner-up, = tied.
CREATE FUNCTION pg_temp.course(ballots text, rules jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(line, ' / ' ORDER BY round)
	FROM (SELECT r.round, string_agg(r.candidate || ' ' || r.votes || CASE r.status
				WHEN 'elected' THEN '*' WHEN 'eliminated' THEN '-' WHEN 'runner_up' THEN '+'
				WHEN 'tied' THEN '=' ELSE '' END, ', ' ORDER BY ordinality) AS line
		  FROM irv_rounds(pg_temp.p(ballots), rules) WITH ORDINALITY AS r
		  GROUP BY r.round) AS rounds
$$;

-- What became of the votes in the last round: continuing, then exhausted by
-- choices, overvote, skipped, repeated, then blank.
CREATE FUNCTION pg_temp.sums(ballots text, rules jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(' ', continuing, exhausted_choices, exhausted_overvote,
					 exhausted_skipped, exhausted_repeated, blank)
	FROM irv_round_totals(pg_temp.p(ballots), rules) ORDER BY round DESC LIMIT 1
$$;

CREATE FUNCTION pg_temp.thresholds(ballots text, rules jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(threshold::text, ' ' ORDER BY round)
	FROM irv_round_totals(pg_temp.p(ballots), rules)
$$;

-- Whom ties concerned: round, candidate, step, level with whom.
CREATE FUNCTION pg_temp.ties(ballots text, rules jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(concat_ws(' ', round, candidate, coalesce(decided_by, 'undecided'), tied_with), ', ' ORDER BY ordinality)
	FROM irv_rounds(pg_temp.p(ballots), rules) WITH ORDINALITY AS r
	WHERE tied_with IS NOT NULL
$$;

-- An error is 22023, and its hint or detail says what it should.
CREATE FUNCTION pg_temp.refused(rules jsonb, name text) RETURNS text LANGUAGE sql AS $$
	SELECT throws_ok(format('SELECT irv_rules_check(%L)', rules), '22023', NULL, name)
$$;
CREATE FUNCTION pg_temp.help_of(rules jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail		text;
	hint		text;
BEGIN
	PERFORM irv_rules_check(rules);
	RETURN NULL;
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL, hint = PG_EXCEPTION_HINT;
	RETURN detail || ' ' || hint;
END $$;

--
-- irv_rules_check(): defaults and errors
--
SELECT is(irv_rules_check('{}'),
	'{"candidates": null, "unlisted": "error", "withdrawn": [], "write_in": null,
	  "write_in_blocks": true, "overvotes": "exhaust", "max_skipped": null, "duplicates": "skip",
	  "max_rankings": null, "threshold": "continuing", "stop": "two_remain", "elimination": "single",
	  "tie_break": ["backwards", "leave"], "seed": null, "drawn": [], "min_share": null, "min_votes": null, "runner_up": "final_two", "min_ballots": 0}'::jsonb,
	'empty rules are the defaults of all seventeen keys');
SELECT is(irv_rules_check(NULL), irv_rules_check('{}'), 'NULL rules are empty rules');
SELECT is(irv_rules_check(), irv_rules_check('{}'), 'no rules are empty rules');
SELECT is(irv_rules_check(irv_rules_check('{}')), irv_rules_check('{}'), 'complete rules can be given as rules');
SELECT is(irv_rules_check(r), irv_rules_check('{}') || r, 'a rule that is given is kept: ' || r::text)
FROM unnest(ARRAY[
	'{"candidates": ["B", "A", ""]}', '{"candidates": []}',
	'{"candidates": ["A", "B"], "unlisted": "skip"}',
	'{"candidates": ["A"], "unlisted": "write_in", "write_in": "Others"}',
	'{"withdrawn": ["A"]}', '{"write_in": "Others"}', '{"write_in_blocks": false}',
	'{"overvotes": "skip"}', '{"overvotes": "exhaust_if_multiple_continuing"}',
	'{"overvotes": "exhaust_if_any_continuing"}', '{"overvotes": "equal"}',
	'{"max_skipped": 0}', '{"duplicates": "exhaust"}', '{"max_rankings": 1}',
	'{"threshold": "first_round"}', '{"stop": "majority"}', '{"stop": "majority_or_one"}',
	'{"elimination": "batch"}', '{"elimination": "top_two"}',
	'{"tie_break": []}',
	'{"tie_break": ["forwards", "first_preferences", "backwards", "order", "lot", "error"], "seed": "2015"}',
	'{"tie_break": ["together", "drawn", "leave"]}',
	'{"tie_break": {"elimination": ["first_preferences", "together"], "win": ["leave"]}}',
	'{"tie_break": {"elimination": [], "win": ["backwards", "drawn"]},
	  "drawn": [{"round": 2, "tied": ["B", "A"], "wins": "B"}]}',
	'{"tie_break": ["drawn"], "drawn": [{"round": 1, "tied": ["A", "B"], "loses": "B"},
										{"round": 1, "tied": ["A", "B"], "wins": "B"}]}',
	'{"seed": ""}',
	'{"runner_up": "deciding_round"}', '{"runner_up": "winner_removed"}', '{"min_ballots": 5}']::jsonb[]) AS r;
SELECT is(irv_rules_check('{"withdrawn": null, "candidates": null, "write_in": null, "drawn": null}'), irv_rules_check('{}'),
	'null is nobody, where rules come from a column');
SELECT is(irv_rules_check('{"tie_break": {"elimination": ["order"]}}') -> 'tie_break',
	'{"elimination": ["order"], "win": ["backwards", "leave"]}', 'a chain that is left out has its default');
SELECT is(irv_rules_check('{"candidates": [1, 2.50, "x"], "withdrawn": [1], "seed": 7}'),
	irv_rules_check('{"candidates": ["1", "2.50", "x"], "withdrawn": ["1"], "seed": "7"}'),
	'a number that stands for a label is taken as its text');

SELECT pg_temp.refused('[]', 'rules that are an array are refused');
SELECT pg_temp.refused('"majority"', 'rules that are a string are refused');
SELECT pg_temp.refused('null', 'rules that are a JSON null are refused');
SELECT pg_temp.refused(r, 'refused: ' || r::text)
FROM unnest(ARRAY[
	'{"canditates": ["A"]}', '{"Stop": "majority"}',
	'{"candidates": "A"}', '{"candidates": [null]}', '{"candidates": [["A"]]}', '{"candidates": ["A", "A"]}',
	'{"candidates": ["1", 1]}', '{"candidates": {"A": 1}}',
	'{"unlisted": null}', '{"unlisted": "pool"}',
	'{"withdrawn": "A"}', '{"write_in_blocks": null}', '{"write_in_blocks": "no"}', '{"withdrawn": ["A", "A"]}',
	'{"write_in": true}', '{"write_in": ["A"]}',
	'{"overvotes": "ignore"}', '{"overvotes": ["skip"]}',
	'{"max_skipped": -1}', '{"max_skipped": 0.5}', '{"max_skipped": "1"}', '{"max_skipped": 1e30}',
	'{"duplicates": null}', '{"max_rankings": 0}', '{"max_rankings": false}',
	'{"threshold": 50}', '{"stop": "never"}', '{"elimination": {"single": true}}',
	'{"tie_break": "order"}', '{"tie_break": null}', '{"tie_break": ["random"]}', '{"tie_break": ["order", "order"]}',
	'{"tie_break": [1]}', '{"tie_break": {"loss": ["order"]}}', '{"tie_break": {"win": "order"}}', '{"tie_break": {"win": ["order", "order"]}}',
	'{"tie_break": {"win": ["leave", "order"]}}', '{"drawn": {}}', '{"drawn": ["A"]}', '{"seed": false}', '{"runner_up": "second"}',
	'{"min_ballots": null}', '{"min_ballots": -1}']::jsonb[]) AS r;
SELECT pg_temp.refused(r || '{"tie_break": ["drawn"]}', 'no lot drawn by hand: ' || r::text)
FROM unnest(ARRAY[
	'{"drawn": [{}]}', '{"drawn": [{"round": 1, "tied": ["A", "B"]}]}', '{"drawn": [{"tied": ["A", "B"], "loses": "A"}]}',
	'{"drawn": [{"round": 1, "loses": "A"}]}', '{"drawn": [{"round": 1, "tied": ["A"], "loses": "A"}]}',
	'{"drawn": [{"round": 1, "tied": ["A", "A"], "loses": "A"}]}', '{"drawn": [{"round": 1, "tied": ["A", "B"], "loses": "C"}]}',
	'{"drawn": [{"round": 0, "tied": ["A", "B"], "loses": "A"}]}', '{"drawn": [{"round": 1.5, "tied": ["A", "B"], "loses": "A"}]}',
	'{"drawn": [{"round": "1", "tied": ["A", "B"], "loses": "A"}]}', '{"drawn": [{"round": 1, "tied": "A", "loses": "A"}]}',
	'{"drawn": [{"round": 1, "tied": ["A", "B"], "loses": ["A"]}]}', '{"drawn": [{"round": 1, "tied": ["A", "B"], "loses": "A", "by": "x"}]}',
	'{"drawn": [{"round": 1, "tied": ["A", "B"], "loses": "A", "wins": "B"}]}',
	'{"drawn": [{"round": 1, "tied": ["A", "B"], "loses": "A"}, {"round": 1, "tied": ["B", "A"], "loses": "B"}]}']::jsonb[]) AS r;
SELECT pg_temp.refused('{"drawn": [{"round": 1, "tied": ["A", "B"], "loses": "A"}]}', 'a lot drawn by hand needs its step');
SELECT pg_temp.refused('{"tie_break": {"elimination": ["drawn"], "win": ["leave"]}, "drawn": [{"round": 1, "tied": ["A", "B"], "wins": "A"}]}',
	'a lot for the win needs its step there');
SELECT pg_temp.refused('{"tie_break": {"win": ["together"]}}', 'candidates cannot win together');
SELECT pg_temp.refused('{"tie_break": ["lot"]}', 'lots need a seed');
SELECT pg_temp.refused('{"tie_break": {"win": ["lot"]}}', 'lots need a seed, in either chain');
SELECT pg_temp.refused('{"tie_break": ["leave", "order"]}', 'nothing can follow leave');
SELECT pg_temp.refused('{"tie_break": ["error", "leave"]}', 'nothing can follow error');
SELECT pg_temp.refused('{"candidates": ["A"], "unlisted": "write_in"}', 'marks cannot go to a pool that is not there');
SELECT pg_temp.refused('{"unlisted": "write_in", "write_in": "W"}', 'nobody is unlisted without a list');
SELECT pg_temp.refused('{"write_in": "W", "withdrawn": ["W"]}', 'the pool cannot be withdrawn');
SELECT pg_temp.refused('{"candidates": ["A"], "withdrawn": ["B"]}', 'nobody can be withdrawn who is not a candidate');
SELECT matches(pg_temp.help_of('{"canditates": []}'), 'canditates.*"candidates", "unlisted", .*"min_ballots"',
	'the error names the unknown key and lists the known ones');
SELECT matches(pg_temp.help_of('{"overvotes": "ignore"}'), 'ignore.*"exhaust", "skip", "exhaust_if_multiple_continuing"',
	'the error names the bad value and lists what is allowed');
SELECT throws_ok($$SELECT * FROM irv_rounds(pg_temp.p('1 A'), '{"x": 1}')$$, '22023', NULL, 'a count checks its rules');
SELECT throws_ok($$SELECT irv_winner(NULL::preference_profile, '{"x": 1}')$$, '22023', NULL, 'rules are checked without a profile too');

--
-- candidates
--
SELECT is((SELECT tied FROM irv_result(pg_temp.p('1 b, 1 A, 1 é, 1 Z'))), ARRAY['A', 'Z', 'b', 'é'],
	'candidates found on ballots are in bytewise order');
SELECT is((SELECT tied FROM irv_result(pg_temp.p('1 b, 1 A, 1 é, 1 Z'), '{"candidates": ["é", "Z", "b", "A"]}')),
	ARRAY['é', 'Z', 'b', 'A'], 'declared candidates are in the order given');
SELECT is(pg_temp.course('3 A, 2 B', '{"candidates": ["C", "B", "A"]}'), 'A 3*, B 2, C 0- / A 3*, B 2+',
	'a declared candidate without votes takes part');

--
-- unlisted
--
SELECT throws_ok($$SELECT * FROM irv_rounds(pg_temp.p('3 A, 1 B X'), '{"candidates": ["A", "B"]}')$$, '22023', NULL,
	'a mark for somebody unlisted is an error');
SELECT throws_ok($$SELECT * FROM irv_rounds(pg_temp.p('3 A, 1 B X'), '{"candidates": ["A", "B"], "max_rankings": 1}')$$, '22023', NULL,
	'also at a rank that is not read');
SELECT is(pg_temp.course('2 X A, 3 B, 2 A', '{"candidates": ["A", "B"], "unlisted": "skip", "max_skipped": 0}'),
	'A 4*, B 3+', 'skip: the mark is passed over and leaves no gap');
SELECT is(pg_temp.sums('1 X=A, 1 X, 1 X Y X A, 5 B', '{"candidates": ["A", "B"], "unlisted": "skip", "duplicates": "exhaust"}'),
	'5 1 1 0 1 0', 'skip: it is still a mark: in an overvote, alone on a ballot, or repeated');
SELECT is(pg_temp.course('5 A, 2 B, 1 X A', '{"candidates": ["A", "B"], "unlisted": "write_in", "write_in": "W"}'),
	'A 5, B 2, W 1- / A 6*, B 2+', 'write_in: the mark is one for the pool');
SELECT is(pg_temp.sums('1 X=Y, 1 X Y A, 5 B', '{"candidates": ["A", "B"], "unlisted": "write_in", "write_in": "W"}'),
	'6 0 1 0 0 0', 'write_in: two of them at a rank are an overvote');
SELECT is(pg_temp.sums('1 X Y A, 1 Z A, 5 B', '{"candidates": ["A", "B"], "unlisted": "write_in", "write_in": "W", "duplicates": "exhaust"}'),
	'6 0 0 0 1 0', 'write_in: two of them at two ranks are a repeat');

--
-- withdrawn
--
SELECT is(pg_temp.course('3 A B, 2 B, 2 C', '{"withdrawn": ["A"]}'), 'B 5*, C 2+', 'a withdrawn candidate''s marks are passed over');
SELECT is(pg_temp.sums('1 A=B, 2 A, 5 B, 3 C', '{"withdrawn": ["A"]}'), '8 2 1 0 0 0', 'they still are marks');
SELECT is(pg_temp.course('3 A B, 2 C', '{"withdrawn": ["A"], "max_skipped": 0}'), 'B 3*, C 2+', 'they leave no gap');
SELECT is(pg_temp.course('3 A, 2 B', '{"withdrawn": ["Z"]}'), 'A 3*, B 2+', 'withdrawing nobody on the ballots changes nothing');

--
-- write_in
--
SELECT is(pg_temp.course('5 A, 2 W B, 1 B', '{"write_in": "W"}'), 'A 5, W 2-, B 1 / A 5*, B 3+',
	'while the pool holds votes nobody wins, and it goes first although others have fewer');
SELECT is(pg_temp.course('2 A, 1 C', '{"candidates": ["A", "B", "C"], "write_in": "W", "tie_break": ["error"]}'),
	'A 2*, C 1, B 0, W 0- / A 2*, C 1, B 0- / A 2*, C 1+', 'an empty pool loses a tie without a tie-break');
SELECT is((SELECT won_by FROM irv_result(pg_temp.p('3 W A, 2 A'), '{"write_in": "W"}')), 'only_candidate',
	'the pool is no rival');
SELECT is(pg_temp.course('3 W, 1 W', '{"write_in": "W"}'), 'W 4', 'a pool alone does not win');

--
-- overvotes
--
SELECT is(pg_temp.course('4 A=B C, 3 B, 2 C', '{}'), 'B 3*, C 2, A 0- / B 3*, C 2+', 'exhaust: an overvote ends the ballot');
SELECT is(pg_temp.sums('4 A=B C, 3 B, 2 C', '{}'), '5 0 4 0 0 0', 'exhaust: with the cause overvote');
SELECT is(pg_temp.course('4 A=B C, 3 B, 2 C', '{"overvotes": "skip"}'), 'C 6*, B 3, A 0- / C 6*, B 3+', 'skip: an overvote is passed over');
SELECT is(pg_temp.sums('1 A=B, 1 = C, 3 C', '{"overvotes": "skip"}'), '4 1 0 0 0 0', 'skip: as last mark it ends as choices; a nameless one is passed over too');
SELECT is(pg_temp.course('4 A=B C, 3 B, 2 C', '{"overvotes": "exhaust_if_multiple_continuing"}'), 'B 3*, C 2, A 0- / B 3*, C 2+',
	'exhaust_if_multiple_continuing: two who continue exhaust');
SELECT is(pg_temp.course('4 A=B C, 3 B, 2 C', '{"overvotes": "exhaust_if_multiple_continuing", "withdrawn": ["A"]}'), 'B 7*, C 2+',
	'exhaust_if_multiple_continuing: exactly one gets it');
SELECT is(pg_temp.course('4 A=B C, 3 B, 2 C', '{"overvotes": "exhaust_if_multiple_continuing", "withdrawn": ["A", "B"]}'), 'C 6*',
	'exhaust_if_multiple_continuing: none, read on');
SELECT is(pg_temp.sums('1 = A, 1 B=B, 2 A, 1 B', '{"overvotes": "exhaust_if_multiple_continuing"}'), '3 0 2 0 0 0',
	'exhaust_if_multiple_continuing: no names exhaust, and so do two marks for one');

SELECT is(pg_temp.course('4 A=B C, 3 B, 2 C', '{"overvotes": "exhaust_if_any_continuing"}'), 'B 3*, C 2, A 0- / B 3*, C 2+',
	'exhaust_if_any_continuing: two who continue exhaust');
SELECT is(pg_temp.course('4 A=B C, 3 B, 2 C', '{"overvotes": "exhaust_if_any_continuing", "withdrawn": ["A"]}'), 'B 3*, C 2+',
	'exhaust_if_any_continuing: and so does one');
SELECT is(pg_temp.course('4 A=B C, 3 B, 2 C', '{"overvotes": "exhaust_if_any_continuing", "withdrawn": ["A", "B"]}'), 'C 6*',
	'exhaust_if_any_continuing: none, read on');
SELECT is(pg_temp.sums('1 = A, 1 B=B, 2 A, 1 B', '{"overvotes": "exhaust_if_any_continuing"}'), '3 0 2 0 0 0',
	'exhaust_if_any_continuing: no names exhaust, and so do two marks for one');
SELECT throws_ok(format($$SELECT %s(pg_temp.p('2 A=B, 1 C'), '{"overvotes": "equal"}')$$, f), '22023', 'rule cannot be used in a count',
	'equal: not in ' || f)
FROM unnest(ARRAY['irv_winner', 'irv_runner_up', 'irv_rounds', 'irv_round_totals', 'irv_transfers', 'irv_flows', 'irv_places',
				  'irv_result', 'irv_report', 'irv_json', 'second_preferences', 'final_preferences']) AS f;

--
-- withdrawn: names that nobody has
--
SELECT is((SELECT withdrawn_unknown FROM irv_result(pg_temp.p('3 A, 2 B'), '{"withdrawn": ["Bb", "A", "C"]}')), ARRAY['Bb', 'C'],
	'withdrawn_unknown: who is on no ballot, in the order given');
SELECT is((SELECT withdrawn_unknown FROM irv_result(pg_temp.p('3 A, 2 B'), '{"withdrawn": ["B"]}')), NULL, 'withdrawn_unknown: nobody');
SELECT is((SELECT withdrawn_unknown FROM irv_result(pg_temp.p('3 A, 2 B'), '{"withdrawn": ["C"], "candidates": ["A", "B", "C"]}')), NULL,
	'withdrawn_unknown: whoever is listed is known');
SELECT is((SELECT withdrawn_unknown FROM irv_result(pg_temp.p('3 A, 2 B'), '{"withdrawn": null}')), NULL, 'withdrawn_unknown: null is nobody');

--
-- write_in_blocks.  W is the pool.
--
SELECT is(pg_temp.course('6 A, 2 B, 3 W', '{"write_in": "W", "stop": "majority"}'), 'A 6, W 3-, B 2 / A 6*, B 2+',
	'write_in_blocks: nobody is elected while the pool has votes');
SELECT is(pg_temp.course('6 A, 2 B, 3 W', '{"write_in": "W", "stop": "majority", "write_in_blocks": false}'), 'A 6*, W 3, B 2+',
	'write_in_blocks false: a majority is elected');
SELECT is(pg_temp.course('6 A, 2 B, 3 W B', '{"write_in": "W", "write_in_blocks": false}'), 'A 6*, W 3-, B 2 / A 6*, B 5+',
	'write_in_blocks false: the pool leaves the last two to themselves');
SELECT is(pg_temp.course('6 W A, 3 A, 2 B', '{"write_in": "W", "write_in_blocks": false}'), 'W 6-, A 3, B 2 / A 9*, B 2+',
	'write_in_blocks false: the pool is not elected');
SELECT is(pg_temp.course('4 A, 3 B, 2 C B, 3 W C', '{"write_in": "W", "write_in_blocks": false}'), 'A 4, B 3, W 3-, C 2- / B 5*, A 4+',
	'write_in_blocks false: the pool goes out with the lowest');
SELECT is(pg_temp.course('4 A, 3 B, 2 C B', '{"write_in": "W", "write_in_blocks": false}'), 'A 4, B 3, C 2-, W 0- / B 5*, A 4+',
	'write_in_blocks false: without votes too');
SELECT is(pg_temp.course('9 A, 8 B, 3 C, 2 D B, 1 W D', '{"write_in": "W", "write_in_blocks": false, "elimination": "batch"}'),
	'A 9, B 8, C 3-, D 2-, W 1- / B 10*, A 9+', 'write_in_blocks false: the pool goes out with a batch, 3 + 2 + 1 < 8');
SELECT is(pg_temp.course('9 A, 6 B, 4 C, 2 D B, 1 W D', '{"write_in": "W", "write_in_blocks": false, "elimination": "batch"}'),
	'A 9, B 6, C 4, D 2-, W 1- / A 9, B 8, C 4- / A 9*, B 8+', 'write_in_blocks false: a batch of one, 2 + 1 < 4');
SELECT is(pg_temp.course('9 A, 6 B, 3 C, 2 D B, 2 W D', '{"write_in": "W", "write_in_blocks": false, "elimination": "batch"}'),
	'A 9, B 6, C 3, D 2, W 2- / A 9, B 6, D 4, C 3- / A 9, B 6, D 4- / A 9*, B 8+',
	'write_in_blocks false: nobody with the pool whom its votes could help, 2 + 2 > 3');
SELECT is(pg_temp.course('4 A, 3 B, 2 C B, 3 W C', '{"write_in": "W", "write_in_blocks": false, "elimination": "top_two"}'),
	'A 4, B 3, W 3-, C 2- / B 5*, A 4+', 'write_in_blocks false: the pool goes out at the cut to two');
SELECT is(pg_temp.course('5 A, 3 B, 3 C, 1 W C', '{"write_in": "W", "write_in_blocks": false, "elimination": "top_two"}'),
	'A 5, B 3, C 3, W 1- / A 5*, C 4+, B 3', 'write_in_blocks false: alone where the cut takes nobody');

--
-- max_skipped
--
SELECT is(pg_temp.sums('2 - - A, 3 B', '{}'), '5 0 0 0 0 0', 'null: gaps close up, leading ones too');
SELECT is(pg_temp.sums('2 - - A, 3 B', '{"max_skipped": 1}'), '3 0 0 2 0 0', 'more skipped ranks than that before a mark exhaust');
SELECT is(pg_temp.sums('2 - - A, 3 B', '{"max_skipped": 2}'), '5 0 0 0 0 0', 'as many do not');
SELECT is(pg_temp.course('1 C - - A, 3 B, 4 A', '{"max_skipped": 1}'), 'A 4, B 3, C 1- / A 4*, B 3+', 'a gap counts when the ballot has to move');
SELECT is(pg_temp.sums('1 A=B - C, 1 C', '{"max_skipped": 0, "overvotes": "skip"}'), '1 0 0 1 0 0', 'the run starts again after any mark');

--
-- duplicates
--
SELECT is(pg_temp.course('2 A A B, 3 B, 4 C', '{}'), 'C 4, B 3, A 2- / B 5*, C 4+', 'skip: the repeat is passed over');
SELECT is(pg_temp.course('2 A A B, 3 B, 4 C', '{"duplicates": "exhaust"}'), 'C 4, B 3, A 2- / C 4*, B 3+', 'exhaust: the repeat ends the ballot');
SELECT is(pg_temp.sums('1 A=A, 1 = = B, 1 A=B A, 4 B', '{"duplicates": "exhaust", "overvotes": "skip"}'), '4 0 0 0 3 0',
	'exhaust: within a rank, two nameless overvotes, and behind an overvote');

--
-- max_rankings
--
SELECT is(pg_temp.course('2 A B, 3 B, 4 C', '{"max_rankings": 1}'), 'C 4, B 3, A 2- / C 4*, B 3+', 'later ranks are not read');
SELECT is(pg_temp.sums('1 - A, 2 B', '{"max_rankings": 1}'), '2 0 0 0 0 1', 'a ballot without a mark so far is blank');

--
-- threshold and stop.  4 A, 3 B, 2 C: more than half of 9, then of 7.
--
SELECT is(pg_temp.thresholds('4 A, 3 B, 2 C', '{}'), '5 4', 'continuing: half of the votes of the round');
SELECT is((SELECT won_by FROM irv_result(pg_temp.p('4 A, 3 B, 2 C'))), 'majority', 'continuing: 4 of 7 are a majority');
SELECT is(pg_temp.thresholds('4 A, 3 B, 2 C', '{"threshold": "first_round"}'), '5 5', 'first_round: half of the votes of round 1');
SELECT is((SELECT won_by FROM irv_result(pg_temp.p('4 A, 3 B, 2 C'), '{"threshold": "first_round"}')), 'last_two',
	'first_round: not reached, so the higher of the last two wins');
SELECT is(pg_temp.thresholds('5 A, 2 B, 1 C', '{}'), '5 5', 'the threshold stays when somebody has won');
SELECT is((SELECT threshold FROM irv_round_totals('[{"ranking": ["A"], "count": 1, "weight": 1.5}, {"ranking": ["B"], "count": 1}]')), 1.25,
	'with fractions of votes it is half of them');
SELECT is(pg_temp.course('5 A, 2 B, 1 C', '{"stop": "majority"}'), 'A 5*, B 2, C 1', 'majority: the count stops with the winner');
SELECT is(pg_temp.course('5 A, 2 B, 1 C', '{"stop": "two_remain"}'), 'A 5*, B 2, C 1- / A 5*, B 2+', 'two_remain: it goes on');

--
-- elimination
--
SELECT is(pg_temp.course('10 A, 6 B, 2 C, 1 D, 1 E', '{"elimination": "batch"}'), 'A 10, B 6, C 2-, D 1-, E 1- / A 10*, B 6+',
	'batch: all who together have fewer than the next');
SELECT is(pg_temp.course('10 A, 3 B, 2 C', '{"elimination": "batch"}'), 'A 10*, B 3, C 2- / A 10*, B 3+', 'batch: two remain');
SELECT is(pg_temp.course('4 A, 3 B, 2 C, 1 D', '{"elimination": "batch"}'), 'A 4, B 3, C 2, D 1- / A 4, B 3, C 2- / A 4*, B 3+',
	'batch: level with the next is not fewer');
SELECT is(pg_temp.course('5 E, 2 A E, 2 C, 1 D', jsonb_build_object('elimination', 'batch', 'threshold', 'first_round', 'stop', stop)), course,
	stop || ': where a batch leaves one')
FROM (VALUES ('majority', 'E 5, A 2, C 2, D 1- / E 5, A 2-, C 2- / E 7*'),
			 ('majority_or_one', 'E 5, A 2, C 2, D 1- / E 5*, A 2, C 2')) AS v (stop, course);
SELECT is(pg_temp.course('5 A, 4 B, 3 C B, 2 D A, 1 E A', '{"elimination": "top_two"}'), 'A 5, B 4, C 3-, D 2-, E 1- / A 8*, B 7+',
	'top_two: all go but two');
SELECT is(pg_temp.course('5 A, 4 B, 4 C, 1 D', '{"elimination": "top_two"}'), 'A 5, B 4, C 4, D 1- / A 5*, B 4, C 4',
	'top_two: those level with the second stay, and the most votes win');
SELECT is((SELECT won_by FROM irv_result(pg_temp.p('5 A, 4 B, 4 C, 1 D'), '{"elimination": "top_two"}')), 'most_votes',
	'top_two: without a majority');

--
-- tie_break.  In the first contest C and B are level in round 3; C had more
-- in round 1 (5, 4), B in round 2 (6, 5).
--
SELECT is(pg_temp.ties('10 A, 5 C, 4 B, 1 D C, 2 D, 2 E B', '{"tie_break": ["backwards"]}'), '3 C backwards {B}', 'backwards: the round before decides');
SELECT is(pg_temp.ties('10 A, 5 C, 4 B, 1 D C, 2 D, 2 E B', '{"tie_break": ["forwards"]}'), '3 B forwards {C}', 'forwards: the first round decides');
SELECT is(pg_temp.ties('10 A, 5 C, 4 B, 1 D C, 2 D, 2 E B', '{"tie_break": ["first_preferences"]}'), '3 B first_preferences {C}', 'first_preferences: so does it there');
-- Here they are level in round 1 too, and B has more in round 2 (6, 4).
SELECT is(pg_temp.ties('10 A, 4 B, 4 C, 2 E B, 2 D C, 1 D', '{"tie_break": ["forwards"]}'), '3 C forwards {B}', 'forwards: then the second');
SELECT is(pg_temp.ties('10 A, 4 B, 4 C, 2 E B, 2 D C, 1 D', '{"tie_break": ["first_preferences", "order"], "candidates": ["A", "C", "B", "D", "E"]}'),
	'3 B order {C}', 'first_preferences: looks no further, and order lets the later lose');
SELECT is(pg_temp.course('2 A, 2 B', '{"tie_break": ["order"]}'), 'A 2*, B 2+', 'order: the earlier wins');
SELECT is(pg_temp.course('2 A, 2 B', '{"tie_break": ["order"], "candidates": ["B", "A"]}'), 'B 2*, A 2+', 'order: of the declared candidates');
-- printf '%s' '2016:A' | sha256sum: A dd787a92, B 3da8423a, C 8dbd57a4;
-- with the seed 2015: A aa3b880f, B 094bc240, C 06dc7352
SELECT is(pg_temp.ties('4 D, 1 A, 1 B, 1 C, 3 E', '{"tie_break": ["lot"], "seed": "2016"}'), '1 B lot {A,C}, 2 C lot {A}', 'lot: the lowest loses');
SELECT is(pg_temp.ties('4 D, 1 A, 1 B, 1 C, 3 E', '{"tie_break": ["lot"], "seed": "2015"}'), '1 C lot {A,B}, 2 B lot {A}', 'lot: another seed, another lot');
SELECT is(pg_temp.course('2 B, 2 C', '{"tie_break": ["lot"], "seed": "2016"}'), 'B 2+, C 2*', 'lot: the highest wins');
SELECT is(pg_temp.course('2 B, 2 C', '{"tie_break": ["lot"], "seed": 2015}'), 'B 2*, C 2+', 'lot: a seed may be a number');
-- sha256sum: 2015:Ängström 9d662edf, 2015:O'Neil 78d928c4
SELECT is((SELECT winner FROM irv_result('[{"ranking": ["Ängström"], "count": 1}, {"ranking": ["O''Neil"], "count": 1}]', '{"tie_break": ["lot"], "seed": "2015"}')),
	'Ängström', 'lot: of the UTF-8 bytes of a label');
SELECT is(pg_temp.course('5 A, 3 D, 1 B, 1 C', '{}'), 'A 5, D 3, B 1-, C 1- / A 5*, D 3+', 'leave: level ones go together if they have fewer than the next');
SELECT is(pg_temp.ties('5 A, 3 D, 1 B, 1 C', '{}'), '1 B leave {C}, 1 C leave {B}', 'leave: which is shown');
SELECT is(pg_temp.course('5 A, 2 D, 1 B, 1 C', '{}'), 'A 5*, D 2-, B 1-, C 1- / A 5*', 'leave: or with those above who together have fewer');
SELECT is(pg_temp.course('4 A, 1 B, 1 C', '{}'), 'A 4*, B 1-, C 1- / A 4*', 'leave: also where only one remains');
SELECT is(pg_temp.course('9 A, 8 B, 5 E, 2 D, 1 F, 1 C', '{}'), 'A 9, B 8, E 5, D 2-, C 1-, F 1- / A 9, B 8, E 5- / A 9*, B 8+',
	'leave: the shortest run, though 9 is above E too');
SELECT is(pg_temp.course('5 A, 4 B, 4 C', '{}'), 'A 5, B 4=, C 4=', 'leave: else the count ends');
SELECT is(pg_temp.course('8 A, 4 B, 4 C', '{}'), 'A 8, B 4=, C 4=', 'leave: as many as the next has are not fewer');
SELECT is(pg_temp.ties('5 A, 2 D, 1 B, 1 C', '{}'), '1 D leave {B,C}, 1 B leave {C}, 1 C leave {B}', 'leave: which is shown, with the level ones');
SELECT is(pg_temp.ties('5 A, 4 B, 4 C', '{}'), '1 B undecided {C}, 1 C undecided {B}', 'leave: where the count ends nothing has decided');
SELECT is(pg_temp.course('5 A, 3 D, 1 B, 1 C', '{"tie_break": []}'), pg_temp.course('5 A, 3 D, 1 B, 1 C', '{"tie_break": ["leave"]}'),
	'no steps left is the same as leave');
SELECT throws_ok($$SELECT * FROM irv_rounds(pg_temp.p('4 A, 1 B, 1 C'), '{"tie_break": ["backwards", "error"]}')$$, '22000', NULL, 'error: an undecided tie is an error');
SELECT is(pg_temp.course('4 A, 2 B, 1 C', '{"tie_break": ["error"]}'), 'A 4*, B 2, C 1- / A 4*, B 2+', 'error: not where there is no tie');
SELECT is((SELECT ties_broken FROM irv_result(pg_temp.p('4 D, 1 A, 1 B, 1 C, 3 E'), '{"tie_break": ["order"]}')), 2::bigint, 'ties that a step decided are counted');
SELECT is((SELECT ties_broken FROM irv_result(pg_temp.p('5 A, 3 D, 1 B, 1 C'))), 0::bigint, 'one that was left is not');

SELECT is(pg_temp.course('4 A, 3 B C, 3 C B', '{"tie_break": ["together"]}'), 'A 4, B 3-, C 3- / A 4*', 'together: all the tied go out');
SELECT is(pg_temp.ties('4 A, 3 B C, 3 C B', '{"tie_break": ["together"]}'), '1 B together {C}, 1 C together {B}', 'together: which is shown');
SELECT is((SELECT ties_broken FROM irv_result(pg_temp.p('4 A, 3 B C, 3 C B'), '{"tie_break": ["together"]}')), 1::bigint, 'together: breaks a tie');
SELECT is(pg_temp.ties('10 A, 4 D, 3 B, 3 C, 1 E B, 1 E C', '{"tie_break": ["first_preferences", "together"]}'),
	'2 B together {C,D}, 2 C together {B,D}', 'together: all whom the steps before have left, of B, C and D the first two');
SELECT is(pg_temp.course('10 A, 4 D, 3 B, 3 C, 1 E B, 1 E C', '{"tie_break": ["first_preferences", "together"]}'),
	'A 10, D 4, B 3, C 3, E 2- / A 10, B 4-, C 4-, D 4 / A 10*, D 4+', 'together: and the third stays');
SELECT is(pg_temp.course('2 A, 2 B, 2 C', '{"tie_break": ["together"]}'), 'A 2=, B 2=, C 2=', 'together: not where nobody would remain');
SELECT is(pg_temp.course('2 A, 2 B, 2 C', '{"tie_break": ["together", "order"]}'), 'A 2, B 2, C 2- / A 2*, B 2+', 'together: then the next step decides');
SELECT is(pg_temp.course('2 A, 2 B, 2 C', '{"tie_break": ["together"], "write_in": "W", "write_in_blocks": false}'),
	'A 2=, B 2=, C 2=, W 0', 'together: the pool is nobody who remains');
SELECT is(pg_temp.course('2 A, 2 B', '{"tie_break": ["together"]}'), 'A 2=, B 2=', 'together: not for the win');

-- Two chains: one for who goes out, one for who wins or is second.
SELECT is(pg_temp.course('4 A, 3 B, 3 C B', '{"tie_break": {"elimination": ["order"], "win": ["leave"]}}'), 'A 4, B 3, C 3- / B 6*, A 4+',
	'elimination: its steps decide who goes out');
SELECT is(pg_temp.course('2 A, 2 B', '{"tie_break": {"elimination": ["order"], "win": ["leave"]}}'), 'A 2=, B 2=', 'win: and not who wins');
SELECT is(pg_temp.course('2 A, 2 B', '{"tie_break": {"elimination": ["leave"], "win": ["order"]}}'), 'A 2*, B 2+', 'win: its steps do');
SELECT is(irv_runner_up(pg_temp.p('7 A, 3 B, 3 C'), '{"runner_up": "deciding_round", "tie_break": {"elimination": ["leave"], "win": ["order"]}}'), 'B',
	'win: and who is second in the round that elected');
SELECT is(irv_runner_up(pg_temp.p('7 A, 3 B, 3 C'), '{"runner_up": "deciding_round", "tie_break": {"elimination": ["order"], "win": ["leave"]}}'), NULL,
	'win: without them nobody is');
SELECT throws_ok($$SELECT * FROM irv_rounds(pg_temp.p('2 A, 2 B'), '{"tie_break": {"elimination": ["order"], "win": ["error"]}}')$$, '22000', NULL,
	'win: an error for the last two only');

--
-- drawn: lots drawn by hand
--
SELECT is(pg_temp.course('4 A, 3 B A, 3 C B', '{"tie_break": ["drawn"], "drawn": [{"round": 1, "tied": ["C", "B"], "loses": "C"}]}'),
	'A 4, B 3, C 3- / B 6*, A 4+', 'drawn: who lost the lot goes out');
SELECT is(pg_temp.ties('4 A, 3 B A, 3 C B', '{"tie_break": ["drawn"], "drawn": [{"round": 1, "tied": ["B", "C"], "loses": "B"}]}'),
	'1 B drawn {C}', 'drawn: which is shown');
SELECT is((SELECT ties_broken FROM irv_result(pg_temp.p('4 A, 3 B A, 3 C B'),
		'{"tie_break": ["drawn"], "drawn": [{"round": 1, "tied": ["B", "C"], "loses": "B"}]}')), 1::bigint, 'drawn: breaks a tie');
SELECT is(pg_temp.course('4 A, 3 B A, 3 C B', '{"tie_break": ["drawn", "leave"]}'), 'A 4, B 3=, C 3=', 'drawn: without a lot the count ends');
SELECT is((SELECT tied FROM irv_result(pg_temp.p('4 A, 3 B A, 3 C B'), '{"tie_break": ["drawn", "leave"]}')), ARRAY['B', 'C'],
	'drawn: and says between whom one has to be drawn');
SELECT matches(irv_report(pg_temp.p('4 A, 3 B A, 3 C B'), '{"tie_break": ["drawn", "leave"]}'),
	'enter it in the rule "drawn":\s+\{"round": 1, "tied": \["B", "C"\], "loses": "..."\}', 'drawn: and what to enter');
SELECT unalike(irv_report(pg_temp.p('4 A, 3 B A, 3 C B'), '{}'), '%"tied"%', 'drawn: not where the rules know no such lot');
SELECT is(pg_temp.course('2 A, 2 B', '{"tie_break": ["drawn"], "drawn": [{"round": 1, "tied": ["A", "B"], "wins": "B"}]}'), 'A 2+, B 2*',
	'drawn: the last two');
SELECT is(pg_temp.ties('4 D, 1 A, 1 B, 1 C, 3 E', '{"tie_break": ["drawn"],
		"drawn": [{"round": 2, "tied": ["A", "C"], "loses": "A"}, {"round": 1, "tied": ["A", "B", "C"], "loses": "B"}]}'),
	'1 B drawn {A,C}, 2 A drawn {C}', 'drawn: a lot for each tie');
SELECT is(pg_temp.ties('10 A, 4 D, 3 B, 3 C, 1 E B, 1 E C', format('{"tie_break": ["backwards", "drawn"],
		"drawn": [{"round": 2, "tied": %s, "loses": "C"}]}', tied)::jsonb),
	'2 C drawn {B,D}, 3 B backwards {D}', 'drawn: between those whom the steps before have left, of all who were level: ' || tied)
FROM unnest(ARRAY['["B", "C"]', '["B", "C", "D"]']) AS tied;
SELECT is(irv_runner_up(pg_temp.p('7 A, 3 B, 3 C'), '{"runner_up": "deciding_round", "tie_break": ["drawn"],
		"drawn": [{"round": 1, "tied": ["B", "C"], "wins": "C"}]}'), 'C', 'drawn: second place in the round that elected');
SELECT is(irv_winner(pg_temp.p('7 A, 3 B, 3 C'), '{"stop": "majority", "tie_break": ["drawn"],
		"drawn": [{"round": 1, "tied": ["B", "C"], "loses": "C"}]}'), 'A', 'drawn: a lot that only places need is all right');
SELECT is(ARRAY(SELECT candidate FROM irv_places(pg_temp.p('7 A, 3 B, 3 C'), '{"stop": "majority", "tie_break": ["drawn"],
		"drawn": [{"round": 1, "tied": ["B", "C"], "loses": "B"}]}')), ARRAY['A', 'C', 'B'], 'drawn: and places are by it');
SELECT is(irv_winner(pg_temp.p('7 A, 3 B, 3 C, 2 D'), '{"runner_up": "winner_removed", "tie_break": ["drawn"],
		"drawn": [{"round": 2, "tied": ["B", "C"], "wins": "B"}, {"round": 2, "tied": ["B", "C"], "loses": "C"}]}'), 'A',
	'drawn: so is one that only a count without the winner needs');

-- A record that does not fit stops every count.
CREATE FUNCTION pg_temp.misfit(ballots text, rules jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail		text;
BEGIN
	PERFORM irv_winner(pg_temp.p(ballots), rules);
	RETURN 'no error';
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN detail;
END $$;
SELECT is(pg_temp.misfit('4 A, 3 B A, 3 C B', '{"tie_break": ["drawn"], "drawn": [{"round": 2, "tied": ["B", "C"], "loses": "C"}]}'),
	'Rule "drawn" has {"round": 2, "tied": ["B", "C"], "loses": "C"}. Ties that ask for a lot: {"round": 1, "tied": ["B", "C"], "loses": "..."}.',
	'drawn: the wrong round');
SELECT matches(pg_temp.misfit(b, r::jsonb || '{"tie_break": ["backwards", "drawn"]}'), '^Rule "drawn" has .*(No tie|Ties that)', 'drawn: ' || name)
FROM (VALUES
	('4 A, 3 B A, 3 C B', '{"drawn": [{"round": 1, "tied": ["A", "C"], "loses": "C"}]}', 'the wrong candidates'),
	('4 A, 3 B A, 3 C B', '{"drawn": [{"round": 1, "tied": ["A", "B", "C"], "loses": "C"}]}', 'one too many'),
	('4 A, 3 B A, 3 C B', '{"drawn": [{"round": 1, "tied": ["B", "C"], "wins": "C"}]}', 'nobody wins by it'),
	('2 A, 2 B', '{"drawn": [{"round": 1, "tied": ["A", "B"], "loses": "A"}]}', 'nobody goes out by it'),
	('4 A, 3 B A, 2 C B', '{"drawn": [{"round": 1, "tied": ["B", "C"], "loses": "C"}]}', 'no tie'),
	('10 A, 5 C, 4 B, 1 D C, 2 D, 2 E B', '{"drawn": [{"round": 3, "tied": ["B", "C"], "loses": "B"}]}', 'a tie that another step decides'),
	('4 A, 3 B A, 3 C B', '{"drawn": [{"round": 1, "tied": ["B", "C"], "loses": "C"}, {"round": 2, "tied": ["A", "B"], "wins": "A"}]}', 'one of two'))
	AS v (b, r, name);
SELECT throws_ok(format($$SELECT %s(pg_temp.p('4 A, 3 B A, 3 C B'), '{"tie_break": ["drawn"], "drawn": [{"round": 9, "tied": ["B", "C"], "loses": "C"}]}')$$, f),
	'22023', 'a lot drawn by hand fits no tie', 'drawn: in ' || f)
FROM unnest(ARRAY['irv_winner', 'irv_runner_up', 'irv_rounds', 'irv_round_totals', 'irv_transfers', 'irv_flows', 'irv_places',
				  'irv_result', 'irv_report', 'irv_json', 'final_preferences']) AS f;
-- A record is looked up in further counts only as far as it takes: that nobody may decide
-- who is second is no matter of who wins.
CREATE TEMP TABLE second_open AS SELECT
	'[{"ranking": ["B"], "count": 3}, {"ranking": ["S"], "count": 1}, {"ranking": ["X"], "count": 1}, {"ranking": ["Y"], "count": 1}]'::preference_profile AS p,
	'{"stop": "majority", "runner_up": "deciding_round", "tie_break": {"win": ["drawn", "error"], "elimination": ["drawn", "leave"]},
	  "drawn": [{"round": 1, "tied": ["S", "X", "Y"], "loses": "S"}]}'::jsonb AS r;
SELECT is(irv_winner(p, r), 'B', 'drawn: the winner, whoever is second') FROM second_open;
SELECT throws_ok('SELECT irv_runner_up(p, r) FROM second_open', '22000', NULL, 'drawn: nobody may decide who is second');

--
-- runner_up.  A wins at once; the last two are A and C; second at once is B;
-- without A, D wins.
--
SELECT is(ARRAY(SELECT irv_runner_up(pg_temp.p('11 A D, 4 B, 3 C, 2 D C'), jsonb_build_object('runner_up', d))
				FROM unnest(ARRAY['final_two', 'deciding_round', 'winner_removed']) WITH ORDINALITY AS u (d, n) ORDER BY n),
	ARRAY['C', 'B', 'D'], 'three definitions of second place');

--
-- min_ballots: ballots, not votes
--
SELECT is((SELECT suppressed FROM irv_result(pg_temp.p('3 A, 1 B'), '{"min_ballots": 5}')), true, 'too few ballots: no result');
SELECT is((SELECT winner FROM irv_result(pg_temp.p('3 A, 1 B'), '{"min_ballots": 4}')), 'A', 'enough ballots: a result');
SELECT is((SELECT suppressed FROM irv_result('[{"ranking": ["A"], "count": 2, "weight": 100}]', '{"min_ballots": 3}')), true, 'weight is no ballot');
SELECT is((SELECT count(*) FROM irv_rounds(pg_temp.p('3 A, 1 B'), '{"min_ballots": 5}')), 0::bigint, 'too few ballots: no rows');
SELECT is(irv_winner(pg_temp.p('3 A, 1 B'), '{"min_ballots": 5}'), NULL, 'too few ballots: no winner');

SELECT * FROM finish();
ROLLBACK;
