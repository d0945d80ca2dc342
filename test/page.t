#
# examples/page without a browser: each page is well-formed, says what the count
# says, and shows labels as they are written.
#
use strict;
use warnings;
use FindBin;
use File::Temp;
use Test::More;

chdir "$FindBin::Bin/.." or die $!;
$ENV{PGCLIENTENCODING} = 'UTF8';
$ENV{PGOPTIONS}        = '-c client_min_messages=warning';

my $database = 'prefcount_page';
my $folder   = File::Temp->newdir;

# What psql prints for a query.
sub psql
{
	my ($sql, @options) = @_;
	open my $psql, '-|', 'psql', '-XqAt', '-v', 'ON_ERROR_STOP=1', '-d', $database, @options, '-c', $sql or die $!;
	chomp(my $output = do { local $/; <$psql> } // '');
	return $output;
}

system('psql', '-Xq', '-d', 'postgres', '-c', "DROP DATABASE IF EXISTS $database", '-c', "CREATE DATABASE $database");
END
{
	my $status = $?;
	system('psql', '-Xq', '-d', 'postgres', '-c', "DROP DATABASE IF EXISTS $database");
	$? = $status;
}
psql('CREATE EXTENSION prefcount');
is(system('psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $database, '-f', 'test/examples/page.sql'), 0, 'contests');
psql('CREATE FUNCTION five_profile(OUT p preference_profile) LANGUAGE sql AS $$ SELECT profile_agg(ranking) FROM five $$');
my $libxml = psql("SELECT xmlparse(CONTENT '')") && 0 || psql("SELECT xml_is_well_formed('<a/>')") eq 't';
psql('CREATE TABLE pages (name text PRIMARY KEY, html text)');

# The page of a contest, by the one command that README tells; kept in pages, too.
sub page
{
	my ($name, %variables) = @_;
	my @command = ('psql', '-XAtq', '-d', $database, (map { ('-v', "$_=$variables{$_}") } sort keys %variables), '-f', 'examples/page/results.sql');

	open my $psql, '-|', @command or die $!;
	my $html = do { local $/; <$psql> } // '';
	ok(close $psql, "a page: $name");
	open my $file, '>', "$folder/$name" or die $!;
	print $file $html;
	close $file;
	open my $into, '|-', 'psql', '-Xq', '-v', 'ON_ERROR_STOP=1', '-d', $database or die $!;
	print $into "\\set html `cat $folder/$name`\nINSERT INTO pages VALUES ('$name', :'html');\n";
	close $into or die 'cannot keep the page';
	unlike($html, qr/<(script|iframe|img|link|object|embed)\b|\bon\w+\s*=\s*"|url\(|https?:/i, "$name: nothing from elsewhere, and no script");
	return $html;
}

sub contest { return "SELECT profile_agg(ranking) FROM $_[0]" }
sub regions { return "SELECT region, profile_agg(ranking) FROM $_[0] GROUP BY region" }

#
# Three candidates, counted by hand.  Ann 4, Bob 3, Cat 2; Cat goes out, and both
# of her papers go on to Bob, who has 5 of 9.
#
my $three = page('three', contest => contest('three'), parts => regions('three'),
	title => 'Chair & <vice>', heading => '{"place": "Leeds", "date": "2026-09-12", "electorate": 20, "rejected": {"late": 1, "not signed": 2}}', chances => 100, seed => 's', margin => 'changed');
like($three, qr/<title>Chair &amp; &lt;vice&gt;</, 'the title is escaped');
my $text = $three =~ s/<style>.*?<\/style>//sr =~ s/<[^>]+>/ /gr =~ s/\s+/ /gr =~ s/ ([.,])/$1/gr;
for my $said ('Leeds, 2026-09-12', '1 Bob is elected in round 2 with 5 of 9 votes (55.6&#160;%), more than half.',
	'Candidates 3 Electorate 20', 'Exhausted (round 2) 0', 'Blank: papers with no choice that counts.', 'Exhausted: papers with no choice left',
	'The number before a name is the final place. Round 1', 'Turnout 65.0&#160;%', 'Rejected 3', 'Ballots counted 10', 'Blank 1', 'Round 1 Cat goes out.', 'Round 2 Bob is elected.',
	'who lost when two remained (in the rules) 2 Ann', '3 Cat 1 Bob 1 2',
	'In round 2 of the contest: Bob 3, Ann 2.', 'On its own it would elect Bob in round 2; second Ann.', 'Another winner 1', 'Counted by prefcount',
	'If these ballots were a random sample, as of a poll: how often each candidate would come where. 100 draws, seed &#8220;s&#8221;.', 'complete count')
{
	like($text, qr/\Q$said\E/, "it says: $said");
}

# What a page says, without its marks.
sub said { return $_[0] =~ s/<(style|pre)>.*?<\/\1>//sgr =~ s/<[^>]+>/ /gr =~ s/\s+/ /gr =~ s/ ([.,])/$1/gr }

# Each definition of second names somebody else.
my $five = said(page('five', contest => contest('five'), rules => '{"runner_up": "deciding_round"}'));
like($five, qr/is elected in round 2 with .* The count goes on after that to find who is second\./, 'why there are more rounds');
like($five, qr/who lost when two remained \d Cedar who was second in the round that elected \(in the rules\) \d Birch who would win without the winner \d Elm/,
	'second by each definition, and which is the one in the rules');

# The commands that are shown, on tables as they have them.
psql(<<'SQL');
CREATE TABLE ballots AS SELECT ranking, region, 'chair' AS post FROM three;
CREATE TABLE contests (post int, rules jsonb);
INSERT INTO contests VALUES (1, '{"stop": "majority"}');
CREATE SCHEMA prefcount_example;
CREATE VIEW prefcount_example.votes AS SELECT * FROM three;
CREATE VIEW prefcount_example.contest AS SELECT profile_agg(ranking) AS p FROM three;
SQL
for my $file ('README.md', 'examples/page/README.md')
{
	open my $handle, '<', $file or die $!;
	my $shown = do { local $/; <$handle> };
	my @commands = grep { /results\.sql/ } $shown =~ /^    (psql -XAtq(?:.*\\\n)*.*)$/mg;
	ok(scalar @commands, "$file shows a command");
	for my $command (@commands)
	{
		my $here = $command =~ s/ -d mydatabase| membership//r =~ s/> (\w+\.html)$/> $folder\/shown/r;
		is(system("export PGDATABASE=$database; $here"), 0, "$file: " . $command =~ s/\s+/ /gr);
		like(`cat $folder/shown`, qr/is elected in round 2 with 5 of 9/, 'makes a page');
	}
}

# Names that do harm, if anything can.
my $twenty = page('twenty', contest => contest('twenty'), parts => regions('twenty'));
like($twenty, qr/<bdi[^>]*>&lt;script&gt;alert\(&quot;x&quot;\)&lt;\/script&gt;<\/bdi>/, 'a name of markup is shown as it is written');
like($twenty, qr/<bdi[^>]*>O&#39;Brien &amp; Sons &quot;Ltd&quot;<\/bdi>/, 'quotes and ampersands');
like($twenty, qr/<bdi[^>]*>tab\\tand\\u0001control<\/bdi>/, 'a control character is shown as an escape');
like(page('signs', contest => "SELECT profile_agg(r) FROM (VALUES (ARRAY[U&'evil\\202Elive', E'two\\nlines', 'two lines']), (ARRAY[U&'evil\\202Elive', ' x', 'a\\b'])) AS v (r)"),
	qr/^(?=.*<bdi>evil\\u202Elive<\/bdi>)(?=.*<bdi>two\\nlines<\/bdi>)(?=.*<bdi>two lines<\/bdi>)(?=.*<bdi>\\u0020x<\/bdi>)(?=.*<bdi>a\\\\b<\/bdi>)(?!.*\xE2\x80\xAE)/s,
	'what would not be seen, or would turn others round, is shown as in the count sheet');

my $forty = page('forty', contest => contest('forty'), rules => psql('SELECT forty_rules()'));
like($forty, qr/Elected to 5 seats, in the order of election/, 'several seats');
page('seats', contest => contest('twenty'), parts => regions('twenty'), rules => '{"method": "ers97", "seats": 4, "unlisted": "skip"}');
page('meek', contest => contest('twenty'), rules => 'meek_nz', seats => 3);

# A part without a name, and one that comes twice.
like(page('nameless', contest => contest('three'), parts => "SELECT NULL::int, profile_agg(ranking) FROM three WHERE region = 'North' UNION ALL SELECT 7, profile_agg(ranking) FROM three WHERE region = 'South' GROUP BY ranking"),
	qr/<h3><bdi>7<\/bdi><\/h3><p>5 ballots.*<h3><bdi>without a name<\/bdi><\/h3><p>5 ballots/s, 'parts without a name, or of several rows');
like(said(page('twice', contest => "SELECT profile_agg(r) FROM (VALUES ('{A}'::text[]), ('{B}')) AS v (r)", parts_title => 'Region & class',
		parts => "SELECT 'x', profile_agg(ARRAY[c]) FROM unnest('{A,B}'::text[]) AS c GROUP BY c UNION ALL SELECT 'y', NULL")),
	qr/Region &amp; class First preferences in each part, the same scale in all\. x 2 ballots First preferences in x Candidate Votes Share \S+ A 1 50\.0&#160;% \S+ B 1 50\.0&#160;% On its own|Region &amp; class First preferences in each part, the same scale in all\. x 2 ballots First preferences in x Candidate Votes Share \S+ A 1 50\.0&#160;% \S+ B 1 50\.0&#160;% y No ballots\./,
	'parts of one name are one, and one without a profile has no ballots');

# A database in another encoding, and names that it can hold.
system('psql', '-Xq', '-d', 'postgres', '-c', "DROP DATABASE IF EXISTS ${database}_latin",
	'-c', "CREATE DATABASE ${database}_latin ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0");
system('psql', '-Xq', '-d', "${database}_latin", '-c', 'CREATE EXTENSION prefcount', '-c', "CREATE TABLE ballots AS SELECT ARRAY['Zoë', 'Ærø'] AS ranking");
like(`psql -XAtq -d ${database}_latin -v title='Élection' -f examples/page/results.sql`, qr/<h1>Élection<.*<bdi>Zoë<\/bdi>.*<bdi>Ærø<\/bdi>/s, 'a page from a database in LATIN1');
system('psql', '-Xq', '-d', 'postgres', '-c', "DROP DATABASE ${database}_latin");

# Where there is nobody to name.
like(page('tied', contest => "SELECT profile_agg(r) FROM (VALUES ('{A,B}'::text[]), ('{B,A}')) AS v (r)"),
	qr/<bdi>A<\/bdi> and <bdi>B<\/bdi> are level in round 1, and the rules do not decide/, 'a tie that is left');
my $ann = q{SELECT '[{"ranking": ["Ann", "Bob"], "count": 4}, {"ranking": ["Bob"], "count": 3}, {"ranking": ["Cyd", "Bob"], "count": 3}]'::preference_profile};
my $open = said(page('open', contest => $ann, margin => 'changed'));
like($open, qr/In round Lead over the next A Ann &#8211; 4 4 1 B Bob level &#8211; 3 3 1 C Cyd level &#8211; 3 3 1 /, 'where a count ends on a tie nobody has a place, and they stand in order of their votes');
like($open, qr/a letter stands for who has none\./, 'and letters stand before the names');
like($open, qr/How close it was This is not known here: the contest ends in a tie\./, 'a margin of a tie is left out, and the page says why');
like(said(page('seat_open', contest => $ann, rules => '{"seats": 2}')), qr/1 Ann elected 1 4 4 1 A Bob level &#8211; 3 3 1 B Cyd level &#8211; 3 3 1 /, 'a tie for the last seat');
like(said(page('shared', contest => "SELECT profile_agg(ARRAY[r]) FROM unnest('{A,A,A,B,C}'::text[]) AS r")), qr/with = where it is shared\..*Lead over the next 1 A elected 1 3 .* 2= B (?:level )?2= 1 1 1 .*2= C (?:level )?2= 1 1 1 /, 'a place that is shared');

# Who has withdrawn, and a name that nobody wrote.
my $withdrawn = page('withdrawn', contest => contest('five'), rules => '{"withdrawn": ["Elm", "Ahs"]}');
like(said($withdrawn), qr/Withdrawn: Elm, Ahs \(on no ballot\)\. Candidates 4 /, 'who has withdrawn, and who is left');
unlike(said(page('withdrawn_few', contest => contest('five'), rules => '{"withdrawn": ["Elm"], "min_ballots": 1000}')), qr/on no ballot/, 'nothing is told of too few ballots');

# What cannot be known does not cost the page; what was asked wrongly is an error.
like(said(page('weighted', contest => "SELECT profile_agg(r, 1.5) FROM (VALUES ('{A,B}'::text[]), ('{B}'), ('{A}')) AS v (r)", margin => 'changed', chances => 10, outstanding => 5)),
	qr/is elected.* Chances This is not known here: .* How close it was This is not known here: margins are not known for such a contest\./, 'margins and outstanding ballots with weights');
like(said(page('top_two', contest => contest('three'), rules => 'supplementary_vote', margin => 'added')), qr/How close it was This is not known here: .*"elimination"|How close it was This is not known here: .*&quot;elimination&quot;/, 'a margin where candidates do not go out singly');
like(said(page('many_draws', contest => contest('three'), chances => 1000000, outstanding => 200000000)), qr/Chances This is not known here: /, 'more draws than can be made');
my $chances = said(page('seats_chances', contest => contest('five'), rules => 'ers97', seats => 3, chances => 50, seed => 'x', margin => 'changed'));
for my $row (split /\n/, psql("SELECT candidate || ' ' || to_char(100 * sum(share) FILTER (WHERE elected), 'FM990.0') FROM five_profile(), stv_chances(p, 50, 'x', NULL, stv_rules('ers97', 3)) GROUP BY candidate HAVING bool_or(elected)"))
{
	like($chances, qr/Chances Candidate Elected .*\Q$row\E&#160;%/, "the chance of a seat: $row");
}
like($chances, qr/How close it was This is not known here: margins are known for one seat only\./, 'no margin with several seats');
for my $wrong ([ 'seats=3', 'several seats need rules' ], [ 'margin=many', 'invalid argument of irv_margins' ], [ 'chances=0', 'invalid argument' ], [ 'rules=scotish', 'unknown rules preset' ])
{
	my ($variable, $message) = @$wrong;
	like(`psql -XAtq -d $database -v contest='SELECT profile_agg(ranking) FROM three' -v $variable -f examples/page/results.sql 2>&1 >$folder/wrong`, qr/ERROR:  $message/, "$variable is an error");
}

# Several seats in words: 99 votes, quota 25.
my $seats = said(page('seats_words', contest => contest('five'), rules => 'ers97', seats => 3));
like($seats, qr/Birch in round 4, with 22\.75 votes, below the quota of 25: the last seats are filled without it/, 'elected below the quota');
like($seats, qr/The line: the quota, the votes that are enough for a seat\./, 'what a quota is');
like($seats, qr/1 Ash lost by rounding 1 0\.3 /, 'votes that are lost by rounding are not exhausted');
like($seats, qr/First preferences Votes when decided In round 1 Ash elected 1 44 44 1 2 Elm elected 2 10 30\.75 3 /, 'votes when decided, and no lead');
like(said(page('seats_all', contest => contest('five'), rules => '{"seats": 5}')), qr/Fir in round 1, with 8 votes, below the quota of 17: as many are left as seats/, 'as many are left as seats');
like(page('drawn', contest => "SELECT profile_agg(r) FROM (VALUES ('{A,B}'::text[]), ('{B,A}')) AS v (r)", rules => '{"tie_break": ["lot"], "seed": "x"}'),
	qr/were level\. Decided by a lot drawn from a seed/, 'a tie that was decided');
like(page('empty', contest => 'SELECT profile_agg(ranking) FROM three WHERE false'), qr/No winner/, 'no ballots');
like(page('no_row', contest => 'SELECT profile_agg(ranking) FROM three HAVING false'), qr/No winner/, 'no profile');
my $few = page('few', contest => contest('three'), parts => regions('three'), rules => '{"min_ballots": 6}');
is(() = $few =~ /Fewer ballots than the rules ask for/g, 2, 'parts of few ballots are not shown');
unlike($few, qr/On its own it would elect/, 'nor whom they would elect');
unlike(page('fewer', contest => contest('three'), parts => regions('three'), rules => '{"min_ballots": 100}'), qr/Ann/, 'a contest of few ballots');
page('weights', contest => "SELECT profile_agg(r, w) FROM (VALUES ('{A,B}'::text[], 1.25), ('{B}', 0.333333333), ('{C,A}', 123456.5)) AS v (r, w)");
page('strict', contest => contest('three'), parts => regions('three'), chances => 50, outstanding => 5,
	rules => '{"withdrawn": ["Cat"], "stop": "majority", "tie_break": ["drawn", "error"]}');
is(psql("SELECT count(*) FROM pg_class WHERE relname LIKE 'page\\_%'"), 0, 'nothing of it is left in the database');
isnt(system("psql -XAtq -d $database -v contest='SELECT profile_agg(ranking) FROM three GROUP BY region' -f examples/page/results.sql >$folder/two 2>&1"), 0,
	'two profiles are no contest');

SKIP:
{
	skip 'this PostgreSQL is built without libxml', 1 unless $libxml;

	is(psql('SELECT name FROM pages WHERE NOT xml_is_well_formed_document(html)'), '', 'all pages are well-formed');
	psql('CREATE VIEW documents AS SELECT name, xmlparse(DOCUMENT html) AS page FROM pages');
	psql(<<'SQL');
-- What the pages say, as numbers again.
CREATE FUNCTION number(x xml) RETURNS numeric LANGUAGE sql AS $$ SELECT nullif(replace(replace(x::text, ',', ''), '−', '-'), '')::numeric $$;
CREATE FUNCTION one(path text, x xml) RETURNS xml LANGUAGE sql AS $$ SELECT (xpath(path, x))[1] $$;
CREATE FUNCTION label(x xml) RETURNS text LANGUAGE sql AS $$
	SELECT replace(replace(replace(x::text, '&lt;', '<'), '&gt;', '>'), '&amp;', '&')
$$;
-- The twenty's names as they are shown.
CREATE FUNCTION shown(name text) RETURNS text LANGUAGE sql AS $$ SELECT replace(replace(name, E'\t', '\t'), E'\x01', '\u0001') $$;
CREATE VIEW bars AS
SELECT name, substring(one('/*/h3/text()', panel)::text FROM '\d+')::bigint AS round, label(one('/*//bdi/text()', row)) AS candidate,
	   number(one('/*//tr[1]/td[1]/text()', row)) AS votes,
	   substring(one('/*//div[starts-with(@class, "bar")]/@style', row)::text FROM '[\d.]+')::numeric AS width,
	   substring(one('/*//div[@class="line"]/@style', row)::text FROM '[\d.]+')::numeric AS line
  FROM documents, unnest(xpath('//section[@id="rounds"]//section[@class="panel"]', page)) AS panel, unnest(xpath('.//tbody', panel)) AS row;
CREATE VIEW blocks AS
SELECT name, one('/*/span[@class="round"]/text()', step)::text::bigint AS round, label(one('/*/span[@class="label"]/text()', block)) AS candidate,
	   substring(one('/*/@style', block)::text FROM '[\d.]+')::numeric AS width
  FROM documents, unnest(xpath('//div[@class="step"]', page)) AS step, unnest(xpath('/*/div/span', step)) AS block;
CREATE VIEW moved AS
SELECT name, label(one('/*/th//bdi/text()', row)) AS source, label(one('/*/td[1]//bdi/text()', row)) AS target,
	   number(one('/*/td[2]/text()', row)) AS round, number(one('/*/td[3]/text()', row)) AS votes
  FROM documents, unnest(xpath('//section[@id="flow"]//tbody/tr', page)) AS row;
CREATE VIEW counted AS
SELECT 'three' AS name, r.round, candidate, r.votes, threshold AS needed FROM (SELECT profile_agg(ranking) AS p FROM three) AS c, irv_rounds(p) AS r JOIN irv_round_totals(p) AS t USING (round)
UNION ALL
SELECT 'twenty', r.round, shown(candidate), r.votes, threshold FROM (SELECT profile_agg(ranking) AS p FROM twenty) AS c, irv_rounds(p) AS r JOIN irv_round_totals(p) AS t USING (round)
UNION ALL
SELECT 'forty', r.round, candidate, r.votes, quota FROM (SELECT profile_agg(ranking) AS p FROM forty) AS c, stv_rounds(p, forty_rules()) AS r JOIN stv_round_totals(p, forty_rules()) AS t USING (round);
SQL
	is(psql("SELECT string_agg(concat_ws(' ', name, rounds, candidates), ', ' ORDER BY candidates) FROM
		(SELECT name, max(round) AS rounds, count(DISTINCT candidate) AS candidates FROM counted GROUP BY name) AS c WHERE name <> 'forty'"),
		'three 2 3, twenty 19 20', 'contests of three and of twenty');
	cmp_ok(psql("SELECT max(round) FROM bars WHERE name = 'forty'"), '>=', 40, 'and one of forty rounds');
	is(psql("SELECT * FROM counted FULL JOIN bars USING (name, round, candidate, votes)
		WHERE name IN ('three', 'twenty', 'forty') AND (bars.width IS NULL AND counted.votes > 0 OR needed IS NULL)"), '', 'a bar for each candidate in each round, with its votes');
	is(psql("SELECT bars.*, needed FROM bars JOIN counted USING (name, round, candidate) WHERE abs(width * needed - line * counted.votes) > 0.001 * greatest(needed, counted.votes)"),
		'', 'bars are in proportion to the line');
	is(psql('SELECT name, round, sum(width) FROM blocks GROUP BY 1, 2 HAVING abs(sum(width) - 100) > 0.02'), '', "the blocks of a round are all its votes");
	psql(<<'SQL');
CREATE VIEW cells AS
SELECT name, substring(head::text FROM '\d+')::bigint AS round, label(one('/*/th//bdi/text()', row)) AS candidate, number(one('/*/text()', cell)) AS votes
  FROM documents, unnest(xpath('//div[@class="count"]/div/table', page)) AS sheet,
	   unnest(xpath('.//tbody/tr[th//bdi]', sheet)) AS row, unnest(xpath('/*/td', row)) WITH ORDINALITY AS c (cell, n),
	   unnest(xpath('.//thead/tr/th/text()', sheet)) WITH ORDINALITY AS h (head, column_number)
 WHERE column_number = n + 1 AND one('/*/text()', cell) IS NOT NULL;
SQL
	is(psql("SELECT * FROM (SELECT * FROM counted WHERE name <> 'forty' OR votes > 0) AS c FULL JOIN (SELECT * FROM cells WHERE name = 'forty' AND votes > 0 OR name IN ('three', 'twenty')) AS t
		USING (name, round, candidate, votes) WHERE needed IS NULL OR t IS NULL"), '', 'the count table');
	is(psql("SELECT b.name, b.round, b.candidate, width, share FROM blocks AS b
		LEFT JOIN (SELECT r.round, shown(candidate) AS candidate, votes / 2000.0 * 100 AS share FROM (SELECT profile_agg(ranking) AS p FROM twenty) AS c, stv_rounds(p, stv_rules('ers97', 4)) AS r
				   UNION ALL SELECT t.round, 'exhausted, or lost by rounding', (exhausted + lost_by_fraction) / 2000.0 * 100 FROM (SELECT profile_agg(ranking) AS p FROM twenty) AS c, stv_round_totals(p, stv_rules('ers97', 4)) AS t) AS s USING (round, candidate)
		WHERE name = 'seats' AND (share IS NULL OR abs(width - share) > 0.001)"), '', 'blocks are in proportion to all votes, those that were lost included');
	cmp_ok(psql("SELECT max(lost_by_fraction) FROM (SELECT profile_agg(ranking) AS p FROM twenty) AS c, stv_round_totals(p, stv_rules('ers97', 4))"), '>', 0, 'of which there are some');
	for my $contest ('three', 'twenty')
	{
		is(psql("SELECT * FROM (SELECT source, target, round, votes FROM moved WHERE name = '$contest') AS m
			FULL JOIN (SELECT shown(source) AS source, shown(target) AS target, t.round, t.votes
						 FROM (SELECT profile_agg(ranking) AS p FROM $contest) AS c, irv_transfers(p) AS t) AS t
			ON m.round = t.round AND m.votes = t.votes AND m.source = t.source AND m.target IS NOT DISTINCT FROM t.target
			WHERE m.round IS NULL OR t.round IS NULL"), '', "$contest: the transfers are irv_transfers()");
	}
	is(psql("SELECT string_agg(label(x), ',' ORDER BY n) FROM documents, unnest(xpath('//ol[\@class=\"elected\"]//bdi/text()', page)) WITH ORDINALITY AS e (x, n) WHERE name = 'forty'"),
		psql("SELECT array_to_string(stv_elected(profile_agg(ranking), forty_rules()), ',') FROM forty"), 'the order of election');
	is(psql("SELECT d.name, x FROM documents AS d, unnest(xpath('//a/\@href', page)) AS x WHERE xpath(format('//section[\@id=\"%s\"]', substr(x::text, 2)), page)::text[] = '{}'"),
		'', 'links lead somewhere');
	is(psql("SELECT name, id FROM (SELECT name, x::text AS id FROM documents, unnest(xpath('//\@id', page)) AS x) AS i GROUP BY name, id HAVING count(*) > 1"), '', 'no id twice');
}

done_testing();
