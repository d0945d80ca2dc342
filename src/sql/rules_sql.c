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

#include "base/pgcompat.h"
#include "count/rules.h"
#include "count/rules_presets.h"
#include "sql/columns.h"

#define PRESET_COLUMNS	3

/* irv_rules_check(rules): the rules with all defaults filled in. */
PG_FUNCTION_INFO_V1(irv_rules_check);
Datum
irv_rules_check(PG_FUNCTION_ARGS)
{
	PG_RETURN_JSONB_P(rules_to_jsonb(rules_from_arg(fcinfo, 0)));
}

/* The names of all presets, for a hint. */
static char *
preset_names(void)
{
	StringInfoData names;
	const RulesPreset *preset;

	initStringInfo(&names);
	for (int i = 0; (preset = rules_preset_number(i)) != NULL; i++)
		appendStringInfo(&names, "%s%s", i > 0 ? ", " : "", preset->name);

	return names.data;
}

/* The rules of a preset as jsonb. */
static Datum
preset_rules(const RulesPreset *preset)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(preset->rules));
}

/* irv_rules(name): the rules of a preset. */
PG_FUNCTION_INFO_V1(prefcount_irv_rules);
Datum
prefcount_irv_rules(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	const RulesPreset *preset = rules_preset_find(name);

	if (preset == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown rules preset"),
				 errdetail("There is no preset \"%s\".", name),
				 errhint("The presets are %s.", preset_names())));
	PG_RETURN_DATUM(preset_rules(preset));
}

/* irv_rules_presets(): all presets, by name. */
PG_FUNCTION_INFO_V1(prefcount_irv_rules_presets);
Datum
prefcount_irv_rules_presets(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;
	const RulesPreset *preset;

	InitMaterializedSRF(fcinfo, 0);
	check_columns(rsinfo->setDesc, PRESET_COLUMNS);
	for (int i = 0; (preset = rules_preset_number(i)) != NULL; i++)
	{
		Datum		values[PRESET_COLUMNS];
		bool		nulls[PRESET_COLUMNS] = {false};

		values[0] = CStringGetTextDatum(preset->name);
		values[1] = preset_rules(preset);
		values[2] = CStringGetTextDatum(preset->description);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
