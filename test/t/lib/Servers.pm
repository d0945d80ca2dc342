#
# What the tests with servers of their own share.
#
package Servers;

use strict;
use warnings;
use Exporter 'import';
use File::Basename;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;

our @EXPORT = qw(new_server fill_profiles profiles_of slurp);

# A server with the extension (unless extension => 0), started; conf: more
# settings; init: as PostgreSQL::Test::Cluster's.
sub new_server
{
	my ($name, %init) = @_;
	my $server = PostgreSQL::Test::Cluster->new($name);
	my @locale = ('--no-locale', '--encoding=UTF8');
	my $conf = delete $init{conf} // '';
	my $extension = delete $init{extension} // 1;

	$server->init(extra => \@locale, %init);
	$server->append_conf('postgresql.conf', "shared_buffers = 32MB\n$conf");
	$server->start;
	$server->safe_psql('postgres', 'CREATE EXTENSION prefcount') if $extension;
	return $server;
}

sub slurp
{
	my ($file) = @_;
	open my $handle, '<', $file or die "$file: $!";
	local $/;
	return scalar <$handle>;
}

# Make a table and put the test vectors into it: profiles of every shape.
sub fill_profiles
{
	my ($server, $table, $dbname) = @_;
	my @files = sort glob 'test/vectors/*.json';
	my $rows  = join ",\n",
	  map { sprintf q{($name$%s$name$, $json$%s$json$)}, basename($_, '.json'), slurp($_) } @files;

	$server->safe_psql($dbname // 'postgres',
		"SET client_encoding = 'UTF8';
		 CREATE TABLE IF NOT EXISTS $table (name text PRIMARY KEY, p preference_profile NOT NULL);
		 INSERT INTO $table SELECT name, p::preference_profile FROM (VALUES $rows) AS v(name, p);");
	return scalar @files;
}

# All of such a table as text to be compared: names, bytes and text.
sub profiles_of
{
	my ($server, $table, $dbname) = @_;
	return $server->safe_psql($dbname // 'postgres', qq{
		SELECT name, md5(preference_profile_send(p)), md5(p::text), profile_ballots(p), irv_winner(p)
		FROM $table ORDER BY name COLLATE "C"});
}

1;
