-- Round by round.
-- Visualisation: Bar, stacked to 100 %. X-axis: round. Y-axis: votes. Series: candidate.
-- Connection: reporting
-- Parameter: area | text | required | all

SELECT round, candidate, votes, per_cent, gained, status
FROM reporting.rounds
WHERE area = {{area}}
ORDER BY round, votes DESC, candidate
