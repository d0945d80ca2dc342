/*
 * contest.c
 *	  What is counted: blocks of ballots, candidates and rules.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "contest.h"
#include "decimal.h"
#include "drawn.h"

/* A contest in which the first block decides. */
Contest *
contest_create(ProfileReader *readers, int nblocks, const CountRules *rules)
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

/* An electoral college, whose sections decide together by their shares. */
Contest *
contest_create_college(ProfileReader *sections, int nsections,
					   const Numeric *shares, const CountRules *rules)
{
	Contest    *contest = contest_create(sections, nsections, rules);

	contest->shares = shares;
	contest->share_sum = int64_to_numeric(0);
	for (int i = 0; i < nsections; i++)
		contest->share_sum = decimal_add(contest->share_sum, shares[i]);

	return contest;
}

/*
 * Whether there are fewer ballots than a result may be given for: in the whole
 * college, in a contest or in its slice.
 */
bool
contest_suppressed(const Contest *contest)
{
	int64		least = contest->rules->min_ballots;
	int64		missing = least;

	for (int block = 0; block < contest->nblocks && least > 0; block++)
	{
		int64		ballots = profile_reader_ballots(&contest->readers[block]);

		if (ballots < least && contest->shares == NULL)
			return true;
		missing -= Min(ballots, missing);
	}
	return missing > 0;
}
