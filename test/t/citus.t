#
# A Citus cluster, a coordinator and two workers: examples/citus.sql, whose answers
# have to be those of one table, and the reports of examples/reporting.sql, which
# have to be the same however the ballots are distributed.
#
use strict;
use warnings;
use lib 'test/t/lib';
use Servers;
use Test::More;

my ($folder) = split /\n/, `$ENV{PG_CONFIG} --sharedir`;
plan skip_all => 'Citus is not installed (https://github.com/citusdata/citus)'
  unless -e "$folder/extension/citus.control";

my ($coordinator, @workers) = map { new_server($_, conf => "shared_preload_libraries = 'citus'", extension => 0) }
  qw(coordinator worker_1 worker_2);
for my $server ($coordinator, @workers)
{
	# each speaks to itself by this name
	$server->append_conf('postgresql.conf', sprintf "citus.local_hostname = '%s'", $server->host);
	$server->reload;
	$server->safe_psql('postgres', 'CREATE EXTENSION citus');
}

sub ask { return $coordinator->safe_psql('postgres', $_[0]); }

ask(sprintf "SELECT citus_set_coordinator_host('%s', %d)", $coordinator->host, $coordinator->port);
ask(sprintf "SELECT citus_add_node('%s', %d)", $_->host, $_->port) for @workers;

# A script, as psql runs it.
sub run_script
{
	my ($file) = @_;
	my $output = qx{psql -XAt -d '@{[ $coordinator->connstr('postgres') ]}' -v ON_ERROR_STOP=1 -f $file 2>&1};
	is($?, 0, "$file runs") or diag($output);
	return $output;
}

ask('CREATE EXTENSION prefcount');
is($_->safe_psql('postgres', "SELECT extname FROM pg_extension WHERE extname = 'prefcount'"), 'prefcount',
	$_->name . ' has the extension that the coordinator created')
  for @workers;

#
# The same answers as of one table, and what travels for them.
#
run_script('examples/citus.sql');
is(ask(q{SELECT string_agg(question || ' (' || c.layout || ')', ', ')
		 FROM prefcount_answers.answers o JOIN prefcount_answers.answers c USING (number) JOIN prefcount_answers.questions USING (number)
		 WHERE o.layout = 'prefcount_one_table' AND o.answer IS DISTINCT FROM c.answer AND c.travels <> 'refused'}),
	'', 'all answers are those of one table');
is(ask(q{SELECT count(*) FROM prefcount_answers.answers WHERE layout = 'prefcount_one_table' AND cardinality(answer) > 0}),
	ask('SELECT count(*) FROM prefcount_answers.questions'), 'one table answers every question');
is(ask(q{SELECT question FROM prefcount_answers.questions JOIN prefcount_answers.answers USING (number)
		 WHERE travels = 'refused' AND question !~ '^(ROLLUP|GROUPING SETS) of ballots$'}),
	'', 'nothing but grouping sets of ballots is refused');
is(ask(q{SELECT string_agg(DISTINCT question, ', ' ORDER BY question) FROM prefcount_answers.questions JOIN prefcount_answers.answers USING (number)
		 WHERE travels = 'rows' AND question !~ 'long rows'}),
	'with DISTINCT, with ORDER BY inside', 'ballots are fetched for DISTINCT and ORDER BY inside alone');
is(ask(q{SELECT string_agg(travels, ' ' ORDER BY layout, number) FROM prefcount_answers.questions JOIN prefcount_answers.answers USING (number)
		 WHERE question IN ('each region', 'a result of each region', 'long rows of each region') AND layout <> 'prefcount_one_table'}),
	'states states rows groups groups groups', 'groups of the distribution column are counted where they are');
is(ask(q{SELECT string_agg(travels, ' ' ORDER BY layout, number) FROM prefcount_answers.questions JOIN prefcount_answers.answers USING (number)
		 WHERE question LIKE 'long rows, each % first' AND layout <> 'prefcount_one_table'}),
	'states rows rows states', 'and so are long rows, merged outside');

#
# The reports, for a role that may not read the ballots, and how sure they are.
#
my @reporting = map { "reporting.$_" } qw(results rounds round_totals places flows parts head_to_head second_preferences days);
my @certainty = map { "certainty.$_" } qw(chances is_it_over by_day);

sub rows { return map { "SELECT '$_', r FROM $_ AS r ORDER BY r::text;" } @_; }

sub reports
{
	run_script("examples/$_.sql") for qw(reporting certainty);
	my $reports = ask(join '', rows(@certainty), 'SET ROLE reporting;', rows(@reporting));
	ask('SET client_min_messages = error; DROP SCHEMA counting, reporting, certainty CASCADE');
	return $reports;
}

run_script('test/examples/ballots.sql');
my $one_table = reports();
for my $column (qw(ballot_id region))
{
	ask("CREATE TABLE ballots_$column (LIKE ballots)");
	ask("SELECT create_distributed_table('ballots_$column', '$column')");
	ask("INSERT INTO ballots_$column TABLE ballots");
}
for my $column (qw(ballot_id region))
{
	ask("DROP TABLE ballots; ALTER TABLE ballots_$column RENAME TO ballots");
	ok(reports() eq $one_table, "the reports of ballots distributed by $column are those of one table");
}
like($one_table, qr/^\Q$_\E\|\(/m, "...and $_ has rows") for @reporting[0 .. 6], @certainty;

#
# What is refused, and what works instead.
#
sub refused
{
	my ($sql, $error, $name) = @_;
	my (undef, undef, $stderr) = $coordinator->psql('postgres', $sql);
	like($stderr, $error, $name);
}

ask('CREATE ROLE reader LOGIN; CREATE VIEW live AS SELECT region, irv_winner(ranking) FROM ballots GROUP BY region; GRANT SELECT ON live TO reader;
	 CREATE FUNCTION live_for_readers() RETURNS SETOF live LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
	 BEGIN ATOMIC SELECT * FROM live; END');
refused('SET ROLE reader; TABLE live', qr/permission denied for table ballots/, 'a view does not lend its rights to a reader');
is(ask('SET ROLE reader; SELECT * FROM live_for_readers() ORDER BY region'), ask('SELECT * FROM live ORDER BY region'),
	'a SECURITY DEFINER function does');
refused('CREATE TRIGGER t AFTER INSERT ON ballots FOR EACH STATEMENT EXECUTE FUNCTION tsvector_update_trigger()',
	qr/triggers are not supported on distributed tables/, 'triggers are refused');
ask('CREATE TABLE profiles (region text PRIMARY KEY, p preference_profile)');
ask('INSERT INTO profiles AS s SELECT region, profile_agg(ranking) FROM ballots GROUP BY region ON CONFLICT (region) DO UPDATE SET p = s.p + excluded.p') for 1, 2;
is(ask('SELECT profile_agg(p) = (SELECT profile_agg(p) FROM (SELECT profile_agg(ranking) AS p FROM ballots UNION ALL SELECT profile_agg(ranking) FROM ballots) AS b) FROM profiles'),
	't', 'profiles are merged into a table of the coordinator');

$_->stop('immediate') for @workers, $coordinator;
done_testing();
