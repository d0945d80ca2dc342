/*
 * random_words.h
 *	  Random words that anybody can draw again.
 *
 * Philox4x32-10 (Salmon, Moraes, Dror and Shaw, Parallel random numbers: as
 * easy as 1, 2, 3, 2011) turns a key and a counter into four words.  The key
 * follows from a seed, the counter is the number of a block and the number of
 * a draw: so a draw is the same whatever was drawn before it, and wherever.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_RANDOM_WORDS_H
#define PREFCOUNT_RANDOM_WORDS_H

#include "postgres.h"

#include "base/candidates.h"

/* The key that a seed leads to. */
typedef struct RandomKey
{
	uint32		words[2];
} RandomKey;

/* The words of one draw, of 64 bits each. */
typedef struct RandomWords
{
	RandomKey	key;
	uint64		block;			/* the next one */
	uint64		draw;
	uint64		second;			/* of the present block */
	bool		has_second;
} RandomWords;

extern RandomKey random_key(Label seed);
extern void random_block(RandomKey key, uint64 block, uint64 draw, uint32 words[4]);

/* Begin the words of a draw; each stream of it has words of its own. */
static inline RandomWords
random_words(RandomKey key, uint32 stream, uint64 draw)
{
	return (RandomWords) {key, (uint64) stream << 32, draw, 0, false};
}

/* The next word. */
static inline uint64
random_word(RandomWords *random)
{
	uint32		words[4];

	random->has_second = !random->has_second;
	if (!random->has_second)
		return random->second;

	random_block(random->key, random->block++, random->draw, words);
	random->second = (uint64) words[3] << 32 | words[2];

	return (uint64) words[1] << 32 | words[0];
}

#endif							/* PREFCOUNT_RANDOM_WORDS_H */
