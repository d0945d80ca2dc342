/*
 * server.c
 *	  As much of a PostgreSQL server as the fuzzed sources need.
 *
 * Every allocation is one of malloc(), so that AddressSanitizer sees all that
 * goes beyond it; an error leaves by longjmp(), and all memory is freed after
 * each input.  What a server would report as its own fault ends the run:
 * an error without SQLSTATE, a request beyond MaxAllocSize, and memory out of
 * proportion to the input.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/cryptohash.h"
#include "common/jsonapi.h"
#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/expandeddatum.h"
#include "utils/hsearch.h"
#include "utils/json.h"
#include "utils/jsonfuncs.h"
#include "utils/memutils.h"
#include "utils/numeric.h"

#include "base/bytehash.h"
#include "count/rules.h"
#include "server.h"

/* A chunk of memory, in the list of all of them. */
typedef struct Chunk
{
	struct Chunk *next;
	struct Chunk *previous;
	MemoryContext context;
	Size		size;
} Chunk;

/* A memory context: its chunks are found by walking the list. */
static MemoryContextData top = {.type = T_AllocSetContext};
MemoryContext CurrentMemoryContext = &top;
MemoryContext TopMemoryContext = &top;

volatile sig_atomic_t InterruptPending = 0;
int			work_mem = 4096;

static Chunk *chunks;
static Size allocated;
static jmp_buf *on_error;
sigjmp_buf *PG_exception_stack;
ErrorContextCallback *error_context_stack;

/* no secrets here: an input that was found does the same again */
uint64		bytehash_secrets[BYTEHASH_SECRETS] = {
	UINT64CONST(0x243F6A8885A308D3), UINT64CONST(0x13198A2E03707344),
	UINT64CONST(0xA4093822299F31D0), UINT64CONST(0x082EFA98EC4E6C89)
};

static int	error_level;
static int	error_code;
static char error_message[256];
static const char *const no_text = "";

/* End the run: this is a finding. */
static void
finding(const char *what)
{
	fprintf(stderr, "finding: %s\n", what);
	abort();
}

/* --- memory ------------------------------------------------------------- */

static void
check_size(Size size, bool huge)
{
	if (!huge && !AllocSizeIsValid(size))
		finding("invalid memory alloc request size");
	if (size > MEMORY_LIMIT || allocated + size > MEMORY_LIMIT)
		finding("memory out of proportion");
}

static void *
allocate(MemoryContext context, Size size, bool huge, bool zero)
{
	Chunk	   *chunk;

	check_size(size, huge);
	chunk = malloc(sizeof(Chunk) + size);
	if (zero)
		memset(chunk + 1, 0, size);
	*chunk = (Chunk) {chunks, NULL, context, size};
	if (chunks)
		chunks->previous = chunk;
	chunks = chunk;
	allocated += size;

	return chunk + 1;
}

void
pfree(void *pointer)
{
	Chunk	   *chunk = (Chunk *) pointer - 1;

	if (chunk->previous)
		chunk->previous->next = chunk->next;
	else
		chunks = chunk->next;
	if (chunk->next)
		chunk->next->previous = chunk->previous;
	allocated -= chunk->size;
	free(chunk);
}

static void *
reallocate(void *pointer, Size size, bool huge)
{
	Chunk	   *chunk = (Chunk *) pointer - 1;
	void	   *copy;

	copy = allocate(chunk->context, size, huge, false);
	memcpy(copy, pointer, Min(size, chunk->size));
	pfree(pointer);

	return copy;
}

void *
palloc(Size size)
{
	return allocate(CurrentMemoryContext, size, false, false);
}

void *
palloc0(Size size)
{
	return allocate(CurrentMemoryContext, size, false, true);
}

void *
palloc_extended(Size size, int flags)
{
	return allocate(CurrentMemoryContext, size, (flags & MCXT_ALLOC_HUGE) != 0,
					(flags & MCXT_ALLOC_ZERO) != 0);
}

void *
MemoryContextAlloc(MemoryContext context, Size size)
{
	return allocate(context, size, false, false);
}

void *
MemoryContextAllocZero(MemoryContext context, Size size)
{
	return allocate(context, size, false, true);
}

void *
MemoryContextAllocHuge(MemoryContext context, Size size)
{
	return allocate(context, size, true, false);
}

void *
MemoryContextAllocExtended(MemoryContext context, Size size, int flags)
{
	return allocate(context, size, (flags & MCXT_ALLOC_HUGE) != 0,
					(flags & MCXT_ALLOC_ZERO) != 0);
}

void *
repalloc(void *pointer, Size size)
{
	return reallocate(pointer, size, false);
}

void *
repalloc_huge(void *pointer, Size size)
{
	return reallocate(pointer, size, true);
}

char *
pstrdup(const char *string)
{
	return memcpy(palloc(strlen(string) + 1), string, strlen(string) + 1);
}

char *
pnstrdup(const char *string, Size length)
{
	char	   *copy = palloc(strnlen(string, length) + 1);

	memcpy(copy, string, strnlen(string, length));
	copy[strnlen(string, length)] = '\0';
	return copy;
}

MemoryContext
AllocSetContextCreateInternal(MemoryContext parent, const char *name,
							  Size minContextSize, Size initBlockSize,
							  Size maxBlockSize)
{
	MemoryContext context = allocate(parent, sizeof(MemoryContextData), false, true);

	context->type = T_AllocSetContext;
	context->parent = parent;
	context->name = name;

	return context;
}

/* Is a context another one or below it? */
static bool
is_within(MemoryContext context, MemoryContext ancestor)
{
	while (context && context != ancestor)
		context = context->parent;
	return context != NULL;
}

/* Frees the contexts below before their parents: newer chunks come first. */
void
MemoryContextReset(MemoryContext context)
{
	bool		again = true;

	while (again)
	{
		again = false;
		for (Chunk *chunk = chunks, *next; chunk; chunk = next)
		{
			next = chunk->next;
			if (is_within(chunk->context, context))
				pfree(chunk + 1);
		}
	}
}

void
MemoryContextDelete(MemoryContext context)
{
	MemoryContextReset(context);
	pfree(context);
}

void
MemoryContextSetIdentifier(MemoryContext context, const char *id)
{
	context->ident = id;
}

static void
free_all(void)
{
	while (chunks)
		pfree(chunks + 1);
	CurrentMemoryContext = &top;
}

/* --- errors ------------------------------------------------------------- */

bool
errstart(int elevel, const char *domain)
{
	error_level = elevel;
	error_code = 0;
	return elevel >= ERROR;
}

bool
errstart_cold(int elevel, const char *domain)
{
	return errstart(elevel, domain);
}

int
errcode(int sqlerrcode)
{
	error_code = sqlerrcode;
	return 0;
}

int
errmsg(const char *fmt,...)
{
	strlcpy(error_message, fmt, sizeof(error_message));
	return 0;
}

int
errmsg_internal(const char *fmt,...)
{
	return errmsg(fmt);
}

int
errdetail(const char *fmt,...)
{
	return 0;
}

int
errdetail_plural(const char *fmt_singular, const char *fmt_plural, unsigned long n,...)
{
	return 0;
}

int
errhint(const char *fmt,...)
{
	return 0;
}

void
errfinish(const char *filename, int lineno, const char *funcname)
{
	if (error_code == 0)
		finding(error_message);
	pg_re_throw();
}

void
pg_re_throw(void)
{
	if (PG_exception_stack != NULL)
		siglongjmp(*PG_exception_stack, 1);
	longjmp(*on_error, 1);
}

void
ExceptionalCondition(const char *conditionName, const char *errorType,
					 const char *fileName, int lineNumber)
{
	fprintf(stderr, "%s:%d: ", fileName, lineNumber);
	finding(conditionName);
}

void
ProcessInterrupts(void)
{
}

/* --- text, JSON, numbers ------------------------------------------------ */

int
GetDatabaseEncoding(void)
{
	return PG_UTF8;
}

char *
pg_server_to_any(const char *s, int len, int encoding)
{
	return unconstify(char *, s);
}

char *
pg_any_to_server(const char *s, int len, int encoding)
{
	return unconstify(char *, s);
}

int
pg_mbcliplen(const char *s, int len, int limit)
{
	int			length = 0;

	while (length < len)
	{
		int			next = length + pg_encoding_mblen(PG_UTF8, s + length);

		if (next > Min(len, limit))
			break;
		length = next;
	}
	return length;
}

text *
cstring_to_text_with_len(const char *s, int len)
{
	text	   *result = palloc(len + VARHDRSZ);

	SET_VARSIZE(result, len + VARHDRSZ);
	memcpy(VARDATA(result), s, len);
	return result;
}

text *
cstring_to_text(const char *s)
{
	return cstring_to_text_with_len(s, strlen(s));
}

char *
text_to_cstring(const text *t)
{
	int			length = VARSIZE_ANY_EXHDR(t);
	char	   *result = palloc(length + 1);

	memcpy(result, VARDATA_ANY(t), length);
	result[length] = '\0';
	return result;
}

void
escape_json(StringInfo buf, const char *str)
{
	appendStringInfoChar(buf, '"');
	for (; *str; str++)
	{
		if ((unsigned char) *str < ' ')
			appendStringInfo(buf, "\\u%04x", *str);
		else
		{
			if (*str == '"' || *str == '\\')
				appendStringInfoChar(buf, '\\');
			appendStringInfoChar(buf, *str);
		}
	}
	appendStringInfoChar(buf, '"');
}

void
pg_parse_json_or_ereport(JsonLexContext *lex, JsonSemAction *sem)
{
	if (pg_parse_json(lex, sem) != JSON_SUCCESS)
		ereport(ERROR, (errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
						errmsg("invalid JSON")));
}

struct varlena *
pg_detoast_datum(struct varlena *datum)
{
	return datum;
}

struct varlena *
pg_detoast_datum_packed(struct varlena *datum)
{
	return datum;
}

/*
 * A number is the text that numeric_out() would print: digits with a point.
 */
static char *
plain_decimal(const char *token)
{
	StringInfoData out;
	const char *e = strpbrk(token, "eE");
	const char *point = strchr(token, '.');
	int			exponent = e ? atoi(e + 1) : 0;
	int			digits = (point ? point : e ? e : token + strlen(token)) - token;
	const char *p = token;

	if (exponent > 100 || exponent < -100)
		ereport(ERROR, (errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
						errmsg("value overflows numeric format")));
	initStringInfo(&out);
	if (*p == '-')
	{
		appendStringInfoChar(&out, *p++);
		digits--;
	}
	digits += exponent;
	if (digits <= 0)
		appendStringInfoString(&out, "0.");
	for (; digits < 0; digits++)
		appendStringInfoChar(&out, '0');
	for (; *p && *p != 'e' && *p != 'E'; p++)
	{
		if (*p == '.')
			continue;
		appendStringInfoChar(&out, *p);
		if (--digits == 0)
			appendStringInfoChar(&out, '.');
	}
	for (; digits > 0; digits--)
		appendStringInfoChar(&out, '0');
	if (out.data[out.len - 1] == '.')
		out.data[--out.len] = '\0';

	return out.data;
}

Datum
numeric_in(PG_FUNCTION_ARGS)
{
	return CStringGetDatum(plain_decimal(PG_GETARG_CSTRING(0)));
}

Datum
numeric_out(PG_FUNCTION_ARGS)
{
	return CStringGetDatum(pstrdup(PG_GETARG_CSTRING(0)));
}

Numeric
int64_to_numeric(int64 value)
{
	return (Numeric) psprintf(INT64_FORMAT, value);
}

/* Only electoral colleges calculate with numerics: they are not fuzzed here. */
#define NOT_HERE(function) \
Datum function(PG_FUNCTION_ARGS) { finding(#function); return 0; } \
extern int no_such_variable
NOT_HERE(numeric_add);
NOT_HERE(numeric_sub);
NOT_HERE(numeric_mul);
NOT_HERE(numeric_cmp);
NOT_HERE(numeric_div_trunc);
NOT_HERE(numeric_lcm);
NOT_HERE(numeric_gcd);
NOT_HERE(numeric_floor);
NOT_HERE(numeric_int8);

Numeric
int64_div_fast_to_numeric(int64 val1, int log10val2)
{
	finding("int64_div_fast_to_numeric");
	return NULL;
}

/* Call a function of up to three arguments. */
static Datum
call(PGFunction func, Datum arg1, Datum arg2, Datum arg3)
{
	LOCAL_FCINFO(fcinfo, 3);

	InitFunctionCallInfoData(*fcinfo, NULL, 3, InvalidOid, NULL, NULL);
	fcinfo->args[0].value = arg1;
	fcinfo->args[1].value = arg2;
	fcinfo->args[2].value = arg3;
	return func(fcinfo);
}

Datum
DirectFunctionCall1Coll(PGFunction func, Oid collation, Datum arg1)
{
	return call(func, arg1, 0, 0);
}

Datum
DirectFunctionCall2Coll(PGFunction func, Oid collation, Datum arg1, Datum arg2)
{
	return call(func, arg1, arg2, 0);
}

Datum
DirectFunctionCall3Coll(PGFunction func, Oid collation, Datum arg1, Datum arg2,
						Datum arg3)
{
	return call(func, arg1, arg2, arg3);
}

/* --- expanded objects, which the fuzzed values are not ------------------- */

ExpandedObjectHeader *
DatumGetEOHP(Datum d)
{
	finding("DatumGetEOHP");
	return NULL;
}

void
EOH_init_header(ExpandedObjectHeader *eohptr, const ExpandedObjectMethods *methods,
				MemoryContext obj_context)
{
	finding("EOH_init_header");
}

/* --- lots: any digest will do -------------------------------------------- */

struct pg_cryptohash_ctx
{
	uint64		state;
};

pg_cryptohash_ctx *
pg_cryptohash_create(pg_cryptohash_type type)
{
	return palloc0(sizeof(pg_cryptohash_ctx));
}

int
pg_cryptohash_init(pg_cryptohash_ctx *ctx)
{
	ctx->state = 1;
	return 0;
}

int
pg_cryptohash_update(pg_cryptohash_ctx *ctx, const uint8 *data, size_t len)
{
	for (size_t i = 0; i < len; i++)
		ctx->state = (ctx->state ^ data[i]) * UINT64CONST(0x100000001B3);
	return 0;
}

int
pg_cryptohash_final(pg_cryptohash_ctx *ctx, uint8 *dest, size_t len)
{
	memset(dest, 0, len);
	memcpy(dest, &ctx->state, Min(len, sizeof(ctx->state)));
	return 0;
}

void
pg_cryptohash_free(pg_cryptohash_ctx *ctx)
{
	pfree(ctx);
}

const char *
pg_cryptohash_error(pg_cryptohash_ctx *ctx)
{
	return no_text;
}

/* --- sets: of keys alone, in a list --------------------------------------- */

struct HTAB
{
	Size		size;
	int			n;
	int			allocated;
	char	   *keys;
};

HTAB *
hash_create(const char *name, long nelem, const HASHCTL *info, int flags)
{
	HTAB	   *table = palloc0(sizeof(HTAB));

	table->size = info->keysize;
	table->allocated = 16;
	table->keys = palloc(table->size * table->allocated);

	return table;
}

void *
hash_search(HTAB *table, const void *key, HASHACTION action, bool *found)
{
	for (int i = 0; i < table->n; i++)
	{
		*found = memcmp(table->keys + i * table->size, key, table->size) == 0;
		if (*found)
			return table->keys + i * table->size;
	}
	if (table->n == table->allocated)
		table->keys = repalloc(table->keys, table->size * (table->allocated *= 2));
	*found = false;

	return memcpy(table->keys + table->n++ * table->size, key, table->size);
}

/* --- rules: no lot is drawn by hand, so none is written ------------------- */

char *
drawn_lot_text(const DrawnLot *lot)
{
	finding("drawn_lot_text");
	return NULL;
}

/* --- one input ------------------------------------------------------------ */

bool
run_input(InputFunction function, const uint8 *data, size_t size)
{
	jmp_buf		buffer;
	bool		ok = false;

	on_error = &buffer;
	if (setjmp(buffer) == 0)
	{
		function(data, size);
		ok = true;
	}
	free_all();

	return ok;
}
