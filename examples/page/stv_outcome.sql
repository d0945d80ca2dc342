--
-- The outcome of several seats in words: who is elected, in which order.
--

CREATE TEMP TABLE page_result AS
SELECT r.*
  FROM page_contest, stv_result(p, rules) AS r;

-- The round up to which the count went.
CREATE FUNCTION pg_temp.deciding_round() RETURNS bigint
LANGUAGE sql STABLE AS $$ SELECT rounds FROM page_result $$;

-- Why somebody is elected with less than the quota.
CREATE FUNCTION pg_temp.below_quota(c page_candidates) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format(', below the quota of %s: %s', pg_temp.num(needed),
		   CASE WHEN EXISTS (SELECT FROM page_candidates WHERE status NOT IN ('elected', 'eliminated', 'withdrawn', 'write_in'))
				THEN 'the last seats are filled without it' ELSE 'as many are left as seats' END)
	  FROM page_totals AS t
	 WHERE t.round = c.round AND c.votes < needed
$$;

-- The order of election.
CREATE FUNCTION pg_temp.order_of_election() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<ol class="elected">%s</ol>', string_agg(format('<li>%s <span class="note">in round %s, with %s%s</span></li>',
		   pg_temp.candidate(c.key, c.candidate), c.round, pg_temp.count_of(c.votes, 'vote', 'votes'), pg_temp.below_quota(c)), '' ORDER BY n))
	  FROM page_result, unnest(elected) WITH ORDINALITY AS e (candidate, n) JOIN page_candidates AS c USING (candidate)
$$;

-- What is to be said beside it.
CREATE FUNCTION pg_temp.seats_left() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN tied IS NOT NULL THEN format('%s are level in round %s, and the rules do not decide between them.', pg_temp.names(tied), rounds)
				WHEN cardinality(elected) < seats THEN format('There is nobody else to fill %s.', pg_temp.count_of(seats - cardinality(elected), 'seat', 'seats'))
				ELSE '' END
	  FROM page_result
$$;

CREATE FUNCTION pg_temp.outcome() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN coalesce(suppressed, true) THEN '<p class="winner">No result</p><p>There are fewer ballots than the rules ask for, and no result is shown.</p>'
				WHEN cardinality(elected) = 0 THEN format('<p class="winner">Nobody is elected</p><p>%s</p>', pg_temp.seats_left())
				ELSE format('<p>Elected to %s, in the order of election:</p>%s<p>%s</p>',
							pg_temp.count_of(seats, 'seat', 'seats'), pg_temp.order_of_election(), pg_temp.seats_left()) END
	  FROM page_result
$$;

-- Who is second is asked of one seat.
CREATE FUNCTION pg_temp.second_place() RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT NULL::text $$;

-- What the line in the bars stands for.
CREATE FUNCTION pg_temp.needed_word() RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT 'Quota' $$;

CREATE FUNCTION pg_temp.needed_meaning() RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT 'The line: the quota, the votes that are enough for a seat. What a candidate has above it, the surplus, moves on to next choices.' $$;

-- What a candidate's last votes are called: later the surplus is gone.
CREATE FUNCTION pg_temp.votes_word() RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT 'Votes when decided' $$;
