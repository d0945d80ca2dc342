\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT * FROM no_plan();

-- How sure a result is: draws, chances, margins, what is possible, assertions.

CREATE TEMP TABLE v AS SELECT
	'[{"ranking": ["B", "P"], "count": 200}, {"ranking": ["C"], "count": 400}, {"ranking": ["K", "B"], "count": 50},
	  {"ranking": ["K", "C"], "count": 30}, {"ranking": ["K", "P"], "count": 120}, {"ranking": ["P", "B"], "count": 200}]'::preference_profile AS poll,
	-- C has 2, A and D 7, B 8: C goes out, then A, and B wins against D by 15 to 9
	'[{"ranking": ["D", "B", "A", "C"], "count": 7}, {"ranking": ["B", "D", "C"], "count": 8}, {"ranking": ["A", "B"], "count": 7},
	  {"ranking": ["C", "D"], "count": 2}]'::preference_profile AS four,
	'[{"ranking": ["A", "B"], "count": 3}, {"ranking": ["B"], "count": 2}, {"ranking": [], "count": 1}]'::preference_profile AS few;

-- What a call raises, or NULL.
CREATE FUNCTION pg_temp.raises(call text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'SELECT count(a::text) FROM v, LATERAL (SELECT (' || call || ')) AS a';
	RETURN NULL;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END $$;

--
-- A draw.
--
-- The same as another program of the definition draws.
SELECT is(ARRAY(SELECT weight FROM v, profile_rankings(profile_redraw(poll, draw, 'labour-2015'))), votes, 'votes of draw ' || draw)
FROM (VALUES (1, '{173.94799175,415.615560213,62.259225206,37.534015668,132.732951183,177.91025598}'::numeric[]),
	(2, '{206.157811011,403.943146398,43.555167112,27.676267336,95.113465781,223.554142362}'),
	(1000, '{217.166986267,387.8297331,47.423250895,30.621240518,121.965590584,194.993198636}')) AS d (draw, votes);
SELECT is(ARRAY(SELECT ballots FROM v, profile_rankings(profile_redraw(poll, draw, 'labour-2015', 37))), votes, 'with 37 outstanding, ballots of draw ' || draw)
FROM (VALUES (1, '{207,414,50,33,127,206}'::bigint[]), (2, '{212,412,51,32,124,206}'), (1000, '{206,412,52,30,131,206}')) AS d (draw, votes);
SELECT is(profile_total(profile_redraw(p, d, 's')), 1000::numeric, 'no vote is lost') FROM (SELECT poll AS p FROM v) AS p, generate_series(1, 3) AS d;
SELECT results_eq('SELECT ranking, ballots FROM v, profile_rankings(profile_redraw(poll, 7, ''s''))', 'SELECT ranking, ballots FROM v, profile_rankings(poll)',
	'the same rankings and ballots, with other votes');
SELECT is(profile_ballots(profile_redraw(poll, 7, 's', 37) - poll), 37::bigint, 'outstanding ballots come to those that are there') FROM v;
SELECT is(profile_redraw(poll, 7, 's', 0), poll, 'none are outstanding') FROM v;
SELECT isnt(profile_redraw(poll, 1, 's'), profile_redraw(poll, 2, 's'), 'each draw is another') FROM v;
SELECT isnt(profile_redraw(poll, 1, 's'), profile_redraw(poll, 1, 'S'), 'each seed too') FROM v;
SELECT is(profile_redraw(profile_agg(ranking), 1, 's'), profile_redraw(poll, 1, 's'), 'in memory or stored, in any order')
FROM v, LATERAL (SELECT ranking FROM profile_rankings(poll), generate_series(1, ballots) ORDER BY md5(ranking::text || generate_series)) AS b GROUP BY poll;
SELECT is(profile_redraw('[]', 1, 's'), '[]', 'no ballots');
SELECT is(profile_redraw('[]', 1, 's', 9), '[]', 'and nothing to copy');
SELECT is(profile_redraw(NULL, 1, 's'), NULL, 'no profile');

SELECT is(pg_temp.raises(call), state, call) FROM (VALUES
	('profile_redraw(few, -1, '''')', '22023'), ('profile_redraw(few, NULL, '''')', '22023'), ('profile_redraw(few, 1, NULL)', '22023'),
	('profile_redraw(few, 1, '''', -1)', '22023'), ('profile_redraw(few * 0.5, 1, '''', 1)', '0A000'), ('profile_redraw(few * 0.5, 1, '''', 0)', '0A000'),
	('profile_redraw(few, 1, '''', 250000001)', '54000'),
	('profile_redraw(''[{"ranking": ["A"], "count": 19000000000}]'', 1, '''')', '54000'),
	('profile_redraw(''[{"ranking": ["A"], "count": 1, "weight": 999999999999999999}, {"ranking": ["B"], "count": 9000000000}]'', 1, ''x'')', '22003')
) AS c (call, state);

--
-- Chances: places over draws, counted.
--
CREATE FUNCTION pg_temp.counted(p preference_profile, draws bigint, seed text, outstanding bigint, rules jsonb)
RETURNS TABLE (candidate text, place bigint, draws bigint, share numeric) LANGUAGE sql AS $$
	SELECT f.candidate, f.place, count(*), round(count(*) / $2::numeric, 6)
	FROM generate_series(1, $2) AS d, irv_places(profile_redraw(p, d, seed, outstanding), rules) AS f
	GROUP BY f.candidate, f.place
$$;
SELECT set_eq(format('SELECT candidate, place, draws, share FROM v, irv_chances(%s, 40, ''x'', %s, %L)', p, coalesce(outstanding::text, 'NULL'), rules),
	format('SELECT candidate, place, draws, share FROM v, pg_temp.counted(%s, 40, ''x'', %s, %L)', p, coalesce(outstanding::text, 'NULL'), rules),
	format('chances are places over draws: %s, %s, %s', p, outstanding, rules))
FROM unnest('{poll,four}'::text[]) AS p, unnest('{NULL,6}'::int[]) AS outstanding,
	 unnest(ARRAY['{}', '{"runner_up": "winner_removed"}', '{"runner_up": "deciding_round", "stop": "majority"}', '{"elimination": "batch", "withdrawn": ["P"]}', '{"elimination": "top_two", "tie_break": ["leave"]}']) AS rules;
SELECT is(array_agg(candidate || place ORDER BY ordinality), array_agg(candidate || place ORDER BY candidate COLLATE "C", place), 'candidates in ballot order, places from the first')
FROM v, irv_chances(poll, 100, 'x') WITH ORDINALITY AS c;
SELECT is(sum(draws), 100::numeric, candidate || ' is somewhere in each draw') FROM v, irv_chances(poll, 100, 'x') GROUP BY candidate ORDER BY candidate;
SELECT is(min(share), 1::numeric, 'a draw''s places do not depend on how many draws there are')
FROM v, irv_chances(poll, 1, 'x');
SELECT is(sum(a.draws), 50::numeric, 'the first fifty of a hundred draws are the fifty draws')
FROM v, irv_chances(poll, 50, 'x') AS a WHERE candidate = 'K' AND a.draws <= (SELECT b.draws FROM irv_chances(poll, 100, 'x') AS b WHERE b.candidate = 'K' AND b.place = a.place);
SELECT results_eq('SELECT c FROM v, irv_chances(poll) AS c', 'SELECT c FROM v, irv_chances(poll, 1000, '''', NULL, ''{}'') AS c', 'a thousand draws by the empty seed');
SELECT is((SELECT array_agg(c::text) FROM v, irv_chances(ARRAY[poll], 50, 'x') AS c), (SELECT array_agg(c::text) FROM v, irv_chances(poll, 50, 'x') AS c), 'one class is the profile');
SELECT is((SELECT array_agg(c::text) FROM v, irv_chances(ARRAY[poll], 50, 'x', '{9}') AS c), (SELECT array_agg(c::text) FROM v, irv_chances(poll, 50, 'x', 9) AS c), 'with ballots outstanding too');
SELECT is((SELECT array_agg(c::text) FROM v, irv_chances(ARRAY[poll, NULL, '[]'], 50, 'x', '{NULL,5,5}') AS c), (SELECT array_agg(c::text) FROM v, irv_chances(poll, 50, 'x') AS c), 'classes without ballots change nothing');
SELECT isnt((SELECT array_agg(c::text) FROM v, irv_chances(ARRAY[NULL, poll], 50, 'x') AS c), (SELECT array_agg(c::text) FROM v, irv_chances(poll, 50, 'x') AS c), 'a class has words of its own');
SELECT is((SELECT array_agg(c::text) FROM v, irv_chances(profile_relabel(poll, '{"B": "b1", "C": "c2", "K": "k3", "P": "p4"}'), 50, 'x') AS c),
	(SELECT array_agg(ROW(('{"B": "b1", "C": "c2", "K": "k3", "P": "p4"}'::jsonb ->> candidate), place, draws, share)::text) FROM v, irv_chances(poll, 50, 'x')), 'names are names')
FROM v;
-- Probabilities known otherwise: what three ballots of four have is more than half
-- with 1 - 1/8; of two ballots and two outstanding ones a candidate has 3, 2 or 1
-- with a third each.
SELECT ok(abs(share - 0.875) < 0.015, 'three ballots against one: ' || share)
FROM irv_chances('[{"ranking": ["A"], "count": 3}, {"ranking": ["B"], "count": 1}]'::preference_profile, 10000, 'beta') WHERE candidate = 'A' AND place = 1;
SELECT ok(abs(share - 0.5) < 0.015, 'one ballot against one: ' || share)
FROM irv_chances('[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]'::preference_profile, 10000, 'beta') WHERE candidate = 'A' AND place = 1;
SELECT ok(abs(share - 0.3333) < 0.015, format('one against one and two outstanding, place %s of A: %s', place, share))
FROM irv_chances('[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]'::preference_profile, 10000, 'urn', 2, '{"tie_break": ["leave"], "elimination": "top_two"}') WHERE candidate = 'A' AND place = 2;
SELECT is((SELECT array_agg(ROW(candidate, place, draws, share)::text) FROM irv_chances('[{"ranking": ["A"], "count": 5}]'::preference_profile, 10, '', NULL, '{"candidates": ["A", "B"]}')), '{"(A,1,10,1)","(B,2,10,1)"}', 'whoever nobody marked is last every time');
SELECT is((SELECT sum(draws) FROM v, irv_chances(few, 10, '', NULL, '{"tie_break": ["drawn", "leave"], "drawn": [{"round": 1, "tied": ["A", "B"], "wins": "A"}]}'::jsonb - 'drawn') WHERE candidate = 'A'), 10::numeric, 'without the lots of the contest each draw is counted');
SELECT is((SELECT array_agg(ROW(candidate, place, draws, share)::text) FROM v, irv_chances(few, 10, '', NULL, '{"withdrawn": ["A"], "candidates": ["A", "B"]}')), '{"(A,,10,1)","(B,1,10,1)"}', 'whoever is withdrawn has no place');
SELECT is((SELECT array_agg(ROW(candidate, place, draws, share)::text) FROM irv_chances('[{"ranking": [], "count": 5}]'::preference_profile, 10, '', NULL, '{"candidates": ["A", "B"]}')), '{"(A,,10,1)","(B,,10,1)"}', 'blank ballots place nobody');
SELECT is_empty('SELECT * FROM irv_chances(NULL::preference_profile)', 'no profile');
SELECT is_empty('SELECT * FROM irv_chances(NULL::preference_profile[])', 'no classes');
SELECT is_empty('SELECT * FROM irv_chances(''{}''::preference_profile[])', 'not one class');
SELECT is_empty('SELECT * FROM irv_chances(''[]''::preference_profile)', 'no ballots');
SELECT is_empty('SELECT * FROM v, irv_chances(few, 10, '''', NULL, ''{"min_ballots": 7}'')', 'six ballots are too few');
SELECT isnt_empty('SELECT * FROM v, irv_chances(few, 10, '''', 1, ''{"min_ballots": 7}'')', 'with the outstanding one they are not');
SELECT is(pg_temp.raises(call), state, call) FROM (VALUES
	('SELECT count(*) FROM irv_chances(few, 0)', '22023'), ('SELECT count(*) FROM irv_chances(few, 1000001)', '22023'), ('SELECT count(*) FROM irv_chances(few, NULL)', '22023'),
	('SELECT count(*) FROM irv_chances(few, 1, NULL)', '22023'), ('SELECT count(*) FROM irv_chances(few, 1, '''', -1)', '22023'),
	('SELECT count(*) FROM irv_chances(few * 0.5, 1, '''', 1)', '0A000'), ('SELECT count(*) FROM irv_chances(ARRAY[few, few], 1, '''', ''{1}'')', '22023'),
	('SELECT count(*) FROM irv_chances(ARRAY[few, few], 1, '''', ''{1,-1}'')', '22023'), ('SELECT count(*) FROM irv_chances(ARRAY[few, few * 0.5], 1, '''', ''{1,NULL}'')', NULL),
	('SELECT count(*) FROM irv_chances(ARRAY[few, few * 0.5], 1, '''', ''{1,0}'')', '0A000'),
	('SELECT count(*) FROM irv_chances(few, 1000000, '''', 10000)', '54000'), ('SELECT count(*) FROM irv_chances(''[{"ranking": ["A"], "count": 10000000}]''::preference_profile, 1000000)', '54000'),
	('SELECT count(*) FROM irv_chances(few, 1, '''', NULL, ''{"no": 1}'')', '22023'),
	('SELECT count(*) FROM irv_chances(few, 10, '''', NULL, ''{"tie_break": ["drawn", "leave"], "drawn": [{"round": 1, "tied": ["A", "B"], "wins": "A"}]}'')', '22023'),
	('SELECT count(*) FROM irv_chances(''[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]''::preference_profile, 50, '''', 2, ''{"tie_break": ["error"]}'')', '22000')
) AS c (call, state);

--
-- Chances of a seat: who is elected in draws, counted.
--
CREATE FUNCTION pg_temp.seats_counted(p preference_profile, draws bigint, seed text, outstanding bigint, rules jsonb)
RETURNS TABLE (candidate text, elected boolean, draws bigint, share numeric) LANGUAGE sql AS $$
	SELECT f.candidate, CASE WHEN f.status NOT IN ('continuing', 'tied') THEN f.status = 'elected' END AS won, count(*), round(count(*) / $2::numeric, 6)
	FROM generate_series(1, $2) AS d, stv_places(profile_redraw(p, d, seed, outstanding), rules) AS f
	GROUP BY f.candidate, won
$$;
SELECT set_eq(format('SELECT candidate, elected, draws, share FROM v, stv_chances(%s, 25, ''x'', %s, %L)', p, coalesce(outstanding::text, 'NULL'), rules),
	format('SELECT candidate, elected, draws, share FROM v, pg_temp.seats_counted(%s, 25, ''x'', %s, %L)', p, coalesce(outstanding::text, 'NULL'), rules),
	format('chances of a seat are seats over draws: %s, %s, %s', p, outstanding, rules))
FROM unnest('{poll,four}'::text[]) AS p, unnest('{NULL,6}'::int[]) AS outstanding,
	 unnest(ARRAY['{"seats": 2}', '{"seats": 2, "method": "meek_prf", "withdrawn": ["P"]}', '{"seats": 1, "method": "ers97", "tie_break": ["leave"]}', '{"seats": 9}']) AS rules;
SELECT results_eq('SELECT candidate, elected, draws FROM v, stv_chances(few, 10, rules => ''{"seats": 1, "candidates": ["A", "B", "Z"], "withdrawn": ["A"]}'')',
	$$VALUES ('A', false, 10::bigint), ('B', true, 10), ('Z', false, 10)$$, 'the withdrawn and those without votes get no seat');
SELECT is((SELECT array_agg(c::text) FROM v, stv_chances(ARRAY[poll, NULL], 20, 'x', '{9,5}', '{"seats": 2}') AS c),
	(SELECT array_agg(c::text) FROM v, stv_chances(poll, 20, 'x', 9, '{"seats": 2}') AS c), 'one class is the profile, for seats too');
SELECT is((SELECT sum(c.draws) FROM v, stv_chances(ARRAY[poll, few], rules => '{"seats": 2, "tie_break": ["order"]}') AS c WHERE c.elected), 2000::numeric, 'two seats in each of a thousand draws of two classes');
SELECT is_empty('SELECT * FROM stv_chances(NULL::preference_profile, rules => ''{"seats": 1}'')', 'no profile, no seats');
SELECT is_empty('SELECT * FROM v, stv_chances(few, 10, rules => ''{"seats": 1, "min_ballots": 7}'')', 'six ballots are too few for chances of a seat');
SELECT isnt_empty('SELECT * FROM v, stv_chances(few, 10, '''', 1, ''{"seats": 1, "min_ballots": 7}'')', 'with the outstanding one they are enough');
SELECT throws_ok(format('SELECT count(*) FROM v, %s', call), state, NULL, call)
FROM (VALUES ('stv_chances(few)', '22023'), ('stv_chances(few, 0, rules => ''{"seats": 1}'')', '22023'), ('stv_chances(few, 1, NULL, NULL, ''{"seats": 1}'')', '22023'),
	('stv_chances(few, rules => ''{"seats": 1, "stop": "majority"}'')', '22023'), ('stv_chances(few * 0.5, 1, '''', 1, ''{"seats": 1}'')', '0A000'),
	('stv_chances(ARRAY[few, few], 1, '''', ''{1}'', ''{"seats": 1}'')', '22023')
) AS c (call, state);

--
-- Margins.
--
CREATE FUNCTION pg_temp.margins(p preference_profile, kind text DEFAULT 'changed', rules jsonb DEFAULT '{}') RETURNS SETOF text LANGUAGE sql AS $$
	SELECT concat_ws(' ', outcome, candidate, round, CASE WHEN at_least = at_most THEN at_least::text ELSE concat_ws('..', at_least, at_most) END, elimination_order::text)
	FROM irv_margins(p, kind, rules)
$$;
-- B wins because A goes out at 7 ballots against 8 of B and 9 of D.  One ballot for A
-- that names D next makes A and B level, and with B out D has 17.  B is second if A
-- goes out and D, with six more, is level with B.
SELECT is(ARRAY(SELECT m FROM v, pg_temp.margins(four, 'added') AS m WHERE m ~ '^(winner|runner_up|eliminated 2|wins [BD]|second [BD])'),
	'{"winner 1 {C,B,A,D}","runner_up 1 {C,B,A,D}","eliminated 2 1 {C,B}","wins B 0 {C,A,D,B}","wins D 1 {C,B,A,D}","second B 6 {C,A,B,D}","second D 0 {C,A,D,B}"}', 'one ballot more can elect D');
SELECT results_eq('SELECT candidate, can_win, can_be_second, to_win_at_least, to_win_at_most FROM v, irv_possible(four, 2) WHERE candidate IN (''B'', ''D'')',
	$$VALUES ('B', true, false, 0::bigint, 0::bigint), ('D', true, true, 1, 1)$$, 'with two ballots outstanding D can win, and B cannot be second');
SELECT results_eq('SELECT candidate, can_win, to_win_at_most FROM v, irv_possible(four, 0) WHERE candidate IN (''B'', ''D'')', $$VALUES ('B', true, 0::bigint), ('D', false, 1)$$, 'without any B has won');
SELECT is(irv_winner(four + '[{"ranking": ["A", "D"], "count": 2}]'), 'D', 'two such ballots do it without a tie') FROM v;
SELECT is(array_agg(DISTINCT outcome), '{eliminated,runner_up,second,winner,wins}', 'five kinds of outcome') FROM v, irv_margins(four);
SELECT results_eq(format('SELECT m FROM v, irv_margins(four, ''added'', ''{}'', %L) AS m', o), format('SELECT m FROM v, irv_margins(four, ''added'') AS m WHERE outcome = %L', o), o || ' alone')
FROM unnest('{winner,runner_up,eliminated,wins,second}'::text[]) AS o;
SELECT is(ARRAY(SELECT m FROM pg_temp.margins('[{"ranking": ["A"], "count": 60}, {"ranking": ["B"], "count": 40}]', kind) AS m WHERE m LIKE 'winner%' OR m LIKE 'wins%'),
	ARRAY[format('winner %s {A,B}', n), 'wins A 0 {B,A}', format('wins B %s {A,B}', n)], 'sixty against forty, ballots ' || kind)
FROM (VALUES ('changed', 10), ('added', 20), ('removed', 20)) AS k (kind, n);
SELECT is(ARRAY(SELECT m FROM pg_temp.margins('[{"ranking": ["A"], "count": 5}]') AS m), '{"winner ","runner_up ","wins A 0 {A}","second A "}', 'a single candidate has no other outcome');
SELECT is(ARRAY(SELECT m FROM pg_temp.margins('[{"ranking": ["A"], "count": 5}]', 'added', '{"candidates": ["A", "B"], "withdrawn": ["B"]}') AS m), '{"winner ","runner_up ","wins A 0 {A}","second A "}', 'nor has the only one who is not withdrawn');
SELECT is(ARRAY(SELECT round FROM irv_margins('[{"ranking": ["A"], "count": 5}, {"ranking": ["X"], "count": 2}, {"ranking": ["B"], "count": 3}, {"ranking": ["C"], "count": 1}]', 'changed', '{"candidates": ["A", "B", "C"], "write_in": "X", "unlisted": "write_in"}', 'eliminated')),
	'{2,3}', 'write-ins go out in round 1');
-- F is elected by the ballots D,F and D,E,F; where two ranks are read it takes three, as
-- D and D,F twice.  (All pairs of ballots of two ranks tried: none does.)
CREATE TEMP TABLE seven AS SELECT profile_agg(ranking) AS p FROM (VALUES
	('{A,B}'::text[], 1), ('{A,C}', 1), ('{A,F}', 1), ('{A,G}', 1), ('{B,A}', 4), ('{B,C}', 1), ('{C,A}', 2), ('{C,B}', 1), ('{C,F}', 1), ('{C,G}', 2), ('{D,A}', 2), ('{D,B}', 1), ('{E,A}', 1), ('{E,B}', 2), ('{E,D}', 1), ('{E,G}', 1), ('{F,A}', 3), ('{F,B}', 1), ('{F,E}', 1), ('{G,A}', 1), ('{G,E}', 1)) AS b (ranking, n), generate_series(1, n);
SELECT results_eq(format('SELECT at_least, at_most FROM seven, irv_margins(p, ''added'', %L, ''wins'') WHERE candidate = ''F''', jsonb_build_object('tie_break', '["order"]'::jsonb, 'max_rankings', ranks)),
	format('VALUES (%1$s::bigint, %1$s::bigint)', n), format('new ballots of %s ranks', ranks))
FROM (VALUES (2, 3), (3, 2)) AS r (ranks, n);
SELECT is_empty('SELECT * FROM irv_margins(NULL)', 'no profile');
SELECT is_empty('SELECT * FROM irv_margins(''[]'')', 'no ballots');
SELECT is_empty('SELECT * FROM irv_margins(''[{"ranking": [], "count": 3}]'', ''changed'', ''{"candidates": ["A", "B"]}'')', 'blank ballots elect nobody');
SELECT is(pg_temp.raises(format('SELECT count(*) FROM irv_margins(%s)', arguments)), state, 'irv_margins: ' || arguments) FROM (VALUES
	('four, ''moved''', '22023'), ('four, ''changed'', ''{}'', ''third''', '22023'), ('four, NULL, NULL, NULL', NULL), ('four, ''changed'', ''{"no": 1}''', '22023'),
	('four * 1.5', '0A000'), ('four, ''changed'', ''{"elimination": "top_two"}''', '0A000'), ('four, ''changed'', ''{"runner_up": "deciding_round"}''', '0A000'),
	('four, ''changed'', ''{"overvotes": "exhaust_if_any_continuing"}''', '0A000'), ('four, ''changed'', ''{"overvotes": "skip"}''', NULL), ('four, ''changed'', ''{"elimination": "batch"}''', NULL),
	('four, ''changed'', ''{"write_in": "X", "write_in_blocks": false}''', '0A000'),
	('''[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]''', '22000'), ('''[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]'', ''changed'', ''{"tie_break": ["order"]}''', NULL)
) AS c (arguments, state);
SELECT is(pg_temp.raises(format('SELECT count(*) FROM irv_margins(format(''[{"ranking": %%s, "count": 1}, {"ranking": ["1"], "count": 9}]'', (SELECT jsonb_agg(i::text) FROM generate_series(1, %s) AS i))::preference_profile, ''changed'', ''{"tie_break": ["order"]%s}'', ''winner'')', n, CASE n WHEN 65 THEN '' ELSE '' END)), state, n || ' candidates')
FROM (VALUES (64, NULL), (65, '0A000')) AS c (n, state);
SELECT is(pg_temp.raises(format('SELECT count(*) FROM %s', call)), state, call) FROM (VALUES
	('irv_possible(four, NULL)', '22023'), ('irv_possible(four, -1)', '22023'), ('irv_possible(four * 2, 1)', '0A000'), ('irv_possible(NULL, 1)', NULL), ('irv_possible(four, 9223372036854775807)', NULL),
	('irv_assertions(four * 2)', '0A000'), ('irv_assertions(NULL)', NULL), ('irv_assertions(''[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]'')', '22000'),
	('irv_assertions(''[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]'', ''{"tie_break": ["order"]}'')', '22000')) AS c (call, state);
SELECT results_eq('SELECT * FROM irv_possible(''[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]'', 0)',
	$$VALUES ('A', true, true, 0::bigint, 0::bigint), ('B', true, true, 0, 0)$$, 'a tie leaves both possible');
SELECT is((SELECT string_agg(candidate, ' ') FROM irv_possible('[{"ranking": ["A"], "count": 60}, {"ranking": ["B"], "count": 25}, {"ranking": ["C"], "count": 15}]', n) WHERE can_win), who, 'who can win with ' || n || ' outstanding')
FROM (VALUES (34, 'A'), (35, 'A B'), (44, 'A B'), (45, 'A B C')) AS o (n, who);

--
-- Assertions, by hand: A has 5 first preferences and is preferred to B by two more;
-- B is named before A on 3 + 1, C on 4 ballots.
--
SELECT results_eq($$SELECT assertion, type, winner, loser, continuing, winner_votes, loser_votes, margin
	FROM irv_assertions('[{"ranking": ["A"], "count": 60}, {"ranking": ["B", "C"], "count": 25}, {"ranking": ["C", "A"], "count": 15}]')$$,
	$$VALUES (1::bigint, 'NEB', 'A', 'C', NULL::text[], 60::numeric, 40::numeric, 20::numeric), (2, 'NEB', 'A', 'B', NULL, 60, 25, 35)$$,
	'more first preferences than ballots that prefer another one');
SELECT results_eq('SELECT type, winner, loser, continuing, winner_votes, loser_votes, margin FROM v, irv_assertions(four) ORDER BY assertion LIMIT 1',
	$$VALUES ('NEB', 'B', 'A', NULL::text[], 8::numeric, 7::numeric, 1::numeric)$$, 'B has one vote more than there are ballots that prefer A');
SELECT results_eq($$SELECT min(margin), count(*) FILTER (WHERE ROW(type, winner, loser, continuing, winner_votes, loser_votes) = ROW('NEN', 'B', 'A', '{A,B}'::text[], 15, 10))
	FROM irv_assertions('[{"ranking": ["A"], "count": 10}, {"ranking": ["B", "C"], "count": 9}, {"ranking": ["C", "B"], "count": 6}]')$$,
	$$VALUES (3::numeric, 1::bigint)$$, 'B beats A by five once C is out, and C is behind B by three before that');

-- The least fractions of ballots round to no two whole ones here; brute force finds two.
SELECT results_eq($$SELECT at_least, at_most FROM irv_margins('[{"ranking": ["B", "A"], "count": 1}, {"ranking": ["C", "A"], "count": 1}, {"ranking": ["D", "A", "C"], "count": 1}]',
	'changed', '{"tie_break": ["backwards", "order"], "candidates": ["A", "B", "C", "D"], "max_rankings": 4}', 'second') WHERE candidate = 'A'$$, 'VALUES (2::bigint, 2::bigint)', 'three ballots, of which two have to be others');

--
-- Hostile contests end at the limit, and all of them can be cancelled.
--
CREATE TEMP TABLE hostile AS SELECT
	(SELECT profile_agg(ARRAY(SELECT ((i + j) % 64)::text FROM generate_series(1, 64) AS j)) FROM generate_series(1, 64) AS i) AS alike,
	(SELECT profile_agg(ARRAY(SELECT c::text FROM generate_series(1, 64) AS c ORDER BY md5(i || ' ' || c))) FROM generate_series(1, 500) AS i) AS random;
SET LOCAL statement_timeout = '300s';
SELECT ok(count(*) = 1 + 1 + 63 + 64 + 64 AND bool_and(at_least <= coalesce(at_most, at_least)), 'sixty-four candidates all alike')
FROM hostile, irv_margins(alike, 'changed', '{"tie_break": ["order"]}');
SELECT is((SELECT array_agg(m::text) FROM hostile, irv_margins(alike, 'removed', '{"tie_break": ["order"]}', 'second') AS m), (SELECT array_agg(m::text) FROM hostile, irv_margins(alike, 'removed', '{"tie_break": ["order"]}', 'second') AS m), 'the limit is the same each time');
SELECT is(count(*), 64::bigint, 'and what is possible') FROM hostile, irv_possible(alike, 3);
SELECT throws_ok('SELECT count(*) FROM hostile, irv_assertions(random, ''{"tie_break": ["order"]}'')', '54000', NULL, 'too many orders to be ruled out');
CREATE FUNCTION pg_temp.is_cancelled(call text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE 'SELECT count(*) FROM hostile, ' || call;
	RETURN false;
EXCEPTION WHEN query_canceled THEN
	RETURN true;
END $$;
SET LOCAL statement_timeout = '100ms';
SELECT format('SELECT ok(pg_temp.is_cancelled(%L), %L)', call, call || ' is cancelled') FROM (VALUES
	('irv_margins(random, ''removed'', ''{"tie_break": ["order"]}'')'), ('irv_margins(random, ''added'', ''{"tie_break": ["order"]}'', ''second'')'), ('irv_possible(random, 1000)'),
	('irv_assertions(random, ''{"tie_break": ["order"]}'')'), ('irv_chances(random, 1000000)'), ('irv_chances(random, 10000, ''x'', 300000)'),
	('irv_chances(ARRAY[random, alike], 1000000)'), ('stv_chances(random, 1000000, rules => ''{"seats": 3}'')'), ('profile_redraw(random, 1, ''x'', 200000000)'),
	('profile_redraw(''[{"ranking": ["A"], "count": 9000000000}, {"ranking": ["B"], "count": 9000000000}]'', 1, ''x'')')) AS c (call)
\gexec
SET LOCAL statement_timeout = 0;

SELECT * FROM finish();
ROLLBACK;
