-- Each region as an election of its own.
-- Visualisation: Map (region map) with your map of the regions. Region field: area. Metric: winner_per_cent. Or Table.
-- Connection: reporting
-- Parameter: winner | text | optional | Corbyn
-- Parameter: least_per_cent | number | optional | 45.5

SELECT area, winner, runner_up, won_in_round, winner_per_cent, ballots
FROM reporting.results
WHERE level = 'region' AND NOT suppressed
  [[AND winner = {{winner}}]]
  [[AND winner_per_cent >= {{least_per_cent}}]]
ORDER BY area
