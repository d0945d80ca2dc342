--
-- Many contests, with one seat or several: their rules and their ballots in two
-- tables, all results in one view, all count sheets in another.
--
--	psql -d mydatabase -f examples/contests.sql
--
-- Makes a schema, elections, with four contests in it, which are invented; DROP
-- SCHEMA elections CASCADE removes it.  A sheet goes into a file by
--
--	psql -d mydatabase -XAtc "SELECT sheet FROM elections.sheets WHERE contest = 'chair'" > chair.txt
--
\set on_error_stop :ON_ERROR_STOP
\set ON_ERROR_STOP on
BEGIN;
CREATE SCHEMA elections;
SET LOCAL search_path = elections, public;

-- A row for each contest: all that its officer has to know, and to sign for.
-- Rules for several seats say by which method; those for one seat say nothing of
-- it.  The constraint refuses, when a contest is announced and not on the night
-- of its count, rules that are misspelt or contradict each other, and a lot of a
-- candidate who does not stand.
CREATE TABLE contests (
	contest		text PRIMARY KEY,
	office		text NOT NULL,
	place		text,
	held_on		date,
	officer		text,
	electorate	bigint,
	rejected	jsonb,			-- papers, by reason
	seats		int NOT NULL DEFAULT 1 CHECK (seats > 0),
	candidates	jsonb NOT NULL,		-- in the order of the ballot paper
	withdrawn	jsonb NOT NULL DEFAULT '[]',
	drawn		jsonb NOT NULL DEFAULT '[]',	-- the lots that were drawn by hand
	rules		jsonb NOT NULL,
	several		boolean GENERATED ALWAYS AS (seats > 1 OR rules ? 'method') STORED,
	all_rules	jsonb GENERATED ALWAYS AS (
					jsonb_set(jsonb_set(jsonb_set(rules, '{candidates}', candidates), '{withdrawn}', withdrawn), '{drawn}', drawn)
					|| CASE WHEN seats > 1 OR rules ? 'method' THEN jsonb_set('{}', '{seats}', seats::text::jsonb) ELSE '{}' END) STORED,
	CONSTRAINT rules_can_be CHECK (CASE WHEN several THEN stv_rules_check(all_rules) ELSE irv_rules_check(all_rules) END IS NOT NULL)
);
CREATE TABLE contest_ballots (
	contest		text NOT NULL REFERENCES contests,
	ranking		text[] NOT NULL
);

-- All results.  Each row is counted by its own rules, for one seat or for several.
CREATE VIEW results AS
SELECT c.contest, c.office, c.seats, b.ballots, e.elected, e.runner_up, e.rounds, e.tied
FROM contests AS c
	 CROSS JOIN LATERAL (SELECT profile_agg(ranking) AS p, count(*) AS ballots
						 FROM contest_ballots AS b WHERE b.contest = c.contest) AS b
	 CROSS JOIN LATERAL (
		SELECT array_remove(ARRAY[r.winner], NULL) AS elected, r.runner_up, r.rounds, r.tied
		FROM irv_result(b.p, c.all_rules) AS r WHERE NOT c.several
		UNION ALL
		SELECT r.elected, r.runner_up, r.rounds, r.tied
		FROM stv_result(b.p, c.all_rules) AS r WHERE c.several) AS e;

-- All sheets.  One that ends on a tie says which lot to draw, and what to enter
-- in the column drawn.
CREATE VIEW sheets AS
SELECT c.contest, CASE WHEN c.several THEN stv_report(b.p, c.all_rules, h.heading)
					   ELSE irv_report(b.p, c.all_rules, h.heading) END AS sheet
FROM contests AS c
	 CROSS JOIN LATERAL (SELECT profile_agg(ranking) AS p FROM contest_ballots AS b WHERE b.contest = c.contest) AS b
	 CROSS JOIN LATERAL (SELECT jsonb_strip_nulls(jsonb_build_object(
			'title', 'Election of ' || c.contest, 'office', c.office, 'place', c.place, 'date', c.held_on, 'seats', c.seats,
			'electorate', c.electorate, 'rejected', c.rejected, 'officer', c.officer)) AS heading) AS h;

-- Four contests.
INSERT INTO contests (contest, office, place, held_on, officer, electorate, rejected, seats, candidates, withdrawn, rules) VALUES
	('chair', 'Chair', 'Annual meeting', '2026-09-12', 'R. Lowe', 20, '{"not signed": 1}', 1, '["Ann", "Bob", "Cyd"]', '[]', irv_rules('labour')),
	('treasurer', 'Treasurer', 'Annual meeting', '2026-09-12', 'R. Lowe', 20, NULL, 1, '["Ida", "Jon", "Kay"]', '["Ida"]', irv_rules('san_francisco')),
	('secretary', 'Secretary', 'Annual meeting', '2026-09-12', 'R. Lowe', 20, NULL, 1, '["Pat", "Quin", "Roy"]', '[]', irv_rules('scotland')),
	('committee', 'Member of the committee', 'Annual meeting', '2026-09-12', 'R. Lowe', 20, NULL, 2, '["Lea", "Max", "Nil"]', '[]', stv_rules('scotland'));
INSERT INTO contest_ballots
SELECT v.contest, v.ranking
FROM (VALUES ('chair', '{Ann,Bob}'::text[], 5), ('chair', '{Bob}', 4), ('chair', '{Cyd,Bob}', 2),
			 ('treasurer', '{Ida,Jon}', 6), ('treasurer', '{Kay}', 5),
			 ('secretary', '{Pat}', 4), ('secretary', '{Quin,Pat}', 3), ('secretary', '{Roy,Quin}', 3),
			 ('committee', '{Lea,Max}', 9), ('committee', '{Max}', 3), ('committee', '{Nil}', 5)) AS v (contest, ranking, n),
	 generate_series(1, v.n);
COMMIT;

-- Three are decided.  Quin and Roy are level at all stages: a lot has to be drawn.
SELECT * FROM elections.results ORDER BY contest;
SELECT trim(line) AS lot FROM elections.sheets, regexp_split_to_table(sheet, E'\n') AS line
WHERE contest = 'secretary' AND line LIKE '%"tied"%';

-- It is drawn, before witnesses, and falls on Roy.
UPDATE elections.contests SET drawn = '[{"round": 1, "tied": ["Quin", "Roy"], "loses": "Roy"}]' WHERE contest = 'secretary';
SELECT contest, elected, runner_up, tied FROM elections.results WHERE contest = 'secretary';
\set ON_ERROR_STOP :on_error_stop
\unset on_error_stop
