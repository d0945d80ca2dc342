/*
 * preferences.h
 *	  What ballots say beyond the candidate they count for.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PREFERENCES_H
#define PREFCOUNT_PREFERENCES_H

#include "postgres.h"

#include "count/contest.h"
#include "count/count.h"

/*
 * Votes by two candidates (indices in the roster), row and column.  The last
 * column, behind the candidates', is for nobody.
 */
typedef struct VoteMatrix
{
	int			n;				/* candidates */
	Votes	   *votes;
} VoteMatrix;

static inline Votes *
matrix_cell(const VoteMatrix *matrix, int row, int column)
{
	return &matrix->votes[(Size) row * (matrix->n + 1) + column];
}

/*
 * Candidates compared head to head.  For each two of them (row, column) it is
 * kept how many votes rank both, and the row's not below the column's; for one
 * and the same, how many rank that one.  Whole votes and billionths are summed
 * apart; neither sum can get too large for 64 bits.
 */
typedef struct Pairs
{
	int			n;				/* candidates */
	int64	   *units;
	int64	   *nanos;			/* NULL: all votes are whole */
	Votes		total;
	Votes		silent;			/* votes of it that rank no candidate */
} Pairs;

extern Pairs *pairwise_preferences(const Contest *contest);
extern Votes pairs_prefer(const Pairs *pairs, int candidate, int opponent);
extern VoteMatrix *second_preference_matrix(const Contest *contest);
extern VoteMatrix *final_preference_matrix(const Count *count);
extern int	find_condorcet_winner(const Contest *contest);

#endif							/* PREFCOUNT_PREFERENCES_H */
