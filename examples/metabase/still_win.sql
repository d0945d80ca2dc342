-- Can she still win? With so many ballots outstanding, who can win, who can be second?
-- Visualisation: Table. Colour the rows by the column can_win.
-- Connection: one that may read ballots
-- Parameter: outstanding | number | required | 100

SELECT q.candidate, q.can_win, q.can_be_second, q.to_win_at_least, q.to_win_at_most
FROM (SELECT profile_agg(ranking) AS p FROM ballots) b, irv_possible(p, {{outstanding}}::bigint) AS q
