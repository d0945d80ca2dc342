/*
 * irv_result_sql.c
 *	  SQL functions that say how a count came out.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "access/htup_details.h"
#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"

#include "base/pgcompat.h"
#include "count/answers.h"
#include "count/places.h"
#include "count/possible.h"
#include "count/shown.h"
#include "profile/profile_datum.h"
#include "sql/irv_rows.h"

#define RESULT_COLUMNS	23
#define SUPPRESSED_COLUMN	19	/* from 0 */

/* Answer with one label, or NULL. */
static Datum
one_label(FunctionCallInfo fcinfo, LabelFunction find)
{
	const CountRules *rules = rules_from_arg(fcinfo, 1);
	ProfileReader reader;
	Label		label;

	rules_check_count(rules);
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	profile_reader_open(&reader, PG_GETARG_DATUM(0));
	if (!find(&reader, rules, &label))
		PG_RETURN_NULL();

	PG_RETURN_TEXT_P(label_to_text(label));
}

/* irv_winner(p, rules) */
PG_FUNCTION_INFO_V1(irv_winner);
Datum
irv_winner(PG_FUNCTION_ARGS)
{
	return one_label(fcinfo, irv_winner_label);
}

/* irv_runner_up(p, rules) */
PG_FUNCTION_INFO_V1(irv_runner_up);
Datum
irv_runner_up(PG_FUNCTION_ARGS)
{
	return one_label(fcinfo, irv_runner_up_label);
}

/* irv_places(p, rules): the order of finish. */
PG_FUNCTION_INFO_V1(irv_places);
Datum
irv_places(PG_FUNCTION_ARGS)
{
	Contest    *contest;

	InitMaterializedSRF(fcinfo, 0);
	contest = contest_from_args(fcinfo, 1);
	if (contest != NULL)
		put_places(fcinfo, contest);

	return (Datum) 0;
}

/* Columns won_in_round to winner_share; of a round only if one elected. */
static void
row_victory(Row *row, const Count *count)
{
	const CountRound *round = round_that_elected(count);
	Votes		votes;

	row_int_or_null(row, round == NULL ? 0 : round->number);
	row_word(row, count->nwinners == 0 ? NULL : won_by_name(count->winners[0].won_by));
	if (round == NULL)
	{
		row_null(row);
		row_null(row);
		return;
	}
	votes = round_votes(round, 0, count_winner(count));
	row_votes(row, votes);
	row_share(row, votes, round->blocks[0].continuing);
}

/* Columns final_two_winner_votes to final_two_margin. */
static void
row_final_two(Row *row, const Count *to_two, int beaten)
{
	const CountRound *round = last_round(to_two);
	Votes		winner;
	Votes		loser;

	if (beaten == NO_CANDIDATE)
	{
		for (int i = 0; i < 3; i++)
			row_null(row);
		return;
	}
	winner = round_votes(round, 0, count_winner(to_two));
	loser = round_votes(round, 0, beaten);
	row_votes(row, winner);
	row_votes(row, loser);
	row_votes(row, votes_sub(winner, loser));
}

/* Columns rounds to blank: sums of the contest. */
static void
row_sums(Row *row, const Count *count)
{
	const BlockRound *ballots = &last_round(count)->blocks[0];

	row_int(row, count->nrounds);
	row_int(row, profile_reader_ballots(&count->contest->readers[0]));
	row_votes(row, count->contest->tallies[0].total);
	row_votes(row, block_exhausted(ballots));
	row_votes(row, ballots->blank);
}

/* Column tied. */
static void
row_tied(Row *row, const Count *count)
{
	const CountRound *round = last_round(count);
	int		   *tied = palloc(sizeof(int) * Max(round->n, 1));
	int			n = 0;

	for (int i = 0; i < round->n; i++)
	{
		if (round->status[i] == STATUS_TIED)
			tied[n++] = round->candidates[i];
	}
	row_candidates(row, count->contest->roster, tied, n);
}

/*
 * Column withdrawn_unknown: names in the rule withdrawn that are on no ballot
 * and in no list.
 */
static void
row_withdrawn_unknown(Row *row, const Contest *contest)
{
	const LabelList *withdrawn = &contest->rules->withdrawn;
	Label	   *unknown = palloc(sizeof(Label) * Max(withdrawn->n, 1));
	int			n = 0;

	for (int i = 0; i < withdrawn->n; i++)
	{
		if (roster_find(contest->roster, withdrawn->labels[i]) == NO_CANDIDATE)
			unknown[n++] = withdrawn->labels[i];
	}
	row_labels(row, unknown, n);
}

/*
 * Column majority_of_all: whether the winner had, when elected, more than half
 * of all votes that were not blank.
 */
static void
row_majority_of_all(Row *row, const Count *count)
{
	const CountRound *round = round_that_elected(count);
	const BlockRound *first = &count->rounds[0]->blocks[0];
	Votes		votes;

	if (round == NULL)
	{
		row_null(row);
		return;
	}
	votes = round_votes(round, 0, count_winner(count));
	row_bool(row, votes_cmp(votes_add(votes, votes),
							votes_add(first->continuing, block_exhausted(first))) > 0);
}

/* Columns possible_winners to majority_of_all. */
static void
row_certainty(Row *row, const Count *count)
{
	const Roster *roster = count->contest->roster;
	int			winner = count_winner(count);

	if (round_that_elected(count) != NULL)
		row_candidates(row, roster, &winner, 1);
	else
		row_candidates(row, roster, count->possible, count->npossible);
	row_withdrawn_unknown(row, count->contest);
	row_majority_of_all(row, count);
}

/* All columns of irv_result. */
static void
row_result(Row *row, const Contest *contest)
{
	const CountRules *rules = contest->rules;
	Count	   *count = irv_count(contest, rules->stop, false, NULL);
	Count	   *to_two = count;
	int			runners_up[RUNNER_UP_RULES];
	bool		tie_broken[RUNNER_UP_RULES];
	int			ties_broken = count->ties_broken;

	follow_open_tie(count, NULL, POSSIBLE_WINNERS);
	if (rules->stop != STOP_TWO_REMAIN && round_that_elected(count) != NULL)
		to_two = irv_count(contest, STOP_TWO_REMAIN, false, NULL);
	Assert(count_winner(to_two) == count_winner(count));
	for (int rule = 0; rule < RUNNER_UP_RULES; rule++)
		runners_up[rule] = runner_up_of(to_two, (RunnerUpRule) rule, &tie_broken[rule]);
	if (tie_broken[rules->runner_up])
		ties_broken++;

	row_candidate(row, contest->roster, count_winner(count));
	row_candidate(row, contest->roster, runners_up[rules->runner_up]);
	row_victory(row, count);
	for (int rule = 0; rule < RUNNER_UP_RULES; rule++)
		row_candidate(row, contest->roster, runners_up[rule]);
	row_final_two(row, to_two, runners_up[RUNNER_UP_FINAL_TWO]);
	row_sums(row, count);
	row_int(row, ties_broken);
	row_tied(row, count);
	Assert(row->n == SUPPRESSED_COLUMN);
	row_bool(row, false);
	row_certainty(row, count);
}

/* irv_result(p, rules): one row about the whole contest. */
PG_FUNCTION_INFO_V1(irv_result);
Datum
irv_result(PG_FUNCTION_ARGS)
{
	bool		unknown = PG_ARGISNULL(0);
	Contest    *contest = contest_from_args(fcinfo, 1);
	Datum		values[RESULT_COLUMNS];
	bool		nulls[RESULT_COLUMNS];
	Row			row;

	row_begin(&row, values, nulls);
	if (contest != NULL)
		row_result(&row, contest);
	row_fill(&row, RESULT_COLUMNS, SUPPRESSED_COLUMN, unknown);

	return row_answer(fcinfo, &row);
}
