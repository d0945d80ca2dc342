--
-- Contests for the tests of examples/page.  All ballots and names are invented;
-- what looks drawn is computed from running numbers, the same every time.
--
CREATE FUNCTION draw(number bigint, purpose int) RETURNS numeric
	IMMUTABLE RETURN (hashint8extended(number, purpose) & 1048575)::numeric;

-- Three: small enough to count by hand.
CREATE TABLE three (ranking text[], region text);
INSERT INTO three VALUES
	('{Ann,Bob}', 'North'), ('{Ann,Bob}', 'North'), ('{Ann}', 'South'), ('{Ann}', 'South'), ('{Bob,Cat}', 'South'),
	('{Bob}', 'North'), ('{Bob}', 'North'), ('{Cat,Bob}', 'South'), ('{Cat,Bob}', 'North'), ('{}', 'South');

-- The example of README.md, in which each definition of second names somebody else.
CREATE TABLE five AS
SELECT ranking FROM (VALUES ('{Ash,Elm}'::text[], 25), ('{Ash,Birch}', 5), ('{Ash,Cedar}', 4), ('{Ash}', 10), ('{Birch,Cedar}', 10),
	('{Birch,Ash}', 6), ('{Birch}', 4), ('{Cedar,Elm}', 8), ('{Cedar,Birch}', 10), ('{Elm,Cedar}', 8), ('{Elm,Birch}', 2),
	('{Fir,Ash,Elm}', 7), ('{Fir}', 1), ('{}', 1)) AS v (ranking, ballots), generate_series(1, ballots);

-- Two are level for going out, and nobody has a place.
CREATE TABLE open AS
SELECT ranking FROM (VALUES ('{Kendall,Re-open nominations}'::text[], 4), ('{Cooper,Re-open nominations}', 3), ('{Re-open nominations}', 3), ('{Leaving out}', 1)) AS v (ranking, ballots), generate_series(1, ballots);

-- Twenty with names that are long, or in other writings, or written to do harm.
CREATE TABLE twenty_names AS
SELECT n, name FROM unnest(ARRAY['Ann', 'Aleksandra Wiśniewska-Kowalczyk de la Fuente y Montenegro', '山田 太郎',
	'محمد عبد الرحمن الشريف', 'Ольга Николаевна Преображенская', '<script>alert("x")</script>', 'O''Brien & Sons "Ltd"',
	'שרה כהן', 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen', '김민준', 'Νικόλαος Παπαδόπουλος',
	'अमिताभ शर्मा', 'Bob', 'Đặng Thị Ngọc Thịnh', '<b onclick=alert(1)>Zoë', 'เสาวลักษณ์', 'Q', 'გიორგი',
	'Mary-Jane Featherstonehaugh', E'tab\tand\x01control']) WITH ORDINALITY AS t (name, n);

CREATE TABLE twenty AS
SELECT 'Region ' || i % 4 AS region,
	   ARRAY(SELECT name FROM twenty_names ORDER BY draw(i * 64 + n, 1) / (25 - n), n LIMIT 2 + draw(i, 3)::int % 9) AS ranking
  FROM generate_series(1, 2000) AS i;

-- 45 of whom it takes more than forty rounds to elect five.
CREATE TABLE forty AS
SELECT ARRAY(SELECT 'Candidate ' || n FROM generate_series(1, 45) AS n
			  ORDER BY draw(i * 64 + n, 1) / (60 - n), n LIMIT 2 + draw(i, 3)::int % 12) AS ranking
  FROM generate_series(1, 3000) AS i;
CREATE FUNCTION forty_rules() RETURNS jsonb
	IMMUTABLE RETURN '{"seats": 5, "tie_break": ["lot"], "seed": "page"}'::jsonb;
