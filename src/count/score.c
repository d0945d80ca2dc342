/*
 * score.c
 *	  What a candidate is compared by in a round: votes, or exact points.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "base/decimal.h"
#include "count/college.h"
#include "count/score.h"

/* What decisions of a round go by. */
Score
round_score(const CountRound *round, int position)
{
	Score		score = {.votes = round->blocks[0].votes[position]};

	if (round->points.levels != NULL)
	{
		score.level = round->points.levels[position];
		score.round = round;
		score.position = position;
	}
	return score;
}

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

/* Compare two positions of a round by what its decisions go by. */
int
cmp_round_scores(const CountRound *round, int x, int y)
{
	return score_cmp(round_score(round, x), round_score(round, y));
}

/* The sum of two scores of the present round. */
Score
score_add(Score a, Score b)
{
	if (is_of_points(a))
		return (Score) {.points = decimal_add(points_of(a), points_of(b))};

	return (Score) {.votes = votes_add(a.votes, b.votes)};
}

/* Whether a candidate has nothing at all. */
bool
score_is_zero(Score score)
{
	return is_of_points(score) ? score.level == 1 : votes_is_zero(score.votes);
}

/*
 * Find the positions with the highest (wanted: most) or lowest score among
 * those that pass; returns how many, in ballot order.
 */
int
round_extreme(const CountRound *round, const bool *pass, Wanted wanted,
			  int *positions)
{
	int			n = 0;
	Score		best = {0};

	for (int i = 0; i < round->n; i++)
	{
		Score		score = round_score(round, i);
		int			cmp;

		if (!pass[i])
			continue;
		cmp = (n == 0) ? 0 : score_cmp(score, best);
		if (wanted == WANTED_MOST)
			cmp = -cmp;
		if (n == 0 || cmp < 0)
		{
			best = score;
			n = 0;
		}
		if (cmp <= 0)
			positions[n++] = i;
	}
	return n;
}

/* Whether a candidate has more than half of the votes of the base round. */
bool
round_in_majority(const CountRound *round, const CountRound *base, int position)
{
	Votes		votes = round->blocks[0].votes[position];

	if (round->points.levels != NULL)
		return college_majority(round, base, position);

	return votes_cmp(votes_add(votes, votes), base->blocks[0].continuing) > 0;
}
