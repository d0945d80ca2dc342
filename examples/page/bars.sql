--
-- A bar for each candidate in each round, with a line at the votes that are needed.
-- The bars stand in the table that they show.
--

-- The votes that a bar of full width stands for, in all rounds.
CREATE FUNCTION pg_temp.widest() RETURNS numeric
LANGUAGE sql STABLE AS $$
	SELECT greatest((SELECT max(votes) FROM page_rounds), (SELECT max(needed) FROM page_totals))
$$;

-- A bar on its track; the line is left out where it is NULL.
CREATE FUNCTION pg_temp.bar(key bigint, part numeric, whole numeric, line numeric DEFAULT NULL) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT format('<div class="track"><div class="bar %s" style="width:%s"></div>%s</div>', pg_temp.colour(key), pg_temp.css_per_cent(part, whole),
		   CASE WHEN line IS NULL THEN '' ELSE format('<div class="line" style="left:%s"></div>', pg_temp.css_per_cent(line, whole)) END)
$$;

-- A candidate's two lines: name and numbers, then the bar, which says no more.
CREATE FUNCTION pg_temp.bar_rows(key bigint, label text, note text, votes text, share text, bar text) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<tbody><tr><th scope="row">%s%s</th><td%s>%s</td>%s</tr><tr class="picture" aria-hidden="true"><td colspan="%s">%s</td></tr></tbody>',
		   pg_temp.candidate(key, label), coalesce(' <span class="note">' || nullif(note, '') || '</span>', ''),
		   CASE WHEN length(votes) > 16 THEN ' class="exact"' ELSE '' END, votes,
		   coalesce('<td>' || share || '</td>', ''), CASE WHEN share IS NULL THEN 2 ELSE 3 END, bar)
$$;

-- The table of the bars, with heads that are to be heard, not seen; nothing if it is empty.
CREATE FUNCTION pg_temp.bar_table(caption text, with_share boolean, body text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT format('<table class="bars"><caption>%s</caption><thead class="unseen"><tr><th scope="col">Candidate</th><th scope="col">Votes</th>%s</tr></thead>',
		   caption, CASE WHEN with_share THEN '<th scope="col">Share</th>' ELSE '' END) || body || '</table>'
$$;

-- In which round each is elected, or goes out.
CREATE TEMP TABLE page_events AS
SELECT min(round) AS round, key, candidate, status
  FROM page_rounds
 WHERE status IN ('elected', 'eliminated')
 GROUP BY key, candidate, status;

-- "Ann and Bob are elected." or the like of one; nothing of nobody.
CREATE FUNCTION pg_temp.happens(labels text[], one text, many text) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT pg_temp.names(labels) || CASE WHEN cardinality(labels) = 1 THEN one ELSE many END $$;

-- What happens in a round: whose votes moved, who is elected, who goes out.
CREATE FUNCTION pg_temp.events(which bigint) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT concat_ws(' ',
		   CASE t.action WHEN 'surplus' THEN format('The surplus of %s moves on.', pg_temp.names(t.sources))
						 WHEN 'elimination' THEN format('The votes of %s move on.', pg_temp.names(t.sources))
						 WHEN 'iteration' THEN 'The votes are distributed anew.' END,
		   pg_temp.happens(array_agg(candidate ORDER BY key) FILTER (WHERE status = 'elected'), ' is elected.', ' are elected.'),
		   pg_temp.happens(array_agg(candidate ORDER BY key) FILTER (WHERE status = 'eliminated' AND t.action <> 'elimination'), ' goes out.', ' go out.'))
	  FROM page_totals AS t LEFT JOIN page_events AS e USING (round)
	 WHERE t.round = which
	 GROUP BY t.action, t.sources
$$;

-- A round.  Who is out and has no votes any more is left out.
CREATE FUNCTION pg_temp.round_bars(which bigint) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<section class="panel"><h3>Round %s</h3>%s%s<p class="note">%s: %s. Exhausted: %s.</p></section>', which,
		   coalesce('<p>' || nullif(pg_temp.events(which), '') || '</p>', ''),
		   pg_temp.bar_table(format('Votes in round %s', which), bool_or(r.share IS NOT NULL),
				string_agg(pg_temp.bar_rows(r.key, r.candidate, pg_temp.status_words(r.status), pg_temp.num(r.votes), pg_temp.per_cent(r.share),
						   pg_temp.bar(r.key, r.votes, pg_temp.widest(), t.needed)), '' ORDER BY r.votes DESC, r.key)),
		   pg_temp.needed_word(), pg_temp.num(t.needed), pg_temp.num(t.exhausted))
	  FROM page_rounds AS r JOIN page_totals AS t USING (round)
	 WHERE r.round = which AND (r.votes > 0 OR r.status NOT IN ('eliminated', 'not_elected') OR r.gained < 0 OR r.gained IS NULL)
	 GROUP BY t.needed, t.exhausted
$$;

CREATE FUNCTION pg_temp.panels(body text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT '<div class="panels">' || body || '</div>' $$;

-- All rounds.  Of more than twelve only the first, the last and those that elect
-- are to be seen at once.
CREATE FUNCTION pg_temp.bars() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<p>A bar for each candidate, the same scale in all rounds. %s %s</p>', pg_temp.needed_meaning(), pg_temp.badge_meaning())
		   || pg_temp.panels(string_agg(panel, '' ORDER BY round) FILTER (WHERE shown))
		   || coalesce(pg_temp.folded(format('The other %s rounds', count(*) FILTER (WHERE NOT shown)),
									  pg_temp.panels(string_agg(panel, '' ORDER BY round) FILTER (WHERE NOT shown)), false), '')
	  FROM (SELECT round, pg_temp.round_bars(round) AS panel,
				   count(*) OVER () <= 12 OR round IN (1, max(round) OVER ())
				   OR round IN (SELECT round FROM page_events WHERE status = 'elected') AS shown
			  FROM page_totals) AS t
	 WHERE panel IS NOT NULL
	HAVING count(*) > 0
$$;
