\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(62);

--
-- One contest by hand.  Round 1: A 4, B 3, C 2 of 9, so 5 are needed; one
-- ballot is blank, and an overvote is exhausted at once.  C goes out: one
-- ballot to B, one to nobody, so 8 are left, and again 5 are needed.  A and B
-- have 4 each; the first in ballot order wins.
--
CREATE TEMP TABLE contests (name text, p preference_profile, rules jsonb);
INSERT INTO contests VALUES ('by hand',
	'[{"ranking": ["A", "B"], "count": 4}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", "B"], "count": 1},
	  {"ranking": ["C"], "count": 1}, {"ranking": [["A", "B"]], "count": 1}, {"ranking": [], "count": 1}]',
	'{"tie_break": ["order"]}');

SELECT is(irv_json(p, rules, '{"contest": "Leader", "date": "2015-09-12", "jurisdiction": "Party", "office": "Leader"}'), '{
	"jsonFormatVersion": "1",
	"config": {"contest": "Leader", "date": "2015-09-12", "jurisdiction": "Party", "office": "Leader",
			   "threshold": "5", "generatedBy": "prefcount"},
	"results": [
		{"round": 1, "threshold": "5",
		 "tally": {"A": "4", "B": "3", "C": "2"},
		 "inactiveBallots": {"exhaustedChoices": "0", "overvotes": "1", "skippedRankings": "0", "repeatedRankings": "0"},
		 "tallyResults": [{"eliminated": "C", "transfers": {"B": "1", "exhausted": "1"}}]},
		{"round": 2, "threshold": "5",
		 "tally": {"A": "4", "B": "4"},
		 "inactiveBallots": {"exhaustedChoices": "1", "overvotes": "1", "skippedRankings": "0", "repeatedRankings": "0"},
		 "tallyResults": [{"elected": "A", "transfers": {}}]}],
	"summary": {"finalThreshold": "5", "numWinners": 1, "numCandidates": 3, "totalNumBallots": "11", "undervotes": 1}
}'::jsonb, 'the whole document of a small contest')
FROM contests WHERE name = 'by hand';

SELECT is(irv_json(NULL), NULL, 'no profile, no document');
SELECT is(irv_json(p, NULL, NULL), irv_json(p), 'NULL rules and NULL config are the defaults')
FROM contests WHERE name = 'by hand';
SELECT is(irv_json(p, '{"min_ballots": 12}'), NULL, 'too few ballots, no document')
FROM contests WHERE name = 'by hand';

--
-- config
--
SELECT is(irv_json(p)->'config', '{"contest": "", "date": "", "jurisdiction": "", "office": "", "threshold": "5", "generatedBy": "prefcount"}'::jsonb,
		  'keys that are not given are there, empty')
FROM contests WHERE name = 'by hand';
SELECT is(irv_json(p, '{}', '{"threshold": "6", "precinct": {"name": "North", "ids": [1, null, true]}}')->'config',
		  '{"contest": "", "date": "", "jurisdiction": "", "office": "", "threshold": "6", "generatedBy": "prefcount", "precinct": {"name": "North", "ids": [1, null, true]}}'::jsonb,
		  'given keys are added, or replace others, whatever they hold')
FROM contests WHERE name = 'by hand';
SELECT throws_ok(format('SELECT irv_json(%L, %L, %L)', '[]', '{}', config), '22023', NULL, 'config cannot be ' || config)
FROM unnest(ARRAY['{"contest": null}', '{"contest": 5}', '{"contest": ["Leader"]}', '{"office": {}}', '{"jurisdiction": true}',
	'{"date": null}', '{"date": 20150912}', '{"date": "12.9.2015"}', '{"date": "2015-9-12"}', '{"date": "2015-13-01"}', '{"date": "2015-02-29"}',
	'{"date": "2015-00-10"}', '{"date": "2015-10-00"}', '{"date": "0000-01-01"}', '{"date": "2015-09-12T00:00"}', '{"date": "2015/09/12"}', '{"date": "yesterday"}',
	'{"threshold": "half"}', '{"threshold": null}', '{"threshold": "1.2.3"}', '{"threshold": "5."}', '{"threshold": ""}']) AS config;
SELECT is(irv_json('[]', '{}', config)->'config'->key, config->key, 'config can be ' || config::text)
FROM (VALUES ('{"contest": ""}'::jsonb, 'contest'), ('{"date": ""}', 'date'), ('{"date": "2016-02-29"}', 'date'), ('{"date": "2000-12-31"}', 'date'),
			 ('{"threshold": 5.5}', 'threshold'), ('{"threshold": "1200.5"}', 'threshold'), ('{"round": null}', 'round')) AS x (config, key);
SELECT is(irv_json(p, config => '{"date": "2015-09-12", "office": "5th ward"}')->'config'->>'date', '2015-09-12',
	'a date before a value that begins with a digit')
FROM (SELECT '[{"ranking": ["A"], "count": 1}]'::preference_profile AS p) AS one;
SELECT throws_ok($$SELECT irv_json('[]', '{}', '[]')$$, '22023', NULL, 'config must be an object, not an array');
SELECT throws_ok($$SELECT irv_json('[]', '{}', '1')$$, '22023', NULL, 'nor a number');

--
-- Courses.  A has 5 of 9 in round 1 and stays elected, while the count goes on
-- to two: C goes out (1 to B), then A 5, B 4.  RCVis takes a winner once only.
--
INSERT INTO contests VALUES ('early winner',
	'[{"ranking": ["A"], "count": 5}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", "B"], "count": 1}]', '{}');
SELECT is(jsonb_path_query_array(irv_json(p), '$.results[*].tallyResults'),
		  '[[{"elected": "A", "transfers": {}}, {"eliminated": "C", "transfers": {"B": "1"}}], []]'::jsonb,
		  'a winner is elected once, in the round that elected, and others may go out in it')
FROM contests WHERE name = 'early winner';
SELECT is(jsonb_path_query_array(irv_json(p, '{"stop": "majority"}'), '$.results[*].tallyResults'),
		  '[[{"elected": "A", "transfers": {}}]]'::jsonb, 'a count that stops has one round')
FROM contests WHERE name = 'early winner';
SELECT is(jsonb_path_query_array(irv_json('[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]'), '$.results[*].tallyResults'),
		  '[[]]'::jsonb, 'where nobody wins nobody is elected');
SELECT is(irv_json('[]')->'results', '[{"round": 1, "threshold": "1", "tally": {}, "tallyResults": [], "inactiveBallots": {"exhaustedChoices": "0", "overvotes": "0", "skippedRankings": "0", "repeatedRankings": "0"}}]'::jsonb,
		  'an empty profile has a round without candidates');
-- 10 and 6 against 1 + 2: C and D go out together.
SELECT is(irv_json('[{"ranking": ["A"], "count": 10}, {"ranking": ["B"], "count": 6}, {"ranking": ["C", "B"], "count": 1}, {"ranking": ["D", "A"], "count": 1}, {"ranking": ["D"], "count": 1}]', '{"elimination": "batch"}')->'results'->0->'tallyResults'->1,
		  '{"eliminated": "C", "transfers": {"B": "1"}}'::jsonb, 'a batch: the first who goes out with the own transfers');
SELECT is(irv_json('[{"ranking": ["A"], "count": 10}, {"ranking": ["B"], "count": 6}, {"ranking": ["C", "B"], "count": 1}, {"ranking": ["D", "A"], "count": 1}, {"ranking": ["D"], "count": 1}]', '{"elimination": "batch"}')->'results'->0->'tallyResults'->2,
		  '{"eliminated": "D", "transfers": {"A": "1", "exhausted": "1"}}'::jsonb, 'and the second with theirs');
SELECT is(irv_json(p, '{"withdrawn": ["C"]}')->'results'->0->'tally', '{"A": "4", "B": "4"}'::jsonb, 'who has withdrawn is in no tally')
FROM contests WHERE name = 'by hand';
SELECT is(irv_json(p, '{"withdrawn": ["C"]}')->'summary'->'numCandidates', '2'::jsonb, 'nor among the candidates')
FROM contests WHERE name = 'by hand';

-- A has 2.5 of 3.75; half of that is 1.875.
SELECT is(irv_json('[{"ranking": ["A"], "count": 1, "weight": 2.5}, {"ranking": ["B"], "count": 1, "weight": 1.25}]')->'results'->0->'tally',
		  '{"A": "2.5", "B": "1.25"}'::jsonb, 'weights are exact decimals');
SELECT is(irv_json('[{"ranking": ["A"], "count": 1, "weight": 2.5}, {"ranking": ["B"], "count": 1, "weight": 1.25}]')->'results'->0->>'threshold',
		  '1.875', 'and so is the threshold');

--
-- Names
--
SELECT throws_ok(format('SELECT irv_json(%L)', jsonb_build_array(jsonb_build_object('ranking', ARRAY['A', name], 'count', 1))), '22023', NULL,
				 'the format cannot tell a candidate called ' || name)
FROM unnest(ARRAY['exhausted', 'residual surplus', 'Residual Surplus', 'Inactive Ballots', 'inactive ballots', 'Inactive ballots']) AS name;
SELECT ok(irv_json(jsonb_build_array(jsonb_build_object('ranking', ARRAY[name], 'count', 1))::preference_profile)->'results'->0->'tally' ? name, 'it can tell ' || name)
FROM unnest(ARRAY['Exhausted', 'exhausted ', 'residual', 'Inactive']) AS name;
SELECT is(irv_json(profile_relabel('[{"ranking": ["Inactive Ballots"], "count": 1}]', '{"Inactive Ballots": "Inactive Ballot"}'))->'results'->0->'tally',
		  '{"Inactive Ballot": "1"}'::jsonb, 'as the hint says');
SELECT is(irv_json('[{"ranking": ["", "quote\" back\\slash\nline"], "count": 1}]')->'results'->0->'tally',
		  '{"": "1", "quote\" back\\slash\nline": "0"}'::jsonb, 'other labels are what they are');

--
-- As irv_rounds() and irv_transfers() have it, in a count of many rounds.
--
INSERT INTO contests
SELECT 'many rounds', profile_agg(ARRAY['c' || n % 9, 'c' || n * n % 9, 'c' || n * 7 % 8, 'c' || n % 5], 1 + n % 3), '{"tie_break": ["order"]}'
FROM generate_series(1, 300) AS n;
SELECT set_eq($$
	SELECT (r->>'round')::bigint, t.key, t.value::numeric
	FROM contests, jsonb_array_elements(irv_json(p, rules)->'results') AS r, jsonb_each_text(r->'tally') AS t
	WHERE name = 'many rounds'
$$, $$
	SELECT round, candidate, votes FROM contests, irv_rounds(p, rules) WHERE name = 'many rounds'
$$, 'tallies are those of irv_rounds()');
SELECT set_eq($$
	SELECT (r->>'round')::bigint, a->>'eliminated', nullif(t.key, 'exhausted'), t.value::numeric
	FROM contests, jsonb_array_elements(irv_json(p, rules)->'results') AS r,
		 jsonb_array_elements(r->'tallyResults') AS a, jsonb_each_text(a->'transfers') AS t
	WHERE name = 'many rounds'
$$, $$
	SELECT round, source, target, votes FROM contests, irv_transfers(p, rules) WHERE name = 'many rounds'
$$, 'transfers are those of irv_transfers()');

SELECT * FROM finish();
ROLLBACK;
