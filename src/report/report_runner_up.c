/*
 * report_runner_up.c
 *	  The part of a count sheet that says who is second, by each definition.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/irv_count.h"
#include "count/runner_up.h"
#include "count/tiebreak.h"
#include "report/report_runner_up.h"
#include "report/report_words.h"

/* Whether there is a runner-up, else put that there is none. */
static bool
somebody_is_second(Paragraph *paragraph, const Sheet *sheet, int second)
{
	if (second == NO_CANDIDATE)
	{
		paragraph_put(paragraph, "nobody:");
		return false;
	}
	paragraph_put(paragraph, psprintf("%s,", name_in_text(&sheet->names, second)));

	return true;
}

/* Put the beaten one of the last two. */
static void
put_final_two(Paragraph *paragraph, const Sheet *sheet, const Count *to_two)
{
	const CountRound *round = last_round(to_two);
	bool		tie_broken;
	int			second = runner_up_of(to_two, RUNNER_UP_FINAL_TWO, &tie_broken);
	Votes		winner_votes;
	Votes		votes;

	if (!somebody_is_second(paragraph, sheet, second))
	{
		paragraph_words(paragraph, psprintf("no single candidate was beaten in the last %s.",
											sheet->words->round));
		return;
	}
	winner_votes = round_votes(round, 0, count_winner(to_two));
	votes = round_votes(round, 0, second);
	paragraph_words(paragraph,
					psprintf("beaten in %s %d, the last one, %s %s to %s.",
							 sheet->words->round, round->number,
							 votes_cmp(winner_votes, votes) == 0 ? "by a tie-break at" : "by",
							 votes_to_string(winner_votes), votes_to_string(votes)));
}

/* Put how a tie for second place in the round that elected came out. */
static void
put_tied_seconds(Paragraph *paragraph, const Sheet *sheet, const Count *count,
				 bool tie_broken)
{
	const CountRound *round = round_that_elected(count);
	int		   *level;
	int			n = seconds_in_round(count, round, &level);
	TieStep		step;

	if (n == 0)
	{
		paragraph_words(paragraph, "there was no other candidate.");
		return;
	}
	if (n == 1)
		return;
	put_names(paragraph, &sheet->names, level, n);
	paragraph_words(paragraph, psprintf("were level at %s",
										how_many_votes(round_votes(round, 0, level[0]))));
	if (tie_broken)
	{
		(void) break_tie(count, round, level, n, WANTED_MOST, &step);
		paragraph_words(paragraph, psprintf("and step \"%s\" decided.", tie_step_name(step)));
	}
	else
	{
		const char *lot = drawn_lot_missing(count, round, level, n, WANTED_MOST);

		paragraph_words(paragraph, lot != NULL ? "and a lot has to be drawn." :
						"and nothing decided.");
		put_missing_lot(paragraph, lot);
	}
}

/* Put the second one of the round that elected. */
static void
put_deciding_round(Paragraph *paragraph, const Sheet *sheet, const Count *to_two)
{
	const CountRound *round = round_that_elected(to_two);
	bool		tie_broken;
	int			second = runner_up_of(to_two, RUNNER_UP_DECIDING_ROUND, &tie_broken);
	bool		known = somebody_is_second(paragraph, sheet, second);

	if (round == NULL)
	{
		paragraph_words(paragraph, psprintf("the count ends before a %s that elects.",
											sheet->words->round));
		return;
	}
	if (known)
		paragraph_words(paragraph,
						psprintf("second in %s %d, the one that elected, with %s%s",
								 sheet->words->round, round->number,
								 how_many_votes(round_votes(round, 0, second)),
								 tie_broken ? ";" : "."));
	put_tied_seconds(paragraph, sheet, to_two, tie_broken);
}

/* Put who would win without the winner. */
static void
put_winner_removed(Paragraph *paragraph, const Sheet *sheet, const Count *to_two)
{
	bool		tie_broken;
	int			second = runner_up_of(to_two, RUNNER_UP_WINNER_REMOVED, &tie_broken);

	if (somebody_is_second(paragraph, sheet, second))
		paragraph_words(paragraph, "who would win a count without the winner.");
	else
		paragraph_words(paragraph, "a count without the winner has no winner.");
}

/* Put the runner-up by each definition; the rules' own is marked. */
void
put_runners_up(const Sheet *sheet)
{
	static const struct
	{
		const char *name;
		void		(*put) (Paragraph *paragraph, const Sheet *sheet,
							const Count *to_two);
	}			definitions[RUNNER_UP_RULES] = {
		[RUNNER_UP_FINAL_TWO] = {"final_two", put_final_two},
		[RUNNER_UP_DECIDING_ROUND] = {"deciding_round", put_deciding_round},
		[RUNNER_UP_WINNER_REMOVED] = {"winner_removed", put_winner_removed},
	};
	const Contest *contest = sheet->count->contest;
	const Count *to_two = sheet->count;
	bool		tie_broken;

	if (contest->rules->stop != STOP_TWO_REMAIN &&
		round_that_elected(sheet->count) != NULL)
		to_two = irv_count(contest, STOP_TWO_REMAIN, false, NULL);
	appendStringInfoString(sheet->out,
						   "Runner-up by each definition (> marks the one in the rules):\n");
	for (int rule = 0; rule < RUNNER_UP_RULES; rule++)
	{
		Paragraph	paragraph;

		paragraph_begin(&paragraph, sheet->out, 0, 19);
		paragraph_put(&paragraph, psprintf("%c %-15s ",
										   contest->rules->runner_up == rule ? '>' : ' ',
										   definitions[rule].name));
		definitions[rule].put(&paragraph, sheet, to_two);
		paragraph_end(&paragraph);
	}
	if (to_two->nrounds > 1 &&
		runner_up_of(to_two, RUNNER_UP_FINAL_TWO, &tie_broken) != NO_CANDIDATE)
		put_words(sheet->out, 0, 0,
				  psprintf("The difference in the last %s is no margin of victory: fewer votes could change who wins.",
						   sheet->words->round));
}
