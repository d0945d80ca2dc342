/*
 * faults.c
 *	  Linked with the module's objects: lets one of its requests for memory, or
 *	  one of its looks for interrupts, end in an error.
 *
 * The linker has the module call these functions in place of the server's
 * (--wrap, see ../t/faults.t).  None of this is part of the module.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/expandeddatum.h"
#include "utils/memutils.h"

#undef PGDLLEXPORT
#define PGDLLEXPORT			__attribute__((visibility("default")))

/* What fails, which one of them, and how many there were. */
static bool fail_memory;
static bool fail_interrupts;
static int	fail_at;
static int	seen;

extern PGDLLEXPORT const Pg_finfo_record *pg_finfo_faults_begin(void);
extern PGDLLEXPORT Datum faults_begin(PG_FUNCTION_ARGS);
extern PGDLLEXPORT const Pg_finfo_record *pg_finfo_faults_end(void);
extern PGDLLEXPORT Datum faults_end(PG_FUNCTION_ARGS);

static const Pg_finfo_record finfo = {1};

const Pg_finfo_record *
pg_finfo_faults_begin(void)
{
	return &finfo;
}

const Pg_finfo_record *
pg_finfo_faults_end(void)
{
	return &finfo;
}

/* faults_begin(kind, n): from now on the nth fails, of "memory" or "cancel". */
Datum
faults_begin(PG_FUNCTION_ARGS)
{
	char	   *kind = text_to_cstring(PG_GETARG_TEXT_PP(0));

	fail_memory = strcmp(kind, "memory") == 0;
	fail_interrupts = strcmp(kind, "cancel") == 0;
	fail_at = PG_GETARG_INT32(1);
	seen = 0;
	PG_RETURN_VOID();
}

/* faults_end(): no more faults; returns how many could have been. */
Datum
faults_end(PG_FUNCTION_ARGS)
{
	fail_memory = fail_interrupts = false;
	PG_RETURN_INT32(seen);
}

/* Is this request for memory the one to be refused? */
static bool
refused(void)
{
	return fail_memory && ++seen == fail_at;
}

static void
refuse(void)
{
	if (refused())
		ereport(ERROR,
				(errcode(ERRCODE_OUT_OF_MEMORY),
				 errmsg("out of memory"),
				 errdetail("Refused by the test.")));
}

#define WRAP(type, name, declaration, arguments) \
	extern type __real_##name declaration; \
	extern type __wrap_##name declaration; \
	type __wrap_##name declaration \
	{ \
		refuse(); \
		return __real_##name arguments; \
	}

WRAP(void *, palloc, (Size size), (size))
WRAP(void *, palloc0, (Size size), (size))
WRAP(void *, palloc_extended, (Size size, int flags), (size, flags))
WRAP(void *, repalloc, (void *pointer, Size size), (pointer, size))
WRAP(void *, repalloc_huge, (void *pointer, Size size), (pointer, size))
WRAP(void *, MemoryContextAlloc, (MemoryContext context, Size size), (context, size))
WRAP(void *, MemoryContextAllocZero, (MemoryContext context, Size size), (context, size))
WRAP(void *, MemoryContextAllocHuge, (MemoryContext context, Size size), (context, size))
WRAP(MemoryContext, AllocSetContextCreateInternal,
	 (MemoryContext parent, const char *name, Size min, Size init, Size max),
	 (parent, name, min, init, max))

extern void *__real_MemoryContextAllocExtended(MemoryContext context, Size size, int flags);
extern void *__wrap_MemoryContextAllocExtended(MemoryContext context, Size size, int flags);

void *
__wrap_MemoryContextAllocExtended(MemoryContext context, Size size, int flags)
{
	if ((flags & MCXT_ALLOC_NO_OOM) == 0)
		refuse();
	else if (refused())
		return NULL;
	return __real_MemoryContextAllocExtended(context, size, flags);
}

/* Whoever opens a profile in memory finds an interrupt pending. */
extern ExpandedObjectHeader *__real_DatumGetEOHP(Datum value);
extern ExpandedObjectHeader *__wrap_DatumGetEOHP(Datum value);

ExpandedObjectHeader *
__wrap_DatumGetEOHP(Datum value)
{
	if (fail_interrupts)
		InterruptPending = true;
	return __real_DatumGetEOHP(value);
}

/* It stays pending, until the one of the looks for it that it is meant for. */
extern void __real_ProcessInterrupts(void);
extern void __wrap_ProcessInterrupts(void);

void
__wrap_ProcessInterrupts(void)
{
	if (!fail_interrupts)
	{
		__real_ProcessInterrupts();
		return;
	}
	if (++seen == fail_at)
		ereport(ERROR,
				(errcode(ERRCODE_QUERY_CANCELED),
				 errmsg("canceling statement due to a test")));
}
