/*
 * rules.h
 *	  The rules of a count, read from a jsonb object.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_RULES_H
#define PREFCOUNT_RULES_H

#include "postgres.h"
#include "fmgr.h"
#include "utils/jsonb.h"

#include "base/candidates.h"
#include "base/label_list.h"
#include "base/votes.h"

/* A mark for somebody who is not among the declared candidates. */
typedef enum UnlistedRule
{
	UNLISTED_ERROR,
	UNLISTED_SKIP,
	UNLISTED_WRITE_IN
} UnlistedRule;

/* Two or more marks at one rank. */
typedef enum OvervoteRule
{
	OVERVOTES_EXHAUST,
	OVERVOTES_SKIP,
	OVERVOTES_EXHAUST_IF_MULTIPLE_CONTINUING,
	OVERVOTES_EXHAUST_IF_ANY_CONTINUING,
	OVERVOTES_EQUAL				/* for comparisons head to head; in a count by
								 * Meek's method it is called split */
} OvervoteRule;

/* A candidate marked again. */
typedef enum DuplicateRule
{
	DUPLICATES_SKIP,
	DUPLICATES_EXHAUST
} DuplicateRule;

/* The votes of which a winner needs more than half. */
typedef enum ThresholdRule
{
	THRESHOLD_CONTINUING,
	THRESHOLD_FIRST_ROUND
} ThresholdRule;

typedef enum StopRule
{
	STOP_TWO_REMAIN,
	STOP_MAJORITY,
	STOP_MAJORITY_OR_ONE		/* also if a batch would leave one */
} StopRule;

typedef enum EliminationRule
{
	ELIMINATION_SINGLE,
	ELIMINATION_BATCH,
	ELIMINATION_TOP_TWO,
	ELIMINATION_TOP_TWO_BY_TIE_BREAK	/* also where several are level */
} EliminationRule;

/* Who is looked for: to go out, or to win (or be second). */
typedef enum Wanted
{
	WANTED_FEWEST,
	WANTED_MOST
} Wanted;

#define WANTED_KINDS	2

/* What is tried when candidates are level. */
typedef enum TieStep
{
	TIE_BACKWARDS,
	TIE_FORWARDS,
	TIE_FIRST_PREFERENCES,
	TIE_ORDER,
	TIE_LOT,
	TIE_DRAWN,
	TIE_TOGETHER,
	TIE_LEAVE,
	TIE_ERROR,
	TIE_ALL_DIFFERENT			/* for several seats only, so it comes last */
} TieStep;

#define TIE_STEPS	10

/* Steps that are tried in this order. */
typedef struct TieChain
{
	int			n;
	TieStep		steps[TIE_STEPS];
} TieChain;

/* A lot that was drawn by hand: who was level in which round, and whom it fell on. */
typedef struct DrawnLot
{
	int64		round;
	LabelList	tied;
	Wanted		wanted;			/* fewest: picked loses; most: picked wins */
	Label		picked;
} DrawnLot;

typedef struct DrawnLots
{
	int			n;
	DrawnLot   *lots;
} DrawnLots;

/* The contest's definition of second place, and so of all places. */
typedef enum RunnerUpRule
{
	RUNNER_UP_FINAL_TWO,
	RUNNER_UP_DECIDING_ROUND,
	RUNNER_UP_WINNER_REMOVED
} RunnerUpRule;

#define RUNNER_UP_RULES	3

#define NO_LIMIT	(-1)

/* Choices are kept as int, so that one table of keys can fill them all. */
typedef struct CountRules
{
	LabelList	candidates;
	bool		has_candidates; /* else: those found on the ballots */
	LabelList	withdrawn;
	bool		has_write_in;
	Label		write_in;
	bool		has_seed;
	Label		seed;
	int			unlisted;		/* UnlistedRule */
	bool		has_overvotes;	/* the rule is given, be it with its default */
	int			overvotes;		/* OvervoteRule */
	int			duplicates;		/* DuplicateRule */
	int			threshold;		/* ThresholdRule */
	int			stop;			/* StopRule */
	int			elimination;	/* EliminationRule */
	int			runner_up;		/* RunnerUpRule */
	int64		max_skipped;	/* or NO_LIMIT */
	int64		max_rankings;	/* or NO_LIMIT */
	bool		has_min_share;
	Votes		min_share;		/* of the votes in the first round of candidates */
	bool		has_min_votes;
	Votes		min_votes;
	int64		min_ballots;
	bool		write_in_blocks;	/* nobody wins while the pool holds votes */
	TieChain	tie_break[WANTED_KINDS];	/* by Wanted */
	bool		two_chains;		/* they are given as an object */
	DrawnLots	drawn;
} CountRules;

extern const CountRules *rules_default(void);
extern const CountRules *rules_from_jsonb(Jsonb *jsonb);
extern const CountRules *rules_from_arg(FunctionCallInfo fcinfo, int argno);
extern void rules_check_count(const CountRules *rules);
extern void rules_check_college(const CountRules *rules);
extern Jsonb *rules_to_jsonb(const CountRules *rules);
extern const char *tie_step_name(TieStep step);
extern char *drawn_lot_text(const DrawnLot *lot);

/* Whether a step is in a chain. */
static inline bool
tie_chain_has(const TieChain *chain, TieStep step)
{
	for (int i = 0; i < chain->n; i++)
	{
		if (chain->steps[i] == step)
			return true;
	}
	return false;
}

/* Whether all go out at once but the two highest. */
static inline bool
rules_top_two(const CountRules *rules)
{
	return rules->elimination == ELIMINATION_TOP_TWO ||
		rules->elimination == ELIMINATION_TOP_TWO_BY_TIE_BREAK;
}

#endif							/* PREFCOUNT_RULES_H */
