/*
 * stv_rules.c
 *	  The rules of a count for several seats: their keys, defaults and errors.
 *
 * A method names a whole rule book, and a rule book decides most of the rest.
 * So the defaults depend on the method, and a key that the rule book settles
 * may only repeat what it says.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "base/pgcompat.h"
#include "count/rule_values.h"
#include "count/stv_rules.h"

static const char *const method_words[] =
{"wigm", "ers97", "gregory_ni", "senate", "act", "victoria", "meek_nz",
"meek_prf", "minneapolis", "bottoms_up", NULL};
static const char *const quota_words[] = {"droop", "droop_exact", "hare", NULL};
static const char *const exclusion_words[] = {"single", "batch", NULL};
static const char *const runner_up_words[] = {"last_excluded", "countback", NULL};
static const char *const overvotes_words[] =
{"exhaust", "skip", "exhaust_if_multiple_continuing",
"exhaust_if_any_continuing", "split", NULL};
static const char *const step_words[] =
{"backwards", "forwards", "first_preferences", "order", "lot", "drawn",
"together", "leave", "error", "all_different", NULL};
static const char *const value_words[] = {"two_steps", "one_step", NULL};
static const char *const fill_last_words[] = {"thereupon", "between_batches", NULL};
static const char *const arithmetic_words[] = {"keep rounded up", "down", NULL};

#define MEMBER(name)	offsetof(StvRules, name)

/* In the order in which the documentation and the hints list them. */
static const RuleKey rule_keys[] = {
	{"seats", RULE_NUMBER, MEMBER(seats), 0, 1, NULL},
	{"method", RULE_CHOICE, MEMBER(method), 0, 0, method_words},
	{"quota", RULE_CHOICE, MEMBER(quota), 0, 0, quota_words},
	{"decimals", RULE_DECIMALS, MEMBER(decimals), 0, 0, NULL},
	{"exclusion", RULE_CHOICE, MEMBER(exclusion), 0, 0, exclusion_words},
	{"last_transfer", RULE_FLAG, MEMBER(last_transfer), 0, 0, NULL},
	{"reserved", RULE_RESERVED, MEMBER(reserved), 0, 0, NULL},
	{"candidates", RULE_LABELS_OR_NULL, MEMBER(count.candidates), MEMBER(count.has_candidates), 0, NULL},
	{"unlisted", RULE_CHOICE, MEMBER(count.unlisted), 0, 0, unlisted_words},
	{"withdrawn", RULE_LABELS, MEMBER(count.withdrawn), 0, 0, NULL},
	{"write_in", RULE_LABEL_OR_NULL, MEMBER(count.write_in), MEMBER(count.has_write_in), 0, NULL},
	{"overvotes", RULE_CHOICE, MEMBER(count.overvotes), MEMBER(count.has_overvotes), 0, overvotes_words},
	{"max_skipped", RULE_NUMBER_OR_NULL, MEMBER(count.max_skipped), 0, 0, NULL},
	{"duplicates", RULE_CHOICE, MEMBER(count.duplicates), 0, 0, duplicates_words},
	{"max_rankings", RULE_NUMBER_OR_NULL, MEMBER(count.max_rankings), 0, 1, NULL},
	{"tie_break", RULE_STEPS, MEMBER(count.tie_break), 0, 0, step_words},
	{"seed", RULE_LABEL_OR_NULL, MEMBER(count.seed), MEMBER(count.has_seed), 0, NULL},
	{"drawn", RULE_DRAWN, MEMBER(count.drawn), 0, 0, NULL},
	{"runner_up", RULE_CHOICE, MEMBER(runner_up), 0, 0, runner_up_words},
	{"min_ballots", RULE_NUMBER, MEMBER(count.min_ballots), 0, 0, NULL},
	{"value", RULE_CHOICE, MEMBER(value), 0, 0, value_words},
	{"transfer_last_batch", RULE_FLAG, MEMBER(transfer_last_batch), 0, 0, NULL},
	{"finish_after_lowest_only", RULE_FLAG, MEMBER(finish_after_lowest_only), 0, 0, NULL},
	{"last_vacancy", RULE_FLAG, MEMBER(last_vacancy), 0, 0, NULL},
	{"fill_last", RULE_CHOICE, MEMBER(fill_last), 0, 0, fill_last_words},
	{"arithmetic", RULE_CHOICE, MEMBER(arithmetic), 0, 0, arithmetic_words},
};

/* Members that are not named here start as 0, which is their default. */
static const StvRules default_rules = {
	.count = {
		.max_skipped = NO_LIMIT,
		.max_rankings = NO_LIMIT,
		.write_in_blocks = true,
		.tie_break = {{2, {TIE_BACKWARDS, TIE_LEAVE}}, {2, {TIE_BACKWARDS, TIE_LEAVE}}},
	},
	.seats = NO_LIMIT,
	.decimals = 5,
	.last_transfer = true,
	.last_vacancy = true,
};

/* What a rule book says where the rules do not. */
typedef struct MethodDefaults
{
	int64		decimals;
	int			exclusion;
	bool		last_transfer;
	int64		max_skipped;
	TieChain	tie_break[WANTED_KINDS];
} MethodDefaults;

#define BACKWARDS		{2, {TIE_BACKWARDS, TIE_LEAVE}}
#define FORWARDS		{3, {TIE_FORWARDS, TIE_DRAWN, TIE_LEAVE}}
#define ANY_DIFFERENT	{3, {TIE_BACKWARDS, TIE_DRAWN, TIE_LEAVE}}
#define ALL_DIFFERENT	{3, {TIE_ALL_DIFFERENT, TIE_DRAWN, TIE_LEAVE}}
#define BY_LOT			{2, {TIE_DRAWN, TIE_LEAVE}}

static const MethodDefaults method_defaults[STV_METHODS] = {
	[STV_WIGM] = {5, EXCLUSION_SINGLE, true, NO_LIMIT, {BACKWARDS, BACKWARDS}},
	[STV_ERS97] = {2, EXCLUSION_BATCH, false, 0, {FORWARDS, FORWARDS}},
	[STV_GREGORY_NI] = {2, EXCLUSION_BATCH, false, 0, {FORWARDS, FORWARDS}},
	[STV_SENATE] = {0, EXCLUSION_SINGLE, true, NO_LIMIT, {ANY_DIFFERENT, ALL_DIFFERENT}},
	[STV_ACT] = {6, EXCLUSION_SINGLE, true, NO_LIMIT, {ANY_DIFFERENT, ANY_DIFFERENT}},
	[STV_VICTORIA] = {0, EXCLUSION_SINGLE, true, NO_LIMIT, {ALL_DIFFERENT, ALL_DIFFERENT}},
	[STV_MEEK_NZ] = {9, EXCLUSION_SINGLE, true, NO_LIMIT, {FORWARDS, FORWARDS}},
	[STV_MEEK_PRF] = {9, EXCLUSION_SINGLE, true, NO_LIMIT, {BY_LOT, BY_LOT}},
	[STV_MINNEAPOLIS] = {4, EXCLUSION_BATCH, false, NO_LIMIT, {BY_LOT, BY_LOT}},
	[STV_BOTTOMS_UP] = {0, EXCLUSION_SINGLE, true, NO_LIMIT, {BACKWARDS, BACKWARDS}},
};

/* The name of a method in the rules. */
const char *
stv_method_name(StvMethod method)
{
	return method_words[method];
}

/* The method of that name; false if there is none. */
bool
stv_method_of(const char *name, StvMethod *method)
{
	for (int i = 0; i < STV_METHODS; i++)
	{
		if (strcmp(method_words[i], name) == 0)
		{
			*method = (StvMethod) i;
			return true;
		}
	}
	return false;
}

/* Whether a method rounds a bundle of papers, not each paper for itself. */
bool
stv_rounds_bundles(StvMethod method)
{
	return method == STV_SENATE || method == STV_ACT || method == STV_VICTORIA;
}

/* Let the defaults be those of the method, which is looked for first. */
static void
prepare(CountRules *count, Jsonb *jsonb)
{
	StvRules   *rules = (StvRules *) count;
	JsonbValue	value;
	JsonbValue *found = getKeyJsonValueFromContainer(&jsonb->root, "method",
													 strlen("method"), &value);
	StvMethod	method;
	const MethodDefaults *defaults;

	if (found == NULL || found->type != jbvString ||
		!stv_method_of(json_string_of(found), &method))
		return;
	defaults = &method_defaults[method];
	rules->method = method;
	rules->decimals = defaults->decimals;
	rules->exclusion = defaults->exclusion;
	rules->last_transfer = defaults->last_transfer;
	count->max_skipped = defaults->max_skipped;
	memcpy(count->tie_break, defaults->tie_break, sizeof(count->tie_break));
	count->two_chains = memcmp(&defaults->tie_break[WANTED_FEWEST],
							   &defaults->tie_break[WANTED_MOST], sizeof(TieChain)) != 0;
}

/* Raise 22023 for a key that the method does not leave open. */
static void
check_settled(const StvRules *rules)
{
	const MethodDefaults *defaults = &method_defaults[rules->method];
	const char *key = NULL;

	if (rules->method == STV_WIGM)
		return;
	if (rules->quota != QUOTA_DROOP)
		key = "quota";
	else if (rules->decimals != defaults->decimals)
		key = "decimals";
	else if (rules->exclusion != defaults->exclusion)
		key = "exclusion";
	else if (rules->last_transfer != defaults->last_transfer)
		key = "last_transfer";
	if (key != NULL)
		rules_contradiction(psprintf("Rule \"%s\" has a value that method \"%s\" does not have.",
									 key, method_words[rules->method]),
							"A method is a whole rule book; quota, decimals, exclusion and last_transfer are free in \"wigm\" only.");
}

/* Raise 22023 for a reading of another method's rule book. */
static void
check_readings(const StvRules *rules)
{
	const char *key = NULL;

	if (rules->method != STV_MINNEAPOLIS &&
		(rules->value != 0 || rules->transfer_last_batch || rules->finish_after_lowest_only))
		key = "value, transfer_last_batch and finish_after_lowest_only belong to \"minneapolis\"";
	else if (rules->method != STV_GREGORY_NI &&
			 (!rules->last_vacancy || rules->fill_last != FILL_THEREUPON))
		key = "last_vacancy and fill_last belong to \"gregory_ni\"";
	else if (rules->method != STV_MEEK_PRF && rules->arithmetic != MEEK_KEEP_UP)
		key = "arithmetic belongs to \"meek_prf\"";
	if (key != NULL)
		rules_contradiction(psprintf("Method \"%s\" has no such reading.",
									 method_words[rules->method]),
							psprintf("Rules %s.", key));
}

/* Raise 22023 for seats kept for a group that cannot be filled as the rules are. */
static void
check_reserved(const StvRules *rules)
{
	const ReservedSeats *reserved = &rules->reserved;

	if (reserved->at_least > 0 && rules->seats != NO_LIMIT && reserved->at_least > rules->seats)
		rules_contradiction(psprintf("Rule \"reserved\" keeps " INT64_FORMAT " seats of " INT64_FORMAT ".",
									 reserved->at_least, rules->seats),
							"\"at_least\" is at most \"seats\".");
	for (int i = 0; i < reserved->among.n; i++)
	{
		Label		label = reserved->among.labels[i];

		if (rules->count.has_write_in && label_cmp(label, rules->count.write_in) == 0)
			rules_contradiction(psprintf("The pool of write-ins \"%s\" is among \"reserved\".",
										 label_string(label)),
								"Leave the pool out of \"reserved\": it cannot be elected anyway.");
		if (rules->count.has_candidates &&
			label_list_find(&rules->count.candidates, label) < 0)
			rules_contradiction(psprintf("Rule \"reserved\" names \"%s\", who is not among \"candidates\".",
										 label_string(label)),
								"Keep all members of the group in \"candidates\", or leave them out of both.");
	}
}

/* Raise 22023 where rules for several seats are at odds. */
static void
check(const CountRules *count)
{
	const StvRules *rules = (const StvRules *) count;

	check_settled(rules);
	check_readings(rules);
	check_reserved(rules);
	if (count->overvotes == OVERVOTES_EQUAL && rules->method != STV_MEEK_NZ &&
		rules->method != STV_MEEK_PRF)
		rules_contradiction(psprintf("Rule \"overvotes\" is \"split\", but method \"%s\" moves whole papers.",
									 method_words[rules->method]),
							"\"split\" is for \"meek_nz\" and \"meek_prf\".");
}

/* The rules of a count for several seats. */
const RuleBook stv_rule_book = {
	.keys = rule_keys,
	.nkeys = lengthof(rule_keys),
	.defaults = &default_rules.count,
	.size = sizeof(StvRules),
	.other_kind = "one seat, counted by irv_rounds() and its like",
	.other = &irv_rule_book,
	.prepare = prepare,
	.check = check,
};

/*
 * The rules with all defaults, as a sheet shows them: without the readings of
 * other methods' rule books, which can only hold their defaults.
 */
Jsonb *
stv_rules_shown(const StvRules *rules)
{
	static const struct
	{
		const char *key;
		StvMethod	method;
	}			readings[] = {
		{"value", STV_MINNEAPOLIS},
		{"transfer_last_batch", STV_MINNEAPOLIS},
		{"finish_after_lowest_only", STV_MINNEAPOLIS},
		{"last_vacancy", STV_GREGORY_NI},
		{"fill_last", STV_GREGORY_NI},
		{"arithmetic", STV_MEEK_PRF},
	};
	Datum		shown = JsonbPGetDatum(book_rules_to_jsonb(&stv_rule_book, &rules->count));

	for (int i = 0; i < (int) lengthof(readings); i++)
	{
		if (rules->method != (int) readings[i].method)
			shown = DirectFunctionCall2(jsonb_delete, shown, CStringGetTextDatum(readings[i].key));
	}
	return DatumGetJsonbP(shown);
}

/* The rules given as an argument; 22023 if they do not say how many seats. */
const StvRules *
stv_rules_from_arg(FunctionCallInfo fcinfo, int argno)
{
	const StvRules *rules = (const StvRules *)
		book_rules_from_arg(&stv_rule_book, fcinfo, argno);

	if (rules->seats == NO_LIMIT)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rules do not say how many seats are to be filled"),
				 errhint("Give the rule \"seats\", as in stv_rules('scotland', 4) or {\"seats\": 4}.")));
	return rules;
}
