/*
 * excerpt.c
 *	  Faulty input as errors show it.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "base/excerpt.h"

/* A text, or its beginning of so many bytes with dots behind it. */
char *
text_excerpt(const char *text, int length, int bytes)
{
	int			shown = pg_mbcliplen(text, length, bytes);

	return psprintf("%.*s%s", shown, text, shown < length ? "..." : "");
}
