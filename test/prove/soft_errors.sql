\ir lib/begin.psql

-- From PostgreSQL 16 on a statement can ask whether a text is a value of a type,
-- and is told what is wrong with it without an error.
SELECT to_regprocedure('pg_input_is_valid(text, text)') IS NULL AS older \gset
\if :older
SELECT '1..0 # SKIP PostgreSQL 16 is the first that asks a type for errors';
\quit
\endif
SELECT plan(30);

CREATE TEMP TABLE texts (n int, text text, state text);
INSERT INTO texts VALUES
	(1, '[]', NULL), (2, '[{"ranking": ["A", null, ["B", 1e3]], "count": 3, "weight": 4.5}]', NULL),
	(3, '', '22P02'), (4, '[', '22P02'), (5, '{}', '22P02'), (6, '[1]', '22P02'), (7, '[{"ranking": ["A"]}]', '22P02'),
	(8, '[{"ranking": ["A"], "count": 1, "x": 1}]', '22P02'), (9, '[{"ranking": ["A"], "count": 0}]', '22P02'),
	(10, '[{"ranking": ["A"], "count": 1.5}]', '22P02'), (11, '[{"ranking": ["A"], "count": -1}]', '22P02'),
	(12, '[{"ranking": ["A"], "count": 1, "count": 1}]', '22P02'), (13, '[{"ranking": [{}], "count": 1}]', '22P02'),
	(14, '[{"ranking": [[[]]], "count": 1}]', '22P02'), (15, '[{"ranking": [true], "count": 1}]', '22P02'),
	(16, '[{"ranking": ["\u0000"], "count": 1}]', '22P05'), (17, '[{"ranking": ["\ud800"], "count": 1}]', '22P02'),
	(18, '[{"ranking": ["A"], "count": 1, "weight": -1}]', '22003'), (19, '[{"ranking": ["A"], "count": 1, "weight": 0.0000000001}]', '22003'),
	(20, '[{"ranking": ["A"], "count": 1e999999}]', '22003'), (21, '[{"ranking": [1e999999], "count": 1}]', '22003'),
	(22, '[{"ranking": ["A"], "count": 1000000000000000001}]', '22003'),
	(23, '[{"ranking": ["A"], "count": 600000000000000000}, {"ranking": ["B"], "count": 600000000000000000}]', '22003'),
	(24, '[{"ranking": ["A"], "count": 1, "weight": 600000000000000000}, {"ranking": ["A"], "count": 1, "weight": 600000000000000000}]', '22003'),
	(25, format('[{"ranking": %s, "count": 1}]', to_jsonb(array_fill('A'::text, '{32768}'))), '54000'),
	(26, format('[{"ranking": %s, "count": 1}]', to_jsonb(array_fill(NULL::text, '{32767}'))::text || ''), NULL);

SELECT is((SELECT sql_error_code FROM pg_input_error_info(text, 'preference_profile')), state, 'text ' || n || ': ' || coalesce(state, 'valid'))
FROM texts ORDER BY n;
SELECT is(array_agg(n), NULL, 'pg_input_is_valid() says the same') FROM texts WHERE pg_input_is_valid(text, 'preference_profile') <> (state IS NULL);
SELECT is(hint IS NOT NULL AND detail IS NOT NULL, true, 'what is wrong and what to do is told too') FROM texts, pg_input_error_info(text, 'preference_profile') WHERE n = 7;
SELECT is((SELECT sql_error_code FROM pg_input_error_info('{"stop": "majority"}', 'prefcount_weight')), '22023', 'rules are no weight');
SELECT is((SELECT sql_error_code FROM pg_input_error_info('x', 'prefcount_weight')), '22P02', 'nor is a word');

SELECT * FROM finish();
ROLLBACK;
