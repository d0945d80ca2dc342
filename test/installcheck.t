#
# pg_regress over test/sql, as make installcheck runs it.
#
use strict;
use warnings;
use FindBin;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;

my $make   = $ENV{MAKE} || 'make';
my $output = `$make -s installcheck 2>&1`;
my $status = $?;

# A line for each script: "test NAME ... ok  12 ms", or TAP from PostgreSQL 16 on.
while ($output =~ /^(?:test (\S+) +\.\.\. (\S+)|((?:not )?ok) \d+ +[-+] (\S+))/mg)
{
	is($2 || $3, 'ok', 'pg_regress ' . ($1 || $4));
}
is($status, 0, 'make installcheck') or diag($output);
if ($status && open my $diffs, '<', 'regression.diffs')
{
	diag(<$diffs>);
}

done_testing();
