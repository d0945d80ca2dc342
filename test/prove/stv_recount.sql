-- Random contests for several seats, counted by the extension and by a slow
-- recount in Python, which was written from the rule texts: elected, and votes,
-- quota, exhausted and lost ones in every round.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many contests (500).
\set python_there `python3 -c "" 2>/dev/null && echo true || echo false`
\if :python_there
\set contests 500
\ir lib/random.psql

\setenv PREFCOUNT_STV_SEED :seed
\setenv PREFCOUNT_STV_CONTESTS :contests

CREATE TEMP TABLE drawn (number int GENERATED ALWAYS AS IDENTITY, contest jsonb);
\copy drawn(contest) from program 'PYTHONDONTWRITEBYTECODE=1 python3 test/recount/stv_recount.py $PREFCOUNT_STV_SEED $PREFCOUNT_STV_CONTESTS' with (format csv, quote E'\x01', delimiter E'\x02')

-- What differs, round by round; exact fractions, of votes or of a quota, are cut
-- where they are shown, and what is cut adds to what is lost.
CREATE FUNCTION pg_temp.differences(c jsonb) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
	p preference_profile := (c->'ballots')::preference_profile;
	rules jsonb := c->'rules';
	exact boolean := rules->'decimals' = 'null' OR rules->>'quota' <> 'droop';
	elected text[] := stv_elected(p, rules);
	difference text;
BEGIN
	IF to_jsonb(elected) <> c->'expected'->'elected' THEN
		RETURN format('elected are %s, not %s', elected, c->'expected'->'elected');
	END IF;
	SELECT format('round %s: %s, not %s', coalesce(ours.round, e.number), ours.round_is, e.round_is) INTO difference
	FROM (SELECT t.round, jsonb_build_object('votes', (SELECT jsonb_object_agg(candidate, r.votes) FROM stv_rounds(p, rules) AS r WHERE r.round = t.round),
			'exhausted', exhausted, 'lost', CASE WHEN NOT exact THEN lost_by_fraction END,
			'quota', CASE WHEN exact THEN trunc(quota, 18) ELSE quota END) AS round_is
		  FROM stv_round_totals(p, rules) AS t) AS ours
	FULL JOIN (SELECT number, jsonb_build_object('votes', (SELECT jsonb_object_agg(key, value::numeric) FROM jsonb_each_text(e->'votes')),
			'exhausted', (e->>'exhausted')::numeric, 'lost', CASE WHEN NOT exact THEN (e->>'lost')::numeric END,
			'quota', (e->>'quota')::numeric) AS round_is
		  FROM jsonb_array_elements(c->'expected'->'rounds') WITH ORDINALITY AS x(e, number)) AS e ON e.number = ours.round
	WHERE ours.round_is IS DISTINCT FROM e.round_is
	ORDER BY coalesce(ours.round, e.number) LIMIT 1;
	RETURN coalesce(difference, '');
END $$;

SELECT plan(1 + count(*)::int) FROM drawn;
SELECT is(count(*), (:'contests')::bigint, 'the recount has counted all contests') FROM drawn;
SELECT is(pg_temp.differences(contest), '', format('contest %s of seed %s: %s', number, :'seed', contest->'rules'->>'method'))
FROM drawn ORDER BY number;

SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP there is no python3
\endif
