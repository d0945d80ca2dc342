/*
 * long_rows.c
 *	  Ballots that come as rows of a long table, one for each preference.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/fmgrprotos.h"
#include "utils/memutils.h"
#include "utils/uuid.h"

#include "ballot/long_rows.h"
#include "base/enlarge.h"
#include "base/excerpt.h"

#define LONG_ROWS_MIN	8
#define NAME_BYTES		100		/* of a ballot's id that an error shows */

#define ST_SORT				sort_weights
#define ST_ELEMENT_TYPE		LongWeight
#define ST_COMPARE(a, b)	(((a)->ballot > (b)->ballot) - ((a)->ballot < (b)->ballot))
#define ST_SCOPE			static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* No rows yet, in a memory context. */
LongRows *
long_rows_create(MemoryContext context, LongIdKind id_kind)
{
	LongRows   *rows = MemoryContextAllocZero(context, sizeof(LongRows));

	rows->context = context;
	rows->id_kind = id_kind;
	rows->candidates = candidates_create(context);
	rows->ballot_ids = candidates_create(context);

	return rows;
}

/* A ballot's id as text, if need be only its beginning, for an error's detail. */
char *
long_rows_ballot_name(const LongRows *rows, uint64 ballot)
{
	Label		id;
	pg_uuid_t	uuid;

	if (rows->id_kind == LONG_ID_NUMBER)
		return psprintf(INT64_FORMAT, (int64) ballot);

	id = candidates_labels(rows->ballot_ids)[ballot];
	if (rows->id_kind == LONG_ID_UUID)
	{
		memcpy(uuid.data, id.data, UUID_LEN);
		return DatumGetCString(DirectFunctionCall1(uuid_out, UUIDPGetDatum(&uuid)));
	}

	return psprintf("\"%s\"", text_excerpt(id.data, id.length, NAME_BYTES));
}

/* Add one row. */
void
long_rows_add(LongRows *rows, uint64 ballot, uint32 candidate, uint32 rank)
{
	if (rows->nrows == rows->rows_allocated)
		rows->rows = enlarge_array(rows->context, rows->rows, &rows->rows_allocated,
								   sizeof(LongRow), LONG_ROWS_MIN);
	rows->rows[rows->nrows++] = (LongRow) {ballot, candidate, rank};
}

/* Note the weight that a row gives its ballot. */
void
long_rows_add_weight(LongRows *rows, uint64 ballot, Votes votes)
{
	if (rows->nweights == rows->weights_allocated)
		rows->weights = enlarge_array(rows->context, rows->weights,
									  &rows->weights_allocated, sizeof(LongWeight),
									  LONG_ROWS_MIN);
	rows->weights[rows->nweights++] = (LongWeight) {ballot, votes};
}

/* The codes in one table of the labels in another. */
static uint32 *
map_codes(CandidateTable *table, const CandidateTable *other)
{
	uint32		n = candidates_count(other);
	const Label *labels = candidates_labels(other);
	uint32	   *codes = palloc_extended(sizeof(uint32) * Max(n, 1), MCXT_ALLOC_HUGE);

	for (uint32 i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		codes[i] = candidates_intern(table, labels[i]);
	}

	return codes;
}

/* Add all rows of others, which stay as they are. */
void
long_rows_append(LongRows *rows, const LongRows *more)
{
	uint32	   *candidates = map_codes(rows->candidates, more->candidates);
	uint32	   *ids = map_codes(rows->ballot_ids, more->ballot_ids);
	bool		numbered = candidates_count(more->ballot_ids) == 0;

	for (uint64 i = 0; i < more->nrows; i++)
	{
		LongRow    *row = &more->rows[i];

		long_rows_add(rows, numbered ? row->ballot : ids[row->ballot],
					  row->rank == LONG_NO_MARK ? 0 : candidates[row->candidate],
					  row->rank);
		CHECK_FOR_INTERRUPTS();
	}
	for (uint64 i = 0; i < more->nweights; i++)
	{
		LongWeight *weight = &more->weights[i];

		long_rows_add_weight(rows, numbered ? weight->ballot : ids[weight->ballot],
							 weight->votes);
		CHECK_FOR_INTERRUPTS();
	}
	pfree(candidates);
	pfree(ids);
}

/* Add the marks of the rows [from, to), all of one rank, to a ballot. */
static void
build_rank(BallotBuilder *builder, const LongRow *rows, uint64 from, uint64 to)
{
	uint32	   *codes;
	int			ncodes = 0;

	if (to - from == 1)
	{
		ballot_add_mark(builder, rows[from].candidate);
		return;
	}

	codes = palloc_extended(sizeof(uint32) * (to - from), MCXT_ALLOC_HUGE);
	for (uint64 i = from; i < to; i++)
	{
		/* rows that agree in everything count once */
		if (i == from || rows[i].candidate != rows[i - 1].candidate)
			codes[ncodes++] = rows[i].candidate;
	}
	ballot_add_marks(builder, codes, ncodes);
	pfree(codes);
}

/* Build the ballot of the sorted rows [from, to). */
static Ballot
build_ballot(BallotBuilder *builder, const LongRow *rows, uint64 from, uint64 to)
{
	uint32		rank = 0;

	ballot_begin(builder);
	while (from < to && rows[from].rank == LONG_NO_MARK)
		from++;
	while (from < to)
	{
		uint64		next = from + 1;

		while (++rank < rows[from].rank)
			ballot_add_skipped(builder);
		while (next < to && rows[next].rank == rank)
			next++;
		build_rank(builder, rows, from, next);
		from = next;
	}

	return ballot_finish(builder);
}

/* The ballot of some rows, which are all its rows; sorts them. */
Ballot
long_rows_ballot(BallotBuilder *builder, LongRow *rows, uint64 nrows)
{
	long_rows_sort_few(rows, nrows);

	return build_ballot(builder, rows, 0, nrows);
}

/* A weight as text, for an error's detail. */
static const char *
weight_string(Votes votes)
{
	return votes.units < 0 ? "NULL" : votes_to_string(votes);
}

/*
 * The weight of the next ballot, in the order of ballots: what all its rows
 * say, or 22023.
 */
static Votes
next_weight(const LongRows *rows, uint64 ballot, uint64 *position)
{
	Votes		votes = rows->weights[*position].votes;

	Assert(rows->weights[*position].ballot == ballot);
	for (; *position < rows->nweights &&
		 rows->weights[*position].ballot == ballot; (*position)++)
	{
		if (votes_cmp(rows->weights[*position].votes, votes) != 0)
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("rows of one ballot differ in weight"),
					 errdetail("Ballot %s has the weights %s and %s.",
							   long_rows_ballot_name(rows, ballot), weight_string(votes),
							   weight_string(rows->weights[*position].votes)),
					 errhint("All rows of a ballot must give it the same weight.")));
	}

	return votes;
}

/*
 * Begin to step through the ballots of rows, whose candidates become known to
 * a table that must be new: it gives them the codes that the rows have.  Sorts
 * the rows, which does not change what they say.
 */
void
long_ballots_begin(LongBallots *ballots, LongRows *rows,
				   CandidateTable *candidates, BallotBuilder *builder)
{
	Assert(candidates_count(candidates) == 0);
	pfree(map_codes(candidates, rows->candidates));
	rows->rows = long_rows_sort(rows->rows, rows->nrows, &rows->rows_allocated);
	sort_weights(rows->weights, rows->nweights);
	*ballots = (LongBallots) {rows, builder, 0, 0};
}

/*
 * The next ballot, good until the builder is used again, and its weight, which
 * is LONG_NO_WEIGHT where its rows say NULL.  False behind the last one.
 */
bool
long_ballots_next(LongBallots *ballots, Ballot *ballot, Votes *votes)
{
	const LongRows *rows = ballots->rows;
	uint64		from = ballots->position;
	uint64		next = from + 1;

	if (from == rows->nrows)
		return false;
	while (next < rows->nrows && rows->rows[next].ballot == rows->rows[from].ballot)
		next++;
	*votes = votes_whole(1);
	if (rows->nweights > 0)
		*votes = next_weight(rows, rows->rows[from].ballot, &ballots->weight_position);
	*ballot = build_ballot(ballots->builder, rows->rows, from, next);
	ballots->position = next;

	return true;
}
