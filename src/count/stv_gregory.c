/*
 * stv_gregory.c
 *	  Surpluses by the last batch, exclusions batch by batch: what ers97 and
 *	  gregory_ni have in common.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/stv.h"

/* The batch a candidate received last. */
static ParcelKey
last_batch(const StvCount *count, int source)
{
	const Pile *pile = &count->piles[0]->piles[source];
	ParcelKey	key = pile->parcels[0].key;

	for (uint32 i = 1; i < pile->n; i++)
	{
		if (pile->parcels[i].key.batch > key.batch)
			key = pile->parcels[i].key;
	}
	return key;
}

/* A part of an amount, as papers are of all papers. */
static Fixed
part_of(Fixed amount, Papers papers, Papers all)
{
	return all == 0 ? 0 : fixed_mul_div(amount, papers, all, NULL);
}

/* Papers that do not go on, of one block. */
static Papers
stuck(const StvCount *count, const Papers *moved)
{
	Papers		sum = 0;

	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		sum += moved[count->ncandidates + cause];

	return sum;
}

/* Papers that go on, of one block. */
static Papers
going_on(const StvCount *count, const Papers *moved)
{
	Papers		sum = 0;

	for (int i = 0; i < count->ncandidates; i++)
		sum += moved[i];

	return sum;
}

/*
 * Let the part of a surplus that no transferable paper takes along count for
 * nobody, by the causes for which papers do not go on.
 */
static void
exhaust_rest(StvCount *count, int block, int source, const Papers *moved, Fixed rest)
{
	StvBlock   *now = &count->now[block];
	Papers		papers = stuck(count, moved);
	Fixed		left = rest;

	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
	{
		Fixed		part = part_of(rest, moved[count->ncandidates + cause], papers);

		now->exhausted[cause].fixed += part;
		left -= part;
	}
	now->exhausted[EXHAUSTED_CHOICES].fixed += left;
	now->votes[source].fixed -= rest;
	stv_note_exhausted(count, block, source, papers, amount_fixed(rest));
}

/*
 * Credit a block's papers of a surplus at their present value; what the surplus
 * is more than all of them are worth counts for nobody.
 */
static void
credit_at_present_value(StvCount *count, int block, int source, const Papers *moved,
						int value, Fixed surplus)
{
	const TransferValue *present = &count->values[value];
	const Papers *block_moved = moved + (Size) block * PILE_RESULTS(count->base.contest->roster);
	Fixed		rest = surplus - value_of_papers(present, going_on(count, moved)).fixed;

	stv_credit(count, block, source, block_moved, value, -1, false,
			   value_of_papers(present, going_on(count, block_moved)));
	exhaust_rest(count, block, source, block_moved, block == 0 ? rest :
				 part_of(rest, stuck(count, block_moved), stuck(count, moved)));
}

/* Credit a block's papers of a surplus at an equal part of it each. */
static void
credit_in_parts(StvCount *count, int block, int source, const Papers *moved,
				int value, Fixed surplus)
{
	const Papers *block_moved = moved + (Size) block * PILE_RESULTS(count->base.contest->roster);
	Papers		papers = going_on(count, block_moved);
	Amount		leaving = value_of_papers(&count->values[value], papers);
	Fixed		part = part_of(surplus, papers, going_on(count, moved));

	leaving.fixed = Max(leaving.fixed, part);
	stv_credit(count, block, source, block_moved, value, -1, false, leaving);
}

/*
 * Transfer a surplus by the transferable papers of the last batch: at the
 * surplus in equal parts, rounded down, or at their present value if they are
 * not worth more than the surplus.
 */
void
stv_transfer_last_batch(StvCount *count, int source, int decimals)
{
	Fixed		surplus = stv_surplus(count, source).fixed;
	ParcelKey	key = last_batch(count, source);
	ParcelKey	to = {stv_reserve_value(count), count->base.nrounds};
	Papers	   *moved;
	Papers		papers;
	bool		at_present_value;

	stv_forget_surplus(count, source);

	/* what papers go on at is known when it is known how many go on */
	moved = stv_carry(count, source, &key, 1, to);
	papers = going_on(count, moved);
	at_present_value = value_of_papers(&count->values[key.value], papers).fixed <= surplus;
	count->values[to.value] = at_present_value ? count->values[key.value] :
		value_decimal(fixed_round_down(fixed_mul_div(surplus, BILLION, papers, NULL),
									   decimals) / BILLION);
	for (int b = 0; b < count->base.contest->nblocks; b++)
	{
		if (at_present_value)
			credit_at_present_value(count, b, source, moved, to.value, surplus);
		else
			credit_in_parts(count, b, source, moved, to.value, surplus);
	}
	pfree(moved);
	(void) stv_end_round(count, ACTION_SURPLUS, &source, 1);
}

/* A batch of an exclusion: papers of one value, of all who go out. */
typedef struct ExcludedBatch
{
	int			source;
	ParcelKey	key;
	bool		first;			/* first preferences, where they go first */
} ExcludedBatch;

/* First preferences first, then more valuable ones. */
static int
cmp_batches(const void *a, const void *b, void *arg)
{
	const StvCount *count = (const StvCount *) arg;
	const ExcludedBatch *x = (const ExcludedBatch *) a;
	const ExcludedBatch *y = (const ExcludedBatch *) b;

	if (x->first != y->first)
		return y->first - x->first;
	return value_cmp(&count->values[y->key.value], &count->values[x->key.value]);
}

/* List what the papers of candidates who go out are moved by, in order. */
static int
list_batches(const StvCount *count, const int *out, int n, bool first_apart,
			 ExcludedBatch **batches)
{
	int			total = 0;
	int			k = 0;

	for (int i = 0; i < n; i++)
		total += count->piles[0]->piles[out[i]].n;
	*batches = palloc(sizeof(ExcludedBatch) * Max(total, 1));
	for (int i = 0; i < n; i++)
	{
		const Pile *pile = &count->piles[0]->piles[out[i]];

		for (uint32 p = 0; p < pile->n; p++)
			(*batches)[k++] = (ExcludedBatch) {
				out[i], pile->parcels[p].key, first_apart && pile->parcels[p].key.batch == 0
			};
	}
	qsort_arg(*batches, total, sizeof(ExcludedBatch), cmp_batches, unconstify(StvCount *, count));

	return total;
}

/*
 * Exclude candidates and move their papers batch by batch, each a round;
 * before its end before_round may set the quota, and then after_batch may elect
 * and says whether to go on.
 */
void
stv_exclude_by_value(StvCount *count, const int *out, int n, bool first_apart,
					 void (*before_round) (StvCount *count),
					 bool (*after_batch) (StvCount *count))
{
	ExcludedBatch *batches;
	int			nbatches = list_batches(count, out, n, first_apart, &batches);

	stv_exclude(count, out, n);
	if (nbatches == 0)
	{
		(void) stv_end_round(count, ACTION_ELIMINATION, out, n);
		(void) after_batch(count);
		return;
	}
	for (int i = 0; i < nbatches;)
	{
		ParcelKey	to = {batches[i].key.value, count->base.nrounds};
		int			end = i;

		while (end < nbatches && cmp_batches(&batches[i], &batches[end], count) == 0)
		{
			stv_move_excluded(count, batches[end].source, &batches[end].key, 1, to, -1,
							  amount_fixed(0));
			end++;
		}
		i = end;
		if (before_round != NULL)
			before_round(count);
		(void) stv_end_round(count, ACTION_ELIMINATION, out, n);
		if (!after_batch(count))
			break;
	}
	pfree(batches);
}
