#
# META.json by PGXN's specification, https://pgxn.org/meta/spec.txt, version 1.0.0:
# what it demands, and that nothing is in it that it does not know.
#
use strict;
use warnings;
use FindBin;
use JSON::PP;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;
open my $file, '<', 'META.json' or die "META.json: $!";
my $meta = decode_json(do { local $/; <$file> });

# Semantic Versions, and ranges of them as prerequisites have.
my $number  = qr/(?:0|[1-9]\d*)/;
my $version = qr/$number\.$number\.$number(?:-[0-9A-Za-z-]+)?/;
my $range   = qr/(?:0|(?:(?:==|!=|<=|<|>=|>)\s*)?$version)/;
my $text    = qr/\A[^\x00-\x1f\x7f]+\z/;
my $term    = qr/\A[^\s\/\\\x00-\x1f\x7f]{2,}\z/;
my $uri     = qr{\Ahttps?://[^\s/]+\.[^\s/]+(?:/\S*)?\z};

sub keys_are
{
	my ($map, $required, $optional, $name) = @_;
	my %known = map { $_ => 1 } @$required, @$optional;

	is(join(' ', grep { !exists $map->{$_} } @$required), '', "$name lacks nothing");
	is(join(' ', grep { !$known{$_} && !/\A[xX]_/ } sort keys %$map), '', "$name has only what is known");
}

keys_are($meta, [qw(abstract license maintainer meta-spec name provides version)],
	[qw(description generated_by no_index prereqs release_status resources tags)], 'META.json');
like($meta->{$_}, $text, "$_ is a text") for qw(abstract description maintainer);
like($meta->{name}, $term, 'name is a term');
like($meta->{version}, qr/\A$version\z/, 'version is a semantic version');
like($meta->{license}, qr/\A(?:agpl_3|apache_[12]_[01]|artistic_[12]|bsd|freebsd|gfdl_1_[23]|gpl_[123]|lgpl_(?:2_1|3_0)|mit|mozilla_1_[01]|open_source|openssl|perl_5|postgresql|qpl_1_0|restricted|sun|unknown|unrestricted|zlib)\z/,
	'license is one of those with a name');
like($meta->{release_status}, qr/\A(?:stable|testing|unstable)\z/, 'release_status is one of three');

keys_are($meta->{'meta-spec'}, ['version'], ['url'], 'meta-spec');
is($meta->{'meta-spec'}{version}, '1.0.0', 'the specification is that of 1.0.0');

for my $extension (sort keys %{ $meta->{provides} })
{
	my $provided = $meta->{provides}{$extension};

	keys_are($provided, [qw(file version)], [qw(abstract docfile)], $extension);
	like($provided->{version}, qr/\A$version\z/, "$extension: version is a semantic version");
	like($provided->{abstract}, $text, "$extension: abstract is a text");
	ok(-f $provided->{$_}, "$extension: its $_ is there") for qw(file docfile);
	ok(-f "$extension.control", "$extension is an extension");
}

for my $phase (sort keys %{ $meta->{prereqs} })
{
	like($phase, qr/\A(?:configure|build|test|runtime|develop)\z/, "prereqs: there is a phase $phase");
	for my $relation (sort keys %{ $meta->{prereqs}{$phase} })
	{
		like($relation, qr/\A(?:requires|recommends|suggests|conflicts)\z/, "$phase: there is a relation $relation");
		like($_, qr/\A$range(?:\s*,\s*$range)*\z/, "$phase $relation: a range of versions")
		  for values %{ $meta->{prereqs}{$phase}{$relation} };
	}
}

keys_are($meta->{resources}, [], [qw(homepage bugtracker repository)], 'resources');
like($meta->{resources}{homepage}, $uri, 'homepage is a URI');
is(ref($meta->{tags}), 'ARRAY', 'tags are a list');
is(join(', ', grep { length > 255 || m{[/\\\x00-\x1f\x7f]} || /\A\s*\z/ } @{ $meta->{tags} }), '', '...of tags');

done_testing();
