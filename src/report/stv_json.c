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

/* A JSON document being made of a count. */
typedef struct StvDocument
{
	const StvCount *count;
	char	  **names;			/* by candidate */
	JsonbParseState *state;
} StvDocument;

/* The quota of a round as text; without one: no votes. */
static char *
quota_string(const StvRound *round)
{
	return round->has_quota ? amount_to_string(round->quota) : pstrdup("0");
}

/* Push the votes of each candidate after a round. */
static void
push_tally(StvDocument *document, const StvRound *round)
{
	const StvCount *count = document->count;

	push_key(&document->state, "tally", WJB_BEGIN_OBJECT);
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->status[i] != STATUS_WITHDRAWN &&
			(round->base.status[i] != STATUS_ELIMINATED ||
			 !amount_is_zero(round->blocks[0].votes[i])))
			push_member(&document->state, document->names[i],
						amount_to_string(round->blocks[0].votes[i]));
	}
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
}

/* Push the votes that count for nobody after a round. */
static void
push_inactive(StvDocument *document, const StvRound *round)
{
	push_key(&document->state, "inactiveBallots", WJB_BEGIN_OBJECT);
	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		push_member(&document->state, json_inactive_keys[cause],
					amount_to_string(round->blocks[0].exhausted[cause]));
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
	push_member(&document->state, "residualSurplus",
				amount_to_string(stv_shown_lost(document->count, round, 0)));
}

/* Push where votes of a candidate went in a round (NULL: nowhere). */
static void
push_transfers(StvDocument *document, const StvRound *moved, int source)
{
	int			n = document->count->ncandidates;
	Fixed	   *votes = palloc0(sizeof(Fixed) * (n + 2));

	push_key(&document->state, "transfers", WJB_BEGIN_OBJECT);
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
			push_member(&document->state, i < n ? document->names[i] :
						i == n ? EXHAUSTED_KEY : RESIDUAL_NAME,
						fixed_to_string(votes[i]));
	}
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
	pfree(votes);
}

/* Push what became of a candidate after a round. */
static void
push_action(StvDocument *document, const char *action, int candidate, const StvRound *moved)
{
	(void) pushJsonbValue(&document->state, WJB_BEGIN_OBJECT, NULL);
	push_member(&document->state, action, document->names[candidate]);
	push_transfers(document, moved, candidate);
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
}

/* Push who was elected at the end of a round, and whose votes move next. */
static void
push_actions(StvDocument *document, int r)
{
	const StvCount *count = document->count;
	const StvRound *round = stv_round(count, r);
	const StvRound *next = r + 1 < count->base.nrounds ? stv_round(count, r + 1) : NULL;

	push_key(&document->state, "tallyResults", WJB_BEGIN_ARRAY);
	for (int i = 0; i < count->base.nwinners; i++)
	{
		int			candidate = count->base.winners[i].candidate;
		bool		moves = next != NULL && stv_moved_in(count, candidate, r + 2);

		if (count->changed_in[candidate] == round->base.number || moves)
			push_action(document, "elected", candidate, moves ? next : NULL);
	}
	for (int i = 0; next != NULL && i < next->nsources; i++)
	{
		if (next->base.status[next->sources[i]] == STATUS_ELIMINATED)
			push_action(document, "eliminated", next->sources[i], next);
	}
	(void) pushJsonbValue(&document->state, WJB_END_ARRAY, NULL);
}

/* Push all rounds. */
static void
push_rounds(StvDocument *document)
{
	const StvCount *count = document->count;

	push_key(&document->state, "results", WJB_BEGIN_ARRAY);
	for (int r = 0; r < count->base.nrounds; r++)
	{
		const StvRound *round = stv_round(count, r);

		CHECK_FOR_INTERRUPTS();
		(void) pushJsonbValue(&document->state, WJB_BEGIN_OBJECT, NULL);
		push_numeric_member(&document->state, "round", int64_to_numeric(round->base.number));
		push_member(&document->state, "threshold", quota_string(round));
		push_tally(document, round);
		push_inactive(document, round);
		push_actions(document, r);
		(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
	}
	(void) pushJsonbValue(&document->state, WJB_END_ARRAY, NULL);
}

/* Push the sums of the whole count. */
static void
push_summary(StvDocument *document)
{
	const StvCount *count = document->count;
	int			candidates = 0;

	for (int i = 0; i < count->ncandidates; i++)
		candidates += (count->status[i] != STATUS_WITHDRAWN);
	push_key(&document->state, "summary", WJB_BEGIN_OBJECT);
	push_member(&document->state, "finalThreshold", quota_string(stv_last_round(count)));
	push_numeric_member(&document->state, "numWinners", int64_to_numeric(count->seats_given));
	push_numeric_member(&document->state, "numCandidates", int64_to_numeric(candidates));
	push_member(&document->state, "totalNumBallots",
				fixed_to_string(count->block_total[0].fixed + count->blank[0]));
	push_numeric_member(&document->state, "undervotes", fixed_to_numeric(count->blank[0]));
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
}

/* The document of a contest; its config may be NULL. */
Jsonb *
stv_contest_to_json(const Contest *contest, Jsonb *config)
{
	StvDocument document = {0};

	document.names = json_candidate_names(contest->roster);
	document.count = stv_count(contest);
	check_shown_whole(&document.count->base, STV_SHOWN_HINT);
	(void) pushJsonbValue(&document.state, WJB_BEGIN_OBJECT, NULL);
	push_member(&document.state, "jsonFormatVersion", "1");
	json_push_config(&document.state, quota_string(stv_last_round(document.count)), config);
	push_rounds(&document);
	push_summary(&document);

	return JsonbValueToJsonb(pushJsonbValue(&document.state, WJB_END_OBJECT, NULL));
}
