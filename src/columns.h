/*
 * columns.h
 *	  That a SQL function has the columns which this library gives.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_COLUMNS_H
#define PREFCOUNT_COLUMNS_H

#include "postgres.h"

#include "access/tupdesc.h"

extern void check_columns(TupleDesc desc, int columns);

#endif							/* PREFCOUNT_COLUMNS_H */
