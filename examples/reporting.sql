--
-- Reports for people who must not see ballots.
--
--	psql -d mydatabase -f examples/reporting.sql
--
-- Makes a role, reporting, that can read results and nothing else: a schema of
-- views whose columns are plain numbers, names and dates.  Give the role to the
-- login of your reporting tool:  GRANT reporting TO metabase;
--
-- The views show what was published last.  Publish when the count is complete,
-- or on a schedule while ballots come in; a step in which few ballots are new
-- is not taken, nor is a first one before the whole contest has a result.  An area
-- that is hidden in the first one stays hidden: begin when most are large enough.
--
--	psql -d mydatabase -c 'SELECT counting.publish()'
--
-- Written for the tables of the demo (make demo), which are
--	ballots (ballot_id, class, region, branch, cast_on, ranking text[], candidate_ids int[])
--	candidates (candidate_id, label, full_name)
-- Run it as their owner; change the view counting.latest, and the rest follows.
-- doc/secrecy.md explains it.
--
-- On Citus run it on the coordinator, however the ballots are distributed: what is
-- published stays there, which Citus warns of ("will be created only locally").
--
\set on_error_stop :ON_ERROR_STOP
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
REVOKE ALL ON SCHEMA counting FROM PUBLIC;

-- From how many ballots on an area has a result; has the tables of its count
-- (rounds, flows, head to head); and has second preferences beside these, which
-- together tell much more of single ballots than either.  A step from one
-- publication to the next, and what several hidden areas are together, have to
-- be as large, too.
CREATE VIEW counting.limits AS
SELECT 10 AS result, 100 AS tables, 1000 AS second_preferences;

-- The rules of the contest, in one place.  They are part of the reports: who
-- may pass rules may pass others.  A mark for somebody who does not stand is
-- passed over: as an error it would be the end of every report.
CREATE VIEW counting.rules AS
SELECT irv_rules('labour')
	   || jsonb_build_object(
			'candidates', (SELECT jsonb_agg(label ORDER BY label COLLATE "C") FROM candidates),
			'unlisted', 'skip',
			'stop', 'two_remain',
			'min_ballots', (SELECT result FROM counting.limits)) AS rules;

-- The ballots as they are now: the whole contest, each region, each class, each day.
-- A ballot without a region, a class or a day is in an area of its own.
CREATE VIEW counting.latest AS
SELECT 'all' AS level, 'all' AS area, profile_agg(ranking) AS p FROM ballots
UNION ALL
SELECT 'region', coalesce(region, 'unknown'), profile_agg(ranking) FROM ballots GROUP BY 2
UNION ALL
SELECT 'class', coalesce(class, 'unknown'), profile_agg(ranking) FROM ballots GROUP BY 2
UNION ALL
SELECT 'day', coalesce(cast_on::text, 'unknown'), profile_agg(ranking) FROM ballots GROUP BY 2;

-- What is published: the areas, and whether they have a result, and tables.
CREATE TABLE counting.areas (
	level text,
	area text,
	p preference_profile NOT NULL,
	has_result boolean NOT NULL,
	has_tables boolean NOT NULL,
	PRIMARY KEY (level, area));

-- And the whole contest at the end of a day.
CREATE TABLE counting.days (cast_on date PRIMARY KEY, p preference_profile NOT NULL);

-- How many ballots are in one of two profiles and not in the other.
CREATE FUNCTION counting.difference(p preference_profile, q preference_profile) RETURNS bigint
LANGUAGE sql AS $$
	SELECT coalesce(sum(abs(coalesce(a.ballots, 0) - coalesce(b.ballots, 0))), 0)::bigint
	  FROM profile_rankings(coalesce(p, '[]')) a FULL JOIN profile_rankings(coalesce(q, '[]')) b USING (ranking)
$$;

-- What is to be published next.  An area stays hidden once it was, and shown once
-- it was; but no area has tables before the whole contest has, and until then
-- they have not been hidden.  At first, an area of fewer ballots than the limit is hidden; and if
-- those hidden are still fewer than that together, the next larger one goes with
-- them: else their votes would be the whole without the others.
CREATE TABLE counting.draft (LIKE counting.areas);
CREATE FUNCTION counting.make_draft() RETURNS void
LANGUAGE sql AS $$
	DELETE FROM counting.draft;
	INSERT INTO counting.draft
	SELECT level, area, l.p,
		   coalesce(a.has_result, ballots >= result AND smaller NOT BETWEEN 1 AND result - 1),
		   coalesce(CASE WHEN tables_before THEN a.has_tables END, ballots >= tables AND smaller NOT BETWEEN 1 AND tables - 1)
	  FROM (SELECT level, area, p, profile_ballots(p) AS ballots,
				   sum(profile_ballots(p)) OVER (PARTITION BY level ORDER BY profile_ballots(p), area)
				   - profile_ballots(p) AS smaller
			  FROM counting.latest) l
	  LEFT JOIN counting.areas a USING (level, area)
	  CROSS JOIN counting.limits
	  CROSS JOIN (SELECT bool_or(has_tables) AS tables_before FROM counting.areas) b
	 WHERE ballots > 0;
$$;

-- The areas, and those together that are hidden (NULL), in which fewer ballots
-- are new than the limit: they could be read off two readings.
CREATE VIEW counting.small_steps AS
SELECT level, area, difference
  FROM (SELECT level, shown_area AS area, least_step,
			   counting.difference(profile_agg(a.p) FILTER (WHERE before), profile_agg(d.p) FILTER (WHERE now)) AS difference
		  FROM counting.draft d
		  FULL JOIN counting.areas a USING (level, area)
		  CROSS JOIN counting.limits
		  CROSS JOIN (SELECT bool_or(has_tables) AS tables_before FROM counting.areas) b
		  CROSS JOIN (SELECT bool_or(has_tables) AS tables_now FROM counting.draft) n
		  CROSS JOIN LATERAL (VALUES
				(result, true, true, CASE WHEN coalesce(d.has_result, a.has_result) THEN area END),
				(tables, tables_before, tables_now, CASE WHEN coalesce(d.has_tables, a.has_tables) THEN area END))
				AS s (least_step, before, now, shown_area)
		 WHERE level <> 'day'
		 GROUP BY level, shown_area, least_step) g
 WHERE difference BETWEEN 1 AND least_step - 1;

-- The days of the draft that can be shown, the last one with ballots of no known
-- day: as many ballots as the limit, or more,
-- came in since the one before, and none or as many after it.  What comes in
-- late for a day is counted with the next.
CREATE FUNCTION counting.publish_days() RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	least	int := (SELECT result FROM counting.limits);
	whole	preference_profile := (SELECT p FROM counting.draft WHERE level = 'all');
	day		record;
	last	record;
BEGIN
	FOR day IN
		SELECT cast_on, profile_agg(profile_agg(d.p)) OVER (ORDER BY cast_on) AS p
		  FROM (SELECT coalesce(nullif(area, 'unknown')::date, max(nullif(area, 'unknown')::date) OVER ()) AS cast_on, draft.p
				  FROM counting.draft WHERE level = 'day') d
		 WHERE cast_on IS NOT NULL GROUP BY cast_on ORDER BY 1
	LOOP
		SELECT max(cast_on) AS cast_on, (array_agg(p ORDER BY cast_on DESC))[1] AS p INTO last FROM counting.days;
		IF (day.cast_on <= last.cast_on) IS NOT TRUE AND counting.difference(last.p, day.p) >= least
		   AND counting.difference(day.p, whole) NOT BETWEEN 1 AND least - 1 THEN
			INSERT INTO counting.days VALUES (day.cast_on, day.p);
		END IF;
	END LOOP;
END $$;

-- Let the views show the ballots as they are now, or say why not.
CREATE FUNCTION counting.publish() RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	held_back	text;
	ballots		bigint;
	least		int := (SELECT result FROM counting.limits);
BEGIN
	LOCK TABLE counting.areas IN SHARE ROW EXCLUSIVE MODE;
	PERFORM counting.make_draft();
	ballots := coalesce((SELECT profile_ballots(p) FROM counting.draft WHERE level = 'all'), 0);
	IF ballots < least THEN
		RETURN format('not published, too few ballots are in: %s of %s', ballots, least);
	END IF;
	SELECT string_agg(format('%s of %s', difference, coalesce(level || ' ' || area, 'the hidden areas (' || level || ')')), ', ')
	  INTO held_back FROM counting.small_steps;
	IF held_back IS NOT NULL THEN
		RETURN 'not published, too few ballots are new: ' || held_back;
	END IF;
	PERFORM counting.publish_days();
	DELETE FROM counting.areas;
	INSERT INTO counting.areas SELECT * FROM counting.draft WHERE level <> 'day';
	RETURN 'published';
END $$;

--
-- reporting: what the role can read.  Each view is a security barrier, so that no
-- condition of the reader's is tried on rows that the view does not show.
--
-- Votes are exact numbers, which drivers of some languages give as strings; the
-- same as double precision, for charts, are in the columns that end in _chart.
--

CREATE SCHEMA reporting;

-- Who won, who was second: a row for each area, counted as an election of its own.
CREATE VIEW reporting.results WITH (security_barrier) AS
SELECT level, area, r.ballots, r.votes,
	   r.winner, w.candidate_id AS winner_id, w.full_name AS winner_name,
	   r.won_in_round::int, r.won_by, r.winner_votes, round(100 * r.winner_share, 2) AS winner_per_cent,
	   r.runner_up, s.candidate_id AS runner_up_id, s.full_name AS runner_up_name,
	   r.runner_up_final_two, r.runner_up_deciding_round, r.runner_up_winner_removed,
	   r.final_two_margin, r.rounds::int, r.exhausted, r.blank,
	   r.ties_broken::int, array_to_string(r.tied, ', ') AS tied,
	   coalesce(r.suppressed, true) AS suppressed,
	   r.ballots::float8 AS ballots_chart, r.votes::float8 AS votes_chart, r.winner_votes::float8 AS winner_votes_chart,
	   round(100 * r.winner_share, 2)::float8 AS winner_per_cent_chart, r.final_two_margin::float8 AS final_two_margin_chart
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_result(CASE WHEN has_result THEN p END, rules) AS r
  LEFT JOIN candidates w ON w.label = r.winner
  LEFT JOIN candidates s ON s.label = r.runner_up;

-- Round by round, each area as an election of its own.
CREATE VIEW reporting.rounds WITH (security_barrier) AS
SELECT level, area, r.round::int, r.candidate, c.candidate_id, c.full_name,
	   r.votes, round(100 * r.share, 2) AS per_cent, r.gained, r.status,
	   r.decided_by, array_to_string(r.tied_with, ', ') AS tied_with,
	   r.votes::float8 AS votes_chart, round(100 * r.share, 2)::float8 AS per_cent_chart
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_rounds(CASE WHEN has_tables THEN p END, rules) AS r
  JOIN candidates c ON c.label = r.candidate;

-- What became of all votes in each round.
CREATE VIEW reporting.round_totals WITH (security_barrier) AS
SELECT level, area, t.round::int, t.continuing, t.threshold, t.exhausted,
	   t.exhausted_choices, t.exhausted_overvote, t.exhausted_skipped, t.exhausted_repeated, t.blank,
	   t.continuing::float8 AS continuing_chart, t.exhausted::float8 AS exhausted_chart
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_round_totals(CASE WHEN has_tables THEN p END, rules) AS t;

-- All candidates in order of finish.
CREATE VIEW reporting.places WITH (security_barrier) AS
SELECT level, area, f.place::int, f.candidate, c.candidate_id, c.full_name,
	   f.first_preferences, f.votes, f.round::int, f.lead, f.status,
	   f.first_preferences::float8 AS first_preferences_chart, f.votes::float8 AS votes_chart
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_places(CASE WHEN has_tables THEN p END, rules) AS f
  JOIN candidates c ON c.label = f.candidate;

-- Votes from round to round, for a Sankey chart.
CREATE VIEW reporting.flows WITH (security_barrier) AS
SELECT level, area, f.round::int, f.source, f.target, f.votes, f.votes::float8 AS votes_chart
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN irv_flows(CASE WHEN has_tables THEN p END, rules) AS f;

-- How each region and class voted in the one contest: its eliminations, the
-- region's votes.  All of them, hidden ones too, add up to level 'all' of
-- reporting.rounds; the regions in reporting.rounds do not.
CREATE VIEW reporting.parts WITH (security_barrier) AS
SELECT a.level, a.area, r.round::int, r.candidate, c.candidate_id, c.full_name,
	   r.votes, round(100 * r.share, 2) AS per_cent, r.gained, r.status,
	   r.votes::float8 AS votes_chart, round(100 * r.share, 2)::float8 AS per_cent_chart
  FROM counting.areas a
  JOIN counting.areas whole ON whole.level = 'all' AND a.level <> 'all'
  CROSS JOIN counting.rules
  CROSS JOIN irv_slice_rounds(CASE WHEN a.has_tables THEN a.p END, whole.p, rules) AS r
  JOIN candidates c ON c.label = r.candidate;

-- Head to head.
CREATE VIEW reporting.head_to_head WITH (security_barrier) AS
SELECT level, area, w.candidate, w.opponent, w.prefer_candidate, w.prefer_opponent, w.no_preference,
	   w.prefer_candidate::float8 AS prefer_candidate_chart
  FROM counting.areas
  CROSS JOIN counting.rules
  CROSS JOIN pairwise(CASE WHEN has_tables THEN p END, rules) AS w;

-- To whom each candidate's first preferences give their second; 'nobody' for none.
-- Of the whole contest only: beside head to head, second preferences of an area
-- say of most of its rankings that somebody has them.
CREATE VIEW reporting.second_preferences WITH (security_barrier) AS
SELECT level, area, s.first_preference, coalesce(s.second_preference, 'nobody') AS second_preference, s.votes,
	   s.votes::float8 AS votes_chart
  FROM counting.areas
  CROSS JOIN counting.limits
  CROSS JOIN counting.rules
  CROSS JOIN second_preferences(CASE WHEN level = 'all' AND profile_ballots(p) >= second_preferences THEN p END, rules) AS s;

-- The count at the end of each day; a day of few ballots is in the next.
CREATE VIEW reporting.days WITH (security_barrier) AS
SELECT cast_on, ballots, ballots_so_far,
	   f.candidate, f.place::int AS place_so_far, f.first_preferences AS first_preferences_so_far,
	   round(100 * f.first_preferences / nullif(t.continuing, 0), 2) AS per_cent_so_far,
	   f.first_preferences::float8 AS first_preferences_chart,
	   round(100 * f.first_preferences / nullif(t.continuing, 0), 2)::float8 AS per_cent_chart
  FROM (SELECT cast_on, p, profile_ballots(p) AS ballots_so_far,
			   profile_ballots(p) - lag(profile_ballots(p), 1, 0::bigint) OVER (ORDER BY cast_on) AS ballots
		  FROM counting.days) d
  CROSS JOIN counting.rules
  CROSS JOIN irv_places(p, rules) AS f
  JOIN irv_round_totals(p, rules) AS t ON t.round = 1;

GRANT USAGE ON SCHEMA reporting TO reporting;
GRANT SELECT ON ALL TABLES IN SCHEMA reporting TO reporting;

SELECT counting.publish();

COMMIT;
\set ON_ERROR_STOP :on_error_stop
\unset on_error_stop
