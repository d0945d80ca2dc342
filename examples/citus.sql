--
-- The same questions of one table and of a cluster: what Citus computes where the
-- ballots are, what it fetches, what it refuses, and that the answers are equal.
--
--	psql -d mydatabase -v ballots=2000000 -f examples/citus.sql
--
-- Run it on the coordinator of a cluster of your own, in a database that has Citus,
-- and with prefcount's files installed on every node.  It makes four schemas whose
-- names begin with prefcount_ (anew, if they are there) and leaves them for questions
-- of your own.  All ballots are invented: drawn from hashes of running numbers, the
-- same every time.
--
-- doc/scaling.md explains the answers.
--
\set on_error_stop :ON_ERROR_STOP
\set ON_ERROR_STOP on
\set QUIET 1
\pset pager off
\if :{?ballots}
\else
	\set ballots 20000
\endif
DO $$
BEGIN
	IF NOT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus') THEN
		RAISE EXCEPTION 'there is no Citus in this database'
			USING HINT = 'CREATE EXTENSION citus, and citus_add_node() for each worker.';
	END IF;
END $$;

-- Said on the coordinator, it is done on every node.
SET client_min_messages = warning;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT extnamespace::regnamespace AS schema FROM pg_extension WHERE extname = 'prefcount' \gset

DROP SCHEMA IF EXISTS prefcount_answers, prefcount_one_table, prefcount_by_ballot, prefcount_by_region CASCADE;
CREATE SCHEMA prefcount_answers;

--
-- The tables: as one, distributed by the ballot, and distributed by the region.
--

CREATE SCHEMA prefcount_one_table;
SET search_path = prefcount_one_table, :schema;

CREATE TABLE candidates (candidate_id int PRIMARY KEY, label text NOT NULL);
INSERT INTO candidates VALUES (1, 'Ash'), (2, 'Birch'), (3, 'Cedar'), (4, 'Dogwood'), (5, 'Elm');

-- A number from 0 to 9,999 that depends on a running number and a purpose.
CREATE FUNCTION prefcount_answers.draw(number bigint, purpose int) RETURNS int IMMUTABLE
	RETURN abs(hashint8extended(number, purpose) % 10000)::int;

-- One to five of the five in an order drawn; each region likes another one best.
CREATE TABLE ballots AS
SELECT ballot_id, 'region ' || region AS region, CASE WHEN prefcount_answers.draw(ballot_id, 2) < 6000 THEN 'member' ELSE 'supporter' END AS class,
	   date '2026-10-01' + prefcount_answers.draw(ballot_id, 3) % 28 AS cast_on, 1 + prefcount_answers.draw(ballot_id, 4) % 4 / 4.0 AS weight,
	   labels[1:length] AS ranking, ids[1:length] AS candidate_ids
  FROM (SELECT ballot_id, region, 1 + prefcount_answers.draw(ballot_id, 5) % 5 AS length,
			   array_agg(label ORDER BY place, candidate_id) AS labels, array_agg(candidate_id ORDER BY place, candidate_id) AS ids
		  FROM generate_series(1, :ballots) AS ballot_id,
			   LATERAL (SELECT prefcount_answers.draw(ballot_id, 1) % 7 + 1 AS region) AS r,
			   LATERAL (SELECT candidate_id, label,
							   prefcount_answers.draw(ballot_id, 10 + candidate_id) * (12 - candidate_id % 4 + (region + candidate_id) % 3) AS place
						  FROM candidates) AS c
		 GROUP BY ballot_id, region) AS drawn;

-- The same, a row for each preference.
CREATE TABLE preferences AS
SELECT ballot_id, region, rank, candidate FROM ballots, unnest(ranking) WITH ORDINALITY AS r (candidate, rank);

CREATE SCHEMA prefcount_by_ballot;
CREATE SCHEMA prefcount_by_region;
SELECT format('CREATE TABLE %1$I.%2$I (LIKE prefcount_one_table.%2$I)', layout, name),
	   CASE name WHEN 'candidates' THEN format('DO $$ BEGIN PERFORM create_reference_table(%L); END $$', layout || '.candidates')
			ELSE format('DO $$ BEGIN PERFORM create_distributed_table(%L, %L); END $$', layout || '.' || name, key) END,
	   format('INSERT INTO %1$I.%2$I SELECT * FROM prefcount_one_table.%2$I', layout, name)
  FROM (VALUES ('prefcount_by_ballot', 'ballot_id'), ('prefcount_by_region', 'region')) AS l (layout, key),
	   (VALUES ('candidates'), ('ballots'), ('preferences')) AS t (name)
\gexec

--
-- The questions, the same for all three.
--

CREATE TABLE prefcount_answers.questions (number int GENERATED ALWAYS AS IDENTITY, question text, query text);
INSERT INTO prefcount_answers.questions (question, query) VALUES
	('who won', 'SELECT irv_winner(ranking), irv_runner_up(ranking) FROM ballots'),
	('all in order', 'SELECT irv_order(ranking) FROM ballots'),
	('by key', 'SELECT irv_winner(candidate_ids), irv_order(candidate_ids) FROM ballots'),
	('of JSON', 'SELECT irv_winner(to_jsonb(ranking)) FROM ballots'),
	('weighted', 'SELECT irv_winner(ranking, weight), irv_order(ranking, weight) FROM ballots'),
	('members only', $$SELECT irv_winner(ranking) FROM ballots WHERE class = 'member'$$),
	('with FILTER', $$SELECT irv_winner(ranking) FILTER (WHERE class = 'member'), irv_winner(ranking) FILTER (WHERE cast_on > '2026-10-14') FROM ballots$$),
	('one region', $$SELECT irv_order(ranking) FROM ballots WHERE region = 'region 3'$$),
	('each region', 'SELECT region, irv_winner(ranking), irv_runner_up(ranking) FROM ballots GROUP BY region'),
	('each class', 'SELECT class, irv_winner(ranking), irv_runner_up(ranking) FROM ballots GROUP BY class'),
	('each region and class', 'SELECT region, class, count(*), irv_order(ranking) FROM ballots GROUP BY region, class'),
	('each day', 'SELECT cast_on, irv_winner(ranking, weight) FROM ballots GROUP BY cast_on'),
	('with HAVING', $$SELECT region, class FROM ballots GROUP BY region, class HAVING irv_winner(ranking) = 'Ash'$$),
	('the winner''s key', 'SELECT w.candidate_id, w.label FROM (SELECT irv_winner(candidate_ids) AS winner FROM ballots) AS b JOIN candidates w ON w.candidate_id = b.winner'),
	('a profile', 'SELECT profile_agg(ranking) FROM ballots'),
	('a profile of each region', 'SELECT region, profile_agg(ranking) FROM ballots GROUP BY region'),
	('one result', 'SELECT r.* FROM (SELECT profile_agg(ranking) AS p FROM ballots) AS b, irv_result(p) AS r'),
	('with rules', $$SELECT irv_winner(profile_agg(ranking), irv_rules('labour')), irv_runner_up(profile_agg(ranking), '{"runner_up": "winner_removed"}') FROM ballots$$),
	('round by round', 'SELECT r.* FROM (SELECT profile_agg(ranking, weight) AS p FROM ballots) AS b, irv_rounds(p) AS r'),
	('a result of each region', 'SELECT region, r.* FROM (SELECT region, profile_agg(ranking) AS p FROM ballots GROUP BY region) AS b, irv_result(p) AS r'),
	('a result of each class', 'SELECT class, r.* FROM (SELECT class, profile_agg(ranking) AS p FROM ballots GROUP BY class) AS b, irv_result(p) AS r'),
	('head to head', 'SELECT w.* FROM (SELECT profile_agg(ranking) AS p FROM ballots) AS b, pairwise(p) AS w'),
	('four seats', $$SELECT e.* FROM (SELECT profile_agg(ranking) AS p FROM ballots) AS b, stv_elected(p, '{"seats": 4}') AS e$$),
	('regions in the whole', 'WITH regions AS (SELECT region, profile_agg(ranking) AS p FROM ballots GROUP BY region), whole AS (SELECT profile_agg(p) AS p FROM regions)'
		' SELECT region, r.* FROM regions, whole, irv_slice_rounds(regions.p, whole.p) AS r'),
	('an electoral college', 'SELECT c.* FROM (SELECT array_agg(class) AS classes, array_agg(p) AS profiles FROM (SELECT class, profile_agg(ranking) AS p FROM ballots GROUP BY class ORDER BY class) AS s) AS b,'
		' irv_college_rounds(classes, profiles, ''{1,1}'') AS c'),
	('day by day', 'SELECT cast_on, irv_winner(profile_agg(p) OVER (ORDER BY cast_on)) FROM (SELECT cast_on, profile_agg(ranking) AS p FROM ballots GROUP BY cast_on) AS d'),
	('ROLLUP of ballots', 'SELECT region, irv_winner(ranking) FROM ballots GROUP BY ROLLUP (region)'),
	('ROLLUP of profiles', 'WITH regions AS MATERIALIZED (SELECT region, profile_agg(ranking) AS p FROM ballots GROUP BY region)'
		' SELECT region, irv_winner(profile_agg(p)) FROM regions GROUP BY ROLLUP (region)'),
	('GROUPING SETS of ballots', 'SELECT region, class, irv_winner(ranking) FROM ballots GROUP BY GROUPING SETS ((region), (class), ())'),
	('GROUPING SETS of profiles', 'WITH parts AS MATERIALIZED (SELECT region, class, profile_agg(ranking) AS p FROM ballots GROUP BY region, class)'
		' SELECT region, class, irv_winner(profile_agg(p)) FROM parts GROUP BY GROUPING SETS ((region), (class), ())'),
	('with DISTINCT', 'SELECT irv_winner(DISTINCT ranking) FROM ballots'),
	('with ORDER BY inside', 'SELECT irv_winner(ranking ORDER BY ballot_id) FROM ballots'),
	('long rows', 'SELECT profile_agg(ballot_id, rank, candidate) FROM preferences'),
	('long rows of each region', 'SELECT region, profile_agg(ballot_id, rank, candidate) FROM preferences GROUP BY region'),
	('long rows, each ballot first', 'SELECT profile_agg(p) FROM (SELECT profile_agg(ballot_id, rank, candidate) AS p FROM preferences GROUP BY ballot_id) AS b'),
	('long rows, each region first', 'SELECT profile_agg(p) FROM (SELECT profile_agg(ballot_id, rank, candidate) AS p FROM preferences GROUP BY region) AS b');

--
-- Ask them.  What travels to the coordinator is read off the plan: states of the
-- groups on each shard, groups that were computed where they are, or the rows.
--

CREATE TABLE prefcount_answers.answers (number int, layout text, travels text, answer text[], milliseconds numeric, PRIMARY KEY (number, layout));

CREATE FUNCTION prefcount_answers.travels(query text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	line	text;
	tasks	text := '';
BEGIN
	FOR line IN EXECUTE 'EXPLAIN (VERBOSE, COSTS off) ' || query LOOP
		IF line LIKE '%Query: %' AND line NOT LIKE '%read_intermediate_result%' THEN
			tasks := tasks || line;
		END IF;
	END LOOP;
	RETURN CASE WHEN tasks = '' THEN 'nothing'
				WHEN tasks LIKE '%worker_partial_agg%' THEN 'states'
				WHEN tasks ~ '(profile_agg|irv_\w+)\(' THEN 'groups'
				ELSE 'rows' END;
END $$;

CREATE FUNCTION prefcount_answers.ask(layout text) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
	question	record;
	found		record;
	rows		text[];
	started		timestamptz;
	path		text := current_setting('search_path');
BEGIN
	PERFORM set_config('search_path', regexp_replace(path, '^[^,]*', layout), true);
	FOR question IN SELECT * FROM prefcount_answers.questions ORDER BY number LOOP
		BEGIN
			rows := '{}';
			started := clock_timestamp();
			FOR found IN EXECUTE question.query LOOP
				rows := rows || found::text;
			END LOOP;
			INSERT INTO prefcount_answers.answers
			VALUES (question.number, layout, prefcount_answers.travels(question.query),
					ARRAY(SELECT unnest(rows) ORDER BY 1), extract(epoch FROM clock_timestamp() - started) * 1000);
		EXCEPTION WHEN feature_not_supported THEN
			INSERT INTO prefcount_answers.answers VALUES (question.number, layout, 'refused');
		END;
	END LOOP;
	PERFORM set_config('search_path', path, true);
END $$;

SELECT prefcount_answers.ask(layout) FROM unnest('{prefcount_one_table,prefcount_by_ballot,prefcount_by_region}'::text[]) AS layout \g /dev/null

-- What travels, by what the ballots are distributed by, and how long it took.
SELECT question, b.travels AS by_ballot, r.travels AS by_region,
	   round(o.milliseconds) AS one_table_ms, round(b.milliseconds) AS by_ballot_ms, round(r.milliseconds) AS by_region_ms
  FROM prefcount_answers.questions q
  JOIN prefcount_answers.answers o ON o.number = q.number AND o.layout = 'prefcount_one_table'
  JOIN prefcount_answers.answers b ON b.number = q.number AND b.layout = 'prefcount_by_ballot'
  JOIN prefcount_answers.answers r ON r.number = q.number AND r.layout = 'prefcount_by_region'
 ORDER BY q.number;

-- Against the one table.
SELECT count(*) AS answers, count(*) FILTER (WHERE c.answer IS NULL) AS refused,
	   count(*) FILTER (WHERE c.answer <> o.answer) AS that_differ_from_one_table
  FROM prefcount_answers.answers o
  JOIN prefcount_answers.answers c USING (number)
 WHERE o.layout = 'prefcount_one_table' AND c.layout <> o.layout;

\echo 'To remove it all: DROP SCHEMA prefcount_answers, prefcount_one_table, prefcount_by_ballot, prefcount_by_region CASCADE'
\set ON_ERROR_STOP :on_error_stop
\unset on_error_stop
