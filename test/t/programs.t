#
# The programs in doc/drivers.md and doc/recipes.md: each is run against a server
# of its own and has to print what the block behind it shows.  What a program
# imports may be missing: then it is skipped, by name.  For node the packages in
# PREFCOUNT_NODE_MODULES or test/node_modules are used (npm install --no-save --prefix test pg).
#
use strict;
use warnings;
use lib 'test/t/lib';
use Servers;
use Cwd;
use File::Temp;
use PostgreSQL::Test::Utils ();
use Test::More;

my $folder  = File::Temp->newdir;
my $modules = $ENV{PREFCOUNT_NODE_MODULES} || getcwd() . '/test/node_modules';
symlink $modules, "$folder/node_modules" if -d $modules;

# The blocks of a file: [line, language, text], with what is said before it.
sub blocks
{
	my ($file) = @_;
	my $text = slurp($file);
	my @blocks;
	while ($text =~ /^(?:<!-- no test: ([^\n]*) -->\n)?```(\w+)\n(.*?)^```$/gms)
	{
		push @blocks, { line => 1 + (substr($text, 0, $-[0]) =~ tr/\n//), said => $1 // '', language => $2, text => $3 };
	}
	return @blocks;
}

sub write_file
{
	my ($name, $text) = @_;
	open my $file, '>', "$folder/$name" or die $!;
	print $file $text;
	close $file or die $!;
	return $name;
}

sub runs { return system("cd $folder && @_ >/dev/null 2>&1") == 0 }

# How a language's programs are run, and what they import.
my %languages = (
	python => { name => 'program.py', run => (grep { runs($_, '-c', '"import psycopg2, psycopg"') } '/usr/bin/python3', 'python3')[0] // 'python3',
		imports => sub { return $_[0] =~ /^(?:import|from) (\w+)/mg }, there => sub { return runs($_[0], '-c', "'import $_[1]'") } },
	js => { name => 'program.mjs', run => 'node',
		imports => sub { return $_[0] =~ /^import .* from "(\w+)"/mg }, there => sub { return runs('node', '--input-type=module', '-e', "'import \"$_[1]\"'") } },
	r => { name => 'program.R', run => 'Rscript',
		imports => sub { return $_[0] =~ /library\((\w+)\)/g }, there => sub { return runs('Rscript', '-e', "'library($_[1])'") } });

# A program, and the text that it is to print; how many spaces stand between words
# is the library's affair.
sub program
{
	my ($name, $block, $expected) = @_;
	my $language = $languages{$block->{language}};
	my @missing  = grep { !$language->{there}($language->{run}, $_) } $language->{imports}($block->{text});

	SKIP:
	{
		skip "$name: no $language->{run} with @missing", 1 if @missing;
		write_file($language->{name}, $block->{text});
		my $output = `cd $folder && timeout 120 $language->{run} $language->{name} 2>&1`;
		is($output =~ s/ +/ /gr =~ s/ $//mgr, $expected =~ s/ +/ /gr =~ s/ $//mgr, "$name: $block->{language}");
		ok(-s "$folder/$_", "$name: a picture, $_") for $block->{text} =~ /"(\w+\.(?:png|pdf))"/g;
	}
}

my $server = new_server('counts');
local @ENV{qw(PGHOST PGPORT PGUSER PGCLIENTENCODING)} = ($server->host, $server->port, $server->safe_psql('postgres', 'SELECT current_user'), 'UTF8');
my %said;
for my $file ('doc/drivers.md', 'doc/recipes.md')
{
	($ENV{PGDATABASE}) = $file =~ /(\w+)\.md/;
	$server->safe_psql('postgres', "CREATE DATABASE $ENV{PGDATABASE}");
	$server->safe_psql($ENV{PGDATABASE}, 'CREATE EXTENSION prefcount');
	my @blocks = blocks($file);
	for my $n (0 .. $#blocks)
	{
		my ($block, $next) = @blocks[ $n, $n + 1 ];
		my $name = "$file line $block->{line}";
		push @{$said{$block->{said} || $block->{language}}}, $block->{text};
		if ($languages{$block->{language}})
		{
			program($name, $block, $next->{text});
		}
		elsif ($block->{language} eq 'sql' && $block->{said} !~ /two servers|for ever/)
		{
			$server->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-c', "\\i $folder/" . write_file('block.sql', $block->{text}) ], "$name: sql");
		}
	}
}

# What dbt makes of a model.
sub model
{
	my ($text, $incremental) = @_;
	$text =~ s/\{\{ config\(.*?\) \}\}//;
	$text =~ s/\{% if is_incremental\(\) %\}(.*?)\{% endif %\}/$incremental ? $1 : ''/se;
	$text =~ s/\{\{ (?:source|ref)\((?:'\w+', )?'(\w+)'\) \}\}/$1/g;
	return $text =~ s/\{\{ this \}\}/daily_profiles/gr;
}
my ($daily, $winners) = @{$said{jinja}};
$server->safe_psql('recipes', 'CREATE TABLE daily_profiles AS ' . model($daily, 0));
$server->safe_psql('recipes', "INSERT INTO ballots VALUES (1000, 'South', '2026-10-08', '{Elm}'), (1001, 'West', '2026-10-08', '{Cedar}')");
$server->safe_psql('recipes', 'CREATE TEMP TABLE new AS ' . model($daily, 1) . '; DELETE FROM daily_profiles USING new WHERE daily_profiles.region = new.region AND daily_profiles.cast_on = new.cast_on; INSERT INTO daily_profiles TABLE new');
is($server->safe_psql('recipes', 'SELECT profile_agg(p) = (SELECT profile_agg(ranking) FROM ballots) FROM daily_profiles'), 't', 'dbt: the model has all ballots');
is($server->safe_psql('recipes', model($winners) . ' ORDER BY region'),
	$server->safe_psql('recipes', 'SELECT region, irv_winner(ranking), irv_runner_up(ranking) FROM ballots GROUP BY region ORDER BY region'), 'dbt: and those on top of it the winners');

# PostgREST's role.
is($server->safe_psql('recipes', "SET ROLE web_anon; SELECT candidate, votes FROM api.rounds WHERE region = 'North' AND round = 1 ORDER BY votes DESC; SELECT * FROM api.without('Ash')"),
	"Ash|21\nBirch|9\nCedar|8\nElm|6\n" . $server->safe_psql('recipes', "SELECT r.winner, r.runner_up FROM (SELECT profile_agg(ranking) AS p FROM ballots) AS b, irv_result(p, '{\"withdrawn\": [\"Ash\"]}') AS r"),
	'PostgREST: what its role sees');
is($server->safe_psql('recipes', "SELECT count(*) FROM api.rounds WHERE region = 'West'"), 0, 'PostgREST: a region of few ballots is not shown');
isnt(($server->psql('recipes', 'SET ROLE web_anon; SELECT FROM ballots'))[0], 0, 'PostgREST: and no ballots');

# \watch goes on for ever; here until two seconds have gone.
my ($night) = @{$said{'it goes on for ever'}};
my $watched = `timeout 3 psql -XAt -d recipes -f $folder/${\write_file('night.sql', $night =~ s/watch 10/watch 0.5/r)} 2>&1`;
my @pages = $watched =~ /^Ash\|35\|35\|\d+\|/mg;
cmp_ok(scalar @pages, '>', 1, 'election night: shown again and again') or diag($watched);

# Two servers.
my ($publish, $subscribe) = @{$said{'it takes two servers'}};
my $north = new_server('north', allows_streaming => 'logical');
my $table = (grep { /CREATE TABLE ballots/ } @{$said{sql}})[0];
$north->safe_psql('postgres', "$table ALTER TABLE ballots ADD ip_address inet; $publish");
my $count = new_server('count', allows_streaming => 'logical');
$count->safe_psql('postgres', $table =~ /(CREATE TABLE[^;]*;)/ ? $1 : die);
my ($connect, $winners_there) = $subscribe =~ /(.*?;)\s*(.*)/s;
my $where = $north->connstr('postgres') =~ s/'/''/gr;
$count->safe_psql('postgres', $connect =~ s/'host=.*?'/'$where'/r);
$count->wait_for_subscription_sync($north, 'north');
$north->safe_psql('postgres', "INSERT INTO ballots SELECT 500 + n, 'South', '2026-10-08', '{Elm,Cedar}' FROM generate_series(1, 50) AS n");
$north->wait_for_catchup('north');
is($count->safe_psql('postgres', $winners_there), $north->safe_psql('postgres', $winners_there), 'replication: the server that counts has the winners');
$_->stop for $north, $count, $server;

done_testing();
