-- Assertions of random contests: they are true, every order of elimination that
-- elects somebody else is ruled out by one of them, and where brute force can
-- tell, no set of them has a larger smallest margin.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many contests (200).
\set contests 200
\ir lib/random.psql
\ir ../recount/recount.sql
\ir ../recount/contests.sql
CREATE SCHEMA audit;

-- Two to seven candidates, more often few.
CREATE FUNCTION audit.draw(seed text, number int, OUT p preference_profile, OUT labels text[])
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM recount.start(seed, number);
	labels := ('{A,B,C,D,E,F,G}'::text[])[1:1 + least(recount.die(6), recount.die(6))];
	p := (SELECT profile_agg(ranking, n) FROM (SELECT (recount.shuffle(labels))[1:recount.die(cardinality(labels) + 1) - 1] AS ranking, recount.die(30) AS n
		  FROM generate_series(1, 3 + recount.die(12))) AS b);
	p := (SELECT profile_agg(ranking) FROM (SELECT ranking FROM profile_rankings(p), generate_series(1, weight::int)) AS b);
END $$;

-- All orders of elimination.
CREATE FUNCTION audit.orders(labels text[]) RETURNS SETOF text[]
LANGUAGE sql AS $$
	WITH RECURSIVE r (e) AS (
		SELECT '{}'::text[]
		UNION ALL
		SELECT e || c FROM r, unnest(labels) AS c WHERE c <> ALL (e)
	)
	SELECT e FROM r WHERE cardinality(e) = cardinality(labels)
$$;

-- A candidate's first preferences, or those while only some continue; and the
-- ballots that prefer one candidate to another.
CREATE FUNCTION audit.votes(p preference_profile, candidate text, continuing text[]) RETURNS bigint
LANGUAGE sql AS $$
	SELECT coalesce(sum(ballots), 0)::bigint FROM profile_rankings(p)
	WHERE candidate = (SELECT c FROM jsonb_array_elements_text(ranking) WITH ORDINALITY AS u (c, i) WHERE c = ANY (continuing) ORDER BY i LIMIT 1)
$$;
CREATE FUNCTION audit.preferring(p preference_profile, candidate text, other text) RETURNS bigint
LANGUAGE sql AS $$
	SELECT coalesce(sum(ballots), 0)::bigint FROM profile_rankings(p)
	WHERE candidate = (SELECT c FROM jsonb_array_elements_text(ranking) WITH ORDINALITY AS u (c, i) WHERE c IN (candidate, other) ORDER BY i LIMIT 1)
$$;

-- Every assertion there can be.
CREATE FUNCTION audit.assertions(p preference_profile, labels text[]) RETURNS TABLE (type text, winner text, loser text, continuing text[], margin bigint)
LANGUAGE sql AS $$
	SELECT 'NEB', w, l, NULL::text[], audit.votes(p, w, labels) - audit.preferring(p, l, w)
	FROM unnest(labels) AS w, unnest(labels) AS l WHERE w <> l
	UNION ALL
	SELECT 'NEN', w, l, s, v.votes[array_position(s, w)] - v.votes[array_position(s, l)]
	FROM generate_series(3, (1 << cardinality(labels)) - 1) AS bits,
		 LATERAL (SELECT array_agg(labels[i] ORDER BY i) FROM generate_subscripts(labels, 1) AS i WHERE (bits >> (i - 1)) & 1 = 1) AS x (s),
		 LATERAL (SELECT array_agg(audit.votes(p, c, s) ORDER BY i) FROM unnest(s) WITH ORDINALITY AS u (c, i)) AS v (votes),
		 unnest(s) AS w, unnest(s) AS l
	WHERE w <> l
$$;

-- Whether an assertion says that an order did not come about: the winner goes out
-- before the loser, or next of those continuing.
CREATE FUNCTION audit.rules_out(type text, winner text, loser text, continuing text[], e text[]) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE type WHEN 'NEB' THEN array_position(e, winner) < array_position(e, loser)
		ELSE e[cardinality(e) - cardinality(continuing) + 1] = winner AND e[cardinality(e) - cardinality(continuing) + 1:] @> continuing END
$$;

CREATE TABLE audit.contests AS
SELECT number, p, labels, irv_winner(p, r.rules) AS winner, r.rules, NULL::text AS state
FROM generate_series(1, :contests) AS number, audit.draw(:'seed', number), LATERAL (SELECT jsonb_build_object('candidates', labels)) AS r (rules);
CREATE TABLE audit.answers (number int, assertion bigint, type text, winner text, loser text, continuing text[], winner_votes numeric, loser_votes numeric, margin numeric);
DO $do$
DECLARE
	c			record;
BEGIN
	FOR c IN SELECT * FROM audit.contests LOOP
		BEGIN
			INSERT INTO audit.answers SELECT c.number, a.* FROM irv_assertions(c.p, c.rules) AS a;
			UPDATE audit.contests SET state = '00000' WHERE number = c.number;
		EXCEPTION WHEN data_exception THEN
			UPDATE audit.contests SET state = SQLSTATE WHERE number = c.number;
		END;
	END LOOP;
END $do$;
-- By brute force the best smallest margin: each order has to be ruled out by
-- something, and the best there is for the worst order is what can be had.
CREATE TABLE audit.best AS
SELECT number, min(best) AS best
FROM audit.contests, LATERAL (
	WITH a AS MATERIALIZED (SELECT * FROM audit.assertions(p, labels))
	SELECT e, max(margin) AS best FROM audit.orders(labels) AS e LEFT JOIN a ON audit.rules_out(type, a.winner, loser, continuing, e)
	WHERE e[cardinality(e)] <> contests.winner GROUP BY e) AS b
WHERE cardinality(labels) <= 5 AND winner IS NOT NULL GROUP BY number;

SELECT plan(6);
SELECT diag(format('%s candidates: %s contests, %s of them with assertions', cardinality(labels), count(*), count(*) FILTER (WHERE state = '00000')))
FROM audit.contests GROUP BY cardinality(labels) ORDER BY cardinality(labels);
SELECT is_empty($$SELECT * FROM audit.answers AS a JOIN audit.contests AS c USING (number)
	WHERE a.margin < 1 OR a.margin <> winner_votes - loser_votes OR winner_votes <> audit.votes(p, a.winner, coalesce(continuing, labels))
	   OR loser_votes <> CASE type WHEN 'NEB' THEN audit.preferring(p, loser, a.winner) ELSE audit.votes(p, loser, continuing) END LIMIT 3$$, 'each assertion is true');
SELECT is_empty($$SELECT number, p, e FROM audit.contests AS c, audit.orders(labels) AS e
	WHERE state = '00000' AND e[cardinality(e)] <> winner
	  AND NOT EXISTS (SELECT FROM audit.answers AS a WHERE a.number = c.number AND audit.rules_out(type, a.winner, loser, continuing, e)) LIMIT 3$$,
	'every order that elects somebody else is ruled out');
SELECT is_empty($$SELECT number, p, best, (SELECT min(margin) FROM audit.answers AS a WHERE a.number = b.number) FROM audit.best AS b JOIN audit.contests USING (number)
	WHERE state = '00000' AND best <> (SELECT min(margin) FROM audit.answers AS a WHERE a.number = b.number) LIMIT 3$$, 'and the smallest margin is as large as it can be');
SELECT is_empty($$SELECT number, p, best, state FROM audit.best JOIN audit.contests USING (number) 
	WHERE (state = '00000') <> (best > 0 AND NOT EXISTS (SELECT FROM irv_rounds(p, rules) AS f WHERE f.status = 'tied')) LIMIT 3$$,
	'none are given exactly where a tie could decide, or is left');
SELECT is_empty($$SELECT c.number, p, m.at_least, min(margin) FROM audit.contests AS c JOIN audit.answers USING (number), irv_margins(p, 'changed', rules, 'winner') AS m
	GROUP BY c.number, p, m.at_least HAVING m.at_least < min(margin) / 2 LIMIT 3$$, 'half the smallest margin is no more than the margin of victory');
SELECT is((SELECT count(*) FROM (SELECT number FROM audit.answers GROUP BY number HAVING min(assertion) <> 1 OR max(assertion) <> count(*)) AS x), 0::bigint, 'numbered from 1');
SELECT * FROM finish();
ROLLBACK;
