\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(96);

CREATE TEMP TABLE v AS SELECT
	'[{"ranking": ["A", "B"], "count": 3}, {"ranking": ["B", null, "A"], "count": 2, "weight": 0.75},
	  {"ranking": [], "count": 1}]'::preference_profile AS p,
	'[{"ranking": ["A", "B"], "count": 1, "weight": 0.5}, {"ranking": ["C"], "count": 4}]'::preference_profile AS q;

--
-- p + q, p - q
--
SELECT is(p + q, '[{"ranking": ["A", "B"], "count": 4, "weight": 3.5}, {"ranking": ["B", null, "A"], "count": 2, "weight": 0.75},
	{"ranking": ["C"], "count": 4}, {"ranking": [], "count": 1}]', 'p + q') FROM v;
SELECT is(q + p, p + q, 'q + p is p + q') FROM v;
SELECT is((p + q) + p, p + (q + p), '(p + q) + p is p + (q + p)') FROM v;
SELECT is(p + '[]', p, 'p + nothing') FROM v;
SELECT is('[]' + p, p, 'nothing + p') FROM v;
SELECT is(p + q - q, p, 'p + q - q is p') FROM v;
SELECT is(p + q - p, q, 'p + q - p is q') FROM v;
SELECT is(p - p, '[]', 'p - p is empty') FROM v;
SELECT is(profile_candidates(p + q - q), '{A,B}', 'a candidate of the profile taken out is gone with it') FROM v;
SELECT is(p - '[]', p, 'p - nothing') FROM v;
SELECT is(p - '[{"ranking": ["A", "B"], "count": 2, "weight": 2.5}]', '[{"ranking": ["A", "B"], "count": 1, "weight": 0.5},
	{"ranking": ["B", null, "A"], "count": 2, "weight": 0.75}, {"ranking": [], "count": 1}]', 'a part of the ballots of a ranking')
FROM v;
SELECT throws_ok(format('SELECT %L::preference_profile - %L::preference_profile', a, b), '22023', NULL, name)
FROM (VALUES
	(1, 'a ranking that is not there', '[{"ranking": ["A"], "count": 1}]', '[{"ranking": ["B"], "count": 1}]'),
	(2, 'more ballots than there are', '[{"ranking": ["A"], "count": 1}]', '[{"ranking": ["A"], "count": 2}]'),
	(3, 'more weight than there is', '[{"ranking": ["A"], "count": 2}]', '[{"ranking": ["A"], "count": 1, "weight": 3}]'),
	(4, 'all ballots but not all weight', '[{"ranking": ["A"], "count": 2}]', '[{"ranking": ["A"], "count": 2, "weight": 1}]'),
	(5, 'all weight but not all ballots', '[{"ranking": ["A"], "count": 2}]', '[{"ranking": ["A"], "count": 1, "weight": 2}]'),
	(6, 'the empty profile', '[]', '[{"ranking": [], "count": 1}]'),
	(7, 'a blank ballot too many', '[{"ranking": ["A"], "count": 1}]', '[{"ranking": [], "count": 1}]')) AS x(n, name, a, b)
ORDER BY n;
SELECT ok(p + NULL IS NULL AND NULL + p IS NULL AND p - NULL IS NULL AND NULL - p IS NULL, 'NULL in, NULL out') FROM v;
SELECT is(profile_add(p, q), p + q, 'profile_add() is +') FROM v;
SELECT is(profile_subtract(p + q, q), p, 'profile_subtract() is -') FROM v;
SELECT throws_ok($$SELECT '[{"ranking": ["A"], "count": 1, "weight": 999999999999999999}]'::preference_profile
	+ '[{"ranking": ["B"], "count": 2}]'::preference_profile$$, '22003', NULL, 'a sum over 10^18');

--
-- p * factor
--
SELECT is(p * 2, '[{"ranking": ["A", "B"], "count": 3, "weight": 6}, {"ranking": ["B", null, "A"], "count": 2, "weight": 1.5},
	{"ranking": [], "count": 1, "weight": 2}]', 'p * 2 doubles the weights, not the ballots') FROM v;
SELECT is(p * 1, p, 'p * 1') FROM v;
SELECT is(p * 0.5 * 2, p, 'half of it, doubled') FROM v;
SELECT is(profile_multiply(p, 2), p * 2, 'profile_multiply() is *') FROM v;
-- 3 / 7 is 0.428571428(571...), 0.75 / 7 is 0.107142857(142...), 1 / 7 is 0.142857142(857...)
SELECT is(p * (1 / 7::numeric), '[{"ranking": ["A", "B"], "count": 3, "weight": 0.428571429},
	{"ranking": ["B", null, "A"], "count": 2, "weight": 0.107142857}, {"ranking": [], "count": 1, "weight": 0.142857143}]',
	'weights are rounded to nine places') FROM v;
-- Half up: 0.0000000005 is 0.000000001.
SELECT is('[{"ranking": ["A"], "count": 1}]'::preference_profile * 0.0000000005,
	'[{"ranking": ["A"], "count": 1, "weight": 0.000000001}]', 'half a billionth is rounded up');
SELECT is('[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 3}]'::preference_profile * 0.0000000004,
	'[{"ranking": ["B"], "count": 3, "weight": 0.000000001}]', 'what is rounded to zero is gone');
SELECT is(p * 0, '[]', 'p * 0 is empty') FROM v;
SELECT throws_ok(format('SELECT p * %L::numeric FROM v', factor), '22003', NULL, 'p * ' || factor)
FROM (VALUES (1, '-1'), (2, 'NaN'), (3, 'Infinity'), (4, '1e18'), (5, '1e19'), (6, '9223372036854775808')) AS x(n, factor) ORDER BY n;
SELECT is(p * NULL, NULL, 'p * NULL') FROM v;
SELECT is('[{"ranking": ["A"], "count": 1, "weight": 0.000000001}]'::preference_profile * 1000000000000000000000000000,
	'[{"ranking": ["A"], "count": 1, "weight": 1000000000000000000}]', 'a billionth times 10^27');

--
-- profile_without(): marks vanish from the ballots
--
CREATE TEMP TABLE w AS SELECT
	'[{"ranking": ["A", "B", "C"], "count": 1}, {"ranking": ["B"], "count": 1}, {"ranking": [["A", "B"], "C"], "count": 1},
	  {"ranking": [["A", "B", "C"]], "count": 1}, {"ranking": ["A", null, "B", null, "C"], "count": 1},
	  {"ranking": [["B", "B"], "A"], "count": 1}, {"ranking": ["B", []], "count": 1}]'::preference_profile AS p;
-- Without B: A>C; blank; A>C (the overvote is a single mark); A,C equal; A, skip,
-- skip, C (B's rank is dropped, the voter's own two stay); A; an overvote
-- without names.
SELECT is(profile_without(p, 'B'), '[{"ranking": ["A", "C"], "count": 2}, {"ranking": [], "count": 1},
	{"ranking": [["A", "C"]], "count": 1}, {"ranking": ["A", null, null, "C"], "count": 1}, {"ranking": ["A"], "count": 1},
	{"ranking": [[]], "count": 1}]', 'profile_without() one candidate') FROM w;
-- Without A and B: C; blank; C; C; skip, skip, C; blank; an overvote without names.
SELECT is(profile_without(p, 'A', 'B'), '[{"ranking": ["C"], "count": 3}, {"ranking": [], "count": 2},
	{"ranking": [null, null, "C"], "count": 1}, {"ranking": [[]], "count": 1}]', 'two candidates') FROM w;
SELECT is(profile_without(p, VARIADIC '{A,B}'), profile_without(p, 'B', 'A'), 'an array of them, in any order') FROM w;
SELECT is(profile_without(profile_without(p, 'A'), 'B'), profile_without(p, 'A', 'B'), 'one after the other') FROM w;
SELECT is(profile_without(p, 'nobody'), p, 'one who is not there') FROM w;
SELECT is(profile_without(p, VARIADIC '{}'), p, 'nobody') FROM w;
SELECT is(profile_ballots(profile_without(p, 'A', 'B', 'C')), 7::bigint, 'no ballot is lost') FROM w;
SELECT is(profile_total(profile_without(p * 0.1, 'A', 'B', 'C')), 0.7, 'nor any weight') FROM w;
SELECT is(profile_without(NULL, 'A'), NULL, 'profile_without(NULL)');
-- An array needs no VARIADIC, and a single name is a name, whatever it looks like.
SELECT is(profile_without(p, ARRAY['A', 'B']), profile_without(p, 'A', 'B'), 'an array without VARIADIC') FROM w;
SELECT is(profile_without(p, profile_candidates(p)), profile_without(p, 'A', 'B', 'C'), 'all of a column') FROM w;
SELECT is(profile_without(p, '{A,B}'::varchar[]), profile_without(p, VARIADIC '{A,B}'::varchar[]), 'of varchar') FROM w;
SELECT is(profile_without('[{"ranking": ["{A}", "A"], "count": 1}]', '{A}'), '[{"ranking": ["A"], "count": 1}]', 'a name in braces');
SELECT is(profile_without(p, NULL::text[]), NULL, 'no array') FROM w;
SELECT is(profile_without(candidates => ARRAY['A'], p => p), profile_without(p, 'A'), 'by the names of the arguments') FROM w;

--
-- Indexes: equal profiles are kept once; a large one fits no index, its hash does.
--
CREATE TEMP TABLE stored AS
SELECT n, profile_agg(ARRAY['A' || n % 4, 'B' || i % 5, 'C' || i % 7]) AS p FROM generate_series(1, 2000) AS n, generate_series(1, 10) AS i GROUP BY n;
CREATE INDEX once ON stored (p);
CREATE INDEX each ON stored (p) WITH (deduplicate_items = off);
SELECT cmp_ok(pg_relation_size('once') * 5, '<', pg_relation_size('each'), 'a btree index keeps equal profiles once');
SET LOCAL enable_seqscan = off;
SELECT is(count(*), 500::bigint, 'and finds them all') FROM stored WHERE p = (SELECT s.p FROM stored AS s WHERE s.n = 4);
RESET enable_seqscan;
CREATE TEMP TABLE large AS SELECT profile_agg(ARRAY[md5(i::text)]) AS p FROM generate_series(1, 1000) AS i;
SELECT throws_ok('CREATE UNIQUE INDEX ON large (p)', '54000', NULL, 'a profile of 30 kB is too large for an index');
SELECT lives_ok('CREATE UNIQUE INDEX ON large (sha256(preference_profile_send(p)))', 'its hash is not');
SELECT throws_ok('INSERT INTO large SELECT p FROM large', '23505', NULL, 'and keeps profiles unique');

--
-- profile_relabel()
--
SELECT is(profile_relabel('[{"ranking": ["7", null, ["9", "7"]], "count": 3}, {"ranking": ["8", []], "count": 1}]',
	'{"7": "Corbyn", "9": "Abbott"}'),
	'[{"ranking": ["Corbyn", null, ["Abbott", "Corbyn"]], "count": 3}, {"ranking": ["8", []], "count": 1}]',
	'profile_relabel(): what is not mapped stays');
SELECT is(profile_relabel('[{"ranking": ["smith", "J. Smith"], "count": 1}, {"ranking": ["J. Smith"], "count": 2},
	{"ranking": ["smith"], "count": 1, "weight": 0.5}]', '{"smith": "Smith", "J. Smith": "Smith"}'),
	'[{"ranking": ["Smith", "Smith"], "count": 1}, {"ranking": ["Smith"], "count": 3, "weight": 2.5}]',
	'several labels may become one; the marks stay marks');
SELECT is(profile_relabel('[{"ranking": ["A", "B"], "count": 1}]', '{"A": "B", "B": "A"}'),
	'[{"ranking": ["B", "A"], "count": 1}]', 'two candidates change their names');
SELECT is(profile_relabel('[{"ranking": [["A", "B"]], "count": 1}]', '{"A": "Z"}'),
	'[{"ranking": [["B", "Z"]], "count": 1}]', 'equal ranks are put in order again');
SELECT is(profile_relabel(p, '{}'), p, 'no label') FROM v;
SELECT is(profile_relabel(p, '{"nobody": "somebody"}'), p, 'a label that is not there') FROM v;
SELECT is(profile_relabel(p, '{"nobody": "somebody"}', missing_ok => true), p, 'a label that is not there, if that is all right') FROM v;
SELECT throws_ok($$SELECT profile_relabel('[{"ranking": ["Ann"], "count": 1}]', '{"Ann": "A", "Amn": "A"}', missing_ok => false)$$,
	'22023', 'no ballot marks a candidate who gets a new label', 'a label that is not there, if that is not all right');
SELECT is(profile_relabel(profile_agg(r) FILTER (WHERE r <> '{Bob}'), '{"Bob": "B"}', missing_ok => true),
	'[{"ranking": ["Ann"], "count": 1}]', 'who was only on ballots left out is on none')
FROM (VALUES (ARRAY['Ann']), (ARRAY['Bob'])) AS b (r);
SELECT is(profile_relabel('[{"ranking": ["Ann", "Bob"], "count": 1}]', '{"Ann": "A", "Bob": "B"}', missing_ok => false),
	'[{"ranking": ["A", "B"], "count": 1}]', 'all labels are there');
SELECT throws_ok($$SELECT profile_relabel('[{"ranking": ["Ann", "Bob"], "count": 1}]', '{"Ann": ""}')$$, '22023', 'new label is empty', 'nobody loses his name');
SELECT throws_ok($$SELECT profile_relabel('[{"ranking": ["Bob"], "count": 1}]', '{"Ann": ""}', true, false)$$, '22023', 'new label is empty', 'nor somebody on no ballot, where all labels are looked at');
SELECT ok(profile_relabel(NULL, '{}') IS NULL, 'profile_relabel(NULL)');
SELECT throws_ok(format('SELECT profile_relabel(p, %L) FROM v', labels), '22023', NULL, 'labels ' || labels)
FROM (VALUES (1, '[]'), (2, '"A"'), (3, 'null'), (4, '["A"]'), (5, '{"A": null}'), (6, '{"A": ["B"]}'), (7, '{"A": true}'))
	 AS x(n, labels) ORDER BY n;

-- Keys become names, and each name stays one candidate's.
CREATE TEMP TABLE keys (p preference_profile);
INSERT INTO keys VALUES ('[{"ranking": ["11", "12"], "count": 2}, {"ranking": ["13"], "count": 1}, {"ranking": ["Others", "11"], "count": 1}]');
CREATE FUNCTION pg_temp.doubles(labels jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	PERFORM profile_relabel(p, labels, missing_ok => true, doubles_ok => false) FROM keys;
	RETURN 'none';
EXCEPTION WHEN invalid_parameter_value THEN
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	RETURN detail;
END $$;
SELECT is(profile_relabel(p, '{"11": "Ann", "12": "Bob", "13": "Cat", "14": "Dan"}', missing_ok => true, doubles_ok => false),
	'[{"ranking": ["Ann", "Bob"], "count": 2}, {"ranking": ["Cat"], "count": 1}, {"ranking": ["Others", "Ann"], "count": 1}]',
	'doubles_ok false: a name for each key; the pool keeps its own') FROM keys;
SELECT is(pg_temp.doubles(labels::jsonb), detail, 'doubles_ok false: ' || labels)
FROM (VALUES ('{"11": "Ann", "12": "Bob"}', 'none'),
	('{"11": "Ann Lee", "12": "Bob", "13": "Ann Lee"}', '"Ann Lee" for "11", "13".'),
	('{"11": "Ann", "12": "Bob", "13": "Ann", "14": "Bob", "15": "Ann"}', '"Ann" for "11", "13", "15"; "Bob" for "12", "14".'),
	('{"11": "Others"}', '"Others" for "11", "Others".'), ('{"11": "12"}', '"12" for "11", "12".'), ('{"11": "12", "12": "11"}', 'none'),
	('{}', 'none')) AS v (labels, detail);
SELECT throws_ok($$SELECT profile_relabel(p, '{"11": "Ann", "12": "Ann"}', missing_ok => true, doubles_ok => false) FROM keys$$,
	'22023', 'several candidates would have the same label', 'doubles_ok false: with its error');
SELECT throws_ok($$SELECT profile_relabel(p, '{"11": "Ann", "99": "Bob"}', missing_ok => false, doubles_ok => false) FROM keys$$,
	'22023', 'no ballot marks a candidate who gets a new label', 'doubles_ok false, missing_ok false: both are looked for');
SELECT is(profile_relabel(p, '{"11": "Ann", "12": "Ann"}', missing_ok => true, doubles_ok => true), profile_relabel(p, '{"11": "Ann", "12": "Ann"}'),
	'doubles_ok true: as without') FROM keys;

--
-- profile_unmark()
--
SELECT is(profile_unmark('[{"ranking": ["A", "undervote", "B"], "count": 2}, {"ranking": ["skipped", "A", "skipped"], "count": 1}, {"ranking": ["undervote"], "count": 1},
		{"ranking": ["overvote", "A"], "count": 3}, {"ranking": ["A", "overvote"], "count": 1, "weight": 0.5}]'),
	'[{"ranking": ["A", null, "B"], "count": 2}, {"ranking": [null, "A"], "count": 1}, {"ranking": [], "count": 1}, {"ranking": [[], "A"], "count": 3}, {"ranking": ["A", []], "count": 1, "weight": 0.5}]',
	'profile_unmark(): words of exports of cast vote records');
SELECT is(profile_unmark('[{"ranking": [["A", "undervote"], "B"], "count": 1}, {"ranking": [["undervote", "skipped"], "B"], "count": 1}, {"ranking": [["A", "overvote", "skipped"], "B"], "count": 1}]'),
	'[{"ranking": ["A", "B"], "count": 1}, {"ranking": [null, "B"], "count": 1}, {"ranking": [[], "B"], "count": 1}]',
	'profile_unmark(): beside other marks');
SELECT is(profile_unmark('[{"ranking": ["-", "overvote", "x", "A", "undervote"], "count": 1}]', '{-}', '{x}'), '[{"ranking": [null, "overvote", [], "A", "undervote"], "count": 1}]',
	'profile_unmark(): words of one''s own replace the others');
SELECT is(profile_unmark('[{"ranking": ["x", "A"], "count": 1}]', '{x}', '{x}'), '[{"ranking": [[], "A"], "count": 1}]', 'profile_unmark(): a word of both is an overvote');
SELECT is(profile_unmark(p), p, 'profile_unmark(): no such word') FROM v;
SELECT is(profile_unmark(NULL), NULL, 'profile_unmark(NULL)');
SELECT is(profile_unmark(p, ARRAY[NULL]::text[], '{}'), p, 'profile_unmark(): no words') FROM v;

SELECT * FROM finish();
ROLLBACK;
