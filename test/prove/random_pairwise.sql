-- Random contests, decided by pairs by the extension and by the recount.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many contests (300).
\set contests 300
\ir lib/random.psql
\ir ../recount/recount.sql
\ir ../recount/contests.sql
\ir ../recount/compare.sql
\ir ../recount/pairwise.sql

-- A drawn contest, in two of three with equal ranks allowed.  Lots drawn by hand
-- are for the ties of a whole instant runoff, which is not counted here.
CREATE FUNCTION recount.draw_pairwise(seed text, number int) RETURNS recount.drawn
LANGUAGE plpgsql AS $$
DECLARE
	drawn		recount.drawn := recount.draw_contest(seed, number);
BEGIN
	drawn.rules := drawn.rules - 'drawn';
	IF number % 3 = 0 THEN
		drawn.rules := drawn.rules - 'overvotes';
	ELSIF number % 3 = 1 THEN
		drawn.rules := drawn.rules || '{"overvotes": "equal"}';
	END IF;
	RETURN drawn;
END $$;

CREATE TABLE recount.questions (asked text, extension text, recount text);
INSERT INTO recount.questions
SELECT method, format('SELECT r::text FROM pairwise_places($1::preference_profile, %L, $2) AS r', method),
	format('SELECT r::text FROM recount.pairwise_places($1, %L, $2) AS r', method)
FROM unnest('{schulze,schulze_margins,ranked_pairs,minimax,copeland,borda,black,smith_irv,benham}'::text[]) AS method
UNION ALL
VALUES ('pairwise_paths', 'SELECT r::text FROM pairwise_paths($1::preference_profile, $2) AS r', 'SELECT r::text FROM recount.pairwise_paths($1, $2) AS r'),
	('smith_set', 'SELECT smith_set($1::preference_profile, $2)::text', 'SELECT recount.set_of($1, $2, ''smith'')::text'),
	('schwartz_set', 'SELECT schwartz_set($1::preference_profile, $2)::text', 'SELECT recount.set_of($1, $2, ''schwartz'')::text');

CREATE TABLE recount.contests AS
SELECT n, d.* FROM generate_series(1, :contests) AS n, recount.draw_pairwise(:'seed', n) AS d;
INSERT INTO recount.answers
SELECT n, asked, recount.ask(q.extension, ballots, rules), recount.ask(q.recount, ballots, rules)
FROM recount.contests, recount.questions AS q;

SELECT plan((SELECT count(*)::int FROM recount.questions) + 4);
\set drawn 'SELECT format(E''ballots %L, rules %L'', ballots, rules) FROM recount.draw_pairwise($1, $2)'
SELECT recount.agree(:'seed', asked, :'drawn') FROM recount.questions;

-- What holds of any contest, by the extension alone.
CREATE TABLE recount.good AS
SELECT n, ballots::text::preference_profile AS p, rules,
	   coalesce(rules ->> 'overvotes', 'equal') = 'equal' AS equal
FROM recount.contests
WHERE NOT EXISTS (SELECT FROM recount.answers WHERE number = n AND extension[1] LIKE 'error%'
				  AND (asked NOT IN ('smith_irv', 'benham') OR coalesce(rules ->> 'overvotes', 'equal') <> 'equal'));
CREATE TABLE recount.elected AS
SELECT g.*, method, e.candidate, e.status, condorcet_winner(p, rules) AS condorcet
FROM recount.good AS g, unnest('{schulze,schulze_margins,ranked_pairs,minimax,copeland,black,smith_irv,benham}'::text[]) AS method,
	 LATERAL pairwise_places(p, method, CASE WHEN method IN ('smith_irv', 'benham') AND equal
		THEN rules - 'overvotes' || '{"tie_break": ["backwards", "leave"]}' ELSE rules END) AS e
WHERE e.place = 1;
SELECT isnt_empty('SELECT FROM recount.elected WHERE condorcet IS NOT NULL', 'there are Condorcet winners');
SELECT is_empty($$
	SELECT n, method FROM recount.elected
	WHERE (status, candidate) <> ('elected', condorcet) AND condorcet IS NOT NULL
$$, 'the Condorcet winner wins by every Condorcet method');
-- Rules by which several go out at once may take a whole Smith set out of a runoff.
SELECT is_empty($$
	SELECT n, method FROM recount.elected
	WHERE method IN ('schulze', 'schulze_margins', 'ranked_pairs', 'smith_irv', 'benham')
	  AND status = 'elected' AND candidate <> ALL (smith_set(p, rules))
	  AND NOT (method = 'benham' AND (rules ->> 'elimination' = 'batch' OR NOT equal AND rules ->> 'tie_break' LIKE '%"together"%'))
$$, 'whoever wins by Schulze, by ranked pairs or by a runoff of pairs is of the Smith set');
SELECT is_empty('SELECT n FROM recount.good WHERE NOT smith_set(p, rules) @> schwartz_set(p, rules)',
	'the Schwartz set is in the Smith set');
SELECT * FROM finish();
ROLLBACK;
