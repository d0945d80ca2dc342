/*
 * blt_scan.c
 *	  The words of a BLT text, see blt.h.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "base/excerpt.h"
#include "report/blt_scan.h"

#define EXCERPT_BYTES	40		/* of a faulty word that an error shows */

/* Raise 22P02. */
void
blt_malformed(int line, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("malformed BLT text"),
			 errdetail("Line %d: %s", line, detail),
			 hint != NULL ? errhint("%s", hint) : 0));
	pg_unreachable();
}

/* A word in quotes, if need be only its beginning, for an error's detail. */
char *
blt_excerpt(Word word)
{
	return psprintf("\"%s\"", text_excerpt(word.start, word.length, EXCERPT_BYTES));
}

/* Pass a comment up to the end of its line, which stays. */
static void
skip_line_comment(BltScanner *scanner)
{
	while (scanner->p < scanner->end && *scanner->p != '\n')
		scanner->p++;
}

/* Pass a comment between slashes and stars, in which lines may end. */
static void
skip_enclosed_comment(BltScanner *scanner)
{
	int			line = scanner->line;

	for (scanner->p += 2; scanner->p + 1 < scanner->end; scanner->p++)
	{
		if (scanner->p[0] == '*' && scanner->p[1] == '/')
		{
			scanner->p += 2;
			return;
		}
		if (*scanner->p == '\n')
			scanner->line++;
	}
	blt_malformed(line, "A comment does not end.", "A comment that begins with /* ends with */.");
}

/* Pass spaces and comments, and on demand ends of lines. */
void
blt_skip_space(BltScanner *scanner, bool lines)
{
	while (scanner->p < scanner->end)
	{
		char		c = *scanner->p;

		if (c == '#')
			skip_line_comment(scanner);
		else if (c == '/' && scanner->p + 1 < scanner->end && scanner->p[1] == '*')
			skip_enclosed_comment(scanner);
		else if (c == ' ' || c == '\t' || c == '\r' || (c == '\n' && lines))
		{
			scanner->line += (c == '\n');
			scanner->p++;
		}
		else
			return;
	}
}

/* Whether nothing but spaces and comments is left of the line. */
bool
blt_at_line_end(BltScanner *scanner)
{
	blt_skip_space(scanner, false);

	return scanner->p == scanner->end || *scanner->p == '\n';
}

/* Whether a word, or a line, ends before a character. */
bool
blt_ends_word(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '#';
}

/* Read a word; false at the end of the line, or of the text. */
bool
blt_next_word(BltScanner *scanner, bool lines, Word *word)
{
	blt_skip_space(scanner, lines);
	word->start = scanner->p;
	while (scanner->p < scanner->end && !blt_ends_word(*scanner->p))
		scanner->p++;
	word->length = scanner->p - word->start;

	return word->length > 0;
}

/* Whether a word is this one character. */
bool
blt_word_is(Word word, char c)
{
	return word.length == 1 && *word.start == c;
}

/* Read a number up to a limit from *p on; -1 if there is none. */
int64
blt_read_digits(const char **p, const char *end, int64 limit)
{
	int64		number = 0;

	if (*p == end || !isdigit((unsigned char) **p))
		return -1;
	for (; *p < end && isdigit((unsigned char) **p); (*p)++)
	{
		number = number * 10 + (**p - '0');
		if (number > limit)
			return -1;
	}
	return number;
}
