/*
 * blt_scan.h
 *	  The words of a BLT text, see blt.h.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BLT_SCAN_H
#define PREFCOUNT_BLT_SCAN_H

#include "base/pgcompat.h"
#include "report/blt.h"

/* A word of the text. */
typedef struct Word
{
	const char *start;
	int			length;
} Word;

pg_noreturn extern void blt_malformed(int line, const char *detail, const char *hint);
extern char *blt_excerpt(Word word);
extern void blt_skip_space(BltScanner *scanner, bool lines);
extern bool blt_at_line_end(BltScanner *scanner);
extern bool blt_ends_word(char c);
extern bool blt_next_word(BltScanner *scanner, bool lines, Word *word);
extern bool blt_word_is(Word word, char c);
extern int64 blt_read_digits(const char **p, const char *end, int64 limit);

#endif							/* PREFCOUNT_BLT_SCAN_H */
