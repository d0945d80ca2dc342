/*
 * stv_report.h
 *	  The count sheet of a count for several seats.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_STV_REPORT_H
#define PREFCOUNT_STV_REPORT_H

#include "postgres.h"

#include "count/contest.h"
#include "report/heading.h"

extern text *stv_count_sheet(const Contest *contest, const SheetFrame *frame);

#endif							/* PREFCOUNT_STV_REPORT_H */
