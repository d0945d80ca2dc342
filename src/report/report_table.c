/*
 * report_table.c
 *	  The table of a count sheet: candidates down, rounds across.
 *
 * A round has columns for the change against the round before, the votes, and
 * their share.  Rounds that do not fit into a line stand in further blocks.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "base/decimal.h"
#include "base/rows_memory.h"
#include "count/shown.h"
#include "report/report_table.h"

#define PERCENT_WIDTH	6		/* 100.00 */
#define SEPARATOR		" | "
#define SEPARATOR_WIDTH	3
#define ALL_CAUSES		EXHAUSTED_CAUSES	/* stands for their sum */

/* How wide things are, in columns. */
typedef struct Layout
{
	int			place;
	int			name;
	int			change;
	int			votes;
	int			decimals;		/* of all votes, so that points line up */
	int			rounds;			/* side by side in a block */
} Layout;

/* The votes that a row has in a round, if it is in it. */
typedef struct Cell
{
	bool		present;
	bool		moves;			/* it may change from round to round */
	bool		share;			/* show it as part of the continuing votes */
	Votes		votes;
} Cell;

typedef Cell (*CellFunction) (const Sheet *sheet, const CountRound *round, int arg);

/* A row: what it is called and where its cells come from. */
typedef struct TableRow
{
	const char *place;
	const char *name;
	CellFunction cell;
	int			arg;
} TableRow;

/* What stands in the rows of totals for each cause. */
static const char *const cause_names[EXHAUSTED_CAUSES] = {
	[EXHAUSTED_CHOICES] = NULL,	/* as the law says */
	[EXHAUSTED_OVERVOTE] = "  overvote",
	[EXHAUSTED_SKIPPED] = "  skipped ranks",
	[EXHAUSTED_REPEATED] = "  repeated candidate",
};

/* A part of a whole (that is not 0) in per cent, with two decimals. */
char *
percent(Votes part, Votes whole)
{
	Numeric		ratio = votes_ratio(part, whole, 4);
	int			hundredths;

	ratio = decimal_mul(ratio, int64_to_numeric(10000));
	hundredths = DatumGetInt32(DirectFunctionCall1(numeric_int4,
												   NumericGetDatum(ratio)));

	return psprintf("%d.%02d", hundredths / 100, hundredths % 100);
}

/* A candidate's votes. */
static Cell
candidate_cell(const Sheet *sheet, const CountRound *round, int candidate)
{
	int			position = round_position(round, candidate);

	if (position == NO_CANDIDATE)
		return (Cell) {false, true, false, votes_whole(0)};

	return (Cell) {true, true, true, sheet_ballots(sheet, round)->votes[position]};
}

static Cell
continuing_cell(const Sheet *sheet, const CountRound *round, int unused)
{
	return (Cell) {true, true, false, sheet_ballots(sheet, round)->continuing};
}

/* Votes exhausted by a cause so far, or by all of them. */
static Cell
exhausted_cell(const Sheet *sheet, const CountRound *round, int cause)
{
	const BlockRound *ballots = sheet_ballots(sheet, round);

	return (Cell) {true, true, false, cause == ALL_CAUSES ? block_exhausted(ballots) :
		ballots->exhausted[cause]};
}

static Cell
blank_cell(const Sheet *sheet, const CountRound *round, int unused)
{
	return (Cell) {true, false, false, sheet_ballots(sheet, round)->blank};
}

static Cell
total_cell(const Sheet *sheet, const CountRound *round, int unused)
{
	const BlockRound *ballots = sheet_ballots(sheet, round);
	Votes		total = votes_add(ballots->continuing, block_exhausted(ballots));

	return (Cell) {true, false, false, votes_add(total, ballots->blank)};
}

/*
 * How a row's votes change from the round before; false: it was not in that
 * round, or never changes.
 */
static bool
cell_change(const Sheet *sheet, const TableRow *row, int r, Votes *change)
{
	CountRound *const *rounds = sheet->count->rounds;
	Cell		before;
	Cell		now;

	if (r == 0)
		return false;
	before = row->cell(sheet, rounds[r - 1], row->arg);
	now = row->cell(sheet, rounds[r], row->arg);
	if (!before.present || !before.moves)
		return false;
	*change = votes_sub(now.present ? now.votes : votes_whole(0), before.votes);

	return true;
}

/* A number of votes with a fixed number of decimals, and a plus on demand. */
static char *
votes_text(Votes votes, int decimals, bool plus)
{
	int			missing = decimals - votes_scale(votes);

	return psprintf("%s%s%s%.*s",
					plus && votes_cmp(votes, votes_whole(0)) > 0 ? "+" : "",
					votes_to_string(votes),
					missing > 0 && missing == decimals ? "." : "",
					missing, "000000000");
}

/*
 * Find the decimals and the widths of numbers.  The widest of all are the
 * total and what it may lose; the threshold may have one decimal more.
 */
static void
measure_numbers(const Sheet *sheet, Layout *layout)
{
	const Count *count = sheet->count;

	for (int r = 0; r < count->nrounds; r++)
	{
		const CountRound *round = count->rounds[r];

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < round->n; i++)
			layout->decimals = Max(layout->decimals,
								   votes_scale(sheet_ballots(sheet, round)->votes[i]));
		for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
			layout->decimals = Max(layout->decimals,
								   votes_scale(sheet_ballots(sheet, round)->exhausted[cause]));
		layout->decimals = Max(layout->decimals,
							   votes_scale(sheet_ballots(sheet, round)->blank));
		layout->votes = Max(layout->votes, (int) strlen(threshold_string(&round->threshold)));
		MemoryContextReset(CurrentMemoryContext);
	}
	layout->votes = Max(layout->votes,
						(int) strlen(votes_text(total_cell(sheet, count->rounds[0], 0).votes,
												layout->decimals, false)));
}

/* Make room for a row's change. */
static void
measure_change(const Sheet *sheet, Layout *layout, const TableRow *row, int r)
{
	Votes		change;

	if (cell_change(sheet, row, r, &change))
		layout->change = Max(layout->change,
							 (int) strlen(votes_text(change, layout->decimals, true)));
}

/* Find the width of changes: of candidates, and of all that is exhausted. */
static void
measure_changes(const Sheet *sheet, Layout *layout)
{
	const Count *count = sheet->count;

	for (int r = 1; r < count->nrounds; r++)
	{
		const CountRound *before = count->rounds[r - 1];

		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < before->n; i++)
			measure_change(sheet, layout,
						   &(TableRow) {"", "", candidate_cell, before->candidates[i]}, r);
		measure_change(sheet, layout, &(TableRow) {"", "", continuing_cell, 0}, r);
		MemoryContextReset(CurrentMemoryContext);
	}
}

/* Decide how wide everything is. */
static Layout
lay_out(const Sheet *sheet)
{
	Layout		layout = {.name = NAME_WIDTH_MIN,.change = 3,.votes = 5};
	MemoryContext old_context = rows_begin();
	int			last_place = 0;

	measure_numbers(sheet, &layout);
	measure_changes(sheet, &layout);
	for (int i = 0; i < sheet->names.n; i++)
	{
		layout.name = Max(layout.name, sheet->names.width[i]);
		last_place = Max(last_place, sheet->places[i].place);
	}
	layout.place = strlen(psprintf("%d", last_place));
	rows_end(old_context);

	layout.rounds = (LINE_WIDTH - layout.place - 1 - layout.name) /
		(SEPARATOR_WIDTH + layout.change + 1 + layout.votes + 1 + PERCENT_WIDTH);
	layout.rounds = Max(layout.rounds, 1);

	return layout;
}

/* Put text to the right side of a column, or as many spaces. */
static void
put_column(StringInfo out, const char *string, int width)
{
	put_padded(out, string, width, true);
}

/* Begin a line with a row's place and name. */
static void
begin_line(StringInfo out, const Layout *layout, const char *place, const char *name)
{
	put_column(out, place, layout->place);
	appendStringInfoChar(out, ' ');
	put_padded(out, name, layout->name, false);
}

/* The width of a round; round 1 has no column of changes. */
static int
round_width(const Layout *layout, int r)
{
	int			width = layout->votes + 1 + PERCENT_WIDTH;

	return r == 0 ? width : width + layout->change + 1;
}

/* Put what stands above a block. */
static void
put_heading(const Sheet *sheet, const Layout *layout, int first, int end)
{
	StringInfo	out = sheet->out;

	begin_line(out, layout, "", "");
	for (int r = first; r < end; r++)
	{
		appendStringInfoString(out, SEPARATOR);
		put_column(out, psprintf("%s %d", capitalized(sheet->words->round), r + 1),
				   round_width(layout, r));
	}
	put_line_end(out);
	begin_line(out, layout, "", "Candidate");
	for (int r = first; r < end; r++)
	{
		appendStringInfoString(out, SEPARATOR);
		if (r > 0)
		{
			put_column(out, "+/-", layout->change);
			appendStringInfoChar(out, ' ');
		}
		put_column(out, "votes", layout->votes);
		put_column(out, "%", PERCENT_WIDTH + 1);
	}
	put_line_end(out);
}

/* Put dashes across a block. */
static void
put_rule(const Sheet *sheet, const Layout *layout, int first, int end)
{
	StringInfo	out = sheet->out;

	for (int i = 0; i < layout->place + 1 + layout->name; i++)
		appendStringInfoChar(out, '-');
	for (int r = first; r < end; r++)
	{
		appendStringInfoString(out, "-+-");
		for (int i = 0; i < round_width(layout, r); i++)
			appendStringInfoChar(out, '-');
	}
	put_line_end(out);
}

/* Put a row's cell of a round. */
static void
put_cell(const Sheet *sheet, const Layout *layout, const TableRow *row, int r)
{
	const CountRound *round = sheet->count->rounds[r];
	Cell		cell = row->cell(sheet, round, row->arg);
	Votes		continuing = sheet_ballots(sheet, round)->continuing;
	StringInfo	out = sheet->out;
	Votes		change;

	appendStringInfoString(out, SEPARATOR);
	if (r > 0)
	{
		put_column(out, cell_change(sheet, row, r, &change) ?
				   votes_text(change, layout->decimals, true) : "", layout->change);
		appendStringInfoChar(out, ' ');
	}
	put_column(out, cell.present ? votes_text(cell.votes, layout->decimals, false) : "",
			   layout->votes);
	put_column(out, cell.present && cell.share && !votes_is_zero(continuing) ?
			   percent(cell.votes, continuing) : "", PERCENT_WIDTH + 1);
}

/* Put a row of a block. */
static void
put_row(const Sheet *sheet, const Layout *layout, const TableRow *row,
		int first, int end)
{
	CHECK_FOR_INTERRUPTS();
	begin_line(sheet->out, layout, row->place, row->name);
	for (int r = first; r < end; r++)
		put_cell(sheet, layout, row, r);
	put_line_end(sheet->out);
	MemoryContextReset(CurrentMemoryContext);
}

/* Put the rows of candidates who are in a block, or just went out before it. */
static void
put_candidates(const Sheet *sheet, const Layout *layout, int first, int end)
{
	for (int i = 0; i < sheet->names.n; i++)
	{
		const Place *place = &sheet->places[i];
		int			number = sheet->count->last_round[place->candidate];
		TableRow	row = {"", sheet->names.shown[place->candidate], candidate_cell,
		place->candidate};

		if (number == 0 || number < first)
			continue;
		if (place->place > 0)
			row.place = psprintf("%d", place->place);
		put_row(sheet, layout, &row, first, end);
	}
}

/* Whether any vote was ever exhausted by a cause. */
static bool
cause_occurs(const Sheet *sheet, int cause)
{
	const CountRound *last = last_round(sheet->count);

	return !votes_is_zero(sheet_ballots(sheet, last)->exhausted[cause]);
}

/* What stands in the row of a cause. */
static const char *
cause_name(const Sheet *sheet, int cause)
{
	return cause_names[cause] != NULL ? cause_names[cause] :
		psprintf("  %s", sheet->words->no_choice);
}

/* Put the rows that account for all votes. */
static void
put_totals(const Sheet *sheet, const Layout *layout, int first, int end)
{
	put_row(sheet, layout, &(TableRow) {"", "Continuing", continuing_cell, 0}, first, end);
	put_row(sheet, layout, &(TableRow) {"", capitalized(sheet->words->exhausted), exhausted_cell, ALL_CAUSES},
			first, end);
	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
	{
		if (cause_occurs(sheet, cause))
			put_row(sheet, layout,
					&(TableRow) {"", cause_name(sheet, cause), exhausted_cell, cause},
					first, end);
	}
	put_row(sheet, layout, &(TableRow) {"", capitalized(sheet->words->blank), blank_cell, 0},
			first, end);
	put_row(sheet, layout, &(TableRow) {"", "All votes", total_cell, 0}, first, end);
}

/* Put the row of thresholds, which are the contest's also for a slice. */
static void
put_thresholds(const Sheet *sheet, const Layout *layout, int first, int end)
{
	StringInfo	out = sheet->out;

	begin_line(out, layout, "", sheet->block == 0 ? capitalized(sheet->words->needed) :
			   "Needed in contest");
	for (int r = first; r < end; r++)
	{
		appendStringInfoString(out, SEPARATOR);
		put_column(out, threshold_string(&sheet->count->rounds[r]->threshold),
				   round_width(layout, r) - PERCENT_WIDTH - 1);
		appendStringInfoSpaces(out, PERCENT_WIDTH + 1);
	}
	put_line_end(out);
}

/* Put the whole table, block by block. */
void
put_table(const Sheet *sheet)
{
	Layout		layout = lay_out(sheet);
	MemoryContext old_context = rows_begin();

	for (int first = 0; first < sheet->count->nrounds; first += layout.rounds)
	{
		int			end = Min(first + layout.rounds, sheet->count->nrounds);

		appendStringInfoChar(sheet->out, '\n');
		put_heading(sheet, &layout, first, end);
		put_rule(sheet, &layout, first, end);
		put_candidates(sheet, &layout, first, end);
		put_rule(sheet, &layout, first, end);
		put_totals(sheet, &layout, first, end);
		put_thresholds(sheet, &layout, first, end);
	}
	rows_end(old_context);
}
