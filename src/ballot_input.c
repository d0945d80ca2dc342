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

/*
 * Read an array: element i is the candidate at rank i, NULL a skipped rank.
 *
 * This is done to every ballot of a varied electorate, so the array is read
 * where it lies.  With a short header it lies unaligned: offsets count from
 * where a full header would begin, and nothing is read but by memcpy().
 */
static void
read_array(RankingPool *pool, struct varlena *value)
{
	const char *array = VARDATA_ANY(value) - VARHDRSZ;
	int			nelements;
	ArrayType	head = array_head(array, &nelements);
	const bits8 *nulls = NULL;
	Size		offset = ARR_OVERHEAD_NONULLS(head.ndim);
	bool		utf8 = (GetDatabaseEncoding() == PG_UTF8);
	int			fixed_size;
	char		align;

	if (head.dataoffset != 0)
	{
		nulls = (const bits8 *) array + sizeof(head) + 2 * sizeof(int) * head.ndim;
		offset = head.dataoffset;
	}
	element_layout(head.elemtype, &fixed_size, &align);
	for (int i = 0; i < nelements; i++)
	{
		const char *element;
		uint32		size;

		if (nulls && att_isnull(i, nulls))
		{
			ballot_add_skipped(&pool->builder);
			continue;
		}
		offset = att_align_nominal(offset, align);
		element = array + offset;
		size = fixed_size < 0 ? text_element_size(element) : (uint32) fixed_size;
		offset += size;
		ballot_add_mark(&pool->builder, fixed_size < 0 ?
						code_of_text(pool, element, size, utf8) :
						code_of_element(pool, element, head.elemtype));
	}
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

/* Read a jsonb array of ranks. */
static void
read_jsonb(RankingPool *pool, Jsonb *jsonb)
{
	JsonbIterator *iterator;
	JsonbIteratorToken token;
	JsonbValue	value;

	if (JB_ROOT_IS_OBJECT(jsonb))
		not_a_ranking("It is an object.", PROFILE_HINT);
	if (JB_ROOT_IS_SCALAR(jsonb))
		not_a_ranking("It is not an array.", RANKING_HINT);

	iterator = JsonbIteratorInit(&jsonb->root);
	(void) JsonbIteratorNext(&iterator, &value, false);
	while ((token = JsonbIteratorNext(&iterator, &value, false)) != WJB_END_ARRAY)
	{
		if (token == WJB_BEGIN_ARRAY)
			read_jsonb_rank(pool, &iterator, value.val.array.nElems);
		else if (token == WJB_BEGIN_OBJECT)
			not_a_ranking("It has an object in it.", PROFILE_HINT);
		else if (value.type == jbvNull)
			ballot_add_skipped(&pool->builder);
		else
			ballot_add_mark(&pool->builder, code_of_jsonb(pool, &value));
	}
}

/*
 * Read the ballot of a detoasted array or jsonb value; its candidates become
 * known to the pool.  The ballot is good until the pool's builder is used
 * again.
 */
Ballot
ballot_from_value(RankingPool *pool, struct varlena *value, BallotSource source)
{
	ballot_begin(&pool->builder);
	if (source == BALLOT_FROM_ARRAY)
		read_array(pool, value);
	else
		/* jsonb must lie aligned: one with a short header is copied */
		read_jsonb(pool, (Jsonb *) pg_detoast_datum(value));

	return ballot_finish(&pool->builder);
}
