#
# The Debian packages, built from a copy of the source: one for each PostgreSQL
# of this Debian, with the library, the scripts and the documentation.
#
use strict;
use warnings;
use File::Temp;
use FindBin;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;
for my $program (qw(dpkg-buildpackage dh pg_buildext))
{
	plan skip_all => "no $program (Debian: apt-get build-dep . installs what is needed)"
	  if system("command -v $program >/dev/null");
}
plan skip_all => 'not all of Debian is here that building the packages needs'
  if system('dpkg-checkbuilddeps 2>/dev/null');

my $temp = File::Temp->newdir;
my $version = `dpkg-parsechangelog --show-field Version`;
chomp $version;

# not optimised, which is quicker
my $make = $ENV{MAKE} || 'make';
my $output = `tar --exclude=./.git --exclude='*.o' --exclude='*.so' --exclude='*.bc' -cf - . | tar -C $temp -xf - --one-top-level=prefcount 2>&1
	cd $temp/prefcount && $make -s clean 2>&1 &&
	env -u COPT -u PG_CONFIG DEB_BUILD_OPTIONS='nocheck noopt parallel=2' dpkg-buildpackage -us -uc -b 2>&1`;
is($?, 0, 'dpkg-buildpackage -us -uc -b') or diag(substr $output, -3000);

# The files below a folder.
sub files
{
	my ($folder) = @_;
	my @files = split /\n/, `cd $folder && find . -type f`;
	return sort map { s/^\.//r } @files;
}

my @majors = grep { $_ >= 15 } split ' ', `pg_buildext supported-versions`;
is_deeply([ sort map { m{/([^/]+)_\Q$version\E_[^/]+\.deb$} } grep { !/-dbgsym_/ } glob "$temp/*.deb" ],
	[ sort map { "postgresql-$_-prefcount" } @majors ], 'a package for each PostgreSQL from 15 on');

for my $major (@majors)
{
	my ($package) = glob "$temp/postgresql-$major-prefcount_*.deb";
	system('dpkg-deb', '-x', $package, "$temp/$major");
	my %files = map { $_ => 1 } files("$temp/$major");
	my $documentation = "/usr/share/doc/postgresql-doc-$major/extension/prefcount";
	is(join(' ', grep { !$files{$_} } "/usr/lib/postgresql/$major/lib/prefcount.so",
			(map { "/usr/share/postgresql/$major/extension/$_" } 'prefcount.control', "prefcount--$version.sql", map { s{^sql/}{}r } glob 'sql/prefcount--*.sql'),
			(map { "$documentation/$_" } qw(README.md CHANGELOG.md), glob('doc/*.md'), glob('examples/*.sql'))),
		'', "the package for PostgreSQL $major lacks nothing");
	like(`dpkg-deb -f $package Depends`, qr/\bpostgresql-$major\b/, 'it depends on the server');
	is(join(' ', glob "$temp/$major/usr/share/doc/postgresql-$major-prefcount/*") =~ s/\S*\///gr, 'changelog.gz copyright',
		'it has what a package has to have');
}

SKIP:
{
	skip 'no lintian', 1 if system('command -v lintian >/dev/null');
	$output = `lintian --fail-on error,warning $temp/*.changes 2>&1`;
	is($?, 0, 'lintian finds no fault') or diag($output);
}

done_testing();
