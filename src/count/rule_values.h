/*
 * rule_values.h
 *	  What the keys of the rules hold: reading it from jsonb, and back.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_RULE_VALUES_H
#define PREFCOUNT_RULE_VALUES_H

#include "postgres.h"
#include "utils/jsonb.h"

#include "base/pgcompat.h"
#include "count/rules.h"

/* What a key holds. */
typedef enum RuleKind
{
	RULE_CHOICE,				/* one of some words */
	RULE_LABELS,				/* an array of labels; null is an empty one */
	RULE_LABELS_OR_NULL,
	RULE_LABEL_OR_NULL,
	RULE_NUMBER,				/* a whole number from `least` on */
	RULE_NUMBER_OR_NULL,
	RULE_SHARE_OR_NULL,			/* a number from 0 to 1 */
	RULE_VOTES_OR_NULL,			/* a number of votes */
	RULE_FLAG,					/* true or false */
	RULE_STEPS,					/* an array of tie-break steps, or two of them */
	RULE_DRAWN					/* an array of lots drawn by hand */
} RuleKind;

typedef struct RuleKey
{
	const char *name;
	RuleKind	kind;
	size_t		member;			/* its offset in CountRules */
	size_t		present;		/* offset of the flag that it is given; 0: none */
	int			least;
	const char *const *words;	/* by value, NULL at the end */
} RuleKey;

/* What the two kinds of ties are called in the rule tie_break, by Wanted. */
extern const char *const rule_chain_words[WANTED_KINDS + 1];

extern void rule_parse(const RuleKey *key, JsonbValue *value, CountRules *rules);
extern void rule_push(JsonbParseState **state, const RuleKey *key,
					  const CountRules *rules);
extern bool json_string_is(const JsonbValue *value, const char *word);
extern char *json_string_of(const JsonbValue *value);
pg_noreturn extern void rules_contradiction(char *detail, const char *hint);

#endif							/* PREFCOUNT_RULE_VALUES_H */
