/*
 * arena.h
 *	  Ballots laid one behind the other in memory, as records (ballot.h).
 *
 * A palloc for each ballot would cost more than the ballot, so they go into
 * chunks that grow from 64 bytes to one megabyte.  Records never move.  They
 * are forgotten in the order in which they came.  Behind each record there are
 * bytes that can be read but mean nothing, for who reads several at once.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ARENA_H
#define PREFCOUNT_ARENA_H

#include "postgres.h"

#include "ballot/ballot.h"

#define ARENA_SLACK		7		/* bytes behind a record that can be read */

typedef struct ArenaChunk
{
	struct ArenaChunk *next;
	Size		size;			/* of data */
	Size		start;			/* of the first record not forgotten */
	Size		used;
	uint8		data[FLEXIBLE_ARRAY_MEMBER];
} ArenaChunk;

typedef struct Arena
{
	MemoryContext context;
	ArenaChunk *first;
	ArenaChunk *last;
} Arena;

extern void arena_init(Arena *arena, MemoryContext context);
extern void arena_forget_to(Arena *arena, const uint8 *end);
extern const uint8 *arena_append(Arena *arena, Ballot ballot);
extern void arena_append_records(Arena *arena, const uint8 *records, Size size);

#endif							/* PREFCOUNT_ARENA_H */
