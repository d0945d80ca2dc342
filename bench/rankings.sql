--
-- All 325 rankings of one to five candidates, with long names as real ones are.
--
CREATE UNLOGGED TABLE bench.rankings AS
WITH RECURSIVE candidates (name) AS (
	VALUES ('Corbyn, Jeremy'), ('Burnham, Andy'), ('Cooper, Yvette'),
		   ('Kendall, Liz'), ('Creagh, Mary')
), rankings (ranking) AS (
	SELECT ARRAY[name] FROM candidates
	UNION ALL
	SELECT ranking || name FROM rankings, candidates WHERE name <> ALL (ranking)
)
SELECT row_number() OVER (ORDER BY ranking) - 1 AS number, ranking,
	   (SELECT array_agg(hashtext(name) & 255 ORDER BY i)
		FROM unnest(ranking) WITH ORDINALITY AS u (name, i)) AS ids
FROM rankings;
