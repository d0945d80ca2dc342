-- Anybody may give the extension anything: values changed at random, odd
-- arguments to every function.  Each call must answer, or raise an error that
-- says what is wrong with the value; never one that says what is wrong with us.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_MUTATIONS
-- says how many values of each kind (1000).  Superusers only: the binary form
-- is read by COPY from a file, which is written by COPY too.
\ir lib/random.psql
\set mutations 1000
\getenv mutations PREFCOUNT_MUTATIONS
SELECT plan(25);
SELECT diag('PREFCOUNT_MUTATIONS=' || :mutations);
SELECT setseed(('x' || left(md5(:'seed'), 8))::bit(32)::int / 2147483648.0::float8);

-- The backend's memory at its highest, in MB.
CREATE FUNCTION pg_temp.peak_memory() RETURNS int
LANGUAGE sql AS $$
	SELECT substring(pg_read_file('/proc/self/status') FROM 'VmHWM:\s+(\d+)')::int / 1024
$$;
SELECT pg_temp.peak_memory() AS peak_before \gset

CREATE FUNCTION pg_temp.below(n bigint) RETURNS int
LANGUAGE sql AS $$ SELECT floor(random() * n)::int $$;

CREATE FUNCTION pg_temp.one_of(VARIADIC choices text[]) RETURNS text
LANGUAGE sql AS $$ SELECT choices[1 + floor(random() * cardinality(choices))::int] $$;

-- What went wrong: what was tried, and the SQLSTATE and message.
CREATE TEMP TABLE outcomes (kind text, input text, state text, message text);

-- The errors that a value may cause: class 22, a limit, a form or type of array
-- that cannot be counted.
CREATE FUNCTION pg_temp.is_proper(state text) RETURNS boolean
LANGUAGE sql AS $$ SELECT state ~ '^(00000|22|54)' OR state IN ('0A000', '42804') $$;

-- Run a statement and note how it ends.
CREATE FUNCTION pg_temp.try(kind text, statement text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE statement;
	INSERT INTO outcomes VALUES (kind, statement, '00000', NULL);
EXCEPTION WHEN OTHERS THEN
	INSERT INTO outcomes VALUES (kind, statement, SQLSTATE, SQLERRM);
END
$$;

CREATE FUNCTION pg_temp.improper(kind text) RETURNS text
LANGUAGE sql AS $$
	SELECT format($q$SELECT DISTINCT ON (state, message) state, message, left(input, 2000)
		FROM outcomes WHERE kind = %L AND NOT pg_temp.is_proper(state)$q$, kind)
$$;

-- Profiles to begin with.
CREATE TEMP TABLE seeds (n int GENERATED ALWAYS AS IDENTITY, t text);
INSERT INTO seeds (t) VALUES
	('[]'),
	('[{"ranking": [], "count": 1}]'),
	('[{"ranking": ["A"], "count": 1}]'),
	('[{"ranking": ["A", "B"], "count": 200}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", null, "A"], "count": 70000}]'),
	('[{"ranking": ["A", null, ["B", "C"], []], "count": 3, "weight": 4.5}, {"ranking": ["B", "A"], "count": 300},
	   {"ranking": [], "count": 1}, {"ranking": ["C"], "count": 1}, {"ranking": ["é"], "count": 2, "weight": 1000000000000}]'),
	('[{"ranking": [["A", "A"], "B", "A"], "count": 2, "weight": 0.000000001}, {"ranking": [[], []], "count": 5}]'),
	('[{"ranking": ["", "ab"], "count": 999999999999999999}, {"ranking": [null, null, "x"], "count": 1, "weight": 0.25}]');
INSERT INTO seeds (t)
SELECT jsonb_agg(jsonb_build_object('ranking', jsonb_build_array('c' || i % 17, 'c' || i % 13, 'c' || i % 7), 'count', i))::text
FROM generate_series(1, 40) AS i;
-- enough candidates for codes of two bytes
INSERT INTO seeds (t)
SELECT jsonb_agg(jsonb_build_object('ranking', jsonb_build_array('c' || i, 'c' || 301 - i), 'count', 1))::text
FROM generate_series(1, 300) AS i;

-- 1. The binary form.  COPY writes bytea as it reads any type: length, bytes.
CREATE FUNCTION pg_temp.mutate(bytes bytea, other bytea) RETURNS bytea
LANGUAGE plpgsql AS $$
DECLARE
	n	int;
	at	int;
	k	int;
BEGIN
	FOR i IN 0 .. pg_temp.below(3) LOOP
		n := length(bytes);
		at := pg_temp.below(greatest(n, 1));
		k := 1 + pg_temp.below(4);
		CASE pg_temp.below(CASE WHEN n = 0 THEN 1 ELSE 11 END)
			WHEN 0 THEN bytes := substr(bytes, 1, at) || substr(decode(md5(random()::text), 'hex'), 1, k) || substr(bytes, at + 1);
			WHEN 1 THEN bytes := set_byte(bytes, at, pg_temp.below(256));
			WHEN 2 THEN bytes := set_byte(bytes, at, get_byte(bytes, at) # (1 << pg_temp.below(8)));
			WHEN 3 THEN bytes := substr(bytes, 1, at) || substr(bytes, at + 1 + k);
			WHEN 4 THEN bytes := substr(bytes, 1, at) || substr(bytes, 1 + pg_temp.below(n), k) || substr(bytes, at + 1);
			WHEN 5 THEN bytes := substr(bytes, 1, at) || substr(other, 1 + pg_temp.below(length(other)));
			WHEN 6 THEN bytes := set_byte(bytes, at, (ARRAY[0, 1, 2, 127, 128, 239, 240, 253, 254, 255])[1 + pg_temp.below(10)]);
			WHEN 7 THEN bytes := substr(bytes, 1, at) || '\xffffffffffffffffff01'::bytea || substr(bytes, at + 1);
			ELSE bytes := set_byte(bytes, at, (get_byte(bytes, at) + CASE WHEN random() < 0.5 THEN 1 ELSE 255 END) % 256);
		END CASE;
	END LOOP;
	RETURN bytes;
END
$$;

CREATE TEMP TABLE received (n int GENERATED ALWAYS AS IDENTITY, p preference_profile);
CREATE TEMP TABLE sent (bytes bytea);

CREATE FUNCTION pg_temp.receive(bytes bytea) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	file text := current_setting('data_directory') || '/prefcount_mutation';
BEGIN
	EXECUTE format('COPY (SELECT %L::bytea) TO %L (FORMAT binary)', bytes, file);
	EXECUTE format('COPY received (p) FROM %L (FORMAT binary)', file);
	INSERT INTO sent VALUES (bytes);
	RETURN '00000';
EXCEPTION WHEN OTHERS THEN
	INSERT INTO outcomes VALUES ('binary', bytes::text, SQLSTATE, SQLERRM);
	RETURN SQLSTATE;
END
$$;

-- Few bytes that claim much allocate nothing.
CREATE TEMP TABLE claims AS
SELECT pg_temp.receive(bytes) AS state, bytes FROM (VALUES
	('\x010000ffffffff0f01'::bytea),                             -- candidates
	('\x01000001ffffffffffffffff7f0141'),                       -- rankings
	('\x010000ffffffffffffffffff01ffffffffffffffffff01'),       -- both
	('\x0100000101ffffffff0f41'),                               -- a label's length
	('\x01000001010141ffffffff0f02'),                           -- a ballot's length
	('\x0100000101014101fffeffffffff02'),                       -- a mark
	('\x010000010101410102ffffffffffffffffff01'),               -- a number of ballots
	('\x010000010101410102038080808080808080808001')) AS v(bytes); -- a weight
SELECT is_empty($$SELECT bytes, state FROM claims WHERE state <> '22P03'$$, 'what claims more than there is is refused');
SELECT cmp_ok(pg_temp.peak_memory() - :peak_before, '<', 20, 'without taking memory for it');
DELETE FROM outcomes;

CREATE TEMP TABLE binary_seeds AS
SELECT n, preference_profile_send(t::preference_profile) AS bytes FROM seeds;
SELECT count(pg_temp.receive(pg_temp.mutate(a.bytes, b.bytes)))
FROM generate_series(1, :mutations) AS i,
	 LATERAL (SELECT bytes FROM binary_seeds WHERE n = 1 + i % 9) AS a,
	 LATERAL (SELECT bytes FROM binary_seeds WHERE n = 1 + i / 9 % 9) AS b \gset
COPY (SELECT) TO PROGRAM 'rm -f prefcount_mutation';

SELECT is((SELECT count(*) FROM received) + (SELECT count(*) FROM outcomes), :mutations::bigint,
	'each binary form is read or refused');
SELECT is_empty($$SELECT DISTINCT ON (message) state, message, input FROM outcomes WHERE state <> '22P03'$$,
	'those refused are 22P03');
SELECT cmp_ok(count(*), '>', :mutations::bigint / 50, 'some are read') FROM received;
SELECT bag_eq('SELECT preference_profile_send(p) FROM received', 'SELECT bytes FROM sent', 'and sent as they came');
SELECT is_empty('SELECT p FROM received WHERE preference_profile_send(p::text::preference_profile) <> preference_profile_send(p)',
	'their text form gives the same bytes');
SELECT is_empty($$SELECT p FROM received GROUP BY n, p
	HAVING p::jsonb::preference_profile <> p OR profile_agg(p) <> p OR p - p <> '[]' OR p * 1 <> p OR profile_hash(p) IS NULL$$,
	'so do jsonb, merges, differences and products');

-- 2. The text form and jsonb.
CREATE FUNCTION pg_temp.odd_token() RETURNS text
LANGUAGE sql AS $$
	SELECT pg_temp.one_of('[', ']', '{', '}', '"', ',', ':', 'null', '[]', '{}', '"A"', '"B"', '["A", "A"]', '"ranking"', '"count"',
		'"weight"', '0', '-1', '1', '1e18', '1e19', '1e400', '1e-9', '1e-10', '0.1', '9223372036854775808', '1000000000000000000',
		'NaN', 'Infinity', '"\u0000"', '"\ud800"', '"\ud83d\ude00"', 'true', 'é', E'\t', '\', '"', 'count', '"weight": 0',
		', "weight": 0.000000001', ', "count": 1', '{"ranking": ["A"], "count": 1},', repeat('[', 20000), repeat('null, ', 500),
		repeat('x', 3000), '["' || repeat('y', 300) || '"]')
$$;

CREATE FUNCTION pg_temp.mutate(t text, other text) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	n	int;
	at	int;
BEGIN
	FOR i IN 0 .. pg_temp.below(3) LOOP
		n := length(t);
		at := pg_temp.below(n + 1);
		CASE pg_temp.below(5)
			WHEN 0 THEN t := overlay(t PLACING pg_temp.odd_token() FROM at + 1 FOR pg_temp.below(4));
			WHEN 1 THEN t := overlay(t PLACING '' FROM at + 1 FOR 1 + pg_temp.below(8));
			WHEN 2 THEN t := left(t, at) || substr(other, 1 + pg_temp.below(length(other)));
			WHEN 3 THEN t := overlay(t PLACING substr(t, 1 + pg_temp.below(n + 1), 1 + pg_temp.below(20)) FROM at + 1 FOR pg_temp.below(20));
			-- a number or a mark becomes another one
			ELSE t := regexp_replace(t, pg_temp.one_of('\d+(\.\d+)?', '"[A-Z]"', 'null', '\[\]', '"count": \d+'), pg_temp.odd_token(),
				1 + pg_temp.below(n), 1 + pg_temp.below(2));
		END CASE;
	END LOOP;
	RETURN t;
END
$$;

-- A value of the text form is read and comes back, or is refused.
CREATE FUNCTION pg_temp.read_text(t text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	p preference_profile;
BEGIN
	p := t::preference_profile;
	INSERT INTO outcomes VALUES ('text', t,
		CASE WHEN p::text::preference_profile::text = p::text AND p::text::preference_profile = p THEN '00000' ELSE 'other' END);
EXCEPTION WHEN OTHERS THEN
	INSERT INTO outcomes VALUES ('text', t, SQLSTATE, SQLERRM);
END
$$;
CREATE TEMP TABLE texts AS
SELECT pg_temp.mutate(a.t, b.t) AS t
FROM generate_series(1, :mutations) AS i, seeds AS a, seeds AS b
WHERE a.n = 1 + i % 8 AND b.n = 1 + i / 8 % 8;
SELECT count(pg_temp.read_text(t)) FROM texts \gset
SELECT is_empty(pg_temp.improper('text'), 'text forms are read and come back, or have a proper error');
SELECT cmp_ok(count(*), '>', :mutations::bigint / 50, 'some are read') FROM outcomes WHERE kind = 'text' AND state = '00000';

-- BLT, where it can be read.
CREATE TEMP TABLE blt_seeds (n int GENERATED ALWAYS AS IDENTITY, t text);
INSERT INTO blt_seeds (t) VALUES
	(E'4 2\n-2\n3 1 3 4 0\n4 1 3 2 0\n2.5 4 - 1=3 0\n(b-17) 1 2 0\n1 0\n0\n"Adam"\n"Basil"\n"Charlotte"\nDonald\n"Title" # of it\n'),
	(E'2 1\n1 1 2 0\n1 2 0\n0\n"A"\n"B"\n"T"\n'), (E'12 1\n-1 -12\n1 1=2=3=4=5=6=7=8=9=10 - - 11 0\n0\n' || (SELECT string_agg('"é' || i || '"', E'\n') FROM generate_series(1, 12) AS i));
CREATE FUNCTION pg_temp.mutate_blt(t text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	FOR i IN 0 .. pg_temp.below(3) LOOP
		t := overlay(t PLACING pg_temp.one_of('0', '-', '=', ' ', E'\n', '"', '#', '(', ')', '1', '99999999999', '2147483647', '-1', '1=1', '.', '0.1', '1e3',
			'1000000000000000001', E'\t', '""', '"C"', E'\r\n', repeat('9', 400), repeat('1 ', 40000), '1=2') FROM 1 + pg_temp.below(length(t)) FOR pg_temp.below(4));
	END LOOP;
	RETURN t;
END
$$;
SELECT count(pg_temp.try('blt', format('SELECT profile_from_blt(%1$L)::text, blt_rules(%1$L), '
	'profile_to_blt(profile_from_blt(%1$L), ''T''), 1 / (profile_total(profile_from_blt(profile_to_blt(profile_from_blt(%1$L), ''''))) '
	'= profile_total(profile_from_blt(%1$L)))::int', pg_temp.mutate_blt(t))))
FROM generate_series(1, :mutations) AS i JOIN blt_seeds ON n = 1 + i % 3 \gset
SELECT is_empty(pg_temp.improper('blt'), 'BLT is read or has a proper error');
SELECT cmp_ok(count(*), '>', :mutations::bigint / 50, 'some are read') FROM outcomes WHERE kind = 'blt' AND state = '00000';

-- 3. Rankings as jsonb, with weights, added and taken away again.
CREATE FUNCTION pg_temp.odd_ranking() RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
	t text := '[';
BEGIN
	FOR i IN 0 .. pg_temp.below(6) LOOP
		t := t || CASE WHEN i > 0 THEN ', ' ELSE '' END || pg_temp.one_of('"A"', '"B"', '"C"', 'null', '[]', '["A", "B"]', '["B", "A", "B"]',
			'1', '2.50', '-0', '1e300', '""', '"é"', '"\u20ac"', pg_temp.one_of('true', '{}', '[[]]', '[null]', '[["A"]]', '{"A": 1}', '"x"', '"y"'));
	END LOOP;
	t := t || ']';
	RETURN CASE WHEN random() < 0.1 THEN pg_temp.one_of('null', '"A"', '1', '{}', '[]', '{"ranking": ["A"]}') ELSE t END;
END
$$;
CREATE FUNCTION pg_temp.odd_weight() RETURNS text
LANGUAGE sql AS $$
	SELECT pg_temp.one_of('1', '0', '0.5', '1e18', '1e-9', '1e-10', '-1', '''NaN''::numeric', '''Infinity''::numeric', '1e1000', 'NULL', '2.000', '1e18 + 1e-9')
$$;
SELECT count(pg_temp.try('ranking', statement))
FROM generate_series(1, :mutations) AS i,
	 LATERAL (SELECT format(pg_temp.one_of(
		'SELECT irv_order(r, w), irv_winner(r, w), irv_runner_up(r), profile_agg(r, w)::text, (profile_agg(r, w) - profile_agg(r, w))::text '
			'FROM (VALUES (%1$L::jsonb, %2$s), (%3$L, 1)) AS v(r, w)',
		'SELECT prefcount_remove_ranking(prefcount_add_ranking(prefcount_add_ranking(NULL, %3$L::jsonb), %1$L::jsonb, %2$s), %1$L::jsonb, %2$s)::text',
		'SELECT prefcount_remove_ranking(prefcount_add_ranking(NULL, %3$L::jsonb), %1$L::jsonb, %2$s)::text',
		'SELECT profile_agg(r) OVER (ORDER BY i ROWS 1 PRECEDING) FROM (VALUES (1, %1$L::jsonb), (2, %3$L), (3, %1$L), (4, %3$L)) AS v(i, r)'),
		pg_temp.odd_ranking(), pg_temp.odd_weight(), pg_temp.odd_ranking()) AS statement WHERE i = i) AS s \gset
SELECT is_empty(pg_temp.improper('ranking'), 'rankings of jsonb are counted or have a proper error');
SELECT cmp_ok(count(*), '>', :mutations::bigint / 20, 'some are counted') FROM outcomes WHERE kind = 'ranking' AND state = '00000';

-- 4. Rules: keys and values that fit, nearly fit and do not fit.
CREATE FUNCTION pg_temp.odd_value(key text) RETURNS text
LANGUAGE sql AS $$
	SELECT CASE
		WHEN random() < 0.06 THEN pg_temp.one_of('null', 'true', '1', '-1', '1.5', '1e30', '"x"', '[]', '{}', '[null]', '[[]]', '["A", "A"]',
			'99999999999999999999', '"\u0000"', '[1, 2]', '""', '[{}]')
		WHEN key IN ('candidates', 'withdrawn') THEN pg_temp.one_of('[]', '["A"]', '["A", "B", "C"]', '["C", "B", "A", "é"]', '["x"]', '["A", ""]')
		WHEN key IN ('write_in', 'seed') THEN pg_temp.one_of('"A"', '"W"', '"x"', 'null', '""', '17')
		WHEN key = 'unlisted' THEN pg_temp.one_of('"error"', '"skip"', '"skip"', '"write_in"')
		WHEN key = 'overvotes' THEN pg_temp.one_of('"exhaust"', '"skip"', '"exhaust_if_multiple_continuing"')
		WHEN key = 'duplicates' THEN pg_temp.one_of('"exhaust"', '"skip"')
		WHEN key = 'threshold' THEN pg_temp.one_of('"continuing"', '"first_round"')
		WHEN key = 'stop' THEN pg_temp.one_of('"two_remain"', '"majority"', '"majority_or_one"')
		WHEN key = 'elimination' THEN pg_temp.one_of('"single"', '"batch"', '"top_two"')
		WHEN key = 'tie_break' THEN pg_temp.one_of('[]', '["leave"]', '["lot"]', '["backwards", "forwards", "order"]', '["error"]',
			'["first_preferences", "lot"]', '["leave", "order"]', '["order", "order"]')
		WHEN key = 'runner_up' THEN pg_temp.one_of('"final_two"', '"deciding_round"', '"winner_removed"')
		ELSE pg_temp.one_of('0', '1', '2', '3', '2147483647', '2147483648', '9223372036854775807', 'null')
	END
$$;
CREATE FUNCTION pg_temp.odd_rules() RETURNS text
LANGUAGE sql AS $$
	SELECT '{' || coalesce(string_agg(to_json(key) || ': ' || pg_temp.odd_value(key), ', '), '') || '}'
	FROM (SELECT key FROM jsonb_object_keys(irv_rules_check()) AS key WHERE random() < 0.25
		  UNION ALL SELECT pg_temp.one_of('Stop', '', 'other') WHERE random() < 0.02) AS k
$$;
SELECT count(pg_temp.try('rules', statement))
FROM generate_series(1, :mutations) AS i,
	 LATERAL (SELECT format(pg_temp.one_of(
		'SELECT count(x::text) FROM irv_rounds(%1$L, %2$L) AS x',
		'SELECT count(x::text) FROM irv_round_totals(%1$L, %2$L) AS x',
		'SELECT count(x::text) FROM irv_transfers(%1$L, %2$L) AS x',
		'SELECT count(x::text) FROM irv_flows(%1$L, %2$L) AS x',
		'SELECT count(x::text) FROM irv_places(%1$L, %2$L) AS x',
		'SELECT count(x::text) FROM irv_result(%1$L, %2$L) AS x',
		'SELECT count(x::text) FROM pairwise(%1$L, %2$L) AS x',
		'SELECT count(x::text) FROM second_preferences(%1$L, %2$L) AS x',
		'SELECT count(x::text) FROM final_preferences(%1$L, %2$L) AS x',
		'SELECT irv_winner(%1$L::preference_profile, %2$L), irv_runner_up(%1$L::preference_profile, %2$L), condorcet_winner(%1$L, %2$L)',
		'SELECT count(x::text) FROM irv_slice_rounds(%1$L, %1$L, %2$L) AS x',
		'SELECT count(x::text) FROM irv_slice_transfers(%3$L, %1$L, %2$L) AS x',
		'SELECT count(x::text) FROM irv_college_rounds(''{a,b}'', ARRAY[%1$L, %3$L]::preference_profile[], ''{2,1}'', %2$L) AS x',
		'SELECT count(x::text) FROM irv_college_places(''{a,b}'', ARRAY[%3$L, %1$L]::preference_profile[], ''{1e-9,1e18}'', %2$L) AS x',
		'SELECT irv_rules_check(irv_rules_check(%2$L))'),
		a.t, pg_temp.odd_rules(), b.t) AS statement
			  FROM seeds AS a, seeds AS b WHERE a.n = 1 + i % 8 AND b.n = 1 + i / 8 % 8) AS s \gset
SELECT is_empty(pg_temp.improper('rules'), 'rules are followed or have a proper error');
SELECT cmp_ok(count(*), '>', :mutations::bigint / 20, 'some are followed') FROM outcomes WHERE kind = 'rules' AND state = '00000';

-- 5. Every function that SQL can call, with arguments of the right types and
-- the oddest values, of which the catalog tells.
CREATE TEMP TABLE stored AS SELECT n, t::preference_profile AS p FROM seeds;
CREATE TEMP TABLE other_texts (t text);
INSERT INTO other_texts VALUES (''), ('A'), ('2 1'), (E'2 1\n1 1 2 0\n1 2 0\n0\n"A"\n"B"\n"T"\n'), ('labour'), (repeat('x', 100000));

CREATE FUNCTION pg_temp.odd_argument(type regtype) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	IF random() < 0.08 THEN
		RETURN 'NULL::' || type;
	END IF;
	RETURN CASE type::text
		WHEN 'preference_profile' THEN pg_temp.one_of(
			'(SELECT p FROM stored WHERE n = %s)',
			'(SELECT (profile_agg(p)) FROM stored WHERE n = %s)',
			'(SELECT q FROM (SELECT profile_agg(ARRAY[i %% 3, NULL, %s]) AS q FROM generate_series(1, 20) AS i OFFSET 0) AS x)',
			'(SELECT profile_agg(ARRAY[''A''], 0.5) FROM stored WHERE n = -%s)',
			'prefcount_merge(NULL, (SELECT p FROM stored WHERE n = %s))', '(SELECT p FROM received ORDER BY n LIMIT 1 OFFSET %s)')
		WHEN 'preference_profile[]' THEN pg_temp.one_of('ARRAY(SELECT p FROM stored WHERE n > %s)', 'ARRAY[NULL]::preference_profile[]',
			'''{}''::preference_profile[]', 'ARRAY(SELECT p FROM stored WHERE n = %s)')
		WHEN 'jsonb' THEN pg_temp.one_of('(SELECT p::jsonb FROM stored WHERE n = %s)', quote_literal(pg_temp.odd_rules()) || '::jsonb',
			quote_literal(pg_temp.odd_ranking()) || '::jsonb', '''{"A": "B", "B": "", "é": "A"}''::jsonb', '''{"A": null}''::jsonb', '''[]''::jsonb')
		WHEN 'text[]' THEN pg_temp.one_of('''{}''::text[]', '''{A,NULL,B}''::text[]', '''{NULL}''::text[]', '''{{A,B}}''::text[]',
			'''[7:8]={A,A}''::text[]', 'array_fill(''A''::text, ARRAY[3000])', '''{a,b}''::text[]', '''{"",é}''::text[]',
			'(SELECT array_agg(''c'' || i) FROM generate_series(1, 300) AS i)')
		WHEN 'numeric[]' THEN pg_temp.one_of('''{1,2}''::numeric[]', '''{1,NULL}''::numeric[]', '''{NaN,1}''::numeric[]', '''{0,1}''::numeric[]',
			'''{1e-30,1e30}''::numeric[]', '''{{1,2}}''::numeric[]', '''{}''::numeric[]', '''{1}''::numeric[]')
		WHEN 'numeric' THEN pg_temp.odd_weight()
		WHEN 'bigint' THEN pg_temp.one_of('0', '1', '-1', '9223372036854775807', '-9223372036854775808') || '::bigint'
		WHEN 'text' THEN pg_temp.one_of('''''', '''A''', '''labour''', '''é''', '(SELECT t FROM other_texts OFFSET %s / 2 LIMIT 1)') || '::text'
		WHEN 'cstring' THEN quote_literal('[{"ranking": ["A"], "count": 1}]') || '::cstring'
		WHEN 'boolean' THEN 'true'
		ELSE CASE WHEN type::text LIKE '%[]' THEN pg_temp.one_of('''{}''', '''{NULL}''',
				CASE WHEN type = 'uuid[]'::regtype THEN 'ARRAY[md5(''a'')::uuid, NULL]' ELSE '''{1,NULL,-2,1}''' END,
				CASE WHEN type = 'uuid[]'::regtype THEN 'ARRAY[[md5(''a'')::uuid]]' ELSE '''{{1,2}}''' END) || '::' || type
			ELSE 'NULL::' || type END
	END;
END
$$;
CREATE TEMP TABLE functions AS
SELECT row_number() OVER (ORDER BY p.oid) - 1 AS n, p.oid, p.proname, p.proargtypes::regtype[] AS arguments, p.provariadic
FROM pg_proc AS p JOIN pg_depend AS d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
WHERE d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount')
  AND p.prokind = 'f' AND NOT p.proargtypes::oid[] && '{internal}'::regtype[]::oid[];
CREATE FUNCTION pg_temp.odd_call(i int) RETURNS text
LANGUAGE sql AS $$
	SELECT format('SELECT count(x::text) FROM %I(%s) AS x', f.proname,
		string_agg(CASE WHEN f.provariadic <> 0 AND ordinality = cardinality(f.arguments) THEN 'VARIADIC ' ELSE '' END ||
			format(pg_temp.odd_argument(a), 1 + pg_temp.below(9)), ', ' ORDER BY ordinality))
	FROM functions AS f LEFT JOIN LATERAL unnest(f.arguments) WITH ORDINALITY AS a ON true
	WHERE f.n = i % (SELECT count(*) FROM functions)
	GROUP BY f.oid, f.proname, f.provariadic
$$;
SELECT count(pg_temp.try('call', pg_temp.odd_call(i))) FROM generate_series(1, :mutations * 2) AS i \gset
SELECT is_empty(pg_temp.improper('call'), 'every function answers any arguments, or has a proper error');
SELECT cmp_ok(count(*), '>=', :mutations::bigint / 2, 'some have an answer') FROM outcomes WHERE kind = 'call' AND state = '00000';

-- The functions of the long form work on a state that only an aggregate has:
-- PostgreSQL itself lets nobody else call them.
SELECT count(pg_temp.try('internal', statement)) FROM unnest(ARRAY[
	'SELECT prefcount_long_final(prefcount_long_add(NULL, 1::bigint, 1::bigint, 1::bigint))',
	'SELECT prefcount_long_final(prefcount_long_add(NULL, ''a''::text, 1::bigint, ''b''::text, 1::numeric))',
	'SELECT prefcount_long_final(prefcount_long_combine(NULL, NULL))',
	'SELECT prefcount_long_serialize(prefcount_long_add(NULL, 1::bigint, 1::bigint, 1::bigint))',
	'SELECT prefcount_long_final(prefcount_long_deserialize(''\x00'', NULL))',
	'SELECT prefcount_long_final(NULL)']) AS statement \gset
SELECT is_empty($$SELECT input, state FROM outcomes WHERE kind = 'internal' AND state NOT IN ('0A000', '42883')$$,
	'the functions of the long form cannot be called');

-- 6. Aggregates that a user makes of the support functions.
CREATE AGGREGATE pg_temp.own_sum(preference_profile) (SFUNC = prefcount_merge, STYPE = preference_profile,
	COMBINEFUNC = prefcount_merge);
CREATE AGGREGATE pg_temp.own_begun(text[]) (SFUNC = prefcount_add_ranking, STYPE = preference_profile,
	INITCOND = '[{"ranking": ["Z"], "count": 2}]');
CREATE AGGREGATE pg_temp.own_moving(text[]) (SFUNC = prefcount_add_ranking, STYPE = preference_profile, FINALFUNC = profile_to_jsonb,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MFINALFUNC = profile_to_jsonb);
CREATE AGGREGATE pg_temp.own_product(numeric) (SFUNC = profile_multiply, STYPE = preference_profile,
	INITCOND = '[{"ranking": ["A"], "count": 1}]', FINALFUNC = prefcount_winner_text);
CREATE FUNCTION pg_temp.last_of(state preference_profile, p preference_profile) RETURNS preference_profile
LANGUAGE sql AS 'SELECT coalesce(p, state)';
CREATE AGGREGATE pg_temp.own_last(preference_profile) (SFUNC = pg_temp.last_of, STYPE = preference_profile, FINALFUNC = prefcount_final);

SELECT is(ARRAY[pg_temp.own_sum(p), pg_temp.own_last(p ORDER BY n)], ARRAY[profile_agg(p), (array_agg(p ORDER BY n DESC))[1]],
	'sums and the last of profiles, by aggregates of a user')
FROM stored WHERE n <> 7;
SELECT is(pg_temp.own_begun(r), '[{"ranking": ["A"], "count": 3}, {"ranking": ["Z"], "count": 2}]', 'a state begun with a flat profile')
FROM (VALUES ('{A}'::text[]), ('{A}'), (NULL), ('{A}')) AS v(r);
SELECT results_eq($$SELECT pg_temp.own_moving(ARRAY[chr(65 + i % 3)]) OVER (ORDER BY i ROWS 2 PRECEDING) FROM generate_series(1, 50) AS i$$,
	$$SELECT profile_agg(ARRAY[chr(65 + i % 3)]) OVER (ORDER BY i ROWS 2 PRECEDING)::jsonb FROM generate_series(1, 50) AS i$$,
	'moving frames by an aggregate of a user');
SELECT is(pg_temp.own_product(i), 'A', 'a scalar of another state') FROM generate_series(1, 5) AS i;

-- 7. After all this.
SELECT cmp_ok(pg_temp.peak_memory() - :peak_before, '<', 1000, 'nothing has taken a gigabyte of memory');
SELECT is(irv_winner(r), 'B', 'and the session counts on')
FROM (VALUES ('{A}'::text[]), ('{B}'), ('{B}'), ('{A}'), ('{C,B}')) AS v(r);

SELECT * FROM finish();
ROLLBACK;
