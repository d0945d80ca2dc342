/*
 * irv_rows.h
 *	  Rows of results, for the functions that return a count.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_IRV_ROWS_H
#define PREFCOUNT_IRV_ROWS_H

#include "postgres.h"
#include "fmgr.h"

#include "base/rows_memory.h"
#include "count/contest.h"
#include "count/irv_count.h"
#include "count/places.h"

#define SHARE_DECIMALS	6

/* Where a slice is counted with its contest; the contest itself decides. */
#define SLICE_BLOCK		1

/* A row being made: columns are set in their order. */
typedef struct Row
{
	int			n;
	Datum	   *values;
	bool	   *nulls;
} Row;

/* An argument of type jsonb; NULL for NULL, and where an older version has none. */
static inline Jsonb *
jsonb_from_arg(FunctionCallInfo fcinfo, int argno)
{
	return PG_NARGS() <= argno || PG_ARGISNULL(argno) ? NULL : PG_GETARG_JSONB_P(argno);
}

extern void row_begin(Row *row, Datum *values, bool *nulls);
extern void row_datum(Row *row, Datum value);
extern void row_null(Row *row);
extern void row_int(Row *row, int64 value);
extern void row_int_or_null(Row *row, int64 value);
extern void row_bool(Row *row, bool value);
extern void row_text(Row *row, text *value);
extern void row_word(Row *row, const char *word);
extern void row_numeric(Row *row, Numeric value);
extern void row_votes(Row *row, Votes votes);
extern void row_share(Row *row, Votes part, Votes whole);
extern void row_label(Row *row, Label label);
extern void row_candidate(Row *row, const Roster *roster, int candidate);
extern void row_labels(Row *row, const Label *labels, int n);
extern void row_candidates(Row *row, const Roster *roster,
						   const int *candidates, int n);
extern Datum **level_labels(const Roster *roster, const CountRound *round);
extern void row_tied_with(Row *row, const CountRound *round, Datum *const *labels,
						  int candidate);
extern void row_put(Row *row, FunctionCallInfo fcinfo);
extern void row_fill(Row *row, int columns, int suppressed, bool unknown);
extern Datum row_answer(FunctionCallInfo fcinfo, const Row *row);

extern FunctionCallInfo fetched_args(FunctionCallInfo fcinfo, int nprofiles);
extern Contest *contest_of_profiles(FunctionCallInfo fcinfo, int nprofiles,
									const CountRules *rules);
extern Contest *contest_from_args(FunctionCallInfo fcinfo, int nprofiles);
extern Contest *comparison_from_args(FunctionCallInfo fcinfo);
extern FunctionCallInfo slice_args(FunctionCallInfo fcinfo);

/* Gives out rows of one block of a count. */
typedef void (*PutRows) (FunctionCallInfo fcinfo, const Count *count, int block);

extern void put_rounds(FunctionCallInfo fcinfo, const Count *count, int block);
extern void put_round_totals(FunctionCallInfo fcinfo, const Count *count,
							 int block);
extern void put_transfers(FunctionCallInfo fcinfo, const Count *count, int block);
extern void put_places(FunctionCallInfo fcinfo, const Contest *contest);

#endif							/* PREFCOUNT_IRV_ROWS_H */
