/*
 * rule_print.c
 *	  What the keys of the rules hold, as jsonb or as text.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/numeric.h"

#include "base/jsonb_push.h"
#include "base/label_list.h"
#include "count/rule_values.h"
#include "count/stv_rules.h"

static const char *const drawn_words[WANTED_KINDS] = {"loses", "wins"};

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

/* Push a number of votes, or a share of them. */
static void
push_decimal(JsonbParseState **state, Votes votes)
{
	JsonbValue	value;

	value.type = jbvNumeric;
	value.val.numeric = votes_to_numeric(votes);
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
		push_string(state, WJB_KEY, rule_chain_words[wanted]);
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

/* Push all lots drawn by hand. */
static void
push_drawn(JsonbParseState **state, const DrawnLots *drawn)
{
	(void) pushJsonbValue(state, WJB_BEGIN_ARRAY, NULL);
	for (int i = 0; i < drawn->n; i++)
		push_drawn_lot(state, &drawn->lots[i]);
	(void) pushJsonbValue(state, WJB_END_ARRAY, NULL);
}

/* Push the seats that are kept for a group. */
static void
push_reserved(JsonbParseState **state, const ReservedSeats *reserved)
{
	(void) pushJsonbValue(state, WJB_BEGIN_ARRAY, NULL);
	if (reserved->at_least > 0)
	{
		(void) pushJsonbValue(state, WJB_BEGIN_OBJECT, NULL);
		push_string(state, WJB_KEY, "among");
		push_labels(state, &reserved->among);
		push_numeric_member(state, "at_least", int64_to_numeric(reserved->at_least));
		(void) pushJsonbValue(state, WJB_END_OBJECT, NULL);
	}
	(void) pushJsonbValue(state, WJB_END_ARRAY, NULL);
}

/* Whether a key holds nothing in these rules. */
static bool
is_absent(const RuleKey *key, const CountRules *rules)
{
	return (key->kind == RULE_LABELS_OR_NULL || key->kind == RULE_LABEL_OR_NULL ||
			key->kind == RULE_SHARE_OR_NULL || key->kind == RULE_VOTES_OR_NULL) &&
		!*(const bool *) ((const char *) rules + key->present);
}

/* Push what a key that is there holds in these rules. */
static void
push_present(JsonbParseState **state, const RuleKey *key, const CountRules *rules)
{
	const char *member = (const char *) rules + key->member;

	switch (key->kind)
	{
		case RULE_CHOICE:
			push_string(state, WJB_VALUE, key->words[*(const int *) member]);
			break;
		case RULE_LABELS:
		case RULE_LABELS_OR_NULL:
			push_labels(state, (const LabelList *) member);
			break;
		case RULE_LABEL_OR_NULL:
			push_string(state, WJB_VALUE, label_string(*(const Label *) member));
			break;
		case RULE_NUMBER:
		case RULE_NUMBER_OR_NULL:
		case RULE_DECIMALS:
			push_number(state, *(const int64 *) member);
			break;
		case RULE_SHARE_OR_NULL:
		case RULE_VOTES_OR_NULL:
			push_decimal(state, *(const Votes *) member);
			break;
		case RULE_FLAG:
			push_bool(state, *(const bool *) member);
			break;
		case RULE_STEPS:
			push_chains(state, rules);
			break;
		case RULE_DRAWN:
			push_drawn(state, (const DrawnLots *) member);
			break;
		case RULE_RESERVED:
			push_reserved(state, (const ReservedSeats *) member);
			break;
	}
}

/* Push what a key holds in these rules; of one that is not given, null. */
void
rule_push(JsonbParseState **state, const RuleKey *key, const CountRules *rules)
{
	if (is_absent(key, rules))
		push_number(state, NO_LIMIT);
	else
		push_present(state, key, rules);
}
