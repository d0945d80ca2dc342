--
-- The count: every question a query, shown before its answer.
--
\ir style.psql

\echo :bold'── 1. The ballots ──────────────────────────────────────────────────────────────':plain
\echo
\echo 'First preferences by class of voter are the published ones. These are the first'
\echo 'five ballots; what stands after the first name is invented.'
\echo
\set ECHO queries
SELECT ballot_id, class, region, ranking
FROM ballots ORDER BY ballot_id LIMIT 5;

SELECT coalesce(class, 'all') AS class, count(*) AS ballots,
       count(*) FILTER (WHERE ranking[1] = 'Corbyn')  AS corbyn,
       count(*) FILTER (WHERE ranking[1] = 'Burnham') AS burnham,
       count(*) FILTER (WHERE ranking[1] = 'Cooper')  AS cooper,
       count(*) FILTER (WHERE ranking[1] = 'Kendall') AS kendall
FROM ballots GROUP BY ROLLUP (class) ORDER BY ballots;
\set ECHO none

\echo :bold'── 2. Who won, and who was second? ─────────────────────────────────────────────':plain
\echo
\echo 'The winner is real: he had more than half of the first preferences. Second place'
\echo 'rests on invented preferences.'
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

\echo :bold'── 3. How was it won? ──────────────────────────────────────────────────────────':plain
\echo
\echo 'A profile is all ballots in one value; every other question is asked of it.'
\echo
\set ECHO queries
CREATE VIEW national AS SELECT profile_agg(ranking) AS p FROM ballots;
\echo
SELECT r.winner, r.won_in_round, r.won_by, r.winner_votes,
       round(100 * r.winner_share, 2) AS per_cent
FROM national, irv_result(p) AS r;
\set ECHO none

\echo 'To tell who was second the count goes on until two remain.'
\echo 'Round 1 is real; what follows rests on invented preferences.'
\echo
\set ECHO queries
SELECT r.round, r.candidate, r.votes, round(100 * r.share, 1) AS per_cent,
       r.gained, r.status
FROM national, irv_rounds(p) AS r;

SELECT r.round, r.continuing, r.threshold, r.exhausted, r.blank
FROM national, irv_round_totals(p) AS r;
\set ECHO none

\echo 'Where did the votes of those who dropped out go? (No target: nowhere.)'
\echo
\set ECHO queries
SELECT r.* FROM national, irv_transfers(p) AS r;
\set ECHO none

\echo :bold'── 4. Second, by three definitions (invented preferences) ──────────────────────':plain
\echo
\echo 'final_two       the loser of the last two'
\echo 'deciding_round  the next highest when the winner won'
\echo 'winner_removed  the winner, had the first not stood'
\echo
\set ECHO queries
SELECT r.runner_up_final_two, r.runner_up_deciding_round,
       r.runner_up_winner_removed
FROM national, irv_result(p) AS r;
\set ECHO none

\echo :bold'── 5. By class of voter ────────────────────────────────────────────────────────':plain
\echo
\echo 'Real: among members alone 49.59 % was not a majority, and the count goes on.'
\echo 'How it goes on is invented.'
\echo
\set ECHO queries
CREATE VIEW by_class AS
SELECT class, profile_agg(ranking) AS p FROM ballots GROUP BY class;
\echo
SELECT class, r.winner, r.won_in_round, r.runner_up,
       r.final_two_margin AS margin
FROM by_class, irv_result(p) AS r ORDER BY class;

SELECT r.round, r.candidate, r.votes, round(100 * r.share, 2) AS per_cent,
       r.gained, r.status
FROM by_class, irv_rounds(p) AS r WHERE class = 'member';
\set ECHO none

\echo :bold'── 6. By region (invented) ─────────────────────────────────────────────────────':plain
\echo
\set ECHO queries
SELECT region, count(*) AS ballots, irv_winner(ranking), irv_runner_up(ranking)
FROM ballots GROUP BY region ORDER BY region;
\set ECHO none

\echo 'Where was it not won on first preferences?'
\echo
\set ECHO queries
SELECT region, r.winner, r.won_in_round, r.winner_votes,
       round(100 * r.winner_share, 2) AS per_cent
FROM (SELECT region, profile_agg(ranking) AS p
      FROM ballots GROUP BY region) b,
     irv_result(p) AS r
WHERE r.won_in_round > 1 ORDER BY region;
\set ECHO none

\echo 'And in how many of the 632 branches was each of them first and second?'
\echo
\set ECHO queries
SELECT winner, runner_up, count(*) AS branches
FROM (SELECT irv_winner(ranking) AS winner, irv_runner_up(ranking) AS runner_up
      FROM ballots GROUP BY branch) b
GROUP BY winner, runner_up ORDER BY branches DESC;
\set ECHO none

\echo :bold'── 7. Day by day among members (invented): a late surge ────────────────────────':plain
\echo
\echo 'Cooper: per cent of the first preferences of that day. Second: of that day, then'
\echo 'of all so far. Won: the round in which the count of all so far is won.'
\echo
\set ECHO queries
SELECT cast_on, d.ballots, round(100.0 * cooper / d.ballots, 1) AS cooper,
       second, r.runner_up AS second_so_far, r.won_in_round AS won
FROM (SELECT cast_on, count(*) AS ballots,
             count(*) FILTER (WHERE ranking[1] = 'Cooper') AS cooper,
             irv_runner_up(ranking) AS second,
             profile_agg(profile_agg(ranking)) OVER (ORDER BY cast_on) AS so_far
      FROM ballots WHERE class = 'member' GROUP BY cast_on) d,
     irv_result(so_far) AS r
ORDER BY cast_on;
\set ECHO none

\echo :bold'── 8. What if? (invented preferences) ──────────────────────────────────────────':plain
\echo
\set ECHO queries
SELECT what_if, irv_winner(p, rules), irv_runner_up(p, rules)
FROM national,
     (VALUES ('Burnham withdraws', '{"withdrawn": ["Burnham"]}'::jsonb),
             ('the winner stands down', '{"withdrawn": ["Corbyn"]}')
     ) AS w (what_if, rules);
\set ECHO none
