-- Who won, and who was second?
-- Visualisation: Table, or one column of it as Number.
-- Connection: reporting
-- Parameter: area | text | optional | London

SELECT area, winner_name, won_in_round, winner_votes, winner_per_cent,
       runner_up_name, ballots
FROM reporting.results
WHERE true
  [[AND area = {{area}}]]
ORDER BY level, area
