-- Draws that others have made: the known answers of Random123, and draws of the
-- Bayesian bootstrap and of the Polya posterior, counted.
\ir lib/cases.psql
\if :cases_there

\ir lib/begin.psql
\ir ../recount/recount.sql
\ir ../recount/redraw.sql
CREATE TEMP TABLE lines (number int GENERATED ALWAYS AS IDENTITY, line jsonb);
\copy lines(line) from program 'cat "$PREFCOUNT_CASES"/margins/redraw.jsonl' with (format csv, quote E'\x01', delimiter E'\x02')

-- A number in hexadecimal digits, or as it is.
CREATE FUNCTION pg_temp.numbers(list jsonb) RETURNS bigint[]
LANGUAGE sql AS $$
	SELECT array_agg(CASE jsonb_typeof(e) WHEN 'string' THEN ('x' || lpad(e ->> 0, 16, '0'))::bit(64)::bigint ELSE (e ->> 0)::bigint END ORDER BY i)
	FROM jsonb_array_elements(list) WITH ORDINALITY AS u (e, i)
$$;

-- A case with the votes and ballots of each ranking beside its number.
CREATE TEMP TABLE cases AS
SELECT number, line ->> 'name' AS name, line ->> 'seed' AS seed, (line ->> 'draw')::bigint AS draw, (line ->> 'polya_outstanding')::bigint AS outstanding,
	   (line -> 'ballots')::preference_profile AS p, ARRAY(SELECT jsonb_array_elements_text(line -> 'order')) AS finish,
	   (SELECT jsonb_agg(b || jsonb_build_object('weight', (line #>> ARRAY['bayesian_bootstrap_nanovotes', (i - 1)::text])::numeric / 1000000000))
		FROM jsonb_array_elements(line -> 'ballots') WITH ORDINALITY AS u (b, i)) AS bootstrap,
	   (SELECT jsonb_agg(b || jsonb_build_object('count', (line #>> ARRAY['polya_counts', (i - 1)::text])::bigint))
		FROM jsonb_array_elements(line -> 'ballots') WITH ORDINALITY AS u (b, i)) AS polya
FROM lines WHERE line ? 'draw';

SELECT plan(1 + (SELECT count(*)::int FROM lines WHERE line ? 'counter') + 5 * (SELECT count(*)::int FROM cases));
SELECT cmp_ok(count(*), '>=', 32::bigint, 'the cases are there') FROM cases;
SELECT is(recount.philox(pg_temp.numbers(line -> 'counter'), pg_temp.numbers(line -> 'key')), pg_temp.numbers(line -> 'words'), 'a known answer of Random123')
FROM lines WHERE line ? 'counter' ORDER BY number;
SELECT is(profile_redraw(p, draw, seed), bootstrap::preference_profile, format('%s, draw %s by %L: the votes', name, draw, seed)) FROM cases ORDER BY number;
SELECT is(recount.redraw(p, draw, seed)::preference_profile, bootstrap::preference_profile, format('%s, draw %s by %L: the recount too', name, draw, seed)) FROM cases ORDER BY number;
SELECT is(profile_redraw(p, draw, seed, outstanding), polya::preference_profile, format('%s, draw %s by %L: the ballots', name, draw, seed)) FROM cases ORDER BY number;
SELECT is(recount.redraw(p, draw, seed, outstanding)::preference_profile, polya::preference_profile, format('%s, draw %s by %L: the recount too', name, draw, seed)) FROM cases ORDER BY number;
SELECT is(ARRAY(SELECT candidate FROM irv_places(profile_redraw(p, draw, seed)) ORDER BY place DESC), finish, format('%s, draw %s by %L: the order of finish', name, draw, seed)) FROM cases ORDER BY number;
SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP no cases from outside at :cases
\endif
