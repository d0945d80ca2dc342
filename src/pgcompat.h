/*
 * pgcompat.h
 *	  All differences between PostgreSQL versions, in one place.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PGCOMPAT_H
#define PREFCOUNT_PGCOMPAT_H

#if PG_VERSION_NUM < 150000
#error "prefcount needs PostgreSQL 15 or later"
#endif

#include "fmgr.h"

#if PG_VERSION_NUM >= 160000
#include "varatt.h"
#else

/*
 * The module is built with hidden visibility.  PostgreSQL 15 does not know of
 * that yet: export what it looks up.
 */
#undef PGDLLEXPORT
#define PGDLLEXPORT			__attribute__((visibility("default")))
#undef PG_FUNCTION_INFO_V1
#define PG_FUNCTION_INFO_V1(funcname) \
extern PGDLLEXPORT Datum funcname(PG_FUNCTION_ARGS); \
extern PGDLLEXPORT const Pg_finfo_record *CppConcat(pg_finfo_, funcname) (void); \
const Pg_finfo_record * \
CppConcat(pg_finfo_, funcname) (void) \
{ \
	static const Pg_finfo_record my_finfo = {1}; \
	return &my_finfo; \
} \
extern int	no_such_variable

#endif

/* PostgreSQL 18 writes "does not return" before a declaration. */
#ifndef pg_noreturn
#define pg_noreturn			__attribute__((noreturn))
#endif

/* Have memory on its way into the cache before it is read. */
#ifdef __GNUC__
#define prefetch_memory(address)	__builtin_prefetch(address)
#else
#define prefetch_memory(address)	((void) 0)
#endif

/*
 * Errors of input functions: since PostgreSQL 16 a caller may want to know of
 * them without being stopped, and gives them a context to be saved in.
 */
#if PG_VERSION_NUM >= 160000
#include "nodes/miscnodes.h"
#define input_call(function, string, context, result) \
	DirectInputFunctionCallSafe(function, string, InvalidOid, -1, context, result)
#else
#define errsave(context, ...) \
	do { \
		(void) (context); \
		ereport(ERROR, __VA_ARGS__); \
	} while (0)
#define input_call(function, string, context, result) \
	(*(result) = DirectFunctionCall3(function, CStringGetDatum(string), \
									 ObjectIdGetDatum(InvalidOid), Int32GetDatum(-1)), true)
#endif

/*
 * JSON: what the actions of a parser return, how a parser is run (false: an
 * error was saved), and how a lexer is made.
 */
#if PG_VERSION_NUM >= 160000
#define JSON_ACTION			JsonParseErrorType
#define JSON_ACTION_DONE	return JSON_SUCCESS
#define JSON_ACTION_FAILED	return JSON_SEM_ACTION_FAILED
#define parse_json(lexer, actions, context) \
	pg_parse_json_or_errsave(lexer, actions, context)
#else
#define JSON_ACTION			void
#define JSON_ACTION_DONE	return
#define JSON_ACTION_FAILED	return
#define parse_json(lexer, actions, context) \
	(pg_parse_json_or_ereport(lexer, actions), true)
#endif

#if PG_VERSION_NUM >= 170000
#define make_json_lexer(json, length, encoding) \
	makeJsonLexContextCstringLen(NULL, json, length, encoding, true)
#else
#define make_json_lexer(json, length, encoding) \
	makeJsonLexContextCstringLen(json, length, encoding, true)
#endif

/* PostgreSQL 18 lets a module tell its name and version. */
#ifdef PG_MODULE_MAGIC_EXT
#define PREFCOUNT_MODULE_MAGIC \
	PG_MODULE_MAGIC_EXT(.name = "prefcount", .version = PREFCOUNT_VERSION)
#else
#define PREFCOUNT_MODULE_MAGIC	PG_MODULE_MAGIC
#endif

#endif							/* PREFCOUNT_PGCOMPAT_H */
