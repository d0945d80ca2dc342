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

extern void draw_lot(Label seed, Label label, uint8 lot[PG_SHA256_DIGEST_LENGTH]);
pg_noreturn extern void tie_error(const Contest *contest, const int *tied, int n,
								  int round);
extern bool ties_look_back(const CountRules *rules, PastOrder order);
extern const int *past_through(const Count *count, PastOrder order, int nrounds);
extern int	drawn_by_seed(const Contest *contest, const int *level, int n, Wanted wanted);
extern int	narrow_tie(const Count *count, const CountRound *round,
					   const int *level, int n, Wanted wanted, int *left,
					   TieStep *step);
extern int	break_tie(const Count *count, const CountRound *round,
					  const int *level, int n, Wanted wanted, TieStep *step);
extern char *drawn_lot_missing(const Count *count, const CountRound *round,
							   const int *level, int n, Wanted wanted);

#endif							/* PREFCOUNT_TIEBREAK_H */
