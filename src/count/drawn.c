/*
 * drawn.c
 *	  Lots drawn by hand: which tie each one is for, and that all are needed.
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
#include "count/places.h"
#include "count/possible.h"
#include "count/tiebreak.h"

/* Nothing is used of a rule book's lots at first. */
DrawnLotsUse *
drawn_lots_use(const CountRules *rules)
{
	DrawnLotsUse *use = palloc0(sizeof(DrawnLotsUse));

	use->used = palloc0(Max(rules->drawn.n, 1));

	return use;
}

/* Whether a lot names exactly these candidates as tied. */
static bool
names_all(const DrawnLot *lot, const Roster *roster, const int *candidates, int n)
{
	if (lot->tied.n != n)
		return false;
	for (int i = 0; i < n; i++)
	{
		if (label_list_find(&lot->tied, roster->labels[candidates[i]]) < 0)
			return false;
	}
	return true;
}

/* Who of the tied the lot fell on, or NO_CANDIDATE. */
static int
picked_of(const DrawnLot *lot, const Roster *roster, const int *tied, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (label_cmp(lot->picked, roster->labels[tied[i]]) == 0)
			return tied[i];
	}
	return NO_CANDIDATE;
}

/* So long a list of ties is enough for an error. */
#define TIES_LENGTH_MAX		2000

/* List a tie that asks for a lot, once. */
static void
list_tie(StringInfo ties, const Roster *roster, int round,
		 const int *tied, int n, Wanted wanted)
{
	DrawnLot	lot = {.round = round,.wanted = wanted};
	char	   *text;

	if (ties->len > TIES_LENGTH_MAX)
		return;
	lot.tied.n = n;
	lot.tied.labels = palloc(sizeof(Label) * n);
	for (int i = 0; i < n; i++)
		lot.tied.labels[i] = roster->labels[tied[i]];
	text = drawn_lot_text(&lot);
	if (strstr(ties->data, text) == NULL)
		appendStringInfo(ties, "%s%s", ties->len > 0 ? ", " : "", text);
}

/*
 * On whom a lot drawn by hand fell, of candidates who are still tied in a
 * round, or NO_CANDIDATE.  A lot may name those who are still tied, or all who
 * were level before other steps looked at them.
 */
int
drawn_lot_decides(const Contest *contest, int round,
				  const int *tied, int ntied, const int *level, int nlevel,
				  Wanted wanted)
{
	const DrawnLots *drawn = &contest->rules->drawn;

	if (contest->drawn->ties != NULL)
		list_tie(contest->drawn->ties, contest->roster, round, tied, ntied, wanted);
	for (int i = 0; i < drawn->n; i++)
	{
		const DrawnLot *lot = &drawn->lots[i];
		int			picked;

		if (lot->round != round || lot->wanted != wanted ||
			!(names_all(lot, contest->roster, tied, ntied) ||
			  names_all(lot, contest->roster, level, nlevel)))
			continue;
		picked = picked_of(lot, contest->roster, tied, ntied);
		if (picked == NO_CANDIDATE)
			continue;
		contest->drawn->used[i] = true;
		return picked;
	}
	return NO_CANDIDATE;
}

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
	IrvCount   *count;
	int			winner;

	MemoryContextSwitchTo(context);
	count = irv_count_freely(contest, STOP_TWO_REMAIN, false, removed);
	follow_open_tie(count, removed, EVERY_WAY_ELECTS);
	winner = count->winner;
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
	IrvCount   *count = irv_count_freely(contest, rules->stop, false, NULL);
	bool		tie_broken;

	if (rules->stop != STOP_TWO_REMAIN)
		count = irv_count_freely(contest, STOP_TWO_REMAIN, false, NULL);
	if (rules->runner_up == RUNNER_UP_DECIDING_ROUND)
		(void) runner_up_of(count, RUNNER_UP_DECIDING_ROUND, &tie_broken);
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

/* Raise 22023 for a lot that fits no tie that the contest's counts meet. */
void
drawn_lots_check_by(const Contest *contest, void (*meet_ties) (const Contest *contest))
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
	meet_ties(contest);
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

/* The same of an instant-runoff contest. */
void
drawn_lots_check(const Contest *contest)
{
	drawn_lots_check_by(contest, meet_all_ties);
}

/*
 * The lot that candidates who are level in a round, and stay so, ask for; NULL
 * if the rules have no lots drawn by hand for them.
 */
char *
drawn_lot_missing(const IrvCount *count, const CountRound *round,
				  const int *level, int n, Wanted wanted)
{
	DrawnLotsUse *use = count->contest->drawn;
	StringInfoData ties;
	TieStep		step;

	initStringInfo(&ties);
	use->ties = &ties;
	(void) break_tie(count, round, level, n, wanted, &step);
	use->ties = NULL;

	return ties.len > 0 ? ties.data : NULL;
}
