/*
 * stv_wigm.c
 *	  The weighted inclusive Gregory method, and its first part alone: bottoms up.
 *
 * Clauses are those of the Scottish Local Government Elections Order 2007 (SSI
 * 2007/42), schedule 1, which is this method with quota droop and 5 decimals.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/stv.h"

/* What a candidate needs, by the rule quota; rule 46: droop. */
static Amount
quota_of(const StvCount *count)
{
	switch (count->rules->quota)
	{
		case QUOTA_HARE:
			return amount_exact_share(count->papers_total.fixed, count->seats_given);
		case QUOTA_DROOP_EXACT:
			return amount_exact_share(count->papers_total.fixed, count->seats_given + 1);
		default:
			return stv_droop(count);
	}
}

/* Rule 48(3): a paper's new value, rounded down once. */
static TransferValue
share_of_surplus(const StvCount *count, const TransferValue *value,
				 Amount surplus, Amount votes)
{
	Fixed		billionths;
	int64		decimals = count->rules->decimals;

	if (decimals == NO_LIMIT)
		return value_exact(*value, surplus, votes);
	billionths = fixed_mul_div(value->n, surplus.fixed, votes.fixed, NULL);
	for (int64 i = decimals; i < VOTES_SCALE; i++)
		billionths /= 10;
	for (int64 i = decimals; i < VOTES_SCALE; i++)
		billionths *= 10;

	return value_decimal(billionths);
}

/* Rules 50 and 51: exclude the lowest, or a run of them. */
static void
exclude_lowest(StvCount *count)
{
	int		   *out = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int			n = 0;

	if (count->rules->exclusion == EXCLUSION_BATCH)
		n = stv_losers_below(count, stv_total_surplus(count), false, out);
	if (n < 2)
		n = stv_choose_lowest(count, out, 0);
	if (n > 0 && !count->rules->last_transfer && stv_nreal(count) - n <= stv_vacancies(count))
		stv_exclude_in_place(count, out, n);
	else if (n > 0)
		stv_transfer_excluded(count, out, n);
	pfree(out);
}

/* Count by weighted inclusive Gregory. */
void
stv_wigm(StvCount *count)
{
	bool		exceed = (count->rules->quota == QUOTA_DROOP_EXACT);

	stv_set_quota(count, quota_of(count));
	(void) stv_end_round(count, ACTION_FIRST_PREFERENCES, NULL, 0);
	for (;;)
	{
		int			source;

		/* rule 47: at any stage */
		stv_elect_reaching(count, count->quota, exceed);
		stv_drop_settled(count);

		/* rule 52: as many as are needed are left */
		if (stv_over(count))
			break;
		count->stage++;
		if (count->npending == 0)
		{
			exclude_lowest(count);
			continue;
		}

		/* rule 49: the highest surplus first */
		source = stv_largest_surplus(count, count->pending, count->npending);
		if (source != NO_CANDIDATE)
			stv_transfer_surplus(count, source, share_of_surplus);
	}
	stv_fill(count, TIES_ORDER);
}

/* Exclude the lowest until as many remain as there are seats: there is no quota. */
void
stv_bottoms_up(StvCount *count)
{
	(void) stv_end_round(count, ACTION_FIRST_PREFERENCES, NULL, 0);
	while (!stv_over(count))
	{
		count->stage++;
		exclude_lowest(count);
	}
	stv_fill(count, TIES_ORDER);
}
