--
-- The count of one seat, in the tables that the page is made from.
--

CREATE TEMP TABLE page_places AS
SELECT f.*, 1 AS seats
  FROM page_contest, irv_places(p, rules)
	   WITH ORDINALITY AS f (place, candidate, first_preferences, votes, round, lead, status, n);
\ir candidates.sql

CREATE TEMP TABLE page_rounds AS
SELECT r.round, key, r.candidate, r.votes, r.share, r.gained, r.status, r.decided_by, r.tied_with
  FROM page_contest, irv_rounds(p, rules) AS r JOIN page_candidates USING (candidate);

CREATE TEMP TABLE page_totals AS
SELECT round, 'round' AS action, NULL::text[] AS sources, threshold AS needed,
	   continuing, exhausted, 0::numeric AS lost, blank
  FROM page_contest, irv_round_totals(p, rules);

CREATE TEMP TABLE page_flows AS
SELECT round, source_candidate AS source, target_candidate AS target, false AS lost, sum(votes) AS votes
  FROM page_contest, irv_flows(p, rules)
 GROUP BY round, source_candidate, target_candidate;

-- The parts' first preferences and last round, in the contest's count; and whom
-- each would elect on its own.
CREATE TEMP TABLE page_parts AS
SELECT part, r.round, r.candidate, r.votes, r.share
  FROM page_contest AS c, page_part_ballots AS b, irv_slice_rounds(b.p, c.p, rules) AS r
 WHERE r.round IN (1, (SELECT max(round) FROM page_rounds));

CREATE TEMP TABLE page_part_results AS
SELECT part, profile_ballots(b.p) AS ballots, r.winner, r.runner_up, r.won_in_round
  FROM page_contest AS c, page_part_ballots AS b, irv_result(b.p, pg_temp.rules_of_others(rules)) AS r;
