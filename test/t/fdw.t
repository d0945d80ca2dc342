#
# A million ballots on two servers, counted on a third over postgres_fdw: from
# views of profiles, which is little to send, and by aggregates that the other
# servers compute themselves.
#
use strict;
use warnings;
use lib 'test/t/lib';
use Servers;
use Test::More;

my $ballots = $ENV{PREFCOUNT_BALLOTS} // 1_000_000;

my $hub    = new_server('hub');
my @shards = map { new_server("shard_$_") } 1, 2;

# Each shard holds every second ballot.  Ten rankings of 4,001 are on most
# ballots, the others on a few each; some ballots are blank or weigh more.
for my $i (0, 1)
{
	$shards[$i]->safe_psql('postgres', qq{
		CREATE TABLE ballots AS
		SELECT '2015-08-14'::date + id % 29 AS day, 'region ' || id % 11 AS region, 1 + id % 3 / 4.0 AS weight,
			   (ARRAY['{Burnham,Cooper}', '{Corbyn}', '{Cooper,Burnham,Kendall}', '{Kendall,Cooper}', '{Corbyn,Burnham}',
					  '{}', '{Burnham,NULL,Corbyn}', '{Cooper}', '{Corbyn,Corbyn}', NULL])[(id * 7919::bigint % 97 % 10) + 1]::text[]
			   || CASE WHEN id % 13 = 0 THEN ARRAY['Write-in ' || id % 4001] END AS ranking
		FROM generate_series($i, $ballots - 1, 2) AS id;
		CREATE VIEW profiles AS
		SELECT region, day, profile_agg(ranking) AS p FROM ballots GROUP BY region, day;
		CREATE VIEW weighted_profiles AS
		SELECT region, day, profile_agg(ranking, weight) AS p FROM ballots GROUP BY region, day;
	});
}

# The hub: views over the tables of both shards, and all ballots in a table of
# its own for comparison.
$hub->safe_psql('postgres', 'CREATE EXTENSION postgres_fdw; CREATE TABLE all_ballots (day date, region text, weight numeric, ranking text[])');
for my $i (0, 1)
{
	$hub->safe_psql('postgres', sprintf q{
		CREATE SERVER shard_%1$d FOREIGN DATA WRAPPER postgres_fdw
			OPTIONS (host '%2$s', port '%3$d', dbname 'postgres', extensions 'prefcount', fetch_size '5000', async_capable 'true', use_remote_estimate 'true');
		CREATE USER MAPPING FOR CURRENT_USER SERVER shard_%1$d;
		CREATE SCHEMA shard_%1$d;
		IMPORT FOREIGN SCHEMA public FROM SERVER shard_%1$d INTO shard_%1$d;
		INSERT INTO all_ballots SELECT * FROM shard_%1$d.ballots;
	}, $i, $shards[$i]->host, $shards[$i]->port);
}
$hub->safe_psql('postgres', qq{
	CREATE VIEW all_$_ AS SELECT * FROM shard_0.$_ UNION ALL SELECT * FROM shard_1.$_}) for qw(profiles weighted_profiles);

sub ask { return $hub->safe_psql('postgres', $_[0]); }

sub same
{
	my ($merged, $table, $name) = @_;
	my $answer = ask($merged);

	ok($answer ne '' && $answer eq ask($table), $name) or diag(substr $answer, 0, 500);
}

is(ask('SELECT count(*) FROM all_ballots'), $ballots, "$ballots ballots on two servers");

# Views of profiles, merged.  Some days are enough for the rest.
my $days = q{day <= '2015-08-15'};
same('SELECT md5(profile_agg(p)::text) FROM all_profiles', 'SELECT md5(profile_agg(ranking)::text) FROM all_ballots',
	'the merged profile is that of all ballots');
same('SELECT r.* FROM (SELECT profile_agg(p) AS p FROM all_profiles) AS m, irv_result(p) AS r',
	'SELECT r.* FROM (SELECT profile_agg(ranking) AS p FROM all_ballots) AS m, irv_result(p) AS r',
	'so is the result');
same("SELECT region, r.* FROM (SELECT region, profile_agg(p) AS p FROM all_weighted_profiles WHERE $days GROUP BY region) AS m,
		irv_result(p) AS r ORDER BY region",
	"SELECT region, r.* FROM (SELECT region, profile_agg(ranking, weight) AS p FROM all_ballots WHERE $days GROUP BY region) AS m,
		irv_result(p) AS r ORDER BY region",
	'with weights, by region');
same('SELECT day, irv_winner(profile_agg(profile_agg(p)) OVER (ORDER BY day)) FROM all_profiles GROUP BY day ORDER BY day',
	'SELECT day, irv_winner(profile_agg(profile_agg(ranking)) OVER (ORDER BY day)) FROM all_ballots GROUP BY day ORDER BY day',
	'the running winner, day by day');
same("SELECT irv_winner(profile_agg(p), irv_rules('labour')), irv_runner_up(profile_agg(p), irv_rules('labour')) FROM all_profiles WHERE $days",
	"SELECT irv_winner(profile_agg(ranking), irv_rules('labour')), irv_runner_up(profile_agg(ranking), irv_rules('labour')) FROM all_ballots WHERE $days",
	'by rules of one\'s own');

# What the other server is asked to do, of a query on one of its tables.
sub remote
{
	my ($query) = @_;
	return join "\n", ask("EXPLAIN (VERBOSE, COSTS off) $query") =~ /Remote SQL: (.*)/g;
}

for my $aggregate ('profile_agg(ranking)', 'profile_agg(ranking, weight)', 'irv_winner(ranking)',
	'irv_runner_up(ranking, weight)', 'irv_order(ranking)', 'irv_winner(profile_agg(ranking), irv_rules(\'labour\'))')
{
	my ($function) = $aggregate =~ /^(\w+)/;
	my $query = "SELECT region, $aggregate FROM shard_1.ballots WHERE $days GROUP BY region ORDER BY region";

	like(remote($query), qr/public\.(irv_winner\(public\.)?\Q$function\E.* GROUP BY/, "$aggregate is computed over there");
	is(ask($query), $shards[1]->safe_psql('postgres', $query =~ s/shard_1\.//r), "$aggregate: the answer is the same");
}
like(remote('SELECT profile_agg(p) FROM shard_1.profiles'), qr/profile_agg\(p\)/, 'merging profiles is done over there too');
is(ask("SELECT md5(profile_agg(p)::text) FROM shard_1.profiles WHERE $days"),
	$shards[1]->safe_psql('postgres', "SELECT md5(profile_agg(ranking)::text) FROM ballots WHERE $days"),
	'and gives the profile of its ballots');
like(remote('SELECT day FROM shard_1.profiles WHERE profile_ballots(p) > 1000'),
	qr/WHERE .*profile_ballots\(p\) > 1000/, 'so is a condition on a profile');

# Two partial answers, each computed where its ballots are.
my $halves = join ' UNION ALL ', map { "SELECT profile_agg(ranking) AS p FROM shard_$_.ballots WHERE $days" } 0, 1;
is(scalar(() = remote("SELECT irv_winner(profile_agg(p)) FROM ($halves) AS h") =~ /profile_agg\(ranking\)/g),
	2, 'each shard counts its own ballots');
same("SELECT md5(profile_agg(p)::text) FROM ($halves) AS h", "SELECT md5(profile_agg(ranking)::text) FROM all_ballots WHERE $days",
	'and the hub merges');

# Without that option nothing of the extension is left to the other server,
# and the answers are the same.
ask("ALTER SERVER shard_1 OPTIONS (DROP extensions)");
my $winner = "SELECT irv_winner(ranking) FROM shard_1.ballots WHERE $days";
unlike(remote($winner), qr/irv_winner/, 'without the option extensions nothing is');
is(ask($winner), $shards[1]->safe_psql('postgres', $winner =~ s/shard_1\.//r), 'and the answer is the same');

done_testing();
