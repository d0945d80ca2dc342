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
	RULE_DRAWN,					/* an array of lots drawn by hand */
	RULE_DECIMALS,				/* null: exact; or 0 to 9 */
	RULE_RESERVED				/* an array of seats kept for a group */
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

/*
 * The keys that rules of a kind may have.  Rules of every kind begin with the
 * CountRules.
 */
typedef struct RuleBook
{
	const RuleKey *keys;		/* in the order in which hints list them */
	int			nkeys;
	const CountRules *defaults;
	Size		size;			/* of all rules of this kind */
	const char *other_kind;		/* what a key that only others know is for */
	const struct RuleBook *other;

	/* sets what depends on other keys before any is read; may be NULL */
	void		(*prepare) (CountRules *rules, Jsonb *jsonb);

	/* raises 22023 where keys of this kind are at odds; may be NULL */
	void		(*check) (const CountRules *rules);
} RuleBook;

extern const RuleBook irv_rule_book;
extern const RuleBook stv_rule_book;

/* Words that rules of both kinds take, in the order of their enums. */
extern const char *const unlisted_words[];
extern const char *const duplicates_words[];

/* What the two kinds of ties are called in the rule tie_break, by Wanted. */
extern const char *const rule_chain_words[WANTED_KINDS + 1];

extern const CountRules *book_rules_from_jsonb(const RuleBook *book, Jsonb *jsonb);
extern const CountRules *book_rules_from_arg(const RuleBook *book,
											 FunctionCallInfo fcinfo, int argno);
extern Jsonb *book_rules_to_jsonb(const RuleBook *book, const CountRules *rules);
extern void rule_parse(const RuleKey *key, JsonbValue *value, CountRules *rules);
extern void rule_push(JsonbParseState **state, const RuleKey *key,
					  const CountRules *rules);
extern bool json_string_is(const JsonbValue *value, const char *word);
extern char *json_string_of(const JsonbValue *value);
pg_noreturn extern void rules_contradiction(char *detail, const char *hint);

#endif							/* PREFCOUNT_RULE_VALUES_H */
