/*
 * stv_result_sql.c
 *	  SQL functions that say how a count for several seats came out.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "funcapi.h"

#include "base/label_list.h"
#include "base/pgcompat.h"
#include "count/stv_places.h"
#include "sql/arrays.h"
#include "sql/stv_rows.h"

#define PLACES_COLUMNS		7
#define RESULT_COLUMNS		13
#define COUNTBACK_COLUMNS	2
#define SUPPRESSED_COLUMN	12	/* from 0 */

/* The elected as an array of texts, which may be empty. */
static Datum
elected_array(const StvCount *count)
{
	const Count *base = &count->base;
	const Label *labels = base->contest->roster->labels;
	Datum	   *texts = palloc(sizeof(Datum) * Max(base->nwinners, 1));

	for (int i = 0; i < base->nwinners; i++)
		texts[i] = PointerGetDatum(label_to_text(labels[base->winners[i].candidate]));

	return PointerGetDatum(array_of_texts(texts, base->nwinners));
}

/* stv_elected(p, rules): who is elected, in order of election. */
PG_FUNCTION_INFO_V1(stv_elected);
Datum
stv_elected(PG_FUNCTION_ARGS)
{
	Contest    *contest = stv_contest_from_args(fcinfo, 1);

	if (contest == NULL)
		PG_RETURN_NULL();

	PG_RETURN_DATUM(elected_array(stv_count(contest)));
}

/* A candidate's status in the order of finish as it is shown. */
static const char *
place_status(const StvCount *count, const StvPlace *place)
{
	if (place->candidate == count->base.contest->roster->pool && place->status != STATUS_WITHDRAWN)
		return "write_in";

	return status_name(place->status);
}

/* stv_places(p, rules): the order of finish. */
PG_FUNCTION_INFO_V1(stv_places);
Datum
stv_places(PG_FUNCTION_ARGS)
{
	Contest    *contest;
	const StvCount *count;
	StvPlace   *places;
	int			n;

	InitMaterializedSRF(fcinfo, 0);
	contest = stv_contest_from_args(fcinfo, 1);
	if (contest == NULL)
		return (Datum) 0;
	count = stv_count(contest);
	places = stv_places_of(count, &n);
	for (int i = 0; i < n; i++)
	{
		const StvPlace *place = &places[i];
		bool		stood = (place->status != STATUS_WITHDRAWN);
		Datum		values[PLACES_COLUMNS];
		bool		nulls[PLACES_COLUMNS];
		Row			row;

		row_begin(&row, values, nulls);
		row_int_or_null(&row, place->place);
		row_candidate(&row, contest->roster, place->candidate);
		row_numeric(&row, !stood ? NULL :
					amount_to_numeric(stv_round(count, 0)->blocks[0].votes[place->candidate]));
		row_numeric(&row, !stood ? NULL : amount_to_numeric(place->votes));
		row_int_or_null(&row, stood ? place->round : 0);
		row_numeric(&row, place->has_lead ? amount_to_numeric(place->lead) : NULL);
		row_word(&row, place_status(count, place));
		row_put(&row, fcinfo);
	}
	return (Datum) 0;
}

/* Column tied. */
static void
row_open_tie(Row *row, const StvCount *count)
{
	const Tie  *tie = last_tie(last_round(&count->base));

	row_candidates(row, count->base.contest->roster, tie == NULL ? NULL : tie->level,
				   ended_on_tie(&count->base) ? tie->n : 0);
}

/* All columns of stv_result. */
static void
row_stv_result(Row *row, const StvCount *count)
{
	const StvRound *round = stv_last_round(count);
	Fixed		exhausted = 0;

	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		exhausted += round->blocks[0].exhausted[cause].fixed;
	row_datum(row, elected_array(count));
	row_int(row, count->seats_given);
	if (round->has_quota)
		row_amount(row, round->quota);
	else
		row_null(row);
	row_int(row, count->base.nrounds);
	row_candidate(row, count->base.contest->roster, stv_runner_up(count));
	row_int(row, profile_reader_ballots(&count->base.contest->readers[0]));
	row_amount(row, amount_fixed(count->block_total[0].fixed + count->blank[0]));
	row_amount(row, amount_fixed(exhausted));
	row_amount(row, stv_shown_lost(count, round, 0));
	row_amount(row, amount_fixed(count->blank[0]));
	row_int(row, count->base.ties_broken);
	row_open_tie(row, count);
	Assert(row->n == SUPPRESSED_COLUMN);
	row_bool(row, false);
}

/* stv_result(p, rules): one row about the whole contest. */
PG_FUNCTION_INFO_V1(stv_result);
Datum
stv_result(PG_FUNCTION_ARGS)
{
	bool		unknown = PG_ARGISNULL(0);
	Contest    *contest = stv_contest_from_args(fcinfo, 1);
	Datum		values[RESULT_COLUMNS];
	bool		nulls[RESULT_COLUMNS];
	Row			row;

	row_begin(&row, values, nulls);
	if (contest != NULL)
		row_stv_result(&row, stv_count(contest));
	row_fill(&row, RESULT_COLUMNS, SUPPRESSED_COLUMN, unknown);

	return row_answer(fcinfo, &row);
}

/* Whose seat is vacated; 22023 if it is nobody elected. */
static int
leaver_of(const StvCount *count, FunctionCallInfo fcinfo)
{
	Label		label;
	int			leaver;

	if (PG_ARGISNULL(2))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("nobody vacates a seat"),
				 errdetail("The argument vacating is NULL.")));
	label = label_from_text(PG_GETARG_TEXT_PP(2));
	leaver = roster_find(count->base.contest->roster, label);
	if (leaver == NO_CANDIDATE || count->status[leaver] != STATUS_ELECTED)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("whoever vacates a seat has not been elected"),
				 errdetail("\"%s\" is not among those elected by these rules.",
						   label_string(label)),
				 errhint("stv_elected() lists them.")));
	return leaver;
}

/* stv_countback(p, rules, vacating): who takes over a seat, and how. */
PG_FUNCTION_INFO_V1(stv_countback);
Datum
stv_countback(PG_FUNCTION_ARGS)
{
	static const char *const names[] = {
		[TAKES_OVER_RECOUNT] = "recount",
		[TAKES_OVER_PAPERS] = "papers",
		[TAKES_OVER_NEXT] = "next",
	};
	Contest    *contest = stv_contest_from_args(fcinfo, 1);
	Datum		values[COUNTBACK_COLUMNS];
	bool		nulls[COUNTBACK_COLUMNS];
	Row			row;

	row_begin(&row, values, nulls);
	if (contest == NULL)
	{
		row_null(&row);
		row_null(&row);
	}
	else
	{
		const StvCount *count = stv_count(contest);
		StvTakesOver how;

		row_candidate(&row, contest->roster,
					  stv_takes_over(count, leaver_of(count, fcinfo), &how));
		row_word(&row, names[how]);
	}
	return row_answer(fcinfo, &row);
}
