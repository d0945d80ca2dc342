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
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"
#include "utils/uuid.h"

#include "ballot_input.h"
#include "pgcompat.h"

/* Longest label of an integer, with sign and final zero. */
#define INTEGER_LABEL_SIZE	21

/* The code of a candidate whose label is an integer. */
static uint32
code_of_integer(RankingPool *pool, int64 integer)
{
	char		digits[INTEGER_LABEL_SIZE];
	Label		label = {digits, pg_lltoa(integer, digits)};

	return candidates_intern(pool->candidates, label);
}

/* The code of a candidate who is a text element, of any alignment. */
static inline uint32
code_of_text(RankingPool *pool, const char *element, uint32 size, bool utf8)
{
	uint32		header = VARATT_IS_1B(element) ? VARHDRSZ_SHORT : VARHDRSZ;
	Label		label = {element + header, size - header};

	if (unlikely(!utf8))
		label = label_from_cstring(label.data, label.length);

	return candidates_intern(pool->candidates, label);
}

/* The code of a candidate who is another element, of any alignment. */
static uint32
code_of_element(RankingPool *pool, const char *element, Oid type)
{
	int64		int8_value;
	int32		int4_value;
	int16		int2_value;
	char	   *uuid;

	switch (type)
	{
		case INT2OID:
			memcpy(&int2_value, element, sizeof(int2_value));
			return code_of_integer(pool, int2_value);
		case INT4OID:
			memcpy(&int4_value, element, sizeof(int4_value));
			return code_of_integer(pool, int4_value);
		case INT8OID:
			memcpy(&int8_value, element, sizeof(int8_value));
			return code_of_integer(pool, int8_value);
		case UUIDOID:
			uuid = DatumGetCString(DirectFunctionCall1(uuid_out,
													   PointerGetDatum(element)));
			return candidates_intern(pool->candidates,
									 label_from_cstring(uuid, strlen(uuid)));
	}

	elog(ERROR, "unexpected element type %u", type);
}

/* How an array type's elements lie in memory: size (-1: text) and alignment. */
static void
element_layout(Oid type, int *size, char *align)
{
	switch (type)
	{
		case TEXTOID:
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

/* The size of a text element of any alignment, with its header. */
static inline uint32
text_element_size(const char *element)
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
array_head(const char *array, int *nelements)
{
	ArrayType	head;

	memcpy((char *) &head + VARHDRSZ, array + VARHDRSZ, sizeof(head) - VARHDRSZ);
	if (head.ndim > 1)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("ranking has more than one dimension"),
				 errdetail("An array with %d dimensions is not a list of ranks.",
						   head.ndim),
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
	head = array_head(reader.array, &reader.nelements);
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
read_recent_labels(RankingPool *pool, ArrayReader *reader)
{
	const RecentLabel *recent_labels = pool->candidates->recent;
	const char *element = reader->array + reader->offset;
	uint8	   *tokens = pool->builder.tokens;
	uint32		room = Min(pool->builder.allocated, BALLOT_MAX_RANKS);
	int			limit = Min(reader->nelements, (int) room);
	int			i;

	for (i = 0; i < limit && !VARATT_IS_1B(element); i++)
	{
		uint32		size = text_element_size(element);
		Label		label = {element + VARHDRSZ, size - VARHDRSZ};
		const RecentLabel *recent = find_recent(recent_labels, label);

		if (recent == NULL)
			break;
		tokens[i] = (uint8) (recent->code + TOKEN_FIRST_CODE);
		element += INTALIGN(size);
	}
	pool->builder.length = i;
	pool->builder.ranks = i;
	reader->next = i;
	reader->offset = element - reader->array;
}

/* Read the elements that are left, whatever they are. */
static pg_noinline void
read_elements(RankingPool *pool, ArrayReader *reader)
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
			ballot_add_skipped(&pool->builder);
			continue;
		}
		offset = att_align_nominal(offset, align);
		element = reader->array + offset;
		size = fixed_size < 0 ? text_element_size(element) : (uint32) fixed_size;
		offset += size;
		ballot_add_mark(&pool->builder, fixed_size < 0 ?
						code_of_text(pool, element, size, utf8) :
						code_of_element(pool, element, reader->type));
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
ballot_from_array(RankingPool *pool, struct varlena *value)
{
	ArrayReader reader = open_array(value);

	ballot_begin(&pool->builder);
	if (reader.type == TEXTOID && reader.nulls == NULL &&
		pool->candidates->recent != NULL &&
		candidates_count(pool->candidates) <= ONE_BYTE_CODES &&
		GetDatabaseEncoding() == PG_UTF8)
		read_recent_labels(pool, &reader);
	if (reader.next < reader.nelements)
		read_elements(pool, &reader);

	return ballot_finish(&pool->builder);
}

/* Raise 22023 for jsonb that is not a ranking. */
static void
not_a_ranking(const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("jsonb value is not a ranking"),
			 errdetail("%s", detail),
			 errhint("%s", hint)));
}

#define RANKING_HINT \
	"A ranking is an array of candidates, best first: [\"A\", null, [\"B\", \"C\"]]."
#define PROFILE_HINT \
	"If it is a whole profile, cast it: ::preference_profile."

/* The code of a candidate who is a string or a number in jsonb. */
static uint32
code_of_jsonb(RankingPool *pool, JsonbValue *value)
{
	if (value->type == jbvString)
		return candidates_intern(pool->candidates,
								 label_from_cstring(value->val.string.val,
													value->val.string.len));
	if (value->type == jbvNumeric)
	{
		char	   *digits;

		digits = DatumGetCString(DirectFunctionCall1(numeric_out,
													 NumericGetDatum(value->val.numeric)));
		return candidates_intern(pool->candidates,
								 label_from_cstring(digits, strlen(digits)));
	}

	not_a_ranking("A candidate is neither a string nor a number.", RANKING_HINT);
	return 0;
}

/* Read the marks at one rank that has several, up to the end of their array. */
static void
read_jsonb_rank(RankingPool *pool, JsonbIterator **iterator, int nmarks)
{
	uint32	   *codes = palloc(sizeof(uint32) * Max(nmarks, 1));
	JsonbValue	value;

	for (int i = 0; i < nmarks; i++)
	{
		(void) JsonbIteratorNext(iterator, &value, true);
		codes[i] = code_of_jsonb(pool, &value);
	}
	(void) JsonbIteratorNext(iterator, &value, true);
	ballot_add_marks(&pool->builder, codes, nmarks);
	pfree(codes);
}

/* The ballot of a detoasted jsonb value: an array of ranks. */
Ballot
ballot_from_jsonb(RankingPool *pool, struct varlena *value)
{
	/* jsonb must lie aligned: one with a short header is copied */
	Jsonb	   *jsonb = (Jsonb *) pg_detoast_datum(value);
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	element;

	if (JB_ROOT_IS_OBJECT(jsonb))
		not_a_ranking("It is an object.", PROFILE_HINT);
	if (JB_ROOT_IS_SCALAR(jsonb))
		not_a_ranking("It is not an array.", RANKING_HINT);

	ballot_begin(&pool->builder);
	iterator = JsonbIteratorInit(&jsonb->root);
	(void) JsonbIteratorNext(&iterator, &element, false);
	while ((token = JsonbIteratorNext(&iterator, &element, false)) != WJB_END_ARRAY)
	{
		if (token == WJB_BEGIN_ARRAY)
			read_jsonb_rank(pool, &iterator, element.val.array.nElems);
		else if (token == WJB_BEGIN_OBJECT)
			not_a_ranking("It has an object in it.", PROFILE_HINT);
		else if (element.type == jbvNull)
			ballot_add_skipped(&pool->builder);
		else
			ballot_add_mark(&pool->builder, code_of_jsonb(pool, &element));
	}

	return ballot_finish(&pool->builder);
}
