/*
 * ballot_array.c
 *	  Reading a ballot from an array of candidates.
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
#include "utils/fmgrprotos.h"
#include "utils/uuid.h"

#include "ballot/ballot_array.h"
#include "ballot/ballot_source.h"
#include "base/pgcompat.h"

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
		ranking_has_empty_label(ranking, BALLOT_FROM_ARRAY);
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
