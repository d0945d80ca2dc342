/*
 * line_scan.c
 *	  Stepping through a text line by line, for ballot_lines.h.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "miscadmin.h"

#include "base/excerpt.h"
#include "report/line_scan.h"

#define EXCERPT_BYTES	40		/* of a line that an error shows */

/* Raise 22P02 for the line; an empty text has but one. */
void
line_malformed(const LineScanner *scanner, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("malformed %s text", scanner->format),
			 errdetail("Line %d: %s", Max(scanner->line, 1), detail),
			 errhint("%s", hint)));
}

/* Begin before the first line. */
void
lines_begin(LineScanner *scanner, const char *format, const char *source, int length)
{
	static const char byte_order_mark[] = "\xEF\xBB\xBF";

	*scanner = (LineScanner) {
		.format = format,.next = source,.source_end = source + length,.p = source,.end = source
	};
	if (length >= 3 && memcmp(source, byte_order_mark, 3) == 0)
		scanner->next += 3;
}

/* Step to the next line that is not empty, without spaces around it; false: none. */
bool
line_next(LineScanner *scanner)
{
	while (scanner->next < scanner->source_end)
	{
		const char *end = memchr(scanner->next, '\n', scanner->source_end - scanner->next);

		CHECK_FOR_INTERRUPTS();
		scanner->p = scanner->next;
		scanner->end = end ? end : scanner->source_end;
		scanner->next = end ? end + 1 : scanner->source_end;
		scanner->line++;
		while (scanner->end > scanner->p && isspace((unsigned char) scanner->end[-1]))
			scanner->end--;
		line_skip_space(scanner);
		if (scanner->p < scanner->end)
			return true;
	}
	return false;
}

/* Pass spaces. */
void
line_skip_space(LineScanner *scanner)
{
	while (scanner->p < scanner->end && isspace((unsigned char) *scanner->p))
		scanner->p++;
}

/* Pass a character, with spaces around it; false: it is not the next one. */
bool
line_skip(LineScanner *scanner, char c)
{
	line_skip_space(scanner);
	if (scanner->p == scanner->end || *scanner->p != c)
		return false;
	scanner->p++;
	line_skip_space(scanner);

	return true;
}

/* Whether the rest of the line begins with these words. */
bool
line_starts(const LineScanner *scanner, const char *words)
{
	size_t		length = strlen(words);

	return (size_t) (scanner->end - scanner->p) >= length &&
		pg_strncasecmp(scanner->p, words, length) == 0;
}

/* Pass these words; false: the rest of the line does not begin with them. */
bool
line_skip_words(LineScanner *scanner, const char *words)
{
	if (!line_starts(scanner, words))
		return false;
	scanner->p += strlen(words);

	return true;
}

/* Pass a whole number of up to 10^18; -1: there is none. */
int64
line_number(LineScanner *scanner)
{
	int64		number = 0;

	line_skip_space(scanner);
	if (scanner->p == scanner->end || !isdigit((unsigned char) *scanner->p))
		return -1;
	for (; scanner->p < scanner->end && isdigit((unsigned char) *scanner->p); scanner->p++)
	{
		number = number * 10 + (*scanner->p - '0');
		if (number > VOTES_MAX)
			line_malformed(scanner, "There are more than 10^18 ballots.",
						   "A contest has at most 10^18 votes.");
	}
	return number;
}

/* What is left of the line in quotes, if need be only its beginning. */
char *
line_rest(const LineScanner *scanner)
{
	int			length = scanner->end - scanner->p;

	if (length == 0)
		return pstrdup("the end of the line");

	return psprintf("\"%s\"", text_excerpt(scanner->p, length, EXCERPT_BYTES));
}

/* Add the ballot that was built to a profile, so many times; 22003 for too many. */
void
line_add_ballots(LineScanner *scanner, Profile *profile, int64 ballots)
{
	BallotCount count = {ballots, votes_whole(ballots)};

	if (ballots < 1)
		line_malformed(scanner, "It does not begin with a number of ballots.",
					   "A line is a number of ballots, a colon and a ranking.");
	if (ballots > VOTES_MAX - scanner->ballots)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("profile has too many votes"),
				 errdetail("Line %d: A profile holds at most 10^18 ballots and votes.",
						   scanner->line)));
	scanner->ballots += ballots;
	scanner->rankings++;
	profile_add_ballots(profile,
						ranking_pool_intern(profile->pool,
											ballot_finish(&profile->pool->builder)),
						count);
}
