/*
 * test/recount/recount.sql: a second count of a contest, in plain SQL.
 *
 * It shares nothing with the extension: ballots are jsonb in the text form of
 * preference_profile, rules are jsonb, and every rule is written out the way
 * a returning officer would work with papers on a table.  Made to be checked
 * by reading, not to be fast.  The parts:
 *
 *	1. the contest		what is counted, and by which rules
 *	2. reading a ballot
 *	3. tallying
 *	4. ties
 *	5. the course		round after round
 *	6. what the course shows: rounds, totals, transfers, flows
 *	7. places and runners-up
 *	8. the result
 *
 * Sections that vote with a fixed share (electoral colleges) run through the
 * same course; see tally_of_college.
 */
CREATE SCHEMA recount;

/*
 * 1. The contest
 */

-- One rank of a ballot: labels NULL is a skipped rank, no label at all an
-- overvote whose candidates are not known.
CREATE TYPE recount.rank AS (
	labels		text[]
);

-- All ballots that were marked alike.
CREATE TYPE recount.paper AS (
	ranks		recount.rank[],
	ballots		numeric,
	votes		numeric,
	section		int
);

-- A lot drawn by hand in a round.
CREATE TYPE recount.hand_lot AS (
	round		int,
	tied		text[],
	loses		text,
	wins		text,
	for_win		boolean,
	level		text[]			-- of a lot that is missing: all who were level at first
);

CREATE TYPE recount.contest AS (
	candidates	text[],			-- ballot order, the pool and the withdrawn included
	withdrawn	text[],
	withdrawn_unknown text[],	-- of these, who is neither declared nor on a ballot
	pool		text,			-- of undeclared write-ins, or NULL
	pool_blocks boolean,		-- nobody wins while the pool holds votes
	overvotes	text,
	max_skipped int,
	duplicates	text,
	threshold	text,
	stop		text,
	or_one		boolean,		-- whom a batch would leave alone wins at once
	elimination text,
	steps_out	text[],			-- of the tie-break, for elimination
	steps_win	text[],			-- and for the win
	seed		text,
	lots		recount.hand_lot[],
	lots_must_fit boolean,		-- a lot for a tie that does not occur is an error
	harmless_together boolean,	-- who is in a harmless tie goes out with the others
	runner_up	text,
	min_ballots numeric,
	shares		numeric[],		-- of the sections of a college, else NULL
	papers		recount.paper[]
);

-- A label's bytes: labels are ordered bytewise in UTF-8, whatever the locale.
CREATE FUNCTION recount.bytes(label text) RETURNS bytea
LANGUAGE sql IMMUTABLE
RETURN convert_to(label, 'UTF8');

-- The ranks of a ranking: a list of one label is that label.
CREATE FUNCTION recount.ranks(ranking jsonb) RETURNS recount.rank[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT ROW(CASE jsonb_typeof(mark)
					WHEN 'null' THEN NULL
					WHEN 'array' THEN ARRAY(SELECT jsonb_array_elements_text(mark))
					ELSE ARRAY[mark #>> '{}']
				   END)::recount.rank
		FROM jsonb_array_elements(ranking) WITH ORDINALITY AS e (mark, n)
		ORDER BY n);
END $$;

-- The papers of some ballots; those of weight 0 add nothing.
CREATE FUNCTION recount.papers(ballots jsonb, section int DEFAULT 1)
RETURNS recount.paper[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT ROW(recount.ranks(b -> 'ranking'),
				   (b ->> 'count')::numeric,
				   coalesce(b ->> 'weight', b ->> 'count')::numeric,
				   section)::recount.paper
		FROM jsonb_array_elements(ballots) AS b
		WHERE coalesce(b ->> 'weight', b ->> 'count')::numeric <> 0);
END $$;

-- Every label marked anywhere on the papers, in bytewise order.
CREATE FUNCTION recount.labels_on(papers recount.paper[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT label
		FROM (SELECT DISTINCT unnest(r.labels) AS label
			  FROM unnest(papers) AS p, unnest(p.ranks) AS r) AS l
		ORDER BY recount.bytes(label));
END $$;

-- The papers as the rules show them to the count: later ranks cut off, and
-- marks for unlisted labels made marks for the pool.
CREATE FUNCTION recount.prepare(papers recount.paper[], max_rankings int,
								listed text[], pool text)
RETURNS recount.paper[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT ROW(ARRAY(
						SELECT ROW(CASE WHEN pool IS NULL OR r.labels IS NULL OR r.labels <@ listed
									THEN r.labels
									ELSE ARRAY(SELECT CASE WHEN label = ANY (listed) THEN label ELSE pool END
											   FROM unnest(r.labels) AS label)
								   END)::recount.rank
						FROM unnest(p.ranks) WITH ORDINALITY AS r (labels, n)
						WHERE n <= max_rankings OR max_rankings IS NULL
						ORDER BY n),
				   p.ballots, p.votes, p.section)::recount.paper
		FROM unnest(papers) AS p);
END $$;

-- A jsonb array of labels (numbers are taken as their text), or NULL.
CREATE FUNCTION recount.labels(list jsonb) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF coalesce(jsonb_typeof(list), 'null') = 'null' THEN
		RETURN NULL;
	END IF;
	RETURN ARRAY(SELECT jsonb_array_elements_text(list));
END $$;

-- The steps of a tie-break: one list for both questions, or one for each.
CREATE FUNCTION recount.steps(tie_break jsonb, question text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF jsonb_typeof(tie_break) = 'object' THEN
		tie_break := tie_break -> question;
	END IF;
	RETURN coalesce(recount.labels(tie_break), '{backwards,leave}');
END $$;

CREATE FUNCTION recount.hand_lots(list jsonb) RETURNS recount.hand_lot[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT ROW((e ->> 'round')::int, recount.labels(e -> 'tied'), e ->> 'loses', e ->> 'wins', e ? 'wins', NULL)::recount.hand_lot
		FROM jsonb_array_elements(list) AS e);
END $$;

-- Refuses rules that contradict each other.
CREATE FUNCTION recount.refuse_contradictions(rules jsonb) RETURNS void
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	declared	text[] := recount.labels(rules -> 'candidates');
	withdrawn	text[] := coalesce(recount.labels(rules -> 'withdrawn'), '{}');
	pool		text := rules ->> 'write_in';
	unlisted	text := coalesce(rules ->> 'unlisted', 'error');
	question	text;
	step		text;
	wrong		text;
BEGIN
	IF unlisted = 'write_in' AND (pool IS NULL OR declared IS NULL) THEN
		wrong := 'unlisted write_in without a pool, or without a list';
	ELSIF pool = ANY (withdrawn) OR NOT withdrawn <@ declared THEN
		wrong := 'withdrawn';
	ELSIF rules ->> 'overvotes' = 'equal' THEN
		wrong := 'equal ranks in an instant runoff';
	ELSIF EXISTS (SELECT FROM unnest(recount.hand_lots(coalesce(nullif(rules -> 'drawn', 'null'), '[]'))) AS l
				  WHERE NOT coalesce(l.wins, l.loses) = ANY (l.tied)) THEN
		wrong := 'a lot that falls on somebody who is not tied';
	END IF;
	FOREACH question IN ARRAY '{elimination,win}'::text[] LOOP
		FOREACH step IN ARRAY recount.steps(rules -> 'tie_break', question) LOOP
			IF step = 'lot' AND rules ->> 'seed' IS NULL THEN
				wrong := 'lot without a seed';
			END IF;
		END LOOP;
	END LOOP;
	IF wrong IS NOT NULL THEN
		RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'rules that cannot be', DETAIL = wrong;
	END IF;
END $$;

-- The contest: papers and rules, defaults filled in.
CREATE FUNCTION recount.contest(all_papers recount.paper[], rules jsonb, shares numeric[] DEFAULT NULL)
RETURNS recount.contest
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest;
	declared	text[] := recount.labels(rules -> 'candidates');
BEGIN
	rules := coalesce(rules, '{}');
	PERFORM recount.refuse_contradictions(rules);
	c.withdrawn := coalesce(recount.labels(rules -> 'withdrawn'), '{}');
	c.pool := rules ->> 'write_in';
	c.pool_blocks := coalesce((rules ->> 'write_in_blocks')::boolean, true);
	c.overvotes := coalesce(rules ->> 'overvotes', 'exhaust');
	c.max_skipped := rules ->> 'max_skipped';
	c.duplicates := coalesce(rules ->> 'duplicates', 'skip');
	c.threshold := coalesce(rules ->> 'threshold', 'continuing');
	c.stop := coalesce(rules ->> 'stop', 'two_remain');
	c.or_one := (c.stop = 'majority_or_one');
	c.stop := replace(c.stop, '_or_one', '');
	c.elimination := coalesce(rules ->> 'elimination', 'single');
	c.steps_out := recount.steps(rules -> 'tie_break', 'elimination');
	c.steps_win := recount.steps(rules -> 'tie_break', 'win');
	c.seed := rules ->> 'seed';
	c.lots := recount.hand_lots(coalesce(rules -> 'drawn', '[]'));
	c.lots_must_fit := true;
	c.harmless_together := true;
	c.runner_up := coalesce(rules ->> 'runner_up', 'final_two');
	c.min_ballots := coalesce(rules ->> 'min_ballots', '0');
	c.shares := shares;

	c.candidates := coalesce(declared, recount.labels_on(all_papers));
	IF c.pool IS NOT NULL AND c.pool <> ALL (c.candidates) THEN
		c.candidates := c.candidates || c.pool;
	END IF;
	c.withdrawn_unknown := nullif(recount.without(c.withdrawn, c.candidates), '{}');

	c.papers := recount.prepare(all_papers, (rules ->> 'max_rankings')::int, c.candidates,
								CASE WHEN rules ->> 'unlisted' = 'write_in' THEN c.pool END);

	-- of too few ballots nothing is told, not even whom they mark
	IF coalesce(rules ->> 'unlisted', 'error') = 'error'
		AND NOT recount.labels_on(all_papers) <@ c.candidates AND NOT recount.suppressed(c)
	THEN
		RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'somebody is marked who is not listed';
	END IF;
	RETURN c;
END $$;

-- Too few ballots to tell anything; in a college, in any section.
CREATE FUNCTION recount.suppressed(c recount.contest) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF c.shares IS NOT NULL THEN
		RETURN EXISTS (
			SELECT FROM generate_series(1, cardinality(c.shares)) AS section
				LEFT JOIN unnest(c.papers) AS p USING (section)
			GROUP BY section
			HAVING coalesce(sum(p.ballots), 0) < c.min_ballots);
	END IF;
	RETURN (SELECT coalesce(sum(p.ballots), 0) FROM unnest(c.papers) AS p) < c.min_ballots;
END $$;

/*
 * 2. Reading a ballot
 */

-- Where a paper lies: with a candidate, or for a cause with nobody
-- (blank, choices, overvote, skipped, repeated).
CREATE TYPE recount.held AS (
	candidate	text,
	cause		text
);

-- Who gets a paper while `continuing` are in the count: from rank 1, at each
-- rank skips, duplicates, overvote, first continuing candidate.
CREATE FUNCTION recount.read_paper(ranks recount.rank[], continuing text[], c recount.contest)
RETURNS recount.held
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	rank		recount.rank;
	label		text;
	skipped		int := 0;
	seen		text[] := '{}';
	nameless_seen boolean := false;
	wanted		text[];			-- the marks at this rank for continuing candidates
BEGIN
	FOREACH rank IN ARRAY ranks LOOP
		IF rank.labels IS NULL THEN
			skipped := skipped + 1;
			CONTINUE;
		END IF;

		-- skips
		IF skipped > c.max_skipped THEN
			RETURN ROW(NULL, 'skipped')::recount.held;
		END IF;
		skipped := 0;

		-- duplicates
		IF c.duplicates = 'exhaust' THEN
			IF rank.labels = '{}' THEN
				IF nameless_seen THEN
					RETURN ROW(NULL, 'repeated')::recount.held;
				END IF;
				nameless_seen := true;
			END IF;
			FOREACH label IN ARRAY rank.labels LOOP
				IF label = ANY (seen) THEN
					RETURN ROW(NULL, 'repeated')::recount.held;
				END IF;
				seen := seen || label;
			END LOOP;
		END IF;

		wanted := '{}';
		FOREACH label IN ARRAY rank.labels LOOP
			IF label = ANY (continuing) THEN
				wanted := wanted || label;
			END IF;
		END LOOP;

		-- overvote: two marks or more of any kind, or marks without a name
		IF cardinality(rank.labels) <> 1 THEN
			IF c.overvotes = 'exhaust' THEN
				RETURN ROW(NULL, 'overvote')::recount.held;
			ELSIF c.overvotes = 'skip' THEN
				CONTINUE;
			ELSIF rank.labels = '{}'
				OR cardinality(wanted) > (CASE c.overvotes WHEN 'exhaust_if_any_continuing' THEN 0 ELSE 1 END)
			THEN
				RETURN ROW(NULL, 'overvote')::recount.held;
			END IF;
		END IF;

		-- first continuing candidate
		IF cardinality(wanted) = 1 THEN
			RETURN ROW(wanted[1], NULL)::recount.held;
		END IF;
	END LOOP;

	RETURN ROW(NULL, 'choices')::recount.held;
END $$;

-- Nobody has marked anything on this paper.
CREATE FUNCTION recount.blank(ranks recount.rank[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN NOT EXISTS (SELECT FROM unnest(ranks) AS r WHERE r.labels IS NOT NULL);
END $$;

-- Where every paper lies in this round.  `before` is where it lay the round
-- before (empty in round 1): a paper stays with its candidate while that one
-- continues, and once exhausted it is exhausted for the same cause for ever.
CREATE FUNCTION recount.hold(c recount.contest, before recount.held[], continuing text[])
RETURNS recount.held[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT CASE
				WHEN x.cause IS NOT NULL THEN ROW(NULL, x.cause)::recount.held
				WHEN x.candidate = ANY (continuing) THEN ROW(x.candidate, NULL)::recount.held
				WHEN x.candidate IS NULL AND recount.blank(x.ranks) THEN ROW(NULL, 'blank')::recount.held
				ELSE recount.read_paper(x.ranks, continuing, c)
			   END
		FROM ROWS FROM (unnest(c.papers), unnest(before)) WITH ORDINALITY
			AS x (ranks, ballots, votes, section, candidate, cause, n)
		ORDER BY n);
END $$;

/*
 * 3. Tallying
 */

-- The votes of each continuing candidate, in their order.
CREATE FUNCTION recount.tally_of_votes(c recount.contest, held recount.held[], continuing text[])
RETURNS numeric[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT coalesce(sum(x.votes), 0)
		FROM unnest(continuing) WITH ORDINALITY AS k (candidate, n)
			LEFT JOIN ROWS FROM (unnest(c.papers), unnest(held))
				AS x (ranks, ballots, votes, section, candidate, cause) USING (candidate)
		GROUP BY n
		ORDER BY n);
END $$;

-- The product of the numbers above 0, but for the one at place `but`.
CREATE FUNCTION recount.product(numbers numeric[], but int DEFAULT 0) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	product		numeric := 1;
BEGIN
	FOR i IN 1 .. cardinality(numbers) LOOP
		IF i <> but AND numbers[i] > 0 THEN
			product := product * numbers[i];
		END IF;
	END LOOP;
	RETURN product;
END $$;

-- The continuing votes of each section of a college.
CREATE FUNCTION recount.section_totals(c recount.contest, held recount.held[])
RETURNS numeric[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT coalesce(sum(x.votes) FILTER (WHERE x.candidate IS NOT NULL), 0)
		FROM generate_series(1, cardinality(c.shares)) AS section
			LEFT JOIN ROWS FROM (unnest(c.papers), unnest(held))
				AS x (ranks, ballots, votes, section, candidate, cause) USING (section)
		GROUP BY section
		ORDER BY section);
END $$;

-- A college's tally.  A candidate's worth in a section is
-- share * votes / the section's votes; so that nothing is rounded all worths
-- of the round are given times the product of the sections' votes.
CREATE FUNCTION recount.tally_of_college(c recount.contest, held recount.held[], continuing text[])
RETURNS numeric[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	totals		numeric[] := recount.section_totals(c, held);
BEGIN
	RETURN ARRAY(
		SELECT coalesce(sum(c.shares[x.section] * x.votes * recount.product(totals, x.section)), 0)
		FROM unnest(continuing) WITH ORDINALITY AS k (candidate, n)
			LEFT JOIN ROWS FROM (unnest(c.papers), unnest(held))
				AS x (ranks, ballots, votes, section, candidate, cause) USING (candidate)
		GROUP BY n
		ORDER BY n);
END $$;

/*
 * 4. Ties
 */

-- A candidate in a round.
CREATE TYPE recount.standing AS (
	round		int,
	candidate	text,
	votes		numeric,		-- in a college: worth
	status		text,
	decided_by	text,
	tied_with	text[]
);

-- Of those level, they who had the fewest (or most) votes in round r.
CREATE FUNCTION recount.keep(level text[], most boolean, r int, standings recount.standing[])
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	best		numeric := (SELECT CASE WHEN most THEN max(votes) ELSE min(votes) END
							FROM unnest(standings) AS s
							WHERE s.round = r AND s.candidate = ANY (level));
BEGIN
	RETURN ARRAY(
		SELECT s.candidate
		FROM unnest(standings) AS s
		WHERE s.round = r AND s.candidate = ANY (level) AND s.votes = best
		ORDER BY array_position(level, s.candidate));
END $$;

-- A candidate's lot.
CREATE FUNCTION recount.lot(seed text, label text) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN sha256(convert_to(seed || ':' || label, 'UTF8'));
END $$;

-- Decides between candidates level in this round: who has the fewest (or
-- most).  Picks nobody when the steps leave more than one, and more than one
-- only by the step together.
CREATE FUNCTION recount.break_tie(c recount.contest, standings recount.standing[], this_round int,
								  level text[], most boolean, others int,
								  OUT picked text[], OUT decided_by text, OUT lot recount.hand_lot)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	remaining	text[] := level;	-- in ballot order
	step		text;
	drawn		recount.hand_lot;
BEGIN
	FOREACH step IN ARRAY CASE WHEN most THEN c.steps_win ELSE c.steps_out END LOOP
		CASE step
			WHEN 'backwards' THEN
				FOR r IN REVERSE this_round - 1 .. 1 LOOP
					remaining := recount.keep(remaining, most, r, standings);
				END LOOP;
			WHEN 'forwards' THEN
				FOR r IN 1 .. this_round - 1 LOOP
					remaining := recount.keep(remaining, most, r, standings);
				END LOOP;
			WHEN 'first_preferences' THEN
				IF this_round > 1 THEN
					remaining := recount.keep(remaining, most, 1, standings);
				END IF;
			WHEN 'order' THEN
				remaining := ARRAY[remaining[CASE WHEN most THEN 1 ELSE cardinality(remaining) END]];
			WHEN 'lot' THEN
				SELECT CASE WHEN most THEN array_agg(label ORDER BY recount.lot(c.seed, label) DESC)
						ELSE array_agg(label ORDER BY recount.lot(c.seed, label)) END
				INTO remaining
				FROM unnest(remaining) AS label;
				remaining := remaining[1:1];
			WHEN 'drawn' THEN
				-- a lot names those who are still tied, or all who were level
				lot := ROW(this_round, remaining, NULL, NULL, most, level);
				FOREACH drawn IN ARRAY c.lots LOOP
					IF drawn.round = this_round AND drawn.for_win = most
						AND drawn.tied @> remaining AND coalesce(drawn.wins, drawn.loses) = ANY (remaining)
						AND (drawn.tied <@ remaining OR (drawn.tied @> level AND drawn.tied <@ level))
					THEN
						lot := drawn;
						remaining := ARRAY[coalesce(drawn.wins, drawn.loses)];
					END IF;
				END LOOP;
			WHEN 'together' THEN
				-- if somebody remains: of those level, or of the others
				IF NOT most AND cardinality(remaining) < cardinality(level) + others THEN
					picked := remaining;
					decided_by := step;
					RETURN;
				END IF;
			WHEN 'error' THEN
				RAISE EXCEPTION USING ERRCODE = '22000',
					MESSAGE = 'a tie that nobody may decide',
					DETAIL = format('Round %s: %s.', this_round, level);
			WHEN 'leave' THEN
				RETURN;
		END CASE;
		IF cardinality(remaining) = 1 THEN
			picked := remaining;
			decided_by := step;
			RETURN;
		END IF;
	END LOOP;
END $$;

/*
 * 5. The course
 */

CREATE TYPE recount.holding AS (
	round		int,
	paper		int,
	candidate	text,
	cause		text
);

CREATE TYPE recount.course AS (
	standings	recount.standing[],
	holdings	recount.holding[],
	thresholds	numeric[],		-- as shown, a round each
	units		numeric[],		-- what a vote is worth in each round (1 but in a college)
	rounds		int,
	winner		text,
	won_in		int,
	won_by		text,
	ties_broken int,
	lots_met	recount.hand_lot[],	-- the ties that came up to the step drawn, with the lots there are
	open_end	text,			-- why the last round did not settle all: votes, win, elimination
	possible_winners text[]		-- whoever wins in some way of deciding the open ties
);

-- What is done at the end of a round.
CREATE TYPE recount.decision AS (
	eliminated	text[],
	decided_by	text,
	level		text[],			-- those between whom a tie was decided, or left
	lot			recount.hand_lot
);

-- Some of the continuing candidates, of those whose votes are in a range.
CREATE FUNCTION recount.having(continuing text[], votes numeric[], low numeric, high numeric)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT k.candidate
		FROM ROWS FROM (unnest(continuing), unnest(votes)) WITH ORDINALITY AS k (candidate, votes, n)
		WHERE k.votes BETWEEN low AND high
		ORDER BY n);
END $$;

-- `list` without the candidates in `others`.
CREATE FUNCTION recount.without(list text[], others text[]) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT label FROM unnest(list) WITH ORDINALITY AS k (label, n)
		WHERE label <> ALL (others)
		ORDER BY n);
END $$;

-- Those who can still go out, the fewest votes first, each with the votes of
-- all up to here (and of a pool that goes out with them) and the next one's
-- votes: a run from below ends here if `total` is less than `next`.
CREATE FUNCTION recount.from_below(continuing text[], votes numeric[], winner text, pool text)
RETURNS TABLE (candidate text, place bigint, total numeric, next numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	pool_votes	numeric := coalesce(votes[array_position(continuing, pool)], 0);
BEGIN
	RETURN QUERY
		SELECT x.candidate, x.place, x.total, x.next
		FROM (SELECT k.candidate, row_number() OVER w AS place,
				pool_votes + sum(k.votes) OVER w AS total, lead(k.votes) OVER w AS next
			  FROM ROWS FROM (unnest(continuing), unnest(votes)) WITH ORDINALITY AS k (candidate, votes, n)
			  WHERE k.candidate IS DISTINCT FROM pool
			  WINDOW w AS (ORDER BY k.candidate IS NOT DISTINCT FROM winner, k.votes, k.n
						   ROWS UNBOUNDED PRECEDING)) AS x
		WHERE x.candidate IS DISTINCT FROM winner
		ORDER BY x.place;
END $$;

-- The longest run from below whose summed votes are strictly less than the
-- next candidate's: two at least, a pool that goes out with them included, and
-- under two_remain leaving two at least.
CREATE FUNCTION recount.batch(c recount.contest, continuing text[], votes numeric[], winner text, pool text)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	must_remain int := CASE WHEN c.stop = 'two_remain' THEN 2 ELSE 1 END;
	standing	int := cardinality(array_remove(continuing, pool));
	longest		bigint;
BEGIN
	SELECT max(b.place) INTO longest
	FROM recount.from_below(continuing, votes, winner, pool) AS b
	WHERE b.total < b.next AND standing - b.place >= must_remain
		AND b.place >= CASE WHEN votes[array_position(continuing, pool)] > 0 THEN 1 ELSE 2 END;
	RETURN ARRAY(SELECT b.candidate FROM recount.from_below(continuing, votes, winner, pool) AS b
				 WHERE b.place <= longest);
END $$;

-- Those who go out under top_two: all but the highest two and whoever is
-- level with the second; the pool always.
CREATE FUNCTION recount.below_top_two(people text[], continuing text[], votes numeric[])
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	second		numeric := (SELECT k.votes
							FROM ROWS FROM (unnest(continuing), unnest(votes)) AS k (candidate, votes)
							WHERE k.candidate = ANY (people)
							ORDER BY k.votes DESC OFFSET 1 LIMIT 1);
BEGIN
	RETURN ARRAY(
		SELECT k.candidate
		FROM ROWS FROM (unnest(continuing), unnest(votes)) AS k (candidate, votes)
		WHERE k.votes < second OR k.candidate <> ALL (people));
END $$;

-- The smallest run from below that contains all those level for elimination
-- and has less than the next candidate; nobody where there is none.
CREATE FUNCTION recount.harmless_run(level text[], continuing text[], votes numeric[], winner text, pool text)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	last		bigint;
BEGIN
	SELECT min(b.place) INTO last
	FROM recount.from_below(continuing, votes, winner, pool) AS b
	WHERE b.total < b.next AND b.place >= cardinality(level);
	RETURN ARRAY(SELECT b.candidate FROM recount.from_below(continuing, votes, winner, pool) AS b
				 WHERE b.place <= last);
END $$;

-- Single elimination: the candidate with the fewest votes.  A pool without
-- votes goes alone, before anybody level with it; `pool` is one that goes out
-- with whoever goes out.  Other ties go through the steps; one that nobody
-- decides sends out a harmless run, or nobody.
CREATE FUNCTION recount.lowest(c recount.contest, standings recount.standing[], this_round int,
							   continuing text[], votes numeric[], winner text, pool text)
RETURNS recount.decision
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	d			recount.decision;
	fewest		numeric;
BEGIN
	SELECT min(k.votes) INTO fewest
	FROM ROWS FROM (unnest(continuing), unnest(votes)) AS k (candidate, votes)
	WHERE k.candidate IS DISTINCT FROM winner AND k.candidate IS DISTINCT FROM pool;

	d.level := recount.having(continuing, votes, fewest, fewest);
	d.level := array_remove(array_remove(d.level, winner), pool);
	IF cardinality(d.level) = 1 OR c.pool = ANY (d.level) THEN
		d.eliminated := ARRAY[coalesce((SELECT c.pool WHERE c.pool = ANY (d.level)), d.level[1])];
		d.level := '{}';
		RETURN d;
	END IF;

	SELECT * INTO d.eliminated, d.decided_by, d.lot
	FROM recount.break_tie(c, standings, this_round, d.level, false,
						   cardinality(array_remove(continuing, pool)) - cardinality(d.level));
	IF d.eliminated IS NULL THEN
		IF c.harmless_together THEN
			d.eliminated := recount.harmless_run(d.level, continuing, votes, winner, pool);
		END IF;
		d.eliminated := coalesce(d.eliminated, '{}');
		d.decided_by := CASE WHEN d.eliminated <> '{}' THEN 'leave' END;
	END IF;
	RETURN d;
END $$;

-- The threshold as it is shown for V continuing votes.
CREATE FUNCTION recount.shown_threshold(votes numeric[], v numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF EXISTS (SELECT FROM unnest(votes) AS k WHERE k <> trunc(k)) THEN
		RETURN trim_scale(v * 0.5);
	END IF;
	RETURN trim_scale(div(v, 2) + 1);
END $$;

-- The count, round after round, to its end or to a tie that is left open.
-- `ways` decides such ties: the first of them by its first candidate, who
-- goes out (or wins), and so on.
CREATE FUNCTION recount.course_by(c recount.contest, ways text[]) RETURNS recount.course
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	course		recount.course;
	continuing	text[] := recount.without(c.candidates, c.withdrawn);	-- the pool included
	people		text[];			-- of these, not the pool
	round		int := 0;
	held		recount.held[] := '{}';
	votes		numeric[];
	v			numeric;		-- sum of the continuing votes
	unit		numeric;		-- of this round's votes: see units
	half_of		numeric;		-- V of the round that sets the threshold
	half_unit	numeric;
	shown		numeric;
	pool		text;			-- while it holds votes
	along		text;			-- the pool where it goes out with others
	most		numeric;
	top			text[];
	below		text[];
	top_two_done boolean := false;
	last		boolean;		-- nothing follows this round
	final		boolean;		-- the last, for two or fewer are left, or top_two has done its work
	d			recount.decision;
	picked		text[];
	out			text[];
	level		text[];			-- an open tie
	was_people	int := cardinality(array_remove(continuing, c.pool));
BEGIN
	course.standings := '{}';
	course.holdings := '{}';
	course.thresholds := '{}';
	course.units := '{}';
	course.ties_broken := 0;
	course.lots_met := '{}';
	course.rounds := 0;

	-- of too few ballots nothing is told: no round, and no tie either
	IF recount.suppressed(c) THEN
		RETURN course;
	END IF;

	LOOP
		round := round + 1;
		last := false;
		final := false;
		out := '{}';
		level := '{}';
		d := NULL;

		-- tally
		held := recount.hold(c, held, continuing);
		IF c.shares IS NULL THEN
			votes := recount.tally_of_votes(c, held, continuing);
			unit := 1;
		ELSE
			votes := recount.tally_of_college(c, held, continuing);
			unit := recount.product(recount.section_totals(c, held));
		END IF;
		v := (SELECT coalesce(sum(k), 0) FROM unnest(votes) AS k);
		people := array_remove(continuing, c.pool);
		pool := CASE WHEN votes[array_position(continuing, c.pool)] > 0 THEN c.pool END;
		along := CASE WHEN c.pool = ANY (continuing) AND NOT c.pool_blocks THEN c.pool END;

		-- threshold: of this round until somebody has won, or of round 1
		IF round = 1 OR (c.threshold = 'continuing' AND course.winner IS NULL) THEN
			half_of := v;
			half_unit := unit;
			shown := recount.shown_threshold(votes, v);
		END IF;

		IF v = 0 OR people = '{}' THEN
			last := true;
			course.open_end := 'votes';

		ELSIF pool IS NOT NULL AND c.pool_blocks THEN
			-- while the pool holds votes nobody wins, and it alone goes out
			out := ARRAY[pool];

		ELSE
			most := (SELECT max(k.votes)
					 FROM ROWS FROM (unnest(continuing), unnest(votes)) AS k (candidate, votes)
					 WHERE k.candidate = ANY (people));
			top := array_remove(recount.having(continuing, votes, most, most), c.pool);

			-- majority
			IF course.winner IS NULL AND 2 * most * half_unit > half_of * unit THEN
				course.winner := top[1];
				course.won_in := round;
				course.won_by := 'majority';
			END IF;

			-- the last two; under top_two the round in which nobody more goes
			below := recount.below_top_two(people, continuing, votes);
			final := (pool IS NULL OR (c.stop = 'majority' AND course.winner IS NOT NULL))
				AND (cardinality(people) <= 2
					 OR (c.elimination = 'top_two'
						 AND (top_two_done OR NOT people && below)));
			IF final THEN
				last := true;
				IF course.winner IS NULL AND cardinality(top) = 1 THEN
					course.winner := top[1];
					course.won_in := round;
					course.won_by := CASE WHEN c.elimination = 'top_two' THEN 'most_votes' ELSE 'last_two' END;
				ELSIF course.winner IS NULL THEN
					SELECT * INTO picked, d.decided_by, d.lot
					FROM recount.break_tie(c, course.standings, round, top, true, 0);
					IF picked IS NULL AND ways <> '{}' THEN
						picked := ways[1:1];
						ways := ways[2:];
						d.decided_by := 'way';
					END IF;
					IF picked IS NULL THEN
						level := top;
						course.open_end := 'win';
					ELSE
						course.winner := picked[1];
						course.won_in := round;
						course.won_by := 'tie_break';
						course.ties_broken := course.ties_broken + 1;
						d.level := top;
						d.eliminated := '{}';
					END IF;
				END IF;

			ELSIF c.stop = 'majority' AND course.winner IS NOT NULL THEN
				last := true;

			ELSIF cardinality(people) <= 2 THEN
				-- a pool that does not block waits for nobody else
				out := ARRAY[pool];

			ELSIF c.elimination = 'top_two' THEN
				out := below;
				top_two_done := true;

			ELSE
				IF c.elimination = 'batch' THEN
					out := recount.batch(c, continuing, votes, course.winner, along);
				END IF;
				IF out = '{}' AND c.elimination = 'batch' AND pool IS NOT NULL THEN
					out := ARRAY[pool];
				ELSIF out = '{}' THEN
					d := recount.lowest(c, course.standings, round, continuing, votes, course.winner, along);
					out := d.eliminated;
					IF out = '{}' AND ways <> '{}' THEN
						out := ways[1:1];
						ways := ways[2:];
						d.decided_by := 'way';
					END IF;
					IF out = '{}' THEN
						last := true;
						level := d.level;
						course.open_end := 'elimination';
					ELSIF d.decided_by <> 'leave' THEN
						course.ties_broken := course.ties_broken + 1;
					END IF;
				END IF;
				IF out <> '{}' AND along IS NOT NULL THEN
					out := out || along;
				END IF;

				-- whom a batch would leave alone has won: no votes need be transferred
				IF c.or_one AND d.decided_by IS NULL
					AND cardinality(recount.without(people, out)) = 1
				THEN
					course.winner := (recount.without(people, out))[1];
					course.won_in := round;
					course.won_by := 'last_two';
					out := '{}';
					d := NULL;
					last := true;
				END IF;
			END IF;
		END IF;
		IF (d.lot).round IS NOT NULL THEN
			course.lots_met := course.lots_met || d.lot;
		END IF;

		-- write the round down
		most := (SELECT max(k.votes)	-- of those who have not won
				 FROM ROWS FROM (unnest(continuing), unnest(votes)) AS k (candidate, votes)
				 WHERE k.candidate = ANY (people) AND k.candidate IS DISTINCT FROM course.winner);
		top := array_remove(recount.having(continuing, votes, most, most), course.winner);
		top := array_remove(top, c.pool);
		course.standings := course.standings || ARRAY(
			SELECT ROW(round, k.candidate, k.votes,
					   CASE WHEN k.candidate = course.winner THEN 'elected'
							WHEN k.candidate = ANY (out) THEN 'eliminated'
							WHEN k.candidate = ANY (level) THEN 'tied'
							WHEN final AND course.winner IS NOT NULL AND top = ARRAY[k.candidate] THEN 'runner_up'
							ELSE 'continuing'
					   END,
					   CASE WHEN e.decided THEN d.decided_by END,
					   CASE WHEN e.decided OR k.candidate = ANY (level)
							THEN array_remove(coalesce(d.level, level), k.candidate) END)::recount.standing
			FROM ROWS FROM (unnest(continuing), unnest(votes)) WITH ORDINALITY AS k (candidate, votes, n),
				LATERAL (SELECT d.decided_by IS NOT NULL
								AND ((k.candidate = ANY (out) AND k.candidate IS DISTINCT FROM along)
									 OR (final AND k.candidate = course.winner))) AS e (decided)
			ORDER BY n);
		course.holdings := course.holdings || ARRAY(
			SELECT ROW(round, h.paper, h.candidate, h.cause)::recount.holding
			FROM unnest(held) WITH ORDINALITY AS h (candidate, cause, paper)
			ORDER BY h.paper);
		course.thresholds := course.thresholds || shown;
		course.units := course.units || unit;

		EXIT WHEN last;
		continuing := recount.without(continuing, out);
	END LOOP;

	-- who was alone from the start beat nobody
	IF was_people = 1 AND course.winner IS NOT NULL THEN
		course.won_by := 'only_candidate';
	END IF;
	course.rounds := round;
	RETURN course;
END $$;

-- What the rest of a count depends on, after an open tie is decided by
-- `loser` going out: who is left, where the papers are that do not move, and
-- what happened before as far as a step looks back at it.
CREATE FUNCTION recount.state_after(c recount.contest, course recount.course, loser text) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	left_over	text[] := ARRAY(SELECT s.candidate FROM unnest(course.standings) AS s
								WHERE s.round = course.rounds AND s.candidate <> loser
								ORDER BY recount.bytes(s.candidate));
	state		text;
BEGIN
	state := ROW(left_over, ARRAY(
		SELECT ROW(nullif(h.candidate, loser), h.cause)::recount.held FROM unnest(course.holdings) AS h
		WHERE h.round = course.rounds ORDER BY h.paper))::text;
	IF (c.steps_out || c.steps_win) && '{backwards,forwards,drawn}' THEN
		state := state || ARRAY(
			SELECT s FROM unnest(course.standings) AS s
			WHERE s.candidate = ANY (left_over)
			ORDER BY s.round, recount.bytes(s.candidate))::text;
	END IF;
	RETURN md5(state);
END $$;

-- Whoever wins in some way of deciding the open ties, in ballot order: every
-- way is gone, but that ways which lead to the same state are gone on with
-- once.  `every` is whether each way elects somebody.  A tie that would be an
-- error is one more that is open: it has not come about.  NULL for too many.
CREATE FUNCTION recount.search_winners(c recount.contest, OUT winners text[], OUT every boolean)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	to_go		text[] := '{"{}"}';	-- ways that are not gone yet, each as text
	way			text[];
	course		recount.course;
	loser		text;
	state		text;
	seen		text[] := '{}';
BEGIN
	c.lots_must_fit := false;
	c.steps_out := array_replace(c.steps_out, 'error', 'leave');
	c.steps_win := array_replace(c.steps_win, 'error', 'leave');
	winners := '{}';
	every := true;
	WHILE to_go <> '{}' LOOP
		way := to_go[1]::text[];
		to_go := to_go[2:];
		course := recount.course_by(c, way);
		IF course.winner IS NOT NULL THEN
			winners := winners || course.winner;
		ELSIF course.open_end = 'votes' THEN
			every := false;
		ELSE
			FOR loser IN
				SELECT s.candidate FROM unnest(course.standings) AS s
				WHERE s.round = course.rounds AND s.status = 'tied'
			LOOP
				IF course.open_end = 'win' THEN
					winners := winners || loser;
					CONTINUE;
				END IF;
				state := recount.state_after(c, course, loser);
				IF state <> ALL (seen) THEN
					seen := seen || state;
					to_go := to_go || (way || loser)::text;
				END IF;
			END LOOP;
			IF cardinality(seen) > 10000 THEN
				winners := NULL;
				RETURN;
			END IF;
		END IF;
	END LOOP;
	winners := ARRAY(SELECT k.candidate FROM unnest(c.candidates) WITH ORDINALITY AS k (candidate, n)
					 WHERE k.candidate = ANY (winners) ORDER BY n);
END $$;

-- The whole count.  Where a tie is left open but every way of deciding it
-- elects the same candidate, that one has won, in no round.
CREATE FUNCTION recount.course(c recount.contest) RETURNS recount.course
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	course		recount.course := recount.course_by(c, '{}');
	found		record;
BEGIN
	IF recount.suppressed(c) THEN
		RETURN course;
	END IF;
	IF c.lots_must_fit AND NOT c.lots <@ course.lots_met AND NOT c.lots <@ recount.lots_met(c, c.lots) THEN
		RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'a lot for a tie that does not occur';
	END IF;
	IF course.winner IS NOT NULL THEN
		course.possible_winners := ARRAY[course.winner];
	ELSIF course.open_end <> 'votes' THEN
		found := recount.search_winners(c);
		course.possible_winners := nullif(found.winners, '{}');
		IF cardinality(found.winners) = 1 AND found.every THEN
			course.winner := found.winners[1];
			course.won_by := 'every_way';
		END IF;
	END IF;
	RETURN course;
END $$;

/*
 * 6. What the course shows
 */

-- a / b with 6 decimals, halves rounded up, nothing rounded before.
CREATE FUNCTION recount.share(a numeric, b numeric) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF b = 0 THEN
		RETURN NULL;
	END IF;
	RETURN trim_scale(div(2 * a * 1000000 + b, 2 * b) * 0.000001);
END $$;

-- Votes of a round as they are shown; in a college points, per cent of the
-- whole college with 9 decimals.
CREATE FUNCTION recount.shown(c recount.contest, course recount.course, round int, votes numeric)
RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF c.shares IS NULL THEN
		RETURN trim_scale(votes);
	END IF;
	RETURN trim_scale(sign(votes) * round(div(abs(votes) * 100 * 1e20,
											  course.units[round] * (SELECT sum(s) FROM unnest(c.shares) AS s)) * 1e-20, 9));
END $$;

CREATE FUNCTION recount.rounds(c recount.contest, course recount.course)
RETURNS TABLE (round bigint, candidate text, votes numeric, share numeric, gained numeric,
			   status text, decided_by text, tied_with text[])
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN QUERY
		SELECT s.round::bigint, s.candidate, trim_scale(s.votes),
			recount.share(s.votes, sum(s.votes) OVER (PARTITION BY s.round)),
			trim_scale(s.votes - before.votes), s.status, s.decided_by, s.tied_with
		FROM unnest(course.standings) AS s
			LEFT JOIN unnest(course.standings) AS before
				ON before.candidate = s.candidate AND before.round = s.round - 1
		ORDER BY s.round, s.votes DESC, array_position(c.candidates, s.candidate);
END $$;

CREATE FUNCTION recount.round_totals(c recount.contest, course recount.course)
RETURNS TABLE (round bigint, continuing numeric, threshold numeric, exhausted numeric,
			   exhausted_choices numeric, exhausted_overvote numeric, exhausted_skipped numeric,
			   exhausted_repeated numeric, blank numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN QUERY
		SELECT r::bigint,
			trim_scale(coalesce(sum(p.votes) FILTER (WHERE h.candidate IS NOT NULL), 0)),
			course.thresholds[r],
			trim_scale(coalesce(sum(p.votes) FILTER (WHERE h.cause <> 'blank'), 0)),
			trim_scale(coalesce(sum(p.votes) FILTER (WHERE h.cause = 'choices'), 0)),
			trim_scale(coalesce(sum(p.votes) FILTER (WHERE h.cause = 'overvote'), 0)),
			trim_scale(coalesce(sum(p.votes) FILTER (WHERE h.cause = 'skipped'), 0)),
			trim_scale(coalesce(sum(p.votes) FILTER (WHERE h.cause = 'repeated'), 0)),
			trim_scale(coalesce(sum(p.votes) FILTER (WHERE h.cause = 'blank'), 0))
		FROM generate_series(1, course.rounds) AS r
			LEFT JOIN (unnest(course.holdings) AS h
					   JOIN unnest(c.papers) WITH ORDINALITY AS p (ranks, ballots, votes, section, n) ON p.n = h.paper)
				ON h.round = r
		GROUP BY r
		ORDER BY r;
END $$;

-- A paper that left its candidate between two rounds is a transfer.
CREATE FUNCTION recount.transfers(c recount.contest, course recount.course)
RETURNS TABLE (round bigint, source text, target text, votes numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN QUERY
		SELECT h.round::bigint, h.candidate, later.candidate, trim_scale(sum(p.votes))
		FROM unnest(course.holdings) AS h
			JOIN unnest(course.holdings) AS later ON later.paper = h.paper AND later.round = h.round + 1
			JOIN unnest(c.papers) WITH ORDINALITY AS p (ranks, ballots, votes, section, n) ON p.n = h.paper
		WHERE h.candidate IS NOT NULL
			AND h.candidate IS DISTINCT FROM later.candidate
		GROUP BY h.round, h.candidate, later.candidate
		ORDER BY h.round, sum(p.votes) DESC, array_position(c.candidates, h.candidate),
			array_position(c.candidates, later.candidate) NULLS LAST;
END $$;

-- The name of those who count for nobody in a chart, which is no candidate's.
CREATE FUNCTION recount.exhausted_name(c recount.contest) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	name		text := 'Exhausted';
BEGIN
	WHILE name = ANY (c.candidates) LOOP
		name := name || '*';
	END LOOP;
	RETURN name;
END $$;

-- Where all votes but the blank ones of a round are in the next: nodes for a
-- chart.
CREATE FUNCTION recount.flows(c recount.contest, course recount.course)
RETURNS TABLE (round bigint, source text, target text, votes numeric,
			   source_candidate text, target_candidate text)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	exhausted	text := recount.exhausted_name(c);
BEGIN
	RETURN QUERY
		SELECT h.round::bigint, format('%s (%s)', coalesce(h.candidate, exhausted), h.round),
			format('%s (%s)', coalesce(later.candidate, exhausted), later.round),
			trim_scale(sum(p.votes)), h.candidate, later.candidate
		FROM unnest(course.holdings) AS h
			JOIN unnest(course.holdings) AS later ON later.paper = h.paper AND later.round = h.round + 1
			JOIN unnest(c.papers) WITH ORDINALITY AS p (ranks, ballots, votes, section, n) ON p.n = h.paper
		WHERE h.cause IS DISTINCT FROM 'blank'
		GROUP BY h.round, h.candidate, later.round, later.candidate
		ORDER BY h.round, sum(p.votes) DESC, array_position(c.candidates, h.candidate) NULLS LAST,
			array_position(c.candidates, later.candidate) NULLS LAST;
END $$;

/*
 * 7. Places and runners-up.  All of them take the course of a count that goes
 * on until two remain.
 */

CREATE FUNCTION recount.until_two(c recount.contest) RETURNS recount.contest
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	c.stop := 'two_remain';
	c.or_one := false;
	RETURN c;
END $$;

CREATE TYPE recount.place AS (
	place		bigint,
	candidate	text,
	votes		numeric,
	round		int,
	status		text
);

-- The places at the end of the course, or as if it had ended in the round
-- that elected (`deciding`), with `second` picked by a tie-break or NULL.
-- Later out is better; in the last round the winner, then `second`, are before
-- the others; then votes count, and equal votes share the place.  Those who
-- go out by a tie that leaves one candidate all share the next place: who of
-- them would have been last is not known.  After an open tie for elimination
-- only those in it, who have the fewest votes, and the winner have a place in
-- the last round, and nobody when no votes are left.
CREATE FUNCTION recount.placing(c recount.contest, course recount.course,
								deciding boolean DEFAULT false, second text DEFAULT NULL)
RETURNS SETOF recount.place
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	last		int := CASE WHEN deciding THEN course.won_in ELSE course.rounds END;
	open_end	text := CASE WHEN NOT deciding THEN course.open_end END;
	one_left	boolean := 1 = (SELECT count(*) FROM unnest(course.standings) AS s
								WHERE s.round = last AND s.candidate IS DISTINCT FROM c.pool);
BEGIN
	RETURN QUERY
		WITH
		ends AS (
			SELECT DISTINCT ON (s.candidate) s.*
			FROM unnest(course.standings) AS s
			WHERE s.round <= last AND s.candidate IS DISTINCT FROM c.pool
			ORDER BY s.candidate, s.round DESC),
		ranked AS (
			SELECT e.*, rank() OVER (ORDER BY e.round DESC,
									 e.candidate IS NOT DISTINCT FROM course.winner DESC,
									 e.candidate IS NOT DISTINCT FROM second DESC,
									 CASE WHEN one_left AND e.round = last - 1 AND e.decided_by = 'leave'
										THEN 0 ELSE e.votes END DESC) AS n
			FROM ends AS e)
		SELECT CASE WHEN r.round < last OR r.status <> 'continuing' OR r.candidate = course.winner
					OR open_end IS NULL OR open_end = 'win'
				THEN r.n END,
			r.candidate, r.votes, r.round,
			CASE WHEN r.candidate = course.winner THEN 'elected' ELSE r.status END
		FROM ranked AS r;
END $$;

-- Who is second in the round that elected: the highest of the others, a tie
-- going through the steps.
CREATE FUNCTION recount.second_in_deciding_round(c recount.contest, course recount.course,
												 OUT second text, OUT decided_by text, OUT lot recount.hand_lot)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	level		text[];
	decision	record;
BEGIN
	SELECT array_agg(x.candidate ORDER BY array_position(c.candidates, x.candidate)) INTO level
	FROM (SELECT s.candidate, rank() OVER (ORDER BY s.votes DESC) AS n
		  FROM unnest(course.standings) AS s
		  WHERE s.round = course.won_in
			AND s.candidate <> course.winner
			AND s.candidate IS DISTINCT FROM c.pool) AS x
	WHERE x.n = 1;
	IF cardinality(level) = 1 THEN
		second := level[1];
	ELSIF cardinality(level) > 1 THEN
		decision := recount.break_tie(c, course.standings, course.won_in, level, true, 0);
		second := decision.picked[1];
		decided_by := decision.decided_by;
		lot := decision.lot;
	END IF;
END $$;

-- The places by the rule runner_up, best first: place, candidate, votes, round, status.
CREATE FUNCTION recount.places_in(c recount.contest, course recount.course)
RETURNS SETOF recount.place
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	second		text;
BEGIN
	IF c.runner_up = 'deciding_round' AND course.won_in IS NOT NULL THEN
		second := (SELECT s.second FROM recount.second_in_deciding_round(c, course) AS s);
		RETURN QUERY
			SELECT p.place, p.candidate, p.votes, p.round,
				CASE WHEN p.candidate = course.winner THEN 'elected'
					WHEN p.candidate = second THEN 'runner_up'
					WHEN p.round = course.won_in AND p.place = 2 THEN 'tied'
					WHEN p.round = course.won_in THEN 'continuing'
					ELSE p.status END
			FROM recount.placing(c, course, true, second) AS p;
	ELSE
		RETURN QUERY SELECT * FROM recount.placing(c, course);
	END IF;
END $$;

-- The votes by which a leads b in the last round up to `last` that has both.
CREATE FUNCTION recount.lead(c recount.contest, course recount.course, last int, a text, b text)
RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN (SELECT recount.shown(c, course, round, s.votes - t.votes)
			FROM unnest(course.standings) AS s JOIN unnest(course.standings) AS t USING (round)
			WHERE s.candidate = a AND t.candidate = b AND round <= last
			ORDER BY round DESC LIMIT 1);
END $$;

CREATE FUNCTION recount.first_preferences(c recount.contest, course recount.course, candidate text)
RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN (SELECT recount.shown(c, course, 1, s.votes) FROM unnest(course.standings) AS s
			WHERE s.round = 1 AND s.candidate = first_preferences.candidate);
END $$;

-- Places with everything known about each, in no order.
CREATE TYPE recount.placed AS (
	place		bigint,
	candidate	text,
	votes		numeric,
	round		int,
	status		text,
	lead		numeric
);

CREATE FUNCTION recount.places_of_one_course(c recount.contest, course recount.course)
RETURNS SETOF recount.placed
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	last		int := CASE WHEN c.runner_up = 'deciding_round' THEN coalesce(course.won_in, course.rounds)
						ELSE course.rounds END;
BEGIN
	RETURN QUERY
		SELECT p.place, p.candidate, recount.shown(c, course, p.round, p.votes), p.round, p.status,
			CASE WHEN p.place = lead(p.place) OVER w THEN 0
				-- nobody known between the two
				WHEN lead(p.place) OVER w = p.place + count(*) OVER (PARTITION BY p.place) THEN
					recount.lead(c, course, last, p.candidate, lead(p.candidate) OVER w) END
		FROM recount.places_in(c, course) AS p
		WINDOW w AS (PARTITION BY p.place IS NULL
					 ORDER BY p.place, array_position(c.candidates, p.candidate));
END $$;

-- Each place by a count of its own, in which those placed before are
-- withdrawn; the last one has no winner.
CREATE FUNCTION recount.places_winner_removed(c recount.contest, course recount.course)
RETURNS SETOF recount.placed
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	pass		recount.course := course;
	here		bigint := 1;	-- the place to be filled
	previous	recount.placed;
	previous_pass recount.course;
	next		text;
BEGIN
	LOOP
		-- who is next: the winner, or the first of those who share the place
		SELECT p.candidate INTO next
		FROM recount.placing(c, pass) AS p
		WHERE p.place = 1
		ORDER BY array_position(c.candidates, p.candidate) LIMIT 1;
		IF here > 1 THEN
			previous.lead := recount.lead(c, previous_pass, previous_pass.rounds, previous.candidate, next);
			RETURN NEXT previous;
		END IF;

		EXIT WHEN pass.winner IS NULL;
		SELECT here, p.candidate, recount.shown(c, pass, p.round, p.votes), p.round,
			CASE here WHEN 2 THEN 'runner_up' ELSE 'elected' END, NULL
		INTO previous
		FROM unnest(pass.standings) AS p
		WHERE p.candidate = pass.winner AND p.round = coalesce(pass.won_in, pass.rounds);
		previous_pass := pass;
		c.withdrawn := c.withdrawn || pass.winner;
		c.lots_must_fit := false;
		here := here + 1;
		pass := recount.course(c);
	END LOOP;

	RETURN QUERY
		SELECT CASE WHEN p.place = 1 THEN here END,
			p.candidate, recount.shown(c, pass, p.round, p.votes), p.round,
			CASE WHEN p.status = 'tied' THEN 'tied' ELSE 'continuing' END,
			CASE WHEN p.place = 1 THEN
				recount.lead(c, pass, pass.rounds, p.candidate, lead(p.candidate) OVER w) END
		FROM recount.placing(c, pass) AS p
		WINDOW w AS (PARTITION BY p.place = 1 ORDER BY array_position(c.candidates, p.candidate));
END $$;

-- `course` is c counted until two remain.
CREATE FUNCTION recount.places(c recount.contest, course recount.course)
RETURNS TABLE (place bigint, candidate text, first_preferences numeric, votes numeric,
			   round bigint, lead numeric, status text)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF recount.suppressed(c) THEN
		RETURN;
	END IF;
	RETURN QUERY
		WITH placed AS (
			SELECT p.* FROM recount.places_of_one_course(c, course) AS p
			WHERE c.runner_up <> 'winner_removed'
			UNION ALL
			SELECT p.* FROM recount.places_winner_removed(recount.until_two(c), course) AS p
			WHERE c.runner_up = 'winner_removed')
		SELECT p.place, k.candidate, recount.first_preferences(c, course, k.candidate),
			coalesce(p.votes, pool.votes), coalesce(p.round, pool.round)::bigint, p.lead,
			CASE WHEN k.candidate = ANY (c.withdrawn) THEN 'withdrawn'
				WHEN k.candidate = c.pool THEN 'write_in'
				ELSE p.status END
		FROM unnest(c.candidates) WITH ORDINALITY AS k (candidate, n)
			LEFT JOIN placed AS p ON p.candidate = k.candidate
			LEFT JOIN LATERAL (SELECT recount.shown(c, course, s.round, s.votes) AS votes, s.round
							   FROM unnest(course.standings) AS s
							   WHERE s.candidate = c.pool AND s.candidate = k.candidate
							   ORDER BY s.round DESC LIMIT 1) AS pool ON true
		ORDER BY p.place, p.candidate IS NULL, k.candidate = ANY (c.withdrawn), n;
END $$;

-- The candidates in order of finish, as far as it is known from the first place
-- on; NULL where the first place is open, none where nobody has a place.
CREATE FUNCTION recount.finish(c recount.contest, course recount.course) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	list		text[];
	previous	bigint;
	next		record;
BEGIN
	FOR next IN SELECT * FROM recount.places(c, course) LOOP
		EXIT WHEN next.place IS NULL
			OR (next.place IS DISTINCT FROM previous AND next.place <> coalesce(cardinality(list), 0) + 1);
		list := list || next.candidate;
		previous := next.place;
	END LOOP;
	RETURN coalesce(list, CASE WHEN next.place IS NULL THEN '{}'::text[] END);
END $$;

-- The ties that come up to the step drawn in any count of the contest, one
-- count after the other until the `wanted` ones are met: as the rules have it,
-- until two remain, for second place, without the winners.
CREATE FUNCTION recount.lots_met(c recount.contest, wanted recount.hand_lot[] DEFAULT NULL)
RETURNS recount.hand_lot[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	lots		recount.hand_lot[];
	course		recount.course;
	second		record;
BEGIN
	c.lots_must_fit := false;
	lots := (recount.course(c)).lots_met;
	IF wanted <@ lots THEN
		RETURN lots;
	END IF;
	c := recount.until_two(c);
	course := recount.course(c);
	lots := lots || course.lots_met;
	IF c.runner_up = 'deciding_round' AND course.won_in IS NOT NULL AND NOT coalesce(wanted <@ lots, false) THEN
		second := recount.second_in_deciding_round(c, course);
		lots := array_remove(lots || second.lot, NULL);
	ELSIF c.runner_up = 'winner_removed' THEN
		WHILE course.winner IS NOT NULL AND NOT coalesce(wanted <@ lots, false) LOOP
			c.withdrawn := c.withdrawn || course.winner;
			course := recount.course(c);
			lots := lots || course.lots_met;
		END LOOP;
	END IF;
	RETURN lots;
END $$;

-- The one candidate at place 2 by a definition of second, or NULL.
CREATE FUNCTION recount.runner_up(c recount.contest, course recount.course, definition text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	c.runner_up := definition;
	IF definition = 'winner_removed' THEN
		IF course.winner IS NULL THEN
			RETURN NULL;
		END IF;
		c.withdrawn := c.withdrawn || course.winner;
		c.lots_must_fit := false;
		RETURN (recount.course(c)).winner;
	END IF;
	RETURN (SELECT CASE WHEN count(*) = 1 THEN min(p.candidate) END
			FROM recount.places_in(c, course) AS p
			WHERE p.place = 2);
END $$;

/*
 * 8. The result
 */

-- `course` is the count as the rules have it, `full` the one until two remain.
CREATE FUNCTION recount.result(c recount.contest, course recount.course, full_course recount.course)
RETURNS TABLE (winner text, runner_up text, won_in_round bigint, won_by text, winner_votes numeric,
			   winner_share numeric, runner_up_final_two text, runner_up_deciding_round text,
			   runner_up_winner_removed text, final_two_winner_votes numeric,
			   final_two_runner_up_votes numeric, final_two_margin numeric, rounds bigint,
			   ballots bigint, votes numeric, exhausted numeric, blank numeric, ties_broken bigint,
			   tied text[], suppressed boolean,
			   possible_winners text[], withdrawn_unknown text[], majority_of_all boolean)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	second		record;
BEGIN
	suppressed := recount.suppressed(c);
	IF suppressed THEN
		RETURN NEXT;
		RETURN;
	END IF;

	winner := course.winner;
	won_in_round := course.won_in;
	won_by := course.won_by;
	SELECT r.votes, r.share INTO winner_votes, winner_share
	FROM recount.rounds(c, course) AS r
	WHERE r.round = course.won_in AND r.candidate = course.winner;

	runner_up_final_two := recount.runner_up(c, full_course, 'final_two');
	runner_up_deciding_round := recount.runner_up(c, full_course, 'deciding_round');
	runner_up_winner_removed := recount.runner_up(c, full_course, 'winner_removed');
	runner_up := CASE c.runner_up
		WHEN 'final_two' THEN runner_up_final_two
		WHEN 'deciding_round' THEN runner_up_deciding_round
		ELSE runner_up_winner_removed END;

	SELECT trim_scale(w.votes), trim_scale(s.votes), trim_scale(w.votes - s.votes)
	INTO final_two_winner_votes, final_two_runner_up_votes, final_two_margin
	FROM unnest(full_course.standings) AS w JOIN unnest(full_course.standings) AS s USING (round)
	WHERE round = full_course.rounds AND w.status = 'elected' AND s.status = 'runner_up';

	rounds := course.rounds;
	SELECT coalesce(sum(p.ballots), 0), trim_scale(coalesce(sum(p.votes), 0)) INTO ballots, votes
	FROM unnest(c.papers) AS p;
	SELECT t.exhausted, t.blank INTO exhausted, blank
	FROM recount.round_totals(c, course) AS t WHERE t.round = course.rounds;

	ties_broken := course.ties_broken;
	IF c.runner_up = 'deciding_round' AND full_course.won_in IS NOT NULL THEN
		SELECT * INTO second FROM recount.second_in_deciding_round(c, full_course);
		IF second.decided_by IS NOT NULL THEN
			ties_broken := ties_broken + 1;
		END IF;
	END IF;
	tied := (SELECT array_agg(s.candidate ORDER BY array_position(c.candidates, s.candidate))
			 FROM unnest(course.standings) AS s WHERE s.status = 'tied');

	possible_winners := course.possible_winners;
	withdrawn_unknown := c.withdrawn_unknown;
	majority_of_all := (SELECT 2 * winner_votes > t.continuing + t.exhausted
						FROM recount.round_totals(c, course) AS t WHERE t.round = 1);
	RETURN NEXT;
END $$;

/*
 * The same by profile and rules, as the extension's functions take them.
 */

CREATE FUNCTION recount.irv_rounds(profile jsonb, rules jsonb DEFAULT '{}')
RETURNS TABLE (round bigint, candidate text, votes numeric, share numeric, gained numeric,
			   status text, decided_by text, tied_with text[])
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest(recount.papers(profile), rules);
BEGIN
	RETURN QUERY SELECT * FROM recount.rounds(c, recount.course(c));
END $$;

CREATE FUNCTION recount.irv_round_totals(profile jsonb, rules jsonb DEFAULT '{}')
RETURNS TABLE (round bigint, continuing numeric, threshold numeric, exhausted numeric,
			   exhausted_choices numeric, exhausted_overvote numeric, exhausted_skipped numeric,
			   exhausted_repeated numeric, blank numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest(recount.papers(profile), rules);
BEGIN
	RETURN QUERY SELECT * FROM recount.round_totals(c, recount.course(c));
END $$;

CREATE FUNCTION recount.irv_transfers(profile jsonb, rules jsonb DEFAULT '{}')
RETURNS TABLE (round bigint, source text, target text, votes numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest(recount.papers(profile), rules);
BEGIN
	RETURN QUERY SELECT * FROM recount.transfers(c, recount.course(c));
END $$;

CREATE FUNCTION recount.irv_places(profile jsonb, rules jsonb DEFAULT '{}')
RETURNS TABLE (place bigint, candidate text, first_preferences numeric, votes numeric,
			   round bigint, lead numeric, status text)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest(recount.papers(profile), rules);
BEGIN
	RETURN QUERY SELECT * FROM recount.places(c, recount.course(recount.until_two(c)));
END $$;

CREATE FUNCTION recount.irv_result(profile jsonb, rules jsonb DEFAULT '{}')
RETURNS TABLE (winner text, runner_up text, won_in_round bigint, won_by text, winner_votes numeric,
			   winner_share numeric, runner_up_final_two text, runner_up_deciding_round text,
			   runner_up_winner_removed text, final_two_winner_votes numeric,
			   final_two_runner_up_votes numeric, final_two_margin numeric, rounds bigint,
			   ballots bigint, votes numeric, exhausted numeric, blank numeric, ties_broken bigint,
			   tied text[], suppressed boolean,
			   possible_winners text[], withdrawn_unknown text[], majority_of_all boolean)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest(recount.papers(profile), rules);
BEGIN
	RETURN QUERY SELECT * FROM recount.result(c, recount.course(c), recount.course(recount.until_two(c)));
END $$;
