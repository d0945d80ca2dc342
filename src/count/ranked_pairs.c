/*
 * ranked_pairs.c
 *	  Tideman's ranked pairs.
 *
 * Duels that somebody won are taken in the order of the winner's votes, the
 * most first; of equal ones the one with fewer votes for the loser.  Each is
 * kept unless the ones kept before put its loser ahead of its winner.
 *
 * Equal duels are told apart by a ranking of all candidates (Zavist and Tideman
 * 1989), if the rule tie_break has one, order or lot: that of the higher winner
 * comes first, and last come drawn duels, as if the higher one had won.
 * Otherwise equal duels are taken together, and none is kept that would be part
 * of a circle with them: so no candidate is put ahead by the order in which
 * equal duels are taken.
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

/* A duel that was won, or counts as if it were. */
typedef struct Victory
{
	int			winner;
	int			loser;
	Votes		ahead;
	Votes		behind;
} Victory;

/* How equal victories are told apart. */
typedef struct VictoryOrder
{
	const int  *rank;			/* of candidates, 0 for the highest; NULL: not */
	bool		raise;			/* if that matters, it is an error */
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
	VictoryOrder order = {NULL, false};

	for (int i = 0; i < chain->n && order.rank == NULL && !order.raise; i++)
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

/* Whether nobody won. */
static bool
is_drawn(const Victory *victory)
{
	return votes_cmp(victory->ahead, victory->behind) == 0;
}

/* Compare by votes alone: negative for the one that is taken first. */
static int
cmp_votes(const Victory *x, const Victory *y)
{
	int			cmp = votes_cmp(y->ahead, x->ahead);

	if (is_drawn(x) || is_drawn(y))
		return (int) is_drawn(x) - (int) is_drawn(y);

	return cmp != 0 ? cmp : votes_cmp(x->behind, y->behind);
}

/*
 * The order in which victories are taken.  Those of one winner stay as they
 * are: which of them comes first changes nothing.
 */
static int
cmp_victories(const void *a, const void *b, void *arg)
{
	const Victory *x = (const Victory *) a;
	const Victory *y = (const Victory *) b;
	const int  *rank = ((const VictoryOrder *) arg)->rank;
	int			cmp = cmp_votes(x, y);

	CHECK_FOR_INTERRUPTS();

	return cmp != 0 || rank == NULL ? cmp : rank[x->winner] - rank[y->winner];
}

/*
 * List all duels that somebody won, and the drawn ones if candidates are ranked
 * and any ballot says anything.
 */
static Victory *
list_victories(const Duels *duels, const int *rank, int *n)
{
	int			cells = duels->n * (duels->n - 1) / 2;
	Victory    *victories = palloc_extended(sizeof(Victory) * Max(cells, 1), MCXT_ALLOC_HUGE);

	*n = 0;
	for (int i = 0; i < duels->n; i++)
	{
		for (int j = 0; j < duels->n; j++)
		{
			int			cmp = duel_cmp(duels, i, j);

			if (cmp > 0 || (cmp == 0 && rank != NULL && rank[i] < rank[j] &&
							!duels_are_silent(duels)))
				victories[(*n)++] = (Victory) {
					i, j, duel_votes(duels, i, j), duel_votes(duels, j, i)
				};
		}
	}
	return victories;
}

/* Whether a relation puts the loser ahead of the winner. */
static inline bool
contradicts(const BeatRelation *relation, const Victory *victory)
{
	return beat_has(relation, victory->loser, victory->winner);
}

/* Raise 22000 if some of these equal victories are in a circle. */
static void
refuse_circles(const Duels *duels, const BeatRelation *with_all, const Victory *victories, int n)
{
	const Roster *roster = duels->contest->roster;
	const Victory *named = NULL;
	int			ncircling = 0;

	for (int i = 0; i < n; i++)
	{
		if (!contradicts(with_all, &victories[i]))
			continue;
		named = (named == NULL) ? &victories[i] : named;
		ncircling++;
	}
	if (named == NULL)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION),
			 errmsg("equal results head to head contradict each other, and the rules do not let anything decide"),
			 errdetail("There are %d such results, among them that of \"%s\" against \"%s\".",
					   ncircling,
					   label_string(roster->labels[duels->candidates[named->winner]]),
					   label_string(roster->labels[duels->candidates[named->loser]])),
			 errhint("Rule \"tie_break\" has the step \"error\"; put \"order\" or \"lot\" before it.")));
}

/* Move those to the front that what is kept does not contradict; how many. */
static int
pick_fitting(const BeatRelation *kept, Victory *victories, int n)
{
	int			nfitting = 0;

	for (int i = 0; i < n; i++)
	{
		if (!contradicts(kept, &victories[i]))
			victories[nfitting++] = victories[i];
	}
	return nfitting;
}

/* Add to what is kept. */
static void
keep(BeatRelation *kept, const Victory *victories, int n)
{
	for (int i = 0; i < n; i++)
		beat_close_with(kept, victories[i].winner, victories[i].loser);
}

/*
 * Keep those of some equal victories that are in no circle with each other and
 * what is kept.
 */
static void
keep_equal(BeatRelation *kept, const Duels *duels, Victory *victories, int n, bool raise)
{
	n = pick_fitting(kept, victories, n);
	if (n > 1)
	{
		BeatRelation *with_all = beat_copy(kept);

		keep(with_all, victories, n);
		if (raise)
			refuse_circles(duels, with_all, victories, n);
		n = pick_fitting(with_all, victories, n);
		beat_free(with_all);
	}
	keep(kept, victories, n);
}

/* Who is ahead of whom, by ranked pairs. */
BeatRelation *
ranked_pairs(const Duels *duels)
{
	VictoryOrder order = victory_order(duels);
	BeatRelation *kept = beat_create(duels->n);
	int			n;
	Victory    *victories = list_victories(duels, order.rank, &n);
	int			next;

	qsort_arg(victories, n, sizeof(Victory), cmp_victories, &order);
	for (int i = 0; i < n; i = next)
	{
		for (next = i + 1; next < n && order.rank == NULL; next++)
		{
			if (cmp_votes(&victories[i], &victories[next]) != 0)
				break;
		}
		keep_equal(kept, duels, &victories[i], next - i, order.raise);
	}
	return kept;
}
