/*
 * rows_memory.h
 *	  Memory for making rows or lines, freed when they are given out.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ROWS_MEMORY_H
#define PREFCOUNT_ROWS_MEMORY_H

#include "postgres.h"

#include "utils/memutils.h"

/* Switch to a new memory context for rows, to be reset now and then. */
static inline MemoryContext
rows_begin(void)
{
	return MemoryContextSwitchTo(AllocSetContextCreate(CurrentMemoryContext,
													   "prefcount rows",
													   ALLOCSET_DEFAULT_SIZES));
}

/* Switch back and free the rows' memory. */
static inline void
rows_end(MemoryContext old_context)
{
	MemoryContextDelete(MemoryContextSwitchTo(old_context));
}

#endif							/* PREFCOUNT_ROWS_MEMORY_H */
