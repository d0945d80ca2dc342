--
-- The result of a count as a page: one HTML file to publish, to print and to read
-- aloud, with all that it needs inside.
--
--	psql -XAtq -d mydatabase -f examples/page/results.sql > results.html
--
-- It shows the ballots of a table "ballots (ranking ...)", counted by the default
-- rules, unless variables of psql (-v NAME=VALUE) say otherwise; README.md beside
-- this file has examples.
--
--	contest		a query that gives one profile: the ballots to count
--	parts		a query that gives a name and a profile for each region, class, ...
--	rules		the rules as JSON, or the name of a rule book ("labour")
--	seats		how many seats are filled, by the single transferable vote; with rules
--	parts_title	what stands above them
--	title		what stands above it
--	heading		JSON as for irv_report: {"place": ..., "date": ..., "electorate": ...}
--	chances		so many draws for the chance of each place, with the variables
--				seed, and outstanding (ballots that are still to come)
--	margin		by how many ballots the contest was decided: "changed", "added" or "removed"
--
-- Where chances or a margin cannot be known, the page says so and has all the rest.
-- It makes temporary tables and functions, reads the ballots in one snapshot, and
-- takes everything back.
--
\set ON_ERROR_STOP on
\set QUIET on
\pset format unaligned
\pset tuples_only on
\pset pager off
\encoding UTF8

\if :{?contest} \else \set contest 'SELECT profile_agg(ranking) FROM ballots' \endif
\if :{?parts} \else \set parts 'SELECT NULL::text, NULL::preference_profile LIMIT 0' \endif
\if :{?parts_title} \else \set parts_title 'Part by part' \endif
\if :{?rules} \else \set rules '' \endif
\if :{?seats} \else \set seats '' \endif
\if :{?title} \else \set title '' \endif
\if :{?heading} \else \set heading '{}' \endif
\if :{?chances} \else \set chances '' \endif
\if :{?seed} \else \set seed '' \endif
\if :{?outstanding} \else \set outstanding '' \endif
\if :{?margin} \else \set margin '' \endif

BEGIN ISOLATION LEVEL REPEATABLE READ;
SET LOCAL client_min_messages = warning;

\ir contest.sql
\if :several
\ir stv.sql
\ir words.sql
\ir stv_outcome.sql
\else
\ir irv.sql
\ir words.sql
\ir irv_outcome.sql
\endif
\ir bars.sql
\ir sankey.sql
\ir tables.sql
\ir parts.sql
\ir certainty.sql
\ir style.sql
\ir page.sql

SELECT pg_temp.page();

ROLLBACK;
