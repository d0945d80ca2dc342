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

/* What became of a round that is to be cut to the top two. */
typedef enum Cut
{
	CUT_MADE,
	CUT_NOBODY,					/* all who are there stay */
	CUT_TIED					/* nothing decides who stays, and the count ends */
} Cut;

extern bool eliminate_below_minimum(Course *course, CountRound *round);
extern Cut	cut_to_top_two(Course *course, CountRound *round);
extern bool eliminate_batch(Course *course, CountRound *round);
extern void eliminate_lowest(Course *course, CountRound *round);
extern void eliminate_pool(Course *course, CountRound *round);

#endif							/* PREFCOUNT_IRV_ELIMINATE_H */
