/*
 * contest.h
 *	  What is counted: blocks of ballots, candidates and rules.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_CONTEST_H
#define PREFCOUNT_CONTEST_H

#include "postgres.h"
#include "lib/stringinfo.h"
#include "utils/numeric.h"

#include "count/roster.h"
#include "count/rules.h"
#include "count/tally.h"
#include "profile/profile_reader.h"

/* What has become of the lots of the rules in the counts of a contest. */
typedef struct DrawnLotsUse
{
	bool	   *used;			/* by lot */
	StringInfo	ties;			/* if not NULL: lists ties that ask for a lot */
} DrawnLotsUse;

/*
 * A contest can be counted again and again, with other candidates out of it.
 * Either block 0 decides alone and the others follow, or, where there are
 * shares, all blocks decide together as the sections of an electoral college.
 */
typedef int (*WinnerAmong) (const void *pairs, const bool *continuing);

typedef struct Contest
{
	const CountRules *rules;
	Roster	   *roster;
	int			nblocks;
	Tally	   *tallies;		/* by block */
	ProfileReader *readers;		/* by block */
	const Numeric *shares;		/* by block, in a college only */
	Numeric		share_sum;
	DrawnLotsUse *drawn;		/* lots drawn by hand, see drawn.h */

	/*
	 * Elects whoever beats all others who continue, as soon as there is
	 * somebody, and nobody by a majority; NULL: a plain instant runoff.
	 */
	WinnerAmong winner_among;	/* or NO_CANDIDATE */
	const void *pairs;
} Contest;

extern DrawnLotsUse *drawn_lots_use(const CountRules *rules);
extern Contest *contest_create(ProfileReader *readers, int nblocks,
							   const CountRules *rules);
extern Contest *contest_create_college(ProfileReader *sections, int nsections,
									   const Numeric *shares,
									   const CountRules *rules);

#endif							/* PREFCOUNT_CONTEST_H */
