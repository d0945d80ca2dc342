/*
 * order_rounding.h
 *	  Whole ballots near a solution in fractions.
 *
 * Fractions are rounded up or down, in all combinations, to find whole ballots
 * that make candidates go out in the wanted order.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ORDER_ROUNDING_H
#define PREFCOUNT_ORDER_ROUNDING_H

#include "postgres.h"

#include "count/order_program.h"

extern int64 order_program_round(const OrderProgram *program, int64 at_least, int64 limit,
								 int64 *work);

#endif							/* PREFCOUNT_ORDER_ROUNDING_H */
