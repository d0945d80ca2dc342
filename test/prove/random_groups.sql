-- Random slices, colleges and preferences, counted by the extension and by
-- the recount.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_GROUPS
-- says how many contests (500).
\ir lib/random.psql
\ir ../recount/recount.sql
\ir ../recount/recount_groups.sql
\ir ../recount/contests.sql
\ir ../recount/compare.sql
\set groups 500
\getenv groups PREFCOUNT_GROUPS

-- What is asked of the extension and of the recount: of each the query for an
-- answer.  $1: all ballots, $2: rules, $3: the parts, $4: the shares.
CREATE TABLE recount.questions (asked text, extension text, recount text);
INSERT INTO recount.questions VALUES
	('text form',
	 'SELECT $1::text::preference_profile::text',
	 'SELECT recount.profile_text($1)'),
	('sum of profiles',
	 'SELECT profile_agg(p::preference_profile)::text FROM jsonb_array_elements($3) AS p',
	 'SELECT recount.profile_text($1)'),
	('irv_slice_rounds',
	 'SELECT r::text FROM irv_slice_rounds(($3 -> 0)::preference_profile, $1::preference_profile, $2) AS r',
	 'SELECT r::text FROM recount.slice($3 -> 0, $1, $2) AS s, recount.rounds(s.c, s.course) AS r'),
	('irv_slice_round_totals',
	 'SELECT r::text FROM irv_slice_round_totals(($3 -> 0)::preference_profile, $1::preference_profile, $2) AS r',
	 'SELECT r::text FROM recount.slice($3 -> 0, $1, $2) AS s, recount.round_totals(s.c, s.course) AS r'),
	('irv_slice_transfers',
	 'SELECT r::text FROM irv_slice_transfers(($3 -> 0)::preference_profile, $1::preference_profile, $2) AS r',
	 'SELECT r::text FROM recount.slice($3 -> 0, $1, $2) AS s, recount.transfers(s.c, s.course) AS r'),
	('a slice that is not contained',
	 'SELECT r::text FROM irv_slice_rounds($1::preference_profile, ($3 -> 0)::preference_profile, $2 - ''min_ballots'') AS r',
	 'SELECT r::text FROM recount.slice($1, $3 -> 0, $2 - ''min_ballots'') AS s, recount.rounds(s.c, s.course) AS r'),
	('irv_college_rounds',
	 'SELECT r::text FROM irv_college_rounds(recount.sections($3), ARRAY(SELECT p::preference_profile FROM jsonb_array_elements($3) WITH ORDINALITY AS a (p, n) ORDER BY n), $4, $2) AS r',
	 'SELECT r::text FROM recount.college($3, $4, $2) AS c, recount.course(c) AS k, recount.college_rounds(c, k, recount.sections($3)) AS r'),
	('irv_college_places',
	 'SELECT r::text FROM irv_college_places(recount.sections($3), ARRAY(SELECT p::preference_profile FROM jsonb_array_elements($3) WITH ORDINALITY AS a (p, n) ORDER BY n), $4, $2) AS r',
	 'SELECT (r.place, r.candidate, r.votes, r.round, r.lead, r.status)::text
	  FROM recount.college($3, $4, $2) AS c, recount.course(recount.until_two(c)) AS k, recount.places(c, k) AS r'),
	('pairwise',
	 'SELECT r::text FROM pairwise($1::preference_profile, $2) AS r',
	 'SELECT r::text FROM recount.pairwise($1, $2) AS r'),
	('condorcet_winner',
	 'SELECT condorcet_winner($1::preference_profile, $2)',
	 'SELECT recount.condorcet_winner($1, $2)'),
	('pairwise without the rule overvotes',
	 'SELECT r::text FROM pairwise($1::preference_profile, $2 - ''overvotes'') AS r',
	 'SELECT r::text FROM recount.pairwise($1, $2 - ''overvotes'') AS r'),
	('condorcet_winner, equal ranks',
	 'SELECT condorcet_winner($1::preference_profile, $2 || ''{"overvotes": "equal"}'')',
	 'SELECT recount.condorcet_winner($1, $2 || ''{"overvotes": "equal"}'')'),
	('pairwise, equal ranks',
	 'SELECT r::text FROM pairwise($1::preference_profile, $2 || ''{"overvotes": "equal"}'') AS r',
	 'SELECT r::text FROM recount.pairwise($1, $2 || ''{"overvotes": "equal"}'') AS r'),
	('equal ranks in an instant runoff',
	 'SELECT r::text FROM second_preferences($1::preference_profile, $2 || ''{"overvotes": "equal"}'') AS r',
	 'SELECT r::text FROM recount.second_preferences($1, $2 || ''{"overvotes": "equal"}'') AS r'),
	('second_preferences',
	 'SELECT r::text FROM second_preferences($1::preference_profile, $2) AS r',
	 'SELECT r::text FROM recount.second_preferences($1, $2) AS r'),
	('final_preferences',
	 'SELECT r::text FROM final_preferences($1::preference_profile, $2) AS r',
	 'SELECT r::text FROM recount.final_preferences($1, $2) AS r'),
	('preference_counts',
	 'SELECT r::text FROM preference_counts($1::preference_profile) AS r',
	 'SELECT r::text FROM recount.preference_counts($1) AS r');

-- The sections' names.
CREATE FUNCTION recount.sections(parts jsonb) RETURNS text[]
LANGUAGE plpgsql AS $$
BEGIN
	RETURN ARRAY(SELECT 'section ' || i FROM generate_series(1, jsonb_array_length(parts)) AS i);
END $$;

INSERT INTO recount.answers
SELECT n, q.asked,
	recount.ask(q.extension, recount.together(d.parts), d.rules, d.parts, d.shares),
	recount.ask(q.recount, recount.together(d.parts), d.rules, d.parts, d.shares)
FROM generate_series(1, :groups) AS n,
	recount.draw_group(:'seed', n) AS d,
	recount.questions AS q;

SELECT plan((SELECT count(*)::int FROM recount.questions));
SELECT diag('PREFCOUNT_GROUPS=' || :groups);
\set drawn 'SELECT format(E''parts %L, shares %L, rules %L'', parts, shares, rules) FROM recount.draw_group($1, $2)'
SELECT recount.agree(:'seed', asked, :'drawn') FROM recount.questions;
SELECT * FROM finish();
ROLLBACK;
