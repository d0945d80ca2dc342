/*
 * stv_shown.c
 *	  How a count for several seats is shown, in rows as in reports.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/stv_shown.h"

/*
 * An amount as it is shown: fractions rounded down to 18 decimals, with the
 * fewest decimals.
 */
Numeric
amount_to_numeric(Amount amount)
{
	return fixed_to_numeric(amount.fixed);
}

/* The same as text. */
char *
amount_to_string(Amount amount)
{
	return fixed_to_string(amount.fixed);
}

/* What a round did, as it is shown. */
const char *
stv_action_name(StvAction action)
{
	static const char *const names[] = {
		[ACTION_FIRST_PREFERENCES] = "first_preferences",
		[ACTION_SURPLUS] = "surplus",
		[ACTION_ELIMINATION] = "elimination",
		[ACTION_ITERATION] = "iteration",
	};

	return names[action];
}

/* What decided about a candidate in a round, if not the votes alone, or NULL. */
const char *
stv_decided_by(const StvRound *round, int candidate)
{
	const char *step = decided_by(&round->base, candidate);

	if (step != NULL)
		return step;
	for (int i = 0; round->reserved && i < round->nsources; i++)
	{
		if (round->sources[i] == candidate)
			return "reserved";
	}
	return NULL;
}

/* The candidates of a round in the order in which they are shown. */
int *
stv_round_order(const StvCount *count, const StvRound *round, int block, int *n)
{
	int		   *order = palloc(sizeof(int) * Max(count->ncandidates, 1));

	*n = 0;
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->status[i] != STATUS_WITHDRAWN)
			order[(*n)++] = i;
	}
	qsort_arg(order, *n, sizeof(int), stv_cmp_descending, round->blocks[block].votes);

	return order;
}

/* More votes first, then ballot order of source and target, nobody last, value. */
static int
cmp_stv_transfers(const void *a, const void *b)
{
	const StvTransfer *x = (const StvTransfer *) a;
	const StvTransfer *y = (const StvTransfer *) b;
	int			cmp = amount_cmp(y->votes, x->votes);

	if (cmp != 0)
		return cmp;
	if (x->source != y->source)
		return x->source - y->source;
	if (x->target != y->target)
		return (x->target == NO_CANDIDATE) - (y->target == NO_CANDIDATE) != 0 ?
			(x->target == NO_CANDIDATE) - (y->target == NO_CANDIDATE) : x->target - y->target;
	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	return (x->papers < y->papers) - (x->papers > y->papers);
}

/* A block whose transfers stand in the order in which they are shown. */
StvBlock *
stv_sorted_transfers(const StvRound *round, int block)
{
	StvBlock   *ballots = &round->blocks[block];

	if (ballots->ntransfers > 0)
		qsort(ballots->transfers, ballots->ntransfers, sizeof(StvTransfer),
			  cmp_stv_transfers);
	return ballots;
}

/*
 * The votes that fractions lost in a round, as they are shown.  In an exact
 * count none are, but what the numbers that are shown are cut by.
 */
Amount
stv_shown_lost(const StvCount *count, const StvRound *round, int block)
{
	const StvBlock *ballots = &round->blocks[block];
	Fixed		rest = count->block_total[block].fixed;

	for (int i = 0; i < count->ncandidates; i++)
		rest -= ballots->votes[i].fixed;
	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		rest -= ballots->exhausted[cause].fixed;

	return amount_fixed(rest);
}
