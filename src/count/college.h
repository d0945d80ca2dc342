/*
 * college.h
 *	  Points of an electoral college.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_COLLEGE_H
#define PREFCOUNT_COLLEGE_H

#include "postgres.h"

#include "count/count.h"

#define POINTS_DECIMALS		9

extern void college_points(const Contest *contest, CountRound *round);
extern bool college_majority(const CountRound *round, const CountRound *base,
							 int position);
extern void college_forget_points(CountRound *round);
extern Numeric college_exact_points(const CountRound *round, int position);
extern Numeric *college_percents(const Contest *contest, const CountRound *round);
extern Numeric college_percent(const Contest *contest, const CountRound *round,
							   int position, int other);
extern Numeric college_section_percent(const Contest *contest,
									   const BlockRound *block, int section,
									   int position);

#endif							/* PREFCOUNT_COLLEGE_H */
