/*
 * rules.c
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
#include "mb/pg_wchar.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "jsonb_push.h"
#include "pgcompat.h"
#include "rules.h"

PG_FUNCTION_INFO_V1(irv_rules_check);

/* What a key holds. */
typedef enum RuleKind
{
	RULE_CHOICE,				/* one of some words */
	RULE_LABELS,				/* an array of labels; null is an empty one */
	RULE_LABELS_OR_NULL,
	RULE_LABEL_OR_NULL,
	RULE_NUMBER,				/* a whole number from `least` on */
	RULE_NUMBER_OR_NULL,
	RULE_FLAG,					/* true or false */
	RULE_STEPS,					/* an array of tie-break steps, or two of them */
	RULE_DRAWN					/* an array of lots drawn by hand */
} RuleKind;

typedef struct RuleKey
{
	const char *name;
	RuleKind	kind;
	size_t		member;			/* its offset in CountRules */
	size_t		present;		/* offset of the flag that it is given, or 0 */
	int			least;
	const char *const *words;	/* by value, NULL at the end */
} RuleKey;

#define RULE_NUMBER_MAX		VOTES_MAX

static const char *const unlisted_words[] = {"error", "skip", "write_in", NULL};
static const char *const overvotes_words[] =
{"exhaust", "skip", "exhaust_if_multiple_continuing",
"exhaust_if_any_continuing", "equal", NULL};
static const char *const duplicates_words[] = {"skip", "exhaust", NULL};
static const char *const threshold_words[] = {"continuing", "first_round", NULL};
static const char *const stop_words[] = {"two_remain", "majority", NULL};
static const char *const elimination_words[] =
{"single", "batch", "top_two", NULL};
static const char *const runner_up_words[] =
{"final_two", "deciding_round", "winner_removed", NULL};
static const char *const step_words[] =
{"backwards", "forwards", "first_preferences", "order", "lot", "drawn",
"together", "leave", "error", NULL};

/* What the two kinds of ties are called, by Wanted: in tie_break, in drawn. */
static const char *const chain_words[WANTED_KINDS + 1] = {"elimination", "win", NULL};
static const char *const drawn_words[WANTED_KINDS + 1] = {"loses", "wins", NULL};

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
	return step_words[step];
}

/* Whether a step is in a chain. */
bool
tie_chain_has(const TieChain *chain, TieStep step)
{
	for (int i = 0; i < chain->n; i++)
	{
		if (chain->steps[i] == step)
			return true;
	}
	return false;
}

/* The word that a rule made of one word has in these rules. */
static const char *
chosen_word(const RuleKey *key, const CountRules *rules)
{
	return key->words[*(const int *) ((const char *) rules + key->member)];
}

/* A list of words for a hint. */
static char *
quoted_words(const char *const *words)
{
	StringInfoData list;

	initStringInfo(&list);
	for (int i = 0; words[i] != NULL; i++)
		appendStringInfo(&list, "%s\"%s\"", i > 0 ? ", " : "", words[i]);

	return list.data;
}

/* What a key may hold, in words, for hints. */
static char *
allowed_values(const RuleKey *key)
{
	switch (key->kind)
	{
		case RULE_CHOICE:
			return psprintf("one of %s", quoted_words(key->words));
		case RULE_LABELS:
			return pstrdup("an array of different labels");
		case RULE_LABELS_OR_NULL:
			return pstrdup("null or an array of different labels");
		case RULE_LABEL_OR_NULL:
			return pstrdup("null or a text");
		case RULE_NUMBER:
			return psprintf("a whole number from %d on", key->least);
		case RULE_NUMBER_OR_NULL:
			return psprintf("null or a whole number from %d on", key->least);
		case RULE_STEPS:
			return psprintf("an array of different steps out of %s, or an object with such arrays for \"elimination\" and \"win\"",
							quoted_words(key->words));
		case RULE_FLAG:
			return pstrdup("true or false");
		case RULE_DRAWN:
			return pstrdup("an array of objects as {\"round\": 2, \"tied\": [\"Ann\", \"Bob\"], \"loses\": \"Bob\"}, or \"wins\" in place of \"loses\"");
	}
	return NULL;				/* not reached */
}

/* Raise 22023 for what a key holds. */
pg_noreturn static void
rule_error(const RuleKey *key, char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value of a rule"),
			 errdetail("%s", detail),
			 errhint("Rule \"%s\" takes %s.", key->name, allowed_values(key))));
}

/* Raise 22023 for a value of another JSON type than a key takes. */
pg_noreturn static void
rule_type_error(const RuleKey *key, JsonbValue *value)
{
	const char *type = "an object";

	if (value->type == jbvBinary && JsonContainerIsArray(value->val.binary.data))
		type = "an array";
	else if (value->type == jbvNull)
		type = "null";
	else if (value->type == jbvString)
		type = "a string";
	else if (value->type == jbvNumeric)
		type = "a number";
	else if (value->type == jbvBool)
		type = "a boolean";

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("wrong type of a rule's value"),
			 errdetail("Rule \"%s\" holds %s.", key->name, type),
			 errhint("Rule \"%s\" takes %s.", key->name, allowed_values(key))));
}

/* Raise 22023 for rules that cannot hold together. */
pg_noreturn static void
contradiction(char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("rules contradict each other"),
			 errdetail("%s", detail),
			 errhint("%s", hint)));
}

/* Whether a JSON string is this word. */
static bool
string_is(const JsonbValue *value, const char *word)
{
	return value->val.string.len == (int) strlen(word) &&
		memcmp(value->val.string.val, word, value->val.string.len) == 0;
}

/* A JSON string as C string, for error details. */
static char *
string_of(const JsonbValue *value)
{
	return pnstrdup(value->val.string.val, value->val.string.len);
}

/* Which of a key's words a JSON value is. */
static int
parse_word(const RuleKey *key, JsonbValue *value)
{
	if (value->type != jbvString)
		rule_type_error(key, value);
	for (int i = 0; key->words[i] != NULL; i++)
	{
		if (string_is(value, key->words[i]))
			return i;
	}
	rule_error(key, psprintf("Rule \"%s\" holds \"%s\".", key->name,
							 string_of(value)));
}

/* A label from a JSON string, or from a number by its text. */
static Label
parse_label(const RuleKey *key, JsonbValue *value)
{
	char	   *text;

	if (value->type == jbvString)
		return label_from_cstring(value->val.string.val, value->val.string.len);
	if (value->type != jbvNumeric)
		rule_type_error(key, value);

	text = DatumGetCString(DirectFunctionCall1(numeric_out,
											   NumericGetDatum(value->val.numeric)));
	return label_from_cstring(text, strlen(text));
}

/* Start on the elements of a JSON array; *n is how many there are. */
static JsonbIterator *
array_begin(const RuleKey *key, JsonbValue *value, int *n)
{
	JsonbIterator *it;
	JsonbValue	begin;

	if (value->type != jbvBinary || !JsonContainerIsArray(value->val.binary.data))
		rule_type_error(key, value);
	*n = JsonContainerSize(value->val.binary.data);
	it = JsonbIteratorInit(value->val.binary.data);
	(void) JsonbIteratorNext(&it, &begin, true);

	return it;
}

/* A list of labels from a JSON array. */
static LabelList
parse_labels(const RuleKey *key, JsonbValue *value)
{
	LabelList	list;
	int			twice;
	JsonbValue	element;
	JsonbIterator *it = array_begin(key, value, &list.n);

	list.labels = palloc(sizeof(Label) * Max(list.n, 1));
	for (int i = 0; JsonbIteratorNext(&it, &element, true) == WJB_ELEM; i++)
		list.labels[i] = parse_label(key, &element);
	twice = label_list_sort(&list);
	if (twice >= 0)
		rule_error(key, psprintf("Rule \"%s\" names \"%s\" twice.", key->name,
								 label_string(list.labels[twice])));

	return list;
}

/* A whole number from a JSON number. */
static int64
parse_number(const RuleKey *key, JsonbValue *value)
{
	Datum		number;
	Datum		whole;
	bool		good;

	if (value->type != jbvNumeric)
		rule_type_error(key, value);

	number = NumericGetDatum(value->val.numeric);
	whole = DirectFunctionCall2(numeric_trunc, number, Int32GetDatum(0));
	good = DatumGetBool(DirectFunctionCall2(numeric_eq, number, whole)) &&
		DatumGetBool(DirectFunctionCall2(numeric_ge, number,
										 NumericGetDatum(int64_to_numeric(key->least)))) &&
		DatumGetBool(DirectFunctionCall2(numeric_le, number,
										 NumericGetDatum(int64_to_numeric(RULE_NUMBER_MAX))));
	if (!good)
		rule_error(key, psprintf("Rule \"%s\" holds %s.", key->name,
								 DatumGetCString(DirectFunctionCall1(numeric_out, number))));

	return DatumGetInt64(DirectFunctionCall1(numeric_int8, whole));
}

/* A chain of tie-break steps from a JSON array. */
static void
parse_chain(const RuleKey *key, JsonbValue *value, TieChain *chain)
{
	int			n;
	JsonbValue	element;
	JsonbIterator *it = array_begin(key, value, &n);

	chain->n = 0;
	while (JsonbIteratorNext(&it, &element, true) == WJB_ELEM)
	{
		TieStep		step = (TieStep) parse_word(key, &element);

		if (tie_chain_has(chain, step))
			rule_error(key, psprintf("Rule \"%s\" names \"%s\" twice.",
									 key->name, step_words[step]));
		if (tie_chain_has(chain, TIE_LEAVE) || tie_chain_has(chain, TIE_ERROR))
			contradiction(psprintf("In rule \"tie_break\" the step \"%s\" can never be reached.",
								   step_words[step]),
						  "Put \"leave\" or \"error\" last.");
		chain->steps[chain->n++] = step;
	}
}

/* Which of some words a key of an object within a rule is. */
static int
parse_inner_key(const RuleKey *key, const JsonbValue *name, const char *const *words)
{
	for (int i = 0; words[i] != NULL; i++)
	{
		if (string_is(name, words[i]))
			return i;
	}
	rule_error(key, psprintf("Rule \"%s\" has the unknown key \"%s\".", key->name,
							 string_of(name)));
}

/* Start on the keys of a JSON object. */
static JsonbIterator *
object_begin(const RuleKey *key, JsonbValue *value)
{
	JsonbIterator *it;
	JsonbValue	begin;

	if (value->type != jbvBinary || !JsonContainerIsObject(value->val.binary.data))
		rule_type_error(key, value);
	it = JsonbIteratorInit(value->val.binary.data);
	(void) JsonbIteratorNext(&it, &begin, true);

	return it;
}

/* Chains from a JSON array for both kinds of ties, or from one for each. */
static void
parse_chains(const RuleKey *key, JsonbValue *value, CountRules *rules)
{
	JsonbIterator *it;
	JsonbValue	inner;

	rules->two_chains = value->type == jbvBinary &&
		JsonContainerIsObject(value->val.binary.data);
	if (!rules->two_chains)
	{
		parse_chain(key, value, &rules->tie_break[WANTED_FEWEST]);
		rules->tie_break[WANTED_MOST] = rules->tie_break[WANTED_FEWEST];
		return;
	}
	it = object_begin(key, value);
	while (JsonbIteratorNext(&it, &inner, true) == WJB_KEY)
	{
		int			wanted = parse_inner_key(key, &inner, chain_words);

		(void) JsonbIteratorNext(&it, &inner, true);
		parse_chain(key, &inner, &rules->tie_break[wanted]);
	}
}

/* A lot drawn by hand from a JSON object. */
static DrawnLot
parse_drawn_lot(const RuleKey *key, JsonbValue *value)
{
	static const RuleKey round_key = {"drawn.round", RULE_NUMBER, 0, 0, 1, NULL};
	static const RuleKey tied_key = {"drawn.tied", RULE_LABELS, 0, 0, 0, NULL};
	static const char *const words[] = {"loses", "wins", "round", "tied", NULL};
	DrawnLot	lot = {0};
	int			npicked = 0;
	JsonbIterator *it = object_begin(key, value);
	JsonbValue	inner;

	while (JsonbIteratorNext(&it, &inner, true) == WJB_KEY)
	{
		int			word = parse_inner_key(key, &inner, words);

		(void) JsonbIteratorNext(&it, &inner, true);
		if (word == 2)
			lot.round = parse_number(&round_key, &inner);
		else if (word == 3)
			lot.tied = parse_labels(&tied_key, &inner);
		else
		{
			lot.wanted = (Wanted) word;
			lot.picked = parse_label(key, &inner);
			npicked++;
		}
	}
	if (lot.round == 0 || lot.tied.n < 2 || npicked != 1)
		rule_error(key, pstrdup("A lot in rule \"drawn\" names the round, two or more who are tied, and one who loses or wins."));
	if (label_list_find(&lot.tied, lot.picked) < 0)
		rule_error(key, psprintf("A lot in rule \"drawn\" falls on \"%s\", who is not among the tied.",
								 label_string(lot.picked)));

	return lot;
}

/* Whether two lots are for the same tie. */
static bool
same_tie(const DrawnLot *a, const DrawnLot *b)
{
	if (a->round != b->round || a->wanted != b->wanted || a->tied.n != b->tied.n)
		return false;
	for (int i = 0; i < a->tied.n; i++)
	{
		if (label_list_find(&b->tied, a->tied.labels[i]) < 0)
			return false;
	}
	return true;
}

/* Lots drawn by hand from a JSON array. */
static DrawnLots
parse_drawn(const RuleKey *key, JsonbValue *value)
{
	DrawnLots	drawn;
	JsonbValue	element;
	JsonbIterator *it = array_begin(key, value, &drawn.n);

	drawn.lots = palloc(sizeof(DrawnLot) * Max(drawn.n, 1));
	for (int i = 0; JsonbIteratorNext(&it, &element, true) == WJB_ELEM; i++)
	{
		drawn.lots[i] = parse_drawn_lot(key, &element);
		for (int j = 0; j < i; j++)
		{
			if (same_tie(&drawn.lots[j], &drawn.lots[i]))
				rule_error(key, psprintf("Rule \"drawn\" has two lots for the same tie in round " INT64_FORMAT ".",
										 drawn.lots[i].round));
		}
	}
	return drawn;
}

/* Fill the member of one key. */
static void
parse_value(const RuleKey *key, JsonbValue *value, CountRules *rules)
{
	char	   *member = (char *) rules + key->member;
	bool	   *present = (bool *) ((char *) rules + key->present);
	bool		is_null = (value->type == jbvNull);

	switch (key->kind)
	{
		case RULE_CHOICE:
			*(int *) member = parse_word(key, value);
			if (key->present != 0)
				*present = true;
			break;
		case RULE_LABELS:
			if (!is_null)
				*(LabelList *) member = parse_labels(key, value);
			break;
		case RULE_LABELS_OR_NULL:
			*present = !is_null;
			if (!is_null)
				*(LabelList *) member = parse_labels(key, value);
			break;
		case RULE_LABEL_OR_NULL:
			*present = !is_null;
			if (!is_null)
				*(Label *) member = parse_label(key, value);
			break;
		case RULE_NUMBER:
			*(int64 *) member = parse_number(key, value);
			break;
		case RULE_NUMBER_OR_NULL:
			*(int64 *) member = is_null ? NO_LIMIT : parse_number(key, value);
			break;
		case RULE_FLAG:
			if (value->type != jbvBool)
				rule_type_error(key, value);
			*(bool *) member = value->val.boolean;
			break;
		case RULE_STEPS:
			parse_chains(key, value, rules);
			break;
		case RULE_DRAWN:
			if (!is_null)
				*(DrawnLots *) member = parse_drawn(key, value);
			break;
	}
}

/* The key of that name; raises 22023 for others. */
static const RuleKey *
find_key(const JsonbValue *name)
{
	StringInfoData known;

	initStringInfo(&known);
	for (int i = 0; i < (int) lengthof(rule_keys); i++)
	{
		if (string_is(name, rule_keys[i].name))
			return &rule_keys[i];
		appendStringInfo(&known, "%s\"%s\"", i > 0 ? ", " : "", rule_keys[i].name);
	}

	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown rule"),
			 errdetail("The key \"%s\" is not known.", string_of(name)),
			 errhint("Rules are %s.", known.data)));
}

/* Raise 22023 where the rules on ties are at odds. */
static void
check_ties(const CountRules *rules)
{
	for (int wanted = 0; wanted < WANTED_KINDS; wanted++)
	{
		if (tie_chain_has(&rules->tie_break[wanted], TIE_LOT) && !rules->has_seed)
			contradiction(pstrdup("Rule \"tie_break\" has the step \"lot\", but there is no rule \"seed\"."),
						  "Give a \"seed\", so that everybody can repeat the lot.");
	}
	if (rules->two_chains && tie_chain_has(&rules->tie_break[WANTED_MOST], TIE_TOGETHER))
		contradiction(pstrdup("Rule \"tie_break\" has the step \"together\" for the win."),
					  "\"together\" is for \"elimination\" only: all who are tied go out.");
	for (int i = 0; i < rules->drawn.n; i++)
	{
		const DrawnLot *lot = &rules->drawn.lots[i];

		if (!tie_chain_has(&rules->tie_break[lot->wanted], TIE_DRAWN))
			contradiction(psprintf("Rule \"drawn\" has the lot %s, but rule \"tie_break\" has no step \"drawn\" for \"%s\".",
								   drawn_lot_text(lot), chain_words[lot->wanted]),
						  "Put the step \"drawn\" into rule \"tie_break\", before \"leave\" or \"error\".");
	}
}

/* Raise 22023 where one rule makes another one meaningless. */
static void
check_together(const CountRules *rules)
{
	check_ties(rules);
	if (rules->unlisted == UNLISTED_WRITE_IN && !rules->has_write_in)
		contradiction(pstrdup("Rule \"unlisted\" is \"write_in\", but there is no rule \"write_in\"."),
					  "Give the pool of write-ins a label by rule \"write_in\".");
	if (rules->unlisted == UNLISTED_WRITE_IN && !rules->has_candidates)
		contradiction(pstrdup("Rule \"unlisted\" is \"write_in\", but there is no rule \"candidates\": nobody is unlisted."),
					  "List those who are not write-ins in the rule \"candidates\".");
	for (int i = 0; i < rules->withdrawn.n; i++)
	{
		Label		label = rules->withdrawn.labels[i];

		if (rules->has_write_in && label_cmp(label, rules->write_in) == 0)
			contradiction(psprintf("The pool of write-ins \"%s\" is among \"withdrawn\".",
								   label_string(label)),
						  "Leave the pool out of \"withdrawn\": it cannot win anyway.");
		if (rules->has_candidates && label_list_find(&rules->candidates, label) < 0)
			contradiction(psprintf("Rule \"withdrawn\" names \"%s\", who is not among \"candidates\".",
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
				 errhint("\"equal\" is for pairwise() and condorcet_winner(); a count takes another value of rule \"overvotes\".")));
}

/*
 * Read rules; 22023 for anything that is not understood.  Labels may share
 * memory with the object.
 */
const CountRules *
rules_from_jsonb(Jsonb *jsonb)
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
		return rules_default();

	rules = palloc(sizeof(CountRules));
	*rules = default_rules;
	it = JsonbIteratorInit(&jsonb->root);
	while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
		{
			const RuleKey *key = find_key(&value);

			(void) JsonbIteratorNext(&it, &value, true);
			parse_value(key, &value, rules);
		}
	}
	check_together(rules);

	return rules;
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
rules_from_arg(FunctionCallInfo fcinfo, int argno)
{
	Jsonb	   *jsonb;
	RulesCache *cache;
	MemoryContext old_context;

	if (PG_ARGISNULL(argno))
		return rules_default();
	jsonb = PG_GETARG_JSONB_P(argno);
	if (JB_ROOT_IS_OBJECT(jsonb) && JB_ROOT_COUNT(jsonb) == 0)
		return rules_default();
	cache = rules_cache(fcinfo);
	if (cache == NULL)
		return rules_from_jsonb(jsonb);
	if (cache->jsonb != NULL && VARSIZE(cache->jsonb) == VARSIZE(jsonb) &&
		memcmp(cache->jsonb, jsonb, VARSIZE(jsonb)) == 0)
		return cache->rules;

	cache->jsonb = NULL;
	MemoryContextReset(cache->context);
	old_context = MemoryContextSwitchTo(cache->context);
	jsonb = (Jsonb *) memcpy(palloc(VARSIZE(jsonb)), jsonb, VARSIZE(jsonb));
	cache->rules = rules_from_jsonb(jsonb);
	cache->jsonb = jsonb;
	MemoryContextSwitchTo(old_context);

	return cache->rules;
}

/* Push a number, or null for no limit. */
static void
push_number(JsonbParseState **state, int64 number)
{
	JsonbValue	value;

	value.type = jbvNull;
	if (number != NO_LIMIT)
	{
		value.type = jbvNumeric;
		value.val.numeric = int64_to_numeric(number);
	}
	(void) pushJsonbValue(state, WJB_VALUE, &value);
}

/* Push true or false. */
static void
push_bool(JsonbParseState **state, bool flag)
{
	JsonbValue	value;

	value.type = jbvBool;
	value.val.boolean = flag;
	(void) pushJsonbValue(state, WJB_VALUE, &value);
}

/* Push a list of labels. */
static void
push_labels(JsonbParseState **state, const LabelList *list)
{
	(void) pushJsonbValue(state, WJB_BEGIN_ARRAY, NULL);
	for (int i = 0; i < list->n; i++)
		push_string(state, WJB_ELEM, label_string(list->labels[i]));
	(void) pushJsonbValue(state, WJB_END_ARRAY, NULL);
}

/* Push the steps of a chain. */
static void
push_chain(JsonbParseState **state, const TieChain *chain)
{
	(void) pushJsonbValue(state, WJB_BEGIN_ARRAY, NULL);
	for (int i = 0; i < chain->n; i++)
		push_string(state, WJB_ELEM, tie_step_name(chain->steps[i]));
	(void) pushJsonbValue(state, WJB_END_ARRAY, NULL);
}

/* Push one chain for both kinds of ties, or both chains. */
static void
push_chains(JsonbParseState **state, const CountRules *rules)
{
	if (!rules->two_chains)
	{
		push_chain(state, &rules->tie_break[WANTED_FEWEST]);
		return;
	}
	(void) pushJsonbValue(state, WJB_BEGIN_OBJECT, NULL);
	for (int wanted = 0; wanted < WANTED_KINDS; wanted++)
	{
		push_string(state, WJB_KEY, chain_words[wanted]);
		push_chain(state, &rules->tie_break[wanted]);
	}
	(void) pushJsonbValue(state, WJB_END_OBJECT, NULL);
}

/* Push a lot drawn by hand. */
static void
push_drawn_lot(JsonbParseState **state, const DrawnLot *lot)
{
	(void) pushJsonbValue(state, WJB_BEGIN_OBJECT, NULL);
	push_numeric_member(state, "round", int64_to_numeric(lot->round));
	push_string(state, WJB_KEY, "tied");
	push_labels(state, &lot->tied);
	push_member(state, drawn_words[lot->wanted], label_string(lot->picked));
	(void) pushJsonbValue(state, WJB_END_OBJECT, NULL);
}

/* Append a label as a JSON string. */
static void
escape_label(StringInfo text, Label label)
{
	escape_json(text, pnstrdup(label.data, label.length));
}

/*
 * A lot as it stands in the rule, in UTF-8; where nobody is picked there are
 * three points.
 */
char *
drawn_lot_text(const DrawnLot *lot)
{
	StringInfoData text;

	initStringInfo(&text);
	appendStringInfo(&text, "{\"round\": " INT64_FORMAT ", \"tied\": [", lot->round);
	for (int i = 0; i < lot->tied.n; i++)
	{
		if (i > 0)
			appendStringInfoString(&text, ", ");
		escape_label(&text, lot->tied.labels[i]);
	}
	appendStringInfo(&text, "], \"%s\": ", drawn_words[lot->wanted]);
	escape_label(&text, lot->picked.data ? lot->picked : label_from_cstring("...", 3));
	appendStringInfoChar(&text, '}');

	return text.data;
}

/* Push what a key holds in these rules. */
static void
push_value(JsonbParseState **state, const RuleKey *key, const CountRules *rules)
{
	const char *member = (const char *) rules + key->member;
	bool		present = *(const bool *) ((const char *) rules + key->present);

	switch (key->kind)
	{
		case RULE_CHOICE:
			push_string(state, WJB_VALUE, chosen_word(key, rules));
			break;
		case RULE_LABELS:
			push_labels(state, (const LabelList *) member);
			break;
		case RULE_LABELS_OR_NULL:
			if (present)
				push_labels(state, (const LabelList *) member);
			else
				push_number(state, NO_LIMIT);
			break;
		case RULE_LABEL_OR_NULL:
			if (present)
				push_string(state, WJB_VALUE, label_string(*(const Label *) member));
			else
				push_number(state, NO_LIMIT);
			break;
		case RULE_NUMBER:
		case RULE_NUMBER_OR_NULL:
			push_number(state, *(const int64 *) member);
			break;
		case RULE_FLAG:
			push_bool(state, *(const bool *) member);
			break;
		case RULE_STEPS:
			push_chains(state, rules);
			break;
		case RULE_DRAWN:
			(void) pushJsonbValue(state, WJB_BEGIN_ARRAY, NULL);
			for (int i = 0; i < rules->drawn.n; i++)
				push_drawn_lot(state, &rules->drawn.lots[i]);
			(void) pushJsonbValue(state, WJB_END_ARRAY, NULL);
			break;
	}
}

/* Rules as a jsonb object in which every key stands. */
Jsonb *
rules_to_jsonb(const CountRules *rules)
{
	JsonbParseState *state = NULL;

	(void) pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	for (int i = 0; i < (int) lengthof(rule_keys); i++)
	{
		push_string(&state, WJB_KEY, rule_keys[i].name);
		push_value(&state, &rule_keys[i], rules);
	}

	return JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL));
}

/* irv_rules_check(rules): the rules with all defaults filled in. */
Datum
irv_rules_check(PG_FUNCTION_ARGS)
{
	PG_RETURN_JSONB_P(rules_to_jsonb(rules_from_arg(fcinfo, 0)));
}
