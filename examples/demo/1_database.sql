--
-- A membership database with the ballots of Labour's leadership election, 2015.
--
-- Published, and exactly so here: 422,664 ballots, and the first preferences of
-- each candidate among members, registered and affiliated supporters; 554,272
-- people on the roll; voting from 14 August to 10 September.
-- Invented: everything else. Later preferences were never published, nor were
-- regions, branches or days. What is invented stands in tables whose name says so.
--
-- No random(): all is drawn from hashes of running numbers, the same every time.
--
\ir style.psql

\echo :bold'━━ A leadership election in a membership database: Labour, 2015 ━━━━━━━━━━━━━━━━':plain
\echo
\echo 'Real:     422,664 ballots, and how many first preferences each candidate had'
\echo '          among members, registered supporters and affiliated supporters.'
\echo 'Invented: later preferences, regions, branches and days. They were never'
\echo '          published: every result below that rests on them is made up.'
\echo
\echo 'Loading the ballots...'

SET work_mem = '256MB';
SET jit = off;

CREATE EXTENSION IF NOT EXISTS prefcount;

CREATE TABLE candidates (
	candidate_id	int PRIMARY KEY,
	label			text NOT NULL UNIQUE,
	full_name		text NOT NULL
);

CREATE TABLE branches (
	branch_id	int PRIMARY KEY,
	branch		text NOT NULL UNIQUE,
	region		text NOT NULL
);

CREATE TABLE members (
	member_id	int PRIMARY KEY,
	class		text NOT NULL,
	branch_id	int NOT NULL,
	joined		date NOT NULL
);

-- A ballot is secret: it tells where it comes from, not whose it is.
CREATE TABLE ballots (
	ballot_id		int PRIMARY KEY,
	class			text NOT NULL,
	region			text NOT NULL,
	branch			text NOT NULL,
	cast_on			date NOT NULL,
	ranking			text[] NOT NULL,	-- first choice first
	candidate_ids	int[] NOT NULL		-- the same by key
);

INSERT INTO candidates VALUES
	(1, 'Burnham', 'Andy Burnham'),
	(2, 'Cooper', 'Yvette Cooper'),
	(3, 'Corbyn', 'Jeremy Corbyn'),
	(4, 'Kendall', 'Liz Kendall');

CREATE TEMP TABLE published_first_preferences (class text, first text, votes int);
INSERT INTO published_first_preferences VALUES
	('member', 'Corbyn', 121751), ('registered', 'Corbyn', 88449), ('affiliated', 'Corbyn', 41217),
	('member', 'Burnham', 55698), ('registered', 'Burnham', 6160), ('affiliated', 'Burnham', 18604),
	('member', 'Cooper', 54470), ('registered', 'Cooper', 8415), ('affiliated', 'Cooper', 9043),
	('member', 'Kendall', 13601), ('registered', 'Kendall', 2574), ('affiliated', 'Kendall', 2682);

-- The regions are Labour's, their numbers of branches those of constituencies.
-- Invented: their sizes, and how many times its usual part each candidate has there (in per cent).
CREATE TEMP TABLE invented_regions (region text, branches int, size int, burnham int, cooper int, corbyn int, kendall int);
INSERT INTO invented_regions VALUES
	('East Midlands', 46, 65, 110, 95, 100, 100),
	('Eastern', 58, 80, 90, 110, 102, 110),
	('London', 73, 210, 70, 115, 106, 120),
	('North West', 75, 140, 170, 70, 80, 85),
	('Northern', 29, 55, 120, 90, 95, 90),
	('Scotland', 59, 60, 105, 80, 105, 75),
	('South East', 84, 120, 85, 110, 104, 115),
	('South West', 55, 80, 97, 106, 104, 90),
	('Wales', 40, 50, 115, 85, 103, 80),
	('West Midlands', 59, 80, 110, 85, 100, 95),
	('Yorkshire and the Humber', 54, 90, 90, 155, 98, 85);

-- Invented: how busy each of the 28 days was, and the late surge for Cooper
-- (each candidate's part of the day, in per cent of the usual).
CREATE TEMP TABLE invented_days (day int, busy bigint, burnham int, cooper int, corbyn int, kendall int);
INSERT INTO invented_days
SELECT day, busy, 108 - 2 * surge, 88 + 5 * surge, 104 - surge, 100
  FROM unnest('{30,45,40,90,85,70,60,50,25,22,55,50,45,40,35,18,16,20,40,42,44,40,20,20,60,70,95,80}'::int[])
	   WITH ORDINALITY AS d (busy, day),
	   greatest(0, day - 18) AS surge;

-- Invented: what comes after the first preference, for how many voters in a thousand.
CREATE TEMP TABLE invented_later_preferences (first text, rest text[], voters bigint);
INSERT INTO invented_later_preferences VALUES
	('Corbyn', '{}', 170),
	('Corbyn', '{Burnham}', 70), ('Corbyn', '{Burnham,Cooper}', 120), ('Corbyn', '{Burnham,Cooper,Kendall}', 140),
	('Corbyn', '{Burnham,Kendall}', 15), ('Corbyn', '{Burnham,Kendall,Cooper}', 15),
	('Corbyn', '{Cooper}', 80), ('Corbyn', '{Cooper,Burnham}', 150), ('Corbyn', '{Cooper,Burnham,Kendall}', 160),
	('Corbyn', '{Cooper,Kendall}', 20), ('Corbyn', '{Cooper,Kendall,Burnham}', 17),
	('Corbyn', '{Kendall}', 10), ('Corbyn', '{Kendall,Burnham}', 5), ('Corbyn', '{Kendall,Burnham,Cooper}', 9),
	('Corbyn', '{Kendall,Cooper}', 8), ('Corbyn', '{Kendall,Cooper,Burnham}', 11),
	('Burnham', '{}', 140),
	('Burnham', '{Cooper}', 110), ('Burnham', '{Cooper,Corbyn}', 110), ('Burnham', '{Cooper,Corbyn,Kendall}', 110),
	('Burnham', '{Cooper,Kendall}', 90), ('Burnham', '{Cooper,Kendall,Corbyn}', 80),
	('Burnham', '{Corbyn}', 90), ('Burnham', '{Corbyn,Cooper}', 90), ('Burnham', '{Corbyn,Cooper,Kendall}', 85),
	('Burnham', '{Corbyn,Kendall}', 10), ('Burnham', '{Corbyn,Kendall,Cooper}', 10),
	('Burnham', '{Kendall}', 20), ('Burnham', '{Kendall,Cooper}', 20), ('Burnham', '{Kendall,Cooper,Corbyn}', 20),
	('Burnham', '{Kendall,Corbyn}', 5), ('Burnham', '{Kendall,Corbyn,Cooper}', 10),
	('Cooper', '{}', 130),
	('Cooper', '{Burnham}', 120), ('Cooper', '{Burnham,Corbyn}', 100), ('Cooper', '{Burnham,Corbyn,Kendall}', 90),
	('Cooper', '{Burnham,Kendall}', 80), ('Cooper', '{Burnham,Kendall,Corbyn}', 80),
	('Cooper', '{Corbyn}', 60), ('Cooper', '{Corbyn,Burnham}', 60), ('Cooper', '{Corbyn,Burnham,Kendall}', 60),
	('Cooper', '{Corbyn,Kendall}', 10), ('Cooper', '{Corbyn,Kendall,Burnham}', 10),
	('Cooper', '{Kendall}', 50), ('Cooper', '{Kendall,Burnham}', 60), ('Cooper', '{Kendall,Burnham,Corbyn}', 60),
	('Cooper', '{Kendall,Corbyn}', 10), ('Cooper', '{Kendall,Corbyn,Burnham}', 20),
	('Kendall', '{}', 120),
	('Kendall', '{Burnham}', 60), ('Kendall', '{Burnham,Cooper}', 80), ('Kendall', '{Burnham,Cooper,Corbyn}', 120),
	('Kendall', '{Burnham,Corbyn}', 10), ('Kendall', '{Burnham,Corbyn,Cooper}', 30),
	('Kendall', '{Cooper}', 100), ('Kendall', '{Cooper,Burnham}', 130), ('Kendall', '{Cooper,Burnham,Corbyn}', 210),
	('Kendall', '{Cooper,Corbyn}', 20), ('Kendall', '{Cooper,Corbyn,Burnham}', 60),
	('Kendall', '{Corbyn}', 15), ('Kendall', '{Corbyn,Burnham}', 5), ('Kendall', '{Corbyn,Burnham,Cooper}', 15),
	('Kendall', '{Corbyn,Cooper}', 10), ('Kendall', '{Corbyn,Cooper,Burnham}', 15);

-- A number from 0 to 1,048,575 that depends on a running number and a purpose.
CREATE FUNCTION pg_temp.draw(number bigint, purpose int) RETURNS int
	IMMUTABLE PARALLEL SAFE
	RETURN (hashint8extended(number, purpose) & 1048575)::int;

-- Where running totals of weights stand on that scale: width_bucket(draw(), these)
-- is 0 for the first weight, 1 for the second...
CREATE FUNCTION pg_temp.bounds(weights bigint[]) RETURNS int[]
	IMMUTABLE PARALLEL SAFE
	RETURN (SELECT array_agg((upto * 1048576 / total)::int ORDER BY n)
			  FROM (SELECT n, sum(w) OVER (ORDER BY n) AS upto, sum(w) OVER () AS total
					  FROM unnest(weights) WITH ORDINALITY AS t (w, n)) s);

INSERT INTO branches
SELECT row_number() OVER (ORDER BY region, n), format('%s branch %s', region, n), region
  FROM invented_regions, generate_series(1, branches) AS n;

-- Branches differ in size, and a little in whom they like.
CREATE TEMP VIEW branch_bounds AS
SELECT first, pg_temp.bounds(array_agg(weight ORDER BY branch_id)) AS bounds
  FROM (SELECT first, branch_id,
			   size::bigint * part * (60 + pg_temp.draw(branch_id, 1) % 81)
			   * (85 + pg_temp.draw(branch_id, ascii(right(first, 3))) % 31) / branches AS weight
		  FROM branches
		  JOIN invented_regions USING (region),
			   LATERAL (VALUES ('Burnham', burnham), ('Cooper', cooper), ('Corbyn', corbyn), ('Kendall', kendall),
							   ('all', 100)) AS v (first, part)) b
 GROUP BY first;

CREATE TEMP VIEW day_bounds AS
SELECT first, pg_temp.bounds(array_agg(busy * part ORDER BY day)) AS bounds
  FROM invented_days,
	   LATERAL (VALUES ('Burnham', burnham), ('Cooper', cooper), ('Corbyn', corbyn), ('Kendall', kendall)) AS v (first, part)
 GROUP BY first;

CREATE TEMP TABLE rankings AS
SELECT first, row_number() OVER w - 1 AS n, voters, first || rest AS ranking,
	   (SELECT array_agg(candidate_id ORDER BY rank)
		  FROM unnest(first || rest) WITH ORDINALITY AS r (label, rank) JOIN candidates USING (label)) AS candidate_ids
  FROM invented_later_preferences
WINDOW w AS (PARTITION BY first ORDER BY rest);

CREATE TEMP VIEW ranking_bounds AS
SELECT first, pg_temp.bounds(array_agg(voters ORDER BY n)) AS bounds
  FROM rankings
 GROUP BY first;

-- Ballots are numbered in the order in which they came in.
WITH voters AS (
	SELECT row_number() OVER (ORDER BY class, first) AS number, class, first
	  FROM published_first_preferences, generate_series(1, votes)
), drawn AS MATERIALIZED (
	SELECT number, class, first,
		   width_bucket(pg_temp.draw(number, 21), b.bounds) + 1 AS branch_id,
		   width_bucket(pg_temp.draw(number, 22), d.bounds) AS day,
		   width_bucket(pg_temp.draw(number, 23), r.bounds) AS n
	  FROM voters
	  JOIN branch_bounds b USING (first)
	  JOIN day_bounds d USING (first)
	  JOIN ranking_bounds r USING (first)
)
INSERT INTO ballots
SELECT row_number() OVER (ORDER BY day, pg_temp.draw(number, 20), number),
	   class, region, branch, date '2015-08-14' + day, ranking, candidate_ids
  FROM drawn
  JOIN branches USING (branch_id)
  JOIN rankings USING (first, n)
 ORDER BY 1;

-- The roll. How it divides into classes, and when people joined, is invented.
INSERT INTO members
SELECT number, class,
	   width_bucket(pg_temp.draw(number, 31), bounds) + 1,
	   CASE WHEN class <> 'member' OR pg_temp.draw(number, 32) % 100 < 35
			THEN date '2015-08-12' - pg_temp.draw(number, 33) % 95
			ELSE date '2015-05-08' - (pg_temp.draw(number, 34) / 1048576.0 * pg_temp.draw(number, 35) / 1048576.0 * 16000)::int
	   END
  FROM (SELECT row_number() OVER (ORDER BY class) AS number, class
		  FROM (VALUES ('member', 293060), ('registered', 113000), ('affiliated', 148212)) AS r (class, people),
			   generate_series(1, people)) m
  JOIN branch_bounds ON first = 'all';

ALTER TABLE members ADD FOREIGN KEY (branch_id) REFERENCES branches;
ANALYZE;
\echo
