-- Draws of random contests: profile_redraw() and the recount make the same, and
-- irv_chances() is irv_places() over them, counted, under random rules and
-- presets, of one profile and of classes.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many contests (500).
\set contests 500
\ir lib/random.psql
\ir ../recount/recount.sql
\ir ../recount/contests.sql
\ir ../recount/compare.sql
\ir ../recount/redraw.sql

-- A contest with up to three classes of voters, which may be one and the same as
-- the profile, and how many ballots are outstanding in each.
CREATE TYPE recount.poll AS (classes preference_profile[], outstanding bigint[], rules jsonb, draws bigint, seed text);

-- Without weights, if ballots are outstanding; now and then with weights of next
-- to nothing, so that rankings are left without a vote.
CREATE FUNCTION recount.draw_poll(seed text, number int) RETURNS recount.poll
LANGUAGE plpgsql AS $$
DECLARE
	drawn		recount.drawn := recount.draw_contest(seed, number);
	p			preference_profile := drawn.ballots::text::preference_profile;
	whole		preference_profile := (SELECT jsonb_agg(b - 'weight') FROM jsonb_array_elements(p::jsonb) AS b)::preference_profile;
	poll		recount.poll;
	n			int := recount.die(3);
BEGIN
	poll.draws := recount.die(4);
	poll.seed := recount.one_of('', 'a', 'Ångström', seed);
	poll.rules := drawn.rules;
	IF random() < 0.3 THEN
		poll.rules := (SELECT rules FROM irv_rules_presets() ORDER BY name COLLATE "C" OFFSET recount.die((SELECT count(*)::int FROM irv_rules_presets())) - 1 LIMIT 1)
			|| (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(drawn.rules) WHERE key IN ('candidates', 'unlisted', 'withdrawn', 'write_in', 'seed'));
	END IF;
	IF random() < 0.4 THEN
		p := coalesce(whole, '[]');
		poll.outstanding := ARRAY(SELECT recount.one_of('0', '1', '7', '40')::bigint FROM generate_series(1, n));
	ELSIF random() < 0.2 THEN
		p := p * 0.000000001;
	END IF;
	-- each class has about half of the rankings
	poll.classes := ARRAY(SELECT coalesce((SELECT jsonb_agg(b) FROM jsonb_array_elements(p::jsonb) AS b WHERE random() < 0.5 OR i = 1), '[]')::preference_profile
						  FROM generate_series(1, n) AS i);
	RETURN poll;
END $$;

-- What irv_chances() should answer; a draw's classes are added up.
CREATE FUNCTION recount.chances(poll recount.poll) RETURNS TABLE (candidate text, place bigint, draws bigint, share numeric)
LANGUAGE sql AS $$
	WITH drawn AS MATERIALIZED (
		SELECT (SELECT profile_agg(recount.redraw(poll.classes[i], draw, poll.seed, poll.outstanding[i], i - 1)::preference_profile)
				FROM generate_subscripts(poll.classes, 1) AS i) AS p
		FROM generate_series(1, poll.draws) AS draw
	)
	SELECT f.candidate, f.place, count(*), round(count(*) / poll.draws::numeric, 6)
	FROM drawn, irv_places(p, poll.rules) AS f
	GROUP BY f.candidate, f.place
$$;

CREATE TABLE recount.polls AS
SELECT number, recount.draw_poll(:'seed', number) AS poll FROM generate_series(1, :contests) AS number;

CREATE FUNCTION recount.ask_poll(query text, poll recount.poll) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
	answer		text[];
BEGIN
	EXECUTE format('SELECT ARRAY(%s)', query) INTO answer USING poll;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN ARRAY['error ' || SQLSTATE];
END $$;

\set columns 'concat_ws('' '', quote_ident(candidate), coalesce(place::text, ''none''), draws, trim_scale(share)) AS row ORDER BY candidate COLLATE "C", place'
INSERT INTO recount.answers
SELECT number, q.asked, recount.ask_poll(q.ours, poll), recount.ask_poll(q.theirs, poll)
FROM recount.polls, (VALUES
	('irv_chances of classes',
	 format('SELECT %s', replace(:'columns', ' AS row ', ' FROM irv_chances($1.classes, $1.draws, $1.seed, $1.outstanding, $1.rules) ')),
	 format('SELECT %s', replace(:'columns', ' AS row ', ' FROM recount.chances($1) '))),
	('irv_chances',
	 format('SELECT %s', replace(:'columns', ' AS row ', ' FROM irv_chances($1.classes[1], $1.draws, $1.seed, $1.outstanding[1], $1.rules) ')),
	 format('SELECT %s', replace(:'columns', ' AS row ', ' FROM irv_chances($1.classes[1:1], $1.draws, $1.seed, $1.outstanding[1:1], $1.rules) '))),
	('profile_redraw',
	 'SELECT profile_redraw(c, d, $1.seed, $1.outstanding[1])::text FROM generate_series(1, $1.draws) AS d, unnest($1.classes[1:1]) AS c ORDER BY d',
	 'SELECT recount.redraw(c, d, $1.seed, $1.outstanding[1])::preference_profile::text FROM generate_series(1, $1.draws) AS d, unnest($1.classes[1:1]) AS c ORDER BY d')
) AS q (asked, ours, theirs);

SELECT plan(4);
\set drawn 'SELECT format(E''classes %L, outstanding %L, rules %L, draws %s, seed %L'', (poll).classes, (poll).outstanding, (poll).rules, (poll).draws, (poll).seed) FROM recount.polls WHERE $1 IS NOT NULL AND number = $2'
SELECT recount.agree(:'seed', asked, :'drawn') FROM unnest('{profile_redraw,irv_chances,irv_chances of classes}'::text[]) AS asked;
SELECT cmp_ok(count(*) FILTER (WHERE extension::text NOT LIKE '{"error%' AND extension <> '{}'), '>=', count(*) / 2, 'most contests have an answer') FROM recount.answers WHERE asked <> 'profile_redraw';
SELECT * FROM finish();
ROLLBACK;
