-- The test vectors: each profile's bytes, made by a program of its own from
-- doc/format.md, are what the server sends for its text form, and what it
-- receives gives that text; bytes in refused/ it does not take.
\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
SET client_encoding = 'UTF8';
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT * FROM no_plan();

CREATE TEMP TABLE vectors (name text, hex text, json text, received preference_profile);
\copy vectors (name, hex, json) from program 'for f in test/vectors/*.hex; do printf "%s\002%s\002%s\n" "$(basename "$f" .hex)" "$(tr -d "\n" <"$f")" "$(cat "${f%.hex}.json")"; done' with (format csv, delimiter E'\x02', quote E'\x01')
CREATE TEMP TABLE refused (name text, hex text);
\copy refused from program 'for f in test/vectors/refused/*.hex; do printf "%s %s\n" "$(basename "$f" .hex)" "$(tr -d "\n" <"$f")"; done' with (format text, delimiter ' ')

SELECT cmp_ok(count(*), '>=', 20::bigint, 'the vectors are there') FROM vectors;
SELECT cmp_ok(count(*), '>=', 20::bigint, 'and those to be refused') FROM refused;

-- Out: text to bytes.
SELECT ok(encode(preference_profile_send(json::preference_profile), 'hex') = hex, name || ': is sent as these bytes')
FROM vectors ORDER BY name COLLATE "C";

-- In: bytea's binary form is its bytes, just what a profile's would be.
\set file `mktemp /tmp/prefcount-vectors.XXXXXX`
\setenv PREFCOUNT_FILE :file
CREATE TEMP TABLE received (name text, p preference_profile);
\copy (SELECT name, decode(hex, 'hex') FROM vectors) to program 'cat >"$PREFCOUNT_FILE"' with (format binary)
\copy received from program 'cat "$PREFCOUNT_FILE"' with (format binary)
SELECT is(p::text, json, name || ': is received as this text')
FROM vectors LEFT JOIN received USING (name) ORDER BY name COLLATE "C";
SELECT is(p, json::preference_profile, name || ': and is the same value')
FROM vectors LEFT JOIN received USING (name) ORDER BY name COLLATE "C";

-- Each by itself, since the first error ends a COPY: the server's shell feeds
-- it, so superusers only.
CREATE FUNCTION pg_temp.outcome(bytes bytea) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	octal text := (SELECT coalesce(string_agg(format('\%s%s%s', b / 64, b / 8 % 8, b % 8), '' ORDER BY i), '')
				   FROM (SELECT i, get_byte(bytes, i) AS b FROM generate_series(0, length(bytes) - 1) AS i) AS x);
	size text := (SELECT string_agg(format('\%s%s%s', b / 64, b / 8 % 8, b % 8), '' ORDER BY i)
				  FROM generate_series(0, 3) AS i, get_byte(int4send(length(bytes)), i) AS b);
BEGIN
	EXECUTE format('COPY received (p) FROM PROGRAM %L (FORMAT binary)',
				   format('printf ''PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0\0\001%s%s\377\377''', size, octal));
	RETURN 'received';
EXCEPTION WHEN OTHERS THEN
	RETURN SQLSTATE;
END
$$;
SELECT is(pg_temp.outcome(decode(hex, 'hex')), 'received', 'a good one passes this way too')
FROM vectors WHERE name = 'overvotes';
SELECT is(pg_temp.outcome(decode(hex, 'hex')), '22P03', name || ': is refused') FROM refused ORDER BY name COLLATE "C";

\! rm "$PREFCOUNT_FILE"
SELECT * FROM finish();
ROLLBACK;
