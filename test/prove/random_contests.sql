-- Random contests, counted by the extension and by the recount.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many contests (2000).
\set contests 2000
\ir lib/random.psql
\ir ../recount/recount.sql
\ir ../recount/contests.sql
\ir ../recount/compare.sql

-- What is asked about a contest, and the count that answers it: as the rules
-- have it, until two remain, or both.
CREATE TABLE recount.questions (asked text, needs text);
INSERT INTO recount.questions VALUES
	('irv_rounds', 'rules'),
	('irv_round_totals', 'rules'),
	('irv_transfers', 'rules'),
	('irv_flows', 'rules'),
	('irv_winner', 'rules'),
	('irv_places', 'two'),
	('irv_runner_up', 'two'),
	('irv_result', 'both'),
	('irv_order', 'defaults');

-- The extension's order of finish of one drawn contest.  It has the default
-- rules and takes rankings, which may have no empty label: here one that sorts
-- as it does stands for it.
CREATE FUNCTION recount.order_of(ballots jsonb) RETURNS text[]
LANGUAGE sql
RETURN (SELECT array_replace(irv_order(regexp_replace(b ->> 'ranking', '(^|[[, ])""', '\1"\\u0001"', 'g')::jsonb,
									   coalesce(b ->> 'weight', b ->> 'count')::numeric), U&'\0001', '')
		FROM jsonb_array_elements(ballots) AS b);

-- The recount's answers.  Each count is made once, and where it raises an
-- error that is the answer to all that need it.
CREATE FUNCTION recount.counted(ballots jsonb, rules jsonb)
RETURNS TABLE (asked text, answer text[])
LANGUAGE plpgsql AS $$
DECLARE
	c			recount.contest;
	course		recount.course;
	full_course recount.course;
BEGIN
	full_course := recount.course(recount.contest(recount.papers(ballots), '{}'));
	RETURN QUERY VALUES
		('irv_order', ARRAY[recount.finish(recount.contest(recount.papers(ballots), '{}'), full_course)::text]);
	full_course := NULL;
	BEGIN
		c := recount.contest(recount.papers(ballots), rules);
	EXCEPTION WHEN OTHERS THEN
		RETURN QUERY SELECT q.asked, ARRAY['error ' || SQLSTATE] FROM recount.questions AS q WHERE needs <> 'defaults';
		RETURN;
	END;
	BEGIN
		course := recount.course(c);
		RETURN QUERY VALUES
			('irv_rounds', ARRAY(SELECT r::text FROM recount.rounds(c, course) AS r)),
			('irv_round_totals', ARRAY(SELECT r::text FROM recount.round_totals(c, course) AS r)),
			('irv_transfers', ARRAY(SELECT r::text FROM recount.transfers(c, course) AS r)),
			('irv_flows', ARRAY(SELECT r::text FROM recount.flows(c, course) AS r)),
			('irv_winner', ARRAY[course.winner]);
	EXCEPTION WHEN OTHERS THEN
		RETURN QUERY SELECT q.asked, ARRAY['error ' || SQLSTATE] FROM recount.questions AS q WHERE needs = 'rules';
	END;
	BEGIN
		full_course := CASE WHEN c.stop = 'two_remain' AND course.rounds IS NOT NULL THEN course
			ELSE recount.course(recount.until_two(c)) END;
		RETURN QUERY VALUES
			('irv_places', ARRAY(SELECT r::text FROM recount.places(c, full_course) AS r));
	EXCEPTION WHEN OTHERS THEN
		RETURN QUERY VALUES ('irv_places', ARRAY['error ' || SQLSTATE]);
	END;
	BEGIN
		full_course := coalesce(full_course, recount.course(recount.until_two(c)));
		RETURN QUERY VALUES ('irv_runner_up', ARRAY[recount.runner_up(c, full_course, c.runner_up)]);
	EXCEPTION WHEN OTHERS THEN
		RETURN QUERY VALUES ('irv_runner_up', ARRAY['error ' || SQLSTATE]);
	END;
	BEGIN
		course := coalesce(course, recount.course(c));
		full_course := coalesce(full_course, recount.course(recount.until_two(c)));
		RETURN QUERY VALUES
			('irv_result', ARRAY(SELECT r::text FROM recount.result(c, course, full_course) AS r));
	EXCEPTION WHEN OTHERS THEN
		RETURN QUERY VALUES ('irv_result', ARRAY['error ' || SQLSTATE]);
	END;
END $$;

INSERT INTO recount.answers
SELECT n, r.asked,
	recount.ask(CASE r.asked
				WHEN 'irv_order' THEN 'SELECT recount.order_of($1)::text'
				ELSE format('SELECT r::text FROM %s($1::preference_profile, $2) AS r', r.asked) END,
				d.ballots, d.rules),
	r.answer
FROM generate_series(1, :contests) AS n,
	recount.draw_contest(:'seed', n) AS d,
	recount.counted(d.ballots, d.rules) AS r;

SELECT plan((SELECT count(*)::int FROM recount.questions));
\set drawn 'SELECT format(E''ballots %L, rules %L'', ballots, rules) FROM recount.draw_contest($1, $2)'
SELECT recount.agree(:'seed', asked, :'drawn') FROM recount.questions;
SELECT * FROM finish();
ROLLBACK;
