/*
 * order_program.h
 *	  The least ballots, or fractions of them, that have to be other ones for
 *	  candidates to go out in some order.
 *
 * The bound is a linear program, as in Magrino, Rivest, Shen and Wagner (2011)
 * and Blom, Stuckey, Teague and Tidhar (2016), whose variables are few:
 *
 * - A ballot that is there counts, under the wanted order, for one candidate
 *   after the other: all ballots that do so alike are one variable, how many
 *   of them are removed.
 * - A new ballot counts for one wanted candidate after the other too, so new
 *   ballots are a flow from position to position of the order: a variable for
 *   each pair of positions, not for each possible ballot.
 *
 * Conditions say that who goes out in a round has no more votes than another
 * candidate.  Most never matter, so they are added when the present solution
 * breaks them.
 *
 * Positions count from 1; position 0 is where new ballots come from.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ORDER_PROGRAM_H
#define PREFCOUNT_ORDER_PROGRAM_H

#include "postgres.h"

#include "port/pg_bitutils.h"

#include "base/simplex.h"
#include "count/ballot_orders.h"

/* What may happen to ballots. */
typedef enum MarginKind
{
	MARGIN_CHANGED,				/* a ballot becomes any other one */
	MARGIN_ADDED,
	MARGIN_REMOVED
} MarginKind;

/* More ballots than any contest has. */
#define MARGIN_UNKNOWN		PG_INT64_MAX

/*
 * A wanted order of elimination.  Of n candidates, who go out in this order
 * while all others are out already, the first nfixed do so in the order given,
 * whatever order the others have.
 */
typedef struct WantedOrder
{
	int			n;
	int			nfixed;
	uint8		candidates[ORDERS_MAX_CANDIDATES];
} WantedOrder;

#define MAX_POSITIONS	(ORDERS_MAX_CANDIDATES + 1)

/* New ballots may mark everybody. */
#define NO_MAX_RANK		0

/* Ballots that count for the same positions, one after the other. */
typedef struct BallotClass
{
	uint64		positions;		/* a set: bit p - 1 for position p */
	int64		ballots;
} BallotClass;

/*
 * New ballots that go from one position to another.  Where the rules read only
 * so many ranks, rank says which mark of theirs this is, from 1; elsewhere it is
 * 1 for the first mark and 2 for all others.
 */
typedef struct Arc
{
	int			from;
	int			to;
	int			rank;
} Arc;

/* The program of one wanted order. */
typedef struct OrderProgram
{
	MarginKind	kind;
	int			n;				/* positions */
	int			nfixed;			/* rounds whose loser is wanted */
	int			nclasses;
	BallotClass *classes;
	int64		votes[MAX_POSITIONS][MAX_POSITIONS];	/* by round, position */
	int128		solved[MAX_POSITIONS][MAX_POSITIONS];	/* under the present
														 * solution, times its
														 * denominator */
	int			nremovals;		/* variables: of the classes */
	int			narcs;			/* variables behind them */
	Arc		   *arcs;
	int			max_rank;		/* of arcs; NO_MAX_RANK: of all but the first */
	uint64		conditions[MAX_POSITIONS];	/* by round: opponents with one */
	Simplex    *simplex;
	int64	   *factors;		/* of a condition that is being made */
	int64	   *solution;
} OrderProgram;

/* Bounds of the number of ballots that an order takes. */
typedef struct OrderCost
{
	int64		at_least;
	int64		at_most;		/* or MARGIN_UNKNOWN */
} OrderCost;

extern OrderProgram *order_program_create(const BallotOrders *orders, MarginKind kind,
										  const WantedOrder *wanted, bool whole);
extern int64 order_program_solve(OrderProgram *program, int64 limit, bool *solved);

/* Add ballots that count for some positions to the votes of each round. */
static inline void
add_order_votes(int64 votes[][MAX_POSITIONS], int nfixed, uint64 positions, int64 ballots)
{
	int			round = 1;

	for (; positions != 0 && round <= nfixed; positions &= positions - 1)
	{
		int			position = pg_rightmost_one_pos64(positions) + 1;

		for (; round <= position && round <= nfixed; round++)
			votes[round][position] += ballots;
	}
}

/* The rank of the mark that follows an arc, or 0 where no mark may follow. */
static inline int
order_next_rank(const OrderProgram *program, Arc arc)
{
	if (program->max_rank == NO_MAX_RANK)
		return 2;
	return arc.rank < program->max_rank ? arc.rank + 1 : 0;
}

#endif							/* PREFCOUNT_ORDER_PROGRAM_H */
