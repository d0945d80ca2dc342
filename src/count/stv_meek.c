/*
 * stv_meek.c
 *	  Meek's method: New Zealand's Local Electoral Regulations 2001 (SR 2001/145),
 *	  schedule 1A, and the reference rule of the Proportional Representation
 *	  Foundation.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "count/meek.h"

#define PRF_OMEGA		(FIXED_ONE / 1000000)
#define NZ_SMALL		(FIXED_ONE / 10000)

/* How much the elected have above the quota, each at least 0. */
static Fixed
surplus_of_elected(const StvCount *count, bool floor_each)
{
	Fixed		sum = 0;

	for (int i = 0; i < count->base.nwinners; i++)
	{
		Fixed		surplus = stv_surplus(count, count->base.winners[i].candidate).fixed;

		if (surplus > 0 || !floor_each)
			sum += surplus;
	}
	return Max(sum, 0);
}

/* Distribute, set the quota and elect; whether somebody was elected. */
static bool
iterate(Meek *meek, StvCount *count)
{
	int			nelected = count->base.nwinners;

	meek_distribute(meek);
	stv_set_quota(count, amount_fixed(meek_quota(meek)));
	(void) meek_end_round(meek);
	stv_elect_reaching(count, count->quota, false);

	return count->base.nwinners > nelected;
}

/* PRF B.3: exclude the lowest; level is who is within the surplus of it. */
static void
prf_exclude(Meek *meek, StvCount *count, Fixed surplus)
{
	int		   *out = palloc(sizeof(int) * Max(count->ncandidates, 1));

	meek_exclude(meek, out, stv_choose_within(count, amount_fixed(surplus), out, 0));
	count->stage++;
	pfree(out);
}

/* Count by the reference rule of the PR Foundation. */
void
stv_meek_prf(StvCount *count)
{
	Meek	   *meek = meek_begin(count);
	Fixed		last = -1;

	do
	{
		Fixed		surplus;

		if (iterate(meek, count))
		{
			last = -1;
			continue;
		}
		if (stv_over(count))			/* B.1 */
			break;
		surplus = surplus_of_elected(count, false);
		if (surplus < PRF_OMEGA || (last >= 0 && surplus >= last))	/* B.2.e */
		{
			prf_exclude(meek, count, surplus);
			last = -1;
			continue;
		}
		last = surplus;
		for (int i = 0; i < count->base.nwinners; i++)	/* B.2.f */
			meek_set_keep(meek, count->base.winners[i].candidate,
						  meek_next_keep(meek, count->base.winners[i].candidate));
	} while (!stv_over(count));
	stv_fill(count, TIES_ORDER);
}

/* NZ 17: new keep values for those above the quota; whether any has changed. */
static bool
nz_update_keeps(Meek *meek, StvCount *count)
{
	bool		changed = false;

	for (int i = 0; i < count->base.nwinners; i++)
	{
		int			candidate = count->base.winners[i].candidate;
		int64		next;

		if (stv_surplus(count, candidate).fixed <= 0)
			continue;
		next = meek_next_keep(meek, candidate);
		next = Min(next, BILLION);
		changed |= (next != meek_keep(meek, candidate));
		meek_set_keep(meek, candidate, next);
	}
	return changed;
}

/* Exclude the lowest. */
static void
nz_exclude_lowest(Meek *meek, StvCount *count)
{
	int		   *out = palloc(sizeof(int) * Max(count->ncandidates, 1));

	meek_exclude(meek, out, stv_choose_lowest(count, out, 0));
	count->stage++;
	pfree(out);
}

/* Exclude all who have no votes, as far as enough remain. */
static void
nz_exclude_voteless(Meek *meek, StvCount *count, const int *voteless, int n)
{
	if (stv_nreal(count) - n >= stv_vacancies(count))
	{
		meek_exclude(meek, voteless, n);
		count->stage++;
		return;
	}
	while (!ended_on_tie(&count->base) && stv_nreal(count) > stv_vacancies(count))
		nz_exclude_lowest(meek, count);
}

/*
 * NZ 13, and what the certified calculator does beyond it: two or more without
 * votes go out together, when hardly any surplus is left.
 */
static void
nz_exclude(Meek *meek, StvCount *count)
{
	int		   *left = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int			pool = count->base.contest->roster->pool;
	Fixed		surplus = surplus_of_elected(count, true);
	Fixed		lowest = -1;
	Fixed		next = count->quota.fixed;
	int			n = stv_list_continuing(count, left);
	int			voteless = 0;

	for (int i = 0; i < n; i++)
	{
		Fixed		votes = stv_votes(count, left[i]).fixed;

		if (votes == 0)
			left[voteless++] = left[i];
		if (lowest < 0 || votes < lowest)
		{
			next = lowest < 0 ? next : lowest;
			lowest = votes;
		}
		else if (votes < next)
			next = votes;
	}
	if (pool != NO_CANDIDATE && count->status[pool] == STATUS_CONTINUING)
	{
		if (surplus < NZ_SMALL)
			nz_exclude_lowest(meek, count);
	}
	else if (voteless < 2 || count->member != NULL)
	{
		if (next - lowest > surplus || surplus < NZ_SMALL)
			nz_exclude_lowest(meek, count);
	}
	else if (surplus < NZ_SMALL)
		nz_exclude_voteless(meek, count, left, voteless);
	pfree(left);
}

/* Whether somebody who is excluded still holds votes. */
static bool
excluded_hold_votes(const StvCount *count)
{
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->status[i] == STATUS_ELIMINATED && !amount_is_zero(stv_votes(count, i)))
			return true;
	}
	return false;
}

/*
 * Whether the next round would be one that there has been, from a round on.  Its
 * keep values are those of that round then, and rounded as they are these could
 * go round and round for ever.
 */
static bool
nz_comes_again(const Meek *meek, const StvCount *count, int since)
{
	for (int r = count->base.nrounds - 1; r >= since; r--)
	{
		const int64 *keep = stv_round(count, r)->keep;
		int			same = 0;

		CHECK_FOR_INTERRUPTS();
		while (same < count->ncandidates && keep[same] == meek_keep(meek, same))
			same++;
		if (same == count->ncandidates)
			return true;
	}
	return false;
}

/* Count as in New Zealand. */
void
stv_meek_nz(StvCount *count)
{
	Meek	   *meek = meek_begin(count);
	int			since = 0;		/* the round since which all have their status */

	for (;;)
	{
		int			nleft;
		bool		changed;

		if (iterate(meek, count))
			since = count->base.nrounds - 1;
		if (stv_over(count))			/* 3 */
			break;
		nleft = count->base.nleft;
		nz_exclude(meek, count);
		changed = nz_update_keeps(meek, count) || excluded_hold_votes(count);
		if (count->base.nleft == nleft && nz_comes_again(meek, count, since))
			changed = false;
		if (!changed && !ended_on_tie(&count->base) && stv_nreal(count) > 0)
			nz_exclude_lowest(meek, count);
		if (count->base.nleft < nleft)
			since = count->base.nrounds;
		if (stv_over(count))
			break;
	}
	stv_fill(count, TIES_ORDER);
}
