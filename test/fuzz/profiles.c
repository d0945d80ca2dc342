/*
 * profiles.c
 *	  What must hold for every profile that comes from a fuzzed input.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "utils/memutils.h"

#include "base/pgcompat.h"
#include "profile/profile_encode.h"
#include "profile/profile_flat.h"
#include "profile/profile_datum.h"
#include "profile/profile_merge.h"
#include "profile/profile_text.h"
#include "profiles.h"
#include "server.h"

/* Bytes that passed the check, as a value. */
struct varlena *
flat_value(const uint8 *bytes, size_t size)
{
	struct varlena *flat = palloc(size + VARHDRSZ);

	SET_VARSIZE(flat, size + VARHDRSZ);
	memcpy(VARDATA(flat), bytes, size);
	return flat;
}

/* An empty profile. */
Profile *
new_profile(void)
{
	Profile    *profile = palloc(sizeof(Profile));

	profile_init(profile, ranking_pool_create(CurrentMemoryContext,
											  ALLOCSET_DEFAULT_MAXSIZE));
	return profile;
}

/* What the type's input function does. */
struct varlena *
parse_value(char *text)
{
	Profile    *profile = new_profile();

	(void) profile_parse(profile, text, NULL);
	return profile_flatten(profile);
}

/* What the type's output function does. */
char *
print_value(struct varlena *flat)
{
	ProfileReader reader;
	StringInfoData out;

	profile_reader_open(&reader, PointerGetDatum(flat));
	initStringInfo(&out);
	profile_print(&out, &reader);
	return out.data;
}

static bool
same_bytes(const struct varlena *a, const struct varlena *b)
{
	return VARSIZE(a) == VARSIZE(b) && memcmp(a, b, VARSIZE(a)) == 0;
}

/* Merging a profile into an empty one, and taking it out again. */
static void
check_merge(struct varlena *flat)
{
	Profile    *profile = new_profile();
	ProfileReader reader;

	profile_reader_open(&reader, PointerGetDatum(flat));
	profile_add_all(profile, &reader);
	MUST(same_bytes(profile_flatten(profile), flat));

	MUST(profile_contains(&reader, &reader));
	profile_reader_rewind(&reader);
	profile_remove_all(profile, &reader);
	MUST(same_bytes(profile_flatten(profile), profile_encode_empty()));
}

/* A flat profile is valid, and its text and its ballots give it back. */
void
check_profile(struct varlena *flat)
{
	MUST(flat_check((const uint8 *) VARDATA(flat), VARSIZE(flat) - VARHDRSZ) == NULL);
	MUST(same_bytes(parse_value(print_value(flat)), flat));
	check_merge(flat);
}
