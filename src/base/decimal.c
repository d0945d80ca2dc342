/*
 * decimal.c
 *	  Arithmetic with numeric values in C.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"

#include "base/decimal.h"
#include "base/pgcompat.h"

/* Whole votes up to here can be scaled and doubled in 64 bits. */
#define SMALL_VOTES		INT64CONST(1000000000)

#define MAX_DECIMALS	9

static const int64 powers_of_ten[MAX_DECIMALS + 1] = {
	1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000
};

Numeric
decimal_add(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_add, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

Numeric
decimal_sub(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_sub, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

Numeric
decimal_mul(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_mul, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

/* The least common multiple of two whole numbers. */
Numeric
decimal_lcm(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_lcm, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

/* The whole part of a quotient. */
Numeric
decimal_div_trunc(Numeric a, Numeric b)
{
	return DatumGetNumeric(DirectFunctionCall2(numeric_div_trunc, NumericGetDatum(a),
											   NumericGetDatum(b)));
}

/* 10 to a power of some hundreds at most. */
Numeric
decimal_power_of_ten(int power)
{
	char	   *digits = psprintf("1e%d", power);
	Datum		value = DirectFunctionCall3(numeric_in, CStringGetDatum(digits),
											ObjectIdGetDatum(InvalidOid),
											Int32GetDatum(-1));

	pfree(digits);

	return DatumGetNumeric(value);
}

/* A copy in the present memory context. */
Numeric
decimal_copy(Numeric value)
{
	Numeric		copy = palloc(VARSIZE(value));

	memcpy(copy, value, VARSIZE(value));

	return copy;
}

/* Compare like memcmp. */
int
decimal_cmp(Numeric a, Numeric b)
{
	return DatumGetInt32(DirectFunctionCall2(numeric_cmp, NumericGetDatum(a),
											 NumericGetDatum(b)));
}

/* Below, at or above zero. */
int
decimal_sign(Numeric a)
{
	return decimal_cmp(a, int64_to_numeric(0));
}

/* Take a whole number from 0 to a limit; false if it is none. */
bool
decimal_to_whole(Numeric a, int64 max, int64 *whole)
{
	if (decimal_sign(a) < 0 || decimal_cmp(a, int64_to_numeric(max)) > 0)
		return false;
	*whole = DatumGetInt64(DirectFunctionCall1(numeric_int8, NumericGetDatum(a)));

	return decimal_cmp(a, int64_to_numeric(*whole)) == 0;
}

/* value / 10^decimals with the fewest decimals. */
static Numeric
scaled_down(int64 value, int decimals)
{
	while (decimals > 0 && value % 10 == 0)
	{
		value /= 10;
		decimals--;
	}
	return int64_div_fast_to_numeric(value, decimals);
}

/*
 * part / whole, rounded once (half away from zero) to some decimals, of which
 * there must not be more than fit into 64 bits.
 */
Numeric
decimal_ratio(Numeric part, Numeric whole, int decimals)
{
	bool		negative = decimal_sign(part) < 0;
	Numeric		two = int64_to_numeric(2);
	Datum		quotient;
	int64		value;

	if (negative)
		part = decimal_sub(int64_to_numeric(0), part);

	/* floor((2 * part * 10^decimals + whole) / (2 * whole)) */
	part = decimal_mul(part, int64_to_numeric(2 * powers_of_ten[decimals]));
	quotient = NumericGetDatum(decimal_div_trunc(decimal_add(part, whole),
												 decimal_mul(two, whole)));
	value = DatumGetInt64(DirectFunctionCall1(numeric_int8, quotient));

	return scaled_down(negative ? -value : value, decimals);
}

/* Digits of a number that is a label: some more than any identifier has. */
#define LABEL_DIGITS_MAX	1000

/*
 * A number's digits, to be a candidate's label.  54000 if they are too many,
 * for a number of a few bytes may have a hundred thousand; NULL if the error
 * was saved in a context.
 */
char *
decimal_label(Numeric a, struct Node *context)
{
	char	   *digits = DatumGetCString(DirectFunctionCall1(numeric_out,
															 NumericGetDatum(a)));
	Size		length = strlen(digits);

	if (length <= LABEL_DIGITS_MAX)
		return digits;
	pfree(digits);
	errsave(context,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("candidate's number has too many digits"),
			 errdetail("It has %zu; at most %d can be a label.", length, LABEL_DIGITS_MAX),
			 errhint("Write candidates' labels as strings.")));

	return NULL;
}

/* The same of votes; 0 <= part <= whole. */
Numeric
votes_ratio(Votes part, Votes whole, int decimals)
{
	int64		divisor = whole.units * 2;

	if (part.nanos != 0 || whole.nanos != 0 || whole.units > SMALL_VOTES)
		return decimal_ratio(votes_to_numeric(part), votes_to_numeric(whole),
							 decimals);

	return scaled_down((part.units * 2 * powers_of_ten[decimals] + whole.units) / divisor,
					   decimals);
}
