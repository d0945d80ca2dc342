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

/* The code of a candidate who is an array's element. */
static uint32
code_of_element(RankingPool *pool, Datum element, Oid type)
{
	char	   *uuid;

	switch (type)
	{
		case TEXTOID:
			return candidates_intern(pool->candidates,
									 label_from_text((text *) DatumGetPointer(element)));
		case INT2OID:
			return code_of_integer(pool, DatumGetInt16(element));
		case INT4OID:
			return code_of_integer(pool, DatumGetInt32(element));
		case INT8OID:
			return code_of_integer(pool, DatumGetInt64(element));
		case UUIDOID:
			uuid = DatumGetCString(DirectFunctionCall1(uuid_out, element));
			return candidates_intern(pool->candidates,
									 label_from_cstring(uuid, strlen(uuid)));
	}

	ereport(ERROR,
			(errcode(ERRCODE_DATATYPE_MISMATCH),
			 errmsg("rankings of this array type cannot be counted"),
			 errhint("Cast the ranking to text[].")));
}

/* How an array type's elements lie in memory. */
static void
element_layout(Oid type, int *length, bool *by_value, char *align)
{
	*length = type == TEXTOID ? -1 : type == UUIDOID ? UUID_LEN :
		type == INT8OID ? 8 : type == INT4OID ? 4 : 2;
	*by_value = type == INT2OID || type == INT4OID ||
		(type == INT8OID && FLOAT8PASSBYVAL);
	*align = type == INT8OID ? TYPALIGN_DOUBLE : type == UUIDOID ? TYPALIGN_CHAR :
		type == INT2OID ? TYPALIGN_SHORT : TYPALIGN_INT;
}

/*
 * Read an array: element i is the candidate at rank i, NULL a skipped rank.
 * 0A000 for more than one dimension.
 */
static void
read_array(RankingPool *pool, ArrayType *array)
{
	Oid			type = ARR_ELEMTYPE(array);
	char	   *data = ARR_DATA_PTR(array);
	bits8	   *nulls = ARR_NULLBITMAP(array);
	int			nelements;
	int			length;
	bool		by_value;
	char		align;

	if (ARR_NDIM(array) > 1)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("ranking has more than one dimension"),
				 errdetail("An array with %d dimensions is not a list of ranks.",
						   ARR_NDIM(array)),
				 errhint("For equal ranks use the jsonb form: [\"A\", [\"B\", \"C\"]].")));

	nelements = ArrayGetNItems(ARR_NDIM(array), ARR_DIMS(array));
	element_layout(type, &length, &by_value, &align);
	for (int i = 0; i < nelements; i++)
	{
		Datum		element;

		if (nulls && att_isnull(i, nulls))
		{
			ballot_add_skipped(&pool->builder);
			continue;
		}
		element = fetch_att(data, by_value, length);
		data = att_addlength_pointer(data, length, data);
		data = (char *) att_align_nominal(data, align);
		ballot_add_mark(&pool->builder, code_of_element(pool, element, type));
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
 * A value taken apart must lie aligned, which one with a short header does
 * not: copy such a value.
 */
static struct varlena *
aligned_value(struct varlena *value)
{
	return VARATT_IS_SHORT(value) ? pg_detoast_datum(value) : value;
}

/*
 * Read the ballot of a detoasted array or jsonb value; its candidates become
 * known to the pool.  The ballot is good until the pool's builder is used
 * again.
 */
Ballot
ballot_from_value(RankingPool *pool, struct varlena *value, BallotSource source)
{
	value = aligned_value(value);
	ballot_begin(&pool->builder);
	if (source == BALLOT_FROM_ARRAY)
		read_array(pool, (ArrayType *) value);
	else
		read_jsonb(pool, (Jsonb *) value);

	return ballot_finish(&pool->builder);
}
