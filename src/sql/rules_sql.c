/*
 * rules_sql.c
 *	  SQL functions on rules: checking them, and rule books known by name.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/tuplestore.h"

#include "base/jsonb_push.h"
#include "base/pgcompat.h"
#include "count/rule_values.h"
#include "count/rules_presets.h"
#include "count/stv_rules.h"
#include "sql/columns.h"

#define PRESET_COLUMNS	3

/* irv_rules_check(rules): the rules with all defaults filled in. */
PG_FUNCTION_INFO_V1(irv_rules_check);
Datum
irv_rules_check(PG_FUNCTION_ARGS)
{
	PG_RETURN_JSONB_P(rules_to_jsonb(rules_from_arg(fcinfo, 0)));
}

/* stv_rules_check(rules): the same of rules for several seats. */
PG_FUNCTION_INFO_V1(stv_rules_check);
Datum
stv_rules_check(PG_FUNCTION_ARGS)
{
	PG_RETURN_JSONB_P(book_rules_to_jsonb(&stv_rule_book,
										  &stv_rules_from_arg(fcinfo, 0)->count));
}

/* Gives presets one after the other; NULL behind the last one. */
typedef const RulesPreset *(*NumberedPreset) (int i);

/* Raise 22023 for a name that no preset has. */
pg_noreturn static void
unknown_preset(const char *name, NumberedPreset numbered)
{
	StringInfoData names;
	const RulesPreset *preset;

	initStringInfo(&names);
	for (int i = 0; (preset = numbered(i)) != NULL; i++)
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", preset->name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown rules preset"),
			 errdetail("There is no preset \"%s\".", name),
			 errhint("The presets are %s.", names.data)));
}

/* The rules of a preset for a number of seats. */
static Datum
rules_for_seats(const RulesPreset *preset, int64 seats)
{
	JsonbParseState *state = NULL;
	Datum		with_seats;

	if (seats < 1)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid number of seats"),
				 errdetail("The number of seats is " INT64_FORMAT ".", seats),
				 errhint("Rule \"seats\" takes a whole number from 1 on.")));
	(void) pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	push_numeric_member(&state, "seats", int64_to_numeric(seats));
	with_seats = JsonbPGetDatum(JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL)));

	return DirectFunctionCall2(jsonb_concat, JsonbPGetDatum(rules_preset_jsonb(preset)), with_seats);
}

/* A row for each preset, by name. */
static Datum
put_presets(FunctionCallInfo fcinfo, NumberedPreset numbered)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const RulesPreset *preset;

	InitMaterializedSRF(fcinfo, 0);
	check_columns(rsinfo->setDesc, PRESET_COLUMNS);
	for (int i = 0; (preset = numbered(i)) != NULL; i++)
	{
		Datum		values[PRESET_COLUMNS];
		bool		nulls[PRESET_COLUMNS] = {false};

		values[0] = CStringGetTextDatum(preset->name);
		values[1] = JsonbPGetDatum(rules_preset_jsonb(preset));
		values[2] = CStringGetTextDatum(preset->description);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}

/* irv_rules(name): the rules of a preset. */
PG_FUNCTION_INFO_V1(prefcount_irv_rules);
Datum
prefcount_irv_rules(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	const RulesPreset *preset = rules_preset_find(name);

	if (preset == NULL)
		unknown_preset(name, rules_preset_number);
	PG_RETURN_DATUM(JsonbPGetDatum(rules_preset_jsonb(preset)));
}

/* irv_rules_presets(): all presets. */
PG_FUNCTION_INFO_V1(prefcount_irv_rules_presets);
Datum
prefcount_irv_rules_presets(PG_FUNCTION_ARGS)
{
	return put_presets(fcinfo, rules_preset_number);
}

/* stv_rules(name, seats): the rules of a preset. */
PG_FUNCTION_INFO_V1(stv_rules);
Datum
stv_rules(PG_FUNCTION_ARGS)
{
	const RulesPreset *preset;
	char	   *name;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	preset = stv_preset_find(name);
	if (preset == NULL)
		unknown_preset(name, stv_preset_number);
	if (PG_ARGISNULL(1))
		PG_RETURN_DATUM(JsonbPGetDatum(rules_preset_jsonb(preset)));

	PG_RETURN_DATUM(rules_for_seats(preset, PG_GETARG_INT64(1)));
}

/* stv_rules_presets(): all presets. */
PG_FUNCTION_INFO_V1(stv_rules_presets);
Datum
stv_rules_presets(PG_FUNCTION_ARGS)
{
	return put_presets(fcinfo, stv_preset_number);
}
