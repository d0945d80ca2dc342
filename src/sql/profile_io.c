/*
 * profile_io.c
 *	  Input and output functions of the type preference_profile.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "libpq/pqformat.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/memutils.h"

#include "base/bytehash.h"
#include "base/pgcompat.h"
#include "profile/profile_flat.h"
#include "profile/profile_text.h"
#include "sql/profile_io.h"

PREFCOUNT_MODULE_MAGIC;

extern PGDLLEXPORT void _PG_init(void);

/* What a process does once, when it loads the module. */
void
_PG_init(void)
{
	bytehash_draw_secrets();
}

/*
 * A new, empty profile for a function that is going to return it with
 * temporary_profile_result().
 */
Profile *
temporary_profile(void)
{
	RankingPool *pool = ranking_pool_create(CurrentMemoryContext,
											ALLOCSET_DEFAULT_MAXSIZE);
	Profile    *profile = MemoryContextAlloc(pool->context, sizeof(Profile));

	profile_init(profile, pool);

	return profile;
}

/* The flat value of such a profile, whose memory is freed. */
Datum
temporary_profile_result(Profile *profile)
{
	Datum		value = PointerGetDatum(profile_flatten(profile));

	MemoryContextDelete(profile->pool->context);

	return value;
}

/*
 * A profile's text form, given as a C string, as a value; none if an error was
 * saved in a context that may be there.
 */
static Datum
profile_from_text(char *text, Node *context)
{
	Profile    *profile = temporary_profile();

	if (profile_parse(profile, text, context))
		return temporary_profile_result(profile);

	MemoryContextDelete(profile->pool->context);
	return (Datum) 0;
}

/* A profile's text form of a value, as a C string. */
static char *
profile_to_text(Datum value)
{
	ProfileReader reader;
	StringInfoData out;

	profile_reader_open(&reader, profile_flat_datum(value));
	initStringInfo(&out);
	profile_print(&out, &reader);

	return out.data;
}

PG_FUNCTION_INFO_V1(preference_profile_in);
Datum
preference_profile_in(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(profile_from_text(PG_GETARG_CSTRING(0), fcinfo->context));
}

PG_FUNCTION_INFO_V1(preference_profile_out);
Datum
preference_profile_out(PG_FUNCTION_ARGS)
{
	PG_RETURN_CSTRING(profile_to_text(PG_GETARG_DATUM(0)));
}

/* Cast from jsonb: its text is a profile's text form. */
PG_FUNCTION_INFO_V1(preference_profile_from_jsonb);
Datum
preference_profile_from_jsonb(PG_FUNCTION_ARGS)
{
	Jsonb	   *jsonb = PG_GETARG_JSONB_P(0);

	PG_RETURN_DATUM(profile_from_text(JsonbToCString(NULL, &jsonb->root,
													 VARSIZE(jsonb)),
									  NULL));
}

/* Cast to jsonb. */
PG_FUNCTION_INFO_V1(preference_profile_to_jsonb);
Datum
preference_profile_to_jsonb(PG_FUNCTION_ARGS)
{
	char	   *text = profile_to_text(PG_GETARG_DATUM(0));

	PG_RETURN_DATUM(DirectFunctionCall1(jsonb_in, CStringGetDatum(text)));
}

/* Cast from json, whose text is a profile's text form. */
PG_FUNCTION_INFO_V1(json_to_profile);
Datum
json_to_profile(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(profile_from_text(text_to_cstring(PG_GETARG_TEXT_PP(0)), NULL));
}

/* Cast to json. */
PG_FUNCTION_INFO_V1(profile_to_json);
Datum
profile_to_json(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(profile_to_text(PG_GETARG_DATUM(0))));
}

/* Binary input: the flat form without its length; 22P03 if it is not valid. */
PG_FUNCTION_INFO_V1(preference_profile_recv);
Datum
preference_profile_recv(PG_FUNCTION_ARGS)
{
	StringInfo	message = (StringInfo) PG_GETARG_POINTER(0);
	int			size = message->len - message->cursor;
	const char *bytes = pq_getmsgbytes(message, size);
	const char *fault = flat_check((const uint8 *) bytes, size);

	if (fault)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_BINARY_REPRESENTATION),
				 errmsg("malformed binary preference profile"),
				 errdetail("%s", fault)));

	/* a varlena is made the same way for text as for any other type */
	PG_RETURN_BYTEA_P(cstring_to_text_with_len(bytes, size));
}

/* Binary output: the flat form without its length. */
PG_FUNCTION_INFO_V1(preference_profile_send);
Datum
preference_profile_send(PG_FUNCTION_ARGS)
{
	struct varlena *bytes;

	bytes = (struct varlena *) DatumGetPointer(profile_flat_datum(PG_GETARG_DATUM(0)));

	PG_RETURN_BYTEA_P(cstring_to_text_with_len(VARDATA_ANY(bytes),
											   VARSIZE_ANY_EXHDR(bytes)));
}
