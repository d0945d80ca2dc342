/*
 * score.c
 *	  What a candidate is compared by in a round: votes, or exact points.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "decimal.h"
#include "score.h"

/* Compare two scores of the same round, like memcmp. */
int
score_cmp(Score a, Score b)
{
	if (a.points != NULL)
		return decimal_cmp(a.points, b.points);

	return votes_cmp(a.votes, b.votes);
}

Score
score_add(Score a, Score b)
{
	if (a.points != NULL)
		return (Score) {decimal_add(a.points, b.points), a.votes};

	return (Score) {NULL, votes_add(a.votes, b.votes)};
}

Score
score_sub(Score a, Score b)
{
	if (a.points != NULL)
		return (Score) {decimal_sub(a.points, b.points), a.votes};

	return (Score) {NULL, votes_sub(a.votes, b.votes)};
}

bool
score_is_zero(Score score)
{
	if (score.points != NULL)
		return decimal_sign(score.points) == 0;

	return votes_is_zero(score.votes);
}
