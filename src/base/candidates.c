/*
 * candidates.c
 *	  Labels of candidates and the small codes that stand for them.
 *
 * Codes are given in the order in which labels are first seen: they mean
 * something inside one table only, and nothing that leaves the process may
 * depend on them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "base/bytehash.h"
#include "base/candidates.h"
#include "base/hash_memory.h"
#include "base/pgcompat.h"

/* Longest label of an integer, with sign and final zero. */
#define INTEGER_LABEL_SIZE	21

typedef struct CodeEntry
{
	Label		label;
	uint32		code;
	uint32		hash;
	char		status;
} CodeEntry;

#define SH_PREFIX			codes
#define SH_ELEMENT_TYPE		CodeEntry
#define SH_KEY_TYPE			Label
#define SH_KEY				label
#define SH_HASH_KEY(tb, key) bytehash((key).data, (key).length, 0)
#define SH_EQUAL(tb, a, b)	\
	((a).length == (b).length && bytes_equal((a).data, (b).data, (a).length))
#define SH_STORE_HASH
#define SH_GET_HASH(tb, e)	((e)->hash)
#define SH_USE_NONDEFAULT_ALLOCATOR
#define SH_SCOPE			static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

DEFINE_HASH_MEMORY(codes)

/* An empty table, in a memory context. */
CandidateTable *
candidates_create(MemoryContext context)
{
	CandidateTable *table = MemoryContextAllocZero(context, sizeof(CandidateTable));

	table->context = context;
	table->codes = codes_create(context, 16, NULL);
	table->allocated = 16;
	table->labels = MemoryContextAlloc(context, table->allocated * sizeof(Label));

	return table;
}

/* Have room for one more label. */
static void
enlarge_labels(CandidateTable *table)
{
	if (table->nlabels < table->allocated)
		return;
	table->labels = repalloc_huge(table->labels,
								  (Size) table->allocated * 2 * sizeof(Label));
	table->allocated *= 2;
}

/*
 * Give the next code to a label that the table does not know.  What can fail
 * comes first: a label is known with its code, or not at all.
 */
static pg_noinline uint32
add_label(CandidateTable *table, Label label)
{
	char	   *copy;
	CodeEntry  *entry;
	bool		found;

	enlarge_labels(table);
	copy = MemoryContextAlloc(table->context, (Size) label.length + 1);
	memcpy(copy, label.data, label.length);
	copy[label.length] = '\0';
	label.data = copy;
	entry = codes_insert(table->codes, label, &found);
	entry->code = table->nlabels;
	table->labels[table->nlabels++] = label;

	return entry->code;
}

/* The code of a label in the hash table, given to it now if it is new. */
static uint32
intern_label(CandidateTable *table, Label label)
{
	CodeEntry  *entry = codes_lookup(table->codes, label);

	if (unlikely(entry == NULL))
		return add_label(table, label);

	return entry->code;
}

/* So many look-ups are done without, since a table of recent ones must pay. */
#define RECENT_LABELS_AFTER 512

/* Begin to keep recent labels. */
static void
keep_recent_labels(CandidateTable *table)
{
	RecentLabel *recent;

	recent = MemoryContextAllocZero(table->context,
									sizeof(RecentLabel) * RECENT_LABELS);
	for (int i = 0; i < RECENT_LABELS; i++)
		recent[i].length = PG_UINT32_MAX;
	table->recent = recent;
}

/* What candidates_intern() does where the label was not looked up lately. */
uint32
candidates_intern_any(CandidateTable *table, Label label)
{
	uint32		code = intern_label(table, label);

	if (table->recent != NULL)
	{
		RecentLabel recent = recent_label(table->labels[code], code);

		table->recent[recent_place(&recent)] = recent;
	}
	else if (++table->lookups >= RECENT_LABELS_AFTER)
		keep_recent_labels(table);

	return code;
}

/* Begin to keep recent integers. */
static void
keep_recent_integers(CandidateTable *table)
{
	RecentInteger *recent;

	recent = MemoryContextAlloc(table->context,
								sizeof(RecentInteger) * RECENT_LABELS);
	for (int i = 0; i < RECENT_LABELS; i++)
		recent[i] = (RecentInteger) {0, NO_RECENT_CODE};
	table->recent_integers = recent;
}

/* The code of an integer's label, given to it now if it is new. */
uint32
candidates_intern_integer(CandidateTable *table, int64 integer)
{
	char		digits[INTEGER_LABEL_SIZE];
	Label		label = {digits, 0};
	const RecentInteger *recent = NULL;
	uint32		code;

	if (table->recent_integers != NULL)
		recent = find_recent_integer(table->recent_integers, integer);
	if (recent != NULL)
		return recent->code;

	label.length = pg_lltoa(integer, digits);
	code = candidates_intern(table, label);
	if (table->recent_integers != NULL)
		table->recent_integers[recent_integer_place(integer)] = (RecentInteger) {integer, code};
	else if (table->recent != NULL)
		keep_recent_integers(table);

	return code;
}

/* Look a label up; false if the table does not know it. */
bool
candidates_find(const CandidateTable *table, Label label, uint32 *code)
{
	CodeEntry  *entry = codes_lookup(table->codes, label);

	if (entry == NULL)
		return false;
	*code = entry->code;

	return true;
}

uint32
candidates_count(const CandidateTable *table)
{
	return table->nlabels;
}

/* The labels by code; good until the next one is added. */
const Label *
candidates_labels(const CandidateTable *table)
{
	return table->labels;
}

/* A label of bytes in the database's encoding. */
Label
label_from_cstring(const char *label, int length)
{
	Label		result;

	if (likely(GetDatabaseEncoding() == PG_UTF8))
		return (Label) {label, length};

	result.data = pg_server_to_any(label, length, PG_UTF8);
	result.length = (result.data == label) ? (uint32) length : strlen(result.data);

	return result;
}

/* A label of a text value; it may share the value's memory. */
Label
label_from_text(text *label)
{
	return label_from_cstring(VARDATA_ANY(label), VARSIZE_ANY_EXHDR(label));
}

/* A label as text in the database's encoding, in fresh memory. */
text *
label_to_text(Label label)
{
	char	   *string = pg_any_to_server(label.data, label.length, PG_UTF8);

	if (string == label.data)
		return cstring_to_text_with_len(label.data, label.length);

	return cstring_to_text(string);
}

#define ST_SORT				sort_codes
#define ST_ELEMENT_TYPE		uint32
#define ST_COMPARE(a, b)	((*(a) > *(b)) - (*(a) < *(b)))
#define ST_SCOPE			static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* Sort codes; the sort can be cancelled. */
void
codes_sort(uint32 *codes, size_t n)
{
	sort_codes(codes, n);
}

#define ST_SORT				sort_codes_by_label
#define ST_ELEMENT_TYPE		uint32
#define ST_COMPARE(a, b, labels)	label_cmp((labels)[*(a)], (labels)[*(b)])
#define ST_COMPARE_ARG_TYPE	const Label
#define ST_SCOPE			static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* Sort codes by what labels they stand for; the sort can be cancelled. */
void
codes_sort_by_label(uint32 *codes, size_t n, const Label *labels)
{
	sort_codes_by_label(codes, n, labels);
}
