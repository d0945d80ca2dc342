#
# Backends and parallel workers that are killed in the middle of a count, and a
# server that is stopped at once: it comes back, what was committed is as it
# was, and counts answer as before.
#
use strict;
use warnings;
use lib 'test/t/lib';
use IPC::Run;
use PostgreSQL::Test::Utils;
use Servers;
use Test::More;
use Time::HiRes qw(sleep);

my $server = new_server('main');
$server->append_conf('postgresql.conf', $_) for ('restart_after_crash = on', 'fsync = on', 'max_worker_processes = 8',
	'parallel_setup_cost = 0', 'parallel_tuple_cost = 0', 'min_parallel_table_scan_size = 0', 'max_parallel_workers_per_gather = 2');
$server->restart;

fill_profiles($server, 'vectors');
$server->safe_psql('postgres', q{
	CREATE TABLE ballots AS
	SELECT i AS id, ARRAY['c' || i % 40, 'd' || i / 40 % 40, 'e' || i / 1600 % 40, 'f' || i / 64000 % 40] AS ranking
	FROM generate_series(1, 400000) AS i;
	CREATE TABLE profiles (n int PRIMARY KEY, p preference_profile);
	INSERT INTO profiles SELECT 0, profile_agg(ranking) FROM ballots;
	CREATE INDEX ON vectors USING hash (p);
	ANALYZE});

my $answers = q{SELECT md5(preference_profile_send(p)), irv_winner(p, '{}') FROM profiles WHERE n = 0};
my $vectors = profiles_of($server, 'vectors');
my $before  = $server->safe_psql('postgres', $answers);
my $winner  = $server->safe_psql('postgres', 'SELECT irv_winner(ranking) FROM ballots');

# Begin statements of which the last takes long; their session.
sub begin
{
	my @statements = ("SET application_name = 'victim'", @_);
	my %session = (out => '', err => '');
	$session{run} = IPC::Run::start([ 'psql', '-XqAt', '-d', $server->connstr('postgres'), map { ('-c', $_) } @statements ],
		'<', \undef, '>', \$session{out}, '2>', \$session{err}, IPC::Run::timeout(120));
	return \%session;
}

# Kill one of the processes that $where finds in pg_stat_activity; false if it
# was not found in time.
sub kill_one
{
	my ($where) = @_;
	for (1 .. 400)
	{
		my $pid = $server->safe_psql('postgres', "SELECT pid FROM pg_stat_activity WHERE $where LIMIT 1");
		# a worker may have ended by now: then the next one
		return 1 if $pid ne '' && kill('KILL', $pid);
		sleep 0.02;
	}
	return 0;
}

# The server has come back, and all is as it was.
sub check
{
	my ($name) = @_;
	ok($server->poll_query_until('postgres', 'SELECT NOT pg_is_in_recovery()'), "$name: the server is back");
	is($server->safe_psql('postgres', $answers), $before, "$name: the stored profile and its winner");
	is($server->safe_psql('postgres', 'SELECT irv_winner(ranking) FROM ballots'), $winner, "$name: the winner of the ballots");
	is(profiles_of($server, 'vectors'), $vectors, "$name: profiles of every shape");
	is($server->safe_psql('postgres', 'SET enable_seqscan = off; SELECT count(*) FROM vectors AS a JOIN vectors AS b USING (p) WHERE a.name = b.name'),
		$server->safe_psql('postgres', 'SELECT count(*) FROM vectors'), "$name: the index finds them");
}

# Each statement is repeated until it is killed, so that a quick machine has
# no chance to be done.
my $forever = 'DO $do$ BEGIN LOOP PERFORM %s; END LOOP; END $do$';
my %victims = (
	'a count'           => [ 'client backend',  sprintf($forever, 'count(*) FROM profiles, irv_rounds(p)') ],
	'an aggregate'      => [ 'client backend',  'SET max_parallel_workers_per_gather = 0', sprintf($forever, 'irv_winner(ranking) FROM ballots') ],
	'a sum'             => [ 'client backend',  sprintf($forever, 'p + p FROM profiles') ],
	'a parallel worker' => [ 'parallel worker', sprintf($forever, 'irv_winner(ranking) FROM ballots') ],
);
for my $name (sort keys %victims)
{
	my ($type, @statements) = @{ $victims{$name} };
	my $session = begin(@statements);
	ok($server->poll_query_until('postgres', q{SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name = 'victim' AND state = 'active' AND query LIKE 'DO%'}),
		"$name: has begun");
	sleep 0.1;
	# a worker bears the name of its leader
	ok(kill_one("backend_type = '$type' AND application_name = 'victim'"), "$name: is killed");
	$session->{run}->finish;
	like($session->{err}, qr/server closed the connection|terminating connection because of crash/, "$name: the session ends");
	check($name);
}

# Stored in part when the server is stopped at once: nothing of it is there, and
# all that was committed before.
my $session = begin('INSERT INTO profiles SELECT 1, p FROM profiles WHERE n = 0', 'BEGIN',
	q{INSERT INTO profiles SELECT i, p FROM profiles, generate_series(2, 5) AS i WHERE n = 0 RETURNING 'stored'}, 'SELECT pg_sleep(100)');
$session->{run}->pump until $session->{out} =~ /stored/;
$server->stop('immediate');
$session->{run}->finish;
$server->start;
check('stopped at once');
is($server->safe_psql('postgres', 'SELECT string_agg(n::text, $$,$$ ORDER BY n), count(DISTINCT p) FROM profiles'), '0,1|1',
	'what was committed is there, the rest is not');

like(slurp($server->logfile), qr/was terminated by signal 9/, 'processes were killed');
unlike(slurp($server->logfile), qr/PANIC|TRAP|signal 11|signal 6|XX000/, 'and nothing else went wrong');
$server->stop;
done_testing();
