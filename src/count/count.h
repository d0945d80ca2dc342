/*
 * count.h
 *	  What every count has: rounds, who is in them, winners, ties, sums.
 *
 * One engine counts any number of blocks of ballots with one set of decisions:
 * a plain contest is one block; a slice is a second block that only follows;
 * the sections of an electoral college are blocks that decide together, by
 * points.  A method, such as instant runoff (irv.h), judges each round: whom
 * it elects, whom it takes out, or that it is the last.  Nothing here knows a
 * method, SQL or print.
 *
 * A round lies in the memory context in which it is added, and stays as long as
 * the count unless its method knows that nothing looks back at it.  A method may
 * have more to say about a round or a count: its structure begins with the one
 * that is here, as those of several seats do (stv.h).
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_COUNT_H
#define PREFCOUNT_COUNT_H

#include "postgres.h"
#include "utils/numeric.h"

#include "base/votes.h"
#include "count/contest.h"
#include "count/reading.h"
#include "count/rules.h"
#include "count/tally.h"

typedef enum CandidateStatus
{
	STATUS_CONTINUING,
	STATUS_ELIMINATED,			/* goes out after this round */
	STATUS_ELECTED,				/* from the round that elects on */
	STATUS_RUNNER_UP,			/* the beaten one of the last two */
	STATUS_TIED,				/* the count ends on this tie */
	STATUS_NOT_ELECTED,			/* left when all seats were filled */
	STATUS_WITHDRAWN			/* only where rounds list the whole roster */
} CandidateStatus;

typedef enum WonBy
{
	WON_BY_MAJORITY,
	WON_BY_LAST_TWO,
	WON_BY_MOST_VOTES,
	WON_BY_TIE_BREAK,
	WON_BY_ONLY_CANDIDATE,
	WON_BY_EVERY_WAY,			/* of deciding the tie that ended the count */
	WON_BY_QUOTA,				/* of several seats */
	WON_BELOW_QUOTA				/* or, without any, among those who remain */
} WonBy;

/* A tie that mattered in a round. */
typedef struct Tie
{
	int			n;
	int		   *level;			/* the candidates, in ballot order */
	int			round;			/* after which they were level */
	Wanted		wanted;
	int			nleft;
	int		   *left;			/* whom the steps left of them; where the tie is
								 * harmless, all who go out on account of it */
	int			picked;			/* whom a step picked, or NO_CANDIDATE */
	bool		resolved;		/* by step; else the count ends on it */
	TieStep		step;			/* TIE_LEAVE, TIE_TOGETHER: several went out */
} Tie;

/*
 * How candidates compare by the rounds so far, as one number each: whoever is
 * lower where these rounds are looked through has a lower rank, and who has
 * the same was level in all of them.  Ties look back at this.
 */
typedef struct PastRanks
{
	int			nrounds;		/* rounds it is about, from the first one on */
	int		   *ranks;			/* by candidate; NULL: not needed so far */
} PastRanks;

/* From which end the rounds before are looked through. */
typedef enum PastOrder
{
	PAST_BACKWARDS,
	PAST_FORWARDS
} PastOrder;

#define PAST_ORDERS		2

/* One block's ballots in a round. */
typedef struct BlockRound
{
	Votes	   *votes;			/* by position in the round */
	Votes		continuing;
	Votes		exhausted[EXHAUSTED_CAUSES];	/* so far */
	Votes		blank;
	Transfer   *transfers;		/* after this round */
	int			ntransfers;
} BlockRound;

typedef struct PresentPoints PresentPoints;

/* The points of an electoral college in a round, see college.c. */
typedef struct RoundPoints
{
	int		   *levels;			/* by position, see score.h; NULL: votes decide */
	int			highest;		/* of these */
	Numeric		given;			/* shares of sections that gave points */

	PresentPoints *present;		/* NULL: this is not the present round */
} RoundPoints;

/* More than half of these votes wins. */
typedef struct Threshold
{
	Votes		votes;
	bool		whole;			/* every candidate had whole votes */
} Threshold;

/* A round and who is in it: a position each, in ballot order. */
typedef struct CountRound
{
	int			number;			/* from 1 */
	int			n;
	int		   *candidates;		/* position -> index in the roster */
	CandidateStatus *status;	/* by position */
	int			nties;
	Tie		   *ties;			/* in the order in which they were met */

	/* where votes are whole ballots, or decimal numbers of them */
	BlockRound *blocks;
	RoundPoints points;
	Threshold	threshold;
} CountRound;

/* How the votes of two positions of a round compare. */
typedef int (*CompareVotes) (const CountRound *round, int x, int y);

/* Somebody who is elected. */
typedef struct Winner
{
	int			candidate;
	int			round;			/* from 1; 0: in none of this count */
	WonBy		won_by;
} Winner;

typedef struct Count
{
	const Contest *contest;
	MemoryContext context;		/* of what stays as long as the count */
	CompareVotes cmp_votes;
	int			nrounds;
	uint32		rounds_allocated;
	CountRound **rounds;
	int		   *last_round;		/* by candidate, from 1; 0: in none */
	int			nwinners;
	Winner	   *winners;		/* in the order of their election */
	int			ties_broken;
	PastRanks  *past;			/* by PastOrder */
	bool		is_supposed;	/* goes on from a decision nobody has made: the
								 * step error raises none */

	/* while it goes on */
	bool	   *continuing;		/* by index in the roster */
	int			nleft;			/* how many do */
	uint64		ncells;			/* votes of candidates kept so far */

	/* set by follow_open_tie(), where the count ended on a tie */
	bool		ways_known;		/* else too many to follow, or not asked */
	int			npossible;
	int		   *possible;		/* who can win, in ballot order */
} Count;

extern void count_init(Count *count, const Contest *contest, const bool *removed,
					   int seats, CompareVotes cmp_votes);
extern Count *count_begin(const Contest *contest, const bool *removed, int seats,
						  CompareVotes cmp_votes);
extern void count_check_size(Count *count, int n, uint64 max_cells, const char *hint);
extern CountRound *count_new_round(Count *count, Size size);
extern CountRound *count_add_round(Count *count);
extern void count_elect(Count *count, CountRound *round, int position, WonBy won_by);
extern Tie	count_tie(const CountRound *round, const int *positions, int n, Wanted wanted);
extern Tie *count_add_tie(CountRound *round, Tie tie);
extern void count_settle_tie(Count *count, Tie *tie, bool resolved);
extern void count_transfer(Count *count, CountRound *round, const int *out, int nout);
extern const CountRound *round_that_elected(const Count *count);
extern bool ended_on_tie(const Count *count);
extern int	round_position(const CountRound *round, int candidate);
extern Votes round_votes(const CountRound *round, int block, int candidate);
extern Votes block_exhausted(const BlockRound *block);

/* The last round of a count. */
static inline CountRound *
last_round(const Count *count)
{
	return count->rounds[count->nrounds - 1];
}

/* The only or first winner, or NO_CANDIDATE. */
static inline int
count_winner(const Count *count)
{
	return count->nwinners > 0 ? count->winners[0].candidate : NO_CANDIDATE;
}

/* The last tie that a round met, or NULL. */
static inline Tie *
last_tie(const CountRound *round)
{
	return round->nties > 0 ? &round->ties[round->nties - 1] : NULL;
}

#endif							/* PREFCOUNT_COUNT_H */
