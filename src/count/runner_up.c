/*
 * runner_up.c
 *	  Who is second in a count that has been made.
 *
 * By the third definition, winner_removed, it takes another count: places.c.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/runner_up.h"
#include "count/score.h"
#include "count/tiebreak.h"

/*
 * List who is second highest in a round, in ballot order, of those who can win
 * apart from the winner; returns how many.
 */
int
seconds_in_round(const Count *count, const CountRound *round, int **seconds)
{
	bool	   *pass = palloc(Max(round->n, 1));
	int		   *level = palloc(sizeof(int) * Max(round->n, 1));
	int			n;

	for (int i = 0; i < round->n; i++)
		pass[i] = round->candidates[i] != count_winner(count) &&
			round->candidates[i] != count->contest->roster->pool;
	n = round_extreme(round, pass, WANTED_MOST, level);
	for (int i = 0; i < n; i++)
		level[i] = round->candidates[level[i]];
	pfree(pass);
	*seconds = level;

	return n;
}

/*
 * Second highest in the round that elected, or NO_CANDIDATE; level ones go to
 * the tie-break.
 */
int
second_in_deciding_round(const Count *count, bool *tie_broken)
{
	const CountRound *round = round_that_elected(count);
	int		   *seconds;
	TieStep		step;
	int			n;
	int			picked;

	*tie_broken = false;
	if (round == NULL)
		return NO_CANDIDATE;
	n = seconds_in_round(count, round, &seconds);
	if (n <= 1)
		return n == 1 ? seconds[0] : NO_CANDIDATE;

	picked = break_tie(count, round, seconds, n, WANTED_MOST, &step);
	*tie_broken = (picked != NO_CANDIDATE);

	return picked;
}

/* The beaten one of the last two. */
int
beaten_in_last_round(const Count *count)
{
	const CountRound *round = last_round(count);

	for (int i = 0; i < round->n; i++)
	{
		if (round->status[i] == STATUS_RUNNER_UP)
			return round->candidates[i];
	}
	return NO_CANDIDATE;
}
