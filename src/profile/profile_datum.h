/*
 * profile_datum.h
 *	  A preference profile as a value of its SQL type.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_DATUM_H
#define PREFCOUNT_PROFILE_DATUM_H

#include "postgres.h"

#include "fmgr.h"
#include "utils/expandeddatum.h"

#include "base/pgcompat.h"
#include "profile/profile.h"
#include "profile/profile_reader.h"

#define EXPANDED_PROFILE_MAGIC	0x70726566

/*
 * A profile in memory as an expanded object (utils/expandeddatum.h).
 *
 * What nobody will see but a function that combines partial states need not be
 * brought into canonical order: it flattens into the partial form.  Should such
 * bytes be seen after all, everything that reads profiles reads them, and what
 * needs canonical ones goes through profile_flat_datum().
 */
typedef struct ExpandedProfile
{
	ExpandedObjectHeader hdr;
	int			magic;
	bool		partial;		/* the state of a partial aggregate */
	Profile		profile;
	struct varlena *flat;		/* between get_flat_size and flatten_into */
} ExpandedProfile;

extern ExpandedProfile *expanded_profile_create(RankingPool *pool);
extern Datum expanded_profile_read_only(ExpandedProfile *expanded);
extern Profile *profile_in_memory(Datum value);
extern struct varlena *profile_flatten(Profile *profile);
extern Datum profile_flat_datum(Datum value);
extern void profile_reader_open(ProfileReader *reader, Datum profile);

/*
 * The expanded object behind a value that may be changed, or NULL.  Whoever
 * asks is going to change it, so its flat form is out of date.
 */
static inline ExpandedProfile *
expanded_profile_writable(Datum value)
{
	ExpandedProfile *expanded;

	if (!VARATT_IS_EXTERNAL_EXPANDED_RW(DatumGetPointer(value)))
		return NULL;
	expanded = (ExpandedProfile *) DatumGetEOHP(value);
	Assert(expanded->magic == EXPANDED_PROFILE_MAGIC);
	if (unlikely(expanded->flat != NULL))
	{
		pfree(expanded->flat);
		expanded->flat = NULL;
	}

	return expanded;
}

#endif							/* PREFCOUNT_PROFILE_DATUM_H */
