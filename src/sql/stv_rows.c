/*
 * stv_rows.c
 *	  Rows of a count for several seats.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "sql/stv_rows.h"

/* The contest of a function whose arguments are profiles and then rules. */
Contest *
stv_contest_from_args(FunctionCallInfo fcinfo, int nprofiles)
{
	const StvRules *rules = stv_rules_from_arg(fcinfo, nprofiles);

	return contest_of_profiles(fcinfo, nprofiles, &rules->count);
}

/* An amount of votes as a column. */
void
row_amount(Row *row, Amount amount)
{
	row_numeric(row, amount_to_numeric(amount));
}
