/*
 * irv.h
 *	  Instant runoff: from a contest to its rounds.
 *
 * irv_count_freely() goes the whole way.  Whoever wants to know how a count
 * could go on from a round, in more ways than one, walks through the rounds
 * with course_round().
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_IRV_H
#define PREFCOUNT_IRV_H

#include "postgres.h"

#include "count/count.h"
#include "count/course.h"

extern void course_begin(Course *course, const bool *removed);
extern CountRound *course_round(Course *course);
extern void course_run(Course *course);
extern Count *irv_count_freely(const Contest *contest, StopRule stop,
							   bool until_elected, const bool *removed);

#endif							/* PREFCOUNT_IRV_H */
