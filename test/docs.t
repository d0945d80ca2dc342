#
# Runs every SQL block of README.md and doc/*.md and compares what it prints
# with the block after it.
#
#	```sql			is run; the blocks of one file in one psql session, in order,
#	SELECT ...;		in a database of its own
#	```
#
#	```text			right after it, is exactly what psql prints for it (but for
#	...				spaces at line ends, and without command tags)
#	```
#
# psql runs in a folder of its own, for the files that a block writes.
#
# Without a text block any answer will do, but no error.  A block with
# <!-- no test: why --> on the line before it is passed over.
#
use strict;
use warnings;
use FindBin;
use File::Temp;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;

$ENV{PGCLIENTENCODING} = 'UTF8';

my $database = 'prefcount_docs';
my $mark     = '--- end of block ---';

# The SQL blocks of a file: { line, sql, expected, skip }.
sub blocks
{
	my ($file) = @_;
	my (@blocks, $fence, $body, $start, $before, $last);

	$before = '';
	open my $handle, '<:encoding(UTF-8)', $file or die "$file: $!";
	while (my $line = <$handle>)
	{
		if (defined $fence)
		{
			if ($line !~ /^```\s*$/) { $body .= $line; next; }
			if ($fence eq 'sql')
			{
				my ($skip) = $before =~ /^<!-- no test: (.+) -->\s*$/;
				$last = { line => $start, sql => $body, skip => $skip };
				push @blocks, $last;
			}
			elsif ($last)
			{
				$last->{expected} = $body if $fence =~ /^(text)?$/;
				undef $last;
			}
			undef $fence;
			$before = '';
		}
		elsif ($line =~ /^```(\w*)/)
		{
			($fence, $body, $start) = ($1, '', $. + 1);
		}
		elsif ($line =~ /\S/)
		{
			$before = $line;
			undef $last;
		}
	}
	die "$file: a block is not closed\n" if defined $fence;
	return @blocks;
}

# What psql printed for each of these blocks.
sub answers
{
	my (@blocks) = @_;
	my $script = File::Temp->new;
	my $folder = File::Temp->newdir;

	system('psql', '-Xq', '-c', 'SET client_min_messages = warning', '-c', "DROP DATABASE IF EXISTS $database",
		'-c', "CREATE DATABASE $database") == 0
	  or die "cannot create the database $database\n";
	binmode $script, ':encoding(UTF-8)';
	print $script "\\pset pager off\n";
	print $script "CREATE EXTENSION prefcount;\n"
	  unless grep { $_->{sql} =~ /^CREATE EXTENSION prefcount;/m } @blocks;
	print $script "\\echo '$mark'\n$_->{sql}" for @blocks;
	close $script;

	open my $psql, '-|:encoding(UTF-8)', "cd $folder && psql -Xqd $database <$script 2>&1"
	  or die "psql: $!";
	my $output = do { local $/; <$psql> };
	close $psql;
	my ($head, @answers) = split /^\Q$mark\E\n/m, $output, -1;
	print "# $head" if $head;
	return @answers;
}

sub trimmed
{
	my ($text) = @_;
	$text =~ s/[ \t]+$//mg;
	$text =~ s/\n+\z/\n/;
	return $text;
}

binmode Test::More->builder->$_, ':encoding(UTF-8)'
  for qw(output failure_output);

for my $file ('README.md', sort glob 'doc/*.md')
{
	my @blocks = grep { !$_->{skip} } blocks($file);
	next unless @blocks;
	my @answers = answers(@blocks);

	for my $block (@blocks)
	{
		my $name   = "$file line $block->{line}";
		my $answer = trimmed(shift @answers // '');

		if ($block->{sql} !~ /(;|^\\.*)\s*\z/m)
		{
			fail("$name ends its statement");
		}
		elsif (defined $block->{expected})
		{
			is($answer, trimmed($block->{expected}), "$name prints what it shows");
		}
		else
		{
			unlike($answer, qr/^(ERROR|FATAL|invalid command)/m, "$name runs");
		}
	}
}
done_testing();
