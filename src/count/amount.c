/*
 * amount.c
 *	  Amounts of votes in a count for several seats, and transfer values.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "base/decimal.h"
#include "base/pgcompat.h"
#include "count/amount.h"

/* A fraction in lowest terms. */
static const Ratio *
ratio_make(Numeric n, Numeric d)
{
	Ratio	   *ratio = palloc(sizeof(Ratio));
	Datum		gcd = DirectFunctionCall2(numeric_gcd, NumericGetDatum(n),
										  NumericGetDatum(d));

	Assert(decimal_sign(d) > 0);
	ratio->n = decimal_div_trunc(n, DatumGetNumeric(gcd));
	ratio->d = decimal_div_trunc(d, DatumGetNumeric(gcd));

	return ratio;
}

/* A fixed number as the whole number of its 10^-18. */
static Numeric
fixed_units(Fixed fixed)
{
	return decimal_mul(fixed_to_numeric(fixed), decimal_power_of_ten(FIXED_SCALE));
}

/* The fraction of an amount. */
static const Ratio *
amount_ratio(Amount a)
{
	if (a.ratio != NULL)
		return a.ratio;
	return ratio_make(fixed_units(a.fixed), decimal_power_of_ten(FIXED_SCALE));
}

/* The fraction of a value. */
static const Ratio *
value_ratio(const TransferValue *value)
{
	if (value->ratio != NULL)
		return value->ratio;
	return ratio_make(fixed_units(value->n), fixed_units(value->d));
}

/* A fraction that is not negative, rounded down to 18 decimals. */
static Fixed
ratio_floor(const Ratio *ratio)
{
	Numeric		units = decimal_mul(ratio->n, decimal_power_of_ten(FIXED_SCALE));
	Datum		floor = DirectFunctionCall1(numeric_floor,
											NumericGetDatum(decimal_div_trunc(units, ratio->d)));

	return fixed_parse(DatumGetCString(DirectFunctionCall1(numeric_out, floor)));
}

/* An amount of a fraction. */
static Amount
amount_of_ratio(const Ratio *ratio)
{
	return (Amount) {ratio_floor(ratio), ratio};
}

/* The sum or the difference of amounts of which at least one is a fraction. */
Amount
amount_add_ratios(Amount a, Amount b, bool subtract)
{
	const Ratio *x = amount_ratio(a);
	const Ratio *y = amount_ratio(b);
	Numeric		left = decimal_mul(x->n, y->d);
	Numeric		right = decimal_mul(y->n, x->d);
	Numeric		n = subtract ? decimal_sub(left, right) : decimal_add(left, right);

	if (decimal_sign(n) == 0)
		return amount_fixed(0);
	return amount_of_ratio(ratio_make(n, decimal_mul(x->d, y->d)));
}

/* Compare amounts of which at least one is a fraction. */
int
amount_cmp_ratios(Amount a, Amount b)
{
	const Ratio *x = amount_ratio(a);
	const Ratio *y = amount_ratio(b);

	return decimal_cmp(decimal_mul(x->n, y->d), decimal_mul(y->n, x->d));
}

/* Votes in equal parts, as an exact amount. */
Amount
amount_exact_share(Fixed votes, int64 parts)
{
	if (votes % parts == 0)
		return amount_fixed(votes / parts);

	return amount_of_ratio(ratio_make(fixed_units(votes),
									  decimal_mul(decimal_power_of_ten(FIXED_SCALE),
												  int64_to_numeric(parts))));
}

/* A value in billionths. */
TransferValue
value_decimal(Fixed billionths)
{
	return (TransferValue) {billionths, BILLION, NULL};
}

/* A value that is a fraction, in lowest terms. */
TransferValue
value_fraction(Fixed n, Fixed d)
{
	Fixed		gcd;

	Assert(n >= 0 && d > 0);
	if (n == 0)
		return value_decimal(0);
	gcd = fixed_gcd(n, d);

	return (TransferValue) {n / gcd, d / gcd, NULL};
}

/* The exact value of a paper of which a surplus takes its part. */
TransferValue
value_exact(TransferValue value, Amount surplus, Amount votes)
{
	const Ratio *v = value_ratio(&value);
	const Ratio *s = amount_ratio(surplus);
	const Ratio *w = amount_ratio(votes);
	const Ratio *ratio = ratio_make(decimal_mul(decimal_mul(v->n, s->n), w->d),
									decimal_mul(decimal_mul(v->d, s->d), w->n));

	return (TransferValue) {ratio_floor(ratio), FIXED_ONE, ratio};
}

/* Compare values. */
int
value_cmp(const TransferValue *a, const TransferValue *b)
{
	if (a->ratio != NULL || b->ratio != NULL)
	{
		const Ratio *x = value_ratio(a);
		const Ratio *y = value_ratio(b);

		return decimal_cmp(decimal_mul(x->n, y->d), decimal_mul(y->n, x->d));
	}
	if (a->d == b->d)
		return (a->n > b->n) - (a->n < b->n);
	return fixed_cmp_products(a->n, b->d, b->n, a->d);
}

/* What papers are worth, rounded down to 18 decimals where it is no fraction. */
Amount
value_of_papers(const TransferValue *value, Papers papers)
{
	if (value->ratio != NULL)
	{
		Numeric		n = decimal_mul(value->ratio->n, fixed_units(fixed_of_papers(papers)));

		if (papers == 0)
			return amount_fixed(0);
		return amount_of_ratio(ratio_make(n, decimal_mul(value->ratio->d,
														 decimal_power_of_ten(FIXED_SCALE))));
	}
	if (value->d == BILLION)
		return amount_fixed(papers * value->n);

	return amount_fixed(fixed_mul_div(fixed_of_papers(papers), value->n, value->d, NULL));
}

/* A value as it is shown: nine decimals, rounded down. */
Fixed
value_shown(const TransferValue *value)
{
	return fixed_round_down(fixed_mul_div(value->n, FIXED_ONE, value->d, NULL), VOTES_SCALE);
}
