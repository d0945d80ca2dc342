/*
 * stv_move.c
 *	  Papers on their way from candidate to candidate, and what they are worth.
 *
 * The same papers move in every block; block 0 is the contest.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "count/stv.h"

#define FIRST_VALUES		16
#define FIRST_TRANSFERS		16

/* How many papers each candidate and each cause got in a block. */
static Papers *
moved_in(const StvCount *count, Papers *moved, int block)
{
	return moved + (Size) block * PILE_RESULTS(count->base.contest->roster);
}

/* The index of a value in the count's table that is set later. */
int
stv_reserve_value(StvCount *count)
{
	if (count->nvalues == count->values_allocated)
		count->values = tally_enlarge(count->values, &count->values_allocated,
									  sizeof(TransferValue), FIRST_VALUES);
	count->values[count->nvalues] = value_decimal(0);

	return count->nvalues++;
}

/* The index of a value in the count's table. */
int
stv_value(StvCount *count, TransferValue value)
{
	int			index;

	for (uint32 i = count->nvalues; i > 0; i--)
	{
		if (value_cmp(&count->values[i - 1], &value) == 0)
			return i - 1;
	}
	index = stv_reserve_value(count);
	count->values[index] = value;

	return index;
}

/* Note how first preferences stand in a block. */
static void
credit_first(StvCount *count, int block, const Papers *moved)
{
	StvBlock   *now = &count->now[block];
	Fixed		held = 0;

	for (int i = 0; i < count->ncandidates; i++)
	{
		now->votes[i] = amount_fixed(fixed_of_papers(moved[i]));
		held += now->votes[i].fixed;
	}
	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		now->exhausted[cause] =
			amount_fixed(fixed_of_papers(moved[count->ncandidates + cause]));
	count->block_total[block] = amount_add(amount_fixed(held), stv_exhausted(now));
	if (block == 0)
		count->papers_total = amount_fixed(held);
}

/* Read all ballots and hand out their papers. */
void
stv_pile_papers(StvCount *count)
{
	const Contest *contest = count->base.contest;
	Papers	   *moved = palloc(sizeof(Papers) * PILE_RESULTS(contest->roster));

	(void) stv_value(count, value_decimal(BILLION));
	count->piles = palloc(sizeof(Piles *) * contest->nblocks);
	for (int b = 0; b < contest->nblocks; b++)
	{
		count->piles[b] = piles_create(&contest->readers[b], contest->roster, contest->rules,
									   contest->tallies[b].map, count->base.continuing, moved);
		count->blank[b] = fixed_of_papers(count->piles[b]->blank);
		credit_first(count, b, moved);
	}
	pfree(moved);
}

/* More valuable first, then the earlier batch. */
static int
cmp_keys(const void *a, const void *b, void *arg)
{
	const TransferValue *values = (const TransferValue *) arg;
	const ParcelKey *x = (const ParcelKey *) a;
	const ParcelKey *y = (const ParcelKey *) b;

	if (x->value != y->value)
		return value_cmp(&values[y->value], &values[x->value]);
	return x->batch - y->batch;
}

/* The keys of a candidate's parcels, more valuable ones first. */
int
stv_keys(const StvCount *count, int source, ParcelKey **keys)
{
	const Pile *pile = &count->piles[0]->piles[source];

	*keys = palloc(sizeof(ParcelKey) * Max(pile->n, 1));
	for (uint32 i = 0; i < pile->n; i++)
		(*keys)[i] = pile->parcels[i].key;
	qsort_arg(*keys, pile->n, sizeof(ParcelKey), cmp_keys, count->values);

	return pile->n;
}

/*
 * Move parcels of a candidate, in every block, to parcels of another key.
 * Returns how many papers each candidate and each cause got, by block.
 */
Papers *
stv_carry(StvCount *count, int source, const ParcelKey *from, int nfrom, ParcelKey to)
{
	int			nblocks = count->base.contest->nblocks;
	Papers	   *moved = palloc0(sizeof(Papers) * PILE_RESULTS(count->base.contest->roster) *
								nblocks);

	for (int b = 0; b < nblocks; b++)
	{
		for (int i = 0; i < nfrom; i++)
			piles_move(count->piles[b], source, from[i], to, moved_in(count, moved, b));
	}
	return moved;
}

/* What the papers of a parcel are worth in a block. */
Amount
stv_worth(const StvCount *count, int block, int source, ParcelKey key)
{
	const Parcel *parcel = pile_find(count->piles[block], source, key);

	if (parcel == NULL)
		return amount_fixed(0);
	return value_of_papers(&count->values[key.value], parcel_papers(parcel));
}

/* Write down a transfer of a block. */
static StvTransfer *
add_transfer(StvBlock *now, int source, int target, Papers papers,
			 const TransferValue *value, Amount votes)
{
	StvTransfer *transfer;

	if (now->ntransfers == now->allocated)
		now->transfers = tally_enlarge(now->transfers, &now->allocated,
									   sizeof(StvTransfer), FIRST_TRANSFERS);
	transfer = &now->transfers[now->ntransfers++];
	*transfer = (StvTransfer) {source, target, papers, value_shown(value), votes, {0, NULL}};

	return transfer;
}

/* Write down votes of a block that count for nobody any more. */
void
stv_note_exhausted(StvCount *count, int block, int source, Papers papers, Amount votes)
{
	const TransferValue none = value_decimal(0);

	if (papers > 0 || !amount_is_zero(votes))
		add_transfer(&count->now[block], source, NO_CANDIDATE, papers, &none, votes)->value =
			NO_VALUE;
}

/* All papers that moved in a block, with or without those that count for nobody. */
Papers
stv_all_moved(const StvCount *count, const Papers *moved, bool with_nobody)
{
	int			n = count->ncandidates + (with_nobody ? EXHAUSTED_CAUSES : 0);
	Papers		sum = 0;

	for (int i = 0; i < n; i++)
		sum += moved[i];

	return sum;
}

/*
 * Share out what the transfers of a block from number `first` on lost by
 * rounding: each by what its papers should have brought, the last one the rest.
 */
static void
share_loss(StvBlock *now, uint32 first, Amount leaving, Papers papers, Amount lost)
{
	Amount		rest = lost;

	for (uint32 i = first; i < now->ntransfers; i++)
	{
		StvTransfer *transfer = &now->transfers[i];
		Fixed		due = fixed_mul_div(leaving.fixed, transfer->papers, Max(papers, 1), NULL);

		transfer->lost = rest;
		if (i + 1 < now->ntransfers && due >= transfer->votes.fixed &&
			due - transfer->votes.fixed <= rest.fixed)
			transfer->lost = amount_fixed(due - transfer->votes.fixed);
		else if (i + 1 < now->ntransfers)
			transfer->lost = amount_fixed(0);
		rest = amount_sub(rest, transfer->lost);
	}
}

/*
 * Credit moved papers of a block at a value, each candidate's rounded down to
 * some decimals if that is not below 0; so many votes leave the source, and what
 * nobody gets of them is lost.  Papers that count for nobody take their share
 * along, or none.
 */
void
stv_credit(StvCount *count, int block, int source, const Papers *moved, int value,
		   int decimals, bool to_nobody, Amount leaving)
{
	StvBlock   *now = &count->now[block];
	const TransferValue *worth = &count->values[value];
	int			n = count->ncandidates + (to_nobody ? EXHAUSTED_CAUSES : 0);
	uint32		first = now->ntransfers;
	Amount		given = amount_fixed(0);
	Amount		lost;

	for (int i = 0; i < n; i++)
	{
		int			target = i < count->ncandidates ? i : NO_CANDIDATE;
		Amount	   *credit = target != NO_CANDIDATE ? &now->votes[i] :
			&now->exhausted[i - count->ncandidates];
		Amount		votes;

		if (moved[i] == 0)
			continue;
		votes = value_of_papers(worth, moved[i]);
		if (decimals >= 0)
			votes.fixed = fixed_round_down(votes.fixed, decimals);
		(void) add_transfer(now, source, target, moved[i], worth, votes);
		*credit = amount_add(*credit, votes);
		given = amount_add(given, votes);
	}
	now->votes[source] = amount_sub(now->votes[source], leaving);
	lost = amount_sub(leaving, given);
	now->lost = amount_add(now->lost, lost);
	if (amount_is_zero(lost))
		return;
	if (now->ntransfers == first)
		(void) add_transfer(now, source, NO_CANDIDATE, 0, worth, amount_fixed(0));
	share_loss(now, first, leaving, stv_all_moved(count, moved, to_nobody), lost);
}

/* Bring the votes of an elected candidate to exactly the quota. */
static void
settle_at_quota(StvCount *count, int source)
{
	StvBlock   *now = &count->now[0];
	Amount		over = amount_sub(now->votes[source], count->quota);

	if (!amount_is_zero(over) && now->ntransfers > 0)
	{
		StvTransfer *last = &now->transfers[now->ntransfers - 1];

		last->lost = amount_add(last->lost, over);
		now->lost = amount_add(now->lost, over);
		now->votes[source] = count->quota;
	}
}

/*
 * Transfer a surplus by all papers of the candidate, each at a new value that
 * depends on its present one.  Papers without a next preference take their
 * share along.
 */
void
stv_transfer_surplus(StvCount *count, int source,
					 TransferValue (*new_value) (const StvCount *count,
												 const TransferValue *value,
												 Amount surplus, Amount votes))
{
	Amount		surplus = stv_surplus(count, source);
	Amount		votes = stv_votes(count, source);
	ParcelKey  *keys;
	int			nkeys = stv_keys(count, source, &keys);

	stv_forget_surplus(count, source);
	for (int k = 0; k < nkeys; k++)
	{
		TransferValue value = new_value(count, &count->values[keys[k].value], surplus, votes);
		ParcelKey	to = {stv_value(count, value), 0};
		Papers	   *moved = stv_carry(count, source, &keys[k], 1, to);

		for (int b = 0; b < count->base.contest->nblocks; b++)
		{
			const Papers *block_moved = moved_in(count, moved, b);
			Papers		papers = stv_all_moved(count, block_moved, true);
			Amount		leaving = value_of_papers(&value, papers);

			if (value.ratio == NULL)
				leaving.fixed = Max(leaving.fixed,
									fixed_mul_div(value_of_papers(&count->values[keys[k].value],
																  papers).fixed,
												  surplus.fixed, votes.fixed, NULL));
			stv_credit(count, b, source, block_moved, to.value, -1, true, leaving);
		}
		pfree(moved);
	}
	settle_at_quota(count, source);
	pfree(keys);
	(void) stv_end_round(count, ACTION_SURPLUS, &source, 1);
}

/* Move parcels of an excluded candidate that are worth the same. */
void
stv_move_excluded(StvCount *count, int source, const ParcelKey *keys, int nkeys,
				  ParcelKey to, int decimals, Amount leaving)
{
	Papers	   *moved = stv_carry(count, source, keys, nkeys, to);

	for (int b = 0; b < count->base.contest->nblocks; b++)
	{
		const Papers *block_moved = moved_in(count, moved, b);

		if (decimals < 0)
			leaving = value_of_papers(&count->values[to.value],
									  stv_all_moved(count, block_moved, true));
		stv_credit(count, b, source, block_moved, to.value, decimals, true, leaving);
	}
	pfree(moved);
}

/* Exclude candidates and move all their papers in one round, each at its value. */
void
stv_transfer_excluded(StvCount *count, const int *out, int n)
{
	stv_exclude(count, out, n);
	for (int i = 0; i < n; i++)
	{
		ParcelKey  *keys;
		int			nkeys = stv_keys(count, out[i], &keys);

		for (int k = 0; k < nkeys; k++)
			stv_move_excluded(count, out[i], &keys[k], 1, (ParcelKey) {keys[k].value, 0},
							  -1, amount_fixed(0));
		pfree(keys);
	}
	(void) stv_end_round(count, ACTION_ELIMINATION, out, n);
}
