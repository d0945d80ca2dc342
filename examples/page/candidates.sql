--
-- The candidates in order of finish, numbered for their colours, from page_places.
--

-- Where the count ended on a tie nobody whom it left has a place for sure: not
-- where seats are open, nor where somebody who was not level continued.  They
-- stand in order of their votes.
CREATE TEMP TABLE page_candidates AS
SELECT row_number() OVER finish AS key, candidate, first_preferences, votes, round, status,
	   CASE WHEN NOT open THEN place END AS place, CASE WHEN NOT open THEN lead END AS lead
  FROM (SELECT *, status IN ('tied', 'continuing')
			   AND (count(*) FILTER (WHERE status = 'elected') OVER () < seats
					OR count(*) FILTER (WHERE status = 'continuing' AND place IS NULL) OVER () > 0) AS open
		  FROM page_places) AS p
WINDOW finish AS (ORDER BY CASE WHEN status IN ('elected', 'runner_up') THEN 1 WHEN open THEN 2 ELSE 3 END,
						   CASE WHEN open THEN -votes END, n);

-- What stands before a name: the place, 2= where it is shared; a letter for those
-- who have votes and no place.
ALTER TABLE page_candidates ADD COLUMN badge text;
UPDATE page_candidates AS c
   SET badge = b.badge
  FROM (SELECT key, CASE WHEN place IS NOT NULL THEN place || CASE WHEN count(*) OVER (PARTITION BY place) > 1 THEN '=' ELSE '' END
						 WHEN status <> 'withdrawn' THEN chr(65 + (n - 1)::int % 26) || coalesce(nullif((n - 1) / 26, 0)::text, '') END AS badge
		  FROM (SELECT *, row_number() OVER (PARTITION BY place IS NULL ORDER BY key) AS n FROM page_candidates) AS k) AS b
 WHERE b.key = c.key;
