#!/usr/bin/env perl
#
# What one does without the extension: copy the ballots out and count them in
# a script.  Reads rankings as COPY prints text[] with "|" between candidates.
#
use strict;
use warnings;

my (%ballots, %out, %tally);
while (<STDIN>) { chomp; $ballots{$_}++; }

for (;;)
{
	my %seen;
	%tally = ();
	while (my ($ranking, $n) = each %ballots)
	{
		my $counted;
		for my $candidate (split /\|/, $ranking)
		{
			next if $out{$candidate};
			$seen{$candidate} = 1;
			$tally{$candidate} += $n unless $counted++;
		}
	}
	last if keys %seen <= 2;
	my ($lowest) = sort { ($tally{$a} // 0) <=> ($tally{$b} // 0) || $b cmp $a } keys %seen;
	$out{$lowest} = 1;
}
my ($winner) = sort { $tally{$b} <=> $tally{$a} || $a cmp $b } keys %tally;
print "$winner\n";
