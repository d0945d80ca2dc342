/*
 * pairwise_report.c
 *	  Head to head comparisons as text: the order of finish, and below it the
 *	  votes of each candidate against each other one, in as many blocks of
 *	  columns as lines need to stay readable.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "report/pairwise_report.h"
#include "report/text_layout.h"

#define NAME_WIDTH		28
#define NUMBER_WIDTH	3

/* A sheet being written. */
typedef struct PairwiseSheet
{
	StringInfo	out;
	const Duels *duels;
	const Standing *standings;	/* by place */
	NameList	names;
	int			name_width;
} PairwiseSheet;

/* The name of a candidate. */
static const char *
name_of(const PairwiseSheet *sheet, int candidate)
{
	return sheet->names.shown[sheet->duels->candidates[candidate]];
}

/* A number in a column of its own, to the right. */
static void
put_number(StringInfo out, const char *number, int width)
{
	appendStringInfoString(out, "  ");
	put_padded(out, number, width, true);
}

/* A score as text. */
static char *
score_text(Numeric score)
{
	return score == NULL ? "" :
		DatumGetCString(DirectFunctionCall1(numeric_out, NumericGetDatum(score)));
}

/* The order of finish. */
static void
put_standings(const PairwiseSheet *sheet)
{
	StringInfo	out = sheet->out;
	int			score_width = 5;

	for (int i = 0; i < sheet->duels->n; i++)
		score_width = Max(score_width, (int) strlen(score_text(sheet->standings[i].score)));
	appendStringInfoString(out, "Place  ");
	put_padded(out, "Candidate", sheet->name_width, false);
	put_number(out, "Score", score_width);
	appendStringInfoString(out, "   Won  Lost  Drawn\n");
	for (int i = 0; i < sheet->duels->n; i++)
	{
		const Standing *standing = &sheet->standings[i];

		appendStringInfo(out, "%5d  ", standing->place);
		put_padded(out, name_of(sheet, standing->candidate), sheet->name_width, false);
		put_number(out, score_text(standing->score), score_width);
		appendStringInfo(out, "  %4d  %4d  %5d\n", standing->wins, standing->losses,
						 standing->draws);
	}
}

/* How wide the widest number of the table is. */
static int
cell_width(const Duels *duels)
{
	int			width = NUMBER_WIDTH;

	for (int i = 0; i < duels->n; i++)
	{
		for (int j = 0; j < duels->n; j++)
			width = Max(width, (int) strlen(votes_to_string(duel_votes(duels, i, j))));
	}
	return width;
}

/* A block of columns of the table, whose numbers stand for candidates by place. */
static void
put_block(const PairwiseSheet *sheet, int first, int last, int width)
{
	StringInfo	out = sheet->out;

	appendStringInfoChar(out, '\n');
	appendStringInfoSpaces(out, NUMBER_WIDTH + 1 + sheet->name_width);
	for (int column = first; column < last; column++)
		put_number(out, psprintf("%d", column + 1), width);
	put_line_end(out);
	for (int row = 0; row < sheet->duels->n; row++)
	{
		int			candidate = sheet->standings[row].candidate;

		appendStringInfo(out, "%*d ", NUMBER_WIDTH, row + 1);
		put_padded(out, name_of(sheet, candidate), sheet->name_width, false);
		for (int column = first; column < last; column++)
			put_number(out, row == column ? "-" :
					   votes_to_string(duel_votes(sheet->duels, candidate,
												  sheet->standings[column].candidate)),
					   width);
		put_line_end(out);
	}
}

/* The votes of each candidate against each other one. */
static void
put_matrix(const PairwiseSheet *sheet)
{
	int			width = cell_width(sheet->duels);
	int			columns = (LINE_WIDTH - NUMBER_WIDTH - 1 - sheet->name_width) / (width + 2);

	columns = Max(columns, 1);
	appendStringInfoString(sheet->out,
						   "\nVotes that prefer the candidate of the row to that of the column:\n");
	for (int first = 0; first < sheet->duels->n; first += columns)
		put_block(sheet, first, Min(first + columns, sheet->duels->n), width);
}

/* Head to head comparisons and the order that a method makes of them. */
char *
pairwise_sheet(const Duels *duels, PairwiseMethod method, const Standing *standings)
{
	StringInfoData out;
	PairwiseSheet sheet = {&out, duels, standings,.name_width = 9};
	Votes		votes = votes_sub(duels->pairs->total, duels->pairs->silent);

	initStringInfo(&out);
	name_list_create(&sheet.names, duels->contest->roster, NAME_WIDTH);
	for (int i = 0; i < duels->n; i++)
		sheet.name_width = Max(sheet.name_width, sheet.names.width[duels->candidates[i]]);
	appendStringInfo(&out, "Head to head, by the method %s\n", pairwise_method_names[method]);
	appendStringInfo(&out, "%s votes", votes_to_string(votes));
	if (!votes_is_zero(duels->pairs->silent))
		appendStringInfo(&out, ", and %s that prefer nobody",
						 votes_to_string(duels->pairs->silent));
	appendStringInfoString(&out, "\n\n");
	put_standings(&sheet);
	put_matrix(&sheet);

	return out.data;
}
