\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET datestyle = 'ISO, YMD';
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(62);

-- The questions of README.md's tasks, in its words: the statements are the same
-- (test/documentation.t compares them), the answers are worked out by hand.

-- All rows of a query, as text, in their order.
CREATE FUNCTION pg_temp.answers(query text) RETURNS text[] LANGUAGE plpgsql AS $$
DECLARE
	answer record;
	answers text[] := '{}';
BEGIN
	FOR answer IN EXECUTE query LOOP
		answers := answers || answer::text;
	END LOOP;
	RETURN answers;
END $$;

-- The rankings of the example, and how many ballots have each, North + South;
-- in brackets those of supporters, all in the South but one Ash.
--
--	Ash   44 = 25 + 19 [3]	Ash,Elm 10 + 15 [2]; Ash,Birch 3 + 2; Ash,Cedar 4 + 0; Ash 8 + 2 [1]
--	Birch 20 = 6 + 14 [10]	Birch,Cedar 2 + 8 [6]; Birch,Ash 3 + 3 [1]; Birch 1 + 3 [3]
--	Cedar 18 = 8 + 10 [4]	Cedar,Elm 6 + 2; Cedar,Birch 2 + 8 [4]
--	Elm   10 = 5 + 5 [2]	Elm,Cedar 5 + 3; Elm,Birch 0 + 2 [2]
--	Fir    8 = 4 + 4 [1]	Fir,Ash,Elm 4 + 3; Fir 0 + 1 [1]
--	blank  1 = 1 + 0
--
-- The count: Fir is out with 8, 7 go to Ash, 1 is exhausted.  Ash 51 of 99.
-- Elm is out with 10, 8 to Cedar, 2 to Birch.  Ash 51, Cedar 26, Birch 22.
-- Birch is out with 22: 10 of Birch,Cedar to Cedar, 6 of Birch,Ash to Ash; 4 of
-- Birch and 2 of Elm,Birch are exhausted.  Ash 57, Cedar 36.

CREATE TEMP TABLE members (member_id int PRIMARY KEY, region text, class text);

CREATE TEMP TABLE ballots (member_id int PRIMARY KEY, cast_on date, ranking text[]);

WITH lines (region, class, ranking, day1, day2, day3) AS (VALUES
    ('North', 'member', '{Ash,Elm}'::text[], 4, 3, 3),  ('North', 'member', '{Ash,Birch}', 1, 1, 1),
    ('North', 'member', '{Ash,Cedar}', 1, 1, 2),        ('North', 'member', '{Ash}', 3, 2, 2),
    ('North', 'member', '{Birch,Cedar}', 0, 2, 0),      ('North', 'member', '{Birch,Ash}', 2, 1, 0),
    ('North', 'member', '{Birch}', 1, 0, 0),            ('North', 'member', '{Cedar,Elm}', 2, 1, 3),
    ('North', 'member', '{Cedar,Birch}', 0, 1, 1),      ('North', 'member', '{Elm,Cedar}', 1, 2, 2),
    ('North', 'member', '{Fir,Ash,Elm}', 1, 2, 1),      ('North', 'member', '{}', 0, 0, 1),
    ('North', 'supporter', '{Ash}', 1, 0, 0),
    ('South', 'member', '{Ash,Elm}', 5, 4, 4),          ('South', 'member', '{Ash,Birch}', 1, 1, 0),
    ('South', 'member', '{Ash}', 1, 1, 0),              ('South', 'member', '{Birch,Cedar}', 1, 1, 0),
    ('South', 'member', '{Birch,Ash}', 1, 1, 0),        ('South', 'member', '{Cedar,Elm}', 0, 1, 1),
    ('South', 'member', '{Cedar,Birch}', 2, 1, 1),      ('South', 'member', '{Elm,Cedar}', 1, 1, 1),
    ('South', 'member', '{Fir,Ash,Elm}', 1, 0, 2),
    ('South', 'supporter', '{Ash,Elm}', 1, 1, 0),       ('South', 'supporter', '{Birch,Cedar}', 3, 2, 1),
    ('South', 'supporter', '{Birch,Ash}', 1, 0, 0),     ('South', 'supporter', '{Birch}', 1, 1, 1),
    ('South', 'supporter', '{Cedar,Birch}', 0, 1, 3),   ('South', 'supporter', '{Elm,Birch}', 1, 1, 0),
    ('South', 'supporter', '{Fir}', 0, 0, 1)
), returned AS (
    SELECT row_number() OVER (ORDER BY day, region, class, ranking, n) AS member_id,
           region, class, date '2026-10-04' + day::int AS cast_on, ranking
    FROM lines, unnest(ARRAY[day1, day2, day3]) WITH ORDINALITY AS d (ballots, day),
         generate_series(1, ballots) AS n
), voters AS (
    INSERT INTO members SELECT member_id, region, class FROM returned
)
INSERT INTO ballots SELECT member_id, cast_on, ranking FROM returned;

INSERT INTO members     -- 39 members did not vote
SELECT 101 + n, CASE WHEN n <= 25 THEN 'North' ELSE 'South' END, 'member'
FROM generate_series(1, 39) AS n;

CREATE TEMP VIEW votes AS SELECT * FROM members JOIN ballots USING (member_id);

CREATE TEMP VIEW contest AS SELECT profile_agg(ranking) AS p FROM ballots;

SELECT is(pg_temp.answers($$
SELECT r.winner, r.won_in_round, r.won_by, r.winner_votes,
       round(100 * r.winner_share, 2) AS per_cent, r.ballots, r.blank
FROM contest, irv_result(p) AS r
$$), ARRAY[
	'(Ash,2,majority,51,51.52,101,1)'
], 'who won, and in which round');

-- Members: Ash 41 of 80.  Supporters: Birch 10 of 20 is no majority; Fir's one ballot
-- is exhausted, and Birch has 10 of 19.
SELECT is(pg_temp.answers($$
SELECT class, r.winner, r.won_in_round, r.won_in_round = 1 AS on_first_preferences
FROM (SELECT class, profile_agg(ranking) AS p FROM votes GROUP BY class) b, irv_result(p) AS r
ORDER BY class
$$), ARRAY[
	'(member,Ash,1,t)',
	'(supporter,Birch,2,f)'
], 'won on first preferences alone among members, not among supporters');

-- Published.  121,751 of 245,520; 251,417 of 422,664.
SELECT is(pg_temp.answers($$
WITH published (class, candidate, votes) AS (VALUES
    ('member', 'Corbyn', 121751), ('registered', 'Corbyn', 88449), ('affiliated', 'Corbyn', 41217),
    ('member', 'Burnham', 55698), ('registered', 'Burnham', 6160), ('affiliated', 'Burnham', 18604),
    ('member', 'Cooper', 54470),  ('registered', 'Cooper', 8415),  ('affiliated', 'Cooper', 9043),
    ('member', 'Kendall', 13601), ('registered', 'Kendall', 2574), ('affiliated', 'Kendall', 2682)
)
SELECT coalesce(class, 'all') AS class, r.candidate, r.votes,
       round(100 * r.share, 2) AS per_cent, r.status
FROM (SELECT class, profile_agg(ARRAY[candidate], votes) AS p
      FROM published GROUP BY ROLLUP (class)) b,
     irv_rounds(p) AS r
WHERE r.round = 1 AND r.candidate = 'Corbyn'
ORDER BY r.votes
$$), ARRAY[
	'(affiliated,Corbyn,41217,57.61,elected)',
	'(registered,Corbyn,88449,83.76,elected)',
	'(member,Corbyn,121751,49.59,continuing)',
	'(all,Corbyn,251417,59.48,elected)'
], 'Labour 2015: 59.5 % in all, 49.59 % among members');

SELECT is(pg_temp.answers($$
SELECT r.round, r.candidate, r.votes, round(100 * r.share, 1) AS per_cent, r.gained, r.status
FROM contest, irv_rounds(p) AS r
$$), ARRAY[
	'(1,Ash,44,44.0,,continuing)',
	'(1,Birch,20,20.0,,continuing)',
	'(1,Cedar,18,18.0,,continuing)',
	'(1,Elm,10,10.0,,continuing)',
	'(1,Fir,8,8.0,,eliminated)',
	'(2,Ash,51,51.5,7,elected)',
	'(2,Birch,20,20.2,0,continuing)',
	'(2,Cedar,18,18.2,0,continuing)',
	'(2,Elm,10,10.1,0,eliminated)',
	'(3,Ash,51,51.5,0,elected)',
	'(3,Cedar,26,26.3,8,continuing)',
	'(3,Birch,22,22.2,2,eliminated)',
	'(4,Ash,57,61.3,6,elected)',
	'(4,Cedar,36,38.7,10,runner_up)'
], 'who drops out when');

SELECT is(pg_temp.answers($$
SELECT r.candidate,
       sum(r.votes) FILTER (WHERE r.round = 1) AS round_1, sum(r.votes) FILTER (WHERE r.round = 2) AS round_2,
       sum(r.votes) FILTER (WHERE r.round = 3) AS round_3, sum(r.votes) FILTER (WHERE r.round = 4) AS round_4
FROM contest, irv_rounds(p) AS r
GROUP BY r.candidate
ORDER BY max(r.round) DESC, max(r.votes) DESC
$$), ARRAY[
	'(Ash,44,51,51,57)',
	'(Cedar,18,18,26,36)',
	'(Birch,20,20,22,)',
	'(Elm,10,10,,)',
	'(Fir,8,,,)'
], 'a column for each round');

-- The threshold stays at that of round 2: more than half of 99.
SELECT is(pg_temp.answers($$
SELECT t.round, t.continuing, t.threshold, t.exhausted, t.blank,
       t.continuing + t.exhausted + t.blank AS all_votes
FROM contest, irv_round_totals(p) AS t
$$), ARRAY[
	'(1,100,51,0,1,101)',
	'(2,99,50,1,1,101)',
	'(3,99,50,1,1,101)',
	'(4,93,50,7,1,101)'
], 'what became of all votes');

-- Cedar is the last with Ash; in round 2 Birch has 20 and Cedar 18.
-- Without Ash: Elm 10 + 25, Birch 20 + 5, Cedar 18 + 4, Fir 8; Fir out: Elm 42 of 89;
-- Cedar out: 8 to Elm, 10 to Birch, 4 exhausted: Elm 50, Birch 35.
SELECT is(pg_temp.answers($$
SELECT r.runner_up_final_two, r.runner_up_deciding_round, r.runner_up_winner_removed
FROM contest, irv_result(p) AS r
$$), ARRAY[
	'(Cedar,Birch,Elm)'
], 'second by three definitions');

SELECT is(pg_temp.answers($$
SELECT f.* FROM contest, irv_places(p) AS f
$$), ARRAY[
	'(1,Ash,44,57,4,21,elected)',
	'(2,Cedar,18,36,4,4,runner_up)',
	'(3,Birch,20,22,3,10,eliminated)',
	'(4,Elm,10,10,2,2,eliminated)',
	'(5,Fir,8,8,1,,eliminated)'
], 'all places');

-- Each row is of its own count.  Ash: 51 to Elm's 10 in round 2.  Elm: 50 in round 3 of
-- the count without Ash, 42 to Cedar's 22 before.  Without Ash and Elm: Birch 20 + 5 + 2,
-- Cedar 18 + 4 + 8, Fir 8 + 0; Cedar wins when Fir is out.  Without Cedar too: Birch
-- 27 + 10, Fir 8.
SELECT is(pg_temp.answers($$
SELECT f.place, f.candidate, f.votes, f.round, f.lead
FROM contest, irv_places(p, '{"runner_up": "winner_removed"}') AS f
$$), ARRAY[
	'(1,Ash,51,2,41)',
	'(2,Elm,50,3,20)',
	'(3,Cedar,30,2,3)',
	'(4,Birch,37,1,29)',
	'(5,Fir,8,1,)'
], 'places by the winner removed');

-- ERS97, three seats of 100 valid papers: the quota is 25.  Ash's surplus of 19 goes
-- by the 34 papers that name somebody else, at 0.55: 25 to Elm, 5 to Birch, 4 to Cedar.
-- Fir is out: 7 to Elm, who has 30.75; these name nobody else.  Birch has 22.75, more
-- than half of what is still active: 42.95.
SELECT is(pg_temp.answers($$
SELECT stv_elected(p, stv_rules('ers97', 3)) FROM contest
$$), ARRAY[
	'("{Ash,Elm,Birch}")'
], 'a committee of three');

SELECT is(pg_temp.answers($$
SELECT round, candidate, votes, gained
FROM contest, stv_rounds(p, stv_rules('ers97', 3))
WHERE round <= 2
$$), ARRAY[
	'(1,Ash,44,)', '(1,Birch,20,)', '(1,Cedar,18,)', '(1,Elm,10,)', '(1,Fir,8,)',
	'(2,Ash,25,-19)', '(2,Elm,23.75,13.75)', '(2,Birch,22.75,2.75)', '(2,Cedar,20.2,2.2)', '(2,Fir,8,0)'
], 'what a surplus does');

SELECT is(pg_temp.answers($$
SELECT first.winner AS falls, r.winner AS takes_over, r.won_in_round, r.runner_up
FROM contest, irv_winner(p) AS first (winner),
     irv_result(p, jsonb_build_object('withdrawn', ARRAY[first.winner])) AS r
$$), ARRAY[
	'(Ash,Elm,3,Birch)'
], 'what happens if the winner falls');

-- Without Birch: Cedar 18 + 10, Ash 44 + 6; without Cedar: Birch 20 + 10, Elm 10 + 8, and Elm
-- goes out after Fir; without Elm: Cedar 26, Birch 22; without Fir: as the count's round 2.
SELECT is(pg_temp.answers($$
SELECT c AS without, r.winner, r.runner_up
FROM contest, unnest(profile_candidates(p)) AS c,
     irv_result(p, jsonb_build_object('withdrawn', ARRAY[c])) AS r
$$), ARRAY[
	'(Ash,Elm,Birch)',
	'(Birch,Ash,Cedar)',
	'(Cedar,Ash,Birch)',
	'(Elm,Ash,Cedar)',
	'(Fir,Ash,Cedar)'
], 'who would win without each of them');

-- Ten ballots name nobody but Ash: no choices left, or blank.
SELECT is(pg_temp.answers($$
SELECT how, r.winner, r.runner_up, t.continuing, t.exhausted, t.blank
FROM contest,
     LATERAL (VALUES ('rule withdrawn', p, '{"withdrawn": ["Ash"]}'::jsonb),
                     ('profile_without', profile_without(p, 'Ash'), '{}')) AS w (how, q, rules),
     irv_result(q, rules) AS r, irv_round_totals(q, rules) AS t
WHERE t.round = 1
$$), ARRAY[
	'("rule withdrawn",Elm,Birch,90,10,1)',
	'(profile_without,Elm,Birch,90,0,11)'
], 'a candidate withdraws, struck out of the count or off the ballots');

-- Nobody is called so: Ash wins, as without the rule.
SELECT is(pg_temp.answers($$
SELECT r.winner, r.withdrawn_unknown, 'Ahs' = ANY (profile_candidates(p)) AS on_a_ballot
FROM contest, irv_result(p, '{"withdrawn": ["Ahs"]}') AS r
$$), ARRAY[
	'(Ash,{Ahs},f)'
], 'a misspelt name is shown');
SELECT throws_ok($$
SELECT irv_winner(p, '{"withdrawn": ["Ahs"], "candidates": ["Ash", "Birch", "Cedar", "Elm", "Fir"]}') FROM contest
$$, '22023', 'rules contradict each other', 'and is an error where the candidates are declared');

-- Ash has 57, Birch 42 of 99 if Cedar goes out before her: 19 more make them level.  Cedar
-- has 36 to 57, 21 fewer.  Elm needs 39 and Fir 42 more than 18 and 8 have at the end.
SELECT is(pg_temp.answers($$
SELECT c.* FROM contest, irv_possible(p, 30) AS c
$$), ARRAY[
	'(Ash,t,t,0,0)',
	'(Birch,t,t,19,19)',
	'(Cedar,t,t,21,21)',
	'(Elm,f,t,39,39)',
	'(Fir,f,t,42,42)'
], 'who can still win, and be second');

-- Birch is the nearest, with 19.
SELECT is(pg_temp.answers($$
SELECT string_agg(c.candidate, ', ') AS can_win FROM contest, irv_possible(p, 18) AS c WHERE c.can_win
$$), ARRAY[
	'(Ash)'
], 'with eighteen outstanding nobody else');

-- D 7, B 8, A 7, C 2: C is out, D 9.  One ballot A,D makes A and B level at 8; with B out D
-- has 17.  B cannot be second with two: it has 15 to 9 against D, if A goes out.
SELECT is(pg_temp.answers($$
SELECT c.candidate, c.can_win, c.can_be_second, c.to_win_at_most
FROM irv_possible('[{"ranking": ["D","B","A","C"], "count": 7}, {"ranking": ["B","D","C"], "count": 8},
                    {"ranking": ["A","B"], "count": 7}, {"ranking": ["C","D"], "count": 2}]', 2) AS c
$$), ARRAY[
	'(A,f,t,8)',
	'(B,t,f,0)',
	'(C,f,f,15)',
	'(D,t,t,1)'
], 'two ballots can elect D');

-- Ash 44, Cedar 40, Birch 28, Elm 10, Fir 8.  Fir out: Ash 51; Elm out: Cedar 48, Birch 30;
-- Birch out: 10 to Cedar, 6 + 8 to Ash: Ash 65, Cedar 58.
SELECT is(pg_temp.answers($$
SELECT r.winner, r.runner_up, r.final_two_margin AS last_two_differ_by
FROM contest,
     irv_result(p + '[{"ranking": ["Cedar"], "count": 22},
                      {"ranking": ["Birch", "Ash"], "count": 8}]') AS r
$$), ARRAY[
	'(Ash,Cedar,7)'
], 'with outstanding ballots');

-- Two of Cedar's 26 for Birch's 22 make them level in round 3, and Birch is second.  Cedar out,
-- Birch has 32 to 51: ten ballots of Ash for Birch.  Elm and Fir are two apart in round 1.
SELECT is(pg_temp.answers($$
SELECT m.outcome, m.candidate, m.round, m.at_least, m.at_most, m.elimination_order
FROM contest, irv_margins(p) AS m
WHERE m.outcome IN ('winner', 'runner_up', 'eliminated')
$$), ARRAY[
	'(winner,,,10,10,"{Fir,Elm,Cedar,Ash,Birch}")',
	'(runner_up,,,2,2,"{Fir,Elm,Cedar,Birch,Ash}")',
	'(eliminated,,1,1,1,{Elm})',
	'(eliminated,,2,1,1,"{Elm,Fir}")',
	'(eliminated,,3,2,2,"{Fir,Elm,Cedar,Birch,Ash}")',
	'(eliminated,,4,2,2,"{Fir,Elm,Cedar,Birch,Ash}")'
], 'by how many ballots it was decided');

-- The first two days are under day by day.
SELECT is(pg_temp.answers($$
SELECT irv_winner(ranking) AS all_voters,
       irv_winner(ranking) FILTER (WHERE class = 'member') AS members,
       irv_winner(ranking) FILTER (WHERE class = 'supporter') AS supporters,
       irv_winner(ranking) FILTER (WHERE cast_on < '2026-10-07') AS first_two_days
FROM votes
$$), ARRAY[
	'(Ash,Ash,Birch,Ash)'
], 'only some members');

-- 49 of 49 + 25 and 52 of 52 + 14.
SELECT is(pg_temp.answers($$
SELECT region, count(*) AS members, count(ranking) AS ballots,
       round(100.0 * count(ranking) / count(*), 1) AS turnout, irv_winner(ranking)
FROM members LEFT JOIN ballots USING (member_id)
GROUP BY region ORDER BY region
$$), ARRAY[
	'(North,74,49,66.2,Ash)',
	'(South,66,52,78.8,Birch)'
], 'turnout: who did not vote is no ballot');

-- North: Ash 25 of 48 in round 1; then Fir, Elm (5 to Cedar), Birch (2 to Cedar, 3 to Ash) go.
-- South: Ash 19, Birch 14, Cedar 10, Elm 5, Fir 4; Fir out: Ash 22; Elm out: Cedar 13, Birch 16;
-- Cedar out: 8 to Birch, 5 exhausted: Birch 24, Ash 22.
-- Members: Ash 41, Cedar 14, Birch 10, Elm 8, Fir 7; Cedar 22 when Elm is out.
-- Supporters: Birch 10, Cedar 4, Ash 3, Elm 2, Fir 1; Birch 12 when Elm is out.
SELECT is(pg_temp.answers($$
SELECT coalesce(region, 'all') AS region, coalesce(class, 'all') AS class,
       count(*) AS ballots, irv_winner(ranking), irv_runner_up(ranking), irv_order(ranking)
FROM votes
GROUP BY GROUPING SETS ((), (region), (class))
ORDER BY votes.region, votes.class
$$), ARRAY[
	'(North,all,49,Ash,Cedar,"{Ash,Cedar,Birch,Elm,Fir}")',
	'(South,all,52,Birch,Ash,"{Birch,Ash,Cedar,Elm,Fir}")',
	'(all,member,81,Ash,Cedar,"{Ash,Cedar,Birch,Elm,Fir}")',
	'(all,supporter,20,Birch,Cedar,"{Birch,Cedar,Ash,Elm,Fir}")',
	'(all,all,101,Ash,Cedar,"{Ash,Cedar,Birch,Elm,Fir}")'
], 'each region and each class as an election of its own');

-- Left: the South's own count, as above.  Right: Birch goes out with 16 after round 3, of
-- which 8 to Cedar, 3 to Ash, 3 of Birch and 2 of Elm,Birch exhausted.
SELECT is(pg_temp.answers($$
WITH b AS (
    SELECT profile_agg(ranking) AS contest,
           profile_agg(ranking) FILTER (WHERE region = 'South') AS south
    FROM votes
)
SELECT round, candidate,
       own.votes AS own_election, own.status,
       part.votes AS in_the_contest, part.status AS status_in_the_contest
FROM b, irv_rounds(south) AS own
     FULL JOIN irv_slice_rounds(south, contest) AS part USING (round, candidate)
WHERE round IN (1, 3, 4)
ORDER BY round, own.votes DESC NULLS LAST, part.votes DESC
$$), ARRAY[
	'(1,Ash,19,continuing,19,continuing)',
	'(1,Birch,14,continuing,14,continuing)',
	'(1,Cedar,10,continuing,10,continuing)',
	'(1,Elm,5,continuing,5,continuing)',
	'(1,Fir,4,eliminated,4,eliminated)',
	'(3,Ash,22,continuing,22,elected)',
	'(3,Birch,16,continuing,16,eliminated)',
	'(3,Cedar,13,eliminated,13,continuing)',
	'(4,Birch,24,elected,,)',
	'(4,Ash,22,runner_up,25,elected)',
	'(4,Cedar,,,21,runner_up)'
], 'the South on its own, and its part in the contest');

-- North: 25 + 4 + 3 for Ash, 8 + 5 + 2 for Cedar.
SELECT is(pg_temp.answers($$
WITH b AS (SELECT region, profile_agg(ranking) AS p FROM votes GROUP BY region)
SELECT s.round, s.candidate, sum(s.votes) FILTER (WHERE region = 'North') AS north,
       sum(s.votes) FILTER (WHERE region = 'South') AS south, sum(s.votes) AS all_regions
FROM b, contest, irv_slice_rounds(b.p, contest.p) AS s
WHERE s.round = 4
GROUP BY s.round, s.candidate ORDER BY s.round, all_regions DESC
$$), ARRAY[
	'(4,Ash,32,25,57)',
	'(4,Cedar,15,21,36)'
], 'the regions add up to the contest in its last round');

-- Half of 100 points each: members of 80, supporters of 20, later 19 votes.  Round 1: Ash
-- 25.625 + 7.5, Birch 6.25 + 25, Cedar 8.75 + 10, Elm 5 + 5, Fir 4.375 + 2.5.  Fir out: 7 members to
-- Ash: Ash 30 + 150/19, Birch 6.25 + 500/19, Cedar 8.75 + 200/19, Elm 5 + 100/19.  Elm out: 8 members
-- to Cedar, 2 supporters to Birch: Birch 6.25 + 600/19 = 37.83 to Ash's 37.89, Cedar 13.75 + 200/19.
-- Cedar out: 6 members to Birch, 16 exhausted; 4 supporters to Birch: Birch 50*16/64 + 800/19 =
-- 54.605, Ash 50*48/64 + 150/19 = 45.395.
SELECT is(pg_temp.answers($$
WITH s AS (SELECT class, profile_agg(ranking) AS p FROM votes GROUP BY class)
SELECT c.place, c.candidate, round(c.points, 2) AS per_cent, c.round, round(c.lead, 2) AS lead
FROM (SELECT array_agg(class ORDER BY class) AS sections,
             array_agg(p ORDER BY class) AS profiles FROM s) a,
     irv_college_places(sections, profiles, '{1,1}') AS c
$$), ARRAY[
	'(1,Birch,54.61,4,9.21)',
	'(2,Ash,45.39,4,13.62)',
	'(3,Cedar,24.28,3,9.01)',
	'(4,Elm,10.26,2,3.13)',
	'(5,Fir,6.88,1,)'
], 'an electoral college elects somebody else');

SELECT is(pg_temp.answers($$
WITH s AS (SELECT class, profile_agg(ranking) AS p FROM votes GROUP BY class)
SELECT c.round, c.section, c.candidate, c.votes,
       round(c.points, 2) AS points, round(c.points_total, 2) AS total, c.status
FROM (SELECT array_agg(class ORDER BY class) AS sections,
             array_agg(p ORDER BY class) AS profiles FROM s) a,
     irv_college_rounds(sections, profiles, '{1,1}') AS c
WHERE c.round = 4
$$), ARRAY[
	'(4,member,Birch,16,12.50,54.61,elected)',
	'(4,member,Ash,48,37.50,45.39,runner_up)',
	'(4,supporter,Birch,16,42.11,54.61,elected)',
	'(4,supporter,Ash,3,7.89,45.39,runner_up)'
], 'votes and points of each section in the last round');

-- Days 1, 2, 3: Ash 18, 14, 12; Birch 10, 8, 2; Cedar 4, 5, 9; Elm 3, 4, 3; Fir 2, 2, 4; a blank on
-- the last.  Day 2: Elm's 3 of Elm,Cedar and 1 of Elm,Birch make Birch 9, Cedar 8.  Day 3: Birch
-- out (1 to Cedar), Elm out (3 to Cedar), Fir out (3 to Ash): Ash 15, Cedar 13.  After day 2: Ash 32,
-- Birch 18, Cedar 9, Elm 7, Fir 4; Ash 36 of 70 when Fir is out; Elm 5 and 2: Birch 20, Cedar 14.
SELECT is(pg_temp.answers($$
SELECT cast_on, count(*) AS ballots,
       count(*) FILTER (WHERE ranking[1] = 'Cedar') AS cedar_first,
       irv_runner_up(profile_agg(ranking)) AS second_that_day,
       irv_winner(profile_agg(profile_agg(ranking)) OVER so_far) AS winner_so_far,
       irv_runner_up(profile_agg(profile_agg(ranking)) OVER so_far) AS second_so_far
FROM ballots
GROUP BY cast_on
WINDOW so_far AS (ORDER BY cast_on)
ORDER BY cast_on
$$), ARRAY[
	'(2026-10-05,37,4,Birch,Ash,Birch)',
	'(2026-10-06,33,5,Birch,Ash,Birch)',
	'(2026-10-07,31,9,Cedar,Ash,Cedar)'
], 'day by day: a late surge');

-- Days 2 and 3: Ash 26, Cedar 14, Birch 10, Elm 7, Fir 6; Elm out: Cedar 20, Birch 11.
SELECT is(pg_temp.answers($$
SELECT cast_on, irv_runner_up(profile_agg(profile_agg(ranking)) OVER (
           ORDER BY cast_on ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)) AS second_of_two_days
FROM ballots GROUP BY cast_on ORDER BY cast_on
$$), ARRAY[
	'(2026-10-05,Birch)',
	'(2026-10-06,Birch)',
	'(2026-10-07,Cedar)'
], 'a moving window');

SELECT is(pg_temp.answers($$
SELECT r.candidate, r.votes
FROM profile_relabel('[{"ranking": ["Ash"], "count": 4},   {"ranking": ["Willow"], "count": 2},
                       {"ranking": ["wilow"], "count": 2}, {"ranking": ["Wilo W."], "count": 1}]',
                     '{"wilow": "Willow", "Wilo W.": "Willow"}') AS p,
     irv_rounds(p) AS r
$$), ARRAY[
	'(Willow,5)',
	'(Ash,4)'
], 'misspelt write-ins pooled');

CREATE TEMP TABLE candidates (candidate_id int PRIMARY KEY, surname text, full_name text);

INSERT INTO candidates VALUES (11, 'Ash', 'Ada Ash'), (12, 'Birch', 'Ben Birch'),
    (13, 'Cedar', 'Cleo Cedar'), (14, 'Elm', 'Eva Elm'), (15, 'Fir', 'Finn Fir');

CREATE TEMP TABLE key_ballots AS
SELECT member_id, ARRAY(SELECT candidate_id
                        FROM unnest(ranking) WITH ORDINALITY AS r (surname, rank)
                             JOIN candidates USING (surname)
                        ORDER BY rank) AS ranking
FROM ballots;

SELECT is(pg_temp.answers($$
SELECT w.full_name AS winner, s.full_name AS second
FROM (SELECT irv_winner(ranking) AS w, irv_runner_up(ranking) AS s FROM key_ballots) r
     JOIN candidates w ON w.candidate_id = r.w JOIN candidates s ON s.candidate_id = r.s
$$), ARRAY[
	'("Ada Ash","Cleo Cedar")'
], 'keys answer with keys, for a join');

SELECT is(pg_temp.answers($$
SELECT f.place, f.candidate, f.votes
FROM (SELECT profile_relabel(profile_agg(ranking), (SELECT jsonb_object_agg(candidate_id, full_name) FROM candidates)) AS p
      FROM key_ballots) b, irv_places(p) AS f
ORDER BY f.place LIMIT 2
$$), ARRAY[
	'(1,"Ada Ash",57)',
	'(2,"Cleo Cedar",36)'
], 'names put into the profile');

SELECT throws_ok($$
SELECT profile_relabel(profile_agg(ranking), '{"11": "A. Ash", "12": "Ben Birch", "13": "A. Ash"}', missing_ok => true, doubles_ok => false)
FROM key_ballots
$$, '22023', 'several candidates would have the same label', 'two who are called alike');

SELECT is(pg_temp.answers($$
SELECT f.place, c.full_name, f.votes
FROM (SELECT profile_agg(ranking) AS p FROM key_ballots) b, irv_places(p) AS f
     JOIN candidates c ON c.candidate_id = f.candidate::int
ORDER BY f.place LIMIT 2
$$), ARRAY[
	'(1,"Ada Ash",57)',
	'(2,"Cleo Cedar",36)'
], 'results joined to integer keys');

-- 98 and 99 are nobody's keys: two votes for the pool.
SELECT is(pg_temp.answers($$
SELECT coalesce(c.full_name, r.candidate) AS candidate, r.votes
FROM (SELECT profile_agg(ranking) AS p
      FROM (VALUES ('{11,12}'::int[]), ('{11}'), ('{12}'), ('{98}'), ('{99,12}')) AS v (ranking)) b,
     irv_rounds(p, '{"candidates": ["11", "12"], "unlisted": "write_in", "write_in": "Write-ins"}') AS r
     LEFT JOIN candidates c ON c.candidate_id::text = r.candidate
WHERE r.round = 1
ORDER BY r.votes DESC, r.candidate
$$), ARRAY[
	'("Ada Ash",2)',
	'(Write-ins,2)',
	'("Ben Birch",1)'
], 'results with a pool of write-ins joined to integer keys');

CREATE TEMP TABLE preferences AS
SELECT member_id AS ballot_id, rank, candidate
FROM ballots LEFT JOIN unnest(ranking) WITH ORDINALITY AS r (candidate, rank) ON true;

-- Ballots are numbered by day, region, class and ranking: the blank one is the first of day 3.
SELECT is(pg_temp.answers($$
SELECT ballot_id, rank, candidate FROM preferences WHERE ballot_id IN (1, 71)
$$), ARRAY[
	'(1,1,Ash)',
	'(71,,)'
], 'a long table: a ballot with one mark, a blank one');

SELECT is(pg_temp.answers($$
SELECT irv_winner(l.p), l.p = contest.p AS same_ballots
FROM (SELECT profile_agg(ballot_id, rank, candidate) AS p FROM preferences) l, contest
$$), ARRAY[
	'(Ash,t)'
], 'a long table gives the same profile');

-- Ash 2, Birch 2, one overvote; with overvotes passed over Ash 3, Birch 2; without the ballot
-- that skips two ranks Ash 1, Birch 2.
SELECT is(pg_temp.answers($$
SELECT rules, r.winner, t.exhausted_overvote, t.exhausted_skipped, t.blank
FROM (SELECT profile_agg(ranking) AS p
      FROM (VALUES ('["Ash", "Birch"]'::jsonb), ('["Birch"]'), ('["Birch", "Ash"]'),
                   ('[["Ash", "Elm"], "Ash"]'), ('[null, null, "Ash"]'), ('[]')) AS v (ranking)) b,
     (VALUES ('{}'::jsonb), ('{"overvotes": "skip"}'), ('{"max_skipped": 1}')) AS w (rules),
     irv_result(p, rules) AS r, irv_round_totals(p, rules) AS t
WHERE t.round = r.rounds
$$), ARRAY[
	'({},,1,0,1)',
	'("{""overvotes"": ""skip""}",Ash,0,0,1)',
	'("{""max_skipped"": 1}",Birch,1,1,1)'
], 'skipped and equal ranks by three sets of rules');

-- For instance Elm over Birch: 10 Elm, 25 Ash,Elm, 8 Cedar,Elm, 7 Fir,Ash,Elm to 20 Birch,
-- 5 Ash,Birch, 10 Cedar,Birch; neither: 4 Ash,Cedar, 10 Ash, 1 Fir, 1 blank.
SELECT is(pg_temp.answers($$
SELECT w.candidate, w.opponent, w.prefer_candidate, w.prefer_opponent, w.no_preference
FROM contest, pairwise(p) AS w
WHERE w.prefer_candidate > w.prefer_opponent
ORDER BY w.candidate, w.opponent
$$), ARRAY[
	'(Ash,Birch,51,32,18)',
	'(Ash,Cedar,57,36,8)',
	'(Ash,Elm,57,18,26)',
	'(Ash,Fir,50,8,43)',
	'(Birch,Fir,37,8,56)',
	'(Cedar,Birch,30,27,44)',
	'(Cedar,Fir,40,8,53)',
	'(Elm,Birch,50,35,16)',
	'(Elm,Cedar,42,32,27)',
	'(Elm,Fir,43,8,50)'
], 'head to head');

SELECT is(pg_temp.answers($$
SELECT condorcet_winner(p) FROM contest
$$), ARRAY[
	'(Ash)'
], 'the Condorcet winner');

SELECT is(pg_temp.answers($$
SELECT place, candidate, score, wins, losses, status FROM contest, pairwise_places(p, 'schulze')
$$), ARRAY[
	'(1,Ash,4,4,0,elected)',
	'(2,Elm,3,3,1,defeated)',
	'(3,Cedar,2,2,2,defeated)',
	'(4,Birch,1,1,3,defeated)',
	'(5,Fir,0,0,4,defeated)'
], 'the order of finish by pairs');

SELECT is(pg_temp.answers($$
SELECT s.first_preference, s.second_preference, s.votes
FROM contest, second_preferences(p) AS s
WHERE s.first_preference IN ('Birch', 'Cedar')
$$), ARRAY[
	'(Birch,Cedar,10)',
	'(Birch,Ash,6)',
	'(Birch,,4)',
	'(Cedar,Birch,10)',
	'(Cedar,Elm,8)'
], 'second preferences');

SELECT is(pg_temp.answers($$
SELECT f.first_preference, f.final_choice, f.votes
FROM contest, final_preferences(p) AS f
WHERE f.first_preference IN ('Birch', 'Cedar')
$$), ARRAY[
	'(Birch,Cedar,10)',
	'(Birch,Ash,6)',
	'(Birch,,4)',
	'(Cedar,Cedar,18)'
], 'final preferences');

SELECT is(pg_temp.answers($$
SELECT t.* FROM contest, irv_transfers(p) AS t
$$), ARRAY[
	'(1,Fir,Ash,7)',
	'(1,Fir,,1)',
	'(2,Elm,Cedar,8)',
	'(2,Elm,Birch,2)',
	'(3,Birch,Cedar,10)',
	'(3,Birch,Ash,6)',
	'(3,Birch,,6)'
], 'where the votes go');

SELECT is(pg_temp.answers($$
SELECT f.source, f.target, f.votes FROM contest, irv_flows(p) AS f WHERE f.round = 3
$$), ARRAY[
	'("Ash (3)","Ash (4)",51)',
	'("Cedar (3)","Cedar (4)",26)',
	'("Birch (3)","Cedar (4)",10)',
	'("Birch (3)","Ash (4)",6)',
	'("Birch (3)","Exhausted (4)",6)',
	'("Exhausted (3)","Exhausted (4)",1)'
], 'flows for a Sankey chart');

CREATE TEMP TABLE poll AS
SELECT ranking, weight
FROM (VALUES ('{Corbyn}'::text[], 400, 1.325), ('{Burnham,Cooper}', 200, 1.05), ('{Cooper,Burnham}', 200, 0.9),
             ('{Kendall,Burnham}', 50, 0.4), ('{Kendall,Cooper}', 120, 0.4), ('{Kendall,Corbyn}', 30, 0.4)
     ) AS v (ranking, respondents, weight), generate_series(1, respondents);

CREATE TEMP VIEW poll_profile AS SELECT profile_agg(ranking, weight) AS p FROM poll;

-- 400 * 1.325 = 530, 200 * 1.05 = 210, 200 * 0.9 = 180, 200 * 0.4 = 80; of these 20 to Burnham,
-- 48 to Cooper, 12 to Corbyn.
SELECT is(pg_temp.answers($$
SELECT r.round, r.candidate, r.votes, round(100 * r.share) AS printed,
       round(100 * r.share, 1) AS per_cent, r.status
FROM poll_profile, irv_rounds(p) AS r
WHERE r.round <= 2
$$), ARRAY[
	'(1,Corbyn,530,53,53.0,elected)',
	'(1,Burnham,210,21,21.0,continuing)',
	'(1,Cooper,180,18,18.0,continuing)',
	'(1,Kendall,80,8,8.0,eliminated)',
	'(2,Corbyn,542,54,54.2,elected)',
	'(2,Burnham,230,23,23.0,continuing)',
	'(2,Cooper,228,23,22.8,eliminated)'
], 'a weighted poll: 23.0 and 22.8 are both printed 23');

-- Cooper's 180 go to Burnham, 48 are exhausted: 410.  The lead is of round 2, where the two parted.
SELECT is(pg_temp.answers($$
SELECT f.place, f.candidate, f.votes, f.round, f.lead, profile_ballots(p) AS respondents
FROM poll_profile, irv_places(p) AS f
WHERE f.place IN (2, 3)
$$), ARRAY[
	'(2,Burnham,410,3,2,1000)',
	'(3,Cooper,228,2,100,1000)'
], 'second place with its lead');

CREATE TEMP TABLE panel AS
SELECT age, weight, ranking
FROM (VALUES ('18 to 34', 0.6, '{Corbyn,Burnham}'::text[], 160), ('18 to 34', 0.6, '{Burnham,Cooper}', 30),
             ('18 to 34', 0.6, '{Cooper,Burnham}', 42),          ('18 to 34', 0.6, '{Kendall,Cooper}', 18),
             ('35 to 64', 1.0, '{Corbyn}', 165),                 ('35 to 64', 1.0, '{Burnham,Cooper}', 74),
             ('35 to 64', 1.0, '{Cooper,Burnham}', 62),          ('35 to 64', 1.0, '{Kendall,Cooper}', 34),
             ('65 and over', 1.47, '{Corbyn}', 85),              ('65 and over', 1.47, '{Burnham,Cooper}', 56),
             ('65 and over', 1.47, '{Cooper,Burnham}', 44),      ('65 and over', 1.47, '{Kendall,Burnham}', 30)
     ) AS v (age, weight, ranking, respondents), generate_series(1, respondents);

-- A draw has no answer by hand: the recount makes the same (test/recount/redraw.sql).
SELECT is(pg_temp.answers($$
SELECT c.place, c.candidate, c.draws, c.share
FROM (SELECT profile_agg(ranking) AS p FROM panel) b, irv_chances(p, 10000, 'panel of June') AS c
WHERE c.place = 2
ORDER BY c.share DESC
$$), ARRAY[
	'(2,Cooper,6740,0.674)',
	'(2,Burnham,2993,0.2993)',
	'(2,Corbyn,267,0.0267)'
], 'a sample drawn again');

SELECT is(pg_temp.answers($$
SELECT c.place, c.candidate, c.draws, c.share
FROM (SELECT array_agg(p ORDER BY age) AS classes
      FROM (SELECT age, profile_agg(ranking, weight) AS p FROM panel GROUP BY age, weight) a) b,
     irv_chances(classes, 10000, 'panel of June') AS c
WHERE c.place = 2
ORDER BY c.share DESC
$$), ARRAY[
	'(2,Burnham,5953,0.5953)',
	'(2,Corbyn,3040,0.304)',
	'(2,Cooper,1007,0.1007)'
], 'a weighted one, by classes');

SELECT is(pg_temp.answers($$
SELECT c.place, c.candidate, c.share
FROM contest, irv_chances(p, 10000, 'Friday''s count', outstanding => 30) AS c
WHERE c.place <= 2
ORDER BY c.place, c.share DESC
$$), ARRAY[
	'(1,Ash,1)',
	'(2,Cedar,0.8241)',
	'(2,Birch,0.1225)',
	'(2,Elm,0.001)',
	'(2,Fir,0.0006)'
], 'a part count and what is outstanding');

SELECT is(pg_temp.answers($$
SELECT region, c.candidate, c.share AS second
FROM (SELECT region, profile_agg(ranking) AS p FROM ballots JOIN members USING (member_id) GROUP BY region) b,
     irv_chances(p, 1000, seed => region) AS c
WHERE c.place = 2 AND c.share >= 0.05
ORDER BY region, second DESC
$$), ARRAY[
	'(North,Cedar,0.811)',
	'(North,Elm,0.127)',
	'(North,Birch,0.053)',
	'(South,Ash,0.549)',
	'(South,Birch,0.273)',
	'(South,Cedar,0.177)'
], 'each region');

CREATE TEMP TABLE second_poll AS
SELECT ranking, weight
FROM (VALUES ('{Corbyn}'::text[], 400, 1.325), ('{Burnham,Cooper}', 200, 1.05), ('{Cooper,Burnham}', 200, 0.9),
             ('{Kendall,Burnham}', 50, 0.4), ('{Kendall,Cooper}', 125, 0.4), ('{Kendall,Corbyn}', 25, 0.4)
     ) AS v (ranking, respondents, weight), generate_series(1, respondents);

-- 210 + 50 * 0.4 = 180 + 125 * 0.4; Burnham had more in round 1.
SELECT is(pg_temp.answers($$
SELECT r.round, r.candidate, r.votes, r.status, r.decided_by, r.tied_with
FROM (SELECT profile_agg(ranking, weight) AS p FROM second_poll) b, irv_rounds(p) AS r
WHERE r.round = 2
$$), ARRAY[
	'(2,Corbyn,540,elected,,)',
	'(2,Burnham,230,continuing,,)',
	'(2,Cooper,230,eliminated,backwards,{Burnham})'
], 'a dead tie, and what broke it');

SELECT is(pg_temp.answers($$
SELECT r.place, r.candidate, r.votes, r.lead
FROM (SELECT profile_agg(ranking, weight) AS p FROM second_poll) b,
     irv_places(p, '{"tie_break": ["leave"]}') AS r
$$), ARRAY[
	'(1,Corbyn,540,310)',
	'(2,Burnham,230,0)',
	'(2,Cooper,230,100)',
	'(4,Kendall,80,)'
], 'a dead tie left as one');

-- Birch is withdrawn: Ash 4, Cedar 3 + 2.
SELECT is(pg_temp.answers($$
SELECT irv_winner(profile_from_blt(blt), blt_rules(blt)), blt_rules(blt)
FROM (VALUES ('3 1
-2
4 1 2 0
3 2 3 1 0
2 3 2 0
0
"Ash" "Birch" "Cedar" "Chair"')) AS file (blt)
$$), ARRAY[
	'(Cedar,"{""withdrawn"": [""Birch""], ""candidates"": [""Ash"", ""Birch"", ""Cedar""]}")'
], 'a BLT file, with a candidate who withdrew');

CREATE TEMP TABLE daily AS
SELECT region, cast_on, profile_agg(ranking) AS p FROM votes GROUP BY region, cast_on;

SELECT is(pg_temp.answers($$
SELECT region, profile_ballots(profile_agg(p)), irv_winner(profile_agg(p))
FROM daily GROUP BY region ORDER BY region
$$), ARRAY[
	'(North,49,Ash)',
	'(South,52,Birch)'
], 'stored profiles');

SELECT is(pg_temp.answers($$
SELECT p - (SELECT profile_agg(ranking) FROM votes WHERE region = 'North')
         = (SELECT profile_agg(ranking) FROM votes WHERE region = 'South') AS the_south_is_left
FROM contest
$$), ARRAY[
	'(t)'
], 'profiles subtract');

SELECT is(pg_temp.answers($$
SELECT r.winner, r.runner_up, r.rounds
FROM contest, irv_result(p, '{"stop": "majority", "runner_up": "deciding_round"}') AS r
$$), ARRAY[
	'(Ash,Birch,2)'
], 'rules in the query');

CREATE TEMP TABLE contests (
    contest text PRIMARY KEY,
    rules   jsonb NOT NULL CHECK (irv_rules_check(rules) IS NOT NULL)
);

INSERT INTO contests VALUES ('chair 2026', irv_rules('labour') || '{"candidates": ["Ash", "Birch", "Cedar", "Elm", "Fir"]}');

-- Labour's rules stop at the majority of round 2, with Birch second.
SELECT is(pg_temp.answers($$
SELECT k.contest, r.winner, r.runner_up, r.rounds
FROM contests k, contest, irv_result(p, k.rules) AS r
$$), ARRAY[
	'("chair 2026",Ash,Birch,2)'
], 'rules kept in a table');

CREATE TEMP TABLE posts (
    post  text PRIMARY KEY,
    seats int NOT NULL DEFAULT 1,
    rules jsonb NOT NULL DEFAULT '{}',
    CHECK (CASE WHEN seats = 1 THEN irv_rules_check(rules)
                ELSE stv_rules_check(rules || jsonb_build_object('seats', seats)) END IS NOT NULL)
);
INSERT INTO posts VALUES ('chair', 1, irv_rules('labour')), ('treasurer', 1, '{"withdrawn": ["Ida"]}'), ('committee', 2, stv_rules('scotland'));

CREATE TEMP TABLE post_ballots (post text REFERENCES posts, ranking text[]);
INSERT INTO post_ballots
SELECT v.post, v.ranking
FROM (VALUES ('chair', '{Ann,Bob}'::text[], 5), ('chair', '{Bob}', 4), ('chair', '{Cyd,Bob}', 2),
             ('treasurer', '{Ida,Jon}', 6), ('treasurer', '{Kay}', 5),
             ('committee', '{Lea,Max}', 9), ('committee', '{Max}', 3), ('committee', '{Nil}', 5)) AS v (post, ranking, n),
     generate_series(1, v.n);

-- Cyd goes out and Bob has 6 of 11; Ida withdrew, and Jon has her 6; of 17 papers
-- the quota for two is 6: Lea's surplus of 3 gives Max 6.
SELECT is(pg_temp.answers($$
SELECT k.post, k.seats, p.ballots, e.elected
FROM posts k
     CROSS JOIN LATERAL (SELECT profile_agg(ranking) AS profile, count(*) AS ballots FROM post_ballots b WHERE b.post = k.post) AS p
     CROSS JOIN LATERAL (SELECT CASE WHEN k.seats = 1 THEN ARRAY[irv_winner(p.profile, k.rules)]
                                     ELSE stv_elected(p.profile, k.rules || jsonb_build_object('seats', k.seats)) END AS elected) AS e
ORDER BY k.post
$$), ARRAY[
	'(chair,1,11,{Bob})',
	'(committee,2,17,"{Lea,Max}")',
	'(treasurer,1,11,{Jon})'
], 'many contests, with one seat and with several');
SELECT throws_ok($$INSERT INTO posts VALUES ('secretary', 1, '{"stop": "never"}')$$, '22023', NULL, 'rules that cannot be do not get into the table');
SELECT throws_ok($$INSERT INTO posts VALUES ('board', 3, '{"quota": "half"}')$$, '22023', NULL, 'nor such for several seats');

SELECT * FROM finish();
ROLLBACK;
