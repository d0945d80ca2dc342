-- However ballots are spread: 10,000 random ones in one to eight random parts,
-- each part's profile carried as text and in binary, then merged.
--
-- PREFCOUNT_SEED repeats a run; each run prints its seed.
\ir lib/random.psql
SELECT plan(50);

-- A number from 0 to n - 1, drawn for a ballot and a purpose.
CREATE FUNCTION pg_temp.draw(seed text, ballot int, purpose text, n int) RETURNS int LANGUAGE sql AS $$
	SELECT (('x' || substr(md5(concat_ws(':', seed, ballot, purpose)), 1, 8))::bit(32)::bigint % n)::int
$$;

-- Few candidates high up, many further down; ranks skipped, overvotes with and
-- without names, repeats, blank ballots; weights of up to nine decimals.
CREATE TEMP TABLE ballots AS
SELECT i, coalesce((
		   SELECT jsonb_agg(CASE pg_temp.draw(:'seed', i, 'kind' || rank, 12)
					WHEN 0 THEN 'null'::jsonb
					WHEN 1 THEN jsonb_build_array('B' || pg_temp.draw(:'seed', i, 'b' || rank, 3), 'É')
					WHEN 2 THEN CASE WHEN i % 10 = 0 THEN '[]'::jsonb ELSE 'null' END
					ELSE to_jsonb('B' || pg_temp.draw(:'seed', i, 'c' || rank, 3 + rank * rank)) END ORDER BY rank)
		   FROM generate_series(1, pg_temp.draw(:'seed', i, 'ranks', 8)) AS rank), '[]') AS ranking,
	   CASE i % 4 WHEN 0 THEN 1 WHEN 1 THEN 2 ELSE pg_temp.draw(:'seed', i, 'weight', 3000000) / 1000000000.0 + 0.5 END AS weight
FROM generate_series(1, 10000) AS i;
CREATE TEMP TABLE whole AS
SELECT profile_agg(ranking) AS p, profile_agg(ranking, weight) AS weighted,
	   irv_winner(ranking) AS winner, irv_runner_up(ranking, weight) AS runner_up, irv_order(ranking) AS finish
FROM ballots;
SELECT is(profile_ballots(p), 10000::bigint, 'ten thousand ballots') FROM whole;
SELECT cmp_ok(count(*), '>', 1000::bigint, 'of many rankings') FROM whole, profile_rankings(p);

-- Their parts, by k.  An empty part is a profile all the same.
CREATE TEMP TABLE parts AS
SELECT k, part, profile_agg(ranking) AS p, profile_agg(ranking, weight) AS weighted
FROM (SELECT k, pg_temp.draw(:'seed', i, 'part' || k, k) AS part, ranking, weight
	  FROM ballots, generate_series(1, 8) AS k OFFSET 0) AS x
GROUP BY k, part;
INSERT INTO parts VALUES (8, 8, '[]', '[]');
CREATE TEMP TABLE by_text AS
SELECT k, part, p::text::preference_profile AS p, weighted::text::preference_profile AS weighted FROM parts;
CREATE TEMP TABLE by_binary (LIKE parts);
\set file `mktemp /tmp/prefcount-splits.XXXXXX`
\setenv PREFCOUNT_FILE :file
\copy parts to program 'cat >"$PREFCOUNT_FILE"' with (format binary)
\copy by_binary from program 'cat "$PREFCOUNT_FILE"' with (format binary)
\! rm "$PREFCOUNT_FILE"

SELECT is(sum(profile_ballots(p)), 10000::numeric, k || ' parts: each ballot is in one of them') FROM parts GROUP BY k ORDER BY k;
SELECT ok(m.p = whole.p AND m.weighted = whole.weighted, m.k || ' parts: merged as text')
FROM whole, (SELECT k, profile_agg(p) AS p, profile_agg(weighted) AS weighted FROM by_text GROUP BY k) AS m ORDER BY m.k;
SELECT ok(m.p = whole.p AND m.weighted = whole.weighted, m.k || ' parts: merged in binary')
FROM whole, (SELECT k, profile_agg(p) AS p, profile_agg(weighted) AS weighted FROM by_binary GROUP BY k) AS m ORDER BY m.k;
SELECT ok(m.p = whole.p AND m.weighted = whole.weighted, m.k || ' parts: the last first')
FROM whole, (SELECT k, profile_agg(p ORDER BY part DESC) AS p, profile_agg(weighted ORDER BY part DESC) AS weighted
			 FROM by_binary GROUP BY k) AS m ORDER BY m.k;
SELECT ok(irv_winner(m.p) IS NOT DISTINCT FROM whole.winner AND irv_runner_up(m.weighted) IS NOT DISTINCT FROM whole.runner_up
		  AND (SELECT array_agg(candidate ORDER BY place) FILTER (WHERE place IS NOT NULL) FROM irv_places(m.p)) = whole.finish,
		  m.k || ' parts: the winner, the runner-up and the order are those of all ballots')
FROM whole, (SELECT k, profile_agg(p) AS p, profile_agg(weighted) AS weighted FROM by_text GROUP BY k) AS m ORDER BY m.k;

-- By the function that combines two states, pair by pair, as servers that are
-- spread over several levels do.
WITH RECURSIVE folded AS (
	SELECT k, 0 AS part, p, weighted FROM by_binary WHERE part = 0
	UNION ALL
	SELECT f.k, b.part, prefcount_merge(b.p, f.p), prefcount_merge(f.weighted, b.weighted)
	FROM folded AS f JOIN by_binary AS b ON b.k = f.k AND b.part = f.part + 1
)
SELECT ok(f.p = whole.p AND f.weighted = whole.weighted, f.k || ' parts: state by state')
FROM whole, (SELECT DISTINCT ON (k) * FROM folded ORDER BY k, part DESC) AS f ORDER BY f.k;

SELECT * FROM finish();
ROLLBACK;
