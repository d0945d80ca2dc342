/*
 * drawn.c
 *	  Lots drawn by hand: which tie each one is for.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "count/drawn.h"

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
const DrawnLot *
drawn_lot_unused(const Contest *contest)
{
	const DrawnLots *drawn = &contest->rules->drawn;

	for (int i = 0; i < drawn->n; i++)
	{
		if (!contest->drawn->used[i])
			return &drawn->lots[i];
	}
	return NULL;
}

/* A text that is in UTF-8 in the database's encoding, for errors. */
static char *
in_database_encoding(char *text)
{
	return label_string((Label) {text, strlen(text)});
}

/*
 * Raise 22023 for a lot that fits no tie that the contest's counts meet: they
 * are made for it.
 */
void
drawn_lots_check(const Contest *contest, void (*meet_ties) (const Contest *contest))
{
	MemoryContext context;
	MemoryContext old_context;
	StringInfoData ties;
	const DrawnLot *lot;

	if (drawn_lot_unused(contest) == NULL)
		return;
	context = AllocSetContextCreate(CurrentMemoryContext, "prefcount lots",
									ALLOCSET_DEFAULT_SIZES);
	old_context = MemoryContextSwitchTo(context);
	initStringInfo(&ties);
	contest->drawn->ties = &ties;
	meet_ties(contest);
	contest->drawn->ties = NULL;
	lot = drawn_lot_unused(contest);
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
