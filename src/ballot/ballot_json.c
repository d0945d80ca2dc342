/*
 * ballot_json.c
 *	  Reading a ballot from JSON: an array of ranks, or an object of them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "ballot/ballot_json.h"
#include "ballot/long_rows.h"
#include "base/decimal.h"
#include "base/excerpt.h"
#include "base/pgcompat.h"

/* A JSON value that is read as a ranking. */
typedef struct JsonRanking
{
	CandidateTable *candidates;
	BallotBuilder *builder;
	struct varlena *value;		/* as it came */
	BallotSource source;
	Jsonb	   *jsonb;
} JsonRanking;

/* Raise 22023 for JSON that is not a ranking. */
static void
not_a_ranking(const JsonRanking *ranking, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("jsonb value is not a ranking"),
			 errdetail("%s The ranking is %s.", detail,
					   ranking_excerpt(ranking->value, ranking->source)),
			 errhint("%s", hint)));
}

#define RANKING_HINT \
	"A ranking is an array of candidates, best first: [\"A\", null, [\"B\", \"C\"]]."
#define PROFILE_HINT \
	"If it is a whole profile, cast it: ::preference_profile."
#define RANK_MAP_HINT \
	"An object gives each candidate a rank, a whole number from 1 to 32767; 0 or null is none. Leave out what is no candidate, such as a column: to_jsonb(t) - 'branch'. Ranks in words, as '1st choice', are in doc/ballots.md."
#define VALUE_BYTES_SHOWN	40

/* The code of a candidate who is a string in JSON. */
static uint32
code_of_json_string(const JsonRanking *ranking, const JsonbValue *value)
{
	if (value->val.string.len == 0)
		ranking_has_empty_label(ranking->value, ranking->source);

	return candidates_intern(ranking->candidates,
							 label_from_cstring(value->val.string.val,
												value->val.string.len));
}

/* The code of a candidate who is a string or a number in JSON. */
static uint32
code_of_json(const JsonRanking *ranking, JsonbValue *value)
{
	if (value->type == jbvString)
		return code_of_json_string(ranking, value);
	if (value->type == jbvNumeric)
	{
		char	   *digits = decimal_label(value->val.numeric, NULL);
		uint32		code;

		code = candidates_intern(ranking->candidates,
								 label_from_cstring(digits, strlen(digits)));
		pfree(digits);
		return code;
	}

	not_a_ranking(ranking, "A candidate is neither a string nor a number.", RANKING_HINT);
	return 0;
}

/* Read the marks at one rank that has several, up to the end of their array. */
static void
read_json_rank(const JsonRanking *ranking, JsonbIterator **iterator, int nmarks)
{
	uint32	   *codes = palloc(sizeof(uint32) * Max(nmarks, 1));
	JsonbValue	value;

	for (int i = 0; i < nmarks; i++)
	{
		CHECK_FOR_INTERRUPTS();
		(void) JsonbIteratorNext(iterator, &value, true);
		codes[i] = code_of_json(ranking, &value);
	}
	(void) JsonbIteratorNext(iterator, &value, true);
	ballot_add_marks(ranking->builder, codes, nmarks);
	pfree(codes);
}

/* The ballot of an array of ranks. */
static Ballot
ballot_of_json_array(const JsonRanking *ranking)
{
	BallotBuilder *builder = ranking->builder;
	JsonbIterator *iterator = JsonbIteratorInit(&ranking->jsonb->root);
	JsonbIteratorToken token;
	JsonbValue	element;

	ballot_begin(builder);
	(void) JsonbIteratorNext(&iterator, &element, false);
	while ((token = JsonbIteratorNext(&iterator, &element, false)) != WJB_END_ARRAY)
	{
		if (token == WJB_BEGIN_ARRAY)
			read_json_rank(ranking, &iterator, element.val.array.nElems);
		else if (token == WJB_BEGIN_OBJECT)
			not_a_ranking(ranking, "It has an object in it.", PROFILE_HINT);
		else if (element.type == jbvNull)
			ballot_add_skipped(builder);
		else
			ballot_add_mark(builder, code_of_json(ranking, &element));
	}

	return ballot_finish(builder);
}

/* What an object holds where a rank should be, shortened. */
static char *
value_excerpt(JsonbValue *value)
{
	char	   *text = JsonbToCString(NULL, &JsonbValueToJsonb(value)->root, 0);

	return text_excerpt(text, strlen(text), VALUE_BYTES_SHOWN);
}

/* The rank that an object gives a candidate; 0: none. */
static uint32
json_rank(const JsonRanking *ranking, const JsonbValue *candidate, JsonbValue *value)
{
	char	   *label = pnstrdup(candidate->val.string.val, candidate->val.string.len);
	int64		rank = 0;

	if (value->type == jbvNull)
		return 0;
	if (value->type == jbvBinary)
		not_a_ranking(ranking, psprintf("\"%s\" holds %s.", label,
										JsonContainerIsArray(value->val.binary.data) ?
										"an array, which is no rank" :
										"an object, which is no rank"),
					  PROFILE_HINT " " RANK_MAP_HINT);
	if (value->type != jbvNumeric ||
		!decimal_to_whole(value->val.numeric, BALLOT_MAX_RANKS, &rank))
		not_a_ranking(ranking, psprintf("\"%s\" holds %s, which is no rank.", label,
										value_excerpt(value)),
					  RANK_MAP_HINT);
	pfree(label);

	return (uint32) rank;
}

/* The ballot of an object that gives candidates their ranks. */
static Ballot
ballot_of_json_object(const JsonRanking *ranking)
{
	int			n = JB_ROOT_COUNT(ranking->jsonb);
	LongRow    *rows = palloc_extended(sizeof(LongRow) * Max(n, 1), MCXT_ALLOC_HUGE);
	int			nrows = 0;
	JsonbIterator *iterator = JsonbIteratorInit(&ranking->jsonb->root);
	JsonbValue	key;
	JsonbValue	value;
	Ballot		ballot;

	(void) JsonbIteratorNext(&iterator, &key, true);
	while (JsonbIteratorNext(&iterator, &key, true) == WJB_KEY)
	{
		uint32		rank;

		CHECK_FOR_INTERRUPTS();
		(void) JsonbIteratorNext(&iterator, &value, true);
		rank = json_rank(ranking, &key, &value);
		if (rank > 0)
			rows[nrows++] = (LongRow) {0, code_of_json_string(ranking, &key), rank};
	}
	ballot = long_rows_ballot(ranking->builder, rows, nrows);
	pfree(rows);

	return ballot;
}

/*
 * Whether a value that may be toasted is JSON's null: so short a value never
 * is.
 */
bool
json_is_null(const struct varlena *value, BallotSource source)
{
	const char *data = VARDATA_ANY(value);
	uint32		words[2];		/* of a jsonb scalar: its kind, its type */

	if (VARATT_IS_EXTERNAL(value) || VARATT_IS_COMPRESSED(value))
		return false;
	if (source == BALLOT_FROM_JSONB)
	{
		if (VARSIZE_ANY_EXHDR(value) != sizeof(words))
			return false;
		memcpy(words, data, sizeof(words));
		return (words[0] & JB_FSCALAR) != 0 && JBE_ISNULL(words[1]);
	}
	for (uint32 i = 0; i < VARSIZE_ANY_EXHDR(value); i++)
	{
		/* JSON that has an n before any other letter is null */
		if (strchr(" \t\r\n", data[i]) == NULL)
			return data[i] == 'n';
	}
	return false;
}

/*
 * The ballot of a detoasted JSON value: an array of ranks, or an object that
 * gives candidates their ranks.
 */
Ballot
ballot_from_json(CandidateTable *candidates, BallotBuilder *builder,
				 struct varlena *value, BallotSource source)
{
	JsonRanking ranking = {candidates, builder, value, source, NULL};

	/* jsonb must lie aligned: one with a short header is copied */
	if (source == BALLOT_FROM_JSONB)
		ranking.jsonb = (Jsonb *) pg_detoast_datum(value);
	else
		ranking.jsonb = DatumGetJsonbP(DirectFunctionCall1(jsonb_in,
														   CStringGetDatum(text_to_cstring((text *) value))));

	if (JB_ROOT_IS_OBJECT(ranking.jsonb))
		return ballot_of_json_object(&ranking);
	if (JB_ROOT_IS_SCALAR(ranking.jsonb))
		not_a_ranking(&ranking, "It is not an array.", RANKING_HINT);

	return ballot_of_json_array(&ranking);
}
