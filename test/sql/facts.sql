\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(33);

-- Published results of real contests, kept as profiles.  Where only first
-- preferences were published the ballots here have no others.  Where rounds
-- were published but not the ballots, the later preferences are made up so
-- that they fit the published rounds; they are no facts, and they are marked
-- so below.

--
-- Labour Party leader, 2015: first preferences by class of voter.  Later
-- preferences were never published.
--
CREATE TEMP TABLE leader_2015 (class text, p preference_profile);
INSERT INTO leader_2015 VALUES
('members', '[{"ranking": ["Corbyn"], "count": 121751}, {"ranking": ["Burnham"], "count": 55698},
	{"ranking": ["Cooper"], "count": 54470}, {"ranking": ["Kendall"], "count": 13601}]'),
('registered', '[{"ranking": ["Corbyn"], "count": 88449}, {"ranking": ["Burnham"], "count": 6160},
	{"ranking": ["Cooper"], "count": 8415}, {"ranking": ["Kendall"], "count": 2574}]'),
('affiliated', '[{"ranking": ["Corbyn"], "count": 41217}, {"ranking": ["Burnham"], "count": 18604},
	{"ranking": ["Cooper"], "count": 9043}, {"ranking": ["Kendall"], "count": 2682}]');

SELECT is(profile_ballots(profile_agg(p)), 422664::bigint, 'Labour 2015: 422,664 votes in all')
FROM leader_2015;

SELECT results_eq($$
	SELECT winner, won_in_round, won_by, winner_votes, round(winner_share, 3), ballots, votes, exhausted
	FROM (SELECT profile_agg(p) AS p FROM leader_2015) AS b, irv_result(p, '{"stop": "majority"}')
$$, $$
	VALUES ('Corbyn', 1::bigint, 'majority', 251417::numeric, 0.595, 422664::bigint, 422664::numeric,
			0::numeric)
$$, 'Labour 2015: won in round 1 with 59.5 %');

SELECT results_eq($$
	SELECT candidate, votes
	FROM (SELECT profile_agg(p) AS p FROM leader_2015) AS b, irv_rounds(p)
	WHERE round = 1
$$, $$
	VALUES ('Corbyn', 251417::numeric), ('Burnham', 80462), ('Cooper', 71928), ('Kendall', 18857)
$$, 'Labour 2015: first preferences of all classes together');

SELECT results_eq($$
	SELECT class, winner, won_in_round, runner_up_deciding_round
	FROM leader_2015, irv_result(p) ORDER BY class COLLATE "C"
$$, $$
	VALUES ('affiliated', 'Corbyn', 1::bigint, 'Burnham'), ('members', 'Corbyn', 2, 'Burnham'),
		   ('registered', 'Corbyn', 1, 'Cooper')
$$, 'Labour 2015: among members alone it goes to transfers; second place differs by class');

SELECT results_eq($$
	SELECT round(share, 4) FROM leader_2015, irv_rounds(p)
	WHERE class = 'members' AND round = 1 AND candidate = 'Corbyn'
$$, 'VALUES (0.4959)', 'Labour 2015: 49.59 % of the members');

SELECT results_eq($$
	SELECT round, candidate, votes, status FROM leader_2015, irv_rounds(p)
	WHERE class = 'members' AND round > 1
$$, $$
	VALUES (2::bigint, 'Corbyn', 121751::numeric, 'elected'), (2, 'Burnham', 55698, 'continuing'),
		   (2, 'Cooper', 54470, 'eliminated'), (3, 'Corbyn', 121751, 'elected'),
		   (3, 'Burnham', 55698, 'runner_up')
$$, 'Labour 2015: a majority of continuing votes is enough, not of all votes');

--
-- Labour Party leader, 2020: second place differs by class.
--
CREATE TEMP TABLE leader_2020 (class text, p preference_profile);
INSERT INTO leader_2020 VALUES
('members', '[{"ranking": ["Starmer"], "count": 225135}, {"ranking": ["Long-Bailey"], "count": 117598},
	{"ranking": ["Nandy"], "count": 58788}]'),
('registered', '[{"ranking": ["Starmer"], "count": 10228}, {"ranking": ["Long-Bailey"], "count": 650},
	{"ranking": ["Nandy"], "count": 2128}]'),
('affiliated', '[{"ranking": ["Starmer"], "count": 40417}, {"ranking": ["Long-Bailey"], "count": 16970},
	{"ranking": ["Nandy"], "count": 18681}]');

SELECT results_eq($$
	SELECT class, irv_winner(p), irv_runner_up(p, '{"runner_up": "deciding_round"}')
	FROM leader_2020 ORDER BY class COLLATE "C"
$$, $$
	VALUES ('affiliated', 'Starmer', 'Nandy'), ('members', 'Starmer', 'Long-Bailey'),
		   ('registered', 'Starmer', 'Nandy')
$$, 'Labour 2020: second place differs by class');

SELECT results_eq($$
	SELECT place, candidate, first_preferences, votes, round, lead
	FROM (SELECT profile_agg(p) AS p FROM leader_2020) AS b,
		 irv_places(p, '{"runner_up": "deciding_round"}')
$$, $$
	VALUES (1::bigint, 'Starmer', 275780::numeric, 275780::numeric, 1::bigint, 140562::numeric),
		   (2, 'Long-Bailey', 135218, 135218, 1, 55621), (3, 'Nandy', 79597, 79597, 1, NULL)
$$, 'Labour 2020: places of all classes together, won in round 1');

--
-- Labour Party deputy leader, 2015: three published rounds.  The later
-- preferences of Bradshaw's and Eagle's voters are MADE UP to fit them.
--
CREATE TEMP TABLE deputy_2015 AS SELECT '[
	{"ranking": ["Watson"], "count": 160852}, {"ranking": ["Creasy"], "count": 78100},
	{"ranking": ["Flint"], "count": 64425},
	{"ranking": ["Eagle", "Watson"], "count": 28373}, {"ranking": ["Eagle", "Creasy"], "count": 17191},
	{"ranking": ["Eagle", "Flint"], "count": 14957}, {"ranking": ["Eagle"], "count": 5492},
	{"ranking": ["Bradshaw", "Watson"], "count": 9737}, {"ranking": ["Bradshaw", "Creasy"], "count": 8455},
	{"ranking": ["Bradshaw", "Eagle"], "count": 6504}, {"ranking": ["Bradshaw", "Flint"], "count": 10156},
	{"ranking": ["Bradshaw"], "count": 4228}]'::preference_profile AS p;

SELECT results_eq($$
	SELECT round, candidate, votes, gained, status
	FROM deputy_2015, irv_rounds(p, '{"stop": "majority"}')
$$, $$
	VALUES (1::bigint, 'Watson', 160852::numeric, NULL::numeric, 'continuing'),
		   (1, 'Creasy', 78100, NULL, 'continuing'), (1, 'Eagle', 66013, NULL, 'continuing'),
		   (1, 'Flint', 64425, NULL, 'continuing'), (1, 'Bradshaw', 39080, NULL, 'eliminated'),
		   (2, 'Watson', 170589, 9737, 'continuing'), (2, 'Creasy', 86555, 8455, 'continuing'),
		   (2, 'Flint', 74581, 10156, 'continuing'), (2, 'Eagle', 72517, 6504, 'eliminated'),
		   (3, 'Watson', 198962, 28373, 'elected'), (3, 'Creasy', 103746, 17191, 'continuing'),
		   (3, 'Flint', 89538, 14957, 'continuing')
$$, 'Labour deputy 2015: the three published rounds');

SELECT results_eq($$
	SELECT winner, won_in_round, won_by, winner_votes, runner_up_deciding_round FROM deputy_2015, irv_result(p)
$$, $$
	VALUES ('Watson', 3::bigint, 'majority', 198962::numeric, 'Creasy')
$$, 'Labour deputy 2015: won in round 3, Creasy second');

-- 408,470 votes in all; 4,228 and 11,996 fewer in the published rounds 2 and 3.
SELECT results_eq($$
	SELECT round, continuing, threshold, exhausted
	FROM deputy_2015, irv_round_totals(p, '{"stop": "majority"}')
$$, $$
	VALUES (1::bigint, 408470::numeric, 204236::numeric, 0::numeric), (2, 404242, 202122, 4228),
		   (3, 392246, 196124, 16224)
$$, 'Labour deputy 2015: the majority falls with the continuing votes');

-- Half of the first round's 408,470 is never reached before two remain: then
-- Flint's ballots, which have no other preferences here, are exhausted.
SELECT results_eq($$
	SELECT winner, won_in_round, won_by FROM deputy_2015, irv_result(p, '{"threshold": "first_round"}')
$$, $$
	VALUES ('Watson', 4::bigint, 'last_two')
$$, 'Labour deputy 2015: with a majority of the first round it takes until two remain');

SELECT results_eq($$
	SELECT round, source, target, votes
	FROM deputy_2015, irv_transfers(p, '{"stop": "majority"}')
$$, $$
	VALUES (1::bigint, 'Bradshaw', 'Flint', 10156::numeric), (1, 'Bradshaw', 'Watson', 9737),
		   (1, 'Bradshaw', 'Creasy', 8455), (1, 'Bradshaw', 'Eagle', 6504), (1, 'Bradshaw', NULL, 4228),
		   (2, 'Eagle', 'Watson', 28373), (2, 'Eagle', 'Creasy', 17191), (2, 'Eagle', 'Flint', 14957),
		   (2, 'Eagle', NULL, 11996)
$$, 'Labour deputy 2015: transfers are the differences of the published rounds');

--
-- President of Ireland, 1990: the two published counts say where Currie's
-- 267,902 ballots went.
--
CREATE TEMP TABLE president_1990 AS SELECT '[
	{"ranking": ["Lenihan"], "count": 694484}, {"ranking": ["Robinson"], "count": 612265},
	{"ranking": ["Currie", "Robinson"], "count": 205565}, {"ranking": ["Currie", "Lenihan"], "count": 36789},
	{"ranking": ["Currie"], "count": 25548}]'::preference_profile AS p;

SELECT results_eq($$
	SELECT round, candidate, votes, status FROM president_1990, irv_rounds(p)
$$, $$
	VALUES (1::bigint, 'Lenihan', 694484::numeric, 'continuing'), (1, 'Robinson', 612265, 'continuing'),
		   (1, 'Currie', 267902, 'eliminated'), (2, 'Robinson', 817830, 'elected'),
		   (2, 'Lenihan', 731273, 'runner_up')
$$, 'Ireland 1990: second in the first round, winner in the next');

-- 1,574,651 valid votes: the quota was more than half of these.
SELECT results_eq($$
	SELECT threshold, winner, won_in_round, won_by, final_two_margin, runner_up
	FROM president_1990, irv_result(p, '{"threshold": "first_round"}'),
		 irv_round_totals(p, '{"threshold": "first_round"}') AS t
	WHERE t.round = 2
$$, $$
	VALUES (787326::numeric, 'Robinson', 2::bigint, 'majority', 86557::numeric, 'Lenihan')
$$, 'Ireland 1990: over half of the first round''s votes');

SELECT is(irv_runner_up(p, '{"runner_up": "winner_removed"}'), 'Lenihan',
		  'Ireland 1990: had Robinson not stood')
FROM president_1990;

SELECT results_eq($$
	SELECT first_preference, final_choice, votes FROM president_1990, final_preferences(p)
	WHERE first_preference = 'Currie' ORDER BY votes DESC
$$, $$
	VALUES ('Currie', 'Robinson', 205565::numeric), ('Currie', 'Lenihan', 36789), ('Currie', NULL, 25548)
$$, 'Ireland 1990: where Currie''s voters were at the end');

--
-- Labour's candidate for Mayor of London, 2015: published in per cent of the
-- continuing votes, with their number.  Votes and later preferences are MADE
-- UP: whole numbers that round to the published ones.
--
CREATE TEMP TABLE london_2015 AS SELECT '[
	{"ranking": ["Khan"], "count": 32955}, {"ranking": ["Jowell"], "count": 26102},
	{"ranking": ["Abbott", "Khan"], "count": 9690}, {"ranking": ["Abbott", "Jowell"], "count": 3830},
	{"ranking": ["Abbott"], "count": 1245},
	{"ranking": ["Lammy", "Khan"], "count": 3602}, {"ranking": ["Lammy", "Jowell"], "count": 2494},
	{"ranking": ["Lammy", "Abbott"], "count": 1950}, {"ranking": ["Lammy"], "count": 215},
	{"ranking": ["Wolmar", "Khan"], "count": 1690}, {"ranking": ["Wolmar", "Jowell"], "count": 868},
	{"ranking": ["Wolmar", "Abbott"], "count": 953}, {"ranking": ["Wolmar", "Lammy"], "count": 739},
	{"ranking": ["Wolmar"], "count": 496},
	{"ranking": ["Thomas", "Khan"], "count": 199}, {"ranking": ["Thomas", "Jowell"], "count": 295},
	{"ranking": ["Thomas", "Abbott"], "count": 136}, {"ranking": ["Thomas", "Lammy"], "count": 147},
	{"ranking": ["Thomas", "Wolmar"], "count": 151}, {"ranking": ["Thomas"], "count": 127}
]'::preference_profile AS p;

SELECT results_eq($$
	SELECT candidate, array_agg(round(100 * share, 1) ORDER BY round)
	FROM london_2015, irv_rounds(p)
	GROUP BY candidate ORDER BY max(share) DESC
$$, $$
	VALUES ('Khan', '{37.5,37.8,40.0,44.7,58.9}'::numeric[]), ('Jowell', '{29.7,30.1,31.3,34.6,41.1}'),
		   ('Abbott', '{16.8,17.0,18.2,20.7}'), ('Lammy', '{9.4,9.6,10.5}'), ('Wolmar', '{5.4,5.6}'),
		   ('Thomas', '{1.2}')
$$, 'London 2015: the published shares of the five rounds');

SELECT results_eq($$
	SELECT array_agg(continuing ORDER BY round), sum(1) FROM london_2015, irv_round_totals(p)
$$, $$
	VALUES ('{87884,87757,87110,86009,81725}'::numeric[], 5::bigint)
$$, 'London 2015: the published numbers of continuing votes');

SELECT results_eq($$
	SELECT place, candidate, round, status FROM london_2015, irv_places(p)
$$, $$
	VALUES (1::bigint, 'Khan', 5::bigint, 'elected'), (2, 'Jowell', 5, 'runner_up'), (3, 'Abbott', 4, 'eliminated'),
		   (4, 'Lammy', 3, 'eliminated'), (5, 'Wolmar', 2, 'eliminated'), (6, 'Thomas', 1, 'eliminated')
$$, 'London 2015: places');

-- Thomas, Wolmar and Lammy together have 14,062, less than Abbott's 14,765;
-- with hers they have 28,827, more than Jowell's 26,102.
SELECT results_eq($$
	SELECT round, array_agg(candidate ORDER BY votes DESC) FILTER (WHERE status = 'eliminated')
	FROM london_2015, irv_rounds(p, '{"elimination": "batch"}')
	GROUP BY round ORDER BY round
$$, $$
	VALUES (1::bigint, '{Lammy,Wolmar,Thomas}'::text[]), (2, '{Abbott}'), (3, NULL)
$$, 'London 2015: in batches the same finish in three rounds');

--
-- YouGov's poll on the 2015 race: first round Burnham 21, Cooper 18; second
-- round 23 each.  The other two candidates' shares and all later preferences
-- are MADE UP; they add up to 100.
--
CREATE TEMP TABLE poll_2015 AS SELECT '[
	{"ranking": ["Corbyn"], "count": 530, "weight": 53}, {"ranking": ["Burnham"], "count": 210, "weight": 21},
	{"ranking": ["Cooper"], "count": 180, "weight": 18},
	{"ranking": ["Kendall", "Corbyn"], "count": 10, "weight": 1},
	{"ranking": ["Kendall", "Burnham"], "count": 20, "weight": 2},
	{"ranking": ["Kendall", "Cooper"], "count": 50, "weight": 5}]'::preference_profile AS p;

SELECT results_eq($$
	SELECT candidate, votes, status, decided_by, tied_with
	FROM poll_2015, irv_rounds(p, '{"tie_break": ["leave"]}') WHERE round = 2
$$, $$
	VALUES ('Corbyn', 54::numeric, 'elected', NULL::text, NULL::text[]),
		   ('Burnham', 23, 'eliminated', 'leave', '{Cooper}'), ('Cooper', 23, 'eliminated', 'leave', '{Burnham}')
$$, 'YouGov 2015: a dead tie for second is shown as one');

-- Cooper's lead over Kendall is that of round 1, their last together.
SELECT results_eq($$
	SELECT place, candidate, votes, lead, status
	FROM poll_2015, irv_places(p, '{"tie_break": ["leave"]}')
$$, $$
	VALUES (1::bigint, 'Corbyn', 54::numeric, 31::numeric, 'elected'), (2, 'Burnham', 23, 0, 'eliminated'),
		   (2, 'Cooper', 23, 10, 'eliminated'), (4, 'Kendall', 8, NULL, 'eliminated')
$$, 'YouGov 2015: two share the second place, the next is fourth');

SELECT results_eq($$
	SELECT winner, runner_up, tied, ties_broken, ballots, votes
	FROM poll_2015, irv_result(p, '{"tie_break": ["leave"]}')
$$, $$
	VALUES ('Corbyn', NULL::text, NULL::text[], 0::bigint, 1000::bigint, 100::numeric)
$$, 'YouGov 2015: a winner but no runner-up');

SELECT results_eq($$
	SELECT runner_up, tied, ties_broken FROM poll_2015, irv_result(p)
$$, $$
	VALUES ('Burnham', NULL::text[], 1::bigint)
$$, 'YouGov 2015: by the round before, 21 to 18, Burnham is second');

SELECT results_eq($$
	SELECT candidate, status, decided_by, tied_with FROM poll_2015, irv_rounds(p)
	WHERE round = 2 AND decided_by IS NOT NULL
$$, $$
	VALUES ('Cooper', 'eliminated', 'backwards', '{Burnham}'::text[])
$$, 'YouGov 2015: the tie-break is visible where it was used');

--
-- Labour Party leader, 2010: electoral college of affiliates, members and
-- MPs.  Published: the first round by section and the totals of all rounds,
-- in per cent of the whole.  The later preferences are MADE UP to fit the
-- totals; a vote here is a thousandth of a per cent.
--
CREATE TEMP TABLE leader_2010 (n int, section text, p preference_profile);
INSERT INTO leader_2010 VALUES
(1, 'affiliates', '[
	{"ranking": ["D. Miliband"], "count": 9182}, {"ranking": ["E. Miliband"], "count": 13821},
	{"ranking": ["Abbott", "D. Miliband"], "count": 600}, {"ranking": ["Abbott", "E. Miliband"], "count": 2100},
	{"ranking": ["Abbott", "Balls", "E. Miliband"], "count": 700},
	{"ranking": ["Abbott", "Burnham", "E. Miliband"], "count": 693},
	{"ranking": ["Burnham", "D. Miliband"], "count": 1200}, {"ranking": ["Burnham", "E. Miliband"], "count": 725},
	{"ranking": ["Burnham", "Balls", "D. Miliband"], "count": 900},
	{"ranking": ["Balls", "D. Miliband"], "count": 1100}, {"ranking": ["Balls", "E. Miliband"], "count": 2311}]'),
(2, 'members', '[
	{"ranking": ["D. Miliband"], "count": 14688}, {"ranking": ["E. Miliband"], "count": 9978},
	{"ranking": ["Abbott", "D. Miliband"], "count": 380}, {"ranking": ["Abbott", "E. Miliband"], "count": 745},
	{"ranking": ["Abbott", "Balls", "E. Miliband"], "count": 500},
	{"ranking": ["Abbott", "Burnham", "E. Miliband"], "count": 822},
	{"ranking": ["Burnham", "D. Miliband"], "count": 1230}, {"ranking": ["Burnham", "E. Miliband"], "count": 680},
	{"ranking": ["Burnham", "Balls", "D. Miliband"], "count": 939},
	{"ranking": ["Balls", "D. Miliband"], "count": 1100}, {"ranking": ["Balls", "E. Miliband"], "count": 2271}]'),
(3, 'MPs', '[
	{"ranking": ["D. Miliband"], "count": 13910}, {"ranking": ["E. Miliband"], "count": 10526},
	{"ranking": ["Abbott", "D. Miliband"], "count": 130}, {"ranking": ["Abbott", "E. Miliband"], "count": 300},
	{"ranking": ["Abbott", "Balls", "E. Miliband"], "count": 235},
	{"ranking": ["Abbott", "Burnham", "E. Miliband"], "count": 212},
	{"ranking": ["Burnham", "D. Miliband"], "count": 1400}, {"ranking": ["Burnham", "E. Miliband"], "count": 658},
	{"ranking": ["Burnham", "Balls", "D. Miliband"], "count": 950},
	{"ranking": ["Balls", "D. Miliband"], "count": 1641}, {"ranking": ["Balls", "E. Miliband"], "count": 3372}]');

CREATE TEMP TABLE college AS
SELECT r.*
FROM (SELECT array_agg(section ORDER BY n) AS sections, array_agg(p ORDER BY n) AS profiles
	  FROM leader_2010) AS s,
	 irv_college_rounds(sections, profiles, '{1,1,1}') AS r;

SELECT results_eq($$
	SELECT candidate, array_agg(round(points, 2) ORDER BY n)
	FROM college JOIN leader_2010 USING (section)
	WHERE round = 1 GROUP BY candidate ORDER BY candidate COLLATE "C"
$$, $$
	VALUES ('Abbott', '{4.09,2.45,0.88}'::numeric[]), ('Balls', '{3.41,3.37,5.01}'),
		   ('Burnham', '{2.83,2.85,3.01}'), ('D. Miliband', '{9.18,14.69,13.91}'),
		   ('E. Miliband', '{13.82,9.98,10.53}')
$$, 'Labour 2010: the first round by section, affiliates, members, MPs');

SELECT results_eq($$
	SELECT candidate, array_agg(round(points_total, 2) ORDER BY round)
	FROM college WHERE section = 'MPs' AND candidate LIKE '%Miliband'
	GROUP BY candidate ORDER BY candidate COLLATE "C"
$$, $$
	VALUES ('D. Miliband', '{37.78,38.89,42.72,49.35}'::numeric[]),
		   ('E. Miliband', '{34.33,37.47,41.26,50.65}')
$$, 'Labour 2010: the published totals of the four rounds');

SELECT results_eq($$
	SELECT c.round, round(sum(points), 6) FROM college AS c GROUP BY c.round ORDER BY c.round
$$, $$
	VALUES (1::bigint, 100.000000), (2, 100), (3, 100), (4, 100)
$$, 'Labour 2010: every round adds to 100');

SELECT results_eq($$
	SELECT DISTINCT round(points, 6)
	FROM (SELECT sum(points) AS points FROM college GROUP BY round, section) AS s
$$, $$
	VALUES (33.333333)
$$, 'Labour 2010: each section is worth a third in every round');

SELECT results_eq($$
	SELECT DISTINCT round, candidate, status FROM college WHERE status <> 'continuing' ORDER BY round, status
$$, $$
	VALUES (1::bigint, 'Abbott', 'eliminated'), (2, 'Burnham', 'eliminated'), (3, 'Balls', 'eliminated'),
		   (4, 'E. Miliband', 'elected'), (4, 'D. Miliband', 'runner_up')
$$, 'Labour 2010: the leader of three rounds loses the fourth');

SELECT results_eq($$
	SELECT place, candidate, round(points, 2)
	FROM (SELECT array_agg(section ORDER BY n) AS sections, array_agg(p ORDER BY n) AS profiles
		  FROM leader_2010) AS s, irv_college_places(sections, profiles, '{1,1,1}')
	WHERE place <= 2
$$, $$
	VALUES (1::bigint, 'E. Miliband', 50.65), (2, 'D. Miliband', 49.35)
$$, 'Labour 2010: places by points');

-- The MPs' ballots once more: in a college that changes nothing, in one contest
-- of all ballots D. Miliband gains 18,031 and E. Miliband 15,303.
SELECT results_eq($$
	WITH doubled AS (
		SELECT n, section, CASE section WHEN 'MPs' THEN p + p ELSE p END AS p FROM leader_2010
	)
	SELECT irv_winner(profile_agg(p)),
		   (SELECT candidate
			FROM (SELECT array_agg(section ORDER BY n) AS sections, array_agg(p ORDER BY n) AS profiles
				  FROM doubled) AS s, irv_college_places(sections, profiles, '{1,1,1}')
			WHERE place = 1)
	FROM doubled
$$, $$
	VALUES ('D. Miliband', 'E. Miliband')
$$, 'a college is not one contest of all ballots: a section''s share is not its size');

SELECT * FROM finish();
ROLLBACK;
