#
# examples/dashboard: Observable Framework builds it from a server's views, as the
# role reporting and as who may see ballots, and Chromium looks at it.  Needs
# Chromium, node, and the packages that package.json names: npm install --prefix
# examples/dashboard, or PREFCOUNT_NODE_MODULES naming a folder of them.
#
use strict;
use warnings;
use lib 'test/t/lib';
use Servers;
use Cwd;
use JSON::PP;
use Test::More;

my ($chromium) = grep { -x } map { ("$_/chromium", "$_/chromium-browser", "$_/google-chrome") } split /:/, $ENV{PATH};
plan skip_all => 'no chromium: install chromium' unless $chromium;
plan skip_all => 'no node: install nodejs and npm' if system('node --version >/dev/null 2>&1') != 0;

my $dashboard = getcwd() . '/examples/dashboard';
my $modules   = $ENV{PREFCOUNT_NODE_MODULES};
symlink $modules, "$dashboard/node_modules" or die "$modules: $!" if $modules && !-e "$dashboard/node_modules";
plan skip_all => 'no packages: npm install --prefix examples/dashboard' unless -e "$dashboard/node_modules";

my $server = new_server('dashboard');
$server->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $server->connstr('postgres'), '-f', $_ ], "$_ runs")
  for 'test/examples/ballots.sql', 'examples/reporting.sql', 'examples/certainty.sql';
$server->safe_psql('postgres', 'CREATE ROLE reader LOGIN IN ROLE reporting');

# Build it for this user, and return what the browser sees.
sub seen
{
	my ($user) = @_;
	my $dist = "$dashboard/dist";
	my %environment = (PGHOST => $server->host, PGPORT => $server->port, PGDATABASE => 'postgres', PGUSER => $user, HOME => $dashboard);
	system('rm', '-rf', $dist, "$dashboard/src/.observablehq/cache/data");
	my $command = join ' ', 'cd', "'$dashboard' && env", (map { "$_='$environment{$_}'" } sort keys %environment),
	  'timeout 300 node node_modules/@observablehq/framework/dist/bin/observable.js build >build.log 2>&1';
	is(system($command), 0, "it is built for $user") or diag(slurp("$dashboard/build.log"));

	system('cp', 'test/browser/dashboard.html', $dist);
	my $pid = open my $serve, '-|', 'node', 'test/browser/serve.mjs', $dist or die $!;
	chomp(my $port = <$serve>);
	my $browser = fork // die $!;
	exec $chromium, '--headless', '--no-sandbox', '--disable-gpu', '--window-size=1400,900', '--user-data-dir=' . getcwd() . '/test/browser/profile',
	  '--remote-debugging-port=0', "http://127.0.0.1:$port/dashboard.html" or die $! if !$browser;
	my $text = eval { local $SIG{ALRM} = sub { die }; alarm 300; my $line = <$serve>; alarm 0; $line } // '{"error": "no answer in five minutes"}';
	kill TERM => $browser;
	waitpid $browser, 0;
	kill TERM => $pid;
	close $serve;
	my $seen = decode_json($text);
	is($seen->{error}, undef, 'the browser came to its end');
	return $seen;
}

sub ask { return $server->safe_psql('postgres', $_[0]) }

my $user = ask('SELECT current_user');
my $seen = seen($user);
for my $width (360, 768, 1280)
{
	is($seen->{$width}{wide}, 0, "$width px: no wider than the screen");
	is_deeply($seen->{$width}{errors}, [], "$width px: no errors");
}
my %areas = (1280 => "level = 'all'", London => "area = 'London'");
for my $view (sort keys %areas)
{
	my $now = $seen->{$view};
	is(join(',', @{$now->{cards}}), ask("SELECT concat_ws(',', w.full_name, a.full_name, b.full_name, c.full_name) FROM reporting.results
		JOIN candidates w ON w.label = winner JOIN candidates a ON a.label = runner_up_final_two
		JOIN candidates b ON b.label = runner_up_deciding_round JOIN candidates c ON c.label = runner_up_winner_removed WHERE $areas{$view}"),
		"$view: the winner and the second by each definition");
	is(join("\n", map { join '|', @$_[0 .. 2] } @{$now->{table}}) =~ s/,//gr, ask("SELECT round, full_name, votes FROM reporting.rounds WHERE $areas{$view} ORDER BY round, votes DESC, candidate"),
		"$view: the table of rounds");
	is(scalar @{$now->{ribbons}} ? join("\n", sort grep { /to/ } @{$now->{ribbons}}) =~ s/,//gr : '', ask("SELECT string_agg(format('%s to %s: %s', source, target, votes), E'\n' ORDER BY format('%s to %s: %s', source, target, votes) COLLATE \"C\") FROM reporting.flows WHERE $areas{$view}"),
		"$view: the ribbons");
}
is($seen->{1280}{days}, 4, 'a line for each candidate, day by day');
is($seen->{1280}{legends}, 1, 'each candidate has one colour in all charts');
is($seen->{1280}{charts}, 5, 'rounds, ribbons, regions, days, chances');

my $reader = seen('reader');
is_deeply($reader->{1280}{errors}, [], 'a reader of the reports: no errors');
is($reader->{1280}{charts}, 4, 'and no chances');
$server->stop;

done_testing();
