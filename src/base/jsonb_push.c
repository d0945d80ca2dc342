/*
 * jsonb_push.c
 *	  Small steps on the way to a jsonb value.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "base/jsonb_push.h"

/* Push a C string: a key, a value or an element. */
void
push_string(JsonbParseState **state, JsonbIteratorToken token, const char *string)
{
	JsonbValue	value;

	value.type = jbvString;
	value.val.string.val = unconstify(char *, string);
	value.val.string.len = strlen(string);
	(void) pushJsonbValue(state, token, &value);
}

/* Push a key and begin the array or object that it holds. */
void
push_key(JsonbParseState **state, const char *key, JsonbIteratorToken container)
{
	push_string(state, WJB_KEY, key);
	(void) pushJsonbValue(state, container, NULL);
}

/* Push a key and the string that it holds. */
void
push_member(JsonbParseState **state, const char *key, const char *string)
{
	push_string(state, WJB_KEY, key);
	push_string(state, WJB_VALUE, string);
}

/* Push a key and the number that it holds. */
void
push_numeric_member(JsonbParseState **state, const char *key, Numeric number)
{
	JsonbValue	value;

	push_string(state, WJB_KEY, key);
	value.type = jbvNumeric;
	value.val.numeric = number;
	(void) pushJsonbValue(state, WJB_VALUE, &value);
}
