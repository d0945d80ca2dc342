/*
 * stv_ties.c
 *	  The chain of steps that decides between level candidates, for several seats.
 *
 * The steps are those of an instant-runoff count, looking back at the rounds of
 * this one; all_different is added.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "base/pgcompat.h"
#include "count/drawn.h"
#include "count/stv.h"
#include "count/tiebreak.h"

/* Candidates on their way through the steps. */
typedef struct StvTieBreak
{
	const StvCount *count;
	Wanted		wanted;
	int		   *level;
	int			n;
	const int  *at_first;
	int			nat_first;
} StvTieBreak;

/* A candidate's votes after a round. */
static Amount
votes_in(const StvCount *count, int round, int candidate)
{
	return count->rounds[round].blocks[0].votes[candidate];
}

/* Keep those with the fewest (most) votes after a round. */
static void
narrow_by_round(StvTieBreak *tie, int round)
{
	int			kept = 0;
	Amount		best = amount_fixed(0);

	for (int i = 0; i < tie->n; i++)
	{
		Amount		votes = votes_in(tie->count, round, tie->level[i]);
		int			cmp = (kept == 0) ? 0 : amount_cmp(votes, best);

		if (tie->wanted == WANTED_FEWEST)
			cmp = -cmp;
		if (cmp > 0)
			kept = 0;
		if (kept == 0)
			best = votes;
		if (cmp >= 0)
			tie->level[kept++] = tie->level[i];
	}
	tie->n = kept;
}

/* Look through the rounds from either end until one is left. */
static void
narrow_by_past(StvTieBreak *tie, bool backwards)
{
	int			nrounds = tie->count->nrounds;

	for (int r = 0; r < nrounds && tie->n > 1; r++)
	{
		CHECK_FOR_INTERRUPTS();
		narrow_by_round(tie, backwards ? nrounds - 1 - r : r);
	}
}

/* Whether each of the level candidates had other votes after a round. */
static bool
all_differ(const StvTieBreak *tie, int round)
{
	for (int i = 0; i < tie->n; i++)
	{
		for (int j = 0; j < i; j++)
		{
			if (amount_cmp(votes_in(tie->count, round, tie->level[i]),
						   votes_in(tie->count, round, tie->level[j])) == 0)
				return false;
		}
	}
	return true;
}

/* Keep the one with the fewest (most) votes in the last round in which all differ. */
static void
narrow_by_all_different(StvTieBreak *tie)
{
	for (int r = tie->count->nrounds - 1; r >= 0; r--)
	{
		CHECK_FOR_INTERRUPTS();
		if (all_differ(tie, r))
		{
			narrow_by_round(tie, r);
			return;
		}
	}
}

/* Keep the one on whom a lot drawn by hand fell, if there is one. */
static void
narrow_by_drawn(StvTieBreak *tie)
{
	int			picked = drawn_lot_decides(tie->count->contest, tie->count->nrounds,
										   tie->level, tie->n, tie->at_first,
										   tie->nat_first, tie->wanted);

	if (picked == NO_CANDIDATE)
		return;
	tie->level[0] = picked;
	tie->n = 1;
}

/* Apply one step. */
static void
narrow_by_step(StvTieBreak *tie, TieStep step, bool strict)
{
	switch (step)
	{
		case TIE_BACKWARDS:
			narrow_by_past(tie, true);
			break;
		case TIE_FORWARDS:
			narrow_by_past(tie, false);
			break;
		case TIE_FIRST_PREFERENCES:
			narrow_by_round(tie, 0);
			break;
		case TIE_ALL_DIFFERENT:
			narrow_by_all_different(tie);
			break;
		case TIE_ORDER:
			tie->level[0] = tie->level[tie->wanted == WANTED_FEWEST ? tie->n - 1 : 0];
			tie->n = 1;
			break;
		case TIE_LOT:
			tie->level[0] = drawn_by_seed(tie->count->contest, tie->level, tie->n, tie->wanted);
			tie->n = 1;
			break;
		case TIE_DRAWN:
			if (strict)
				narrow_by_drawn(tie);
			break;
		case TIE_TOGETHER:
		case TIE_LEAVE:
			break;
		case TIE_ERROR:
			if (strict)
				tie_error(tie->count->contest, tie->level, tie->n, tie->count->nrounds);
	}
}

/* Whether a step goes by the votes of other rounds. */
static bool
step_looks_back(TieStep step)
{
	return step == TIE_BACKWARDS || step == TIE_FORWARDS ||
		step == TIE_FIRST_PREFERENCES || step == TIE_ALL_DIFFERENT;
}

/*
 * Narrow candidates who are level after the last round (given in ballot order)
 * by the steps; returns how many are left.  *step is the step that came last:
 * TIE_TOGETHER means that all who are left go out.
 */
int
stv_narrow(const StvCount *count, const int *level, int n, Wanted wanted,
		   StvTieMode mode, int *left, TieStep *step)
{
	const TieChain *chain = &count->contest->rules->tie_break[wanted];
	bool		strict = (mode == TIES_STRICT || mode == TIES_BY_LOT);
	bool		looks_back = (mode == TIES_STRICT || mode == TIES_ORDER);
	StvTieBreak tie = {count, wanted, left, n, level, n};

	memcpy(left, level, sizeof(int) * n);
	*step = TIE_LEAVE;
	for (int i = 0; i < chain->n && tie.n > 1; i++)
	{
		*step = chain->steps[i];
		if (!looks_back && step_looks_back(*step))
			continue;
		narrow_by_step(&tie, *step, strict);
		if (*step == TIE_TOGETHER && wanted == WANTED_FEWEST)
			return tie.n;
	}
	if (tie.n > 1)
		*step = TIE_LEAVE;

	return tie.n;
}

/* Make the count whose ties the lots may be for. */
static void
meet_ties(const Contest *contest)
{
	(void) stv_count_noting(contest, NO_CANDIDATE);
}

/* Raise 22023 for a lot drawn by hand that fits no tie of the count. */
void
stv_check_drawn(const Contest *contest)
{
	drawn_lots_check(contest, meet_ties);
}

/*
 * The lot that the tie on which a count ended asks for; NULL if the rules have
 * no lots drawn by hand for it.
 */
char *
stv_lot_missing(const StvCount *count, const Tie *tie)
{
	static const StvTieMode modes[] = {TIES_STRICT, TIES_BY_LOT};
	DrawnLotsUse *use = count->contest->drawn;
	int		   *left = palloc(sizeof(int) * tie->n);
	StringInfoData ties;
	TieStep		step;

	initStringInfo(&ties);
	use->ties = &ties;
	for (int i = 0; i < (int) lengthof(modes) && ties.len == 0; i++)
		(void) stv_narrow(count, tie->level, tie->n, tie->wanted, modes[i], left, &step);
	use->ties = NULL;
	pfree(left);

	return ties.len > 0 ? ties.data : NULL;
}
