#
# Profiles that leave a database and come back: pg_dump in all its forms, with
# the views that count them, and COPY in text and binary.
#
use strict;
use warnings;
use lib 'test/t/lib';
use PostgreSQL::Test::Utils;
use Servers;
use Test::More;

my $from = new_server('from');
my $dir  = PostgreSQL::Test::Utils::tempdir();

my $n = fill_profiles($from, 'profiles');
$from->safe_psql('postgres', q{
	CREATE INDEX ON profiles USING hash (p);
	CREATE TABLE small (p preference_profile PRIMARY KEY DEFAULT '[{"ranking": ["A"], "count": 2}]');
	INSERT INTO small VALUES (DEFAULT), ('[]');
	CREATE MATERIALIZED VIEW merged AS SELECT profile_agg(p) AS p FROM profiles WHERE name !~ 'largest';
	CREATE VIEW results AS SELECT name, r.* FROM profiles, irv_result(p) AS r;
});
my $before = profiles_of($from, 'profiles');
my $merged = $from->safe_psql('postgres', 'SELECT p FROM merged');
my $results = $from->safe_psql('postgres', 'SELECT * FROM results ORDER BY name COLLATE "C"');
is(scalar(split /\n/, $before), $n, 'the profiles are there');

# Another server, whose OIDs are others.
my $to = PostgreSQL::Test::Cluster->new('to');
$to->init(extra => [ '--no-locale', '--encoding=UTF8' ]);
$to->start;
$to->safe_psql('postgres', join '', map { "CREATE TYPE other_$_ AS (a int);\n" } 1 .. 30);

my $psql = [ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d' ];
my %dumps = (
	plain     => [ [], [ @$psql, $to->connstr('plain'), '-f' ] ],
	inserts   => [ ['--inserts'], [ @$psql, $to->connstr('inserts'), '-f' ] ],
	custom    => [ ['--format=custom'], [ 'pg_restore', '--exit-on-error', '-d', $to->connstr('custom') ] ],
	directory => [
		[ '--format=directory', '--jobs=2' ],
		[ 'pg_restore', '--exit-on-error', '--jobs=2', '-d', $to->connstr('directory') ]
	],);
for my $form (sort keys %dumps)
{
	my ($options, $restore) = @{ $dumps{$form} };

	$from->command_ok([ 'pg_dump', @$options, '-f', "$dir/$form", '-d', $from->connstr('postgres') ],
		"$form dump");
	$to->safe_psql('postgres', "CREATE DATABASE $form");
	$to->command_ok([ @$restore, "$dir/$form" ], "$form dump is restored");
	is(profiles_of($to, 'profiles', $form), $before, "$form dump: the profiles, byte for byte");
	is($to->safe_psql($form, 'SELECT p FROM merged'), $merged, "$form dump: the materialized view");
	is($to->safe_psql($form, 'SELECT * FROM results ORDER BY name COLLATE "C"'), $results, "$form dump: the view of results");
	is($to->safe_psql($form, 'SELECT count(*) FROM small JOIN profiles USING (p)'),
		1, "$form dump: the indexes find them");
}
like(slurp("$dir/plain"), qr/CREATE EXTENSION IF NOT EXISTS prefcount/, 'a dump names the extension');
unlike(slurp("$dir/plain"), qr/CREATE (FUNCTION|AGGREGATE|TYPE|OPERATOR)/, 'and none of its objects');

# Dumped again, it is the same file: the text form is exact.
$to->command_ok([ 'pg_dump', '-f', "$dir/again", '-d', $to->connstr('plain') ], 'the restored one is dumped');
my @copies = map {
	my ($rows) = slurp("$dir/$_") =~ /^(COPY public\.profiles .*?^\\\.)$/ms;
	join "\n", sort split /\n/, $rows
} qw(plain again);
is($copies[1], $copies[0], 'the same text comes out');

$to->safe_psql('postgres', 'CREATE EXTENSION prefcount');
for my $format (qw(text csv binary))
{
	$from->safe_psql('postgres', "COPY profiles TO '$dir/$format.copy' (FORMAT $format, ENCODING 'UTF8')");
	$to->safe_psql('postgres', qq{
		CREATE TABLE copied_$format (name text, p preference_profile);
		COPY copied_$format FROM '$dir/$format.copy' (FORMAT $format, ENCODING 'UTF8')});
	is(profiles_of($to, "copied_$format"), $before, "COPY in $format: the profiles, byte for byte");
}
ok(slurp("$dir/binary.copy") eq do
	{
		$to->safe_psql('postgres', "COPY copied_binary TO '$dir/again.copy' (FORMAT binary)");
		slurp("$dir/again.copy");
	},
	'two servers write the same binary file');

# A server whose databases are not in UTF-8 stores the same bytes.
$to->safe_psql('postgres',
	q{CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'});
$to->safe_psql('latin', qq{
	CREATE EXTENSION prefcount;
	CREATE TABLE copied (name text, p preference_profile);
	COPY copied FROM '$dir/binary.copy' (FORMAT binary)});
is( $to->safe_psql('latin', 'SELECT md5(string_agg(preference_profile_send(p), NULL ORDER BY name COLLATE "C")) FROM copied'),
	$from->safe_psql('postgres', 'SELECT md5(string_agg(preference_profile_send(p), NULL ORDER BY name COLLATE "C")) FROM profiles'),
	'in a LATIN1 database they are the same bytes');

done_testing();
