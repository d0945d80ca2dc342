/*
 * votes.c
 *	  Exact numbers of votes: to and from decimal text and numeric.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "fmgr.h"
#include "utils/builtins.h"

#include "pgcompat.h"
#include "votes.h"

/* units up to 19 digits, a sign, a point, nine decimals and the final zero */
#define VOTES_STRING_SIZE	32

/* Raise 22003 for a weight, or save it if there is a context; false. */
static bool
weight_error(const char *decimal, const char *hint, struct Node *context)
{
	errsave(context,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("ballot weight is out of range"),
			 errdetail("The weight is %s.", decimal),
			 errhint("%s", hint)));
	return false;
}

/*
 * Read votes of a decimal number as numeric_out() prints it; 22003, saved in a
 * context that may be there, for all that is not a number from 0 to 10^18 with
 * nine decimals.  Nothing is rounded.
 */
bool
votes_read(const char *decimal, struct Node *context, Votes *result)
{
	const char *p = decimal;
	Votes		votes = {0, 0};
	int32		place = NANOS_PER_VOTE / 10;

	if (!isdigit((unsigned char) *p))
		return weight_error(decimal, "A weight is a number of votes, 0 or more.", context);

	for (; isdigit((unsigned char) *p); p++)
	{
		if (votes.units > VOTES_MAX / 10)
			return weight_error(decimal, "A weight is at most 10^18 votes.", context);
		votes.units = votes.units * 10 + (*p - '0');
	}
	if (*p == '.')
	{
		for (p++; isdigit((unsigned char) *p); p++)
		{
			if (place == 0 && *p != '0')
				return weight_error(decimal,
									"Weights have at most nine decimals: use round(weight::numeric, 9).",
									context);
			votes.nanos += (*p - '0') * place;
			place /= 10;
		}
	}
	if (*p != '\0')
		elog(ERROR, "unexpected decimal number: \"%s\"", decimal);
	if (votes_cmp(votes, votes_whole(VOTES_MAX)) > 0)
		return weight_error(decimal, "A weight is at most 10^18 votes.", context);

	*result = votes;
	return true;
}

/* Votes of a decimal number; errors as votes_read(). */
Votes
votes_parse(const char *decimal)
{
	Votes		votes = {0, 0};

	(void) votes_read(decimal, NULL, &votes);

	return votes;
}

/* Votes of a ballot's weight; errors as votes_parse(). */
Votes
votes_from_weight(Numeric weight)
{
	char	   *decimal;
	Votes		votes;

	decimal = DatumGetCString(DirectFunctionCall1(numeric_out,
												  NumericGetDatum(weight)));
	votes = votes_parse(decimal);
	pfree(decimal);

	return votes;
}

/* How many decimals a number of votes needs: 0 to 9. */
int
votes_scale(Votes v)
{
	int			scale = VOTES_SCALE;

	if (v.nanos == 0)
		return 0;
	for (int32 nanos = v.nanos; nanos % 10 == 0; nanos /= 10)
		scale--;

	return scale;
}

/* A number of votes as decimal text with the fewest decimals. */
char *
votes_to_string(Votes v)
{
	char	   *string = palloc(VOTES_STRING_SIZE);
	int			scale = votes_scale(v);
	bool		negative = v.units < 0;
	int			length;

	if (negative)
		v = votes_sub(votes_whole(0), v);

	length = snprintf(string, VOTES_STRING_SIZE, "%s" INT64_FORMAT ".%09d",
					  negative ? "-" : "", v.units, (int) v.nanos);
	length -= (scale == 0) ? VOTES_SCALE + 1 : VOTES_SCALE - scale;
	string[length] = '\0';

	return string;
}

/* A number of votes as numeric with the fewest decimals. */
Numeric
votes_to_numeric(Votes v)
{
	char	   *string;
	Datum		numeric;

	if (v.nanos == 0)
		return int64_to_numeric(v.units);

	string = votes_to_string(v);
	numeric = DirectFunctionCall3(numeric_in, CStringGetDatum(string),
								  ObjectIdGetDatum(InvalidOid),
								  Int32GetDatum(-1));
	pfree(string);

	return DatumGetNumeric(numeric);
}

/*
 * Raise 22003 for a total that a profile cannot hold, or save it in a context
 * and return false.
 */
bool
votes_read_total(Votes v, struct Node *context)
{
	if (votes_cmp(v, votes_whole(VOTES_MAX)) <= 0)
		return true;
	errsave(context,
			(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
			 errmsg("profile has too many votes"),
			 errdetail("A profile holds at most 10^18 ballots and votes.")));
	return false;
}

/* Raise 22003 for a total that a profile cannot hold. */
void
votes_check_total(Votes v)
{
	(void) votes_read_total(v, NULL);
}
