/*
 * score.h
 *	  What a candidate is compared by in a round: votes, or exact points.
 *
 * Points of an electoral college are fractions, one denominator for each
 * section.  They are kept without it: times the product of all sections'
 * continuing votes in that round.  So they are exact, and compare only with
 * others of the same round.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_SCORE_H
#define PREFCOUNT_SCORE_H

#include "postgres.h"
#include "utils/numeric.h"

#include "votes.h"

typedef struct Score
{
	Numeric		points;			/* NULL: votes count */
	Votes		votes;
} Score;

extern int	score_cmp(Score a, Score b);
extern Score score_add(Score a, Score b);
extern Score score_sub(Score a, Score b);
extern bool score_is_zero(Score score);

#endif							/* PREFCOUNT_SCORE_H */
