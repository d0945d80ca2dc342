/*
 * places.h
 *	  Who is second, and the order of finish, by each definition.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PLACES_H
#define PREFCOUNT_PLACES_H

#include "postgres.h"
#include "utils/numeric.h"

#include "count/count.h"

/* What a candidate is in the order of finish. */
typedef enum PlaceStatus
{
	PLACE_CONTINUING = STATUS_CONTINUING,
	PLACE_ELIMINATED = STATUS_ELIMINATED,
	PLACE_ELECTED = STATUS_ELECTED,
	PLACE_RUNNER_UP = STATUS_RUNNER_UP,
	PLACE_TIED = STATUS_TIED,
	PLACE_WITHDRAWN = STATUS_WITHDRAWN,
	PLACE_WRITE_IN
} PlaceStatus;

/* A candidate in the order of finish; votes are points in a college. */
typedef struct Place
{
	int			place;			/* from 1; 0: none */
	int			candidate;
	PlaceStatus status;
	Numeric		first_preferences;	/* NULL: was in no round */
	int			round;			/* the last one it is in */
	Numeric		votes;			/* in that round */
	Numeric		lead;			/* over the next one, where they parted; NULL:
								 * there is no next one */
} Place;

extern Place *places_by_rule(const Contest *contest, RunnerUpRule rule, int *n);
extern bool ties_may_raise(const CountRules *rules);
extern int	runner_up_of(const Count *count, RunnerUpRule rule,
						 bool *tie_broken);

#endif							/* PREFCOUNT_PLACES_H */
