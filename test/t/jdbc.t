#
# A reporting tool's client: test/jdbc against a server of its own, with the
# questions of examples/metabase.  Needs a JDK and pgjdbc (Debian:
# default-jdk-headless and libpostgresql-jdbc-java; PGJDBC names another jar).
#
use strict;
use warnings;
use PostgreSQL::Test::Cluster;
use PostgreSQL::Test::Utils;
use Test::More;

my $jar = $ENV{PGJDBC} || '/usr/share/java/postgresql.jar';
plan skip_all => 'no javac: install default-jdk-headless'
  if system('javac -version >/dev/null 2>&1') != 0;
plan skip_all => "no $jar: install libpostgresql-jdbc-java, or set PGJDBC"
  unless -e $jar;

my $node = PostgreSQL::Test::Cluster->new('jdbc');
$node->init;
# pgjdbc speaks TCP only.
$node->append_conf('postgresql.conf', "listen_addresses = '127.0.0.1'");
$node->start;
$node->safe_psql('postgres', 'CREATE EXTENSION prefcount');
$node->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $node->connstr('postgres'), '-f', $_ ], "$_ runs")
  for 'test/examples/ballots.sql', 'examples/reporting.sql', 'examples/certainty.sql';

my $classes = PostgreSQL::Test::Utils::tempdir();
command_ok([ 'javac', '-Xlint:all', '-Werror', '-cp', $jar, '-d', $classes, 'test/jdbc/ReportingTool.java' ], 'the client compiles');

my $user = $node->safe_psql('postgres', 'SELECT current_user');
my $url  = 'jdbc:postgresql://127.0.0.1:' . $node->port . "/postgres?user=$user";
open my $client, '-|', 'java', '-XX:+UseSerialGC', '-Xshare:auto', '-cp', "$jar:$classes", 'ReportingTool', $url, 'examples/metabase'
  or die "java: $!";
while (my $line = <$client>)
{
	chomp $line;
	if ($line =~ /^(not )?ok (.*)/)
	{
		ok(!$1, $2);
	}
	else
	{
		diag($line);
	}
}
ok(close $client, 'the client came to its end');
$node->stop;

done_testing();
