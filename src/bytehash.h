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

#define BYTEHASH_FACTOR		UINT64CONST(0x9E3779B97F4A7C15)

/* Eight bytes that need no alignment. */
static inline uint64
bytehash_word(const char *p)
{
	uint64		word;

	memcpy(&word, p, sizeof(word));
	return word;
}

/* Up to seven bytes, without a call of memcpy() for so few. */
static inline uint64
bytehash_short(const char *p, size_t length)
{
	uint64		word = 0;

	while (length > 0)
		word = (word << 8) | (uint8) p[--length];
	return word;
}

/* Mix eight more bytes in: the high bits that carry most come down again. */
static inline uint64
bytehash_mix(uint64 hash, uint64 word)
{
	hash = (hash ^ word) * BYTEHASH_FACTOR;
	return (hash << 32) | (hash >> 32);
}

/* Let every bit of the hash depend on every bit so far. */
static inline uint64
bytehash_finish(uint64 hash)
{
	hash ^= hash >> 32;
	hash *= UINT64CONST(0xD6E8FEB86659FD93);
	return hash ^ (hash >> 32);
}

/*
 * Hash bytes that need no alignment; the seed keeps kinds of keys apart.
 * Four lanes, because each multiplication has to wait for the last one of its
 * own lane only.
 */
static inline uint64
bytehash64(const void *data, size_t length, uint32 seed)
{
	const char *p = data;
	const char *end = p + length;
	uint64		a = bytehash_mix(seed, length);
	uint64		b = BYTEHASH_FACTOR;
	uint64		c = ~BYTEHASH_FACTOR;
	uint64		d = 0;

	for (; end - p >= 32; p += 32)
	{
		a = bytehash_mix(a, bytehash_word(p));
		b = bytehash_mix(b, bytehash_word(p + 8));
		c = bytehash_mix(c, bytehash_word(p + 16));
		d = bytehash_mix(d, bytehash_word(p + 24));
	}
	if (end - p >= 16)
	{
		a = bytehash_mix(a, bytehash_word(p));
		b = bytehash_mix(b, bytehash_word(p + 8));
		p += 16;
	}
	if (end - p >= 8)
	{
		c = bytehash_mix(c, bytehash_word(p));
		p += 8;
	}
	if (p < end)
		d = bytehash_mix(d, length >= 8 ? bytehash_word(end - 8) :
						 bytehash_short(p, end - p));

	return bytehash_finish(bytehash_mix(bytehash_mix(a, b), bytehash_mix(c, d)));
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

/* Are two runs of bytes of one length the same?  memcmp() pays for long ones. */
static inline bool
bytes_equal(const char *a, const char *b, size_t length)
{
	if (length < 8)
		return bytehash_short(a, length) == bytehash_short(b, length);
	if (length > 32)
		return memcmp(a, b, length) == 0;
	for (size_t i = 0; i + 8 <= length; i += 8)
	{
		if (bytehash_word(a + i) != bytehash_word(b + i))
			return false;
	}
	return bytehash_word(a + length - 8) == bytehash_word(b + length - 8);
}

#endif							/* PREFCOUNT_BYTEHASH_H */
