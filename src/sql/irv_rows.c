/*
 * irv_rows.c
 *	  Rows of results, for the functions that return a count.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/tuplestore.h"

#include "base/decimal.h"
#include "base/pgcompat.h"
#include "count/shown.h"
#include "profile/profile_datum.h"
#include "profile/profile_merge.h"
#include "sql/arrays.h"
#include "sql/columns.h"
#include "sql/irv_rows.h"

#define ROUNDS_COLUMNS			8
#define ROUND_TOTALS_COLUMNS	9
#define TRANSFERS_COLUMNS		4
#define PLACES_COLUMNS			7

/* Start a row in arrays as long as it has columns. */
void
row_begin(Row *row, Datum *values, bool *nulls)
{
	row->n = 0;
	row->values = values;
	row->nulls = nulls;
}

/* Set the next column. */
void
row_datum(Row *row, Datum value)
{
	row->nulls[row->n] = false;
	row->values[row->n++] = value;
}

void
row_null(Row *row)
{
	row->values[row->n] = (Datum) 0;
	row->nulls[row->n++] = true;
}

void
row_int(Row *row, int64 value)
{
	row_datum(row, Int64GetDatum(value));
}

/* A number that counts from 1; 0 is NULL. */
void
row_int_or_null(Row *row, int64 value)
{
	if (value == 0)
		row_null(row);
	else
		row_int(row, value);
}

void
row_bool(Row *row, bool value)
{
	row_datum(row, BoolGetDatum(value));
}

void
row_text(Row *row, text *value)
{
	row_datum(row, PointerGetDatum(value));
}

/* A word as text; no word is NULL. */
void
row_word(Row *row, const char *word)
{
	if (word == NULL)
		row_null(row);
	else
		row_datum(row, CStringGetTextDatum(word));
}

/* A number; none is NULL. */
void
row_numeric(Row *row, Numeric value)
{
	if (value == NULL)
		row_null(row);
	else
		row_datum(row, NumericGetDatum(value));
}

void
row_votes(Row *row, Votes votes)
{
	row_numeric(row, votes_to_numeric(votes));
}

/* A part as share of a whole, 0 to 1; of nothing it is NULL. */
void
row_share(Row *row, Votes part, Votes whole)
{
	if (votes_is_zero(whole))
		row_null(row);
	else
		row_numeric(row, votes_ratio(part, whole, SHARE_DECIMALS));
}

/* A label as text. */
void
row_label(Row *row, Label label)
{
	row_datum(row, PointerGetDatum(label_to_text(label)));
}

/* A candidate's label; no candidate is NULL. */
void
row_candidate(Row *row, const Roster *roster, int candidate)
{
	if (candidate == NO_CANDIDATE)
		row_null(row);
	else
		row_label(row, roster->labels[candidate]);
}

/* An array of labels; of none it is NULL. */
void
row_labels(Row *row, const Label *labels, int n)
{
	if (n == 0)
		row_null(row);
	else
		row_datum(row, PointerGetDatum(array_of_texts(texts_of_labels(labels, n), n)));
}

/* The same of candidates' labels. */
void
row_candidates(Row *row, const Roster *roster, const int *candidates, int n)
{
	Label	   *labels = palloc(sizeof(Label) * Max(n, 1));

	for (int i = 0; i < n; i++)
		labels[i] = roster->labels[candidates[i]];
	row_labels(row, labels, n);
}

/* Give a row out. */
void
row_put(Row *row, FunctionCallInfo fcinfo)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	check_columns(rsinfo->setDesc, row->n);
	tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, row->values, row->nulls);
}

/*
 * Fill a row up: what is not there is NULL, but for the column that says that
 * too few ballots suppress it, unless there is nothing to be suppressed.
 */
void
row_fill(Row *row, int columns, int suppressed, bool unknown)
{
	while (row->n < columns)
	{
		if (row->n == suppressed && !unknown)
			row_bool(row, true);
		else
			row_null(row);
	}
}

/* Answer with one row. */
Datum
row_answer(FunctionCallInfo fcinfo, const Row *row)
{
	TupleDesc	desc;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");
	check_columns(desc, row->n);

	return HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc), row->values, row->nulls));
}

/* The labels of those who were level in each tie of a round, as text. */
Datum **
level_labels(const Roster *roster, const CountRound *round)
{
	Datum	  **labels = palloc(sizeof(Datum *) * Max(round->nties, 1));

	for (int t = 0; t < round->nties; t++)
	{
		const Tie  *tie = &round->ties[t];

		labels[t] = palloc(sizeof(Datum) * tie->n);
		for (int i = 0; i < tie->n; i++)
			labels[t][i] = PointerGetDatum(label_to_text(roster->labels[tie->level[i]]));
	}
	return labels;
}

/* The column tied_with: those who were level, without the candidate. */
void
row_tied_with(Row *row, const CountRound *round, Datum *const *labels, int candidate)
{
	const Tie  *tie = tie_about(round, candidate);
	Datum	   *others;
	int			n = 0;

	if (tie == NULL)
	{
		row_null(row);
		return;
	}
	others = palloc(sizeof(Datum) * tie->n);
	for (int i = 0; i < tie->n; i++)
	{
		if (tie->level[i] != candidate)
			others[n++] = labels[tie - round->ties][i];
	}
	row_datum(row, PointerGetDatum(array_of_texts(others, n)));
}

/*
 * The arguments of a call that reads its profiles, the first ones, several times:
 * if they are stored apart from their rows, they are fetched here.  It is a copy,
 * since the executor may keep the call's own arguments for the next row.
 */
FunctionCallInfo
fetched_args(FunctionCallInfo fcinfo, int nprofiles)
{
	Size		size = SizeForFunctionCallInfo(fcinfo->nargs);
	FunctionCallInfo fetched = memcpy(palloc(size), fcinfo, size);

	for (int i = 0; i < nprofiles; i++)
	{
		NullableDatum *arg = &fetched->args[i];

		if (!arg->isnull && profile_in_memory(arg->value) == NULL)
			arg->value = PointerGetDatum(PG_DETOAST_DATUM_PACKED(arg->value));
	}

	return fetched;
}

/*
 * The contest of profiles (the one that decides last) that are a function's
 * first arguments; NULL if there is none to be counted.
 */
Contest *
contest_of_profiles(FunctionCallInfo fcinfo, int nprofiles, const CountRules *rules)
{
	ProfileReader *readers = palloc(sizeof(ProfileReader) * nprofiles);

	for (int i = 0; i < nprofiles; i++)
	{
		if (PG_ARGISNULL(i))
			return NULL;
		profile_reader_open(&readers[nprofiles - 1 - i], PG_GETARG_DATUM(i));
	}

	return contest_create(readers, nprofiles, rules);
}

/* The contest of a function whose arguments are profiles and then rules. */
Contest *
contest_from_args(FunctionCallInfo fcinfo, int nprofiles)
{
	const CountRules *rules = rules_from_arg(fcinfo, nprofiles);

	rules_check_count(rules);

	return contest_of_profiles(fcinfo, nprofiles, rules);
}

/* The same of a profile whose candidates are compared head to head. */
Contest *
comparison_from_args(FunctionCallInfo fcinfo)
{
	return contest_of_profiles(fcinfo, 1, rules_from_arg(fcinfo, 1));
}

/* One row of irv_rounds. */
static void
put_round_row(FunctionCallInfo fcinfo, const Count *count,
			  const CountRound *round, int block, int position,
			  Datum *const *level)
{
	const BlockRound *ballots = &round->blocks[block];
	int			candidate = round->candidates[position];
	Votes		votes = ballots->votes[position];
	Datum		values[ROUNDS_COLUMNS];
	bool		nulls[ROUNDS_COLUMNS];
	Row			row;

	row_begin(&row, values, nulls);
	row_int(&row, round->number);
	row_candidate(&row, count->contest->roster, candidate);
	row_votes(&row, votes);
	row_share(&row, votes, ballots->continuing);
	if (round->number == 1)
		row_null(&row);
	else
		row_votes(&row, votes_sub(votes, round_votes(count->rounds[round->number - 2],
													block, candidate)));
	row_word(&row, status_name(round->status[position]));
	row_word(&row, decided_by(round, candidate));
	row_tied_with(&row, round, level, candidate);
	row_put(&row, fcinfo);
}

/*
 * Rows of irv_rounds for one block of a count.  Where very many are level, each
 * row has nearly all of them, so memory is freed row by row.
 */
void
put_rounds(FunctionCallInfo fcinfo, const Count *count, int block)
{
	MemoryContext old_context = rows_begin();
	MemoryContext round_context = CurrentMemoryContext;
	MemoryContext row_context = AllocSetContextCreate(round_context,
													  "prefcount row",
													  ALLOCSET_DEFAULT_SIZES);

	for (int r = 0; r < count->nrounds; r++)
	{
		const CountRound *round = count->rounds[r];
		int		   *order = round_order(round, block);
		Datum	  **level = level_labels(count->contest->roster, round);

		MemoryContextSwitchTo(row_context);
		for (int i = 0; i < round->n; i++)
		{
			CHECK_FOR_INTERRUPTS();
			put_round_row(fcinfo, count, round, block, order[i], level);
			MemoryContextReset(row_context);
		}
		MemoryContextSwitchTo(round_context);
		MemoryContextResetOnly(round_context);
	}
	rows_end(old_context);
}

/* Rows of irv_round_totals for one block of a count. */
void
put_round_totals(FunctionCallInfo fcinfo, const Count *count, int block)
{
	for (int r = 0; r < count->nrounds; r++)
	{
		const CountRound *round = count->rounds[r];
		const BlockRound *ballots = &round->blocks[block];
		Datum		values[ROUND_TOTALS_COLUMNS];
		bool		nulls[ROUND_TOTALS_COLUMNS];
		Row			row;

		row_begin(&row, values, nulls);
		row_int(&row, round->number);
		row_votes(&row, ballots->continuing);
		row_numeric(&row, shown_threshold(&round->threshold));
		row_votes(&row, block_exhausted(ballots));
		for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
			row_votes(&row, ballots->exhausted[cause]);
		row_votes(&row, ballots->blank);
		row_put(&row, fcinfo);
	}
}

/* Rows of irv_transfers for one block of a count. */
void
put_transfers(FunctionCallInfo fcinfo, const Count *count, int block)
{
	const Roster *roster = count->contest->roster;
	MemoryContext old_context = rows_begin();

	for (int r = 0; r < count->nrounds; r++)
	{
		BlockRound *ballots = &count->rounds[r]->blocks[block];

		if (ballots->ntransfers > 0)
			qsort(ballots->transfers, ballots->ntransfers, sizeof(Transfer),
				  cmp_transfers);
		for (int i = 0; i < ballots->ntransfers; i++)
		{
			const Transfer *transfer = &ballots->transfers[i];
			Datum		values[TRANSFERS_COLUMNS];
			bool		nulls[TRANSFERS_COLUMNS];
			Row			row;

			row_begin(&row, values, nulls);
			row_int(&row, count->rounds[r]->number);
			row_candidate(&row, roster, transfer->source);
			row_candidate(&row, roster, transfer->target);
			row_votes(&row, transfer->votes);
			row_put(&row, fcinfo);
		}
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
}

/*
 * Rows of irv_places and irv_college_places: the order of finish.  First
 * preferences are votes, which do not decide in a college.
 */
void
put_places(FunctionCallInfo fcinfo, const Contest *contest)
{
	int			n;
	const Place *places = places_by_rule(contest, contest->rules->runner_up, &n);

	for (int i = 0; i < n; i++)
	{
		const Place *place = &places[i];
		Datum		values[PLACES_COLUMNS];
		bool		nulls[PLACES_COLUMNS];
		Row			row;

		row_begin(&row, values, nulls);
		row_int_or_null(&row, place->place);
		row_candidate(&row, contest->roster, place->candidate);
		if (contest->shares == NULL)
			row_numeric(&row, place->first_preferences);
		row_numeric(&row, place->votes);
		row_int_or_null(&row, place->round);
		row_numeric(&row, place->lead);
		row_word(&row, place_status_name(place->status));
		row_put(&row, fcinfo);
	}
}

/*
 * The fetched arguments of a call whose first two are a slice and its contest;
 * 22023 for a slice that has ballots which the contest does not have.
 */
FunctionCallInfo
slice_args(FunctionCallInfo fcinfo)
{
	FunctionCallInfo args = fetched_args(fcinfo, 2);
	ProfileReader whole;
	ProfileReader part;

	profile_reader_open(&part, args->args[0].value);
	profile_reader_open(&whole, args->args[1].value);
	if (!profile_contains(&whole, &part))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("slice is not part of the contest"),
				 errdetail("The slice has ballots that the contest does not have."),
				 errhint("Make both profiles from the same ballots, the slice from some of them.")));

	return args;
}
