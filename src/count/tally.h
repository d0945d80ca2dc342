/*
 * tally.h
 *	  The ballots of one block, sorted by the candidate they count for.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_TALLY_H
#define PREFCOUNT_TALLY_H

#include "postgres.h"

#include "base/votes.h"
#include "count/bucket.h"
#include "count/reading.h"
#include "count/roster.h"
#include "profile/profile_reader.h"

/* A ranking with a number of votes of its own. */
typedef struct CountedRanking
{
	const uint8 *record;
	Votes		votes;
} CountedRanking;

/* Votes that went from an eliminated candidate to another, or to nobody. */
typedef struct Transfer
{
	int			source;
	int			target;			/* or NO_CANDIDATE: exhausted */
	Votes		votes;
} Transfer;

/* One block of ballots (a contest, a slice, a section) and where they are. */
typedef struct Tally
{
	ProfileReader *reader;
	const Roster *roster;
	const CountRules *rules;
	CodeMap		map;
	MemoryContext context;		/* of the counted rankings */
	CountedRanking *counted;	/* NULL: the profile has not been read yet */
	uint32		ngiven;			/* of them, if they are counted instead of it */

	/* of the present count, in its memory context */
	Reading		reading;
	Bucket	   *buckets;		/* by candidate */
	BucketMemory memory;		/* of what the buckets list */
	Votes	   *counted_votes;	/* by candidate; single ballots come on top */
	Votes		exhausted[EXHAUSTED_CAUSES];
	Votes		blank;
	Votes		total;
} Tally;

/* The votes of a candidate. */
static inline Votes
tally_votes(const Tally *tally, int candidate)
{
	return votes_add(tally->counted_votes[candidate],
					 votes_whole(tally->buckets[candidate].nsingles));
}

extern void tally_init(Tally *tally, ProfileReader *reader,
					   const Roster *roster, const CountRules *rules,
					   CodeMap map);
extern void tally_give(Tally *tally, CountedRanking *rankings, uint32 n);
extern void tally_start(Tally *tally, const bool *continuing);
extern void tally_set_aside(Tally *tally, const int *sources, int nsources);
extern void tally_put_back(Tally *tally, const int *sources, int nsources);
extern Transfer *tally_transfer(Tally *tally, const int *sources, int nsources,
								int *ntransfers);

#endif							/* PREFCOUNT_TALLY_H */
