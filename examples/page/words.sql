--
-- Numbers, names and pieces of HTML.  Whatever comes from ballots, headings or
-- rules goes through escape().  All else is ASCII, so that the page can be made
-- in a database of any encoding, and is XML as well as HTML.
--

-- A text as it is read.  Control characters, which no page may hold, are shown as
-- the sign of a character that is not known.
CREATE FUNCTION pg_temp.escape(given text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT regexp_replace(replace(replace(replace(replace(replace(given,
			'&', '&amp;'), '<', '&lt;'), '>', '&gt;'), '"', '&quot;'), '''', '&#39;'),
			'[\x01-\x08\x0b\x0c\x0e-\x1f\x7f]', '&#65533;', 'g')
$$;

-- The characters of a label that would not be seen, or would move others: control
-- characters, separators of lines, marks of direction.  Other encodings than UTF8
-- have none but the first.
CREATE FUNCTION pg_temp.unsafe() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE getdatabaseencoding() WHEN 'UTF8' THEN '[\x01-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]'
				ELSE '[\x01-\x1f\x7f]' END
$$;

-- A label as the count sheet shows it: these characters as escapes, and so the
-- backslash and blanks at the ends, so that different labels look different.
CREATE FUNCTION pg_temp.safe(label text) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN label = '' THEN '\(empty)'
				WHEN label !~ ('^ |\\| $|' || pg_temp.unsafe()) THEN label
				ELSE (SELECT string_agg(CASE WHEN c = '\' THEN '\\' WHEN c = chr(9) THEN '\t' WHEN c = chr(10) THEN '\n' WHEN c = chr(13) THEN '\r'
											 WHEN c ~ pg_temp.unsafe() OR c = ' ' AND n IN (1, length(label)) THEN '\u' || upper(lpad(to_hex(ascii(c)), 4, '0'))
											 ELSE c END, '' ORDER BY n)
						FROM regexp_split_to_table(label, '') WITH ORDINALITY AS s (c, n)) END
$$;

CREATE FUNCTION pg_temp.label(label text) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT pg_temp.escape(pg_temp.safe(label)) $$;

-- A label, kept apart from the direction of the writing around it.  Only a label
-- with a very long word is broken within words.
CREATE FUNCTION pg_temp.name(label text) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN label ~ '[^\s-]{16}' THEN '<bdi class="long">' ELSE '<bdi>' END || pg_temp.label(label) || '</bdi>'
$$;

-- "A, B and C".
CREATE FUNCTION pg_temp.names(labels text[]) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT string_agg(CASE WHEN n = 1 THEN '' WHEN n = cardinality(labels) THEN ' and ' ELSE ', ' END
					  || pg_temp.name(label), '' ORDER BY n)
	  FROM unnest(labels) WITH ORDINALITY AS l (label, n)
$$;

-- 12,345.67, with as many decimals as there are.
CREATE FUNCTION pg_temp.num(value numeric) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE WHEN value < 0 THEN '&#8722;' ELSE '' END
		   || to_char(trunc(abs(value)), 'FM999,999,999,999,999,999,990')
		   || coalesce(substring(trim_scale(value)::text FROM '\.\d+'), '')
$$;

-- A number with its sign.
CREATE FUNCTION pg_temp.change(value numeric) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN value > 0 THEN '+' ELSE '' END || pg_temp.num(value) $$;

-- A part of 1 in per cent.
CREATE FUNCTION pg_temp.per_cent(share numeric) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT to_char(100 * share, 'FM990.0') || '&#160;%' $$;

-- "44 votes", "1 vote".
CREATE FUNCTION pg_temp.count_of(value numeric, one text, many text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT pg_temp.num(value) || ' ' || CASE WHEN value = 1 THEN one ELSE many END $$;

-- A length as part of another, for a width or a place in a picture.
CREATE FUNCTION pg_temp.css_per_cent(part numeric, whole numeric) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce(round(100 * part / nullif(whole, 0), 3), 0) || '%' $$;

-- The class that gives a candidate's colour; there are 20 colours.
CREATE FUNCTION pg_temp.colour(key bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT coalesce('c' || (key - 1) % 20 + 1, 'c0') $$;

-- What stands before a candidate's name.
CREATE FUNCTION pg_temp.badge(which bigint) RETURNS text
LANGUAGE sql STABLE AS $$ SELECT coalesce(badge, '&#8211;') FROM page_candidates WHERE key = which $$;

-- A candidate's place in the candidate's colour, and the name.
CREATE FUNCTION pg_temp.candidate(key bigint, label text) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('<span class="candidate"><b class="key %s">%s</b> ', pg_temp.colour(key), pg_temp.badge(key)) || pg_temp.name(label) || '</span>'
$$;

-- What the places before the names are.
CREATE FUNCTION pg_temp.badge_meaning() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT 'The number before a name is the final place'
		   || CASE WHEN bool_or(badge LIKE '%=') THEN ', with = where it is shared' ELSE '' END
		   || CASE WHEN bool_or(badge ~ '^[A-Z]') THEN '; a letter stands for who has none' ELSE '' END || '.'
	  FROM page_candidates
$$;

CREATE FUNCTION pg_temp.candidate(label text) RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT coalesce((SELECT pg_temp.candidate(key, candidate) FROM page_candidates WHERE candidate = label), 'nobody')
$$;

-- What stands in a row or column of its own: cells are HTML, joined.
CREATE FUNCTION pg_temp.row(head text, VARIADIC cells text[]) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT format('<tr><th scope="row">%s</th>%s</tr>', head, string_agg(format('<td>%s</td>', coalesce(cell, '')), '' ORDER BY n))
	  FROM unnest(cells) WITH ORDINALITY AS c (cell, n)
$$;

-- A table; the caption and the heads are HTML.  The class "words" has words in its
-- second column, "wide" takes the width there is.
CREATE FUNCTION pg_temp.table_of(caption text, heads text[], class text, body text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT format('<table class="%s"><caption>%s</caption><thead><tr>%s</tr></thead><tbody>%s</tbody></table>',
		   class, caption, string_agg(format('<th scope="col">%s</th>', head), '' ORDER BY n), body)
	  FROM unnest(heads) WITH ORDINALITY AS h (head, n)
$$;

-- What may be wider than the screen scrolls in a frame, by the keyboard too.
CREATE FUNCTION pg_temp.frame(label text, body text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT format('<div class="frame" role="region" tabindex="0" aria-label="%s">%s</div>', label, body)
$$;

-- Said where a table may be wider than a phone.
CREATE FUNCTION pg_temp.sideways(words text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT format('<p class="note sideways">%s: scroll sideways.</p>', words) $$;

-- What may be folded away; nothing if there is no body.
CREATE FUNCTION pg_temp.folded(summary text, body text, open boolean) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT format('<details%s><summary>%s</summary>', CASE WHEN open THEN ' open="open"' ELSE '' END, summary) || body || '</details>'
$$;

-- A status of irv_rounds, stv_rounds or the places, to read.
CREATE FUNCTION pg_temp.status_words(status text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE status WHEN 'eliminated' THEN 'goes out' WHEN 'runner_up' THEN 'runner-up' WHEN 'tied' THEN 'level'
					   WHEN 'write_in' THEN 'write-ins' WHEN 'not_elected' THEN 'not elected' WHEN 'continuing' THEN ''
					   ELSE status END
$$;

-- A step of the rule tie_break, to read.
CREATE FUNCTION pg_temp.step_words(step text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
	SELECT CASE step WHEN 'backwards' THEN 'the last round before in which they differed'
					 WHEN 'forwards' THEN 'the first round in which they differed'
					 WHEN 'all_different' THEN 'the last round before in which all of them differed'
					 WHEN 'first_preferences' THEN 'their first preferences'
					 WHEN 'order' THEN 'their order on the ballot'
					 WHEN 'lot' THEN 'a lot drawn from a seed'
					 WHEN 'drawn' THEN 'a lot drawn by hand'
					 WHEN 'leave' THEN 'nothing: whoever of them goes first, the others follow'
					 WHEN 'together' THEN 'the rule that all of them go out together'
					 WHEN 'reserved' THEN 'seats that are reserved'
					 ELSE pg_temp.escape(step) END
$$;

-- The status in the order of finish.
CREATE FUNCTION pg_temp.place_words(status text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT CASE WHEN status = 'eliminated' THEN '' ELSE pg_temp.status_words(status) END $$;
