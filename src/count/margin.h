/*
 * margin.h
 *	  By how many ballots an outcome of a contest was decided.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_MARGIN_H
#define PREFCOUNT_MARGIN_H

#include "postgres.h"

#include "count/ballot_orders.h"
#include "count/margin_order.h"

/* What could have come out otherwise. */
typedef enum MarginOutcome
{
	OUTCOME_WINNER,				/* another winner */
	OUTCOME_RUNNER_UP,			/* another loser of the last two */
	OUTCOME_ELIMINATED,			/* somebody else goes out in a round */
	OUTCOME_WINS,				/* a candidate wins */
	OUTCOME_SECOND				/* a candidate is second */
} MarginOutcome;

#define MARGIN_OUTCOMES		5

/* The least number of other ballots, and an order they lead to. */
typedef struct Margin
{
	int64		at_least;		/* MARGIN_UNKNOWN: it cannot be */
	int64		at_most;		/* MARGIN_UNKNOWN: none was found */
	int			norder;			/* 0: no order is known */
	uint8		order[ORDERS_MAX_CANDIDATES];
} Margin;

/* Questions about one contest, of which one is being asked. */
typedef struct MarginQuestion
{
	const BallotOrders *orders;
	MarginKind	kind;
	int			open;			/* questions not asked yet */
	int64		call_work;		/* that they may take together */
	MarginOutcome outcome;
	int			which;			/* round or candidate */
	int64		work;			/* that this one may take */
} MarginQuestion;

extern MarginQuestion margin_questions(const BallotOrders *orders, MarginKind kind, int n);
extern Margin margin_of(MarginQuestion *question, MarginOutcome outcome, int which);

#endif							/* PREFCOUNT_MARGIN_H */
