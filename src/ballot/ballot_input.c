/*
 * ballot_input.c
 *	  Reading a ballot from the SQL value that holds its ranking.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "access/tupmacs.h"
#include "catalog/pg_type.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/fmgroids.h"
#include "utils/jsonb.h"
#include "utils/lsyscache.h"
#include "utils/uuid.h"

#include "ballot/ballot_input.h"
#include "base/decimal.h"
#include "ballot/long_rows.h"
#include "base/pgcompat.h"

/* Bytes of a faulty ranking that an error shows. */
#define EXCERPT_BYTES		100

/* A ranking as text, if need be only its beginning, for an error's detail. */
static char *
ranking_excerpt(struct varlena *value, BallotSource source)
{
	Oid			output = source == BALLOT_FROM_ARRAY ? F_ARRAY_OUT :
		source == BALLOT_FROM_JSONB ? F_JSONB_OUT : F_JSON_OUT;
	char	   *text = OidOutputFunctionCall(output, PointerGetDatum(value));
	int			length = strlen(text);
	int			shown = pg_mbcliplen(text, length, EXCERPT_BYTES);

	return psprintf("%.*s%s", shown, text, shown < length ? "..." : "");
}

/* Raise 22023 for a candidate without a name. */
static void
empty_label(struct varlena *value, BallotSource source)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("ranking has an empty label"),
			 errdetail("The ranking is %s.", ranking_excerpt(value, source)),
			 source == BALLOT_FROM_ARRAY ?
			 errhint("An empty cell is a skipped rank, which is NULL: array_replace(ranking, '', NULL), or string_to_array(line, ',', '').") :
			 errhint("A skipped rank is null.")));
}

/* An integer of two, four or eight bytes, of any alignment. */
static inline int64
read_integer(const char *element, int size)
{
	int16		int2_value;
	int32		int4_value;
	int64		int8_value;

	if (size == sizeof(int32))
	{
		memcpy(&int4_value, element, sizeof(int4_value));
		return int4_value;
	}
	if (size == sizeof(int64))
	{
		memcpy(&int8_value, element, sizeof(int8_value));
		return int8_value;
	}
	memcpy(&int2_value, element, sizeof(int2_value));
	return int2_value;
}

/*
 * The code of a candidate who is a text element of a ranking, of any alignment.
 * A label that has no character is an error: it comes of an empty cell, and a
 * winner of that name would look like none.
 */
static inline uint32
code_of_text(CandidateTable *candidates, const char *element, uint32 size, bool utf8,
			 struct varlena *ranking)
{
	uint32		header = VARATT_IS_1B(element) ? VARHDRSZ_SHORT : VARHDRSZ;
	Label		label = {element + header, size - header};

	if (unlikely(label.length == 0))
		empty_label(ranking, BALLOT_FROM_ARRAY);
	if (unlikely(!utf8))
		label = label_from_cstring(label.data, label.length);

	return candidates_intern(candidates, label);
}

/*
 * The code of a candidate whose label is a number of any size.  Equal numbers
 * are one candidate, whatever zeros end them.
 */
static uint32
code_of_numeric(CandidateTable *candidates, const char *element, uint32 size)
{
	struct varlena *copy = palloc(size);
	Datum		number;
	char	   *digits;

	memcpy(copy, element, size);
	number = DirectFunctionCall1(numeric_trim_scale, PointerGetDatum(copy));
	digits = DatumGetCString(DirectFunctionCall1(numeric_out, number));
	pfree(copy);

	return candidates_intern(candidates, label_from_cstring(digits, strlen(digits)));
}

/* The code of a candidate who is another element, of any alignment. */
static uint32
code_of_element(CandidateTable *candidates, const char *element, uint32 size, Oid type)
{
	char	   *uuid;

	switch (type)
	{
		case INT2OID:
		case INT4OID:
		case INT8OID:
			return candidates_intern_integer(candidates, read_integer(element, size));
		case UUIDOID:
			uuid = DatumGetCString(DirectFunctionCall1(uuid_out,
													   PointerGetDatum(element)));
			return candidates_intern(candidates,
									 label_from_cstring(uuid, strlen(uuid)));
		case NUMERICOID:
			return code_of_numeric(candidates, element, size);
	}

	elog(ERROR, "unexpected element type %u", type);
}

/* How an array type's elements lie in memory: size (-1: varlena) and alignment. */
static void
element_layout(Oid type, int *size, char *align)
{
	switch (type)
	{
		case TEXTOID:
		case NUMERICOID:
			*size = -1;
			*align = TYPALIGN_INT;
			break;
		case INT2OID:
			*size = sizeof(int16);
			*align = TYPALIGN_SHORT;
			break;
		case INT4OID:
			*size = sizeof(int32);
			*align = TYPALIGN_INT;
			break;
		case INT8OID:
			*size = sizeof(int64);
			*align = TYPALIGN_DOUBLE;
			break;
		case UUIDOID:
			*size = UUID_LEN;
			*align = TYPALIGN_CHAR;
			break;
		default:
			ereport(ERROR,
					(errcode(ERRCODE_DATATYPE_MISMATCH),
					 errmsg("rankings of this array type cannot be counted"),
					 errhint("Cast the ranking to text[].")));
	}
}

/* The size of a varlena element of any alignment, with its header. */
static inline uint32
varlena_element_size(const char *element)
{
	struct varlena header;

	if (VARATT_IS_1B(element))
		return VARSIZE_1B(element);
	memcpy(&header, element, VARHDRSZ);

	return VARSIZE(&header);
}

/*
 * The head of an array, copied to where it is aligned.  0A000 for more than
 * one dimension; the number of elements is that of the only one.
 */
static ArrayType
array_head(const char *array, int *nelements, struct varlena *value)
{
	ArrayType	head;

	memcpy((char *) &head + VARHDRSZ, array + VARHDRSZ, sizeof(head) - VARHDRSZ);
	if (head.ndim > 1)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("ranking has more than one dimension"),
				 errdetail("An array with %d dimensions is not a list of ranks: %s.",
						   head.ndim, ranking_excerpt(value, BALLOT_FROM_ARRAY)),
				 errhint("For equal ranks use the jsonb form: [\"A\", [\"B\", \"C\"]].")));

	*nelements = 0;
	if (head.ndim == 1)
		memcpy(nelements, array + sizeof(head), sizeof(int));

	return head;
}

/* An array in memory, of any alignment, while its elements are read. */
typedef struct ArrayReader
{
	const char *array;			/* where its full header would begin */
	const uint8 *nulls;			/* or NULL */
	Oid			type;			/* of elements */
	int			nelements;
	int			next;			/* element to be read */
	Size		offset;			/* where it lies, if the one before is aligned */
} ArrayReader;

/* Begin to read an array of one dimension or none. */
static inline ArrayReader
open_array(struct varlena *value)
{
	ArrayReader reader;
	ArrayType	head;

	reader.array = VARDATA_ANY(value) - VARHDRSZ;
	head = array_head(reader.array, &reader.nelements, value);
	reader.type = head.elemtype;
	reader.next = 0;
	reader.nulls = NULL;
	reader.offset = ARR_OVERHEAD_NONULLS(head.ndim);
	if (head.dataoffset != 0)
	{
		reader.nulls = (const uint8 *) reader.array + reader.offset;
		reader.offset = head.dataoffset;
	}

	return reader;
}

/*
 * Read text elements as long as they are labels looked up lately, which during
 * a count nearly all are.  This is where a count of many different rankings
 * spends its time: the loop keeps what it needs in registers, and writes
 * nothing but the tokens.
 */
static pg_noinline void
read_recent_labels(const CandidateTable *candidates, BallotBuilder *builder,
				   ArrayReader *reader)
{
	const RecentLabel *recent_labels = candidates->recent;
	const char *element = reader->array + reader->offset;
	uint8	   *tokens = builder->tokens;
	uint32		room = Min(builder->allocated, BALLOT_MAX_RANKS);
	int			limit = Min(reader->nelements, (int) room);
	int			i;

	for (i = 0; i < limit && !VARATT_IS_1B(element); i++)
	{
		uint32		size = varlena_element_size(element);
		Label		label = {element + VARHDRSZ, size - VARHDRSZ};
		const RecentLabel *recent = find_recent(recent_labels, label);

		if (recent == NULL || unlikely(label.length == 0))
			break;
		tokens[i] = (uint8) (recent->code + TOKEN_FIRST_CODE);
		element += INTALIGN(size);
	}
	builder->length = i;
	builder->ranks = i;
	reader->next = i;
	reader->offset = element - reader->array;
}

/* The same for integers of a size. */
static inline void
read_recent_integers(const CandidateTable *candidates, BallotBuilder *builder,
					 ArrayReader *reader, int size)
{
	const RecentInteger *recent_integers = candidates->recent_integers;
	const char *element = reader->array + reader->offset;
	uint8	   *tokens = builder->tokens;
	uint32		room = Min(builder->allocated, BALLOT_MAX_RANKS);
	int			limit = Min(reader->nelements, (int) room);
	int			i;

	for (i = 0; i < limit; i++)
	{
		const RecentInteger *recent = find_recent_integer(recent_integers,
														  read_integer(element, size));

		if (recent == NULL)
			break;
		tokens[i] = (uint8) (recent->code + TOKEN_FIRST_CODE);
		element += size;
	}
	builder->length = i;
	builder->ranks = i;
	reader->next = i;
	reader->offset = element - reader->array;
}

/*
 * Read elements as long as there is nothing to be said of them but that they
 * were looked up lately.
 */
static inline void
read_recent(const CandidateTable *candidates, BallotBuilder *builder,
			ArrayReader *reader)
{
	if (reader->nulls != NULL || candidates_count(candidates) > ONE_BYTE_CODES)
		return;
	if (reader->type == TEXTOID)
	{
		if (candidates->recent != NULL && GetDatabaseEncoding() == PG_UTF8)
			read_recent_labels(candidates, builder, reader);
	}
	else if (candidates->recent_integers == NULL)
		return;
	else if (reader->type == INT4OID)
		read_recent_integers(candidates, builder, reader, sizeof(int32));
	else if (reader->type == INT8OID)
		read_recent_integers(candidates, builder, reader, sizeof(int64));
	else if (reader->type == INT2OID)
		read_recent_integers(candidates, builder, reader, sizeof(int16));
}

/* Read the elements that are left, whatever they are. */
static pg_noinline void
read_elements(CandidateTable *candidates, BallotBuilder *builder,
			  ArrayReader *reader, struct varlena *value)
{
	Size		offset = reader->offset;
	bool		utf8 = (GetDatabaseEncoding() == PG_UTF8);
	int			fixed_size;
	char		align;

	element_layout(reader->type, &fixed_size, &align);
	for (int i = reader->next; i < reader->nelements; i++)
	{
		const char *element;
		uint32		size;

		if (reader->nulls && att_isnull(i, reader->nulls))
		{
			ballot_add_skipped(builder);
			continue;
		}
		offset = att_align_nominal(offset, align);
		element = reader->array + offset;
		size = fixed_size < 0 ? varlena_element_size(element) : (uint32) fixed_size;
		offset += size;
		ballot_add_mark(builder, reader->type == TEXTOID ?
						code_of_text(candidates, element, size, utf8, value) :
						code_of_element(candidates, element, size, reader->type));
	}
}

/*
 * The ballot of a detoasted array: element i is the candidate at rank i, NULL
 * a skipped rank.
 *
 * This is done to every ballot of a varied electorate, so the array is read
 * where it lies.  With a short header it lies unaligned: offsets count from
 * where a full header would begin, and nothing is read but by memcpy().
 */
Ballot
ballot_from_array(CandidateTable *candidates, BallotBuilder *builder,
				  struct varlena *value)
{
	ArrayReader reader = open_array(value);

	ballot_begin(builder);
	read_recent(candidates, builder, &reader);
	if (reader.next < reader.nelements)
		read_elements(candidates, builder, &reader, value);

	return ballot_finish(builder);
}

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
	"An object gives each candidate a rank, a whole number from 1 to 32767; 0 or null is no rank."

/* The code of a candidate who is a string in JSON. */
static uint32
code_of_json_string(const JsonRanking *ranking, const JsonbValue *value)
{
	if (value->val.string.len == 0)
		empty_label(ranking->value, ranking->source);

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

/* The rank that an object gives a candidate; 0: none. */
static uint32
json_rank(const JsonRanking *ranking, const JsonbValue *candidate, const JsonbValue *value)
{
	char	   *label = pnstrdup(candidate->val.string.val, candidate->val.string.len);
	int64		rank = 0;

	if (value->type == jbvNull)
		return 0;
	if (value->type == jbvBinary)
		not_a_ranking(ranking, psprintf("\"%s\" has no number as its rank.", label),
					  PROFILE_HINT);
	if (value->type != jbvNumeric ||
		!decimal_to_whole(value->val.numeric, BALLOT_MAX_RANKS, &rank))
		not_a_ranking(ranking, psprintf("The rank of \"%s\" is none.", label),
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
