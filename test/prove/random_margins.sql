-- Margins of small random contests, and the least ballots that brute force finds:
-- every set of ballots is taken out of the contest, and every set of new ones
-- put into it, for every order in which the candidates can go out.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many contests (500).
\set contests 500
\ir lib/random.psql
\ir ../recount/recount.sql
\ir ../recount/contests.sql
\ir lib/brute_margins.psql

-- A contest is drawn, counted and asked about; small, so that ties are frequent.
CREATE TABLE brute.contests AS
SELECT number, c.* FROM generate_series(1, :contests) AS number, brute.draw(:'seed', number) AS c;
CREATE TABLE brute.expected AS
SELECT number, e.*, coalesce(candidate, round::text, '') AS asked FROM brute.contests, brute.margins(p, rules) AS e;
CREATE TABLE brute.answers AS
SELECT number, kind, a.*, coalesce(candidate, round::text, '') AS asked
FROM brute.contests, unnest('{changed,added,removed}'::text[]) AS kind, irv_margins(p, kind, rules) AS a;

-- Brute force ends somewhere, and beyond that it says only that it takes more.
CREATE VIEW brute.compared AS
SELECT number, p, rules, kind, outcome, asked, a.candidate, a.round, fewest, tried, at_least, at_most, elimination_order,
	CASE WHEN a.number IS NULL OR e.number IS NULL THEN 'missing'
		WHEN fewest IS NULL AND coalesce(at_most, tried + 1) > tried THEN 'beyond'
		WHEN fewest IS NULL OR at_least > fewest OR at_most < fewest OR at_least IS NULL THEN 'wrong'
		WHEN at_least = at_most THEN 'exact' ELSE 'interval' END AS verdict
FROM brute.contests
JOIN (brute.expected AS e FULL JOIN brute.answers AS a USING (number, kind, outcome, asked)) USING (number);

SELECT plan(4);
SELECT diag(format('%s: %s', verdict, count(*))) FROM brute.compared GROUP BY verdict ORDER BY verdict;

SELECT is_empty($$SELECT number, p, rules, kind, outcome, asked, fewest, tried, at_least, at_most FROM brute.compared
	WHERE verdict IN ('wrong', 'missing') LIMIT 3$$, 'no margin is wrong');
SELECT is_empty($$SELECT number, p, rules, kind, outcome, asked, fewest, at_least, at_most FROM brute.compared
	WHERE verdict = 'interval' LIMIT 3$$, 'so few ballots are searched to the end');
SELECT is_empty($$SELECT number, p, rules, kind, outcome, candidate, round, elimination_order FROM brute.compared
	WHERE elimination_order IS NOT NULL AND NOT brute.is_such_an_order(outcome, candidate, round, p, rules, elimination_order) LIMIT 3$$,
	'each order is one in which the outcome comes about');
SELECT is_empty($$SELECT c.number, c.p, c.rules, q.*, e.fewest FROM brute.contests AS c, irv_possible(p, 3, rules) AS q
	JOIN brute.expected AS e ON e.kind = 'added' AND e.candidate = q.candidate
	WHERE e.number = c.number AND (e.outcome = 'wins' AND q.can_win IS DISTINCT FROM coalesce(e.fewest <= 3, false)
		OR e.outcome = 'second' AND q.can_be_second IS DISTINCT FROM coalesce(e.fewest <= 3, false)) LIMIT 3$$,
	'who can still win, or be second, with three ballots more');
SELECT * FROM finish();
ROLLBACK;
