-- Margins that others have published or found by brute force: real contests
-- (Blom et al. 2016, and the other outcomes by another program), and small ones.
\ir lib/cases.psql
\if :cases_there

\ir lib/begin.psql

CREATE TEMP TABLE lines (file text DEFAULT 'contest', line jsonb);
\copy lines(line) from program 'for f in "$PREFCOUNT_CASES"/margins/*.json "$PREFCOUNT_CASES"/published/*.json; do tr "\n" " " < "$f"; echo; done' with (format csv, quote E'\x01', delimiter E'\x02')
ALTER TABLE lines ALTER file SET DEFAULT 'margins';
\copy lines(line) from program 'cat "$PREFCOUNT_CASES"/margins/margins.jsonl' with (format csv, quote E'\x01', delimiter E'\x02')
ALTER TABLE lines ALTER file SET DEFAULT 'small';
\copy lines(line) from program 'cat "$PREFCOUNT_CASES"/margins/small.jsonl' with (format csv, quote E'\x01', delimiter E'\x02')

-- One contest a row, with what is expected by kind: {changed, added, removed},
-- each {winner, runnerup, win:LABEL, second:LABEL, out:ROUND}.  A number is exact,
-- two are an interval, "more than N" is where brute force ended.
CREATE TEMP TABLE contests AS
SELECT m.line ->> 'name' AS name, c.line -> 'ballots' AS ballots, c.line -> 'rules' AS rules,
	   m.line AS expected, jsonb_array_length(c.line #> '{rules,candidates}') AS ncandidates
FROM lines AS m JOIN lines AS c ON c.file = 'contest' AND c.line ->> 'name' = m.line ->> 'name'
WHERE m.file = 'margins'
UNION ALL
SELECT line ->> 'name', line -> 'ballots', line -> 'rules', jsonb_build_object('changed', line #> '{expected,change}',
		'added', line #> '{expected,add}', 'removed', line #> '{expected,remove}'), jsonb_array_length(line #> '{rules,candidates}')
FROM lines WHERE file = 'small';

CREATE TEMP TABLE expected AS
SELECT name, kind, key, CASE split_part(key, ':', 1) WHEN 'runnerup' THEN 'runner_up' WHEN 'win' THEN 'wins' WHEN 'out' THEN 'eliminated'
		ELSE split_part(key, ':', 1) END AS outcome,
	CASE jsonb_typeof(value) WHEN 'array' THEN (value ->> 0)::bigint WHEN 'string' THEN 1 + substring(value ->> 0 from '[0-9]+')::bigint ELSE (value ->> 0)::bigint END AS low,
	CASE jsonb_typeof(value) WHEN 'array' THEN (value ->> 1)::bigint WHEN 'string' THEN NULL ELSE (value ->> 0)::bigint END AS high
FROM contests, unnest('{changed,added,removed}'::text[]) AS kind, jsonb_each(expected -> kind) AS u (key, value);

-- Each question that somebody has an answer to is asked.
CREATE TEMP TABLE answers AS
SELECT name, kind, m.*, CASE m.outcome WHEN 'runner_up' THEN 'runnerup' WHEN 'wins' THEN 'win:' || candidate WHEN 'second' THEN 'second:' || candidate
		WHEN 'eliminated' THEN 'out:' || round ELSE m.outcome END AS key
FROM contests, unnest('{changed,added,removed}'::text[]) AS kind,
	 LATERAL (SELECT DISTINCT outcome FROM expected AS e WHERE e.name = contests.name AND e.kind = kind.kind) AS asked,
	 irv_margins(ballots::preference_profile, kind, rules, asked.outcome) AS m;

CREATE TEMP TABLE compared AS
SELECT e.*, at_least, at_most, elimination_order,
	CASE WHEN a.name IS NULL THEN 'missing'
		WHEN at_least > high OR at_most < low OR at_least > at_most THEN 'wrong'
		WHEN at_least = at_most THEN 'exact' ELSE 'interval' END AS verdict
FROM expected AS e LEFT JOIN answers AS a USING (name, kind, key);

SELECT plan(7 + (SELECT count(*)::int FROM contests));
SELECT diag(format('%s, %s: %s', kind, e.outcome, string_agg(format('%s %s', n, verdict), ', ' ORDER BY verdict)))
FROM (SELECT kind, outcome, verdict, count(*) AS n FROM compared GROUP BY 1, 2, 3) AS e GROUP BY kind, e.outcome ORDER BY 1;

SELECT cmp_ok(count(*), '>=', 42::bigint, 'the published contests are there') FROM contests WHERE expected ? 'published_exact_margin';
SELECT cmp_ok(count(*), '>=', 40::bigint, 'the small contests are there') FROM lines WHERE file = 'small';
SELECT is_empty($$SELECT name, at_least, at_most FROM compared JOIN contests USING (name)
	WHERE kind = 'changed' AND key = 'winner' AND ROW(at_least, at_most) IS DISTINCT FROM ROW((contests.expected ->> 'published_exact_margin')::bigint, (contests.expected ->> 'published_exact_margin')::bigint)
	  AND contests.expected ? 'published_exact_margin'$$, 'every published margin of victory is found');
SELECT is_empty($$SELECT name, kind, key, at_least, at_most FROM compared WHERE key IN ('winner', 'runnerup') AND verdict <> 'exact' AND kind <> 'removed'$$,
	'another winner and another runner-up are exact everywhere');
SELECT is_empty($$SELECT name, kind, key, at_least, at_most FROM compared JOIN contests USING (name) WHERE ncandidates <= 10 AND verdict <> 'exact'$$,
	'up to ten candidates, everything is exact');
SELECT is_empty($$SELECT * FROM compared WHERE at_most IS NOT NULL AND elimination_order IS NULL AND outcome NOT IN ('wins', 'winner') LIMIT 3$$,
	'whoever says how many are enough says for which order');
SELECT is_empty($$SELECT name, o FROM contests, LATERAL (SELECT array_agg(candidate ORDER BY place DESC) AS o FROM irv_places(ballots::preference_profile, rules)) AS p,
	 LATERAL (SELECT array_agg(e) AS e FROM jsonb_array_elements_text((SELECT line #> '{expected,elimination_order}' FROM lines WHERE file = 'small' AND line ->> 'name' = name)) AS e) AS x
	WHERE e IS NOT NULL AND o <> e$$, 'the small contests come out as they are said to');

SELECT is((SELECT string_agg(format('%s, %s: %s to %s, not %s to %s', kind, key, at_least, at_most, low, high), E'\n')
		   FROM compared WHERE compared.name = contests.name AND verdict IN ('wrong', 'missing')), NULL,
		  format('%s: no margin is wrong', name))
FROM contests ORDER BY name COLLATE "C";
SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP no cases from outside at :cases
\endif
