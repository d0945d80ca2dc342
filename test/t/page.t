#
# examples/page in a browser: Chromium looks at pages of 3 and 20 candidates, of
# forty rounds, of an open end and of several seats, as wide as a phone, a tablet and a desk,
# light and dark.  test/browser/look.html says what is looked at.  With axe-core
# (npm install --no-save --prefix test/browser axe-core, or PREFCOUNT_AXE naming its
# axe.min.js) its rules of WCAG 2.2 A and AA are asked, too.
#
use strict;
use warnings;
use lib 'test/t/lib';
use Servers;
use Cwd;
use Test::More;

my ($chromium) = grep { -x } map { ("$_/chromium", "$_/chromium-browser", "$_/google-chrome") } split /:/, $ENV{PATH};
plan skip_all => 'no chromium: install chromium' unless $chromium;

my $server = new_server('page');
$server->command_ok([ 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $server->connstr('postgres'), '-f', 'test/examples/page.sql' ], 'contests');
my %pages = (
	three  => [ 'three', 'parts=SELECT region, profile_agg(ranking) FROM three GROUP BY region', 'chances=100', 'margin=changed', 'heading={"title": "Chair"}' ],
	twenty => [ 'twenty', 'parts=SELECT region, profile_agg(ranking) FROM twenty GROUP BY region' ],
	seats  => [ 'twenty', 'rules=scotland', 'seats=5' ],
	exact  => [ 'twenty', 'rules={"seats": 3, "decimals": null, "tie_break": ["lot"], "seed": "x"}' ],
	open   => [ 'open', 'parts=SELECT 1, profile_agg(ranking) FROM open', 'rules={"withdrawn": ["Dan"]}', 'margin=changed' ],
	words  => [ 'five', 'rules=ers97', 'seats=3', 'chances=100' ],
	forty  => [ 'forty', 'rules=' . $server->safe_psql('postgres', 'SELECT forty_rules()') ],
);
for my $page (sort keys %pages)
{
	my ($table, @variables) = @{$pages{$page}};
	local $ENV{PGCLIENTENCODING} = 'UTF8';
	open my $psql, '-|', 'psql', '-XAtq', '-d', $server->connstr('postgres'), (map { ('-v', $_) } "contest=SELECT profile_agg(ranking) FROM $table", @variables),
		'-f', 'examples/page/results.sql' or die $!;
	open my $html, '>', "test/browser/$page.html" or die $!;
	print $html $_ while <$psql>;
	close $html or die $!;
	ok(close $psql, "a page: $page");
}
$server->stop;

my ($axe) = grep { -r } grep { defined } $ENV{PREFCOUNT_AXE}, 'test/browser/node_modules/axe-core/axe.min.js';
system('cp', $axe, 'test/browser/axe.min.js') == 0 or die if $axe;
diag('without axe-core: npm install --no-save --prefix test/browser axe-core') unless $axe;

# All pages but the largest by axe-core, which takes its time.
sub look
{
	my ($pages, @options) = @_;
	my $url = 'file://' . getcwd() . "/test/browser/look.html#$pages";
	open my $tap, '-|', $chromium, '--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--allow-file-access-from-files', '--window-size=1400,900',
		'--user-data-dir=' . getcwd() . '/test/browser/profile', '--virtual-time-budget=300000', '--timeout=300000', @options, '--dump-dom', $url or die $!;
	my $text = do { local $/; <$tap> } =~ s/.*<pre id="tap">//sr =~ s/<\/pre>.*//sr =~ s/&lt;/</gr =~ s/&gt;/>/gr =~ s/&amp;/&/gr;
	for my $line (split /\n/, $text)
	{
		$line =~ /^(not )?ok - (.*)/ ? ok(!$1, $2) : $line =~ /^#/ ? diag($line) : 0;
	}
	like($text, qr/^1\.\.\d+$/m, 'the browser came to its end') or diag(substr $text, -1000);
}
for my $dark ([], ['--blink-settings=preferredColorScheme=0'])
{
	look('three.html,open.html,words.html,twenty.html,seats.html' . ($axe ? ';axe=axe.min.js' : ''), @$dark);
	look('forty.html,exact.html', @$dark);
}

done_testing();
