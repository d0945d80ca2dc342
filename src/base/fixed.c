/*
 * fixed.c
 *	  Numbers of votes as fixed point of 18 decimals.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <inttypes.h>

#include "fmgr.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"

#include "base/fixed.h"
#include "base/pgcompat.h"

#define HALF_BITS		64
#define LOW_HALF(x)		((uint128) (uint64) (x))

/* The 256 bits of a product: the low half and *high. */
static uint128
multiply(uint128 a, uint128 b, uint128 *high)
{
	uint128		low = LOW_HALF(a) * LOW_HALF(b);
	uint128		cross = (a >> HALF_BITS) * LOW_HALF(b);
	uint128		other = LOW_HALF(a) * (b >> HALF_BITS);
	uint128		middle = (low >> HALF_BITS) + LOW_HALF(cross) + LOW_HALF(other);

	*high = (a >> HALF_BITS) * (b >> HALF_BITS) + (cross >> HALF_BITS) +
		(other >> HALF_BITS) + (middle >> HALF_BITS);
	return middle << HALF_BITS | LOW_HALF(low);
}

/* high * 2^128 + low divided by a divisor below 2^127, bit by bit. */
static uint128
divide(uint128 high, uint128 low, uint128 divisor, uint128 *rest)
{
	uint128		quotient = 0;

	Assert(high < divisor);
	for (int bit = 0; bit < 2 * HALF_BITS; bit++)
	{
		high = high << 1 | low >> (2 * HALF_BITS - 1);
		low <<= 1;
		quotient <<= 1;
		if (high >= divisor)
		{
			high -= divisor;
			quotient |= 1;
		}
	}
	*rest = high;
	return quotient;
}

/*
 * a * b / divisor, rounded down; none may be negative.  *exact, if wanted, says
 * whether nothing was cut off.
 */
Fixed
fixed_mul_div(Fixed a, Fixed b, Fixed divisor, bool *exact)
{
	uint128		high;
	uint128		low = multiply((uint128) a, (uint128) b, &high);
	uint128		rest;
	uint128		quotient;

	Assert(a >= 0 && b >= 0 && divisor > 0);
	if (high == 0)
	{
		quotient = low / (uint128) divisor;
		rest = low % (uint128) divisor;
	}
	else if (high >= (uint128) divisor)
		elog(ERROR, "number of votes is out of range");
	else
		quotient = divide(high, low, (uint128) divisor, &rest);
	if (exact != NULL)
		*exact = (rest == 0);

	return (Fixed) quotient;
}

/* Compare a * b with c * d; none may be negative. */
int
fixed_cmp_products(Fixed a, Fixed b, Fixed c, Fixed d)
{
	uint128		high_ab;
	uint128		low_ab = multiply((uint128) a, (uint128) b, &high_ab);
	uint128		high_cd;
	uint128		low_cd = multiply((uint128) c, (uint128) d, &high_cd);

	if (high_ab != high_cd)
		return high_ab < high_cd ? -1 : 1;
	return (low_ab > low_cd) - (low_ab < low_cd);
}

/* The greatest common divisor of two numbers above 0. */
Fixed
fixed_gcd(Fixed a, Fixed b)
{
	while (b != 0)
	{
		Fixed		rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

/* Round a number that is not negative down to a number of decimals. */
Fixed
fixed_round_down(Fixed number, int decimals)
{
	Fixed		unit = 1;

	Assert(number >= 0);
	for (int i = decimals; i < FIXED_SCALE; i++)
		unit *= 10;

	return number - number % unit;
}

/* A number as decimal text with the fewest decimals. */
char *
fixed_to_string(Fixed number)
{
	bool		negative = (number < 0);
	uint128		rest = negative ? -(uint128) number : (uint128) number;
	uint128		one = (uint128) FIXED_ONE;
	uint128		decimals = rest % one;
	StringInfoData out;

	initStringInfo(&out);
	rest /= one;
	if (negative)
		appendStringInfoChar(&out, '-');
	if (rest >= one)
		appendStringInfo(&out, UINT64_FORMAT "%018" PRIu64,
						 (uint64) (rest / one), (uint64) (rest % one));
	else
		appendStringInfo(&out, UINT64_FORMAT, (uint64) rest);
	if (decimals == 0)
		return out.data;
	appendStringInfo(&out, ".%018" PRIu64, (uint64) decimals);
	while (out.data[out.len - 1] == '0')
		out.data[--out.len] = '\0';

	return out.data;
}

/* A number as numeric with the fewest decimals. */
Numeric
fixed_to_numeric(Fixed number)
{
	if (number % FIXED_ONE == 0 && number / FIXED_ONE <= VOTES_MAX)
		return int64_to_numeric((int64) (number / FIXED_ONE));

	return DatumGetNumeric(DirectFunctionCall3(numeric_in,
											   CStringGetDatum(fixed_to_string(number)),
											   ObjectIdGetDatum(InvalidOid),
											   Int32GetDatum(-1)));
}

/* A number from the decimal text of a whole one, given in 10^-18. */
Fixed
fixed_parse(const char *decimal)
{
	Fixed		number = 0;
	bool		negative = (*decimal == '-');

	for (const char *p = decimal + (negative ? 1 : 0); *p != '\0'; p++)
	{
		if (*p < '0' || *p > '9' || number > ((Fixed) 1 << 123))
			elog(ERROR, "number of votes is out of range");
		number = number * 10 + (*p - '0');
	}
	return negative ? -number : number;
}
