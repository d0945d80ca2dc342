#
# What the files of the package say about each other, and what make installs.
#
use strict;
use warnings;
use File::Find;
use File::Temp;
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

like(slurp('debian/changelog'), qr/\Aprefcount \(\Q$version\E\) /, "debian/changelog's newest version is this one");

like(slurp('README.md'), qr/prefcount-\Q$version\E\.zip/, "README.md names this version's bundle");

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

#
# make install, here and from another folder, of a source that nothing was built in.
#
my $make = $ENV{MAKE} || 'make';
my $temp = File::Temp->newdir;

sub shell
{
	my ($command) = @_;
	my $output = `$command 2>&1`;
	return is($?, 0, $command =~ s/\Q$temp\E/TEMP/gr) || !diag($output);
}

# The bundle for PGXN, unpacked, is that source; where there is none, a copy.
sub unpack_bundle
{
	my $name = "prefcount-$version";
	my $status = `git status --porcelain 2>&1`;

	skip 'no clone of git to make a bundle of', 4 if $?;
	skip 'not all is committed that is here', 4 if $status ne '';
	my ($unzip) = grep { !system("command -v $_->[0] >/dev/null") } [ 'unzip', '-q' ], [ 'python3', '-m zipfile -e' ];
	skip 'neither unzip nor python3', 4 if !$unzip;
	shell("$make -s dist && mkdir $temp/bundle && mv $name.zip $temp/bundle");
	shell("cd $temp/bundle && @$unzip $name.zip" . ($unzip->[0] eq 'python3' ? ' .' : ''));
	is_deeply([ files("$temp/bundle/$name") ], [ sort map { "/$_" } split /\0/, `git ls-files -z` ],
		'the bundle has the files that are in git, in a folder named like it');
	return ok(rename("$temp/bundle/$name", "$temp/source"), 'it is what is built below');
}

# The files below a folder.
sub files
{
	my ($folder) = @_;
	my @files;
	find({ no_chdir => 1, wanted => sub { push @files, s/^\Q$folder\E//r if -f } }, $folder);
	return sort @files;
}

mkdir "$temp/build";
SKIP: { unpack_bundle(); }
shell("mkdir $temp/source && tar --exclude=./.git --exclude='*.o' --exclude='*.so' --exclude='*.bc'"
	  . " --exclude=./sql/prefcount--$version.sql -cf - . | tar -C $temp/source -xf -")
  unless -d "$temp/source";
shell("$make -s with_llvm=no DESTDIR=$temp/here install");
shell("$make -s -C $temp/build -f ../source/Makefile VPATH=$temp/source with_llvm=no COPT=-O0 DESTDIR=$temp/there install");
my @installed = files("$temp/here");
is_deeply([ files("$temp/there") ], \@installed, 'a build in another folder installs the same files');
my ($library) = grep { m{/prefcount\.\w+$} && !/control/ } @installed;
like(slurp("$temp/there$library"), qr/pg_finfo_irv_winner/, '...and its library has the functions');
is_deeply([ grep { !m{^/build/(prefcount\.\w+|src/\w+/[^/]+\.o|sql/[^/]+\.sql)$} && !m{^/(source|bundle|here|there)/} } files($temp) ],
	[], 'nothing but what is built is in that folder');
is(join(' ', glob "$temp/source/src/*/*.o"), '', 'nothing is built in the source');
like(`$make -C $temp/build -f $FindBin::Bin/../Makefile VPATH=$FindBin::Bin/.. 2>&1`,
	qr/has been built in: run make clean there first/, 'a source that was built in is told so');

# Links lead somewhere, here and where they are installed.
for my $file (grep { /\.md$/ } 'README.md', glob('doc/*.md'), map { "$temp/here$_" } @installed)
{
	my ($folder) = $file =~ m{^(.*/)} ? $1 : '';
	my @dead = grep { !m{^https?://} && !-e $folder . s/#.*//r } slurp($file) =~ /\]\(([^)#\s][^)\s]*)\)/g;
	is("@dead", '', ($file =~ s/\Q$temp\E/TEMP/r) . ' has no dead links');
}

shell("$make -s with_llvm=no DESTDIR=$temp/here uninstall");
is_deeply([ files("$temp/here") ], [], 'make uninstall leaves nothing');

#
# A PostgreSQL without its server headers, as Debian's client package is one.
#
my $client = "$temp/client";
mkdir $client;
open my $pg_config, '>', "$client/pg_config" or die $!;
print $pg_config <<'END';
#!/bin/sh
case $1 in
--includedir-server) echo "$(dirname "$0")" ;;
*) exec "$REAL_PG_CONFIG" "$@" ;;
esac
END
close $pg_config;
chmod 0755, "$client/pg_config";
$ENV{REAL_PG_CONFIG} = $ENV{PG_CONFIG} || 'pg_config';
my ($major) = `$ENV{REAL_PG_CONFIG} --version` =~ /(\d+)/;

like(`$make PG_CONFIG=$client/pg_config all 2>&1`,
	qr/without its server headers.*postgresql-server-dev-$major\b/, 'make says that the headers are missing');
like(`$make PG_CONFIG=$client/none all 2>&1`, qr/there is no .*none: .*postgresql-server-dev/, '...or pg_config');
SKIP:
{
	# as somebody who may not install packages
	my @user = $> ? () : qw(runuser -u nobody --);
	skip 'no runuser', 1 if @user && system('command -v runuser >/dev/null');
	system("cp -r $FindBin::Bin/../scripts $client/ && chmod -R a+rX $temp");
	like(`cd / && @user env PG_CONFIG=$client/pg_config $client/scripts/setup 2>&1`,
		qr/missing: postgresql-server-dev-$major \(/, 'scripts/setup names the package');
}

done_testing();
