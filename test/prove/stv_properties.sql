-- What must hold for every contest for several seats, on random ones: other names
-- and another way to put the profile together change nothing, no vote is lost in
-- any round, slices add up, one seat is instant runoff, all seats are everybody.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many contests (2000).
\set python_there `python3 -c "" 2>/dev/null && echo true || echo false`
\if :python_there
\set contests 2000
\ir lib/random.psql

\setenv PREFCOUNT_STV_SEED :seed
\setenv PREFCOUNT_STV_CONTESTS :contests

CREATE TEMP TABLE drawn (number int GENERATED ALWAYS AS IDENTITY, contest jsonb);
\copy drawn(contest) from program 'PYTHONDONTWRITEBYTECODE=1 python3 test/recount/stv_recount.py "properties $PREFCOUNT_STV_SEED" $PREFCOUNT_STV_CONTESTS' with (format csv, quote E'\x01', delimiter E'\x02')

-- Names that sort the other way round.
CREATE FUNCTION pg_temp.renamed(name text) RETURNS text LANGUAGE sql AS $$
	SELECT string_agg(chr(219 - ascii(lower(c))), '' ORDER BY n) FROM regexp_split_to_table(name, '') WITH ORDINALITY AS s(c, n)
$$;

-- Every other ranking, to be a slice.
CREATE FUNCTION pg_temp.half(p preference_profile, remainder int) RETURNS preference_profile LANGUAGE sql AS $$
	SELECT coalesce(jsonb_agg(jsonb_build_object('ranking', ranking, 'count', ballots, 'weight', weight)), '[]')::preference_profile
	FROM (SELECT *, row_number() OVER () % 2 AS r FROM profile_rankings(p)) AS x WHERE r = remainder
$$;

CREATE TEMP TABLE counted AS
SELECT number, p, contest->'rules' AS rules, contest->'rules'->>'method' AS method, candidates,
	pg_temp.half(p, 1) AS one, pg_temp.half(p, 0) AS other,
	(SELECT jsonb_object_agg(name, pg_temp.renamed(name)) FROM unnest(candidates) AS name) AS names,
	(SELECT jsonb_agg(pg_temp.renamed(name) ORDER BY n) FROM unnest(candidates) WITH ORDINALITY AS c(name, n)) AS renamed
FROM drawn, LATERAL (SELECT (contest->'ballots')::preference_profile AS p,
	ARRAY(SELECT jsonb_array_elements_text(contest->'rules'->'candidates')) AS candidates) AS x;

SELECT plan(6);

SELECT is_empty($$
	SELECT number, method FROM counted
	WHERE ARRAY(SELECT names->>name FROM unnest(stv_elected(p, rules)) WITH ORDINALITY AS e(name, n) ORDER BY n) <>
		stv_elected(profile_relabel(p, names), rules || jsonb_build_object('candidates', renamed))
$$, 'other names change nothing');

SELECT is_empty($$
	SELECT number, method FROM counted, LATERAL (SELECT profile_agg(x) AS again FROM (VALUES (one), (other)) AS v(x)) AS a
	WHERE (SELECT jsonb_agg(r) FROM stv_rounds(p, rules) AS r) <> (SELECT jsonb_agg(r) FROM stv_rounds(again, rules) AS r)
$$, 'nor does a profile that is put together from parts');

SELECT is_empty($$
	SELECT number, method, bad.* FROM counted, LATERAL (
		SELECT t.round FROM stv_round_totals(p, rules) AS t
		JOIN (SELECT r.round, sum(r.votes) AS votes FROM stv_rounds(p, rules) AS r GROUP BY r.round) AS r USING (round)
		WHERE profile_total(p) <> t.exhausted + t.lost_by_fraction + t.blank + r.votes
			OR t.exhausted <> t.exhausted_choices + t.exhausted_overvote + t.exhausted_skipped + t.exhausted_repeated) AS bad
$$, 'no vote is lost in any round');

-- Who has transferred a surplus keeps a part that need not be a decimal in slices.
SELECT is_empty($$
	SELECT number, method, bad.* FROM counted, LATERAL (
		SELECT round, candidate, w.votes, a.votes AS one, b.votes AS other FROM stv_rounds(p, rules) AS w
		JOIN stv_slice_rounds(one, p, rules) AS a USING (round, candidate)
		JOIN stv_slice_rounds(other, p, rules) AS b USING (round, candidate)
		WHERE abs(w.votes - a.votes - b.votes) > 1e-15 OR (w.status <> 'elected' AND w.votes <> a.votes + b.votes)) AS bad
	WHERE method NOT IN ('senate', 'act', 'victoria') AND coalesce(rules->'decimals' <> 'null', true)
$$, 'slices add up');

-- IRV counts to two and may go on; a quota is more than half of all votes.
SELECT is_empty($$
	SELECT number FROM counted, LATERAL (SELECT jsonb_build_object('candidates', candidates) AS declared) AS d,
		irv_result(p, declared) AS i, stv_result(p, declared || '{"seats": 1, "tie_break": ["backwards", "leave"]}') AS s
	WHERE i.ties_broken = 0 AND i.tied IS NULL AND s.ties_broken = 0 AND s.tied IS NULL AND i.exhausted = 0 AND i.winner IS NOT NULL
	AND s.elected <> ARRAY[i.winner]
$$, 'one seat by wigm is an instant runoff where no tie and no exhausted vote intervenes');

SELECT is_empty($$
	SELECT number, method FROM counted
	WHERE ARRAY(SELECT unnest(stv_elected(p, rules || jsonb_build_object('seats', cardinality(candidates) + number % 2))) ORDER BY 1) <>
		ARRAY(SELECT unnest(candidates) ORDER BY 1)
$$, 'as many seats as candidates, or more, elect everybody');

SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP there is no python3
\endif
