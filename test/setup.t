#
# The demo's folder: made, marked, guarded and removed.
#
use strict;
use warnings;
use File::Temp;
use FindBin;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;

my $temp = File::Temp->newdir;
my $demo = "$temp/a demo";
$ENV{PREFCOUNT_DEMO} = $demo;
chmod 0755, $temp;
delete $ENV{SUDO_USER};

# A script in the place of the demo's own.
sub script
{
	my ($name, $sql) = @_;
	open my $handle, '>', "$temp/$name.sql" or die $!;
	print $handle $sql;
	close $handle;
	return "$temp/$name.sql";
}

# What a command prints, and its status.
sub run
{
	my ($command) = @_;
	my $output = `$command </dev/null 2>&1`;
	return ($output, $? >> 8);
}

# Starts a command in a group of its own; gives its process.
sub start
{
	my (@command) = @_;
	my $pid = fork // die $!;
	return $pid if $pid;
	setpgrp;
	open STDIN, '<', '/dev/null';
	open STDOUT, '>', "$temp/output";
	open STDERR, '>&', \*STDOUT;
	exec @command;
}

# Waits until something is so, two minutes at most.
sub wait_for
{
	my ($condition) = @_;
	for (1 .. 1200)
	{
		return 1 if $condition->();
		select undef, undef, undef, 0.1;
	}
	return 0;
}

sub slurp
{
	my ($file) = @_;
	open my $handle, '<', $file or return '';
	local $/;
	return scalar <$handle>;
}

# Whether a process runs; one that has ended may wait for its parent to notice.
sub runs
{
	my ($process) = @_;
	return kill(0, $process) && slurp("/proc/$process/stat") !~ /\) Z /;
}

my $quick = script('quick', "CREATE EXTENSION prefcount; CREATE TABLE ballots AS SELECT '{Ash}'::text[] AS ranking;");
my $slow  = script('slow', "SELECT pg_sleep(300);");
my $psql  = 'psql -XAt -U postgres membership -h';

#
# A demo, and the question that it invites to.
#
my ($output, $status) = run("scripts/demo $quick");
is($status, 0, 'a demo') or diag($output);
my ($invitation) = $output =~ /^    (.*psql -h .* membership)$/m;
is((run("$invitation -XAtc 'SELECT irv_winner(ranking) FROM ballots'"))[0], "Ash\n", 'the command that it prints works');
like(slurp("$demo/prefcount-demo"), qr/^ready \d+$/, 'its folder is marked');
is((run("scripts/demo $quick"))[1], 0, 'where nobody has written in it, the next demo takes its place');

# The reader's own tables.
run("$invitation -c 'CREATE TABLE mine AS SELECT 1 AS one'");
($output, $status) = run("scripts/demo $quick");
isnt($status, 0, 'a second demo does not take the place of the first');
like($output, qr/make demo-stop removes it/, '...and says what does');
is((run("$invitation -XAtc 'SELECT one FROM mine'"))[0], "1\n", 'the table that was made in it is there');

my ($pid) = slurp("$demo/data/postmaster.pid") =~ /^(\d+)/;
($output, $status) = run('scripts/demo-stop');
is($status, 0, 'make demo-stop');
ok(!-e $demo, '...removes the folder');
ok(wait_for(sub { !runs($pid) }), '...and stops the server');
($output, $status) = run('scripts/demo-stop');
is("$output$status", "There is no demo in $demo.\n0", 'with no demo it says so');

SKIP:
{
	skip 'not root, who makes it for another user', 4 if $> || !defined getpwnam('nobody') || !defined getpwnam('daemon');
	local $ENV{SUDO_USER} = 'daemon';
	($output, $status) = run("scripts/demo $quick");
	is($status, 0, 'a demo by sudo') or diag($output);
	like((run("cd / && runuser -u daemon -- $psql '$demo' -c 'SELECT 42'"))[0], qr/^42$/m, 'is for who called sudo');
	unlike((run("cd / && runuser -u nobody -- $psql '$demo' -c 'SELECT 42'"))[0], qr/^42$/m, '...and for no other user');
	run('scripts/demo-stop');
	ok(!-e $demo, '...and is removed');
}

#
# Folders that are no demo's.
#
mkdir $demo;
script('a demo/precious', '-- of the reader');
for my $command ("scripts/demo $quick", 'scripts/demo-stop')
{
	($output, $status) = run($command);
	isnt($status, 0, "$command refuses a folder that is not a demo's");
	like($output, qr/is in the way: it is no demo's folder and left alone/, '...saying so');
	is(slurp("$demo/precious.sql"), '-- of the reader', '...and leaves it alone');
}
unlink "$demo/precious.sql";
rmdir $demo;
symlink '/nowhere', $demo;
isnt((run("scripts/demo $quick"))[1], 0, 'nor does it follow a link');
unlink $demo;

#
# Ctrl-C, a second demo at the same time, and a demo that was killed.
#
my $running = start('scripts/demo', $slow);
my $count = "$psql '$demo' -c \"SELECT count(*) FROM pg_stat_activity WHERE query ~ '^SELECT pg_sleep'\" 2>/dev/null";
ok(wait_for(sub { `$count` eq "1\n" }), 'a demo is running');
($pid) = slurp("$demo/data/postmaster.pid") =~ /^(\d+)/;
for my $command ("scripts/demo $quick", 'scripts/demo-stop')
{
	($output, $status) = run($command);
	isnt($status, 0, "$command: not meanwhile");
	like($output, qr/another make demo is at work in \Q$demo\E/, '...saying why');
}
kill 'INT', -$running;
waitpid $running, 0;
isnt($?, 0, 'Ctrl-C ends it');
like(slurp("$temp/output"), qr/the demo is broken off; its server is stopped, and \Q$demo\E is removed/, '...saying what is left');
ok(!-e $demo, '...the folder is gone');
ok(wait_for(sub { !runs($pid) }), '...and so is the server');

$running = start('scripts/demo', $slow);
ok(wait_for(sub { `$count` eq "1\n" }), 'another demo is running');
($pid) = slurp("$demo/data/postmaster.pid") =~ /^(\d+)/;
kill 'KILL', -$running;
waitpid $running, 0;
ok(runs($pid), 'killed, it leaves a server');
($output, $status) = run("scripts/demo $quick");
is($status, 0, 'the next demo takes its place') or diag($output);
ok(wait_for(sub { !runs($pid) }), '...and has stopped that server');
run('scripts/demo-stop');
ok(!-e $demo, '...and is removed like any other');

# A script that fails.
($output, $status) = run('scripts/demo ' . script('wrong', 'SELECT 1/0;'));
isnt($status, 0, 'a demo that fails, fails');
ok(!-e $demo, '...and leaves nothing');

done_testing();
