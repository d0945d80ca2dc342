/*
 * jsonb_push.h
 *	  Small steps on the way to a jsonb value.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_JSONB_PUSH_H
#define PREFCOUNT_JSONB_PUSH_H

#include "postgres.h"
#include "utils/jsonb.h"

#include "base/pgcompat.h"

extern void push_string(JsonbParseState **state, JsonbIteratorToken token,
						const char *string);
extern void push_key(JsonbParseState **state, const char *key,
					 JsonbIteratorToken container);
extern void push_member(JsonbParseState **state, const char *key,
						const char *string);
extern void push_numeric_member(JsonbParseState **state, const char *key,
								Numeric number);

#endif							/* PREFCOUNT_JSONB_PUSH_H */
