/*
 * profile_flat.h
 *	  The flat form of a preference profile: reading its bytes.
 *
 * One form serves for storing, for sending and for the states of aggregates;
 * doc/format.md describes it.  Equal profiles have equal bytes.
 * profile_encode.c writes them, profile_check.c checks those from outside.
 *
 *	 version	  1 byte, 1
 *	 flags		  1 byte, 0
 *	 scale		  1 byte, 0 to 9: decimals of the weights
 *	 candidates	  varint
 *	 rankings	  varint
 *	 labels		  each a varint of its length, and UTF-8 bytes; ascending
 *	 rankings	  each, in canonical order:
 *		 a ballot's record (ballot.h), candidates by their label's place
 *		 varint of 2 * ballots, + 1 if a weight follows
 *		 varint of the weight's whole votes, varint of its decimals if
 *		 scale > 0: only where the weight is not the number of ballots
 *
 * Bytes with the flag FLAT_PARTIAL are on their way from a partial aggregate to
 * the function that combines it with others, and nowhere else.  They differ:
 * rankings come in any order and may be repeated, two more varints stand before
 * the labels, the number of loose ballots and their bytes, and these lie at the
 * end as records, one behind the other.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_FLAT_H
#define PREFCOUNT_PROFILE_FLAT_H

#include "postgres.h"

#include "ballot/ballot.h"
#include "base/candidates.h"
#include "base/votes.h"

#define PROFILE_FORMAT_VERSION	1
#define FLAT_PARTIAL			1	/* flag */

/* One distinct ranking of a profile, or one loose ballot of it. */
typedef struct RankingEntry
{
	const uint8 *record;		/* ballot_of_record() opens it; stays valid as
								 * long as the profile */
	int64		ballots;		/* at least 1 */
	Votes		votes;			/* total weight, above 0 */
} RankingEntry;

/* The head of a flat profile, taken apart. */
typedef struct FlatHead
{
	bool		partial;
	int			scale;			/* decimals of the weights */
	uint32		ncandidates;
	uint64		nrankings;
	uint64		nloose;
	uint64		loose_size;
	const uint8 *labels;		/* where the labels lie */
} FlatHead;

extern const uint8 *flat_read_head(const uint8 *bytes, FlatHead *head);
extern const uint8 *flat_read_labels(const FlatHead *head, Label *labels);
extern Votes flat_read_weight(const uint8 **p, int scale);
extern const char *flat_check(const uint8 *bytes, Size size);

/* Has a flat profile been written for a function that combines such only? */
static inline bool
flat_is_partial(const uint8 *bytes)
{
	return bytes[1] == FLAT_PARTIAL;
}

/* Read one ranking of a valid flat profile; returns where the next one lies. */
static inline const uint8 *
flat_read_ranking(const uint8 *record, int scale, RankingEntry *entry)
{
	const uint8 *p;
	const uint8 *weight;
	uint64		packed;

	entry->record = record;
	ballot_of_record(record, &p);
	packed = varint_read(&p);
	entry->ballots = packed / 2;
	if (likely(packed % 2 == 0))
	{
		entry->votes = votes_whole(entry->ballots);
		return p;
	}

	/* p itself can stay in a register if no function is called with its address */
	weight = p;
	entry->votes = flat_read_weight(&weight, scale);

	return weight;
}

#endif							/* PREFCOUNT_PROFILE_FLAT_H */
