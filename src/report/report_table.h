/*
 * report_table.h
 *	  The table of a count sheet: candidates down, rounds across.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_REPORT_TABLE_H
#define PREFCOUNT_REPORT_TABLE_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "count/count.h"
#include "count/places.h"
#include "report/report_words.h"

#define NAME_WIDTH_MIN	20		/* room for the names of totals */
#define NAME_WIDTH_MAX	32

/* A count sheet being written: a contest's, or a slice's in the contest. */
typedef struct Sheet
{
	StringInfo	out;
	const Count *count;
	int			block;			/* whose votes are shown */
	const Place *places;		/* all candidates in order of finish */
	NameList	names;
	const SheetWords *words;
} Sheet;

/* The ballots of a round that a sheet shows. */
static inline const BlockRound *
sheet_ballots(const Sheet *sheet, const CountRound *round)
{
	return &round->blocks[sheet->block];
}

extern char *percent(Votes part, Votes whole);
extern void put_table(const Sheet *sheet);

#endif							/* PREFCOUNT_REPORT_TABLE_H */
