/*
 * wide.h
 *	  Products and quotients of 128 bits.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_WIDE_H
#define PREFCOUNT_WIDE_H

#include "postgres.h"

#ifdef HAVE_INT128

/* The product of two numbers: its low half, and *high. */
static inline uint64
wide_mul(uint64 a, uint64 b, uint64 *high)
{
	uint128		product = (uint128) a * b;

	*high = (uint64) (product >> 64);
	return (uint64) product;
}

/* What high * 2^64 + low is divided by a larger number than high. */
static inline uint64
wide_div(uint64 high, uint64 low, uint64 divisor, uint64 *rest)
{
	uint128		dividend = (uint128) high << 64 | low;

	Assert(high < divisor);
	*rest = (uint64) (dividend % divisor);
	return (uint64) (dividend / divisor);
}

#else

/* The same by halves, where there is no type of 128 bits. */
static inline uint64
wide_mul(uint64 a, uint64 b, uint64 *high)
{
	uint64		low = (a & PG_UINT32_MAX) * (b & PG_UINT32_MAX);
	uint64		middle = (a >> 32) * (b & PG_UINT32_MAX) + (low >> 32);
	uint64		other = (a & PG_UINT32_MAX) * (b >> 32) + (middle & PG_UINT32_MAX);

	*high = (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);
	return other << 32 | (low & PG_UINT32_MAX);
}

/* The same bit by bit. */
static inline uint64
wide_div(uint64 high, uint64 low, uint64 divisor, uint64 *rest)
{
	uint64		quotient = 0;

	Assert(high < divisor);
	for (int bit = 63; bit >= 0; bit--)
	{
		bool		carry = (high >> 63) != 0;

		high = high << 1 | (low >> bit & 1);
		if (carry || high >= divisor)
		{
			high -= divisor;
			quotient |= UINT64CONST(1) << bit;
		}
	}
	*rest = high;
	return quotient;
}

#endif

#endif							/* PREFCOUNT_WIDE_H */
