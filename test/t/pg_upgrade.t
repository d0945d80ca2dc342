#
# pg_upgrade takes the files of a database over as they are: profiles must mean
# the same afterwards, though every OID may be another one.
#
# PREFCOUNT_OLD_PG_CONFIG names the pg_config of another major to come from,
# with prefcount installed; else the old server is of the same major.
#
use strict;
use warnings;
use lib 'test/t/lib';
use File::Basename;
use PostgreSQL::Test::Utils;
use Servers;
use Test::More;

my %install;
if (my $config = $ENV{PREFCOUNT_OLD_PG_CONFIG})
{
	chomp(my $bindir = `"$config" --bindir`);
	$install{install_path} = dirname($bindir);
}

my $old = PostgreSQL::Test::Cluster->new('old', %install);
my @locale = ('--no-locale', '--encoding=UTF8');
$old->init(extra => [ @locale, '--no-data-checksums' ]) if $old->pg_version >= 18;
$old->init(extra => \@locale) if $old->pg_version < 18;
$old->start;
$old->safe_psql('postgres', 'CREATE EXTENSION prefcount');
fill_profiles($old, 'profiles');
$old->safe_psql('postgres', q{
	CREATE INDEX profiles_p ON profiles USING hash (p);
	CREATE MATERIALIZED VIEW merged AS SELECT profile_agg(p) AS p FROM profiles WHERE name !~ 'largest';
	CREATE VIEW results AS SELECT name, r.* FROM profiles, irv_result(p) AS r;
});
my $all     = 'SELECT * FROM results ORDER BY name COLLATE "C"';
my $before  = profiles_of($old, 'profiles');
my $results = $old->safe_psql('postgres', $all);
$old->stop;

# initdb turned checksums on by itself in PostgreSQL 18
my $new = PostgreSQL::Test::Cluster->new('new');
$new->init(extra => [ @locale, $new->pg_version >= 18 ? '--no-data-checksums' : () ]);

# pg_upgrade leaves its files where it runs
my $dir = PostgreSQL::Test::Utils::tempdir();
chdir $dir or die $!;
command_ok(
	[
		'pg_upgrade', '--no-sync',
		'-d', $old->data_dir, '-D', $new->data_dir,
		'-b', $old->config_data('--bindir'), '-B', $new->config_data('--bindir'),
		'-s', $new->host, '-p', $old->port, '-P', $new->port
	],
	'pg_upgrade from ' . $old->pg_version . ' to ' . $new->pg_version);

$new->start;
is(profiles_of($new, 'profiles'), $before, 'the profiles, byte for byte');
is($new->safe_psql('postgres', $all), $results, 'and their results');
is($new->safe_psql('postgres', q{
	SET enable_seqscan = off;
	SELECT count(*) FROM profiles WHERE p = '[{"ranking": [""], "count": 2}, {"ranking": ["", "A"], "count": 1}, {"ranking": [["", "A"]], "count": 1}]'}),
	1, 'the index finds one');
is($new->safe_psql('postgres', q{SELECT p = (SELECT profile_agg(p) FROM profiles WHERE name !~ 'largest') FROM merged}),
	't', 'what was merged before is what is merged now');

$new->stop;
done_testing();
