--
-- The parts of the contest, regions say, side by side: first preferences, and for
-- one seat how the part voted in the contest's last round and whom it would elect
-- on its own.
--

-- The contest's last round, in the part.
CREATE FUNCTION pg_temp.part_end(which text) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<p class="note">In round %s of the contest: %s.</p>', p.round,
		   string_agg(pg_temp.name(p.candidate) || ' ' || pg_temp.num(p.votes), ', ' ORDER BY p.votes DESC, c.key))
	  FROM page_parts AS p JOIN page_candidates AS c USING (candidate)
	 WHERE p.part = which AND p.round > 1
	 GROUP BY p.round
$$;

-- The part as an election of its own.
CREATE FUNCTION pg_temp.part_alone(r page_part_results) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<p class="note">On its own it would elect %s%s; second %s.</p>', pg_temp.names(ARRAY[r.winner]),
				  coalesce(' in round ' || r.won_in_round, ''), coalesce(pg_temp.names(ARRAY[r.runner_up]), 'nobody'))
	 WHERE r.winner IS NOT NULL
$$;

-- First preferences, all candidates in the order of the contest, one scale for all parts.
CREATE FUNCTION pg_temp.part_bars(which text) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT pg_temp.bar_table('First preferences in ' || pg_temp.name(which), true, string_agg(
		   pg_temp.bar_rows(c.key, c.candidate, '', pg_temp.num(p.votes), pg_temp.per_cent(p.share),
							pg_temp.bar(c.key, p.share, (SELECT max(share) FROM page_parts WHERE round = 1))), '' ORDER BY c.key))
	  FROM page_parts AS p JOIN page_candidates AS c USING (candidate)
	 WHERE p.part = which AND p.round = 1
$$;

CREATE FUNCTION pg_temp.part_panel(r page_part_results) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<section class="panel"><h3>%s</h3>%s</section>', pg_temp.name(r.part),
		   CASE WHEN r.ballots = 0 AND coalesce((rules ->> 'min_ballots')::numeric, 0) = 0 THEN '<p>No ballots.</p>' ELSE coalesce(format('<p>%s</p>', pg_temp.count_of(r.ballots, 'ballot', 'ballots')) || pg_temp.part_bars(r.part)
					|| coalesce(pg_temp.part_end(r.part), '') || coalesce(pg_temp.part_alone(r), ''),
					'<p>Fewer ballots than the rules ask for.</p>') END)
	  FROM page_contest
$$;

CREATE FUNCTION pg_temp.parts() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT '<p>First preferences in each part, the same scale in all.</p>'
		   || pg_temp.panels(string_agg(pg_temp.part_panel(r), '' ORDER BY r.part COLLATE "C"))
	  FROM page_part_results AS r
	HAVING count(*) > 0
$$;
