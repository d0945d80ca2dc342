#
# Logical replication of a table with a column of profiles: subscriptions in
# text and in binary, with a key and without.
#
use strict;
use warnings;
use lib 'test/t/lib';
use Servers;
use Test::More;

my $publisher = new_server('publisher', allows_streaming => 'logical');
my $subscriber = new_server('subscriber', allows_streaming => 'logical');

my $tables = q{
	CREATE TABLE %1$s.profiles (name text PRIMARY KEY, p preference_profile NOT NULL);
	CREATE TABLE %1$s.keyless (day date, p preference_profile);
	ALTER TABLE %1$s.keyless REPLICA IDENTITY FULL;
};
$publisher->safe_psql('postgres', sprintf $tables, 'public');
my $n = fill_profiles($publisher, 'profiles');
$publisher->safe_psql('postgres', q{
	INSERT INTO keyless SELECT '2015-09-01'::date + i, format('[{"ranking": ["A", "B"], "count": %s}]', i)::preference_profile
	FROM generate_series(1, 9) AS i;
	CREATE PUBLICATION profiles FOR TABLE profiles, keyless;
});

# Two databases subscribe: one in text, one in binary.
my %subscriptions = (as_text => 'false', as_binary => 'true');
for my $form (sort keys %subscriptions)
{
	$subscriber->safe_psql('postgres', "CREATE DATABASE $form");
	$subscriber->safe_psql($form, 'CREATE EXTENSION prefcount');
	$subscriber->safe_psql($form, sprintf $tables, 'public');
	$subscriber->safe_psql($form, sprintf q{
		CREATE SUBSCRIPTION %s CONNECTION $$%s$$ PUBLICATION profiles WITH (binary = %s)
	}, $form, $publisher->connstr('postgres'), $subscriptions{$form});
	$subscriber->wait_for_subscription_sync($publisher, $form, $form);
}

sub compare
{
	my ($what) = @_;

	for my $form (sort keys %subscriptions)
	{
		$publisher->wait_for_catchup($form);
		is( profiles_of($subscriber, 'profiles', $form),
			profiles_of($publisher, 'profiles'),
			"$form: $what");
		is( $subscriber->safe_psql($form, 'SELECT * FROM keyless ORDER BY day, p'),
			$publisher->safe_psql('postgres', 'SELECT * FROM keyless ORDER BY day, p'),
			"$form: $what, without a key");
	}
}

compare('the first copy');

$publisher->safe_psql('postgres', q{
	INSERT INTO profiles SELECT 'new ' || name, p FROM profiles;
	INSERT INTO keyless SELECT NULL, p FROM keyless;
});
compare('rows inserted');

# Without a key, rows are found by the equality of all their columns, so of
# the profiles too.
$publisher->safe_psql('postgres', q{
	UPDATE profiles SET p = p + '[{"ranking": ["É", null, ["A", "B"]], "count": 2, "weight": 0.125}]'
	WHERE name !~ 'largest';
	UPDATE keyless SET p = p * 0.5 WHERE profile_ballots(p) > 4;
	DELETE FROM profiles WHERE name ~ '^new [a-k]';
	DELETE FROM keyless WHERE p = '[{"ranking": ["A", "B"], "count": 2}]';
});
compare('rows updated and deleted');

is($publisher->safe_psql('postgres', 'SELECT count(*) FROM keyless'), 16, 'the rows meant were deleted');

$subscriber->safe_psql($_, "DROP SUBSCRIPTION $_") for keys %subscriptions;
done_testing();
