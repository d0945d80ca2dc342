-- Can she still win? With so many more ballots that name her alone, who wins?
-- Visualisation: Number, of the column winner; or Table.
-- Connection: one that may read ballots
-- Parameter: candidate | text | required | Cooper
-- Parameter: more_ballots | number | required | 100

SELECT r.winner, r.runner_up, r.final_two_margin
FROM (SELECT profile_agg(ranking) AS p FROM ballots) b,
     irv_result(p + profile_multiply(jsonb_build_array(jsonb_build_object(
                        'ranking', jsonb_build_array({{candidate}}::text), 'count', 1))::preference_profile,
                    {{more_ballots}}::numeric)) AS r
