/*
 * course.c
 *	  An instant-runoff count on its way, and what can be done in a round of it.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/course.h"
#include "count/score.h"
#include "count/tiebreak.h"

/* The position of the pool of write-ins, or NO_CANDIDATE. */
int
pool_position(const Course *course, const CountRound *round)
{
	int			pool = course->contest->roster->pool;

	return pool == NO_CANDIDATE ? NO_CANDIDATE : round_position(round, pool);
}

/* Whether the pool of write-ins is in a round and has votes. */
bool
pool_holds_votes(const Course *course, const CountRound *round)
{
	int			pool = pool_position(course, round);

	return pool != NO_CANDIDATE && !score_is_zero(round_score(round, pool));
}

/* How many candidates of a round can win. */
int
real_candidates(const Course *course, const CountRound *round)
{
	return round->n - (pool_position(course, round) == NO_CANDIDATE ? 0 : 1);
}

/* Elect somebody in a round. */
void
elect(Course *course, CountRound *round, int position, WonBy won_by)
{
	if (won_by != WON_BY_TIE_BREAK &&
		real_candidates(course, course->count->rounds[0]) == 1)
		won_by = WON_BY_ONLY_CANDIDATE;
	count_elect(course->count, round, position, won_by);
}

/* Let positions go out after this round. */
void
eliminate(Course *course, CountRound *round, const int *positions, int n)
{
	for (int i = 0; i < n; i++)
	{
		round->status[positions[i]] = STATUS_ELIMINATED;
		course->out[course->nout++] = positions[i];
	}
}

/*
 * Write down a tie between positions of a round and try to break it.  Returns
 * the position that is picked, or NO_CANDIDATE.
 */
int
face_tie(Course *course, CountRound *round, const int *positions, int n,
		 Wanted wanted)
{
	Tie		   *tie = count_add_tie(round, count_tie(round, positions, n, wanted));

	tie->left = palloc(sizeof(int) * n);
	tie->nleft = narrow_tie(course->count, round, tie->level, n, wanted,
							tie->left, &tie->step);
	count_settle_tie(course->count, tie, tie->nleft == 1 || tie->step == TIE_TOGETHER);

	return tie->nleft == 1 ? round_position(round, tie->picked) : NO_CANDIDATE;
}

/*
 * End the count on a tie that nothing resolves.  Nobody is elected then: who is
 * has more votes than all others together, so every tie among these is harmless.
 */
void
end_tied(const Course *course, CountRound *round, const int *positions, int n)
{
	Assert(course->count->nwinners == 0);
	for (int i = 0; i < n; i++)
		round->status[positions[i]] = STATUS_TIED;
}
