/*
 * ballot_orders.h
 *	  The ballots of a contest as orders of candidates, and the order of
 *	  elimination that they lead to.
 *
 * For questions about a whole contest that are not a count: by how many ballots
 * was it decided, what is still possible, what has to be audited?  They are
 * answered for contests in which single candidates go out by whole ballots.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BALLOT_ORDERS_H
#define PREFCOUNT_BALLOT_ORDERS_H

#include "postgres.h"

#include "count/contest.h"

#define ORDERS_MAX_CANDIDATES	64

/*
 * Candidates are numbered here from 0 in ballot order: those who can win, not
 * the withdrawn ones nor the pool of write-ins, which goes out before anybody
 * else does.
 */
typedef struct BallotOrders
{
	const Roster *roster;
	int			ncandidates;
	int			candidates[ORDERS_MAX_CANDIDATES];	/* indices in the roster */
	int			eliminated[ORDERS_MAX_CANDIDATES];	/* in order, the winner last */
	int64		first[ORDERS_MAX_CANDIDATES];	/* first preferences */
	bool		tied;			/* the count has no winner */
	int64		last_margin;	/* of the last two, or -1: it was not between two */
	int			first_round;	/* of the first of them to go out */
	int			max_rankings;	/* that are read of a ballot */
	int64		nballots;		/* with blank ones */
	uint32		norders;
	uint32	   *ends;			/* of each order in preferred */
	uint8	   *preferred;
	int64	   *ballots;		/* by order */
} BallotOrders;

extern BallotOrders *ballot_orders(ProfileReader *reader, const CountRules *rules,
								   bool may_be_tied);

/* The candidates that an order prefers, best first; *n is how many. */
static inline const uint8 *
order_preferred(const BallotOrders *orders, uint32 order, int *n)
{
	uint32		begin = order > 0 ? orders->ends[order - 1] : 0;

	*n = orders->ends[order] - begin;
	return orders->preferred + begin;
}

/* The bit of a candidate in a set of candidates. */
static inline uint64
candidate_bit(int candidate)
{
	return UINT64CONST(1) << candidate;
}

#endif							/* PREFCOUNT_BALLOT_ORDERS_H */
