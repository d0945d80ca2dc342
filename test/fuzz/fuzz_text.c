/*
 * fuzz_text.c
 *	  The text form: refused with an error, or a profile that comes back.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "profiles.h"
#include "server.h"

static void
read_text(const uint8 *data, size_t size)
{
	char	   *text = palloc(size + 1);

	memcpy(text, data, size);
	text[size] = '\0';

	/* PostgreSQL lets no other text in */
	if (pg_encoding_verifymbstr(PG_UTF8, text, size) != (int) size)
		return;
	check_profile(parse_value(text));
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	run_input(read_text, data, size);
	return 0;
}
