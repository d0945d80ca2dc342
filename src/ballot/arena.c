/*
 * arena.c
 *	  Ballots laid one behind the other in memory.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "ballot/arena.h"

#define ARENA_CHUNK_MIN		64
#define ARENA_CHUNK_MAX		(1024 * 1024)

/* An arena without chunks, which will come from the memory context. */
void
arena_init(Arena *arena, MemoryContext context)
{
	arena->context = context;
	arena->first = NULL;
	arena->last = NULL;
}

/*
 * Forget the records of the first chunk up to where one of them ends.  A chunk
 * without records is freed; but the last one, which is the largest, is used
 * again.
 */
void
arena_forget_to(Arena *arena, const uint8 *end)
{
	ArenaChunk *chunk = arena->first;

	chunk->start = end - chunk->data;
	if (chunk->start < chunk->used)
		return;
	if (chunk == arena->last)
	{
		chunk->start = 0;
		chunk->used = 0;
		return;
	}
	arena->first = chunk->next;
	pfree(chunk);
}

/* Begin a chunk that has room for a record, twice as large as the last one. */
static void
add_chunk(Arena *arena, Size record_size)
{
	Size		size = ARENA_CHUNK_MIN;
	ArenaChunk *chunk;

	if (arena->last)
		size = Min(arena->last->size * 2, ARENA_CHUNK_MAX);
	size = Max(size, record_size);

	chunk = MemoryContextAlloc(arena->context,
							   offsetof(ArenaChunk, data) + size + ARENA_SLACK);
	chunk->next = NULL;
	chunk->size = size;
	chunk->start = 0;
	chunk->used = 0;

	if (arena->last)
		arena->last->next = chunk;
	else
		arena->first = chunk;
	arena->last = chunk;
}

/* Where so many bytes in one chunk are to be written. */
static inline uint8 *
find_room(Arena *arena, Size size)
{
	if (arena->last == NULL || arena->last->size - arena->last->used < size)
		add_chunk(arena, size);

	return arena->last->data + arena->last->used;
}

/* Copy a ballot into the arena; returns its record. */
const uint8 *
arena_append(Arena *arena, Ballot ballot)
{
	Size		size = varint_size(ballot.length) + ballot.length;
	uint8	   *record = find_room(arena, size);
	uint8	   *tokens;

	tokens = varint_write(record, ballot.length);
	memcpy(tokens, ballot.tokens, ballot.length);
	arena->last->used += size;

	return record;
}

/* Copy records that lie one behind the other, in one piece. */
void
arena_append_records(Arena *arena, const uint8 *records, Size size)
{
	memcpy(find_room(arena, size), records, size);
	arena->last->used += size;
}
