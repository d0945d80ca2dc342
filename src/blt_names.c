/*
 * blt_names.c
 *	  Reading the strings at the end of a BLT text, see blt.h.
 *
 * There are the candidates' names, mostly a title, and maybe a source and a
 * comment.  In most texts each has a line, and more strings in a candidate's
 * line are its party; in others several names share a line.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "blt_scan.h"

#define STRINGS_AFTER	3		/* behind the names: title, source, comment */

/* A string, and the line it is in. */
typedef struct BltString
{
	Label		label;
	int			line;
} BltString;

typedef struct BltStrings
{
	int			n;
	int64		allocated;
	BltString  *strings;
} BltStrings;

/*
 * Read a string in quotation marks, of which two in a row stand for one.  Its
 * bytes are copied only if there are such.
 */
static Label
read_quoted(BltScanner *scanner)
{
	const char *start = ++scanner->p;
	StringInfoData copy = {NULL};

	for (;; scanner->p++)
	{
		if (scanner->p == scanner->end || *scanner->p == '\n')
			blt_malformed(scanner->line, "A name does not end with a quotation mark.", NULL);
		if (*scanner->p != '"')
			continue;
		if (scanner->p + 1 == scanner->end || scanner->p[1] != '"')
			break;
		if (copy.data == NULL)
			initStringInfo(&copy);
		appendBinaryStringInfo(&copy, start, ++scanner->p - start);
		start = scanner->p + 1;
	}
	if (copy.data != NULL)
	{
		appendBinaryStringInfo(&copy, start, scanner->p - start);
		start = copy.data;
	}
	scanner->p++;
	if (scanner->p < scanner->end && !blt_ends_word(*scanner->p))
		blt_malformed(scanner->line, "A quotation mark stands within a name.",
					  "A quotation mark in a name is written twice.");

	return label_from_cstring(start, copy.data != NULL ? copy.len : scanner->p - 1 - start);
}

/* Read a name without quotation marks: what is left of the line, or a word. */
static Label
read_bare(BltScanner *scanner, bool lines)
{
	const char *start = scanner->p;
	int			length;

	while (scanner->p < scanner->end && *scanner->p != '\n' && *scanner->p != '#' &&
		   (lines || !blt_ends_word(*scanner->p)))
	{
		if (*scanner->p++ == '"')
			blt_malformed(scanner->line, "A quotation mark stands within a name.",
						  "A name is put in quotation marks, or has none.");
	}
	length = scanner->p - start;
	while (length > 0 && blt_ends_word(start[length - 1]))
		length--;

	return label_from_cstring(start, length);
}

/* Read all strings up to the end of the text, which are few more than names. */
static BltStrings
read_strings(BltScanner *scanner, bool lines)
{
	BltStrings	all = {0, 64, NULL};

	all.strings = palloc(sizeof(BltString) * all.allocated);
	for (;;)
	{
		BltString  *string;

		CHECK_FOR_INTERRUPTS();
		blt_skip_space(scanner, true);
		if (scanner->p == scanner->end)
			return all;
		if (all.n == all.allocated)
		{
			all.allocated *= 2;
			all.strings = repalloc_huge(all.strings, sizeof(BltString) * all.allocated);
		}
		string = &all.strings[all.n++];
		string->line = scanner->line;
		string->label = *scanner->p == '"' ? read_quoted(scanner) :
			read_bare(scanner, lines);
	}
}

/* Whether a string is the first one of its line. */
static inline bool
begins_line(const BltStrings *all, int i)
{
	return i == 0 || all->strings[i].line != all->strings[i - 1].line;
}

/* How strings stand in lines. */
typedef struct BltShape
{
	int			lines;			/* with strings in them */
	bool		even;			/* the candidates' lines have equally many */
} BltShape;

/* Look at how strings stand in lines, of which a candidate each may have one. */
static BltShape
shape_of(const BltStrings *all, int ncandidates)
{
	BltShape	shape = {0, true};
	int			in_first = 0;
	int			in_this = 0;

	for (int i = 0; i < all->n; i++)
	{
		if (begins_line(all, i))
		{
			shape.lines++;
			in_this = 0;
		}
		in_this++;
		if (shape.lines == 1)
			in_first = in_this;
		if (shape.lines <= ncandidates && shape.lines > 1 &&
			(i + 1 == all->n || begins_line(all, i + 1)) && in_this != in_first)
			shape.even = false;
	}
	return shape;
}

/*
 * Whether what follows a name in its line is no other name.  22P02 where both
 * can be meant.
 */
static bool
names_have_lines(const BltStrings *all, int ncandidates)
{
	BltShape	shape = shape_of(all, ncandidates);
	bool		enough = all->n >= ncandidates && all->n <= ncandidates + STRINGS_AFTER;

	if (shape.lines < ncandidates || ncandidates < 2)
		return shape.lines >= ncandidates;
	if (enough && shape.lines < all->n && !(shape.even && shape.lines > ncandidates))
		blt_malformed(all->strings[0].line,
					  "It is not clear which of the strings are candidates and which their parties.",
					  "Write each candidate's name in a line of its own.");

	return true;
}

/* Raise 22P02 for too few names, or for more strings than can follow them. */
static void
check_number(const BltScanner *scanner, const BltStrings *all, int ncandidates)
{
	int			more = all->n - ncandidates;

	if (more < 0)
		blt_malformed(scanner->line,
					  psprintf("There are %d candidates, but only %d names.",
							   ncandidates, all->n),
					  NULL);
	if (more == 2 || more > STRINGS_AFTER)
		blt_malformed(all->strings[all->n - 1].line,
					  psprintf("There are %d candidates, but %d strings.",
							   ncandidates, all->n),
					  "Behind the candidates' names comes a title, or a title, a source and a comment.");
}

/* Raise 22P02 for two candidates of one name, at the later one. */
static void
check_different(const BltStrings *all, LabelList *names)
{
	int			twice = label_list_sort(names);
	int			later = names->n - 1;

	if (twice < 0)
		return;
	while (label_cmp(names->labels[later], names->labels[twice]) != 0)
		later--;
	blt_malformed(all->strings[later].line,
				  psprintf("Two candidates are called \"%s\".",
						   label_string(names->labels[twice])),
				  NULL);
}

/* Read the names of all candidates, and what follows them. */
void
blt_read_names(BltScanner *scanner, bool lines, LabelList *names)
{
	BltStrings	all = read_strings(scanner, lines);
	bool		first_only = names_have_lines(&all, names->n);
	int			used = 0;

	for (int i = 0; i < all.n; i++)
	{
		if (!first_only || begins_line(&all, i))
			all.strings[used++] = all.strings[i];
	}
	all.n = used;
	check_number(scanner, &all, names->n);

	names->labels = palloc_extended(sizeof(Label) * Max(names->n, 1), MCXT_ALLOC_HUGE);
	for (int i = 0; i < names->n; i++)
		names->labels[i] = all.strings[i].label;
	check_different(&all, names);
	pfree(all.strings);
}
