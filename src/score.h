/*
 * score.h
 *	  What a candidate is compared by in a round: votes, or exact points.
 *
 * Points of an electoral college are fractions, one denominator for each
 * section.  They compare only with others of the same round, and mostly it is
 * enough to know at which level of all points in the round they are.  Only a sum
 * of points needs the exact numbers, and there are sums of the present round
 * only.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_SCORE_H
#define PREFCOUNT_SCORE_H

#include "postgres.h"
#include "utils/numeric.h"

#include "votes.h"

typedef struct CountRound CountRound;

typedef struct Score
{
	Votes		votes;
	int			level;			/* of points, from 1: none at all; 0: votes
								 * count, or this is a sum of points */
	const CountRound *round;	/* whose points they are, */
	int			position;		/* and where in it */
	Numeric		points;			/* a sum of points, or NULL */
} Score;

extern int	score_cmp(Score a, Score b);
extern Score score_add(Score a, Score b);
extern bool score_is_zero(Score score);

#endif							/* PREFCOUNT_SCORE_H */
