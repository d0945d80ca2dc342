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
#include "utils/numeric.h"

#include "profile_reader.h"
#include "roster.h"
#include "rules.h"
#include "tally.h"

/*
 * A contest can be counted again and again, with other candidates out of it.
 * Either block 0 decides alone and the others follow, or, where there are
 * shares, all blocks decide together as the sections of an electoral college.
 */
typedef struct Contest
{
	const CountRules *rules;
	Roster	   *roster;
	int			nblocks;
	Tally	   *tallies;		/* by block */
	ProfileReader *readers;		/* by block */
	const Numeric *shares;		/* by block, in a college only */
	Numeric		share_sum;
	struct DrawnLotsUse *drawn; /* lots drawn by hand, see drawn.h */
} Contest;

extern Contest *contest_create(ProfileReader *readers, int nblocks,
							   const CountRules *rules);
extern Contest *contest_create_college(ProfileReader *sections, int nsections,
									   const Numeric *shares,
									   const CountRules *rules);

#endif							/* PREFCOUNT_CONTEST_H */
