/*
 * decimal.h
 *	  Arithmetic with numeric values in C.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_DECIMAL_H
#define PREFCOUNT_DECIMAL_H

#include "postgres.h"
#include "utils/numeric.h"

#include "base/votes.h"

extern Numeric decimal_add(Numeric a, Numeric b);
extern Numeric decimal_sub(Numeric a, Numeric b);
extern Numeric decimal_mul(Numeric a, Numeric b);
extern Numeric decimal_lcm(Numeric a, Numeric b);
extern Numeric decimal_div_trunc(Numeric a, Numeric b);
extern Numeric decimal_power_of_ten(int power);
extern Numeric decimal_copy(Numeric value);
extern int	decimal_cmp(Numeric a, Numeric b);
extern int	decimal_sign(Numeric a);
extern bool decimal_to_whole(Numeric a, int64 max, int64 *whole);
extern Numeric decimal_ratio(Numeric part, Numeric whole, int decimals);
extern char *decimal_label(Numeric a, struct Node *context);
extern Numeric votes_ratio(Votes part, Votes whole, int decimals);

#endif							/* PREFCOUNT_DECIMAL_H */
