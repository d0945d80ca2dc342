--
-- The page: its sections one after the other, those that have something to show.
--

-- Papers that were returned and not counted, of a heading: a number, or one for each reason.
CREATE FUNCTION pg_temp.rejected(heading jsonb) RETURNS numeric
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE jsonb_typeof(heading -> 'rejected') WHEN 'number' THEN (heading ->> 'rejected')::numeric
				WHEN 'object' THEN (SELECT sum(papers::numeric) FROM jsonb_each_text(heading -> 'rejected') AS r (reason, papers)) END
$$;

-- Who has withdrawn.  A name that is on no ballot may be misspelt.
CREATE FUNCTION pg_temp.withdrawn() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT '<p>Withdrawn: ' || string_agg(pg_temp.name(w)
		   || CASE WHEN suppressed OR EXISTS (SELECT FROM page_candidates WHERE candidate = w) THEN '' ELSE ' (on no ballot)' END, ', ' ORDER BY n) || '.</p>'
	  FROM page_contest, page_result, jsonb_array_elements_text(nullif(rules -> 'withdrawn', 'null')) WITH ORDINALITY AS l (w, n)
$$;

-- What the heading says, and what was counted.
CREATE FUNCTION pg_temp.facts() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<dl class="facts">%s</dl><p class="note">Blank: papers with no choice that counts. Exhausted: papers with no choice left among those who are still in the count.</p>', string_agg(format('<div><dt>%s</dt><dd>%s</dd></div>', term, value), '' ORDER BY n))
	  FROM page_contest, page_result AS r, LATERAL (
			SELECT * FROM page_totals ORDER BY round DESC LIMIT 1) AS t, LATERAL (VALUES
			(1, 'Candidates', (SELECT pg_temp.num(count(*)) FROM page_candidates WHERE status NOT IN ('withdrawn', 'write_in'))),
			(2, 'Electorate', pg_temp.num((heading ->> 'electorate')::numeric)),
			(3, 'Turnout', pg_temp.per_cent((r.ballots + coalesce(pg_temp.rejected(heading), 0)) / nullif((heading ->> 'electorate')::numeric, 0))),
			(4, 'Rejected', pg_temp.num(pg_temp.rejected(heading))),
			(5, 'Ballots counted', pg_temp.num(r.ballots)),
			(6, 'Votes', CASE WHEN r.votes <> r.ballots THEN pg_temp.num(r.votes) END),
			(7, 'Blank', pg_temp.num(r.blank)),
			(8, format('Exhausted (round %s)', t.round), pg_temp.num(t.exhausted)),
			(9, 'Rounds', pg_temp.num(r.rounds)),
			(10, pg_temp.needed_word(), (SELECT pg_temp.num(needed) FROM page_totals WHERE round = pg_temp.deciding_round()))) AS f (n, term, value)
	 WHERE value IS NOT NULL
$$;

-- The sheet for the minutes: with the rules, the version and the ballots' fingerprint.
CREATE FUNCTION pg_temp.sheet() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT pg_temp.folded('The count sheet with the rules and the fingerprint of the ballots',
		   pg_temp.frame('The count sheet', format('<pre>%s</pre>', pg_temp.escape(CASE WHEN jsonb_exists(rules, 'seats')
				THEN stv_report(p, rules, heading) ELSE irv_report(p, rules, heading) END))), false)
	  FROM page_contest
$$;

CREATE FUNCTION pg_temp.sections(OUT n bigint, OUT id text, OUT heading text, OUT body text) RETURNS SETOF record
LANGUAGE sql STABLE AS $$
	SELECT * FROM (VALUES
		(1, 'rounds', 'Round by round', pg_temp.bars()),
		(2, 'flow', 'Where the votes went', pg_temp.sankey()),
		(3, 'count', 'The count', pg_temp.count_table()),
		(4, 'second', 'Who is second', pg_temp.second_place()),
		(5, 'places', 'All places', pg_temp.places()),
		(6, 'ties', 'Ties', pg_temp.ties()),
		(7, 'parts', (SELECT pg_temp.escape(parts_title) FROM page_contest), pg_temp.parts()),
		(8, 'chances', 'Chances', pg_temp.chances()),
		(9, 'margins', 'How close it was', pg_temp.margins()),
		(10, 'sheet', 'For the record', pg_temp.sheet())) AS s (n, id, heading, body)
	 WHERE body IS NOT NULL
$$;

CREATE FUNCTION pg_temp.page() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/>
<title>%1$s</title><style>%2$s</style></head><body>
<header><h1>%1$s</h1>%3$s</header>
<main><section id="result" aria-label="Result">%4$s%9$s%5$s</section>
<nav aria-label="On this page"><ul>%6$s</ul></nav>
%7$s</main>
<footer>%8$s</footer></body></html>', title, pg_temp.style(), coalesce('<p>' || nullif(under, '') || '</p>', ''), pg_temp.outcome(), pg_temp.facts(),
		   string_agg(format('<li><a href="#%s">%s</a></li>', id, s.heading), '' ORDER BY n),
		   string_agg(format('<section id="%s"><h2>%s</h2>%s</section>', id, s.heading, body), E'\n' ORDER BY n),
		   'Counted by prefcount ' || (SELECT extversion FROM pg_extension WHERE extname = 'prefcount') || '.', coalesce(pg_temp.withdrawn(), ''))
	  FROM (SELECT pg_temp.escape(coalesce(nullif(heading ->> 'title', ''), nullif(heading ->> 'contest', ''), 'Result of the count')) AS title,
				   pg_temp.escape(concat_ws(', ', nullif(heading ->> 'office', ''), nullif(heading ->> 'place', ''), nullif(heading ->> 'date', ''))) AS under
			  FROM page_contest) AS h, pg_temp.sections() AS s
	 GROUP BY title, under
$$;
