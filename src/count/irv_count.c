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

#include "count/irv.h"
#include "count/irv_count.h"
#include "count/possible.h"
#include "count/runner_up.h"

/* The first lot that no tie has asked for yet, or NULL. */
static const DrawnLot *
unused_lot(const Contest *contest)
{
	const DrawnLots *drawn = &contest->rules->drawn;

	for (int i = 0; i < drawn->n; i++)
	{
		if (!contest->drawn->used[i])
			return &drawn->lots[i];
	}
	return NULL;
}

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
 * for, and what second place and all other places take.
 */
static void
meet_all_ties(const Contest *contest)
{
	const CountRules *rules = contest->rules;
	bool	   *removed = palloc0(Max(contest->roster->ncandidates, 1));
	Count	   *count = irv_count_freely(contest, rules->stop, false, NULL);
	bool		tie_broken;

	if (rules->stop != STOP_TWO_REMAIN)
		count = irv_count_freely(contest, STOP_TWO_REMAIN, false, NULL);
	if (rules->runner_up == RUNNER_UP_DECIDING_ROUND)
		(void) second_in_deciding_round(count, &tie_broken);
	while (rules->runner_up == RUNNER_UP_WINNER_REMOVED && unused_lot(contest) != NULL)
	{
		int			winner = winner_without(contest, removed);

		if (winner == NO_CANDIDATE)
			break;
		removed[winner] = true;
	}
}

/* A text that is in UTF-8 in the database's encoding, for errors. */
static char *
in_database_encoding(char *text)
{
	return label_string((Label) {text, strlen(text)});
}

/* Raise 22023 for a lot that fits no tie of the contest. */
static void
check_lots(const Contest *contest)
{
	MemoryContext context;
	MemoryContext old_context;
	StringInfoData ties;
	const DrawnLot *lot;

	if (unused_lot(contest) == NULL)
		return;
	context = AllocSetContextCreate(CurrentMemoryContext, "prefcount lots",
									ALLOCSET_DEFAULT_SIZES);
	old_context = MemoryContextSwitchTo(context);
	initStringInfo(&ties);
	contest->drawn->ties = &ties;
	meet_all_ties(contest);
	contest->drawn->ties = NULL;
	lot = unused_lot(contest);
	if (lot != NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("a lot drawn by hand fits no tie"),
				 errdetail("Rule \"drawn\" has %s. %s%s.",
						   in_database_encoding(drawn_lot_text(lot)),
						   ties.len > 0 ? "Ties that ask for a lot: " : "No tie asks for a lot",
						   in_database_encoding(ties.data)),
				 errhint("Check the round and the names; \"loses\" is for a tie for elimination, \"wins\" for one of the last two or for second place.")));
	MemoryContextSwitchTo(old_context);
	MemoryContextDelete(context);
}

/*
 * Count a contest as irv_count_freely() does; 22023 for a lot drawn by hand
 * that no tie asks for.
 */
Count *
irv_count(const Contest *contest, StopRule stop, bool until_elected,
		  const bool *removed)
{
	check_lots(contest);

	return irv_count_freely(contest, stop, until_elected, removed);
}
