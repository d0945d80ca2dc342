--
-- The comparisons: one row of the table for each.  Serial but where it says so.
--
SET max_parallel_workers_per_gather = 0;
SET jit = off;
SET work_mem = '256MB';

CALL bench.compare('1', 'irv_winner(ranking) / count(ranking), text[], 5 candidates',
	'SELECT irv_winner(ranking) FROM bench.few',
	'SELECT count(ranking) FROM bench.few', 1.5, 1.25, :runs);
CALL bench.compare('1', 'the same for int[]',
	'SELECT irv_winner(ids) FROM bench.few',
	'SELECT count(ids) FROM bench.few', NULL, NULL, :runs);
CALL bench.compare('2', 'irv_winner(ranking) / GROUP BY ranking',
	'SELECT irv_winner(ranking) FROM bench.few',
	'SELECT ranking, count(*) FROM bench.few GROUP BY ranking', 0.30, 0.22, :runs);
CALL bench.compare('3', 'irv_winner(profile_agg(ranking)) / irv_winner(ranking)',
	'SELECT irv_winner(profile_agg(ranking)) FROM bench.few',
	'SELECT irv_winner(ranking) FROM bench.few', 1.1, 1.0, :runs);
CALL bench.compare('5', 'irv_winner by 650 regions / count(ranking) by region',
	'SELECT region, irv_winner(ranking) FROM bench.few GROUP BY region',
	'SELECT region, count(ranking) FROM bench.few GROUP BY region', 2.0, 1.5, :runs);
CALL bench.compare('6', 'all distinct, 20 candidates / count(ranking)',
	'SELECT irv_winner(ranking) FROM bench.all_distinct',
	'SELECT count(ranking) FROM bench.all_distinct', 3.5, 2.0, :runs);
CALL bench.compare('7', '100,000 distinct / count(ranking)',
	'SELECT irv_winner(ranking) FROM bench.hundred_thousand',
	'SELECT count(ranking) FROM bench.hundred_thousand', 2.0, 1.3, :runs);
CALL bench.compare('9', 'long rows shuffled / array_agg(... ORDER BY rank)',
	'SELECT irv_winner(profile_agg(ballot_id, rank, candidate)) FROM bench.long',
	'SELECT irv_winner(ranking) FROM (SELECT array_agg(candidate ORDER BY rank) AS ranking FROM bench.long GROUP BY ballot_id) AS b',
	0.5, 0.15, :runs);
CALL bench.compare('11', 'irv_rounds of a stored profile, 1M distinct rankings / reading it',
	'SELECT count(*) FROM bench.stored, irv_rounds(p)',
	'SELECT length(preference_profile_send(p)) FROM bench.stored', 4, 2, :runs);
CALL bench.compare('11', 'the same, 20 candidates who are all alike',
	'SELECT count(*) FROM bench.stored_alike, irv_rounds(p)',
	'SELECT length(preference_profile_send(p)) FROM bench.stored_alike', NULL, NULL, :runs);

-- Several seats: a ward is counted thirty times, so that it can be measured.
CALL bench.compare('15', 'a ward of 12,744 papers, 4 seats: stv_elected by scotland / irv_rounds',
	'SELECT count(stv_elected(p, stv_rules(''scotland'', 4) || jsonb_build_object(''seed'', g))) FROM bench.ward, generate_series(1, 30) AS g',
	'SELECT count(r) FROM bench.ward, generate_series(1, 30) AS g, irv_rounds(p, jsonb_build_object(''seed'', g)) AS r', 5, 2, :runs);
CALL bench.compare('15', 'the same by meek_nz',
	'SELECT count(stv_elected(p, stv_rules(''meek_nz'', 4) || jsonb_build_object(''seed'', g))) FROM bench.ward, generate_series(1, 30) AS g',
	'SELECT count(r) FROM bench.ward, generate_series(1, 30) AS g, irv_rounds(p, jsonb_build_object(''seed'', g)) AS r', 50, 15, :runs);
CALL bench.compare('15', '1M distinct papers, 30 candidates, 6 seats: stv_elected by scotland / irv_rounds',
	'SELECT stv_elected(p, stv_rules(''scotland'', 6)) FROM bench.stored_thirty',
	'SELECT count(*) FROM bench.stored_thirty, irv_rounds(p)', 5, 2, :runs);

-- How sure it is: seconds, since the other statement takes one.
CALL bench.compare('16', 'seconds: irv_chances, 10,000 draws of 1,000 ballots with 325 rankings',
	'SELECT count(*) FROM (SELECT profile_agg(ranking) AS p FROM bench.poll) AS b, irv_chances(p, 10000)',
	'SELECT pg_sleep(1)', 1.0, 0.35, :runs);
CALL bench.compare('16', '1,000 draws by irv_chances / by random weights in plain SQL',
	'SELECT count(*) FROM (SELECT profile_agg(ranking) AS p FROM bench.poll) AS b, irv_chances(p, 1000)',
	'SELECT count(*) FROM (SELECT irv_runner_up(ranking, round((-ln(1 - random()))::numeric, 9)) FROM bench.poll, generate_series(1, 1000) AS draw GROUP BY draw) AS d',
	NULL, NULL, :runs);
CALL bench.compare('16', 'the same of a weighted poll with six rankings',
	'SELECT count(*) FROM (SELECT array_agg(p) AS classes FROM (SELECT profile_agg(ranking, weight) AS p FROM bench.weighted_poll GROUP BY weight) AS w) AS c, irv_chances(classes, 1000)',
	'SELECT count(*) FROM (SELECT irv_runner_up(ranking, round((weight * -ln(1 - random()))::numeric, 9)) FROM bench.weighted_poll, generate_series(1, 1000) AS draw GROUP BY draw) AS d',
	0.025, NULL, :runs);
CALL bench.compare('16', 'seconds: irv_chances, 1,000 draws of 422,664 ballots',
	'SELECT count(*) FROM bench.electorate, irv_chances(p, 1000)',
	'SELECT pg_sleep(1)', 3.0, 1.0, :runs);
CALL bench.compare('16', 'seconds: irv_margins, winner, 18 candidates, 105,928 ballots',
	'SELECT count(*) FROM bench.city, irv_margins(p, ''changed'', ''{}'', ''winner'')',
	'SELECT pg_sleep(1)', 3.0, NULL, :runs);
CALL bench.compare('16', 'seconds: irv_margins, all outcomes, the same',
	'SELECT count(*) FROM bench.city, irv_margins(p)',
	'SELECT pg_sleep(1)', NULL, NULL, :runs);

-- By pairs: the same profile, and five hundred candidates.
CALL bench.compare('pairs', 'condorcet_winner, 1M distinct rankings of 20 / reading the rows',
	'SELECT condorcet_winner(profile_agg(ranking)) FROM bench.all_distinct',
	'SELECT count(ranking) FROM bench.all_distinct', 4, 2, :runs);
CALL bench.compare('pairs', 'the same of a stored profile / reading it',
	'SELECT condorcet_winner(p) FROM bench.stored_alike',
	'SELECT length(preference_profile_send(p)) FROM bench.stored_alike', NULL, NULL, :runs);
CALL bench.compare('pairs', 'pairwise_places by Schulze, 500 candidates / pairwise',
	'SELECT count(*) FROM bench.many_candidates, pairwise_places(p, ''schulze'')',
	'SELECT count(*) FROM bench.many_candidates, pairwise(p)', NULL, NULL, :runs);

-- Cost of a ballot as there are more of them: ours, and count()'s own.
CALL bench.compare('10', 'ns a ballot: all ballots / the first tenth, ours',
	'SELECT irv_winner(ranking) FROM bench.few',
	format('SELECT irv_winner(ranking) FROM bench.few WHERE ctid < (SELECT format(''(%%s,0)'', pg_relation_size(''bench.few'') / 8192 / 10)::tid)'),
	1.3, NULL, :runs, 0.1);
CALL bench.compare('10', 'ns a ballot: all ballots / the first tenth, count(ranking)',
	'SELECT count(ranking) FROM bench.few',
	format('SELECT count(ranking) FROM bench.few WHERE ctid < (SELECT format(''(%%s,0)'', pg_relation_size(''bench.few'') / 8192 / 10)::tid)'),
	NULL, NULL, :runs, 0.1);

-- What one would write without the extension.
CALL bench.compare('-', 'irv_winner(ranking) / a counter in plain SQL (bench/plain_sql.sql)',
	'SELECT irv_winner(ranking) FROM bench.few',
	'SELECT bench.plain_sql_winner()', NULL, NULL, :runs);
