-- The places by a definition of second that the reader picks: final_two, deciding_round or winner_removed.
-- Visualisation: Table.
-- Connection: one that may read ballots
-- Parameter: definition | text | required | winner_removed
-- Parameter: class | text | optional | member

SELECT f.place, c.full_name, f.votes, f.round, f.lead
FROM (SELECT profile_agg(ranking) AS p
      FROM ballots
      WHERE true [[AND class = {{class}}]]) b,
     irv_places(p, irv_rules('labour') || jsonb_build_object('runner_up', {{definition}}::text)) AS f
     JOIN candidates c ON c.label = f.candidate
ORDER BY f.place, c.full_name
