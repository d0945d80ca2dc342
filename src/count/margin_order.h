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

#include "count/order_program.h"

extern OrderCost margin_of_order(const BallotOrders *orders, MarginKind kind,
								 const WantedOrder *wanted, int64 limit,
								 bool round_up, int64 *work);

#endif							/* PREFCOUNT_MARGIN_ORDER_H */
