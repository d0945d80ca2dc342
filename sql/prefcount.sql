/* prefcount: counts ranked ballots inside the database */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION prefcount" to load this file. \quit

--
-- 1. The type preference_profile
--

--
-- 2. Aggregates: ballots into a profile, one-step winners
--

--
-- 3. Looking into profiles
--

--
-- 4. Operators and operator classes
--

--
-- 5. Rules
--

--
-- 6. Counts
--

--
-- 7. Slices and electoral colleges
--
