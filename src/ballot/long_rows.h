/*
 * long_rows.h
 *	  Ballots that come as rows of a long table, one for each preference.
 *
 * Rows come in any order and a ballot's rows may be far apart, so all are
 * kept, sixteen bytes each, and sorted once in the end.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_LONG_ROWS_H
#define PREFCOUNT_LONG_ROWS_H

#include "postgres.h"

#include "ballot/ballot.h"
#include "ballot/row_sort.h"
#include "base/candidates.h"
#include "base/votes.h"

/* What a row says of its ballot's weight. */
typedef struct LongWeight
{
	uint64		ballot;
	Votes		votes;			/* LONG_NO_WEIGHT: NULL */
} LongWeight;

#define LONG_NO_WEIGHT	((Votes) {-1, 0})

/* What ballots' ids are. */
typedef enum LongIdKind
{
	LONG_ID_NUMBER,				/* itself, in a row */
	LONG_ID_TEXT,				/* a label of ballot_ids */
	LONG_ID_UUID				/* its bytes as such a label */
} LongIdKind;

typedef struct LongRows
{
	MemoryContext context;
	LongIdKind	id_kind;
	LongRow    *rows;
	uint64		nrows;
	uint64		rows_allocated;
	LongWeight *weights;		/* weighted ballots only */
	uint64		nweights;
	uint64		weights_allocated;
	CandidateTable *candidates;
	CandidateTable *ballot_ids; /* where they are not numbers */
} LongRows;

/* Steps through the ballots that rows make. */
typedef struct LongBallots
{
	const LongRows *rows;
	BallotBuilder *builder;
	uint64		position;		/* of the next ballot's first row */
	uint64		weight_position;
} LongBallots;

extern LongRows *long_rows_create(MemoryContext context, LongIdKind id_kind);
extern char *long_rows_ballot_name(const LongRows *rows, uint64 ballot);
extern void long_rows_add(LongRows *rows, uint64 ballot, uint32 candidate,
						  uint32 rank);
extern void long_rows_add_weight(LongRows *rows, uint64 ballot, Votes votes);
extern void long_rows_append(LongRows *rows, const LongRows *more);
extern Ballot long_rows_ballot(BallotBuilder *builder, LongRow *rows, uint64 nrows);
extern void long_ballots_begin(LongBallots *ballots, LongRows *rows,
							   CandidateTable *candidates, BallotBuilder *builder);
extern bool long_ballots_next(LongBallots *ballots, Ballot *ballot, Votes *votes);

#endif							/* PREFCOUNT_LONG_ROWS_H */
