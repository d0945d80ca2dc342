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

#include "ballot/long_rows.h"

extern void long_rows_sort(LongRows *rows);
extern void long_rows_sort_few(LongRow *rows, uint64 nrows);

#endif							/* PREFCOUNT_ROW_SORT_H */
