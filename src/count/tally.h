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

#include "profile/profile_reader.h"
#include "count/reading.h"
#include "count/roster.h"
#include "base/votes.h"

/* A ranking with a number of votes of its own. */
typedef struct CountedRanking
{
	const uint8 *record;
	Votes		votes;
} CountedRanking;

/*
 * The rankings that count for one candidate.  Single ballots of one vote, which
 * may be most, are listed apart: all there is to them is their record.
 */
typedef struct Bucket
{
	uint32	   *counted;		/* indices of the tally's counted rankings */
	uint32		ncounted;
	uint32		counted_allocated;
	const uint8 **singles;		/* records */
	uint32		nsingles;
	uint32		singles_allocated;
} Bucket;

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
	uint32		first_size;		/* of what a bucket lists */
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

/* How far ahead in a bucket records are fetched. */
#define PREFETCH_DISTANCE	16

extern void *tally_enlarge(void *array, uint32 *allocated, Size size, uint32 first_size);

/* Put a counted ranking, by its index, into a bucket. */
static inline void
bucket_add_counted(Bucket *bucket, uint32 index, uint32 first_size)
{
	if (unlikely(bucket->ncounted == bucket->counted_allocated))
		bucket->counted = tally_enlarge(bucket->counted, &bucket->counted_allocated,
										sizeof(uint32), first_size);
	bucket->counted[bucket->ncounted++] = index;
}

/* Put a single ballot, by its record, into a bucket. */
static inline void
bucket_add_single(Bucket *bucket, const uint8 *record, uint32 first_size)
{
	if (unlikely(bucket->nsingles == bucket->singles_allocated))
		bucket->singles = tally_enlarge(bucket->singles, &bucket->singles_allocated,
										sizeof(uint8 *), first_size);
	bucket->singles[bucket->nsingles++] = record;
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
