/*
 * test/recount/redraw.sql: draws of a profile, made again in PL/pgSQL from
 * their definition.
 *
 * Words are 64 bits, here as bigint, of Philox4x32-10 (Salmon, Moraes, Dror and
 * Shaw 2011).  The key is the first eight bytes of the seed's SHA-256, as two
 * words of 32 bits with the high byte first; the counter is a block's number,
 * whose upper half is the class, and the draw; each block makes two words, whose
 * lower half comes first.  Needs the schema recount.
 */

-- The upper and the lower half of a product of two numbers of 32 bits.
CREATE FUNCTION recount.product_32(a bigint, b bigint, OUT high bigint, OUT low bigint)
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	lower		bigint := (a & 65535) * b;
	upper		bigint := (a >> 16) * b + (lower >> 16);
BEGIN
	high := upper >> 16;
	low := ((upper & 65535) << 16) | (lower & 65535);
END $$;

-- Four words of 32 bits from a counter of four and a key of two.
CREATE FUNCTION recount.philox(counter bigint[], key bigint[]) RETURNS bigint[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	p			record;
	q			record;
BEGIN
	FOR round IN 1 .. 10 LOOP
		p := recount.product_32(x'D2511F53'::bigint, counter[1]);
		q := recount.product_32(x'CD9E8D57'::bigint, counter[3]);
		counter := ARRAY[q.high # counter[2] # key[1], q.low, p.high # counter[4] # key[2], p.low];
		key := ARRAY[(key[1] + x'9E3779B9'::bigint) % 4294967296, (key[2] + x'BB67AE85'::bigint) % 4294967296];
	END LOOP;
	RETURN counter;
END $$;

-- A big-endian number of 32 bits.
CREATE FUNCTION recount.number_32(bytes bytea, at int) RETURNS bigint
LANGUAGE sql IMMUTABLE
RETURN (get_byte(bytes, at)::bigint << 24) + (get_byte(bytes, at + 1) << 16) + (get_byte(bytes, at + 2) << 8) + get_byte(bytes, at + 3);

-- The word of a draw with this number, from 0.
CREATE FUNCTION recount.word(seed text, class bigint, draw bigint, number bigint) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
	digest		bytea := sha256(convert_to(seed, 'UTF8'));
	words		bigint[] := recount.philox(ARRAY[number / 2, class, draw & 4294967295, (draw >> 32) & 4294967295],
		ARRAY[recount.number_32(digest, 0), recount.number_32(digest, 4)]);
	half		int := (number % 2)::int;
BEGIN
	RETURN (words[2 * half + 2] << 32) | words[2 * half + 1];
END $$;

-- A word as a number that is not below 0.
CREATE FUNCTION recount.unsigned(word bigint) RETURNS numeric
LANGUAGE sql IMMUTABLE
RETURN CASE WHEN word < 0 THEN 18446744073709551616 + word::numeric ELSE word::numeric END;

-- Where, of n marks on the line from 0 to 2^64, those with the wanted numbers fall.
CREATE FUNCTION recount.marks(wanted bigint[], n bigint, seed text, class bigint, draw bigint) RETURNS numeric[]
LANGUAGE plpgsql AS $$
DECLARE
	places		numeric[] := array_fill(NULL::numeric, ARRAY[cardinality(wanted)]);
	next_word	bigint := 0;
	-- intervals to come, the next one last: start, bits, first mark, marks
	open		numeric[] := ARRAY[[0, 64, 1, n]];
	start		numeric;
	bits		int;
	first		bigint;
	marks		bigint;
	in_left		bigint;
	drawn		numeric[];
BEGIN
	WHILE cardinality(open) > 0 LOOP
		start := open[array_upper(open, 1)][1];
		bits := open[array_upper(open, 1)][2];
		first := open[array_upper(open, 1)][3];
		marks := open[array_upper(open, 1)][4];
		open := open[1:array_upper(open, 1) - 1];
		CONTINUE WHEN NOT EXISTS (SELECT FROM unnest(wanted) AS w WHERE w >= first AND w < first + marks);
		IF marks > 24 THEN
			in_left := 0;
			FOR i IN 0 .. (marks - 1) / 64 LOOP
				in_left := in_left + bit_count(substring(recount.word(seed, class, draw, next_word)::bit(64) FROM 1 FOR least(64, marks - 64 * i)::int));
				next_word := next_word + 1;
			END LOOP;
			open := open || ARRAY[[start + 2 ^ (bits - 1)::numeric, bits - 1, first + in_left, marks - in_left]];
			open := open || ARRAY[[start, bits - 1, first, in_left]];
		ELSE
			drawn := ARRAY(SELECT start + div(recount.unsigned(recount.word(seed, class, draw, next_word + i)), 2 ^ (64 - bits)::numeric) AS mark
						   FROM generate_series(0, marks - 1) AS i ORDER BY mark);
			next_word := next_word + marks;
			FOR i IN 1 .. cardinality(wanted) LOOP
				IF wanted[i] >= first AND wanted[i] < first + marks THEN
					places[i] := drawn[wanted[i] - first + 1];
				END IF;
			END LOOP;
		END IF;
	END LOOP;
	RETURN places;
END $$;

-- The votes of each ranking in a draw of the Bayesian bootstrap.
CREATE FUNCTION recount.bootstrap(ballots bigint[], weights numeric[], seed text, class bigint, draw bigint) RETURNS numeric[]
LANGUAGE plpgsql AS $$
DECLARE
	n			bigint := (SELECT sum(b) FROM unnest(ballots) AS b);
	total		numeric := n * 1000000000::numeric;
	ends		bigint[] := ARRAY(SELECT sum(b) OVER (ORDER BY i) FROM unnest(ballots) WITH ORDINALITY AS u (b, i) ORDER BY i);
	marks		numeric[] := recount.marks(trim_array(ends, 1), n - 1, seed, class, draw) || 18446744073709551616;
BEGIN
	RETURN ARRAY(SELECT 0.000000001 * div((div(marks[i] * total, 18446744073709551616) - div(coalesce(marks[i - 1], 0) * total, 18446744073709551616))
			* weights[i], ballots[i])
		FROM generate_subscripts(ballots, 1) AS i ORDER BY i);
END $$;

-- The ballots of each ranking in a draw of the Polya posterior: counted ones in
-- canonical order, then the copies in the order drawn.
CREATE FUNCTION recount.polya(ballots bigint[], outstanding bigint, seed text, class bigint, draw bigint) RETURNS bigint[]
LANGUAGE plpgsql AS $$
DECLARE
	urn			int[] := ARRAY(SELECT i FROM unnest(ballots) WITH ORDINALITY AS u (b, i), generate_series(1, b) ORDER BY i);
BEGIN
	FOR i IN 0 .. outstanding - 1 LOOP
		urn := urn || urn[1 + div(recount.unsigned(recount.word(seed, class, draw, i)) * cardinality(urn), 18446744073709551616)::int];
	END LOOP;
	RETURN ARRAY(SELECT (SELECT count(*) FROM unnest(urn) AS u WHERE u = i) FROM generate_subscripts(ballots, 1) AS i ORDER BY i);
END $$;

-- A draw of a profile, in the text form of preference_profile.  Outstanding NULL:
-- a draw of the bootstrap.  A ranking that is left without votes is not there.
CREATE FUNCTION recount.redraw(p preference_profile, draw bigint, seed text, outstanding bigint DEFAULT NULL, class bigint DEFAULT 0)
RETURNS jsonb
LANGUAGE plpgsql AS $$
DECLARE
	rankings	jsonb[] := ARRAY(SELECT ranking FROM profile_rankings(p) WITH ORDINALITY ORDER BY ordinality);
	ballots		bigint[] := ARRAY(SELECT r.ballots FROM profile_rankings(p) WITH ORDINALITY AS r ORDER BY ordinality);
	weights		numeric[] := ARRAY(SELECT weight FROM profile_rankings(p) WITH ORDINALITY AS r ORDER BY ordinality);
BEGIN
	IF cardinality(rankings) = 0 THEN
		RETURN '[]';
	END IF;
	IF outstanding IS NULL THEN
		weights := recount.bootstrap(ballots, weights, seed, class, draw);
	ELSE
		ballots := recount.polya(ballots, outstanding, seed, class, draw);
		weights := ballots;
	END IF;
	RETURN coalesce((SELECT jsonb_agg(jsonb_build_object('ranking', rankings[i], 'count', ballots[i], 'weight', weights[i]) ORDER BY i)
					 FROM generate_subscripts(rankings, 1) AS i WHERE weights[i] > 0), '[]');
END $$;
