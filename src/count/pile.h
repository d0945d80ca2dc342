/*
 * pile.h
 *	  The papers of one block in parcels: at which candidate, worth what.
 *
 * All papers of one ranking are always at the same candidate, at the same value
 * and in the same batch.  So a parcel is a list of rankings, and a transfer
 * goes through those that move and no others.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PILE_H
#define PREFCOUNT_PILE_H

#include "postgres.h"

#include "base/fixed.h"
#include "count/reading.h"
#include "count/tally.h"

/* What the papers of a parcel have in common, apart from who holds them. */
typedef struct ParcelKey
{
	int			value;			/* index in the count's table of values */
	int			batch;			/* the round they came in, or 0: the first, or
								 * not told apart */
} ParcelKey;

typedef struct Parcel
{
	ParcelKey	key;
	Papers		papers;			/* without the single ballots */
	Bucket		bucket;
} Parcel;

/* All parcels of a candidate. */
typedef struct Pile
{
	uint32		n;
	uint32		allocated;
	Parcel	   *parcels;
} Pile;

/* The papers of one block. */
typedef struct Piles
{
	ProfileReader *reader;
	const Roster *roster;
	CountedRanking *counted;
	Reading		reading;
	Pile	   *piles;			/* by candidate */
	BucketMemory memory;		/* of what the parcels list */
	int		   *receiving;		/* by candidate: parcel + 1 that the present
								 * transfer adds to, or 0 */
	Papers		blank;
	Papers		total;
} Piles;

/* How many papers go to nobody, by cause. */
#define PILE_RESULTS(roster)	((roster)->ncandidates + EXHAUSTED_CAUSES)

/* All papers of a parcel. */
static inline Papers
parcel_papers(const Parcel *parcel)
{
	return parcel->papers + (Papers) parcel->bucket.nsingles * BILLION;
}

extern Piles *piles_create(ProfileReader *reader, const Roster *roster,
						   const CountRules *rules, CodeMap map,
						   const bool *continuing, Papers *moved);
extern const Parcel *pile_find(const Piles *piles, int candidate, ParcelKey key);
extern void piles_move(Piles *piles, int source, ParcelKey from, ParcelKey to,
					   Papers *moved);

#endif							/* PREFCOUNT_PILE_H */
