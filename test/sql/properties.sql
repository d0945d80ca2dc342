\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(24);

-- Properties that hold for every contest, tried on contests made of the
-- digits of md5: 5 candidates, skipped and equal ranks, blank ballots,
-- decimal weights, under several sets of rules.
CREATE FUNCTION pg_temp.digit(contest int, number int, what text) RETURNS int
LANGUAGE sql AS $$ SELECT get_byte(decode(md5(format('%s %s %s', contest, number, what)), 'hex'), 0) $$;

CREATE TEMP TABLE ballots AS
SELECT c AS contest, b AS number,
	   CASE WHEN pg_temp.digit(c, b, 'blank') < 16 THEN '[]' ELSE
		   (SELECT jsonb_agg(CASE WHEN pg_temp.digit(c, b, 'skip' || r) < 24 THEN 'null'::jsonb
								  WHEN pg_temp.digit(c, b, 'equal' || r) < 20 THEN
									  jsonb_build_array(chr(65 + pg_temp.digit(c, b, 'x' || r) % 5),
														chr(65 + pg_temp.digit(c, b, 'y' || r) % 5))
								  ELSE to_jsonb(chr(65 + pg_temp.digit(c, b, 'mark' || r) % 5)) END ORDER BY r)
			FROM generate_series(1, 1 + pg_temp.digit(c, b, 'ranks') % 5) AS r) END AS ranking,
	   CASE WHEN c % 3 = 0 THEN (1 + pg_temp.digit(c, b, 'weight') % 9) / 4.0 ELSE 1 END AS weight
FROM generate_series(1, 40) AS c, generate_series(1, 4 + c % 23) AS b;

CREATE TEMP TABLE contests AS
SELECT contest, profile_agg(ranking, weight) AS p FROM ballots GROUP BY contest;

CREATE TEMP TABLE rules (rules jsonb);
INSERT INTO rules VALUES
	('{"candidates": ["A", "B", "C", "D", "E"]}'),
	('{"candidates": ["C", "A", "E", "B", "D"], "tie_break": ["backwards", "order"]}'),
	('{"candidates": ["E", "B", "D", "A", "C"], "elimination": "batch", "tie_break": ["forwards"], "overvotes": "skip"}'),
	('{"candidates": ["E", "B", "D", "A", "C"], "tie_break": ["lot"], "seed": "12", "max_skipped": 0, "duplicates": "exhaust"}'),
	('{"candidates": ["A", "B", "C", "D", "E"], "threshold": "first_round", "write_in": "E", "withdrawn": ["B"], "stop": "majority"}'),
	('{"candidates": ["A", "B", "C", "D", "E"], "elimination": "top_two", "runner_up": "winner_removed",
	   "overvotes": "exhaust_if_multiple_continuing"}');

-- All that a count says, a row a contest and set of rules.
CREATE FUNCTION pg_temp.count(p preference_profile, rules jsonb) RETURNS jsonb
LANGUAGE sql AS $$
	SELECT jsonb_build_object(
		'rounds', (SELECT jsonb_agg(r) FROM irv_rounds(p, rules) AS r),
		'totals', (SELECT jsonb_agg(r) FROM irv_round_totals(p, rules) AS r),
		'transfers', (SELECT jsonb_agg(r) FROM irv_transfers(p, rules) AS r),
		'places', (SELECT jsonb_agg(r) FROM irv_places(p, rules) AS r),
		'result', (SELECT to_jsonb(r) FROM irv_result(p, rules) AS r),
		'winner', irv_winner(p, rules), 'runner_up', irv_runner_up(p, rules))
$$;
CREATE TEMP TABLE counts AS
SELECT contest, rules, pg_temp.count(p, rules) AS c FROM contests, rules;
SELECT is(count(*), 240::bigint, '240 counts') FROM counts;

-- Every paper is accounted for.
SELECT is(count(*), 0::bigint, 'continuing, exhausted and blank are all votes in every round, and the causes all exhausted ones')
FROM contests, rules, irv_round_totals(p, rules) AS t
WHERE t.continuing + t.exhausted + t.blank <> profile_total(p)
   OR t.exhausted_choices + t.exhausted_overvote + t.exhausted_skipped + t.exhausted_repeated <> t.exhausted;
SELECT is(count(*), 0::bigint, 'the tallies of a round add up to its continuing votes')
FROM contests, rules, irv_round_totals(p, rules) AS t
WHERE t.continuing <> (SELECT sum(votes) FROM irv_rounds(p, rules) AS r WHERE r.round = t.round);
SELECT is(count(*), 0::bigint, 'what leaves a candidate is what it had')
FROM contests, rules, irv_rounds(p, rules) AS r
WHERE r.status = 'eliminated'
  AND r.votes <> (SELECT coalesce(sum(votes), 0) FROM irv_transfers(p, rules) AS t
				  WHERE t.round = r.round AND t.source = r.candidate);
SELECT is(count(*), 0::bigint, 'what a candidate gains is what comes to it')
FROM contests, rules, irv_rounds(p, rules) AS r
WHERE r.round > 1
  AND r.gained <> (SELECT coalesce(sum(votes), 0) FROM irv_transfers(p, rules) AS t
				   WHERE t.round = r.round - 1 AND t.target = r.candidate);

-- The order of rows.
SELECT is(count(*), 0::bigint, 'the order of rows is no matter')
FROM counts JOIN
	 (SELECT contest, profile_agg(ranking, weight) AS p
	  FROM (SELECT * FROM ballots ORDER BY md5(contest::text || number)) AS b GROUP BY contest) AS s USING (contest)
WHERE pg_temp.count(p, rules) <> c;
SELECT is(count(*), 0::bigint, 'nor is it in the text form')
FROM counts JOIN
	 (SELECT contest, ('[' || (SELECT string_agg(e::text, ', ' ORDER BY md5(e::text)) FROM jsonb_array_elements(p::jsonb) AS e)
					   || ']')::preference_profile AS p FROM contests) AS s USING (contest)
WHERE pg_temp.count(p, rules) <> c;
SELECT is(count(*), 0::bigint, 'the order of candidates at one rank is no matter')
FROM counts JOIN
	 (SELECT contest, profile_agg((SELECT coalesce(jsonb_agg(CASE jsonb_typeof(m) WHEN 'array' THEN jsonb_build_array(m->1, m->0)
															 ELSE m END ORDER BY n), '[]')
								   FROM jsonb_array_elements(ranking) WITH ORDINALITY AS x(m, n)), weight) AS p
	  FROM ballots GROUP BY contest) AS s USING (contest)
WHERE pg_temp.count(p, rules) <> c;

-- Splitting and merging.
SELECT is(count(*), 0::bigint, 'a profile split and merged counts the same')
FROM counts JOIN
	 (SELECT contest, profile_agg(p) AS p
	  FROM (SELECT contest, profile_agg(ranking, weight) AS p FROM ballots
			GROUP BY contest, pg_temp.digit(contest, number, 'part') % 4) AS parts
	  GROUP BY contest) AS s USING (contest)
WHERE pg_temp.count(p, rules) <> c;
SELECT is(count(*), 0::bigint, 'also by the operators')
FROM counts JOIN
	 (SELECT contest, (half + other + half) - half AS p
	  FROM (SELECT contest, profile_agg(ranking, weight) FILTER (WHERE number % 2 = 0) AS half,
				   profile_agg(ranking, weight) FILTER (WHERE number % 2 = 1) AS other
			FROM ballots GROUP BY contest) AS parts) AS s USING (contest)
WHERE pg_temp.count(p, rules) <> c;

-- Weights.  Two ballots in place of one of weight 2 change nothing but the
-- number of ballots.
SELECT is(count(*), 0::bigint, 'a weight of 2 is two ballots in votes')
FROM (SELECT contest, profile_agg(ranking, weight * 2) AS heavy FROM ballots GROUP BY contest) AS h
	 JOIN (SELECT contest, profile_agg(ranking, weight) AS twice FROM ballots, generate_series(1, 2)
		   GROUP BY contest) AS t USING (contest), rules
WHERE pg_temp.count(heavy, rules) #- '{result,ballots}' <> pg_temp.count(twice, rules) #- '{result,ballots}'
   OR profile_ballots(twice) <> 2 * profile_ballots(heavy);
SELECT is(count(*), 0::bigint, 'weights times a thousand million change no status, no place and no share')
FROM contests, rules,
	 LATERAL (SELECT jsonb_agg(ARRAY[candidate, round::text, status, share::text, decided_by] ORDER BY n) AS a
			  FROM irv_rounds(p, rules) WITH ORDINALITY
				   AS r(round, candidate, votes, share, gained, status, decided_by, tied_with, n)) AS x,
	 LATERAL (SELECT jsonb_agg(ARRAY[candidate, round::text, status, share::text, decided_by] ORDER BY n) AS a
			  FROM irv_rounds(p * 1000000000, rules) WITH ORDINALITY
				   AS r(round, candidate, votes, share, gained, status, decided_by, tied_with, n)) AS y
WHERE x.a <> y.a
   OR irv_winner(p, rules) IS DISTINCT FROM irv_winner(p * 1000000000, rules)
   OR irv_runner_up(p, rules) IS DISTINCT FROM irv_runner_up(p * 1000000000, rules);

-- Blank ballots.
CREATE FUNCTION pg_temp.without_blank(c jsonb) RETURNS jsonb
LANGUAGE sql AS $$
	SELECT jsonb_set(c, '{totals}', (SELECT jsonb_agg(t - 'blank' ORDER BY n)
									 FROM jsonb_array_elements(c->'totals') WITH ORDINALITY AS x(t, n)))
		   #- '{result,blank}' #- '{result,ballots}' #- '{result,votes}'
$$;
SELECT is((SELECT count(*)
		   FROM counts JOIN contests USING (contest),
				LATERAL (SELECT p + format('[{"ranking": [], "count": 1, "weight": %s}]', w)::preference_profile AS more) AS m
		   WHERE pg_temp.without_blank(pg_temp.count(more, rules)) <> pg_temp.without_blank(c)
			  OR (SELECT bool_or(t.blank <> (c->'totals'->0->>'blank')::numeric + w) FROM irv_round_totals(more, rules) AS t)),
		  0::bigint, format('a blank ballot of weight %s changes only blank and the sums', w))
FROM (VALUES (1, 1.0), (2, 0.000000001), (3, 123456789.5)) AS v(n, w) ORDER BY n;

-- Names.  The order of candidates is given, so nothing but a lot depends on
-- labels; these sort in another order.
CREATE FUNCTION pg_temp.renamed(j jsonb) RETURNS jsonb
LANGUAGE sql AS $$
	SELECT CASE jsonb_typeof(j)
		   WHEN 'array' THEN (SELECT coalesce(jsonb_agg(pg_temp.renamed(e) ORDER BY n), '[]')
							  FROM jsonb_array_elements(j) WITH ORDINALITY AS x(e, n))
		   WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(k, pg_temp.renamed(v)), '{}') FROM jsonb_each(j) AS x(k, v))
		   WHEN 'string' THEN coalesce('{"A": "zoë", "B": "Ann \"B\"", "C": " ", "D": "a''d", "E": "Ö"}'::jsonb->(j #>> '{}'), j)
		   ELSE j END
$$;
SELECT is(count(*), 0::bigint, 'renaming candidates only renames where no lot is drawn')
FROM counts JOIN contests USING (contest)
WHERE NOT rules ? 'seed'
  AND pg_temp.count(pg_temp.renamed(p::jsonb)::preference_profile, pg_temp.renamed(rules)) <> pg_temp.renamed(c);
SELECT is(count(*), 0::bigint, 'profile_relabel() renames like that')
FROM contests
WHERE profile_relabel(p, '{"A": "zoë", "B": "Ann \"B\"", "C": " ", "D": "a''d", "E": "Ö"}')
	  <> pg_temp.renamed(p::jsonb)::preference_profile;

-- The order of candidates decides only where a tie is broken by it, and in
-- which order level candidates are shown.
SELECT is(count(*), 0::bigint, 'the order of candidates decides nothing where no step needs it')
FROM contests,
	 LATERAL (SELECT '{"tie_break": ["backwards", "leave"], "candidates": ["A", "B", "C", "D", "E"]}'::jsonb AS a,
					 '{"tie_break": ["backwards", "leave"], "candidates": ["E", "B", "D", "A", "C"]}'::jsonb AS b) AS r
WHERE (SELECT jsonb_agg(ARRAY[round::text, candidate, votes::text, status, decided_by] ORDER BY round, candidate)
	   FROM irv_rounds(p, a)) <>
	  (SELECT jsonb_agg(ARRAY[round::text, candidate, votes::text, status, decided_by] ORDER BY round, candidate)
	   FROM irv_rounds(p, b))
   OR (SELECT jsonb_agg(ARRAY[place::text, candidate, status] ORDER BY candidate) FROM irv_places(p, a)) <>
	  (SELECT jsonb_agg(ARRAY[place::text, candidate, status] ORDER BY candidate) FROM irv_places(p, b));

-- A candidate nobody marked.
SELECT is(count(*), 0::bigint, 'a withdrawn candidate whom nobody marked changes nothing')
FROM counts JOIN contests USING (contest)
WHERE pg_temp.count(p, jsonb_set(jsonb_set(rules, '{candidates}', rules->'candidates' || '["F"]'), '{withdrawn}',
								 coalesce(rules->'withdrawn', '[]') || '["F"]'))
	  #- '{places}' <> c #- '{places}';

-- Two ways to say the same.
SELECT is(count(*), 0::bigint, 'the functions agree on winner and runner-up')
FROM counts
WHERE c->'winner' <> c->'result'->'winner' OR c->'runner_up' <> c->'result'->'runner_up'
   OR c->'winner' <> coalesce((SELECT jsonb_agg(e->'candidate') FROM jsonb_array_elements(c->'places') AS e
							   WHERE e->>'place' = '1' HAVING count(*) = 1 AND bool_and(e->>'status' <> 'tied'))->0, 'null');
SELECT is(count(*), 0::bigint, 'stopping at the majority gives the same winner and the same rounds so far')
FROM contests, rules
WHERE irv_winner(p, rules || '{"stop": "majority"}') IS DISTINCT FROM irv_winner(p, rules || '{"stop": "two_remain"}')
   OR EXISTS (SELECT round, candidate, votes FROM irv_rounds(p, rules || '{"stop": "majority"}')
			  EXCEPT
			  SELECT round, candidate, votes FROM irv_rounds(p, rules || '{"stop": "two_remain"}'))
  AND rules->>'elimination' IS DISTINCT FROM 'batch';
SELECT is(count(*), 0::bigint, 'also with the threshold of round 1, batches, and ties that are left; and places begin with that winner')
FROM contests, (VALUES ('{"threshold": "first_round", "tie_break": ["leave"]}'::jsonb), ('{"threshold": "first_round", "elimination": "batch", "tie_break": ["leave"]}'),
					   ('{"elimination": "batch", "tie_break": ["leave"]}'), ('{"tie_break": ["leave"], "overvotes": "exhaust_if_multiple_continuing"}')) AS v(rules),
	 irv_winner(p, rules || '{"stop": "majority"}') AS winner
WHERE winner IS DISTINCT FROM irv_winner(p, rules)
   OR winner <> (SELECT candidate FROM irv_places(p, rules || '{"stop": "majority"}') LIMIT 1)
   OR winner <> (SELECT r.winner FROM irv_result(p, rules || '{"stop": "majority"}') AS r);
SELECT is(count(*), 0::bigint, 'NULL rules are the default rules')
FROM contests WHERE pg_temp.count(p, NULL) <> pg_temp.count(p, '{}');
SELECT is(count(*), 0::bigint, 'the rules with their defaults filled in count the same')
FROM counts JOIN contests USING (contest) WHERE pg_temp.count(p, irv_rules_check(rules)) <> c;

SELECT * FROM finish();
ROLLBACK;
