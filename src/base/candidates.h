/*
 * candidates.h
 *	  Labels of candidates and the small codes that stand for them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_CANDIDATES_H
#define PREFCOUNT_CANDIDATES_H

#include "postgres.h"

#include "base/bytehash.h"

/* A candidate's label: UTF-8, not zero-terminated, may be empty. */
typedef struct Label
{
	const char *data;
	uint32		length;
} Label;

/* Compare bytewise, a shorter label before those it begins. */
static inline int
label_cmp(Label a, Label b)
{
	int			cmp = memcmp(a.data, b.data, Min(a.length, b.length));

	if (cmp != 0)
		return cmp;
	return (a.length > b.length) - (a.length < b.length);
}

/*
 * A label looked up lately.  The first and last eight bytes stand for it; up
 * to sixteen bytes they are all of it.
 */
typedef struct RecentLabel
{
	uint64		head;
	uint64		tail;
	const char *data;
	uint32		length;
	uint32		code;
} RecentLabel;

/* An integer whose label was looked up lately; no code: the place is free. */
typedef struct RecentInteger
{
	int64		integer;
	uint32		code;
} RecentInteger;

#define NO_RECENT_CODE		PG_UINT32_MAX

/* So many places that the first one looked at is nearly always the right one. */
#define RECENT_LABELS_BITS	10
#define RECENT_LABELS		(1 << RECENT_LABELS_BITS)

struct codes_hash;

typedef struct CandidateTable
{
	MemoryContext context;
	RecentLabel *recent;
	RecentInteger *recent_integers;
	uint32		lookups;		/* until there are recent ones */
	struct codes_hash *codes;
	Label	   *labels;			/* by code */
	uint32		nlabels;
	uint32		allocated;
} CandidateTable;

extern CandidateTable *candidates_create(MemoryContext context);
extern uint32 candidates_intern_any(CandidateTable *table, Label label);
extern uint32 candidates_intern_integer(CandidateTable *table, int64 integer);
extern bool candidates_find(const CandidateTable *table, Label label, uint32 *code);
extern uint32 candidates_count(const CandidateTable *table);
extern const Label *candidates_labels(const CandidateTable *table);
extern Label label_from_text(text *label);
extern Label label_from_cstring(const char *label, int length);
extern text *label_to_text(Label label);

/* A label as it is kept among the recent ones. */
static inline RecentLabel
recent_label(Label label, uint32 code)
{
	RecentLabel recent = {.data = label.data,.length = label.length,.code = code};

	if (label.length >= 8)
	{
		recent.head = bytehash_word(label.data);
		recent.tail = bytehash_word(label.data + label.length - 8);
	}
	else
		recent.head = recent.tail = bytehash_short(label.data, label.length);

	return recent;
}

/* Where a label is kept if it is among the recent ones. */
static inline uint32
recent_place(const RecentLabel *label)
{
	return bytehash_pair(label->head, label->tail) >> (64 - RECENT_LABELS_BITS);
}

/* A label among the recent ones, or NULL. */
static inline const RecentLabel *
find_recent(const RecentLabel *recent_labels, Label label)
{
	RecentLabel wanted = recent_label(label, 0);
	const RecentLabel *found = &recent_labels[recent_place(&wanted)];

	if (likely(found->head == wanted.head && found->tail == wanted.tail &&
			   found->length == label.length &&
			   (label.length <= 16 ||
				bytes_equal(found->data, label.data, label.length))))
		return found;

	return NULL;
}

/* Where an integer is kept if it is among the recent ones. */
static inline uint32
recent_integer_place(int64 integer)
{
	return bytehash_pair((uint64) integer, 0) >> (64 - RECENT_LABELS_BITS);
}

/* An integer among the recent ones, or NULL. */
static inline const RecentInteger *
find_recent_integer(const RecentInteger *recent_integers, int64 integer)
{
	const RecentInteger *found = &recent_integers[recent_integer_place(integer)];

	return likely(found->integer == integer && found->code != NO_RECENT_CODE) ?
		found : NULL;
}

/* The code of a label, given to it now if it is new (it is copied then). */
static inline uint32
candidates_intern(CandidateTable *table, Label label)
{
	const RecentLabel *recent = NULL;

	if (likely(table->recent != NULL))
		recent = find_recent(table->recent, label);

	return likely(recent != NULL) ? recent->code :
		candidates_intern_any(table, label);
}

extern void codes_sort(uint32 *codes, size_t n);
extern void codes_sort_by_label(uint32 *codes, size_t n, const Label *labels);

#endif							/* PREFCOUNT_CANDIDATES_H */
