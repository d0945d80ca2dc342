/*
 * margin_order.c
 *	  How many ballots have to be other ones for candidates to go out in some
 *	  order.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/margin_order.h"
#include "count/order_branches.h"
#include "count/order_rounding.h"

/* What it takes to find the class of a ballot, in coefficients visited. */
#define CLASS_WORK		16

/*
 * How many ballots have to be changed, added or removed for candidates to go
 * out in the wanted order, where ties are decided as one likes.  Nothing is
 * looked for from the limit on.  round_up: find whole ballots that do it.  *work
 * is what may be done yet, in coefficients and ballots visited, and becomes less.
 *
 * Takes memory that the caller frees.
 */
OrderCost
margin_of_order(const BallotOrders *orders, MarginKind kind, const WantedOrder *wanted,
				int64 limit, bool round_up, int64 *work)
{
	OrderProgram *program = order_program_create(orders, kind, wanted, round_up);
	OrderCost	cost = {0, MARGIN_UNKNOWN};
	bool		solved;

	program->simplex->work_max = *work;
	cost.at_least = order_program_solve(program, limit, &solved);
	*work -= program->simplex->work + CLASS_WORK * (int64) orders->norders;
	if (solved && round_up)
		cost.at_most = order_program_round(program, cost.at_least, limit, work);
	if (solved && round_up && cost.at_most > cost.at_least)
		cost = order_program_branch(program, cost, limit, work);

	return cost;
}
