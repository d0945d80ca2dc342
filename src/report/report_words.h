/*
 * report_words.h
 *	  Words and sentences of a count sheet: what a law calls things, numbers,
 *	  names, lots that are missing.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_REPORT_WORDS_H
#define PREFCOUNT_REPORT_WORDS_H

#include "postgres.h"

#include "count/rules_presets.h"
#include "count/tally.h"
#include "report/text_layout.h"

/* What the law of a preset calls the things on a sheet. */
typedef struct SheetWords
{
	const char *preset;			/* NULL: none, or one without words of its own */
	const char *round;			/* a step of the count */
	const char *goes_out;		/* what becomes of the lowest */
	const char *go_out;			/* and of several */
	const char *exhausted;		/* what counts for nobody any more */
	const char *no_choice;		/* of it, what has nobody left */
	const char *blank;			/* a paper without a mark */
	const char *needed;			/* to win the only seat */
	const char *quota;			/* to win one of several */
} SheetWords;

extern const SheetWords *sheet_words(const RulesPreset *preset);
extern char *capitalized(const char *word);
extern void put_words(StringInfo out, int start, int indent, const char *words);
extern char *how_many(const char *number, const char *thing);
extern char *how_many_votes(Votes votes);
extern char *name_in_text(const NameList *names, int candidate);
extern void put_names(Paragraph *paragraph, const NameList *names,
					  const int *candidates, int n);
extern void put_full_names(StringInfo out, const NameList *names);
extern void put_missing_lot(Paragraph *paragraph, const char *lot);
extern text *sheet_text(StringInfo out);

#endif							/* PREFCOUNT_REPORT_WORDS_H */
