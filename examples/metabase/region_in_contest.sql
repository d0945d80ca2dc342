-- How one region voted in the whole contest, under the contest's eliminations; not the region's own election.
-- Visualisation: Line. X-axis: round. Y-axis: votes. Series: candidate.
-- Connection: reporting
-- Parameter: region | text | required | London

SELECT round, candidate, votes, per_cent
FROM reporting.parts
WHERE level = 'region' AND area = {{region}}
ORDER BY round, votes DESC, candidate
