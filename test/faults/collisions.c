/*
 * collisions.c
 *	  Prints rankings or labels that all met in one place of the hash tables
 *	  before each process drew secrets for its hashes.
 *
 *	  collisions labels N		labels of sixteen bytes
 *	  collisions rankings N		candidates of rankings, numbers from 0 to 199
 *
 * The hash of a label began with the product (a + FACTOR) * (b + SECOND), a and
 * b its two words: for any a there is a b that makes the product any number.
 * That of a short ranking, which is one word, could be undone step by step.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FACTOR		UINT64_C(0x9E3779B97F4A7C15)
#define SECOND		UINT64_C(0xD6E8FEB86659FD93)
#define RANKS		7
#define CANDIDATES	200

/* The number that makes 1 with an odd one. */
static uint64_t
inverse(uint64_t x)
{
	uint64_t	y = x;

	for (int i = 0; i < 6; i++)
		y *= 2 - x * y;
	return y;
}

/* Is each byte a sign that may stand in a label here? */
static int
is_text(uint64_t word)
{
	for (int i = 0; i < 8; i++, word >>= 8)
	{
		if ((word & 0xFF) < ' ' || (word & 0xFF) > '~' || (word & 0xFF) == '\\')
			return 0;
	}
	return 1;
}

/* Print the label that begins with the eight signs of a number, if there is one. */
static int
print_label(uint64_t number)
{
	uint64_t	words[2] = {0, 0};
	char		label[17] = "";

	for (int i = 0; i < 8; i++, number /= 64)
		words[0] = words[0] << 8 | ('0' + number % 64);
	if ((words[0] + FACTOR) % 2 == 0)
		return 0;
	words[1] = UINT64_C(0x123456789ABCDEF1) * inverse(words[0] + FACTOR) - SECOND;
	if (!is_text(words[0]) || !is_text(words[1]))
		return 0;
	memcpy(label, words, 16);
	puts(label);
	return 1;
}

/* Print the ranking whose hash is a number, if there is one. */
static int
print_ranking(uint64_t hash)
{
	uint64_t	word = (hash ^ hash >> 32) * inverse(SECOND);
	int			candidates[RANKS];

	word = (word ^ word >> 32) * inverse(FACTOR);
	if (word >> 56 != RANKS)
		return 0;
	for (int i = 0; i < RANKS; i++)
	{
		candidates[i] = (int) (word >> (8 * (RANKS - 1 - i)) & 0xFF) - 2;
		if (candidates[i] < 0 || candidates[i] >= CANDIDATES)
			return 0;
	}
	for (int i = 0; i < RANKS; i++)
		printf(i ? ",%d" : "%d", candidates[i]);
	puts("");
	return 1;
}

int
main(int argc, char **argv)
{
	int			n = argc == 3 ? atoi(argv[2]) : 0;

	for (uint64_t i = 1; n > 0; i++)
	{
		if (strcmp(argv[1], "labels") == 0)
			n -= print_label(i * FACTOR);
		else
			n -= print_ranking(i << 32 | 0x2A);
	}
	return 0;
}
