-- Harmless ties and open ones, by going every way.
--
-- A tie that the steps leave is harmless where nobody's win can depend on it,
-- and possible_winners are all whom some way of deciding the open ties elects.
-- Here small random contests are counted in every way: at each tie that is
-- left, harmless or not, each of the tied goes out in turn.
--
-- Left out are rules under which a later round depends on who went out before:
-- overvotes that exhaust a ballot if candidates continue, and steps that look
-- back at rounds that the ways do not have in common.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many contests (1000).
\set contests 1000
\ir lib/random.psql
\ir ../recount/recount.sql
\ir ../recount/contests.sql

-- A contest of up to five candidates whose ties are mostly left.
CREATE FUNCTION recount.draw_tied(seed text, number int) RETURNS recount.drawn
LANGUAGE plpgsql AS $$
DECLARE
	drawn		recount.drawn;
	candidates	text[];
BEGIN
	PERFORM recount.start(seed, number);
	candidates := ('{A,B,C,D,E}'::text[])[1:2 + recount.die(3)];
	drawn.ballots := recount.draw_ballots(recount.shuffle(candidates), 3 + recount.die(12));
	drawn.rules := recount.draw_rules(candidates) - 'min_ballots'
		|| jsonb_build_object('overvotes', recount.one_of('exhaust', 'skip'),
							  'tie_break', recount.one_of('["leave"]', '["leave"]', '["leave"]',
														  '["first_preferences", "leave"]', '["first_preferences"]',
														  '{"elimination": [], "win": ["order"]}')::jsonb);
	RETURN drawn;
END $$;

-- All whom some way elects, going every way, and whether each way elects.
CREATE FUNCTION recount.go_every_way(c recount.contest, way text[], OUT winners text[], OUT every boolean)
LANGUAGE plpgsql AS $$
DECLARE
	course		recount.course := recount.course_by(c, way);
	s			recount.standing;
	further		record;
BEGIN
	winners := '{}';
	every := course.winner IS NOT NULL;
	IF every THEN
		winners := ARRAY[course.winner];
	ELSIF course.open_end <> 'votes' THEN
		every := true;
		FOREACH s IN ARRAY course.standings LOOP
			IF s.round = course.rounds AND s.status = 'tied' THEN
				further := recount.go_every_way(c, way || s.candidate);
				winners := winners || further.winners;
				every := every AND further.every;
			END IF;
		END LOOP;
	END IF;
	winners := ARRAY(SELECT DISTINCT w FROM unnest(winners) AS w ORDER BY w);
END $$;

CREATE FUNCTION recount.every_way(ballots jsonb, rules jsonb, OUT winners text[], OUT every boolean)
LANGUAGE plpgsql AS $$
DECLARE
	c			recount.contest;
BEGIN
	c := recount.contest(recount.papers(ballots), rules);
	c.harmless_together := false;
	SELECT w.winners, w.every INTO winners, every FROM recount.go_every_way(c, '{}') AS w;
EXCEPTION WHEN SQLSTATE '22023' THEN
	-- rules that are refused have no winner
	NULL;
END $$;

-- The winners that the extension finds where lots decide what is left, by a
-- few seeds.
CREATE FUNCTION recount.by_lots(ballots jsonb, rules jsonb) RETURNS text[]
LANGUAGE sql
RETURN ARRAY(
	SELECT DISTINCT w
	FROM generate_series(1, 12) AS seed,
		irv_winner(ballots::preference_profile,
				   rules || jsonb_build_object('seed', seed::text, 'tie_break',
					CASE WHEN rules ->> 'tie_break' LIKE '%first%' THEN '["first_preferences", "lot"]'
						WHEN rules ->> 'tie_break' LIKE '%order%' THEN '{"elimination": ["lot"], "win": ["order"]}'
						ELSE '["lot"]' END::jsonb)) AS w
	WHERE w IS NOT NULL ORDER BY w);

CREATE TABLE recount.gone AS
SELECT n, d.ballots, d.rules, w.winners, w.every
FROM generate_series(1, :contests) AS n,
	recount.draw_tied(:'seed', n) AS d,
	recount.every_way(d.ballots, d.rules) AS w
WHERE w.winners IS NOT NULL;

CREATE TABLE recount.counted AS
SELECT g.*, r.winner, r.won_by, r.possible_winners, r.tied,
	ARRAY(SELECT w FROM unnest(r.possible_winners) AS w ORDER BY w) AS possible,
	(recount.course(recount.contest(recount.papers(g.ballots), g.rules))).winner AS recount_winner,
	EXISTS (SELECT FROM irv_rounds(g.ballots::preference_profile, g.rules) WHERE decided_by = 'leave') AS harmless,
	recount.by_lots(g.ballots, g.rules) AS by_lots
FROM recount.gone AS g, irv_result(g.ballots::preference_profile, g.rules) AS r;

SELECT plan(7);

CREATE FUNCTION recount.none_but(description text, wrong text) RETURNS SETOF text
LANGUAGE plpgsql AS $$
DECLARE
	x			recount.counted;
	n			int := 0;
BEGIN
	FOR x IN EXECUTE 'SELECT * FROM recount.counted WHERE ' || wrong LOOP
		n := n + 1;
		IF n <= 3 THEN
			RETURN NEXT diag(format(E'%s: contest %s\nballots %L, rules %L\nall ways: %s, winner: %s %s, possible: %s, by lots: %s',
								description, x.n, x.ballots, x.rules, x.winners, x.winner, x.won_by, x.possible_winners, x.by_lots));
		END IF;
	END LOOP;
	RETURN NEXT is(n, 0, description);
END $$;

SELECT cmp_ok((SELECT count(*)::int FROM recount.counted WHERE harmless AND tied IS NULL), '>=', :contests / 50,
			  'harmless ties were met');
SELECT cmp_ok((SELECT count(*)::int FROM recount.counted WHERE cardinality(possible_winners) > 1), '>=', :contests / 50,
			  'so were ties that matter');
SELECT recount.none_but('possible_winners are all whom some way elects',
						'winners IS DISTINCT FROM possible');
SELECT recount.none_but('a harmless tie has one winner whoever goes out first',
						'harmless AND tied IS NULL AND winners IS DISTINCT FROM ARRAY[winner]');
SELECT recount.none_but('whom every way elects has won, and nobody else',
						'winner IS DISTINCT FROM CASE WHEN every AND cardinality(winners) = 1 THEN winners[1] END');
SELECT recount.none_but('the recount finds the same winner', 'winner IS DISTINCT FROM recount_winner');
SELECT recount.none_but('whom lots elect is a possible winner', 'NOT by_lots <@ possible');
SELECT * FROM finish();
ROLLBACK;
