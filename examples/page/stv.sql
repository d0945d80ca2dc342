--
-- The count of several seats, in the tables that the page is made from.
--

CREATE TEMP TABLE page_places AS
SELECT f.*, (rules ->> 'seats')::bigint AS seats
  FROM page_contest, stv_places(p, rules)
	   WITH ORDINALITY AS f (place, candidate, first_preferences, votes, round, lead, status, n);
\ir candidates.sql

CREATE TEMP TABLE page_rounds AS
SELECT r.round, key, r.candidate, r.votes, NULL::numeric AS share, r.gained, r.status, r.decided_by, r.tied_with
  FROM page_contest, stv_rounds(p, rules) AS r JOIN page_candidates USING (candidate);

CREATE TEMP TABLE page_totals AS
SELECT round, action, sources, quota AS needed,
	   (SELECT sum(votes) FROM page_rounds AS r WHERE r.round = t.round) AS continuing,
	   exhausted, lost_by_fraction AS lost, blank
  FROM page_contest, stv_round_totals(p, rules) AS t;

CREATE TEMP TABLE page_flows AS
SELECT round, source_candidate AS source, target_candidate AS target,
	   target_candidate IS NULL AND target LIKE 'Lost by fraction%' AS lost, sum(votes) AS votes
  FROM page_contest, stv_flows(p, rules)
 GROUP BY 1, 2, 3, 4;

-- The parts' first preferences.  They come before any tie.
CREATE TEMP TABLE page_parts AS
SELECT part, r.round, r.candidate, r.votes, round(r.votes / nullif(sum(r.votes) OVER (PARTITION BY part), 0), 6) AS share
  FROM page_contest, page_part_ballots AS b,
	   stv_rounds(b.p, pg_temp.rules_of_others(rules) || '{"tie_break": ["leave"]}') AS r
 WHERE r.round = 1;

CREATE TEMP TABLE page_part_results AS
SELECT part, profile_ballots(p) AS ballots, NULL::text AS winner, NULL::text AS runner_up, NULL::bigint AS won_in_round
  FROM page_part_ballots;
