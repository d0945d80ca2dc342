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

typedef struct CandidateTable CandidateTable;

extern CandidateTable *candidates_create(MemoryContext context);
extern uint32 candidates_intern(CandidateTable *table, Label label);
extern bool candidates_find(const CandidateTable *table, Label label, uint32 *code);
extern uint32 candidates_count(const CandidateTable *table);
extern const Label *candidates_labels(const CandidateTable *table);
extern Label label_from_text(text *label);
extern Label label_from_cstring(const char *label, int length);
extern text *label_to_text(Label label);

#endif							/* PREFCOUNT_CANDIDATES_H */
