/*
 * shown.h
 *	  How a count is shown, in rows as in reports: names, order, numbers.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_SHOWN_H
#define PREFCOUNT_SHOWN_H

#include "postgres.h"
#include "utils/numeric.h"

#include "count/count.h"
#include "count/places.h"

#define SHOWN_CELLS_MAX	1000000

/* What to use where a count is too long to be shown as one value. */
#define IRV_SHOWN_HINT \
	"Use irv_rounds() and irv_transfers(), or let rule \"elimination\" be \"batch\"."
#define STV_SHOWN_HINT \
	"Use stv_rounds() and stv_transfers()."

extern const char *status_name(CandidateStatus status);
extern const char *place_status_name(PlaceStatus status);
extern const char *won_by_name(WonBy won_by);
extern const Tie *tie_about(const CountRound *round, int candidate);
extern const char *decided_by(const CountRound *round, int candidate);
extern int *round_order(const CountRound *round, int block);
extern Numeric shown_threshold(const Threshold *threshold);
extern char *threshold_string(const Threshold *threshold);
extern int	cmp_transfers(const void *a, const void *b);
extern int	cmp_transfers_by_source(const void *a, const void *b);
extern void check_shown_whole(const Count *count, const char *hint);

#endif							/* PREFCOUNT_SHOWN_H */
