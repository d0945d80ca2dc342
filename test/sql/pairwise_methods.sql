\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT * FROM no_plan();

-- Elections as the literature writes them: ballots with ";" between them, ">" for
-- a lower and "=" for the same rank, and how many there are behind a star.  Who
-- is not on a ballot is below all who are.
CREATE FUNCTION pg_temp.profile(ballots text) RETURNS preference_profile
LANGUAGE sql AS $$
	SELECT profile_agg(ranking, coalesce(nullif(split_part(ballot, '*', 2), '')::numeric, 1))
	FROM regexp_split_to_table(regexp_replace(ballots, '\s', '', 'g'), ';') AS ballot,
		 LATERAL (SELECT jsonb_agg(to_jsonb(string_to_array(rank, '=')) ORDER BY n) AS ranking
				  FROM string_to_table(split_part(ballot, '*', 1), '>') WITH ORDINALITY AS r (rank, n)) AS x
$$;

-- The order of finish as the literature writes it.
CREATE FUNCTION pg_temp.finish(p preference_profile, method text, rules jsonb DEFAULT '{}') RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg(names, ' > ' ORDER BY place)
	FROM (SELECT w.place, string_agg(w.candidate, '=' ORDER BY w.candidate COLLATE "C") AS names
		  FROM pairwise_places(p, method, rules) AS w WHERE w.place IS NOT NULL GROUP BY w.place) AS x
$$;
CREATE FUNCTION pg_temp.first(p preference_profile, method text, rules jsonb DEFAULT '{}') RETURNS text
LANGUAGE sql AS $$ SELECT split_part(pg_temp.finish(p, method, rules), ' > ', 1) $$;

-- The strongest paths, a candidate behind the other.
CREATE FUNCTION pg_temp.paths(p preference_profile) RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg(line, ' ' ORDER BY candidate)
	FROM (SELECT candidate, candidate || ':' || string_agg(opponent || strength, ',' ORDER BY opponent) AS line
		  FROM pairwise_paths(p) GROUP BY candidate) AS x
$$;

--
-- 1. Elections of others.  Each has its source, and what the source says of it.
--
CREATE TEMP TABLE elections (name text PRIMARY KEY, ballots text, complete boolean DEFAULT true);
INSERT INTO elections VALUES
	-- Schulze, A new monotonic, clone-independent, reversal symmetric, and
	-- Condorcet-consistent single-winner election method (m-schulze.9mail.de,
	-- schulze1.pdf), section 3, by the numbers of its examples.
	('Schulze 1', 'A>C>D>B*8; B>A>D>C*2; C>D>B>A*4; D>B>A>C*4; D>C>B>A*3'),
	('Schulze 2', 'A>C>D>B*3; B>A>C>D*9; C>D>A>B*8; D>A>B>C*5; D>B>C>A*5'),
	('Schulze 3', 'A>C>B>E>D*5; A>D>E>C>B*5; B>E>D>A>C*8; C>A>B>E>D*3; C>A>E>B>D*7; C>B>A>D>E*2; D>C>E>B>A*7; E>B>A>D>C*8'),
	('Schulze 4', 'A>B>C>D*3; C>B>D>A*2; D>A>B>C*2; D>B>C>A*2'),
	('Schulze 5', 'A>B>C>D*12; A>D>B>C*6; B>C>D>A*9; C>D>A>B*15; D>B>A>C*21'),
	('Schulze 6', 'A>C>D>B*8; B>C>D>A*2; B>D>A>C*3; C>B>D>A*5; C>D>B>A; D>A>B>C*3; D>B>A>C'),
	('Schulze 7, first', 'A>D>E>B>C>F*3; B>F>E>C>D>A*3; C>A>B>F>D>E*4; D>B>C>E>F>A; D>E>F>A>B>C*4; E>C>B>D>F>A*2; F>A>C>D>B>E*2'),
	('Schulze 7, second', 'A>D>E>B>C>F*3; B>F>E>C>D>A*3; C>A>B>F>D>E*4; D>B>C>E>F>A; D>E>F>A>B>C*4; E>C>B>D>F>A*2; F>A>C>D>B>E*2; A>E>F>C>B>D*2'),
	('Schulze 8, first', 'A>B>D>C*3; A>D>B>C*5; A>D>C>B; B>A>D>C*2; B>D>C>A*2; C>A>B>D*4; C>B>A>D*6; D>B>C>A*2; D>C>A>B*5'),
	('Schulze 8, second', 'A>B>D>E>C*3; A>D>E>B>C*5; A>D>E>C>B; B>A>D>E>C*2; B>D>E>C>A*2; C>A>B>D>E*4; C>B>A>D>E*6; D>B>E>C>A*2; D>E>C>A>B*5'),
	('Schulze 9, first', 'A>C>D>B*5; B>C>D>A*2; B>D>A>C*4; C>D>A>B*2'),
	('Schulze 9, second', 'A>E>C>D>B*5; B>C>D>A>E*2; B>D>A>E>C*4; C>D>A>B>E*2'),
	('Schulze 11', 'A>D>B>E>C*9; B>C>A>D>E*6; B>C>D>E>A*5; C>D>B>E>A*2; D>E>C>B>A*6; E>A>C>B>D*14; E>C>A>B>D*2; E>D>A>C>B'),
	('Schulze 12', 'A>D>B>E>C*9; B>A>C>E>D; C>B>A>D>E*6; C>D>B>E>A*2; C>D>E>A>B*5; D>E>C>A>B*6; E>B>A>C>D*14; E>B>C>A>D*2'),
	('Schulze 13', 'A>B>C*2; B>C>A*2; C>A>B'),
	-- The capital of Tennessee, which Wikipedia counts by every method.
	('Tennessee', 'Memphis>Nashville>Chattanooga>Knoxville*42; Nashville>Chattanooga>Knoxville>Memphis*26; Chattanooga>Knoxville>Nashville>Memphis*15; Knoxville>Chattanooga>Nashville>Memphis*17'),
	-- LeGrand, Descriptions of ranked-ballot voting methods (rbvote).
	('rbvote', 'Abby>Cora>Erin>Dave>Brad*98; Brad>Abby>Erin>Cora>Dave*64; Brad>Abby>Erin>Dave>Cora*12; Brad>Erin>Abby>Cora>Dave*98; Brad>Erin>Abby>Dave>Cora*13; Brad>Erin>Dave>Abby>Cora*125; Cora>Abby>Erin>Dave>Brad*124; Cora>Erin>Abby>Dave>Brad*76; Dave>Abby>Brad>Erin>Cora*21; Dave>Brad>Abby>Erin>Cora*30; Dave>Brad>Erin>Cora>Abby*98; Dave>Cora>Abby>Brad>Erin*139; Dave>Cora>Brad>Abby>Erin*23'),
	-- The same page, its example of Borda counts.
	('rbvote Borda', 'Alan>Beth>Carl*14; Beth>Carl>Alan*11; Carl>Alan>Beth*7'),
	-- Tideman, Independence of clones as a criterion for voting rules (1987),
	-- example 5.
	('Tideman 5', 'v>w>x>y>z*7; z>y>v>w>x*3; y>z>w>x>v*6; w>x>v>z>y*3; z>x>v>w>y*5; y>x>v>w>z*3'),
	-- Gorr, examples of ranked pairs (ericgorr.net/condorcet).
	('Gorr 1', 'A>B>C*7; B>A>C*5; C>A>B*4; B>C>A*2'),
	('Gorr 2', 'A>B>C*40; B>C>A*35; C>A>B*25'),
	('Gorr 3', 'A>B>C*7; B>A>C*7; C>A>B*2; C>B>A*2'),
	('Gorr 4', 'A>D>C>B*12; B>A>C>D*3; B>C>A>D*25; C>B>A>D*21; D>A>B>C*12; D>A>C>B*21; D>B>A>C*6'),
	-- French Wikipedia, Méthode Borda, second example.
	('Borda', 'B>A>C>D*30; B>A>D>C*30; A>C>D>B*25; A>D>C>B*15'),
	-- Wikipedia, Smith set; Smith's set and Schwartz's.
	('Wikipedia Smith', 'D>A>B>C*40; B>C>A>D*35; C>A>B>D*25'),
	-- Test of the library Condorcet (Smith).
	('two above two', 'A>B>C>D*10; B>A>D>C*10; C>D>A>B*8; D>C>B>A*8');
INSERT INTO elections VALUES
	-- Schulze's example 10 has ballots with equal ranks; the methods part.
	('Schulze 10', 'A>B>C>D*6; A=B*8; A=C*8; A=C>D*18; A=C=D*8; B*40; C>B>D*4; C>D>A*9; C=D*8; D>A>B*14; D>B>C*11; D>C>A*4', false),
	-- Wikipedia, Copeland's method.
	('Wikipedia Copeland', 'A>E>C>D*31; B>A>E*30; C>D>B*29; D>A>E*10', false),
	-- Wikipedia, Minimax Condorcet method.
	('Wikipedia minimax', 'A=C>B*4; A>C>B*47; C>B>A*43; B>A=C*6', false),
	-- Wikipedia, Condorcet loser criterion: L loses to each other one.
	('Condorcet loser', 'A>B>C; A>B>L; B>C>A*3; C>L>A; L>A>B; L>C>A*2', false),
	-- Electowiki, Smith set.
	('Electowiki', 'A>B*49; B>A*3; C>B*48', false);

CREATE TEMP TABLE expected (name text, method text, finish text);	-- finish: as far as the source has it
INSERT INTO expected VALUES
	('Schulze 1', 'schulze', 'D'),
	('Schulze 2', 'schulze', 'C'),
	('Schulze 3', 'schulze', 'E > A > C > B > D'),
	('Schulze 4', 'schulze', 'B=D > A=C'),
	('Schulze 5', 'schulze', 'D'),
	('Schulze 6', 'schulze', 'A=C'),
	('Schulze 7, first', 'schulze', 'A'),
	('Schulze 7, second', 'schulze', 'D'),
	('Schulze 8, first', 'schulze', 'A'),
	('Schulze 8, second', 'schulze', 'B'),
	('Schulze 9, first', 'schulze', 'A'),
	('Schulze 9, second', 'schulze', 'B'),
	('Schulze 10', 'schulze', 'D'),
	('Schulze 10', 'schulze_margins', 'A'),
	('Schulze 11', 'schulze', 'B'),
	('Schulze 12', 'schulze', 'E'),
	('Schulze 13', 'schulze', 'A=B'),
	('rbvote', 'schulze', 'Abby > Brad > Erin > Dave > Cora'),
	-- French Wikipedia, Condorcet avec rangement des paires
	('Schulze 3', 'ranked_pairs', 'A > C > E > B > D'),
	('Tennessee', 'ranked_pairs', 'Nashville > Chattanooga > Knoxville > Memphis'),
	('rbvote', 'ranked_pairs', 'Brad > Abby > Erin > Dave > Cora'),
	('Tideman 5', 'ranked_pairs', 'v > w > x > y > z'),
	('Gorr 1', 'ranked_pairs', 'A > B > C'),
	('Gorr 2', 'ranked_pairs', 'A > B > C'),
	('Gorr 3', 'ranked_pairs', 'A=B > C'),
	('Gorr 4', 'ranked_pairs', 'B > A > D > C'),
	('Tennessee', 'minimax', 'Nashville > Memphis > Chattanooga > Knoxville'),
	('Wikipedia minimax', 'minimax', 'A > C > B'),
	('rbvote', 'minimax', 'Cora'),
	('Condorcet loser', 'minimax', 'L'),
	('Tennessee', 'copeland', 'Nashville > Chattanooga > Knoxville > Memphis'),
	('Wikipedia Copeland', 'copeland', 'A > B=C=E > D'),
	('rbvote', 'copeland', 'Abby=Brad > Dave=Erin > Cora'),
	('Tennessee', 'borda', 'Nashville > Chattanooga > Memphis > Knoxville'),
	('Borda', 'borda', 'A > B > C > D'),
	('rbvote Borda', 'borda', 'Beth');
SELECT is(left(pg_temp.finish(pg_temp.profile(ballots), method), length(finish) + 1), rpad(finish, length(finish) + (finish !~ '>' AND position('>' IN pg_temp.finish(pg_temp.profile(ballots), method)) > 0)::int), format('%s by %s: %s', name, method, finish))
FROM expected JOIN elections USING (name) ORDER BY name COLLATE "C", method;

-- Strengths of the strongest paths, which the paper lists for its examples.
CREATE TEMP TABLE strengths (name text, paths text);
INSERT INTO strengths VALUES
	('Schulze 1', 'A:B14,C14,D12 B:A13,C13,D12 C:A13,B15,D12 D:A13,B19,C13'),
	('Schulze 2', 'A:B17,C17,D17 B:A18,C19,D19 C:A18,B20,D20 D:A18,B21,C19'),
	('Schulze 4', 'A:B5,C5,D5 B:A5,C7,D5 C:A5,B5,D5 D:A6,B5,C5'),
	('Schulze 5', 'A:B36,C39,D36 B:A36,C48,D36 C:A36,B36,D36 D:A45,B42,C42'),
	('Schulze 6', 'A:B14,C15,D15 B:A12,C12,D12 C:A15,B14,D16 D:A15,B14,C15'),
	('Schulze 8, first', 'A:B18,C20,D21 B:A17,C17,D17 C:A19,B18,D19 D:A19,B18,C20'),
	('Schulze 8, second', 'A:B18,C20,D21,E21 B:A19,C19,D19,E19 C:A19,B18,D19,E19 D:A19,B18,C20,E30 E:A19,B18,C20,D19'),
	('Schulze 10', 'A:B67,C67,D45 B:A45,C79,D45 C:A45,B45,D45 D:A50,B72,C72'),
	('Schulze 11', 'A:B26,C28,D31,E28 B:A27,C27,D27,E27 C:A28,B26,D29,E28 D:A28,B26,C28,E28 E:A30,B26,C32,D30'),
	('Schulze 13', 'A:B3,C3 B:A3,C4 C:A3,B3');
SELECT is(pg_temp.paths(pg_temp.profile(ballots)), paths, name || ': the strongest paths') FROM strengths JOIN elections USING (name) ORDER BY name COLLATE "C";

-- Scores.  Borda's sources give n points for the first; here it is n - 1.
CREATE FUNCTION pg_temp.scores(ballots text, method text) RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg(w.candidate || ' ' || w.score, ', ' ORDER BY w.place, w.candidate)
	FROM pairwise_places(pg_temp.profile(ballots), method) AS w
$$;
SELECT is(pg_temp.scores(ballots, 'minimax'), 'Nashville 0, Memphis 58, Chattanooga 68, Knoxville 83', 'Tennessee: the worst defeats') FROM elections WHERE name = 'Tennessee';
SELECT is(pg_temp.scores(ballots, 'minimax'), 'A 0, C 47, B 94', 'Wikipedia minimax: the worst defeats') FROM elections WHERE name = 'Wikipedia minimax';
SELECT is(pg_temp.scores(ballots, 'copeland'), 'Nashville 3, Chattanooga 2, Knoxville 1, Memphis 0', 'Tennessee: duels won') FROM elections WHERE name = 'Tennessee';
SELECT is(pg_temp.scores(ballots, 'borda'), 'Nashville 194, Chattanooga 173, Memphis 126, Knoxville 107', 'Tennessee: points') FROM elections WHERE name = 'Tennessee';
SELECT is(pg_temp.scores(ballots, 'borda'), 'A 240, B 180, C 95, D 85', 'Borda: points') FROM elections WHERE name = 'Borda';
-- 35 times over and 29 times under another one, and so on: each is twice the points less 64
SELECT is(pg_temp.scores(ballots, 'borda'), 'Beth 36, Alan 35, Carl 25', 'rbvote Borda: points') FROM elections WHERE name = 'rbvote Borda';

-- Sets.
CREATE TEMP TABLE sets (name text, smith text[], schwartz text[]);
INSERT INTO sets VALUES
	('Electowiki', '{B}', '{B}'),
	('Wikipedia Smith', '{A,B,C}', '{A,B,C}'),
	('two above two', '{A,B}', NULL),
	('Tennessee', '{Nashville}', '{Nashville}');
SELECT is(smith_set(pg_temp.profile(ballots)), smith, name || ': the Smith set') FROM sets JOIN elections USING (name) ORDER BY name COLLATE "C";
SELECT is(schwartz_set(pg_temp.profile(ballots)), schwartz, name || ': the Schwartz set') FROM sets JOIN elections USING (name) WHERE schwartz IS NOT NULL ORDER BY name COLLATE "C";

-- Whoever beats everybody wins by every Condorcet method.
SELECT is(pg_temp.first(p, method), condorcet_winner(p), format('%s by %s: the Condorcet winner', name, method))
FROM (SELECT name, pg_temp.profile(ballots) AS p FROM elections OFFSET 0) AS e,
	 unnest('{schulze,schulze_margins,ranked_pairs,minimax,copeland,black,smith_irv,benham}'::text[]) AS method
WHERE condorcet_winner(p) IS NOT NULL
ORDER BY name COLLATE "C", method;

--
-- 2. What holds of a method
--

-- Reversal symmetry: with all ballots turned round, paths lead the other way, and
-- whoever won alone does not win.
CREATE FUNCTION pg_temp.reversed(ballots text) RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg((SELECT string_agg(c, '>' ORDER BY n DESC) FROM string_to_table(split_part(b, '*', 1), '>') WITH ORDINALITY AS r (c, n))
					  || '*' || coalesce(nullif(split_part(b, '*', 2), ''), '1'), ';')
	FROM regexp_split_to_table(regexp_replace(ballots, '\s', '', 'g'), ';') AS b
$$;
SELECT is((SELECT array_agg(a::text ORDER BY a::text) FROM (SELECT candidate, opponent, strength FROM pairwise_paths(pg_temp.profile(ballots))) AS a),
		  (SELECT array_agg(a::text ORDER BY a::text) FROM (SELECT opponent, candidate, strength FROM pairwise_paths(pg_temp.profile(pg_temp.reversed(ballots)))) AS a),
		  name || ': reversed ballots reverse the paths')
FROM elections WHERE complete ORDER BY name COLLATE "C";
SELECT isnt(pg_temp.first(pg_temp.profile(ballots), method), pg_temp.first(pg_temp.profile(pg_temp.reversed(ballots)), method),
			format('%s by %s: who wins does not win with reversed ballots', name, method))
FROM elections, unnest('{schulze,ranked_pairs}'::text[]) AS method
WHERE complete AND pg_temp.first(pg_temp.profile(ballots), method) !~ '='
ORDER BY name COLLATE "C", method;

-- Independence of clones: one candidate is replaced by three who stand together on
-- every ballot, in changing order.  The others' places to each other are as they
-- were, and a clone wins where the candidate did.
CREATE FUNCTION pg_temp.cloned(ballots text, candidate text) RETURNS text
LANGUAGE sql AS $$
	SELECT string_agg(regexp_replace(b, '\m' || candidate || '\M', format((ARRAY['%1$s1>%1$s2>%1$s3', '%1$s3>%1$s1>%1$s2', '%1$s2>%1$s3>%1$s1'])[1 + n % 3], candidate)), ';')
	FROM regexp_split_to_table(regexp_replace(ballots, '\s', '', 'g'), ';') WITH ORDINALITY AS r (b, n)
$$;
CREATE TEMP TABLE clones AS
SELECT name, candidate, method, pg_temp.first(p, method) AS winners, pg_temp.first(pg_temp.profile(pg_temp.cloned(ballots, candidate)), method) AS cloned_winners
FROM (SELECT name, ballots, pg_temp.profile(ballots) AS p FROM elections WHERE complete OFFSET 0) AS e, unnest(profile_candidates(p)) AS candidate,
	 unnest('{schulze,schulze_margins}'::text[]) AS method;
SELECT is(array_agg(DISTINCT cloned_winners) FILTER (WHERE regexp_replace(cloned_winners, candidate || '[123](=' || candidate || '[123])*', candidate) <> winners), NULL,
		  format('%s by %s: clones of %s change nothing', name, method, candidate))
FROM clones GROUP BY name, method, candidate ORDER BY name COLLATE "C", method, candidate;
-- Borda count is known to fail it (rbvote): the test can fail.
SELECT is(pg_temp.first(pg_temp.profile('Eric>Fran*63; Fran>Eric*37'), 'borda') || ', ' || pg_temp.first(pg_temp.profile('Eric>Fran>Gary*63; Fran>Gary>Eric*37'), 'borda'),
	'Eric, Fran', 'a clone changes who wins by Borda count');

--
-- 3. Ties of ranked pairs
--

-- A over B, B over C and C over A, each by two of three: nothing is kept, nobody
-- is ahead.
CREATE TEMP TABLE circle AS SELECT pg_temp.profile('A>B>C; B>C>A; C>A>B') AS p;
SELECT is(pg_temp.finish(p, method), 'A=B=C', 'a circle of equal duels is left open by ' || method)
FROM circle, unnest('{schulze,schulze_margins,ranked_pairs,minimax,copeland,borda,black,smith_irv,benham}'::text[]) AS method;
-- By order the duel of the first on the list is taken first, then that of the
-- second; the third's contradicts them.  (Zavist and Tideman, Complete independence
-- of clones in the ranked pairs rule, 1989: equal duels in the order of winners.)
SELECT is(pg_temp.finish(p, 'ranked_pairs', '{"tie_break": ["order"]}'), 'A > B > C', 'ballot order decides') FROM circle;
SELECT is(pg_temp.finish(p, 'ranked_pairs', '{"tie_break": ["order"], "candidates": ["C", "B", "A"]}'), 'B > C > A', 'another one decides otherwise') FROM circle;
SELECT is(pg_temp.finish(p, 'ranked_pairs', '{"tie_break": {"elimination": ["leave"], "win": ["order"]}}'), 'A > B > C', 'the steps for a win are meant') FROM circle;
SELECT is(pg_temp.finish(p, 'ranked_pairs', '{"tie_break": {"elimination": ["order"], "win": ["leave"]}}'), 'A=B=C', 'and not those for elimination') FROM circle;
-- SHA-256 of seed, colon and label; the highest lot is first, as in a count.
SELECT is(pg_temp.first(p, 'ranked_pairs', '{"tie_break": ["lot"], "seed": "2015-09-12"}'),
	(SELECT c FROM unnest('{A,B,C}'::text[]) AS c ORDER BY sha256(convert_to('2015-09-12:' || c, 'UTF8')) DESC LIMIT 1), 'the lot decides') FROM circle;
SELECT throws_ok($$SELECT pairwise_places(p, 'ranked_pairs', '{"tie_break": ["error"]}') FROM circle$$, '22000',
	'equal results head to head contradict each other, and the rules do not let anything decide', 'a tie can be an error');
SELECT throws_ok($$SELECT pairwise_places(p, 'ranked_pairs', '{"tie_break": ["error", "order"]}') FROM circle$$, '22023', NULL, 'error comes last');
-- In Tennessee three duels are won with 58 votes, and none contradicts another.
SELECT is(pg_temp.finish(pg_temp.profile(ballots), 'ranked_pairs', '{"tie_break": ["error"]}'), 'Nashville > Chattanooga > Knoxville > Memphis',
	'equal results that all can be kept are no tie') FROM elections WHERE name = 'Tennessee';
-- Of equal winners' votes, fewer votes against count more: A over B is won 6 to 3,
-- B over C 6 to 4, C over A 6 to 5.
SELECT is(pg_temp.finish(pg_temp.profile('B>C>A*3; C>A>B*3; A=B>C*3; A=C>B; A>B=C*2'), 'ranked_pairs'), 'A > B > C', 'fewer votes against');
-- A drawn duel counts, last, as won by the one whom the tie-break ranks higher.
SELECT is(pg_temp.finish(pg_temp.profile('A>B; B>A'), 'ranked_pairs'), 'A=B', 'a drawn duel');
SELECT is(pg_temp.finish(pg_temp.profile('A>B; B>A'), 'ranked_pairs', '{"tie_break": ["order"], "candidates": ["B", "A"]}'), 'B > A', 'a drawn duel by order');
SELECT is(pg_temp.finish(pg_temp.profile('A>C; B'), 'ranked_pairs', '{"tie_break": ["order"], "candidates": ["C", "B", "A"]}'), 'A > C > B', 'but never against a duel that was won');

--
-- 4. Instant runoffs
--

-- Y beats X, X beats D, D beats Y, and all beat E: of the Smith set X has fewest,
-- and D then beats Y, 8 to 7.
CREATE TEMP TABLE hybrid AS SELECT pg_temp.profile('D>Y>X>E*6; E>Y>X>D*5; X>D>Y>E*2; Y>X>D>E*2') AS p;
SELECT is(smith_set(p), '{D,X,Y}', 'three of four') FROM hybrid;
SELECT is(pg_temp.finish(p, 'smith_irv'), 'D > Y > X > E', 'a runoff among the Smith set') FROM hybrid;
-- In a runoff of all, X and Y have two votes each, and whoever of them goes first,
-- D wins.  By Benham X wins if Y goes first, beating D and E; else D does.
SELECT is(irv_winner(p), 'D', 'a tie that is harmless in a runoff') FROM hybrid;
SELECT is(pg_temp.finish(p, 'benham'), 'D=E=X=Y', 'but not by Benham') FROM hybrid;
SELECT is(pg_temp.first(p, 'benham', '{"tie_break": ["order"], "candidates": ["D", "E", "X", "Y"]}'), 'X', 'Y goes first') FROM hybrid;
SELECT is(pg_temp.first(p, 'benham', '{"tie_break": ["order"], "candidates": ["D", "E", "Y", "X"]}'), 'D', 'X goes first') FROM hybrid;
SELECT is(pg_temp.finish(p, 'benham', '{"tie_break": ["order"], "candidates": ["D", "E", "X", "Y"]}'), 'X > D=E > Y', 'who was left shares the place') FROM hybrid;
-- Whichever of X and Y, who have three votes each, goes out first, the other one
-- goes next, and A beats B.
SELECT is(pg_temp.finish(pg_temp.profile('A>B>X>Y*3; A>B>Y>X*3; B>X>Y>A*3; B>Y>X>A*2; X>Y>A>B; X>A>B>Y*2; Y>X>A>B; Y>A>B>X*2'), method), 'A > B=X=Y',
	'a winner whichever way a tie is decided, by ' || method)
FROM unnest('{benham,smith_irv}'::text[]) AS method;

-- Equal ranks are read as an instant runoff reads them, and "equal" is refused.
SELECT throws_ok(format($$SELECT pairwise_places(p, %L, '{"overvotes": "equal"}') FROM hybrid$$, method), '22023', NULL, method || ' takes no equal ranks')
FROM unnest('{smith_irv,benham}'::text[]) AS method;
SELECT lives_ok(format($$SELECT pairwise_places(p, %L, '{"overvotes": "equal"}') FROM hybrid$$, method), method || ' takes equal ranks')
FROM unnest('{schulze,schulze_margins,ranked_pairs,minimax,copeland,borda,black}'::text[]) AS method;
-- Whoever beats all others needs no vote of a runoff: ranks of two end these papers.
SELECT is(pg_temp.first(pg_temp.profile('A=B>C*3; A=C>B*3'), method), 'A', 'a Condorcet winner without a vote in a runoff, by ' || method)
FROM unnest('{smith_irv,benham}'::text[]) AS method;

--
-- 5. Whatever comes
--
CREATE TEMP TABLE methods AS SELECT method FROM unnest('{schulze,schulze_margins,ranked_pairs,minimax,copeland,borda,black,smith_irv,benham}'::text[]) AS method;

-- Declared candidates whom nobody ranks take part; withdrawn ones and the pool of
-- write-ins do not.
SELECT results_eq($$SELECT place, candidate, wins, losses, draws, status FROM pairwise_places(
		pg_temp.profile('A>W>P*3; P>B*2; W>A'), 'schulze',
		'{"candidates": ["B", "A", "Nobody", "W"], "withdrawn": ["W"], "write_in": "P"}')$$,
	$$VALUES (1::bigint, 'A', 2::bigint, 0::bigint, 0::bigint, 'elected'), (2, 'B', 1, 1, 0, 'defeated'), (3, 'Nobody', 0, 2, 0, 'defeated'),
		(NULL, 'P', NULL, NULL, NULL, 'write_in'), (NULL, 'W', NULL, NULL, NULL, 'withdrawn')$$, 'who takes part');
SELECT is(count(*), 5::bigint, method || ': nobody is missing')
FROM methods, pairwise_places(pg_temp.profile('A>W>P*3; P>B*2; W>A'), method, '{"candidates": ["B", "A", "Nobody", "W"], "withdrawn": ["W"], "write_in": "P"}')
GROUP BY method ORDER BY method;
SELECT is(smith_set(pg_temp.profile('B>A; A>B'), '{"candidates": ["C", "B", "A"]}'), '{B,A}', 'sets are in ballot order');

-- Weights are exact: three tenths against a third of one with nine places.
SELECT is(array_agg(score ORDER BY place), '{0,0.3}', 'weights are exact')
FROM pairwise_places(pg_temp.profile('A>B*0.1; A>B*0.1; A>B*0.1; B>A*0.299999999'), 'minimax');
SELECT is(array_agg(score ORDER BY place), '{0.300000001,0.3}', 'and their halves')
FROM pairwise_places(pg_temp.profile('A>B*0.300000001; B>A*0.3'), 'borda');
SELECT is(array_agg(candidate || ' ' || score ORDER BY place, candidate), '{"A 2","B 0.5","C 0.5"}', 'those whom a ballot does not rank share the mean')
FROM pairwise_places(pg_temp.profile('A'), 'borda', '{"candidates": ["A", "B", "C"]}');
-- Papers that rank no candidate give no points: blank ones, and marks for others.
SELECT is(array_agg(candidate || ' ' || score ORDER BY place, candidate), '{"A 2","B 0.5","C 0.5"}', 'others give no points')
FROM pairwise_places(pg_temp.profile('A; P*5; W*3') + '[{"ranking": [], "count": 7}]', 'borda', '{"candidates": ["A", "B", "C", "W"], "withdrawn": ["W"], "write_in": "P"}')
WHERE place IS NOT NULL;

-- Sums of points are larger than 64 bits hold.
SELECT is(array_agg(candidate || ' ' || score ORDER BY place, candidate), '{"A 9999999999999999990","B 4499999999999999995.5","C 4499999999999999995.5","D 4499999999999999995.5","E 4499999999999999995.5","F 4499999999999999995.5","G 4499999999999999995.5","H 4499999999999999995.5","I 4499999999999999995.5","J 4499999999999999995.5","K 4499999999999999995.5"}', 'large sums')
FROM pairwise_places(pg_temp.profile('A*999999999999999999'), 'borda', '{"candidates": ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"]}');

-- The same ballots once and twice: votes of one are counted eight candidates at a
-- time where a ballot ranks most of them.
CREATE TEMP TABLE permutations AS
SELECT profile_agg(array_remove(ARRAY[a, b, c, d, e, f], NULL)) AS p
FROM (VALUES ('A'), ('B'), ('C'), ('D'), ('E'), ('F'), ('G'), ('H'), ('I')) AS a (a), unnest('{A,B,C,D,E,F,G,H,I}'::text[]) AS b, unnest('{A,B,C,D,E,F,G,H,I}'::text[]) AS c,
	 unnest('{A,B,C,D,E,F,G,H,I}'::text[]) AS d, unnest('{A,B,C,E,I,NULL}'::text[]) AS e, unnest('{B,D,H,NULL}'::text[]) AS f
WHERE (SELECT count(DISTINCT x) = count(x) FROM unnest(ARRAY[a, b, c, d, e, f]) AS x);
SELECT cmp_ok(profile_ballots(p), '>', 10000::bigint, 'many different ballots') FROM permutations;
SELECT is_empty($$
	SELECT candidate, opponent, 2 * prefer_candidate, 2 * no_preference FROM permutations, pairwise(p)
	EXCEPT SELECT candidate, opponent, prefer_candidate, no_preference FROM permutations, pairwise(p + p)
$$, 'twice the ballots, twice the votes');

-- Nobody is ranked: nobody is elected.  One candidate needs a vote.
SELECT is(array_agg(DISTINCT format('%s %s', place, status)), '{"1 tied"}', method || ': no ballots, no winner')
FROM methods, LATERAL (VALUES ('[]'), ('[{"ranking": [], "count": 3}]'), ('[{"ranking": ["P"], "count": 3}]')) AS v (p),
	 pairwise_places(p::preference_profile, method, '{"candidates": ["A", "B"], "write_in": "P", "tie_break": ["order"]}')
WHERE place IS NOT NULL GROUP BY method ORDER BY method;
SELECT is(array_agg(status), '{tied}', method || ': one candidate, no vote')
FROM methods, pairwise_places('[]', method, '{"candidates": ["A"]}') GROUP BY method ORDER BY method;
SELECT is(array_agg(format('%s %s %s', place, candidate, status)), '{"1 A elected"}', method || ': one candidate, a vote')
FROM methods, pairwise_places(pg_temp.profile('A'), method) GROUP BY method ORDER BY method;
SELECT is_empty($$SELECT * FROM methods, pairwise_places('[]', method)$$, 'no ballots, no candidates, no rows');
SELECT is(smith_set('[]'), '{}', 'no candidates, an empty Smith set');
SELECT is(schwartz_set('[]'), '{}', 'and an empty Schwartz set');
SELECT is(smith_set('[]', '{"candidates": ["A", "B"]}'), '{A,B}', 'no ballots, all level');
SELECT is_empty($$SELECT * FROM pairwise_paths('[]')$$, 'no paths');
SELECT results_eq($$SELECT * FROM pairwise_paths('[]', '{"candidates": ["A", "B"]}')$$, $$VALUES ('A', 'B', 0::numeric), ('B', 'A', 0)$$, 'paths of no strength');

-- NULL.
SELECT is_empty($$SELECT * FROM methods, pairwise_places(NULL, method)$$, 'no profile, no rows');
SELECT is_empty($$SELECT * FROM pairwise_paths(NULL)$$, 'no profile, no paths');
SELECT is(smith_set(NULL), NULL, 'no profile, no Smith set');
SELECT is(schwartz_set(NULL), NULL, 'no profile, no Schwartz set');
SELECT is(pairwise_report(NULL, 'schulze'), NULL, 'no profile, no report');
SELECT is(pg_temp.first(pg_temp.profile('A>B'), 'schulze', NULL), 'A', 'no rules are the default ones');
SELECT throws_ok($$SELECT pairwise_places('[]', NULL)$$, '22023', 'unknown method by pairs', 'no method');
SELECT throws_ok($$SELECT pairwise_places('[]', 'Schulze')$$, '22023', 'unknown method by pairs', 'an unknown method');
SELECT throws_ok($$SELECT pairwise_report(NULL, 'kemeny')$$, '22023', 'unknown method by pairs', 'also without a profile');
SELECT throws_ok($$SELECT pairwise_places('[]', 'schulze', '{"tiebreak": []}')$$, '22023', NULL, 'an unknown rule');

-- Up to a thousand candidates.
CREATE TEMP TABLE many AS
SELECT n, jsonb_build_object('candidates', (SELECT jsonb_agg(i::text) FROM generate_series(1, n) AS i)) AS rules FROM unnest('{1000,1001}'::int[]) AS n;
SELECT is((SELECT count(*) FROM pairwise_places(pg_temp.profile('7>3'), 'schulze', rules)), 1000::bigint, 'a thousand candidates') FROM many WHERE n = 1000;
SELECT throws_ok(format('SELECT pairwise_places(pg_temp.profile(''7>3''), %L, rules) FROM many WHERE n = 1001', method), '54000',
	'contest has too many candidates for a method by pairs', method || ': more than that') FROM methods;
SELECT throws_ok('SELECT smith_set(pg_temp.profile(''7>3''), rules) FROM many WHERE n = 1001', '54000', NULL, 'smith_set: more than that');

-- A count in another function's answer: the parts are told apart by their ballots.
SELECT is(array_agg(pg_temp.first(p, 'schulze') ORDER BY region), '{A,B}', 'by group')
FROM (SELECT region, profile_agg(ranking) AS p FROM (VALUES (1, '{A,B}'::text[]), (2, '{B}'), (2, '{B,A}')) AS v (region, ranking) GROUP BY region) AS g;

--
-- 6. The report
--
SELECT pairwise_report(pg_temp.profile(ballots), 'schulze') FROM elections WHERE name = 'Schulze 3';
SELECT pairwise_report(pg_temp.profile('A>B*2.5; B>A; W>P*0.000000001') + '[{"ranking": [], "count": 4}]', 'borda', '{"withdrawn": ["W"], "write_in": "P"}');
CREATE FUNCTION pg_temp.long_ballot(n int) RETURNS preference_profile
LANGUAGE sql AS $$ SELECT profile_agg(r, 123456) FROM (SELECT array_agg('Candidate with a long name, number ' || i) AS r FROM generate_series(1, n) AS i) AS x $$;
SELECT cmp_ok((SELECT max(length(line)) FROM string_to_table(pairwise_report(pg_temp.long_ballot(n), 'schulze'), E'\n') AS line), '<=', 100, 'lines fit a page: ' || n)
FROM unnest('{1,2,19,20,60}'::int[]) AS n;

SELECT * FROM finish();
ROLLBACK;
