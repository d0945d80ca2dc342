-- Small random contests that RCTab itself has counted: every round compared.
\ir lib/cases.psql
\if :cases_there

\ir lib/begin.psql
\ir lib/contests.psql

-- A document a line: csv whose quote and delimiter cannot occur in JSON keeps
-- every backslash.
\copy contests(contest) from program 'cat "$PREFCOUNT_CASES"/random.jsonl' with (format csv, quote E'\x01', delimiter E'\x02')

\set least 250
\ir lib/contest_tests.psql

SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP no cases from outside at :cases
\endif
