/*
 * rule_book.c
 *	  The rules of a count: reading the jsonb object, defaults, errors.
 *
 * Each key of the object stands once in the table rule_keys, with the member
 * of CountRules it fills and what it may hold: parsing, the hints of errors
 * and the way back to jsonb all follow from that table.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "utils/memutils.h"

#include "base/jsonb_push.h"
#include "base/pgcompat.h"
#include "count/rule_values.h"
#include "count/rules.h"

const char *const unlisted_words[] = {"error", "skip", "write_in", NULL};
static const char *const overvotes_words[] =
{"exhaust", "skip", "exhaust_if_multiple_continuing",
"exhaust_if_any_continuing", "equal", NULL};
const char *const duplicates_words[] = {"skip", "exhaust", NULL};
static const char *const threshold_words[] = {"continuing", "first_round", NULL};
static const char *const stop_words[] =
{"two_remain", "majority", "majority_or_one", NULL};
static const char *const elimination_words[] =
{"single", "batch", "top_two", "top_two_by_tie_break", NULL};
static const char *const runner_up_words[] =
{"final_two", "deciding_round", "winner_removed", NULL};
static const char *const step_words[] =
{"backwards", "forwards", "first_preferences", "order", "lot", "drawn",
"together", "leave", "error", NULL};
static const char *const step_names[TIE_STEPS] =
{"backwards", "forwards", "first_preferences", "order", "lot", "drawn",
"together", "leave", "error", "all_different"};

#define MEMBER(name)	offsetof(CountRules, name)

/* In the order in which the documentation and the hints list them. */
static const RuleKey rule_keys[] = {
	{"candidates", RULE_LABELS_OR_NULL, MEMBER(candidates), MEMBER(has_candidates), 0, NULL},
	{"unlisted", RULE_CHOICE, MEMBER(unlisted), 0, 0, unlisted_words},
	{"withdrawn", RULE_LABELS, MEMBER(withdrawn), 0, 0, NULL},
	{"write_in", RULE_LABEL_OR_NULL, MEMBER(write_in), MEMBER(has_write_in), 0, NULL},
	{"write_in_blocks", RULE_FLAG, MEMBER(write_in_blocks), 0, 0, NULL},
	{"overvotes", RULE_CHOICE, MEMBER(overvotes), MEMBER(has_overvotes), 0, overvotes_words},
	{"max_skipped", RULE_NUMBER_OR_NULL, MEMBER(max_skipped), 0, 0, NULL},
	{"duplicates", RULE_CHOICE, MEMBER(duplicates), 0, 0, duplicates_words},
	{"max_rankings", RULE_NUMBER_OR_NULL, MEMBER(max_rankings), 0, 1, NULL},
	{"threshold", RULE_CHOICE, MEMBER(threshold), 0, 0, threshold_words},
	{"stop", RULE_CHOICE, MEMBER(stop), 0, 0, stop_words},
	{"elimination", RULE_CHOICE, MEMBER(elimination), 0, 0, elimination_words},
	{"min_share", RULE_SHARE_OR_NULL, MEMBER(min_share), MEMBER(has_min_share), 0, NULL},
	{"min_votes", RULE_VOTES_OR_NULL, MEMBER(min_votes), MEMBER(has_min_votes), 0, NULL},
	{"tie_break", RULE_STEPS, MEMBER(tie_break), 0, 0, step_words},
	{"seed", RULE_LABEL_OR_NULL, MEMBER(seed), MEMBER(has_seed), 0, NULL},
	{"drawn", RULE_DRAWN, MEMBER(drawn), 0, 0, NULL},
	{"runner_up", RULE_CHOICE, MEMBER(runner_up), 0, 0, runner_up_words},
	{"min_ballots", RULE_NUMBER, MEMBER(min_ballots), 0, 0, NULL},
};

/* Members that are not named here start as 0, which is their default. */
static const CountRules default_rules = {
	.max_skipped = NO_LIMIT,
	.max_rankings = NO_LIMIT,
	.write_in_blocks = true,
	.tie_break = {{2, {TIE_BACKWARDS, TIE_LEAVE}}, {2, {TIE_BACKWARDS, TIE_LEAVE}}},
};

/* The rules that hold where nothing else is said. */
const CountRules *
rules_default(void)
{
	return &default_rules;
}

/* The name of a tie-break step in rules and results. */
const char *
tie_step_name(TieStep step)
{
	return step_names[step];
}

/* The rules of an instant-runoff count. */
const RuleBook irv_rule_book = {
	.keys = rule_keys,
	.nkeys = lengthof(rule_keys),
	.defaults = &default_rules,
	.size = sizeof(CountRules),
	.other_kind = "several seats, counted by stv_rounds() and its like",
	.other = &stv_rule_book,
};

/* The key of that name in a rule book, or NULL. */
static const RuleKey *
book_key(const RuleBook *book, const JsonbValue *name)
{
	for (int i = 0; i < book->nkeys; i++)
	{
		if (json_string_is(name, book->keys[i].name))
			return &book->keys[i];
	}
	return NULL;
}

/* The key of that name; raises 22023 for others. */
static const RuleKey *
find_key(const RuleBook *book, const JsonbValue *name)
{
	const RuleKey *key = book_key(book, name);
	StringInfoData known;

	if (key != NULL)
		return key;
	initStringInfo(&known);
	for (int i = 0; i < book->nkeys; i++)
		appendStringInfo(&known, "%s\"%s\"", i > 0 ? ", " : "", book->keys[i].name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown rule"),
			 book_key(book->other, name) == NULL ?
			 errdetail("The key \"%s\" is not known.", json_string_of(name)) :
			 errdetail("The key \"%s\" is for %s.", json_string_of(name),
					   book->other_kind),
			 errhint("Rules are %s.", known.data)));
}

/* Raise 22023 where the rules on ties are at odds. */
static void
check_ties(const CountRules *rules)
{
	for (int wanted = 0; wanted < WANTED_KINDS; wanted++)
	{
		if (tie_chain_has(&rules->tie_break[wanted], TIE_LOT) && !rules->has_seed)
			rules_contradiction(pstrdup("Rule \"tie_break\" has the step \"lot\", but there is no rule \"seed\"."),
						  "Give a \"seed\", so that everybody can repeat the lot.");
	}
	if (rules->two_chains && tie_chain_has(&rules->tie_break[WANTED_MOST], TIE_TOGETHER))
		rules_contradiction(pstrdup("Rule \"tie_break\" has the step \"together\" for the win."),
					  "\"together\" is for \"elimination\" only: all who are tied go out.");
	for (int i = 0; i < rules->drawn.n; i++)
	{
		const DrawnLot *lot = &rules->drawn.lots[i];

		if (!tie_chain_has(&rules->tie_break[lot->wanted], TIE_DRAWN))
			rules_contradiction(psprintf("Rule \"drawn\" has the lot %s, but rule \"tie_break\" has no step \"drawn\" for \"%s\".",
								   drawn_lot_text(lot), rule_chain_words[lot->wanted]),
						  "Put the step \"drawn\" into rule \"tie_break\", before \"leave\" or \"error\".");
	}
}

/* Raise 22023 where one rule makes another one meaningless. */
static void
check_together(const CountRules *rules)
{
	check_ties(rules);
	if (rules->unlisted == UNLISTED_WRITE_IN && !rules->has_write_in)
		rules_contradiction(pstrdup("Rule \"unlisted\" is \"write_in\", but there is no rule \"write_in\"."),
					  "Give the pool of write-ins a label by rule \"write_in\".");
	if (rules->unlisted == UNLISTED_WRITE_IN && !rules->has_candidates)
		rules_contradiction(pstrdup("Rule \"unlisted\" is \"write_in\", but there is no rule \"candidates\": nobody is unlisted."),
					  "List those who are not write-ins in the rule \"candidates\".");
	for (int i = 0; i < rules->withdrawn.n; i++)
	{
		Label		label = rules->withdrawn.labels[i];

		if (rules->has_write_in && label_cmp(label, rules->write_in) == 0)
			rules_contradiction(psprintf("The pool of write-ins \"%s\" is among \"withdrawn\".",
								   label_string(label)),
						  "Leave the pool out of \"withdrawn\": it cannot win anyway.");
		if (rules->has_candidates && label_list_find(&rules->candidates, label) < 0)
			rules_contradiction(psprintf("Rule \"withdrawn\" names \"%s\", who is not among \"candidates\".",
								   label_string(label)),
						  "Keep withdrawn candidates in \"candidates\".");
	}
}

/*
 * Raise 22023 for rules that make sense only where candidates are compared
 * head to head.
 */
void
rules_check_count(const CountRules *rules)
{
	if (rules->overvotes == OVERVOTES_EQUAL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rule cannot be used in a count"),
				 errdetail("Rule \"overvotes\" is \"equal\", but a ballot counts for one candidate at a time."),
				 errhint("\"equal\" is for pairwise() and find_condorcet_winner(); a count takes another value of rule \"overvotes\".")));
}

/* Raise 22023 for rules that a college, which counts in points, cannot follow. */
void
rules_check_college(const CountRules *rules)
{
	if (rules->has_min_share || rules->has_min_votes)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rule cannot be used in an electoral college"),
				 errdetail("Rule \"%s\" is about votes, but a college is decided by points.",
						   rules->has_min_share ? "min_share" : "min_votes"),
				 errhint("Leave rules \"min_share\" and \"min_votes\" out.")));
}

/*
 * Read rules of a kind; 22023 for anything that is not understood.  Labels may
 * share memory with the object.
 */
const CountRules *
book_rules_from_jsonb(const RuleBook *book, Jsonb *jsonb)
{
	CountRules *rules;
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	value;

	if (!JB_ROOT_IS_OBJECT(jsonb))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rules are not a JSON object"),
				 errhint("Write rules as in {\"stop\": \"majority\"}; {} stands for the default rules.")));
	if (JB_ROOT_COUNT(jsonb) == 0)
		return book->defaults;

	rules = palloc(book->size);
	memcpy(rules, book->defaults, book->size);
	if (book->prepare != NULL)
		book->prepare(rules, jsonb);
	it = JsonbIteratorInit(&jsonb->root);
	while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
		{
			const RuleKey *key = find_key(book, &value);

			(void) JsonbIteratorNext(&it, &value, true);
			rule_parse(key, &value, rules);
		}
	}
	check_together(rules);
	if (book->check != NULL)
		book->check(rules);

	return rules;
}

/* Read the rules of an instant-runoff count. */
const CountRules *
rules_from_jsonb(Jsonb *jsonb)
{
	return book_rules_from_jsonb(&irv_rule_book, jsonb);
}

/* Rules that were read in an earlier call of the same function. */
typedef struct RulesCache
{
	MemoryContext context;
	Jsonb	   *jsonb;			/* NULL: none are kept */
	const CountRules *rules;
} RulesCache;

/* The cache of this call's function, or NULL where there can be none. */
static RulesCache *
rules_cache(FunctionCallInfo fcinfo)
{
	RulesCache *cache;

	if (fcinfo->flinfo == NULL)
		return NULL;
	cache = (RulesCache *) fcinfo->flinfo->fn_extra;
	if (cache == NULL)
	{
		cache = MemoryContextAllocZero(fcinfo->flinfo->fn_mcxt, sizeof(RulesCache));
		cache->context = AllocSetContextCreate(fcinfo->flinfo->fn_mcxt,
											   "prefcount rules",
											   ALLOCSET_SMALL_SIZES);
		fcinfo->flinfo->fn_extra = cache;
	}
	return cache;
}

/*
 * The rules given as an argument, NULL being the default ones.  They are read
 * once as long as they stay the same from call to call.
 */
const CountRules *
book_rules_from_arg(const RuleBook *book, FunctionCallInfo fcinfo, int argno)
{
	Jsonb	   *jsonb;
	RulesCache *cache;
	MemoryContext old_context;

	if (PG_ARGISNULL(argno))
		return book->defaults;
	jsonb = PG_GETARG_JSONB_P(argno);
	if (JB_ROOT_IS_OBJECT(jsonb) && JB_ROOT_COUNT(jsonb) == 0)
		return book->defaults;
	cache = rules_cache(fcinfo);
	if (cache == NULL)
		return book_rules_from_jsonb(book, jsonb);
	if (cache->jsonb != NULL && VARSIZE(cache->jsonb) == VARSIZE(jsonb) &&
		memcmp(cache->jsonb, jsonb, VARSIZE(jsonb)) == 0)
		return cache->rules;

	cache->jsonb = NULL;
	MemoryContextReset(cache->context);
	old_context = MemoryContextSwitchTo(cache->context);
	jsonb = (Jsonb *) memcpy(palloc(VARSIZE(jsonb)), jsonb, VARSIZE(jsonb));
	cache->rules = book_rules_from_jsonb(book, jsonb);
	cache->jsonb = jsonb;
	MemoryContextSwitchTo(old_context);

	return cache->rules;
}

/* The rules of an instant-runoff count given as an argument. */
const CountRules *
rules_from_arg(FunctionCallInfo fcinfo, int argno)
{
	return book_rules_from_arg(&irv_rule_book, fcinfo, argno);
}

/* Rules of a kind as a jsonb object in which every key stands. */
Jsonb *
book_rules_to_jsonb(const RuleBook *book, const CountRules *rules)
{
	JsonbParseState *state = NULL;

	(void) pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (int i = 0; i < book->nkeys; i++)
	{
		push_string(&state, WJB_KEY, book->keys[i].name);
		rule_push(&state, &book->keys[i], rules);
	}

	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/* The rules of an instant-runoff count as a jsonb object. */
Jsonb *
rules_to_jsonb(const CountRules *rules)
{
	return book_rules_to_jsonb(&irv_rule_book, rules);
}
