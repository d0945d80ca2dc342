/*
 * margin_order.h
 *	  How many ballots have to be other ones for candidates to go out in some
 *	  order.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_MARGIN_ORDER_H
#define PREFCOUNT_MARGIN_ORDER_H

#include "postgres.h"

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

/* Bounds of the number of ballots that an order takes. */
typedef struct OrderCost
{
	int64		at_least;
	int64		at_most;		/* or MARGIN_UNKNOWN */
} OrderCost;

extern OrderCost margin_of_order(const BallotOrders *orders, MarginKind kind,
								 const WantedOrder *wanted, int64 limit,
								 bool round_up, int64 *work);

#endif							/* PREFCOUNT_MARGIN_ORDER_H */
