#
# Many sessions at once, cancelled, timed out and terminated in the middle of
# their counts, parallel workers among them: afterwards all answers are right,
# and a session that went through it all has not grown.
#
# LOAD_SECONDS: for how long (6); LOAD_SESSIONS: of how many at once (50).
#
use strict;
use warnings;
use lib 'test/t/lib';
use IPC::Run;
use POSIX ':sys_wait_h';
use PostgreSQL::Test::Utils;
use Servers;
use Test::More;
use Time::HiRes qw(sleep time);

my $seconds  = $ENV{LOAD_SECONDS}  // 6;
my $sessions = $ENV{LOAD_SESSIONS} // 50;
my $server   = new_server('main');
$server->append_conf('postgresql.conf', $_) for (
	'max_connections = 100', 'max_worker_processes = 16', 'max_parallel_workers = 16',
	'log_min_messages = log', 'parallel_setup_cost = 0', 'parallel_tuple_cost = 0',
	'min_parallel_table_scan_size = 0', 'max_parallel_workers_per_gather = 2', 'shared_buffers = 32MB');
$server->restart;

$server->safe_psql('postgres', q{
	CREATE TABLE ballots AS
	SELECT i AS id, i % 7 AS region, 1 + i % 3 AS weight,
		   ARRAY['c' || i * 7 % 11, 'c' || i * 13 % 17, 'c' || i * 29 % 23] AS ranking, repeat('x', 60) AS filler
	FROM generate_series(1, 60000) AS i;
	CREATE TABLE distinct_ballots AS
	SELECT ARRAY['c' || i % 40, 'd' || i / 40 % 40, 'e' || i / 1600 % 40, 'f' || i / 64000 % 40] AS ranking
	FROM generate_series(1, 1000000) AS i;
	CREATE TABLE profiles AS SELECT region, profile_agg(ranking) AS p FROM ballots GROUP BY region;
	CREATE TABLE distinct_profile AS SELECT profile_agg(ranking) AS p FROM distinct_ballots;
	ANALYZE;
});

# Queries whose answers must not change, most of them parallel.
my %queries = (
	winner     => 'SELECT irv_winner(ranking), irv_runner_up(ranking), irv_order(ranking) FROM ballots',
	weighted   => 'SELECT irv_winner(ranking, weight), profile_total(profile_agg(ranking, weight)) FROM ballots',
	regions    => 'SELECT region, irv_winner(ranking), profile_agg(ranking)::text FROM ballots GROUP BY region ORDER BY region',
	jsonb      => 'SELECT irv_order(to_jsonb(ranking)) FROM ballots WHERE id <= 20000',
	long       => 'SELECT md5(profile_agg(id, rank, candidate)::text) FROM ballots, unnest(ranking) WITH ORDINALITY AS u(candidate, rank) WHERE id <= 5000',
	window     => 'SELECT md5(string_agg(w, $$,$$ ORDER BY id)) FROM (SELECT id, irv_winner(ranking) OVER (ORDER BY id ROWS 200 PRECEDING) AS w FROM ballots WHERE id <= 2000) AS x',
	rounds     => 'SELECT md5(string_agg(r::text, $$,$$)) FROM (SELECT profile_agg(p) AS p FROM profiles) AS x, irv_rounds(p) AS r',
	places     => 'SELECT md5(string_agg(r::text, $$,$$)) FROM (SELECT profile_agg(p) AS p FROM profiles) AS x, irv_places(p, $${"runner_up": "winner_removed"}$$) AS r',
	slices     => 'SELECT md5(string_agg(r::text, $$,$$)) FROM (SELECT profile_agg(p) AS whole FROM profiles) AS x, profiles, irv_slice_rounds(p, whole) AS r WHERE region = 3',
	pairs      => 'SELECT md5(string_agg(r::text, $$,$$)) FROM profiles, pairwise(p) AS r WHERE region = 1',
	text       => 'SELECT md5(string_agg(p::text::preference_profile::text, $$,$$ ORDER BY region)) FROM profiles',
	sets       => 'SELECT count(*), md5(string_agg(w, $$,$$ ORDER BY w)) FROM (SELECT irv_winner(ranking) AS w FROM ballots GROUP BY GROUPING SETS ((region), (weight), ())) AS x',
	spilled    => 'SELECT md5(string_agg(w, $$,$$ ORDER BY g)) FROM (SELECT id % 5000 AS g, irv_winner(ranking) AS w FROM ballots GROUP BY id % 5000) AS x',
);
my %expected = map { $_ => $server->safe_psql('postgres', $queries{$_}) } keys %queries;

# The same without parallel plans.
is($server->safe_psql('postgres', "SET max_parallel_workers_per_gather = 0; $queries{$_}"), $expected{$_}, "$_, serial and parallel")
  for sort keys %queries;

# 1. A query that is cancelled stops soon.
my %slow = (
	'profile_agg of a million distinct ballots' => 'SELECT profile_ballots(profile_agg(ranking)) FROM distinct_ballots',
	'irv_winner of a million distinct ballots'  => 'SELECT irv_winner(ranking) FROM distinct_ballots',
	'a count of a million distinct ballots'     => 'SELECT irv_winner(p, $${}$$) FROM distinct_profile',
	'the text form of a million rankings'       => 'SELECT length(p::text) FROM distinct_profile',
	'places by removing the winners'            => 'SELECT count(*) FROM distinct_profile, irv_places(p, $${"runner_up": "winner_removed"}$$)',
	'pairs of a million rankings'               => 'SELECT count(*) FROM distinct_profile, pairwise(p)',
	'a sum of two profiles'                     => 'SELECT profile_ballots(p + p) FROM distinct_profile',
	'a slice of a million rankings'             => 'SELECT count(*) FROM distinct_profile, irv_slice_rounds(p, p)',
);
my $cancelled = 0;
for my $name (sort keys %slow)
{
	# the statement's own clock; the best of three, since the machine may be busy
	my ($best, $ended);
	for (1 .. 3)
	{
		my ($ms, $how) = split /\|/, $server->safe_psql('postgres', qq{
			SET statement_timeout = '30ms';
			SET max_parallel_workers_per_gather = 0;
			DO \$do\$
			DECLARE
				begun timestamptz := clock_timestamp();
			BEGIN
				EXECUTE \$q\$$slow{$name}\$q\$;
				PERFORM set_config('test.how', 'answered', false);
				PERFORM set_config('test.ms', (extract(epoch FROM clock_timestamp() - begun) * 1000)::int::text, false);
			EXCEPTION WHEN query_canceled THEN
				PERFORM set_config('test.how', 'cancelled', false);
				PERFORM set_config('test.ms', (extract(epoch FROM clock_timestamp() - begun) * 1000)::int::text, false);
			END \$do\$;
			SELECT current_setting('test.ms'), current_setting('test.how')});
		($best, $ended) = ($ms, $how) if !defined $best || $ms < $best;
	}
	cmp_ok($best, '<', 200, "$name: ended soon after 30 ms");
	note("$name: $ended after $best ms");
	$cancelled++ if $ended eq 'cancelled';
}
cmp_ok($cancelled, '>=', 4, 'most were cancelled');

# 1b. A session that gets no more memory at any point: each query is answered,
# or ends with SQLSTATE 53200, and the session goes on.
SKIP:
{
	skip 'there is no prlimit', 3 if system('prlimit --version >/dev/null 2>&1') != 0;

	my $sql = "SET jit = off; SET max_parallel_workers_per_gather = 0;\nSELECT pg_backend_pid() AS pid \\gset\n\\setenv PID :pid\n"
	  . "SELECT count(*) FROM ballots;\n";
	for my $megabytes (map { 10 * $_ } 16 .. 40)
	{
		$sql .= "\\! prlimit --pid \$PID --as=${megabytes}000000:\n";
		$sql .= "$_;\n\\echo state :SQLSTATE\n" for @slow{ 'a sum of two profiles', 'profile_agg of a million distinct ballots' },
		  'SELECT irv_winner(p, $${}$$) FROM distinct_profile';
	}
	$sql .= "\\! prlimit --pid \$PID --as=unlimited:\n\\echo last\n$queries{winner};\n";
	my ($out, $err);
	IPC::Run::run([ 'psql', '-XqAt', '-d', $server->connstr('postgres') ], '<', \$sql, '>', \$out, '2>', \$err, IPC::Run::timeout(300));
	my %states;
	$states{$_}++ for $out =~ /^state (\w+)$/mg;
	note(join ', ', map { "$_: $states{$_}" } sort keys %states);
	is(join(' ', grep { !/^(00000|53200)$/ } keys %states), '', 'with little memory, an answer or 53200');
	cmp_ok($states{53200} // 0, '>=', 3, 'some had too little');
	like($out, qr/^last\n\Q$expected{winner}\E$/m, 'the session goes on');
}

# 2. One session lives through it all: its memory before and after.
my ($in, $out, $err) = ('', '', '');
my $lived = IPC::Run::start([ 'psql', '-XqAt', '-d', $server->connstr('postgres') ], '<', \$in, '>', \$out, '2>', \$err,
	IPC::Run::timeout(600));

sub ask
{
	my ($sql) = @_;
	$out = '';
	$in .= "$sql;\n\\echo asked\n";
	$lived->pump until $out =~ /asked\n/;
	$out =~ s/asked\n//;
	chomp $out;
	return $out;
}
my $memory = 'SELECT sum(total_bytes) FROM pg_backend_memory_contexts';
my $rss    = q{SELECT substring(pg_read_file('/proc/self/status') FROM 'RssAnon:\s+(\d+)')};  # without shared buffers

sub go_round
{
	is(ask($queries{$_}), $expected{$_}, "$_, $_[0]") for sort keys %queries;
	# errors and cancellations leave nothing behind either
	ask(q{SELECT profile_agg(CASE id WHEN 50000 THEN '{{A}}' ELSE ranking END) FROM ballots});
	ask(q{SET statement_timeout = '20ms'});
	ask($slow{$_}) for sort keys %slow;
	ask(q{RESET statement_timeout});
}
go_round('first');
go_round('again');
my ($bytes_before, $rss_before) = (ask($memory), ask($rss));

# 3. Load: each session asks at random, with little memory, is cancelled by
# a timeout, by another session or terminated; workers are terminated too.
my $dir   = PostgreSQL::Test::Utils::tempdir();
my $wrong = 0;
my (@running, %seen);
my @names = sort keys %queries;
my $until = time + $seconds;
my $started    = 0;
my $connection = $server->connstr('postgres');

sub session
{
	my $sql = sprintf "SET statement_timeout = %d; SET work_mem = '%s'; SET max_parallel_workers_per_gather = %d;\n",
	  rand() < 0.3 ? 1 + int rand 60 : 0, (qw(64kB 256kB 4MB))[ rand 3 ], int rand 3;
	my @asked = map { $names[ rand @names ] } 1 .. 2;
	$sql .= "\\echo begin $_\n$queries{$_};\n\\echo end $_\n" for @asked;

	# a process and files each: many pipes at once would wait for one another
	my $file = "$dir/" . ++$started;
	open my $handle, '>', "$file.sql" or die $!;
	print $handle $sql;
	close $handle;
	defined(my $pid = fork) or die "fork: $!";
	if ($pid == 0)
	{
		open STDOUT, '>', "$file.out" or die $!;
		open STDERR, '>', "$file.err" or die $!;
		exec 'psql', '-XqAt', '-d', $connection, '-f', "$file.sql" or POSIX::_exit(1);
	}
	return { pid => $pid, file => $file };
}

# Is what a session was told right, where it was told anything?
sub judge
{
	my ($session) = @_;
	my $told = slurp("$session->{file}.out");

	while ($told =~ /^begin (\w+)\n(.*?)^end \1\n/msg)
	{
		my ($name, $answer) = ($1, $2);
		chomp $answer;
		next if $answer eq '' && $expected{$name} ne '';    # cancelled
		$seen{answers}++;
		if ($answer ne $expected{$name})
		{
			$wrong++;
			diag("$name: $answer");
		}
	}
	for (split /\n/, slurp("$session->{file}.err"))
	{
		if (/canceling statement due to statement timeout/) { $seen{timeouts}++ }
		elsif (/canceling statement due to user request/) { $seen{cancels}++ }
		elsif (/terminating (connection|background worker)|connection to server was lost|closed the connection|parallel worker|could not send|terminated abnormally|before or while/) { $seen{terminated}++ }
		elsif (/ERROR|FATAL|PANIC/) { $seen{other}++; diag($_) }
	}
}

while (time < $until)
{
	push @running, session() while @running < $sessions;
	for (1 .. 3)
	{
		my $shot = (
			q{SELECT pg_cancel_backend(pid)}, q{SELECT pg_terminate_backend(pid)},
			q{SELECT pg_terminate_backend(pid)})[$_ - 1];
		my $whom = (q{backend_type = 'client backend'}, q{backend_type = 'client backend'}, q{backend_type = 'parallel worker'})[$_ - 1];
		ask(qq{SELECT count(*) FROM ($shot FROM pg_stat_activity WHERE $whom AND pid <> pg_backend_pid()
			AND query LIKE '%irv%' ORDER BY random() LIMIT 2) AS x});
	}
	my @left;
	for my $session (@running)
	{
		if (waitpid($session->{pid}, WNOHANG) == 0) { push @left, $session; next }
		judge($session);
	}
	@running = @left;
	sleep 0.05;
}
for my $session (@running)
{
	waitpid($session->{pid}, 0);
	judge($session);
}
$seen{sessions} = $started;
note(join ', ', map { "$_ $seen{$_}" } sort keys %seen);
is($wrong, 0, 'every answer under load was right');
is($seen{other} // 0, 0, 'no error but those that were provoked');
cmp_ok($seen{answers} // 0, '>=', 10, 'there were answers');
cmp_ok(($seen{timeouts} // 0) + ($seen{cancels} // 0) + ($seen{terminated} // 0), '>=', 5, 'and interruptions');

# 4. After it.
go_round('after the load');
my ($bytes_after, $rss_after) = (ask($memory), ask($rss));
note("contexts $bytes_before then $bytes_after bytes, resident $rss_before then $rss_after kB");
cmp_ok($bytes_after - $bytes_before, '<', 1_000_000, 'the memory contexts of a session that lived on have not grown');
cmp_ok($rss_after - $rss_before, '<', 20_000, 'nor has its memory');
$in .= "\\q\n";
$lived->finish;

is($server->safe_psql('postgres', "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'parallel worker'"), 0,
	'no worker is left');
$server->stop;
my $log = slurp($server->logfile);
unlike($log, qr/TRAP:|PANIC|terminated by signal|server process .* was/, 'nothing crashed');

done_testing();
