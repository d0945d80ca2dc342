/*
 * stv_json.c
 *	  A count for several seats in the JSON format of RCTab's summary.
 *
 * As irv_json.c has it.  What a surplus or an exclusion moves stands in the round
 * before, as RCTab has it; what rounding takes is "residual surplus".
 *
 * RCVis takes each candidate as elected or eliminated once, with all transfers.  So
 * an exclusion that goes on for several rounds has the results of the last of them
 * alone, and a winner is named where the own surplus moves, if it does.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "base/jsonb_push.h"
#include "base/pgcompat.h"
#include "count/stv_shown.h"
#include "report/stv_json.h"
#include "report/summary_json.h"

/* The quota of a round; without one: no votes. */
static char *
round_quota(const CountRound *base)
{
	const StvRound *round = (const StvRound *) base;

	return round->has_quota ? amount_to_string(round->quota) : pstrdup("0");
}

/* The votes of a candidate after a round; NULL: has none any more, or never had. */
static char *
candidate_votes(const CountRound *base, int candidate)
{
	Amount		votes = ((const StvRound *) base)->blocks[0].votes[candidate];

	if (base->status[candidate] == STATUS_WITHDRAWN ||
		(base->status[candidate] == STATUS_ELIMINATED && amount_is_zero(votes)))
		return NULL;
	return amount_to_string(votes);
}

/* The votes that count for nobody for a cause after a round. */
static char *
exhausted_votes(const CountRound *base, int cause)
{
	return amount_to_string(((const StvRound *) base)->blocks[0].exhausted[cause]);
}

/* Push what rounding has taken so far. */
static void
push_residual(Summary *summary, const CountRound *base)
{
	const StvCount *count = (const StvCount *) summary->count;

	push_member(&summary->state, "residualSurplus",
				amount_to_string(stv_shown_lost(count, (const StvRound *) base, 0)));
}

/* A summary and, by candidate, the round that names it; 0: none. */
typedef struct StvSummary
{
	Summary		base;
	int		   *named_in;
} StvSummary;

/* Whether the round after one moves more papers of those whom it excludes. */
static bool
goes_on(const StvCount *count, int number)
{
	const StvRound *round = stv_round(count, number - 1);
	const StvRound *next;

	if (number == count->base.nrounds || round->nsources == 0 ||
		round->base.status[round->sources[0]] != STATUS_ELIMINATED)
		return false;
	next = stv_round(count, number);

	return next->nsources == round->nsources &&
		memcmp(next->sources, round->sources, sizeof(int) * round->nsources) == 0;
}

/* Whether the results of a round are shown. */
static bool
is_shown(const Summary *summary, const CountRound *round)
{
	return !goes_on((const StvCount *) summary->count, round->number);
}

/* The last round that is shown before one; 0: none. */
static int
shown_before(const StvCount *count, int number)
{
	do
		number--;
	while (number > 0 && goes_on(count, number));
	return number;
}

/* The first round that is shown from one on. */
static int
shown_from(const StvCount *count, int number)
{
	while (goes_on(count, number))
		number++;
	return number;
}

/* Find the rounds that name candidates: where papers move first, or their own. */
static void
name_candidates(StvSummary *summary, const StvCount *count)
{
	int		   *named_in = palloc0(sizeof(int) * Max(count->ncandidates, 1));

	for (int r = 1; r < count->base.nrounds; r++)
	{
		const StvRound *round = stv_round(count, r);

		for (int i = 0; i < round->nsources; i++)
		{
			if (named_in[round->sources[i]] == 0)
				named_in[round->sources[i]] = shown_before(count, round->base.number);
		}
	}
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (named_in[i] != 0)
			continue;
		if (count->status[i] == STATUS_ELECTED)
			named_in[i] = shown_from(count, count->changed_in[i]);
		else if (count->status[i] == STATUS_ELIMINATED)
			named_in[i] = shown_before(count, count->changed_in[i]);
	}
	summary->named_in = named_in;
}

/* Push where votes of a candidate went from a round to the next that is shown. */
static void
push_transfers(Summary *summary, int number, int source)
{
	const StvCount *count = (const StvCount *) summary->count;
	int			n = count->ncandidates;
	int			last = number < count->base.nrounds ? shown_from(count, number + 1) : number;
	Fixed	   *votes = palloc0(sizeof(Fixed) * (n + 2));

	for (int r = number; r < last; r++)
	{
		const StvBlock *moved = &stv_round(count, r)->blocks[0];

		for (uint32 i = 0; i < moved->ntransfers; i++)
		{
			const StvTransfer *transfer = &moved->transfers[i];

			if (transfer->source != source)
				continue;
			votes[transfer->target == NO_CANDIDATE ? n : transfer->target] += transfer->votes.fixed;
			votes[n + 1] += transfer->lost.fixed;
		}
	}
	push_key(&summary->state, "transfers", WJB_BEGIN_OBJECT);
	for (int i = 0; i < n + 2; i++)
	{
		if (votes[i] != 0)
			push_member(&summary->state, i < n ? summary->names[i] :
						i == n ? EXHAUSTED_KEY : RESIDUAL_NAME,
						fixed_to_string(votes[i]));
	}
	(void) pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL);
	pfree(votes);
}

/* Push what became of a candidate after a round, if the round names it. */
static void
push_action(Summary *summary, const char *action, int candidate, int number)
{
	if (((const StvSummary *) summary)->named_in[candidate] != number)
		return;
	(void) pushJsonbValue(&summary->state, WJB_BEGIN_OBJECT, NULL);
	push_member(&summary->state, action, summary->names[candidate]);
	push_transfers(summary, number, candidate);
	(void) pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL);
}

/* Push who is elected, in order, and who is eliminated, of those a round names. */
static void
push_actions(Summary *summary, const CountRound *round)
{
	const StvCount *count = (const StvCount *) summary->count;

	for (int i = 0; i < count->base.nwinners; i++)
		push_action(summary, "elected", count->base.winners[i].candidate, round->number);
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->status[i] == STATUS_ELIMINATED)
			push_action(summary, "eliminated", i, round->number);
	}
}

static const SummaryMethod stv_summary = {
	is_shown, round_quota, candidate_votes, exhausted_votes, push_residual, push_actions
};

/* The document of a contest; its config may be NULL. */
Jsonb *
stv_contest_to_json(const Contest *contest, Jsonb *config)
{
	StvSummary	stv = {.base.method = &stv_summary};
	Summary    *summary = &stv.base;
	const StvCount *count;

	summary->names = json_candidate_names(contest->roster);
	count = stv_count(contest);
	check_shown_whole(&count->base, STV_SHOWN_HINT);
	summary->count = &count->base;
	name_candidates(&stv, count);
	summary->seats = count->seats_given;
	for (int i = 0; i < count->ncandidates; i++)
		summary->ncandidates += (count->status[i] != STATUS_WITHDRAWN);
	summary->ballots = fixed_to_string(count->block_total[0].fixed + count->blank[0]);
	summary->blank = fixed_to_numeric(count->blank[0]);

	return summary_to_json(summary, config);
}
