/*
 * irv.h
 *	  The count: from profiles and rules to rounds.
 *
 * One engine counts any number of blocks of ballots with one set of decisions:
 * a plain contest is one block; a slice is a second block that only follows;
 * the sections of an electoral college are blocks that decide together, by
 * points.  Nothing here knows SQL or prints anything.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_IRV_H
#define PREFCOUNT_IRV_H

#include "postgres.h"
#include "utils/numeric.h"

#include "contest.h"
#include "reading.h"
#include "rules.h"
#include "score.h"
#include "tally.h"
#include "votes.h"

typedef enum CandidateStatus
{
	STATUS_CONTINUING,
	STATUS_ELIMINATED,			/* goes out after this round */
	STATUS_ELECTED,				/* from the round that elects on */
	STATUS_RUNNER_UP,			/* the beaten one of the last two */
	STATUS_TIED					/* the count ends on this tie */
} CandidateStatus;

typedef enum WonBy
{
	WON_BY_MAJORITY,
	WON_BY_LAST_TWO,
	WON_BY_MOST_VOTES,
	WON_BY_TIE_BREAK,
	WON_BY_ONLY_CANDIDATE,
	WON_BY_EVERY_WAY			/* of deciding the tie that ended the count */
} WonBy;

/* A tie that mattered in a round. */
typedef struct Tie
{
	int			n;				/* 0: there was none */
	int		   *level;			/* the candidates, in ballot order */
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
struct CountRound
{
	int			number;			/* from 1 */
	int			n;
	int		   *candidates;		/* position -> index in the roster */
	CandidateStatus *status;	/* by position */
	BlockRound *blocks;
	RoundPoints points;
	Threshold	threshold;
	Tie			tie;
};

typedef struct IrvCount
{
	const Contest *contest;
	int			nrounds;
	CountRound *rounds;
	int		   *last_round;		/* by candidate, from 1; 0: in none */
	int			winner;			/* or NO_CANDIDATE */
	int			won_in_round;	/* from 1; 0: in none, see round_that_elected */
	WonBy		won_by;
	int			ties_broken;
	PastRanks  *past;			/* by PastOrder */
	bool		is_supposed;	/* goes on from a decision nobody has made: the
								 * step error raises none */

	/* set by follow_open_tie(), where the count ended on a tie */
	bool		ways_known;		/* else too many to follow, or not asked */
	int			npossible;
	int		   *possible;		/* who can win, in ballot order */
} IrvCount;

extern IrvCount *irv_count(const Contest *contest, StopRule stop,
						   bool until_elected, const bool *removed);
extern IrvCount *irv_count_freely(const Contest *contest, StopRule stop,
								  bool until_elected, const bool *removed);
extern const CountRound *round_that_elected(const IrvCount *count);
extern bool ended_on_tie(const IrvCount *count);
extern int	round_position(const CountRound *round, int candidate);
extern Votes round_votes(const CountRound *round, int block, int candidate);
extern Votes block_exhausted(const BlockRound *block);
extern Score round_score(const CountRound *round, int position);
extern int	round_extreme(const CountRound *round, const bool *pass,
						  Wanted wanted, int *positions);
extern bool round_in_majority(const CountRound *round, const CountRound *base,
							  int position);

/* The last round of a count. */
static inline CountRound *
last_round(const IrvCount *count)
{
	return &count->rounds[count->nrounds - 1];
}

#endif							/* PREFCOUNT_IRV_H */
