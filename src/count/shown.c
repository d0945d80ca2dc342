/*
 * shown.c
 *	  How a count is shown, in rows as in reports: names, order, numbers.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "base/decimal.h"
#include "count/score.h"
#include "count/shown.h"

/* A candidate's status in a round as it is shown. */
const char *
status_name(CandidateStatus status)
{
	static const char *const names[] = {
		[STATUS_CONTINUING] = "continuing",
		[STATUS_ELIMINATED] = "eliminated",
		[STATUS_ELECTED] = "elected",
		[STATUS_RUNNER_UP] = "runner_up",
		[STATUS_TIED] = "tied",
		[STATUS_NOT_ELECTED] = "not_elected",
		[STATUS_WITHDRAWN] = "withdrawn",
	};

	return names[status];
}

/* The same of a candidate in the order of finish. */
const char *
place_status_name(PlaceStatus status)
{
	if (status == PLACE_WRITE_IN)
		return "write_in";

	return status_name((CandidateStatus) status);
}

/* Whether a tie decided, or left open, what became of a candidate. */
static bool
tie_concerns(const Tie *tie, int candidate)
{
	const int  *concerned = tie->resolved ? tie->left : tie->level;
	int			n = tie->resolved ? tie->nleft : tie->n;

	return n > 0 &&
		bsearch(&candidate, concerned, n, sizeof(int), cmp_candidates) != NULL;
}

/* The tie that decided, or left open, what became of a candidate; or NULL. */
const Tie *
tie_about(const CountRound *round, int candidate)
{
	for (int i = round->nties - 1; i >= 0; i--)
	{
		if (tie_concerns(&round->ties[i], candidate))
			return &round->ties[i];
	}
	return NULL;
}

/* The tie-break step that decided about a candidate in a round, or NULL. */
const char *
decided_by(const CountRound *round, int candidate)
{
	const Tie  *tie = tie_about(round, candidate);

	return tie != NULL && tie->resolved ? tie_step_name(tie->step) : NULL;
}

/* How somebody won as it is shown. */
const char *
won_by_name(WonBy won_by)
{
	static const char *const names[] = {
		[WON_BY_MAJORITY] = "majority",
		[WON_BY_LAST_TWO] = "last_two",
		[WON_BY_MOST_VOTES] = "most_votes",
		[WON_BY_TIE_BREAK] = "tie_break",
		[WON_BY_ONLY_CANDIDATE] = "only_candidate",
		[WON_BY_EVERY_WAY] = "every_way",
	};

	return names[won_by];
}

/* What rows of a round are sorted by. */
typedef struct RoundOrder
{
	const CountRound *round;
	int			block;
} RoundOrder;

/* More points, in a college, or more votes first; then ballot order. */
static int
cmp_positions(const void *a, const void *b, void *arg)
{
	const RoundOrder *by = (const RoundOrder *) arg;
	const Votes *votes = by->round->blocks[by->block].votes;
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	int			cmp;

	if (by->round->points.levels != NULL)
		cmp = cmp_round_scores(by->round, y, x);
	else
		cmp = votes_cmp(votes[y], votes[x]);

	return cmp != 0 ? cmp : x - y;
}

/* The positions of a round in the order in which they are shown. */
int *
round_order(const CountRound *round, int block)
{
	int		   *order = palloc(sizeof(int) * Max(round->n, 1));
	RoundOrder	by = {round, block};

	for (int i = 0; i < round->n; i++)
		order[i] = i;
	qsort_arg(order, round->n, sizeof(int), cmp_positions, &by);

	return order;
}

/* More than half of the votes, as the number that is shown. */
Numeric
shown_threshold(const Threshold *threshold)
{
	Numeric		half;

	if (threshold->whole)
		return int64_to_numeric(threshold->votes.units / 2 + 1);

	half = decimal_mul(votes_to_numeric(threshold->votes),
					   int64_div_fast_to_numeric(5, 1));
	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale,
											   NumericGetDatum(half)));
}

/* The same as text. */
char *
threshold_string(const Threshold *threshold)
{
	return DatumGetCString(DirectFunctionCall1(numeric_out,
											   NumericGetDatum(shown_threshold(threshold))));
}

/* Ballot order, nobody last. */
static int
cmp_order(int a, int b)
{
	if (a == NO_CANDIDATE || b == NO_CANDIDATE)
		return (a == NO_CANDIDATE) - (b == NO_CANDIDATE);

	return a - b;
}

/* More votes first, then ballot order of source and target, nobody last. */
int
cmp_transfers(const void *a, const void *b)
{
	const Transfer *x = (const Transfer *) a;
	const Transfer *y = (const Transfer *) b;
	int			cmp = votes_cmp(y->votes, x->votes);

	if (cmp == 0)
		cmp = cmp_order(x->source, y->source);

	return cmp != 0 ? cmp : cmp_order(x->target, y->target);
}

/* Ballot order of sources, then the same. */
int
cmp_transfers_by_source(const void *a, const void *b)
{
	const Transfer *x = (const Transfer *) a;
	const Transfer *y = (const Transfer *) b;

	return x->source != y->source ? x->source - y->source : cmp_transfers(a, b);
}

/*
 * Raise 54000 for a count that is too long to be shown as one value: votes of
 * candidates, over all rounds, each of which takes about a kilobyte on its way.
 */
void
check_shown_whole(const Count *count, const char *hint)
{
	int64		cells = 0;

	for (int r = 0; r < count->nrounds; r++)
		cells += count->rounds[r]->n;
	if (cells > SHOWN_CELLS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("count is too long to be shown as one value"),
				 errdetail("It has %d rounds with " INT64_FORMAT " votes of candidates; at most %d are shown.",
						   count->nrounds, cells, SHOWN_CELLS_MAX),
				 errhint("%s", hint)));
}
