\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(116);

-- Shorthand for a profile of single ballots, one argument a ranking.
CREATE FUNCTION pg_temp.profile(VARIADIC rankings jsonb[]) RETURNS preference_profile
LANGUAGE sql AS $$
	SELECT jsonb_agg(jsonb_build_object('ranking', r, 'count', 1))::preference_profile
	FROM unnest(rankings) AS r
$$;

-- The text form as jsonb, so that a test need not care for spaces.
CREATE FUNCTION pg_temp.content(p preference_profile) RETURNS jsonb
LANGUAGE sql AS $$ SELECT p::text::jsonb $$;

--
-- Text form
--
SELECT is('[]'::preference_profile::text, '[]', 'the empty profile');
SELECT is('  [ ]  '::preference_profile::text, '[]', 'spaces around are no matter');

SELECT is(
	'[{"ranking":["A",null,["B","C"]],"count":3,"weight":4.5}]'::preference_profile::text,
	'[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]',
	'the text form has the spaces of jsonb');

SELECT is(p::text, p::text::preference_profile::text, 'the text form gives itself back')
FROM (VALUES ('[{"ranking": ["A", null, ["B","C"], [], "D"], "count": 3, "weight": 4.5},
				{"ranking": [], "count": 7}]'::preference_profile)) AS v(p);

SELECT is(pg_temp.content(
	'[{"count": 2, "ranking": ["B"]}, {"weight": 5, "count": 1, "ranking": ["A"]}]'),
	'[{"ranking": ["A"], "count": 1, "weight": 5}, {"ranking": ["B"], "count": 2}]',
	'keys and rankings may come in any order');

SELECT is(pg_temp.content(
	'[{"ranking": ["A"], "count": 2}, {"ranking": ["B"], "count": 1}, {"ranking": ["A"], "count": 3}]'),
	'[{"ranking": ["A"], "count": 5}, {"ranking": ["B"], "count": 1}]',
	'equal rankings add up');

SELECT is(pg_temp.content(
	'[{"ranking": ["A"], "count": 2, "weight": 0.5}, {"ranking": ["A"], "count": 3}]'),
	'[{"ranking": ["A"], "count": 5, "weight": 3.5}]', 'so do their weights');

SELECT is(pg_temp.content('[{"ranking": ["A"], "count": 2, "weight": 1.5},
	{"ranking": ["A"], "count": 1, "weight": 1.5}]'),
	'[{"ranking": ["A"], "count": 3}]', 'the weight is left out where it equals the count');

SELECT is(pg_temp.content('[{"ranking": ["A"], "count": 3, "weight": 3.000}]'),
	'[{"ranking": ["A"], "count": 3}]', 'also when it was given');

SELECT is('[{"ranking": ["A"], "count": 3, "weight": 4.500000000}]'::preference_profile::text,
	'[{"ranking": ["A"], "count": 3, "weight": 4.5}]', 'weights print with the fewest decimals');

SELECT is('[{"ranking": ["A"], "count": 1, "weight": 0.000000001},
	{"ranking": ["B"], "count": 1, "weight": 100}]'::preference_profile::text,
	'[{"ranking": ["A"], "count": 1, "weight": 0.000000001}, {"ranking": ["B"], "count": 1, "weight": 100}]',
	'each weight with its own decimals');

SELECT is(pg_temp.content('[{"ranking": ["A"], "count": 3, "weight": 0}]'), '[]',
	'a weight of zero adds nothing');

SELECT is(pg_temp.content('[{"ranking": ["A"], "count": 2, "weight": 1e3}]'),
	'[{"ranking": ["A"], "count": 2, "weight": 1000}]', 'a weight may be written with an exponent');

SELECT is(pg_temp.content('[{"ranking": [1, "1", 2], "count": 1}]'),
	'[{"ranking": ["1", "1", "2"], "count": 1}]', 'numbers are taken as their text');

--
-- Canonical form
--
SELECT is(pg_temp.profile('["A", null]'), pg_temp.profile('["A"]'), 'trailing skipped ranks are dropped');
SELECT is(pg_temp.profile('["A", null, null, null]'), pg_temp.profile('["A"]'), 'all of them');
SELECT is(pg_temp.profile('[null]'), pg_temp.profile('[]'), 'a ballot with skipped ranks only is blank');
SELECT isnt(pg_temp.profile('[null, "A"]'), pg_temp.profile('["A"]'), 'a leading skipped rank stays');
SELECT isnt(pg_temp.profile('["A", null, "B"]'), pg_temp.profile('["A", "B"]'), 'so does one in between');
SELECT is(pg_temp.profile('[["A"]]'), pg_temp.profile('["A"]'), 'a list of one is that label');
SELECT is(pg_temp.content(pg_temp.profile('[["A"], ["B"]]')), '[{"ranking": ["A", "B"], "count": 1}]',
	'and prints as it');
SELECT is(pg_temp.profile('[["B", "A"]]'), pg_temp.profile('[["A", "B"]]'), 'the order within a rank is no matter');
SELECT is(pg_temp.content(pg_temp.profile('[["b", "B", "a", "é", "A"]]')),
	'[{"ranking": [["A", "B", "a", "b", "é"]], "count": 1}]', 'labels at one rank are in bytewise order');
SELECT is(pg_temp.content(pg_temp.profile('[["B", "A", "B"]]')), '[{"ranking": [["A", "B", "B"]], "count": 1}]',
	'repeats at one rank are kept');
SELECT isnt(pg_temp.profile('[["B", "B"]]'), pg_temp.profile('["B"]'), 'two marks for one candidate are not one');
SELECT isnt(pg_temp.profile('[[]]'), pg_temp.profile('[]'), 'an overvote without names is not blank');
SELECT isnt(pg_temp.profile('["A", []]'), pg_temp.profile('["A"]'), 'nor is it a skipped rank at the end');
SELECT is(pg_temp.content(pg_temp.profile('["A", [], null]')), '[{"ranking": ["A", []], "count": 1}]',
	'an overvote without names is a mark');
SELECT is(pg_temp.content(pg_temp.profile('["A", "B", "A"]')), '[{"ranking": ["A", "B", "A"], "count": 1}]',
	'a candidate marked again stays as marked');
SELECT is(pg_temp.content(pg_temp.profile('["A", "A"]')), '[{"ranking": ["A", "A"], "count": 1}]',
	'also at the next rank');

-- Skip < overvote without names < labels bytewise < several labels; a shorter
-- ranking before its extensions.
SELECT is((SELECT array_agg(e->'ranking' ORDER BY n)
		   FROM jsonb_array_elements(pg_temp.content(pg_temp.profile(
				'[["A", "B"]]', '["b"]', '["A", "B"]', '["Z"]', '["A"]', '[]', '[null, "A"]', '[[]]',
				'["A", null, "B"]', '["é"]', '["A", []]', '[["A", "B", "C"]]', '["A", ["B", "C"]]', '[""]',
				'[["A", "C"]]', '["AB"]', '[[], "A"]', '["a"]'))) WITH ORDINALITY AS x(e, n)),
	ARRAY['[]', '[null, "A"]', '[[]]', '[[], "A"]', '[""]', '["A"]', '["A", null, "B"]', '["A", []]',
		  '["A", "B"]', '["A", ["B", "C"]]', '["AB"]', '["Z"]', '["a"]', '["b"]', '["é"]',
		  '[["A", "B"]]', '[["A", "B", "C"]]', '[["A", "C"]]']::jsonb[],
	'rankings are ordered rank by rank');

SELECT is((SELECT array_agg(ranking) FROM profile_rankings(pg_temp.profile('["B"]', '["A", "C"]', '["A"]', '[]'))),
	ARRAY['[]', '["A"]', '["A", "C"]', '["B"]']::jsonb[], 'profile_rankings() in the same order');

--
-- Casts to and from jsonb
--
SELECT is('[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]'::jsonb::preference_profile,
	'[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]'::preference_profile, 'from jsonb');
SELECT is('[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]'::preference_profile::jsonb,
	'[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]', 'to jsonb');
SELECT is('[]'::preference_profile::jsonb, '[]', 'the empty profile to jsonb');
SELECT is('[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]'::json::preference_profile,
	'[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]'::preference_profile, 'from json');
SELECT is('[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]'::preference_profile::json::text,
	'[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]', 'to json');
SELECT throws_ok($$SELECT '{"ranking": ["A"], "count": 1}'::json::preference_profile$$, '22P02', NULL, 'json that is no profile');
-- In JSON made of rows a profile is JSON, not a string.
CREATE TEMP TABLE in_row AS SELECT 1 AS n, '[{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}]'::preference_profile AS p;
SELECT is(to_jsonb(p), p::jsonb, 'to_jsonb()') FROM in_row;
SELECT is(to_json(p)::text, p::text, 'to_json()') FROM in_row;
SELECT is(row_to_json(in_row)::jsonb, jsonb_build_object('n', 1, 'p', p::jsonb), 'row_to_json()') FROM in_row;
SELECT is(jsonb_agg(in_row)->0->'p', p::jsonb, 'jsonb_agg()') FROM in_row GROUP BY p;
SELECT is('[]'::jsonb::preference_profile, '[]'::preference_profile, 'and from jsonb');
SELECT is('[{"ranking": [], "count": 999999999999}]'::jsonb::preference_profile::jsonb,
	'[{"ranking": [], "count": 999999999999}]', 'counts beyond 32 bits');
SELECT is(NULL::jsonb::preference_profile, NULL, 'NULL from jsonb');
SELECT is(NULL::preference_profile::jsonb, NULL, 'NULL to jsonb');
SELECT is(NULL::text::preference_profile, NULL, 'NULL from text');
SELECT throws_ok($$
	CREATE TEMP TABLE j (j jsonb);
	CREATE TEMP TABLE p (p preference_profile);
	INSERT INTO p SELECT j FROM j
$$, '42804', NULL, 'no assignment from jsonb without a cast');
SELECT throws_ok($$
	CREATE TEMP TABLE j (j jsonb);
	INSERT INTO j SELECT '[]'::preference_profile
$$, '42804', NULL, 'nor to jsonb');
SELECT is((SELECT count(*) FROM pg_cast
		   WHERE 'preference_profile'::regtype IN (castsource, casttarget) AND castcontext <> 'e'),
	0::bigint, 'all casts are explicit');

--
-- Labels
--
CREATE TEMP TABLE labels (n int GENERATED ALWAYS AS IDENTITY, name text, label text);
INSERT INTO labels (name, label) VALUES
	('an apostrophe', $$O'Neil, Jr.$$), ('a double quote', 'Jim "Boss" Kane'), ('a backslash', E'back\\slash'),
	('a newline', E'two\nlines'), ('a carriage return and a tab', E'a\r\tb'),
	('other control characters', E'\x01\x02\x1f\x7f'), ('an umlaut', 'Ångström'),
	('a combining accent', E'e\xcc\x81'), ('an emoji', '🗳️'), ('Arabic', 'المرشح'), ('no character at all', ''),
	('spaces only', '  '), ('brackets', '[{"ranking": []}]'), ('braces', '{A,NULL}'), ('null in letters', 'null'),
	('a number', '007'), ('what looks like an escape', E'\\u0041'), ('the length of 100 kB', repeat('x', 100000)),
	('a non-character', E'\xef\xbf\xbf'), ('the highest character', E'\xf4\x8f\xbf\xbf');

CREATE TEMP TABLE labelled AS
SELECT n, name, label, pg_temp.profile(jsonb_build_array(label, NULL, ARRAY['A', label])) AS p FROM labels;

SELECT ok(profile_candidates(p) @> ARRAY[label] AND p::text::preference_profile = p
		  AND p::jsonb::preference_profile = p AND p::text::jsonb = p::jsonb
		  AND p::jsonb->0->'ranking'->>0 = label AND profile_agg(ARRAY[nullif(label, '')]) = pg_temp.profile(jsonb_build_array(nullif(label, ''))),
		  'a label with ' || name)
FROM labelled GROUP BY n, name, label, p ORDER BY n;

SELECT isnt(pg_temp.profile(to_jsonb(ARRAY[E'e\xcc\x81'])), pg_temp.profile(to_jsonb(ARRAY[E'\xc3\xa9'])),
	'labels that look alike are not the same when their bytes differ');

SELECT is(profile_candidates(pg_temp.profile('["Zed", "a"]', '["B", null, ["é", "A"]]', '[[]]')),
	'{A,B,Zed,a,é}', 'profile_candidates() in bytewise order');

--
-- Large ones
--
CREATE TEMP TABLE large (n int GENERATED ALWAYS AS IDENTITY, name text, p preference_profile);
INSERT INTO large (name, p)
SELECT '500 candidates', profile_agg(ARRAY['c' || i, 'c' || (i * 7 % 500), 'c' || (i * 11 % 500)])
FROM generate_series(1, 500) AS i;
INSERT INTO large (name, p)
SELECT '5,000 candidates', profile_agg(ARRAY['c' || i, NULL, 'c' || (i * 7 % 5000)])
FROM generate_series(1, 5000) AS i;
INSERT INTO large (name, p)
SELECT 'a ballot of 10,000 ranks', profile_agg(r)
FROM (SELECT array_agg('c' || (i % 300)) AS r FROM generate_series(1, 10000) AS i) AS b;
INSERT INTO large (name, p)
SELECT 'a ballot of 10,000 marks at one rank', pg_temp.profile(jsonb_build_array(jsonb_agg('c' || (i % 300))))
FROM generate_series(1, 10000) AS i;
INSERT INTO large (name, p)
SELECT '20,000 rankings', profile_agg(ARRAY[i % 7, i % 11, i % 13, i % 17, i % 19])
FROM generate_series(1, 20000) AS i;

SELECT ok(p::text::preference_profile = p AND p::jsonb::preference_profile = p, name || ', there and back')
FROM large ORDER BY n;

SELECT is((SELECT cardinality(profile_candidates(p)) FROM large WHERE name = '500 candidates'), 501,
	'500 candidates and the one of remainder 0');
SELECT is((SELECT jsonb_array_length(p::jsonb->0->'ranking') FROM large WHERE name LIKE '%10,000 ranks'), 10000,
	'every rank of the long ballot');
SELECT is((SELECT jsonb_array_length(p::jsonb->0->'ranking'->0) FROM large WHERE name LIKE '%10,000 marks%'), 10000,
	'every mark of the crowded rank');
SELECT is((SELECT count(*) FROM large, profile_rankings(p) WHERE name = '20,000 rankings'), 20000::bigint,
	'every one of many rankings');

--
-- Binary form: COPY writes it with send and reads it with receive.
--
CREATE TEMP TABLE sent AS
SELECT p FROM labelled
UNION ALL SELECT p FROM large
UNION ALL SELECT '[]'
UNION ALL SELECT '[{"ranking": [], "count": 1, "weight": 0.123456789}, {"ranking": ["A"], "count": 1000000000000,
	"weight": 999999999999999999}]'
UNION ALL SELECT NULL;
CREATE TEMP TABLE received (p preference_profile);
\set file `mktemp`
\setenv PREFCOUNT_COPY :file
\copy sent to program 'cat > "$PREFCOUNT_COPY"' (format binary)
\copy received from program 'cat "$PREFCOUNT_COPY"' (format binary)
\! rm -f "$PREFCOUNT_COPY"

SELECT is((SELECT count(*) FROM received), (SELECT count(*) FROM sent), 'all profiles came through binary COPY');
SELECT bag_eq('SELECT p::text FROM received', 'SELECT p::text FROM sent', 'and are the same');
SELECT is((SELECT count(*) FROM sent), (SELECT count(*)::bigint FROM labels) + 8, 'none was left out');

SELECT is(preference_profile_send(p), preference_profile_send(q), 'equal profiles have equal bytes')
FROM (SELECT profile_agg(r) AS p, profile_agg(r ORDER BY r DESC) AS q
	  FROM (VALUES ('{B,A}'::text[]), ('{A}'), (NULL), ('{}'), ('{A}'), ('{C,NULL,A}')) AS b(r)) AS v;
SELECT ok(count(DISTINCT preference_profile_send(p)) = count(DISTINCT p::text), 'different ones differ')
FROM sent;

--
-- Comparing
--
CREATE TEMP TABLE several (id int, p preference_profile);
INSERT INTO several VALUES
	(1, '[]'), (2, '[{"ranking": ["A"], "count": 1}]'), (3, '[{"ranking": ["A"], "count": 2}]'),
	(4, '[{"ranking": ["A"], "count": 1, "weight": 2}]'), (5, '[{"ranking": ["B"], "count": 1}]'),
	(6, '[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]'), (7, '[{"ranking": [], "count": 1}]'),
	(8, '[{"ranking": ["A"], "count": 1, "weight": 1.0}]'), (9, '[{"ranking": ["B"], "count": 1}, {"ranking": [["A"], null], "count": 1}]'),
	(10, '[{"ranking": ["A"], "count": 1, "weight": 0.5}, {"ranking": ["A"], "count": 1, "weight": 1.5}]');

SELECT is(count(*), 7::bigint, 'DISTINCT') FROM (SELECT DISTINCT p FROM several) AS d;
SELECT bag_eq('SELECT array_agg(id ORDER BY id) FROM several GROUP BY p',
	$$VALUES ('{1}'::int[]), ('{2,8}'), ('{3,10}'), ('{4}'), ('{5}'), ('{6,9}'), ('{7}')$$, 'GROUP BY');

SET LOCAL enable_sort = off;
SELECT bag_eq('SELECT array_agg(id ORDER BY id) FROM several GROUP BY p',
	$$VALUES ('{1}'::int[]), ('{2,8}'), ('{3,10}'), ('{4}'), ('{5}'), ('{6,9}'), ('{7}')$$, 'GROUP BY by hash');
SET LOCAL enable_mergejoin = off;
SET LOCAL enable_nestloop = off;
SELECT is(count(*), 16::bigint, 'hash join') FROM several AS a JOIN several AS b USING (p);
SET LOCAL enable_sort = on;
SET LOCAL enable_mergejoin = on;
SET LOCAL enable_hashjoin = off;
SET LOCAL enable_hashagg = off;
SELECT is(count(*), 16::bigint, 'merge join') FROM several AS a JOIN several AS b USING (p);
SELECT bag_eq('SELECT array_agg(id ORDER BY id) FROM several GROUP BY p',
	$$VALUES ('{1}'::int[]), ('{2,8}'), ('{3,10}'), ('{4}'), ('{5}'), ('{6,9}'), ('{7}')$$, 'GROUP BY by sort');
RESET enable_nestloop;
RESET enable_hashjoin;
RESET enable_hashagg;

SELECT is(count(*), 0::bigint, 'exactly one of <, = and > holds; <=, >= and <> agree with them')
FROM several AS a, several AS b
WHERE (a.p < b.p)::int + (a.p = b.p)::int + (a.p > b.p)::int <> 1
   OR (a.p <= b.p) <> (a.p < b.p OR a.p = b.p) OR (a.p >= b.p) <> (a.p > b.p OR a.p = b.p)
   OR (a.p <> b.p) <> NOT (a.p = b.p) OR (a.p < b.p) <> (b.p > a.p) OR (a.p = b.p) <> (a.p::text = b.p::text);
SELECT is(count(*), 0::bigint, 'the order is transitive')
FROM several AS a, several AS b, several AS c
WHERE a.p <= b.p AND b.p <= c.p AND NOT a.p <= c.p;
SELECT is((SELECT array_agg(p::text ORDER BY p) FROM several),
	(SELECT array_agg(p::text ORDER BY n DESC)
	 FROM (SELECT p, row_number() OVER (ORDER BY p DESC) AS n FROM several) AS s),
	'ascending is the reverse of descending');
SELECT throws_ok('CREATE UNIQUE INDEX ON several (p)', '23505', NULL, 'a unique index finds equal profiles');
SET LOCAL enable_seqscan = off;
CREATE INDEX several_btree ON several (p);
SELECT is((SELECT array_agg(id ORDER BY id) FROM several WHERE p = '[{"ranking": ["A"], "count": 2}]'), '{3,10}',
	'a btree index finds what is equal');
DROP INDEX several_btree;
CREATE INDEX several_hash ON several USING hash (p);
SELECT is((SELECT array_agg(id ORDER BY id) FROM several WHERE p = '[{"ranking": ["A"], "count": 2}]'), '{3,10}',
	'so does a hash index');
RESET enable_seqscan;

--
-- Looking into profiles
--
CREATE TEMP TABLE look AS SELECT '[{"ranking": ["A", "B"], "count": 3}, {"ranking": ["B"], "count": 2, "weight": 0.75},
	{"ranking": [], "count": 5}, {"ranking": [["A", "C"]], "count": 1, "weight": 10}]'::preference_profile AS p;
SELECT is(profile_ballots(p), 11::bigint, 'profile_ballots()') FROM look;
SELECT is(profile_total(p)::text, '18.75', 'profile_total() with the fewest decimals') FROM look;
SELECT is(profile_candidates(p), '{A,B,C}', 'profile_candidates()') FROM look;
SELECT results_eq('SELECT ranking, ballots, weight FROM look, profile_rankings(p)', $$
	VALUES ('[]'::jsonb, 5::bigint, 5::numeric), ('["A", "B"]', 3, 3), ('["B"]', 2, 0.75), ('[["A", "C"]]', 1, 10)
$$, 'profile_rankings()');
SELECT results_eq('SELECT ranking, ballots FROM look, profile_rankings(p, 3)', $$
	VALUES ('[]'::jsonb, 5::bigint), ('["A", "B"]', 3)
$$, 'profile_rankings() of at least so many ballots');
SELECT results_eq('SELECT ranking, ballots FROM look, profile_rankings(p, min_ballots => 5)', $$
	VALUES ('[]'::jsonb, 5::bigint)
$$, 'min_ballots by its name');
SELECT is(profile_ballots('[]'), 0::bigint, 'profile_ballots() of none');
SELECT is(profile_total('[]'), 0::numeric, 'profile_total() of none');
SELECT is(profile_candidates('[]'), '{}', 'profile_candidates() of none');
SELECT is(profile_candidates('[{"ranking": [], "count": 3}, {"ranking": [[]], "count": 3}]'), '{}',
	'profile_candidates() of ballots without names');
SELECT is_empty($$SELECT * FROM profile_rankings('[]')$$, 'profile_rankings() of none');
SELECT is(profile_ballots(NULL), NULL, 'profile_ballots(NULL)');
SELECT is(profile_total(NULL), NULL, 'profile_total(NULL)');
SELECT is(profile_candidates(NULL), NULL, 'profile_candidates(NULL)');
SELECT is_empty('SELECT * FROM profile_rankings(NULL)', 'profile_rankings(NULL)');
SELECT is(profile_ballots('[{"ranking": [], "count": 1000000000000000000, "weight": 1}]'), 1000000000000000000,
	'a million million million ballots');
SELECT is(profile_total('[{"ranking": ["A"], "count": 1, "weight": 999999999999999999.999999999}]')::text,
	'999999999999999999.999999999', 'a total of eighteen places before and nine after the point');

-- A stored profile is read again as it was written.
CREATE TEMP TABLE stored (id int, p preference_profile);
INSERT INTO stored SELECT n, p FROM large;
SELECT is(count(*), 5::bigint, 'stored, toasted and read again')
FROM stored JOIN large ON stored.id = large.n AND stored.p = large.p AND stored.p::text = large.p::text;

SELECT * FROM finish();
ROLLBACK;
