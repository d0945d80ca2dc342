/*
 * report_words.h
 *	  Sentences of a count sheet: numbers, names, lots that are missing.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_REPORT_WORDS_H
#define PREFCOUNT_REPORT_WORDS_H

#include "postgres.h"

#include "count/count.h"
#include "report/text_layout.h"

extern void put_words(StringInfo out, int start, int indent, const char *words);
extern char *how_many(const char *number, const char *thing);
extern char *how_many_votes(Votes votes);
extern char *name_in_text(const NameList *names, int candidate);
extern void put_names(Paragraph *paragraph, const NameList *names,
					  const int *candidates, int n);
extern void put_full_names(StringInfo out, const NameList *names);
extern void put_missing_lot(Paragraph *paragraph, const Count *count,
							const CountRound *round, const int *level, int n,
							Wanted wanted);
extern text *sheet_text(StringInfo out);

#endif							/* PREFCOUNT_REPORT_WORDS_H */
