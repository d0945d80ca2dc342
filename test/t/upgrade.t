#
# ALTER EXTENSION prefcount UPDATE: from each earlier version the scripts lead
# to just what CREATE EXTENSION makes, and profiles stored before are read.
#
use strict;
use warnings;
use lib 'test/t/lib';
use Servers;
use Test::More;

my $server = new_server('main');
my $new    = $server->safe_psql('postgres',
	q{SELECT default_version FROM pg_available_extensions WHERE name = 'prefcount'});
my @old = split /\n/, $server->safe_psql('postgres', qq{
	SELECT version FROM pg_available_extension_versions
	WHERE name = 'prefcount' AND string_to_array(version, '.')::int[] < string_to_array('$new', '.')::int[]
	ORDER BY string_to_array(version, '.')::int[]});
plan skip_all => "there is no version before $new" unless @old;

# All that the catalog knows of the extension's objects, without their OIDs.
my $catalog = q{
	WITH objects AS (
		SELECT d.classid, d.objid FROM pg_depend AS d
		WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
		  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount'))
	SELECT pg_describe_object(classid, objid, 0) AS object, obj_description(objid, classid::regclass::name) AS comment,
		   concat_ws(' ', pg_get_function_result(p.oid), pg_get_function_arguments(p.oid), p.prosrc, p.probin,
					 p.prokind, p.provolatile, p.proparallel, p.proisstrict, p.proleakproof, p.prosecdef,
					 p.procost, p.prorows, p.prosupport, p.proconfig::text, p.proacl::text) AS function,
		   CASE WHEN p.prosqlbody IS NOT NULL THEN pg_get_functiondef(p.oid) END AS body,
		   (SELECT concat_ws(' ', a.aggtranstype::regtype, a.aggmtranstype::regtype,
							 to_jsonb(a) - '{aggfnoid,aggtranstype,aggmtranstype}'::text[])
			FROM pg_aggregate AS a WHERE a.aggfnoid = p.oid) AS aggregate,
		   (SELECT concat_ws(' ', o.oprresult::regtype, o.oprcode, o.oprrest, o.oprjoin, o.oprcom::regoperator,
							 o.oprnegate::regoperator, o.oprcanmerge, o.oprcanhash)
			FROM pg_operator AS o WHERE o.oid = objid AND classid = 'pg_operator'::regclass) AS operator,
		   (SELECT concat_ws(' ', c.castfunc::regprocedure, c.castcontext, c.castmethod)
			FROM pg_cast AS c WHERE c.oid = objid AND classid = 'pg_cast'::regclass) AS "cast",
		   (SELECT concat_ws(' ', m.amname, c.opcintype::regtype, c.opcdefault, c.opckeytype::regtype)
			FROM pg_opclass AS c JOIN pg_am AS m ON m.oid = c.opcmethod
			WHERE c.oid = objid AND classid = 'pg_opclass'::regclass) AS opclass,
		   (SELECT string_agg(concat_ws(' ', a.amopstrategy, a.amopopr::regoperator, a.amoppurpose), ', ' ORDER BY a.amopstrategy)
			FROM pg_amop AS a WHERE a.amopfamily = objid AND classid = 'pg_opfamily'::regclass) AS operators,
		   (SELECT string_agg(concat_ws(' ', a.amprocnum, a.amproc), ', ' ORDER BY a.amprocnum)
			FROM pg_amproc AS a WHERE a.amprocfamily = objid AND classid = 'pg_opfamily'::regclass) AS support,
		   (SELECT concat_ws(' ', t.typlen, t.typbyval, t.typtype, t.typcategory, t.typinput, t.typoutput, t.typreceive,
							 t.typsend, t.typalign, t.typstorage, t.typarray::regtype, t.typcollation)
			FROM pg_type AS t WHERE t.oid = objid AND classid = 'pg_type'::regclass) AS type
	FROM objects LEFT JOIN pg_proc AS p ON p.oid = objid AND classid = 'pg_proc'::regclass
	ORDER BY pg_describe_object(classid, objid, 0) COLLATE "C"};

# What functions do that count or look into a profile, if it is neither an
# answer nor the error that tells to update.
my $old_functions = q{
	CREATE FUNCTION pg_temp.outcome(statement text) RETURNS text LANGUAGE plpgsql AS $$
	BEGIN
		EXECUTE statement;
		RETURN 'answer';
	EXCEPTION WHEN OTHERS THEN
		RETURN sqlstate;
	END
	$$;
	CREATE TEMP TABLE sample AS
	SELECT '[{"ranking": ["A"], "count": 3}, {"ranking": ["B"], "count": 2}, {"ranking": ["C", "A"], "count": 1}]'::preference_profile AS p;
	WITH calls AS (
		SELECT format('SELECT * FROM sample, %s(%s) AS x', p.oid::regproc, (
			SELECT string_agg(CASE format_type(t, NULL)
				WHEN 'preference_profile' THEN 'p' WHEN 'preference_profile[]' THEN 'ARRAY[p]'
				WHEN 'jsonb' THEN '''{}''::jsonb' WHEN 'text[]' THEN '''{North}''::text[]' WHEN 'numeric[]' THEN '''{1}''::numeric[]'
				WHEN 'numeric' THEN '1.5' WHEN 'bigint' THEN '1::bigint' WHEN 'text' THEN '''maine''' END, ', ' ORDER BY n)
			FROM unnest(p.proargtypes) WITH ORDINALITY AS a (t, n))) AS call
		FROM pg_proc AS p JOIN pg_depend AS d ON d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e'
		WHERE d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount') AND p.prokind = 'f' AND p.provariadic = 0
		  AND obj_description(p.oid, 'pg_proc') NOT LIKE 'support function%'
		  AND p.proname ~ '^(irv_|profile_(ballots|total|rankings|candidates|add|subtract|multiply)$|pairwise|condorcet|second_|final_|preference_counts)')
	SELECT string_agg(call || ': ' || pg_temp.outcome(call), E'\n') FROM calls WHERE pg_temp.outcome(call) NOT IN ('answer', '55000')};

# The lines that are in one of two texts only.
sub differences
{
	my ($updated, $fresh) = @_;
	my %updated = map { $_ => 1 } split /\n/, $updated;
	my %fresh   = map { $_ => 1 } split /\n/, $fresh;

	return ((map { "updated: $_" } grep { !$fresh{$_} } sort keys %updated),
		(map { "fresh: $_" } grep { !$updated{$_} } sort keys %fresh));
}

my $fresh = $server->safe_psql('postgres', $catalog);
cmp_ok(scalar(split /\n/, $fresh), '>=', 100, 'the objects of the newest version are found');

for my $version (@old)
{
	my $dbname = "from $version";

	$server->safe_psql('postgres', qq{CREATE DATABASE "$dbname"});
	$server->safe_psql($dbname, "CREATE EXTENSION prefcount VERSION '$version'");
	fill_profiles($server, 'profiles', $dbname);
	$server->safe_psql($dbname, q{
		CREATE VIEW winners AS SELECT name, irv_winner(p) AS winner FROM profiles;
		CREATE INDEX ON profiles (p) WHERE name <> 'candidates_3900'});
	my $stored = profiles_of($server, 'profiles', $dbname);

	# The library is the new one already: what it cannot do as that version says
	# is an error with a remedy.
	is($server->safe_psql($dbname, $old_functions), '', "from $version: before that its functions answer, or say what to do");

	$server->safe_psql($dbname, 'ALTER EXTENSION prefcount UPDATE');
	is($server->safe_psql($dbname, q{SELECT extversion FROM pg_extension WHERE extname = 'prefcount'}),
		$new, "from $version to $new");
	is_deeply([ differences($server->safe_psql($dbname, $catalog), $fresh) ],
		[], "from $version: the objects are those of a fresh $new");
	is(profiles_of($server, 'profiles', $dbname), $stored, "from $version: stored profiles are as before");
	is($server->safe_psql($dbname, 'SELECT count(*) FROM winners JOIN profiles USING (name) WHERE winner IS DISTINCT FROM irv_winner(p)'),
		0, "from $version: so are views");
}

done_testing();
