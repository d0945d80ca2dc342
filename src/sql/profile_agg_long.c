/*
 * profile_agg_long.c
 *	  Support functions of the aggregates over (ballot_id, rank, candidate
 *	  [, weight]).
 *
 * Unlike those of the other forms, this state has to keep every ballot's id
 * to the end, so it is no profile yet but an internal one.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "libpq/pqformat.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"
#include "utils/uuid.h"

#include "ballot/long_rows.h"
#include "base/pgcompat.h"
#include "profile/profile_datum.h"
#include "sql/profile_agg_long.h"

/* The arguments of profile_long_add(), behind the state. */
#define ARG_BALLOT		1
#define ARG_RANK		2
#define ARG_CANDIDATE	3
#define ARG_WEIGHT		4

/* The argument types that one SQL function has: one C function serves all. */
typedef struct LongTypes
{
	Oid			ballot;
	Oid			candidate;
} LongTypes;

/* Look the argument types up, once for each query. */
static const LongTypes *
argument_types(FunctionCallInfo fcinfo)
{
	LongTypes  *types = fcinfo->flinfo->fn_extra;

	if (types == NULL)
	{
		Oid		   *argtypes;
		int			nargs;

		get_func_signature(fcinfo->flinfo->fn_oid, &argtypes, &nargs);
		types = MemoryContextAlloc(fcinfo->flinfo->fn_mcxt, sizeof(LongTypes));
		types->ballot = argtypes[ARG_BALLOT];
		types->candidate = argtypes[ARG_CANDIDATE];
		fcinfo->flinfo->fn_extra = types;
	}

	return types;
}

/* The memory context of the aggregate; these functions work in no other place. */
static MemoryContext
aggregate_context(FunctionCallInfo fcinfo)
{
	MemoryContext context;

	if (!AggCheckCallContext(fcinfo, &context))
		elog(ERROR, "aggregate support function called outside an aggregate");

	return context;
}

/* A number that stands for a ballot's id. */
static uint64
ballot_number(LongRows *rows, Datum id, Oid type)
{
	if (type == INT8OID)
		return (uint64) DatumGetInt64(id);
	if (type == UUIDOID)
		return candidates_intern(rows->ballot_ids,
								 (Label) {(char *) DatumGetUUIDP(id)->data, UUID_LEN});
	else
	{
		text	   *string = DatumGetTextPP(id);

		return candidates_intern(rows->ballot_ids,
								 (Label) {VARDATA_ANY(string), VARSIZE_ANY_EXHDR(string)});
	}
}

/* How a type's values stand for ballots. */
static LongIdKind
id_kind(Oid type)
{
	return type == INT8OID ? LONG_ID_NUMBER : type == UUIDOID ? LONG_ID_UUID : LONG_ID_TEXT;
}

/* A row's candidate as text; 22023 for one without a name. */
static Label
candidate_label(const LongRows *rows, uint64 ballot, text *candidate)
{
	if (VARSIZE_ANY_EXHDR(candidate) == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("ranking has an empty label"),
				 errdetail("The ballot is %s.", long_rows_ballot_name(rows, ballot)),
				 errhint("An empty cell is no mark, which is NULL: nullif(candidate, '').")));

	return label_from_text(candidate);
}

/* The code of a row's candidate. */
static uint32
candidate_code(LongRows *rows, uint64 ballot, Datum candidate, Oid type)
{
	if (type == INT8OID)
		return candidates_intern_integer(rows->candidates, DatumGetInt64(candidate));

	return candidates_intern(rows->candidates,
							 candidate_label(rows, ballot, DatumGetTextPP(candidate)));
}

/* A row's rank; 22023 if there can be no such rank. */
static uint32
get_rank(const LongRows *rows, uint64 ballot, int64 rank)
{
	if (rank < 1 || rank > BALLOT_MAX_RANKS)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("rank is out of range"),
				 errdetail("Ballot %s has the rank " INT64_FORMAT ".",
						   long_rows_ballot_name(rows, ballot), rank),
				 errhint("Ranks go from 1, the best, to %d; NULL is no mark.",
						 BALLOT_MAX_RANKS)));

	return (uint32) rank;
}

/* Add one row to the state. */
PG_FUNCTION_INFO_V1(profile_long_add);
Datum
profile_long_add(PG_FUNCTION_ARGS)
{
	const LongTypes *types = argument_types(fcinfo);
	MemoryContext context = aggregate_context(fcinfo);
	LongRows   *rows = PG_ARGISNULL(0) ?
		long_rows_create(context, id_kind(types->ballot)) :
		(LongRows *) PG_GETARG_POINTER(0);
	uint64		ballot;

	if (PG_ARGISNULL(ARG_BALLOT))
		PG_RETURN_POINTER(rows);

	ballot = ballot_number(rows, PG_GETARG_DATUM(ARG_BALLOT), types->ballot);
	if (PG_ARGISNULL(ARG_RANK) || PG_ARGISNULL(ARG_CANDIDATE))
		long_rows_add(rows, ballot, 0, LONG_NO_MARK);
	else
	{
		uint32		rank = get_rank(rows, ballot, PG_GETARG_INT64(ARG_RANK));

		long_rows_add(rows, ballot,
					  candidate_code(rows, ballot, PG_GETARG_DATUM(ARG_CANDIDATE),
									 types->candidate),
					  rank);
	}
	if (PG_NARGS() > ARG_WEIGHT)
		long_rows_add_weight(rows, ballot, PG_ARGISNULL(ARG_WEIGHT) ?
							 LONG_NO_WEIGHT :
							 votes_from_weight(PG_GETARG_NUMERIC(ARG_WEIGHT)));

	PG_RETURN_POINTER(rows);
}

/* Combine the rows of two partial states. */
PG_FUNCTION_INFO_V1(profile_long_combine);
Datum
profile_long_combine(PG_FUNCTION_ARGS)
{
	MemoryContext context = aggregate_context(fcinfo);
	LongRows   *more = PG_ARGISNULL(1) ? NULL : (LongRows *) PG_GETARG_POINTER(1);
	LongRows   *rows = PG_ARGISNULL(0) ? NULL : (LongRows *) PG_GETARG_POINTER(0);

	if (rows == NULL && more == NULL)
		PG_RETURN_NULL();

	if (rows == NULL)
		rows = long_rows_create(context, more->id_kind);
	if (more != NULL)
		long_rows_append(rows, more);

	PG_RETURN_POINTER(rows);
}

/* Send all labels of a table. */
static void
send_labels(StringInfo message, const CandidateTable *table)
{
	uint32		n = candidates_count(table);
	const Label *labels = candidates_labels(table);

	pq_sendint32(message, n);
	for (uint32 i = 0; i < n; i++)
	{
		pq_sendint32(message, labels[i].length);
		pq_sendbytes(message, labels[i].data, labels[i].length);
	}
}

/* Take all labels of a table from a message. */
static void
receive_labels(StringInfo message, CandidateTable *table)
{
	uint32		n = pq_getmsgint(message, 4);

	for (uint32 i = 0; i < n; i++)
	{
		Label		label;

		label.length = pq_getmsgint(message, 4);
		label.data = pq_getmsgbytes(message, label.length);
		candidates_intern(table, label);
	}
}

/* Raise 54000 for a partial state that is too large to be sent. */
static void
check_message_size(const LongRows *rows)
{
	if (rows->nrows * sizeof(LongRow) + rows->nweights * sizeof(LongWeight) <
		MaxAllocSize / 2)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("partial state of profile_agg is too large to be sent"),
			 errdetail("It has " UINT64_FORMAT " rows.", rows->nrows),
			 errhint("SET max_parallel_workers_per_gather = 0.")));
}

/* A partial state as bytes, to be read by another process of this server. */
PG_FUNCTION_INFO_V1(profile_long_serialize);
Datum
profile_long_serialize(PG_FUNCTION_ARGS)
{
	LongRows   *rows = (LongRows *) PG_GETARG_POINTER(0);
	StringInfoData message;

	check_message_size(rows);
	pq_begintypsend(&message);
	pq_sendint32(&message, rows->id_kind);
	send_labels(&message, rows->candidates);
	send_labels(&message, rows->ballot_ids);
	pq_sendint64(&message, rows->nrows);
	pq_sendbytes(&message, (char *) rows->rows, rows->nrows * sizeof(LongRow));
	pq_sendint64(&message, rows->nweights);
	pq_sendbytes(&message, (char *) rows->weights,
				 rows->nweights * sizeof(LongWeight));

	PG_RETURN_BYTEA_P(pq_endtypsend(&message));
}

/* A partial state from bytes. */
PG_FUNCTION_INFO_V1(profile_long_deserialize);
Datum
profile_long_deserialize(PG_FUNCTION_ARGS)
{
	bytea	   *bytes = PG_GETARG_BYTEA_PP(0);
	StringInfoData message;
	LongRows   *rows;

	initStringInfo(&message);
	appendBinaryStringInfo(&message, VARDATA_ANY(bytes), VARSIZE_ANY_EXHDR(bytes));
	rows = long_rows_create(CurrentMemoryContext, pq_getmsgint(&message, 4));
	receive_labels(&message, rows->candidates);
	receive_labels(&message, rows->ballot_ids);
	rows->nrows = pq_getmsgint64(&message);
	rows->rows = palloc_extended(rows->nrows * sizeof(LongRow) + 1, MCXT_ALLOC_HUGE);
	pq_copymsgbytes(&message, (char *) rows->rows, rows->nrows * sizeof(LongRow));
	rows->nweights = pq_getmsgint64(&message);
	rows->weights = palloc_extended(rows->nweights * sizeof(LongWeight) + 1,
									MCXT_ALLOC_HUGE);
	pq_copymsgbytes(&message, (char *) rows->weights,
					rows->nweights * sizeof(LongWeight));
	pq_getmsgend(&message);

	PG_RETURN_POINTER(rows);
}

/* Add the ballots of rows to a new profile, but for those that weigh nothing. */
static void
collect_ballots(LongRows *rows, Profile *profile)
{
	RankingPool *pool = profile->pool;
	LongBallots ballots;
	Ballot		ballot;
	Votes		votes;

	long_ballots_begin(&ballots, rows, pool->candidates, &pool->builder);
	while (long_ballots_next(&ballots, &ballot, &votes))
	{
		CHECK_FOR_INTERRUPTS();
		if (votes.units >= 0 && !votes_is_zero(votes))
			profile_add_ballots(profile, ranking_pool_intern(pool, ballot),
						(BallotCount) {1, votes});
	}
}

/*
 * The profile of the ballots of a state, which is the first argument.  Sorts
 * the state's rows, which does not change what they say: more may be added.
 */
Datum
profile_of_long_state(FunctionCallInfo fcinfo)
{
	RankingPool *pool = ranking_pool_create(CurrentMemoryContext,
											ALLOCSET_DEFAULT_MAXSIZE);
	ExpandedProfile *expanded = expanded_profile_create(pool);

	if (!PG_ARGISNULL(0))
		collect_ballots((LongRows *) PG_GETARG_POINTER(0), &expanded->profile);

	return expanded_profile_read_only(expanded);
}

/* The profile of all ballots; never NULL. */
PG_FUNCTION_INFO_V1(profile_long_final);
Datum
profile_long_final(PG_FUNCTION_ARGS)
{
	return profile_of_long_state(fcinfo);
}
