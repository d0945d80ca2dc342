--
-- The transfers as a Sankey chart: a line of blocks for each round, one above the
-- other, and ribbons for all votes from each round to the next.  It is as wide as
-- the screen and as long as there are rounds.
--

-- The blocks: candidates in the order of their numbers, votes that count for
-- nobody any more last (key NULL).  x is where a block begins.
CREATE TEMP TABLE page_blocks AS
SELECT round, key, candidate, votes,
	   sum(votes) OVER (PARTITION BY round ORDER BY key) - votes AS x, sum(votes) OVER (PARTITION BY round) AS whole
  FROM (SELECT round, key, candidate, votes FROM page_rounds
		UNION ALL
		SELECT round, NULL, NULL, exhausted + lost FROM page_totals) AS b
 WHERE votes > 0;

-- The ribbons: where each begins in its source's block and ends in its target's.
CREATE TEMP TABLE page_ribbons AS
SELECT f.round, s.key AS source_key, t.key AS target_key, f.source, f.target, f.lost, f.votes, s.whole,
	   s.x + sum(f.votes) OVER (PARTITION BY f.round, s.key ORDER BY t.key, f.lost) - f.votes AS source_x,
	   t.x + sum(f.votes) OVER (PARTITION BY f.round, t.key ORDER BY s.key, f.lost) - f.votes AS target_x
  FROM page_flows AS f
  JOIN page_blocks AS s ON s.round = f.round AND s.candidate IS NOT DISTINCT FROM f.source
  JOIN page_blocks AS t ON t.round = f.round + 1 AND t.candidate IS NOT DISTINCT FROM f.target;

-- What the votes are that count for nobody any more.
CREATE FUNCTION pg_temp.nobody() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN EXISTS (SELECT FROM page_totals WHERE lost > 0) THEN 'exhausted, or lost by rounding' ELSE 'exhausted' END
$$;

-- Where the votes of a ribbon go.
CREATE FUNCTION pg_temp.target(r page_ribbons) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT coalesce(pg_temp.label(r.target), CASE WHEN r.lost THEN 'lost by rounding' ELSE 'exhausted' END) $$;

-- A block with the candidate's number and, where there is room, the name.
CREATE FUNCTION pg_temp.block(b page_blocks) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<span class="block %1$s" style="width:%2$s" title="%3$s: %4$s"><span class="key">%5$s</span><span class="label">%3$s</span></span>',
		   pg_temp.colour(b.key), pg_temp.css_per_cent(b.votes, b.whole), coalesce(pg_temp.label(b.candidate), pg_temp.nobody()),
		   pg_temp.num(b.votes), coalesce(pg_temp.badge(b.key), '&#215;'))
$$;

-- A ribbon in its source's colour, in a picture of 1000 by 100.  Votes that stay are paler.
CREATE FUNCTION pg_temp.ribbon(r page_ribbons) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<path class="%1$s %2$s" d="M%3$s,0C%3$s,50,%4$s,50,%4$s,100L%5$s,100C%5$s,50,%6$s,50,%6$s,0Z"><title>%7$s to %8$s: %9$s</title></path>',
		   pg_temp.colour(r.source_key), CASE WHEN r.source_key IS NOT DISTINCT FROM r.target_key THEN 'stays' ELSE 'moves' END,
		   round(1000 * r.source_x / r.whole, 2), round(1000 * r.target_x / r.whole, 2),
		   round(1000 * (r.target_x + r.votes) / r.whole, 2), round(1000 * (r.source_x + r.votes) / r.whole, 2),
		   coalesce(pg_temp.label(r.source), pg_temp.nobody()), pg_temp.target(r), pg_temp.num(r.votes))
$$;

-- A round's blocks, and below them the ribbons to the next.
CREATE FUNCTION pg_temp.sankey_round(which bigint) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<div class="step"><span class="round">%s</span><div class="blocks">%s</div>', which, string_agg(pg_temp.block(b), '' ORDER BY key))
		   || coalesce((SELECT format('<svg viewBox="0 0 1000 100" preserveAspectRatio="none">%s</svg>',
									  string_agg(pg_temp.ribbon(r), '' ORDER BY source_key IS DISTINCT FROM target_key, source_key, target_key))
						  FROM page_ribbons AS r WHERE r.round = which), '') || '</div>'
	  FROM page_blocks AS b
	 WHERE b.round = which
$$;

-- The numbers and colours of the candidates.
CREATE FUNCTION pg_temp.legend() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<ul class="legend">%s<li><span class="candidate"><b class="key c0">&#215;</b> %s</span></li></ul>',
		   string_agg(format('<li>%s</li>', pg_temp.candidate(key, candidate)), '' ORDER BY key), pg_temp.nobody())
	  FROM page_candidates
	 WHERE key IN (SELECT key FROM page_blocks)
$$;

-- The same as a table: what moved.
CREATE FUNCTION pg_temp.transfers() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT pg_temp.folded('The transfers as a table', pg_temp.frame('Votes that moved', pg_temp.table_of('Votes that moved', '{From,To,After round,Votes}', 'words',
		   string_agg(pg_temp.row(pg_temp.candidate(source), coalesce(pg_temp.candidate(target_key, target), pg_temp.target(r)), round::text, pg_temp.num(votes)),
					  '' ORDER BY round, source_key, target_key, lost))), count(*) <= 30)
	  FROM page_ribbons AS r
	 WHERE source_key IS DISTINCT FROM target_key
	HAVING count(*) > 0
$$;

CREATE FUNCTION pg_temp.sankey() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT '<p>Each line is a round. From one line to the next go all votes that count; those that move to another candidate are stronger in colour.</p>'
		   || format('<figure aria-label="Where the votes went">%s<div class="sankey" aria-hidden="true">%s</div><figcaption>%s</figcaption></figure>',
					 pg_temp.legend(), string_agg(pg_temp.sankey_round(round), '' ORDER BY round), coalesce(pg_temp.transfers(), 'No votes moved.'))
	  FROM page_totals
	 WHERE EXISTS (SELECT FROM page_blocks)
	HAVING count(*) > 1
$$;
