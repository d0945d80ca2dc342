/*
 * stv_json.c
 *	  A count for several seats in the JSON format of RCTab's summary.
 *
 * As irv_json.c has it.  What a surplus or an exclusion moves stands in the round
 * before, as RCTab has it; what rounding takes is "residual surplus".
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

/* Push where votes of a candidate went in a round (NULL: nowhere). */
static void
push_transfers(Summary *summary, const StvRound *moved, int source)
{
	int			n = summary->count->contest->roster->ncandidates;
	Fixed	   *votes = palloc0(sizeof(Fixed) * (n + 2));

	push_key(&summary->state, "transfers", WJB_BEGIN_OBJECT);
	for (uint32 i = 0; moved != NULL && i < moved->blocks[0].ntransfers; i++)
	{
		const StvTransfer *transfer = &moved->blocks[0].transfers[i];

		if (transfer->source != source)
			continue;
		votes[transfer->target == NO_CANDIDATE ? n : transfer->target] += transfer->votes.fixed;
		votes[n + 1] += transfer->lost.fixed;
	}
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

/* Push what became of a candidate after a round. */
static void
push_action(Summary *summary, const char *action, int candidate, const StvRound *moved)
{
	(void) pushJsonbValue(&summary->state, WJB_BEGIN_OBJECT, NULL);
	push_member(&summary->state, action, summary->names[candidate]);
	push_transfers(summary, moved, candidate);
	(void) pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL);
}

/* Push who was elected at the end of a round, and whose votes move next. */
static void
push_actions(Summary *summary, const CountRound *base)
{
	const StvCount *count = (const StvCount *) summary->count;
	const StvRound *next = base->number < summary->count->nrounds ?
		stv_round(count, base->number) : NULL;

	for (int i = 0; i < summary->count->nwinners; i++)
	{
		int			candidate = summary->count->winners[i].candidate;
		bool		moves = next != NULL && stv_moved_in(count, candidate, next->base.number);

		if (summary->count->winners[i].round == base->number || moves)
			push_action(summary, "elected", candidate, moves ? next : NULL);
	}
	for (int i = 0; next != NULL && i < next->nsources; i++)
	{
		if (next->base.status[next->sources[i]] == STATUS_ELIMINATED)
			push_action(summary, "eliminated", next->sources[i], next);
	}
}

static const SummaryMethod stv_summary = {
	round_quota, candidate_votes, exhausted_votes, push_residual, push_actions
};

/* The document of a contest; its config may be NULL. */
Jsonb *
stv_contest_to_json(const Contest *contest, Jsonb *config)
{
	Summary		summary = {.method = &stv_summary};
	const StvCount *count;

	summary.names = json_candidate_names(contest->roster);
	count = stv_count(contest);
	check_shown_whole(&count->base, STV_SHOWN_HINT);
	summary.count = &count->base;
	summary.seats = count->seats_given;
	for (int i = 0; i < count->ncandidates; i++)
		summary.ncandidates += (count->status[i] != STATUS_WITHDRAWN);
	summary.ballots = fixed_to_string(count->block_total[0].fixed + count->blank[0]);
	summary.blank = fixed_to_numeric(count->blank[0]);

	return summary_to_json(&summary, config);
}
