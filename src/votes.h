/*
 * votes.h
 *	  Exact numbers of votes.
 *
 * A ballot may carry a decimal weight, so a number of votes is a decimal with
 * up to nine places after the point and totals to 10^18.  That is more than
 * 64 bits hold; it is kept here as whole votes and billionths, which needs no
 * 128-bit type and so computes the same on every platform.  Never a float.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_VOTES_H
#define PREFCOUNT_VOTES_H

#include "postgres.h"
#include "utils/numeric.h"

#define VOTES_SCALE		9		/* decimal places that a weight may have */
#define NANOS_PER_VOTE	1000000000
#define VOTES_MAX		INT64CONST(1000000000000000000)	/* 10^18 */

/*
 * units + nanos / 10^9, with 0 <= nanos < 10^9.  Differences may be negative:
 * then units is, and nanos still counts upwards from it.
 */
typedef struct Votes
{
	int64		units;
	int32		nanos;
} Votes;

/* A whole number of votes. */
static inline Votes
votes_whole(int64 units)
{
	return (Votes) {units, 0};
}

static inline Votes
votes_add(Votes a, Votes b)
{
	a.units += b.units;
	a.nanos += b.nanos;
	if (a.nanos >= NANOS_PER_VOTE)
	{
		a.nanos -= NANOS_PER_VOTE;
		a.units++;
	}
	return a;
}

static inline Votes
votes_sub(Votes a, Votes b)
{
	a.units -= b.units;
	a.nanos -= b.nanos;
	if (a.nanos < 0)
	{
		a.nanos += NANOS_PER_VOTE;
		a.units--;
	}
	return a;
}

/* Compare like memcmp: below, at or above zero. */
static inline int
votes_cmp(Votes a, Votes b)
{
	if (a.units != b.units)
		return a.units < b.units ? -1 : 1;
	if (a.nanos != b.nanos)
		return a.nanos < b.nanos ? -1 : 1;
	return 0;
}

static inline bool
votes_is_zero(Votes v)
{
	return v.units == 0 && v.nanos == 0;
}

static inline bool
votes_is_one(Votes v)
{
	return v.units == 1 && v.nanos == 0;
}

extern Votes votes_from_weight(Numeric weight);
extern Votes votes_parse(const char *decimal);
extern bool votes_read(const char *decimal, struct Node *context, Votes *votes);
extern Numeric votes_to_numeric(Votes v);
extern char *votes_to_string(Votes v);
extern int	votes_scale(Votes v);
extern void votes_check_total(Votes v);
extern bool votes_read_total(Votes v, struct Node *context);

#endif							/* PREFCOUNT_VOTES_H */
