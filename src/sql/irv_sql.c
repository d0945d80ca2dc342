/*
 * irv_sql.c
 *	  SQL functions that show a count: round by round, of a slice, as a document.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/memutils.h"

#include "base/label_list.h"
#include "base/pgcompat.h"
#include "count/shown.h"
#include "profile/profile_datum.h"
#include "profile/profile_merge.h"
#include "report/irv_json.h"
#include "report/irv_report.h"
#include "report/summary_json.h"
#include "sql/irv_rows.h"

#define FLOWS_COLUMNS	6

/* The name of the node of exhausted votes, and what makes it nobody's label. */
#define EXHAUSTED_NODE	"Exhausted"
#define EXHAUSTED_SIGN	'*'

/* Count as the arguments and their rules say, and give out rows of it. */
static Datum
return_rows(FunctionCallInfo fcinfo, PutRows put_rows)
{
	Contest    *contest;

	InitMaterializedSRF(fcinfo, 0);
	contest = contest_from_args(fcinfo, 1);
	if (contest != NULL)
		put_rows(fcinfo, irv_count(contest, contest->rules->stop, false, NULL), 0);

	return (Datum) 0;
}

/* irv_rounds(p, rules): each candidate in each round. */
PG_FUNCTION_INFO_V1(irv_rounds);
Datum
irv_rounds(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_rounds);
}

/* irv_round_totals(p, rules): what became of all votes in each round. */
PG_FUNCTION_INFO_V1(irv_round_totals);
Datum
irv_round_totals(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_round_totals);
}

/* irv_transfers(p, rules): where eliminated candidates' votes went. */
PG_FUNCTION_INFO_V1(irv_transfers);
Datum
irv_transfers(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_transfers);
}

/*
 * All that flows from a round to the next, as if all were transfers: votes that
 * stay, votes that move, and the pile of those exhausted before.
 */
static Transfer *
flows_of(const CountRound *round, int block, int *n)
{
	const BlockRound *ballots = &round->blocks[block];
	Transfer   *flows = palloc(sizeof(Transfer) * (round->n + ballots->ntransfers + 1));
	Votes		exhausted = block_exhausted(ballots);

	*n = 0;
	if (!votes_is_zero(exhausted))
		flows[(*n)++] = (Transfer) {NO_CANDIDATE, NO_CANDIDATE, exhausted};
	for (int i = 0; i < round->n; i++)
	{
		int			candidate = round->candidates[i];

		if (round->status[i] != STATUS_ELIMINATED && !votes_is_zero(ballots->votes[i]))
			flows[(*n)++] = (Transfer) {candidate, candidate, ballots->votes[i]};
	}
	for (int i = 0; i < ballots->ntransfers; i++)
		flows[(*n)++] = ballots->transfers[i];
	qsort(flows, *n, sizeof(Transfer), cmp_transfers);

	return flows;
}

/* Whether a candidate of the contest has a label. */
static bool
is_label(const Roster *roster, const char *name)
{
	Label		label = {name, strlen(name)};

	for (int i = 0; i < roster->ncandidates; i++)
	{
		if (label_cmp(roster->labels[i], label) == 0)
			return true;
	}
	return false;
}

/*
 * What exhausted votes are called in the flow chart: "Exhausted", with as many
 * asterisks as it takes to be no candidate's label.
 */
static char *
exhausted_node(const Roster *roster)
{
	StringInfoData name;

	initStringInfo(&name);
	appendStringInfoString(&name, EXHAUSTED_NODE);
	while (is_label(roster, name.data))
		appendStringInfoChar(&name, EXHAUSTED_SIGN);

	return name.data;
}

/*
 * Set a node of the flow chart: a name and its round.  No two nodes have the
 * same name, since labels differ and the round stands behind each.
 */
static void
row_flow_node(Row *row, const Roster *roster, const char *exhausted,
			  int candidate, int round)
{
	const char *name = exhausted;

	if (candidate != NO_CANDIDATE)
		name = label_string(roster->labels[candidate]);
	row_word(row, psprintf("%s (%d)", name, round));
}

/* Rows of irv_flows. */
static void
put_flows(FunctionCallInfo fcinfo, const Count *count, int block)
{
	const Roster *roster = count->contest->roster;
	const char *exhausted = exhausted_node(roster);
	MemoryContext old_context = rows_begin();

	for (int r = 0; r < count->nrounds - 1; r++)
	{
		int			number = count->rounds[r]->number;
		int			n;
		Transfer   *flows = flows_of(count->rounds[r], block, &n);

		for (int i = 0; i < n; i++)
		{
			Datum		values[FLOWS_COLUMNS];
			bool		nulls[FLOWS_COLUMNS];
			Row			row;

			row_begin(&row, values, nulls);
			row_int(&row, number);
			row_flow_node(&row, roster, exhausted, flows[i].source, number);
			row_flow_node(&row, roster, exhausted, flows[i].target, number + 1);
			row_votes(&row, flows[i].votes);
			row_candidate(&row, roster, flows[i].source);
			row_candidate(&row, roster, flows[i].target);
			row_put(&row, fcinfo);
		}
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
}

/* irv_flows(p, rules): votes that stay and votes that move, for a chart. */
PG_FUNCTION_INFO_V1(irv_flows);
Datum
irv_flows(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_flows);
}

/* Count contest and slice together, and put out the slice's rows. */
static Datum
slice_rows(FunctionCallInfo fcinfo, PutRows put_rows)
{
	Contest    *contest;

	InitMaterializedSRF(fcinfo, 0);
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	contest = contest_from_args(slice_args(fcinfo), 2);
	if (contest != NULL)
		put_rows(fcinfo, irv_count(contest, contest->rules->stop, false, NULL),
				 SLICE_BLOCK);

	return (Datum) 0;
}

/* irv_slice_rounds(slice, contest, rules) */
PG_FUNCTION_INFO_V1(irv_slice_rounds);
Datum
irv_slice_rounds(PG_FUNCTION_ARGS)
{
	return slice_rows(fcinfo, put_rounds);
}

/* irv_slice_round_totals(slice, contest, rules) */
PG_FUNCTION_INFO_V1(irv_slice_round_totals);
Datum
irv_slice_round_totals(PG_FUNCTION_ARGS)
{
	return slice_rows(fcinfo, put_round_totals);
}

/* irv_slice_transfers(slice, contest, rules) */
PG_FUNCTION_INFO_V1(irv_slice_transfers);
Datum
irv_slice_transfers(PG_FUNCTION_ARGS)
{
	return slice_rows(fcinfo, put_transfers);
}

/* Answer with the sheet of a block, of arguments that have been fetched. */
static Datum
sheet_of_args(FunctionCallInfo fcinfo, int block)
{
	int			rules_argno = block + 1;
	Jsonb	   *rules = jsonb_from_arg(fcinfo, rules_argno);
	SheetFrame	frame = {
		.heading = heading_from_jsonb(jsonb_from_arg(fcinfo, rules_argno + 1), 1),
		.rules = rules,
		.preset = rules_preset_within(rules, rules_preset_number, IRV_PRESET_TELLING,
									  rules_to_jsonb(rules_default())),
		.is_slice = block > 0,
		.profile = PG_GETARG_DATUM(0),
		.whole = PG_GETARG_DATUM(block)
	};
	Contest    *contest = contest_from_args(fcinfo, rules_argno);

	if (contest == NULL)
		PG_RETURN_TEXT_P(suppressed_sheet(rules_from_arg(fcinfo, rules_argno)->min_ballots));

	PG_RETURN_TEXT_P(count_sheet(contest, block, &frame));
}

/* irv_report(p, rules, heading): a contest's count sheet. */
PG_FUNCTION_INFO_V1(irv_report);
Datum
irv_report(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();

	return sheet_of_args(fetched_args(fcinfo, 1), 0);
}

/* irv_slice_report(slice, contest, rules, heading): the same of a part of it. */
PG_FUNCTION_INFO_V1(irv_slice_report);
Datum
irv_slice_report(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		PG_RETURN_NULL();

	return sheet_of_args(slice_args(fcinfo), SLICE_BLOCK);
}

/* irv_json(p, rules, config): a count for programs that read RCTab's. */
PG_FUNCTION_INFO_V1(irv_json);
Datum
irv_json(PG_FUNCTION_ARGS)
{
	Jsonb	   *config = PG_ARGISNULL(2) ? NULL : PG_GETARG_JSONB_P(2);
	Contest    *contest;

	if (config != NULL)
		json_config_check(config);
	contest = contest_from_args(fcinfo, 1);
	if (contest == NULL)
		PG_RETURN_NULL();

	PG_RETURN_JSONB_P(contest_to_json(contest, config));
}
