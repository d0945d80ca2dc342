/*
 * course.h
 *	  A count on its way from round to round.
 *
 * irv_count() goes the whole way.  Whoever wants to know how a count could go
 * on from a round, in more ways than one, walks through the rounds here.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_COURSE_H
#define PREFCOUNT_COURSE_H

#include "postgres.h"

#include "irv.h"

typedef struct Course
{
	const Contest *contest;
	IrvCount   *count;
	StopRule	stop;
	bool		until_elected;
	bool	   *continuing;		/* by index in the roster */
	int			nleft;			/* how many do */
	uint64		ncells;			/* votes of candidates kept so far */
	bool		cut_to_top;		/* top_two has made its cut */
	int		   *out;			/* positions that go out after this round */
	int			nout;
} Course;

extern void course_begin(Course *course, const bool *removed);
extern CountRound *course_round(Course *course);
extern void course_run(Course *course);

#endif							/* PREFCOUNT_COURSE_H */
