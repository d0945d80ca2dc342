/*
 * reading.h
 *	  Reading a ballot: whom it counts for while some candidates continue.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_READING_H
#define PREFCOUNT_READING_H

#include "postgres.h"

#include "ballot/ballot.h"
#include "count/roster.h"
#include "count/rules.h"

/* Why a ballot counts for nobody any more, in the order of the columns. */
typedef enum ExhaustedCause
{
	EXHAUSTED_CHOICES,
	EXHAUSTED_OVERVOTE,
	EXHAUSTED_SKIPPED,
	EXHAUSTED_REPEATED
} ExhaustedCause;

#define EXHAUSTED_CAUSES	4

/*
 * What a reading finds: a candidate (0 and up), or one of these.  A cause is
 * READ_EXHAUSTED minus the cause.
 */
#define READ_BLANK			(-1)
#define READ_EXHAUSTED		(-2)

static inline int
read_exhausted(ExhaustedCause cause)
{
	return READ_EXHAUSTED - (int) cause;
}

static inline ExhaustedCause
read_cause(int found)
{
	return (ExhaustedCause) (READ_EXHAUSTED - found);
}

/* In by_byte, besides candidates: go on to the next rank, or look closer. */
#define BYTE_PASS			(-1)
#define BYTE_LOOK			(-2)

/* How to read the ballots of one profile, and who continues. */
typedef struct Reading
{
	const CountRules *rules;
	const CodeMap *map;
	const bool *continuing;		/* by index in the roster */
	int			by_byte[256];	/* what a token of one byte leads to */
	uint32		max_length;		/* ranks to be read, where each is a byte */
	uint64	   *seen;			/* by index: the last reading it was met in;
								 * NULL: marking twice does not matter */
	int			nlabels;
	uint64		nreadings;
} Reading;

/* Whom one ballot prefers, best first. */
typedef struct PreferenceList
{
	int			n;
	int		   *candidates;
	int		   *levels;			/* where those equal to each one begin */
	bool	   *listed;			/* by candidate */
} PreferenceList;

extern void reading_init(Reading *reading, const CountRules *rules,
						 const Roster *roster, const CodeMap *map,
						 const bool *continuing);
extern void reading_refresh(Reading *reading);
extern int	reading_closely(Reading *reading, Ballot ballot);
extern void preference_list_init(PreferenceList *list, const Roster *roster);
extern int	reading_preferences(Reading *reading, Ballot ballot,
								bool equal_ranks, PreferenceList *list);

/*
 * Whom a ballot counts for: a continuing candidate, READ_BLANK, or the cause
 * for which it is exhausted.
 *
 * As long as tokens are of one byte and nothing is special about them, ranks
 * are bytes, and the table says what each leads to.
 */
static inline int
reading_of(Reading *reading, Ballot ballot)
{
	uint32		length = Min(ballot.length, reading->max_length);

	for (uint32 i = 0; i < length; i++)
	{
		int			found = reading->by_byte[ballot.tokens[i]];

		if (found >= 0)
			return found;
		if (found == BYTE_LOOK)
			return reading_closely(reading, ballot);
	}

	/* what is cut off may have been all that is marked */
	if (length < ballot.length)
		return reading_closely(reading, ballot);
	return length > 0 ? read_exhausted(EXHAUSTED_CHOICES) : READ_BLANK;
}

#endif							/* PREFCOUNT_READING_H */
