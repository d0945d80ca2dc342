/*
 * contest.c
 *	  What is counted: blocks of ballots, candidates and rules.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "base/decimal.h"
#include "count/contest.h"

/* Whether a block has fewer ballots than a result may be given for. */
static bool
too_few(int64 ballots, const CountRules *rules)
{
	return ballots < rules->min_ballots;
}

/*
 * Whether a contest, its slice, or what is left of it without the slice (which
 * is the difference of two answers) has too few ballots; nobody is left where
 * the slice is the whole contest.
 */
static bool
is_suppressed(ProfileReader *readers, int nblocks, const CountRules *rules)
{
	int64		whole;

	if (rules->min_ballots == 0)
		return false;
	whole = profile_reader_ballots(&readers[0]);
	if (too_few(whole, rules))
		return true;
	for (int block = 1; block < nblocks; block++)
	{
		int64		slice = profile_reader_ballots(&readers[block]);

		if (too_few(slice, rules) ||
			(slice != whole && too_few(whole - slice, rules)))
			return true;
	}
	return false;
}

/* Whether any section of a college has too few ballots. */
static bool
is_college_suppressed(ProfileReader *sections, int nsections,
					  const CountRules *rules)
{
	for (int i = 0; i < nsections && rules->min_ballots > 0; i++)
	{
		if (too_few(profile_reader_ballots(&sections[i]), rules))
			return true;
	}
	return false;
}

/* Nothing is used of a rule book's lots at first. */
DrawnLotsUse *
drawn_lots_use(const CountRules *rules)
{
	DrawnLotsUse *use = palloc0(sizeof(DrawnLotsUse));

	use->used = palloc0(Max(rules->drawn.n, 1));

	return use;
}

/* A contest of blocks, whoever decides. */
static Contest *
create(ProfileReader *readers, int nblocks, const CountRules *rules)
{
	Contest    *contest = palloc0(sizeof(Contest));
	CodeMap    *maps = palloc(sizeof(CodeMap) * nblocks);

	contest->rules = rules;
	contest->nblocks = nblocks;
	contest->readers = readers;
	contest->roster = roster_create(readers, nblocks, rules, maps);
	contest->tallies = palloc(sizeof(Tally) * nblocks);
	for (int block = 0; block < nblocks; block++)
		tally_init(&contest->tallies[block], &readers[block], contest->roster,
				   rules, maps[block]);
	contest->drawn = drawn_lots_use(rules);

	return contest;
}

/*
 * A contest in which the first block decides.  NULL: it has fewer ballots than
 * a result may be given for, and then nothing is told of them, not even by an
 * error about who is marked.
 */
Contest *
contest_create(ProfileReader *readers, int nblocks, const CountRules *rules)
{
	if (is_suppressed(readers, nblocks, rules))
		return NULL;

	return create(readers, nblocks, rules);
}

/*
 * An electoral college, whose sections decide together by their shares; NULL
 * as above.
 */
Contest *
contest_create_college(ProfileReader *sections, int nsections,
					   const Numeric *shares, const CountRules *rules)
{
	Contest    *contest;

	if (is_college_suppressed(sections, nsections, rules))
		return NULL;
	contest = create(sections, nsections, rules);
	contest->shares = shares;
	contest->share_sum = int64_to_numeric(0);
	for (int i = 0; i < nsections; i++)
		contest->share_sum = decimal_add(contest->share_sum, shares[i]);

	return contest;
}
