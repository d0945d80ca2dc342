/*
 * fixed.h
 *	  Numbers of votes as fixed point of 18 decimals.
 *
 * A paper's weight has up to nine decimals, and so has the value at which it
 * is transferred: their product has eighteen, and sums to 10^18 votes take 120
 * bits.  Never a float.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_FIXED_H
#define PREFCOUNT_FIXED_H

#include "postgres.h"
#include "utils/numeric.h"

#include "base/votes.h"

typedef int128 Fixed;			/* in 10^-18 votes */
typedef int128 Papers;			/* numbers of papers, in 10^-9 */

#define FIXED_SCALE		18
#define BILLION			INT64CONST(1000000000)
#define FIXED_ONE		((Fixed) BILLION * BILLION)

static inline Papers
papers_of_votes(Votes votes)
{
	return (Papers) votes.units * BILLION + votes.nanos;
}

static inline Fixed
fixed_of_papers(Papers papers)
{
	return papers * BILLION;
}

extern Fixed fixed_mul_div(Fixed a, Fixed b, Fixed divisor, bool *exact);
extern int	fixed_cmp_products(Fixed a, Fixed b, Fixed c, Fixed d);
extern Fixed fixed_gcd(Fixed a, Fixed b);
extern Fixed fixed_round_down(Fixed number, int decimals);
extern char *fixed_to_string(Fixed number);
extern Numeric fixed_to_numeric(Fixed number);
extern Fixed fixed_parse(const char *decimal);

#endif							/* PREFCOUNT_FIXED_H */
