/*
 * tiebreak.h
 *	  The chain of steps that decides between level candidates.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_TIEBREAK_H
#define PREFCOUNT_TIEBREAK_H

#include "postgres.h"
#include "common/sha2.h"

#include "base/pgcompat.h"
#include "count/count.h"

/* Which steps decide between candidates who are level. */
typedef enum TieMode
{
	TIES_STRICT,				/* all; what they leave is left */
	TIES_BY_LOT,				/* the same, but nothing looks back */
	TIES_ORDER,					/* an order is wanted that changes nothing: no lot
								 * drawn by hand and no error is needed for it */
	TIES_ORDER_BY_LOT			/* the same, and nothing looks back */
} TieMode;

/* A tie on its way through the steps. */
typedef struct TieBreak
{
	const Count *count;
	const CountRound *round;	/* after which they are level */
	int			nrounds;		/* so many from the first one are looked back at */
	Wanted		wanted;
	TieMode		mode;
	int			most_together;	/* so many may go out together */

	/* while it is narrowed */
	int		   *level;			/* the candidates that are still level */
	int			n;
	const int  *at_first;		/* those that were before any step */
	int			nat_first;
} TieBreak;

extern int	tie_narrow(TieBreak *tie, const int *level, int n, int *left, TieStep *step);
extern char *tie_lot_missing(TieBreak *tie, const int *level, int n);
extern void draw_lot(Label seed, Label label, uint8 lot[PG_SHA256_DIGEST_LENGTH]);
extern bool ties_look_back(const CountRules *rules, PastOrder order);
extern const int *past_through(const Count *count, PastOrder order, int nrounds);
extern int	narrow_tie(const Count *count, const CountRound *round,
					   const int *level, int n, Wanted wanted, int *left,
					   TieStep *step);
extern int	break_tie(const Count *count, const CountRound *round,
					  const int *level, int n, Wanted wanted, TieStep *step);
extern char *drawn_lot_missing(const Count *count, const CountRound *round,
							   const int *level, int n, Wanted wanted);

#endif							/* PREFCOUNT_TIEBREAK_H */
