/*
 * stv_rows.h
 *	  Rows of a count for several seats.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_STV_ROWS_H
#define PREFCOUNT_STV_ROWS_H

#include "postgres.h"
#include "fmgr.h"

#include "count/stv.h"
#include "count/stv_shown.h"
#include "sql/irv_rows.h"

/* Gives out rows of one block of a count. */
typedef void (*PutStvRows) (FunctionCallInfo fcinfo, const StvCount *count, int block);

extern Contest *stv_contest_from_args(FunctionCallInfo fcinfo, int nprofiles);
extern void row_amount(Row *row, Amount amount);

#endif							/* PREFCOUNT_STV_ROWS_H */
