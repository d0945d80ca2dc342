/*
 * sha256.c
 *	  SHA-256 of some bytes.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/cryptohash.h"

#include "base/sha256.h"

/* The digest of parts behind each other. */
void
sha256_of(const Label *parts, int n, uint8 digest[PG_SHA256_DIGEST_LENGTH])
{
	pg_cryptohash_ctx *ctx = pg_cryptohash_create(PG_SHA256);
	bool		good = (ctx != NULL && pg_cryptohash_init(ctx) >= 0);

	for (int i = 0; i < n && good; i++)
		good = pg_cryptohash_update(ctx, (const uint8 *) parts[i].data,
									parts[i].length) >= 0;
	if (!good || pg_cryptohash_final(ctx, digest, PG_SHA256_DIGEST_LENGTH) < 0)
		elog(ERROR, "could not compute SHA-256: %s", pg_cryptohash_error(ctx));
	pg_cryptohash_free(ctx);
}
