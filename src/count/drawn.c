/*
 * drawn.c
 *	  Lots drawn by hand: which tie each one is for.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

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
list_tie(StringInfo ties, const Roster *roster, const CountRound *round,
		 const int *tied, int n, Wanted wanted)
{
	DrawnLot	lot = {.round = round->number,.wanted = wanted};
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
drawn_lot_decides(const Count *count, const CountRound *round,
				  const int *tied, int ntied, const int *level, int nlevel,
				  Wanted wanted)
{
	const Contest *contest = count->contest;
	const DrawnLots *drawn = &contest->rules->drawn;

	if (contest->drawn->ties != NULL)
		list_tie(contest->drawn->ties, contest->roster, round, tied, ntied, wanted);
	for (int i = 0; i < drawn->n; i++)
	{
		const DrawnLot *lot = &drawn->lots[i];
		int			picked;

		if (lot->round != round->number || lot->wanted != wanted ||
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
