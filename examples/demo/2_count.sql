--
-- The count: every question a query, shown before its answer.
--
\ir style.psql

\echo :bold'1. The ballots':plain
\echo
\echo 'First preferences by class of voter are the published ones. These are the first'
\echo 'five ballots; what stands after the first name is invented.'
\echo
\set ECHO queries
SELECT ballot_id, class, region, cast_on, ranking
FROM ballots ORDER BY ballot_id LIMIT 5;

SELECT coalesce(class, 'all') AS class, count(*) AS ballots,
       count(*) FILTER (WHERE ranking[1] = 'Corbyn')  AS corbyn,
       count(*) FILTER (WHERE ranking[1] = 'Burnham') AS burnham,
       count(*) FILTER (WHERE ranking[1] = 'Cooper')  AS cooper,
       count(*) FILTER (WHERE ranking[1] = 'Kendall') AS kendall
FROM ballots GROUP BY ROLLUP (class) ORDER BY ballots;
\set ECHO none

\echo :bold'2. Who won, and who was second?':plain
\echo
\echo 'The winner is real: he had 59.5 % of first preferences. Second place depends on'
\echo 'invented preferences.'
\echo
\set ECHO queries
SELECT irv_winner(ranking), irv_runner_up(ranking) FROM ballots;
\set ECHO none

\echo 'Rankings by key answer with a key, ready for a join:'
\echo
\set ECHO queries
SELECT full_name AS leader
FROM candidates
WHERE candidate_id = (SELECT irv_winner(candidate_ids) FROM ballots);
\set ECHO none

\echo :bold'3. How was it won?':plain
\echo
\set ECHO queries
SELECT r.winner, r.won_in_round, r.won_by, r.winner_votes, round(100 * r.winner_share, 2) AS per_cent
FROM (SELECT profile_agg(ranking) AS p FROM ballots) b, irv_result(p) AS r;
\set ECHO none

\echo 'The count goes on until two remain, so that it tells who was second'
\echo '(from the second round on with invented preferences):'
\echo
\set ECHO queries
SELECT r.round, r.candidate, r.votes, round(100 * r.share, 1) AS per_cent, r.gained, r.status
FROM (SELECT profile_agg(ranking) AS p FROM ballots) b, irv_rounds(p) AS r;

SELECT r.*
FROM (SELECT profile_agg(ranking) AS p FROM ballots) b, irv_transfers(p) AS r;
\set ECHO none

\echo :bold'4. Second, by three definitions (invented preferences)':plain
\echo
\echo 'final_two: the loser of the last two. deciding_round: second when the winner won.'
\echo 'winner_removed: the winner, had the winner not stood.'
\echo
\set ECHO queries
SELECT r.runner_up_final_two, r.runner_up_deciding_round, r.runner_up_winner_removed
FROM (SELECT profile_agg(ranking) AS p FROM ballots) b, irv_result(p) AS r;
\set ECHO none

\echo :bold'5. By class of voter':plain
\echo
\echo 'Real: among members alone 49.59 % were not enough, and the count went on.'
\echo 'How it went on is invented.'
\echo
\set ECHO queries
SELECT class, r.winner, r.won_in_round, r.runner_up, r.final_two_margin AS margin
FROM (SELECT class, profile_agg(ranking) AS p FROM ballots GROUP BY class) b, irv_result(p) AS r
ORDER BY class;

SELECT r.round, r.candidate, r.votes, round(100 * r.share, 2) AS per_cent, r.gained, r.status
FROM (SELECT profile_agg(ranking) AS p FROM ballots WHERE class = 'member') b, irv_rounds(p) AS r;
\set ECHO none

\echo :bold'6. By region (invented)':plain
\echo
\set ECHO queries
SELECT region, count(*) AS ballots, irv_winner(ranking), irv_runner_up(ranking)
FROM ballots GROUP BY region ORDER BY region;
\set ECHO none

\echo 'In how many of the 632 branches was each of them first and second?'
\echo
\set ECHO queries
SELECT winner, runner_up, count(*) AS branches
FROM (SELECT irv_winner(ranking) AS winner, irv_runner_up(ranking) AS runner_up
      FROM ballots GROUP BY branch) b
GROUP BY winner, runner_up ORDER BY branches DESC;
\set ECHO none

\echo :bold'7. Day by day among members (invented): a late surge':plain
\echo
\echo 'Per cent of first preferences and the second, first of the day, then of all so far.'
\echo
\set ECHO queries
SELECT cast_on, count(*) AS ballots,
       round(100.0 * count(*) FILTER (WHERE ranking[1] = 'Cooper') / count(*), 1) AS cooper,
       irv_runner_up(ranking) AS second_that_day,
       irv_runner_up(profile_agg(profile_agg(ranking)) OVER (ORDER BY cast_on)) AS second_so_far,
       (irv_result(profile_agg(profile_agg(ranking)) OVER (ORDER BY cast_on))).won_in_round
FROM ballots WHERE class = 'member' GROUP BY cast_on ORDER BY cast_on;
\set ECHO none

\echo :bold'8. What if? (invented preferences)':plain
\echo
\set ECHO queries
SELECT question, irv_winner(p, rules) AS winner, irv_runner_up(p, rules) AS second
FROM (SELECT profile_agg(ranking) AS p FROM ballots) b,
     (VALUES ('Burnham withdraws', '{"withdrawn": ["Burnham"]}'::jsonb),
             ('the winner stands down', '{"withdrawn": ["Corbyn"]}')) AS w (question, rules);
\set ECHO none
