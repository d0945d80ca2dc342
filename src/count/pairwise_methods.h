/*
 * pairwise_methods.h
 *	  Orders of finish by comparing candidates in pairs.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PAIRWISE_METHODS_H
#define PREFCOUNT_PAIRWISE_METHODS_H

#include "postgres.h"
#include "utils/numeric.h"

#include "count/duels.h"

typedef enum PairwiseMethod
{
	PAIRWISE_SCHULZE,
	PAIRWISE_SCHULZE_MARGINS,
	PAIRWISE_RANKED_PAIRS,
	PAIRWISE_MINIMAX,
	PAIRWISE_COPELAND,
	PAIRWISE_BORDA,
	PAIRWISE_BLACK,
	PAIRWISE_SMITH_IRV,
	PAIRWISE_BENHAM
} PairwiseMethod;

#define PAIRWISE_METHODS	9

/* Where a candidate stands; who is level with others shares their place. */
typedef struct Standing
{
	int			candidate;		/* number in the duels */
	int			place;			/* from 1 */
	Numeric		score;			/* NULL: the method has none */
	int			wins;
	int			losses;
	int			draws;
} Standing;

/* How strong the strongest path from row to column is, and what it is. */
typedef struct StrongestPaths
{
	int			n;
	int32	   *strength;		/* by rank among all strengths; 0: no path */
	Votes	   *votes;			/* by rank */
} StrongestPaths;

extern const char *const pairwise_method_names[];
extern Standing *pairwise_standings(const Duels *duels, PairwiseMethod method);
extern StrongestPaths *strongest_paths(const Duels *duels, bool margins);

#endif							/* PREFCOUNT_PAIRWISE_METHODS_H */
