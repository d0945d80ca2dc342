-- Draws made again by the recount: profiles at the borders of the definition, by
-- draws and seeds at theirs.
\ir lib/begin.psql
\ir ../recount/recount.sql
\ir ../recount/redraw.sql
SELECT * FROM no_plan();
CREATE TEMP TABLE v AS SELECT
	'[{"ranking": ["B", "P"], "count": 200}, {"ranking": ["C"], "count": 400}, {"ranking": ["K", "B"], "count": 50},
	  {"ranking": ["K", "C"], "count": 30}, {"ranking": ["K", "P"], "count": 120}, {"ranking": ["P", "B"], "count": 200}]'::preference_profile AS poll,
	'[{"ranking": ["D", "B", "A", "C"], "count": 7}, {"ranking": ["B", "D", "C"], "count": 8}, {"ranking": ["A", "B"], "count": 7},
	  {"ranking": ["C", "D"], "count": 2}]'::preference_profile AS four,
	'[{"ranking": ["A", "B"], "count": 3}, {"ranking": ["B"], "count": 2}, {"ranking": [], "count": 1}]'::preference_profile AS few;

SELECT is(recount.philox('{0,0,0,0}', '{0,0}'), ARRAY[x'6627e8d5'::bigint, x'e169c58d'::bigint, x'bc57ac4c'::bigint, x'9b00dbd8'::bigint],
	'the recount''s words are those of Random123');
CREATE TEMP TABLE profiles AS
SELECT * FROM (
	SELECT 'the poll', poll FROM v UNION ALL
	SELECT 'one ballot', '[{"ranking": ["A"], "count": 1}]' UNION ALL
	SELECT 'one ranking', '[{"ranking": ["A"], "count": 9}]' UNION ALL
	SELECT 'two ballots', '[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]' UNION ALL
	SELECT n || ' ballots', format('[{"ranking": ["A"], "count": %s}, {"ranking": ["B"], "count": 3}, {"ranking": [], "count": 1}]', n - 4)::preference_profile FROM unnest('{24,25,26,88,89,90,30000}'::int[]) AS n UNION ALL
	SELECT 'weights', (poll * 1.5 + '[{"ranking": ["P"], "count": 3, "weight": 0.000000007}]') * 0.333 FROM v UNION ALL
	SELECT 'weights of nothing', poll * 0.000000001 FROM v UNION ALL
	SELECT 'weights of very much', '[{"ranking": ["A"], "count": 3, "weight": 300000000000000000.123456789}, {"ranking": ["B"], "count": 4, "weight": 7}]'
) AS p (name, p);
CREATE TEMP TABLE draws AS SELECT * FROM (VALUES (0::bigint, ''), (1, 'a'), (4294967296, 'Łódź'), (9223372036854775807, 'a')) AS d (draw, seed);
SELECT is(profile_redraw(p, draw, seed), recount.redraw(p, draw, seed)::preference_profile, format('%s, draw %s by "%s"', name, draw, seed))
FROM profiles, draws ORDER BY name COLLATE "C", draw;
SELECT is(profile_redraw(p, draw, seed, 60), recount.redraw(p, draw, seed, 60)::preference_profile, format('%s and sixty more, draw %s by "%s"', name, draw, seed))
FROM profiles, draws WHERE name <> '30000 ballots' AND profile_total(p) = profile_ballots(p) ORDER BY name COLLATE "C", draw;
SELECT set_eq($$SELECT candidate, place, draws FROM v, irv_chances(ARRAY[few, poll * 0.5, four], 30, 'x')$$,
	$$SELECT candidate, place, count(*) FROM v, generate_series(1, 30) AS d, irv_places(recount.redraw(few, d, 'x')::preference_profile
		+ recount.redraw(poll * 0.5, d, 'x', NULL, 1)::preference_profile + recount.redraw(four, d, 'x', NULL, 2)::preference_profile) GROUP BY candidate, place$$,
	'classes are drawn each on its own, numbered from 0, and added up');

SELECT * FROM finish();
ROLLBACK;
