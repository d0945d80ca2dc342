/*
 * stv_places.h
 *	  The order of finish of a count for several seats, and who takes over.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_STV_PLACES_H
#define PREFCOUNT_STV_PLACES_H

#include "postgres.h"

#include "count/stv.h"

/* A candidate in the order of finish. */
typedef struct StvPlace
{
	int			place;			/* from 1; 0: none */
	int			candidate;
	CandidateStatus	status;
	bool		is_open;		/* the count ends on a tie of others first */
	int			round;			/* of its election or exclusion, or the last one */
	Amount		votes;			/* then; if excluded, before its papers moved */
	bool		has_lead;
	Amount		lead;			/* over the next one, where they parted */
} StvPlace;

/* How somebody takes over a vacated seat. */
typedef enum StvTakesOver
{
	TAKES_OVER_RECOUNT,			/* the leaver struck out, the others guarded */
	TAKES_OVER_PAPERS,			/* by the papers that elected the leaver */
	TAKES_OVER_NEXT				/* the last to be excluded */
} StvTakesOver;

extern StvPlace *stv_places_of(const StvCount *count, int *n);
extern int	stv_runner_up(const StvCount *count);
extern int	stv_takes_over(const StvCount *count, int leaver, StvTakesOver *how);

#endif							/* PREFCOUNT_STV_PLACES_H */
