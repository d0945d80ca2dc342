#
# What the files of the package say about each other.
#
use strict;
use warnings;
use FindBin;
use JSON::PP;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;

sub slurp
{
	my ($file) = @_;
	open my $handle, '<', $file or die "$file: $!";
	local $/;
	return scalar <$handle>;
}

my $meta = decode_json(slurp('META.json'));
my $version = $meta->{version};
my ($control) = slurp('prefcount.control') =~ /^default_version = '(.*)'$/m;

is($control, $version, 'prefcount.control and META.json agree on the version');
is($meta->{provides}{prefcount}{version},
	$version, 'META.json provides that version');
like(slurp('CHANGELOG.md'), qr/^## \Q$version\E/m,
	'CHANGELOG.md tells what is in it');

# Only the script of this version is built; those of older ones are kept.
my ($built) = slurp('.gitignore') =~ m{^/sql/prefcount--(.*)\.sql$}m;
is($built, $version, 'the installation script that git ignores is the one of this version');

my @versions = slurp('CHANGELOG.md') =~ /^## (\S+)/mg;
shift @versions while @versions && $versions[0] ne $version;
while (my $newer = shift @versions)
{
	my $older = $versions[0] // last;
	ok(-f "sql/prefcount--$older.sql", "version $older can still be installed");
	ok(-f "sql/prefcount--$older--$newer.sql", "version $older can be updated to $newer");
}

# pg_regress is content with whatever is expected: a failure must not be.
my @expected = sort glob 'expected/*.out';
is_deeply([ grep { slurp($_) =~ /^not ok/m } @expected ],
	[], 'no expected output has a failed test in it');

my @names = map { m{([^/]+)\.\w+$} } @expected;
is_deeply([ map { m{([^/]+)\.sql$} } sort glob 'test/sql/*.sql' ],
	\@names, 'every script in test/sql has its expected output');

done_testing();
