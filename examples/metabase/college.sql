-- An electoral college of the classes of voters, each with its share of the whole.
-- Visualisation: Row. X-axis: full_name. Y-axis: points.
-- Connection: one that may read ballots
-- Parameter: members_share | number | required | 1
-- Parameter: registered_share | number | required | 1
-- Parameter: affiliated_share | number | required | 0.5

SELECT f.place, c.full_name, round(f.points, 2) AS points, f.round, round(f.lead, 2) AS lead
FROM (SELECT array_agg(class ORDER BY class) AS sections, array_agg(p ORDER BY class) AS profiles,
             array_agg((CASE class WHEN 'member' THEN {{members_share}}
                                   WHEN 'registered' THEN {{registered_share}}
                                   ELSE {{affiliated_share}} END)::numeric ORDER BY class) AS shares
      FROM (SELECT class, profile_agg(ranking) AS p FROM ballots GROUP BY class) s) a,
     irv_college_places(sections, profiles, shares) AS f
     JOIN candidates c ON c.label = f.candidate
ORDER BY f.place, c.full_name
