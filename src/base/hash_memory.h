/*
 * hash_memory.h
 *	  Memory of hash tables that stay whole when there is no more of it.
 *
 * lib/simplehash.h of some minor versions notes a table's new size before it asks
 * for the memory, so that a table outlives an error only with a size that is not
 * its own.  These functions give the old one back before they raise the error; a
 * size that is not yet that of the request is the old one.  A table takes
 * them by SH_USE_NONDEFAULT_ALLOCATOR, and DEFINE_HASH_MEMORY(prefix) behind
 * the include; it must grow by doubling, as simplehash.h itself does.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_HASH_MEMORY_H
#define PREFCOUNT_HASH_MEMORY_H

#include "postgres.h"

#include "utils/memutils.h"

/* Raise 53200, as MemoryContextAlloc() does. */
static inline void
hash_memory_error(Size size)
{
	ereport(ERROR,
			(errcode(ERRCODE_OUT_OF_MEMORY),
			 errmsg("out of memory"),
			 errdetail("Failed on request of size %zu.", size)));
}

#define DEFINE_HASH_MEMORY(prefix) \
static inline void * \
prefix##_allocate(prefix##_hash *table, Size size) \
{ \
	void	   *memory; \
 \
	memory = MemoryContextAllocExtended(table->ctx, size, MCXT_ALLOC_HUGE | \
										MCXT_ALLOC_ZERO | MCXT_ALLOC_NO_OOM); \
	if (unlikely(memory == NULL)) \
	{ \
		if (table->data != NULL && table->size * sizeof(*table->data) == size) \
		{ \
			table->size /= 2; \
			table->sizemask = (uint32) (table->size - 1); \
			table->grow_threshold = table->members; \
		} \
		hash_memory_error(size); \
	} \
	return memory; \
} \
static inline void \
prefix##_free(prefix##_hash *table, void *memory) \
{ \
	pfree(memory); \
}

#endif							/* PREFCOUNT_HASH_MEMORY_H */
