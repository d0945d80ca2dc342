#
# A hot standby answers all that the primary answers: every function, aggregate
# and operator of the extension, as the catalog has them.
#
use strict;
use warnings;
use lib 'test/t/lib';
use IPC::Run;
use Servers;
use Test::More;

my $primary = new_server('primary', allows_streaming => 1);
$primary->backup('base');
my $standby = PostgreSQL::Test::Cluster->new('standby');
$standby->init_from_backup($primary, 'base', has_streaming => 1);
$standby->start;

fill_profiles($primary, 'profiles');
$primary->safe_psql('postgres', q{
	CREATE TABLE ballots AS
	SELECT i AS id, i % 3 + 1 AS rank, i % 4 AS region,
		   (ARRAY['{A,B}', '{B}', '{C,A}', '{}', '{B,NULL,C}', '{A}', NULL])[i * 37 % 7 + 1]::text[] AS ranking,
		   (ARRAY['{1,2}', '{2}', '{3,1}', '{}', '{2,NULL,3}', '{1}', NULL])[i * 37 % 7 + 1]::int[] AS keys,
		   repeat('x', 200) AS filler
	FROM generate_series(1, 20000) AS i;
	ALTER TABLE ballots ADD uuids uuid[], ADD marks jsonb;
	UPDATE ballots SET marks = to_jsonb(ranking),
		uuids = (SELECT array_agg(lpad(key::text, 32, '0')::uuid) FROM unnest(keys) AS key);
	ANALYZE ballots;
	CREATE TABLE sample AS SELECT 1 AS one, profile_agg(ranking) AS p FROM ballots;
});
$primary->wait_for_catchup($standby);
is($standby->safe_psql('postgres', 'SELECT pg_is_in_recovery(), current_setting($$transaction_read_only$$)'),
	't|on', 'the standby is one, and is read-only');

# What to give for an argument, by its name and type or by its type alone, or
# for some functions.
my %arguments = (
	'preference_profile' => 'p',
	'preference_profile[]' => 'ARRAY[p, p]',
	'jsonb' => q{'{}'::jsonb},
	'bigint' => '1::bigint',
	'boolean' => 'true',
	'numeric' => '1.0',
	'text' => q{'A'::text},
	'text[]' => q{ARRAY['A', 'B']},
	'numeric[]' => q{ARRAY[2, 1]::numeric[]},
	'ranking text[]' => q{'{}'::text[]},
	'ranking jsonb' => q{'[]'::jsonb},
	'labels jsonb' => q{'{"A": "Z"}'::jsonb},
	'name text' => q{'labour'::text},
	'blt text' => q{E'2 1\n3 1 2 0\n0\n"A"\n"B"\n"Title"\n'},
	'irv_margins ballots text' => q{'changed'::text},
	'irv_margins outcome text' => 'NULL::text',
	'method text' => q{'schulze'::text},
	'profile_from_debian sheet text' => q{E'Option 1-->: A\nV: 1\n'::text},
	'profile_from_abif file text' => q{E'2: A > B\n1: B\n'::text},
	'profile_from_preflib file text' => q{E'# ALTERNATIVE NAME 1: A\n# ALTERNATIVE NAME 2: B\n3: 1,2\n'::text},
	'ranking_from_text ranking text' => q{'A > B'::text},
	'next_rank text' => q{'>'::text},
	'same_rank text' => q{'='::text},
	'stv_rules name text' => q{'scotland'::text},
	'stv_countback vacating text' => q{(stv_elected(p, '{"seats": 1}'))[1]},
	'profile_to_blt p preference_profile' => q{'[{"ranking": ["A", "B"], "count": 2}]'::preference_profile},
	'profile_to_blt withdrawn text[]' => q{ARRAY['B']},
	'jsonb_to_profile jsonb' => q{'[{"ranking": ["A"], "count": 2}]'::jsonb},
	'ranking json' => q{'[]'::json},
	'json_to_profile json' => q{'[{"ranking": ["A"], "count": 2}]'::json},
	'prefcount_profile' => 'p::prefcount_profile',
	'prefcount_weight' => '1.0::float8::prefcount_weight',
	(map { ("prefcount_weight $_" => "'1.5'::$_") } ('double precision', qw(real jsonb json))),
	(map { ("ranking $_" => "'{}'::$_") } qw(smallint[] integer[] bigint[] numeric[] uuid[])),
);
for my $answer (qw(prefcount_winner prefcount_runner_up prefcount_order))
{
	$arguments{"${answer}_$_ state preference_profile"} = q{'[{"ranking": ["7", "-2"], "count": 2}]'}
	  for qw(smallint integer bigint numeric);
	$arguments{"${answer}_uuid state preference_profile"} =
	  q{'[{"ranking": ["00000000-0000-0000-0000-000000000007"], "count": 2}]'};
}
$arguments{"stv_$_ rules jsonb"} = q{'{"seats": 1}'::jsonb}
  for qw(elected result rounds round_totals transfers places flows report json countback rules_check
		 slice_rounds slice_round_totals slice_transfers chances);
my %columns = (
	'ranking text[]' => 'ranking',
	'ranking jsonb' => 'marks',
	'ranking json' => 'marks::json',
	'ranking uuid[]' => 'uuids',
	'weight numeric' => '(id / 3 % 5) / 4.0',
	'weight prefcount_weight' => '(id / 3 % 5) / 4.0::float8',
	'ballot_id bigint' => '(id / 3)::bigint',
	'ballot_id text' => '(id / 3)::text',
	'ballot_id uuid' => q{lpad((id / 3)::text, 32, '0')::uuid},
	'rank bigint' => 'rank::bigint',
	'candidate bigint' => 'keys[1]::bigint',
	'candidate text' => 'ranking[1]',
	map { ("ranking $_" => "keys::$_") } qw(smallint[] integer[] bigint[] numeric[]),
);

# The arguments of a function of which the catalog says "name type, name type".
sub call
{
	my ($name, $signature, $values) = @_;
	my @values;

	for my $argument (split /, /, $signature)
	{
		$argument =~ s/^VARIADIC //;
		$argument =~ s/ DEFAULT .*//;
		my ($type) = $argument =~ /(\S+)$/;
		my $value = $values->{"$name $argument"} // $values->{$argument} // $values->{$type};
		push @values, $value // "NULL::$type /* of $argument */";
	}
	my $last = pop @values;
	$last = "VARIADIC $last" if $signature =~ /VARIADIC/;
	return sprintf '%s(%s)', $name, join ', ', @values, $last // ();
}

my $members = q{
	FROM pg_depend AS d
	WHERE d.refclassid = 'pg_extension'::regclass AND d.deptype = 'e'
	  AND d.refobjid = (SELECT oid FROM pg_extension WHERE extname = 'prefcount') AND d.objid = x.oid};
my (@names, @queries);

# Functions that SQL can call.
my $functions = $primary->safe_psql('postgres', qq{
	SELECT proname, pg_get_function_arguments(x.oid), prokind
	FROM pg_proc AS x
	WHERE EXISTS (SELECT $members AND d.classid = 'pg_proc'::regclass)
	  AND NOT proargtypes::oid[] && ARRAY['internal'::regtype::oid, 'cstring'::regtype::oid]
	ORDER BY x.oid::regprocedure::text COLLATE "C"});
for (split /\n/, $functions)
{
	my ($name, $signature, $kind) = split /\|/;

	$signature = join ', ', grep { !/^OUT / } split /, (?![^(]*\))/, $signature;
	push @names, "$name($signature)";
	if ($kind eq 'a' && $signature eq 'preference_profile')
	{
		push @queries, "SELECT $name(p) FROM profiles WHERE name !~ 'largest'";
	}
	elsif ($kind eq 'a')
	{
		push @queries, sprintf 'SELECT %s FROM ballots', call($name, $signature, \%columns);
	}
	else
	{
		push @queries, sprintf 'SELECT x.* FROM sample, %s AS x', call($name, $signature, \%arguments);
	}
}

# Operators.
my $operators = $primary->safe_psql('postgres', qq{
	SELECT oprname, oprleft::regtype, oprright::regtype
	FROM pg_operator AS x WHERE EXISTS (SELECT $members AND d.classid = 'pg_operator'::regclass)
	ORDER BY x.oid::regoperator::text COLLATE "C"});
for (split /\n/, $operators)
{
	my ($name, $left, $right) = split /\|/;

	push @names, "$left $name $right";
	push @queries, sprintf 'SELECT %s %s %s FROM sample',
	  $left eq '-' ? '' : $arguments{$left}, $name, $arguments{$right};
}

# Sorting, hashing, the binary form, windows, parallel workers.
my %others = (
	'sorted' => 'SELECT name FROM profiles ORDER BY p, name',
	'grouped by hash' => 'SET enable_sort = off; SELECT count(*) FROM (SELECT DISTINCT p FROM profiles) AS x',
	'sent' => 'SELECT name, md5(preference_profile_send(p)) FROM profiles ORDER BY name',
	'copied in binary' => 'COPY profiles TO STDOUT (FORMAT binary)',
	'by group' => 'SELECT region, irv_winner(ranking), irv_runner_up(ranking) FROM ballots GROUP BY region ORDER BY region',
	'moving window' => 'SELECT id, irv_winner(ranking) OVER (ORDER BY id ROWS 20 PRECEDING) FROM ballots WHERE id < 500',
	'parallel' => q{SET max_parallel_workers_per_gather = 2; SET parallel_setup_cost = 0; SET parallel_tuple_cost = 0;
		SET min_parallel_table_scan_size = 0; SELECT profile_agg(ranking), irv_order(keys) FROM ballots},
	'merged by group' => 'SELECT length(name), profile_agg(p) FROM profiles WHERE name !~ $$largest$$ GROUP BY 1 ORDER BY 1',
);
for my $name (sort keys %others)
{
	push @names, $name;
	push @queries, $others{$name};
}

cmp_ok(scalar @queries, '>=', 150, 'all that the catalog has is asked');

# What a server says to each query, errors too.
sub answers
{
	my ($server) = @_;
	my $script = join '', map { "RESET ALL;\n$_;\n\\echo -- end of answer --\n" } @queries;
	my $output;

	# the answers and the errors in one stream
	IPC::Run::run([ 'psql', '-XqAt', '-d', $server->connstr('postgres') ], '<', \$script, '>&', \$output);
	return split /-- end of answer --\n/, $output, -1;
}

my @primary = answers($primary);
my @standby = answers($standby);
for my $i (0 .. $#queries)
{
	unlike($standby[$i] // 'nothing', qr/^(?:psql:<stdin>:\d+: )?(?:ERROR|FATAL|WARNING)/m, "$names[$i] is answered")
	  or diag($queries[$i]);
	is($standby[$i], $primary[$i], "$names[$i] is the same on the primary");
}

$standby->stop;
$primary->stop;
done_testing();
