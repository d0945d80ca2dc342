-- All candidates in order of finish, with the lead of each over the next.
-- Visualisation: Row. X-axis: full_name. Y-axis: votes. Or Table.
-- Connection: reporting
-- Parameter: area | text | required | all

SELECT place, full_name, first_preferences, votes, round, lead, status
FROM reporting.places
WHERE area = {{area}}
ORDER BY place, full_name
