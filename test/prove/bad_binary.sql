-- The binary form: COPY reads it with the type's receive function, fed by the
-- server's shell.  Superusers only, as any COPY FROM PROGRAM.
\ir lib/begin.psql
SELECT plan(15);

CREATE TEMP TABLE received (n int GENERATED ALWAYS AS IDENTITY, p preference_profile);

-- Bytes as printf takes them.
CREATE FUNCTION pg_temp.octal(bytes bytea) RETURNS text
LANGUAGE sql AS $$
	SELECT coalesce(string_agg('\' || lpad((b / 64)::text || (b / 8 % 8)::text || (b % 8)::text, 3, '0'), '' ORDER BY i), '')
	FROM (SELECT i, get_byte(bytes, i) AS b FROM generate_series(0, length(bytes) - 1) AS i) AS x
$$;

-- A statement that reads these bytes as one profile.
CREATE FUNCTION pg_temp.receive(bytes bytea) RETURNS text
LANGUAGE sql AS $$
	SELECT format('COPY received (p) FROM PROGRAM %L (FORMAT binary)',
				  format('printf ''%s''', pg_temp.octal('\x5047434f50590aff0d0a000000000000000000'::bytea
					  || '\x0001'::bytea || int4send(length(bytes)) || bytes || '\xffff'::bytea)))
$$;

CREATE TEMP TABLE good AS
SELECT preference_profile_send(p) AS bytes, p, length(preference_profile_send(p)) AS n
FROM (VALUES ('[{"ranking": ["A", null, ["B", "C"], []], "count": 3, "weight": 4.5}, {"ranking": ["B", "A"], "count": 300},
	{"ranking": [], "count": 1}, {"ranking": ["C"], "count": 1}, {"ranking": ["é"], "count": 2, "weight": 1000000000000}]'
	::preference_profile)) AS v(p);

SELECT lives_ok(pg_temp.receive(bytes), 'the bytes that were sent are read') FROM good;
SELECT is(received.p, good.p, 'and are the same') FROM received, good;
TRUNCATE received;

-- Every shorter form of it, and one byte more.
SELECT throws_ok(pg_temp.receive(''), '22P03', NULL, 'no byte');
SELECT throws_ok(pg_temp.receive(bytes || '\x00'), '22P03', NULL, 'a byte too many') FROM good;
CREATE FUNCTION pg_temp.outcome(bytes bytea) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	EXECUTE pg_temp.receive(bytes);
	RETURN 'read';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT results_eq($$SELECT DISTINCT pg_temp.outcome(substr(bytes, 1, i)) FROM good, generate_series(1, n - 1) AS i$$,
	$$VALUES ('22P03')$$, 'every form that ends too early');

-- The version and the flags.
SELECT results_eq($$SELECT DISTINCT pg_temp.outcome(set_byte(bytes, 0, b)) FROM good, generate_series(0, 255) AS b
	WHERE b <> get_byte(bytes, 0)$$, $$VALUES ('22P03')$$, 'every other version');
SELECT results_eq($$SELECT DISTINCT pg_temp.outcome(set_byte(bytes, 1, get_byte(bytes, 1) # (1 << b)))
	FROM good, generate_series(0, 7) AS b$$, $$VALUES ('22P03')$$, 'flags that mean nothing yet');

-- Any byte changed at random: refused as bad binary, or another profile in
-- canonical form.  Nothing else, and never the end of the server.
CREATE TEMP TABLE mutants AS
SELECT i, set_byte(bytes, ('x' || substr(md5('at' || i), 1, 6))::bit(24)::int % n,
				   ('x' || substr(md5('to' || i), 1, 2))::bit(8)::int) AS bytes
FROM good, generate_series(1, 600) AS i
UNION ALL
SELECT 1000 + i, set_byte(set_byte(bytes, ('x' || substr(md5('a' || i), 1, 6))::bit(24)::int % n,
								   ('x' || substr(md5('b' || i), 1, 2))::bit(8)::int),
						  ('x' || substr(md5('c' || i), 1, 6))::bit(24)::int % n,
						  ('x' || substr(md5('d' || i), 1, 2))::bit(8)::int)
FROM good, generate_series(1, 300) AS i
UNION ALL
SELECT 2000 + i, substr(bytes, 1, k) || substr(bytes, k + 2)
FROM good, generate_series(1, n - 1) WITH ORDINALITY AS x(k, i)
UNION ALL
SELECT 3000 + i, substr(bytes, 1, k) || '\xff' || substr(bytes, k + 1)
FROM good, generate_series(0, n - 1) WITH ORDINALITY AS x(k, i);
CREATE TEMP TABLE outcomes AS SELECT i, bytes, pg_temp.outcome(bytes) AS outcome FROM mutants;
SELECT is_empty($$SELECT i, bytes, outcome FROM outcomes WHERE outcome NOT IN ('read', '22P03')$$,
	'changed bytes are read or are 22P03');
SELECT is((SELECT count(*) FROM received), (SELECT count(*) FROM outcomes WHERE outcome = 'read'), 'each one read is there');
SELECT cmp_ok(count(*) FILTER (WHERE outcome = '22P03'), '>', count(*) / 2, 'most are refused') FROM outcomes;
SELECT is(count(*), 0::bigint, 'what was read is in canonical form: its bytes and its text give it back')
FROM received
WHERE p::text::preference_profile <> p OR preference_profile_send(p::text::preference_profile) <> preference_profile_send(p)
   OR profile_ballots(p) < 0;
SELECT bag_eq('SELECT preference_profile_send(p) FROM received', $$SELECT bytes FROM outcomes WHERE outcome = 'read'$$,
	'and those bytes are the ones that came');

-- The text form changed at random: 22P02, 22003 or a profile.
CREATE TEMP TABLE texts AS SELECT p::text AS t, length(p::text) AS n FROM good;
CREATE FUNCTION pg_temp.read(t text) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	RETURN CASE WHEN t::preference_profile::text::preference_profile::text = t::preference_profile::text
				THEN 'read' ELSE 'read, but not back' END;
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
CREATE TEMP TABLE read AS
SELECT i, t, pg_temp.read(t) AS outcome
FROM (SELECT i, overlay(t PLACING substr('[]{}",:\ null0123456789e.-ABu', 1 + i * 7 % 29, 1)
						FROM 1 + ('x' || substr(md5('at' || i), 1, 6))::bit(24)::int % n FOR 1 + i % 3) AS t
	  FROM texts, generate_series(1, 5000) AS i
	  UNION ALL
	  SELECT -i, substr(t, 1, i) FROM texts, generate_series(0, n - 1) AS i) AS x;
SELECT is_empty($$SELECT i, t, outcome FROM read WHERE outcome NOT IN ('read', '22P02', '22003')$$,
	'changed text is read, 22P02 or 22003');
SELECT results_eq('SELECT DISTINCT outcome FROM read WHERE i <= 0', $$VALUES ('22P02')$$, 'text that ends too early is 22P02');
SELECT cmp_ok(count(*) FILTER (WHERE outcome = 'read'), '>=', 100::bigint, 'some changes make another profile') FROM read;

SELECT * FROM finish();
ROLLBACK;
