/*
 * profile_info.c
 *	  Looking into a profile: its ballots, candidates, rankings and marks.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/jsonb.h"
#include "utils/tuplestore.h"

#include "base/pgcompat.h"
#include "profile/profile_fingerprint.h"
#include "profile/profile_text.h"
#include "sql/arrays.h"
#include "sql/columns.h"
#include "sql/irv_rows.h"
#include "sql/profile_io.h"

#define RANKINGS_COLUMNS	3

/* The number of ballots. */
PG_FUNCTION_INFO_V1(profile_ballots);
Datum
profile_ballots(PG_FUNCTION_ARGS)
{
	ProfileReader reader;

	profile_reader_open(&reader, PG_GETARG_DATUM(0));

	PG_RETURN_INT64(profile_reader_ballots(&reader));
}

/* The total weight of the ballots. */
PG_FUNCTION_INFO_V1(profile_total);
Datum
profile_total(PG_FUNCTION_ARGS)
{
	ProfileReader reader;
	RankingEntry entry;
	Votes		total = votes_whole(0);

	profile_reader_open(&reader, PG_GETARG_DATUM(0));
	while (profile_reader_next(&reader, &entry))
	{
		CHECK_FOR_INTERRUPTS();
		total = votes_add(total, entry.votes);
	}

	PG_RETURN_NUMERIC(votes_to_numeric(total));
}

/* The candidates marked on any ballot, in bytewise order of their labels. */
PG_FUNCTION_INFO_V1(profile_candidates);
Datum
profile_candidates(PG_FUNCTION_ARGS)
{
	ProfileReader reader;
	Datum	   *elements;

	profile_reader_open(&reader, profile_flat_datum(PG_GETARG_DATUM(0)));
	elements = texts_of_labels(reader.labels, reader.ncandidates);

	PG_RETURN_ARRAYTYPE_P(array_of_texts(elements, reader.ncandidates));
}

/* One row for each distinct ranking that enough ballots have. */
PG_FUNCTION_INFO_V1(profile_rankings);
Datum
profile_rankings(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *result = (ReturnSetInfo *) fcinfo->resultinfo;
	int64		min_ballots = PG_GETARG_INT64(1);
	ProfileReader reader;
	RankingEntry entry;
	StringInfoData ranking;
	char	  **labels;
	MemoryContext old_context;

	InitMaterializedSRF(fcinfo, 0);
	check_columns(result->setDesc, RANKINGS_COLUMNS);
	profile_reader_open(&reader, profile_flat_datum(PG_GETARG_DATUM(0)));
	labels = labels_as_json(&reader);
	initStringInfo(&ranking);
	old_context = rows_begin();
	while (profile_reader_next(&reader, &entry))
	{
		Datum		values[RANKINGS_COLUMNS];
		bool		nulls[RANKINGS_COLUMNS] = {false};

		CHECK_FOR_INTERRUPTS();
		if (entry.ballots < min_ballots)
			continue;
		resetStringInfo(&ranking);
		ranking_print(&ranking, ballot_of_record(entry.record, NULL), labels);
		values[0] = DirectFunctionCall1(jsonb_in, CStringGetDatum(ranking.data));
		values[1] = Int64GetDatum(entry.ballots);
		values[2] = NumericGetDatum(votes_to_numeric(entry.votes));
		tuplestore_putvalues(result->setResult, result->setDesc, values, nulls);
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);

	return (Datum) 0;
}

/* SHA-256 of the canonical binary form, in hexadecimal digits. */
PG_FUNCTION_INFO_V1(profile_fingerprint);
Datum
profile_fingerprint(PG_FUNCTION_ARGS)
{
	PG_RETURN_TEXT_P(cstring_to_text(profile_fingerprint_of(PG_GETARG_DATUM(0))));
}
