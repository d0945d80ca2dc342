/*
 * irv_report.c
 *	  The count sheet: all that a count has to say, as text for people.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "base/pgcompat.h"
#include "base/rows_memory.h"
#include "count/irv_count.h"
#include "count/margin.h"
#include "count/possible.h"
#include "count/rule_values.h"
#include "count/shown.h"
#include "count/tiebreak.h"
#include "profile/profile_datum.h"
#include "report/irv_report.h"
#include "report/report_count.h"
#include "report/report_lots.h"
#include "report/report_runner_up.h"
#include "report/report_table.h"
#include "report/report_words.h"

/* Put the first line: what was counted. */
static void
put_title(const Sheet *sheet)
{
	const Contest *contest = sheet->count->contest;
	int			candidates = sheet->count->rounds[0]->n;
	char	   *ballots;
	char	   *votes = votes_to_string(contest->tallies[sheet->block].total);

	if (contest->roster->pool != NO_CANDIDATE &&
		!contest->roster->withdrawn[contest->roster->pool])
		candidates--;
	ballots = psprintf(INT64_FORMAT,
					   profile_reader_ballots(&contest->readers[sheet->block]));
	appendStringInfo(sheet->out, "Instant-runoff count%s: %s, %s",
					 sheet->block == 0 ? "" : ", a slice of the contest",
					 how_many(psprintf("%d", candidates), "candidate"),
					 how_many(ballots, "ballot"));
	if (sheet->block != 0)
		appendStringInfo(sheet->out, " of " INT64_FORMAT,
						 profile_reader_ballots(&contest->readers[0]));
	if (strcmp(ballots, votes) != 0)
		appendStringInfo(sheet->out, " (%s)", how_many(votes, "vote"));
	appendStringInfo(sheet->out, ", %s\n\n",
					 how_many(psprintf("%d", sheet->count->nrounds), sheet->words->round));
}

/* Whether somebody was beaten in a round. */
static bool
has_runner_up(const CountRound *round)
{
	for (int i = 0; i < round->n; i++)
	{
		if (round->status[i] == STATUS_RUNNER_UP)
			return true;
	}
	return false;
}

/* Why somebody won, as the end of a sentence; in a round, or in none (NULL). */
static const char *
reason(const Sheet *sheet, WonBy won_by, const CountRound *round)
{
	static const char *const reasons[] = {
		[WON_BY_MAJORITY] = "more than half.",
		[WON_BY_TIE_BREAK] = "after a tie-break.",
		[WON_BY_ONLY_CANDIDATE] = "as the only candidate.",
		[WON_BY_EVERY_WAY] = "whichever way the tie that ends the count is decided.",
	};

	switch (won_by)
	{
		case WON_BY_LAST_TWO:
			return psprintf("as the %s; nobody had more than half of the votes of %s 1.",
							has_runner_up(round) ? "higher of the last two" : "last one left",
							sheet->words->round);
		case WON_BY_MOST_VOTES:
			return psprintf("as the highest in the last %s; nobody had more than half.",
							sheet->words->round);
		default:
			return reasons[won_by];
	}
}

/* Put who won, and how. */
static void
put_winner(const Sheet *sheet)
{
	const Count *count = sheet->count;
	const CountRound *round = round_that_elected(count);
	Paragraph	paragraph;

	paragraph_begin(&paragraph, sheet->out, 0, 4);
	paragraph_words(&paragraph, sheet->block == 0 ? "Winner:" : "Winner of the contest:");
	paragraph_put(&paragraph, psprintf("%s,", name_in_text(&sheet->names, count_winner(count))));
	if (round != NULL)
	{
		Votes		votes = round_votes(round, 0, count_winner(count));
		Votes		continuing = round->blocks[0].continuing;

		paragraph_words(&paragraph,
						psprintf("in %s %d with %s of %s (%s %%),", sheet->words->round,
								 round->number,
								 votes_to_string(votes), votes_to_string(continuing),
								 percent(votes, continuing)));
	}
	paragraph_words(&paragraph, reason(sheet, count->winners[0].won_by, round));
	paragraph_end(&paragraph);
}

/* Put who can win, where that depends on how a tie is decided. */
static void
put_possible_winners(Paragraph *paragraph, const Sheet *sheet)
{
	const Count *count = sheet->count;

	if (!count->ways_known)
		paragraph_words(paragraph,
						"There are too many ways to decide it to say who can win.");
	else if (count->npossible == 0)
		paragraph_words(paragraph, "Nobody can win, whichever way it is decided.");
	else if (last_tie(last_round(count))->wanted == WANTED_FEWEST)
	{
		put_names(paragraph, &sheet->names, count->possible, count->npossible);
		paragraph_words(paragraph, "can win, depending on how it is decided.");
	}
}

/* The lot drawn by hand that an open tie of the contest waits for; NULL: none. */
static char *
lot_missing(const Sheet *sheet, const Tie *tie)
{
	return drawn_lot_missing(sheet->count, sheet->count->rounds[tie->round - 1],
							 tie->level, tie->n, tie->wanted);
}

/* Put what the places mean where a tie leaves some of them open. */
static void
put_open_places(Paragraph *paragraph, const Sheet *sheet)
{
	bool		open = false;

	for (int i = 0; i < sheet->names.n; i++)
		open = open || (sheet->places[i].place == 0 &&
						sheet->places[i].status == PLACE_CONTINUING);
	if (open)
		paragraph_words(paragraph,
						"Until then those who are level share a place, and those ahead of them have none.");
}

/* Put why there is no winner. */
static void
put_no_winner(const Sheet *sheet)
{
	const CountRound *round = last_round(sheet->count);
	const Tie  *tie = last_tie(round);
	Paragraph	paragraph;

	paragraph_begin(&paragraph, sheet->out, 0, 4);
	paragraph_words(&paragraph, "No winner:");
	if (votes_is_zero(round->blocks[0].continuing))
		paragraph_words(&paragraph,
						psprintf("no ballot counts for any candidate in %s %d.",
								 sheet->words->round, round->number));
	else if (tie != NULL)
	{
		put_names(&paragraph, &sheet->names, tie->level, tie->n);
		paragraph_words(&paragraph,
						psprintf("are level in %s %d, and %s.", sheet->words->round, round->number,
								 lot_missing(sheet, tie) != NULL ? "a lot has to be drawn" :
								 "the rules do not let anything decide"));
		put_possible_winners(&paragraph, sheet);
		put_open_places(&paragraph, sheet);
	}
	else
		paragraph_words(&paragraph, "only write-ins are left, and they cannot win.");
	paragraph_end(&paragraph);
}

/* Put by how many ballots an outcome was decided. */
static void
put_margin(const Sheet *sheet, MarginQuestion *question, MarginOutcome outcome,
		   const char *what)
{
	Margin		margin = margin_of(question, outcome, 0);
	char	   *ballots = how_many(psprintf(INT64_FORMAT, margin.at_least), "ballot");

	if (margin.at_least == MARGIN_UNKNOWN)
		return;
	put_words(sheet->out, 0, 4,
			  psprintf("%s: %s%s would have to be changed.", what,
					   margin.at_least == margin.at_most ? "" : "at least ", ballots));
}

/* Put the margins of the contest, unless it ends in a tie. */
static void
put_margins(const Sheet *sheet, Datum profile)
{
	ProfileReader *reader = palloc(sizeof(ProfileReader));
	BallotOrders *orders;
	MarginQuestion question;

	/* in canonical order: a search may depend on the order of ballots */
	profile_reader_open(reader, profile_flat_datum(profile));
	orders = ballot_orders(reader, sheet->count->contest->rules, true);
	if (orders == NULL || orders->tied || orders->ncandidates < 2)
		return;
	question = margin_questions(orders, MARGIN_CHANGED, 2);
	put_margin(sheet, &question, OUTCOME_WINNER, "Margin of victory");
	put_margin(sheet, &question, OUTCOME_RUNNER_UP, "Margin of the runner-up (final_two)");
}

/* Put which round something happened in. */
static void
put_round_number(Paragraph *paragraph, const Sheet *sheet, const CountRound *round)
{
	paragraph_words(paragraph, psprintf("%s %d:", capitalized(sheet->words->round),
										round->number));
}

/* Put where one candidate's votes went; returns what follows in the list. */
static const Transfer *
put_source(const Sheet *sheet, const CountRound *round, int position,
		   const Transfer *transfer, const Transfer *end)
{
	int			source = round->candidates[position];
	Votes		votes = sheet_ballots(sheet, round)->votes[position];
	Paragraph	paragraph;

	paragraph_begin(&paragraph, sheet->out, 2, 6);
	put_round_number(&paragraph, sheet, round);
	paragraph_put(&paragraph, name_in_text(&sheet->names, source));
	paragraph_words(&paragraph, psprintf("%s with %s%s", sheet->words->goes_out,
										 how_many_votes(votes),
										 votes_is_zero(votes) ? "." : ":"));
	while (transfer < end && transfer->source == source)
	{
		bool		more = (transfer + 1 < end && transfer[1].source == source);

		paragraph_put(&paragraph,
					  psprintf("%s %s%s", votes_to_string(transfer->votes),
							   transfer->target == NO_CANDIDATE ? sheet->words->exhausted :
							   psprintf("to %s", name_in_text(&sheet->names, transfer->target)),
							   more ? "," : "."));
		transfer++;
	}
	paragraph_end(&paragraph);

	return transfer;
}

/* Put where the votes of those who went out went. */
static void
put_all_transfers(const Sheet *sheet)
{
	const Count *count = sheet->count;
	MemoryContext old_context = rows_begin();

	if (count->nrounds > 1)
		appendStringInfoString(sheet->out, "\nTransfers\n");
	for (int r = 0; r < count->nrounds - 1; r++)
	{
		const CountRound *round = count->rounds[r];
		const BlockRound *ballots = sheet_ballots(sheet, round);
		const Transfer *next = ballots->transfers;

		CHECK_FOR_INTERRUPTS();
		if (ballots->ntransfers > 0)
			qsort(ballots->transfers, ballots->ntransfers, sizeof(Transfer),
				  cmp_transfers_by_source);
		for (int i = 0; i < round->n; i++)
		{
			if (round->status[i] == STATUS_ELIMINATED)
				next = put_source(sheet, round, i, next,
								  ballots->transfers + ballots->ntransfers);
		}
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
}

/* Put that a tie was harmless, and who went out on account of that. */
static void
put_harmless(Paragraph *paragraph, const Sheet *sheet, const Tie *tie)
{
	paragraph_words(paragraph, "Nothing decides between them, and");
	if (tie->nleft == tie->n)
		paragraph_words(paragraph, "all of them");
	else
		put_names(paragraph, &sheet->names, tie->left, tie->nleft);
	paragraph_words(paragraph, psprintf("%s:", sheet->words->go_out));
	paragraph_words(paragraph, "together they have fewer votes than the next candidate.");
}

/* What becomes of the one whom a tie-break picked. */
static const char *
what_picked_does(const Sheet *sheet, const CountRound *round, const Tie *tie)
{
	if (tie->wanted == WANTED_FEWEST)
		return sheet->words->goes_out;

	return tie->picked == count_winner(sheet->count) &&
		round->number == sheet->count->nrounds ? "wins" : "stays in";
}

/* What a tie led to. */
static void
put_outcome(Paragraph *paragraph, const Sheet *sheet, const CountRound *round,
			const Tie *tie)
{
	if (!tie->resolved)
	{
		const char *lot = lot_missing(sheet, tie);

		paragraph_words(paragraph,
						psprintf("%s, and the count ends here.", lot != NULL ?
								 "A lot has to be drawn" : "Nothing decides between them"));
		put_missing_lot(paragraph, lot);
	}
	else if (tie->step == TIE_TOGETHER)
	{
		put_names(paragraph, &sheet->names, tie->left, tie->nleft);
		paragraph_words(paragraph, psprintf("%s at once by step \"together\".",
											sheet->words->go_out));
	}
	else if (tie->picked == NO_CANDIDATE)
		put_harmless(paragraph, sheet, tie);
	else
	{
		paragraph_put(paragraph, name_in_text(&sheet->names, tie->picked));
		paragraph_words(paragraph, what_picked_does(sheet, round, tie));
		put_step(paragraph, sheet->words, sheet->count->contest, tie,
				 what_picked_does(sheet, round, tie));
	}
}

/* Put a tie: who was level, and what decided. */
static void
put_tie(const void *of_sheet, const Tie *tie)
{
	const Sheet *sheet = (const Sheet *) of_sheet;
	const CountRound *round = sheet->count->rounds[tie->round - 1];
	Paragraph	paragraph;

	paragraph_begin(&paragraph, sheet->out, 2, 6);
	put_round_number(&paragraph, sheet, round);
	put_names(&paragraph, &sheet->names, tie->level, tie->n);
	paragraph_words(&paragraph,
					psprintf("are level at %s.",
							 how_many_votes(round_votes(round, 0, tie->level[0]))));
	put_outcome(&paragraph, sheet, round, tie);
	paragraph_end(&paragraph);
	if (tie->step == TIE_LOT)
		put_lots(sheet->out, sheet->count->contest, tie);
}

/* The count sheet of a contest, or of the slice of it that is a block. */
text *
count_sheet(const Contest *contest, int block, const SheetFrame *frame)
{
	StringInfoData out;
	Sheet		sheet = {.out = &out,.block = block,.words = sheet_words(frame->preset)};
	Count	   *count = irv_count(contest, contest->rules->stop, false, NULL);
	int			n;

	initStringInfo(&out);
	check_shown_whole(count, IRV_SHOWN_HINT);
	follow_open_tie(count, NULL, POSSIBLE_WINNERS);
	sheet.count = count;
	sheet.places = places_by_rule(contest, contest->rules->runner_up, &n);
	name_list_create(&sheet.names, contest->roster, NAME_WIDTH_MAX);

	put_heading(&out, frame->heading, profile_reader_ballots(&contest->readers[block]));
	put_title(&sheet);
	if (sheet.count->nwinners == 0)
		put_no_winner(&sheet);
	else
	{
		put_winner(&sheet);
		put_runners_up(&sheet);
		if (frame->heading->margins)
			put_margins(&sheet, frame->whole);
	}
	put_withdrawn(&out, &sheet.names, contest);
	put_table(&sheet);
	put_all_transfers(&sheet);
	put_ties(&out, count, put_tie, &sheet);
	put_full_names(&out, &sheet.names);
	put_foot(&out, frame, &irv_rule_book, rules_to_jsonb(contest->rules));

	return sheet_text(&out);
}

/* What stands there instead of a sheet where too few ballots are in. */
text *
suppressed_sheet(int64 min_ballots)
{
	StringInfoData out;
	char	   *words;

	initStringInfo(&out);
	words = psprintf("No result is given for fewer than " INT64_FORMAT " ballots (rule min_ballots).",
					 min_ballots);
	put_words(&out, 0, 4, words);

	return sheet_text(&out);
}
