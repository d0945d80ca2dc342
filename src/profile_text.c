/*
 * profile_text.c
 *	  The text form of a preference profile: JSON.
 *
 *	 [{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}, ...]
 *
 * It is read by PostgreSQL's own JSON parser, event by event, so that the
 * size of a document in memory is no limit.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/jsonapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/json.h"
#include "utils/jsonfuncs.h"

#include "pgcompat.h"
#include "profile_text.h"

/* What the parser is inside of. */
typedef enum ParseLevel
{
	IN_NOTHING,
	IN_PROFILE,					/* the outer array */
	IN_ENTRY,					/* an object of it */
	IN_RANKING,					/* its ranking */
	IN_RANK						/* several marks at one rank */
} ParseLevel;

typedef enum ParseField
{
	FIELD_RANKING = 1 << 0,
	FIELD_COUNT = 1 << 1,
	FIELD_WEIGHT = 1 << 2
} ParseField;

typedef struct ParseState
{
	Profile    *profile;
	BallotBuilder *builder;
	ParseLevel	level;
	ParseField	field;			/* the one whose value comes next */
	int			seen;			/* fields of this entry */
	int64		ballots;
	Votes		votes;
	uint32	   *marks;			/* at this rank */
	int			nmarks;
	int			marks_allocated;
} ParseState;

/* Raise 22P02 for text that is not a profile. */
static void
malformed(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("malformed preference profile"),
			 errdetail("%s", detail),
			 errhint("A profile looks like [{\"ranking\": [\"A\", null, [\"B\", \"C\"]], \"count\": 3}].")));
}

static JSON_ACTION
parse_object_start(void *arg)
{
	ParseState *state = arg;

	if (state->level != IN_PROFILE)
		malformed("An object stands where none may.");
	state->level = IN_ENTRY;
	state->seen = 0;
	JSON_ACTION_DONE;
}

static JSON_ACTION
parse_object_end(void *arg)
{
	ParseState *state = arg;
	Profile    *profile = state->profile;
	BallotCount count = {state->ballots, state->votes};

	if (!(state->seen & FIELD_RANKING) || !(state->seen & FIELD_COUNT))
		malformed("An entry lacks its \"ranking\" or its \"count\".");
	if (!(state->seen & FIELD_WEIGHT))
		count.votes = votes_whole(count.ballots);
	if (!votes_is_zero(count.votes))
		profile_add(profile,
					ranking_pool_intern(profile->pool, ballot_finish(state->builder)),
					count);
	state->level = IN_PROFILE;
	JSON_ACTION_DONE;
}

static JSON_ACTION
parse_field_start(void *arg, char *name, bool isnull)
{
	ParseState *state = arg;

	if (strcmp(name, "ranking") == 0)
		state->field = FIELD_RANKING;
	else if (strcmp(name, "count") == 0)
		state->field = FIELD_COUNT;
	else if (strcmp(name, "weight") == 0)
		state->field = FIELD_WEIGHT;
	else
		malformed("An entry has a key other than \"ranking\", \"count\" and \"weight\".");
	if (state->seen & state->field)
		malformed("An entry has a key twice.");
	state->seen |= state->field;
	pfree(name);
	JSON_ACTION_DONE;
}

static JSON_ACTION
parse_array_start(void *arg)
{
	ParseState *state = arg;

	if (state->level == IN_NOTHING)
		state->level = IN_PROFILE;
	else if (state->level == IN_ENTRY && state->field == FIELD_RANKING)
	{
		state->level = IN_RANKING;
		ballot_begin(state->builder);
	}
	else if (state->level == IN_RANKING)
	{
		state->level = IN_RANK;
		state->nmarks = 0;
	}
	else
		malformed("An array stands where none may.");
	JSON_ACTION_DONE;
}

static JSON_ACTION
parse_array_end(void *arg)
{
	ParseState *state = arg;

	if (state->level == IN_RANK)
	{
		ballot_add_marks(state->builder, state->marks, state->nmarks);
		state->level = IN_RANKING;
	}
	else if (state->level == IN_RANKING)
		state->level = IN_ENTRY;
	JSON_ACTION_DONE;
}

/* Take a mark for a candidate, alone at its rank or one of several. */
static void
parse_mark(ParseState *state, char *label)
{
	uint32		code;

	code = candidates_intern(state->profile->pool->candidates,
							 label_from_cstring(label, strlen(label)));
	if (state->level == IN_RANKING)
	{
		ballot_add_mark(state->builder, code);
		return;
	}
	if (state->nmarks == state->marks_allocated)
	{
		/* the builder would refuse so many in the end */
		if (state->marks_allocated > BALLOT_MAX_SIZE / TOKEN_BYTES_MAX)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("ballot has too many marks")));
		state->marks_allocated *= 2;
		state->marks = repalloc(state->marks,
								sizeof(uint32) * state->marks_allocated);
	}
	state->marks[state->nmarks++] = code;
}

/* Take an entry's number of ballots or its weight. */
static void
parse_number(ParseState *state, char *token)
{
	Datum		number;
	Votes		votes;

	number = DirectFunctionCall3(numeric_in, CStringGetDatum(token),
								 ObjectIdGetDatum(InvalidOid),
								 Int32GetDatum(-1));
	if (state->field == FIELD_COUNT && token[0] == '-')
		malformed("A \"count\" is below 1.");
	votes = votes_from_weight(DatumGetNumeric(number));
	pfree(DatumGetPointer(number));
	if (state->field == FIELD_WEIGHT)
	{
		state->votes = votes;
		return;
	}
	if (votes.nanos != 0 || votes.units < 1)
		malformed("A \"count\" is not a whole number of at least 1.");
	state->ballots = votes.units;
}

/*
 * Take a value.  It is the parser's gift, as a key is: a profile has millions,
 * so they are freed one by one.
 */
static JSON_ACTION
parse_scalar(void *arg, char *token, JsonTokenType type)
{
	ParseState *state = arg;

	CHECK_FOR_INTERRUPTS();
	if (state->level == IN_ENTRY && state->field != FIELD_RANKING &&
		type == JSON_TOKEN_NUMBER)
		parse_number(state, token);
	else if (state->level == IN_RANKING && type == JSON_TOKEN_NULL)
		ballot_add_skipped(state->builder);
	else if (state->level >= IN_RANKING &&
			 (type == JSON_TOKEN_STRING || type == JSON_TOKEN_NUMBER))
		parse_mark(state, token);
	else
		malformed("A value stands where none of its kind may.");
	pfree(token);
	JSON_ACTION_DONE;
}

/* Add the ballots of a profile's text form to a profile; 22P02, 22003. */
void
profile_parse(Profile *profile, char *text)
{
	ParseState	state = {0};
	JsonSemAction actions = {0};

	state.profile = profile;
	state.builder = &profile->pool->builder;
	state.marks_allocated = 8;
	state.marks = palloc(sizeof(uint32) * state.marks_allocated);

	actions.semstate = &state;
	actions.object_start = parse_object_start;
	actions.object_end = parse_object_end;
	actions.object_field_start = parse_field_start;
	actions.array_start = parse_array_start;
	actions.array_end = parse_array_end;
	actions.scalar = parse_scalar;

	pg_parse_json_or_ereport(make_json_lexer(text, strlen(text),
											 GetDatabaseEncoding()),
							 &actions);
}

/* The labels of a profile as JSON strings in the database's encoding. */
char	  **
labels_as_json(const ProfileReader *reader)
{
	StringInfoData string;
	char	  **strings;

	strings = palloc_extended(sizeof(char *) * Max(reader->ncandidates, 1),
							  MCXT_ALLOC_HUGE);
	initStringInfo(&string);
	for (uint32 i = 0; i < reader->ncandidates; i++)
	{
		text	   *label = label_to_text(reader->labels[i]);
		char	   *label_string = text_to_cstring(label);

		CHECK_FOR_INTERRUPTS();
		resetStringInfo(&string);
		escape_json(&string, label_string);
		strings[i] = pstrdup(string.data);
		pfree(label_string);
		pfree(label);
	}
	pfree(string.data);

	return strings;
}

/* Print the marks at a rank that has several. */
static void
print_marks(StringInfo out, const uint8 **p, char **labels)
{
	uint32		token;
	const char *separator = "";

	appendStringInfoChar(out, '[');
	while ((token = token_read(p)) != TOKEN_SKIPPED)
	{
		appendStringInfoString(out, separator);
		appendStringInfoString(out, labels[token - TOKEN_FIRST_CODE]);
		separator = ", ";
	}
	appendStringInfoChar(out, ']');
}

/* Print a ranking as a JSON array of its ranks. */
void
ranking_print(StringInfo out, Ballot ballot, char **labels)
{
	const uint8 *p = ballot.tokens;
	const uint8 *end = p + ballot.length;
	const char *separator = "";

	appendStringInfoChar(out, '[');
	while (p < end)
	{
		uint32		token = token_read(&p);

		appendStringInfoString(out, separator);
		if (token == TOKEN_SKIPPED)
			appendStringInfoString(out, "null");
		else if (token == TOKEN_OVERVOTE)
			appendStringInfoString(out, "[]");
		else if (token == TOKEN_SEVERAL)
			print_marks(out, &p, labels);
		else
			appendStringInfoString(out, labels[token - TOKEN_FIRST_CODE]);
		separator = ", ";
	}
	appendStringInfoChar(out, ']');
}

/* Print a profile that is in canonical order. */
void
profile_print(StringInfo out, ProfileReader *reader)
{
	char	  **labels = labels_as_json(reader);
	RankingEntry entry;
	const char *separator = "";

	Assert(reader->canonical);
	appendStringInfoChar(out, '[');
	while (profile_reader_next(reader, &entry))
	{
		appendStringInfo(out, "%s{\"ranking\": ", separator);
		ranking_print(out, ballot_of_record(entry.record, NULL), labels);
		appendStringInfo(out, ", \"count\": " INT64_FORMAT, entry.ballots);
		if (votes_cmp(entry.votes, votes_whole(entry.ballots)) != 0)
			appendStringInfo(out, ", \"weight\": %s",
							 votes_to_string(entry.votes));
		appendStringInfoChar(out, '}');
		separator = ", ";
		CHECK_FOR_INTERRUPTS();
	}
	appendStringInfoChar(out, ']');
}
