#
# Profiles survive pg_dump, and so do the views that count them.
#
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $node = PostgreSQL::Test::Cluster->new('main');
$node->init;
$node->start;

$node->safe_psql('postgres', q{
	CREATE DATABASE original;
	CREATE DATABASE restored;
});
$node->safe_psql('original', q{
	CREATE EXTENSION prefcount;
	CREATE TABLE profiles (region text, p preference_profile);
	INSERT INTO profiles VALUES
		('North', '[{"ranking": ["Ash", null, ["Birch", "Cedar"]], "count": 2, "weight": 0.5}]'),
		('South', '[{"ranking": ["Birch \"quoted\"\n", "Ash"], "count": 3}, {"ranking": [[]], "count": 1}]'),
		('Empty', '[]');
	CREATE VIEW result AS SELECT region, r.* FROM profiles, irv_result(p) AS r;
});

my $dump = "${PostgreSQL::Test::Utils::tmp_check}/original.sql";
$node->command_ok(
	[ 'pg_dump', '--no-sync', '-d', $node->connstr('original'), '-f', $dump ],
	'pg_dump');
$node->command_ok(
	[ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('restored'), '-f', $dump ],
	'restored');

for my $query (
	'SELECT region, p FROM profiles ORDER BY region',
	"SELECT region, encode(preference_profile_send(p), 'hex') FROM profiles ORDER BY region",
	'SELECT * FROM result ORDER BY region')
{
	my $original = $node->safe_psql('original', $query);
	isnt($original, '', 'something to compare');
	is($node->safe_psql('restored', $query), $original, "the same after a restore: $query");
}

$node->stop;
done_testing();
