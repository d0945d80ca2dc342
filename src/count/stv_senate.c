/*
 * stv_senate.c
 *	  The Australian Senate and what follows it: Commonwealth Electoral Act 1918,
 *	  section 273(8) to (32) as section 273A(5) applies it; Electoral Act 1992
 *	  (ACT), schedule 4; Electoral Act 2002 (Victoria), section 114A.
 *
 * Votes are rounded down where a bundle of papers is handed on, not a paper at a
 * time.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/stv.h"

#define ACT_DECIMALS	6		/* ACT 1A(2) */

/* The decimals that votes are rounded down to. */
static int
decimals_of(const StvCount *count)
{
	return count->rules->method == STV_ACT ? ACT_DECIMALS : 0;
}

/* Senate (8), (13): elect whoever has a quota, in the order of their surpluses. */
static void
elect_by_quota(StvCount *count)
{
	int		   *reaching = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int			n = stv_reaching(count, count->quota, false, reaching);

	/* Senate (21), (22), ACT 7(3)(c), Victoria (21): the order matters */
	int		   *sorted = n > 0 ? stv_descending(count, reaching, n, TIES_STRICT) : NULL;

	for (int i = 0; sorted != NULL && i < n && stv_vacancies(count) > 0; i++)
		(void) stv_elect(count, sorted[i]);
	stv_drop_settled(count);
	pfree(reaching);
}

/* Senate (17), Victoria (18): the higher of two for the last vacancy; if level, by lot. */
static void
elect_higher_of_two(StvCount *count, const int *left)
{
	int			cmp = amount_cmp(stv_votes(count, left[0]), stv_votes(count, left[1]));

	if (cmp == 0)
		stv_elect_one_of(count, left, 2, TIES_BY_LOT);
	else
		(void) stv_elect(count, cmp > 0 ? left[0] : left[1]);
}

/*
 * Look for elections after a count; done: no papers of an exclusion are still to
 * be moved.
 */
static void
look_for_elections(StvCount *count, bool done)
{
	int		   *left = palloc(sizeof(int) * Max(count->ncandidates, 1));
	bool		quiet;
	int			n;

	elect_by_quota(count);
	quiet = done && count->npending == 0 && !ended_on_tie(&count->base);
	n = stv_list_continuing(count, left);
	if (count->rules->method != STV_ACT && quiet && n == 2 && stv_vacancies(count) == 1)
		elect_higher_of_two(count, left);

	/* Senate (18), ACT 4(2), Victoria (19) */
	if ((quiet || count->rules->method == STV_VICTORIA) && stv_nreal(count) == stv_vacancies(count))
		stv_fill(count, count->rules->method == STV_VICTORIA ? TIES_ORDER_BY_LOT : TIES_ORDER);
	pfree(left);
}

/* The parcels whose papers bring a surplus on: all; ACT 1C(5): the last batch. */
static int
surplus_parcels(const StvCount *count, int source, ParcelKey **keys)
{
	int			n = stv_keys(count, source, keys);
	int			last = 0;
	int			kept = 0;

	if (count->rules->method != STV_ACT)
		return n;
	for (int i = 0; i < n; i++)
		last = Max(last, (*keys)[i].batch);
	for (int i = 0; i < n; i++)
	{
		if ((*keys)[i].batch == last)
			(*keys)[kept++] = (*keys)[i];
	}
	return kept;
}

/*
 * Senate (9), (14): a surplus over all papers, whatever they were worth.  ACT
 * 1C(2), (4): over those of the last count with a next preference, and never
 * more than they were worth.
 */
static void
transfer_surplus(StvCount *count, int source)
{
	bool		act = (count->rules->method == STV_ACT);
	Amount		surplus = stv_surplus(count, source);
	ParcelKey  *keys;
	int			nkeys = surplus_parcels(count, source, &keys);
	ParcelKey	to = {stv_reserve_value(count), count->base.nrounds};
	Papers	   *moved;
	Papers		papers;

	stv_forget_surplus(count, source);
	moved = stv_carry(count, source, keys, nkeys, to);
	papers = stv_all_moved(count, moved, !act);
	count->values[to.value] = papers == 0 ? value_decimal(BILLION) :
		value_fraction(surplus.fixed, fixed_of_papers(papers));
	if (act && value_cmp(&count->values[to.value], &count->values[keys[0].value]) > 0)
		count->values[to.value] = count->values[keys[0].value];
	stv_credit(count, 0, source, moved, to.value, decimals_of(count), !act, surplus);
	pfree(moved);
	pfree(keys);
	(void) stv_end_round(count, ACTION_SURPLUS, &source, 1);
	look_for_elections(count, true);
}

/* Whether two parcels of an excluded candidate are transferred together. */
static bool
moves_together(const StvCount *count, ParcelKey a, ParcelKey b)
{
	/* Victoria (12), (28): first preferences for themselves */
	if (count->rules->method == STV_VICTORIA && (a.batch == 0) != (b.batch == 0))
		return false;
	return value_cmp(&count->values[a.value], &count->values[b.value]) == 0;
}

/* Senate (13AA), ACT 9(2), Victoria (12): move papers by value, descending. */
static void
exclude(StvCount *count, int source)
{
	ParcelKey  *keys;
	int			nkeys = stv_keys(count, source, &keys);

	stv_exclude(count, &source, 1);
	if (nkeys == 0)
	{
		(void) stv_end_round(count, ACTION_ELIMINATION, &source, 1);
		look_for_elections(count, true);
	}
	for (int i = 0; i < nkeys && !ended_on_tie(&count->base) && stv_vacancies(count) > 0;)
	{
		Amount		leaving = amount_fixed(0);
		int			end = i;

		for (; end < nkeys && moves_together(count, keys[i], keys[end]); end++)
		{
			Amount		worth = stv_worth(count, 0, source, keys[end]);

			/* so much was credited when the papers came */
			worth.fixed = fixed_round_down(worth.fixed, decimals_of(count));
			leaving = amount_add(leaving, worth);
		}
		if (end == nkeys)
			leaving = stv_votes(count, source);
		stv_move_excluded(count, source, &keys[i], end - i,
						  (ParcelKey) {keys[i].value, count->base.nrounds},
						  decimals_of(count), leaving);
		(void) stv_end_round(count, ACTION_ELIMINATION, &source, 1);
		look_for_elections(count, end == nkeys);
		i = end;
	}
	pfree(keys);
}

/* Exclude whoever must go, one after another where the rule reserved says so. */
static void
exclude_lowest(StvCount *count)
{
	int		   *out = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int			n = stv_choose_lowest(count, out, 0);

	for (int i = 0; i < n && !stv_over(count); i++)
		exclude(count, out[i]);
	pfree(out);
}

/* Count as for the Senate, the ACT or Victoria. */
void
stv_australia(StvCount *count)
{
	stv_set_quota(count, stv_droop(count));		/* Senate (8), ACT 1, Victoria (6) */
	(void) stv_end_round(count, ACTION_FIRST_PREFERENCES, NULL, 0);
	look_for_elections(count, true);
	while (!ended_on_tie(&count->base) && stv_vacancies(count) > 0 && stv_nreal(count) > 0)
	{
		count->stage++;

		/* Senate (23): in the order in which they were elected */
		if (count->npending > 0)
			transfer_surplus(count, count->pending[0]);
		else
			exclude_lowest(count);
	}
}
