/*
 * course.h
 *	  An instant-runoff count on its way, and what can be done in a round of it.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_COURSE_H
#define PREFCOUNT_COURSE_H

#include "postgres.h"

#include "count/count.h"

typedef struct Course
{
	const Contest *contest;
	Count	   *count;
	StopRule	stop;
	bool		until_elected;
	bool		cut_to_top;		/* top_two has made its cut */
	bool		minimum_applied;	/* rules min_share and min_votes have been */
	int		   *out;			/* positions that go out after this round */
	int			nout;
} Course;

extern int	pool_position(const Course *course, const CountRound *round);
extern bool pool_holds_votes(const Course *course, const CountRound *round);
extern int	real_candidates(const Course *course, const CountRound *round);
extern void elect(Course *course, CountRound *round, int position, WonBy won_by);
extern void eliminate(Course *course, CountRound *round, const int *positions, int n);
extern int	face_tie(Course *course, CountRound *round, const int *positions, int n,
					 Wanted wanted);
extern void end_tied(const Course *course, CountRound *round, const int *positions,
					 int n);

#endif							/* PREFCOUNT_COURSE_H */
