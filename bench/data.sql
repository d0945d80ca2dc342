--
-- The data sets.  Nothing is random: the same sizes make the same ballots.  Each
-- table is made by its query when a row of the report needs it.
--
\ir rankings.sql

CREATE TABLE bench.tables (name text PRIMARY KEY, query text);

-- A size that scripts/bench was given.
CREATE FUNCTION bench.size(name text) RETURNS int LANGUAGE sql AS $$
	SELECT current_setting('bench.' || name)::int
$$;

INSERT INTO bench.tables VALUES ('few', $$
	SELECT g AS ballot_id, g % 650 AS region, ranking, ids
	FROM generate_series(1, bench.size('ballots')) AS g
	JOIN bench.rankings ON number = abs(hashint8(g)::bigint) % 325
	ORDER BY g
$$);

-- 100,000 distinct rankings of eight candidates, each used many times.
INSERT INTO bench.tables VALUES ('hundred_thousand', $$
	WITH distinct_rankings AS MATERIALIZED (
		SELECT k, array_agg('Candidate ' || c ORDER BY hashint4(c * 7919 + k)) AS ranking
		FROM generate_series(0, 99999) AS k, generate_series(1, 9) AS c
		GROUP BY k
	)
	SELECT g AS ballot_id, ranking
	FROM generate_series(1, bench.size('ballots')) AS g
	JOIN distinct_rankings ON k = abs(hashint8(g)::bigint) % 100000
	ORDER BY g
$$);

-- Twenty candidates, 6 to 20 ranks: hardly any two ballots are the same.
INSERT INTO bench.tables VALUES ('all_distinct', $$
	SELECT g AS ballot_id,
		   (SELECT array_agg('Candidate ' || c ORDER BY hashint8(c * 1000003 + g))
			FROM generate_series(1, 20) AS c)[1 : 6 + abs(hashint8(g)::bigint) % 15] AS ranking
	FROM generate_series(1, bench.size('distinct_ballots')) AS g
$$);

-- The same with keys of twelve candidates, which are 6 to 12 ranks: a ballot in
-- twenty is repeated.
INSERT INTO bench.tables VALUES ('keys', $$
	SELECT g AS ballot_id,
		   (SELECT array_agg(c ORDER BY hashint8(c * 1000003 + g))
			FROM generate_series(1, 12) AS c)[1 : 6 + abs(hashint8(g)::bigint) % 7] AS ranking
	FROM generate_series(1, bench.size('distinct_ballots') * 3 / 2) AS g
$$);

-- 69,000 ballots that differ, and five million of five rankings behind or before
-- them.
INSERT INTO bench.tables VALUES ('distinct_first', $$
	(SELECT ranking FROM bench.all_distinct LIMIT 69000)
	UNION ALL SELECT ARRAY['Candidate ' || 1 + g % 5] FROM generate_series(1, 5000000) AS g
$$);
INSERT INTO bench.tables VALUES ('distinct_last', $$
	SELECT ARRAY['Candidate ' || 1 + g % 5] AS ranking FROM generate_series(1, 5000000) AS g
	UNION ALL (SELECT ranking FROM bench.all_distinct LIMIT 69000)
$$);

-- Groups of one ballot, each of candidates of its own; and a profile a day.
INSERT INTO bench.tables VALUES ('tiny_groups', $$
	SELECT g, ARRAY['a' || g, 'b' || g % 5000, 'c'] AS ranking FROM generate_series(1, 20000) AS g
$$);
INSERT INTO bench.tables VALUES ('daily', $$
	SELECT day, profile_agg(ranking) AS p
	FROM generate_series(1, 1000) AS day, bench.rankings, generate_series(1, 1 + (number * day % 97)::int)
	WHERE hashint8(number * 1009 + day) % 13 <> 0
	GROUP BY day
$$);

-- One row for each preference, shuffled.
INSERT INTO bench.tables VALUES ('long', $$
	SELECT ballot_id, i AS rank, candidate
	FROM bench.few, unnest(ranking) WITH ORDINALITY AS u (candidate, i)
	WHERE ballot_id <= bench.size('long_ballots')
	ORDER BY hashint8(ballot_id * 31 + i)
$$);

-- Stored profiles with about a million distinct rankings: one of candidates
-- whose popularity differs as in real elections, each liked half as much again
-- as the next; one of candidates who are all alike, which is the worst case:
-- nothing in it compresses, and every elimination moves as many as it can.
INSERT INTO bench.tables VALUES ('stored', $$
	SELECT profile_agg(ranking) AS p FROM (
		SELECT (SELECT array_agg('Candidate ' || c
					ORDER BY -ln((abs(hashint8(c * 1000003 + g)) + 1) / 2147483649.0) * power(1.45, c))
				FROM generate_series(1, 14) AS c)[1 : 5 + abs(hashint8(g)::bigint) % 10] AS ranking
		FROM generate_series(1, bench.size('distinct_ballots') * 5 / 4) AS g) AS b
$$);

INSERT INTO bench.tables VALUES ('stored_alike', $$
	SELECT profile_agg(ranking) AS p FROM bench.all_distinct
$$);

-- A ward as large as a real one: nine candidates, four seats, 12,744 papers with
-- one to five preferences; and a million papers for thirty candidates who are all
-- alike, no two the same.
INSERT INTO bench.tables VALUES ('ward', $$
	SELECT profile_agg(ranking) AS p FROM (
		SELECT (SELECT array_agg('Candidate ' || c
					ORDER BY -ln((abs(hashint8(c * 1000003 + g)) + 1) / 2147483649.0) * power(1.3, c))
				FROM generate_series(1, 9) AS c)[1 : 1 + abs(hashint8(g)::bigint) % 5] AS ranking
		FROM generate_series(1, 12744) AS g) AS b
$$);

INSERT INTO bench.tables VALUES ('stored_thirty', $$
	SELECT profile_agg(ranking) AS p FROM (
		SELECT (SELECT array_agg('Candidate ' || c ORDER BY hashint8(c * 1000003 + g))
				FROM generate_series(1, 30) AS c)[1 : 6 + abs(hashint8(g)::bigint) % 15] AS ranking
		FROM generate_series(1, bench.size('distinct_ballots')) AS g) AS b
$$);

-- A profile of two thousand ballots that rank all of five hundred candidates.
INSERT INTO bench.tables VALUES ('many_candidates', $$
	SELECT profile_agg(ranking) AS p FROM (
		SELECT array_agg('Candidate ' || c ORDER BY hashint8(c * 1000003 + g)) AS ranking
		FROM generate_series(1, 2000) AS g, generate_series(1, 500) AS c
		GROUP BY g) AS b
$$);

-- A poll of a thousand with 325 rankings, an electorate of a party, and a city's
-- contest of eighteen candidates with up to three ranks.
INSERT INTO bench.tables VALUES ('poll', $$
	SELECT g AS respondent, ranking FROM generate_series(0, 999) AS g JOIN bench.rankings ON number = g % 325
$$);

INSERT INTO bench.tables VALUES ('weighted_poll', $$
	SELECT ranking, weight
	FROM (VALUES ('{Corbyn}'::text[], 400, 1.325), ('{Burnham,Cooper}', 200, 1.05), ('{Cooper,Burnham}', 200, 0.9),
				 ('{Kendall,Burnham}', 50, 0.4), ('{Kendall,Cooper}', 120, 0.4), ('{Kendall,Corbyn}', 30, 0.4)) AS v (ranking, respondents, weight),
		 generate_series(1, respondents)
$$);

INSERT INTO bench.tables VALUES ('electorate', $$
	SELECT profile_agg(ranking) AS p FROM generate_series(1, 422664) AS g JOIN bench.rankings ON number = abs(hashint8(g)::bigint) % 325
$$);

INSERT INTO bench.tables VALUES ('city', $$
	SELECT profile_agg(ranking) AS p FROM (
		SELECT (SELECT array_agg('Candidate ' || c
					ORDER BY -ln((abs(hashint8(c * 1000003 + g)) + 1) / 2147483649.0) * power(1.3, c))
				FROM generate_series(1, 18) AS c)[1 : 1 + abs(hashint8(g)::bigint) % 3] AS ranking
		FROM generate_series(1, 105928) AS g) AS b
$$);
