/*
 * draw_args.c
 *	  Arguments of the functions that draw ballots again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "profile/profile_datum.h"
#include "sql/draw_args.h"

/* Raise 22023 for an argument of a draw. */
pg_noreturn void
draw_argument_error(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid argument of a draw"),
			 errdetail("%s", detail),
			 errhint("Give a number of draws from 1 to %d, a draw and outstanding ballots of 0 or more, and any text as seed.",
					 DRAWS_MAX)));
}

/* A whole number from an argument; 22023 if it is NULL, too small or too large. */
int64
draw_number_from_arg(FunctionCallInfo fcinfo, int argno, const char *name,
					 int64 least, int64 most)
{
	if (PG_ARGISNULL(argno))
		draw_argument_error(psprintf("\"%s\" is NULL.", name));
	if (PG_GETARG_INT64(argno) < least || PG_GETARG_INT64(argno) > most)
		draw_argument_error(psprintf("\"%s\" is " INT64_FORMAT ".", name, PG_GETARG_INT64(argno)));

	return PG_GETARG_INT64(argno);
}

/* The key of the seed argument; 22023 if it is NULL. */
RandomKey
draw_key_from_arg(FunctionCallInfo fcinfo, int argno)
{
	if (PG_ARGISNULL(argno))
		draw_argument_error("\"seed\" is NULL.");

	return random_key(label_from_text(PG_GETARG_TEXT_PP(argno)));
}

/* The number of outstanding ballots; 22023 below 0, NULL is none. */
int64
draw_outstanding(bool isnull, int64 outstanding)
{
	if (isnull)
		return NOTHING_OUTSTANDING;
	if (outstanding < 0)
		draw_argument_error(psprintf("\"outstanding\" is " INT64_FORMAT ".", outstanding));

	return outstanding;
}

/* A profile that is drawn from: its rankings in canonical order. */
void
draw_open_canonical(ProfileReader *reader, Datum profile)
{
	profile_reader_open(reader, profile_flat_datum(profile));
}
