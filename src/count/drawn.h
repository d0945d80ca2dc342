/*
 * drawn.h
 *	  Lots drawn by hand: which tie each one is for.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_DRAWN_H
#define PREFCOUNT_DRAWN_H

#include "postgres.h"

#include "count/count.h"

extern int	drawn_lot_decides(const Contest *contest, int round,
							  const int *tied, int ntied,
							  const int *level, int nlevel, Wanted wanted);
extern const DrawnLot *drawn_lot_unused(const Contest *contest);
extern void drawn_lots_check(const Contest *contest,
							 void (*meet_ties) (const Contest *contest));

#endif							/* PREFCOUNT_DRAWN_H */
