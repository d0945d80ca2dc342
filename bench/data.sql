--
-- The data sets.  Nothing is random: the same sizes make the same ballots.
--
SET max_parallel_workers_per_gather = 0;

\ir rankings.sql

CREATE UNLOGGED TABLE bench.few AS
SELECT g AS ballot_id, g % 650 AS region, ranking, ids
FROM generate_series(1, :ballots) AS g
JOIN bench.rankings ON number = abs(hashint8(g)::bigint) % 325
ORDER BY g;

-- 100,000 distinct rankings of eight candidates, each used many times.
CREATE UNLOGGED TABLE bench.hundred_thousand AS
WITH distinct_rankings AS MATERIALIZED (
	SELECT k, array_agg('Candidate ' || c ORDER BY hashint4(c * 7919 + k)) AS ranking
	FROM generate_series(0, 99999) AS k, generate_series(1, 9) AS c
	GROUP BY k
)
SELECT g AS ballot_id, ranking
FROM generate_series(1, :ballots) AS g
JOIN distinct_rankings ON k = abs(hashint8(g)::bigint) % 100000
ORDER BY g;

-- Twenty candidates, 6 to 20 ranks: hardly any two ballots are the same.
CREATE UNLOGGED TABLE bench.all_distinct AS
SELECT g AS ballot_id,
	   (SELECT array_agg('Candidate ' || c ORDER BY hashint8(c * 1000003 + g))
		FROM generate_series(1, 20) AS c)[1 : 6 + abs(hashint8(g)::bigint) % 15] AS ranking
FROM generate_series(1, :distinct_ballots) AS g;

-- One row for each preference, shuffled.
CREATE UNLOGGED TABLE bench.long AS
SELECT ballot_id, i AS rank, candidate
FROM bench.few, unnest(ranking) WITH ORDINALITY AS u (candidate, i)
WHERE ballot_id <= :long_ballots
ORDER BY hashint8(ballot_id * 31 + i);

-- Stored profiles with about a million distinct rankings: one of candidates
-- whose popularity differs as in real elections, each liked half as much again
-- as the next; one of candidates who are all alike, which is the worst case:
-- nothing in it compresses, and every elimination moves as many as it can.
CREATE UNLOGGED TABLE bench.stored AS
SELECT profile_agg(ranking) AS p FROM (
	SELECT (SELECT array_agg('Candidate ' || c
				ORDER BY -ln((abs(hashint8(c * 1000003 + g)) + 1) / 2147483649.0) * power(1.45, c))
			FROM generate_series(1, 14) AS c)[1 : 5 + abs(hashint8(g)::bigint) % 10] AS ranking
	FROM generate_series(1, :distinct_ballots * 5 / 4) AS g) AS b;

CREATE UNLOGGED TABLE bench.stored_alike AS
SELECT profile_agg(ranking) AS p FROM bench.all_distinct;

-- A ward as large as a real one: nine candidates, four seats, 12,744 papers with
-- one to five preferences; and a million papers for thirty candidates who are all
-- alike, no two the same.
CREATE UNLOGGED TABLE bench.ward AS
SELECT profile_agg(ranking) AS p FROM (
	SELECT (SELECT array_agg('Candidate ' || c
				ORDER BY -ln((abs(hashint8(c * 1000003 + g)) + 1) / 2147483649.0) * power(1.3, c))
			FROM generate_series(1, 9) AS c)[1 : 1 + abs(hashint8(g)::bigint) % 5] AS ranking
	FROM generate_series(1, 12744) AS g) AS b;
CREATE UNLOGGED TABLE bench.stored_thirty AS
SELECT profile_agg(ranking) AS p FROM (
	SELECT (SELECT array_agg('Candidate ' || c ORDER BY hashint8(c * 1000003 + g))
			FROM generate_series(1, 30) AS c)[1 : 6 + abs(hashint8(g)::bigint) % 15] AS ranking
	FROM generate_series(1, :distinct_ballots) AS g) AS b;

-- A profile of two thousand ballots that rank all of five hundred candidates.
CREATE UNLOGGED TABLE bench.many_candidates AS
SELECT profile_agg(ranking) AS p FROM (
	SELECT array_agg('Candidate ' || c ORDER BY hashint8(c * 1000003 + g)) AS ranking
	FROM generate_series(1, 2000) AS g, generate_series(1, 500) AS c
	GROUP BY g) AS b;

-- A poll of a thousand with 325 rankings, an electorate of a party, and a city's
-- contest of eighteen candidates with up to three ranks.
CREATE UNLOGGED TABLE bench.poll AS
SELECT g AS respondent, ranking FROM generate_series(0, 999) AS g JOIN bench.rankings ON number = g % 325;
CREATE UNLOGGED TABLE bench.weighted_poll AS
SELECT ranking, weight
FROM (VALUES ('{Corbyn}'::text[], 400, 1.325), ('{Burnham,Cooper}', 200, 1.05), ('{Cooper,Burnham}', 200, 0.9),
			 ('{Kendall,Burnham}', 50, 0.4), ('{Kendall,Cooper}', 120, 0.4), ('{Kendall,Corbyn}', 30, 0.4)) AS v (ranking, respondents, weight),
	 generate_series(1, respondents);
CREATE UNLOGGED TABLE bench.electorate AS
SELECT profile_agg(ranking) AS p FROM generate_series(1, 422664) AS g JOIN bench.rankings ON number = abs(hashint8(g)::bigint) % 325;
CREATE UNLOGGED TABLE bench.city AS
SELECT profile_agg(ranking) AS p FROM (
	SELECT (SELECT array_agg('Candidate ' || c
				ORDER BY -ln((abs(hashint8(c * 1000003 + g)) + 1) / 2147483649.0) * power(1.3, c))
			FROM generate_series(1, 18) AS c)[1 : 1 + abs(hashint8(g)::bigint) % 3] AS ranking
	FROM generate_series(1, 105928) AS g) AS b;

VACUUM (ANALYZE) bench.poll, bench.weighted_poll, bench.electorate, bench.city, bench.ward, bench.stored_thirty, bench.many_candidates, bench.few, bench.hundred_thousand, bench.all_distinct, bench.long, bench.stored, bench.stored_alike;
