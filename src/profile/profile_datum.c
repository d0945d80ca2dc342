/*
 * profile_datum.c
 *	  A preference profile as a value of its SQL type.
 *
 * While an aggregate runs, its state is an expanded object around a Profile:
 * it is flattened only when it is stored, sent to another process, or put
 * into a row.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "base/pgcompat.h"
#include "profile/profile_datum.h"
#include "profile/profile_encode.h"

static Size profile_get_flat_size(ExpandedObjectHeader *eohptr);
static void profile_flatten_into(ExpandedObjectHeader *eohptr, void *result,
								 Size allocated_size);

static const ExpandedObjectMethods profile_methods =
{
	profile_get_flat_size,
	profile_flatten_into
};

/*
 * An empty profile as an expanded object in its pool's memory context, which
 * it may share with others: such objects are never deleted one by one.
 */
ExpandedProfile *
expanded_profile_create(RankingPool *pool)
{
	ExpandedProfile *expanded;

	expanded = MemoryContextAllocZero(pool->context, sizeof(ExpandedProfile));
	EOH_init_header(&expanded->hdr, &profile_methods, pool->context);
	expanded->magic = EXPANDED_PROFILE_MAGIC;
	profile_init(&expanded->profile, pool);

	return expanded;
}

/* The size of a state of a partial aggregate; 0: it has to be made canonical. */
static Size
partial_size(ExpandedProfile *expanded)
{
	ProfileReader reader;

	if (!expanded->partial)
		return 0;
	profile_reader_open_memory(&reader, &expanded->profile);

	return profile_partial_size(&reader);
}

/*
 * The size of the profile's bytes.  Canonical ones are made by the first call,
 * and kept for the next ones.  This does not change the value, so it is done to
 * read-only objects too; an error leaves the object as it was, and no memory
 * taken in its context.
 */
static Size
profile_get_flat_size(ExpandedObjectHeader *eohptr)
{
	ExpandedProfile *expanded = (ExpandedProfile *) eohptr;

	Assert(expanded->magic == EXPANDED_PROFILE_MAGIC);
	if (expanded->flat == NULL)
	{
		Size		size = partial_size(expanded);
		MemoryContext old;

		if (size > 0)
			return size;
		old = MemoryContextSwitchTo(eohptr->eoh_context);
		expanded->flat = profile_flatten(&expanded->profile);
		MemoryContextSwitchTo(old);
	}

	return VARSIZE(expanded->flat);
}

/*
 * Write the bytes of the profile to where they are wanted, or copy them if they
 * have been made, and forget them.
 */
static void
profile_flatten_into(ExpandedObjectHeader *eohptr, void *result,
					 Size allocated_size)
{
	ExpandedProfile *expanded = (ExpandedProfile *) eohptr;

	Assert(expanded->magic == EXPANDED_PROFILE_MAGIC);
	if (expanded->flat == NULL)
	{
		ProfileReader reader;

		Assert(expanded->partial);
		profile_reader_open_memory(&reader, &expanded->profile);
		profile_write_partial(&reader, result, allocated_size);
		return;
	}
	Assert(VARSIZE(expanded->flat) == allocated_size);
	memcpy(result, expanded->flat, allocated_size);
	pfree(expanded->flat);
	expanded->flat = NULL;
}

/*
 * A value that can only be read, for a final function to return: a copy of
 * the object's read-only pointer.  The copy lies in the current memory
 * context, where the executor takes it as it is; the pointer inside the object
 * it would flatten.
 */
Datum
expanded_profile_read_only(ExpandedProfile *expanded)
{
	void	   *pointer = palloc(EXPANDED_POINTER_SIZE);

	memcpy(pointer, expanded->hdr.eoh_ro_ptr, EXPANDED_POINTER_SIZE);

	return PointerGetDatum(pointer);
}

/* The profile behind a value, to be read, or NULL if the value is flat. */
Profile *
profile_in_memory(Datum value)
{
	ExpandedProfile *expanded;

	if (!VARATT_IS_EXTERNAL_EXPANDED(DatumGetPointer(value)))
		return NULL;
	expanded = (ExpandedProfile *) DatumGetEOHP(value);
	Assert(expanded->magic == EXPANDED_PROFILE_MAGIC);

	return &expanded->profile;
}

/* The flat value of a profile, in the current memory context. */
struct varlena *
profile_flatten(Profile *profile)
{
	ProfileReader reader;

	profile_reader_open_memory(&reader, profile);

	return profile_encode(&reader);
}

/* A value in its flat form, which reads in canonical order, without TOAST. */
Datum
profile_flat_datum(Datum value)
{
	Profile    *profile = profile_in_memory(value);
	struct varlena *flat;
	struct varlena *canonical;
	ProfileReader reader;

	if (profile)
		return PointerGetDatum(profile_flatten(profile));
	flat = PG_DETOAST_DATUM_PACKED(value);
	if (likely(!flat_is_partial((const uint8 *) VARDATA_ANY(flat))))
		return PointerGetDatum(flat);

	profile_reader_open_flat(&reader, (const uint8 *) VARDATA_ANY(flat), VARSIZE_ANY_EXHDR(flat));
	canonical = profile_encode(&reader);
	if (flat != (struct varlena *) DatumGetPointer(value))
		pfree(flat);

	return PointerGetDatum(canonical);
}

/* Read a value of type preference_profile, which is not changed. */
void
profile_reader_open(ProfileReader *reader, Datum value)
{
	Profile    *profile = profile_in_memory(value);
	struct varlena *flat;

	if (profile)
	{
		profile_reader_open_memory(reader, profile);
		return;
	}

	/* not within VARDATA_ANY(), a macro that would do it twice */
	flat = PG_DETOAST_DATUM_PACKED(value);
	profile_reader_open_flat(reader, (const uint8 *) VARDATA_ANY(flat), VARSIZE_ANY_EXHDR(flat));
}
