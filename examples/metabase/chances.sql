-- How sure is each place?
-- Visualisation: Bar, stacked to 100 per cent: x candidate, y per_cent_chart, series place.
-- Connection: one that may read certainty (examples/certainty.sql)

SELECT candidate, place, per_cent_chart
FROM certainty.chances
WHERE place IS NOT NULL
ORDER BY candidate, place
