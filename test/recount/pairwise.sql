/*
 * test/recount/pairwise.sql: winners by pairs a second time, in plain SQL.
 *
 * Written from the definitions, slow and to be checked by reading.  A contest is
 * one of test/recount/recount.sql, which this file needs, also for the rounds
 * of an instant runoff.  The parts:
 *
 *	1. what a paper says of each two candidates, and the votes of each duel
 *	2. the Smith and the Schwartz set: all subsets are tried
 *	3. strongest paths, ranked pairs, scores
 *	4. the two methods that count by instant runoff
 *	5. places
 */

/*
 * 1. Duels
 */

-- A candidate whom a paper ranks; who has the same level is ranked equal.
CREATE TYPE recount.preferred AS (
	candidate	text,
	level		int
);

-- Whom a paper ranks, read from rank 1 on with everybody continuing.  `equal`:
-- several marks at a rank make these candidates equal.
CREATE FUNCTION recount.preferences(ranks recount.rank[], continuing text[], c recount.contest, equal boolean)
RETURNS recount.preferred[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	list		recount.preferred[] := '{}';
	named		text[] := '{}';		-- who is in the list
	seen		text[] := '{}';
	rank		recount.rank;
	label		text;
	skipped		int := 0;
	level		int := 0;
	marks		text[];				-- at this rank, for continuing candidates
BEGIN
	FOREACH rank IN ARRAY ranks LOOP
		IF rank.labels IS NULL THEN
			skipped := skipped + 1;
			CONTINUE;
		END IF;
		EXIT WHEN skipped > c.max_skipped;
		skipped := 0;
		IF c.duplicates = 'exhaust' THEN
			-- marks without a name are one label more
			EXIT WHEN rank.labels && seen OR (rank.labels = '{}' AND NULL IS DISTINCT FROM array_position(seen, NULL));
			EXIT WHEN cardinality(rank.labels) <> (SELECT count(DISTINCT recount.bytes(l)) FROM unnest(rank.labels) AS l);
			seen := seen || CASE WHEN rank.labels = '{}' THEN ARRAY[NULL::text] ELSE rank.labels END;
		END IF;
		marks := ARRAY(SELECT l FROM unnest(rank.labels) AS l WHERE l = ANY (continuing));

		-- several marks, or marks without a name
		IF cardinality(rank.labels) <> 1 AND equal THEN
			EXIT WHEN rank.labels = '{}';
		ELSIF cardinality(rank.labels) <> 1 THEN
			EXIT WHEN c.overvotes = 'exhaust';
			CONTINUE WHEN c.overvotes = 'skip';
			EXIT WHEN rank.labels = '{}'
				OR cardinality(marks) > CASE c.overvotes WHEN 'exhaust_if_any_continuing' THEN 0 ELSE 1 END;
		END IF;

		level := level + 1;
		FOREACH label IN ARRAY marks LOOP
			IF label <> ALL (named) THEN
				named := named || label;
				list := list || ROW(label, level)::recount.preferred;
			END IF;
		END LOOP;
	END LOOP;
	RETURN list;
END $$;

-- All duels of a contest: votes[i][j] prefer the i-th of the people to the j-th.
CREATE TYPE recount.duels AS (
	people		text[],			-- those who are compared, in ballot order
	votes		numeric[],		-- of two dimensions
	borda		numeric[],		-- points
	equal		boolean,		-- several marks at a rank are equal
	nobody		boolean			-- no paper ranks anybody
);

-- The points of a paper for each of n people: n - 1 for the first down to 0 for
-- the last; equal ones, and all who are not ranked, share the mean.  A paper
-- that ranks none of them gives no points.
CREATE FUNCTION recount.points(list recount.preferred[], people text[]) RETURNS numeric[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		WITH standing AS (
			SELECT n, coalesce(p.level, 1000000) AS level, p.level IS NOT NULL AS ranked
			FROM unnest(people) WITH ORDINALITY AS k (candidate, n)
				LEFT JOIN unnest(list) AS p ON p.candidate = k.candidate),
		pointed AS (
			SELECT n, level, cardinality(people) - row_number() OVER (ORDER BY level) AS points FROM standing)
		SELECT CASE WHEN (SELECT bool_or(ranked) FROM standing) THEN avg(points) OVER (PARTITION BY level) ELSE 0 END
		FROM pointed ORDER BY n);
END $$;

CREATE FUNCTION recount.duels(c recount.contest, equal boolean) RETURNS recount.duels
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	d			recount.duels;
	continuing	text[] := recount.without(c.candidates, c.withdrawn);
	paper		recount.paper;
	list		recount.preferred[];
	points		numeric[];
	a			int;
	b			int;
BEGIN
	d.people := array_remove(continuing, c.pool);
	d.equal := equal;
	d.nobody := true;
	d.votes := array_fill(0::numeric, ARRAY[cardinality(d.people), cardinality(d.people)]);
	d.borda := array_fill(0::numeric, ARRAY[cardinality(d.people)]);
	FOREACH paper IN ARRAY c.papers LOOP
		list := recount.preferences(paper.ranks, continuing, c, equal);
		points := recount.points(list, d.people);
		d.nobody := d.nobody AND NOT EXISTS (SELECT FROM unnest(list) AS p WHERE p.candidate = ANY (d.people));
		FOR i IN 1 .. cardinality(d.people) LOOP
			d.borda[i] := d.borda[i] + paper.votes * points[i];
			a := (SELECT level FROM unnest(list) AS p WHERE p.candidate = d.people[i]);
			FOR j IN 1 .. cardinality(d.people) LOOP
				b := (SELECT level FROM unnest(list) AS p WHERE p.candidate = d.people[j]);
				IF a < b OR (a IS NOT NULL AND b IS NULL) THEN
					d.votes[i][j] := d.votes[i][j] + paper.votes;
				END IF;
			END LOOP;
		END LOOP;
	END LOOP;
	RETURN d;
END $$;

-- Whether the i-th beats the j-th.
CREATE FUNCTION recount.beats(d recount.duels, i int, j int) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN i <> j AND (d).votes[i][j] > (d).votes[j][i];

/*
 * 2. Sets of candidates: the bits of a number
 */

CREATE FUNCTION recount.in_set(members int, i int) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN (members >> (i - 1)) & 1 = 1;

CREATE FUNCTION recount.names(d recount.duels, members int) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(SELECT k.candidate FROM unnest(d.people) WITH ORDINALITY AS k (candidate, n)
				 WHERE recount.in_set(members, n::int) ORDER BY n);
END $$;

-- Whether the set is not empty and each member beats everybody outside of it
-- (dominates), or nobody outside beats a member.
CREATE FUNCTION recount.stands_out(d recount.duels, members int, dominates boolean) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	n			int := cardinality(d.people);
BEGIN
	FOR i IN 1 .. n LOOP
		CONTINUE WHEN NOT recount.in_set(members, i);
		FOR j IN 1 .. n LOOP
			CONTINUE WHEN recount.in_set(members, j);
			IF dominates AND NOT d.votes[i][j] > d.votes[j][i] OR d.votes[j][i] > d.votes[i][j] THEN
				RETURN false;
			END IF;
		END LOOP;
	END LOOP;
	RETURN members <> 0;
END $$;

-- The smallest set each of whom beats everybody outside.
CREATE FUNCTION recount.smith(d recount.duels) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN coalesce((SELECT recount.names(d, s)
					 FROM generate_series(1, (1 << cardinality(d.people)) - 1) AS s
					 WHERE recount.stands_out(d, s, true)
					 ORDER BY cardinality(recount.names(d, s)) LIMIT 1), '{}');
END $$;

-- The union of the sets that nobody outside beats and that have no such set in them.
CREATE FUNCTION recount.schwartz(d recount.duels) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	sets		int[] := ARRAY(SELECT s FROM generate_series(1, (1 << cardinality(d.people)) - 1) AS s
							   WHERE recount.stands_out(d, s, false));
BEGIN
	RETURN recount.names(d, coalesce((
		SELECT bit_or(s) FROM unnest(sets) AS s
		WHERE NOT EXISTS (SELECT FROM unnest(sets) AS t WHERE t <> s AND t & s = t)), 0));
END $$;

/*
 * 3. Paths and scores
 */

-- Strengths of the strongest paths: the best of going there at once and of
-- going by way of others, until nothing changes.
CREATE FUNCTION recount.paths(d recount.duels, margins boolean) RETURNS numeric[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	n			int := cardinality(d.people);
	direct		numeric[] := d.votes;
	best		numeric[];
	before		numeric[];
BEGIN
	FOR i IN 1 .. n LOOP
		FOR j IN 1 .. n LOOP
			direct[i][j] := CASE WHEN NOT recount.beats(d, i, j) THEN 0
				WHEN margins THEN d.votes[i][j] - d.votes[j][i] ELSE d.votes[i][j] END;
		END LOOP;
	END LOOP;
	best := direct;
	WHILE before IS DISTINCT FROM best LOOP
		before := best;
		FOR i IN 1 .. n LOOP
			FOR j IN 1 .. n LOOP
				FOR via IN 1 .. n LOOP
					best[i][j] := greatest(best[i][j], least(before[i][via], direct[via][j]));
				END LOOP;
			END LOOP;
		END LOOP;
	END LOOP;
	RETURN best;
END $$;

-- Whether arrows lead from i to j; arrows are pairs of numbers, one behind the other.
CREATE FUNCTION recount.leads(arrows int[], i int, j int) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN (WITH RECURSIVE reached AS (
				SELECT arrows[k + 1] AS x FROM generate_series(1, cardinality(arrows), 2) AS k WHERE arrows[k] = i
				UNION
				SELECT arrows[k + 1] FROM reached, generate_series(1, cardinality(arrows), 2) AS k WHERE arrows[k] = x)
			SELECT EXISTS (SELECT FROM reached WHERE x = j));
END $$;

-- The people as a step that can tell all apart ranks them, the best first; NULL
-- where no step does.  `refuses`: the step error comes first.
CREATE FUNCTION recount.tie_ranking(c recount.contest, d recount.duels, OUT ranking text[], OUT refuses boolean)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	step		text;
BEGIN
	refuses := false;
	FOREACH step IN ARRAY c.steps_win LOOP
		IF step = 'order' THEN
			ranking := d.people;
		ELSIF step = 'lot' THEN
			ranking := ARRAY(SELECT p FROM unnest(d.people) AS p ORDER BY recount.lot(c.seed, p) DESC);
		END IF;
		refuses := step = 'error';
		EXIT WHEN step IN ('order', 'lot', 'error', 'leave');
	END LOOP;
END $$;

-- The arrows that ranked pairs keeps.
CREATE FUNCTION recount.ranked_pairs(c recount.contest, d recount.duels) RETURNS int[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	n			int := cardinality(d.people);
	ranking		text[];
	refuses		boolean;
	kept		int[] := '{}';
	arrow		record;
	equals		record;
	together	int[];
	fitting		int[];
BEGIN
	IF d.nobody THEN
		RETURN kept;
	END IF;
	SELECT * INTO ranking, refuses FROM recount.tie_ranking(c, d);

	-- a ranking of all: one duel after the other, the drawn ones last and as
	-- if won by the one ranked higher
	FOR arrow IN
		SELECT i, j FROM generate_series(1, n) AS i, generate_series(1, n) AS j
		WHERE recount.beats(d, i, j) OR (i <> j AND d.votes[i][j] = d.votes[j][i]
			  AND array_position(ranking, d.people[i]) < array_position(ranking, d.people[j]))
		ORDER BY recount.beats(d, i, j) DESC,
			CASE WHEN recount.beats(d, i, j) THEN d.votes[i][j] END DESC,
			CASE WHEN recount.beats(d, i, j) THEN d.votes[j][i] END,
			array_position(ranking, d.people[i]), array_position(ranking, d.people[j]) DESC
	LOOP
		IF ranking IS NOT NULL AND NOT recount.leads(kept, arrow.j, arrow.i) THEN
			kept := kept || arrow.i || arrow.j;
		END IF;
	END LOOP;
	IF ranking IS NOT NULL THEN
		RETURN kept;
	END IF;

	-- none: equal duels at once, without those that would close a circle
	FOR equals IN
		SELECT d.votes[i][j] AS ahead, d.votes[j][i] AS behind, array_agg(ARRAY[i, j]) AS arrows
		FROM generate_series(1, n) AS i, generate_series(1, n) AS j
		WHERE recount.beats(d, i, j)
		GROUP BY 1, 2 ORDER BY 1 DESC, 2
	LOOP
		together := kept;
		fitting := '{}';
		FOR k IN 1 .. array_length(equals.arrows, 1) LOOP
			IF NOT recount.leads(kept, equals.arrows[k][2], equals.arrows[k][1]) THEN
				together := together || equals.arrows[k][1] || equals.arrows[k][2];
			END IF;
		END LOOP;
		FOR k IN 1 .. array_length(equals.arrows, 1) LOOP
			IF NOT recount.leads(together, equals.arrows[k][2], equals.arrows[k][1]) THEN
				fitting := fitting || equals.arrows[k][1] || equals.arrows[k][2];
			END IF;
		END LOOP;
		IF refuses AND cardinality(kept) + cardinality(fitting) < cardinality(together) THEN
			RAISE EXCEPTION USING ERRCODE = '22000', MESSAGE = 'equal duels that nobody may tell apart';
		END IF;
		kept := kept || fitting;
	END LOOP;
	RETURN kept;
END $$;

-- What a candidate is worth by a method that scores; more is better.
CREATE FUNCTION recount.worth(d recount.duels, method text, i int) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	n			int := cardinality(d.people);
BEGIN
	RETURN CASE method
		WHEN 'minimax' THEN
			-coalesce((SELECT max(d.votes[j][i]) FROM generate_series(1, n) AS j WHERE recount.beats(d, j, i)), 0)
		WHEN 'copeland' THEN
			(SELECT coalesce(sum(CASE WHEN d.votes[i][j] > d.votes[j][i] THEN 1
									  WHEN d.votes[i][j] = d.votes[j][i] THEN 0.5 END), 0)
			 FROM generate_series(1, n) AS j WHERE i <> j)
		ELSE d.borda[i] END;
END $$;

/*
 * 4. Instant runoffs
 */

-- Whoever of some people beats all others of them, or is alone.
CREATE FUNCTION recount.beats_all(d recount.duels, among text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN (SELECT x FROM unnest(among) AS x
			WHERE NOT EXISTS (
				SELECT FROM unnest(among) AS y
				WHERE x <> y AND NOT recount.beats(d, array_position(d.people, x), array_position(d.people, y))));
END $$;

-- Where an instant runoff of some people has come to.
CREATE TYPE recount.benham AS (
	continuing	text[],
	held		recount.held[],
	standings	recount.standing[],
	round		int,
	cut			boolean,		-- top_two has made its cut
	winner		text,
	open		text[]			-- those between whom a tie is open
);

-- Benham: an instant runoff which ends as soon as somebody who continues beats
-- all others who do.  Goes on from `b`, after its continuing candidates have
-- been set, to a winner, an open tie, or a round without votes.
CREATE FUNCTION recount.benham_on(c recount.contest, d recount.duels, b recount.benham) RETURNS recount.benham
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	votes		numeric[];
	out			text[];
	top			text[];
	below		text[];
	decision	recount.decision;
BEGIN
	LOOP
		b.round := b.round + 1;
		b.held := recount.hold(c, b.held, b.continuing);
		votes := recount.tally_of_votes(c, b.held, b.continuing);
		b.standings := b.standings || ARRAY(
			SELECT ROW(b.round, k.candidate, k.votes, NULL, NULL, NULL)::recount.standing
			FROM ROWS FROM (unnest(b.continuing), unnest(votes)) AS k (candidate, votes));
		b.winner := recount.beats_all(d, b.continuing);
		IF b.winner IS NOT NULL OR (SELECT coalesce(sum(v), 0) FROM unnest(votes) AS v) = 0 THEN
			RETURN b;
		END IF;

		below := recount.below_top_two(b.continuing, b.continuing, votes);
		IF cardinality(b.continuing) = 2 OR (c.elimination = 'top_two' AND (b.cut OR below = '{}')) THEN
			top := recount.having(b.continuing, votes, (SELECT max(v) FROM unnest(votes) AS v), 1e30);
			IF cardinality(top) > 1 THEN
				SELECT picked INTO out FROM recount.break_tie(c, b.standings, b.round, top, true, 0);
				b.open := CASE WHEN out IS NULL THEN top END;
				top := coalesce(out, '{}');
			END IF;
			b.winner := top[1];
			RETURN b;
		END IF;
		out := '{}';
		IF c.elimination = 'top_two' THEN
			out := below;
			b.cut := true;
		ELSIF c.elimination = 'batch' THEN
			out := recount.batch(c, b.continuing, votes, NULL, NULL);
			IF c.or_one AND cardinality(b.continuing) - cardinality(out) = 1 THEN
				b.winner := (recount.without(b.continuing, out))[1];
				RETURN b;
			END IF;
		END IF;
		IF out = '{}' THEN
			decision := recount.lowest(c, b.standings, b.round, b.continuing, votes, NULL, NULL);
			out := decision.eliminated;
			IF out = '{}' THEN
				b.open := decision.level;
				RETURN b;
			END IF;
		END IF;
		b.continuing := recount.without(b.continuing, out);
	END LOOP;
END $$;

-- Whoever wins in some way of deciding the open ties; NULL among them: in some
-- way nobody.
CREATE FUNCTION recount.benham_winners(c recount.contest, d recount.duels, b recount.benham) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	winners		text[] := '{}';
	loser		text;
	next		recount.benham;
BEGIN
	IF b.open IS NULL THEN
		RETURN ARRAY[b.winner];
	ELSIF cardinality(b.continuing) = 2 OR (c.elimination = 'top_two' AND b.cut) THEN
		RETURN b.open;
	END IF;
	FOREACH loser IN ARRAY b.open LOOP
		next := b;
		next.open := NULL;
		next.continuing := array_remove(b.continuing, loser);
		winners := winners || recount.benham_winners(c, d, recount.benham_on(c, d, next));
	END LOOP;
	RETURN winners;
END $$;

-- A contest of some people only: all others have withdrawn.
CREATE FUNCTION recount.among(c recount.contest, people text[]) RETURNS recount.contest
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	c.withdrawn := recount.without(c.candidates, people);
	c.pool := NULL;
	c.lots_must_fit := false;
	RETURN c;
END $$;

CREATE FUNCTION recount.benham(c recount.contest, d recount.duels) RETURNS recount.benham
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	b			recount.benham;
	winners		text[];
BEGIN
	c := recount.among(c, d.people);
	c.harmless_together := false;
	b := recount.benham_on(c, d, ROW(d.people, '{}', '{}', 0, false, NULL, NULL)::recount.benham);
	IF b.open IS NOT NULL THEN
		c.steps_out := array_replace(c.steps_out, 'error', 'leave');
		c.steps_win := array_replace(c.steps_win, 'error', 'leave');
		winners := ARRAY(SELECT DISTINCT w FROM unnest(recount.benham_winners(c, d, b)) AS w);
		b.winner := CASE WHEN cardinality(winners) = 1 THEN winners[1] END;
	END IF;
	RETURN b;
END $$;

/*
 * 5. Places
 */

CREATE FUNCTION recount.is_ahead(c recount.contest, d recount.duels, method text) RETURNS int[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	n			int := cardinality(d.people);
	p			numeric[];
BEGIN
	IF method = 'ranked_pairs' THEN
		RETURN recount.ranked_pairs(c, d);
	END IF;
	p := recount.paths(d, method = 'schulze_margins');
	RETURN (SELECT coalesce(array_agg(x ORDER BY i, j, o), '{}')
			FROM generate_series(1, n) AS i, generate_series(1, n) AS j, unnest(ARRAY[i, j]) WITH ORDINALITY AS a (x, o)
			WHERE p[i][j] > p[j][i]);
END $$;

-- Places from the rounds of an instant runoff.  Those in the last one share a
-- place behind the winner, or the first; `by_votes`: they are ordered by votes.
-- `alone`: those who went out in the round before the last share a place.
CREATE FUNCTION recount.places_by_round(standings recount.standing[], winner text, by_votes boolean, alone boolean)
RETURNS TABLE (candidate text, place bigint)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN QUERY
		WITH final AS (
			SELECT DISTINCT ON (s.candidate) s.candidate, s.round, s.votes, max(s.round) OVER () AS last
			FROM unnest(standings) AS s ORDER BY s.candidate, s.round DESC)
		SELECT f.candidate, 1 + (
			SELECT count(*) FROM final AS g
			WHERE f.candidate IS DISTINCT FROM winner
			  AND (g.candidate = winner OR g.round > f.round
				   OR (g.round = f.round AND g.votes > f.votes
					   AND CASE WHEN f.round = f.last THEN by_votes ELSE NOT (alone AND f.round = f.last - 1) END)))
		FROM final AS f;
END $$;

-- Whether a harmless tie left nobody but the winner.
CREATE FUNCTION recount.left_alone(course recount.course) RETURNS boolean
LANGUAGE sql IMMUTABLE
RETURN (SELECT count(*) = 1 FROM unnest((course).standings) AS s WHERE s.round = (course).rounds)
	AND EXISTS (SELECT FROM unnest((course).standings) AS s WHERE s.round = (course).rounds - 1 AND s.decided_by = 'leave');

CREATE FUNCTION recount.placed_by(c recount.contest, d recount.duels, method text)
RETURNS TABLE (candidate text, place bigint, score numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	ahead		int[];
	first		text;
	smith		text[];
	course		recount.course;
	b			recount.benham;
BEGIN
	IF method IN ('schulze', 'schulze_margins', 'ranked_pairs') THEN
		ahead := recount.is_ahead(c, d, method);
		RETURN QUERY
			SELECT k.candidate,
				1 + (SELECT count(*) FROM generate_series(1, cardinality(d.people)) AS o WHERE recount.leads(ahead, o, k.n::int)),
				(SELECT count(*) FROM generate_series(1, cardinality(d.people)) AS o WHERE recount.leads(ahead, k.n::int, o))::numeric
			FROM unnest(d.people) WITH ORDINALITY AS k (candidate, n);
	ELSIF method = 'smith_irv' THEN
		smith := recount.smith(d);
		course := recount.course(recount.until_two(recount.among(c, smith)));
		first := course.winner;
		RETURN QUERY
			SELECT p.candidate, p.place, NULL::numeric
			FROM recount.places_by_round(course.standings, first, course.won_by IS DISTINCT FROM 'every_way' AND first IS NOT NULL,
										 recount.left_alone(course)) AS p
			UNION ALL
			SELECT k, cardinality(smith) + 1, NULL FROM unnest(recount.without(d.people, smith)) AS k;
	ELSIF method = 'benham' THEN
		b := recount.benham(c, d);
		RETURN QUERY
			SELECT p.candidate, p.place, NULL::numeric FROM recount.places_by_round(b.standings, b.winner, false, false) AS p;
	ELSE
		IF method = 'black' THEN
			first := recount.beats_all(d, d.people);
		END IF;
		RETURN QUERY
			SELECT k.candidate, rank() OVER (ORDER BY k.candidate IS NOT DISTINCT FROM first DESC, recount.worth(d, method, k.n::int) DESC),
				trim_scale(abs(recount.worth(d, method, k.n::int)))
			FROM unnest(d.people) WITH ORDINALITY AS k (candidate, n);
	END IF;
END $$;

-- The contest of a profile and its duels.  Equal ranks are legitimate, unless
-- the rules say how a count is to read them or the method counts.
CREATE TYPE recount.compared AS (
	c			recount.contest,
	d			recount.duels
);

CREATE FUNCTION recount.compare(profile jsonb, rules jsonb, counts boolean) RETURNS recount.compared
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	equal		boolean := coalesce(rules ->> 'overvotes', 'equal') = 'equal';
	c			recount.contest := recount.contest(recount.papers(profile),
		CASE WHEN equal AND NOT counts THEN rules - 'overvotes' ELSE rules END);
BEGIN
	RETURN ROW(c, recount.duels(c, equal))::recount.compared;
END $$;

CREATE FUNCTION recount.pairwise_places(profile jsonb, method text, rules jsonb)
RETURNS TABLE (place bigint, candidate text, score numeric, wins bigint, losses bigint, draws bigint, status text)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	compared	recount.compared := recount.compare(profile, rules, method IN ('smith_irv', 'benham'));
	c			recount.contest := compared.c;
	d			recount.duels := compared.d;
BEGIN
	IF recount.suppressed(c) THEN
		RETURN;
	END IF;
	RETURN QUERY
		SELECT p.place, k.candidate, p.score, w.wins, w.losses, w.draws,
			CASE WHEN k.candidate = ANY (c.withdrawn) THEN 'withdrawn'
				WHEN k.candidate = c.pool THEN 'write_in'
				WHEN p.place > 1 THEN 'defeated'
				WHEN count(*) OVER (PARTITION BY p.place) > 1 OR d.nobody THEN 'tied'
				ELSE 'elected' END
		FROM unnest(c.candidates) WITH ORDINALITY AS k (candidate, n)
			LEFT JOIN recount.placed_by(c, d, method) AS p ON p.candidate = k.candidate
			LEFT JOIN LATERAL (
				SELECT count(*) FILTER (WHERE recount.beats(d, i, j)) AS wins,
					count(*) FILTER (WHERE recount.beats(d, j, i)) AS losses,
					count(*) FILTER (WHERE d.votes[i][j] = d.votes[j][i]) AS draws
				FROM (SELECT array_position(d.people, k.candidate)) AS a (i), generate_series(1, cardinality(d.people)) AS j
				WHERE i <> j) AS w ON p.place IS NOT NULL
		ORDER BY p.place, k.candidate = ANY (c.withdrawn), k.n;
END $$;

CREATE FUNCTION recount.pairwise_paths(profile jsonb, rules jsonb)
RETURNS TABLE (candidate text, opponent text, strength numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	compared	recount.compared := recount.compare(profile, rules, false);
	c			recount.contest := compared.c;
	d			recount.duels := compared.d;
	p			numeric[];
BEGIN
	p := recount.paths(d, false);
	RETURN QUERY
		SELECT d.people[i], d.people[j], trim_scale(p[i][j])
		FROM generate_series(1, cardinality(d.people)) AS i, generate_series(1, cardinality(d.people)) AS j
		WHERE i <> j AND NOT recount.suppressed(c)
		ORDER BY i, j;
END $$;

CREATE FUNCTION recount.set_of(profile jsonb, rules jsonb, which text) RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	compared	recount.compared := recount.compare(profile, rules, false);
	c			recount.contest := compared.c;
	d			recount.duels := compared.d;
BEGIN
	RETURN CASE WHEN NOT recount.suppressed(c) THEN
		CASE which WHEN 'smith' THEN recount.smith(d) ELSE recount.schwartz(d) END END;
END $$;
