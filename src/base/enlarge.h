/*
 * enlarge.h
 *	  Arrays that get longer as elements are added.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ENLARGE_H
#define PREFCOUNT_ENLARGE_H

#include "postgres.h"

/* Begin an array in a memory context, or double its length. */
static inline void *
enlarge_array(MemoryContext context, void *array, uint64 *allocated, Size size,
			  uint64 first)
{
	uint64		longer = (array == NULL) ? first : *allocated * 2;

	if (array == NULL)
		array = MemoryContextAllocHuge(context, longer * size);
	else
		array = repalloc_huge(array, longer * size);
	*allocated = longer;

	return array;
}

#endif							/* PREFCOUNT_ENLARGE_H */
