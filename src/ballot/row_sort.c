/*
 * row_sort.c
 *	  Puts the rows of a long table in order: by ballot, rank and candidate.
 *
 * Comparing rows would be half of what a count of a long table takes.  But a
 * row's place is a number of a few dozen bits, as ballots are numbered one after
 * another, or nearly so, and ranks and candidates are few.  So many rows are
 * sorted by the digits of that number, the last one first.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "ballot/row_sort.h"

#define FEW_ROWS		1000	/* are compared */
#define DIGIT_BITS		11		/* of the widest digit: its counts fit the
								 * processor's first cache */
#define ROWS_AT_ONCE	65536	/* between looks for a cancelled query */

static inline int
compare_rows(const LongRow *a, const LongRow *b)
{
	if (a->ballot != b->ballot)
		return a->ballot < b->ballot ? -1 : 1;
	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (a->candidate > b->candidate) - (a->candidate < b->candidate);
}

#define ST_SORT				sort_rows
#define ST_ELEMENT_TYPE		LongRow
#define ST_COMPARE(a, b)	compare_rows(a, b)
#define ST_SCOPE			static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* A row's place as a number: its ballot, rank and candidate one behind the other. */
typedef struct PlaceKey
{
	uint64		first_ballot;
	int			rank_shift;
	int			ballot_shift;
	int			bits;			/* of all three; over 64: there is no such number */
} PlaceKey;

/* A row's number. */
static inline uint64
place_of(const PlaceKey *key, const LongRow *row)
{
	return ((row->ballot - key->first_ballot) << key->ballot_shift) |
		((uint64) row->rank << key->rank_shift) | row->candidate;
}

/* How many bits a number takes. */
static inline int
bit_width(uint64 number)
{
	return number == 0 ? 0 : pg_leftmost_one_pos64(number) + 1;
}

/* Find the numbers of rows; sets whether these are in order already. */
static PlaceKey
find_key(const LongRow *rows, uint64 nrows, bool *in_order)
{
	uint64		first_ballot = rows[0].ballot;
	uint64		last_ballot = rows[0].ballot;
	uint32		ranks = rows[0].rank;
	uint32		candidates = rows[0].candidate;
	PlaceKey	key;

	*in_order = true;
	for (uint64 i = 1; i < nrows; i++)
	{
		if (i % ROWS_AT_ONCE == 0)
			CHECK_FOR_INTERRUPTS();
		first_ballot = Min(first_ballot, rows[i].ballot);
		last_ballot = Max(last_ballot, rows[i].ballot);
		ranks |= rows[i].rank;
		candidates |= rows[i].candidate;
		if (*in_order)
			*in_order = compare_rows(&rows[i - 1], &rows[i]) <= 0;
	}
	key.first_ballot = first_ballot;
	key.rank_shift = bit_width(candidates);
	key.ballot_shift = key.rank_shift + bit_width(ranks);
	key.bits = key.ballot_shift + bit_width(last_ballot - first_ballot);

	return key;
}

/* One digit of rows' numbers. */
typedef struct Digit
{
	int			shift;
	uint64		mask;
} Digit;

/* The digit of a row. */
static inline uint64
digit_of(const PlaceKey *key, Digit digit, const LongRow *row)
{
	return (place_of(key, row) >> digit.shift) & digit.mask;
}

/* Write rows in the order of one digit, those of the same one as they come. */
static void
sort_by_digit(const LongRow *rows, uint64 nrows, const PlaceKey *key, Digit digit,
			  uint64 *positions, LongRow *sorted)
{
	uint64		position = 0;

	memset(positions, 0, sizeof(uint64) << DIGIT_BITS);
	for (uint64 i = 0; i < nrows; i++)
	{
		if (i % ROWS_AT_ONCE == 0)
			CHECK_FOR_INTERRUPTS();
		positions[digit_of(key, digit, &rows[i])]++;
	}
	for (uint64 i = 0; i <= digit.mask; i++)
	{
		uint64		n = positions[i];

		positions[i] = position;
		position += n;
	}
	for (uint64 i = 0; i < nrows; i++)
	{
		if (i % ROWS_AT_ONCE == 0)
			CHECK_FOR_INTERRUPTS();
		sorted[positions[digit_of(key, digit, &rows[i])]++] = rows[i];
	}
}

/*
 * Sort many rows by the digits of their numbers, all of about the same width.
 * Returns where they are then: in the array given, or in another one.
 */
static LongRow *
sort_by_digits(LongRow *rows, uint64 nrows, const PlaceKey *key)
{
	int			ndigits = (key->bits + DIGIT_BITS - 1) / DIGIT_BITS;
	int			width = (key->bits + ndigits - 1) / ndigits;
	uint64	   *positions = palloc(sizeof(uint64) << DIGIT_BITS);
	LongRow    *sorted = MemoryContextAllocHuge(GetMemoryChunkContext(rows),
												nrows * sizeof(LongRow));

	for (int i = 0; i < ndigits; i++)
	{
		LongRow    *emptied = rows;

		sort_by_digit(rows, nrows, key, (Digit) {i * width, (UINT64CONST(1) << width) - 1},
					  positions, sorted);
		rows = sorted;
		sorted = emptied;
	}
	pfree(positions);
	pfree(sorted);

	return rows;
}

/*
 * Sort rows of a long table; takes as much memory again for a while.  Returns the
 * array that they are in then, and sets how long it is if it is another one: the
 * one given has been freed.  An error in the middle leaves rows of no use.
 */
LongRow *
long_rows_sort(LongRow *rows, uint64 nrows, uint64 *allocated)
{
	LongRow    *sorted = rows;
	bool		in_order = true;
	PlaceKey	key;

	if (nrows < FEW_ROWS)
	{
		sort_rows(rows, nrows);
		return rows;
	}
	key = find_key(rows, nrows, &in_order);
	if (in_order)
		return rows;
	if (key.bits > 64)
		sort_rows(rows, nrows);
	else
		sorted = sort_by_digits(rows, nrows, &key);
	if (sorted != rows)
		*allocated = nrows;

	return sorted;
}

/* Sort some rows by comparing them. */
void
long_rows_sort_few(LongRow *rows, uint64 nrows)
{
	sort_rows(rows, nrows);
}
