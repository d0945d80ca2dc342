#
# The demo's SQL runs, and shows what its headings claim.
#
use strict;
use utf8;
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
my $shown = '';
for my $part (sort glob 'examples/demo/[0-9]*.sql')
{
	open my $psql, '-|:encoding(UTF-8)', @psql, $database, '-f', $part or die $!;
	$shown .= join '', <$psql>;
	ok(close $psql, "$part runs");
}

# A terminal has 80 columns; a count sheet has up to 100, and the demo says so.
my ($sheet) = $shown =~ /^(Instant-runoff count:.*?)^──/ms;
is(join('', grep { length > 101 } $sheet =~ /^.*\n/mg), '', 'the count sheet fits into 100 columns');
$shown =~ s/\Q$sheet\E//;
is(join('', grep { length > 81 } $shown =~ /^.*\n/mg), '', 'all else fits into 80');
unlike($shown, qr/\n\n\n/, 'no two empty lines');

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

# The further questions.
is( answer('SELECT profile_agg(p) = (SELECT p FROM national) FROM daily'),
	't', 'the stored summary holds the same ballots');
is( answer('SELECT irv_runner_up(so_far), irv_runner_up(week)
			  FROM (SELECT cast_on, profile_agg(p) OVER (ORDER BY cast_on) AS so_far,
						   profile_agg(p) OVER (ORDER BY cast_on ROWS 6 PRECEDING) AS week FROM days) d
			 ORDER BY cast_on DESC LIMIT 1'),
	'Burnham|Cooper', 'the last week shows what the total hides');
is( answer("SELECT week = (SELECT profile_agg(ranking) FROM ballots WHERE cast_on BETWEEN '2015-08-28' AND '2015-09-03')
			  FROM (SELECT cast_on, profile_agg(p) OVER (ORDER BY cast_on ROWS 6 PRECEDING) AS week FROM days) d
			 WHERE cast_on = '2015-09-03'"),
	't', 'a moving week holds the ballots of seven days');
is( answer('SELECT count(*) FROM (SELECT s.round, s.candidate, sum(s.votes) AS votes
									FROM by_region AS r, national AS n, irv_slice_rounds(r.p, n.p) AS s
								   GROUP BY s.round, s.candidate) AS s
			  JOIN (SELECT r.* FROM national, irv_rounds(p) AS r) AS r USING (round, candidate, votes)'),
	9, 'inside the contest the regions add up to it in every round...');
is( answer('SELECT sum(own.final_two_runner_up_votes) = (SELECT r.final_two_runner_up_votes FROM national, irv_result(p) AS r)
			  FROM by_region, irv_result(p) AS own'),
	'f', '...as elections of their own they do not');
is( answer('SELECT string_agg(round(section_points, 6)::text, $$ $$)
			  FROM (SELECT sum(points) AS section_points FROM college, irv_college_rounds(sections, profiles, shares)
					 GROUP BY round, section) s'),
	join(' ', ('33.333333') x 9), 'each section of the college is worth a third in every round');
is( answer("SELECT round(points - 100.0 / 3 * 121751 / 245520, 6) FROM college, irv_college_rounds(sections, profiles, shares)
			 WHERE round = 1 AND section = 'member' AND candidate = 'Corbyn'"),
	'0.000000', 'points follow from the published figures');
is(answer('SELECT condorcet_winner(p) FROM national'), 'Corbyn', 'Corbyn beats everybody head to head');
is( answer("SELECT prefer_candidate, prefer_opponent, prefer_candidate > prefer_opponent FROM national, pairwise(p)
			 WHERE candidate = 'Cooper' AND opponent = 'Burnham'"),
	answer("SELECT count(*) FILTER (WHERE cooper < burnham), count(*) FILTER (WHERE burnham < cooper), true
			  FROM (SELECT coalesce(array_position(ranking, 'Cooper'), 9) AS cooper,
						   coalesce(array_position(ranking, 'Burnham'), 9) AS burnham FROM ballots) b"),
	'more voters prefer Cooper to Burnham');
is( answer("SELECT second_preference, votes FROM by_class, second_preferences(p)
			 WHERE class = 'member' AND first_preference = 'Burnham'"),
	answer("SELECT ranking[2], count(*) FROM ballots WHERE class = 'member' AND ranking[1] = 'Burnham'
			 GROUP BY ranking[2] ORDER BY count(*) DESC"),
	'second preferences are the second names of the ballots');
is( answer("SELECT final_choice, votes FROM by_class, final_preferences(p)
			 WHERE class = 'member' AND first_preference = 'Burnham'"),
	answer("SELECT last, count(*) FROM (SELECT (SELECT name FROM unnest(ranking) AS name
													   WHERE name IN ('Corbyn', 'Cooper') LIMIT 1) AS last
										   FROM ballots WHERE class = 'member' AND ranking[1] = 'Burnham') b
			 GROUP BY last ORDER BY count(*) DESC"),
	'votes end with the last two, or nowhere');
is( answer('SELECT count(*), sum(weight) FROM poll'),
	'1000|1000.0', 'a thousand answers weigh a thousand');
is( answer("SELECT string_agg(round(100 * share)::text, ' ' ORDER BY round, candidate) FROM polled, irv_rounds(p)
			 WHERE round <= 2 AND candidate IN ('Burnham', 'Cooper')"),
	'21 18 23 23', 'the poll prints the headline');
is( answer('SELECT candidate, lead FROM polled, irv_places(p) WHERE place = 2'),
	'Cooper|2', 'two votes are behind the printed tie');
is( answer("SELECT string_agg(candidate, ' ' ORDER BY share DESC), sum(draws), min(share) > 0.3
			  FROM (SELECT array_agg(p ORDER BY age) AS classes
					  FROM (SELECT age, profile_agg(ranking, weight) AS p FROM poll GROUP BY age, weight) a) c,
				   irv_chances(classes, 10000, 'Labour 2015') WHERE place = 2"),
	'Cooper Burnham|10000|t', 'drawn again, either may be second');
is( answer("SELECT bool_and(at_least = at_most), count(*) FROM national, irv_margins(p) WHERE outcome IN ('winner', 'runner_up')"),
	't|2', 'the margins of the national count are exact');
is( answer('SELECT irv_runner_up(ranking), irv_runner_up(ranking, weight) FROM poll'),
	'Burnham|Cooper', 'the weights decide the second place');
is( answer("SELECT string_agg(candidate, ' '), min(lead) FROM headline, irv_places(p, '{\"tie_break\": [\"leave\"]}') WHERE place = 2"),
	'Burnham Cooper|0', 'an exact tie is shown as one');
is( answer('SELECT candidate, tied_with FROM headline, irv_rounds(p) WHERE decided_by IS NOT NULL'),
	'Cooper|{Burnham}', 'a tie-break that was used is shown');
is(answer("SELECT cardinality(stv_elected(p, rules)) FROM executive"), '7', 'an executive of seven');
is( answer("SELECT string_agg(n::text, ' ' ORDER BY length) FROM
			  (SELECT cardinality(ranking) AS length, count(*) > 10000 AS n FROM invented_executive_ballots GROUP BY 1) l"),
	'true true true true true', 'whose ballots rank one to five');
is( answer("SELECT count(DISTINCT t.round) > 3, bool_or(t.value < 1), bool_or(t.target IS NULL) FROM executive, stv_transfers(p, rules) AS t"),
	't|t|t', 'and move at a value, some of them to nobody');
is( answer("SELECT stv_elected(p, rules) = (SELECT array_agg(e ORDER BY e) FROM unnest(stv_elected(p, rules)) AS e) FROM executive"),
	'f', 'and elect by votes, not by the alphabet');
is( answer("SELECT string_agg(CASE WHEN seats = 1 THEN irv_winner(p, rules) ELSE cardinality(stv_elected(p, rules || jsonb_build_object('seats', seats)))::text END,
				   ' ' ORDER BY contest COLLATE \"C\") FROM contests JOIN contest_profiles USING (contest)"),
	join(' ', 7, 'Corbyn', answer("SELECT irv_winner(p, '{\"withdrawn\": [\"Corbyn\"]}') FROM national"), 'Corbyn'),
	'many contests in one query');
isnt(system("psql -Xq -v ON_ERROR_STOP=1 -d $database -c \"INSERT INTO contests VALUES ('x', 1, '{}'::jsonb || '[]')\" 2>/dev/null"), 0,
	'a contest has rules that can be');
like(answer("SELECT irv_report(p) FROM by_class WHERE class = 'member'"),
	qr/Corbyn.* 121751 .* 122539 .* 139910 /, 'the count sheet has the rounds');

done_testing();
