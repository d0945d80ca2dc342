/*
 * irv_sql.c
 *	  SQL functions that show a count round by round.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "irv_rows.h"
#include "pgcompat.h"

#define FLOWS_COLUMNS	4

PG_FUNCTION_INFO_V1(irv_rounds);
PG_FUNCTION_INFO_V1(irv_round_totals);
PG_FUNCTION_INFO_V1(irv_transfers);
PG_FUNCTION_INFO_V1(irv_flows);

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
Datum
irv_rounds(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_rounds);
}

/* irv_round_totals(p, rules): what became of all votes in each round. */
Datum
irv_round_totals(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_round_totals);
}

/* irv_transfers(p, rules): where eliminated candidates' votes went. */
Datum
irv_transfers(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_transfers);
}

/* All that flows from a round to the next, as if all were transfers. */
static Transfer *
flows_of(const CountRound *round, int block, int *n)
{
	const BlockRound *ballots = &round->blocks[block];
	Transfer   *flows = palloc(sizeof(Transfer) * (round->n + ballots->ntransfers));

	*n = 0;
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

/* The name of a node of the flow chart: a label and its round. */
static char *
flow_node(const Roster *roster, int candidate, int round)
{
	if (candidate == NO_CANDIDATE)
		return psprintf("Exhausted (%d)", round);

	return psprintf("%s (%d)",
					text_to_cstring(label_to_text(roster->labels[candidate])),
					round);
}

/* Rows of irv_flows. */
static void
put_flows(FunctionCallInfo fcinfo, const IrvCount *count, int block)
{
	const Roster *roster = count->contest->roster;
	MemoryContext old_context = rows_begin();

	for (int r = 0; r < count->nrounds - 1; r++)
	{
		int			number = count->rounds[r].number;
		int			n;
		Transfer   *flows = flows_of(&count->rounds[r], block, &n);

		for (int i = 0; i < n; i++)
		{
			Datum		values[FLOWS_COLUMNS];
			bool		nulls[FLOWS_COLUMNS];
			Row			row;

			row_begin(&row, values, nulls);
			row_int(&row, number);
			row_word(&row, flow_node(roster, flows[i].source, number));
			row_word(&row, flow_node(roster, flows[i].target, number + 1));
			row_votes(&row, flows[i].votes);
			row_put(&row, fcinfo);
		}
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
}

/* irv_flows(p, rules): votes that stay and votes that move, for a chart. */
Datum
irv_flows(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_flows);
}
