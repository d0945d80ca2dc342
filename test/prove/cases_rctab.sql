-- The contests of RCTab's own test suite, real ones among them: every round as
-- RCTab, the leading open tabulator, expects it.
\ir lib/cases.psql
\if :cases_there

\ir lib/begin.psql
\ir lib/contests.psql

-- A document a line: csv whose quote and delimiter cannot occur in JSON keeps
-- every backslash.
\copy contests(contest) from program 'for f in "$PREFCOUNT_CASES"/rctab/*.json; do tr "\n" " " < "$f"; echo; done' with (format csv, quote E'\x01', delimiter E'\x02')

\set least 26
\ir lib/contest_tests.psql

SELECT * FROM finish();
ROLLBACK;

\else
\echo 1..0 # SKIP no cases from outside at :cases
\endif
