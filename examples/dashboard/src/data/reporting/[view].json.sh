#!/bin/sh
# A view of examples/reporting.sql as JSON.  Which database: PGHOST, PGDATABASE, PGUSER...
view=${1#--view=}
exec psql -XAtq -v ON_ERROR_STOP=1 -c "SELECT coalesce(json_agg(v), '[]') FROM reporting.$view AS v"
