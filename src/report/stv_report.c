/*
 * stv_report.c
 *	  The count sheet for several seats: all that a count has to say, as text.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "lib/stringinfo.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "base/pgcompat.h"
#include "count/rule_values.h"
#include "count/stv_places.h"
#include "count/stv_shown.h"
#include "report/report_count.h"
#include "report/report_lots.h"
#include "report/report_words.h"
#include "report/stv_report.h"
#include "report/text_layout.h"

#define NAME_WIDTH_MIN	20		/* room for the names of totals */
#define NAME_WIDTH_MAX	32
#define COLUMN_GAP		2

/* A count sheet being written. */
typedef struct StvSheet
{
	StringInfo	out;
	const StvCount *count;
	NameList	names;
	const SheetWords *words;
	bool		own_numbers;	/* the law's numbers of rounds are others */
	int			name_width;
} StvSheet;

/* Whether the law numbers the rounds of a count otherwise. */
static bool
has_own_numbers(const StvCount *count)
{
	for (int r = 0; r < count->base.nrounds; r++)
	{
		if (stv_round(count, r)->stage != count->base.rounds[r]->number)
			return true;
	}
	return false;
}

/* The law's word for a step, where it has numbers of its own. */
static const char *
stage_word(const StvSheet *sheet)
{
	return sheet->words->preset != NULL && strcmp(sheet->words->round, "round") != 0 ?
		sheet->words->round : "stage";
}

/* What a round is called. */
static char *
round_name(const StvSheet *sheet, const StvRound *round)
{
	return sheet->own_numbers ?
		psprintf("round %d (%s %d)", round->base.number, stage_word(sheet), round->stage) :
		psprintf("%s %d", sheet->words->round, round->base.number);
}

/* Put the first lines: what was counted, and by which rules. */
static void
put_title(const StvSheet *sheet)
{
	const StvCount *count = sheet->count;
	int			candidates = 0;
	char	   *ballots;
	char	   *votes = fixed_to_string(count->block_total[0].fixed + count->blank[0]);

	for (int i = 0; i < count->ncandidates; i++)
		candidates += (count->status[i] != STATUS_WITHDRAWN &&
					   i != count->base.contest->roster->pool);
	ballots = psprintf(INT64_FORMAT, profile_reader_ballots(&count->base.contest->readers[0]));
	appendStringInfo(sheet->out, "Count for %s (single transferable vote): %s, %s",
					 how_many(psprintf(INT64_FORMAT, count->seats_given), "seat"),
					 how_many(psprintf("%d", candidates), "candidate"),
					 how_many(ballots, "ballot"));
	if (strcmp(ballots, votes) != 0)
		appendStringInfo(sheet->out, " (%s)", how_many(votes, "vote"));
	appendStringInfo(sheet->out, ", %s\n\n",
					 how_many(psprintf("%d", count->base.nrounds),
							  sheet->own_numbers ? "round" : sheet->words->round));
}

/* Put how a quota of whole votes comes about. */
static void
put_quota(const StvSheet *sheet)
{
	const StvCount *count = sheet->count;
	const StvRound *round = stv_last_round(count);

	if (round->has_quota && amount_cmp(round->quota, stv_droop(count)) == 0)
		put_words(sheet->out, 0, 4,
				  psprintf("%s: %s (%s valid votes divided by " INT64_FORMAT ", fractions left out, and 1).",
						   capitalized(sheet->words->quota), amount_to_string(round->quota),
						   amount_to_string(count->papers_total), count->seats_given + 1));
}

/* Why somebody is elected in a round without a quota. */
static const char *
why_below_quota(const StvCount *count, const StvRound *round)
{
	int64		vacancies = count->seats_given;
	int			left = 0;

	for (int i = 0; i < count->ncandidates; i++)
	{
		int			changed_in = count->changed_in[i];

		if (i == count->base.contest->roster->pool)
			continue;
		left += round->base.status[i] == STATUS_CONTINUING ||
			round->base.status[i] == STATUS_NOT_ELECTED ||
			(round->base.status[i] == STATUS_ELECTED && changed_in == round->base.number);
		vacancies -= (round->base.status[i] == STATUS_ELECTED && changed_in < round->base.number);
	}
	if (left <= vacancies)
		return "no more are left than seats";

	return left == 2 ? "the higher of the last two" : "too few others can still overtake";
}

/* With what somebody was elected in a round, behind the votes. */
static const char *
how_elected(const StvSheet *sheet, const StvRound *round, WonBy won_by)
{
	if (!round->has_quota)
		return " among those who remain";
	if (won_by == WON_BY_QUOTA)
		return psprintf(" with the %s", sheet->words->quota);

	return psprintf(", below the %s: %s", sheet->words->quota,
					why_below_quota(sheet->count, round));
}

/* Put who is elected, in order of election. */
static void
put_elected(const StvSheet *sheet)
{
	const StvCount *count = sheet->count;

	appendStringInfoString(sheet->out, "Elected, in order of election:\n");
	for (int i = 0; i < count->base.nwinners; i++)
	{
		int			candidate = count->base.winners[i].candidate;
		const StvRound *round = stv_round(count, count->changed_in[candidate] - 1);

		put_words(sheet->out, 2, 6,
				  psprintf("%d. %s, %s, %s%s", i + 1, name_in_text(&sheet->names, candidate),
						   round_name(sheet, round),
						   how_many(amount_to_string(round->blocks[0].votes[candidate]), "vote"),
						   how_elected(sheet, round, count->base.winners[i].won_by)));
	}
	if (count->base.nwinners == 0)
		appendStringInfoString(sheet->out, "  nobody\n");
}

/* How those who are tied for the most votes stand to the quota; -1 without one. */
static int
cmp_quota(const StvCount *count, const Tie *tie)
{
	const StvRound *round = stv_round(count, tie->round - 1);

	return tie->wanted == WANTED_FEWEST || !round->has_quota ? -1 :
		amount_cmp(round->blocks[0].votes[tie->level[0]], round->quota);
}

/* What nothing decides in a tie. */
static const char *
open_question(const StvCount *count, const Tie *tie)
{
	int			cmp = cmp_quota(count, tie);

	return cmp > 0 ? "whose surplus goes first" : cmp == 0 ? "who is elected first" :
		"between them";
}

/* Put seats that are open, and why. */
static void
put_open_seats(const StvSheet *sheet)
{
	const StvCount *count = sheet->count;
	const Tie  *tie = last_tie(last_round(&count->base));
	int64		open = count->seats_given - count->base.nwinners;
	Paragraph	paragraph;

	if (open == 0)
		return;
	paragraph_begin(&paragraph, sheet->out, 0, 4);
	paragraph_words(&paragraph, psprintf("%s:", how_many(psprintf(INT64_FORMAT, open),
														 "open seat")));
	if (ended_on_tie(&count->base))
	{
		put_names(&paragraph, &sheet->names, tie->level, tie->n);
		paragraph_words(&paragraph,
						psprintf("are level in %s, and %s decide %s.",
								 round_name(sheet, stv_last_round(count)),
								 stv_lot_missing(count, tie) != NULL ? "a lot has to be drawn to" :
								 "the rules do not let anything",
								 open_question(count, tie)));
	}
	else
		paragraph_words(&paragraph, "there are more seats than candidates, and all are elected.");
	paragraph_end(&paragraph);
}

/* Whether somebody is not elected, whatever becomes of a tie that is open. */
static bool
is_beaten(const StvPlace *place)
{
	return place->place > 0 &&
		(place->status == STATUS_ELIMINATED || place->status == STATUS_NOT_ELECTED);
}

/* Put who is not elected, and who is next. */
static void
put_others(const StvSheet *sheet)
{
	const StvCount *count = sheet->count;
	int			n;
	StvPlace   *places = stv_places_of(count, &n);
	int			next = stv_runner_up(count);
	Paragraph	paragraph;
	bool		any = false;

	for (int i = count->base.nwinners; i < n; i++)
	{
		if (!is_beaten(&places[i]))
			continue;
		if (!any)
		{
			paragraph_begin(&paragraph, sheet->out, 0, 4);
			paragraph_words(&paragraph, "Not elected, in order of finish:");
		}
		any = true;
		paragraph_put(&paragraph, psprintf("%s%s", name_in_text(&sheet->names, places[i].candidate),
										   i + 1 < n && is_beaten(&places[i + 1]) ? "," : "."));
	}
	if (any)
		paragraph_end(&paragraph);
	if (next != NO_CANDIDATE)
		put_words(sheet->out, 0, 4, psprintf("Runner-up (%s): %s.",
										count->rules->runner_up == STV_RUNNER_UP_COUNTBACK ?
										"countback" : "last_excluded",
										name_in_text(&sheet->names, next)));
}

/* Put for whom seats are kept. */
static void
put_reserved(const StvSheet *sheet)
{
	const ReservedSeats *reserved = &sheet->count->rules->reserved;
	char	   *seats = how_many(psprintf(INT64_FORMAT, reserved->at_least), "seat");

	put_named(sheet->out, &sheet->names, sheet->count->base.contest,
			  psprintf("At least %s for:", seats), &reserved->among);
}

/* A line of the table: a name, and how each round fills its column. */
typedef struct TableLine
{
	const char *name;
	int			candidate;		/* or NO_CANDIDATE */
	char	   *(*cell) (const StvSheet *sheet, const StvRound *round);
} TableLine;

/* The cell of a candidate. */
static char *
candidate_cell(const StvRound *round, int candidate)
{
	char	   *votes = amount_to_string(round->blocks[0].votes[candidate]);

	if (round->base.status[candidate] == STATUS_ELECTED)
		return psprintf("%s *", votes);
	if (round->base.status[candidate] == STATUS_ELIMINATED &&
		amount_is_zero(round->blocks[0].votes[candidate]))
		return pstrdup("-  ");
	return psprintf("%s  ", votes);
}

static char *
quota_cell(const StvSheet *sheet, const StvRound *round)
{
	return round->has_quota ? psprintf("%s  ", amount_to_string(round->quota)) : pstrdup("");
}

static char *
untransferred_cell(const StvSheet *sheet, const StvRound *round)
{
	return psprintf("%s  ", amount_to_string(round->untransferred));
}

static char *
exhausted_cell(const StvSheet *sheet, const StvRound *round)
{
	Fixed		sum = 0;

	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		sum += round->blocks[0].exhausted[cause].fixed;

	return psprintf("%s  ", fixed_to_string(sum));
}

static char *
lost_cell(const StvSheet *sheet, const StvRound *round)
{
	return psprintf("%s  ", amount_to_string(stv_shown_lost(sheet->count, round, 0)));
}

static char *
blank_cell(const StvSheet *sheet, const StvRound *round)
{
	return psprintf("%s  ", fixed_to_string(sheet->count->blank[0]));
}

/* The law's own number of a round. */
static char *
stage_cell(const StvSheet *sheet, const StvRound *round)
{
	return psprintf("%d  ", round->stage);
}

/* The cell of a line in a round's column. */
static char *
cell_of(const StvSheet *sheet, const TableLine *line, const StvRound *round)
{
	return line->candidate != NO_CANDIDATE ? candidate_cell(round, line->candidate) :
		line->cell(sheet, round);
}

/* All lines of the table: candidates by place, then totals. */
static TableLine *
table_lines(const StvSheet *sheet, int *n)
{
	const TableLine totals[] = {
		{capitalized(sheet->words->exhausted), NO_CANDIDATE, exhausted_cell},
		{"Lost by fraction", NO_CANDIDATE, lost_cell},
		{capitalized(sheet->words->blank), NO_CANDIDATE, blank_cell},
		{capitalized(sheet->words->quota), NO_CANDIDATE, quota_cell},
		{"Surplus to transfer", NO_CANDIDATE, untransferred_cell},
		{capitalized(stage_word(sheet)), NO_CANDIDATE, stage_cell},
	};
	int			ntotals = lengthof(totals) - (sheet->own_numbers ? 0 : 1);
	int			nplaces;
	StvPlace   *places = stv_places_of(sheet->count, &nplaces);
	TableLine  *lines = palloc(sizeof(TableLine) * (nplaces + lengthof(totals)));

	*n = 0;
	for (int i = 0; i < nplaces; i++)
	{
		if (places[i].status != STATUS_WITHDRAWN)
			lines[(*n)++] = (TableLine) {
				sheet->names.shown[places[i].candidate], places[i].candidate, NULL
			};
	}
	for (int i = 0; i < ntotals; i++)
		lines[(*n)++] = totals[i];

	return lines;
}

/* What stands above a round's column. */
static char *
column_name(const StvSheet *sheet, const StvRound *round)
{
	return psprintf("%s %d  ", sheet->own_numbers ? "Round" : capitalized(sheet->words->round),
					round->base.number);
}

/* How wide a round's column is. */
static int
column_width(const StvSheet *sheet, const TableLine *lines, int nlines, const StvRound *round)
{
	int			width = strlen(column_name(sheet, round));

	for (int i = 0; i < nlines; i++)
		width = Max(width, (int) strlen(cell_of(sheet, &lines[i], round)));

	return width + COLUMN_GAP;
}

/* Put the table of rounds first to last - 1, which fit side by side. */
static void
put_table_part(const StvSheet *sheet, const TableLine *lines, int nlines,
			   int first, int last, const int *widths)
{
	appendStringInfoChar(sheet->out, '\n');
	put_padded(sheet->out, "", sheet->name_width, false);
	for (int r = first; r < last; r++)
		put_padded(sheet->out, column_name(sheet, stv_round(sheet->count, r)), widths[r], true);
	put_line_end(sheet->out);
	for (int i = 0; i < nlines; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_padded(sheet->out, lines[i].name, sheet->name_width, false);
		for (int r = first; r < last; r++)
			put_padded(sheet->out, cell_of(sheet, &lines[i], stv_round(sheet->count, r)),
					   widths[r], true);
		put_line_end(sheet->out);
	}
}

/* Put the votes of everybody in all rounds, as many side by side as fit. */
static void
put_stv_table(const StvSheet *sheet)
{
	const StvCount *count = sheet->count;
	int			nlines;
	TableLine  *lines = table_lines(sheet, &nlines);
	int		   *widths = palloc(sizeof(int) * count->base.nrounds);

	for (int r = 0; r < count->base.nrounds; r++)
		widths[r] = column_width(sheet, lines, nlines, stv_round(count, r));
	appendStringInfoString(sheet->out, "\nVotes (* elected)\n");
	for (int first = 0; first < count->base.nrounds;)
	{
		int			width = sheet->name_width + widths[first];
		int			last = first + 1;

		while (last < count->base.nrounds && width + widths[last] <= LINE_WIDTH)
			width += widths[last++];
		put_table_part(sheet, lines, nlines, first, last, widths);
		first = last;
	}
}

/* Put what papers of a candidate went where, and at what value. */
static void
put_papers(const StvSheet *sheet, Paragraph *paragraph, const StvBlock *ballots, int source)
{
	Fixed		lost = 0;
	int64		last = -1;		/* transfer of papers */

	for (uint32 i = 0; i < ballots->ntransfers; i++)
	{
		if (ballots->transfers[i].source != source)
			continue;
		lost += ballots->transfers[i].lost.fixed;
		if (ballots->transfers[i].papers > 0)
			last = i;
	}
	for (uint32 i = 0; i < ballots->ntransfers; i++)
	{
		const StvTransfer *transfer = &ballots->transfers[i];

		if (transfer->source != source || transfer->papers == 0)
			continue;
		paragraph_words(paragraph, how_many(fixed_to_string(fixed_of_papers(transfer->papers)),
											"paper"));
		paragraph_words(paragraph, transfer->value == NO_VALUE ? "without a next preference" :
						psprintf("at %s", fixed_to_string(transfer->value)));
		paragraph_words(paragraph, transfer->target == NO_CANDIDATE ?
						sheet->words->exhausted : "to");
		if (transfer->target != NO_CANDIDATE)
			paragraph_put(paragraph, name_in_text(&sheet->names, transfer->target));
		paragraph_words(paragraph, psprintf("(%s)%s", amount_to_string(transfer->votes),
													 i == last && lost == 0 ? "." : ","));
	}
	if (last < 0)
		paragraph_words(paragraph, "no papers move.");
	else if (lost != 0)
		paragraph_words(paragraph, psprintf("lost by fraction %s.", fixed_to_string(lost)));
}

/* Put what moved in a round, by source. */
static void
put_movement(const StvSheet *sheet, int r)
{
	const StvRound *round = stv_round(sheet->count, r);
	const StvBlock *ballots = stv_sorted_transfers(round, 0);
	Paragraph	paragraph;

	for (int s = 0; s < round->nsources; s++)
	{
		int			source = round->sources[s];

		paragraph_begin(&paragraph, sheet->out, 2, 6);
		paragraph_words(&paragraph, psprintf("%s:", capitalized(round_name(sheet, round))));
		paragraph_put(&paragraph, name_in_text(&sheet->names, source));
		paragraph_words(&paragraph, round->action == ACTION_SURPLUS ?
						"transfers a surplus:" : psprintf("%s:", sheet->words->goes_out));
		put_papers(sheet, &paragraph, ballots, source);
		paragraph_end(&paragraph);
	}
}

/* Put all movements. */
static void
put_movements(const StvSheet *sheet)
{
	bool		any = false;

	for (int r = 1; r < sheet->count->base.nrounds; r++)
	{
		if (stv_round(sheet->count, r)->nsources == 0)
			continue;
		if (!any)
			appendStringInfoString(sheet->out, "\nTransfers\n");
		any = true;
		CHECK_FOR_INTERRUPTS();
		put_movement(sheet, r);
	}
}

/* That candidates are level, and at how many votes, if these are the same. */
static const char *
level_at(const StvRound *round, const Tie *tie)
{
	const Amount *votes = round->blocks[0].votes;

	for (int i = 1; i < tie->n; i++)
	{
		if (amount_cmp(votes[tie->level[i]], votes[tie->level[0]]) != 0)
			return "are level.";
	}
	return psprintf("are level at %s.",
					how_many(amount_to_string(votes[tie->level[0]]), "vote"));
}

/* Put a tie and what became of it. */
static void
put_tie(const void *of_sheet, const Tie *tie)
{
	const StvSheet *sheet = (const StvSheet *) of_sheet;
	const StvRound *level_in = stv_round(sheet->count, tie->round - 1);
	const char *what_picked_does = tie->wanted == WANTED_FEWEST ? sheet->words->goes_out :
		cmp_quota(sheet->count, tie) > 0 ? "transfers a surplus first" : "is elected first";
	Paragraph	paragraph;

	paragraph_begin(&paragraph, sheet->out, 2, 6);
	paragraph_words(&paragraph, psprintf("After %s:", round_name(sheet, level_in)));
	put_names(&paragraph, &sheet->names, tie->level, tie->n);
	paragraph_words(&paragraph, level_at(level_in, tie));
	if (!tie->resolved)
	{
		const char *lot = stv_lot_missing(sheet->count, tie);

		paragraph_words(&paragraph,
						psprintf("%s %s, and the count ends here.",
								 lot != NULL ? "A lot has to be drawn to decide" : "Nothing decides",
								 open_question(sheet->count, tie)));
		put_missing_lot(&paragraph, lot);
	}
	else
	{
		put_names(&paragraph, &sheet->names, tie->left, tie->nleft);
		paragraph_words(&paragraph, tie->nleft > 1 ?
						psprintf("%s together", sheet->words->go_out) : what_picked_does);
		if (tie->step == TIE_LEAVE)
			paragraph_words(&paragraph, "since together they stay below the next one.");
		else
			put_step(&paragraph, sheet->words, sheet->count->base.contest, tie, what_picked_does);
	}
	paragraph_end(&paragraph);
	if (tie->step == TIE_LOT)
		put_lots(sheet->out, sheet->count->base.contest, tie);
}

/* The count sheet of a contest. */
text *
stv_count_sheet(const Contest *contest, const SheetFrame *frame)
{
	StringInfoData out;
	StvSheet	sheet = {.out = &out,.name_width = NAME_WIDTH_MIN,.words = sheet_words(frame->preset)};

	initStringInfo(&out);
	sheet.count = stv_count(contest);
	check_shown_whole(&sheet.count->base, STV_SHOWN_HINT);
	sheet.own_numbers = has_own_numbers(sheet.count);
	name_list_create(&sheet.names, contest->roster, NAME_WIDTH_MAX);
	for (int i = 0; i < sheet.names.n; i++)
		sheet.name_width = Max(sheet.name_width, sheet.names.width[i]);
	put_heading(&out, frame->heading, profile_reader_ballots(&contest->readers[0]));
	put_title(&sheet);
	put_quota(&sheet);
	put_elected(&sheet);
	put_open_seats(&sheet);
	put_others(&sheet);
	put_withdrawn(&out, &sheet.names, contest);
	put_reserved(&sheet);
	put_stv_table(&sheet);
	put_movements(&sheet);
	put_ties(&out, &sheet.count->base, put_tie, &sheet);
	put_full_names(&out, &sheet.names);
	put_foot(&out, frame, &stv_rule_book, stv_rules_shown(sheet.count->rules));

	return sheet_text(&out);
}
