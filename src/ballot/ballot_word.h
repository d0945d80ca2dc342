/*
 * ballot_word.h
 *	  A ballot of few tokens as one word of 64 bits, and back.
 *
 * Most ballots fit one: seven tokens, or fourteen below sixteen.  Such a word
 * is the ballot itself: it is kept and compared instead of the tokens.
 *
 *	 top byte			 the other seven, big end first
 *	 length, up to 7	 the tokens
 *	 40 + length, 8-14	 the first seven tokens in the upper halves of the
 *						 bytes, the last seven in the lower ones; they
 *						 may overlap
 *	 80 or more			 not a ballot but a hash of one
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BALLOT_WORD_H
#define PREFCOUNT_BALLOT_WORD_H

#include "postgres.h"

#include "port/pg_bswap.h"

#include "ballot/ballot.h"
#include "base/bytehash.h"

#define WORD_TOKENS			7
#define WORD_NARROW_TOKENS	14
#define WORD_NARROW			(UINT64CONST(1) << 62)
#define WORD_HASH			(UINT64CONST(1) << 63)
#define WORD_LOWER_HALVES	UINT64CONST(0x000F0F0F0F0F0F0F)
#define WORD_UPPER_HALVES	UINT64CONST(0x00F0F0F0F0F0F0F0)

/* The word that is a ballot; false if it does not fit. */
static inline bool
ballot_fits_word(Ballot ballot, uint64 *word)
{
	const char *tokens = (const char *) ballot.tokens;
	uint64		length = ballot.length;
	uint64		head;
	uint64		tail;

	if (length <= WORD_TOKENS)
	{
		*word = length << 56 | bytehash_short(tokens, length);
		return true;
	}
	if (length > WORD_NARROW_TOKENS)
		return false;

	head = pg_ntoh64(bytehash_word(tokens)) >> 8;
	tail = pg_ntoh64(bytehash_word(tokens + length - 8)) << 8 >> 8;
	*word = WORD_NARROW | length << 56 | head << 4 | tail;

	return ((head | tail) & WORD_UPPER_HALVES) == 0;
}

/* The word by which a ballot is found: itself, or else a hash. */
static inline uint64
ballot_word(Ballot ballot)
{
	uint64		word;

	if (ballot_fits_word(ballot, &word))
		return word;

	return bytehash64(ballot.tokens, ballot.length, 0) | WORD_HASH;
}

/* Write seven bytes, big end first. */
static inline void
word_write_bytes(uint8 *tokens, uint64 bytes)
{
	for (int i = 0; i < WORD_TOKENS; i++)
		tokens[i] = (uint8) (bytes >> (8 * (WORD_TOKENS - 1 - i)));
}

/* The ballot that a word is; room for WORD_NARROW_TOKENS is to be given. */
static inline Ballot
ballot_of_word(uint64 word, uint8 *tokens)
{
	uint32		length = (word >> 56) & 0x0F;

	if (word & WORD_NARROW)
	{
		word_write_bytes(tokens, (word >> 4) & WORD_LOWER_HALVES);
		word_write_bytes(tokens + length - WORD_TOKENS, word & WORD_LOWER_HALVES);
	}
	else
		word_write_bytes(tokens, word << (8 * (WORD_TOKENS - length)));

	return (Ballot) {tokens, length};
}

#endif							/* PREFCOUNT_BALLOT_WORD_H */
