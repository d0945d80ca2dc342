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

/*
 * Draw the next words.  Several blocks at once: each step of a block waits for
 * the one before it, and so the processor has something to do meanwhile.
 */
void
random_words_draw(RandomWords *random)
{
	uint32		x0[RANDOM_BLOCKS];
	uint32		x1[RANDOM_BLOCKS];
	uint32		x2[RANDOM_BLOCKS];
	uint32		x3[RANDOM_BLOCKS];
	RandomKey	key = random->key;

	for (int i = 0; i < RANDOM_BLOCKS; i++)
	{
		x0[i] = (uint32) (random->block + i);
		x1[i] = (uint32) ((random->block + i) >> 32);
		x2[i] = (uint32) random->draw;
		x3[i] = (uint32) (random->draw >> 32);
	}
	for (int round = 0; round < PHILOX_ROUNDS; round++)
	{
		for (int i = 0; i < RANDOM_BLOCKS; i++)
		{
			uint64		product_0 = (uint64) PHILOX_FACTOR_0 * x0[i];
			uint64		product_1 = (uint64) PHILOX_FACTOR_1 * x2[i];

			x0[i] = (uint32) (product_1 >> 32) ^ x1[i] ^ key.words[0];
			x1[i] = (uint32) product_1;
			x2[i] = (uint32) (product_0 >> 32) ^ x3[i] ^ key.words[1];
			x3[i] = (uint32) product_0;
		}
		key.words[0] += PHILOX_WEYL_0;
		key.words[1] += PHILOX_WEYL_1;
	}
	for (int i = 0; i < RANDOM_BLOCKS; i++)
	{
		random->words[2 * i] = (uint64) x1[i] << 32 | x0[i];
		random->words[2 * i + 1] = (uint64) x3[i] << 32 | x2[i];
	}
	random->block += RANDOM_BLOCKS;
	random->next = 0;
}
