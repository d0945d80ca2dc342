#
# That README.md and doc/reference.md have everything that the extension has,
# and nothing that it has not; and that test/sql/questions.sql asks README.md's
# questions in its words.
#
use strict;
use warnings;
use FindBin;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;
$ENV{PGCLIENTENCODING} = 'UTF8';

my $database = 'prefcount_documentation';
my @drop = ('-c', 'SET client_min_messages = warning', '-c', "DROP DATABASE IF EXISTS $database");
system('psql', '-Xq', @drop, '-c', "CREATE DATABASE $database") == 0
  && system('psql', '-Xqd', $database, '-c', 'CREATE EXTENSION prefcount') == 0
  or die "cannot set up the database $database\n";
END { my $status = $?; system('psql', '-Xq', @drop); $? = $status; }

sub slurp
{
	my ($file) = @_;
	open my $handle, '<:encoding(UTF-8)', $file or die "$file: $!";
	local $/;
	return scalar <$handle>;
}

# The rows of a query, each a list of fields.
sub rows
{
	my ($sql) = @_;

	open my $psql, '-|:encoding(UTF-8)', 'psql', '-XqAt', '-F', "\t", '-v', 'ON_ERROR_STOP=1', '-d', $database, '-c', $sql
	  or die "psql: $!";
	my @rows = map { chomp; [ split /\t/, $_, -1 ] } <$psql>;
	close $psql or die "psql failed\n";
	return @rows;
}

# Members of the extension of one catalog.
sub members
{
	my ($catalog) = @_;
	return "$catalog AS o JOIN pg_depend AS d ON d.classid = '$catalog'::regclass AND d.objid = o.oid
		AND d.deptype = 'e' AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount')";
}

sub has
{
	my ($text, $needle, $name) = @_;
	ok(index($text, $needle) >= 0, $name) or diag("missing: $needle");
}

my $reference = slurp('doc/reference.md');
my $readme    = slurp('README.md');
my ($overview) = $readme =~ /^## Reference\n(.*?)^## /ms;
my %sections  = $reference =~ /^(#+ [^\n]*)\n(.*?)(?=^#+ |\z)/msg;

#
# Functions: a heading with the arguments as they are declared, and below it a
# row for each column of the result.
#
my %named;
for my $function (rows(<<'SQL' . members('pg_proc') . "WHERE o.prokind = 'f'"))
SELECT o.proname, regexp_replace(regexp_replace(pg_get_function_arguments(o.oid), '(, )?OUT .*', ''), '::(jsonb|text\[\])', '', 'g'),
	   coalesce(obj_description(o.oid, 'pg_proc') LIKE 'support function%', false) OR o.prorettype = 'cstring'::regtype
		 OR o.proname ~ '^preference_profile_|^prefcount_weight|_to_profile$|_to_jsonb?$|^profile_(cmp|hash|hash_extended)$',
	   array_to_string(ARRAY(SELECT format('| `%s` | %s |', proargnames[n], format_type(proallargtypes[n], NULL))
							   FROM generate_subscripts(proargmodes, 1) AS n WHERE proargmodes[n] = 'o' ORDER BY n), ';'),
	   EXISTS (SELECT FROM pg_operator WHERE oprcode = o.oid)
FROM
SQL
{
	my ($name, $arguments, $support, $columns, $operator) = @$function;
	my $signature = "$name($arguments)";

	$named{$name} = 1;
	if ($support eq 't')
	{
		has($sections{'## 12. Support functions'}, "`$name`", "reference: support function $name");
	}
	elsif ($operator eq 't')
	{
		has($sections{'## 8. Operators and casts'}, "`$signature`", "reference: $signature");
	}
	else
	{
		my $section = $sections{"### `$signature`"};
		ok(defined $section, "reference: $signature") or next;
		is(join(';', $section =~ /^(\| `\w+` \| [\w\[\]]+ \|)/mg), $columns, "reference: columns of $name")
		  unless $name eq 'irv_rules_check';
		has($overview, "`$name", "README's reference: $name");
	}
}

#
# Aggregates: by the types of their arguments and results.
#
my $arrays = $sections{'### Rankings as arrays or jsonb'};
my ($ids, $candidates) = $sections{'### Long tables'} =~
  /^\| (.*?) \| `bigint` \| (.*?) \| `profile_agg\(ballot_id, rank, candidate \[, weight numeric\]\)` \|$/m;
for my $aggregate (rows(<<'SQL' . members('pg_proc') . "WHERE o.prokind = 'a'"))
SELECT o.proname, pg_get_function_arguments(o.oid), pg_get_function_result(o.oid)
FROM
SQL
{
	my ($name, $arguments, $result) = @$aggregate;
	my $test = "reference: $name($arguments) gives $result";

	$named{$name} = 1;
	if ($arguments =~ /^ranking (\S+)(?:, weight \w+)?$/)
	{
		my ($row)   = $arrays =~ /^\| `\Q$1\E` \|(.*)\|$/m;
		my @columns = map { /`(\w+)\(ranking/ ? $1 : () } split /\|/, ($arrays =~ /^(\|.*)/m)[0];
		my %results;
		@results{@columns} = map { s/^ | $//gr } split /\|/, $row // '';
		is($results{$name}, $result, $test);
	}
	elsif ($arguments =~ /^ballot_id (\w+), rank bigint, candidate (\w+)(?:, weight \w+)?$/)
	{
		my ($id, $candidate) = ($1, $2);
		ok($ids =~ /`$id`/ && $candidates =~ /`$candidate`/, $test);
	}
	else
	{
		has($reference, "`$name($arguments)`", $test);
	}
}

# And nothing else: what looks like a function of ours is one.
my @unknown = grep { !$named{$_} } map { /`((?:irv|profile|preference)_\w+)\(/g } $reference, $readme;
is("@unknown", '', 'no function is named that does not exist');

#
# Operators, casts, the type.
#
has($sections{'## 8. Operators and casts'}, "`$_->[0]`", "reference: operator $_->[0]")
  for rows("SELECT format('%s %s %s', oprleft::regtype, oprname, oprright::regtype) FROM " . members('pg_operator'));
has($sections{'## 8. Operators and casts'}, "`$_->[0]`", "reference: cast $_->[0]")
  for rows("SELECT format('%s::%s', castsource::regtype, casttarget::regtype) FROM " . members('pg_cast'));
has($sections{'## 2. The type'}, "`$_->[0]`", "reference: type $_->[0]")
  for rows("SELECT typname FROM " . members('pg_type') . " WHERE typname !~ '^_'");

#
# Rules and presets.
#
my ($rules) = map { $sections{$_} } grep { /^### `irv_rules_check\(/ } keys %sections;
my ($table) = $readme =~ /^## Rules\n(.*?)^## /ms;
for my $rule (rows("SELECT key, value FROM jsonb_each(irv_rules_check('{}'))"))
{
	my ($key, $default) = @$rule;
	ok($rules =~ /^\| \[`$key`\]\(.*?\) \| `\Q$default\E` \|/m, "reference: rule $key has the default $default");
	has($table, "| `$key` |", "README: rule $key");
}
is(join(' ', sort $rules =~ /^\| \[`(\w+)`/mg), join(' ', sort map { $_->[0] } rows("SELECT jsonb_object_keys(irv_rules_check('{}'))")),
	'reference: no rule that does not exist');
is(join(', ', map { "`$_->[0]`" } rows('SELECT name FROM irv_rules_presets() ORDER BY name COLLATE "C"')),
	($reference =~ /^Names: (.*)\.$/m)[0], 'reference: the presets');

#
# Questions: each statement of the README's tasks whose answer is shown is asked
# in test/sql/questions.sql.
#
my $questions = slurp('test/sql/questions.sql') =~ s/\s+/ /gr;
my ($tasks) = $readme =~ /^## Tasks\n(.*?)^## Frequently/ms;
my $asked = 0;
while ($tasks =~ /^```sql\n((?:(?!^```).)*)^```\n+```text\n/msg)
{
	for my $statement (grep { /^\s*(SELECT|WITH)\b/ && !/^\\g/m } split /;\n/, $1)
	{
		my $flat = $statement =~ s/\s+/ /gr =~ s/^ | $//gr;
		my ($line) = $statement =~ /^\s*(.*)/;
		has($questions, $flat, "questions.sql asks: $line");
		$asked++;
	}
}
cmp_ok($asked, '>', 30, 'the questions are found');

done_testing();
