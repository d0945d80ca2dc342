/*
 * ballot_lines_sql.c
 *	  SQL functions that read rankings written as text: one, or whole files.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "fmgr.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "base/pgcompat.h"
#include "report/ballot_lines.h"
#include "sql/profile_io.h"

/* A profile of the ballots of a text in some format. */
static Datum
profile_from_lines(FunctionCallInfo fcinfo,
				   void (*add_ballots) (const char *source, int length, Profile *profile))
{
	text	   *source = PG_GETARG_TEXT_PP(0);
	Profile    *profile = temporary_profile();

	add_ballots(VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source), profile);

	return temporary_profile_result(profile);
}

/* profile_from_preflib(file): the ballots. */
PG_FUNCTION_INFO_V1(profile_from_preflib);
Datum
profile_from_preflib(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(profile_from_lines(fcinfo, preflib_add_ballots));
}

/* profile_from_abif(file): the ballots. */
PG_FUNCTION_INFO_V1(profile_from_abif);
Datum
profile_from_abif(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(profile_from_lines(fcinfo, abif_add_ballots));
}

/* profile_from_debian(sheet): the ballots. */
PG_FUNCTION_INFO_V1(profile_from_debian);
Datum
profile_from_debian(PG_FUNCTION_ARGS)
{
	PG_RETURN_DATUM(profile_from_lines(fcinfo, debian_add_ballots));
}

/* A separator; no text at all is none. */
typedef struct Separator
{
	const char *text;
	int			length;
} Separator;

/* A ranking in text on its way to jsonb. */
typedef struct RankingText
{
	const char *start;
	const char *p;
	const char *end;
	Separator	next_rank;
	Separator	same_rank;
	JsonbParseState *state;
} RankingText;

/* Raise 22P02 for what stands at the place reached. */
pg_noreturn static void
ranking_malformed(const RankingText *ranking, const char *what, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("malformed ranking"),
			 errdetail("%s at position %d of \"%.*s\".", what,
					   pg_mbstrlen_with_len(ranking->start, ranking->p - ranking->start) + 1,
					   pg_mbcliplen(ranking->start, ranking->end - ranking->start, 80),
					   ranking->start),
			 errhint("%s", hint)));
}

/* A separator of the arguments; 22023 for one that could not be told from names. */
static Separator
separator_from_arg(FunctionCallInfo fcinfo, int argno)
{
	text	   *arg = PG_GETARG_TEXT_PP(argno);
	Separator	separator = {VARDATA_ANY(arg), VARSIZE_ANY_EXHDR(arg)};

	if (memchr(separator.text, '"', separator.length) != NULL ||
		(separator.length == 0 && argno == 1))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid separator of a ranking"),
				 errdetail("It is \"%.*s\".", separator.length, separator.text),
				 errhint("A separator is a text without quotation marks; that of ranks is not empty.")));

	return separator;
}

/* Raise 22023 for two separators that could not be told from each other. */
static void
check_separators(const RankingText *ranking)
{
	const Separator *next = &ranking->next_rank;
	const Separator *same = &ranking->same_rank;

	if (next->length == same->length && memcmp(next->text, same->text, next->length) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid separator of a ranking"),
				 errdetail("Ranks and candidates at one rank are both parted by \"%.*s\".",
						   next->length, next->text),
				 errhint("Give another separator for candidates at one rank, or an empty text where there are none.")));
}

/* Whether the text goes on with a separator. */
static bool
matches(const RankingText *ranking, const Separator *separator)
{
	return separator->length > 0 && ranking->end - ranking->p >= separator->length &&
		memcmp(ranking->p, separator->text, separator->length) == 0;
}

/*
 * Whether a separator stands at the place reached: of two that begin alike it
 * is the longer one.
 */
static bool
is_at(const RankingText *ranking, const Separator *separator)
{
	const Separator *other = separator == &ranking->next_rank ?
		&ranking->same_rank : &ranking->next_rank;

	return matches(ranking, separator) &&
		!(other->length > separator->length && matches(ranking, other));
}

/* Whether a name, or the place for one, ends here. */
static bool
name_ends(const RankingText *ranking)
{
	return ranking->p == ranking->end || matches(ranking, &ranking->next_rank) ||
		matches(ranking, &ranking->same_rank);
}

/* Pass spaces that are no separators. */
static void
skip_space(RankingText *ranking)
{
	while (!name_ends(ranking) && isspace((unsigned char) *ranking->p))
		ranking->p++;
}

/* Read a name in quotation marks, in which a doubled one is one. */
static char *
read_quoted(RankingText *ranking)
{
	StringInfoData name;

	initStringInfo(&name);
	for (ranking->p++; ranking->p < ranking->end; ranking->p++)
	{
		if (*ranking->p == '"')
		{
			ranking->p++;
			if (ranking->p == ranking->end || *ranking->p != '"')
			{
				if (name.len == 0)
					ranking_malformed(ranking, "There is nothing in quotation marks",
									  "A candidate has a name; a skipped rank is nothing between two separators of ranks.");
				skip_space(ranking);
				if (!name_ends(ranking))
					ranking_malformed(ranking, "There is something behind a quoted name",
									  "Between a quotation mark and the separator are spaces only; one within a name is doubled.");
				return name.data;
			}
		}
		appendStringInfoChar(&name, *ranking->p);
	}
	ranking_malformed(ranking, "A quotation mark is missing",
					  "A name that begins with a quotation mark ends with one.");
}

/* Read a name up to its separator, without spaces around it; empty: none. */
static char *
read_name(RankingText *ranking)
{
	const char *start;
	const char *end;

	skip_space(ranking);
	if (ranking->p < ranking->end && *ranking->p == '"')
		return read_quoted(ranking);
	start = end = ranking->p;
	while (!name_ends(ranking))
	{
		bool		space = isspace((unsigned char) *ranking->p);

		ranking->p += Min(pg_mblen(ranking->p), ranking->end - ranking->p);
		if (!space)
			end = ranking->p;
	}
	return pnstrdup(start, end - start);
}

/* Push a name, or for none a null. */
static void
push_name(RankingText *ranking, char *name)
{
	JsonbValue	value = {.type = jbvNull};

	if (*name != '\0')
	{
		value.type = jbvString;
		value.val.string.val = name;
		value.val.string.len = strlen(name);
	}
	(void) pushJsonbValue(&ranking->state, WJB_ELEM, &value);
}

/* Read what stands at one rank. */
static void
read_rank(RankingText *ranking)
{
	char	   *name = read_name(ranking);

	CHECK_FOR_INTERRUPTS();
	if (!is_at(ranking, &ranking->same_rank))
	{
		push_name(ranking, name);
		return;
	}
	(void) pushJsonbValue(&ranking->state, WJB_BEGIN_ARRAY, NULL);
	for (;;)
	{
		if (*name == '\0')
			ranking_malformed(ranking, "There is no name beside a separator of level candidates",
							  "Level candidates all have names; a skipped rank is nothing between two separators of ranks.");
		push_name(ranking, name);
		if (!is_at(ranking, &ranking->same_rank))
			break;
		ranking->p += ranking->same_rank.length;
		name = read_name(ranking);
	}
	(void) pushJsonbValue(&ranking->state, WJB_END_ARRAY, NULL);
}

/* ranking_from_text(ranking, next_rank, same_rank): as a ranking in jsonb. */
PG_FUNCTION_INFO_V1(ranking_from_text);
Datum
ranking_from_text(PG_FUNCTION_ARGS)
{
	text	   *source = PG_GETARG_TEXT_PP(0);
	RankingText ranking = {.start = VARDATA_ANY(source)};

	ranking.p = ranking.start;
	ranking.end = ranking.start + VARSIZE_ANY_EXHDR(source);
	ranking.next_rank = separator_from_arg(fcinfo, 1);
	ranking.same_rank = separator_from_arg(fcinfo, 2);
	check_separators(&ranking);
	(void) pushJsonbValue(&ranking.state, WJB_BEGIN_ARRAY, NULL);
	skip_space(&ranking);
	if (ranking.p < ranking.end)
	{
		read_rank(&ranking);
		while (ranking.p < ranking.end)
		{
			ranking.p += ranking.next_rank.length;
			read_rank(&ranking);
		}
	}
	PG_RETURN_JSONB_P(JsonbValueToJsonb(pushJsonbValue(&ranking.state, WJB_END_ARRAY, NULL)));
}
