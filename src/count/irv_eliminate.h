/*
 * irv_eliminate.h
 *	  Who goes out after a round of an instant-runoff count.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_IRV_ELIMINATE_H
#define PREFCOUNT_IRV_ELIMINATE_H

#include "postgres.h"

#include "count/course.h"

extern bool cut_to_top_two(Course *course, CountRound *round);
extern bool eliminate_batch(Course *course, CountRound *round);
extern void eliminate_lowest(Course *course, CountRound *round);
extern void eliminate_pool(Course *course, CountRound *round);

#endif							/* PREFCOUNT_IRV_ELIMINATE_H */
