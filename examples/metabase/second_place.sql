-- Who is second, by each of the three definitions?
-- Visualisation: Table. Colour the rows in which the definitions differ by the column differ.
-- Connection: reporting
-- Parameter: level | text | optional | region

SELECT level, area, winner, runner_up_final_two, runner_up_deciding_round, runner_up_winner_removed,
       NOT (runner_up_final_two = runner_up_deciding_round
            AND runner_up_final_two = runner_up_winner_removed) AS differ
FROM reporting.results
WHERE NOT suppressed
  [[AND level = {{level}}]]
ORDER BY level, area
