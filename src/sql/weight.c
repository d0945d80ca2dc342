/*
 * weight.c
 *	  The type prefcount_weight: what stands in a weight's place and is no
 *	  numeric.
 *
 * PostgreSQL converts a float to numeric, and so finds an aggregate that takes
 * numeric, only where it is told to.  So each aggregate is there a second time,
 * with this type: it is a numeric inside, which floats become exactly as they
 * print, and it says what is wrong where rules are given for a weight.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "common/shortest_dec.h"
#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/numeric.h"

#include "base/pgcompat.h"

/* Raise 22023 for rules where a weight should be, or save it in a context. */
static void
rules_for_weight(Node *context)
{
	errsave(context,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("rules cannot be given to an aggregate of ballots"),
			 errdetail("Behind a ranking comes the weight of its ballot."),
			 errhint("Count a profile by rules: irv_winner(profile_agg(ranking), rules).")));
}

/* The weight that decimal text names; none if an error was saved. */
static Datum
weight_of_text(char *text, Node *context)
{
	Datum		weight = (Datum) 0;

	while (isspace((unsigned char) *text))
		text++;
	if (*text == '{')
		rules_for_weight(context);
	else if (!input_call(numeric_in, text, context, &weight))
		weight = (Datum) 0;

	return weight;
}

PG_FUNCTION_INFO_V1(prefcount_weight_in);
Datum
prefcount_weight_in(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(weight_of_text(PG_GETARG_CSTRING(0), fcinfo->context));
}

PG_FUNCTION_INFO_V1(prefcount_weight_out);
Datum
prefcount_weight_out(PG_FUNCTION_ARGS)
{
	return numeric_out(fcinfo);
}

/* A float as the shortest decimal that stands for it, whatever the settings. */
PG_FUNCTION_INFO_V1(prefcount_weight_from_float8);
Datum
prefcount_weight_from_float8(PG_FUNCTION_ARGS)
{
	char		text[DOUBLE_SHORTEST_DECIMAL_LEN];

	double_to_shortest_decimal_buf(PG_GETARG_FLOAT8(0), text);

	PG_RETURN_DATUM(weight_of_text(text, NULL));
}

PG_FUNCTION_INFO_V1(prefcount_weight_from_real);
Datum
prefcount_weight_from_real(PG_FUNCTION_ARGS)
{
	char		text[FLOAT_SHORTEST_DECIMAL_LEN];

	float_to_shortest_decimal_buf(PG_GETARG_FLOAT4(0), text);

	PG_RETURN_DATUM(weight_of_text(text, NULL));
}

/* A number in jsonb; an object is rules. */
PG_FUNCTION_INFO_V1(prefcount_weight_from_jsonb);
Datum
prefcount_weight_from_jsonb(PG_FUNCTION_ARGS)
{
	Jsonb	   *jsonb = PG_GETARG_JSONB_P(0);

	PG_RETURN_DATUM(weight_of_text(JsonbToCString(NULL, &jsonb->root, VARSIZE(jsonb)), NULL));
}

PG_FUNCTION_INFO_V1(prefcount_weight_from_json);
Datum
prefcount_weight_from_json(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(weight_of_text(text_to_cstring(PG_GETARG_TEXT_PP(0)), NULL));
}
