/*
 * report_count.h
 *	  What the count sheets of every method say of a count.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_REPORT_COUNT_H
#define PREFCOUNT_REPORT_COUNT_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "count/count.h"
#include "report/text_layout.h"

extern void put_named(StringInfo out, const NameList *names, const Contest *contest,
					  const char *what, const LabelList *labels);
extern void put_withdrawn(StringInfo out, const NameList *names, const Contest *contest);
extern void put_ties(StringInfo out, const Count *count,
					 void (*put_tie) (const void *sheet, const Tie *tie),
					 const void *sheet);

#endif							/* PREFCOUNT_REPORT_COUNT_H */
