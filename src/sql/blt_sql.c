/*
 * blt_sql.c
 *	  SQL functions that read and write BLT, see blt.h.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "base/jsonb_push.h"
#include "base/pgcompat.h"
#include "report/blt.h"
#include "sql/arrays.h"
#include "sql/profile_io.h"

/* profile_from_blt(blt): the ballots. */
PG_FUNCTION_INFO_V1(profile_from_blt);
Datum
profile_from_blt(PG_FUNCTION_ARGS)
{
	text	   *source = PG_GETARG_TEXT_PP(0);
	Profile    *profile = temporary_profile();
	Blt			blt;

	blt_parse(&blt, VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source));
	blt_add_ballots(&blt, profile);

	PG_RETURN_DATUM(temporary_profile_result(profile));
}

/* By candidate, whether a text notes her. */
static bool *
noted_flags(const Blt *blt, const BltNoted *noted)
{
	bool	   *flags = palloc0(Max(blt->names.n, 1));

	for (int i = 0; i < noted->n; i++)
		flags[noted->candidates[i]] = true;

	return flags;
}

/*
 * blt_rules(blt): the candidates in their order, and who has withdrawn; whoever
 * is undeclared is none, and counts for the pool of write-ins.
 */
PG_FUNCTION_INFO_V1(blt_rules);
Datum
blt_rules(PG_FUNCTION_ARGS)
{
	text	   *source = PG_GETARG_TEXT_PP(0);
	JsonbParseState *state = NULL;
	bool	   *withdrawn;
	bool	   *undeclared;
	Blt			blt;

	blt_parse(&blt, VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source));
	withdrawn = noted_flags(&blt, &blt.withdrawn);
	undeclared = noted_flags(&blt, &blt.undeclared);

	(void) pushJsonbValue(&state, WJB_BEGIN_OBJECT, NULL);
	push_key(&state, "candidates", WJB_BEGIN_ARRAY);
	for (int i = 0; i < blt.names.n; i++)
	{
		if (withdrawn[i] || !undeclared[i])
			push_string(&state, WJB_ELEM, label_string(blt.names.labels[i]));
	}
	(void) pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	push_key(&state, "withdrawn", WJB_BEGIN_ARRAY);
	for (int i = 0; i < blt.withdrawn.n; i++)
	{
		int			candidate = blt.withdrawn.candidates[i];

		if (withdrawn[candidate])
			push_string(&state, WJB_ELEM, label_string(blt.names.labels[candidate]));
		withdrawn[candidate] = false;
	}
	(void) pushJsonbValue(&state, WJB_END_ARRAY, NULL);
	if (blt.undeclared.n > 0)
	{
		push_member(&state, "unlisted", "write_in");
		push_member(&state, "write_in", "Undeclared write-ins");
	}

	PG_RETURN_JSONB_P(JsonbValueToJsonb(pushJsonbValue(&state, WJB_END_OBJECT, NULL)));
}

/* blt_seats(blt): how many seats a BLT text says are to be filled. */
PG_FUNCTION_INFO_V1(blt_seats);
Datum
blt_seats(PG_FUNCTION_ARGS)
{
	text	   *source = PG_GETARG_TEXT_PP(0);
	Blt			blt;

	blt_parse(&blt, VARDATA_ANY(source), VARSIZE_ANY_EXHDR(source));

	PG_RETURN_INT64(blt.seats);
}

/* Raise 22023 for an argument of profile_to_blt(). */
static void
blt_argument_error(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid argument for a BLT text"),
			 errdetail("%s", detail)));
}

/* The labels of a text[] argument; no two may be the same. */
static LabelList
labels_of_argument(FunctionCallInfo fcinfo, int argno)
{
	LabelList	list = {0, NULL, NULL};
	Datum	   *elements;
	bool	   *nulls;
	int			twice;

	if (PG_ARGISNULL(argno))
		return list;
	elements = array_elements(PG_GETARG_ARRAYTYPE_P(argno), &nulls, &list.n);
	list.labels = labels_of_texts(elements, list.n);
	for (int i = 0; i < list.n; i++)
	{
		if (nulls[i])
			blt_argument_error("A candidate is NULL.");
	}
	twice = label_list_sort(&list);
	if (twice >= 0)
		blt_argument_error(psprintf("Candidate \"%s\" is given twice.",
									label_string(list.labels[twice])));

	return list;
}

/* The labels that a profile itself has. */
static LabelList
labels_of_profile(const ProfileReader *reader)
{
	LabelList	list = {(int) reader->ncandidates, NULL, NULL};

	list.labels = unconstify(Label *, reader->labels);
	(void) label_list_sort(&list);

	return list;
}

/* profile_to_blt(p, title, seats, candidates, withdrawn) */
PG_FUNCTION_INFO_V1(profile_to_blt);
Datum
profile_to_blt(PG_FUNCTION_ARGS)
{
	ProfileReader reader;
	BltFrame	frame;
	StringInfoData out;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	if (PG_ARGISNULL(2) || PG_GETARG_INT64(2) < 1 || PG_GETARG_INT64(2) > BLT_SEATS_MAX)
		blt_argument_error(psprintf("The number of seats is not one from 1 to %d.",
									BLT_SEATS_MAX));
	profile_reader_open(&reader, profile_flat_datum(PG_GETARG_DATUM(0)));

	frame.names = PG_ARGISNULL(3) ? labels_of_profile(&reader) :
		labels_of_argument(fcinfo, 3);
	frame.withdrawn = labels_of_argument(fcinfo, 4);
	frame.seats = PG_GETARG_INT64(2);
	frame.title = PG_ARGISNULL(1) ? label_from_cstring("", 0) :
		label_from_text(PG_GETARG_TEXT_PP(1));

	initStringInfo(&out);
	blt_print(&out, &frame, &reader);

	PG_RETURN_TEXT_P(label_to_text((Label) {out.data, out.len}));
}
