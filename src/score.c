/*
 * score.c
 *	  What a candidate is compared by in a round: votes, or exact points.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "college.h"
#include "decimal.h"
#include "score.h"

/* Whether a score is of points, and not of votes. */
static bool
is_of_points(Score score)
{
	return score.level > 0 || score.points != NULL;
}

/* The exact points of a score of the present round. */
static Numeric
points_of(Score score)
{
	return score.points != NULL ? score.points :
		college_exact_points(score.round, score.position);
}

/* Compare two scores of the same round, like memcmp. */
int
score_cmp(Score a, Score b)
{
	if (!is_of_points(a))
		return votes_cmp(a.votes, b.votes);
	if (a.level > 0 && b.level > 0)
		return a.level - b.level;

	return decimal_cmp(points_of(a), points_of(b));
}

/* The sum of two scores of the present round. */
Score
score_add(Score a, Score b)
{
	if (is_of_points(a))
		return (Score) {.points = decimal_add(points_of(a), points_of(b))};

	return (Score) {.votes = votes_add(a.votes, b.votes)};
}

bool
score_is_zero(Score score)
{
	return is_of_points(score) ? score.level == 1 : votes_is_zero(score.votes);
}
