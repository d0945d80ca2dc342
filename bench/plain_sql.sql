--
-- The best counter we know how to write in plain SQL: the distinct rankings
-- once, then a round for each step of a recursion.  It knows no overvotes,
-- skipped ranks or weights, and breaks ties by name.
--
SET check_function_bodies = off;
CREATE FUNCTION bench.plain_sql_winner() RETURNS text LANGUAGE sql STABLE AS $$
	WITH RECURSIVE rankings AS MATERIALIZED (
		SELECT ranking, count(*) AS ballots FROM bench.few GROUP BY ranking
	), candidates AS MATERIALIZED (
		SELECT DISTINCT candidate FROM rankings, unnest(ranking) AS candidate
	), rounds AS (
		SELECT ARRAY[]::text[] AS eliminated
		UNION ALL
		SELECT eliminated || lowest.candidate
		FROM rounds, LATERAL (
			SELECT c.candidate
			FROM candidates AS c LEFT JOIN (
				SELECT (SELECT mark FROM unnest(ranking) WITH ORDINALITY AS u (mark, i)
						WHERE mark <> ALL (eliminated) ORDER BY i LIMIT 1) AS candidate,
					   ballots
				FROM rankings
			) AS v USING (candidate)
			WHERE c.candidate <> ALL (eliminated)
			GROUP BY c.candidate
			ORDER BY coalesce(sum(v.ballots), 0), c.candidate DESC
			LIMIT 1
		) AS lowest
		WHERE cardinality(eliminated) < (SELECT count(*) - 1 FROM candidates)
	)
	SELECT candidate FROM candidates
	WHERE candidate <> ALL ((SELECT eliminated FROM rounds
							 ORDER BY cardinality(eliminated) DESC LIMIT 1)::text[]);
$$;
