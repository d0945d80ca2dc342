#
# Labels and rankings chosen so that all would meet in one place of a hash table
# if its hash were known: counting and merging them takes no longer than others.
#
use strict;
use warnings;
use lib 'test/t/lib';
use PostgreSQL::Test::Utils;
use Servers;
use Test::More;

my $dir = PostgreSQL::Test::Utils::tempdir();
system('gcc', '-O2', '-o', "$dir/collisions", 'test/faults/collisions.c') == 0
  or plan skip_all => 'cannot compile with gcc';
system("'$dir/collisions' labels 24000 >'$dir/labels' && '$dir/collisions' rankings 40000 >'$dir/rankings'") == 0 or die;

my $server = new_server('main');
$server->safe_psql('postgres', qq{
	CREATE TABLE labels (label text);
	CREATE TABLE rankings (i int GENERATED ALWAYS AS IDENTITY, candidates text);
	\\copy labels FROM '$dir/labels'
	\\copy rankings (candidates) FROM '$dir/rankings'
	CREATE TABLE profiles AS SELECT 'labels' AS name, profile_agg(ARRAY[label]) AS p FROM labels;
	-- candidates get their codes in the order in which they are met
	INSERT INTO profiles SELECT 'rankings', profile_agg(ranking) FROM (
		SELECT 0 AS i, ARRAY(SELECT lpad(c::text, 3, '0') FROM generate_series(0, 199) AS c) AS ranking UNION ALL
		SELECT i, ARRAY(SELECT lpad(c, 3, '0') FROM unnest(string_to_array(candidates, ',')) AS c) FROM rankings ORDER BY i) AS r});
is($server->safe_psql('postgres', q{SELECT string_agg(profile_ballots(p)::text, ' ' ORDER BY name) FROM profiles}),
	'24000 40001', 'all are there');

# Where all meet in one place, each of these takes ten seconds or more.
for my $query (
	q{SELECT profile_ballots(profile_agg(ARRAY[label])) FROM labels},
	q{SELECT profile_ballots(p + p) FROM profiles WHERE name = 'labels'},
	q{SELECT profile_ballots(p::text::preference_profile) FROM profiles WHERE name = 'labels'},
	q{SELECT profile_ballots(profile_relabel(p, '{}')) FROM profiles WHERE name = 'labels'},
	q{SELECT profile_ballots(p + p) FROM profiles WHERE name = 'rankings'},
	q{SELECT profile_ballots(profile_agg(p)) FROM profiles, generate_series(1, 2) WHERE name = 'rankings'},
	q{SELECT count(*) FROM profiles, irv_slice_rounds(p, p) WHERE name = 'rankings'})
{
	my ($failed, $answer) = $server->psql('postgres', "SET statement_timeout = '5s'; $query");
	like($answer, qr/^\d+$/, $query);
}

done_testing();
