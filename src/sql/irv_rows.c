/*
 * irv_rows.c
 *	  Rows of results, for the functions that return a count.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/memutils.h"
#include "utils/numeric.h"
#include "utils/tuplestore.h"

#include "sql/columns.h"
#include "base/decimal.h"
#include "sql/irv_rows.h"
#include "base/pgcompat.h"

#define ROUNDS_COLUMNS			8
#define ROUND_TOTALS_COLUMNS	9
#define TRANSFERS_COLUMNS		4

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

/* An array of texts. */
static void
row_array(Row *row, Datum *texts, int n)
{
	row_datum(row, PointerGetDatum(construct_array(texts, n, TEXTOID, -1, false,
												   TYPALIGN_INT)));
}

/* An array of labels; of none it is NULL. */
void
row_labels(Row *row, const Label *labels, int n)
{
	Datum	   *texts = palloc(sizeof(Datum) * Max(n, 1));

	for (int i = 0; i < n; i++)
		texts[i] = PointerGetDatum(label_to_text(labels[i]));
	if (n == 0)
		row_null(row);
	else
		row_array(row, texts, n);
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

/* Switch to a new memory context for rows, to be reset now and then. */
MemoryContext
rows_begin(void)
{
	return MemoryContextSwitchTo(AllocSetContextCreate(CurrentMemoryContext,
													   "prefcount rows",
													   ALLOCSET_DEFAULT_SIZES));
}

/* Switch back and free the rows' memory. */
void
rows_end(MemoryContext old_context)
{
	MemoryContextDelete(MemoryContextSwitchTo(old_context));
}

/* A candidate's status in a round as it is shown. */
const char *
status_name(CandidateStatus status)
{
	static const char *const names[] = {
		[STATUS_CONTINUING] = "continuing",
		[STATUS_ELIMINATED] = "eliminated",
		[STATUS_ELECTED] = "elected",
		[STATUS_RUNNER_UP] = "runner_up",
		[STATUS_TIED] = "tied",
	};

	return names[status];
}

/* The same of a candidate in the order of finish. */
const char *
place_status_name(PlaceStatus status)
{
	if (status == PLACE_WRITE_IN)
		return "write_in";
	if (status == PLACE_WITHDRAWN)
		return "withdrawn";

	return status_name((CandidateStatus) status);
}

/* Compare candidates, for bsearch(). */
static int
cmp_candidates(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

/* Whether a round's tie decided, or left open, what became of a candidate. */
static bool
tie_concerns(const Tie *tie, int candidate)
{
	const int  *concerned = tie->resolved ? tie->left : tie->level;
	int			n = tie->resolved ? tie->nleft : tie->n;

	return n > 0 &&
		bsearch(&candidate, concerned, n, sizeof(int), cmp_candidates) != NULL;
}

/* The tie-break step that decided about a candidate in a round, or NULL. */
const char *
decided_by(const CountRound *round, int candidate)
{
	if (!round->tie.resolved || !tie_concerns(&round->tie, candidate))
		return NULL;

	return tie_step_name(round->tie.step);
}

/* The labels of those who were level in a round, as text. */
static Datum *
level_labels(const Roster *roster, const Tie *tie)
{
	Datum	   *labels = palloc(sizeof(Datum) * Max(tie->n, 1));

	for (int i = 0; i < tie->n; i++)
		labels[i] = PointerGetDatum(label_to_text(roster->labels[tie->level[i]]));

	return labels;
}

/* The column tied_with: those who were level, without the candidate. */
static void
row_tied_with(Row *row, const Tie *tie, const Datum *labels, int candidate)
{
	Datum	   *others;
	int			n = 0;

	if (!tie_concerns(tie, candidate))
	{
		row_null(row);
		return;
	}
	others = palloc(sizeof(Datum) * tie->n);
	for (int i = 0; i < tie->n; i++)
	{
		if (tie->level[i] != candidate)
			others[n++] = labels[i];
	}
	row_array(row, others, n);
}

/* What rows of a round are sorted by. */
typedef struct RoundOrder
{
	const CountRound *round;
	int			block;
} RoundOrder;

/* More points, in a college, or more votes first; then ballot order. */
static int
cmp_positions(const void *a, const void *b, void *arg)
{
	const RoundOrder *by = (const RoundOrder *) arg;
	const Votes *votes = by->round->blocks[by->block].votes;
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	int			cmp;

	if (by->round->points.levels != NULL)
		cmp = score_cmp(round_score(by->round, y), round_score(by->round, x));
	else
		cmp = votes_cmp(votes[y], votes[x]);

	return cmp != 0 ? cmp : x - y;
}

/* The positions of a round in the order in which they are shown. */
int *
round_order(const CountRound *round, int block)
{
	int		   *order = palloc(sizeof(int) * Max(round->n, 1));
	RoundOrder	by = {round, block};

	for (int i = 0; i < round->n; i++)
		order[i] = i;
	qsort_arg(order, round->n, sizeof(int), cmp_positions, &by);

	return order;
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

/*
 * Raise 54000 for a count that is too long to be shown as one value: votes of
 * candidates, over all rounds, each of which takes about a kilobyte on its way.
 */
void
check_shown_whole(const IrvCount *count)
{
	int64		cells = 0;

	for (int r = 0; r < count->nrounds; r++)
		cells += count->rounds[r].n;
	if (cells > SHOWN_CELLS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("count is too long to be shown as one value"),
				 errdetail("It has %d rounds with " INT64_FORMAT " votes of candidates; at most %d are shown.",
						   count->nrounds, cells, SHOWN_CELLS_MAX),
				 errhint("Use irv_rounds() and irv_transfers(), or let rule \"elimination\" be \"batch\".")));
}

/* One row of irv_rounds. */
static void
put_round_row(FunctionCallInfo fcinfo, const IrvCount *count,
			  const CountRound *round, int block, int position,
			  const Datum *level)
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
		row_votes(&row, votes_sub(votes, round_votes(round - 1, block, candidate)));
	row_word(&row, status_name(round->status[position]));
	row_word(&row, decided_by(round, candidate));
	row_tied_with(&row, &round->tie, level, candidate);
	row_put(&row, fcinfo);
}

/*
 * Rows of irv_rounds for one block of a count.  Where very many are level, each
 * row has nearly all of them, so memory is freed row by row.
 */
void
put_rounds(FunctionCallInfo fcinfo, const IrvCount *count, int block)
{
	MemoryContext old_context = rows_begin();
	MemoryContext round_context = CurrentMemoryContext;
	MemoryContext row_context = AllocSetContextCreate(round_context,
													  "prefcount row",
													  ALLOCSET_DEFAULT_SIZES);

	for (int r = 0; r < count->nrounds; r++)
	{
		const CountRound *round = &count->rounds[r];
		int		   *order = round_order(round, block);
		Datum	   *level = level_labels(count->contest->roster, &round->tie);

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

/* More than half of the votes, as the number that is shown. */
Numeric
shown_threshold(const Threshold *threshold)
{
	Numeric		half;

	if (threshold->whole)
		return int64_to_numeric(threshold->votes.units / 2 + 1);

	half = decimal_mul(votes_to_numeric(threshold->votes),
					   int64_div_fast_to_numeric(5, 1));
	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale,
											   NumericGetDatum(half)));
}

/* Rows of irv_round_totals for one block of a count. */
void
put_round_totals(FunctionCallInfo fcinfo, const IrvCount *count, int block)
{
	for (int r = 0; r < count->nrounds; r++)
	{
		const CountRound *round = &count->rounds[r];
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

/* Ballot order, nobody last. */
static int
cmp_order(int a, int b)
{
	if (a == NO_CANDIDATE || b == NO_CANDIDATE)
		return (a == NO_CANDIDATE) - (b == NO_CANDIDATE);

	return a - b;
}

/* More votes first, then ballot order of source and target, nobody last. */
int
cmp_transfers(const void *a, const void *b)
{
	const Transfer *x = (const Transfer *) a;
	const Transfer *y = (const Transfer *) b;
	int			cmp = votes_cmp(y->votes, x->votes);

	if (cmp == 0)
		cmp = cmp_order(x->source, y->source);

	return cmp != 0 ? cmp : cmp_order(x->target, y->target);
}

/* Ballot order of sources, then the same. */
int
cmp_transfers_by_source(const void *a, const void *b)
{
	const Transfer *x = (const Transfer *) a;
	const Transfer *y = (const Transfer *) b;

	return x->source != y->source ? x->source - y->source : cmp_transfers(a, b);
}

/* Rows of irv_transfers for one block of a count. */
void
put_transfers(FunctionCallInfo fcinfo, const IrvCount *count, int block)
{
	const Roster *roster = count->contest->roster;
	MemoryContext old_context = rows_begin();

	for (int r = 0; r < count->nrounds; r++)
	{
		BlockRound *ballots = &count->rounds[r].blocks[block];

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
			row_int(&row, count->rounds[r].number);
			row_candidate(&row, roster, transfer->source);
			row_candidate(&row, roster, transfer->target);
			row_votes(&row, transfer->votes);
			row_put(&row, fcinfo);
		}
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
}
