/*
 * fuzz_binary.c
 *	  The binary form: the check, and all that trusts it.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "profile/profile_flat.h"
#include "profiles.h"
#include "server.h"

static void
read_binary(const uint8 *data, size_t size)
{
	uint8	   *bytes = palloc(size);	/* just as long, for the sanitizer */

	memcpy(bytes, data, size);
	if (flat_check(bytes, size) == NULL)
		check_profile(flat_value(bytes, size));
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	MUST(run_input(read_binary, data, size));
	return 0;
}
