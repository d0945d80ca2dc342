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

#include "base/decimal.h"
#include "base/pgcompat.h"
#include "profile/profile_text.h"

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
	struct Node *context;		/* where errors are saved, or NULL */
	Profile    *profile;
	BallotBuilder *builder;
	ParseLevel	level;
	ParseField	field;			/* the one whose value comes next */
	int			seen;			/* fields of this entry */
	int64		ballots;
	Votes		votes;
	Votes		total_ballots;	/* of the entries so far */
	Votes		total_votes;
	uint32	   *marks;			/* at this rank */
	int			nmarks;
	int			marks_allocated;
} ParseState;

/* Raise 22P02 for text that is not a profile, or save it. */
static void
save_malformed(const ParseState *state, const char *detail)
{
	errsave(state->context,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("malformed preference profile"),
			 errdetail("%s", detail),
			 errhint("A profile looks like [{\"ranking\": [\"A\", null, [\"B\", \"C\"]], \"count\": 3}].")));
}

/* Leave an action of the parser with an error. */
#define malformed(state, detail) \
	do { \
		save_malformed(state, detail); \
		JSON_ACTION_FAILED; \
	} while (0)

static JSON_ACTION
parse_object_start(void *arg)
{
	ParseState *state = arg;

	if (state->level != IN_PROFILE)
		malformed(state, "An object stands where none may.");
	state->level = IN_ENTRY;
	state->seen = 0;
	JSON_ACTION_DONE;
}

/* Add an entry's ballots to the totals; false if they are too many. */
static bool
add_to_totals(ParseState *state, BallotCount count)
{
	state->total_ballots = votes_add(state->total_ballots, votes_whole(count.ballots));
	state->total_votes = votes_add(state->total_votes, count.votes);

	return votes_read_total(state->total_ballots, state->context) &&
		votes_read_total(state->total_votes, state->context);
}

static JSON_ACTION
parse_object_end(void *arg)
{
	ParseState *state = arg;
	Profile    *profile = state->profile;
	BallotCount count = {state->ballots, state->votes};

	if (!(state->seen & FIELD_RANKING) || !(state->seen & FIELD_COUNT))
		malformed(state, "An entry lacks its \"ranking\" or its \"count\".");
	if (!(state->seen & FIELD_WEIGHT))
		count.votes = votes_whole(count.ballots);
	if (!votes_is_zero(count.votes))
	{
		if (!add_to_totals(state, count))
			JSON_ACTION_FAILED;
		profile_add_ballots(profile,
					ranking_pool_intern(profile->pool, ballot_finish(state->builder)),
					count);
	}
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
		malformed(state, "An entry has a key other than \"ranking\", \"count\" and \"weight\".");
	if (state->seen & state->field)
		malformed(state, "An entry has a key twice.");
	state->seen |= state->field;
	pfree(name);
	JSON_ACTION_DONE;
}

/* Whether a ballot may have one more rank; 54000, saved, if not. */
static bool
check_rank(const ParseState *state)
{
	if (ballot_next_rank(state->builder) <= BALLOT_MAX_RANKS)
		return true;
	errsave(state->context,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("ballot has too many ranks"),
			 errdetail("A ballot has at most %d ranks.", BALLOT_MAX_RANKS)));
	return false;
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
		malformed(state, "An array stands where none may.");
	JSON_ACTION_DONE;
}

static JSON_ACTION
parse_array_end(void *arg)
{
	ParseState *state = arg;

	if (state->level == IN_RANK)
	{
		if (!check_rank(state))
			JSON_ACTION_FAILED;
		ballot_add_marks(state->builder, state->marks, state->nmarks);
		state->level = IN_RANKING;
	}
	else if (state->level == IN_RANKING)
		state->level = IN_ENTRY;
	JSON_ACTION_DONE;
}

/*
 * A number as the label that jsonb would make of it, without an exponent; NULL
 * if an error was saved.
 */
static char *
label_of_number(const ParseState *state, char *token)
{
	Datum		number;

	if (strpbrk(token, "-eE") == NULL)
		return token;
	if (!input_call(numeric_in, token, state->context, &number))
		return NULL;
	pfree(token);

	return decimal_label(DatumGetNumeric(number), state->context);
}

/* Take a mark for a candidate, alone at its rank or one of several. */
static void
parse_mark(ParseState *state, const char *label)
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
static JSON_ACTION
parse_number(ParseState *state, char *token)
{
	Datum		number;
	Votes		votes;
	char	   *decimal;

	if (state->field == FIELD_COUNT && token[0] == '-')
		malformed(state, "A \"count\" is below 1.");
	if (!input_call(numeric_in, token, state->context, &number))
		JSON_ACTION_FAILED;
	decimal = DatumGetCString(DirectFunctionCall1(numeric_out, number));
	if (!votes_read(decimal, state->context, &votes))
		JSON_ACTION_FAILED;
	pfree(decimal);
	pfree(DatumGetPointer(number));
	pfree(token);
	if (state->field == FIELD_WEIGHT)
		state->votes = votes;
	else if (votes.nanos != 0 || votes.units < 1)
		malformed(state, "A \"count\" is not a whole number of at least 1.");
	else
		state->ballots = votes.units;
	JSON_ACTION_DONE;
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
		return parse_number(state, token);
	if (state->level == IN_RANKING && type == JSON_TOKEN_NULL)
		ballot_add_skipped(state->builder);
	else if (state->level >= IN_RANKING &&
			 (type == JSON_TOKEN_STRING || type == JSON_TOKEN_NUMBER))
	{
		if (type == JSON_TOKEN_NUMBER)
			token = label_of_number(state, token);
		if (token == NULL || (state->level == IN_RANKING && !check_rank(state)))
			JSON_ACTION_FAILED;
		parse_mark(state, token);
	}
	else
		malformed(state, "A value stands where none of its kind may.");
	pfree(token);
	JSON_ACTION_DONE;
}

/*
 * Add the ballots of a profile's text form to a profile; 22P02, 22003.  If there
 * is a context to save errors in, the answer is whether there was none.
 */
bool
profile_parse(Profile *profile, char *text, struct Node *context)
{
	ParseState	state = {0};
	JsonSemAction actions = {0};

	state.context = context;
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

	return parse_json(make_json_lexer(text, strlen(text), GetDatabaseEncoding()),
					  &actions, context);
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

/* Print a ranking as a JSON array of its ranks. */
void
ranking_print(StringInfo out, Ballot ballot, char **labels)
{
	BallotIterator iterator = ballot_iterate(ballot);
	RankKind	kind;
	const char *rank_separator = "";

	appendStringInfoChar(out, '[');
	while (ballot_next_kind(&iterator, &kind))
	{
		const char *separator = "";
		uint32		code;

		appendStringInfoString(out, rank_separator);
		rank_separator = ", ";
		if (kind == RANK_SKIPPED)
			appendStringInfoString(out, "null");
		if (kind == RANK_NAMELESS || kind == RANK_SEVERAL)
			appendStringInfoChar(out, '[');
		while (ballot_next_mark(&iterator, &code))
		{
			appendStringInfoString(out, separator);
			appendStringInfoString(out, labels[code]);
			separator = ", ";
		}
		if (kind == RANK_NAMELESS || kind == RANK_SEVERAL)
			appendStringInfoChar(out, ']');
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
