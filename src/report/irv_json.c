/*
 * irv_json.c
 *	  A count in the JSON format of RCTab's summary, which RCVis draws.
 *
 * {
 *	 "jsonFormatVersion": "1",
 *	 "config": {"contest", "date", "jurisdiction", "office", ...},
 *	 "results": [{
 *		"round": 1,
 *		"threshold": "votes",
 *		"tally": {candidate: "votes", ...},
 *		"inactiveBallots": {"exhaustedChoices": "votes", ...},
 *		"tallyResults": [
 *			{"elected": candidate, "transfers": {}},
 *			{"eliminated": candidate,
 *			 "transfers": {candidate: "votes", "exhausted": "votes"}}]
 *	 }],
 *	 "summary": {"finalThreshold": "votes", "numWinners": 1, ...}
 * }
 *
 * Votes are strings there, as RCTab has them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "datatype/timestamp.h"
#include "miscadmin.h"
#include "utils/datetime.h"
#include "utils/jsonb.h"

#include "base/jsonb_push.h"
#include "base/label_list.h"
#include "base/pgcompat.h"
#include "count/irv_count.h"
#include "count/possible.h"
#include "count/shown.h"
#include "report/irv_json.h"
#include "report/summary_json.h"

/* Another pile of votes, which RCVis knows in several spellings. */
#define INACTIVE_NAME	"inactive ballots"

/* A date in config is given as YYYY-MM-DD. */
#define DATE_LENGTH		10

/* A JSON document being made of a count. */
typedef struct Document
{
	const Count *count;
	char	  **names;			/* by candidate */
	JsonbParseState *state;
} Document;

/* RCTab's names of the causes for which ballots count for nobody. */
const char *const json_inactive_keys[EXHAUSTED_CAUSES] = {
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

/* Push a key and a number of votes, whose text has to stay until the end. */
static void
push_votes(Document *document, const char *key, Votes votes)
{
	push_member(&document->state, key, votes_to_string(votes));
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
void
json_push_config(JsonbParseState **state, const char *threshold, Jsonb *config)
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
push_tally(Document *document, const CountRound *round)
{
	push_key(&document->state, "tally", WJB_BEGIN_OBJECT);
	for (int i = 0; i < round->n; i++)
		push_votes(document, document->names[round->candidates[i]],
				   round->blocks[0].votes[i]);
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
}

/* Push the exhausted votes of a round by their cause. */
static void
push_inactive(Document *document, const CountRound *round)
{
	push_key(&document->state, "inactiveBallots", WJB_BEGIN_OBJECT);
	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		push_votes(document, json_inactive_keys[cause], round->blocks[0].exhausted[cause]);
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
}

/*
 * Push what became of a candidate after a round, and of the votes: transfers
 * from *next on, which is set to the next candidate's.
 */
static void
push_action(Document *document, const char *action, int candidate,
			const Transfer **next, const Transfer *end)
{
	(void) pushJsonbValue(&document->state, WJB_BEGIN_OBJECT, NULL);
	push_member(&document->state, action, document->names[candidate]);
	push_key(&document->state, "transfers", WJB_BEGIN_OBJECT);
	for (; *next < end && (*next)->source == candidate; (*next)++)
		push_votes(document,
				   (*next)->target == NO_CANDIDATE ? EXHAUSTED_KEY :
				   document->names[(*next)->target], (*next)->votes);
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
}

/*
 * Whether a round is the one that elected, or the last one of a count whose
 * winner follows from every way of deciding its tie.
 */
static bool
shows_winner(const Count *count, const CountRound *round)
{
	const CountRound *elected_in = round_that_elected(count);

	if (count->nwinners == 0)
		return false;

	return round == (elected_in != NULL ? elected_in : last_round(count));
}

/*
 * Push who was elected in a round (once, though the count may go on), and who
 * went out after it.
 */
static void
push_actions(Document *document, const CountRound *round)
{
	const Count *count = document->count;
	const BlockRound *ballots = &round->blocks[0];
	const Transfer *next = ballots->transfers;
	const Transfer *end = next + ballots->ntransfers;

	if (ballots->ntransfers > 0)
		qsort(ballots->transfers, ballots->ntransfers, sizeof(Transfer),
			  cmp_transfers_by_source);
	push_key(&document->state, "tallyResults", WJB_BEGIN_ARRAY);
	if (shows_winner(count, round))
		push_action(document, "elected", count_winner(count), &next, end);
	for (int i = 0; i < round->n; i++)
	{
		if (round->status[i] == STATUS_ELIMINATED)
			push_action(document, "eliminated", round->candidates[i], &next, end);
		CHECK_FOR_INTERRUPTS();
	}
	Assert(next == end);
	(void) pushJsonbValue(&document->state, WJB_END_ARRAY, NULL);
}

/* Push all rounds. */
static void
push_rounds(Document *document)
{
	const Count *count = document->count;

	push_key(&document->state, "results", WJB_BEGIN_ARRAY);
	for (int r = 0; r < count->nrounds; r++)
	{
		const CountRound *round = count->rounds[r];

		CHECK_FOR_INTERRUPTS();
		(void) pushJsonbValue(&document->state, WJB_BEGIN_OBJECT, NULL);
		push_numeric_member(&document->state, "round", int64_to_numeric(round->number));
		push_member(&document->state, "threshold", threshold_string(&round->threshold));
		push_tally(document, round);
		push_inactive(document, round);
		push_actions(document, round);
		(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
	}
	(void) pushJsonbValue(&document->state, WJB_END_ARRAY, NULL);
}

/* Push the sums of the whole count. */
static void
push_summary(Document *document)
{
	const Count *count = document->count;
	const CountRound *first = count->rounds[0];

	push_key(&document->state, "summary", WJB_BEGIN_OBJECT);
	push_member(&document->state, "finalThreshold", threshold_string(&last_round(count)->threshold));
	push_numeric_member(&document->state, "numWinners", int64_to_numeric(1));
	push_numeric_member(&document->state, "numCandidates", int64_to_numeric(first->n));
	push_votes(document, "totalNumBallots", count->contest->tallies[0].total);
	push_numeric_member(&document->state, "undervotes",
						votes_to_numeric(first->blocks[0].blank));
	(void) pushJsonbValue(&document->state, WJB_END_OBJECT, NULL);
}

/* The document of a contest; its config may be NULL. */
Jsonb *
contest_to_json(const Contest *contest, Jsonb *config)
{
	Document	document = {0};
	Count	   *count;

	document.names = json_candidate_names(contest->roster);
	count = irv_count(contest, contest->rules->stop, false, NULL);
	check_shown_whole(count, IRV_SHOWN_HINT);
	follow_open_tie(count, NULL, EVERY_WAY_ELECTS);
	document.count = count;
	(void) pushJsonbValue(&document.state, WJB_BEGIN_OBJECT, NULL);
	push_member(&document.state, "jsonFormatVersion", "1");
	json_push_config(&document.state, threshold_string(&last_round(count)->threshold), config);
	push_rounds(&document);
	push_summary(&document);

	return JsonbValueToJsonb(pushJsonbValue(&document.state, WJB_END_OBJECT, NULL));
}
