/*
 * tiebreak.c
 *	  The chain of steps that decides between level candidates.
 *
 * Each step narrows the level candidates; what it leaves goes to the next one.
 * Nothing here depends on the order of rows or on chance: a lot follows from
 * the seed and the labels, and anybody can draw it again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/label_list.h"
#include "base/pgcompat.h"
#include "base/sha256.h"
#include "count/drawn.h"
#include "count/tiebreak.h"

/* Whether a comparison favours what is wanted. */
static inline bool
is_wanted(Wanted wanted, int cmp)
{
	return wanted == WANTED_FEWEST ? cmp < 0 : cmp > 0;
}

/* How the votes of two candidates in a round compare. */
static int
cmp_in_round(const TieBreak *tie, const CountRound *round, int x, int y)
{
	return tie->count->cmp_votes(round, round_position(round, x), round_position(round, y));
}

/* Keep those with the fewest (most) votes in a round. */
static void
narrow_by_round(TieBreak *tie, const CountRound *round)
{
	int			kept = 0;

	for (int i = 0; i < tie->n; i++)
	{
		int			cmp = (kept == 0) ? 0 :
			cmp_in_round(tie, round, tie->level[i], tie->level[0]);

		if (is_wanted(tie->wanted, cmp))
			kept = 0;
		if (cmp == 0 || kept == 0)
			tie->level[kept++] = tie->level[i];
	}
	tie->n = kept;
}

/* Whether each of the level candidates had other votes in a round. */
static bool
all_differ(const TieBreak *tie, const CountRound *round)
{
	for (int i = 0; i < tie->n; i++)
	{
		for (int j = 0; j < i; j++)
		{
			if (cmp_in_round(tie, round, tie->level[i], tie->level[j]) == 0)
				return false;
		}
	}
	return true;
}

/* Keep the one with the fewest (most) votes in the last round in which all differ. */
static void
narrow_by_all_different(TieBreak *tie)
{
	for (int r = tie->nrounds - 1; r >= 0; r--)
	{
		CHECK_FOR_INTERRUPTS();
		if (all_differ(tie, tie->count->rounds[r]))
		{
			narrow_by_round(tie, tie->count->rounds[r]);
			return;
		}
	}
}

/* What the positions of a round are sorted by, to extend past ranks by it. */
typedef struct PastSort
{
	CompareVotes cmp_votes;
	const CountRound *round;
	const int  *ranks;			/* by the rounds before it */
	PastOrder	order;
} PastSort;

/* Compare by the round and the rounds before it, the one or the other first. */
static int
cmp_past(const void *a, const void *b, void *arg)
{
	const PastSort *by = (const PastSort *) arg;
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	int			before = by->ranks[by->round->candidates[x]] -
		by->ranks[by->round->candidates[y]];
	int			now;

	if (by->order == PAST_FORWARDS && before != 0)
		return before;
	now = by->cmp_votes(by->round, x, y);

	return now != 0 ? now : before;
}

/* Extend past ranks by the round that follows those they are about. */
static void
past_extend(PastRanks *past, PastOrder order, CompareVotes cmp_votes,
			const CountRound *round)
{
	int		   *positions = palloc(sizeof(int) * Max(round->n, 1));
	int		   *ranks = palloc(sizeof(int) * Max(round->n, 1));
	PastSort	by = {cmp_votes, round, past->ranks, order};

	Assert(round->number == past->nrounds + 1);
	for (int i = 0; i < round->n; i++)
		positions[i] = i;
	qsort_arg(positions, round->n, sizeof(int), cmp_past, &by);
	for (int i = 0; i < round->n; i++)
		ranks[i] = (i == 0) ? 0 : ranks[i - 1] +
			(cmp_past(&positions[i - 1], &positions[i], &by) != 0);
	for (int i = 0; i < round->n; i++)
		past->ranks[round->candidates[positions[i]]] = ranks[i];
	past->nrounds++;
	pfree(positions);
	pfree(ranks);
}

/*
 * How candidates compare by the first rounds of a count.  Mostly just the last
 * of these has to be added to what was found at an earlier tie.
 */
const int *
past_through(const Count *count, PastOrder order, int nrounds)
{
	PastRanks  *past = &count->past[order];
	Size		size = sizeof(int) * Max(count->contest->roster->ncandidates, 1);

	if (past->ranks == NULL)
		past->ranks = MemoryContextAllocZero(count->context, size);
	if (past->nrounds > nrounds)
	{
		past->nrounds = 0;
		memset(past->ranks, 0, size);
	}
	while (past->nrounds < nrounds)
	{
		CHECK_FOR_INTERRUPTS();
		past_extend(past, order, count->cmp_votes, count->rounds[past->nrounds]);
	}
	return past->ranks;
}

/* Keep those with the fewest (most) votes where the rounds before differ. */
static void
narrow_by_past(TieBreak *tie, PastOrder order)
{
	const int  *ranks = past_through(tie->count, order, tie->nrounds);
	int			best = ranks[tie->level[0]];
	int			kept = 0;

	for (int i = 1; i < tie->n; i++)
	{
		if (is_wanted(tie->wanted, ranks[tie->level[i]] - best))
			best = ranks[tie->level[i]];
	}
	for (int i = 0; i < tie->n; i++)
	{
		if (ranks[tie->level[i]] == best)
			tie->level[kept++] = tie->level[i];
	}
	tie->n = kept;
}

/* The lot of a candidate: SHA-256 of seed, colon and label. */
void
draw_lot(Label seed, Label label, uint8 lot[PG_SHA256_DIGEST_LENGTH])
{
	Label		parts[] = {seed, {":", 1}, label};

	sha256_of(parts, lengthof(parts), lot);
}

/* Keep the one with the lowest (highest) lot. */
static void
narrow_by_lot(TieBreak *tie)
{
	const Contest *contest = tie->count->contest;
	uint8		best[PG_SHA256_DIGEST_LENGTH];
	int			picked = NO_CANDIDATE;

	for (int i = 0; i < tie->n; i++)
	{
		uint8		lot[PG_SHA256_DIGEST_LENGTH];

		draw_lot(contest->rules->seed, contest->roster->labels[tie->level[i]], lot);
		if (picked == NO_CANDIDATE ||
			is_wanted(tie->wanted, memcmp(lot, best, sizeof(lot))))
		{
			memcpy(best, lot, sizeof(lot));
			picked = tie->level[i];
		}
	}
	tie->level[0] = picked;
	tie->n = 1;
}

/* Keep the last (first) in ballot order. */
static void
narrow_by_order(TieBreak *tie)
{
	if (tie->wanted == WANTED_FEWEST)
		tie->level[0] = tie->level[tie->n - 1];
	tie->n = 1;
}

/* Raise the error of the step `error` for candidates who are tied in a round. */
pg_noreturn static void
tie_error(const Contest *contest, const int *tied, int n, int round)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < n; i++)
		appendStringInfo(&names, "%s\"%s\"", i > 0 ? ", " : "",
						 label_string(contest->roster->labels[tied[i]]));
	ereport(ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION),
			 errmsg("candidates are tied and the rules do not let anything decide"),
			 errdetail("Tied in round %d: %s.", round, names.data),
			 errhint("Rule \"tie_break\" has the step \"error\"; put another step before it.")));
}

/* Whether the rules have ties look through the rounds before in an order. */
bool
ties_look_back(const CountRules *rules, PastOrder order)
{
	TieStep		step = (order == PAST_BACKWARDS) ? TIE_BACKWARDS : TIE_FORWARDS;

	return tie_chain_has(&rules->tie_break[WANTED_FEWEST], step) ||
		tie_chain_has(&rules->tie_break[WANTED_MOST], step);
}

/* Keep the one on whom a lot drawn by hand fell, if there is one. */
static void
narrow_by_drawn(TieBreak *tie)
{
	int			picked = drawn_lot_decides(tie->count->contest, tie->round->number,
										   tie->level, tie->n, tie->at_first,
										   tie->nat_first, tie->wanted);

	if (picked == NO_CANDIDATE)
		return;
	tie->level[0] = picked;
	tie->n = 1;
}

/* Whether a mode is one in which lots are drawn by hand, and a tie may be an error. */
static bool
is_strict(TieMode mode)
{
	return mode == TIES_STRICT || mode == TIES_BY_LOT;
}

/* Whether a mode leaves out a step, which goes by the votes of other rounds. */
static bool
leaves_out(TieMode mode, TieStep step)
{
	return (mode == TIES_BY_LOT || mode == TIES_ORDER_BY_LOT) &&
		(step == TIE_BACKWARDS || step == TIE_FORWARDS ||
		 step == TIE_FIRST_PREFERENCES || step == TIE_ALL_DIFFERENT);
}

/* Apply one step. */
static void
narrow_by_step(TieBreak *tie, TieStep step)
{
	switch (step)
	{
		case TIE_BACKWARDS:
			narrow_by_past(tie, PAST_BACKWARDS);
			break;
		case TIE_FORWARDS:
			narrow_by_past(tie, PAST_FORWARDS);
			break;
		case TIE_FIRST_PREFERENCES:
			narrow_by_round(tie, tie->count->rounds[0]);
			break;
		case TIE_ALL_DIFFERENT:
			narrow_by_all_different(tie);
			break;
		case TIE_ORDER:
			narrow_by_order(tie);
			break;
		case TIE_LOT:
			narrow_by_lot(tie);
			break;
		case TIE_DRAWN:
			if (is_strict(tie->mode))
				narrow_by_drawn(tie);
			break;
		case TIE_TOGETHER:
		case TIE_LEAVE:
			break;
		case TIE_ERROR:
			if (is_strict(tie->mode) && !tie->count->is_supposed)
				tie_error(tie->count->contest, tie->level, tie->n, tie->round->number);
	}
}

/*
 * Narrow level candidates (given in ballot order) by the steps; returns how many
 * are left.  *step is the step that came last: TIE_TOGETHER means that all who
 * are left go out.
 */
int
tie_narrow(TieBreak *tie, const int *level, int n, int *left, TieStep *step)
{
	const TieChain *chain = &tie->count->contest->rules->tie_break[tie->wanted];

	memcpy(left, level, sizeof(int) * n);
	tie->level = left;
	tie->n = n;
	tie->at_first = level;
	tie->nat_first = n;
	*step = TIE_LEAVE;
	for (int i = 0; i < chain->n && tie->n > 1; i++)
	{
		*step = chain->steps[i];
		if (leaves_out(tie->mode, *step))
			continue;
		narrow_by_step(tie, *step);
		if (*step == TIE_TOGETHER && tie->wanted == WANTED_FEWEST &&
			tie->n <= tie->most_together)
			return tie->n;
	}
	if (tie->n > 1)
		*step = TIE_LEAVE;

	return tie->n;
}

/*
 * The lot that level candidates, who stay so, ask for; NULL if the rules have no
 * lots drawn by hand for them.
 */
char *
tie_lot_missing(TieBreak *tie, const int *level, int n)
{
	DrawnLotsUse *use = tie->count->contest->drawn;
	int		   *left = palloc(sizeof(int) * n);
	StringInfoData ties;
	TieStep		step;

	initStringInfo(&ties);
	use->ties = &ties;
	(void) tie_narrow(tie, level, n, left, &step);
	use->ties = NULL;
	pfree(left);

	return ties.len > 0 ? ties.data : NULL;
}

/* A tie of candidates who are level in a round, of whom somebody has to remain. */
static TieBreak
tie_in_round(const Count *count, const CountRound *round, Wanted wanted)
{
	int			pool = count->contest->roster->pool;
	bool		has_pool = pool != NO_CANDIDATE && round_position(round, pool) != NO_CANDIDATE;

	return (TieBreak) {
		.count = count,.round = round,.nrounds = round->number - 1,.wanted = wanted,
		.mode = TIES_STRICT,.most_together = round->n - (has_pool ? 1 : 0) - 1
	};
}

/* Narrow such candidates, as tie_narrow() does. */
int
narrow_tie(const Count *count, const CountRound *round,
		   const int *level, int n, Wanted wanted, int *left, TieStep *step)
{
	TieBreak	tie = tie_in_round(count, round, wanted);

	return tie_narrow(&tie, level, n, left, step);
}

/*
 * Whom the steps pick out of candidates that are level in a round, or
 * NO_CANDIDATE if they do not pick one; *step is the step that picked.
 */
int
break_tie(const Count *count, const CountRound *round,
		  const int *level, int n, Wanted wanted, TieStep *step)
{
	int		   *left = palloc(sizeof(int) * n);
	int			picked = NO_CANDIDATE;

	if (narrow_tie(count, round, level, n, wanted, left, step) == 1)
		picked = left[0];
	pfree(left);

	return picked;
}

/* The lot that candidates who are level in a round ask for, or NULL. */
char *
drawn_lot_missing(const Count *count, const CountRound *round,
				  const int *level, int n, Wanted wanted)
{
	TieBreak	tie = tie_in_round(count, round, wanted);

	return tie_lot_missing(&tie, level, n);
}
