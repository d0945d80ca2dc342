/*
 * pairwise_report.h
 *	  Head to head comparisons as text.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PAIRWISE_REPORT_H
#define PREFCOUNT_PAIRWISE_REPORT_H

#include "postgres.h"

#include "count/pairwise_methods.h"

extern char *pairwise_sheet(const Duels *duels, PairwiseMethod method,
							const Standing *standings);

#endif							/* PREFCOUNT_PAIRWISE_REPORT_H */
