/*
 * irv_college_sql.c
 *	  SQL functions that count an electoral college.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"

#include "base/decimal.h"
#include "base/label_list.h"
#include "base/pgcompat.h"
#include "count/college.h"
#include "count/shown.h"
#include "profile/profile_datum.h"
#include "sql/arrays.h"
#include "sql/irv_rows.h"

#define COLLEGE_ROUNDS_COLUMNS	8

/* The most digits of a share, before and behind the point. */
#define SHARE_DIGITS	30

/* The arguments, in their order. */
#define SECTIONS_ARG	0
#define PROFILES_ARG	1
#define SHARES_ARG		2
#define RULES_ARG		3

/* An electoral college and the names of its sections. */
typedef struct College
{
	Contest    *contest;		/* NULL: there is none to be counted */
	Datum	   *sections;
} College;

/* Raise 22023 for arguments that make no college. */
pg_noreturn static void
college_error(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid electoral college"),
			 errdetail("%s", detail),
			 errhint("Give three arrays of one length: names of sections, their profiles, and shares above 0, as in ARRAY[1, 1, 1].")));
}

/* The elements of an array argument, none of which may be NULL. */
static Datum *
elements_of_arg(FunctionCallInfo fcinfo, int argno, const char *null_detail, int *n)
{
	ArrayType  *array = PG_GETARG_ARRAYTYPE_P(argno);
	Datum	   *elements;
	bool	   *nulls;

	if (ARR_NDIM(array) > 1)
		college_error("An array has more than one dimension.");
	elements = array_elements(array, &nulls, n);
	for (int i = 0; i < *n; i++)
	{
		if (nulls[i])
			college_error(null_detail);
	}
	return elements;
}

/* Raise 22023 for sections that have the same name. */
static void
check_sections(const Datum *sections, int n)
{
	LabelList	list = {n, labels_of_texts(sections, n), NULL};
	int			twice = label_list_sort(&list);

	if (twice >= 0)
		college_error(psprintf("Section \"%s\" is named twice.",
							   label_string(list.labels[twice])));
}

/* Whether a number above 0 has so many digits that it slows a count down. */
static bool
is_too_long(Numeric share)
{
	Datum		scaled = DirectFunctionCall2(numeric_round, NumericGetDatum(share),
											 Int32GetDatum(SHARE_DIGITS));

	return decimal_cmp(DatumGetNumeric(scaled), share) != 0 ||
		decimal_cmp(share, decimal_power_of_ten(SHARE_DIGITS)) > 0;
}

/* The shares; 22023 unless all are numbers above 0. */
static const Numeric *
check_shares(const Datum *elements, int n)
{
	Numeric    *shares = palloc(sizeof(Numeric) * Max(n, 1));

	for (int i = 0; i < n; i++)
	{
		shares[i] = DatumGetNumeric(elements[i]);
		if (numeric_is_nan(shares[i]) || numeric_is_inf(shares[i]) ||
			decimal_sign(shares[i]) <= 0)
			college_error(psprintf("A share is %s.",
								   DatumGetCString(DirectFunctionCall1(numeric_out,
																	   elements[i]))));
		if (is_too_long(shares[i]))
			college_error(psprintf("A share has more than %d digits before or after the point.",
								   SHARE_DIGITS));
		CHECK_FOR_INTERRUPTS();
	}
	return shares;
}

/* The college of the arguments. */
static College
college_from_args(FunctionCallInfo fcinfo)
{
	const CountRules *rules = rules_from_arg(fcinfo, RULES_ARG);
	College		college = {NULL, NULL};
	ProfileReader *readers;
	Datum	   *profiles;
	Datum	   *shares;
	int			n;
	int			nprofiles;
	int			nshares;

	rules_check_count(rules);
	rules_check_college(rules);
	for (int i = SECTIONS_ARG; i <= SHARES_ARG; i++)
	{
		if (PG_ARGISNULL(i))
			return college;
	}
	college.sections = elements_of_arg(fcinfo, SECTIONS_ARG,
									   "The name of a section is NULL.", &n);
	profiles = elements_of_arg(fcinfo, PROFILES_ARG,
							   "The profile of a section is NULL.", &nprofiles);
	shares = elements_of_arg(fcinfo, SHARES_ARG, "A share is NULL.", &nshares);
	if (nprofiles != n || nshares != n)
		college_error(psprintf("There are %d sections, %d profiles and %d shares.",
							   n, nprofiles, nshares));
	check_sections(college.sections, n);
	if (n == 0)
		return college;

	readers = palloc(sizeof(ProfileReader) * n);
	for (int i = 0; i < n; i++)
		profile_reader_open(&readers[i], profiles[i]);
	college.contest = contest_create_college(readers, n, check_shares(shares, n),
											 rules);

	return college;
}

/* The rows of one section in a round. */
static void
put_section(FunctionCallInfo fcinfo, const College *college,
			const CountRound *round, const Numeric *percents, int section)
{
	const Contest *contest = college->contest;
	const BlockRound *ballots = &round->blocks[section];
	int		   *order = round_order(round, section);

	MemoryContext old_context = rows_begin();

	for (int i = 0; i < round->n; i++)
	{
		int			position = order[i];
		int			candidate = round->candidates[position];
		Datum		values[COLLEGE_ROUNDS_COLUMNS];
		bool		nulls[COLLEGE_ROUNDS_COLUMNS];
		Row			row;

		row_begin(&row, values, nulls);
		row_int(&row, round->number);
		row_text(&row, DatumGetTextPP(college->sections[section]));
		row_candidate(&row, contest->roster, candidate);
		row_votes(&row, ballots->votes[position]);
		row_numeric(&row, college_section_percent(contest, ballots, section, position));
		row_numeric(&row, percents[position]);
		row_word(&row, status_name(round->status[position]));
		row_word(&row, decided_by(round, candidate));
		row_put(&row, fcinfo);
		CHECK_FOR_INTERRUPTS();
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
	pfree(order);
}

/* irv_college_rounds(sections, profiles, shares, rules) */
PG_FUNCTION_INFO_V1(irv_college_rounds);
Datum
irv_college_rounds(PG_FUNCTION_ARGS)
{
	College		college;
	Count	   *count;

	InitMaterializedSRF(fcinfo, 0);
	college = college_from_args(fcinfo);
	if (college.contest == NULL)
		return (Datum) 0;

	count = irv_count(college.contest, college.contest->rules->stop, false, NULL);
	for (int r = 0; r < count->nrounds; r++)
	{
		MemoryContext old_context = rows_begin();
		const Numeric *percents = college_percents(college.contest, count->rounds[r]);

		for (int section = 0; section < college.contest->nblocks; section++)
			put_section(fcinfo, &college, count->rounds[r], percents, section);
		rows_end(old_context);
	}

	return (Datum) 0;
}

/* irv_college_places(sections, profiles, shares, rules) */
PG_FUNCTION_INFO_V1(irv_college_places);
Datum
irv_college_places(PG_FUNCTION_ARGS)
{
	College		college;

	InitMaterializedSRF(fcinfo, 0);
	college = college_from_args(fcinfo);
	if (college.contest != NULL)
		put_places(fcinfo, college.contest);

	return (Datum) 0;
}
