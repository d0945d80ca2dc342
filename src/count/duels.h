/*
 * duels.h
 *	  The candidates of a contest, each against each other one.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_DUELS_H
#define PREFCOUNT_DUELS_H

#include "postgres.h"

#include "count/contest.h"
#include "count/preferences.h"

#define DUELS_MAX_CANDIDATES	1000

/*
 * Candidates are numbered here from 0 in ballot order: those who are compared,
 * not the withdrawn ones nor the pool of write-ins.
 */
typedef struct Duels
{
	const Contest *contest;
	Pairs	   *pairs;
	int			n;
	int		   *candidates;		/* indices in the roster */
	Votes	   *prefer;			/* votes that prefer row to column */
} Duels;

/* A relation between candidates: a set of columns for each row. */
typedef struct BeatRelation
{
	int			n;
	int			words;			/* of 64 bits, of a row */
	uint64	   *bits;
} BeatRelation;

extern Duels *duels_create(const Contest *contest);
extern BeatRelation *beat_create(int n);
extern BeatRelation *beat_copy(const BeatRelation *relation);
extern void beat_free(BeatRelation *relation);
extern void beat_add(BeatRelation *relation, int row, int column);
extern void beat_close(BeatRelation *relation);
extern void beat_close_with(BeatRelation *closed, int row, int column);
extern int *smith_members(const Duels *duels, int *n);
extern int *schwartz_members(const Duels *duels, int *n);
extern int	duels_winner(const Duels *duels, const bool *among);

/* The votes that prefer one candidate to another. */
static inline Votes
duel_votes(const Duels *duels, int candidate, int opponent)
{
	return duels->prefer[(Size) candidate * duels->n + opponent];
}

/* Above, at or below zero: who has more votes of the two? */
static inline int
duel_cmp(const Duels *duels, int candidate, int opponent)
{
	return votes_cmp(duel_votes(duels, candidate, opponent),
					 duel_votes(duels, opponent, candidate));
}

/* Whether no ballot prefers any candidate to another one, or ranks one. */
static inline bool
duels_are_silent(const Duels *duels)
{
	return votes_cmp(duels->pairs->silent, duels->pairs->total) == 0;
}

/* Whether a relation holds between two candidates. */
static inline bool
beat_has(const BeatRelation *relation, int row, int column)
{
	return relation->bits[(Size) row * relation->words + column / 64] >> (column % 64) & 1;
}

#endif							/* PREFCOUNT_DUELS_H */
