/*
 * stv_gregory_ni.c
 *	  Local Elections (Northern Ireland) Order 1985 (SI 1985/454), schedule 5,
 *	  rules 47 to 52.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/stv.h"

#define NI_DECIMALS		2

/* 48: whoever has a quota. */
static void
deem_elected(StvCount *count)
{
	stv_elect_reaching(count, count->quota, false);
	stv_drop_settled(count);
}

/* After a sub-parcel of those excluded; false: nothing more moves. */
static bool
after_batch(StvCount *count)
{
	deem_elected(count);

	return stv_vacancies(count) > 0 &&
		!(count->rules->fill_last == FILL_BETWEEN_BATCHES && stv_over(count));
}

/*
 * 52(2): with one vacancy left, whoever has at least as many votes as all others
 * together with what is not transferred.
 */
static void
fill_last_vacancy(StvCount *count)
{
	int		   *left = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int			n = stv_list_continuing(count, left);
	Amount		rest = stv_total_surplus(count);
	int			top = NO_CANDIDATE;
	int			nlevel = 0;

	for (int i = 0; i < n; i++)
	{
		int			cmp = (top == NO_CANDIDATE) ? 1 :
			amount_cmp(stv_votes(count, left[i]), stv_votes(count, top));

		if (cmp > 0)
		{
			top = left[i];
			nlevel = 0;
		}
		if (cmp >= 0)
			nlevel++;
	}
	for (int i = 0; i < n; i++)
	{
		if (left[i] != top)
			rest = amount_add(rest, stv_votes(count, left[i]));
	}
	if (nlevel == 1 && amount_cmp(stv_votes(count, top), rest) >= 0)
		(void) stv_elect(count, top);
}

/* 51(12): exclude all who together stay below the next one, else the lowest. */
static void
exclude_lowest(StvCount *count, int *out, int n)
{
	if (n == 0)
		n = stv_choose_lowest(count, out, 0);
	if (n == 0)
		return;

	/* 52(1): thereupon, when as many as there are vacancies are left */
	if (count->rules->fill_last == FILL_THEREUPON &&
		stv_nreal(count) - n <= stv_vacancies(count) && out[0] != count->base.contest->roster->pool)
		stv_exclude_in_place(count, out, n);
	else
		stv_exclude_by_value(count, out, n, true, NULL, after_batch);
}

/* 49(10): whether surpluses wait, being less than what could change anything. */
static bool
is_deferred(const StvCount *count, Amount surpluses, int group)
{
	Amount		gap;

	return group > 0 ||
		(stv_lowest_gap(count, &gap) && amount_cmp(surpluses, gap) < 0);
}

/* Count by the rules of Northern Ireland. */
void
stv_gregory_ni(StvCount *count)
{
	int		   *out = palloc(sizeof(int) * Max(count->ncandidates, 1));

	stv_set_quota(count, stv_droop(count));		/* 47 */
	(void) stv_end_round(count, ACTION_FIRST_PREFERENCES, NULL, 0);
	deem_elected(count);
	while (!stv_over(count))
	{
		Amount		surpluses = stv_total_surplus(count);
		int			group;

		if (count->rules->last_vacancy && stv_vacancies(count) == 1)
		{
			fill_last_vacancy(count);
			if (stv_over(count))
				break;
		}
		group = stv_losers_below(count, surpluses, false, out);
		count->stage++;
		if (amount_is_positive(surpluses) && !is_deferred(count, surpluses, group))
		{
			/* 49 */
			int			source = stv_largest_surplus(count, count->pending, count->npending);

			if (source == NO_CANDIDATE)
				break;
			stv_transfer_last_batch(count, source, NI_DECIMALS);
			deem_elected(count);
		}
		else
			exclude_lowest(count, out, group);
	}
	stv_fill(count, TIES_ORDER);
	pfree(out);
}
