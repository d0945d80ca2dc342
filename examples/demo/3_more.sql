--
-- More questions: stored summaries, the race day by day, regions inside the
-- contest, an electoral college, head to head, a poll.
--
\ir style.psql

\echo :bold'── 9. A stored summary (invented regions) ──────────────────────────────────────':plain
\echo
\echo 'A profile can be stored. This keeps one for each day and branch; what was asked'
\echo 'of the ballots can then be asked of these, and is answered in milliseconds.'
\echo
\set ECHO queries
CREATE MATERIALIZED VIEW daily AS
SELECT cast_on, region, branch, profile_agg(ranking) AS p
FROM ballots GROUP BY cast_on, region, branch;
\echo
\timing on
SELECT irv_winner(profile_agg(p)), irv_runner_up(profile_agg(p)),
       sum(profile_ballots(p)) AS ballots
FROM daily WHERE region = 'London';
\timing off
\set ECHO none
\echo

\echo :bold'── 10. The race day by day (invented) ──────────────────────────────────────────':plain
\echo
\echo 'The count of all ballots so far, in the last ten days: first preferences, who is'
\echo 'first and who second, and by how many votes over the next.'
\echo
\set ECHO queries
CREATE VIEW days AS
SELECT cast_on, profile_agg(p) AS p FROM daily GROUP BY cast_on;
\echo
SELECT cast_on,
       max(first_preferences) FILTER (WHERE candidate = 'Burnham') AS burnham,
       max(first_preferences) FILTER (WHERE candidate = 'Cooper')  AS cooper,
       max(candidate) FILTER (WHERE place = 1) AS winner,
       max(lead)      FILTER (WHERE place = 1) AS over_second,
       max(candidate) FILTER (WHERE place = 2) AS second,
       max(lead)      FILTER (WHERE place = 2) AS over_third
FROM (SELECT cast_on, profile_agg(p) OVER (ORDER BY cast_on) AS so_far
      FROM days) d,
     irv_places(so_far)
GROUP BY cast_on ORDER BY cast_on OFFSET 18;
\set ECHO none

\echo 'The same for seven days at a time shows what the total so far still hides:'
\echo
\set ECHO queries
SELECT cast_on AS week_to, candidate AS second, lead, so_far
FROM (SELECT cast_on,
             profile_agg(p) OVER (ORDER BY cast_on ROWS 6 PRECEDING) AS week,
             irv_runner_up(profile_agg(p) OVER (ORDER BY cast_on)) AS so_far
      FROM days) d,
     irv_places(week)
WHERE place = 2 ORDER BY cast_on OFFSET 18;
\set ECHO none

\echo :bold'── 11. Regions inside the national contest (invented) ──────────────────────────':plain
\echo
\echo 'How London voted in each round of the national count:'
\echo
\set ECHO queries
CREATE VIEW by_region AS
SELECT region, profile_agg(p) AS p FROM daily GROUP BY region;
\echo
SELECT s.round, s.candidate, s.votes, round(100 * s.share, 1) AS per_cent,
       s.status
FROM by_region AS r, national AS n, irv_slice_rounds(r.p, n.p) AS s
WHERE region = 'London';
\set ECHO none

\echo 'Do not mistake this for an election of London''s own, as GROUP BY counts it:'
\echo 'there London''s voters alone decide who drops out, and regions do not add up to'
\echo 'the nation. Second place, and its votes in the last round, both ways: in the'
\echo 'contest, and in an election of the region''s own:'
\echo
\set ECHO queries
SELECT region, s.candidate AS in_contest, s.votes,
       own.runner_up AS on_its_own, own.final_two_runner_up_votes AS votes
FROM by_region AS r, national AS n,
     irv_slice_rounds(r.p, n.p) AS s, irv_result(r.p) AS own
WHERE s.status = 'runner_up' ORDER BY region;
\set ECHO none

\echo :bold'── 12. An electoral college: what if? ──────────────────────────────────────────':plain
\echo
\echo 'In 2010 each section of Labour''s electoral college was worth a third. What if'
\echo 'the three classes of voter had been such sections in 2015? That is invented, and'
\echo 'so are the later rounds; the points of round 1 follow from published figures.'
\echo 'Points are per cent of the whole college.'
\echo
\set ECHO queries
CREATE VIEW college AS
SELECT array_agg(class) AS sections, array_agg(p) AS profiles,
       '{1,1,1}'::numeric[] AS shares
FROM by_class;
\echo
SELECT round, candidate,
    max(round(points, 2)) FILTER (WHERE section = 'member') AS members,
    max(round(points, 2)) FILTER (WHERE section = 'registered') AS registered,
    max(round(points, 2)) FILTER (WHERE section = 'affiliated') AS affiliated,
    round(points_total, 2) AS total, status
FROM college, irv_college_rounds(sections, profiles, shares)
GROUP BY round, candidate, points_total, status ORDER BY round, total DESC;

SELECT place, candidate, round(points, 2) AS points, round(lead, 2) AS lead,
       status
FROM college, irv_college_places(sections, profiles, shares);
\set ECHO none

\echo :bold'── 13. Head to head (invented preferences) ─────────────────────────────────────':plain
\echo
\echo 'Who beats whom? Corbyn beats everybody. And more voters prefer Cooper to'
\echo 'Burnham, but she drops out before he does:'
\echo
\set ECHO queries
SELECT candidate, opponent, prefer_candidate, prefer_opponent, no_preference
FROM national, pairwise(p)
WHERE prefer_candidate > prefer_opponent;

SELECT condorcet_winner(p) FROM national;
\set ECHO none

\echo 'Whom did Burnham''s voters among the members put second, and with whom did their'
\echo 'votes end when he was out? (No name: none given, or nowhere.)'
\echo
\set ECHO queries
SELECT second_preference, votes,
       round(100 * votes / sum(votes) OVER (), 1) AS per_cent
FROM by_class, second_preferences(p)
WHERE class = 'member' AND first_preference = 'Burnham';

SELECT final_choice, votes,
       round(100 * votes / sum(votes) OVER (), 1) AS per_cent
FROM by_class, final_preferences(p)
WHERE class = 'member' AND first_preference = 'Burnham';
\set ECHO none

-- The headline as published is 21 to 18, then 23 to 23; whoever answered, and
-- how, is invented to fit it.  Too few of the panel are under 40 here.
CREATE TABLE poll (
	respondent	int PRIMARY KEY,
	age			text NOT NULL,
	weight		numeric NOT NULL,
	ranking		text[] NOT NULL
);
INSERT INTO poll
SELECT row_number() OVER (ORDER BY ranking, age, n),
	   age, weight, ranking
  FROM (VALUES ('{Corbyn,Burnham}'::text[], 112, 135),
			   ('{Corbyn,Cooper}', 128, 140),
			   ('{Burnham,Cooper}', 40, 120),
			   ('{Burnham,Corbyn}', 16, 54),
			   ('{Cooper,Burnham}', 40, 70),
			   ('{Cooper,Kendall,Burnham}', 28, 42),
			   ('{Kendall,Cooper}', 24, 26),
			   ('{Kendall,Burnham}', 8, 7),
			   ('{Kendall,Corbyn}', 4, 6)) AS answers (ranking, under_40, over_40),
	   LATERAL (VALUES ('under 40', 1.3, under_40), ('40 and over', 0.8, over_40)) AS a (age, weight, people),
	   generate_series(1, people) AS n;
ANALYZE poll;

\echo :bold'── 14. A poll (invented, but for its headline) ─────────────────────────────────':plain
\echo
\echo 'As the press quoted YouGov in 2015: Burnham 21, Cooper 18; second round 23 to'
\echo '23. The thousand who answer here are invented, and weighted by age.'
\echo
\set ECHO queries
SELECT age, count(*) AS people, weight, sum(weight) AS votes
FROM poll GROUP BY age, weight ORDER BY age;

CREATE VIEW polled AS SELECT profile_agg(ranking, weight) AS p FROM poll;
\echo
SELECT r.round, r.candidate, round(100 * r.share) AS per_cent
FROM polled, irv_rounds(p) AS r WHERE r.round <= 2;
\set ECHO none

\echo '23 to 23: but that is how it is printed. Behind it one of them is ahead, by two'
\echo 'votes of a thousand:'
\echo
\set ECHO queries
SELECT place, candidate, votes, round, lead, status FROM polled, irv_places(p);
\set ECHO none

\echo 'Unweighted, the same people put the other one second:'
\echo
\set ECHO queries
SELECT irv_runner_up(ranking)         AS second_unweighted,
       irv_runner_up(ranking, weight) AS second_weighted
FROM poll;
\set ECHO none

\echo 'Two votes of a thousand are no lead to rely on. Drawn again ten thousand times,'
\echo 'each age on its own with its weight, how often is each of them second?'
\echo
\set ECHO queries
SELECT place, candidate, draws, share
FROM (SELECT array_agg(p ORDER BY age) AS classes
      FROM (SELECT age, profile_agg(ranking, weight) AS p
            FROM poll GROUP BY age, weight) a) c,
     irv_chances(classes, 10000, 'Labour 2015')
WHERE place = 2 ORDER BY share DESC;
\set ECHO none

\echo 'That is chance alone; who does not answer polls is another matter. A full count'
\echo 'has no chance in it, but a margin: so many ballots would have to be other ones'
\echo 'for another winner, or another second place (of the national count, later'
\echo 'preferences invented):'
\echo
\set ECHO queries
SELECT outcome, at_least, at_most, elimination_order
FROM national, irv_margins(p) WHERE outcome IN ('winner', 'runner_up');
\set ECHO none

\echo 'A dead heat is shown as one. With the headline''s whole numbers as votes both'
\echo 'have 23 in round 2; with the rule to leave ties they share second place:'
\echo
\set ECHO queries
CREATE VIEW headline AS
SELECT profile_agg(ranking, votes) AS p
FROM (VALUES ('{Corbyn}'::text[], 53), ('{Burnham}', 21), ('{Cooper}', 18),
             ('{Kendall,Cooper}', 5), ('{Kendall,Burnham}', 2),
             ('{Kendall,Corbyn}', 1)) AS h (ranking, votes);
\echo
SELECT place, candidate, votes, round, lead, status
FROM headline, irv_places(p, '{"tie_break": ["leave"]}');
\set ECHO none

\echo 'The default rule looks back to round 1, and says so:'
\echo
\set ECHO queries
SELECT r.round, r.candidate, r.votes, r.status, r.decided_by, r.tied_with
FROM headline, irv_rounds(p) AS r WHERE r.round = 2;
\set ECHO none

\echo :bold'── 15. The count sheet (later preferences invented) ────────────────────────────':plain
\echo
\echo 'All of one count on one sheet, up to 100 columns wide, for those who sign it:'
\echo
\set sheet 'SELECT irv_report(p) FROM by_class WHERE class = \'member\''
\echo :sheet
\echo '\\g (format=unaligned tuples_only=on)'
:sheet
\g (format=unaligned tuples_only=on)
\echo
\echo :bold'── 16. An executive of seven (candidates and ballots invented) ─────────────────':plain
\echo
\echo 'Every tenth member of the same roll also ranks up to five of ten candidates for'
\echo 'the executive, all of them invented. Seven seats, by the rules of the Electoral'
\echo 'Reform Society of 1997:'
\echo
\set ECHO queries
CREATE VIEW invented_executive_ballots AS
SELECT m.member_id, ARRAY(
         SELECT name
         FROM unnest('{Dunne,Iqbal,Bose,Jowett,Gould,
                       Adair,Flynn,Hardie,Clegg,Evans}'::text[])
              WITH ORDINALITY AS c (name, n)
         ORDER BY abs(hashint8(m.member_id * 1009 + n)::bigint) * (3 + n)
         LIMIT 1 + m.member_id / 10 % 5) AS ranking
FROM members AS m
WHERE m.member_id % 10 = 0;
\echo
CREATE TABLE executive AS
SELECT profile_agg(ranking) AS p, stv_rules('ers97', 7) AS rules
FROM invented_executive_ballots;
\echo
SELECT place, candidate, first_preferences, votes, round, status
FROM executive, stv_places(p, rules);
\set ECHO none

\echo 'Whose papers moved, at what value, and where to? The first three rounds with'
\echo 'transfers (no target: nowhere):'
\echo
\set ECHO queries
SELECT t.round, t.source, t.target, t.papers, t.value, t.votes
FROM executive, stv_transfers(p, rules) AS t WHERE t.round <= 4;
\set ECHO none

\echo 'Who takes over when the first of them leaves:'
\echo
\set ECHO queries
SELECT vacating, takes_over, how
FROM executive,
     LATERAL (SELECT (stv_elected(p, rules))[1]) AS e (vacating),
     stv_countback(p, rules, vacating);
\set ECHO none

\echo :bold'── 17. Many contests in one query ──────────────────────────────────────────────':plain
\echo
\echo 'A table of contests keeps the rules of each, and refuses rules that cannot be.'
\echo 'LATERAL counts them all, one seat or several: the leader as it was counted and'
\echo 'had Corbyn withdrawn, the members'' own leader, the executive.'
\echo '(examples/contests.sql has more.)'
\echo
\set ECHO queries
CREATE TABLE contests (
    contest text PRIMARY KEY,
    seats   int NOT NULL,
    rules   jsonb NOT NULL,
    CHECK (CASE seats
             WHEN 1 THEN irv_rules_check(rules)
             ELSE stv_rules_check(rules || jsonb_build_object('seats', seats))
           END IS NOT NULL)
);
INSERT INTO contests VALUES
    ('leader', 1, irv_rules('labour')),
    ('leader without Corbyn', 1,
     irv_rules('labour') || '{"withdrawn": ["Corbyn"]}'),
    ('leader, members only', 1, irv_rules('labour')),
    ('executive', 7, stv_rules('ers97'));
\echo
CREATE VIEW contest_profiles AS
SELECT 'leader' AS contest, p FROM national
UNION ALL SELECT 'leader without Corbyn', p FROM national
UNION ALL SELECT 'leader, members only', p FROM by_class WHERE class = 'member'
UNION ALL SELECT 'executive', p FROM executive;
\echo
SELECT contest, profile_ballots(p) AS ballots, array_to_string(
         CASE WHEN seats = 1 THEN ARRAY[irv_winner(p, rules)]
              ELSE stv_elected(p, rules || jsonb_build_object('seats', seats))
         END, ' ') AS elected
FROM contests JOIN contest_profiles USING (contest)
ORDER BY contest DESC;
\set ECHO none
