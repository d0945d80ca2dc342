-- Every candidate against every other.
-- Visualisation: Pivot table. Rows: candidate. Columns: opponent. Measures: prefer_candidate.
-- Connection: reporting
-- Parameter: area | text | required | all

SELECT candidate, opponent, prefer_candidate
FROM reporting.head_to_head
WHERE area = {{area}}
ORDER BY candidate, opponent
