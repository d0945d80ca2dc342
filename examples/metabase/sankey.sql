-- Where the votes went, from round to round.
-- Visualisation: Sankey. Source: source. Target: target. Value: votes.
-- Connection: reporting
-- Parameter: area | text | required | all
-- Parameter: from_round | number | optional | 1

SELECT source, target, votes
FROM reporting.flows
WHERE area = {{area}}
  [[AND round >= {{from_round}}]]
ORDER BY round, source, target
