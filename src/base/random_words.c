/*
 * random_words.c
 *	  Random words that anybody can draw again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "port/pg_bswap.h"

#include "base/random_words.h"
#include "base/sha256.h"

#define PHILOX_ROUNDS		10
#define PHILOX_FACTOR_0		0xD2511F53
#define PHILOX_FACTOR_1		0xCD9E8D57
#define PHILOX_WEYL_0		0x9E3779B9
#define PHILOX_WEYL_1		0xBB67AE85

/* The key that a seed leads to: the first eight bytes of its SHA-256. */
RandomKey
random_key(Label seed)
{
	uint8		digest[PG_SHA256_DIGEST_LENGTH];
	RandomKey	key;

	sha256_of(&seed, 1, digest);
	memcpy(key.words, digest, sizeof(key.words));
	key.words[0] = pg_ntoh32(key.words[0]);
	key.words[1] = pg_ntoh32(key.words[1]);

	return key;
}

/* The four words of a block of a draw. */
void
random_block(RandomKey key, uint64 block, uint64 draw, uint32 words[4])
{
	uint32		x0 = (uint32) block;
	uint32		x1 = (uint32) (block >> 32);
	uint32		x2 = (uint32) draw;
	uint32		x3 = (uint32) (draw >> 32);

	for (int round = 0; round < PHILOX_ROUNDS; round++)
	{
		uint64		product_0 = (uint64) PHILOX_FACTOR_0 * x0;
		uint64		product_1 = (uint64) PHILOX_FACTOR_1 * x2;

		x0 = (uint32) (product_1 >> 32) ^ x1 ^ key.words[0];
		x1 = (uint32) product_1;
		x2 = (uint32) (product_0 >> 32) ^ x3 ^ key.words[1];
		x3 = (uint32) product_0;
		key.words[0] += PHILOX_WEYL_0;
		key.words[1] += PHILOX_WEYL_1;
	}
	words[0] = x0;
	words[1] = x1;
	words[2] = x2;
	words[3] = x3;
}
