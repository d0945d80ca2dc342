/*
 * test/recount/contests.sql: random contests, to be counted twice.
 *
 * A contest is drawn by a seed (any text) and its number, and only by these:
 * the same two draw the same contest again.  The contests are small, so that
 * ties are frequent, and their labels and ballots are as odd as allowed.
 * Rules are such as may be given, but for a few that both counts must refuse.
 * Needs the recount, which finds the ties for which lots are drawn by hand.
 */

CREATE TYPE recount.drawn AS (
	ballots		jsonb,			-- in the text form of preference_profile
	rules		jsonb
);

-- Starts the random numbers of one contest.
CREATE FUNCTION recount.start(seed text, number int) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM setseed((('x' || left(md5(seed || '/' || number), 8))::bit(32)::bigint - 2147483648) / 2147483648.0::float8);
END $$;

-- 1 to n.
CREATE FUNCTION recount.die(n int) RETURNS int
LANGUAGE plpgsql AS $$
BEGIN
	RETURN 1 + floor(random() * n);
END $$;

CREATE FUNCTION recount.one_of(VARIADIC choices text[]) RETURNS text
LANGUAGE plpgsql AS $$
BEGIN
	RETURN choices[recount.die(cardinality(choices))];
END $$;

CREATE FUNCTION recount.shuffle(list text[]) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
	other		int;
	label		text;
BEGIN
	FOR i IN REVERSE cardinality(list) .. 2 LOOP
		other := recount.die(i);
		label := list[i];
		list[i] := list[other];
		list[other] := label;
	END LOOP;
	RETURN list;
END $$;

-- Labels that are hard on quoting, on sorting and on whoever trims.  An empty one
-- is not among them, since a ranking in an array may not have it.
CREATE FUNCTION recount.odd_labels() RETURNS text[]
LANGUAGE sql IMMUTABLE
RETURN ARRAY['A', 'B', 'C', 'a', 'b', 'Z', '10', '9', 'null', '-', ' ', ' A', 'A ',
	'O''Neil, Jr.', '"quoted"', 'back\slash', '\', '{A,B}', '["A"]', E'two\nlines', E'tab\t',
	'Ångström', U&'A\030Angstro\0308m', 'Żółć', 'ß', 'ẞ', '李明', '🗳️', 'NaN', '(exhausted)', 'Exhausted',
	repeat('a long label ', 40)];

-- A ranking over some labels, proper or untidy.
CREATE FUNCTION recount.draw_ranking(labels text[], proper boolean) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
	ranking		jsonb := '[]';
	n			int := cardinality(labels);
	in_turn		text[];
	dice		float8;
	marks		text[];
BEGIN
	IF n = 0 THEN
		RETURN recount.one_of('[]', '[null]', '[[]]')::jsonb;
	END IF;
	in_turn := recount.shuffle(labels);
	FOR i IN 1 .. recount.die(n + 3) - 1 LOOP
		dice := random();
		IF proper THEN
			EXIT WHEN i > n;
			ranking := ranking || to_jsonb(in_turn[i]);
		ELSIF dice < 0.15 THEN
			ranking := ranking || 'null'::jsonb;
		ELSIF dice < 0.20 THEN
			ranking := ranking || '[[]]'::jsonb;
		ELSIF dice < 0.34 THEN
			-- two or three marks, the same one twice now and then
			marks := ARRAY[labels[recount.die(n)], labels[recount.die(n)]];
			IF random() < 0.3 THEN
				marks := marks || labels[recount.die(n)];
			END IF;
			ranking := ranking || jsonb_build_array(marks);
		ELSIF dice < 0.38 THEN
			ranking := ranking || jsonb_build_array(ARRAY[in_turn[1 + i % n]]);
		ELSIF dice < 0.85 THEN
			ranking := ranking || to_jsonb(in_turn[1 + i % n]);
		ELSE
			ranking := ranking || to_jsonb(labels[recount.die(n)]);
		END IF;
	END LOOP;
	RETURN ranking;
END $$;

-- A ranking with each of the first k labels replaced by the next of them.
CREATE FUNCTION recount.rotate(ranking jsonb, labels text[], k int) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
	label		text := ranking #>> '{}';
	at			int;
BEGIN
	CASE jsonb_typeof(ranking)
		WHEN 'array' THEN
			RETURN to_jsonb(ARRAY(SELECT recount.rotate(e, labels, k)
								  FROM jsonb_array_elements(ranking) WITH ORDINALITY AS a (e, n)
								  ORDER BY n));
		WHEN 'string' THEN
			at := array_position(labels, label);
			RETURN to_jsonb(CASE WHEN at <= k THEN labels[1 + at % k] ELSE label END);
		ELSE
			RETURN ranking;
	END CASE;
END $$;

-- Up to `most` rankings over some labels, with their counts and weights.
--
-- A quarter of the profiles are close: single, unweighted and mostly proper
-- ballots, so that candidates catch up with each other in later rounds; a
-- quarter are so of a few ballots only, in half of them with two leaders ahead
-- of all who are level.  In an eighth the first few labels share each other's
-- ballots, and are level for as long as no rule parts them.  The rest is any
-- mixture.
CREATE FUNCTION recount.draw_ballots(labels text[], most int) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
	ballots		jsonb[] := '{}';
	kind		text := recount.one_of('close', 'close', 'few', 'leaders', 'alike', 'any', 'any', 'any');
	mostly_one	boolean := kind IN ('close', 'few', 'leaders');
	proper		float8 := CASE WHEN mostly_one THEN 0.9 ELSE 0.5 END;
	counts		int := CASE WHEN mostly_one THEN '1' ELSE recount.one_of('1', '1', '2', '4', '20') END;
	weighted	text := CASE WHEN mostly_one THEN 'no'
		ELSE recount.one_of('no', 'no', 'no', 'no', 'few', 'few', 'free', 'large') END;
	alike		int := CASE kind WHEN 'alike' THEN recount.die(cardinality(labels)) ELSE 1 END;
	entry		jsonb;
	weight		numeric;
BEGIN
	IF kind IN ('few', 'leaders') THEN
		most := least(most, 10);
	END IF;
	FOR i IN 1 .. recount.die(most / alike + 1) - 1 LOOP
		IF i > 1 AND random() < 0.1 THEN
			entry := ballots[recount.die(i - 1)];	-- the same ranking again
		ELSE
			entry := jsonb_build_object('ranking', recount.draw_ranking(labels, random() < proper));
		END IF;
		entry := entry - 'weight' || jsonb_build_object('count', recount.die(counts));
		IF weighted <> 'no' AND random() < 0.8 THEN
			weight := CASE weighted
				WHEN 'few' THEN recount.one_of('0.5', '1.5', '1', '2.50', '0.333333333', '0')::numeric
				WHEN 'free' THEN round((random() * 20)::numeric, recount.die(10) - 1)
				ELSE round((random() * 1e6)::numeric * 1e9 + random()::numeric, recount.die(10) - 1) END;
			entry := entry || jsonb_build_object('weight', weight);
		END IF;
		ballots[i] := entry;
	END LOOP;
	FOR i IN 1 .. cardinality(ballots) LOOP
		entry := ballots[i];
		FOR copy IN 2 .. alike LOOP
			entry := entry || jsonb_build_object('ranking', recount.rotate(entry -> 'ranking', labels, alike));
			ballots := ballots || entry;
		END LOOP;
	END LOOP;
	IF kind = 'leaders' THEN
		FOR i IN 1 .. least(2, cardinality(labels)) LOOP
			ballots := ballots || jsonb_build_object('ranking', ARRAY[labels[i]], 'count', recount.die(12));
		END LOOP;
	END IF;
	RETURN to_jsonb(ballots);
END $$;

-- A chain of tie-break steps: any that narrow, in any order, and what ends it.
-- Half of them leave a tie that only they have met.
CREATE FUNCTION recount.draw_tie_break(by_hand boolean) RETURNS text[]
LANGUAGE plpgsql AS $$
DECLARE
	steps		text[] := recount.shuffle('{backwards,forwards,first_preferences}');
BEGIN
	steps := steps[1:CASE WHEN random() < 0.4 THEN 0 ELSE recount.die(3) END];
	IF by_hand THEN
		steps := steps || '{drawn}'::text[];
	END IF;
	IF random() < 0.15 THEN
		steps := steps || '{together}'::text[];
	END IF;
	IF random() < 0.3 THEN
		steps := steps || recount.one_of('order', 'lot');
	END IF;
	IF random() < 0.1 THEN
		steps := recount.shuffle(steps || CASE WHEN steps && '{order,lot}' THEN '{}' ELSE '{order,lot}' END::text[]);
	END IF;
	IF random() < 0.5 OR steps = '{}' THEN
		steps := steps || recount.one_of('leave', 'leave', 'leave', 'error');
	END IF;
	RETURN steps;
END $$;

-- The rules with lots drawn by hand for the ties that come up to the step
-- drawn, or for the first few of them; one in five holds a lot that does not
-- fit its count.
CREATE FUNCTION recount.draw_lots(ballots jsonb, rules jsonb, sections jsonb DEFAULT NULL, shares numeric[] DEFAULT NULL)
RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
	c			recount.contest;
	met			recount.hand_lot;
	lots		jsonb := '[]';
BEGIN
	FOR i IN 1 .. recount.die(6) LOOP
		IF shares IS NULL THEN
			c := recount.contest(recount.papers(ballots), rules || jsonb_build_object('drawn', lots));
		ELSE
			c := recount.college(sections, shares, rules || jsonb_build_object('drawn', lots));
		END IF;
		EXIT WHEN recount.suppressed(c);
		SELECT * INTO met
		FROM unnest(recount.lots_met(c)) AS m
		WHERE coalesce(m.loses, m.wins) IS NULL;
		EXIT WHEN NOT FOUND;
		lots := lots || jsonb_build_object('round', met.round,
			'tied', recount.shuffle(CASE WHEN random() < 0.5 THEN met.level ELSE met.tied END),
			CASE WHEN met.for_win THEN 'wins' ELSE 'loses' END, met.tied[recount.die(cardinality(met.tied))]);
	END LOOP;
	IF lots <> '[]' AND random() < 0.2 THEN
		IF random() < 0.5 THEN
			lots := jsonb_set(lots, '{0,round}', to_jsonb((lots #>> '{0,round}')::int + 20));
		ELSE
			lots := jsonb_set(lots, '{0,tied}', (lots #> '{0,tied}') || '"somebody else"');
		END IF;
	END IF;
	RETURN rules || jsonb_build_object('drawn', lots);
EXCEPTION WHEN SQLSTATE '22000' OR SQLSTATE '22023' THEN
	-- a tie that is an error, or rules that are
	RETURN rules;
END $$;

-- Rules for a contest of `candidates`; others than these may be marked only
-- if the rules say `open`.
CREATE FUNCTION recount.draw_rules(candidates text[]) RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
	rules		jsonb := '{}';
	declared	text[];
	pool		text;
	withdrawn	text[];
	by_hand		boolean;		-- lots may be drawn by hand
BEGIN
	-- who stands
	IF random() < 0.3 THEN
		pool := CASE WHEN random() < 0.5 AND candidates <> '{}' THEN candidates[recount.die(cardinality(candidates))]
			ELSE 'Write-ins' END;
		rules := rules || jsonb_build_object('write_in', pool);
	END IF;
	IF random() < 0.6 THEN
		declared := recount.shuffle(candidates || '{Nobody}'::text[]);
		IF random() < 0.5 THEN
			declared := array_remove(declared, 'Nobody');
		END IF;
		IF random() < 0.4 THEN
			-- some are not listed
			declared := declared[1:cardinality(declared) - recount.die(3)];
			rules := rules || jsonb_build_object('unlisted', CASE WHEN random() < 0.05 THEN 'error'
				WHEN pool IS NULL THEN 'skip' ELSE recount.one_of('skip', 'write_in') END);
		ELSIF pool IS NOT NULL AND random() < 0.3 THEN
			declared := array_remove(declared, pool);
		END IF;
		rules := rules || jsonb_build_object('candidates', declared);
	END IF;
	IF random() < 0.25 THEN
		withdrawn := array_remove(recount.shuffle(
			CASE WHEN declared IS NULL THEN candidates || '{Nobody}'::text[] ELSE declared END), pool);
		rules := rules || jsonb_build_object('withdrawn', withdrawn[1:recount.die(2)]);
	ELSIF random() < 0.05 THEN
		rules := rules || '{"withdrawn": null}';
	END IF;
	IF pool IS NOT NULL AND random() < 0.7 THEN
		rules := rules || jsonb_build_object('write_in_blocks', random() < 0.2);
	END IF;
	IF random() < 0.1 THEN
		rules := rules || jsonb_build_object('min_ballots', recount.die(15) - 1);
	END IF;

	-- how ballots are read
	IF random() < 0.7 THEN
		rules := rules || jsonb_build_object('overvotes', recount.one_of('exhaust', 'skip',
			'exhaust_if_multiple_continuing', 'exhaust_if_any_continuing'));
	END IF;
	IF random() < 0.4 THEN
		rules := rules || jsonb_build_object('max_skipped', recount.die(3) - 1);
	END IF;
	IF random() < 0.3 THEN
		rules := rules || jsonb_build_object('duplicates', recount.one_of('skip', 'exhaust', 'exhaust', 'exhaust'));
	END IF;
	IF random() < 0.2 THEN
		rules := rules || jsonb_build_object('max_rankings', recount.die(5));
	END IF;

	-- the course
	IF random() < 0.4 THEN
		rules := rules || jsonb_build_object('threshold', recount.one_of('continuing', 'first_round', 'first_round'));
	END IF;
	IF random() < 0.5 THEN
		rules := rules || jsonb_build_object('stop', recount.one_of('two_remain', 'majority', 'majority', 'majority_or_one'));
	END IF;
	IF random() < 0.6 THEN
		rules := rules || jsonb_build_object('elimination', recount.one_of('single', 'batch', 'batch', 'top_two', 'top_two'));
	END IF;
	IF random() < 0.08 THEN
		-- a batch can leave one candidate, who may never reach the threshold
		rules := rules || '{"threshold": "first_round", "stop": "majority_or_one", "elimination": "batch"}';
	END IF;
	by_hand := random() < 0.2;
	IF by_hand OR random() < 0.85 THEN
		IF random() < 0.3 THEN
			rules := rules || jsonb_build_object('tie_break', jsonb_build_object(
				'elimination', recount.draw_tie_break(by_hand),
				'win', array_remove(recount.draw_tie_break(by_hand), 'together')));
		ELSE
			rules := rules || jsonb_build_object('tie_break', recount.draw_tie_break(by_hand));
		END IF;
	END IF;
	IF rules ->> 'tie_break' LIKE '%"lot"%' OR random() < 0.1 THEN
		rules := rules || jsonb_build_object('seed', recount.one_of('', 'a seed', '2015-09-12', 'Łódź'));
	END IF;
	IF random() < 0.01 THEN
		-- what may not be, one way or another
		rules := rules - 'seed' || recount.one_of('{"unlisted": "write_in"}', '{"overvotes": "equal"}',
			'{"tie_break": ["lot"]}', '{"write_in": "Nobody", "withdrawn": ["Nobody"]}')::jsonb;
	END IF;
	IF random() < 0.7 THEN
		rules := rules || jsonb_build_object('runner_up', recount.one_of('final_two', 'deciding_round', 'deciding_round', 'winner_removed'));
	END IF;
	RETURN rules;
END $$;

-- The rules with numbers standing for labels, now and then.
CREATE FUNCTION recount.draw_numbers(rules jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
	IF random() < 0.2 THEN
		RETURN replace(replace(rules::text, '"10"', '10'), '"9"', '9');
	END IF;
	RETURN rules;
END $$;

-- Contest `number` of a seed.
CREATE FUNCTION recount.draw_contest(seed text, number int) RETURNS recount.drawn
LANGUAGE plpgsql AS $$
DECLARE
	drawn		recount.drawn;
	candidates	text[];
BEGIN
	PERFORM recount.start(seed, number);
	candidates := (recount.shuffle(recount.odd_labels()))[1:greatest(recount.die(7), recount.die(7))];
	drawn.ballots := recount.draw_ballots(candidates, CASE WHEN random() < 0.1 THEN 3 ELSE 40 END);
	drawn.rules := recount.draw_rules(candidates);
	IF drawn.rules ->> 'tie_break' LIKE '%"drawn"%' THEN
		drawn.rules := recount.draw_lots(drawn.ballots, drawn.rules);
	END IF;
	drawn.rules := recount.draw_numbers(drawn.rules);
	RETURN drawn;
END $$;

-- Some sections of one contest, to be taken for slices or for a college.
CREATE TYPE recount.drawn_group AS (
	parts		jsonb,			-- an array of ballots each
	shares		numeric[],
	rules		jsonb
);

-- All ballots of a group in one profile.
CREATE FUNCTION recount.together(parts jsonb) RETURNS jsonb
LANGUAGE plpgsql AS $$
BEGIN
	RETURN to_jsonb(ARRAY(SELECT b FROM jsonb_array_elements(parts) AS part, jsonb_array_elements(part) AS b));
END $$;

CREATE FUNCTION recount.draw_group(seed text, number int) RETURNS recount.drawn_group
LANGUAGE plpgsql AS $$
DECLARE
	drawn		recount.drawn_group;
	candidates	text[];
BEGIN
	PERFORM recount.start(seed, number);
	candidates := (recount.shuffle(recount.odd_labels()))[1:greatest(recount.die(6), recount.die(6))];
	drawn.parts := '[]';
	drawn.shares := '{}';
	FOR i IN 1 .. greatest(recount.die(3), recount.die(3)) LOOP
		drawn.parts := drawn.parts || jsonb_build_array(
			recount.draw_ballots(candidates, CASE WHEN random() < 0.2 THEN 2 ELSE 15 END));
		drawn.shares := drawn.shares || recount.one_of('1', '1', '1', '2', '33.3', '0.001')::numeric;
	END LOOP;
	drawn.rules := recount.draw_rules(candidates);
	IF drawn.rules ->> 'tie_break' LIKE '%"drawn"%' THEN
		drawn.rules := recount.draw_lots(recount.together(drawn.parts), drawn.rules,
			drawn.parts, CASE WHEN random() < 0.5 THEN drawn.shares END);
	END IF;
	drawn.rules := recount.draw_numbers(drawn.rules);
	RETURN drawn;
END $$;
