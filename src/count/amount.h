/*
 * amount.h
 *	  Amounts of votes in a count for several seats, and transfer values.
 *
 * Nearly all rule books round: then fixed point holds every amount.  Where the
 * rules want exact fractions, an amount carries its fraction too, and the fixed
 * point is that fraction rounded down.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_AMOUNT_H
#define PREFCOUNT_AMOUNT_H

#include "postgres.h"
#include "utils/numeric.h"

#include "base/fixed.h"

/* An exact fraction in lowest terms. */
typedef struct Ratio
{
	Numeric		n;
	Numeric		d;
} Ratio;

typedef struct Amount
{
	Fixed		fixed;
	const Ratio *ratio;			/* NULL: fixed is exact */
} Amount;

/* What each paper of a parcel is worth: n / d. */
typedef struct TransferValue
{
	Fixed		n;
	Fixed		d;
	const Ratio *ratio;			/* NULL: n / d is exact */
} TransferValue;

static inline Amount
amount_fixed(Fixed fixed)
{
	return (Amount) {fixed, NULL};
}

extern Amount amount_add_ratios(Amount a, Amount b, bool subtract);
extern int	amount_cmp_ratios(Amount a, Amount b);

static inline Amount
amount_add(Amount a, Amount b)
{
	if (a.ratio != NULL || b.ratio != NULL)
		return amount_add_ratios(a, b, false);
	return amount_fixed(a.fixed + b.fixed);
}

static inline Amount
amount_sub(Amount a, Amount b)
{
	if (a.ratio != NULL || b.ratio != NULL)
		return amount_add_ratios(a, b, true);
	return amount_fixed(a.fixed - b.fixed);
}

/* Compare; rounding down keeps the order of what it does not make equal. */
static inline int
amount_cmp(Amount a, Amount b)
{
	if (a.fixed != b.fixed)
		return a.fixed < b.fixed ? -1 : 1;
	if (a.ratio != NULL || b.ratio != NULL)
		return amount_cmp_ratios(a, b);
	return 0;
}

static inline bool
amount_is_zero(Amount a)
{
	return amount_cmp(a, amount_fixed(0)) == 0;
}

static inline bool
amount_is_positive(Amount a)
{
	return amount_cmp(a, amount_fixed(0)) > 0;
}

extern Amount amount_exact_share(Fixed votes, int64 parts);
extern TransferValue value_decimal(Fixed billionths);
extern TransferValue value_fraction(Fixed n, Fixed d);
extern TransferValue value_exact(TransferValue value, Amount surplus, Amount votes);
extern int	value_cmp(const TransferValue *a, const TransferValue *b);
extern Amount value_of_papers(const TransferValue *value, Papers papers);
extern Fixed value_shown(const TransferValue *value);

#endif							/* PREFCOUNT_AMOUNT_H */
