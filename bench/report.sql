\pset border 2
\pset linestyle unicode
\pset null ''
SELECT target, what, round(ratio::numeric, 2) AS median, spread, must, moonshot,
	   CASE WHEN must IS NULL THEN '' WHEN ratio <= must AND target <> '4' OR ratio >= must AND target = '4'
			THEN CASE WHEN target <> '4' AND ratio <= moonshot OR target = '4' AND ratio >= moonshot
				 THEN 'moonshot' ELSE 'met' END
			ELSE 'MISSED' END AS verdict
FROM bench.results
ORDER BY substring(target FROM '^[0-9]+$')::int NULLS LAST, id;
