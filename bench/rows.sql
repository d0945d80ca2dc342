--
-- What is measured: a row of the report for each.  By kind:
--
--	ratio		the time of one statement by that of another, times scale
--	speed-up	how much faster two workers are than none, by the same of another
--				statement; the more the better
--	growth		ratio among all ballots by the ratio among the first million
--	bytes		memory of a hash aggregate with one group, by scale ballots or
--				rankings
--	memory		the same of one statement by that of another
--	rate		million rows a second: an absolute figure, for orientation
--
-- A table that a statement names in schema bench is made when it is needed
-- (data.sql).
--
CREATE TYPE bench.kind AS ENUM ('ratio', 'speed-up', 'growth', 'bytes', 'memory', 'rate');

CREATE TABLE bench.rows (
	id serial PRIMARY KEY, target text, kind bench.kind, what text, must float8, moonshot float8,
	ours text, than text, scale float8 DEFAULT 1
);

-- Targets that ONLY names, or all.
CREATE FUNCTION bench.is_wanted(target text) RETURNS boolean LANGUAGE sql AS $$
	SELECT current_setting('bench.wanted') = '' OR target = ANY (string_to_array(current_setting('bench.wanted'), ','))
$$;

INSERT INTO bench.rows (target, kind, what, must, moonshot, ours, than) VALUES
	('1', 'ratio', 'irv_winner(ranking) / count(ranking), text[], 5 candidates', 1.40, 1.25,
		'SELECT irv_winner(ranking) FROM bench.few', 'SELECT count(ranking) FROM bench.few'),
	('1', 'ratio', 'the same for int[]', NULL, NULL,
		'SELECT irv_winner(ids) FROM bench.few', 'SELECT count(ids) FROM bench.few'),
	('2', 'ratio', 'irv_winner(ranking) / GROUP BY ranking', 0.22, 0.20,
		'SELECT irv_winner(ranking) FROM bench.few', 'SELECT ranking, count(*) FROM bench.few GROUP BY ranking'),
	('3', 'ratio', 'irv_winner(profile_agg(ranking)) / irv_winner(ranking)', 1.05, 1.0,
		'SELECT irv_winner(profile_agg(ranking)) FROM bench.few', 'SELECT irv_winner(ranking) FROM bench.few'),
	('4', 'speed-up', 'parallel speed-up / count''s own', 0.95, 1.0,
		'SELECT irv_winner(ranking) FROM bench.few', 'SELECT count(ranking) FROM bench.few'),
	('4b', 'speed-up', 'the same, all distinct, 20 candidates', 0.8, 0.95,
		'SELECT irv_winner(ranking) FROM bench.all_distinct', 'SELECT count(ranking) FROM bench.all_distinct'),
	('4b', 'speed-up', 'the same, nearly all distinct int[], 12 candidates', NULL, NULL,
		'SELECT irv_winner(ranking) FROM bench.keys', 'SELECT count(ranking) FROM bench.keys'),
	('4b', 'speed-up', 'the same, 100,000 distinct', NULL, NULL,
		'SELECT irv_winner(ranking) FROM bench.hundred_thousand', 'SELECT count(ranking) FROM bench.hundred_thousand'),
	('4b', 'speed-up', 'the same, few distinct, by 650 regions', NULL, NULL,
		'SELECT region, irv_winner(ranking) FROM bench.few GROUP BY region', 'SELECT region, count(ranking) FROM bench.few GROUP BY region'),
	('5', 'ratio', 'irv_winner by 650 regions / count(ranking) by region', 1.6, 1.4,
		'SELECT region, irv_winner(ranking) FROM bench.few GROUP BY region', 'SELECT region, count(ranking) FROM bench.few GROUP BY region'),
	('6', 'ratio', 'all distinct, 20 candidates / count(ranking)', 2.1, 1.8,
		'SELECT irv_winner(ranking) FROM bench.all_distinct', 'SELECT count(ranking) FROM bench.all_distinct'),
	('6b', 'ratio', 'nearly all distinct int[], 12 candidates / count(ranking)', 2.5, 2.0,
		'SELECT irv_winner(ranking) FROM bench.keys', 'SELECT count(ranking) FROM bench.keys'),
	('7', 'ratio', '100,000 distinct / count(ranking)', 1.8, 1.4,
		'SELECT irv_winner(ranking) FROM bench.hundred_thousand', 'SELECT count(ranking) FROM bench.hundred_thousand'),
	('9', 'ratio', 'long rows shuffled / array_agg(... ORDER BY rank)', 0.20, 0.15,
		'SELECT irv_winner(profile_agg(ballot_id, rank, candidate)) FROM bench.long',
		'SELECT irv_winner(ranking) FROM (SELECT array_agg(candidate ORDER BY rank) AS ranking FROM bench.long GROUP BY ballot_id) AS b'),
	('10', 'growth', 'time a ballot: all ballots / the first million, over count''s own', 1.1, 1.0,
		'SELECT irv_winner(ranking) FROM bench.few', 'SELECT count(ranking) FROM bench.few'),
	('11', 'ratio', 'irv_rounds of a stored profile, 1M distinct rankings / reading it', 2.0, 1.5,
		'SELECT count(*) FROM bench.stored, irv_rounds(p)', 'SELECT length(preference_profile_send(p)) FROM bench.stored'),
	('11b', 'ratio', 'the same, 20 candidates who are all alike', 3.0, 2.0,
		'SELECT count(*) FROM bench.stored_alike, irv_rounds(p)', 'SELECT length(preference_profile_send(p)) FROM bench.stored_alike');

-- Memory.
INSERT INTO bench.rows (target, kind, what, must, moonshot, ours, than, scale) VALUES
	('8', 'bytes', 'bytes a distinct ranking, 100,000 of them', 64, 40,
		'SELECT irv_winner(ranking) FROM bench.hundred_thousand GROUP BY ranking IS NULL', NULL, 100000),
	('8', 'bytes', 'bytes a ballot, all distinct', 20, 16,
		'SELECT irv_winner(ranking) FROM bench.all_distinct GROUP BY ranking IS NULL', NULL, bench.size('distinct_ballots')),
	('8b', 'memory', 'memory: 69,000 distinct first, then 5M of five / the other order', 1.5, 1.1,
		'SELECT irv_winner(ranking) FROM bench.distinct_first GROUP BY ranking IS NULL',
		'SELECT irv_winner(ranking) FROM bench.distinct_last GROUP BY ranking IS NULL', 1),
	('8b', 'bytes', 'MB, 69,000 distinct first', NULL, NULL,
		'SELECT irv_winner(ranking) FROM bench.distinct_first GROUP BY ranking IS NULL', NULL, 1000000),
	('8b', 'bytes', 'MB, 69,000 distinct last', NULL, NULL,
		'SELECT irv_winner(ranking) FROM bench.distinct_last GROUP BY ranking IS NULL', NULL, 1000000);

-- Merging: twenty thousand profiles by two thousand, a profile; and stored ones.
INSERT INTO bench.rows (target, kind, what, must, moonshot, ours, than, scale) VALUES
	('12', 'ratio', 'merging 20,000 group profiles of one ballot / 2,000, a profile', 2, 1.2,
		'SELECT profile_agg(p) FROM (SELECT profile_agg(ranking) AS p FROM bench.tiny_groups GROUP BY g) AS x',
		'SELECT profile_agg(p) FROM (SELECT profile_agg(ranking) AS p FROM bench.tiny_groups WHERE g <= 2000 GROUP BY g) AS x', 0.1),
	('13', 'ratio', 'merging 1,000 stored daily profiles of 300 rankings / reading them', 2.0, 1.3,
		'SELECT profile_agg(p) FROM bench.daily', 'SELECT sum(profile_ballots(p)) FROM bench.daily', 1);

-- Several seats: a ward is counted thirty times, so that it can be measured.
INSERT INTO bench.rows (target, kind, what, must, moonshot, ours, than) VALUES
	('15', 'ratio', 'a ward of 12,744 papers, 4 seats: stv_elected by scotland / irv_rounds', 5, 2,
		'SELECT count(stv_elected(p, stv_rules(''scotland'', 4) || jsonb_build_object(''seed'', g))) FROM bench.ward, generate_series(1, 30) AS g',
		'SELECT count(r) FROM bench.ward, generate_series(1, 30) AS g, irv_rounds(p, jsonb_build_object(''seed'', g)) AS r'),
	('15', 'ratio', 'the same by meek_nz', 50, 15,
		'SELECT count(stv_elected(p, stv_rules(''meek_nz'', 4) || jsonb_build_object(''seed'', g))) FROM bench.ward, generate_series(1, 30) AS g',
		'SELECT count(r) FROM bench.ward, generate_series(1, 30) AS g, irv_rounds(p, jsonb_build_object(''seed'', g)) AS r'),
	('15', 'ratio', '1M distinct papers, 30 candidates, 6 seats: stv_elected by scotland / irv_rounds', 5, 2,
		'SELECT stv_elected(p, stv_rules(''scotland'', 6)) FROM bench.stored_thirty', 'SELECT count(*) FROM bench.stored_thirty, irv_rounds(p)');

-- How sure it is: seconds, since the other statement takes one.
INSERT INTO bench.rows (target, kind, what, must, moonshot, ours, than) VALUES
	('16', 'ratio', 'seconds: irv_chances, 10,000 draws of 1,000 ballots with 325 rankings', 1.0, 0.35,
		'SELECT count(*) FROM (SELECT profile_agg(ranking) AS p FROM bench.poll) AS b, irv_chances(p, 10000)', 'SELECT pg_sleep(1)'),
	('16', 'ratio', '1,000 draws by irv_chances / by random weights in plain SQL', NULL, NULL,
		'SELECT count(*) FROM (SELECT profile_agg(ranking) AS p FROM bench.poll) AS b, irv_chances(p, 1000)',
		'SELECT count(*) FROM (SELECT irv_runner_up(ranking, round((-ln(1 - random()))::numeric, 9)) FROM bench.poll, generate_series(1, 1000) AS draw GROUP BY draw) AS d'),
	('16', 'ratio', 'the same of a weighted poll with six rankings', 0.025, NULL,
		'SELECT count(*) FROM (SELECT array_agg(p) AS classes FROM (SELECT profile_agg(ranking, weight) AS p FROM bench.weighted_poll GROUP BY weight) AS w) AS c, irv_chances(classes, 1000)',
		'SELECT count(*) FROM (SELECT irv_runner_up(ranking, round((weight * -ln(1 - random()))::numeric, 9)) FROM bench.weighted_poll, generate_series(1, 1000) AS draw GROUP BY draw) AS d'),
	('16', 'ratio', 'seconds: irv_chances, 1,000 draws of 422,664 ballots', 3.0, 1.0,
		'SELECT count(*) FROM bench.electorate, irv_chances(p, 1000)', 'SELECT pg_sleep(1)'),
	('16', 'ratio', 'seconds: irv_margins, winner, 18 candidates, 105,928 ballots', 3.0, NULL,
		'SELECT count(*) FROM bench.city, irv_margins(p, ''changed'', ''{}'', ''winner'')', 'SELECT pg_sleep(1)'),
	('16', 'ratio', 'seconds: irv_margins, all outcomes, the same', NULL, NULL,
		'SELECT count(*) FROM bench.city, irv_margins(p)', 'SELECT pg_sleep(1)');

-- By pairs: the same profile, and five hundred candidates.
INSERT INTO bench.rows (target, kind, what, must, moonshot, ours, than) VALUES
	('pairs', 'ratio', 'condorcet_winner, 1M distinct rankings of 20 / reading the rows', 4, 2,
		'SELECT condorcet_winner(profile_agg(ranking)) FROM bench.all_distinct', 'SELECT count(ranking) FROM bench.all_distinct'),
	('pairs', 'ratio', 'the same of a stored profile / reading it', NULL, NULL,
		'SELECT condorcet_winner(p) FROM bench.stored_alike', 'SELECT length(preference_profile_send(p)) FROM bench.stored_alike'),
	('pairs', 'ratio', 'pairwise_places by Schulze, 500 candidates / pairwise', NULL, NULL,
		'SELECT count(*) FROM bench.many_candidates, pairwise_places(p, ''schulze'')', 'SELECT count(*) FROM bench.many_candidates, pairwise(p)');

-- What one would write without the extension; scripts/bench adds a row.
INSERT INTO bench.rows (target, kind, what, ours, than) VALUES
	('outside', 'ratio', 'irv_winner(ranking) / a counter in plain SQL (bench/plain_sql.sql)',
		'SELECT irv_winner(ranking) FROM bench.few', 'SELECT bench.plain_sql_winner() /* of bench.few */');

-- For orientation: this machine.
INSERT INTO bench.rows (target, kind, what, ours, scale) VALUES
	('here', 'rate', 'million ballots a second on this machine: irv_winner(ranking), 5 candidates', 'SELECT irv_winner(ranking) FROM bench.few', bench.size('ballots')),
	('here', 'rate', 'count(ranking) of the same', 'SELECT count(ranking) FROM bench.few', bench.size('ballots')),
	('here', 'rate', 'irv_winner(ranking), all distinct, 20 candidates', 'SELECT irv_winner(ranking) FROM bench.all_distinct', bench.size('distinct_ballots'));
