/*
 * bytehash.c
 *	  The secrets of this process's hashes.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/pg_prng.h"

#include "bytehash.h"

uint64		bytehash_secrets[BYTEHASH_SECRETS];

/*
 * Draw the secrets.  Where the system has no strong random numbers, the
 * server's own generator gives them, which began as well as it could when the
 * process did.  A factor must not be even, or it would lose bits.
 */
void
bytehash_draw_secrets(void)
{
	if (!pg_strong_random(bytehash_secrets, sizeof(bytehash_secrets)))
	{
		for (int i = 0; i < BYTEHASH_SECRETS; i++)
			bytehash_secrets[i] = pg_prng_uint64(&pg_global_prng_state);
	}
	bytehash_secrets[3] |= 1;
}
