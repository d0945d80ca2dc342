-- Is it over? A row for each candidate.
-- Visualisation: Table. Colour the rows by the column first_place.
-- Connection: one that may read certainty (examples/certainty.sql)

SELECT candidate, first_place, second_place, to_win_at_least, to_win_at_most, outstanding
FROM certainty.is_it_over
