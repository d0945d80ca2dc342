/*
 * bytehash.h
 *	  A quick hash of a few dozen bytes, for tables that live in memory only.
 *
 * Every ballot of a count is hashed, so this takes eight bytes at a time;
 * hash_bytes() with its byte-wise tail costs several times as much.  The
 * value differs between platforms and never leaves the process.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BYTEHASH_H
#define PREFCOUNT_BYTEHASH_H

#include "postgres.h"

#include "port/pg_bswap.h"

#define BYTEHASH_FACTOR		UINT64CONST(0x9E3779B97F4A7C15)
#define BYTEHASH_SECOND_FACTOR UINT64CONST(0xD6E8FEB86659FD93)

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

/* One number of sixteen bytes. */
static inline uint64
bytehash_product(uint64 a, uint64 b)
{
	return (a + BYTEHASH_FACTOR) * (b + BYTEHASH_SECOND_FACTOR);
}

/* Let every bit of the hash depend on every bit so far. */
static inline uint64
bytehash_finish(uint64 hash)
{
	hash ^= hash >> 32;
	hash *= BYTEHASH_SECOND_FACTOR;
	return hash ^ (hash >> 32);
}

/* Mix a run of bytes in, of a length that sixteen divides. */
static inline uint64
bytehash_run(uint64 hash, const char *p, size_t length)
{
	for (size_t i = 0; i < length; i += 16)
		hash = (hash << 23 | hash >> 41) +
			bytehash_product(bytehash_word(p + i), bytehash_word(p + i + 8));

	return hash;
}

/*
 * Hash bytes that need no alignment; the seed keeps kinds of keys apart.
 *
 * Lengths differ from ballot to ballot, and a loop that ends elsewhere each
 * time is one that the processor guesses wrong.  So up to 128 bytes are taken
 * as two runs of 8, 16, 32 or 64 that may lie over each other.
 */
static inline uint64
bytehash64(const void *data, size_t length, uint32 seed)
{
	const char *p = data;
	uint64		hash = (seed ^ length) * BYTEHASH_FACTOR;
	size_t		half;

	if (length < 8)
		return bytehash_finish(hash + bytehash_product(bytehash_short(p, length), 0));
	if (length < 16)
		return bytehash_finish(hash + bytehash_product(bytehash_word(p),
													   bytehash_word(p + length - 8)));
	for (; length > 128; length -= 64, p += 64)
		hash = bytehash_run(hash, p, 64);
	half = length <= 32 ? 16 : length <= 64 ? 32 : 64;
	hash = bytehash_run(hash, p, half);
	hash = bytehash_run(hash, p + length - half, half);

	return bytehash_finish(hash);
}

/* The same in 32 bits. */
static inline uint32
bytehash(const void *data, size_t length, uint32 seed)
{
	return (uint32) bytehash64(data, length, seed);
}

/* Hash one word. */
static inline uint32
bytehash_of_word(uint64 word)
{
	return (uint32) bytehash_finish(word * BYTEHASH_FACTOR);
}

/* Hash two words, quickly, good in the high bits. */
static inline uint64
bytehash_pair(uint64 a, uint64 b)
{
	return (a ^ ((b << 29) | (b >> 35))) * BYTEHASH_FACTOR;
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
