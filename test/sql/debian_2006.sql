\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(8);

--
-- The election of Debian's project leader in 2006: 421 ballots that rank eight
-- options from 1 to 8, many of them equal, skipped or not ranked at all (-).
-- Source: the tally sheet of the vote, leader2006_tally.txt of debian.org's page
-- of the election, which lists the rank of each option on each ballot.
--
CREATE TEMP TABLE options AS
SELECT n::int, name FROM unnest('{"van Wolffelaar",Pollak,McIntyre,Towns,Schuldei,Walther,Allombert,"None of the Above"}'::text[]) WITH ORDINALITY AS o (name, n);

CREATE TEMP TABLE sheet AS SELECT row_number() OVER () AS id, ranks FROM regexp_split_to_table(trim($$
	-------1 -------1 -------1 -------1 -------1 -------1 ------1- ------1- ----1--2 ----1--2 ----2--1 ---1----
	---1---- ---1---- ---1---- ---1---2 ---1---2 ---1--23 ---1-3-2 ---1-32- ---12--- ---12-3- ---12435 ---21--3
	--1----- --1----2 --1---23 --111--- --12---- --12---- --12---3 --12--3- --123--- --123--4 --13---- --13---4
	--2---13 --2-1--- --21---- --21---- --21---3 --213--- --213--- --213--4 --213--4 --31--24 --32--1- --34321-
	--4213-- -1-2---3 -1-23-4- -412--35 1------- 1------2 1--12--- 1--23--- 1--32--4 1--32--4 1-121-2- 1-234-56
	1-3-2--4 1-423-5- 1111111- 11111817 12111413 12232827 12437746 12576834 1312243- 13122534 13131312 13211423
	13212534 13542756 14121113 14121413 14122434 14212845 14231-35 14231634 143-2--5 14325867 14523--6 15126734
	15132645 15221634 15221634 15223534 15238478 15252436 15312-48 15324-55 15342746 16213754 16234758 16235874
	16243857 16313857 16323837 16324857 16341857 16342857 1642735- 16432735 16432857 17172776 17235846 17243658
	17243856 17244826 17245836 17245836 17252846 17263845 17365824 17722877 18234756 18234756 18243657 18311876
	18321854 18327564 2---1--- 2---1-3- 2---1-3- 2--1---- 2-1----3 2-1-3--4 2-134--- 2-15---- 2-21--43 2-31----
	2-31---- 2-31--45 2-314--- 2-321--- 2-431--- 21222827 21233837 22111423 22123856 2222122- 2222122- 22221223
	22222321 2311232- 23211423 23212423 23222514 23312867 23417865 23845716 23865714 24113635 24121513 24134815
	24146827 24316857 25112-34 2512143- 2513474- 25134867 25143867 25153554 25241857 25313534 25331746 25333614
	25361-74 25413768 25553514 25783812 26114735 26143857 26143857 26145837 26145837 26241-35 26312745 26314857
	26315-47 26315748 2634175- 26431758 26434415 26456731 26621668 27124856 2713477- 27134865 27135846 27145863
	27154836 27163845 27222816 27314756 27314856 27314865 27341856 27354861 27413856 28211756 28314675 28341756
	28415736 28612617 3----2-- 3---1-2- 3--1-2-- 3--1-2-- 3--21--- 3-12---4 3-123--- 3-123-45 3-2-4-15 3-21----
	3-213--- 3-21465- 3-22132- 3-311-56 31264876 31323735 32143615 32313534 32313534 3321142- 33213534 33232534
	33313332 33313332 33351432 34172856 34213645 34217888 34312333 34313-45 34313334 34412645 35124876 35126847
	35134726 35164827 35176824 35176824 35182764 35187624 35212634 35213524 35213634 35214867 35231654 35271846
	3542155- 35426817 35512554 36123745 36124758 36124857 36172845 36174258 36213745 36213837 36214758 36214758
	36214857 36214857 36215847 36217854 36245817 36412-57 36415872 3651246- 36512847 3651364- 37114865 37122856
	37124658 37124856 37124856 37125846 37141856 3714265- 37142856 37213546 37213845 37214-56 37214856 37215864
	37241756 37241856 37241856 37251846 37261854 37421856 37862415 38158824 38214627 38214756 4-123-4- 4-123-56
	4-124-35 4-3125-6 4-352-16 42444413 43412546 4351267- 43516728 44321325 45123716 45126837 45132768 45212867
	45213867 45263718 45431642 45673812 45683712 46123857 46123857 46125837 46132785 46132857 46132857 46135827
	46315827 46321857 46325871 46382715 46413827 46531827 47113865 47123658 47123658 47123856 47125863 47134826
	47135826 47213856 47213856 47213856 47214836 47235816 47312658 47312756 4731286- 47312865 47321856 47412857
	48125763 48213657 48213756 48213756 48321675 48344836 48617352 51426837 52466813 53214867 53412756 53764812
	54125736 54137826 54312678 54312876 54612738 55334518 56123748 56124837 56125847 56214837 56217834 56281743
	56283817 56314827 56314827 57123846 57143628 57213846 57214736 57214836 57216834 57216843 57218634 57241836
	57314682 57314826 57324816 57463841 58162347 58213647 58261734 62417853 63472815 63571824 64125837 64312758
	65173842 66555847 67152834 67241538 67341852 67435812 67854123 68215734 68324751 68456837 75261843 76275854
	76281543 76312845 76354812 76372851 7718287- 77182883 77521876 83712645 84158263 84516732 85237416 8812288-
	88224416
$$, E' \t\n'), '\s+') AS ranks;

-- Each ballot as jsonb: at each rank nobody, one or several.
CREATE TEMP TABLE leader_2006 AS
SELECT profile_agg(ranking) AS p, (SELECT jsonb_build_object('candidates', jsonb_agg(name ORDER BY n)) FROM options) AS rules
FROM (SELECT s.id, jsonb_agg(at_rank.names ORDER BY rank) AS ranking
	  FROM sheet AS s, generate_series(1, 8) AS rank,
		   LATERAL (SELECT CASE count(*) WHEN 0 THEN NULL WHEN 1 THEN to_jsonb(min(name)) ELSE jsonb_agg(name) END AS names
					FROM options WHERE substr(s.ranks, n, 1) = rank::text) AS at_rank
	  GROUP BY s.id) AS b;

SELECT is(profile_ballots(p), 421::bigint, 'all ballots of the sheet') FROM leader_2006;

-- Votes of the row's option over the column's, counted from the sheet by hand of
-- another program.
CREATE TEMP TABLE beats (name text, votes int[]);
INSERT INTO beats VALUES
	('van Wolffelaar', '{NULL,310,123,144,166,341,228,319}'),
	('Pollak', '{40,NULL,34,46,45,246,48,158}'),
	('McIntyre', '{230,332,NULL,184,233,354,278,344}'),
	('Towns', '{230,334,190,NULL,242,365,281,339}'),
	('Schuldei', '{166,320,124,135,NULL,352,240,321}'),
	('Walther', '{20,61,16,16,16,NULL,21,73}'),
	('Allombert', '{119,275,68,99,117,321,NULL,294}'),
	('None of the Above', '{75,202,53,71,75,301,87,NULL}');
CREATE TEMP TABLE expected AS
SELECT b.name AS candidate, o.name AS opponent, b.votes[o.n]::numeric AS votes
FROM beats AS b JOIN options AS o ON o.name <> b.name;

SELECT set_eq('SELECT candidate, opponent, prefer_candidate FROM leader_2006, pairwise(p, rules)', 'TABLE expected',
	'equal ranks: the beats matrix of the sheet');
SELECT set_eq($$SELECT candidate, opponent, prefer_candidate FROM leader_2006, pairwise(p, rules || '{"overvotes": "equal"}')$$,
	'TABLE expected', 'said in the rules, the same');
SELECT is(condorcet_winner(p, rules), 'Towns', 'the leader elected') FROM leader_2006;
SELECT is(prefer_candidate - prefer_opponent, 6::numeric, 'by six votes, as it was told')
FROM leader_2006, pairwise(p, rules) WHERE candidate = 'Towns' AND opponent = 'McIntyre';
SELECT isnt(prefer_candidate, 190::numeric, 'an instant runoff reads fewer of these papers')
FROM leader_2006, pairwise(p, rules || '{"overvotes": "exhaust"}') WHERE candidate = 'Towns' AND opponent = 'McIntyre';

-- The whole order by Schulze's method with margins, as the library Condorcet has it
-- in its test of this sheet; van Wolffelaar and Schuldei have 166 votes each.
SELECT is((SELECT string_agg(names, ' > ' ORDER BY place)
		   FROM (SELECT place, string_agg(candidate, ' = ' ORDER BY candidate COLLATE "C") AS names
				 FROM pairwise_places(p, 'schulze_margins', rules) GROUP BY place) AS x),
	'Towns > McIntyre > Schuldei = van Wolffelaar > Allombert > None of the Above > Pollak > Walther', 'the whole order')
FROM leader_2006;
SELECT is(array_agg(DISTINCT w.candidate), '{Towns}', 'the leader elected, by every Condorcet method')
FROM leader_2006, unnest('{schulze,ranked_pairs,minimax,copeland,black,smith_irv,benham}'::text[]) AS method, pairwise_places(p, method, rules) AS w
WHERE w.status = 'elected';

SELECT * FROM finish();
ROLLBACK;
