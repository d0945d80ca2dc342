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

#include "profile_reader.h"
#include "reading.h"
#include "roster.h"
#include "votes.h"

/* The rankings that count for one candidate, as indices of entries. */
typedef struct Bucket
{
	uint32	   *entries;
	uint32		nentries;
	uint32		allocated;
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
	MemoryContext context;		/* of the entries */
	bool		loaded;			/* the entries have been read */
	uint32		nentries;
	uint32		ncounted;		/* the first ones, with weights of their own */
	const uint8 **records;
	Votes	   *weights;		/* of the first ncounted entries */

	/* of the present count, in its memory context */
	Reading		reading;
	Bucket	   *buckets;		/* by candidate */
	Votes	   *votes;			/* by candidate */
	Votes		exhausted[EXHAUSTED_CAUSES];
	Votes		blank;
	Votes		total;
} Tally;

/* The votes of an entry. */
static inline Votes
tally_entry_votes(const Tally *tally, uint32 entry)
{
	return entry < tally->ncounted ? tally->weights[entry] : votes_whole(1);
}

extern void tally_init(Tally *tally, ProfileReader *reader,
					   const Roster *roster, const CountRules *rules,
					   CodeMap map);
extern void tally_start(Tally *tally, const bool *continuing);
extern Transfer *tally_transfer(Tally *tally, const int *sources, int nsources,
								int *ntransfers);

#endif							/* PREFCOUNT_TALLY_H */
