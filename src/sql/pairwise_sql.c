/*
 * pairwise_sql.c
 *	  SQL functions on winners by pairs.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"

#include "base/pgcompat.h"
#include "count/pairwise_methods.h"
#include "count/shown.h"
#include "profile/profile_datum.h"
#include "report/pairwise_report.h"
#include "sql/irv_rows.h"

#define PAIRWISE_PLACES_COLUMNS	7
#define PAIRWISE_PATHS_COLUMNS	3

/* The method of an argument; 22023 for one that is not known. */
static PairwiseMethod
method_from_arg(FunctionCallInfo fcinfo, int argno)
{
	char	   *name = PG_ARGISNULL(argno) ? NULL : text_to_cstring(PG_GETARG_TEXT_PP(argno));
	char	   *known = "";

	for (int i = 0; i < PAIRWISE_METHODS; i++)
	{
		if (name != NULL && strcmp(name, pairwise_method_names[i]) == 0)
			return (PairwiseMethod) i;
		known = psprintf("%s%s\"%s\"", known, i > 0 ? ", " : "", pairwise_method_names[i]);
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("unknown method by pairs"),
			 name == NULL ? errdetail("The method is NULL.") :
			 errdetail("The method is \"%s\".", name),
			 errhint("Methods are %s.", known)));
}

/*
 * The comparisons of a profile by rules; NULL if there is none or it has too
 * few ballots.  A method that counts by instant runoff takes no rule that only
 * comparisons do.
 */
static Duels *
duels_from_args(FunctionCallInfo fcinfo, int rules_argno, bool counts)
{
	const CountRules *rules = rules_from_arg(fcinfo, rules_argno);
	ProfileReader *reader = palloc(sizeof(ProfileReader));
	Contest    *contest;

	if (counts)
		rules_check_count(rules);
	if (PG_ARGISNULL(0))
		return NULL;
	profile_reader_open(reader, PG_GETARG_DATUM(0));
	contest = contest_create(reader, 1, rules);

	return contest ? duels_create(contest) : NULL;
}

/* Whether a method needs an instant-runoff count. */
static bool
method_counts(PairwiseMethod method)
{
	return method == PAIRWISE_SMITH_IRV || method == PAIRWISE_BENHAM;
}

/* Give out the row of a candidate who is placed; open: nobody is elected. */
static void
put_standing(FunctionCallInfo fcinfo, const Duels *duels, const Standing *standing,
			 bool open)
{
	const char *status = standing->place > 1 ? "defeated" : open ? "tied" : "elected";
	Datum		values[PAIRWISE_PLACES_COLUMNS];
	bool		nulls[PAIRWISE_PLACES_COLUMNS];
	Row			row;

	row_begin(&row, values, nulls);
	row_int(&row, standing->place);
	row_candidate(&row, duels->contest->roster, duels->candidates[standing->candidate]);
	row_numeric(&row, standing->score);
	row_int(&row, standing->wins);
	row_int(&row, standing->losses);
	row_int(&row, standing->draws);
	row_word(&row, status);
	row_put(&row, fcinfo);
}

/* Give out the row of a candidate who takes no part. */
static void
put_outsider(FunctionCallInfo fcinfo, const Roster *roster, int candidate)
{
	Datum		values[PAIRWISE_PLACES_COLUMNS];
	bool		nulls[PAIRWISE_PLACES_COLUMNS];
	Row			row;

	row_begin(&row, values, nulls);
	row_null(&row);
	row_candidate(&row, roster, candidate);
	while (row.n < PAIRWISE_PLACES_COLUMNS - 1)
		row_null(&row);
	row_word(&row, place_status_name(candidate == roster->pool ? PLACE_WRITE_IN : PLACE_WITHDRAWN));
	row_put(&row, fcinfo);
}

/* pairwise_places(p, method, rules): the order of finish by a method. */
PG_FUNCTION_INFO_V1(pairwise_places);
Datum
pairwise_places(PG_FUNCTION_ARGS)
{
	PairwiseMethod method = method_from_arg(fcinfo, 1);
	const Roster *roster;
	Duels	   *duels;
	Standing   *standings;
	MemoryContext old_context;

	InitMaterializedSRF(fcinfo, 0);
	duels = duels_from_args(fcinfo, 2, method_counts(method));
	if (duels == NULL)
		return (Datum) 0;

	roster = duels->contest->roster;
	standings = pairwise_standings(duels, method);
	old_context = rows_begin();
	for (int i = 0; i < duels->n; i++)
		put_standing(fcinfo, duels, &standings[i],
					 duels_are_silent(duels) ||
					 (duels->n > 1 && standings[1].place == standings[0].place));
	for (int pool = 1; pool >= 0; pool--)
	{
		for (int i = 0; i < roster->ncandidates; i++)
		{
			if (pool ? i == roster->pool : i != roster->pool && roster->withdrawn[i])
				put_outsider(fcinfo, roster, i);
		}
	}
	rows_end(old_context);

	return (Datum) 0;
}

/* pairwise_paths(p, rules): the strongest path of each ordered pair. */
PG_FUNCTION_INFO_V1(pairwise_paths);
Datum
pairwise_paths(PG_FUNCTION_ARGS)
{
	Duels	   *duels;
	StrongestPaths *paths;

	InitMaterializedSRF(fcinfo, 0);
	duels = duels_from_args(fcinfo, 1, false);
	if (duels == NULL)
		return (Datum) 0;

	paths = strongest_paths(duels, false);
	for (int i = 0; i < duels->n; i++)
	{
		MemoryContext old_context = rows_begin();

		CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < duels->n; j++)
		{
			Datum		values[PAIRWISE_PATHS_COLUMNS];
			bool		nulls[PAIRWISE_PATHS_COLUMNS];
			Row			row;

			if (i == j)
				continue;
			row_begin(&row, values, nulls);
			row_candidate(&row, duels->contest->roster, duels->candidates[i]);
			row_candidate(&row, duels->contest->roster, duels->candidates[j]);
			row_votes(&row, paths->votes[paths->strength[(Size) i * duels->n + j]]);
			row_put(&row, fcinfo);
		}
		rows_end(old_context);
	}
	return (Datum) 0;
}

/* pairwise_report(p, method, rules): comparisons and order as text. */
PG_FUNCTION_INFO_V1(pairwise_report);
Datum
pairwise_report(PG_FUNCTION_ARGS)
{
	PairwiseMethod method = method_from_arg(fcinfo, 1);
	Duels	   *duels = duels_from_args(fcinfo, 2, method_counts(method));
	char	   *sheet;

	if (duels == NULL)
		PG_RETURN_NULL();
	sheet = pairwise_sheet(duels, method, pairwise_standings(duels, method));

	PG_RETURN_TEXT_P(label_to_text((Label) {sheet, strlen(sheet)}));
}

typedef int *(*MembersFunction) (const Duels *duels, int *n);

/* Answer with the members of a set, in ballot order. */
static Datum
return_members(FunctionCallInfo fcinfo, MembersFunction find)
{
	Duels	   *duels = duels_from_args(fcinfo, 1, false);
	int		   *members;
	Datum	   *labels;
	int			n;

	if (duels == NULL)
		PG_RETURN_NULL();
	members = find(duels, &n);
	labels = palloc(sizeof(Datum) * Max(n, 1));
	for (int i = 0; i < n; i++)
		labels[i] = PointerGetDatum(label_to_text(duels->contest->roster->labels[duels->candidates[members[i]]]));

	PG_RETURN_ARRAYTYPE_P(construct_array(labels, n, TEXTOID, -1, false, TYPALIGN_INT));
}

/* smith_set(p, rules) */
PG_FUNCTION_INFO_V1(smith_set);
Datum
smith_set(PG_FUNCTION_ARGS)
{
	return return_members(fcinfo, smith_members);
}

/* schwartz_set(p, rules) */
PG_FUNCTION_INFO_V1(schwartz_set);
Datum
schwartz_set(PG_FUNCTION_ARGS)
{
	return return_members(fcinfo, schwartz_members);
}
