/*
 * redraw.h
 *	  Drawing the ballots of a profile again: how sure is a result?
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_REDRAW_H
#define PREFCOUNT_REDRAW_H

#include "postgres.h"

#include "base/random_words.h"
#include "base/votes.h"
#include "profile/profile_reader.h"

/* No ballots are outstanding: votes are redistributed. */
#define NOTHING_OUTSTANDING	(-1)

/* The ballots that are drawn from, ranking by ranking in canonical order. */
typedef struct DrawnFrom
{
	uint32		nrankings;
	uint64		nballots;
	uint64	   *ends;			/* ballots up to and with each ranking */
	Votes	   *votes;			/* by ranking; NULL: as ballots */
	int64		outstanding;	/* or NOTHING_OUTSTANDING */
	uint64	   *scratch;		/* a number for each ranking but the last */
	uint32	   *copies;			/* the ranking of each outstanding ballot */
} DrawnFrom;

extern void drawn_from_init(DrawnFrom *from, ProfileReader *reader,
							int64 outstanding);
extern void check_draws(const DrawnFrom *from, int n, int64 draws);
extern void redraw(const DrawnFrom *from, RandomWords *random, Votes *votes);

/* The number of ballots of a ranking before any is drawn. */
static inline int64
drawn_from_ballots(const DrawnFrom *from, uint32 ranking)
{
	return from->ends[ranking] - (ranking > 0 ? from->ends[ranking - 1] : 0);
}

#endif							/* PREFCOUNT_REDRAW_H */
