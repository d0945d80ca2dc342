/*
 * irv_report.h
 *	  The count sheet: all that a count has to say, as text for people.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_IRV_REPORT_H
#define PREFCOUNT_IRV_REPORT_H

#include "postgres.h"

#include "count/contest.h"
#include "report/heading.h"

extern text *count_sheet(const Contest *contest, int block, const SheetFrame *frame);
extern text *suppressed_sheet(int64 min_ballots);

#endif							/* PREFCOUNT_IRV_REPORT_H */
