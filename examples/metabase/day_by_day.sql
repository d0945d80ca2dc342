-- The first preferences of all ballots so far, at the end of each day.
-- Visualisation: Line. X-axis: cast_on. Y-axis: per_cent_so_far. Series: candidate.
-- Connection: reporting
-- Parameter: first_day | date | optional | 2015-08-14
-- Parameter: last_day | date | optional | 2015-08-16

SELECT cast_on, candidate, per_cent_so_far, place_so_far, ballots_so_far
FROM reporting.days
WHERE true
  [[AND cast_on >= {{first_day}}]]
  [[AND cast_on <= {{last_day}}]]
ORDER BY cast_on, place_so_far, candidate
