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

#include "base/votes.h"
#include "count/count.h"

typedef struct Score
{
	Votes		votes;
	int			level;			/* of points, from 1: none at all; 0: votes
								 * count, or this is a sum of points */
	const CountRound *round;	/* whose points they are, */
	int			position;		/* and where in it */
	Numeric		points;			/* a sum of points, or NULL */
} Score;

extern Score round_score(const CountRound *round, int position);
extern int	score_cmp(Score a, Score b);
extern int	cmp_round_scores(const CountRound *round, int x, int y);
extern Score score_add(Score a, Score b);
extern bool score_is_zero(Score score);
extern int	round_extreme(const CountRound *round, const bool *pass,
						  Wanted wanted, int *positions);
extern bool round_in_majority(const CountRound *round, const CountRound *base,
							  int position);

#endif							/* PREFCOUNT_SCORE_H */
