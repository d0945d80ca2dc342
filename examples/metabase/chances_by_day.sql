-- How sure was it day by day?
-- Visualisation: Line: x cast_on, y per_cent_chart, series candidate.
-- Connection: one that may read certainty (examples/certainty.sql)
-- Parameter: place | number | required | 2
-- Parameter: candidate | text | optional | Cooper

SELECT cast_on, candidate, per_cent_chart
FROM certainty.by_day
WHERE place = {{place}}
  [[AND candidate = {{candidate}}]]
ORDER BY cast_on, candidate
