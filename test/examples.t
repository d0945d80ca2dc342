#
# examples/reporting.sql, and the questions of examples/metabase: that each says
# how it is shown, keeps to what the tool understands, and runs, with all its
# parameters and with none but the required ones, as the role that it is for.
#
use strict;
use warnings;
use FindBin;
use File::Temp;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;
$ENV{PGCLIENTENCODING} = 'UTF8';

my $database = 'prefcount_examples';
my $scratch  = File::Temp->newdir;

sub slurp
{
	my ($file) = @_;
	open my $handle, '<:encoding(UTF-8)', $file or die "$file: $!";
	local $/;
	return scalar <$handle>;
}

# What psql prints for statements, and whether they all went well.
sub psql
{
	my ($sql, $in) = @_;
	local $ENV{PGOPTIONS} = '-c client_min_messages=warning';

	open my $psql, '-|', 'psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', $in || $database, '-c', $sql
	  or die "psql: $!";
	my $output = do { local $/; <$psql> } // '';
	my $good = close $psql;
	chomp $output;
	return wantarray ? ($output, $good) : $output;
}

# A question's text without its comments, and its parameters as it declares
# them: name => [type, required, example].
sub question
{
	my ($file) = @_;
	my $text = slurp($file);
	my %parameters;

	while ($text =~ /^-- Parameter: (\w+) \| (text|number|date) \| (required|optional) \| (.+)$/mg)
	{
		$parameters{$1} = [ $2, $3 eq 'required', $4 ];
	}
	return ($text, $text =~ s/^--.*\n//mgr, \%parameters);
}

# The question as the tool sends it with these parameters: a clause in brackets
# goes with its parameter.
sub filled
{
	my ($sql, $parameters, $given) = @_;
	my $literal = sub { my $value = $_[0] =~ s/'/''/gr; "'$value'" };

	$sql =~ s/\[\[(.*?)\]\]/my $clause = $1; my ($name) = $clause =~ m!\{\{(\w+)\}\}!; $given->{$name} ? $clause : ''/gse;
	$sql =~ s/\{\{(\w+)\}\}/my ($type, undef, $example) = @{$parameters->{$1}};
		$type eq 'number' ? $example : $literal->($example) . ($type eq 'date' ? '::date' : '')/ge;
	return $sql;
}

# What is wrong with a question; the tool would misread it, or so would its reader.
sub faults
{
	my ($text, $sql, $parameters) = @_;
	my @faults;

	push @faults, 'does not say which visualisation to pick' unless $text =~ /^-- Visualisation: \S/m;
	push @faults, 'does not say by which connection' unless $text =~ /^-- Connection: \S/m;
	push @faults, 'a comment with a parameter in it' if $text =~ /--.*(\{\{|\[\[)/;
	push @faults, 'a literal with a parameter or a clause in it'
	  if grep { /\{\{|\}\}|\[\[|\]\]/ } $sql =~ /'((?:[^']|'')*)'/g;
	push @faults, 'a question mark, which is a parameter to JDBC' if $sql =~ /\?/;
	push @faults, 'a semicolon' if $sql =~ /;/;

	my %optional = map { $_ => 1 } map { /\{\{(\w+)\}\}/g } $sql =~ /\[\[(.*?)\]\]/gs;
	my %used     = map { $_ => 1 } $sql =~ /\{\{(\w+)\}\}/g;
	push @faults, 'parameters that are not those declared'
	  if join(' ', sort keys %used) ne join(' ', sort keys %$parameters);
	push @faults, "parameter $_ is optional in the one and required in the other"
	  for grep { !!$optional{$_} == !!$parameters->{$_}[1] } keys %used;
	return @faults;
}

#
# What the questions look like.  The rules are no good unless they refuse what
# must be refused.
#
my $header = "-- Visualisation: Table\n-- Connection: reporting\n";
my %refused = (
	"SELECT irv_winner(p, '{\"withdrawn\": [\"{{x}}\"]}')"   => 'a parameter in a JSON literal',
	"SELECT irv_winner(p, '{\"tie_break\": [[\"lot\"]]}')"   => 'double brackets in a JSON literal',
	"SELECT 1 -- [[ AND x = {{x}} ]]"                        => 'a clause in a comment',
	"SELECT rules ? 'seed'"                                  => 'an operator with a question mark',
	"SELECT 1 WHERE true [[AND x = {{x}}]]"                  => 'a parameter that is not declared',
	"-- Parameter: x | text | required | y\nSELECT 1 [[{{x}}]]" => 'a required parameter in brackets',
);
for my $sql (sort keys %refused)
{
	my $text = $header . $sql;
	my %parameters = $sql =~ /Parameter: x/ ? (x => [ 'text', 1, 'y' ]) : ();
	ok(scalar(faults($text, $text =~ s/^--.*\n//mgr, \%parameters)), "refused: $refused{$sql}");
}

my @files = sort glob 'examples/metabase/*.sql';
cmp_ok(scalar @files, '>', 10, 'there are questions');
is(join('; ', faults(question($_))), '', "$_ is well formed") for @files;

#
# reporting.sql, on tables as the demo has them.
#
my $had_role = psql("SELECT count(*) FROM pg_roles WHERE rolname = 'reporting'", 'postgres');
psql("DROP DATABASE IF EXISTS $database", 'postgres');
psql("CREATE DATABASE $database", 'postgres');
END
{
	my $status = $?;
	psql("DROP DATABASE IF EXISTS $database", 'postgres');
	psql('DROP ROLE IF EXISTS reporting', 'postgres') if defined $had_role && $had_role eq '0';
	$? = $status;
}
psql('CREATE EXTENSION prefcount');
for my $file ('test/examples/ballots.sql', 'examples/reporting.sql', 'examples/certainty.sql')
{
	is(system('psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', $file), 0, "$file runs");
}

# They are also read into a session, which stays as it was, here that it goes on.
for my $file ('examples/reporting.sql', 'examples/contests.sql', 'examples/certainty.sql')
{
	open my $script, '>', "$scratch/script.sql" or die $!;
	print $script "SET client_min_messages = warning;\nDROP SCHEMA IF EXISTS reporting, counting, elections, certainty CASCADE;\n\\o /dev/null\n\\i $file\n\\o\n\\echo :ON_ERROR_STOP :{?on_error_stop}\n";
	close $script;
	is(`psql -Xq -d $database -f $scratch/script.sql`, "off FALSE\n", "$file leaves psql's settings");
}
system('psql', '-Xqd', $database, '-c', 'SET client_min_messages = warning', '-f', 'examples/reporting.sql');

#
# contests.sql.  Chair: Cyd goes out, 6 to 5 for Bob.  Treasurer: Ida has withdrawn,
# 6 to 5 for Jon.  Secretary: Quin and Roy are level, and the lot falls on Roy.
# Committee: 17 papers, the quota is 6; Lea's surplus of 3 goes by all 9 papers.
#
is(system("psql -Xq -v ON_ERROR_STOP=1 -d $database -f examples/contests.sql >/dev/null"), 0, 'examples/contests.sql runs');
is(psql('SELECT contest, elected, runner_up, tied FROM elections.results ORDER BY contest'),
	join("\n", 'chair|{Bob}|Ann|', 'committee|{Lea,Max}|Nil|', 'secretary|{Quin}|Pat|', 'treasurer|{Jon}|Kay|'),
	'contests: all results, one seat or two');
is(psql("UPDATE elections.contests SET drawn = '[]' WHERE contest = 'secretary'; SELECT elected, tied FROM elections.results WHERE contest = 'secretary'"),
	'{}|{Quin,Roy}', 'contests: without the lot the count stops');
is(psql(q{SELECT string_agg(contest, ' ' ORDER BY contest) FROM elections.sheets WHERE sheet LIKE '%{"round": 1, "tied": ["Quin", "Roy"], "loses": "..."}%'}),
	'secretary', 'contests: and the sheet says which one to enter');
is(psql(q{SELECT string_agg(contest, ' ' ORDER BY contest) FROM elections.sheets WHERE sheet LIKE 'Election of ' || contest || E'\n%\nElectorate          20\n%Returning officer   R. Lowe%'}),
	'chair committee secretary treasurer', 'contests: each sheet has its heading');
for my $refused (
	[ q{1, '["A"]', '[]', '[]', '{"stop": "never"}'}, 'a misspelt rule' ], [ q{2, '["A"]', '[]', '[]', '{"stop": "majority"}'}, 'a rule of one seat' ],
	[ q{1, '["A"]', '["B"]', '[]', '{}'}, 'who withdrew and does not stand' ],
	[ q{1, '["A", "B"]', '[]', '[{"round": 1, "tied": ["A", "B"], "loses": "A"}]', '{}'}, 'a lot without its step' ])
{
	my ($values, $name) = @$refused;
	my $sql = "INSERT INTO elections.contests (contest, office, seats, candidates, withdrawn, drawn, rules) VALUES ('x', 'X', $values)";
	open my $psql, '|-', "psql -Xq -v ON_ERROR_STOP=1 -d $database 2>/dev/null" or die "psql: $!";
	print $psql $sql;
	ok(!close $psql, "contests: refused: $name");
}

for my $file (@files)
{
	my ($text, $sql, $parameters) = question($file);
	my $role = $text =~ /^-- Connection: reporting$/m ? 'SET ROLE reporting; ' : '';

	for my $all (1, 0)
	{
		my %given = map { $_ => 1 } grep { $all || $parameters->{$_}[1] } keys %$parameters;
		my ($rows, $good) = psql($role . 'SELECT count(*) FROM (' . filled($sql, $parameters, \%given) . ') AS source');
		ok($good && $rows > 0, "$file with " . ($all ? 'all parameters' : 'the required ones'));
	}
}

#
# The data model for Cube: what it names is there, for the role, and its keys are keys.
#
my @cubes = split /^  - name: /m, slurp('examples/cube/model/counts.yml');
shift @cubes;
cmp_ok(scalar @cubes, '>=', 6, 'there are cubes');
for my $cube (@cubes)
{
	my ($name)  = $cube =~ /^(\w+)/;
	my ($table) = $cube =~ /sql_table: (\S+)/;
	my %columns;
	while ($cube =~ /\{ name: (\w+), sql: (?:"(.*?)"|(\w+)), type: (\w+)/g)
	{
		my ($column, $sql, $type) = ($1, $2 // $3, $4);
		$columns{$column} = [ $sql =~ s/\{CUBE\}/t/gr, $type ];
	}
	my %checked = (max => 'max(%s)', number => 'sum(%s)', string => 'max(CAST(%s AS text))', time => 'max(CAST(%s AS timestamp))', boolean => 'bool_or(%s)');
	my $every = join ', ', map { sprintf $checked{$_->[1]}, $_->[0] } values %columns;
	my ($answer, $good) = psql("SET ROLE reporting; SELECT count(DISTINCT $columns{key}[0]) = count(*) FROM $table AS t; SELECT $every FROM $table AS t");
	ok($good && $answer =~ /^t\n/, "cube $name: its columns are there, and its key is one") or diag($answer);
}

#
# What the role sees.
#
is(psql(<<'SQL'), '', 'every column of the views is a number, a text, a date or a boolean');
SELECT table_name, column_name, data_type FROM information_schema.columns
WHERE table_schema = 'reporting' AND data_type NOT IN ('text', 'bigint', 'integer', 'numeric', 'double precision', 'date', 'boolean')
SQL
is(psql(<<'SQL'), '', 'rounds and places are integers, and votes are there as double precision, too');
SELECT table_name, column_name, data_type FROM information_schema.columns AS c
WHERE table_schema = 'reporting'
AND (column_name ~ '^(round|rounds|won_in_round|place|place_so_far)$' AND data_type <> 'integer'
	 OR data_type <> 'double precision' AND column_name ~ '_chart$'
	 OR column_name = 'votes' AND NOT EXISTS (SELECT FROM information_schema.columns AS chart
		WHERE chart.table_schema = 'reporting' AND chart.table_name = c.table_name AND chart.column_name = 'votes_chart'))
SQL
is(psql(<<'SQL'), '', 'every view is a security barrier');
SELECT relname FROM pg_class WHERE relnamespace = 'reporting'::regnamespace
AND NOT coalesce('security_barrier=true' = ANY (reloptions) OR 'security_barrier=on' = ANY (reloptions), false)
SQL
for my $secret ('ballots', 'candidates', 'counting.latest', 'counting.areas', 'counting.draft', 'counting.days', 'counting.rules')
{
	my $denied = system("psql -Xq -v ON_ERROR_STOP=1 -d $database -c 'SET ROLE reporting; SELECT FROM $secret' 2>/dev/null");
	ok($denied, "reporting cannot read $secret");
}

# Scotland has 4 ballots; with Wales, the next larger, it has 16.  The North East
# has 14: a result, and no tables.
my $reader = 'SET ROLE reporting; ';
is(psql($reader . "SELECT string_agg(area, ' ' ORDER BY area) FROM reporting.results WHERE suppressed"),
	'Scotland Wales', 'a small region is hidden, and one more, else it would be the difference');
is(psql($reader . "SELECT string_agg(DISTINCT area, ' ' ORDER BY area) FROM reporting.$_ WHERE level = 'region'"),
	'London North West', "$_ of large regions, and of one less")
  for qw(rounds round_totals places flows parts head_to_head);
is(psql("SELECT (SELECT sum(votes) FROM reporting.rounds WHERE level = 'all' AND round = 2)
		- (SELECT sum(votes) FROM reporting.parts WHERE level = 'class' AND round = 2)"),
	0, 'the parts of the contest add up to it');

# Second preferences with head to head: the North East's 14 ballots are in the
# first alone as they were marked, but for the third.  Beside each other they
# are shown for the whole contest only, and only where that is large.
is(psql($reader . "SELECT string_agg(DISTINCT level, ' ') FROM reporting.second_preferences"), 'all', 'second preferences only of the whole contest');
psql('CREATE OR REPLACE VIEW counting.limits AS SELECT 10 AS result, 100 AS tables, 5000 AS second_preferences');
is(psql($reader . 'SELECT count(*) FROM reporting.second_preferences'), 0, 'and only of many ballots');

#
# How sure it is: 1,240 of 2,480 ballots are there, so each of the
# first three can still win; with all counted the winner has won.
#
is(psql('SELECT count(*) FROM (SELECT candidate FROM certainty.chances GROUP BY candidate HAVING sum(share) NOT BETWEEN 0.999 AND 1.001) AS c'),
	0, "each candidate's chances add up");
is(psql("SELECT count(*), bool_and(first_place = 'can win') FROM certainty.is_it_over WHERE candidate <> 'Kendall'"), '3|t', 'half the ballots are outstanding, and three can win');
is(psql('SELECT count(DISTINCT cast_on), count(*) FROM certainty.by_day'), '3|24', 'a fan of three days, four candidates and two places');
is(psql("SELECT rules FROM certainty.contest"), '{"candidates": ["Burnham", "Cooper", "Corbyn", "Kendall"]}', 'the candidates are those on the ballots');
psql('UPDATE certainty.contest SET draws = draws_by_day');
is(psql('SELECT bool_and(d.share = coalesce(c.share, 0)) FROM certainty.by_day AS d LEFT JOIN certainty.chances AS c USING (candidate, place)
		 WHERE cast_on = (SELECT max(cast_on) FROM ballots)'), 't', 'which ends where the chances are');
psql('UPDATE certainty.contest SET electorate = 0');
is(psql("SELECT candidate FROM certainty.is_it_over WHERE first_place = 'has won'"), psql('SELECT irv_winner(p, rules) FROM certainty.counted'), 'with none outstanding the winner has won');
is(psql("SELECT candidate FROM certainty.is_it_over WHERE second_place = 'is second'"), psql('SELECT irv_runner_up(p, rules) FROM certainty.counted'), 'and the runner-up is second');

#
# Readings of the views while ballots come in.
#
my $next = 100000;

# Ballots that come in.
sub cast
{
	my ($count, $class, $region, $day, $ranking) = @_;
	psql("INSERT INTO ballots SELECT $next + n, '$class', '$region', 'x', '$day', '$ranking', '{}' FROM generate_series(1, $count) n");
	$next += $count;
}

# All that a reader sees.
sub reading
{
	return psql(join '', $reader, map { "TABLE reporting.$_ ORDER BY 1, 2, 3, 4, 5; " }
		qw(results rounds round_totals places flows parts head_to_head second_preferences days));
}

my $before = reading();
my $pairs  = "SELECT string_agg(concat_ws(' ', candidate, opponent, prefer_candidate), ', ' ORDER BY candidate, opponent)
	FROM reporting.head_to_head WHERE level = 'all'";
my $first = psql($reader . $pairs);
cast(1, 'member', 'London', '2015-08-17', '{Kendall,Corbyn,Burnham,Cooper}');
is(psql($reader . $pairs), $first, 'one ballot does not change head to head: the difference would be the ballot');
is(reading(), $before, 'nor anything else');
like(psql('SELECT counting.publish()'), qr/^not published.*1 of all all.*1 of region London/, 'nor when it is published');
is(reading(), $before, 'and nothing has changed');

cast(99, 'member', 'London', '2015-08-17', '{Corbyn,Kendall}');
cast(1, 'member', 'Wales', '2015-08-17', '{Kendall,Burnham}');
like(psql('SELECT counting.publish()'), qr/^not published, too few ballots are new: 1 of the hidden areas \(region\)/,
	'a hundred are no step while one is new in what is hidden');
cast(99, 'member', 'Scotland', '2015-08-17', '{Kendall,Burnham}');
is(psql('SELECT counting.publish()'), 'published', 'a hundred in each are');
isnt(reading(), $before, 'then the views change');
is(psql($reader . "SELECT string_agg(area, ' ' ORDER BY area) FROM reporting.results WHERE suppressed"),
	'Scotland Wales', 'and what was hidden stays so: it was the difference before');
is(psql('SELECT counting.publish()'), 'published', 'where nothing is new, nothing stands in the way');

psql('DELETE FROM ballots WHERE ballot_id = 100001');
like(psql('SELECT counting.publish()'), qr/^not published/, 'a ballot that is taken away is a difference, too');

# Days: one of 5 ballots is in the next.
is(psql($reader . "SELECT string_agg(DISTINCT cast_on || ' ' || ballots, ', ' ORDER BY cast_on || ' ' || ballots) FROM reporting.days"),
	psql("SELECT string_agg(cast_on || ' ' || count, ', ' ORDER BY cast_on)
		FROM (SELECT cast_on, count(*) + (cast_on = '2015-08-17')::int AS count FROM ballots GROUP BY cast_on) AS d"),
	'days are counted');
cast(5, 'member', 'London', '2015-08-18', '{Cooper}');
cast(106, 'member', 'London', '2015-08-19', '{Cooper}');
cast(3, 'member', 'London', '2015-08-15', '{Cooper}');
is(psql('SELECT counting.publish()'), 'published', 'days of few ballots are no obstacle');
is(psql($reader . "SELECT string_agg(DISTINCT cast_on || ' ' || ballots, ', ') FROM reporting.days WHERE cast_on > '2015-08-17'"),
	'2015-08-19 113', 'they and late ballots are in the next day');

# A ballot with a label that nobody declared.
cast(100, 'member', 'London', '2015-08-20', '{Cooper}');
cast(1, 'member', 'London', '2015-08-20', '{I voted for you}');
is(psql('SELECT counting.publish()'), 'published', 'a label that nobody declared is published');
my $after = reading();
like($after, qr/2015-08-20/, 'and every view answers');
unlike($after, qr/I voted/, 'without the label');

# A schedule that begins before the ballots do: the whole has a result from 10
# ballots on, and tables from 100 on, which no step has hidden.
psql('DROP SCHEMA counting, reporting, certainty CASCADE; TRUNCATE ballots');
psql("ALTER TABLE ballots ALTER $_ DROP NOT NULL") for qw(region class cast_on);
is(system('psql', '-Xq', '-o', '/dev/null', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', 'examples/reporting.sql'), 0, 'reporting.sql runs without ballots');
my $whole = $reader . "SELECT ballots, winner, suppressed FROM reporting.results WHERE level = 'all'; SELECT count(*) FROM reporting.rounds WHERE level = 'all' AND round = 1";
is(psql('SELECT counting.publish()'), 'not published, too few ballots are in: 0 of 10', 'no ballots are too few');
cast(6, 'member', 'London', '2015-08-14', '{Corbyn}');
is(psql('SELECT counting.publish()'), 'not published, too few ballots are in: 6 of 10', 'and so are six');
is(psql($whole), 0, 'nothing is shown');
cast(44, 'member', 'London', '2015-08-14', '{Corbyn,Cooper}');
is(psql('SELECT counting.publish()'), 'published', 'fifty are published');
is(psql($whole), "50|Corbyn|f\n0", 'with a result and no tables');
cast(9, 'member', 'London', '2015-08-14', '{Cooper}');
like(psql('SELECT counting.publish()'), qr/^not published, too few ballots are new: 9 of all all/, 'nine more are no step');
cast(51, 'member', 'London', '2015-08-14', '{Cooper}');
is(psql('SELECT counting.publish()'), 'published', 'sixty are, and make tables');
is(psql($whole), "110|Cooper|f\n4", 'which are those of the whole');
is(psql($reader . "SELECT count(*) FROM reporting.rounds WHERE level <> 'all' AND round = 1"), 8, 'and of its areas');
cast(99, 'member', 'London', '2015-08-14', '{Cooper}');
like(psql('SELECT counting.publish()'), qr/^not published, too few ballots are new: 99 of all all/, 'from then on a hundred are a step');

# Ballots of no region, class or day are counted all the same.
cast(101, 'member', 'London', '2015-08-15', '{Burnham}');
psql("UPDATE ballots SET region = NULL, class = NULL, cast_on = NULL WHERE ballot_id % 4 = 0");
like(psql("SELECT string_agg(level || ' ' || area, ', ' ORDER BY level, area) FROM counting.latest"), qr/^all all, class member, class unknown, day 2015-08-14, day 2015-08-15, day unknown, region London, region unknown$/,
	'ballots of no region are in an area of their own');
psql("DELETE FROM counting.areas; DELETE FROM counting.days");
is(psql('SELECT counting.publish()'), 'published', 'and do not stop a publication');
is(psql($reader . 'SELECT max(ballots_so_far) FROM reporting.days'), 310, 'those of no day are counted with the last');

done_testing();
