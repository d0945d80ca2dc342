\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(102);

-- Several seats: small contests whose counts are worked out by hand from the
-- rule texts.

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

-- A count in a line: rounds parted by slashes; behind the votes * elected,
-- - eliminated, = tied, ! not elected; candidates without votes who are out are
-- left out; then exhausted and lost votes.
CREATE FUNCTION pg_temp.course(ballots text, rules jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(line || '; ' || exhausted || ', ' || lost_by_fraction, ' / ' ORDER BY round)
	FROM (SELECT r.round, string_agg(r.candidate || ' ' || r.votes || CASE r.status
				WHEN 'elected' THEN '*' WHEN 'eliminated' THEN '-' WHEN 'not_elected' THEN '!'
				WHEN 'tied' THEN '=' ELSE '' END, ', ' ORDER BY r.candidate) AS line
		  FROM stv_rounds(pg_temp.p(ballots), rules) AS r
		  WHERE r.status <> 'eliminated' OR r.votes > 0
		  GROUP BY r.round) AS rounds
	JOIN stv_round_totals(pg_temp.p(ballots), rules) AS t USING (round)
$$;

\set gregory '6 A B, 3 A C, 2 B, 1 C'

--
-- The rule books on one contest: 12 votes, two seats.  A has 9.
--

-- Quota floor(12/3)+1 = 5; 4/9 cut to 0.44444; what is cut is lost, 9 * 0.44444 of 4.
SELECT is(pg_temp.course(:'gregory', stv_rules('scotland', 2)),
	'A 9*, B 2, C 1; 0, 0 / A 5*, B 4.66664, C 2.33332; 0, 0.00004 / A 5*, B 4.66664*; 2.33332, 0.00004',
	'scotland: a surplus by all papers, each cut to five decimals');
SELECT is(pg_temp.course(:'gregory', stv_rules('scotland', 2) || '{"last_transfer": false}'),
	'A 9*, B 2, C 1; 0, 0 / A 5*, B 4.66664*, C 2.33332-; 0, 0.00004',
	'the letter of rule 52: no transfer when as many are left as are needed');
SELECT is(pg_temp.course(:'gregory', stv_rules('wigm', 2) || '{"decimals": 0}'),
	'A 9*, B 2, C 1; 0, 0 / A 5*, B 2, C 1; 0, 4 / A 5*, B 2*; 1, 4', 'without decimals a surplus is lost');
SELECT is(pg_temp.course(:'gregory', stv_rules('wigm', 2) || '{"decimals": 1, "quota": "droop_exact"}'),
	'A 9*, B 2, C 1; 0, 0 / A 4*, B 5*, C 2.5!; 0, 0.5', 'droop_exact: 4 votes are to be exceeded, 5/9 is cut to 0.5');
SELECT is(pg_temp.course(:'gregory', stv_rules('wigm', 2) || '{"quota": "hare"}'),
	'A 9*, B 2, C 1; 0, 0 / A 6*, B 3.99998, C 1.99999; 0, 0.00003 / A 6*, B 3.99998*; 1.99999, 0.00003', 'hare: 6');
SELECT is(pg_temp.course('6 A B, 3 A C, 1 B, 1 C', stv_rules('wigm', 2) || '{"decimals": null, "quota": "droop_exact"}'),
	'A 9*, B 1, C 1; 0, 0 / A 3.666666666666666666*, B 4.555555555555555555*, C 2.777777777777777777!; 0, 0.000000000000000002',
	'exact fractions: 16/3 are transferred; only what is shown is cut');
-- Quota 12/3 = 4 exactly; 5/9 cut to 0.55.
SELECT is(pg_temp.course(:'gregory', stv_rules('ers97', 2)),
	'A 9*, B 2, C 1; 0, 0 / A 4*, B 5.3*, C 2.65!; 0, 0.05', 'ers97: a quota with decimals, values cut to 0.01');
-- Quota 5; 4/9 cut to 0.44; 52(2): B's 4.64 are more than C's 2.32.
SELECT is(pg_temp.course(:'gregory', stv_rules('northern_ireland', 2)),
	'A 9*, B 2, C 1; 0, 0 / A 5*, B 4.64*, C 2.32!; 0, 0.04', 'northern_ireland: the last vacancy goes to who cannot be caught');
SELECT is(pg_temp.course(:'gregory', stv_rules('northern_ireland', 2) || '{"last_vacancy": false, "fill_last": "between_batches"}'),
	'A 9*, B 2, C 1; 0, 0 / A 5*, B 4.64, C 2.32; 0, 0.04 / A 5*, B 4.64*, C 1.32-; 1, 0.04',
	'without 52(2) C goes out, and when one sub-parcel has moved the place is filled');
-- 4/9 of 6 papers is 2.67, of 3 papers 1.33: whole votes.  (17): B is the higher of two.
SELECT is(pg_temp.course(:'gregory', stv_rules('australia_senate', 2)),
	'A 9*, B 2, C 1; 0, 0 / A 5*, B 4*, C 2!; 0, 1', 'australia_senate: bundles are cut to whole votes');
SELECT is(pg_temp.course(:'gregory', stv_rules('victoria', 2)),
	'A 9*, B 2, C 1; 0, 0 / A 5*, B 4*, C 2!; 0, 1', 'victoria: the same here');
SELECT is(pg_temp.course(:'gregory', stv_rules('act', 2)),
	'A 9*, B 2, C 1; 0, 0 / A 5*, B 4.666666, C 2.333333; 0, 0.000001 / A 5*, B 4.666666, C 1.333333-; 1, 0.000001 / A 5*, B 4.666666*; 2.333333, 0.000001',
	'act: six decimals for a bundle, and exclusions by value');
-- Threshold 5; C (1) and all surpluses (4) are not below B (2): A's surplus goes.
SELECT is(pg_temp.course(:'gregory', stv_rules('minneapolis', 2)),
	'A 9*, B 2, C 1; 0, 0 / A 5*, B 4.6664*, C 2.3332-; 0, 0.0004',
	'minneapolis: 4/9 cut to 0.4444; the last defeated keep their votes');
SELECT is(pg_temp.course(:'gregory', stv_rules('bottoms_up', 2)),
	'A 9, B 2, C 1; 0, 0 / A 9*, B 2*; 1, 0', 'bottoms_up: no quota, the lowest goes out');

-- Quota 6/3 + 10^-9; Castor keeps 2.000000001/4, rounded up: 0.500000001.
SELECT is((SELECT array_agg(votes ORDER BY candidate) FROM stv_rounds(pg_temp.p('4 Castor Pollux, 2 Helen'), stv_rules('meek_prf', 2)) WHERE round = 3),
	'{2.000000004,2,1.999999996}'::numeric[], 'meek_prf: what is kept is rounded up');
SELECT is((SELECT keep FROM stv_rounds(pg_temp.p('4 Castor Pollux, 2 Helen'), stv_rules('meek_prf', 2)) WHERE round = 3 AND candidate = 'Castor'),
	0.500000001, 'the keep value is shown');
SELECT is((SELECT quota FROM stv_round_totals(pg_temp.p('4 Castor Pollux, 2 Helen'), stv_rules('meek_prf', 2)) WHERE round = 1),
	2.000000001, 'the quota is a billionth more than the share');
SELECT is(stv_elected(pg_temp.p('4 Castor Pollux, 2 Helen'), stv_rules('meek_prf', 2)), '{Castor,Helen}', 'and who is elected');
SELECT is(stv_elected(pg_temp.p('4 Castor Pollux, 2 Helen'), stv_rules('meek_nz', 2)), '{Castor,Helen}', 'meek_nz: the same here');

-- Three of Ann's seven papers go no further.  Scotland: they take their share
-- along, Dee gets 4 * 0.42857.  ERS97: the four that go on carry the surplus.
\set differ '4 Ann Dee, 3 Ann, 1 Bob Dee, 1 Bob'
SELECT is(stv_elected(pg_temp.p(:'differ'), stv_rules('scotland', 2)), '{Ann,Bob}', 'two rule books elect different people: scotland');
SELECT is(stv_elected(pg_temp.p(:'differ'), stv_rules('ers97', 2)), '{Ann,Dee}', 'ers97');
SELECT is(stv_elected(pg_temp.p(:'differ'), stv_rules('meek_nz', 2)), '{Ann,Dee}', 'meek_nz');

--
-- Transfers, places, flows, result
--

SELECT results_eq(format($$SELECT round, source, target, papers, value, votes FROM stv_transfers(pg_temp.p(%L), stv_rules('scotland', 2))$$, :'gregory'),
	$$VALUES (2::bigint, 'A', 'B', 6::numeric, 0.44444, 2.66664), (2, 'A', 'C', 3, 0.44444, 1.33332), (3, 'C', NULL, 3, 0.44444, 1.33332), (3, 'C', NULL, 1, 1, 1)$$,
	'transfers: papers, value, votes');
SELECT results_eq(format($$SELECT sum(lost) FROM stv_transfers(pg_temp.p(%L), stv_rules('scotland', 2))$$, :'gregory'),
	'VALUES (0.00004)', 'what rounding took from the rows is what is lost');
SELECT is_empty($$SELECT * FROM stv_transfers(pg_temp.p('4 Castor Pollux, 2 Helen'), stv_rules('meek_prf', 2))$$, 'none by Meek''s method');
SELECT results_eq(format($$SELECT place, candidate, first_preferences, votes, round, lead, status FROM stv_places(pg_temp.p(%L), stv_rules('scotland', 2))$$, :'gregory'),
	$$VALUES (1::bigint, 'A', 9::numeric, 9::numeric, 1::bigint, 7::numeric, 'elected'), (2, 'B', 2, 4.66664, 3, 2.33332, 'elected'), (3, 'C', 1, 2.33332, 3, NULL, 'eliminated')$$,
	'places: elected in order, then who went out');
SELECT results_eq(format($$SELECT elected, seats, quota, rounds, runner_up, ballots, votes, exhausted, lost_by_fraction, blank, ties_broken, tied, suppressed FROM stv_result(pg_temp.p(%L), stv_rules('scotland', 2))$$, :'gregory' || ', 2'),
	$$VALUES ('{A,B}'::text[], 2::bigint, 5::numeric, 3::bigint, 'C', 14::bigint, 14::numeric, 2.33332, 0.00004, 2::numeric, 0::bigint, NULL::text[], false)$$,
	'the result in one row; blank ballots are in no quota');
SELECT results_eq(format($$SELECT round, source, target, votes FROM stv_flows(pg_temp.p(%L), stv_rules('scotland', 2)) WHERE round = 1$$, :'gregory'),
	$$VALUES (1::bigint, 'A (1)', 'A (2)', 5::numeric), (1, 'A (1)', 'B (2)', 2.66664), (1, 'B (1)', 'B (2)', 2), (1, 'A (1)', 'C (2)', 1.33332), (1, 'C (1)', 'C (2)', 1), (1, 'A (1)', 'Lost by fraction (2)', 0.00004)$$,
	'flows');
SELECT results_eq($$SELECT round, sum(votes) FROM stv_flows(pg_temp.p('4 Castor Pollux, 2 Helen'), stv_rules('meek_prf', 2)) GROUP BY round ORDER BY round LIMIT 2$$,
	'VALUES (1::bigint, 6::numeric), (2, 6)', 'all votes flow by Meek''s method too');
SELECT is((SELECT array_agg(DISTINCT action ORDER BY action) FROM stv_round_totals(pg_temp.p('4 Castor Pollux Nemo, 2 Helen, 1 Nemo Helen'), stv_rules('meek_nz', 2))),
	'{elimination,first_preferences,iteration}', 'actions of Meek''s method');
SELECT is((SELECT sources FROM stv_round_totals(pg_temp.p(:'gregory'), stv_rules('scotland', 2)) WHERE round = 2), '{A}', 'sources');
SELECT is((SELECT untransferred FROM stv_round_totals(pg_temp.p(:'gregory'), stv_rules('scotland', 2)) WHERE round = 1), 4::numeric, 'untransferred surpluses');

--
-- Ties
--

SELECT is(pg_temp.course('5 A, 3 B, 1 C, 1 D', stv_rules('wigm', 2)), 'A 5*, B 3, C 1, D 1; 0, 0 / A 4*, B 3, C 1, D 1; 1, 0 / A 4*, B 3*; 3, 0',
	'leave: the tied go out together where even with all surpluses they stay below the next one');
SELECT is(stv_elected(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('wigm', 2)), '{A}', 'else the count ends and the open seat is missing');
SELECT is((SELECT tied FROM stv_result(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('wigm', 2))), '{B,C}', 'and the tied are named');
SELECT is((SELECT array_agg(status ORDER BY candidate) FROM stv_rounds(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('wigm', 2)) WHERE round = 2), '{elected,tied,tied}', 'with their status');
SELECT is((SELECT decided_by FROM stv_rounds(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('wigm', 2) || '{"tie_break": ["order"]}') WHERE round = 3 AND candidate = 'C'), 'order', 'a step that decides is named');
SELECT is((SELECT tied_with FROM stv_rounds(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('wigm', 2) || '{"tie_break": ["order"]}') WHERE round = 3 AND candidate = 'C'), '{B}', 'and with whom it was level');
SELECT is(stv_elected(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('scotland', 2) || '{"drawn": [{"round": 2, "tied": ["B", "C"], "loses": "B"}]}'), '{A,C}', 'a lot drawn by hand decides');
SELECT throws_like($$SELECT stv_elected(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('scotland', 2) || '{"drawn": [{"round": 3, "tied": ["B", "C"], "loses": "B"}]}')$$,
	'a lot drawn by hand fits no tie', 'one that fits no tie is an error');
SELECT throws_ok($$SELECT stv_elected(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('wigm', 2) || '{"tie_break": ["error"]}')$$, '22000',
	'candidates are tied and the rules do not let anything decide', 'step error');
SELECT isnt(stv_elected(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('wigm', 2) || '{"tie_break": ["lot"], "seed": "s"}'),
	stv_elected(pg_temp.p('5 A, 2 B, 2 C'), stv_rules('wigm', 2) || '{"tie_break": ["lot"], "seed": "t"}'), 'a lot follows from the seed');
-- First B and C differ (3, 2), then they are level (3, 3): backwards and forwards agree with the first round.
SELECT is(stv_elected(pg_temp.p('6 A, 3 B, 2 C, 1 D C'), stv_rules('wigm', 2) || '{"tie_break": ["first_preferences"]}'), '{A,B}', 'first_preferences');
SELECT is((SELECT decided_by FROM stv_rounds(pg_temp.p('6 A, 3 B, 2 C, 1 D C'), stv_rules('victoria', 2)) WHERE decided_by IS NOT NULL LIMIT 1), NULL, 'victoria: no tie is to be decided here');

--
-- Rules
--

SELECT throws_ok($$SELECT stv_elected(pg_temp.p('1 A'), '{}')$$, '22023', 'rules do not say how many seats are to be filled', 'no seats');
SELECT throws_ok($$SELECT stv_elected(pg_temp.p('1 A'), NULL)$$, '22023', 'rules do not say how many seats are to be filled', 'no rules');
SELECT throws_ok($$SELECT stv_rules_check('{"method": "ers97"}')$$, '22023', 'rules do not say how many seats are to be filled', 'nor may rules be checked without');
SELECT throws_ok($$SELECT stv_elected(pg_temp.p('1 A'), '{"seats": 0}')$$, '22023', 'invalid value of a rule', 'seats below 1');
SELECT throws_ok($$SELECT stv_rules('scotland', 0)$$, '22023', 'invalid number of seats', 'also in stv_rules()');
SELECT throws_ok($$SELECT stv_rules('nowhere', 1)$$, '22023', 'unknown rules preset', 'an unknown preset');
SELECT throws_ok($$SELECT stv_rules_check('{"seats": 1, "threshold": "continuing"}')$$, '22023', 'unknown rule', 'a key for one seat');
SELECT throws_ok($$SELECT irv_rules_check('{"seats": 2}')$$, '22023', 'unknown rule', 'a key for several seats');
SELECT throws_ok($$SELECT stv_rules_check('{"seats": 1, "method": "ers97", "decimals": 5}')$$, '22023', 'rules contradict each other', 'a key that the method settles');
SELECT throws_ok($$SELECT stv_rules_check('{"seats": 1, "overvotes": "split"}')$$, '22023', 'rules contradict each other', 'split without Meek');
SELECT throws_ok($$SELECT stv_rules_check('{"seats": 1, "decimals": 10}')$$, '22023', 'invalid value of a rule', 'ten decimals');
SELECT throws_ok($$SELECT stv_rules_check('{"seats": 1, "reserved": [{"among": ["A"], "at_least": 1}, {"among": ["B"], "at_least": 1}]}')$$, '22023', 'invalid value of a rule', 'two groups');
SELECT throws_ok($$SELECT stv_rules_check('{"seats": 1, "reserved": [{"among": ["A", "B"], "at_least": 2}]}')$$, '22023', 'rules contradict each other', 'more reserved seats than seats');
SELECT is(stv_rules_check(stv_rules('ers97', 6)) - 'candidates', (stv_rules_check('{"method": "ers97", "seats": 6}') - 'candidates'), 'the defaults of a method are those of its rule book');
SELECT is((SELECT count(*) FROM stv_rules_presets(), LATERAL stv_rules_check(rules || '{"seats": 2}') AS r WHERE r @> (rules || '{"seats": 2}') AND length(description) > 60), 11::bigint, 'all presets are rules, with their sources');
SELECT is(stv_rules('senate', 2), stv_rules('australia_senate', 2), 'the name of a method finds its preset');

--
-- Reading, write-ins, withdrawn, more seats than candidates
--

SELECT is(stv_elected(pg_temp.p('3 A, 2 B'), stv_rules('scotland', 5)), '{A,B}', 'more seats than candidates: all are elected');
SELECT is((SELECT count(*) FROM stv_rules_presets() AS r WHERE cardinality(stv_elected(pg_temp.p('3 A B, 2 B, 1 C D'), rules || '{"seats": 5}')) = 4), 11::bigint, 'by every rule book');
SELECT is(stv_elected(pg_temp.p('3 A B, 2 B, 2 C'), stv_rules('wigm', 1) || '{"withdrawn": ["A"]}'), '{B}', 'withdrawn');
SELECT is(pg_temp.course('9 W A, 4 A, 3 B, 2 C', stv_rules('wigm', 2) || '{"write_in": "W"}'),
	'A 4, B 3, C 2, W 9; 0, 0 / A 13*, B 3, C 2; 0, 0 / A 7*, B 3, C 2; 5.99989, 0.00011 / A 7*, B 3*; 7.99989, 0.00011',
	'the pool of write-ins is not elected and goes out first') ;
SELECT is(pg_temp.course('3 X Y Z A, 2 B, 1 Y', stv_rules('wigm', 1) || '{"candidates": ["A", "B"], "unlisted": "skip"}'), 'A 3*, B 2!; 1, 0', 'unlisted marks are passed over');
SELECT is(pg_temp.course('3 X Y Z A, 2 B, 1 Y', stv_rules('meek_prf', 1) || '{"candidates": ["A", "B"], "unlisted": "skip"}'), 'A 3*, B 2!; 1, 0', 'also by Meek''s method');
SELECT is(stv_elected(pg_temp.p(''), stv_rules('scotland', 2)), '{}', 'nobody stands');
SELECT is(stv_elected(NULL, stv_rules('scotland', 2)), NULL, 'no profile');
SELECT is((SELECT suppressed FROM stv_result(pg_temp.p('3 A'), stv_rules('scotland', 1) || '{"min_ballots": 9}')), true, 'min_ballots');
-- A=B stands for A > B and B > A, half a paper each.
SELECT is((SELECT array_agg(votes ORDER BY candidate) FROM stv_rounds(pg_temp.p('2 A=B, 1 C'), stv_rules('meek_prf', 2) || '{"overvotes": "split", "candidates": ["A", "B", "C"]}') WHERE round = 1),
	'{1,1,1}'::numeric[], 'split: equal ranks are all their strict orders in equal parts');
SELECT throws_ok($$SELECT stv_elected(pg_temp.p('1 A=B=C=D=E=F=G=H'), stv_rules('meek_prf', 2) || '{"overvotes": "split"}')$$, '54000', 'ballot ranks too many candidates equal to be split', 'at most 5,040 orders');

SELECT throws_ok($$SELECT stv_elected((SELECT jsonb_agg(jsonb_build_object('ranking', ARRAY['C' || i], 'count', i)) FROM generate_series(1, 1100) AS i)::preference_profile, stv_rules('wigm', 1))$$,
	'54000', 'count has too many rounds', 'at most 1,000 rounds');

-- Keep values, rounded up, that go back and forth for ever: whoever has votes is
-- elected, the last place goes to the first in ballot order without any.
SELECT is(stv_elected(pg_temp.p('10 Gus Ann Fay Bob Dee Ida'), '{"method": "meek_nz", "tie_break": ["forwards", "order"], "seats": 8,
	"candidates": ["Bob", "Fay", "Hal", "Dee", "Gus", "Ann", "Eve", "Ida", "Cid"]}'), '{Gus,Ann,Fay,Bob,Dee,Ida,Hal,Eve}', 'meek_nz ends where votes are few and seats many');
SELECT is(stv_elected(pg_temp.p('5 Ann Bob Eve Dee, 10 Ann Cid'), '{"method": "meek_nz", "tie_break": ["forwards", "order"], "seats": 6,
	"candidates": ["Ann", "Eve", "Cid", "Fay", "Ida", "Dee", "Bob", "Hal", "Gus"]}'), '{Ann,Cid,Bob,Eve,Dee,Fay}', 'meek_nz ends where keep values alternate');

-- A count that ends on a tie: whoever is left has no place yet.
SELECT results_eq($$SELECT place, candidate, lead, status FROM stv_places(pg_temp.p('17 C, 14 B, 13 E, 9 F, 6 A, 6 D'), '{"seats": 2, "tie_break": ["leave"]}')$$,
	$$VALUES (5::bigint, 'A', 0::numeric, 'tied'), (5, 'D', NULL, 'tied'), (NULL, 'C', NULL, 'continuing'), (NULL, 'B', NULL, 'continuing'), (NULL, 'E', NULL, 'continuing'), (NULL, 'F', NULL, 'continuing')$$,
	'the tied for exclusion share the last place, the others have none');
SELECT results_eq($$SELECT place, candidate, lead, status FROM stv_places(pg_temp.p('17 B, 17 C, 13 E'), '{"seats": 1, "tie_break": ["leave"], "method": "bottoms_up"}')$$,
	$$VALUES (1::bigint, 'B', 0::numeric, 'tied'), (1, 'C', 4, 'tied'), (3, 'E', NULL, 'eliminated')$$, 'the tied for a seat share it');
SELECT results_eq($$SELECT candidate, elected FROM stv_chances(pg_temp.p('5 A, 5 B, 1 C, 1 D'), 1, 'a', 0, '{"seats": 3, "method": "ers97", "tie_break": ["leave"], "write_in": "W"}')$$,
	$$VALUES ('A', true), ('B', true), ('C', NULL), ('D', NULL), ('W', false)$$, 'the pool of write-ins gets no seat, also where a tie leaves one open');

-- Meek's method reads every ballot in every round, and looks for a cancel in each.
CREATE TEMP TABLE many_papers AS
SELECT profile_agg(ARRAY['C' || i % 11 * (i % 11) % 7, 'D' || i % 13, 'E' || i % 17, 'F' || i % 19, 'G' || i % 7]) AS p FROM generate_series(1, 200000) AS i;
CREATE FUNCTION pg_temp.is_cancelled(method text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	PERFORM stv_elected(p, stv_rules(method, 20)) FROM many_papers;
	RETURN false;
EXCEPTION WHEN query_canceled THEN
	RETURN true;
END $$;
SET LOCAL statement_timeout = '100ms';
SELECT ok(pg_temp.is_cancelled('meek_nz'), 'meek_nz is cancelled');
SET LOCAL statement_timeout = 0;

--
-- Reserved seats, vacancies, slices, BLT
--

SELECT is(stv_elected(pg_temp.p('6 A, 5 B, 3 C, 1 D'), stv_rules('wigm', 2) || '{"reserved": [{"among": ["C", "D"], "at_least": 1}]}'), '{A,C}', 'a seat kept for a group');
SELECT is((SELECT decided_by FROM stv_rounds(pg_temp.p('6 A, 5 B, 3 C, 1 D'), stv_rules('wigm', 2) || '{"reserved": [{"among": ["C", "D"], "at_least": 1}]}') WHERE candidate = 'B' AND status = 'eliminated' LIMIT 1), 'reserved', 'and it is said');
SELECT is((SELECT array_agg(name) FROM stv_rules_presets() AS r WHERE NOT stv_elected(pg_temp.p('16 A, 9 B, 4 C, 2 D'), rules || '{"seats": 2, "reserved": [{"among": ["C", "D"], "at_least": 1}]}') @> '{A,C}'), NULL, 'by every rule book');
SELECT throws_ok(format('SELECT stv_rules_check(%L)', '{"seats": 2, "reserved": [{"among": ["C", "X"], "at_least": 1}]}'::jsonb || more), '22023', 'rules contradict each other', 'a group with ' || what)
FROM (VALUES ('{"candidates": ["A", "C"]}'::jsonb, 'somebody who is not among the candidates'), ('{"write_in": "X"}', 'the pool of write-ins')) AS v (more, what);
SELECT alike(stv_report(pg_temp.p('6 A, 5 B, 3 C, 1 D'), stv_rules('wigm', 2) || '{"reserved": [{"among": ["C", "X"], "at_least": 1}]}'), E'%\nAt least 1 seat for: C, X (on no ballot)\n%', 'the sheet says who of a group is on no ballot');
SELECT is((SELECT how FROM stv_countback(pg_temp.p(:'gregory'), stv_rules('scotland', 2), 'A')), 'next', 'who is next');
SELECT is((SELECT takes_over || ' ' || how FROM stv_countback(pg_temp.p('6 A C, 5 B, 2 C, 1 D'), stv_rules('ers97', 2), 'A')), 'C recount', 'ERS97 7.1: all is counted again');
SELECT is((SELECT takes_over || ' ' || how FROM stv_countback(pg_temp.p('6 A D, 5 B, 2 C, 1 D'), stv_rules('act', 2), 'A')), 'D papers', 'ACT 4.3: by the papers that elected the leaver');
SELECT throws_ok($$SELECT stv_countback(pg_temp.p('6 A, 5 B, 2 C'), stv_rules('act', 2), 'C')$$, '22023', 'whoever vacates a seat has not been elected', 'who was not elected cannot leave');
SELECT results_eq($$SELECT candidate, votes, status FROM stv_slice_rounds(pg_temp.p('2 A B, 1 B'), pg_temp.p('6 A B, 3 A C, 2 B, 1 C'), stv_rules('scotland', 2)) WHERE round = 2 AND candidate <> 'A'$$,
	$$VALUES ('B', 1.88888, 'continuing'), ('C', 0::numeric, 'continuing')$$, 'a slice moves at the contest''s transfer values');
SELECT throws_ok($$SELECT * FROM stv_slice_rounds(pg_temp.p('1 A'), pg_temp.p('1 A'), stv_rules('senate', 1))$$, '0A000', 'count cannot be shown for a slice', 'slices of bundles do not add up');
SELECT is(blt_seats(E'3 2\n4 1 2 0\n3 2 0\n0\n"A"\n"B"\n"C"\n"Committee"\n'), 2::bigint, 'the seats of a BLT text');

--
-- Report and JSON
--

SELECT matches(stv_report(pg_temp.p(:'gregory'), stv_rules('scotland', 2)), 'Elected, in order of election:\s+1\. A, stage 1, 9 votes with the quota\s+2\. B, stage 3', 'the report says who is elected');
SELECT is((SELECT max(length(line)) <= 100 FROM regexp_split_to_table(stv_report(pg_temp.p((SELECT string_agg(format('%s C%s C%s', 40 + i, i, (i * 7) % 40), ', ') FROM generate_series(1, 45) AS i)),
	stv_rules('scotland', 5)), '\n') AS line), true, 'also with 40 stages no line is wider than 100 columns');
SELECT is(stv_json(pg_temp.p(:'gregory'), stv_rules('scotland', 2))->'results'->0->'tallyResults',
	'[{"elected": "A", "transfers": {"B": "2.66664", "C": "1.33332", "residual surplus": "0.00004"}}]', 'JSON: a surplus, and what rounding takes');
SELECT is(stv_json(pg_temp.p(:'gregory'), stv_rules('scotland', 2))->'summary'->>'numWinners', '2', 'JSON: the number of winners');

-- As RCVis reads it: candidates are those of the first tally; each is elected or
-- eliminated once; transfers go from who is in a tally to who is in the next one.
-- Here papers of an exclusion move in several rounds, and surpluses wait for others.
CREATE TEMP TABLE documents AS
SELECT name, stv_json(pg_temp.p('7 D E, 4 E D, 2 B D F, 3 D F A, 5 A C B, 8 C F B A, 5 C E'), stv_rules(name, 3) || '{"tie_break": ["order"]}') AS document
FROM stv_rules_presets();
CREATE TEMP TABLE results AS
SELECT name, n, result->'tally' AS tally, lead(result->'tally') OVER (PARTITION BY name ORDER BY n) AS next_tally, result->'tallyResults' AS actions
FROM documents, jsonb_array_elements(document->'results') WITH ORDINALITY AS r (result, n);
CREATE TEMP TABLE actions AS
SELECT name, n, tally, next_tally, coalesce(action->>'elected', action->>'eliminated') AS candidate, action ? 'eliminated' AS eliminated, action->'transfers' AS transfers
FROM results, jsonb_array_elements(actions) AS a (action);
SELECT is(count(DISTINCT name), (SELECT count(*) FROM stv_rules_presets()), 'JSON: every rule book has actions') FROM actions;
SELECT is(string_agg(name || ' ' || candidate, ', '), NULL, 'JSON: nobody is named twice')
FROM (SELECT name, candidate FROM actions GROUP BY name, candidate HAVING count(*) > 1) AS twice;
SELECT is(string_agg(name || ' ' || candidate, ', '), NULL, 'JSON: who is named is in the tally of that round') FROM actions WHERE NOT tally ? candidate;
SELECT is(string_agg(name || ' ' || n, ', '), NULL, 'JSON: transfers go to who is in the next tally, and none from the last round')
FROM actions, jsonb_object_keys(transfers) AS target
WHERE next_tally IS NULL OR NOT (next_tally ? target OR target IN ('exhausted', 'residual surplus'));
SELECT is(string_agg(name || ' ' || candidate, ', '), NULL, 'JSON: who is in no tally any more was eliminated before')
FROM results, jsonb_object_keys(tally) AS candidate
WHERE next_tally IS NOT NULL AND NOT next_tally ? candidate AND NOT EXISTS (
	SELECT FROM actions WHERE actions.name = results.name AND actions.n <= results.n AND actions.candidate = candidate.candidate AND eliminated);
-- By Meek's method a candidate keeps less of each paper in every distribution.
SELECT is(string_agg(format('%s %s %s', name, n, candidate), ', '), NULL, 'JSON: the next tally is this one with what moves')
FROM results, jsonb_each_text(next_tally) AS t (candidate, votes)
WHERE name !~ 'meek' AND votes::numeric <> (tally->>candidate)::numeric
	+ (SELECT coalesce(sum((transfers->>t.candidate)::numeric), 0) FROM actions WHERE (actions.name, actions.n) = (results.name, results.n))
	- (SELECT coalesce(sum(moved::numeric), 0) FROM actions, jsonb_each_text(transfers) AS m (target, moved)
	   WHERE (actions.name, actions.n, actions.candidate) = (results.name, results.n, t.candidate));
SELECT throws_ok($$SELECT stv_json('[{"ranking": ["Inactive Ballots"], "count": 1}]', '{"seats": 1}')$$, '22023', NULL,
	'JSON: a name that RCVis takes for a pile of votes is refused');

SELECT * FROM finish();
ROLLBACK;
