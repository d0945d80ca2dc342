/*
 * test/recount/compare.sql: the extension's answers beside the recount's.
 *
 * An answer is an array of rows as text, in their order; an error is an
 * answer too: its SQLSTATE.
 */

CREATE TABLE recount.answers (
	number		int,			-- of the contest
	asked		text,			-- what was asked: a function's name
	extension	text[],
	recount		text[]
);

-- The answer to a query over $1 (ballots), $2 (rules), $3 (ballots by section)
-- and $4 (the sections' shares).
CREATE FUNCTION recount.ask(query text, ballots jsonb, rules jsonb,
							sections jsonb DEFAULT NULL, shares numeric[] DEFAULT NULL)
RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
	answer		text[];
BEGIN
	EXECUTE format('SELECT ARRAY(%s)', query) INTO answer USING ballots, rules, sections, shares;
	RETURN answer;
EXCEPTION WHEN OTHERS THEN
	RETURN ARRAY['error ' || SQLSTATE];
END $$;

-- The first three contests that disagree about something, whole.
CREATE FUNCTION recount.explain(seed text, about text, contest text) RETURNS SETOF text
LANGUAGE plpgsql AS $$
DECLARE
	a			recount.answers;
	drawn		text;
BEGIN
	FOR a IN
		SELECT * FROM recount.answers
		WHERE asked = about AND extension IS DISTINCT FROM answers.recount
		ORDER BY number LIMIT 3
	LOOP
		EXECUTE contest INTO drawn USING seed, a.number;
		RETURN NEXT diag(format(E'%s, seed %s, contest %s\n%s\nthe extension:\n  %s\nthe recount:\n  %s',
							about, quote_literal(seed), a.number, drawn,
							array_to_string(a.extension, E'\n  ', 'NULL'),
							array_to_string(a.recount, E'\n  ', 'NULL')));
	END LOOP;
END $$;

-- One test: all contests agree about something.
CREATE FUNCTION recount.agree(seed text, about text, contest text) RETURNS SETOF text
LANGUAGE plpgsql AS $$
BEGIN
	RETURN NEXT (SELECT ok(count(*) > 0 AND count(*) = count(*) FILTER (WHERE extension IS NOT DISTINCT FROM answers.recount),
						   format('%s: the recount agrees in %s random contests', about, count(*)))
				 FROM recount.answers
				 WHERE asked = about);
	RETURN QUERY SELECT * FROM recount.explain(seed, about, contest);
END $$;
