\pset border 2
\pset linestyle unicode
\pset null ''
CREATE TEMP VIEW verdicts AS
SELECT r.id, target, what, round(ratio::numeric, 2) AS median, spread, must, moonshot,
	   CASE WHEN must IS NULL THEN ''
			WHEN CASE kind WHEN 'speed-up' THEN ratio >= moonshot ELSE ratio <= moonshot END THEN 'moonshot'
			WHEN CASE kind WHEN 'speed-up' THEN ratio >= must ELSE ratio <= must END THEN 'met'
			ELSE 'MISSED' END AS verdict
FROM bench.rows AS r JOIN bench.results USING (id);

SELECT target, what, median, spread, must, moonshot, verdict FROM verdicts
ORDER BY substring(target FROM '^[0-9]+')::int NULLS LAST, target, id;

\pset tuples_only on
\pset format unaligned
SELECT coalesce('Musts missed: ' || string_agg(format('%s, %s (%s, must %s)', target, what, median, must), '; ' ORDER BY id), 'No must is missed.')
FROM verdicts WHERE verdict = 'MISSED';
