/*
 * profile_compare.c
 *	  Comparing and hashing profiles: by their canonical bytes.
 *
 * The order has no electoral meaning: it is there so that profiles can be
 * sorted, grouped and joined like any other values.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "fmgr.h"

#include "base/pgcompat.h"
#include "profile/profile_datum.h"

/* An argument's flat bytes. */
static struct varlena *
flat_argument(FunctionCallInfo fcinfo, int n)
{
	return (struct varlena *) DatumGetPointer(profile_flat_datum(PG_GETARG_DATUM(n)));
}

/* Compare both arguments; frees what it made, as index support must. */
static int
compare_arguments(FunctionCallInfo fcinfo)
{
	struct varlena *a = flat_argument(fcinfo, 0);
	struct varlena *b = flat_argument(fcinfo, 1);
	Size		a_size = VARSIZE_ANY_EXHDR(a);
	Size		b_size = VARSIZE_ANY_EXHDR(b);
	int			cmp = memcmp(VARDATA_ANY(a), VARDATA_ANY(b), Min(a_size, b_size));

	if (cmp == 0)
		cmp = (a_size > b_size) - (a_size < b_size);
	PG_FREE_IF_COPY(a, 0);
	PG_FREE_IF_COPY(b, 1);

	return cmp;
}

PG_FUNCTION_INFO_V1(profile_eq);
Datum
profile_eq(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) == 0);
}

PG_FUNCTION_INFO_V1(profile_ne);
Datum
profile_ne(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) != 0);
}

PG_FUNCTION_INFO_V1(profile_lt);
Datum
profile_lt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) < 0);
}

PG_FUNCTION_INFO_V1(profile_le);
Datum
profile_le(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) <= 0);
}

PG_FUNCTION_INFO_V1(profile_gt);
Datum
profile_gt(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) > 0);
}

PG_FUNCTION_INFO_V1(profile_ge);
Datum
profile_ge(PG_FUNCTION_ARGS)
{
	PG_RETURN_BOOL(compare_arguments(fcinfo) >= 0);
}

PG_FUNCTION_INFO_V1(profile_cmp);
Datum
profile_cmp(PG_FUNCTION_ARGS)
{
	PG_RETURN_INT32(compare_arguments(fcinfo));
}

PG_FUNCTION_INFO_V1(profile_hash);
Datum
profile_hash(PG_FUNCTION_ARGS)
{
	struct varlena *flat = flat_argument(fcinfo, 0);
	Datum		hash = hash_any((unsigned char *) VARDATA_ANY(flat),
								VARSIZE_ANY_EXHDR(flat));

	PG_FREE_IF_COPY(flat, 0);

	return hash;
}

PG_FUNCTION_INFO_V1(profile_hash_extended);
Datum
profile_hash_extended(PG_FUNCTION_ARGS)
{
	struct varlena *flat = flat_argument(fcinfo, 0);
	Datum		hash = hash_any_extended((unsigned char *) VARDATA_ANY(flat),
										 VARSIZE_ANY_EXHDR(flat),
										 PG_GETARG_INT64(1));

	PG_FREE_IF_COPY(flat, 0);

	return hash;
}
