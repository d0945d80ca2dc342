/*
 * irv_report_sql.c
 *	  SQL functions that show a count as one document.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"

#include "base/pgcompat.h"
#include "report/irv_json.h"
#include "report/irv_report.h"
#include "sql/irv_rows.h"

/* Answer with the sheet of a block. */
static Datum
sheet_of_args(FunctionCallInfo fcinfo, int block)
{
	Contest    *contest = contest_from_args(fcinfo, block + 1);

	if (contest == NULL)
		PG_RETURN_TEXT_P(suppressed_sheet(rules_from_arg(fcinfo, block + 1)->min_ballots));

	PG_RETURN_TEXT_P(count_sheet(contest, block));
}

PG_FUNCTION_INFO_V1(irv_report);

/* irv_report(p, rules): a contest's count sheet. */
Datum
irv_report(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();

	return sheet_of_args(fcinfo, 0);
}

PG_FUNCTION_INFO_V1(irv_slice_report);

/* irv_slice_report(slice, contest, rules): the same of a part of it. */
Datum
irv_slice_report(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	check_slice_contained(PG_GETARG_DATUM(1), PG_GETARG_DATUM(0));

	return sheet_of_args(fcinfo, SLICE_BLOCK);
}

PG_FUNCTION_INFO_V1(irv_json);

/* irv_json(p, rules, config): a count for programs that read RCTab's. */
Datum
irv_json(PG_FUNCTION_ARGS)
{
	Jsonb	   *config = PG_ARGISNULL(2) ? NULL : PG_GETARG_JSONB_P(2);
	Contest    *contest;

	if (config != NULL)
		json_config_check(config);
	contest = contest_from_args(fcinfo, 1);
	if (contest == NULL)
		PG_RETURN_NULL();

	PG_RETURN_JSONB_P(contest_to_json(contest, config));
}
