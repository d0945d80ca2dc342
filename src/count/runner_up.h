/*
 * runner_up.h
 *	  Who is second in a count that has been made.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_RUNNER_UP_H
#define PREFCOUNT_RUNNER_UP_H

#include "postgres.h"

#include "count/count.h"

extern int	seconds_in_round(const Count *count, const CountRound *round,
							 int **seconds);
extern int	second_in_deciding_round(const Count *count, bool *tie_broken);
extern int	beaten_in_last_round(const Count *count);

#endif							/* PREFCOUNT_RUNNER_UP_H */
