/*
 * row_sort.h
 *	  Puts the rows of a long table in order: by ballot, rank and candidate.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ROW_SORT_H
#define PREFCOUNT_ROW_SORT_H

#include "postgres.h"

#define LONG_NO_MARK	0		/* the rank of a row without a mark */

/* One row: a mark, or only the word that there is such a ballot. */
typedef struct LongRow
{
	uint64		ballot;
	uint32		candidate;		/* code; 0 without a mark */
	uint32		rank;			/* from 1, or LONG_NO_MARK */
} LongRow;

extern LongRow *long_rows_sort(LongRow *rows, uint64 nrows, uint64 *allocated);
extern void long_rows_sort_few(LongRow *rows, uint64 nrows);

#endif							/* PREFCOUNT_ROW_SORT_H */
