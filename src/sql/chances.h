/*
 * chances.h
 *	  Drawing a contest's ballots many times and noting how each draw ends.
 *
 * The classes of ballots, their draws and the contest of each draw are here;
 * what is counted and noted is the method's: irv_chances_sql.c and
 * stv_chances_sql.c.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_CHANCES_H
#define PREFCOUNT_CHANCES_H

#include "postgres.h"
#include "fmgr.h"

#include "count/contest.h"
#include "count/redraw.h"

struct Chances;

/* A class of ballots that is drawn on its own. */
typedef struct DrawnClass
{
	ProfileReader reader;
	RankingId  *ids;			/* its rankings among those of all classes */
	Votes	   *votes;			/* of a draw */
} DrawnClass;

/* What a method of counting does with draws. */
typedef struct ChancesMethod
{
	/* how many ends there are for a candidate, numbered from 0 */
	int			(*count_ends) (const Contest *contest);

	/* count a draw's contest and call chances_note() for each candidate */
	void		(*note_draw) (struct Chances *chances, const Contest *contest);

	/* whether a draw in which every ranking has votes is the contest of all
	 * draws, whose tally was given the rankings with their votes */
	bool		counts_given;

	/* give out a candidate's rows */
	void		(*put_candidate) (FunctionCallInfo fcinfo, const struct Chances *chances,
								  int candidate);
} ChancesMethod;

/* All that draws of a contest need, and what they came to. */
typedef struct Chances
{
	const ChancesMethod *method;
	RandomKey	key;
	int64		draws;
	int			nclasses;
	DrawnClass *classes;
	DrawnFrom  *from;			/* by class */
	Profile    *all;			/* the ballots of all classes */
	CountedRanking *rankings;	/* of all classes, with the votes of a draw */
	Contest    *contest;
	int64		min_ballots;
	int			ncandidates;
	int			nends;
	int32	   *ended;			/* draws by candidate and end */
} Chances;

/* The draws in which a candidate came to an end. */
static inline int32 *
draws_ended(const Chances *chances, int candidate, int end)
{
	return &chances->ended[(Size) candidate * chances->nends + end];
}

extern Datum return_chances(FunctionCallInfo fcinfo, const ChancesMethod *method,
							CountRules *rules);
extern Datum return_chances_of_classes(FunctionCallInfo fcinfo, const ChancesMethod *method,
									   CountRules *rules);
extern void chances_note(Chances *chances, const Contest *contest, int candidate, int end);
extern void chances_put(FunctionCallInfo fcinfo, const Chances *chances, int candidate,
						int end, NullableDatum what);

#endif							/* PREFCOUNT_CHANCES_H */
