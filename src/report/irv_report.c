/*
 * irv_report.c
 *	  The count sheet: all that a count has to say, as text for people.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "count/drawn.h"
#include "count/margin.h"
#include "sql/irv_rows.h"
#include "base/pgcompat.h"
#include "count/possible.h"
#include "profile/profile_fingerprint.h"
#include "report/heading.h"
#include "report/report_table.h"
#include "count/tiebreak.h"

/* So many bytes of a lot are shown. */
#define LOT_BYTES_SHOWN		8

PG_FUNCTION_INFO_V1(irv_report);
PG_FUNCTION_INFO_V1(irv_slice_report);

/* Put one paragraph of words. */
static void
put_words(StringInfo out, int start, int indent, const char *words)
{
	Paragraph	paragraph;

	paragraph_begin(&paragraph, out, start, indent);
	paragraph_words(&paragraph, words);
	paragraph_end(&paragraph);
}

/* A number of things. */
static char *
how_many(const char *number, const char *thing)
{
	return psprintf("%s %s%s", number, thing, strcmp(number, "1") == 0 ? "" : "s");
}

/* A number of votes, and what they are. */
static char *
how_many_votes(Votes votes)
{
	return how_many(votes_to_string(votes), "vote");
}

/* What a candidate is called within a sentence. */
static char *
name_in_text(const Sheet *sheet, int candidate)
{
	const char *name = sheet->names.shown[candidate];

	return strchr(name, ',') != NULL ? psprintf("\"%s\"", name) : pstrdup(name);
}

/* Put a list of candidates: A, B and C. */
static void
put_names(Paragraph *paragraph, const Sheet *sheet, const int *candidates, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (i > 0 && i == n - 1)
			paragraph_put(paragraph, "and");
		paragraph_put(paragraph, psprintf("%s%s", name_in_text(sheet, candidates[i]),
										  i < n - 2 ? "," : ""));
	}
}

/* Put the first line: what was counted. */
static void
put_title(const Sheet *sheet)
{
	const Contest *contest = sheet->count->contest;
	int			candidates = sheet->count->rounds[0].n;
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
					 how_many(psprintf("%d", sheet->count->nrounds), "round"));
}

/* Why somebody won, as the end of a sentence; in a round, or in none (NULL). */
static const char *
reason(WonBy won_by, const CountRound *round)
{
	static const char *const reasons[] = {
		[WON_BY_MAJORITY] = "more than half.",
		[WON_BY_LAST_TWO] = "as the higher of the last two; nobody had more than half of the votes of round 1.",
		[WON_BY_MOST_VOTES] = "as the highest in the last round; nobody had more than half.",
		[WON_BY_TIE_BREAK] = "after a tie-break.",
		[WON_BY_ONLY_CANDIDATE] = "as the only candidate.",
		[WON_BY_EVERY_WAY] = "whichever way the tie that ends the count is decided.",
	};

	if (won_by != WON_BY_LAST_TWO)
		return reasons[won_by];
	for (int i = 0; i < round->n; i++)
	{
		if (round->status[i] == STATUS_RUNNER_UP)
			return reasons[won_by];
	}
	return "as the last one left; nobody had more than half of the votes of round 1.";
}

/* Put who won, and how. */
static void
put_winner(const Sheet *sheet)
{
	const IrvCount *count = sheet->count;
	const CountRound *round = round_that_elected(count);
	Paragraph	paragraph;

	paragraph_begin(&paragraph, sheet->out, 0, 4);
	paragraph_words(&paragraph, sheet->block == 0 ? "Winner:" : "Winner of the contest:");
	paragraph_put(&paragraph, psprintf("%s,", name_in_text(sheet, count->winner)));
	if (round != NULL)
	{
		Votes		votes = round_votes(round, 0, count->winner);
		Votes		continuing = round->blocks[0].continuing;

		paragraph_words(&paragraph,
						psprintf("in round %d with %s of %s (%s %%),", round->number,
								 votes_to_string(votes), votes_to_string(continuing),
								 percent(votes, continuing)));
	}
	paragraph_words(&paragraph, reason(count->won_by, round));
	paragraph_end(&paragraph);
}

/* Put who can win, where that depends on how a tie is decided. */
static void
put_possible_winners(Paragraph *paragraph, const Sheet *sheet)
{
	const IrvCount *count = sheet->count;

	if (!count->ways_known)
		paragraph_words(paragraph,
						"There are too many ways to decide it to say who can win.");
	else if (count->npossible == 0)
		paragraph_words(paragraph, "Nobody can win, whichever way it is decided.");
	else if (last_round(count)->tie.wanted == WANTED_FEWEST)
	{
		put_names(paragraph, sheet, count->possible, count->npossible);
		paragraph_words(paragraph, "can win, depending on how it is decided.");
	}
}

/* Put why there is no winner. */
static void
put_no_winner(const Sheet *sheet)
{
	const CountRound *round = last_round(sheet->count);
	Paragraph	paragraph;

	paragraph_begin(&paragraph, sheet->out, 0, 4);
	paragraph_words(&paragraph, "No winner:");
	if (votes_is_zero(round->blocks[0].continuing))
		paragraph_words(&paragraph,
						psprintf("no ballot counts for any candidate in round %d.",
								 round->number));
	else if (round->tie.n > 0)
	{
		put_names(&paragraph, sheet, round->tie.level, round->tie.n);
		paragraph_words(&paragraph,
						psprintf("are level in round %d, and the rules do not let anything decide.",
								 round->number));
		put_possible_winners(&paragraph, sheet);
	}
	else
		paragraph_words(&paragraph, "only write-ins are left, and they cannot win.");
	paragraph_end(&paragraph);
}

/* Whether there is a runner-up, else put that there is none. */
static bool
somebody_is_second(Paragraph *paragraph, const Sheet *sheet, int second)
{
	if (second == NO_CANDIDATE)
	{
		paragraph_put(paragraph, "nobody:");
		return false;
	}
	paragraph_put(paragraph, psprintf("%s,", name_in_text(sheet, second)));

	return true;
}

/* Put the beaten one of the last two. */
static void
put_final_two(Paragraph *paragraph, const Sheet *sheet, const IrvCount *to_two)
{
	const CountRound *round = last_round(to_two);
	bool		tie_broken;
	int			second = runner_up_of(to_two, RUNNER_UP_FINAL_TWO, &tie_broken);
	Votes		winner_votes;
	Votes		votes;

	if (!somebody_is_second(paragraph, sheet, second))
	{
		paragraph_words(paragraph, "no single candidate was beaten in the last round.");
		return;
	}
	winner_votes = round_votes(round, 0, to_two->winner);
	votes = round_votes(round, 0, second);
	paragraph_words(paragraph,
					psprintf("beaten in round %d, the last one, %s %s to %s.",
							 round->number,
							 votes_cmp(winner_votes, votes) == 0 ? "by a tie-break at" : "by",
							 votes_to_string(winner_votes), votes_to_string(votes)));
}

/* Put which lot drawn by hand would decide a tie that is left. */
static void
put_missing_lot(Paragraph *paragraph, const IrvCount *count, const CountRound *round,
				const int *level, int n, Wanted wanted)
{
	char	   *lot = drawn_lot_missing(count, round, level, n, wanted);

	if (lot == NULL)
		return;
	paragraph_words(paragraph, "When a lot is drawn by hand, enter it in the rule \"drawn\":");
	paragraph_put(paragraph, safe_json((Label) {lot, strlen(lot)}));
}

/*
 * Put how a tie for second place in the round that elected came out.  The
 * candidates are found as runner_up_of() finds them.
 */
static void
put_tied_seconds(Paragraph *paragraph, const Sheet *sheet, const IrvCount *count,
				 bool tie_broken)
{
	const CountRound *round = round_that_elected(count);
	bool	   *pass = palloc(round->n);
	int		   *level = palloc(sizeof(int) * round->n);
	TieStep		step;
	int			n;

	for (int i = 0; i < round->n; i++)
		pass[i] = round->candidates[i] != count->winner &&
			round->candidates[i] != count->contest->roster->pool;
	n = round_extreme(round, pass, WANTED_MOST, level);
	for (int i = 0; i < n; i++)
		level[i] = round->candidates[level[i]];
	if (n == 0)
	{
		paragraph_words(paragraph, "there was no other candidate.");
		return;
	}
	if (n == 1)
		return;
	put_names(paragraph, sheet, level, n);
	paragraph_words(paragraph, psprintf("were level at %s",
										how_many_votes(round_votes(round, 0, level[0]))));
	if (tie_broken)
	{
		(void) break_tie(count, round, level, n, WANTED_MOST, &step);
		paragraph_words(paragraph, psprintf("and step \"%s\" decided.", tie_step_name(step)));
	}
	else
	{
		paragraph_words(paragraph, "and nothing decided.");
		put_missing_lot(paragraph, count, round, level, n, WANTED_MOST);
	}
}

/* Put the second one of the round that elected. */
static void
put_deciding_round(Paragraph *paragraph, const Sheet *sheet, const IrvCount *to_two)
{
	const CountRound *round = round_that_elected(to_two);
	bool		tie_broken;
	int			second = runner_up_of(to_two, RUNNER_UP_DECIDING_ROUND, &tie_broken);
	bool		known = somebody_is_second(paragraph, sheet, second);

	if (round == NULL)
	{
		paragraph_words(paragraph, "the count ends before a round that elects.");
		return;
	}
	if (known)
		paragraph_words(paragraph,
						psprintf("second in round %d, the one that elected, with %s%s",
								 round->number,
								 how_many_votes(round_votes(round, 0, second)),
								 tie_broken ? ";" : "."));
	put_tied_seconds(paragraph, sheet, to_two, tie_broken);
}

/* Put who would win without the winner. */
static void
put_winner_removed(Paragraph *paragraph, const Sheet *sheet, const IrvCount *to_two)
{
	bool		tie_broken;
	int			second = runner_up_of(to_two, RUNNER_UP_WINNER_REMOVED, &tie_broken);

	if (somebody_is_second(paragraph, sheet, second))
		paragraph_words(paragraph, "who would win a count without the winner.");
	else
		paragraph_words(paragraph, "a count without the winner has no winner.");
}

/* Put the runner-up by each definition; the rules' own is marked. */
static void
put_runners_up(const Sheet *sheet)
{
	static const struct
	{
		const char *name;
		void		(*put) (Paragraph *paragraph, const Sheet *sheet,
							const IrvCount *to_two);
	}			definitions[RUNNER_UP_RULES] = {
		[RUNNER_UP_FINAL_TWO] = {"final_two", put_final_two},
		[RUNNER_UP_DECIDING_ROUND] = {"deciding_round", put_deciding_round},
		[RUNNER_UP_WINNER_REMOVED] = {"winner_removed", put_winner_removed},
	};
	const Contest *contest = sheet->count->contest;
	const IrvCount *to_two = sheet->count;
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
	if (runner_up_of(to_two, RUNNER_UP_FINAL_TWO, &tie_broken) != NO_CANDIDATE)
		put_words(sheet->out, 0, 0,
				  "The difference in the last round is no margin of victory: fewer votes could change who wins.");
}

/* Put by how many ballots an outcome was decided. */
static void
put_margin(const Sheet *sheet, const BallotOrders *orders, MarginOutcome outcome,
		   const char *what)
{
	Margin		margin = margin_of(orders, MARGIN_CHANGED, outcome, 0);
	char	   *at_least = psprintf(INT64_FORMAT, margin.at_least);

	if (margin.at_least == MARGIN_UNKNOWN)
		return;
	if (margin.at_least == margin.at_most)
		at_least = how_many(at_least, "ballot");
	else
		at_least = psprintf("at least %s", how_many(at_least, "ballot"));
	put_words(sheet->out, 0, 4, psprintf("%s: %s would have to be changed.", what, at_least));
}

/* Put the margins of the contest, which must not end in a tie. */
static void
put_margins(const Sheet *sheet)
{
	const Contest *contest = sheet->count->contest;
	BallotOrders *orders;

	if (sheet->count->winner == NO_CANDIDATE)
		return;
	orders = ballot_orders(&contest->readers[0], contest->rules, true);
	if (orders == NULL || orders->tied || orders->ncandidates < 2)
		return;
	put_margin(sheet, orders, OUTCOME_WINNER, "Margin of victory");
	put_margin(sheet, orders, OUTCOME_RUNNER_UP, "Margin of the runner-up (final_two)");
}

/* Put who was struck out before the count; some may be on no ballot. */
static void
put_withdrawn(const Sheet *sheet)
{
	const Contest *contest = sheet->count->contest;
	const LabelList *withdrawn = &contest->rules->withdrawn;
	Paragraph	paragraph;

	if (withdrawn->n == 0)
		return;
	paragraph_begin(&paragraph, sheet->out, 0, 4);
	paragraph_words(&paragraph, "Withdrawn:");
	for (int i = 0; i < withdrawn->n; i++)
	{
		int			candidate = roster_find(contest->roster, withdrawn->labels[i]);
		const char *comma = (i < withdrawn->n - 1) ? "," : "";

		if (candidate != NO_CANDIDATE)
			paragraph_put(&paragraph, psprintf("%s%s", name_in_text(sheet, candidate), comma));
		else
		{
			paragraph_put(&paragraph, safe_label(withdrawn->labels[i]));
			paragraph_words(&paragraph, psprintf("(on no ballot)%s", comma));
		}
	}
	paragraph_end(&paragraph);
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
	paragraph_words(&paragraph, psprintf("Round %d:", round->number));
	paragraph_put(&paragraph, name_in_text(sheet, source));
	paragraph_words(&paragraph, psprintf("goes out with %s%s", how_many_votes(votes),
										 votes_is_zero(votes) ? "." : ":"));
	while (transfer < end && transfer->source == source)
	{
		bool		more = (transfer + 1 < end && transfer[1].source == source);

		paragraph_put(&paragraph,
					  psprintf("%s %s%s", votes_to_string(transfer->votes),
							   transfer->target == NO_CANDIDATE ? "exhausted" :
							   psprintf("to %s", name_in_text(sheet, transfer->target)),
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
	const IrvCount *count = sheet->count;
	MemoryContext old_context = rows_begin();

	if (count->nrounds > 1)
		appendStringInfoString(sheet->out, "\nTransfers\n");
	for (int r = 0; r < count->nrounds - 1; r++)
	{
		const CountRound *round = &count->rounds[r];
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
		paragraph_words(paragraph, "all of them go out:");
	else
	{
		put_names(paragraph, sheet, tie->left, tie->nleft);
		paragraph_words(paragraph, "go out:");
	}
	paragraph_words(paragraph, "together they have fewer votes than the next candidate.");
}

/* Put the lots of those who were level, so that anybody can draw them again. */
static void
put_lots(Paragraph *paragraph, const Sheet *sheet, const Tie *tie, Label seed)
{
	paragraph_words(paragraph,
					psprintf("with seed \"%s\"; SHA-256 of the seed, a colon and the label begins with",
							 safe_label(seed)));
	for (int i = 0; i < tie->n; i++)
	{
		uint8		lot[PG_SHA256_DIGEST_LENGTH];
		char		hex[2 * LOT_BYTES_SHOWN + 1] = {0};

		draw_lot(seed, sheet->count->contest->roster->labels[tie->level[i]], lot);
		(void) hex_encode((const char *) lot, LOT_BYTES_SHOWN, hex);
		paragraph_put(paragraph, hex);
		paragraph_put(paragraph, psprintf("(%s)%s", name_in_text(sheet, tie->level[i]),
										  i < tie->n - 1 ? "," : ":"));
	}
	paragraph_words(paragraph, tie->wanted == WANTED_FEWEST ? "the lowest goes out." : "the highest wins.");
}

/* What a tie led to. */
static void
put_outcome(Paragraph *paragraph, const Sheet *sheet, const CountRound *round)
{
	const Tie  *tie = &round->tie;
	const CountRules *rules = sheet->count->contest->rules;
	bool		elected = (tie->picked == sheet->count->winner);

	if (!tie->resolved)
	{
		paragraph_words(paragraph, "Nothing decides between them, and the count ends here.");
		put_missing_lot(paragraph, sheet->count, round, tie->level, tie->n, tie->wanted);
	}
	else if (tie->step == TIE_TOGETHER)
	{
		put_names(paragraph, sheet, tie->left, tie->nleft);
		paragraph_words(paragraph, "go out at once by step \"together\".");
	}
	else if (tie->picked == NO_CANDIDATE)
		put_harmless(paragraph, sheet, tie);
	else
	{
		paragraph_put(paragraph, name_in_text(sheet, tie->picked));
		paragraph_words(paragraph,
						psprintf("%s by step \"%s\"%s", elected ? "wins" : "goes out",
								 tie_step_name(tie->step),
								 tie->step == TIE_LOT ? "," : "."));
		if (tie->step == TIE_LOT)
			put_lots(paragraph, sheet, tie, rules->seed);
	}
}

/* Put every tie in the count, who was level, and what decided. */
static void
put_ties(const Sheet *sheet)
{
	const IrvCount *count = sheet->count;
	bool		any = false;

	for (int r = 0; r < count->nrounds; r++)
	{
		const CountRound *round = &count->rounds[r];
		Paragraph	paragraph;

		if (round->tie.n == 0)
			continue;
		if (!any)
			appendStringInfoString(sheet->out, "\nTies\n");
		any = true;
		paragraph_begin(&paragraph, sheet->out, 2, 6);
		paragraph_words(&paragraph, psprintf("Round %d:", round->number));
		put_names(&paragraph, sheet, round->tie.level, round->tie.n);
		paragraph_words(&paragraph,
						psprintf("are level at %s.",
								 how_many_votes(round_votes(round, 0, round->tie.level[0]))));
		put_outcome(&paragraph, sheet, round);
		paragraph_end(&paragraph);
		CHECK_FOR_INTERRUPTS();
	}
}

/* Put the full names of those whose names were cut. */
static void
put_full_names(const Sheet *sheet)
{
	bool		any = false;

	for (int i = 0; i < sheet->names.n; i++)
	{
		if (sheet->names.shown[i] == sheet->names.full[i])
			continue;
		if (!any)
			appendStringInfoString(sheet->out, "\nFull names\n");
		any = true;
		appendStringInfo(sheet->out, "  [%d] %s\n", i + 1, sheet->names.full[i]);
	}
}

/* The text of a sheet, which was written in UTF-8, without its last newline. */
static text *
sheet_text(StringInfo out)
{
	Label		label = {out->data, out->len - 1};

	return label_to_text(label);
}

/* Put a fingerprint of what was counted. */
static void
put_fingerprint(const Sheet *sheet, const char *of, Datum profile)
{
	appendStringInfo(sheet->out, "Fingerprint of the %s (SHA-256):\n  %s\n", of,
					 profile_fingerprint_of(profile));
}

/* Put the rules of the count, the version that counted, and what it counted. */
static void
put_provenance(const Sheet *sheet, Jsonb *rules, FunctionCallInfo fcinfo)
{
	put_rules_used(sheet->out, rules, rules_to_jsonb(sheet->count->contest->rules));
	appendStringInfo(sheet->out, "\nCounted by prefcount %s.\n", PREFCOUNT_VERSION);
	put_fingerprint(sheet, sheet->block == 0 ? "ballots" : "slice's ballots", PG_GETARG_DATUM(0));
	if (sheet->block != 0)
		put_fingerprint(sheet, "contest's ballots", PG_GETARG_DATUM(1));
}

/* The count sheet of a contest, or of the slice of it that is a block. */
static text *
report(const Contest *contest, int block, Jsonb *rules, const Heading *heading,
	   FunctionCallInfo fcinfo)
{
	StringInfoData out;
	Sheet		sheet = {.out = &out,.block = block};
	IrvCount   *count = irv_count(contest, contest->rules->stop, false, NULL);
	int			n;

	initStringInfo(&out);
	check_shown_whole(count);
	follow_open_tie(count, NULL, POSSIBLE_WINNERS);
	sheet.count = count;
	sheet.places = places_by_rule(contest, contest->rules->runner_up, &n);
	name_list_create(&sheet.names, contest->roster, NAME_WIDTH_MAX);

	put_heading(&out, heading, profile_reader_ballots(&contest->readers[block]));
	put_title(&sheet);
	if (sheet.count->winner == NO_CANDIDATE)
		put_no_winner(&sheet);
	else
	{
		put_winner(&sheet);
		put_runners_up(&sheet);
		if (heading->margins)
			put_margins(&sheet);
	}
	put_withdrawn(&sheet);
	put_table(&sheet);
	put_all_transfers(&sheet);
	put_ties(&sheet);
	put_full_names(&sheet);
	put_provenance(&sheet, rules, fcinfo);
	put_signature(&out, heading);

	return sheet_text(&out);
}

/* What stands there instead where too few ballots are in. */
static text *
suppressed_report(int64 min_ballots)
{
	StringInfoData out;
	char	   *words;

	initStringInfo(&out);
	words = psprintf("No result is given for fewer than " INT64_FORMAT " ballots (rule min_ballots).",
					 min_ballots);
	put_words(&out, 0, 4, words);

	return sheet_text(&out);
}

/* Answer with the sheet of a block. */
static Datum
report_of_args(FunctionCallInfo fcinfo, int block)
{
	int			rules_argno = block + 1;
	Contest    *contest = contest_from_args(fcinfo, rules_argno);
	Jsonb	   *rules = PG_ARGISNULL(rules_argno) ? NULL : PG_GETARG_JSONB_P(rules_argno);
	Jsonb	   *heading = NULL;
	Heading    *parsed;

	/* version 0.2.0 declares the functions without a heading */
	if (PG_NARGS() > rules_argno + 1 && !PG_ARGISNULL(rules_argno + 1))
		heading = PG_GETARG_JSONB_P(rules_argno + 1);

	parsed = heading_from_jsonb(heading);
	if (contest == NULL)
		PG_RETURN_TEXT_P(suppressed_report(rules_from_arg(fcinfo, rules_argno)->min_ballots));

	PG_RETURN_TEXT_P(report(contest, block, rules, parsed, fcinfo));
}

/* irv_report(p, rules, heading): a contest's count sheet. */
Datum
irv_report(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();

	return report_of_args(fcinfo, 0);
}

/* irv_slice_report(slice, contest, rules, heading): the same of a part of it. */
Datum
irv_slice_report(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();
	check_slice_contained(PG_GETARG_DATUM(1), PG_GETARG_DATUM(0));

	return report_of_args(fcinfo, SLICE_BLOCK);
}
