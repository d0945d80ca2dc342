/*
 * irv_margins_sql.c
 *	  SQL functions on how many ballots decide a contest.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "base/pgcompat.h"
#include "count/assertions.h"
#include "count/margin.h"
#include "profile/profile_datum.h"
#include "sql/irv_rows.h"

#define MARGINS_COLUMNS		6
#define POSSIBLE_COLUMNS	5
#define ASSERTIONS_COLUMNS	8

static const char *const kind_words[] = {"changed", "added", "removed"};
static const char *const outcome_words[] =
{"winner", "runner_up", "eliminated", "wins", "second"};

/* Which of some words an argument is; 22023 for others. */
static int
word_from_arg(FunctionCallInfo fcinfo, int argno, const char *name,
			  const char *const *words, int n)
{
	char	   *word = text_to_cstring(PG_GETARG_TEXT_PP(argno));
	char	   *known = "";

	for (int i = 0; i < n; i++)
	{
		if (strcmp(word, words[i]) == 0)
			return i;
		known = psprintf("%s%s\"%s\"", known, i > 0 ? ", " : "", words[i]);
	}
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid argument of irv_margins"),
			 errdetail("\"%s\" is \"%s\".", name, word),
			 errhint("It can be one of %s.", known)));
}

/* The ballots of the arguments; NULL if there are none to be asked about. */
static BallotOrders *
orders_from_args(FunctionCallInfo fcinfo, int rules_argno, bool may_be_tied)
{
	const CountRules *rules = rules_from_arg(fcinfo, rules_argno);
	ProfileReader *reader = palloc(sizeof(ProfileReader));

	if (PG_ARGISNULL(0))
		return NULL;

	/* in canonical order: a search may depend on the order of ballots */
	profile_reader_open(reader, profile_flat_datum(PG_GETARG_DATUM(0)));

	return ballot_orders(reader, rules, may_be_tied);
}

/* A number of ballots; none is NULL. */
static void
row_ballots(Row *row, int64 ballots)
{
	if (ballots == MARGIN_UNKNOWN)
		row_null(row);
	else
		row_int(row, ballots);
}

/* Candidates, given by their numbers, as labels; none is NULL. */
static void
row_numbered(Row *row, const BallotOrders *orders, const uint8 *numbers, int n)
{
	int			candidates[ORDERS_MAX_CANDIDATES];

	for (int i = 0; i < n; i++)
		candidates[i] = orders->candidates[numbers[i]];
	row_candidates(row, orders->roster, candidates, n);
}

/* The row of one outcome; which: as margin_of() takes it. */
static void
put_margin(FunctionCallInfo fcinfo, MarginQuestion *question, MarginOutcome outcome,
		   int which)
{
	MemoryContext old_context = rows_begin();
	const BallotOrders *orders = question->orders;
	bool		of_candidate = (outcome == OUTCOME_WINS || outcome == OUTCOME_SECOND);
	Margin		margin = margin_of(question, outcome, which);
	Datum		values[MARGINS_COLUMNS];
	bool		nulls[MARGINS_COLUMNS];
	Row			row;

	row_begin(&row, values, nulls);
	row_word(&row, outcome_words[outcome]);
	row_candidate(&row, orders->roster,
				  of_candidate ? orders->candidates[which] : NO_CANDIDATE);
	row_int_or_null(&row, outcome == OUTCOME_ELIMINATED ? orders->first_round + which - 1 : 0);
	row_ballots(&row, margin.at_least);
	row_ballots(&row, margin.at_most);
	row_numbered(&row, orders, margin.order, margin.norder);
	row_put(&row, fcinfo);
	rows_end(old_context);
}

/* The rows of one outcome: how many there are, and what the first is asked for. */
static int
outcome_rows(const BallotOrders *orders, MarginOutcome outcome, int *first)
{
	*first = (outcome == OUTCOME_ELIMINATED) ? 1 : 0;
	if (outcome == OUTCOME_WINNER || outcome == OUTCOME_RUNNER_UP)
		return 1;

	return orders->ncandidates - *first;
}

/* irv_margins(p, ballots, rules, outcome) */
PG_FUNCTION_INFO_V1(irv_margins);
Datum
irv_margins(PG_FUNCTION_ARGS)
{
	MarginKind	kind = MARGIN_CHANGED;
	int			begin = 0;
	int			end = MARGIN_OUTCOMES;
	int			nrows = 0;
	int			first;
	BallotOrders *orders;
	MarginQuestion question;

	InitMaterializedSRF(fcinfo, 0);
	if (!PG_ARGISNULL(1))
		kind = word_from_arg(fcinfo, 1, "ballots", kind_words, lengthof(kind_words));
	if (!PG_ARGISNULL(3))
	{
		begin = word_from_arg(fcinfo, 3, "outcome", outcome_words, lengthof(outcome_words));
		end = begin + 1;
	}
	orders = orders_from_args(fcinfo, 2, false);
	if (orders == NULL)
		return (Datum) 0;

	for (int outcome = begin; outcome < end; outcome++)
		nrows += outcome_rows(orders, outcome, &first);
	question = margin_questions(orders, kind, nrows);
	for (int outcome = begin; outcome < end; outcome++)
	{
		int			n = outcome_rows(orders, outcome, &first);

		for (int i = 0; i < n; i++)
			put_margin(fcinfo, &question, outcome, first + i);
	}
	return (Datum) 0;
}

/* Whether so many ballots are enough; NULL: it is not known. */
static void
row_possible(Row *row, const Margin *margin, int64 outstanding)
{
	if (margin->at_most <= outstanding)
		row_bool(row, true);
	else if (margin->at_least > outstanding)
		row_bool(row, false);
	else
		row_null(row);
}

/* irv_possible(p, outstanding, rules) */
PG_FUNCTION_INFO_V1(irv_possible);
Datum
irv_possible(PG_FUNCTION_ARGS)
{
	BallotOrders *orders;
	MarginQuestion question;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(1) || PG_GETARG_INT64(1) < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("invalid number of outstanding ballots"),
				 errdetail("It is %s.", PG_ARGISNULL(1) ? "NULL" :
						   psprintf(INT64_FORMAT, PG_GETARG_INT64(1))),
				 errhint("Give the number of ballots still to come, 0 or more.")));
	orders = orders_from_args(fcinfo, 2, true);
	if (orders != NULL)
		question = margin_questions(orders, MARGIN_ADDED, 2 * orders->ncandidates);
	for (int i = 0; orders != NULL && i < orders->ncandidates; i++)
	{
		MemoryContext old_context = rows_begin();
		Margin		win = margin_of(&question, OUTCOME_WINS, i);
		Margin		second = margin_of(&question, OUTCOME_SECOND, i);
		Datum		values[POSSIBLE_COLUMNS];
		bool		nulls[POSSIBLE_COLUMNS];
		Row			row;

		row_begin(&row, values, nulls);
		row_candidate(&row, orders->roster, orders->candidates[i]);
		row_possible(&row, &win, PG_GETARG_INT64(1));
		row_possible(&row, &second, PG_GETARG_INT64(1));
		row_ballots(&row, win.at_least);
		row_ballots(&row, win.at_most);
		row_put(&row, fcinfo);
		rows_end(old_context);
	}
	return (Datum) 0;
}

/* irv_assertions(p, rules) */
PG_FUNCTION_INFO_V1(irv_assertions);
Datum
irv_assertions(PG_FUNCTION_ARGS)
{
	BallotOrders *orders;
	Assertion  *assertions;
	int			n = 0;

	InitMaterializedSRF(fcinfo, 0);
	orders = orders_from_args(fcinfo, 1, false);
	if (orders == NULL)
		return (Datum) 0;

	assertions = find_assertions(orders, &n);
	for (int i = 0; i < n; i++)
	{
		const Assertion *assertion = &assertions[i];
		uint8		continuing[ORDERS_MAX_CANDIDATES];
		int			ncontinuing = 0;
		Datum		values[ASSERTIONS_COLUMNS];
		bool		nulls[ASSERTIONS_COLUMNS];
		Row			row;

		for (int c = 0; c < orders->ncandidates; c++)
		{
			if (assertion->continuing & candidate_bit(c))
				continuing[ncontinuing++] = c;
		}
		row_begin(&row, values, nulls);
		row_int(&row, i + 1);
		row_word(&row, assertion->continuing == 0 ? "NEB" : "NEN");
		row_candidate(&row, orders->roster, orders->candidates[assertion->winner]);
		row_candidate(&row, orders->roster, orders->candidates[assertion->loser]);
		row_numbered(&row, orders, continuing, ncontinuing);
		row_votes(&row, votes_whole(assertion->winner_votes));
		row_votes(&row, votes_whole(assertion->loser_votes));
		row_votes(&row, votes_whole(assertion_margin(assertion)));
		row_put(&row, fcinfo);
	}
	return (Datum) 0;
}
