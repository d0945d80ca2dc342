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

-- Rules by which many go out at once in the first round: min_share, min_votes,
-- and top_two_by_tie_break.

-- A count in a line for each round: "A 40, B 28-" and so on, with - for who
-- goes out after the round, + for who is elected, * for who is tied.
CREATE FUNCTION pg_temp.course(p preference_profile, rules jsonb) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(line, ' | ' ORDER BY round)
	FROM (SELECT round, string_agg(format('%s %s%s', candidate, votes, CASE status WHEN 'eliminated' THEN '-' WHEN 'elected' THEN '+' WHEN 'tied' THEN '*' ELSE '' END), ', ') AS line
		  FROM irv_rounds(p, rules) GROUP BY round) AS r
$$;

--
-- A minimum of first preferences.  C has 14 of 100; D and E would go to C, who
-- then would pass B (32 to 28) and win with B's votes.  Where a candidate needs
-- 15 per cent, C, D and E go out together, and B has 60.
--
CREATE TEMP TABLE c AS SELECT '[{"ranking": ["A"], "count": 40}, {"ranking": ["B", "C"], "count": 28}, {"ranking": ["C", "B"], "count": 14},
	{"ranking": ["D", "C", "B"], "count": 10}, {"ranking": ["E", "C", "B"], "count": 8}]'::preference_profile AS p;

SELECT is(irv_winner(p), 'C', 'without a minimum') FROM c;
SELECT is(pg_temp.course(p, r), 'A 40, B 28, C 14-, D 10-, E 8- | B 60+, A 40', 'all below the minimum go out together: ' || r::text)
FROM c, (VALUES ('{"min_share": 0.15}'::jsonb), ('{"min_votes": 15}'), ('{"min_votes": 14.000000001}'), ('{"min_share": 0.140000001}'), ('{"min_share": 0.15, "min_votes": 2}'),
	('{"min_share": 0.01, "min_votes": 28}'), ('{"min_share": 0.15, "elimination": "batch"}')) AS v (r);
SELECT is(pg_temp.course(p, r), 'A 40, B 28, C 14, D 10-, E 8- | A 40, C 32, B 28- | C 60+, A 40', 'who has just so many stays: ' || r::text)
FROM c, (VALUES ('{"min_share": 0.14}'::jsonb), ('{"min_votes": 14}')) AS v (r);
SELECT is(pg_temp.course(p, r), pg_temp.course(p, '{}'), 'a minimum that nobody or everybody has changes nothing: ' || r::text)
FROM c, (VALUES ('{"min_share": 0}'::jsonb), ('{"min_votes": 8}'), ('{"min_votes": 41}'), ('{"min_share": 1}'), ('{"min_share": null, "min_votes": null}')) AS v (r);
SELECT is(pg_temp.course(p, '{"min_votes": 30}'), 'A 40, B 28-, C 14-, D 10-, E 8- | A 40+', 'one may be left, and is elected') FROM c;
SELECT results_eq($$SELECT winner, won_by, runner_up FROM c, irv_result(p, '{"min_votes": 30, "threshold": "first_round"}')$$,
	$$VALUES ('A', 'last_two', NULL::text)$$, 'also below the threshold of round 1; and nobody is second');
SELECT is((SELECT string_agg(candidate || ' ' || place, ', ' ORDER BY place, candidate) FROM irv_places(p, '{"min_share": 0.15}')), 'B 1, A 2, C 3, D 4, E 5', 'places of those who go out together') FROM c;
SELECT is(irv_winner(p, '{"min_share": 0.15, "stop": "majority"}'), 'B', 'with stop = majority') FROM c;
SELECT is(pg_temp.course('[{"ranking": ["A"], "count": 6}, {"ranking": ["B", "C"], "count": 3}, {"ranking": ["C"], "count": 2}, {"ranking": ["D"], "count": 1}, {"ranking": [], "count": 88}]', '{"min_share": 0.2}'),
	'A 6, B 3, C 2-, D 1- | A 6+, B 3', 'blank ballots are no votes');
SELECT is(pg_temp.course('[{"ranking": ["A"], "count": 51}, {"ranking": ["B"], "count": 30}, {"ranking": ["C", "B"], "count": 10}, {"ranking": ["D", "B"], "count": 9}]', '{"min_votes": 60}'),
	'A 51+, B 30-, C 10-, D 9- | A 51+', 'whoever is elected stays');
SELECT is(pg_temp.course('[{"ranking": ["A"], "count": 4}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", "B"], "count": 1}]', '{"min_votes": 3, "tie_break": ["leave"], "candidates": ["A", "B", "C", "D"]}'),
	'A 4, B 3, C 1-, D 0- | A 4*, B 4*', 'candidates without votes too; a tie afterwards is a tie');
SELECT is((SELECT string_agg(format('%s %s %s', round, candidate, status), ', ' ORDER BY round, candidate) FROM irv_rounds('[{"ranking": ["A"], "count": 5}, {"ranking": ["B", "C"], "count": 3}, {"ranking": ["C"], "count": 2}, {"ranking": ["W", "C"], "count": 1}, {"ranking": ["D", "C"], "count": 1}]', '{"min_votes": 3, "write_in": "W"}') WHERE status = 'eliminated'),
	'1 W eliminated, 2 D eliminated, 3 B eliminated', 'the pool of write-ins goes out before, and its votes help');
SELECT is((SELECT string_agg(format('%s %s', round, candidate), ', ' ORDER BY round, candidate) FROM irv_rounds('[{"ranking": ["A"], "count": 5}, {"ranking": ["B", "C"], "count": 3}, {"ranking": ["C"], "count": 2}, {"ranking": ["W", "C"], "count": 1}, {"ranking": ["D", "C"], "count": 1}]', '{"min_votes": 3, "write_in": "W", "write_in_blocks": false}') WHERE status = 'eliminated'),
	'1 C, 1 D, 1 W', 'or with all who are below');
SELECT is(pg_temp.course('[{"ranking": ["A"], "count": 1, "weight": 2.5}, {"ranking": ["B"], "count": 1, "weight": 2}, {"ranking": ["C", "B"], "count": 1, "weight": 1.4}]', '{"min_votes": 1.5}'),
	'A 2.5, B 2, C 1.4- | B 3.4+, A 2.5', 'votes are votes, not ballots');
SELECT is((SELECT string_agg(candidate || ' ' || votes, ', ' ORDER BY votes DESC) FROM irv_slice_rounds('[{"ranking": ["D", "C", "B"], "count": 10}]', p, '{"min_share": 0.15}') WHERE round = 2),
	'B 10, A 0', 'a slice follows') FROM c;
SELECT is(irv_rules_check('{"min_share": 0.150, "min_votes": 1e3}') - ARRAY(SELECT jsonb_object_keys(irv_rules_check('{}') - 'min_share' - 'min_votes')), '{"min_share": 0.15, "min_votes": 1000}', 'irv_rules_check() shows them');
SELECT is(irv_rules_check('{}') -> 'min_share', 'null', 'and that there are none');
SELECT throws_ok(format('SELECT irv_winner(p, %L) FROM c', r), '22023', NULL, 'refused: ' || r)
FROM (VALUES ('{"min_share": 1.01}'), ('{"min_share": -0.1}'), ('{"min_share": "0.15"}'), ('{"min_share": 0.1234567891}'), ('{"min_votes": -1}'), ('{"min_votes": true}'), ('{"min_votes": 1e19}'), ('{"min_votes": [1]}')) AS v (r);
SELECT throws_ok(format($$SELECT * FROM c, irv_college_rounds('{x}', ARRAY[p], '{1}', '{"%s": 1}')$$, r), '22023', 'rule cannot be used in an electoral college', 'no college counts by ' || r)
FROM (VALUES ('min_share'), ('min_votes')) AS v (r);
SELECT throws_ok($$SELECT * FROM c, irv_margins(p, 'changed', '{"min_votes": 1}')$$, '0A000', NULL, 'margins are not known by it');

--
-- The top two, of whom the second is picked.  B and C are level.  By top_two
-- both stay, and A has most; with B alone C's votes go to B, with C alone B's
-- to A.
--
CREATE TEMP TABLE two AS SELECT '[{"ranking": ["A"], "count": 9}, {"ranking": ["B", "A"], "count": 6}, {"ranking": ["C", "B"], "count": 6}, {"ranking": ["D", "C"], "count": 2}]'::preference_profile AS p,
	'{"elimination": "top_two_by_tie_break", "candidates": ["A", "B", "C", "D"]}'::jsonb AS r;
SELECT is(pg_temp.course(p, r || '{"elimination": "top_two"}'), 'A 9, B 6, C 6, D 2- | A 9+, C 8, B 6', 'top_two: all who are level with the second stay') FROM two;
SELECT is(pg_temp.course(p, r || '{"tie_break": ["order"]}'), 'A 9, B 6, C 6-, D 2- | B 12+, A 9', 'top_two_by_tie_break: one stays, by order') FROM two;
SELECT is(pg_temp.course(p, r || '{"tie_break": ["drawn"], "drawn": [{"round": 1, "tied": ["B", "C"], "wins": "C"}]}'), 'A 9, B 6-, C 6, D 2- | A 15+, C 8', 'or by a lot drawn by hand') FROM two;
SELECT results_eq($$SELECT candidate, decided_by, tied_with FROM two, irv_rounds(p, r || '{"tie_break": ["order"]}') WHERE decided_by IS NOT NULL$$,
	$$VALUES ('B', 'order', '{C}'::text[])$$, 'who stays has the step');
SELECT results_eq($$SELECT winner, ties_broken, tied, possible_winners FROM two, irv_result(p, r || '{"tie_break": ["drawn", "leave"]}')$$,
	$$VALUES (NULL::text, 0::bigint, '{B,C}'::text[], NULL::text[])$$, 'without a lot the count ends');
SELECT matches(irv_report(p, r || '{"tie_break": ["drawn", "leave"]}'), 'B and C are level at 6 votes.*\{"round": 1, "tied": \["B", "C"\], "wins": "\.\.\."\}', 'and says which lot is missing') FROM two;
SELECT matches(irv_report(p, r || '{"tie_break": ["order"]}'), 'B and C are level at 6 votes. B stays in by step "order"', 'the report says who stays') FROM two;
SELECT throws_ok($$SELECT irv_winner(p, r || '{"tie_break": ["drawn"], "drawn": [{"round": 1, "tied": ["B", "D"], "wins": "B"}]}') FROM two$$, '22023', NULL, 'a lot for another tie is refused');
SELECT throws_ok($$SELECT irv_winner(p, r || '{"tie_break": ["error"]}') FROM two$$, '22000', NULL, 'step error');
SELECT is(pg_temp.course('[{"ranking": ["A", "D"], "count": 3}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", "B"], "count": 3}, {"ranking": ["D"], "count": 1}]', r || '{"tie_break": ["order"]}'),
	'A 3, B 3, C 3-, D 1- | B 6+, A 3', 'three level at the top: two are picked') FROM two;
SELECT is((SELECT ties_broken FROM irv_result('[{"ranking": ["A", "D"], "count": 3}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", "B"], "count": 3}, {"ranking": ["D"], "count": 1}]', r || '{"tie_break": ["order"]}')), 2::bigint, 'by two ties') FROM two;
SELECT is(irv_winner('[{"ranking": ["A", "D"], "count": 3}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", "A"], "count": 3}, {"ranking": ["D"], "count": 1}]',
	r || '{"tie_break": ["drawn"], "drawn": [{"round": 1, "tied": ["A", "B", "C"], "wins": "C"}, {"round": 1, "tied": ["A", "B"], "wins": "A"}, {"round": 2, "tied": ["A", "C"], "wins": "A"}]}'), 'A', 'and by two lots') FROM two;
SELECT is(pg_temp.course('[{"ranking": ["A"], "count": 9}, {"ranking": ["B"], "count": 3}, {"ranking": ["C"], "count": 3}, {"ranking": ["D"], "count": 1}]', r || '{"tie_break": ["leave"]}'),
	'A 9+, B 3, C 3, D 1- | A 9+, B 3, C 3', 'beside a winner nothing has to be decided') FROM two;
SELECT is(pg_temp.course('[{"ranking": ["A"], "count": 4}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", "B"], "count": 2}]', r), pg_temp.course('[{"ranking": ["A"], "count": 4}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", "B"], "count": 2}]', r || '{"elimination": "top_two"}'),
	'without a tie it is top_two') FROM two;
SELECT throws_ok($$SELECT * FROM two, irv_margins(p, 'changed', r)$$, '0A000', NULL, 'margins are not known by it');

SELECT * FROM finish();
ROLLBACK;
