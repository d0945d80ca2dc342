/*
 * summary_json.c
 *	  RCTab's summary in JSON, which RCVis draws, of a count by any method.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "datatype/timestamp.h"
#include "miscadmin.h"
#include "utils/datetime.h"

#include "base/jsonb_push.h"
#include "base/label_list.h"
#include "report/summary_json.h"

/* Another pile of votes, which RCVis knows in several spellings. */
#define INACTIVE_NAME	"inactive ballots"

/* A date in config is given as YYYY-MM-DD. */
#define DATE_LENGTH		10

/* RCTab's names of the causes for which ballots count for nobody. */
static const char *const inactive_keys[EXHAUSTED_CAUSES] = {
	[EXHAUSTED_CHOICES] = "exhaustedChoices",
	[EXHAUSTED_OVERVOTE] = "overvotes",
	[EXHAUSTED_SKIPPED] = "skippedRankings",
	[EXHAUSTED_REPEATED] = "repeatedRankings",
};

/* Whether a name stands for something else in the format, or in RCVis. */
static bool
is_reserved(const char *name)
{
	return strcmp(name, EXHAUSTED_KEY) == 0 ||
		pg_strcasecmp(name, INACTIVE_NAME) == 0 ||
		pg_strcasecmp(name, RESIDUAL_NAME) == 0;
}

/* Name the candidates; 22023 for one whom the format cannot tell. */
char	  **
json_candidate_names(const Roster *roster)
{
	char	  **names = palloc(sizeof(char *) * Max(roster->ncandidates, 1));

	for (int i = 0; i < roster->ncandidates; i++)
	{
		names[i] = label_string(roster->labels[i]);
		if (is_reserved(names[i]))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("candidate has a name that the JSON format keeps for other things"),
					 errdetail("In it, \"%s\" stands for votes that no candidate has.", names[i]),
					 errhint("Give the candidate another label with profile_relabel().")));
	}
	return names;
}

/* Keys of config that are always there, and texts. */
static const char *const config_texts[] =
{"contest", "date", "jurisdiction", "office"};

/* Raise 22023 for what a key of config must not hold. */
pg_noreturn static void
config_error(const char *key, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid value in config"),
			 errdetail("The value of \"%s\" %s.", key, detail),
			 errhint("%s", hint)));
}

/* Whether a text is a day of the calendar, as YYYY-MM-DD. */
static bool
is_iso_date(const char *text, int length)
{
	static const char pattern[] = "0000-00-00";
	char	   *date;
	int			year;
	int			month;
	int			day;

	if (length != DATE_LENGTH)
		return false;
	for (int i = 0; i < length; i++)
	{
		if (pattern[i] == '-' ? text[i] != '-' : !isdigit((unsigned char) text[i]))
			return false;
	}
	/* what follows in the jsonb may be a digit */
	date = pnstrdup(text, length);
	year = atoi(date);
	month = atoi(date + 5);
	day = atoi(date + 8);

	return year >= 1 && month >= 1 && month <= MONTHS_PER_YEAR &&
		day >= 1 && day <= day_tab[isleap(year)][month - 1];
}

/* Whether a value is a number of votes, as a number or as digits in a text. */
static bool
is_decimal(const JsonbValue *value)
{
	bool		digits = false;
	int			points = 0;

	if (value->type == jbvNumeric)
		return true;
	if (value->type != jbvString)
		return false;
	for (int i = 0; i < value->val.string.len; i++)
	{
		char		c = value->val.string.val[i];

		digits = isdigit((unsigned char) c);
		if (c == '.')
			points++;
		else if (!digits)
			return false;
	}
	return digits && points <= 1;
}

/* Check the keys of config that programs read; others may hold anything. */
void
json_config_check(Jsonb *config)
{
	JsonbValue	value;
	JsonbValue *threshold;

	if (!JB_ROOT_IS_OBJECT(config))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("config is not a JSON object"),
				 errhint("It looks like {\"contest\": \"Leader\", \"date\": \"2015-09-12\"}.")));
	for (int i = 0; i < (int) lengthof(config_texts); i++)
	{
		const char *key = config_texts[i];
		JsonbValue *found = getKeyJsonValueFromContainer(&config->root, key,
														 strlen(key), &value);

		if (found == NULL)
			continue;
		if (found->type != jbvString)
			config_error(key, "is not a text", "Give a text, or leave the key out.");
		if (strcmp(key, "date") == 0 && found->val.string.len > 0 &&
			!is_iso_date(found->val.string.val, found->val.string.len))
			config_error(key, "is not a date in the form YYYY-MM-DD",
						 "A date looks like 2015-09-12: to_char(day, 'YYYY-MM-DD').");
	}
	threshold = getKeyJsonValueFromContainer(&config->root, "threshold",
											 strlen("threshold"), &value);
	if (threshold != NULL && !is_decimal(threshold))
		config_error("threshold", "is not a number",
					 "Give a number, or leave the key out: the count's own stands there then.");
}

/* Push the object of the contest's own data, which may be the caller's. */
static void
push_config(JsonbParseState **state, const char *threshold, Jsonb *config)
{
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	value;

	push_key(state, "config", WJB_BEGIN_OBJECT);
	push_member(state, "generatedBy", "prefcount");
	push_member(state, "threshold", threshold);
	for (int i = 0; i < (int) lengthof(config_texts); i++)
		push_member(state, config_texts[i], "");
	if (config != NULL)
	{
		/* keys that come again replace those before */
		iterator = JsonbIteratorInit(&config->root);
		(void) JsonbIteratorNext(&iterator, &value, true);
		while ((token = JsonbIteratorNext(&iterator, &value, true)) != WJB_END_OBJECT)
			(void) pushJsonbValue(state, token, &value);
	}
	(void) pushJsonbValue(state, WJB_END_OBJECT, NULL);
}

/* Push the votes of each candidate in a round. */
static void
push_tally(Summary *summary, const CountRound *round)
{
	push_key(&summary->state, "tally", WJB_BEGIN_OBJECT);
	for (int i = 0; i < round->n; i++)
	{
		char	   *votes = summary->method->votes(round, i);

		if (votes != NULL)
			push_member(&summary->state, summary->names[round->candidates[i]], votes);
	}
	(void) pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL);
}

/* Push the exhausted votes of a round by their cause. */
static void
push_inactive(Summary *summary, const CountRound *round)
{
	push_key(&summary->state, "inactiveBallots", WJB_BEGIN_OBJECT);
	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		push_member(&summary->state, inactive_keys[cause],
					summary->method->exhausted(round, cause));
	(void) pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL);
}

/* Push all rounds. */
static void
push_rounds(Summary *summary)
{
	const Count *count = summary->count;

	push_key(&summary->state, "results", WJB_BEGIN_ARRAY);
	for (int r = 0; r < count->nrounds; r++)
	{
		const CountRound *round = count->rounds[r];

		CHECK_FOR_INTERRUPTS();
		if (summary->method->is_shown != NULL && !summary->method->is_shown(summary, round))
			continue;
		(void) pushJsonbValue(&summary->state, WJB_BEGIN_OBJECT, NULL);
		push_numeric_member(&summary->state, "round", int64_to_numeric(round->number));
		push_member(&summary->state, "threshold", summary->method->threshold(round));
		push_tally(summary, round);
		push_inactive(summary, round);
		if (summary->method->push_residual != NULL)
			summary->method->push_residual(summary, round);
		push_key(&summary->state, "tallyResults", WJB_BEGIN_ARRAY);
		summary->method->push_actions(summary, round);
		(void) pushJsonbValue(&summary->state, WJB_END_ARRAY, NULL);
		(void) pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL);
	}
	(void) pushJsonbValue(&summary->state, WJB_END_ARRAY, NULL);
}

/* Push the sums of the whole count. */
static void
push_sums(Summary *summary, const char *threshold)
{
	push_key(&summary->state, "summary", WJB_BEGIN_OBJECT);
	push_member(&summary->state, "finalThreshold", threshold);
	push_numeric_member(&summary->state, "numWinners", int64_to_numeric(summary->seats));
	push_numeric_member(&summary->state, "numCandidates",
						int64_to_numeric(summary->ncandidates));
	push_member(&summary->state, "totalNumBallots", summary->ballots);
	push_numeric_member(&summary->state, "undervotes", summary->blank);
	(void) pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL);
}

/* The document of a count; its config may be NULL. */
Jsonb *
summary_to_json(Summary *summary, Jsonb *config)
{
	const char *threshold = summary->method->threshold(last_round(summary->count));

	(void) pushJsonbValue(&summary->state, WJB_BEGIN_OBJECT, NULL);
	push_member(&summary->state, "jsonFormatVersion", "1");
	push_config(&summary->state, threshold, config);
	push_rounds(summary);
	push_sums(summary, threshold);

	return JsonbValueToJsonb(pushJsonbValue(&summary->state, WJB_END_OBJECT, NULL));
}
