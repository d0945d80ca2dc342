/*
 * irv_agg.c
 *	  Final functions of the one-step aggregates irv_winner, irv_runner_up and
 *	  irv_order.
 *
 * There is one SQL function for each type that an answer can have; the C
 * function behind them looks its own result type up, since an expression tree
 * to ask is not there everywhere.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"

#include "base/pgcompat.h"
#include "count/answers.h"
#include "profile/profile_datum.h"
#include "sql/profile_agg_long.h"

/* A label as a value of a type: text, or what its input function makes of it. */
static Datum
label_as(Label label, Oid type)
{
	text	   *string = label_to_text(label);
	Oid			input;
	Oid			ioparam;

	if (type == TEXTOID)
		return PointerGetDatum(string);

	getTypeInputInfo(type, &input, &ioparam);
	return OidInputFunctionCall(input, text_to_cstring(string), ioparam, -1);
}

/* Answer with one candidate of a profile, or NULL. */
static Datum
one_candidate(FunctionCallInfo fcinfo, Datum profile, LabelFunction find)
{
	ProfileReader reader;
	Label		label;

	profile_reader_open(&reader, profile);
	if (!find(&reader, rules_default(), &label))
		PG_RETURN_NULL();

	return label_as(label, get_func_rettype(fcinfo->flinfo->fn_oid));
}

/* The winner by the default rules. */
PG_FUNCTION_INFO_V1(irv_winner_final);
Datum
irv_winner_final(PG_FUNCTION_ARGS)
{
	return one_candidate(fcinfo, PG_GETARG_DATUM(0), irv_winner_label);
}

/* The runner-up by the default rules. */
PG_FUNCTION_INFO_V1(irv_runner_up_final);
Datum
irv_runner_up_final(PG_FUNCTION_ARGS)
{
	return one_candidate(fcinfo, PG_GETARG_DATUM(0), irv_runner_up_label);
}

/* The type of the elements of an array that a function returns. */
static Oid
result_element_type(FunctionCallInfo fcinfo)
{
	return get_element_type(get_func_rettype(fcinfo->flinfo->fn_oid));
}

/*
 * The candidates of a profile in order of finish, as far as it is known from the
 * first place on; NULL where a tie leaves that open.
 */
static Datum
order_of_finish(FunctionCallInfo fcinfo, Datum profile)
{
	Oid			type = result_element_type(fcinfo);
	ProfileReader reader;
	Label	   *labels;
	Datum	   *elements;
	int			n;
	int16		length;
	bool		by_value;
	char		align;

	profile_reader_open(&reader, profile);
	if (!irv_order_labels(&reader, rules_default(), &labels, &n))
		PG_RETURN_NULL();
	elements = palloc(sizeof(Datum) * Max(n, 1));
	for (int i = 0; i < n; i++)
		elements[i] = label_as(labels[i], type);
	get_typlenbyvalalign(type, &length, &by_value, &align);

	PG_RETURN_ARRAYTYPE_P(construct_array(elements, n, type, length, by_value, align));
}

/* The order of finish by the default rules. */
PG_FUNCTION_INFO_V1(irv_order_final);
Datum
irv_order_final(PG_FUNCTION_ARGS)
{
	/* no rows at all, in a serial plan; a parallel one has an empty state */
	if (PG_ARGISNULL(0))
		PG_RETURN_ARRAYTYPE_P(construct_empty_array(result_element_type(fcinfo)));

	return order_of_finish(fcinfo, PG_GETARG_DATUM(0));
}

/* The winner of a long table by the default rules. */
PG_FUNCTION_INFO_V1(prefcount_long_winner);
Datum
prefcount_long_winner(PG_FUNCTION_ARGS)
{
	return one_candidate(fcinfo, profile_of_long_state(fcinfo), irv_winner_label);
}

/* The runner-up of a long table by the default rules. */
PG_FUNCTION_INFO_V1(prefcount_long_runner_up);
Datum
prefcount_long_runner_up(PG_FUNCTION_ARGS)
{
	return one_candidate(fcinfo, profile_of_long_state(fcinfo), irv_runner_up_label);
}

/* The order of finish of a long table by the default rules. */
PG_FUNCTION_INFO_V1(prefcount_long_order);
Datum
prefcount_long_order(PG_FUNCTION_ARGS)
{
	return order_of_finish(fcinfo, profile_of_long_state(fcinfo));
}
