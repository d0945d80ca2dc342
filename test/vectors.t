#
# The test vectors against programs that were written from doc/format.md alone:
# both sides of test/vectors are what the page says.  test/prove/vectors.sql
# then holds the extension against them.
#
use strict;
use warnings;
use FindBin;
use File::Temp;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;
$ENV{PYTHONDONTWRITEBYTECODE} = 1;

plan skip_all => 'there is no python3' if system('python3 -c "" 2>/dev/null');

sub slurp
{
	my ($file) = @_;
	open my $handle, '<', $file or die "$file: $!";
	local $/;
	return scalar <$handle>;
}

# What a program prints for these files, a line each.
sub lines
{
	my ($program, @files) = @_;
	open my $pipe, '-|', 'python3', "test/vectors/$program", @files or die $!;
	my @lines = <$pipe>;
	close $pipe or fail("$program ends well");
	return @lines;
}

my @names = map { m{/([^/]+)\.hex$} } sort glob 'test/vectors/*.hex';
my @hex   = map { "test/vectors/$_.hex" } @names;
my @json  = map { "test/vectors/$_.json" } @names;
my @read  = lines('read_profile.py', @hex);
my @wrote = lines('write_profile.py', @json);

cmp_ok(scalar @names, '>=', 20, 'the vectors are there');
for my $i (0 .. $#names)
{
	(my $digits = slurp($hex[$i])) =~ s/\n//g;
	ok($read[$i] eq slurp($json[$i]), "$names[$i]: the bytes read as the text");
	ok($wrote[$i] eq "$digits\n", "$names[$i]: the text is written as the bytes");
}

my @refused = sort glob 'test/vectors/refused/*.hex';
my @reasons = lines('read_profile.py', @refused);
like($reasons[$_], qr/^refused: /, "$refused[$_]: no profile") for 0 .. $#refused;

# The files are what make_vectors.py makes, no more and no less.
my $made = File::Temp->newdir;
is(system('python3', 'test/vectors/make_vectors.py', $made), 0, 'the vectors are made again');
is(`diff -r -x '*.py' -x __pycache__ test/vectors $made 2>&1`, '', 'and are the same');

done_testing();
