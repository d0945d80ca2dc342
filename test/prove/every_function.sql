-- Random contests through every function that takes a profile, with rules drawn
-- for them and with the presets: no function crashes, none raises what it may
-- not, and what the functions say about one contest agrees.
--
-- PREFCOUNT_SEED repeats a run (each run prints its seed), PREFCOUNT_CONTESTS
-- says how many profiles (2000), PREFCOUNT_PRESETS by how many presets each is
-- counted beside its own rules (1, in turn), PREFCOUNT_FIRST with which profile
-- to begin (1).  The statement that the server's log shows after a crash names
-- the contest.
-- Superusers only: COPY writes a file and reads it.
\set contests 2000
\ir lib/random.psql
\set presets 1
\getenv presets PREFCOUNT_PRESETS
\set first 1
\getenv first PREFCOUNT_FIRST
SELECT * FROM no_plan();
SELECT diag(format('PREFCOUNT_PRESETS=%s PREFCOUNT_FIRST=%s', :'presets', :'first'));
SET LOCAL plan_cache_mode = force_generic_plan;
SET LOCAL max_parallel_workers_per_gather = 0;

-- Contests are drawn as those of the recount are; nothing is compared with it.
\ir ../recount/recount.sql
\ir ../recount/contests.sql
CREATE SCHEMA every;
\ir lib/every_contest.psql
\ir lib/every_call.psql

SELECT count(every.draw(:'seed', n, :presets)) FROM generate_series(:first, :first + :contests - 1) AS n \gset
ANALYZE every.profiles, every.contests;

-- A statement each, so that a crash names its contest.
\o /dev/null
SELECT format('SELECT every.call_all(%s)', id) FROM every.contests ORDER BY id \gexec
\o
ANALYZE every.calls;

\ir lib/every_invariant.psql

SELECT * FROM finish();
ROLLBACK;
