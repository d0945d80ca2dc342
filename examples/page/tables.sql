--
-- The count as a table, all places, and the ties.
--

-- In how many tables the rounds stand, so that each fits on paper.
CREATE FUNCTION pg_temp.sheets() RETURNS bigint
LANGUAGE sql STABLE AS $$
	SELECT ceil(max(round)::numeric / greatest(3, least(8, 72 / max(length(pg_temp.num(votes)) + 2)))) FROM page_rounds
$$;

-- The rounds, and in which of the tables each stands.
CREATE TEMP TABLE page_columns AS
SELECT t.*, ntile(pg_temp.sheets()::int) OVER (ORDER BY round) AS sheet FROM page_totals AS t;

-- A candidate's votes in a round, what was gained, and what became of the candidate.
CREATE FUNCTION pg_temp.count_cell(r page_rounds) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN r.candidate IS NULL OR r.votes = 0 AND r.status = 'eliminated' AND r.gained = 0 THEN NULL
				ELSE format('%s%s%s', pg_temp.num(r.votes),
							CASE WHEN r.gained <> 0 THEN format('<small>%s</small>', pg_temp.change(r.gained)) ELSE '' END,
							CASE WHEN r.status = 'continuing' THEN '' ELSE format('<small>%s</small>', pg_temp.status_words(r.status)) END) END
$$;

-- A candidate's row in one of the tables; none if the candidate is out in all of its rounds.
CREATE FUNCTION pg_temp.count_row(c page_candidates, which int) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT pg_temp.row(pg_temp.candidate(c.key, c.candidate), VARIADIC array_agg(pg_temp.count_cell(r) ORDER BY t.round))
	  FROM page_columns AS t LEFT JOIN page_rounds AS r ON r.round = t.round AND r.key = c.key
	 WHERE t.sheet = which
	HAVING count(pg_temp.count_cell(r)) > 0
$$;

-- What became of all votes, below the candidates.
CREATE FUNCTION pg_temp.sum_rows(which int) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT concat(pg_temp.row('Counting for a candidate', VARIADIC array_agg(pg_temp.num(continuing) ORDER BY round)),
				  pg_temp.row('Exhausted', VARIADIC array_agg(pg_temp.num(exhausted) ORDER BY round)),
				  CASE WHEN max(lost) > 0 THEN pg_temp.row('Lost by rounding', VARIADIC array_agg(pg_temp.num(lost) ORDER BY round)) END,
				  pg_temp.row('Blank', VARIADIC array_agg(pg_temp.num(blank) ORDER BY round)),
				  pg_temp.row('All votes', VARIADIC array_agg(pg_temp.num(continuing + exhausted + lost + blank) ORDER BY round)),
				  pg_temp.row(pg_temp.needed_word(), VARIADIC array_agg(pg_temp.num(needed) ORDER BY round)))
	  FROM page_columns
	 WHERE sheet = which
$$;

-- "Round 1", "Rounds 1 to 8".
CREATE FUNCTION pg_temp.sheet_name(heads text[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN cardinality(heads) = 1 THEN heads[1]
				ELSE replace(heads[1], 'Round', 'Rounds') || replace(heads[cardinality(heads)], 'Round', ' to') END
$$;

CREATE FUNCTION pg_temp.count_sheet(which int, heads text[]) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN cardinality(heads) > 2 THEN pg_temp.sideways('Later rounds are at the right') ELSE '' END
		   || pg_temp.frame('The count, ' || pg_temp.sheet_name(heads),
		   pg_temp.table_of(CASE WHEN pg_temp.sheets() > 1 THEN pg_temp.sheet_name(heads) ELSE '<span class="unseen">The count</span>' END,
				'Candidate'::text || heads, 'wide', string_agg(pg_temp.count_row(c, which), '' ORDER BY key) || pg_temp.sum_rows(which)))
	  FROM page_candidates AS c
$$;

CREATE FUNCTION pg_temp.count_table() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<div class="count">%s</div>', string_agg(pg_temp.count_sheet(sheet, heads), '' ORDER BY sheet))
	  FROM (SELECT sheet, array_agg('Round ' || round ORDER BY round) AS heads FROM page_columns GROUP BY sheet) AS s
	 WHERE EXISTS (SELECT FROM page_rounds)
	HAVING count(*) > 0
$$;

-- All candidates in order of finish.  With several seats votes of different rounds
-- do not compare, and there is no lead.
CREATE FUNCTION pg_temp.places() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT pg_temp.sideways('There is more at the right') || pg_temp.frame('All places', pg_temp.table_of('All places',
		   ARRAY['Candidate', 'Place', 'First preferences', pg_temp.votes_word(), 'In round'] || CASE WHEN several THEN '{}' ELSE '{Lead over the next}'::text[] END, 'numbers',
		   string_agg(pg_temp.row(pg_temp.candidate(key, candidate) || coalesce(' <span class="note">' || nullif(pg_temp.place_words(status), '') || '</span>', ''),
				VARIADIC ARRAY[coalesce(CASE WHEN badge LIKE '%=' THEN badge END, place::text, '&#8211;'), pg_temp.num(first_preferences), pg_temp.num(votes), round::text]
						 || CASE WHEN several THEN '{}' ELSE ARRAY[pg_temp.num(lead)] END), '' ORDER BY key)))
	  FROM page_candidates, (SELECT jsonb_exists(rules, 'seats') AS several FROM page_contest) AS s
	 GROUP BY several
$$;

-- Every tie and what decided it.
CREATE FUNCTION pg_temp.ties() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<ul>%s</ul>', string_agg(format('<li>Round %s: %s%s. Decided by %s.</li>', round, pg_temp.names(ARRAY[candidate]),
		   coalesce(' and ' || pg_temp.names(tied_with) || ' were level', ''), pg_temp.step_words(decided_by)), '' ORDER BY round, key))
	  FROM page_rounds AS r
	 WHERE decided_by IS NOT NULL
	HAVING count(*) > 0
$$;
