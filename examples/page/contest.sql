--
-- What is counted: the ballots, the rules, and whether one seat is filled or
-- several (the variable "several").
--

-- The rules as they were given: JSON, or the name of a rule book.  There are many
-- ways to fill several seats, and none is taken for granted.
CREATE FUNCTION pg_temp.rules_given(rules text, seats bigint) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
	IF rules = '' AND seats IS NOT NULL THEN
		RAISE invalid_parameter_value USING MESSAGE = 'several seats need rules',
			DETAIL = 'There is the variable "seats", but not "rules".', HINT = 'Say by which method, as in -v seats=3 -v rules=scotland.';
	END IF;
	RETURN CASE WHEN rules = '' THEN '{}'
				WHEN ltrim(rules) LIKE '{%' THEN rules::jsonb || jsonb_strip_nulls(jsonb_build_object('seats', seats))
				WHEN seats IS NULL THEN irv_rules(rules)
				ELSE stv_rules(rules, seats) END;
END
$$;

CREATE TEMP TABLE page_contest AS
SELECT coalesce((:contest), '[]') AS p,
	   pg_temp.rules_given(:'rules', nullif(:'seats', '')::bigint) AS rules,
	   :'heading'::jsonb || jsonb_strip_nulls(jsonb_build_object('title', nullif(:'title', ''))) AS heading,
	   nullif(:'chances', '')::bigint AS draws, :'seed' AS seed, nullif(:'outstanding', '')::bigint AS outstanding,
	   nullif(:'margin', '') AS margin, :'parts_title' AS parts_title;

CREATE TEMP TABLE page_part_ballots AS
SELECT coalesce(part::text, 'without a name') AS part, coalesce(profile_agg(p), '[]') AS p
  FROM (:parts) AS c (part, p)
 GROUP BY 1;

-- Other ballots, those of a part or of a draw, are counted by the contest's rules
-- but for what is only the contest's: lots drawn in it, and that a tie is an error.
CREATE FUNCTION pg_temp.rules_of_others(rules jsonb) RETURNS jsonb
LANGUAGE sql AS $$
	SELECT CASE WHEN rules ->> 'tie_break' LIKE '%"error"%' THEN rules - 'tie_break' ELSE rules END - 'drawn'
$$;

-- What was asked for and cannot be known of this contest: the page says why, and
-- has all the rest.
CREATE TEMP TABLE page_left_out (section text, reason text);

-- Run a statement that fills the table of a section.  Arguments that are wrong
-- (22023) stay errors.
CREATE FUNCTION pg_temp.attempt(section text, statement text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
	detail text;
BEGIN
	EXECUTE statement;
EXCEPTION WHEN feature_not_supported OR program_limit_exceeded OR data_exception THEN
	IF SQLSTATE NOT IN ('0A000', '54000', '22000') THEN
		RAISE;
	END IF;
	GET STACKED DIAGNOSTICS detail = PG_EXCEPTION_DETAIL;
	INSERT INTO page_left_out VALUES (section, concat(SQLERRM, '. ', detail));
END
$$;

SELECT jsonb_exists(rules, 'seats') AS several FROM page_contest \gset
