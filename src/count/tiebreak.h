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

#include "count/irv.h"

extern void draw_lot(Label seed, Label label, uint8 lot[PG_SHA256_DIGEST_LENGTH]);
extern bool ties_look_back(const CountRules *rules, PastOrder order);
extern const int *past_through(const IrvCount *count, PastOrder order, int nrounds);
extern int	narrow_tie(const IrvCount *count, const CountRound *round,
					   const int *level, int n, Wanted wanted, int *left,
					   TieStep *step);
extern int	break_tie(const IrvCount *count, const CountRound *round,
					  const int *level, int n, Wanted wanted, TieStep *step);

#endif							/* PREFCOUNT_TIEBREAK_H */
