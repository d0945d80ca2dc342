/*
 * blt_names.c
 *	  Reading the strings at the end of a BLT text, see blt.h.
 *
 * There are the candidates' names, mostly a title, and maybe a source and a
 * comment.  In most texts each has a line, and more strings in a candidate's
 * line are its party; in others several names share a line.  Where all strings
 * are quoted, what is not and has a line behind the title is passed over, as
 * Droop does.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "report/blt_scan.h"

#define STRINGS_AFTER	3		/* behind the names: title, source, comment */

/* A string, and the line it is in. */
typedef struct BltString
{
	Label		label;
	int			line;
	bool		first;			/* of its line */
} BltString;

/*
 * The strings: how they stand in lines, and those that may be names, which are
 * the first ones and all that begin a line.
 */
typedef struct BltStrings
{
	int			ncandidates;
	int64		n;
	int			lines;			/* with strings in them */
	int			line;			/* the last of these */
	int64		in_line;		/* strings in that line */
	int64		in_first_line;
	bool		even;			/* the candidates' lines have equally many */
	bool		quoted;			/* all of them are in quotation marks */
	int			nkept;
	int64		allocated;
	BltString  *kept;
} BltStrings;

/* The string between quotation marks, in which two in a row stand for one. */
static Label
unquoted(const char *start, int length, int ntwice)
{
	char	   *copy;
	int			copied = 0;

	if (ntwice == 0)
		return label_from_cstring(start, length);

	copy = palloc(length);
	for (int i = 0; i < length; i++)
	{
		copy[copied++] = start[i];
		if (start[i] == '"')
			i++;
	}
	return label_from_cstring(copy, copied);
}

/* Read a string in quotation marks, and keep it or pass it. */
static Label
read_quoted(BltScanner *scanner, bool keep)
{
	const char *start = ++scanner->p;
	const char *end;
	int			ntwice = 0;

	for (;; scanner->p++)
	{
		if (scanner->p == scanner->end || *scanner->p == '\n')
			blt_malformed(scanner->line, "A name does not end with a quotation mark.", NULL);
		if (*scanner->p != '"')
			continue;
		if (scanner->p + 1 == scanner->end || scanner->p[1] != '"')
			break;
		scanner->p++;
		ntwice++;
	}
	end = scanner->p++;
	if (scanner->p < scanner->end && !blt_ends_word(*scanner->p))
		blt_malformed(scanner->line, "A quotation mark stands within a name.",
					  "A quotation mark in a name is written twice.");

	return unquoted(start, end - start, keep ? ntwice : 0);
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

/* Note that the last line with strings is complete. */
static void
end_line(BltStrings *all)
{
	if (all->lines == 1)
		all->in_first_line = all->in_line;
	else if (all->lines <= all->ncandidates && all->in_line != all->in_first_line)
		all->even = false;
	all->in_line = 0;
}

/* Raise 22P02 for strings that cannot all be names and what follows them. */
pg_noreturn static void
too_many_strings(const BltStrings *all, const char *what)
{
	blt_malformed(all->line,
				  psprintf("There are %d candidates, but %s.", all->ncandidates, what),
				  "Behind the candidates' names comes a title, or a title, a source and a comment.");
}

/* Count a string that begins here; returns whether it may be a name. */
static bool
begin_string(BltStrings *all, int line, bool *first)
{
	*first = all->n == 0 || line != all->line;
	if (*first)
	{
		if (all->n > 0)
			end_line(all);
		all->lines++;
		all->line = line;
		if (all->lines > all->ncandidates + STRINGS_AFTER)
			too_many_strings(all, "more lines behind the ballots");
	}
	all->in_line++;
	all->n++;

	return *first || all->n <= all->ncandidates + STRINGS_AFTER;
}

/* Whether a string that is not quoted begins a line behind a quoted title. */
static bool
is_remark(const BltScanner *scanner, const BltStrings *all)
{
	return *scanner->p != '"' && all->quoted && all->lines > all->ncandidates &&
		scanner->line != all->line;
}

/* Read all strings up to the end of the text, or of what is quoted. */
static void
read_strings(BltScanner *scanner, bool lines, BltStrings *all)
{
	for (;;)
	{
		BltString	string;
		bool		keep;

		CHECK_FOR_INTERRUPTS();
		blt_skip_space(scanner, true);
		if (scanner->p == scanner->end || is_remark(scanner, all))
			break;
		all->quoted = all->quoted && *scanner->p == '"';
		string.line = scanner->line;
		keep = begin_string(all, string.line, &string.first);
		string.label = *scanner->p == '"' ? read_quoted(scanner, keep) :
			read_bare(scanner, lines);
		if (!keep)
			continue;
		if (all->nkept == all->allocated)
		{
			all->allocated *= 2;
			all->kept = repalloc_huge(all->kept, sizeof(BltString) * all->allocated);
		}
		all->kept[all->nkept++] = string;
	}
	end_line(all);
}

/*
 * Whether what follows a name in its line is no other name.  22P02 where both
 * can be meant.
 */
static bool
names_have_lines(const BltStrings *all)
{
	if (all->lines < all->ncandidates || all->ncandidates < 2)
		return all->lines >= all->ncandidates;
	if (all->n <= all->ncandidates + STRINGS_AFTER && all->lines < all->n &&
		!(all->even && all->lines > all->ncandidates))
		blt_malformed(all->kept[0].line,
					  "It is not clear which of the strings are candidates and which their parties.",
					  "Write each candidate's name in a line of its own.");

	return true;
}

/* Raise 22P02 for too few names, or for more strings than can follow them. */
static void
check_number(const BltScanner *scanner, const BltStrings *all, int64 nstrings)
{
	int64		more = nstrings - all->ncandidates;

	if (more < 0)
		blt_malformed(scanner->line,
					  psprintf("There are %d candidates, but only " INT64_FORMAT " names.",
							   all->ncandidates, nstrings),
					  NULL);
	if (more == 2 || more > STRINGS_AFTER)
		too_many_strings(all, psprintf(INT64_FORMAT " strings", nstrings));
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
	blt_malformed(all->kept[later].line,
				  psprintf("Two candidates are called \"%s\".",
						   label_string(names->labels[twice])),
				  NULL);
}

/* Read the names of all candidates, and what follows them. */
void
blt_read_names(BltScanner *scanner, bool lines, LabelList *names)
{
	BltStrings	all = {.ncandidates = names->n,.even = true,.quoted = true,.allocated = 64};
	bool		first_only;
	int			used = 0;

	all.kept = palloc(sizeof(BltString) * all.allocated);
	read_strings(scanner, lines, &all);
	first_only = names_have_lines(&all);
	check_number(scanner, &all, first_only ? all.lines : all.n);

	names->labels = palloc_extended(sizeof(Label) * Max(names->n, 1), MCXT_ALLOC_HUGE);
	for (int i = 0; used < names->n; i++)
	{
		if (first_only && !all.kept[i].first)
			continue;
		all.kept[used] = all.kept[i];
		if (all.kept[i].label.length == 0)
			blt_malformed(all.kept[i].line, "A candidate has an empty name.",
						  "A winner of that name would look like none.");
		names->labels[used++] = all.kept[i].label;
	}
	check_different(&all, names);
	pfree(all.kept);
}
