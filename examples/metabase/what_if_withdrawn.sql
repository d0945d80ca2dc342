-- What if somebody withdraws? Leave the parameter empty for the count as it is.
-- Visualisation: Bar, stacked. X-axis: round. Y-axis: votes. Series: candidate.
-- Connection: one that may read ballots
-- Parameter: withdrawn | text | optional | Burnham
-- Parameter: region | text | optional | London

SELECT r.round, r.candidate, r.votes, r.status
FROM (SELECT profile_agg(ranking) AS p
      FROM ballots
      WHERE true [[AND region = {{region}}]]) b,
     irv_rounds(p, irv_rules('labour') || jsonb_build_object(
         'stop', 'two_remain',
         'withdrawn', '[]'::jsonb [[|| to_jsonb({{withdrawn}}::text)]])) AS r
ORDER BY r.round, r.votes DESC, r.candidate
