--
-- How sure it is, where it was asked for: chances and margins, of one seat.
--

-- How often each candidate had each of the first three places.
CREATE FUNCTION pg_temp.chance_row(which text, shares numeric[]) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT pg_temp.row(pg_temp.candidate(which), VARIADIC array_agg(coalesce(pg_temp.per_cent(share), '0.0&#160;%')
		   || pg_temp.bar((SELECT key FROM page_candidates WHERE candidate = which), share, 1) ORDER BY n))
	  FROM unnest(shares) WITH ORDINALITY AS s (share, n)
$$;

CREATE FUNCTION pg_temp.chances() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<p>In so many of %s draws each candidate had the place.%s A draw knows of sampling error only.</p>', pg_temp.num(draws),
				  coalesce(' Outstanding ballots: ' || pg_temp.num(outstanding) || '.', ''))
		   || pg_temp.table_of('Chance of each place', '{Candidate,First,Second,Third}', 'wide',
				string_agg(pg_temp.chance_row(candidate, shares), '' ORDER BY shares DESC, candidate COLLATE "C"))
	  FROM (SELECT c.draws, c.outstanding, a.candidate,
				   ARRAY[coalesce(max(share) FILTER (WHERE a.place = 1), 0), coalesce(max(share) FILTER (WHERE a.place = 2), 0),
						 coalesce(max(share) FILTER (WHERE a.place = 3), 0)] AS shares
			  FROM page_contest AS c, irv_chances(p, c.draws, seed, outstanding, pg_temp.rules_of_others(rules)) AS a
			 WHERE c.draws IS NOT NULL
			 GROUP BY c.draws, c.outstanding, a.candidate) AS s
	 GROUP BY draws, outstanding
$$;

-- "10", or "from 8 to 12" where the search came to its limit.
CREATE FUNCTION pg_temp.ballots_needed(at_least bigint, at_most bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN at_least IS NULL THEN 'not possible'
				WHEN at_most IS NULL THEN 'at least ' || pg_temp.num(at_least)
				WHEN at_least = at_most THEN pg_temp.num(at_least)
				ELSE format('from %s to %s', pg_temp.num(at_least), pg_temp.num(at_most)) END
$$;

CREATE FUNCTION pg_temp.margins() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<p>So many ballots would have to be %s for another outcome to be possible.</p>', pg_temp.escape(margin))
		   || pg_temp.table_of('By how many ballots it was decided', '{Outcome,Ballots}', 'numbers',
				string_agg(pg_temp.row(words, pg_temp.ballots_needed(at_least, at_most)), '' ORDER BY n))
	  FROM page_contest, irv_margins(p, margin, rules) AS m
	  JOIN (VALUES (1, 'winner', 'Another winner'), (2, 'runner_up', 'Another runner-up')) AS w (n, outcome, words) USING (outcome)
	 WHERE margin IS NOT NULL
	 GROUP BY margin
$$;
