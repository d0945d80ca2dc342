#
# A change is complete or has not happened: the value of a running aggregate is
# read, merged and flattened, and of all the module's requests for memory and
# looks for interrupts meanwhile each one fails in turn.  Whoever catches the
# error finds the profile that there was, and no memory lost.
#
use strict;
use warnings;
use lib 'test/t/lib';
use PostgreSQL::Test::Utils;
use Servers;
use Test::More;

# The module again, with what lets it fail linked before the server.
my $config  = $ENV{PG_CONFIG} // 'pg_config';
my $include = `'$config' --includedir-server`;
my $module  = PostgreSQL::Test::Utils::tempdir() . '/faults.so';
my @objects = grep { -e s/o$/c/r } glob 'src/*/*.o';
my @wrapped = qw(palloc palloc0 palloc_extended repalloc repalloc_huge MemoryContextAlloc MemoryContextAllocZero
  MemoryContextAllocHuge MemoryContextAllocExtended AllocSetContextCreateInternal DatumGetEOHP ProcessInterrupts);
chomp $include;
plan skip_all => 'the module has not been built here' unless @objects;
system(qw(gcc -shared -fPIC -O1 -fvisibility=hidden), "-I$include", '-o', $module, 'test/faults/faults.c', @objects,
	map { "-Wl,--wrap=$_" } @wrapped) == 0
  or plan skip_all => 'cannot link the module with gcc';
chmod 0755, $module, PostgreSQL::Test::Utils::tempdir();

my $server = new_server('main');
$server->safe_psql('postgres', qq{
	SET allow_system_table_mods = on;
	UPDATE pg_proc SET probin = '$module' WHERE probin IN ('prefcount', '\$libdir/prefcount');
	CREATE FUNCTION faults_begin(text, int) RETURNS void LANGUAGE c AS '$module';
	CREATE FUNCTION faults_end() RETURNS int LANGUAGE c AS '$module';
});

$server->safe_psql('postgres', <<'SQL');
CREATE TABLE ballots AS
SELECT i, i % 997 AS region, 1 + (i % 3) * 0.5 AS weight,
	   CASE WHEN i % 10 < 8 THEN ARRAY['a' || i % 19, 'b' || i / 19 % 17, 'c' || i / 323 % 31]
	   ELSE ARRAY(SELECT 'd' || (i * k + k * k) % 37 FROM generate_series(1, 17) AS k) END AS ranking
FROM generate_series(1, 6500) AS i;
ANALYZE ballots;

-- Does something with a profile in memory, of which the nth request or look
-- fails: is the profile then what it was, for whoever reads it next?  With a
-- plan made for the values of its parameters these would be flattened before.
CREATE FUNCTION after_fault(p preference_profile, expected preference_profile, action text, kind text, n int)
RETURNS text LANGUAGE plpgsql SET plan_cache_mode = force_generic_plan AS $$
DECLARE
	other preference_profile := '[{"ranking": ["z", "a1"], "count": 2}]';
	answer text;
	outcome text := 'done';
BEGIN
	BEGIN
		PERFORM faults_begin(kind, n);
		CASE action
			WHEN 'count' THEN answer := profile_ballots(p);
			WHEN 'flatten' THEN answer := length(preference_profile_send(p));
			WHEN 'merge' THEN answer := profile_ballots(other + p);
			WHEN 'relabel' THEN answer := profile_ballots(profile_relabel(p, '{"a1": "z"}'));
			WHEN 'winner' THEN answer := irv_winner(p, '{}');
		END CASE;
	EXCEPTION WHEN out_of_memory OR query_canceled THEN
		outcome := 'failed';
	END;
	PERFORM faults_end();
	RETURN outcome || CASE
		WHEN profile_ballots(p) <> profile_ballots(expected) THEN format(', and has %s ballots', profile_ballots(p))
		WHEN profile_total(p) <> profile_total(expected) THEN format(', and has %s votes', profile_total(p))
		WHEN p <> expected THEN ', and has other rankings'
		WHEN other + p <> other + expected THEN ', and merges to another profile'
		WHEN EXISTS (SELECT FROM pg_backend_memory_contexts WHERE name = 'prefcount encoding') THEN ', and keeps memory'
		ELSE '' END;
END $$;

-- The same for each request or look in turn, or, behind the first 20, for
-- ever fewer of them; until none is left to fail.
CREATE FUNCTION all_faults(profiles text, action text, kind text, OUT outcome text, OUT faults int) LANGUAGE plpgsql AS $$
DECLARE
	expected preference_profile;
	n int := 0;
BEGIN
	EXECUTE 'SELECT p FROM ' || profiles INTO expected;
	faults := -1;
	LOOP
		faults := faults + 1;
		n := n + 1 + greatest(n - 20, 0) / 4;
		EXECUTE format('SELECT after_fault(p, $1, %L, %L, %s) FROM %s', action, kind, n, profiles)
			INTO outcome USING expected;
		EXIT WHEN outcome <> 'failed';
	END LOOP;
END $$;

-- Profiles in memory: with arrays of counters, with weights, with a hash table.
CREATE TABLE states AS SELECT * FROM (VALUES
	('many', '(SELECT profile_agg(ranking) AS p FROM ballots) AS s'),
	('weighted', '(SELECT profile_agg(ranking, weight) AS p FROM ballots) AS s'),
	('few', '(SELECT profile_agg(ranking) AS p FROM ballots GROUP BY region HAVING min(region) = 5) AS s'))
	AS v(name, profiles);
SQL

for my $kind (qw(memory cancel))
{
	for my $action (qw(count flatten merge relabel winner))
	{
		my @rows = map { [ split /\|/ ] } split /\n/, $server->safe_psql('postgres', qq{
			SELECT name, (f).outcome, (f).faults
			FROM (SELECT name, all_faults(profiles, '$action', '$kind') AS f FROM states) AS x ORDER BY name});

		is($_->[1], 'done', "$kind, $action, $_->[0]: as before after each of $_->[2] faults") for @rows;
	}
}
for my $kind (qw(memory cancel))
{
	cmp_ok($server->safe_psql('postgres', qq{SELECT faults FROM states, all_faults(profiles, 'count', '$kind') WHERE name = 'many'}),
		'>=', 3, "$kind: reading the number of ballots counts those that wait");
}

# A state that cannot be flattened, for it has too many votes.
my ($first, $last, $failed) = split /\|/, $server->safe_psql('postgres', q{
	CREATE FUNCTION held() RETURNS bigint LANGUAGE sql AS
	$$SELECT sum(total_bytes)::bigint FROM pg_backend_memory_contexts WHERE name LIKE 'prefcount%'$$;
	CREATE FUNCTION try_to_flatten(p preference_profile, OUT first bigint, OUT last bigint, OUT failed int) LANGUAGE plpgsql AS $$
	DECLARE
		copy preference_profile[];
	BEGIN
		failed := 0;
		first := held();
		FOR i IN 1 .. 300 LOOP
			BEGIN
				copy := ARRAY[p];
			EXCEPTION WHEN numeric_value_out_of_range THEN
				failed := failed + 1;
			END;
		END LOOP;
		last := held();
	END $$;
	SELECT (f).* FROM (
		SELECT try_to_flatten(profile_agg(p)) AS f
		FROM (SELECT '[{"ranking": ["A"], "count": 1000000000000000000}]'::preference_profile AS p UNION ALL SELECT one
			  FROM (SELECT profile_agg(ranking) AS one FROM ballots WHERE i % 50 = 0 GROUP BY i) AS x) AS y) AS z});
is($failed, 300, 'a total above 10^18 cannot be flattened');
cmp_ok($last, '<=', $first, 'nor does trying take memory');

done_testing();
