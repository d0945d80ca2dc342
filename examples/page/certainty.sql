--
-- What else was asked for: chances, and for one seat margins.
--

-- How often each candidate came where: n is the column of the table, NULL if none.
CREATE TEMP TABLE page_chances (candidate text, n bigint, share numeric);

CREATE TEMP TABLE page_margins (outcome text, at_least bigint, at_most bigint);

\if :several
DO $$
BEGIN
	PERFORM pg_temp.attempt('chances', 'INSERT INTO page_chances
		SELECT candidate, CASE WHEN elected THEN 1 WHEN elected IS NULL THEN 2 END, share
		  FROM page_contest AS c, stv_chances(p, c.draws, seed, outstanding, pg_temp.rules_of_others(rules)) AS a
		 WHERE c.draws IS NOT NULL');
	INSERT INTO page_left_out SELECT 'margins', 'margins are known for one seat only.' FROM page_contest WHERE margin IS NOT NULL;
END
$$;
\else
DO $$
BEGIN
	PERFORM pg_temp.attempt('chances', 'INSERT INTO page_chances
		SELECT candidate, place, a.share
		  FROM page_contest AS c, irv_chances(p, c.draws, seed, outstanding, pg_temp.rules_of_others(rules)) AS a
		 WHERE c.draws IS NOT NULL');
	PERFORM pg_temp.attempt('margins', 'INSERT INTO page_margins
		SELECT outcome, at_least, at_most FROM page_contest, irv_margins(p, margin, rules) AS m
		 WHERE margin IS NOT NULL');
END
$$;
\endif

-- Why a section has nothing.
CREATE FUNCTION pg_temp.left_out(which text) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<p>This is not known here: %s</p>', pg_temp.escape(reason)) FROM page_left_out WHERE section = which
$$;

-- The columns of the table of chances.
CREATE FUNCTION pg_temp.chance_heads() RETURNS text[]
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN NOT jsonb_exists(rules, 'seats') THEN '{First,Second,Third}'::text[]
				WHEN EXISTS (SELECT FROM page_chances WHERE n = 2) THEN '{Elected,Left open by a tie}'
				ELSE '{Elected}' END
	  FROM page_contest
$$;

CREATE FUNCTION pg_temp.chance_row(which text, shares numeric[]) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT pg_temp.row(pg_temp.candidate(which), VARIADIC array_agg(pg_temp.per_cent(share)
		   || pg_temp.bar((SELECT key FROM page_candidates WHERE candidate = which), share, 1) ORDER BY n))
	  FROM unnest(shares) WITH ORDINALITY AS s (share, n)
$$;

CREATE FUNCTION pg_temp.chance_table() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT pg_temp.frame('Chances', pg_temp.table_of('Chances', 'Candidate'::text || pg_temp.chance_heads(), 'wide',
		   string_agg(pg_temp.chance_row(candidate, shares), '' ORDER BY shares DESC, candidate COLLATE "C")))
	  FROM (SELECT candidate, ARRAY(SELECT coalesce(sum(c.share) FILTER (WHERE c.n = h), 0)
									  FROM generate_series(1, cardinality(pg_temp.chance_heads())) AS h, page_chances AS c
									 WHERE c.candidate = a.candidate
									 GROUP BY h
									 ORDER BY h) AS shares
			  FROM page_chances AS a
			 GROUP BY candidate) AS s
	HAVING count(*) > 0
$$;

-- The chances, and what they are chances of.
CREATE FUNCTION pg_temp.chances() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT coalesce(pg_temp.left_out('chances'), format('<p>If these ballots were a random sample, as of a poll%s: how often each candidate would %s. %s draws, seed &#8220;%s&#8221;. They say nothing of a complete count.</p>',
				coalesce(', and ' || pg_temp.num(nullif(outstanding, 0)) || ' more were to come', ''),
				CASE WHEN jsonb_exists(rules, 'seats') THEN 'be elected' ELSE 'come where' END, pg_temp.num(draws), pg_temp.escape(seed))
		   || pg_temp.chance_table())
	  FROM page_contest
$$;

-- "10", or "from 8 to 12" where the search came to its limit.
CREATE FUNCTION pg_temp.ballots_needed(at_least bigint, at_most bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN at_least IS NULL THEN 'not possible'
				WHEN at_most IS NULL THEN 'at least ' || pg_temp.num(at_least)
				WHEN at_least = at_most THEN pg_temp.num(at_least)
				ELSE format('from %s to %s', pg_temp.num(at_least), pg_temp.num(at_most)) END
$$;

CREATE FUNCTION pg_temp.margin_table() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT pg_temp.table_of('By how many ballots it was decided', '{Outcome,Ballots}', 'numbers',
		   string_agg(pg_temp.row(words, pg_temp.ballots_needed(at_least, at_most)), '' ORDER BY n))
	  FROM page_margins AS m
	  JOIN (VALUES (1, 'winner', 'Another winner'), (2, 'runner_up', 'Another runner-up')) AS w (n, outcome, words) USING (outcome)
	HAVING count(*) > 0
$$;

CREATE FUNCTION pg_temp.margins() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT coalesce(pg_temp.left_out('margins'),
					format('<p>So many ballots would have to be %s for another outcome to be possible.</p>', pg_temp.escape(margin)) || pg_temp.margin_table())
	  FROM page_contest
$$;
