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

#include "columns.h"
#include "irv_rows.h"
#include "pgcompat.h"
#include "places.h"

#define PLACES_COLUMNS	7
#define RESULT_COLUMNS	20

PG_FUNCTION_INFO_V1(irv_winner);
PG_FUNCTION_INFO_V1(irv_runner_up);
PG_FUNCTION_INFO_V1(irv_places);
PG_FUNCTION_INFO_V1(irv_result);

typedef bool (*LabelFunction) (ProfileReader *reader, const CountRules *rules,
							   Label *label);

/* Answer with one label, or NULL. */
static Datum
one_label(FunctionCallInfo fcinfo, LabelFunction find)
{
	const CountRules *rules = rules_from_arg(fcinfo, 1);
	ProfileReader reader;
	Label		label;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	profile_reader_open(&reader, PG_GETARG_DATUM(0));
	if (!find(&reader, rules, &label))
		PG_RETURN_NULL();

	PG_RETURN_TEXT_P(label_to_text(label));
}

/* irv_winner(p, rules) */
Datum
irv_winner(PG_FUNCTION_ARGS)
{
	return one_label(fcinfo, irv_winner_label);
}

/* irv_runner_up(p, rules) */
Datum
irv_runner_up(PG_FUNCTION_ARGS)
{
	return one_label(fcinfo, irv_runner_up_label);
}

/* irv_places(p, rules): the order of finish. */
Datum
irv_places(PG_FUNCTION_ARGS)
{
	Contest    *contest;
	Place	   *places;
	int			n;

	InitMaterializedSRF(fcinfo, 0);
	contest = contest_from_args(fcinfo, 1);
	if (contest == NULL)
		return (Datum) 0;

	places = places_by_rule(contest, contest->rules->runner_up, &n);
	for (int i = 0; i < n; i++)
	{
		const Place *place = &places[i];
		Datum		values[PLACES_COLUMNS];
		bool		nulls[PLACES_COLUMNS];
		Row			row;

		row_begin(&row, values, nulls);
		row_int_or_null(&row, place->place);
		row_candidate(&row, contest->roster, place->candidate);
		row_numeric(&row, place->first_preferences);
		row_numeric(&row, place->votes);
		row_int_or_null(&row, place->round);
		row_numeric(&row, place->lead);
		row_word(&row, place_status_name(place->status));
		row_put(&row, fcinfo);
	}
	return (Datum) 0;
}

/* How somebody won as it is shown. */
static const char *
won_by_name(WonBy won_by)
{
	static const char *const names[] = {
		[WON_BY_MAJORITY] = "majority",
		[WON_BY_LAST_TWO] = "last_two",
		[WON_BY_MOST_VOTES] = "most_votes",
		[WON_BY_TIE_BREAK] = "tie_break",
		[WON_BY_ONLY_CANDIDATE] = "only_candidate",
	};

	return names[won_by];
}

/* Columns won_in_round to winner_share. */
static void
row_victory(Row *row, const IrvCount *count)
{
	const CountRound *round;
	Votes		votes;

	if (count->winner == NO_CANDIDATE)
	{
		for (int i = 0; i < 4; i++)
			row_null(row);
		return;
	}
	round = &count->rounds[count->won_in_round - 1];
	votes = round_votes(round, 0, count->winner);
	row_int(row, round->number);
	row_word(row, won_by_name(count->won_by));
	row_votes(row, votes);
	row_share(row, votes, round->blocks[0].continuing);
}

/* Columns final_two_winner_votes to final_two_margin. */
static void
row_final_two(Row *row, const IrvCount *to_two, int beaten)
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
	winner = round_votes(round, 0, to_two->winner);
	loser = round_votes(round, 0, beaten);
	row_votes(row, winner);
	row_votes(row, loser);
	row_votes(row, votes_sub(winner, loser));
}

/* Columns rounds to blank: sums of the contest. */
static void
row_sums(Row *row, const IrvCount *count)
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
row_tied(Row *row, const IrvCount *count)
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

/* All columns of irv_result but the last. */
static void
row_result(Row *row, const Contest *contest)
{
	const CountRules *rules = contest->rules;
	IrvCount   *count = irv_count(contest, rules->stop, false, NULL);
	IrvCount   *to_two = count;
	int			runners_up[RUNNER_UP_RULES];
	bool		tie_broken[RUNNER_UP_RULES];
	int			ties_broken = count->ties_broken;

	if (rules->stop != STOP_TWO_REMAIN)
		to_two = irv_count(contest, STOP_TWO_REMAIN, false, NULL);
	for (int rule = 0; rule < RUNNER_UP_RULES; rule++)
		runners_up[rule] = runner_up_of(to_two, (RunnerUpRule) rule, &tie_broken[rule]);
	if (tie_broken[rules->runner_up])
		ties_broken++;

	row_candidate(row, contest->roster, count->winner);
	row_candidate(row, contest->roster, runners_up[rules->runner_up]);
	row_victory(row, count);
	for (int rule = 0; rule < RUNNER_UP_RULES; rule++)
		row_candidate(row, contest->roster, runners_up[rule]);
	row_final_two(row, to_two, runners_up[RUNNER_UP_FINAL_TWO]);
	row_sums(row, count);
	row_int(row, ties_broken);
	row_tied(row, count);
}

/* irv_result(p, rules): one row about the whole contest. */
Datum
irv_result(PG_FUNCTION_ARGS)
{
	bool		unknown = PG_ARGISNULL(0);
	Contest    *contest = contest_from_args(fcinfo, 1);
	TupleDesc	desc;
	Datum		values[RESULT_COLUMNS];
	bool		nulls[RESULT_COLUMNS];
	Row			row;

	if (get_call_result_type(fcinfo, NULL, &desc) != TYPEFUNC_COMPOSITE)
		elog(ERROR, "return type must be a row type");

	row_begin(&row, values, nulls);
	if (contest != NULL)
		row_result(&row, contest);
	check_columns(desc, RESULT_COLUMNS);
	while (row.n < RESULT_COLUMNS - 1)
		row_null(&row);
	if (unknown)
		row_null(&row);
	else
		row_bool(&row, contest == NULL);

	PG_RETURN_DATUM(HeapTupleGetDatum(heap_form_tuple(BlessTupleDesc(desc),
													  values, nulls)));
}
