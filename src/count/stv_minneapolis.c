/*
 * stv_minneapolis.c
 *	  Minneapolis, Code of Ordinances 8.5, sections 167.20 and 167.70(c).
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/stv.h"

/* Four decimals, ignoring any remainder; in billionths. */
#define MPLS_UNIT		(BILLION / 10000)

#define VALUE_ONE_STEP	1

/* Cut billionths to four decimals. */
static Fixed
cut(Fixed billionths)
{
	return billionths - billionths % MPLS_UNIT;
}

/*
 * 167.20: the surplus fraction of a vote, and by that the transfer value.  In one
 * step: the value times the surplus, and of that the part.
 */
static TransferValue
fraction_of_value(const StvCount *count, const TransferValue *value,
				  Amount surplus, Amount votes)
{
	Fixed		fraction;

	if (count->rules->value == VALUE_ONE_STEP)
	{
		fraction = fixed_round_down(fixed_mul_div(value->n, surplus.fixed, BILLION, NULL), 4);
		return value_decimal(cut(fixed_mul_div(fraction, BILLION, votes.fixed, NULL)));
	}
	fraction = cut(fixed_mul_div(surplus.fixed, BILLION, votes.fixed, NULL));

	return value_decimal(cut(fixed_mul_div(fraction, value->n, BILLION, NULL)));
}

/* 167.70(c)(1)b: all surpluses of those at or above the threshold. */
static Amount
all_surpluses(const StvCount *count, const int *over, int n)
{
	Amount		sum = amount_fixed(0);

	for (int i = 0; i < n; i++)
		sum = amount_add(sum, stv_surplus(count, over[i]));

	return sum;
}

/*
 * 167.70(c)(1)c: who cannot be elected any more; in the second round also the
 * write-ins.
 */
static int
certain_losers(StvCount *count, Amount surplus, int *out)
{
	int			pool = count->base.contest->roster->pool;
	bool		pool_is_in = pool != NO_CANDIDATE && count->status[pool] == STATUS_CONTINUING;
	int			n;

	if (!pool_is_in)
		return stv_losers_below(count, surplus, false, out);

	/* they may still get what the pool has */
	count->status[pool] = STATUS_ELIMINATED;
	n = stv_losers_below(count, amount_add(surplus, stv_votes(count, pool)), false, out);
	count->status[pool] = STATUS_CONTINUING;
	out[n] = pool;

	return n + 1;
}

/* Whether as many continue as there are seats to be filled. */
static bool
just_enough(const StvCount *count, int leaving)
{
	return stv_nreal(count) - leaving <= stv_vacancies(count);
}

/* 167.70(c)(1)c, e: exclude candidates; whether the count goes on. */
static bool
exclude(StvCount *count, const int *out, int n, bool moves_at_last)
{
	int			real = n;

	for (int i = 0; i < n; i++)
	{
		if (out[i] == count->base.contest->roster->pool)
			real--;
	}
	if (n == 0)
		return false;
	if (real > 0 && just_enough(count, real) && !moves_at_last)
	{
		stv_exclude_in_place(count, out, n);
		return false;
	}
	stv_transfer_excluded(count, out, n);

	return true;
}

/* 167.70(c)(1)d: the largest surplus; whether the count goes on. */
static bool
transfer_largest(StvCount *count, const int *over, int n)
{
	int			source = stv_largest_surplus(count, over, n);

	if (source == NO_CANDIDATE || !stv_elect(count, source))
		return false;
	stv_transfer_surplus(count, source, fraction_of_value);

	return true;
}

/* 167.70(c)(1)e: the lowest; whether the count goes on. */
static bool
defeat_lowest(StvCount *count, int *out)
{
	int			n;

	if (just_enough(count, 0))
		return false;
	n = stv_choose_lowest(count, out, 0);

	return exclude(count, out, n, false) && !just_enough(count, 0);
}

/* 167.70(c)(1): one stage; whether the count goes on. */
static bool
next_stage(StvCount *count, int *over, int *out)
{
	/* candidates at the threshold continue until their surplus moves */
	int			nover = stv_reaching(count, count->quota, false, over);
	int			n = stv_choose_others(count, out);

	if (n > 0 && stv_vacancies(count) > 0)
	{
		count->stage++;
		return exclude(count, out, n, false);
	}
	if (count->base.nwinners + nover >= count->seats)
	{
		stv_elect_reaching(count, count->quota, false);
		return false;
	}
	if (just_enough(count, 0) && !count->rules->finish_after_lowest_only)
		return false;
	count->stage++;
	n = certain_losers(count, all_surpluses(count, over, nover), out);
	if (n > 0)
		return exclude(count, out, n, count->rules->transfer_last_batch);

	return nover > 0 ? transfer_largest(count, over, nover) : defeat_lowest(count, out);
}

/* Count as in Minneapolis. */
void
stv_minneapolis(StvCount *count)
{
	int		   *over = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int		   *out = palloc(sizeof(int) * (count->ncandidates + 1));

	stv_set_quota(count, stv_droop(count));
	(void) stv_end_round(count, ACTION_FIRST_PREFERENCES, NULL, 0);
	while (!ended_on_tie(&count->base) && next_stage(count, over, out))
		;
	stv_fill(count, TIES_ORDER);
	pfree(over);
	pfree(out);
}
