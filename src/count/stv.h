/*
 * stv.h
 *	  A count for several seats: from profiles and rules to rounds.
 *
 * A round is one transfer of votes: of first preferences, of a surplus, of an
 * excluded candidate's papers (or those of one value), or one distribution by
 * Meek's method.  stv.c has what all rule books need; each rule book is a file
 * of its own and goes from round to round as its clauses say.
 *
 * What every count has is that of count.h: StvCount begins with a Count, StvRound
 * with a CountRound.  Apart from it are votes, which have fractions (amount.h)
 * where those of one seat are numbers of nine decimals, and what moves them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_STV_H
#define PREFCOUNT_STV_H

#include "postgres.h"

#include "count/amount.h"
#include "count/contest.h"
#include "count/irv.h"
#include "count/pile.h"
#include "count/stv_rules.h"
#include "count/tiebreak.h"

#define STV_MAX_ROUNDS		1000
#define MEEK_MAX_ITERATIONS	5000

typedef enum StvAction
{
	ACTION_FIRST_PREFERENCES,
	ACTION_SURPLUS,
	ACTION_ELIMINATION,
	ACTION_ITERATION
} StvAction;

/* Papers that stay with the elected, while votes of the surplus are exhausted. */
#define NO_VALUE		((Fixed) -1)

/* Papers that went from one candidate to another, or to nobody. */
typedef struct StvTransfer
{
	int			source;
	int			target;			/* or NO_CANDIDATE */
	Papers		papers;
	Fixed		value;			/* at which they went, as shown; or NO_VALUE */
	Amount		votes;
	Amount		lost;			/* by rounding */
} StvTransfer;

/* One block's votes after a round. */
typedef struct StvBlock
{
	Amount	   *votes;			/* by candidate */
	Amount		exhausted[EXHAUSTED_CAUSES];	/* so far */
	Amount		lost;			/* by fractions, so far */
	StvTransfer *transfers;		/* in this round */
	uint32		ntransfers;
	uint32		allocated;
} StvBlock;

/*
 * A round lists the whole roster: a candidate's position in it is its index.
 * Votes have fractions, so they are here, and not in the blocks of base.
 */
typedef struct StvRound
{
	CountRound	base;
	int			stage;			/* the law's own number */
	StvAction	action;
	int			nsources;
	int		   *sources;
	Amount		quota;
	bool		has_quota;
	Amount		untransferred;	/* surpluses */
	int64	   *keep;			/* by candidate, in billionths; NULL: not Meek */
	StvBlock   *blocks;
	bool		reserved;		/* the rule reserved chose the sources */
} StvRound;

typedef struct StvCount
{
	Count		base;			/* who continues receives papers */
	const StvRules *rules;
	int			seats;			/* at most as many as there are candidates */
	int64		seats_given;	/* as the rules say */
	int			ncandidates;	/* of the roster */
	Piles	  **piles;			/* by block; not Meek */
	TransferValue *values;
	uint32		nvalues;
	uint32		values_allocated;
	int		   *everybody;		/* by candidate: its index */
	CandidateStatus *status;	/* by candidate */
	int		   *changed_in;		/* round in which it was elected or excluded */
	bool	   *member;			/* of the group that seats are reserved for */
	int			nmembers;		/* of it who continue */
	int			nmembers_needed;	/* seats that it still has to get */
	int			npending;
	int		   *pending;		/* elected, surplus not transferred, in order */
	Amount		quota;
	bool		has_quota;
	int			stage;
	StvBlock   *now;			/* by block: votes as they stand */
	Amount	   *block_total;	/* by block: all votes but blank ones */
	Fixed	   *blank;			/* by block */
	Fixed		exhausted_at_first; /* in block 0, in round 1 */
	Amount		papers_total;	/* valid votes: what counts in round 1 */
	Tie			next_tie;		/* resolved; chooses the next sources */
	bool		next_reserved;

	/* the papers that elected one, noted for a countback */
	int			noted;			/* whose, or NO_CANDIDATE */
	uint32		nnoted;
	uint32		noted_allocated;
	CountedRanking *noted_papers;
} StvCount;

extern StvCount *stv_count(const Contest *contest);
extern StvCount *stv_count_noting(const Contest *contest, int candidate);

/* Seats that are not filled yet. */
static inline int
stv_vacancies(const StvCount *count)
{
	return count->seats - count->base.nwinners;
}

/* How many continue, without the pool of write-ins, which cannot win. */
static inline int
stv_nreal(const StvCount *count)
{
	int			pool = count->base.contest->roster->pool;

	return count->base.nleft - (pool != NO_CANDIDATE && count->base.continuing[pool]);
}

/* Whether no more than are needed are left, or all seats are filled. */
static inline bool
stv_over(const StvCount *count)
{
	return ended_on_tie(&count->base) || stv_vacancies(count) == 0 ||
		stv_nreal(count) <= stv_vacancies(count);
}

/* The votes of a candidate as they stand. */
static inline Amount
stv_votes(const StvCount *count, int candidate)
{
	return count->now[0].votes[candidate];
}

/* By how much a candidate exceeds the quota. */
static inline Amount
stv_surplus(const StvCount *count, int candidate)
{
	return amount_sub(stv_votes(count, candidate), count->quota);
}

/* A round by its number less 1. */
static inline StvRound *
stv_round(const StvCount *count, int r)
{
	return (StvRound *) count->base.rounds[r];
}

static inline StvRound *
stv_last_round(const StvCount *count)
{
	return (StvRound *) last_round(&count->base);
}

/* What every rule book needs: stv.c. */
extern Amount stv_total_surplus(const StvCount *count);
extern Amount stv_exhausted(const StvBlock *block);
extern void stv_set_quota(StvCount *count, Amount quota);
extern Amount stv_droop(const StvCount *count);
extern StvRound *stv_end_round(StvCount *count, StvAction action,
							   const int *sources, int nsources);
extern int	stv_list_continuing(const StvCount *count, int *candidates);
extern bool stv_elect(StvCount *count, int candidate);
extern void stv_drop_settled(StvCount *count);
extern void stv_forget_surplus(StvCount *count, int candidate);
extern void stv_exclude(StvCount *count, const int *out, int n);
extern void stv_exclude_in_place(StvCount *count, const int *out, int n);

/* Who is next: stv_choose.c. */
extern int	stv_cmp_descending(const void *a, const void *b, void *votes);
extern int *stv_descending(StvCount *count, const int *candidates, int n, TieMode mode);
extern int	stv_reaching(const StvCount *count, Amount bar, bool exceed, int *reaching);
extern void stv_elect_reaching(StvCount *count, Amount bar, bool exceed);
extern void stv_elect_one_of(StvCount *count, const int *level, int n, TieMode mode);
extern void stv_fill(StvCount *count, TieMode mode);
extern int	stv_largest_surplus(StvCount *count, const int *candidates, int n);
extern int	stv_choose_from(StvCount *count, const int *level, int nlevel, Amount next,
							int *out, int n);
extern int	stv_choose_within(StvCount *count, Amount within, int *out, int n);
extern int	stv_choose_others(StvCount *count, int *out);
extern int	stv_choose_lowest(StvCount *count, int *out, int n);
extern int	stv_losers_below(const StvCount *count, Amount surplus, bool or_equal, int *out);
extern bool stv_lowest_gap(const StvCount *count, Amount *gap);
extern bool stv_is_guarded(const StvCount *count, int candidate);
extern char *stv_lot_missing(const StvCount *count, const Tie *tie);

/* Papers on their way: stv_move.c. */
extern void stv_pile_papers(StvCount *count);
extern void stv_note_exhausted(StvCount *count, int block, int source, Papers papers,
							   Amount votes);
extern int	stv_reserve_value(StvCount *count);
extern int	stv_value(StvCount *count, TransferValue value);
extern int	stv_keys(const StvCount *count, int source, ParcelKey **keys);
extern Papers *stv_carry(StvCount *count, int source, const ParcelKey *from, int nfrom,
						 ParcelKey to);
extern Papers stv_all_moved(const StvCount *count, const Papers *moved, bool with_nobody);
extern void stv_credit(StvCount *count, int block, int source, const Papers *moved,
					   int value, int decimals, bool to_nobody, Amount leaving);
extern void stv_transfer_surplus(StvCount *count, int source,
								 TransferValue (*new_value) (const StvCount *count,
															 const TransferValue *value,
															 Amount surplus, Amount votes));
extern void stv_transfer_last_batch(StvCount *count, int source, int decimals);
extern void stv_exclude_by_value(StvCount *count, const int *out, int n, bool first_apart,
								 void (*before_round) (StvCount *count),
								 bool (*after_batch) (StvCount *count));
extern void stv_transfer_excluded(StvCount *count, const int *out, int n);
extern void stv_move_excluded(StvCount *count, int source, const ParcelKey *keys, int nkeys,
							  ParcelKey to, int decimals, Amount leaving);
extern Amount stv_worth(const StvCount *count, int block, int source, ParcelKey key);

/* The rule books. */
extern void stv_wigm(StvCount *count);
extern void stv_bottoms_up(StvCount *count);
extern void stv_minneapolis(StvCount *count);
extern void stv_ers97(StvCount *count);
extern void stv_gregory_ni(StvCount *count);
extern void stv_australia(StvCount *count);
extern void stv_meek_nz(StvCount *count);
extern void stv_meek_prf(StvCount *count);

extern bool stv_moved_in(const StvCount *count, int candidate, int round);

#endif							/* PREFCOUNT_STV_H */
