/*
 * stv_rules.h
 *	  The rules of a count for several seats, read from a jsonb object.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_STV_RULES_H
#define PREFCOUNT_STV_RULES_H

#include "postgres.h"
#include "fmgr.h"

#include "count/rules.h"

/* The rule books; each is a file stv_*.c. */
typedef enum StvMethod
{
	STV_WIGM,
	STV_ERS97,
	STV_GREGORY_NI,
	STV_SENATE,
	STV_ACT,
	STV_VICTORIA,
	STV_MEEK_NZ,
	STV_MEEK_PRF,
	STV_MINNEAPOLIS,
	STV_BOTTOMS_UP
} StvMethod;

#define STV_METHODS		10

typedef enum StvQuota
{
	QUOTA_DROOP,				/* whole votes: more than a share of one more */
	QUOTA_DROOP_EXACT,			/* that share itself, to be exceeded */
	QUOTA_HARE
} StvQuota;

typedef enum StvExclusion
{
	EXCLUSION_SINGLE,
	EXCLUSION_BATCH
} StvExclusion;

typedef enum StvRunnerUp
{
	STV_RUNNER_UP_LAST_EXCLUDED,
	STV_RUNNER_UP_COUNTBACK
} StvRunnerUp;

/* How Meek's method rounds what a candidate keeps of a paper. */
typedef enum MeekArithmetic
{
	MEEK_KEEP_UP,				/* kept: up, the rest passes on exactly */
	MEEK_DOWN					/* kept and passed on: each down */
} MeekArithmetic;

/* When places are filled by those who are left, under gregory_ni. */
typedef enum FillLast
{
	FILL_THEREUPON,				/* nothing moves */
	FILL_BETWEEN_BATCHES
} FillLast;

/* Seats kept for the members of a group; at_least 0: there is none. */
typedef struct ReservedSeats
{
	LabelList	among;
	int64		at_least;
} ReservedSeats;

typedef struct StvRules
{
	CountRules	count;			/* what an instant-runoff count has too */
	int64		seats;			/* or NO_LIMIT: not given */
	int			method;			/* StvMethod */
	int			quota;			/* StvQuota */
	int64		decimals;		/* or NO_LIMIT: exact */
	int			exclusion;		/* StvExclusion */
	bool		last_transfer;	/* papers of the last excluded move */
	ReservedSeats reserved;
	int			runner_up;		/* StvRunnerUp */

	/* readings of a rule book that some program has, see doc/stv.md */
	int			value;			/* minneapolis: 0 in two steps, 1 in one */
	bool		transfer_last_batch;	/* minneapolis */
	bool		finish_after_lowest_only;	/* minneapolis */
	bool		last_vacancy;	/* gregory_ni: rule 52(2) is looked at */
	int			fill_last;		/* gregory_ni: FillLast */
	int			arithmetic;		/* meek_prf: MeekArithmetic */
} StvRules;

extern const StvRules *stv_rules_from_arg(FunctionCallInfo fcinfo, int argno);
extern const struct RulesPreset *stv_preset_find(const char *name);
extern const struct RulesPreset *stv_preset_number(int i);
extern const char *stv_preset_provision(const char *preset, const char *rule);
extern const char *stv_method_name(StvMethod method);
extern bool stv_method_of(const char *name, StvMethod *method);
extern bool stv_rounds_bundles(StvMethod method);
extern Jsonb *stv_rules_shown(const StvRules *rules);

#endif							/* PREFCOUNT_STV_RULES_H */
