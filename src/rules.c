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
	RULE_LABELS,				/* an array of labels */
	RULE_LABELS_OR_NULL,
	RULE_LABEL_OR_NULL,
	RULE_NUMBER,				/* a whole number from `least` on */
	RULE_NUMBER_OR_NULL,
	RULE_STEPS					/* an array of tie-break steps */
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
{"backwards", "forwards", "first_preferences", "order", "lot", "leave", "error", NULL};

#define MEMBER(name)	offsetof(CountRules, name)

/* In the order in which the documentation and the hints list them. */
static const RuleKey rule_keys[] = {
	{"candidates", RULE_LABELS_OR_NULL, MEMBER(candidates), MEMBER(has_candidates), 0, NULL},
	{"unlisted", RULE_CHOICE, MEMBER(unlisted), 0, 0, unlisted_words},
	{"withdrawn", RULE_LABELS, MEMBER(withdrawn), 0, 0, NULL},
	{"write_in", RULE_LABEL_OR_NULL, MEMBER(write_in), MEMBER(has_write_in), 0, NULL},
	{"overvotes", RULE_CHOICE, MEMBER(overvotes), MEMBER(has_overvotes), 0, overvotes_words},
	{"max_skipped", RULE_NUMBER_OR_NULL, MEMBER(max_skipped), 0, 0, NULL},
	{"duplicates", RULE_CHOICE, MEMBER(duplicates), 0, 0, duplicates_words},
	{"max_rankings", RULE_NUMBER_OR_NULL, MEMBER(max_rankings), 0, 1, NULL},
	{"threshold", RULE_CHOICE, MEMBER(threshold), 0, 0, threshold_words},
	{"stop", RULE_CHOICE, MEMBER(stop), 0, 0, stop_words},
	{"elimination", RULE_CHOICE, MEMBER(elimination), 0, 0, elimination_words},
	{"tie_break", RULE_STEPS, MEMBER(steps), 0, 0, step_words},
	{"seed", RULE_LABEL_OR_NULL, MEMBER(seed), MEMBER(has_seed), 0, NULL},
	{"runner_up", RULE_CHOICE, MEMBER(runner_up), 0, 0, runner_up_words},
	{"min_ballots", RULE_NUMBER, MEMBER(min_ballots), 0, 0, NULL},
};

/* Members that are not named here start as 0, which is their default. */
static const CountRules default_rules = {
	.max_skipped = NO_LIMIT,
	.max_rankings = NO_LIMIT,
	.nsteps = 2,
	.steps = {TIE_BACKWARDS, TIE_LEAVE},
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
			return psprintf("an array of different steps out of %s",
							quoted_words(key->words));
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

/* The chain of tie-break steps from a JSON array. */
static void
parse_steps(const RuleKey *key, JsonbValue *value, CountRules *rules)
{
	int			n;
	JsonbValue	element;
	JsonbIterator *it = array_begin(key, value, &n);
	bool		met[TIE_STEPS] = {false};

	rules->nsteps = 0;
	while (JsonbIteratorNext(&it, &element, true) == WJB_ELEM)
	{
		TieStep		step = (TieStep) parse_word(key, &element);

		if (met[step])
			rule_error(key, psprintf("Rule \"%s\" names \"%s\" twice.",
									 key->name, step_words[step]));
		if (met[TIE_LEAVE] || met[TIE_ERROR])
			contradiction(psprintf("In rule \"tie_break\" the step \"%s\" can never be reached.",
								   step_words[step]),
						  "Put \"leave\" or \"error\" last.");
		met[step] = true;
		rules->steps[rules->nsteps++] = step;
	}
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
		case RULE_STEPS:
			parse_steps(key, value, rules);
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

/* Raise 22023 where one rule makes another one meaningless. */
static void
check_together(const CountRules *rules)
{
	for (int i = 0; i < rules->nsteps; i++)
	{
		if (rules->steps[i] == TIE_LOT && !rules->has_seed)
			contradiction(pstrdup("Rule \"tie_break\" has the step \"lot\", but there is no rule \"seed\"."),
						  "Give a \"seed\", so that everybody can repeat the lot.");
	}
	if (rules->unlisted == UNLISTED_WRITE_IN && !rules->has_write_in)
		contradiction(pstrdup("Rule \"unlisted\" is \"write_in\", but there is no rule \"write_in\"."),
					  "Give the pool of write-ins a label by rule \"write_in\".");
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

/* Push a list of labels. */
static void
push_labels(JsonbParseState **state, const LabelList *list)
{
	(void) pushJsonbValue(state, WJB_BEGIN_ARRAY, NULL);
	for (int i = 0; i < list->n; i++)
		push_string(state, WJB_ELEM, label_string(list->labels[i]));
	(void) pushJsonbValue(state, WJB_END_ARRAY, NULL);
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
		case RULE_STEPS:
			(void) pushJsonbValue(state, WJB_BEGIN_ARRAY, NULL);
			for (int i = 0; i < rules->nsteps; i++)
				push_string(state, WJB_ELEM, tie_step_name(rules->steps[i]));
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
