/*
 * duels.c
 *	  The candidates of a contest, each against each other one.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "base/pgcompat.h"
#include "count/duels.h"

/* Raise 54000 for more candidates than methods by pairs take. */
static void
check_size(int n)
{
	if (n > DUELS_MAX_CANDIDATES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("contest has too many candidates for a method by pairs"),
				 errdetail("It has %d candidates; at most %d can be ordered.",
						   n, DUELS_MAX_CANDIDATES),
				 errhint("List those who stand in the rule \"candidates\", and set \"unlisted\" to \"skip\".")));
}

/* Compare all candidates of a contest who are not withdrawn. */
Duels *
duels_create(const Contest *contest)
{
	const Roster *roster = contest->roster;
	Duels	   *duels = palloc0(sizeof(Duels));

	duels->contest = contest;
	duels->candidates = palloc(sizeof(int) * Max(roster->ncandidates, 1));
	for (int i = 0; i < roster->ncandidates; i++)
	{
		if (i != roster->pool && !roster->withdrawn[i])
			duels->candidates[duels->n++] = i;
	}
	check_size(duels->n);
	duels->pairs = pairwise_preferences(contest);
	duels->prefer = palloc_extended(sizeof(Votes) * Max(duels->n, 1) * Max(duels->n, 1),
									MCXT_ALLOC_HUGE);
	for (int i = 0; i < duels->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < duels->n; j++)
			duels->prefer[(Size) i * duels->n + j] = i == j ? votes_whole(0) :
				pairs_prefer(duels->pairs, duels->candidates[i], duels->candidates[j]);
	}
	return duels;
}

/* A relation that does not hold between any candidates. */
BeatRelation *
beat_create(int n)
{
	BeatRelation *relation = palloc(sizeof(BeatRelation));

	relation->n = n;
	relation->words = (n + 63) / 64;
	relation->bits = palloc0(sizeof(uint64) * Max(n, 1) * Max(relation->words, 1));

	return relation;
}

/* The same relation again. */
BeatRelation *
beat_copy(const BeatRelation *relation)
{
	BeatRelation *copy = beat_create(relation->n);

	memcpy(copy->bits, relation->bits,
		   sizeof(uint64) * relation->n * relation->words);

	return copy;
}

/* Free a relation. */
void
beat_free(BeatRelation *relation)
{
	pfree(relation->bits);
	pfree(relation);
}

/* From now on the relation holds between these two. */
void
beat_add(BeatRelation *relation, int row, int column)
{
	relation->bits[(Size) row * relation->words + column / 64] |= UINT64CONST(1) << (column % 64);
}

/* Let a row have whatever another one has. */
static void
beat_inherit(BeatRelation *relation, int row, int from)
{
	uint64	   *bits = &relation->bits[(Size) row * relation->words];
	const uint64 *more = &relation->bits[(Size) from * relation->words];

	for (int i = 0; i < relation->words; i++)
		bits[i] |= more[i];
}

/* Let the relation hold wherever it does along a path. */
void
beat_close(BeatRelation *relation)
{
	for (int middle = 0; middle < relation->n; middle++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int row = 0; row < relation->n; row++)
		{
			if (beat_has(relation, row, middle))
				beat_inherit(relation, row, middle);
		}
	}
}

/* Add two to a closed relation, which stays so. */
void
beat_close_with(BeatRelation *closed, int row, int column)
{
	if (beat_has(closed, row, column))
		return;
	CHECK_FOR_INTERRUPTS();
	for (int i = 0; i < closed->n; i++)
	{
		if (i != row && !beat_has(closed, i, row))
			continue;
		beat_add(closed, i, column);
		beat_inherit(closed, i, column);
	}
}

/* Who beats whom (ties: or is level with whom), also along a path. */
static BeatRelation *
beating(const Duels *duels, bool ties)
{
	BeatRelation *relation = beat_create(duels->n);

	for (int i = 0; i < duels->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < duels->n; j++)
		{
			if (i != j && duel_cmp(duels, i, j) > (ties ? -1 : 0))
				beat_add(relation, i, j);
		}
	}
	beat_close(relation);

	return relation;
}

/*
 * The smallest set of candidates each of whom beats everybody outside of it:
 * those with a path of duels not lost to everybody.
 */
int *
smith_members(const Duels *duels, int *n)
{
	BeatRelation *paths = beating(duels, true);
	int		   *members = palloc(sizeof(int) * Max(duels->n, 1));

	*n = 0;
	for (int i = 0; i < duels->n; i++)
	{
		bool		all = true;

		for (int j = 0; j < duels->n && all; j++)
			all = (i == j || beat_has(paths, i, j));
		if (all)
			members[(*n)++] = i;
	}
	return members;
}

/*
 * The union of the smallest sets that nobody outside beats: those who beat,
 * along a path, whoever so beats them.
 */
int *
schwartz_members(const Duels *duels, int *n)
{
	BeatRelation *paths = beating(duels, false);
	int		   *members = palloc(sizeof(int) * Max(duels->n, 1));

	*n = 0;
	for (int i = 0; i < duels->n; i++)
	{
		bool		undominated = true;

		for (int j = 0; j < duels->n && undominated; j++)
			undominated = !beat_has(paths, j, i) || beat_has(paths, i, j);
		if (undominated)
			members[(*n)++] = i;
	}
	return members;
}

/*
 * Who beats everybody else among some candidates (NULL: all), or -1.  Whoever
 * does beats the one who stood out so far.
 */
int
duels_winner(const Duels *duels, const bool *among)
{
	int			winner = -1;

	for (int i = 0; i < duels->n; i++)
	{
		if (among != NULL && !among[i])
			continue;
		if (winner < 0 || duel_cmp(duels, winner, i) <= 0)
			winner = i;
	}
	for (int i = 0; i < duels->n && winner >= 0; i++)
	{
		if (i != winner && (among == NULL || among[i]) && duel_cmp(duels, winner, i) <= 0)
			winner = -1;
	}
	return winner;
}
