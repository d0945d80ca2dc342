/*
 * bucket.h
 *	  The rankings that count for one candidate.
 *
 * Single ballots of one vote, which may be most, are listed apart: all there is
 * to them is their record.  Where all of a million ballots differ, these lists
 * are what a count takes in memory, and getting it from the system costs as much
 * as reading the ballots.  So they are in pieces: none moves when there are
 * more, and those of a bucket that was emptied are used again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BUCKET_H
#define PREFCOUNT_BUCKET_H

#include "postgres.h"

/* Records of single ballots. */
typedef struct SinglesPiece
{
	struct SinglesPiece *before;
	struct SinglesPiece *next;
	uint32		n;
	uint32		allocated;
	const uint8 *records[FLEXIBLE_ARRAY_MEMBER];
} SinglesPiece;

typedef struct Bucket
{
	uint32	   *counted;		/* indices of the tally's counted rankings */
	uint32		ncounted;
	uint32		counted_allocated;
	uint32		nsingles;
	SinglesPiece *first;		/* NULL: there are no single ballots */
	SinglesPiece *last;
} Bucket;

/* Where the memory for what buckets list comes from. */
typedef struct BucketMemory
{
	uint32		first_size;		/* of a list */
	SinglesPiece *spare;		/* pieces of the full size, by next */
} BucketMemory;

/* How far ahead in a bucket records are fetched. */
#define PREFETCH_DISTANCE	16

extern void *tally_enlarge(void *array, uint32 *allocated, Size size, uint32 first_size);
extern void bucket_add_piece(Bucket *bucket, BucketMemory *memory);
extern void bucket_drop_single(Bucket *bucket, BucketMemory *memory);
extern void bucket_drop_first_piece(Bucket *bucket, BucketMemory *memory);

/* Put a counted ranking, by its index, into a bucket. */
static inline void
bucket_add_counted(Bucket *bucket, uint32 index, BucketMemory *memory)
{
	if (unlikely(bucket->ncounted == bucket->counted_allocated))
		bucket->counted = tally_enlarge(bucket->counted, &bucket->counted_allocated,
										sizeof(uint32), memory->first_size);
	bucket->counted[bucket->ncounted++] = index;
}

/* Put a single ballot, by its record, into a bucket. */
static inline void
bucket_add_single(Bucket *bucket, const uint8 *record, BucketMemory *memory)
{
	if (unlikely(bucket->last == NULL || bucket->last->n == bucket->last->allocated))
		bucket_add_piece(bucket, memory);
	bucket->last->records[bucket->last->n++] = record;
	bucket->nsingles++;
}

#endif							/* PREFCOUNT_BUCKET_H */
