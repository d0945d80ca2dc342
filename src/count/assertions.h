/*
 * assertions.h
 *	  What has to be audited: statements that rule out every other winner.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ASSERTIONS_H
#define PREFCOUNT_ASSERTIONS_H

#include "postgres.h"

#include "count/ballot_orders.h"

/*
 * Not eliminated before (continuing is empty): the winner's first preferences
 * are more than the ballots that prefer the loser to the winner.  Not eliminated
 * next: the winner has more votes than the loser while exactly these continue.
 */
typedef struct Assertion
{
	uint64		continuing;		/* a set of candidates */
	int			winner;
	int			loser;
	int64		winner_votes;
	int64		loser_votes;
} Assertion;

/* By how many votes an assertion is true; below 1: it is not. */
static inline int64
assertion_margin(const Assertion *assertion)
{
	return assertion->winner_votes - assertion->loser_votes;
}

extern Assertion *find_assertions(const BallotOrders *orders, int *n);

#endif							/* PREFCOUNT_ASSERTIONS_H */
