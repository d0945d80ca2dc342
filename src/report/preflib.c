/*
 * preflib.c
 *	  Reading PrefLib's files of orders, see ballot_lines.h.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "base/label_list.h"
#include "report/ballot_lines.h"
#include "report/line_scan.h"

#define ALTERNATIVES_MAX	1000000

/* A number that the file itself gives of what is in it. */
typedef struct PreflibTotal
{
	int64		number;
	int			line;			/* where it stands; 0: nowhere */
} PreflibTotal;

/* A file on its way. */
typedef struct Preflib
{
	LineScanner scanner;
	Profile    *profile;
	uint32	   *codes;			/* by alternative's number, which may be 0 */
	bool	   *named;
	int			n;				/* alternatives for which there is room */
	int		   *marks;			/* alternatives marked by a line, to see repeats */
	uint32	   *level;			/* codes of those at one rank */
	int			old_names;		/* names still to come in the form before 2022 */
	bool		old;
	int64		nnamed;
	PreflibTotal alternatives;
	PreflibTotal voters;
	PreflibTotal orders;
} Preflib;

/* An array with more elements, the new ones zero. */
static void *
longer(void *array, int64 old, int64 n, Size size)
{
	array = (array == NULL) ? palloc(n * size) : repalloc(array, n * size);
	memset((char *) array + old * size, 0, (n - old) * size);

	return array;
}

/* Make room for alternatives up to a number. */
static void
allow_alternatives(Preflib *file, int64 n)
{
	if (n < 0 || n > ALTERNATIVES_MAX)
		line_malformed(&file->scanner, "That is no number of an alternative.",
					   psprintf("Alternatives have numbers from 0, mostly from 1, to %d.", ALTERNATIVES_MAX));
	if (n < file->n)
		return;
	n = Max(n + 1, 2 * (int64) file->n);
	file->codes = longer(file->codes, file->n, n, sizeof(uint32));
	file->named = longer(file->named, file->n, n, sizeof(bool));
	file->marks = longer(file->marks, file->n, n, sizeof(int));
	file->level = longer(file->level, file->n, n, sizeof(uint32));
	file->n = n;
}

/* Name an alternative by the rest of the line. */
static void
name_alternative(Preflib *file, int64 number)
{
	LineScanner *scanner = &file->scanner;
	CandidateTable *candidates = file->profile->pool->candidates;
	Label		label;
	uint32		known = candidates_count(candidates);

	allow_alternatives(file, number);
	if (scanner->p == scanner->end)
		line_malformed(scanner, "An alternative has no name.", "A name stands behind each number.");
	label = label_from_cstring(scanner->p, scanner->end - scanner->p);
	file->codes[number] = candidates_intern(candidates, label);
	if (file->named[number] || file->codes[number] != known)
		line_malformed(scanner, psprintf("%s is named twice.", line_rest(scanner)),
					   "Each alternative has one name, and no two have the same.");
	file->named[number] = true;
	file->nnamed++;
}

/* Read a line that names an alternative. */
static void
read_name(Preflib *file)
{
	LineScanner *scanner = &file->scanner;
	int64		number = line_number(scanner);

	if (!line_skip(scanner, ':'))
		line_malformed(scanner, "There is no colon behind the number of an alternative.",
					   "A name is given as: # ALTERNATIVE NAME 1: Ann");
	name_alternative(file, number);
}

/* Read the type of the data. */
static void
read_type(Preflib *file)
{
	static const char *const types[] = {"soc", "soi", "toc", "toi"};
	LineScanner *scanner = &file->scanner;

	line_skip_space(scanner);
	for (int i = 0; i < (int) lengthof(types); i++)
	{
		if (line_starts(scanner, types[i]))
			return;
	}
	line_malformed(scanner, psprintf("The type of data is %s.", line_rest(scanner)),
				   "Orders are of type soc, soi, toc or toi.");
}

/* Read a number that the file gives of what is in it. */
static void
read_total(Preflib *file, PreflibTotal *total)
{
	LineScanner *scanner = &file->scanner;
	char	   *rest;

	line_skip_space(scanner);
	rest = line_rest(scanner);
	total->number = line_number(scanner);
	total->line = scanner->line;
	if (total->number < 0)
		line_malformed(scanner, psprintf("%s is where a number is expected.", rest),
					   "The numbers of alternatives, voters and unique orders are whole.");
}

/* Read a line that begins with #: a name, a type of data, a total, or something else. */
static void
read_header(Preflib *file)
{
	LineScanner *scanner = &file->scanner;

	(void) line_skip(scanner, '#');
	if (line_skip_words(scanner, "ALTERNATIVE NAME "))
		read_name(file);
	else if (line_skip_words(scanner, "DATA TYPE:"))
		read_type(file);
	else if (line_skip_words(scanner, "NUMBER ALTERNATIVES:"))
		read_total(file, &file->alternatives);
	else if (line_skip_words(scanner, "NUMBER VOTERS:"))
		read_total(file, &file->voters);
	else if (line_skip_words(scanner, "NUMBER UNIQUE ORDERS:"))
		read_total(file, &file->orders);
}

/* Read the number of one alternative; its code. */
static uint32
read_alternative(Preflib *file)
{
	LineScanner *scanner = &file->scanner;
	char	   *rest;
	int64		number;

	line_skip_space(scanner);
	rest = line_rest(scanner);
	number = line_number(scanner);
	if (number < 0 || number >= file->n || !file->named[number])
		line_malformed(scanner, psprintf("%s is where the number of an alternative is expected.", rest),
					   "Rankings are numbers of named alternatives, parted by commas; those in braces are level.");
	if (file->marks[number] == scanner->line)
		line_malformed(scanner, psprintf("Alternative " INT64_FORMAT " is ranked twice.", number),
					   "An order has each alternative once.");
	file->marks[number] = scanner->line;

	return file->codes[number];
}

/* Read one rank: an alternative, or several in braces. */
static void
read_rank(Preflib *file)
{
	LineScanner *scanner = &file->scanner;
	BallotBuilder *builder = &file->profile->pool->builder;
	int			n = 0;

	if (!line_skip(scanner, '{'))
	{
		ballot_add_mark(builder, read_alternative(file));
		return;
	}
	do
		file->level[n++] = read_alternative(file);
	while (line_skip(scanner, ','));
	if (!line_skip(scanner, '}'))
		line_malformed(scanner, "A brace is not closed.", "Those who are level stand in braces: {2,3}.");
	ballot_add_marks(builder, file->level, n);
}

/* Read a line of so many ballots. */
static void
read_order(Preflib *file, int64 ballots)
{
	LineScanner *scanner = &file->scanner;

	ballot_begin(&file->profile->pool->builder);
	if (scanner->p < scanner->end)
	{
		do
			read_rank(file);
		while (line_skip(scanner, ','));
	}
	if (scanner->p < scanner->end)
		line_malformed(scanner, psprintf("%s is too much.", line_rest(scanner)),
					   "A line is a number of ballots and a ranking.");
	line_add_ballots(scanner, file->profile, ballots);
}

/* Read a line of the form before 2022, whose first number has been read. */
static void
read_old_line(Preflib *file, int64 number)
{
	if (file->old_names > 0)
	{
		name_alternative(file, number);
		file->old_names--;
	}
	else if (file->orders.line == 0)
	{
		/* voters, votes, which are as many in files of orders, and orders */
		read_total(file, &file->voters);
		if (!line_skip(&file->scanner, ','))
			line_malformed(&file->scanner, "The line of sums has no third number.",
						   "Behind the names stand the numbers of voters, votes and unique orders.");
		read_total(file, &file->orders);
	}
	else
		read_order(file, number);
}

/* Read a line that does not begin with #. */
static void
read_line(Preflib *file)
{
	LineScanner *scanner = &file->scanner;
	int64		number = line_number(scanner);

	if (file->n == 0 && number > 0 && scanner->p == scanner->end)
	{
		allow_alternatives(file, number);
		file->old = true;
		file->old_names = number;
		return;
	}
	if (number < 0 || !line_skip(scanner, file->old ? ',' : ':'))
		line_malformed(scanner, "It does not begin with a number of ballots.",
					   file->old ? "A line is a number of ballots, a comma and a ranking." :
					   "A line is a number of ballots, a colon and a ranking.");
	if (file->old)
		read_old_line(file, number);
	else
		read_order(file, number);
}

/* Raise 22P02 where the file has other than what it says of itself. */
static void
check_total(Preflib *file, const PreflibTotal *total, int64 found, const char *what)
{
	if (total->line == 0 || total->number == found)
		return;
	file->scanner.line = total->line;
	line_malformed(&file->scanner,
				   psprintf("There should be " INT64_FORMAT " %s, but the file has " INT64_FORMAT ".",
							total->number, what, found),
				   "Something is missing or was added; if the file is meant to be so, correct its numbers.");
}

/* Raise 22P02 where something is missing at the end of the file. */
static void
check_end(Preflib *file)
{
	if (file->n == 0)
		line_malformed(&file->scanner, "The text ends without any alternative.",
					   "Alternatives are named first: # ALTERNATIVE NAME 1: Ann");
	if (file->old && file->orders.line == 0)
		line_malformed(&file->scanner, "The text ends before the line of sums.",
					   "Behind the names stand the numbers of voters, votes and unique orders.");
	check_total(file, &file->alternatives, file->nnamed, "alternatives");
	check_total(file, &file->voters, file->scanner.ballots, "voters");
	check_total(file, &file->orders, file->scanner.rankings, "unique orders");
}

/* Add a text's ballots to a new profile; 22P02, 22003. */
void
preflib_add_ballots(const char *source, int length, Profile *profile)
{
	Preflib		file = {.profile = profile};

	lines_begin(&file.scanner, "PrefLib", source, length);
	while (line_next(&file.scanner))
	{
		if (*file.scanner.p == '#')
			read_header(&file);
		else
			read_line(&file);
	}
	check_end(&file);
}
