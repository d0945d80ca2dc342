#
# Profiles whose labels are hard on dumps, from databases of one encoding into
# databases of another: they come back byte for byte, or the restore fails and
# says which encoding has no such character.
#
use strict;
use warnings;
use lib 'test/t/lib';
use PostgreSQL::Test::Utils;
use Servers;
use Test::More;

my $server = new_server('main');
my $dir    = PostgreSQL::Test::Utils::tempdir();

# A dump restored into a new database of an encoding; what psql said.
sub restore
{
	my ($dump, $dbname, $encoding) = @_;
	$server->safe_psql('postgres',
		"CREATE DATABASE $dbname TEMPLATE template0 ENCODING '$encoding' LC_COLLATE 'C' LC_CTYPE 'C'");
	my ($out, $err) = run_command([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $server->connstr($dbname), '-f', $dump ]);
	return $err;
}

# A dump of a database in an encoding, or in its own.
sub dump_of
{
	my ($dbname, $name, @options) = @_;
	$server->command_ok([ 'pg_dump', @options, '-f', "$dir/$name", '-d', $server->connstr($dbname) ], "$dbname is dumped: $name");
	return "$dir/$name";
}

# The stored bytes do not depend on the encoding.
sub bytes_of
{
	my ($dbname) = @_;
	return $server->safe_psql($dbname, q{SELECT string_agg(md5(preference_profile_send(p)), ',' ORDER BY n) FROM hostile});
}

# What ends a COPY, a string, a comment or a command; what looks like another
# thing; letters that LATIN1 and WIN1252 have, and that they have not.
my @plain = ('\\.', '\\', '\\\\N', "a\tb", "a\nb", "a\r\nb", "\x0b\x08\x01", "'", '"', q{');DROP TABLE hostile;--}, '$$', '$hostile$',
	'{A,B}', '["A"]', '\\u0041', '\\x00', '/*', '--', ';', ' ', 'NULL', 'null', '%s', '\\connect postgres', '\\!ls', 'x' x 70000);
my @latin = ("\xe9", "\xc5ngstr\xf6m", "\xff", "\xad", "\xa0");
my @beyond = ("\x{20ac}", "\x{674e}\x{660e}", "\x{1f5f3}\x{fe0f}", "\x{202e}txt", "A\x{30a}", "\x{feff}A", "\x{10ffff}");

sub fill
{
	my ($dbname, @labels) = @_;
	my $n = 0;
	my $rows = join ",\n", map { my $label = $_; utf8::encode($label); $label =~ s/'/''/g; $n++; "($n, ARRAY['$label', 'other'])" } @labels;
	$server->safe_psql($dbname, qq{
		SET client_encoding = 'UTF8'; SET standard_conforming_strings = on;
		CREATE TABLE hostile (n int PRIMARY KEY, p preference_profile);
		INSERT INTO hostile SELECT n, profile_agg(r) FROM (VALUES $rows) AS v (n, r) GROUP BY n;
		INSERT INTO hostile SELECT 0, profile_agg(p) FROM hostile;
		CREATE TABLE defaults (p preference_profile DEFAULT \$p\$[{"ranking": ["'", "\\\\"], "count": 1}]\$p\$);
		CREATE VIEW winners AS SELECT n, irv_winner(p, '{"candidates": ["'';--", "\\\\"], "unlisted": "skip"}') FROM hostile});
}

$server->safe_psql('postgres', 'CREATE DATABASE latin_labels');
$server->safe_psql('latin_labels', 'CREATE EXTENSION prefcount');
fill('latin_labels', @plain, @latin);
my $bytes = bytes_of('latin_labels');

my @dumps = (dump_of('latin_labels', 'copy'), dump_of('latin_labels', 'inserts', '--inserts'),
	dump_of('latin_labels', 'latin1', '--encoding=LATIN1'));
for my $encoding (qw(LATIN1 WIN1252 UTF8 LATIN9))
{
	for my $dump (@dumps)
	{
		# PostgreSQL knows no way from one of these to another
		next if $dump =~ /latin1$/ && $encoding !~ /UTF8|LATIN1/;
		my $name = lc($encoding) . '_' . ($dump =~ m{(\w+)$})[0];
		is(restore($dump, $name, $encoding), '', "$name: restored");
		is(bytes_of($name), $bytes, "$name: byte for byte");
	}
}

# And back again from a database that is not in UTF-8.
is(restore(dump_of('latin1_copy', 'back'), 'back', 'UTF8'), '', 'from LATIN1 to UTF8');
is(bytes_of('back'), $bytes, 'byte for byte');
is(restore(dump_of('latin1_copy', 'win', '--encoding=UTF8'), 'win', 'WIN1252'), '', 'from LATIN1 to WIN1252, by UTF-8');
is(bytes_of('win'), $bytes, 'byte for byte');

# Letters that an encoding has not.
$server->safe_psql('postgres', 'CREATE DATABASE all_labels');
$server->safe_psql('all_labels', 'CREATE EXTENSION prefcount');
fill('all_labels', @plain, @latin, @beyond);
my $all = dump_of('all_labels', 'all');
is(restore($all, 'all_again', 'UTF8'), '', 'all labels: restored in UTF8');
is(bytes_of('all_again'), bytes_of('all_labels'), 'byte for byte');
like(restore($all, 'all_latin', 'LATIN1'), qr/has no equivalent in encoding "LATIN1"/, 'not in LATIN1, which has no such characters');
like(restore($all, 'all_ascii', 'SQL_ASCII'), qr/^$/, 'in SQL_ASCII, which takes bytes as they are');
is(bytes_of('all_ascii'), bytes_of('all_labels'), 'byte for byte');
my ($out, $err) = run_command([ 'pg_dump', '--encoding=LATIN1', '-d', $server->connstr('all_labels') ]);
like($err, qr/has no equivalent in encoding "LATIN1"/, 'nor is it dumped in LATIN1');

# What LATIN1 has no letter for arrives there in binary and can be counted; a
# dump of it says what is wrong, and loses nothing by it.
$server->safe_psql('all_labels', "COPY hostile TO '$dir/hostile.copy' (FORMAT binary)");
$server->safe_psql('postgres', "CREATE DATABASE binary_latin TEMPLATE template0 ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C'");
$server->safe_psql('binary_latin', "CREATE EXTENSION prefcount; CREATE TABLE hostile (n int, p preference_profile);
	COPY hostile FROM '$dir/hostile.copy' (FORMAT binary)");
is(bytes_of('binary_latin'), bytes_of('all_labels'), 'binary COPY into LATIN1: byte for byte');
($out, $err) = run_command([ 'pg_dump', '-d', $server->connstr('binary_latin') ]);
like($err, qr/has no equivalent in encoding "LATIN1"/, 'a dump of it fails with the server\'s usual error');
is(bytes_of('binary_latin'), bytes_of('all_labels'), 'and the table is as it was');

$server->stop;
done_testing();
