#!/bin/sh
# The chances of examples/certainty.sql as JSON, each with how many draws were made and
# how many ballots are outstanding; nothing where they are not there, or not for this user.
exec psql -XAtq -v ON_ERROR_STOP=1 <<END
SELECT coalesce(has_schema_privilege(to_regnamespace('certainty'), 'USAGE'), false) AS there \gset
\if :there
SELECT coalesce(json_agg(v), '[]') FROM (SELECT c.*, draws, outstanding FROM certainty.chances AS c, certainty.counted) AS v;
\else
\echo []
\endif
END
