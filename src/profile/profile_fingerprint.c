/*
 * profile_fingerprint.c
 *	  A short text that is the same for the same ballots, and for no others.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "base/pgcompat.h"
#include "base/sha256.h"
#include "profile/profile_datum.h"
#include "profile/profile_fingerprint.h"

/* SHA-256 of a profile's canonical binary form, in hexadecimal digits. */
char *
profile_fingerprint_of(Datum profile)
{
	struct varlena *bytes = (struct varlena *) DatumGetPointer(profile_flat_datum(profile));
	Label		part = {VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes)};
	uint8		digest[PG_SHA256_DIGEST_LENGTH];
	char	   *hex = palloc0(PG_SHA256_DIGEST_STRING_LENGTH);

	sha256_of(&part, 1, digest);
	(void) hex_encode((const char *) digest, sizeof(digest), hex);

	return hex;
}
