/*
 * irv_json.c
 *	  An instant-runoff count in the JSON format of RCTab's summary.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "base/jsonb_push.h"
#include "count/irv_count.h"
#include "count/possible.h"
#include "count/shown.h"
#include "report/irv_json.h"
#include "report/summary_json.h"

/* The threshold of a round. */
static char *
round_threshold(const CountRound *round)
{
	return threshold_string(&round->threshold);
}

/* The votes of a position in a round. */
static char *
position_votes(const CountRound *round, int position)
{
	return votes_to_string(round->blocks[0].votes[position]);
}

/* The votes of a round that are exhausted for a cause. */
static char *
exhausted_votes(const CountRound *round, int cause)
{
	return votes_to_string(round->blocks[0].exhausted[cause]);
}

/*
 * Push what became of a candidate after a round, and of the votes: transfers
 * from *next on, which is set to the next candidate's.
 */
static void
push_action(Summary *summary, const char *action, int candidate,
			const Transfer **next, const Transfer *end)
{
	(void) pushJsonbValue(&summary->state, WJB_BEGIN_OBJECT, NULL);
	push_member(&summary->state, action, summary->names[candidate]);
	push_key(&summary->state, "transfers", WJB_BEGIN_OBJECT);
	for (; *next < end && (*next)->source == candidate; (*next)++)
		push_member(&summary->state,
					(*next)->target == NO_CANDIDATE ? EXHAUSTED_KEY :
					summary->names[(*next)->target], votes_to_string((*next)->votes));
	(void) pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL);
	(void) pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL);
}

/*
 * Whether a round is the one that elected, or the last one of a count whose
 * winner follows from every way of deciding its tie.
 */
static bool
shows_winner(const Count *count, const CountRound *round)
{
	const CountRound *elected_in = round_that_elected(count);

	if (count->nwinners == 0)
		return false;

	return round == (elected_in != NULL ? elected_in : last_round(count));
}

/*
 * Push who was elected in a round (once, though the count may go on), and who
 * went out after it.
 */
static void
push_actions(Summary *summary, const CountRound *round)
{
	const Count *count = summary->count;
	const BlockRound *ballots = &round->blocks[0];
	const Transfer *next = ballots->transfers;
	const Transfer *end = next + ballots->ntransfers;

	if (ballots->ntransfers > 0)
		qsort(ballots->transfers, ballots->ntransfers, sizeof(Transfer),
			  cmp_transfers_by_source);
	if (shows_winner(count, round))
		push_action(summary, "elected", count_winner(count), &next, end);
	for (int i = 0; i < round->n; i++)
	{
		if (round->status[i] == STATUS_ELIMINATED)
			push_action(summary, "eliminated", round->candidates[i], &next, end);
		CHECK_FOR_INTERRUPTS();
	}
	Assert(next == end);
}

static const SummaryMethod irv_summary = {
	NULL, round_threshold, position_votes, exhausted_votes, NULL, push_actions
};

/* The document of a contest; its config may be NULL. */
Jsonb *
contest_to_json(const Contest *contest, Jsonb *config)
{
	Summary		summary = {.method = &irv_summary,.seats = 1};
	Count	   *count;

	summary.names = json_candidate_names(contest->roster);
	count = irv_count(contest, contest->rules->stop, false, NULL);
	check_shown_whole(count, IRV_SHOWN_HINT);
	follow_open_tie(count, NULL, EVERY_WAY_ELECTS);
	summary.count = count;
	summary.ncandidates = count->rounds[0]->n;
	summary.ballots = votes_to_string(contest->tallies[0].total);
	summary.blank = votes_to_numeric(count->rounds[0]->blocks[0].blank);

	return summary_to_json(&summary, config);
}
