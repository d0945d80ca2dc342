/*
 * preferences_sql.c
 *	  SQL functions on what ballots say beyond the candidate they count for.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"

#include "base/bytehash.h"
#include "base/pgcompat.h"
#include "count/preferences.h"
#include "profile/profile_datum.h"
#include "sql/irv_rows.h"

/* Does a candidate take part in pairwise comparisons? */
static bool
is_compared(const Roster *roster, int candidate)
{
	return candidate != roster->pool && !roster->withdrawn[candidate];
}

/* Give out the row of one ordered pair. */
static void
put_pair(FunctionCallInfo fcinfo, const Contest *contest, const Pairs *pairs,
		 int candidate, int opponent)
{
	Votes		ours = pairs_prefer(pairs, candidate, opponent);
	Votes		theirs = pairs_prefer(pairs, opponent, candidate);
	Datum		values[5];
	bool		nulls[5];
	Row			row;

	row_begin(&row, values, nulls);
	row_candidate(&row, contest->roster, candidate);
	row_candidate(&row, contest->roster, opponent);
	row_votes(&row, ours);
	row_votes(&row, theirs);
	row_votes(&row, votes_sub(pairs->total, votes_add(ours, theirs)));
	row_put(&row, fcinfo);
}

/* Each ordered pair of candidates: how many votes prefer the one. */
PG_FUNCTION_INFO_V1(prefcount_pairwise);
Datum
prefcount_pairwise(PG_FUNCTION_ARGS)
{
	Contest    *contest = comparison_from_args(fcinfo);
	Pairs	   *pairs;

	InitMaterializedSRF(fcinfo, 0);
	if (contest == NULL)
		return (Datum) 0;

	pairs = pairwise_preferences(contest);
	for (int i = 0; i < pairs->n; i++)
	{
		MemoryContext old_context = rows_begin();

		CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < pairs->n; j++)
		{
			if (i != j && is_compared(contest->roster, i) &&
				is_compared(contest->roster, j))
				put_pair(fcinfo, contest, pairs, i, j);
		}
		rows_end(old_context);
	}

	return (Datum) 0;
}

/* Who beats every other candidate head to head, if anybody does. */
PG_FUNCTION_INFO_V1(prefcount_condorcet_winner);
Datum
prefcount_condorcet_winner(PG_FUNCTION_ARGS)
{
	Contest    *contest = comparison_from_args(fcinfo);
	int			winner = contest ? find_condorcet_winner(contest) : NO_CANDIDATE;

	if (winner == NO_CANDIDATE)
		PG_RETURN_NULL();

	PG_RETURN_TEXT_P(label_to_text(contest->roster->labels[winner]));
}

/* Compare columns of a row: more votes first, then ballot order, nobody last. */
static int
cmp_columns(const void *a, const void *b, void *row)
{
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	int			cmp = votes_cmp(((Votes *) row)[y], ((Votes *) row)[x]);

	return cmp != 0 ? cmp : x - y;
}

/* The columns of a matrix's row that hold votes, most votes first. */
static int
sort_columns(const VoteMatrix *matrix, int row, int *columns)
{
	int			n = 0;

	for (int column = 0; column <= matrix->n; column++)
	{
		if (!votes_is_zero(*matrix_cell(matrix, row, column)))
			columns[n++] = column;
	}
	qsort_arg(columns, n, sizeof(int), cmp_columns, matrix_cell(matrix, row, 0));

	return n;
}

/* Give out a matrix: row candidate, column candidate or NULL, votes. */
static void
put_matrix(FunctionCallInfo fcinfo, const Roster *roster, const VoteMatrix *matrix)
{
	int		   *columns = palloc(sizeof(int) * (matrix->n + 1));

	for (int i = 0; i < matrix->n; i++)
	{
		MemoryContext old_context = rows_begin();
		int			n = sort_columns(matrix, i, columns);

		CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < n; j++)
		{
			Datum		values[3];
			bool		nulls[3];
			Row			row;

			row_begin(&row, values, nulls);
			row_candidate(&row, roster, i);
			row_candidate(&row, roster, columns[j] == matrix->n ?
						  NO_CANDIDATE : columns[j]);
			row_votes(&row, *matrix_cell(matrix, i, columns[j]));
			row_put(&row, fcinfo);
		}
		rows_end(old_context);
	}
}

/* To whom each candidate's first preferences give their second one. */
PG_FUNCTION_INFO_V1(prefcount_second_preferences);
Datum
prefcount_second_preferences(PG_FUNCTION_ARGS)
{
	Contest    *contest = contest_from_args(fcinfo, 1);

	InitMaterializedSRF(fcinfo, 0);
	if (contest)
		put_matrix(fcinfo, contest->roster, second_preference_matrix(contest));

	return (Datum) 0;
}

/* Where each candidate's first preferences were in the last round. */
PG_FUNCTION_INFO_V1(prefcount_final_preferences);
Datum
prefcount_final_preferences(PG_FUNCTION_ARGS)
{
	Contest    *contest = contest_from_args(fcinfo, 1);

	InitMaterializedSRF(fcinfo, 0);
	if (contest)
		put_matrix(fcinfo, contest->roster,
				   final_preference_matrix(irv_count(contest, contest->rules->stop,
											   false, NULL)));

	return (Datum) 0;
}

/* Marks by candidate and rank. */
typedef struct MarkCount
{
	uint64		key;			/* the candidate's code << 32 | rank */
	char		status;
	Votes		votes;
} MarkCount;

#define SH_PREFIX			marks
#define SH_ELEMENT_TYPE		MarkCount
#define SH_KEY_TYPE			uint64
#define SH_KEY				key
#define SH_HASH_KEY(tb, key) bytehash_of_word(key)
#define SH_EQUAL(tb, a, b)	((a) == (b))
#define SH_SCOPE			static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/*
 * Count one mark.  A ballot may mark somebody many times at one rank, so marks
 * can be more than the votes that a profile may have.
 */
static void
count_mark(marks_hash *marks, uint32 code, uint32 rank, Votes votes)
{
	MarkCount  *mark;
	bool		found;

	CHECK_FOR_INTERRUPTS();
	mark = marks_insert(marks, (uint64) code << 32 | rank, &found);
	mark->votes = found ? votes_add(mark->votes, votes) : votes;
	if (mark->votes.units > PG_INT64_MAX - VOTES_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_NUMERIC_VALUE_OUT_OF_RANGE),
				 errmsg("too many marks at one rank"),
				 errdetail("A candidate has more than 8 * 10^18 of them.")));
}

/* Count all marks of a ballot. */
static void
count_marks(marks_hash *marks, Ballot ballot, Votes votes)
{
	BallotIterator iterator = ballot_iterate(ballot);
	RankKind	kind;

	for (uint32 rank = 1; ballot_next_kind(&iterator, &kind); rank++)
	{
		uint32		code;

		while (ballot_next_mark(&iterator, &code))
			count_mark(marks, code, rank, votes);
	}
}

#define ST_SORT				sort_marks
#define ST_ELEMENT_TYPE		MarkCount
#define ST_COMPARE(a, b)	(((a)->key > (b)->key) - ((a)->key < (b)->key))
#define ST_SCOPE			static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* All marks in order of candidate and rank. */
static MarkCount *
sorted_marks(marks_hash *marks)
{
	MarkCount  *sorted;
	MarkCount  *mark;
	marks_iterator iterator;
	uint32		n = 0;

	sorted = palloc_extended(sizeof(MarkCount) * Max(marks->members, 1),
							 MCXT_ALLOC_HUGE);
	marks_start_iterate(marks, &iterator);
	while ((mark = marks_iterate(marks, &iterator)) != NULL)
		sorted[n++] = *mark;
	sort_marks(sorted, n);

	return sorted;
}

/* How many votes mark each candidate at each rank, as the marks were made. */
PG_FUNCTION_INFO_V1(preference_counts);
Datum
preference_counts(PG_FUNCTION_ARGS)
{
	marks_hash *marks = marks_create(CurrentMemoryContext, 64, NULL);
	MarkCount  *sorted;
	ProfileReader reader;
	RankingEntry entry;
	MemoryContext old_context;

	InitMaterializedSRF(fcinfo, 0);
	profile_reader_open(&reader, profile_flat_datum(PG_GETARG_DATUM(0)));
	while (profile_reader_next(&reader, &entry))
	{
		count_marks(marks, ballot_of_record(entry.record, NULL), entry.votes);
		CHECK_FOR_INTERRUPTS();
	}

	sorted = sorted_marks(marks);
	old_context = rows_begin();
	for (uint32 i = 0; i < marks->members; i++)
	{
		Datum		values[3];
		bool		nulls[3];
		Row			row;

		CHECK_FOR_INTERRUPTS();
		row_begin(&row, values, nulls);
		row_label(&row, reader.labels[sorted[i].key >> 32]);
		row_int(&row, (int64) (sorted[i].key & PG_UINT32_MAX));
		row_votes(&row, sorted[i].votes);
		row_put(&row, fcinfo);
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);

	return (Datum) 0;
}
