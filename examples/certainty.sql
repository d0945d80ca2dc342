--
-- How sure is it?  Views for a dashboard while ballots come in: the chance of
-- each place, whether it is over, and how both went day by day.
--
--	psql -d mydatabase -f examples/certainty.sql
--
-- Written for the tables of the demo (make demo), which are
--	ballots (ballot_id, class, region, branch, cast_on, ranking text[], candidate_ids int[])
-- Run it as their owner.  The views are for those who may see the ballots: what
-- they show changes with every ballot, and says more of single ones than the
-- reports of examples/reporting.sql, which hold back small steps.
--
-- The contest is one row, which has to be edited: whom the ballots name so far are
-- its candidates, and it takes half of the ballots for outstanding.  A ballot for
-- somebody else is an error.
--
--	UPDATE certainty.contest SET electorate = 554272,
--		rules = rules || '{"candidates": ["Burnham", "Cooper", "Corbyn", "Kendall"]}';
--
-- Each draw takes time for each ballot outstanding: 1,000 draws with 422,664 of them
-- ten seconds of a processor, with none half a second.  So chances makes 500 draws,
-- and by_day 50 for each day, and keeps its answer (of shares near a half such draws
-- miss two, and seven, per cent as a rule; the columns draws and draws_by_day say how
-- many).  Bring it up to date when the row above, or the ballots, have changed:
--
--	REFRESH MATERIALIZED VIEW certainty.by_day;
--
-- doc/certainty.md explains what a share means, and what it does not.
--
\set on_error_stop :ON_ERROR_STOP
\set ON_ERROR_STOP on
BEGIN;

CREATE SCHEMA certainty;
REVOKE ALL ON SCHEMA certainty FROM PUBLIC;

-- The contest, in one row: how many will have voted, the rules, and how many draws
-- are made for each share, now and for each day.
CREATE TABLE certainty.contest (
	electorate bigint NOT NULL,
	rules jsonb NOT NULL CHECK (irv_rules_check(rules) IS NOT NULL),
	draws bigint NOT NULL DEFAULT 500,
	draws_by_day bigint NOT NULL DEFAULT 50
);
INSERT INTO certainty.contest (electorate, rules)
SELECT 2 * profile_ballots(p), jsonb_build_object('candidates', profile_candidates(p))
FROM (SELECT profile_agg(ranking) AS p FROM ballots) AS b;

-- The ballots so far, and how many are outstanding.
CREATE VIEW certainty.counted AS
SELECT p, greatest(electorate - profile_ballots(p), 0) AS outstanding, rules, draws
FROM certainty.contest, (SELECT profile_agg(ranking) AS p FROM ballots) AS b;

-- The chance of each place: a bar for each candidate, stacked by place.
CREATE VIEW certainty.chances AS
SELECT candidate, place::int, share, round(100 * share, 1)::float8 AS per_cent_chart
FROM certainty.counted AS c, irv_chances(p, c.draws, 'certainty', outstanding, rules);

-- Is it over?  A row for each candidate.
CREATE VIEW certainty.is_it_over AS
SELECT candidate,
	   CASE WHEN can_win AND count(*) FILTER (WHERE can_win IS NOT FALSE) OVER () = 1 THEN 'has won'
			WHEN can_win THEN 'can win' WHEN NOT can_win THEN 'cannot win' ELSE 'not known' END AS first_place,
	   CASE WHEN can_be_second AND count(*) FILTER (WHERE can_be_second IS NOT FALSE) OVER () = 1 THEN 'is second'
			WHEN can_be_second THEN 'can be second' WHEN NOT can_be_second THEN 'cannot be second' ELSE 'not known' END AS second_place,
	   to_win_at_least, to_win_at_most, outstanding
FROM certainty.counted, irv_possible(p, outstanding, rules);

-- The fan: each candidate's chance to win and to be second, as it was after each
-- day.  The days' profiles are added up, and each is drawn, once, with what was then
-- outstanding; who never had a place has a share of 0.
CREATE MATERIALIZED VIEW certainty.by_day AS
WITH drawn AS MATERIALIZED (
	SELECT d.cast_on, c.candidate, c.place, c.share
	FROM (SELECT cast_on, profile_agg(profile_agg(ranking)) OVER (ORDER BY cast_on) AS so_far FROM ballots GROUP BY cast_on) AS d
		 CROSS JOIN certainty.contest
		 CROSS JOIN irv_chances(so_far, draws_by_day, 'certainty', greatest(electorate - profile_ballots(so_far), 0), rules) AS c
)
SELECT d.cast_on, a.candidate, s.place, coalesce(c.share, 0) AS share, round(100 * coalesce(c.share, 0), 1)::float8 AS per_cent_chart
FROM (SELECT DISTINCT cast_on FROM drawn) AS d
	 CROSS JOIN certainty.contest
	 CROSS JOIN jsonb_array_elements_text(rules -> 'candidates') AS a (candidate)
	 CROSS JOIN generate_series(1, 2) AS s (place)
	 LEFT JOIN drawn AS c USING (cast_on, candidate, place);

COMMIT;
\set ON_ERROR_STOP :on_error_stop
\unset on_error_stop
