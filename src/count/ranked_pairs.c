/*
 * ranked_pairs.c
 *	  Tideman's ranked pairs.
 *
 * Duels that somebody won are taken in the order of the winner's votes, the
 * most first; of equal ones the one with fewer votes for the loser.  Each is
 * kept unless the ones kept before put its loser ahead of its winner.
 *
 * Equal duels are told apart by an order of all candidates (Zavist and Tideman
 * 1989), if the rule tie_break has one, order or lot.  Otherwise they are taken
 * together, and none is kept that would be part of a circle with them: so no
 * candidate is put ahead by the order in which equal duels are taken.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/sha2.h"
#include "miscadmin.h"

#include "base/label_list.h"
#include "base/pgcompat.h"
#include "count/ranked_pairs.h"
#include "count/tiebreak.h"

/* A duel that was won. */
typedef struct Victory
{
	int			winner;
	int			loser;
	Votes		ahead;
	Votes		behind;
} Victory;

/* What victories are sorted by. */
typedef struct VictoryOrder
{
	const int  *rank;			/* of candidates where victories are equal, or
								 * NULL */
	bool		raise;			/* equal ones that stay so are an error */
	const Duels *duels;
} VictoryOrder;

/* A candidate's lot. */
typedef struct CandidateLot
{
	int			candidate;
	uint8		lot[PG_SHA256_DIGEST_LENGTH];
} CandidateLot;

/* The highest lot first. */
static int
cmp_lots(const void *a, const void *b)
{
	return memcmp(((const CandidateLot *) b)->lot, ((const CandidateLot *) a)->lot,
				  PG_SHA256_DIGEST_LENGTH);
}

/* Ranks by lot: 0 for the highest. */
static int *
ranks_by_lot(const Duels *duels)
{
	const Contest *contest = duels->contest;
	CandidateLot *lots = palloc(sizeof(CandidateLot) * Max(duels->n, 1));
	int		   *rank = palloc(sizeof(int) * Max(duels->n, 1));

	for (int i = 0; i < duels->n; i++)
	{
		lots[i].candidate = i;
		draw_lot(contest->rules->seed, contest->roster->labels[duels->candidates[i]],
				 lots[i].lot);
	}
	qsort(lots, duels->n, sizeof(CandidateLot), cmp_lots);
	for (int i = 0; i < duels->n; i++)
		rank[lots[i].candidate] = i;

	return rank;
}

/* Ranks in ballot order. */
static int *
ranks_by_order(const Duels *duels)
{
	int		   *rank = palloc(sizeof(int) * Max(duels->n, 1));

	for (int i = 0; i < duels->n; i++)
		rank[i] = i;

	return rank;
}

/* How the rule tie_break tells equal victories apart. */
static VictoryOrder
victory_order(const Duels *duels)
{
	const TieChain *chain = &duels->contest->rules->tie_break[WANTED_MOST];
	VictoryOrder order = {NULL, false, duels};

	for (int i = 0; i < chain->n && order.rank == NULL; i++)
	{
		if (chain->steps[i] == TIE_ORDER)
			order.rank = ranks_by_order(duels);
		else if (chain->steps[i] == TIE_LOT)
			order.rank = ranks_by_lot(duels);
		else if (chain->steps[i] == TIE_ERROR)
			order.raise = true;
	}
	return order;
}

/* Compare by votes alone: negative for the one that is taken first. */
static int
cmp_votes(const Victory *x, const Victory *y)
{
	int			cmp = votes_cmp(y->ahead, x->ahead);

	return cmp != 0 ? cmp : votes_cmp(x->behind, y->behind);
}

/* The order in which victories are taken. */
static int
cmp_victories(const void *a, const void *b, void *arg)
{
	const Victory *x = (const Victory *) a;
	const Victory *y = (const Victory *) b;
	const int  *rank = ((const VictoryOrder *) arg)->rank;
	int			cmp = cmp_votes(x, y);

	CHECK_FOR_INTERRUPTS();
	if (cmp != 0 || rank == NULL)
		return cmp;
	if (x->winner != y->winner)
		return rank[x->winner] - rank[y->winner];

	return rank[y->loser] - rank[x->loser];
}

/* List all duels that somebody won. */
static Victory *
list_victories(const Duels *duels, int *n)
{
	int			cells = duels->n * (duels->n - 1) / 2;
	Victory    *victories = palloc_extended(sizeof(Victory) * Max(cells, 1), MCXT_ALLOC_HUGE);

	*n = 0;
	for (int i = 0; i < duels->n; i++)
	{
		for (int j = 0; j < duels->n; j++)
		{
			if (i != j && duel_cmp(duels, i, j) > 0)
				victories[(*n)++] = (Victory) {
					i, j, duel_votes(duels, i, j), duel_votes(duels, j, i)
				};
		}
	}
	return victories;
}

/* Raise 22000 for equal victories that the rules leave so. */
pg_noreturn static void
equal_error(const Duels *duels, const Victory *victories, int n)
{
	const Roster *roster = duels->contest->roster;

	ereport(ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION),
			 errmsg("head to head results are equal and the rules do not let anything decide"),
			 errdetail("%d are equal to that of \"%s\" against \"%s\".", n - 1,
					   label_string(roster->labels[duels->candidates[victories->winner]]),
					   label_string(roster->labels[duels->candidates[victories->loser]])),
			 errhint("Rule \"tie_break\" has the step \"error\"; put \"order\" or \"lot\" before it.")));
}

/* Keep those of some equal victories that are in no circle with what is kept. */
static void
keep_equal(BeatRelation *kept, const Victory *victories, int n)
{
	BeatRelation   *with_all = beat_copy(kept);

	for (int i = 0; i < n; i++)
	{
		if (!beat_has(kept, victories[i].loser, victories[i].winner))
			beat_close_with(with_all, victories[i].winner, victories[i].loser);
	}
	for (int i = 0; i < n; i++)
	{
		if (!beat_has(with_all, victories[i].loser, victories[i].winner))
			beat_close_with(kept, victories[i].winner, victories[i].loser);
	}
	pfree(with_all->bits);
	pfree(with_all);
}

/* Who is ahead of whom, by ranked pairs. */
BeatRelation *
ranked_pairs(const Duels *duels)
{
	VictoryOrder order = victory_order(duels);
	BeatRelation   *kept = beat_create(duels->n);
	int			n;
	Victory    *victories = list_victories(duels, &n);
	int			next;

	qsort_arg(victories, n, sizeof(Victory), cmp_victories, &order);
	for (int i = 0; i < n; i = next)
	{
		for (next = i + 1; next < n && order.rank == NULL; next++)
		{
			if (cmp_votes(&victories[i], &victories[next]) != 0)
				break;
		}
		if (next > i + 1 && order.raise)
			equal_error(duels, &victories[i], next - i);
		if (next > i + 1)
			keep_equal(kept, &victories[i], next - i);
		else if (!beat_has(kept, victories[i].loser, victories[i].winner))
			beat_close_with(kept, victories[i].winner, victories[i].loser);
	}
	return kept;
}
