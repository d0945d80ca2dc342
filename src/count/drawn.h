/*
 * drawn.h
 *	  Lots drawn by hand: which tie each one is for, and that all are needed.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_DRAWN_H
#define PREFCOUNT_DRAWN_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "count/contest.h"
#include "count/irv.h"

/* What has become of the lots of the rules in the counts of a contest. */
typedef struct DrawnLotsUse
{
	bool	   *used;			/* by lot */
	StringInfo	ties;			/* if not NULL: lists ties that ask for a lot */
} DrawnLotsUse;

extern DrawnLotsUse *drawn_lots_use(const CountRules *rules);
extern int	drawn_lot_decides(const Contest *contest, int round,
							  const int *tied, int ntied,
							  const int *level, int nlevel, Wanted wanted);
extern void drawn_lots_check_by(const Contest *contest,
								void (*meet_ties) (const Contest *contest));
extern void drawn_lots_check(const Contest *contest);
extern char *drawn_lot_missing(const IrvCount *count, const CountRound *round,
							   const int *level, int n, Wanted wanted);

#endif							/* PREFCOUNT_DRAWN_H */
