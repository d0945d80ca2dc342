/*
 * stv_ers97.c
 *	  How to conduct an election by the single transferable vote, Electoral Reform
 *	  Society, 3rd edition 1997, section 5.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/stv.h"

#define ERS97_DECIMALS	2
#define ERS97_CENT		(FIXED_ONE / 100)

/* A part of votes to 0.01, rounded up. */
static Fixed
part_rounded_up(Fixed votes, int64 parts)
{
	Fixed		part = fixed_round_down(votes / parts, ERS97_DECIMALS);

	return part * parts < votes ? part + ERS97_CENT : part;
}

/* 5.1.6; 5.4.8: without what has become non-transferable since. */
static void
set_quota(StvCount *count)
{
	Fixed		active = count->papers_total.fixed - count->now[0].lost.fixed -
		(stv_exhausted(&count->now[0]).fixed - count->exhausted_at_first);

	stv_set_quota(count, amount_fixed(part_rounded_up(active, count->seats_given + 1)));
}

/* The total active vote: of those who continue or go out, and surpluses. */
static Fixed
total_active(const StvCount *count)
{
	Fixed		sum = stv_total_surplus(count).fixed;

	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->status[i] == STATUS_CONTINUING || count->status[i] == STATUS_ELIMINATED)
			sum += stv_votes(count, i).fixed;
	}
	return sum;
}

/*
 * 5.6.2: of n candidates in descending order, how many may be deemed elected
 * where the last places would have to be shared by some who are level.
 */
static int
without_level_at_edge(StvCount *count, const int *sorted, int n)
{
	int			places = stv_vacancies(count);
	int			above = 0;

	if (n <= places ||
		amount_cmp(stv_votes(count, sorted[places - 1]), stv_votes(count, sorted[places])) != 0)
		return Min(n, places);
	for (int i = 0; i < n; i++)
	{
		if (amount_cmp(stv_votes(count, sorted[i]), stv_votes(count, sorted[places])) > 0)
			above++;
	}

	/* more votes at the earliest point, else none of them */
	for (int r = 0; r < count->base.nrounds; r++)
	{
		const Amount *votes = stv_round(count, r)->blocks[0].votes;

		if (amount_cmp(votes[sorted[places - 1]], votes[sorted[places]]) != 0)
			return places;
	}
	return above;
}

/* 5.1.7, 5.3.13, 5.4.9: deem elected whoever has enough, in descending order. */
static void
deem_elected(StvCount *count)
{
	int		   *reaching = palloc(sizeof(int) * Max(count->ncandidates, 1));

	while (stv_vacancies(count) > 0)
	{
		Fixed		bar = Min(count->quota.fixed,
							  part_rounded_up(total_active(count), stv_vacancies(count) + 1));
		int			n = stv_reaching(count, amount_fixed(Max(bar, ERS97_CENT)), false, reaching);
		int		   *sorted = stv_descending(count, reaching, n, TIES_ORDER);
		int			nelected = count->base.nwinners;

		n = without_level_at_edge(count, sorted, n);
		for (int i = 0; i < n; i++)
			(void) stv_elect(count, sorted[i]);
		if (count->base.nwinners == nelected)
			break;
	}
	stv_drop_settled(count);
	pfree(reaching);
}

/* 5.4.8: until somebody is elected the quota follows what still counts. */
static void
before_round(StvCount *count)
{
	if (count->base.nwinners == 0)
		set_quota(count);
}

/* After a batch of papers of those excluded; false: all places are filled. */
static bool
after_batch(StvCount *count)
{
	deem_elected(count);

	return stv_vacancies(count) > 0;
}

/*
 * 5.2.2: whether surpluses wait, since they could not change who is lowest or
 * which group goes out.
 */
static bool
is_deferred(const StvCount *count, Fixed surpluses, int group)
{
	Amount		gap;

	return group > 0 ||
		(stv_lowest_gap(count, &gap) && surpluses <= gap.fixed);
}

/* 5.2.5: exclude as many together as possible. */
static void
exclude_lowest(StvCount *count, int *out, int n, Fixed surpluses)
{
	bool		without_votes = true;

	/* above those without votes one of some who are level goes out too */
	for (int i = 0; i < n; i++)
		without_votes &= amount_is_zero(stv_votes(count, out[i]));
	if (n == 0)
		n = stv_choose_lowest(count, out, 0);
	else if (surpluses == 0 && without_votes && stv_nreal(count) - n > stv_vacancies(count))
		n = stv_choose_lowest(count, out, n);
	if (n == 0)
		return;

	/* 5.5.1: just as many as there are places would be left */
	if (stv_nreal(count) - n <= stv_vacancies(count) &&
		out[0] != count->base.contest->roster->pool)
		stv_exclude_in_place(count, out, n);
	else
		stv_exclude_by_value(count, out, n, false, before_round, after_batch);
}

/* Count by ERS97. */
void
stv_ers97(StvCount *count)
{
	int		   *out = palloc(sizeof(int) * Max(count->ncandidates, 1));

	count->exhausted_at_first = stv_exhausted(&count->now[0]).fixed;
	set_quota(count);
	(void) stv_end_round(count, ACTION_FIRST_PREFERENCES, NULL, 0);
	deem_elected(count);
	while (!stv_over(count))
	{
		Fixed		surpluses = stv_total_surplus(count).fixed;
		int			group = stv_losers_below(count, amount_fixed(surpluses), true, out);

		count->stage++;
		if (surpluses > 0 && !is_deferred(count, surpluses, group))
		{
			/* 5.2.3, 5.3 */
			int			source = stv_largest_surplus(count, count->pending, count->npending);

			if (source == NO_CANDIDATE)
				break;
			stv_transfer_last_batch(count, source, ERS97_DECIMALS);
			deem_elected(count);
		}
		else
			exclude_lowest(count, out, group, surpluses);
	}
	stv_fill(count, TIES_ORDER);
	pfree(out);
}
