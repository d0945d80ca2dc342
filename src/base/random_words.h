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

/* Blocks that are drawn at once, of two words each. */
#define RANDOM_BLOCKS	4
#define RANDOM_BUFFER	(2 * RANDOM_BLOCKS)

/* The words of one draw, of 64 bits each. */
typedef struct RandomWords
{
	RandomKey	key;
	uint64		block;			/* the next one */
	uint64		draw;
	int			next;			/* of these words */
	uint64		words[RANDOM_BUFFER];
} RandomWords;

extern RandomKey random_key(Label seed);
extern void random_words_draw(RandomWords *random);

/* Begin the words of a draw; each stream of it has words of its own. */
static inline void
random_words_begin(RandomWords *random, RandomKey key, uint32 stream, uint64 draw)
{
	random->key = key;
	random->block = (uint64) stream << 32;
	random->draw = draw;
	random->next = RANDOM_BUFFER;
}

/* The next word. */
static inline uint64
random_word(RandomWords *random)
{
	if (random->next == RANDOM_BUFFER)
		random_words_draw(random);

	return random->words[random->next++];
}

#endif							/* PREFCOUNT_RANDOM_WORDS_H */
