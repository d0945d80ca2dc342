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

#include "label_list.h"
#include "pgcompat.h"
#include "sha256.h"
#include "tiebreak.h"

/* A tie on its way through the steps. */
typedef struct TieBreak
{
	const IrvCount *count;
	Wanted		wanted;
	int		   *level;			/* the candidates that are still level */
	int			n;
} TieBreak;

/* Whether a comparison favours what is wanted. */
static inline bool
is_wanted(Wanted wanted, int cmp)
{
	return wanted == WANTED_FEWEST ? cmp < 0 : cmp > 0;
}

/* Keep those with the fewest (most) votes in a round. */
static void
narrow_by_round(TieBreak *tie, const CountRound *round)
{
	Score		best = round_score(round, round_position(round, tie->level[0]));
	int			kept = 1;

	for (int i = 1; i < tie->n; i++)
	{
		Score		score = round_score(round, round_position(round, tie->level[i]));
		int			cmp = score_cmp(score, best);

		if (is_wanted(tie->wanted, cmp))
		{
			best = score;
			kept = 0;
		}
		if (cmp == 0 || kept == 0)
			tie->level[kept++] = tie->level[i];
	}
	tie->n = kept;
}

/* The lot of a candidate: SHA-256 of seed, colon and label. */
static void
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

/* Raise the error of the step `error`. */
pg_noreturn static void
tie_error(const TieBreak *tie, const CountRound *round)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < tie->n; i++)
		appendStringInfo(&names, "%s\"%s\"", i > 0 ? ", " : "",
						 label_string(tie->count->contest->roster->labels[tie->level[i]]));
	ereport(ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION),
			 errmsg("candidates are tied and the rules do not let anything decide"),
			 errdetail("Tied in round %d: %s.", round->number, names.data),
			 errhint("Rule \"tie_break\" has the step \"error\"; put another step before it.")));
}

/* Apply one step that looks at the rounds before this one. */
static void
narrow_by_past(TieBreak *tie, TieStep step, const CountRound *round)
{
	int			before = round->number - 1;

	if (step == TIE_FIRST_PREFERENCES)
		before = Min(before, 1);
	for (int i = 0; i < before && tie->n > 1; i++)
	{
		int			past = (step == TIE_BACKWARDS) ? before - 1 - i : i;

		narrow_by_round(tie, &tie->count->rounds[past]);
	}
}

/*
 * Whom the steps pick out of candidates that are level in a round (given in
 * ballot order), or NO_CANDIDATE if they leave the tie; *step is the step that
 * picked.
 */
int
break_tie(const IrvCount *count, const CountRound *round,
		  const int *level, int n, Wanted wanted, TieStep *step)
{
	const CountRules *rules = count->contest->rules;
	TieBreak	tie = {count, wanted, palloc(sizeof(int) * n), n};
	int			picked = NO_CANDIDATE;

	memcpy(tie.level, level, sizeof(int) * n);
	for (int i = 0; i < rules->nsteps && tie.n > 1; i++)
	{
		*step = rules->steps[i];
		switch (*step)
		{
			case TIE_BACKWARDS:
			case TIE_FORWARDS:
			case TIE_FIRST_PREFERENCES:
				narrow_by_past(&tie, *step, round);
				break;
			case TIE_ORDER:
				narrow_by_order(&tie);
				break;
			case TIE_LOT:
				narrow_by_lot(&tie);
				break;
			case TIE_LEAVE:
				break;
			case TIE_ERROR:
				tie_error(&tie, round);
		}
	}
	if (tie.n == 1)
		picked = tie.level[0];
	pfree(tie.level);

	return picked;
}
