/*
 * line_scan.h
 *	  Stepping through a text line by line, for ballot_lines.h.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_LINE_SCAN_H
#define PREFCOUNT_LINE_SCAN_H

#include "postgres.h"

#include "base/candidates.h"
#include "base/pgcompat.h"
#include "profile/profile.h"

/* A text, and what is left of one of its lines. */
typedef struct LineScanner
{
	const char *format;			/* its name, for errors */
	const char *next;			/* the line after this one */
	const char *source_end;
	const char *p;
	const char *end;			/* of this line */
	int			line;			/* from 1 */
	int64		ballots;		/* added so far */
	int64		rankings;		/* lines that added some */
} LineScanner;

pg_noreturn extern void line_malformed(const LineScanner *scanner, const char *detail,
									   const char *hint);
extern void lines_begin(LineScanner *scanner, const char *format, const char *source,
						int length);
extern bool line_next(LineScanner *scanner);
extern void line_skip_space(LineScanner *scanner);
extern bool line_skip(LineScanner *scanner, char c);
extern bool line_starts(const LineScanner *scanner, const char *words);
extern bool line_skip_words(LineScanner *scanner, const char *words);
extern int64 line_number(LineScanner *scanner);
extern char *line_rest(const LineScanner *scanner);
extern void line_add_ballots(LineScanner *scanner, Profile *profile, int64 ballots);

#endif							/* PREFCOUNT_LINE_SCAN_H */
