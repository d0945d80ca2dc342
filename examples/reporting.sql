--
-- Reports for people who must not see ballots.
--
--	psql -d mydatabase -f examples/reporting.sql
--
-- Makes a role, reporting, that can read results and nothing else: a schema of
-- views whose columns are plain numbers, names and dates.  Give the role to the
-- login of your reporting tool:  GRANT reporting TO metabase;
--
-- Written for the tables of the demo (make demo), which are
--	ballots (ballot_id, class, region, branch, cast_on, ranking text[], candidate_ids int[])
--	candidates (candidate_id, label, full_name)
-- Run it as their owner; change the schema counting, and the rest follows.
-- doc/secrecy.md explains it.
--
\set ON_ERROR_STOP on
BEGIN;

DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'reporting') THEN
		CREATE ROLE reporting NOLOGIN;
	END IF;
END $$;

--
-- counting: what the reports are made from.  Nobody but its owner can read it.
--

CREATE SCHEMA counting;

-- The rules of the contest, in one place.  They are part of the reports: who
-- may pass rules may pass others.
CREATE VIEW counting.rules AS
SELECT irv_rules('labour')
	   || jsonb_build_object(
			'candidates', (SELECT jsonb_agg(label ORDER BY label COLLATE "C") FROM candidates),
			'stop', 'two_remain',
			'min_ballots', 10) AS rules;

-- All ballots, pressed into a profile for each region, class and day.  With many
-- millions of ballots make this a MATERIALIZED VIEW and refresh it on a schedule:
-- the reports then no longer touch the ballots.
CREATE VIEW counting.profiles AS
SELECT region, class, cast_on, profile_agg(ranking) AS p
  FROM ballots
 GROUP BY region, class, cast_on;

-- The whole contest, each region, each class.  Where fewer than ten ballots were
-- cast there is no profile, so that every report of it is empty; and if those are
-- still fewer than ten together, the next larger area goes with them: else their
-- votes would be the whole without the others.
CREATE VIEW counting.areas AS
SELECT level, area,
	   CASE WHEN profile_ballots(p) >= 10 AND smaller NOT BETWEEN 1 AND 9 THEN p END AS p
  FROM (SELECT level, area, p,
			   sum(profile_ballots(p)) OVER (PARTITION BY level ORDER BY profile_ballots(p), area)
			   - profile_ballots(p) AS smaller
		  FROM (SELECT CASE WHEN grouping(region) = 0 THEN 'region'
							WHEN grouping(class) = 0 THEN 'class'
							ELSE 'all' END AS level,
					   coalesce(region, class, 'all') AS area,
					   profile_agg(p) AS p
				  FROM counting.profiles
				 GROUP BY GROUPING SETS ((), (region), (class))) a) b;

--
-- reporting: what the role can read.  Each view is a security barrier, so that no
-- condition of the reader's is tried on rows that the view does not show.
--

CREATE SCHEMA reporting;

-- Who won, who was second: a row for each area, counted as an election of its own.
CREATE VIEW reporting.results WITH (security_barrier) AS
SELECT level, area, r.ballots, r.votes,
	   r.winner, w.candidate_id AS winner_id, w.full_name AS winner_name,
	   r.won_in_round, r.won_by, r.winner_votes, round(100 * r.winner_share, 2) AS winner_per_cent,
	   r.runner_up, s.candidate_id AS runner_up_id, s.full_name AS runner_up_name,
	   r.runner_up_final_two, r.runner_up_deciding_round, r.runner_up_winner_removed,
	   r.final_two_margin, r.rounds, r.exhausted, r.blank,
	   r.ties_broken, array_to_string(r.tied, ', ') AS tied,
	   coalesce(r.suppressed, true) AS suppressed
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_result(p, rules) AS r
  LEFT JOIN candidates w ON w.label = r.winner
  LEFT JOIN candidates s ON s.label = r.runner_up;

-- Round by round, each area as an election of its own.
CREATE VIEW reporting.rounds WITH (security_barrier) AS
SELECT level, area, r.round, r.candidate, c.candidate_id, c.full_name,
	   r.votes, round(100 * r.share, 2) AS per_cent, r.gained, r.status,
	   r.decided_by, array_to_string(r.tied_with, ', ') AS tied_with
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_rounds(p, rules) AS r
  JOIN candidates c ON c.label = r.candidate;

-- What became of all votes in each round.
CREATE VIEW reporting.round_totals WITH (security_barrier) AS
SELECT level, area, t.*
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_round_totals(p, rules) AS t;

-- All candidates in order of finish.
CREATE VIEW reporting.places WITH (security_barrier) AS
SELECT level, area, f.place, f.candidate, c.candidate_id, c.full_name,
	   f.first_preferences, f.votes, f.round, f.lead, f.status
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_places(p, rules) AS f
  JOIN candidates c ON c.label = f.candidate;

-- Votes from round to round, for a Sankey chart.
CREATE VIEW reporting.flows WITH (security_barrier) AS
SELECT level, area, f.round, f.source, f.target, f.votes
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_flows(p, rules) AS f;

-- How each region and class voted in the one contest: its eliminations, the
-- region's votes.  These add up to level 'all' of reporting.rounds; the regions in
-- reporting.rounds do not.
CREATE VIEW reporting.parts WITH (security_barrier) AS
SELECT a.level, a.area, r.round, r.candidate, c.candidate_id, c.full_name,
	   r.votes, round(100 * r.share, 2) AS per_cent, r.gained, r.status
  FROM counting.areas a
  JOIN counting.areas whole ON whole.level = 'all' AND a.level <> 'all'
  CROSS JOIN counting.rules
  CROSS JOIN irv_slice_rounds(a.p, whole.p, rules) AS r
  JOIN candidates c ON c.label = r.candidate;

-- Head to head.
CREATE VIEW reporting.head_to_head WITH (security_barrier) AS
SELECT level, area, w.candidate, w.opponent, w.prefer_candidate, w.prefer_opponent, w.no_preference
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN pairwise(p, rules) AS w;

-- To whom each candidate's first preferences give their second; 'nobody' for none.
CREATE VIEW reporting.second_preferences WITH (security_barrier) AS
SELECT level, area, s.first_preference, coalesce(s.second_preference, 'nobody') AS second_preference, s.votes
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN second_preferences(p, rules) AS s;

-- The count at the end of each day.  A day is left out if it has fewer than ten
-- ballots, or if fewer than ten came after it: they could be read off the
-- difference between two rows, or to the whole.
CREATE VIEW reporting.days WITH (security_barrier) AS
SELECT d.cast_on, profile_ballots(d.p) AS ballots, profile_ballots(so_far) AS ballots_so_far,
	   f.candidate, f.place AS place_so_far, f.first_preferences AS first_preferences_so_far,
	   round(100 * f.first_preferences / nullif(t.continuing, 0), 2) AS per_cent_so_far
  FROM (SELECT cast_on, profile_agg(p) AS p, profile_agg(profile_agg(p)) OVER (ORDER BY cast_on) AS so_far,
			   sum(profile_ballots(profile_agg(p))) OVER (ORDER BY cast_on DESC)
			   - profile_ballots(profile_agg(p)) AS later
		  FROM counting.profiles
		 GROUP BY cast_on) d
  CROSS JOIN counting.rules
  CROSS JOIN irv_places(so_far, rules) AS f
  JOIN irv_round_totals(so_far, rules) AS t ON t.round = 1
 WHERE profile_ballots(d.p) >= 10 AND later NOT BETWEEN 1 AND 9;

REVOKE ALL ON SCHEMA counting FROM PUBLIC;
GRANT USAGE ON SCHEMA reporting TO reporting;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO reporting;

COMMIT;
