/*
 * debian.c
 *	  Reading the tally sheets of Debian's votes, see ballot_lines.h.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "report/ballot_lines.h"
#include "report/line_scan.h"

#define OPTIONS_MAX		9		/* a rank is one digit */
#define UNRANKED		'-'

/* A sheet on its way. */
typedef struct DebianSheet
{
	LineScanner scanner;
	Profile    *profile;
	int			noptions;
	uint32		codes[OPTIONS_MAX];
} DebianSheet;

/* Pass the bars that lead from an option down to its column. */
static void
skip_bars(LineScanner *scanner)
{
	while (scanner->p < scanner->end && (*scanner->p == '|' || *scanner->p == '/' ||
										 isspace((unsigned char) *scanner->p)))
		scanner->p++;
}

/* Read a line that names the next option. */
static void
read_option(DebianSheet *sheet)
{
	static const char hint[] = "Options are named in their order: Option 1----->: Ann";
	LineScanner *scanner = &sheet->scanner;
	CandidateTable *candidates = sheet->profile->pool->candidates;
	uint32		known = candidates_count(candidates);
	int64		number;

	number = line_number(scanner);
	if (number != sheet->noptions + 1)
		line_malformed(scanner, psprintf("It does not name option %d.", sheet->noptions + 1), hint);
	if (number > OPTIONS_MAX)
		line_malformed(scanner, psprintf("There are more than %d options.", OPTIONS_MAX),
					   "With more, a rank is not one digit; make rows of (voter, rank, option).");
	while (scanner->p < scanner->end && (*scanner->p == '-' || *scanner->p == '>'))
		scanner->p++;
	if (!line_skip(scanner, ':') || scanner->p == scanner->end)
		line_malformed(scanner, "An option has no name.", hint);
	sheet->codes[sheet->noptions] =
		candidates_intern(candidates, label_from_cstring(scanner->p, scanner->end - scanner->p));
	if (sheet->codes[sheet->noptions] != known)
		line_malformed(scanner, psprintf("%s is named twice.", line_rest(scanner)), hint);
	sheet->noptions++;
}

/* Build the ballot of a voter's ranks, one digit for each option. */
static void
build_ballot(DebianSheet *sheet, const char *ranks)
{
	BallotBuilder *builder = &sheet->profile->pool->builder;

	ballot_begin(builder);
	for (char rank = '1'; rank <= '9'; rank++)
	{
		uint32		level[OPTIONS_MAX];
		int			n = 0;

		for (int i = 0; i < sheet->noptions; i++)
		{
			if (ranks[i] == rank)
				level[n++] = sheet->codes[i];
		}
		if (n > 0)
			ballot_add_marks(builder, level, n);
		else
			ballot_add_skipped(builder);
	}
}

/* Read a voter's line: the rank of each option, and then who that was. */
static void
read_vote(DebianSheet *sheet)
{
	LineScanner *scanner = &sheet->scanner;
	const char *ranks;
	int			n = 0;

	line_skip_space(scanner);
	ranks = scanner->p;
	while (scanner->p < scanner->end && (*scanner->p == UNRANKED ||
										 (*scanner->p >= '1' && *scanner->p <= '9')))
	{
		scanner->p++;
		n++;
	}
	if (n != sheet->noptions ||
		(scanner->p < scanner->end && !isspace((unsigned char) *scanner->p)))
	{
		scanner->p = ranks;
		line_malformed(scanner, psprintf("%s does not begin with a rank for each of %d options.",
										 line_rest(scanner), sheet->noptions),
					   "A vote is a digit from 1 to 9 for each option that is named above, or - where it has no rank: V: 21-3");
	}
	build_ballot(sheet, ranks);
	line_add_ballots(scanner, sheet->profile, 1);
}

/* Add a text's ballots to a new profile; 22P02, 22003. */
void
debian_add_ballots(const char *source, int length, Profile *profile)
{
	DebianSheet sheet = {.profile = profile};

	lines_begin(&sheet.scanner, "tally sheet", source, length);
	while (line_next(&sheet.scanner))
	{
		skip_bars(&sheet.scanner);
		if (line_skip_words(&sheet.scanner, "Option "))
			read_option(&sheet);
		else if (line_skip_words(&sheet.scanner, "V:"))
			read_vote(&sheet);
	}
	if (sheet.noptions == 0)
		line_malformed(&sheet.scanner, "The text ends without any option.",
					   "Options are named first: Option 1----->: Ann");
}
