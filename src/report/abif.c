/*
 * abif.c
 *	  Reading ABIF, see ballot_lines.h.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "base/enlarge.h"
#include "base/label_list.h"
#include "base/votes.h"
#include "report/ballot_lines.h"
#include "report/line_scan.h"

/* A candidate on a line. */
typedef struct AbifMark
{
	uint32		code;
	bool		level;			/* with the one before, by = */
	bool		scored;
	Votes		score;
} AbifMark;

/* A text on its way. */
typedef struct Abif
{
	LineScanner scanner;
	Profile    *profile;
	CandidateTable *shorts;		/* names for which there are full ones */
	CandidateTable *fulls;		/* and those, in the same order */
	AbifMark   *marks;
	uint64		nmarks;
	uint64		marks_allocated;
} Abif;

/* Read a name: a word, or anything in brackets or quotation marks. */
static Label
read_name(Abif *file)
{
	LineScanner *scanner = &file->scanner;
	const char *start;
	char		close = '\0';

	line_skip_space(scanner);
	if (scanner->p < scanner->end && (*scanner->p == '[' || *scanner->p == '"'))
		close = *scanner->p++ == '[' ? ']' : '"';
	start = scanner->p;
	while (scanner->p < scanner->end &&
		   (close != '\0' ? *scanner->p != close :
			strchr(">=,/:*[]{}\" \t", *scanner->p) == NULL))
		scanner->p++;
	if (scanner->p == start || (close != '\0' && scanner->p == scanner->end))
	{
		scanner->p = start;
		line_malformed(scanner, psprintf("%s is where a name is expected.", line_rest(scanner)),
					   "A name is a word, or stands in brackets: 5:Ann>[Bob Dylan]=Cat");
	}
	if (close != '\0')
		return label_from_cstring(start, scanner->p++ - start);

	return label_from_cstring(start, scanner->p - start);
}

/* Keep the full name of a short one: =C:[Cat Stevens] */
static void
read_full_name(Abif *file)
{
	LineScanner *scanner = &file->scanner;
	Label		short_name;
	Label		full_name;
	uint32		n = candidates_count(file->shorts);

	(void) line_skip(scanner, '=');
	short_name = read_name(file);
	if (!line_skip(scanner, ':') || scanner->p == scanner->end)
		line_malformed(scanner, "There is no full name behind a short one.",
					   "A full name is given as: =C:[Cat Stevens]");
	full_name = *scanner->p == '[' || *scanner->p == '"' ? read_name(file) :
		label_from_cstring(scanner->p, scanner->end - scanner->p);
	if (candidates_intern(file->shorts, short_name) != n ||
		candidates_intern(file->fulls, full_name) != n)
		line_malformed(scanner, "A candidate is named twice.",
					   "Each candidate has one name, and no two have the same.");
}

/*
 * The code of a candidate, by the full name.  On ballots somebody who has a
 * short name goes by it: else two names there could be one candidate.
 */
static uint32
code_of(Abif *file, Label label)
{
	uint32		code;

	if (candidates_find(file->shorts, label, &code))
		label = candidates_labels(file->fulls)[code];
	else if (candidates_find(file->fulls, label, &code))
		line_malformed(&file->scanner, psprintf("\"%s\" is the full name of somebody who has a short one.",
												label_string(label)),
					   "A candidate has one name on all ballots: the short one, where one is given.");

	return candidates_intern(file->profile->pool->candidates, label);
}

/* Read a score behind a slash, if there is one. */
static void
read_score(Abif *file, AbifMark *mark)
{
	LineScanner *scanner = &file->scanner;
	const char *start;
	const char *point = NULL;

	mark->scored = line_skip(scanner, '/');
	if (!mark->scored)
		return;
	start = scanner->p;
	while (scanner->p < scanner->end &&
		   (isdigit((unsigned char) *scanner->p) || (*scanner->p == '.' && point == NULL)))
	{
		if (*scanner->p == '.')
			point = scanner->p;
		scanner->p++;
	}
	if (scanner->p == start || !isdigit((unsigned char) *start) || scanner->p - start > 18 ||
		(point != NULL && (scanner->p - point < 2 || scanner->p - point > VOTES_SCALE + 1)))
		line_malformed(scanner, "There is no score behind a slash.",
					   psprintf("A score is a number with at most %d decimals: Ann/5", VOTES_SCALE));
	mark->score = votes_parse(pnstrdup(start, scanner->p - start));
}

/* Read the marks of a line; returns whether commas part them. */
static bool
read_marks(Abif *file)
{
	LineScanner *scanner = &file->scanner;
	bool		commas = false;
	bool		level = false;
	bool		more = scanner->p < scanner->end;

	file->nmarks = 0;
	while (more)
	{
		AbifMark	mark = {.level = level};

		mark.code = code_of(file, read_name(file));
		read_score(file, &mark);
		if (file->nmarks == file->marks_allocated)
			file->marks = enlarge_array(CurrentMemoryContext, file->marks,
										&file->marks_allocated, sizeof(AbifMark), 8);
		file->marks[file->nmarks++] = mark;
		level = line_skip(scanner, '=');
		more = level || line_skip(scanner, '>');
		if (!more && line_skip(scanner, ','))
			more = commas = true;
	}
	if (scanner->p < scanner->end)
		line_malformed(scanner, psprintf("%s is too much.", line_rest(scanner)),
					   "Names are parted by > or =, or have scores and are parted by commas.");
	return commas;
}

/* Compare by score, the highest first, for qsort(). */
static int
cmp_scores(const void *a, const void *b)
{
	return votes_cmp(((const AbifMark *) b)->score, ((const AbifMark *) a)->score);
}

/* Put marks with scores into the order of these. */
static void
order_by_score(Abif *file)
{
	for (uint64 i = 0; i < file->nmarks; i++)
	{
		if (!file->marks[i].scored)
			line_malformed(&file->scanner, "Commas part names without scores.",
						   "Names are parted by > or =, or have scores and are parted by commas.");
	}
	qsort(file->marks, file->nmarks, sizeof(AbifMark), cmp_scores);
	for (uint64 i = 0; i < file->nmarks; i++)
		file->marks[i].level = i > 0 &&
			votes_cmp(file->marks[i].score, file->marks[i - 1].score) == 0;
}

/* Build the ballot of the marks. */
static void
build_ballot(Abif *file)
{
	BallotBuilder *builder = &file->profile->pool->builder;
	uint32	   *codes = palloc_extended(sizeof(uint32) * Max(file->nmarks, 1), MCXT_ALLOC_HUGE);

	ballot_begin(builder);
	for (uint64 i = 0; i < file->nmarks;)
	{
		int			n = 0;

		do
			codes[n++] = file->marks[i++].code;
		while (i < file->nmarks && file->marks[i].level);
		if (n == 1)
			ballot_add_mark(builder, codes[0]);
		else
			ballot_add_marks(builder, codes, n);
	}
	pfree(codes);
}

/* Read a line of ballots. */
static void
read_ballots(Abif *file)
{
	LineScanner *scanner = &file->scanner;
	int64		ballots = line_number(scanner);

	if (ballots < 1 || !(line_skip(scanner, ':') || line_skip(scanner, '*')))
		line_malformed(scanner, "It does not begin with a number of ballots.",
					   "A line is a number of ballots, a colon and a ranking: 5:Ann>Bob=Cat");
	if (read_marks(file))
		order_by_score(file);
	build_ballot(file);
	line_add_ballots(scanner, file->profile, ballots);
}

/* Add a text's ballots to a new profile; 22P02, 22003. */
void
abif_add_ballots(const char *source, int length, Profile *profile)
{
	Abif		file = {
		.profile = profile,
		.shorts = candidates_create(CurrentMemoryContext),
		.fulls = candidates_create(CurrentMemoryContext)
	};

	lines_begin(&file.scanner, "ABIF", source, length);
	while (line_next(&file.scanner))
	{
		if (*file.scanner.p == '=')
			read_full_name(&file);
	}
	lines_begin(&file.scanner, "ABIF", source, length);
	while (line_next(&file.scanner))
	{
		if (strchr("#{=", *file.scanner.p) == NULL)
			read_ballots(&file);
	}
}
