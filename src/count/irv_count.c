/*
 * irv_count.c
 *	  An instant-runoff count, and that its record of lots belongs to it.
 *
 * A record of lots belongs to one count.  If a lot in it fits no tie, either
 * the ballots or the record have changed, and the count must not go on as if
 * it had been drawn.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "count/drawn.h"
#include "count/irv.h"
#include "count/irv_count.h"
#include "count/possible.h"
#include "count/runner_up.h"

/* Count without some candidates; returns the winner or NO_CANDIDATE. */
static int
winner_without(const Contest *contest, const bool *removed)
{
	MemoryContext old_context = CurrentMemoryContext;
	MemoryContext context = AllocSetContextCreate(old_context, "prefcount pass",
												  ALLOCSET_DEFAULT_SIZES);
	Count	   *count;
	int			winner;

	MemoryContextSwitchTo(context);
	count = irv_count_freely(contest, STOP_TWO_REMAIN, false, removed);
	follow_open_tie(count, removed, EVERY_WAY_ELECTS);
	winner = count_winner(count);
	MemoryContextSwitchTo(old_context);
	MemoryContextDelete(context);

	return winner;
}

/*
 * Make the counts whose ties the lots may be for: the one that the rules ask
 * for, and, as long as a lot is unused, what second place and all other places
 * take.  No further, since a tie there may raise an error that has nothing to
 * do with the count asked for.
 */
static void
meet_all_ties(const Contest *contest)
{
	const CountRules *rules = contest->rules;
	bool	   *removed = palloc0(Max(contest->roster->ncandidates, 1));
	Count	   *count = irv_count_freely(contest, rules->stop, false, NULL);
	bool		tie_broken;

	if (rules->stop != STOP_TWO_REMAIN && drawn_lot_unused(contest) != NULL)
		count = irv_count_freely(contest, STOP_TWO_REMAIN, false, NULL);
	if (rules->runner_up == RUNNER_UP_DECIDING_ROUND && drawn_lot_unused(contest) != NULL)
		(void) second_in_deciding_round(count, &tie_broken);
	while (rules->runner_up == RUNNER_UP_WINNER_REMOVED && drawn_lot_unused(contest) != NULL)
	{
		int			winner = winner_without(contest, removed);

		if (winner == NO_CANDIDATE)
			break;
		removed[winner] = true;
	}
}

/*
 * Count a contest as irv_count_freely() does; 22023 for a lot drawn by hand
 * that no tie asks for.
 */
Count *
irv_count(const Contest *contest, StopRule stop, bool until_elected,
		  const bool *removed)
{
	drawn_lots_check(contest, meet_all_ties);

	return irv_count_freely(contest, stop, until_elected, removed);
}
