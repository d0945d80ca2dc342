/*
 * order_branches.h
 *	  The least whole ballots, where rounding a solution in fractions does not
 *	  find as few as its bound.
 *
 * Branch and bound (Land and Doig 1960): a fraction of the solution is forbidden,
 * for it is at most the whole number below or at least the one above, and each
 * of the two programs is solved and branches again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ORDER_BRANCHES_H
#define PREFCOUNT_ORDER_BRANCHES_H

#include "postgres.h"

#include "count/order_program.h"

extern OrderCost order_program_branch(const OrderProgram *program, OrderCost cost,
									  int64 limit, int64 *work);

#endif							/* PREFCOUNT_ORDER_BRANCHES_H */
