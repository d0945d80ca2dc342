/*
 * bytehash.h
 *	  A quick hash of a few dozen bytes, for tables that live in memory only.
 *
 * Every ballot of a count is hashed, so this takes eight bytes at a time;
 * hash_bytes() with its byte-wise tail costs several times as much.
 *
 * Who chooses rankings and labels must not be able to choose such as meet in
 * one place of a table.  So each process draws secret words, and input is
 * never multiplied before one of them has been mixed into it: what a step
 * makes of chosen input is not known outside, nor is it the same in the next
 * process.  Each step keeps both halves of a product: the lower half alone
 * would not depend on the upper bits of what is multiplied.  Nothing that
 * leaves the process may depend on a hash, not even an order.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BYTEHASH_H
#define PREFCOUNT_BYTEHASH_H

#include "postgres.h"

#include "port/pg_bswap.h"

#define BYTEHASH_SECRETS	4

extern uint64 bytehash_secrets[BYTEHASH_SECRETS];

extern void bytehash_draw_secrets(void);

/* Eight bytes that need no alignment. */
static inline uint64
bytehash_word(const char *p)
{
	uint64		word;

	memcpy(&word, p, sizeof(word));
	return word;
}

/*
 * Up to seven bytes as one number, big end first.  Without loop or call, which
 * would cost more than the hash itself for so few.
 */
static inline uint64
bytehash_short(const char *p, size_t length)
{
	const uint8 *bytes = (const uint8 *) p;
	uint32		head;
	uint32		tail;

	if (length >= 4)
	{
		memcpy(&head, p, sizeof(head));
		memcpy(&tail, p + length - 4, sizeof(tail));
		return (uint64) pg_ntoh32(head) << (8 * (length - 4)) | pg_ntoh32(tail);
	}
	if (length == 0)
		return 0;

	/* the first, the middle and the last, then without the doubles */
	return (bytes[0] << 16 | bytes[length / 2] << 8 | bytes[length - 1]) >>
		(8 * (3 - length));
}

/* The product of two numbers, its upper half folded onto the lower one. */
static inline uint64
bytehash_fold(uint64 a, uint64 b)
{
#ifdef HAVE_INT128
	uint128		product = (uint128) a * b;

	return (uint64) product ^ (uint64) (product >> 64);
#else
	uint64		low = (a & PG_UINT32_MAX) * (b & PG_UINT32_MAX);
	uint64		middle = (a >> 32) * (b & PG_UINT32_MAX) + (low >> 32);
	uint64		other = (a & PG_UINT32_MAX) * (b >> 32) + (middle & PG_UINT32_MAX);
	uint64		high = (a >> 32) * (b >> 32) + (middle >> 32) + (other >> 32);

	return high ^ (other << 32 | (low & PG_UINT32_MAX));
#endif
}

/* Mix sixteen bytes into a hash that depends on the secrets already. */
static inline uint64
bytehash_mix(uint64 hash, uint64 a, uint64 b)
{
	return bytehash_fold(a ^ bytehash_secrets[0], b ^ hash);
}

/* Mix a run of bytes in, of a length that sixteen divides. */
static inline uint64
bytehash_run(uint64 hash, const char *p, size_t length)
{
	for (size_t i = 0; i < length; i += 16)
		hash = bytehash_mix(hash, bytehash_word(p + i), bytehash_word(p + i + 8));

	return hash;
}

/* Let every bit of the hash depend on every bit so far. */
static inline uint64
bytehash_finish(uint64 hash)
{
	return bytehash_fold(hash ^ bytehash_secrets[2], bytehash_secrets[3]);
}

/*
 * Mix in two runs of one length, which may lie over each other: the first from
 * the beginning of some bytes, the second up to their end.  They are mixed each
 * by itself, so that the processor takes both at once, and from different
 * beginnings, lest it be no matter which is which.
 */
static inline uint64
bytehash_two_runs(uint64 hash, const char *p, size_t length, size_t run)
{
	uint64		other = hash ^ bytehash_secrets[2];

	return bytehash_run(hash, p, run) ^ bytehash_run(other, p + length - run, run);
}

/*
 * Hash bytes that need no alignment; the kind keeps kinds of keys apart.
 *
 * Lengths differ from ballot to ballot, and a loop that ends elsewhere each
 * time is one that the processor guesses wrong.  So up to 128 bytes are taken
 * as two runs of 16, 32 or 64.
 */
static inline uint64
bytehash64(const void *data, size_t length, uint32 kind)
{
	const char *p = data;
	uint64		hash = bytehash_secrets[1] ^ ((uint64) kind << 32 ^ length);

	if (length < 8)
		return bytehash_finish(bytehash_mix(hash, bytehash_short(p, length), 0));
	if (length < 16)
		return bytehash_finish(bytehash_mix(hash, bytehash_word(p),
											bytehash_word(p + length - 8)));
	for (; length > 128; length -= 64, p += 64)
		hash = bytehash_run(hash, p, 64);
	if (length <= 32)
		hash = bytehash_two_runs(hash, p, length, 16);
	else if (length <= 64)
		hash = bytehash_two_runs(hash, p, length, 32);
	else
		hash = bytehash_two_runs(hash, p, length, 64);

	return bytehash_finish(hash);
}

/* The same in 32 bits. */
static inline uint32
bytehash(const void *data, size_t length, uint32 kind)
{
	return (uint32) bytehash64(data, length, kind);
}

/* Hash one word. */
static inline uint32
bytehash_of_word(uint64 word)
{
	return (uint32) bytehash_finish(word);
}

/* Hash two words, quickly, good in the high bits. */
static inline uint64
bytehash_pair(uint64 a, uint64 b)
{
	return bytehash_mix(bytehash_secrets[1], a, b);
}

/* Are two runs of bytes of one length the same?  Few bytes need no call. */
static inline bool
bytes_equal(const char *a, const char *b, size_t length)
{
	if (length < 8)
		return bytehash_short(a, length) == bytehash_short(b, length);

	return memcmp(a, b, length) == 0;
}

#endif							/* PREFCOUNT_BYTEHASH_H */
