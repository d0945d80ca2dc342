--
-- What is counted: the ballots, the rules, and whether one seat is filled or
-- several (the variable "several").
--

-- The rules as they were given: JSON, or the name of a rule book.
CREATE FUNCTION pg_temp.rules_given(rules text, seats bigint) RETURNS jsonb
LANGUAGE sql AS $$
	SELECT CASE WHEN ltrim(rules) LIKE '{%' THEN rules::jsonb || jsonb_strip_nulls(jsonb_build_object('seats', seats))
				WHEN seats IS NULL THEN irv_rules(rules)
				ELSE stv_rules(rules, seats) END
$$;

CREATE TEMP TABLE page_contest AS
SELECT coalesce((:contest), '[]') AS p,
	   pg_temp.rules_given(:'rules', nullif(:'seats', '')::bigint) AS rules,
	   :'heading'::jsonb || jsonb_strip_nulls(jsonb_build_object('title', nullif(:'title', ''))) AS heading,
	   nullif(:'chances', '')::bigint AS draws, :'seed' AS seed, nullif(:'outstanding', '')::bigint AS outstanding,
	   nullif(:'margin', '') AS margin;

CREATE TEMP TABLE page_part_ballots AS
SELECT coalesce(part::text, 'without a name') AS part, profile_agg(p) AS p
  FROM (:parts) AS c (part, p)
 GROUP BY 1;

-- Other ballots, those of a part or of a draw, are counted by the contest's rules
-- but for what is only the contest's: lots drawn in it, and that a tie is an error.
CREATE FUNCTION pg_temp.rules_of_others(rules jsonb) RETURNS jsonb
LANGUAGE sql AS $$
	SELECT CASE WHEN rules ->> 'tie_break' LIKE '%"error"%' THEN rules - 'tie_break' ELSE rules END - 'drawn'
$$;

SELECT jsonb_exists(rules, 'seats') AS several FROM page_contest \gset
