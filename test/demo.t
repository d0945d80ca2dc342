#
# The demo's SQL runs, and shows what its headings claim.
#
use strict;
use warnings;
use FindBin;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;
$ENV{PGCLIENTENCODING} = 'UTF8';

my $database = 'prefcount_demo';
my @psql     = ('psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d');

sub answer
{
	my ($query) = @_;
	open my $psql, '-|', @psql, $database, '-At', '-c', $query or die $!;
	chomp(my @lines = <$psql>);
	return join "\n", @lines;
}

system(@psql, 'postgres', '-c', 'SET client_min_messages = warning',
	'-c', "DROP DATABASE IF EXISTS $database", '-c', "CREATE DATABASE $database");
for my $part (sort glob 'examples/demo/[0-9]*.sql')
{
	is(system("@psql $database -f $part >/dev/null"), 0, "$part runs");
}

is( answer(
		"SELECT string_agg(votes, ' ' ORDER BY class) FROM (SELECT class, string_agg(n::text, ',' ORDER BY first) AS votes
		   FROM (SELECT class, ranking[1] AS first, count(*) AS n FROM ballots GROUP BY 1, 2) f GROUP BY class) c"),
	'18604,9043,41217,2682 55698,54470,121751,13601 6160,8415,88449,2574',
	'first preferences by class are the published ones');
is( answer('SELECT winner, won_in_round FROM national, irv_result(p)'), 'Corbyn|1',
	'won on first preferences, as in 2015');
is( answer("SELECT won_in_round > 1, round(100 * first.share, 2) FROM by_class, irv_result(p), irv_rounds(p) AS first
			 WHERE class = 'member' AND first.round = 1 AND first.candidate = 'Corbyn'"),
	't|49.59',
	'among members it goes to transfers');
is( answer('SELECT count(DISTINCT second) FROM (SELECT irv_runner_up(ranking) AS second FROM ballots GROUP BY region) r'),
	2, 'second place differs between regions');
is( answer('SELECT count(*) FROM ballots WHERE candidate_ids IS DISTINCT FROM
			 (SELECT array_agg(candidate_id ORDER BY rank) FROM unnest(ranking) WITH ORDINALITY AS r (label, rank)
				JOIN candidates USING (label))'),
	0, 'rankings by key are the rankings by name');

done_testing();
