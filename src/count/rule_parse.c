/*
 * rule_parse.c
 *	  Reading what the keys of the rules hold, and saying what is wrong with it.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/numeric.h"

#include "base/decimal.h"
#include "base/label_list.h"
#include "base/pgcompat.h"
#include "count/rule_values.h"
#include "count/stv_rules.h"

#define RULE_NUMBER_MAX		VOTES_MAX

const char *const rule_chain_words[WANTED_KINDS + 1] = {"elimination", "win", NULL};

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
		case RULE_SHARE_OR_NULL:
			return psprintf("null or a number from 0 to 1 with at most %d decimals", VOTES_SCALE);
		case RULE_VOTES_OR_NULL:
			return psprintf("null or a number from 0 on with at most %d decimals", VOTES_SCALE);
		case RULE_STEPS:
			return psprintf("an array of different steps out of %s, or an object with such arrays for \"elimination\" and \"win\"",
							quoted_words(key->words));
		case RULE_FLAG:
			return pstrdup("true or false");
		case RULE_DRAWN:
			return pstrdup("an array of objects as {\"round\": 2, \"tied\": [\"Ann\", \"Bob\"], \"loses\": \"Bob\"}, or \"wins\" in place of \"loses\"");
		case RULE_DECIMALS:
			return psprintf("null, for exact fractions, or a whole number from 0 to %d", VOTES_SCALE);
		case RULE_RESERVED:
			return pstrdup("an array that is empty or has one object as {\"among\": [\"Ann\", \"Bob\"], \"at_least\": 1}");
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
void
rules_contradiction(char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("rules contradict each other"),
			 errdetail("%s", detail),
			 errhint("%s", hint)));
}

/* Whether a JSON string is this word. */
bool
json_string_is(const JsonbValue *value, const char *word)
{
	return value->val.string.len == (int) strlen(word) &&
		memcmp(value->val.string.val, word, value->val.string.len) == 0;
}

/* A JSON string as C string, for error details. */
char *
json_string_of(const JsonbValue *value)
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
		if (json_string_is(value, key->words[i]))
			return i;
	}
	rule_error(key, psprintf("Rule \"%s\" holds \"%s\".", key->name,
							 json_string_of(value)));
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

/* A number of votes, or a share of them, up to a limit. */
static Votes
parse_decimal(const RuleKey *key, JsonbValue *value, int64 most)
{
	Numeric		number;
	Datum		rounded;

	if (value->type != jbvNumeric)
		rule_type_error(key, value);
	number = value->val.numeric;
	rounded = DirectFunctionCall2(numeric_round, NumericGetDatum(number),
								  Int32GetDatum(VOTES_SCALE));
	if (decimal_sign(number) < 0 || decimal_cmp(number, int64_to_numeric(most)) > 0 ||
		decimal_cmp(number, DatumGetNumeric(rounded)) != 0)
		rule_error(key, psprintf("Rule \"%s\" holds %s.", key->name,
								 DatumGetCString(DirectFunctionCall1(numeric_out,
																	 NumericGetDatum(number)))));

	return votes_from_weight(DatumGetNumeric(rounded));
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
									 key->name, tie_step_name(step)));
		if (tie_chain_has(chain, TIE_LEAVE) || tie_chain_has(chain, TIE_ERROR))
			rules_contradiction(psprintf("In rule \"tie_break\" the step \"%s\" can never be reached.",
								   tie_step_name(step)),
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
		if (json_string_is(name, words[i]))
			return i;
	}
	rule_error(key, psprintf("Rule \"%s\" has the unknown key \"%s\".", key->name,
							 json_string_of(name)));
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
		int			wanted = parse_inner_key(key, &inner, rule_chain_words);

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
		CHECK_FOR_INTERRUPTS();
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

/* How many decimals a transfer value has, from a JSON number or null. */
static int64
parse_decimals(const RuleKey *key, JsonbValue *value)
{
	int64		decimals;

	if (value->type == jbvNull)
		return NO_LIMIT;
	decimals = parse_number(key, value);
	if (decimals > VOTES_SCALE)
		rule_error(key, psprintf("Rule \"%s\" holds " INT64_FORMAT ".", key->name, decimals));

	return decimals;
}

/* Seats kept for a group, from a JSON array of one object at most. */
static ReservedSeats
parse_reserved(const RuleKey *key, JsonbValue *value)
{
	static const RuleKey among_key = {"reserved.among", RULE_LABELS, 0, 0, 0, NULL};
	static const RuleKey least_key = {"reserved.at_least", RULE_NUMBER, 0, 0, 1, NULL};
	static const char *const words[] = {"among", "at_least", NULL};
	ReservedSeats reserved = {0};
	int			n;
	JsonbValue	element;
	JsonbValue	inner;
	JsonbIterator *it = array_begin(key, value, &n);

	if (n > 1)
		rule_error(key, psprintf("Rule \"%s\" has %d groups.", key->name, n));
	if (n == 0)
		return reserved;
	(void) JsonbIteratorNext(&it, &element, true);
	it = object_begin(key, &element);
	while (JsonbIteratorNext(&it, &inner, true) == WJB_KEY)
	{
		int			word = parse_inner_key(key, &inner, words);

		(void) JsonbIteratorNext(&it, &inner, true);
		if (word == 0)
			reserved.among = parse_labels(&among_key, &inner);
		else
			reserved.at_least = parse_number(&least_key, &inner);
	}
	if (reserved.among.n == 0 || reserved.at_least == 0)
		rule_error(key, psprintf("A group in rule \"%s\" lacks who is in it, or how many seats it has at least.",
								 key->name));
	return reserved;
}

/* Whether null stands for the default of such a key, which is none. */
static bool
takes_null(RuleKind kind)
{
	return kind == RULE_LABELS || kind == RULE_LABELS_OR_NULL ||
		kind == RULE_LABEL_OR_NULL || kind == RULE_NUMBER_OR_NULL ||
		kind == RULE_SHARE_OR_NULL || kind == RULE_VOTES_OR_NULL ||
		kind == RULE_DRAWN || kind == RULE_RESERVED;
}

/* True or false. */
static bool
parse_flag(const RuleKey *key, JsonbValue *value)
{
	if (value->type != jbvBool)
		rule_type_error(key, value);

	return value->val.boolean;
}

/* Read a value, which is not left out, into the rules. */
static void
parse_value(const RuleKey *key, JsonbValue *value, CountRules *rules)
{
	char	   *member = (char *) rules + key->member;

	switch (key->kind)
	{
		case RULE_CHOICE:
			*(int *) member = parse_word(key, value);
			break;
		case RULE_LABELS:
		case RULE_LABELS_OR_NULL:
			*(LabelList *) member = parse_labels(key, value);
			break;
		case RULE_LABEL_OR_NULL:
			*(Label *) member = parse_label(key, value);
			break;
		case RULE_NUMBER:
		case RULE_NUMBER_OR_NULL:
		case RULE_DECIMALS:
			*(int64 *) member = key->kind == RULE_DECIMALS ?
				parse_decimals(key, value) : parse_number(key, value);
			break;
		case RULE_SHARE_OR_NULL:
		case RULE_VOTES_OR_NULL:
			*(Votes *) member = parse_decimal(key, value, key->kind == RULE_SHARE_OR_NULL ?
											  1 : RULE_NUMBER_MAX);
			break;
		case RULE_FLAG:
			*(bool *) member = parse_flag(key, value);
			break;
		case RULE_STEPS:
			parse_chains(key, value, rules);
			break;
		case RULE_DRAWN:
			*(DrawnLots *) member = parse_drawn(key, value);
			break;
		case RULE_RESERVED:
			*(ReservedSeats *) member = parse_reserved(key, value);
			break;
	}
}

/* Fill the member of one key in rules that have its default. */
void
rule_parse(const RuleKey *key, JsonbValue *value, CountRules *rules)
{
	if (value->type == jbvNull && takes_null(key->kind))
		return;
	if (key->present != 0)
		*(bool *) ((char *) rules + key->present) = true;
	parse_value(key, value, rules);
}
