--
-- The tables of the demo, with few ballots: for the tests of examples/.
-- All figures are invented.
--
CREATE TABLE candidates (candidate_id int PRIMARY KEY, label text NOT NULL UNIQUE, full_name text NOT NULL);
CREATE TABLE ballots (ballot_id int PRIMARY KEY, class text NOT NULL, region text NOT NULL, branch text NOT NULL,
	cast_on date NOT NULL, ranking text[] NOT NULL, candidate_ids int[] NOT NULL);

INSERT INTO candidates VALUES
	(1, 'Burnham', 'Andy Burnham'), (2, 'Cooper', 'Yvette Cooper'),
	(3, 'Corbyn', 'Jeremy Corbyn'), (4, 'Kendall', 'Liz Kendall');

INSERT INTO ballots
SELECT row_number() OVER (), class, region, region || ' branch ' || n % 3, date '2015-08-14' + n % 3, ranking,
	   ARRAY(SELECT candidate_id FROM unnest(ranking) WITH ORDINALITY AS r (label, rank)
			   JOIN candidates USING (label) ORDER BY rank)
  FROM (VALUES
	('member', 'London', '{Corbyn,Cooper}'::text[], 200), ('member', 'London', '{Cooper,Burnham}', 140),
	('member', 'London', '{Burnham}', 60), ('member', 'London', '{Kendall,Cooper}', 90),
	('registered', 'London', '{Corbyn}', 110), ('registered', 'London', '{Cooper,Corbyn}', 20),
	('affiliated', 'London', '{Burnham,Corbyn}', 50), ('affiliated', 'London', '{}', 10),
	('member', 'North West', '{Burnham,Cooper}', 170), ('member', 'North West', '{Corbyn,Burnham}', 130),
	('member', 'North West', '{Kendall,Burnham}', 30), ('affiliated', 'North West', '{Corbyn}', 90),
	('member', 'South West', '{Cooper,Kendall}', 64), ('member', 'South West', '{Kendall}', 46),
	('member', 'North East', '{Burnham,Cooper,Kendall}', 5), ('member', 'North East', '{Corbyn,Kendall}', 6),
	('member', 'North East', '{Cooper,Corbyn,Burnham}', 3),
	('member', 'Wales', '{Corbyn,Burnham}', 6), ('member', 'Wales', '{Cooper}', 4),
	('affiliated', 'Wales', '{Burnham}', 2),
	('member', 'Scotland', '{Corbyn,Cooper}', 3), ('registered', 'Scotland', '{Cooper}', 1)
  ) AS v (class, region, ranking, ballots), generate_series(1, ballots) AS n;
