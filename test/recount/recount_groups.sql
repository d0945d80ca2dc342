/*
 * test/recount/recount_groups.sql: a second count of everything around a
 * contest, in plain SQL; needs recount.sql.  The parts:
 *
 *	1. the text form of a profile
 *	2. slices: some ballots of a contest
 *	3. electoral colleges
 *	4. preferences
 */

/*
 * 1. The text form of a profile
 */

-- A rank for sorting: skip < overvote without names < label < several labels.
CREATE TYPE recount.rank_key AS (
	kind		int,
	labels		bytea[]
);

-- The ranks of a ranking in canonical form: labels at one rank sorted,
-- trailing skipped ranks dropped.
CREATE FUNCTION recount.canonical_ranks(ranks recount.rank[]) RETURNS recount.rank[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	last_marked int := (SELECT max(n) FROM unnest(ranks) WITH ORDINALITY AS r (labels, n)
						WHERE labels IS NOT NULL);
BEGIN
	RETURN ARRAY(
		SELECT ROW(CASE WHEN r.labels IS NOT NULL THEN
				   ARRAY(SELECT label FROM unnest(r.labels) AS label
						 ORDER BY recount.bytes(label)) END)::recount.rank
		FROM unnest(ranks) WITH ORDINALITY AS r (labels, n)
		WHERE n <= last_marked
		ORDER BY n);
END $$;

CREATE FUNCTION recount.ranking_key(ranks recount.rank[]) RETURNS recount.rank_key[]
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN ARRAY(
		SELECT ROW(CASE WHEN r.labels IS NULL THEN 0
					WHEN r.labels = '{}' THEN 1
					WHEN cardinality(r.labels) = 1 THEN 2
					ELSE 3 END,
				   ARRAY(SELECT recount.bytes(label)
						 FROM unnest(r.labels) WITH ORDINALITY AS l (label, i) ORDER BY i))::recount.rank_key
		FROM unnest(ranks) WITH ORDINALITY AS r (labels, n)
		ORDER BY n);
END $$;

-- A ranking as it is written: null, "label" or ["label","label"].
CREATE FUNCTION recount.ranking_text(ranks recount.rank[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN format('[%s]', (
		SELECT string_agg(CASE
						WHEN r.labels IS NULL THEN 'null'
						WHEN cardinality(r.labels) = 1 THEN to_jsonb(r.labels[1])::text
						ELSE to_jsonb(r.labels)::text
						  END, ', ' ORDER BY n)
		FROM unnest(ranks) WITH ORDINALITY AS r (labels, n)));
END $$;

-- Equal rankings of a profile added up, in canonical order.
CREATE FUNCTION recount.rankings(papers recount.paper[])
RETURNS TABLE (ranking text, ballots numeric, weight numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN QUERY
		SELECT recount.ranking_text(k.ranks), sum(p.ballots), trim_scale(sum(p.votes))
		FROM unnest(papers) AS p,
			LATERAL (SELECT recount.canonical_ranks(p.ranks)) AS k (ranks)
		GROUP BY k.ranks
		ORDER BY recount.ranking_key(k.ranks);
END $$;

CREATE FUNCTION recount.profile_text(profile jsonb) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN format('[%s]', (
		SELECT string_agg(format('{"ranking": %s, "count": %s%s}', r.ranking, r.ballots,
								 CASE WHEN r.weight <> r.ballots THEN ', "weight": ' || r.weight END),
						  ', ' ORDER BY r.n)
		FROM (SELECT x.*, row_number() OVER () AS n
			  FROM recount.rankings(recount.papers(profile)) AS x) AS r));
END $$;

/*
 * 2. Slices
 */

-- The course a contest took, with the papers of a slice in the place of its own:
-- nothing is decided again.
CREATE FUNCTION recount.follow(slice recount.contest, course recount.course) RETURNS recount.course
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	held		recount.held[] := '{}';
	continuing	text[];
	standings	recount.standing[] := '{}';
BEGIN
	course.holdings := '{}';
	FOR r IN 1 .. course.rounds LOOP
		continuing := ARRAY(SELECT s.candidate
							FROM unnest(course.standings) WITH ORDINALITY AS s
							WHERE s.round = r ORDER BY s.ordinality);
		held := recount.hold(slice, held, continuing);
		standings := standings || ARRAY(
			SELECT ROW(r, s.candidate, t.votes, s.status, s.decided_by, s.tied_with)::recount.standing
			FROM unnest(course.standings) AS s,
				ROWS FROM (unnest(continuing), unnest(recount.tally_of_votes(slice, held, continuing)))
					AS t (candidate, votes)
			WHERE s.round = r AND s.candidate = t.candidate);
		course.holdings := course.holdings || ARRAY(
			SELECT ROW(r, h.paper, h.candidate, h.cause)::recount.holding
			FROM unnest(held) WITH ORDINALITY AS h (candidate, cause, paper));
	END LOOP;
	course.standings := standings;
	RETURN course;
END $$;

-- A slice must have no ranking more often than its contest.
CREATE FUNCTION recount.contained(slice recount.paper[], contest recount.paper[]) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN NOT EXISTS (
		SELECT FROM recount.rankings(slice) AS s
			LEFT JOIN recount.rankings(contest) AS t USING (ranking)
		WHERE t.ballots IS NULL OR s.ballots > t.ballots OR s.weight > t.weight
			OR (s.ballots = t.ballots) <> (s.weight = t.weight));
END $$;

CREATE FUNCTION recount.ballots(papers recount.paper[]) RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN (SELECT coalesce(sum(p.ballots), 0) FROM unnest(papers) AS p);
END $$;

-- The slice as a contest: its papers under the contest's rules and candidates.
-- With too few ballots, in it, in the contest or in the rest of the contest,
-- nothing is counted.
CREATE FUNCTION recount.slice(slice jsonb, contest jsonb, rules jsonb,
							  OUT c recount.contest, OUT course recount.course)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	papers		recount.paper[] := recount.papers(slice);
	all_papers	recount.paper[] := recount.papers(contest);
	rest		numeric := recount.ballots(all_papers) - recount.ballots(papers);
	min_ballots numeric := coalesce(rules ->> 'min_ballots', '0');
	whole		recount.contest;
BEGIN
	IF NOT recount.contained(papers, all_papers) THEN
		RAISE EXCEPTION USING ERRCODE = '22023', MESSAGE = 'slice is not contained in the contest';
	END IF;
	IF recount.ballots(papers) < min_ballots OR (rest > 0 AND rest < min_ballots) THEN
		-- as a contest of too few ballots
		rules := rules || '{"min_ballots": 1000000000}';
	END IF;
	whole := recount.contest(all_papers, rules);
	c := whole;
	c.papers := (recount.contest(papers, rules)).papers;
	course := recount.follow(c, recount.course(whole));
END $$;

/*
 * 3. Electoral colleges
 */

-- The sections' papers together, each marked with its section.
CREATE FUNCTION recount.college(profiles jsonb, shares numeric[], rules jsonb) RETURNS recount.contest
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	papers		recount.paper[] := '{}';
BEGIN
	FOR i IN 1 .. jsonb_array_length(profiles) LOOP
		papers := papers || recount.papers(profiles -> (i - 1), i);
	END LOOP;
	RETURN recount.contest(papers, rules, shares);
END $$;

-- Points, per cent of the whole college.
CREATE FUNCTION recount.points(shares numeric[], section int, votes numeric, of_votes numeric)
RETURNS numeric
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF of_votes = 0 THEN
		RETURN 0;
	END IF;
	RETURN 100 * shares[section] * votes * 1e40 / (of_votes * (SELECT sum(s) FROM unnest(shares) AS s)) * 1e-40;
END $$;

CREATE FUNCTION recount.college_rounds(c recount.contest, course recount.course, sections text[])
RETURNS TABLE (round bigint, section text, candidate text, votes numeric, points numeric,
			   points_total numeric, status text, decided_by text)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN QUERY
		WITH
		cells AS (
			SELECT s.round, i.n AS section, s.candidate, s.status, s.decided_by,
				coalesce(sum(p.votes), 0) AS votes, s.votes AS worth
			FROM unnest(course.standings) AS s
				CROSS JOIN generate_series(1, cardinality(sections)) AS i (n)
				LEFT JOIN (unnest(course.holdings) AS h
						   JOIN unnest(c.papers) WITH ORDINALITY AS p (ranks, ballots, votes, section, n) ON p.n = h.paper)
					ON h.round = s.round AND h.candidate = s.candidate AND p.section = i.n
			GROUP BY s.round, i.n, s.candidate, s.status, s.decided_by, s.votes),
		pointed AS (
			SELECT k.*, recount.points(c.shares, k.section, k.votes,
									   sum(k.votes) OVER (PARTITION BY k.round, k.section)) AS points
			FROM cells AS k)
		SELECT k.round::bigint, sections[k.section], k.candidate, trim_scale(k.votes), trim_scale(round(k.points, 9)),
			trim_scale(round(sum(k.points) OVER (PARTITION BY k.round, k.candidate), 9)), k.status, k.decided_by
		FROM pointed AS k
		ORDER BY k.round, k.section, k.worth DESC, array_position(c.candidates, k.candidate);
END $$;

/*
 * 4. Preferences
 */

-- Marks as they were made.
CREATE FUNCTION recount.preference_counts(profile jsonb)
RETURNS TABLE (candidate text, rank bigint, votes numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	RETURN QUERY
		SELECT label, r.n, trim_scale(sum(p.votes))
		FROM unnest(recount.papers(profile)) AS p,
			unnest(p.ranks) WITH ORDINALITY AS r (labels, n),
			unnest(r.labels) AS label
		GROUP BY label, r.n
		ORDER BY recount.bytes(label), r.n;
END $$;

-- The candidates a ballot ranks, best first: it is read once, with everybody
-- continuing, to where it would be exhausted.
CREATE FUNCTION recount.ranked(ranks recount.rank[], continuing text[], c recount.contest)
RETURNS text[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	list		text[] := '{}';
	skipped		int := 0;
	seen		text[] := '{}';
	marks		text[];
	wanted		text[];
BEGIN
	FOR n IN 1 .. cardinality(ranks) LOOP
		marks := ranks[n].labels;
		IF marks IS NULL THEN
			skipped := skipped + 1;
			CONTINUE;
		END IF;
		EXIT WHEN skipped > c.max_skipped;
		skipped := 0;

		IF c.duplicates = 'exhaust' THEN
			-- marks without names count as one label, which no text can be
			EXIT WHEN CASE WHEN marks = '{}' THEN array_position(seen, NULL) > 0
				ELSE marks && seen OR cardinality(marks) > (SELECT count(DISTINCT label) FROM unnest(marks) AS label) END;
			seen := seen || CASE WHEN marks = '{}' THEN ARRAY[NULL::text] ELSE marks END;
		END IF;

		wanted := ARRAY(SELECT label FROM unnest(marks) AS label WHERE label = ANY (continuing));
		IF cardinality(marks) <> 1 THEN
			EXIT WHEN c.overvotes = 'exhaust'
				OR (c.overvotes = 'exhaust_if_multiple_continuing' AND (marks = '{}' OR cardinality(wanted) > 1))
				OR (c.overvotes = 'exhaust_if_any_continuing' AND (marks = '{}' OR cardinality(wanted) > 0));
			CONTINUE WHEN c.overvotes = 'skip';
		END IF;
		IF cardinality(wanted) = 1 AND wanted[1] <> ALL (list) THEN
			list := list || wanted;
		END IF;
	END LOOP;
	RETURN list;
END $$;

CREATE FUNCTION recount.second_preferences(profile jsonb, rules jsonb DEFAULT '{}')
RETURNS TABLE (first_preference text, second_preference text, votes numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest(recount.papers(profile), rules);
BEGIN
	RETURN QUERY
		SELECT list[1], list[2], trim_scale(sum(p.votes))
		FROM unnest(c.papers) AS p,
			recount.ranked(p.ranks, recount.without(c.candidates, c.withdrawn), c) AS list
		WHERE list <> '{}' AND NOT recount.suppressed(c)
		GROUP BY list[1], list[2]
		ORDER BY array_position(c.candidates, list[1]), sum(p.votes) DESC,
			array_position(c.candidates, list[2]) NULLS LAST;
END $$;

-- Where each paper lay first and last.
CREATE FUNCTION recount.final_preferences(profile jsonb, rules jsonb DEFAULT '{}')
RETURNS TABLE (first_preference text, final_choice text, votes numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest(recount.papers(profile), rules);
	course		recount.course := recount.course(c);
BEGIN
	RETURN QUERY
		SELECT first.candidate, final.candidate, trim_scale(sum(p.votes))
		FROM unnest(course.holdings) AS first
			JOIN unnest(course.holdings) AS final USING (paper)
			JOIN unnest(c.papers) WITH ORDINALITY AS p (ranks, ballots, votes, section, n) ON p.n = paper
		WHERE first.round = 1 AND final.round = course.rounds AND first.candidate IS NOT NULL
		GROUP BY first.candidate, final.candidate
		ORDER BY array_position(c.candidates, first.candidate), sum(p.votes) DESC,
			array_position(c.candidates, final.candidate) NULLS LAST;
END $$;

-- The candidates a ballot ranks and how high, all marks at one rank being
-- equal, to a rank without names: nothing is known from there on.
CREATE FUNCTION recount.ranked_equal(ranks recount.rank[], continuing text[], c recount.contest)
RETURNS TABLE (label text, rank int)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	skipped		int := 0;
	seen		text[] := '{}';
	marks		text[];
BEGIN
	FOR n IN 1 .. cardinality(ranks) LOOP
		marks := ranks[n].labels;
		IF marks IS NULL THEN
			skipped := skipped + 1;
			CONTINUE;
		END IF;
		EXIT WHEN skipped > c.max_skipped;
		skipped := 0;

		IF c.duplicates = 'exhaust' THEN
			EXIT WHEN marks && seen
				OR cardinality(marks) > (SELECT count(DISTINCT m) FROM unnest(marks) AS m);
		END IF;
		EXIT WHEN marks = '{}';

		RETURN QUERY SELECT DISTINCT m, n FROM unnest(marks) AS m
			WHERE m = ANY (continuing) AND m <> ALL (seen);
		seen := seen || marks;
	END LOOP;
END $$;

-- The contest for comparing two candidates: without the rule overvotes, equal
-- ranks are what the voter wanted to say.
CREATE FUNCTION recount.contest_of_pairs(profile jsonb, rules jsonb) RETURNS recount.contest
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest(recount.papers(profile), rules - 'overvotes');
BEGIN
	c.overvotes := coalesce(rules ->> 'overvotes', 'equal');
	RETURN c;
END $$;

-- How high each paper ranks whom.
CREATE FUNCTION recount.ranks_of_papers(c recount.contest, continuing text[])
RETURNS TABLE (paper bigint, votes numeric, label text, rank int)
LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
	IF c.overvotes = 'equal' THEN
		RETURN QUERY
			SELECT p.n, p.votes, r.label, r.rank
			FROM unnest(c.papers) WITH ORDINALITY AS p (ranks, ballots, votes, section, n),
				recount.ranked_equal(p.ranks, continuing, c) AS r;
	ELSE
		RETURN QUERY
			SELECT p.n, p.votes, r.label, r.rank::int
			FROM unnest(c.papers) WITH ORDINALITY AS p (ranks, ballots, votes, section, n),
				unnest(recount.ranked(p.ranks, continuing, c)) WITH ORDINALITY AS r (label, rank);
	END IF;
END $$;

-- Each two candidates: who is ranked is preferred to who is not.
CREATE FUNCTION recount.pairwise(profile jsonb, rules jsonb DEFAULT '{}')
RETURNS TABLE (candidate text, opponent text, prefer_candidate numeric, prefer_opponent numeric,
			   no_preference numeric)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest_of_pairs(profile, rules);
	continuing	text[] := recount.without(c.candidates, c.withdrawn);
	people		text[] := array_remove(continuing, c.pool);
BEGIN
	RETURN QUERY
		WITH
		ranked AS MATERIALIZED (SELECT * FROM recount.ranks_of_papers(c, continuing)),
		papers AS (SELECT p.n AS paper, p.votes
				   FROM unnest(c.papers) WITH ORDINALITY AS p (ranks, ballots, votes, section, n))
		SELECT a.label, b.label,
			trim_scale(coalesce(sum(v.votes) FILTER (WHERE v.rank_a < v.rank_b), 0)),
			trim_scale(coalesce(sum(v.votes) FILTER (WHERE v.rank_b < v.rank_a), 0)),
			trim_scale(coalesce(sum(v.votes) FILTER (WHERE v.rank_a = v.rank_b), 0))
		FROM unnest(people) WITH ORDINALITY AS a (label, n)
			JOIN unnest(people) WITH ORDINALITY AS b (label, n) ON a.n <> b.n
			LEFT JOIN LATERAL (SELECT p.votes, coalesce(x.rank, 32768) AS rank_a, coalesce(y.rank, 32768) AS rank_b
							   FROM papers AS p
								LEFT JOIN ranked AS x ON x.paper = p.paper AND x.label = a.label
								LEFT JOIN ranked AS y ON y.paper = p.paper AND y.label = b.label) AS v ON true
		WHERE NOT recount.suppressed(c)
		GROUP BY a.label, b.label, a.n, b.n
		ORDER BY a.n, b.n;
END $$;

-- Whom more prefer to each of the others than the other way round; who stands
-- alone needs a vote.
CREATE FUNCTION recount.condorcet_winner(profile jsonb, rules jsonb DEFAULT '{}') RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	c			recount.contest := recount.contest_of_pairs(profile, rules);
	continuing	text[] := recount.without(c.candidates, c.withdrawn);
	people		text[] := array_remove(continuing, c.pool);
BEGIN
	IF cardinality(people) = 1 AND NOT recount.suppressed(c) THEN
		RETURN (SELECT DISTINCT label FROM recount.ranks_of_papers(c, continuing) AS r
				WHERE r.label = people[1]);
	END IF;
	RETURN (SELECT w.candidate
			FROM recount.pairwise(profile, rules) AS w
			GROUP BY w.candidate
			HAVING bool_and(w.prefer_candidate > w.prefer_opponent));
END $$;
