#!/bin/sh
# A view of examples/certainty.sql as JSON; nothing where it is not there, or not for this user.
view=${1#--view=}
exec psql -XAtq -v ON_ERROR_STOP=1 <<END
SELECT coalesce(has_schema_privilege(to_regnamespace('certainty'), 'USAGE'), false) AS there \gset
\if :there
SELECT coalesce(json_agg(v), '[]') FROM certainty.$view AS v;
\else
\echo []
\endif
END
