-- Random contests, counted by the extension and by the recount.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many contests (2000).
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
\ir ../recount/recount.sql
\ir ../recount/contests.sql
\ir ../recount/compare.sql
\getenv seed PREFCOUNT_SEED
\if :{?seed}
\else
SELECT left(md5(clock_timestamp()::text), 8) AS seed \gset
\endif
\set contests 2000
\getenv contests PREFCOUNT_CONTESTS

-- The five answers of the recount to a contest.
CREATE FUNCTION recount.counted(n int, ballots jsonb, rules jsonb)
RETURNS SETOF recount.answers
LANGUAGE plpgsql AS $$
DECLARE
	c			recount.contest := recount.contest(recount.papers(ballots), rules);
	course		recount.course;
	full_course recount.course;
BEGIN
	BEGIN
		course := recount.course(c);
		RETURN QUERY VALUES
			(n, 'irv_rounds', NULL::text[], ARRAY(SELECT r::text FROM recount.rounds(c, course) AS r)),
			(n, 'irv_round_totals', NULL, ARRAY(SELECT r::text FROM recount.round_totals(c, course) AS r)),
			(n, 'irv_transfers', NULL, ARRAY(SELECT r::text FROM recount.transfers(c, course) AS r));
	EXCEPTION WHEN OTHERS THEN
		RETURN QUERY
			SELECT n, f, NULL::text[], ARRAY['error ' || SQLSTATE]
			FROM unnest('{irv_rounds,irv_round_totals,irv_transfers}'::text[]) AS f;
	END;
	BEGIN
		full_course := CASE WHEN c.stop = 'two_remain' AND course.rounds IS NOT NULL THEN course
			ELSE recount.course(recount.until_two(c)) END;
		RETURN NEXT (n, 'irv_places', NULL::text[],
					 ARRAY(SELECT r::text FROM recount.places(c, full_course) AS r))::recount.answers;
	EXCEPTION WHEN OTHERS THEN
		RETURN NEXT (n, 'irv_places', NULL::text[], ARRAY['error ' || SQLSTATE])::recount.answers;
	END;
	BEGIN
		full_course := coalesce(full_course, recount.course(recount.until_two(c)));
		RETURN NEXT (n, 'irv_result', NULL::text[],
					 ARRAY(SELECT r::text FROM recount.result(c, course, full_course) AS r))::recount.answers;
	EXCEPTION WHEN OTHERS THEN
		RETURN NEXT (n, 'irv_result', NULL::text[], ARRAY['error ' || SQLSTATE])::recount.answers;
	END;
END $$;

INSERT INTO recount.answers
SELECT r.number, r.asked,
	recount.ask(format('SELECT r::text FROM %s($1::preference_profile, $2) AS r', r.asked),
				d.ballots, d.rules),
	r.recount
FROM generate_series(1, :contests) AS n,
	recount.draw_contest(:'seed', n) AS d,
	recount.counted(n, d.ballots, d.rules) AS r;

SELECT plan(5);
SELECT diag(format('PREFCOUNT_SEED=%s PREFCOUNT_CONTESTS=%s', :'seed', :'contests'));
\set drawn 'SELECT format(E''SELECT * FROM f(%L, %L);'', ballots, rules) FROM recount.draw_contest($1, $2)'
SELECT recount.agree(:'seed', 'irv_rounds', :'drawn');
SELECT recount.agree(:'seed', 'irv_round_totals', :'drawn');
SELECT recount.agree(:'seed', 'irv_transfers', :'drawn');
SELECT recount.agree(:'seed', 'irv_places', :'drawn');
SELECT recount.agree(:'seed', 'irv_result', :'drawn');
SELECT * FROM finish();
ROLLBACK;
