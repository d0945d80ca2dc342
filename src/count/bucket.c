/*
 * bucket.c
 *	  The rankings that count for one candidate.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "base/enlarge.h"
#include "count/bucket.h"

/* Most records that a piece has: 16 kB of them. */
#define PIECE_MAX		2048

/* Begin an array, or double its length. */
void *
tally_enlarge(void *array, uint32 *allocated, Size size, uint32 first_size)
{
	uint64		longer = *allocated;

	array = enlarge_array(CurrentMemoryContext, array, &longer, size, first_size);
	*allocated = (uint32) Min(longer, PG_UINT32_MAX);

	return array;
}

/* A piece without records: a spare one of the full size, or a new one. */
static SinglesPiece *
get_piece(BucketMemory *memory, uint32 size)
{
	SinglesPiece *piece = memory->spare;

	if (size == PIECE_MAX && piece != NULL)
	{
		memory->spare = piece->next;
		return piece;
	}
	piece = palloc(offsetof(SinglesPiece, records) + size * sizeof(uint8 *));
	piece->allocated = size;

	return piece;
}

/* Have room for more records, in a piece behind the last one. */
void
bucket_add_piece(Bucket *bucket, BucketMemory *memory)
{
	uint32		size = bucket->last ? bucket->last->allocated * 2 : memory->first_size;
	SinglesPiece *piece = get_piece(memory, Min(size, PIECE_MAX));

	piece->n = 0;
	piece->next = NULL;
	piece->before = bucket->last;
	if (bucket->last)
		bucket->last->next = piece;
	else
		bucket->first = piece;
	bucket->last = piece;
}

/* Keep a piece that is in no bucket any more to be used again. */
static void
give_back(SinglesPiece *piece, BucketMemory *memory)
{
	if (piece->allocated == PIECE_MAX)
	{
		piece->next = memory->spare;
		memory->spare = piece;
	}
	else
		pfree(piece);
}

/* Take the last single ballot out of a bucket. */
void
bucket_drop_single(Bucket *bucket, BucketMemory *memory)
{
	SinglesPiece *last = bucket->last;

	Assert(bucket->nsingles > 0 && last->n > 0);
	bucket->nsingles--;
	if (--last->n > 0)
		return;
	bucket->last = last->before;
	if (bucket->last)
		bucket->last->next = NULL;
	else
		bucket->first = NULL;
	give_back(last, memory);
}

/* Take the first piece, of which all ballots have been moved, out of a bucket. */
void
bucket_drop_first_piece(Bucket *bucket, BucketMemory *memory)
{
	SinglesPiece *first = bucket->first;

	bucket->nsingles -= first->n;
	bucket->first = first->next;
	if (bucket->first)
		bucket->first->before = NULL;
	else
		bucket->last = NULL;
	give_back(first, memory);
}
