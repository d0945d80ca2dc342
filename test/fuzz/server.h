/*
 * server.h
 *	  What the fuzz targets share: running one input, and failing.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_FUZZ_SERVER_H
#define PREFCOUNT_FUZZ_SERVER_H

#include "postgres.h"

#include <setjmp.h>

/* More than this for inputs of some kilobytes is a finding. */
#define MEMORY_LIMIT	(256 * 1024 * 1024)

typedef void (*InputFunction) (const uint8 *data, size_t size);

/* Run an input with memory of its own; false if it ended with an error. */
extern bool run_input(InputFunction function, const uint8 *data, size_t size);

/* What must hold, whatever the input. */
#define MUST(condition) \
	do { \
		if (!(condition)) \
		{ \
			fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
			abort(); \
		} \
	} while (0)

extern int	LLVMFuzzerTestOneInput(const uint8 *data, size_t size);

#endif							/* PREFCOUNT_FUZZ_SERVER_H */
