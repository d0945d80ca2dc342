-- The winner of some ballots by key, joined to the candidates: rankings of integers answer with an integer.
-- Visualisation: Number, of the column full_name.
-- Connection: one that may read ballots
-- Parameter: region | text | optional | Wales
-- Parameter: first_day | date | optional | 2015-08-14
-- Parameter: winner_id | number | optional | 3

SELECT w.region, c.candidate_id, c.full_name
FROM (SELECT region, irv_winner(candidate_ids) AS candidate_id
      FROM ballots
      WHERE true [[AND region = {{region}}]] [[AND cast_on >= {{first_day}}]]
      GROUP BY region) w
     JOIN candidates c USING (candidate_id)
WHERE true [[AND c.candidate_id = {{winner_id}}]]
ORDER BY w.region
