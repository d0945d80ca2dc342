/*
 * irv_slice_sql.c
 *	  SQL functions that follow a slice's ballots through a contest's count.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"

#include "sql/irv_rows.h"
#include "base/pgcompat.h"
#include "profile/profile_merge.h"
#include "profile/profile_datum.h"

PG_FUNCTION_INFO_V1(irv_slice_rounds);
PG_FUNCTION_INFO_V1(irv_slice_round_totals);
PG_FUNCTION_INFO_V1(irv_slice_transfers);

/* Raise 22023 for a slice that has ballots which the contest does not have. */
void
check_slice_contained(Datum contest, Datum slice)
{
	ProfileReader whole;
	ProfileReader part;

	profile_reader_open(&whole, contest);
	profile_reader_open(&part, slice);
	if (!profile_contains(&whole, &part))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("slice is not part of the contest"),
				 errdetail("The slice has ballots that the contest does not have."),
				 errhint("Make both profiles from the same ballots, the slice from some of them.")));
}

/* Count contest and slice together, and put out the slice's rows. */
static Datum
slice_rows(FunctionCallInfo fcinfo, PutRows put_rows)
{
	Contest    *contest;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	check_slice_contained(PG_GETARG_DATUM(1), PG_GETARG_DATUM(0));

	contest = contest_from_args(fcinfo, 2);
	if (contest != NULL)
		put_rows(fcinfo, irv_count(contest, contest->rules->stop, false, NULL),
				 SLICE_BLOCK);

	return (Datum) 0;
}

/* irv_slice_rounds(slice, contest, rules) */
Datum
irv_slice_rounds(PG_FUNCTION_ARGS)
{
	return slice_rows(fcinfo, put_rounds);
}

/* irv_slice_round_totals(slice, contest, rules) */
Datum
irv_slice_round_totals(PG_FUNCTION_ARGS)
{
	return slice_rows(fcinfo, put_round_totals);
}

/* irv_slice_transfers(slice, contest, rules) */
Datum
irv_slice_transfers(PG_FUNCTION_ARGS)
{
	return slice_rows(fcinfo, put_transfers);
}
