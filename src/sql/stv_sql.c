/*
 * stv_sql.c
 *	  SQL functions that show a count for several seats round by round.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "funcapi.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/label_list.h"
#include "base/pgcompat.h"
#include "report/irv_report.h"
#include "report/stv_json.h"
#include "report/stv_report.h"
#include "report/summary_json.h"
#include "sql/stv_rows.h"

#define ROUNDS_COLUMNS			9
#define ROUND_TOTALS_COLUMNS	13
#define TRANSFERS_COLUMNS		7
#define FLOWS_COLUMNS			6

#define LOST_NODE	"Lost by fraction"

/* Count as the arguments and their rules say, and give out rows of it. */
static Datum
return_rows(FunctionCallInfo fcinfo, PutStvRows put_rows)
{
	Contest    *contest;

	InitMaterializedSRF(fcinfo, 0);
	contest = stv_contest_from_args(fcinfo, 1);
	if (contest != NULL)
		put_rows(fcinfo, stv_count(contest), 0);

	return (Datum) 0;
}

/* Raise 0A000 for a slice of a count in which parts of a bundle round apart. */
static void
check_slices_add_up(const StvRules *rules)
{
	if (stv_rounds_bundles((StvMethod) rules->method))
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("count cannot be shown for a slice"),
				 errdetail("Method \"%s\" rounds the votes of a bundle of papers, so that slices do not add up.",
						   stv_method_name((StvMethod) rules->method)),
				 errhint("Count the slice as a contest of its own, or use a method that rounds each paper.")));
}

/* Count contest and slice together, and put out the slice's rows. */
static Datum
slice_rows(FunctionCallInfo fcinfo, PutStvRows put_rows)
{
	Contest    *contest;

	InitMaterializedSRF(fcinfo, 0);
	check_slices_add_up(stv_rules_from_arg(fcinfo, 2));
	if (PG_ARGISNULL(0) || PG_ARGISNULL(1))
		return (Datum) 0;
	contest = stv_contest_from_args(slice_args(fcinfo), 2);
	if (contest != NULL)
		put_rows(fcinfo, stv_count(contest), SLICE_BLOCK);

	return (Datum) 0;
}

/* One row of stv_rounds. */
static void
put_round_row(FunctionCallInfo fcinfo, const StvCount *count, int r, int block,
			  int candidate, Datum *const *level)
{
	const StvRound *round = stv_round(count, r);
	const Roster *roster = count->base.contest->roster;
	Amount		votes = round->blocks[block].votes[candidate];
	Datum		values[ROUNDS_COLUMNS];
	bool		nulls[ROUNDS_COLUMNS];
	Row			row;

	row_begin(&row, values, nulls);
	row_int(&row, round->base.number);
	row_int(&row, round->stage);
	row_candidate(&row, roster, candidate);
	row_amount(&row, votes);
	if (r == 0)
		row_null(&row);
	else
		row_amount(&row, amount_fixed(votes.fixed -
									  stv_round(count, r - 1)->blocks[block].votes[candidate].fixed));
	if (round->keep == NULL)
		row_null(&row);
	else
		row_amount(&row, amount_fixed((Fixed) round->keep[candidate] * BILLION));
	row_word(&row, status_name(round->base.status[candidate]));
	row_word(&row, stv_decided_by(round, candidate));
	row_tied_with(&row, &round->base, level, candidate);
	row_put(&row, fcinfo);
}

/* Rows of stv_rounds. */
static void
put_stv_rounds(FunctionCallInfo fcinfo, const StvCount *count, int block)
{
	MemoryContext old_context = rows_begin();

	for (int r = 0; r < count->base.nrounds; r++)
	{
		int			n;
		int		   *order = stv_round_order(count, stv_round(count, r), block, &n);
		Datum	  **level = level_labels(count->base.contest->roster, count->base.rounds[r]);

		for (int i = 0; i < n; i++)
		{
			CHECK_FOR_INTERRUPTS();
			put_round_row(fcinfo, count, r, block, order[i], level);
		}
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
}

/* Rows of stv_round_totals. */
static void
put_stv_round_totals(FunctionCallInfo fcinfo, const StvCount *count, int block)
{
	MemoryContext old_context = rows_begin();

	for (int r = 0; r < count->base.nrounds; r++)
	{
		const StvRound *round = stv_round(count, r);
		const StvBlock *ballots = &round->blocks[block];
		Fixed		exhausted = 0;
		Datum		values[ROUND_TOTALS_COLUMNS];
		bool		nulls[ROUND_TOTALS_COLUMNS];
		Row			row;

		for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
			exhausted += ballots->exhausted[cause].fixed;
		row_begin(&row, values, nulls);
		row_int(&row, round->base.number);
		row_int(&row, round->stage);
		row_word(&row, stv_action_name(round->action));
		row_candidates(&row, count->base.contest->roster, round->sources, round->nsources);
		if (round->has_quota)
			row_amount(&row, round->quota);
		else
			row_null(&row);
		row_amount(&row, round->untransferred);
		row_amount(&row, amount_fixed(exhausted));
		for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
			row_amount(&row, ballots->exhausted[cause]);
		row_amount(&row, stv_shown_lost(count, round, block));
		row_amount(&row, amount_fixed(count->blank[block]));
		row_put(&row, fcinfo);
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
}

/* Rows of stv_transfers. */
static void
put_stv_transfers(FunctionCallInfo fcinfo, const StvCount *count, int block)
{
	const Roster *roster = count->base.contest->roster;
	MemoryContext old_context = rows_begin();

	for (int r = 0; r < count->base.nrounds; r++)
	{
		const StvBlock *ballots = stv_sorted_transfers(stv_round(count, r), block);

		for (uint32 i = 0; i < ballots->ntransfers; i++)
		{
			const StvTransfer *transfer = &ballots->transfers[i];
			Datum		values[TRANSFERS_COLUMNS];
			bool		nulls[TRANSFERS_COLUMNS];
			Row			row;

			CHECK_FOR_INTERRUPTS();
			row_begin(&row, values, nulls);
			row_int(&row, count->base.rounds[r]->number);
			row_candidate(&row, roster, transfer->source);
			row_candidate(&row, roster, transfer->target);
			row_amount(&row, amount_fixed(fixed_of_papers(transfer->papers)));
			if (transfer->value == NO_VALUE)
				row_null(&row);
			else
				row_amount(&row, amount_fixed(transfer->value));
			row_amount(&row, transfer->votes);
			row_amount(&row, transfer->lost);
			row_put(&row, fcinfo);
		}
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
}

/* stv_rounds(p, rules): each candidate after each round. */
PG_FUNCTION_INFO_V1(stv_rounds);
Datum
stv_rounds(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_stv_rounds);
}

/* stv_round_totals(p, rules): what became of all votes in each round. */
PG_FUNCTION_INFO_V1(stv_round_totals);
Datum
stv_round_totals(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_stv_round_totals);
}

/* stv_transfers(p, rules): which papers went where, and at which value. */
PG_FUNCTION_INFO_V1(stv_transfers);
Datum
stv_transfers(PG_FUNCTION_ARGS)
{
	return return_rows(fcinfo, put_stv_transfers);
}

/* stv_slice_rounds(slice, contest, rules) */
PG_FUNCTION_INFO_V1(stv_slice_rounds);
Datum
stv_slice_rounds(PG_FUNCTION_ARGS)
{
	return slice_rows(fcinfo, put_stv_rounds);
}

/* stv_slice_round_totals(slice, contest, rules) */
PG_FUNCTION_INFO_V1(stv_slice_round_totals);
Datum
stv_slice_round_totals(PG_FUNCTION_ARGS)
{
	return slice_rows(fcinfo, put_stv_round_totals);
}

/* stv_slice_transfers(slice, contest, rules) */
PG_FUNCTION_INFO_V1(stv_slice_transfers);
Datum
stv_slice_transfers(PG_FUNCTION_ARGS)
{
	return slice_rows(fcinfo, put_stv_transfers);
}

/* Piles of a flow chart behind the candidates. */
#define FLOW_EXHAUSTED(count)	((count)->ncandidates)
#define FLOW_LOST(count)		((count)->ncandidates + 1)
#define FLOW_PILES(count)		((count)->ncandidates + 2)

/* What a pile of a flow chart holds after a round. */
static Fixed
pile_holds(const StvCount *count, const StvRound *round, int pile)
{
	const StvBlock *ballots = &round->blocks[0];
	Fixed		sum = 0;

	if (pile < count->ncandidates)
		return ballots->votes[pile].fixed;
	if (pile == FLOW_LOST(count))
		return stv_shown_lost(count, round, 0).fixed;
	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		sum += ballots->exhausted[cause].fixed;

	return sum;
}

/* Add to a flow from one pile to another. */
static inline void
add_flow(const StvCount *count, Fixed *flows, int source, int target, Fixed votes)
{
	flows[source * FLOW_PILES(count) + target] += votes;
}

/*
 * Flows of Meek's method, which moves no papers: who has less than before gives
 * to those who have more, each by its part.
 */
static void
add_meek_flows(const StvCount *count, int r, Fixed *flows)
{
	int			n = FLOW_PILES(count);
	Fixed	   *gained = palloc(sizeof(Fixed) * n);
	int			to = 0;

	for (int i = 0; i < n; i++)
	{
		Fixed		before = pile_holds(count, stv_round(count, r), i);

		gained[i] = pile_holds(count, stv_round(count, r + 1), i) - before;
		add_flow(count, flows, i, i, gained[i] < 0 ? before + gained[i] : before);
	}
	for (int from = 0; from < n; from++)
	{
		while (gained[from] < 0)
		{
			Fixed		part;

			while (gained[to] <= 0)
				to++;
			part = Min(-gained[from], gained[to]);
			add_flow(count, flows, from, to, part);
			gained[from] += part;
			gained[to] -= part;
		}
	}
	pfree(gained);
}

/* Flows of a round whose transfers are known. */
static void
add_transfer_flows(const StvCount *count, int r, Fixed *flows)
{
	const StvBlock *ballots = &stv_round(count, r + 1)->blocks[0];
	Fixed	   *left = palloc(sizeof(Fixed) * FLOW_PILES(count));

	for (int i = 0; i < FLOW_PILES(count); i++)
		left[i] = pile_holds(count, stv_round(count, r), i);
	for (uint32 i = 0; i < ballots->ntransfers; i++)
	{
		const StvTransfer *transfer = &ballots->transfers[i];
		int			target = transfer->target == NO_CANDIDATE ? FLOW_EXHAUSTED(count) :
			transfer->target;

		add_flow(count, flows, transfer->source, target, transfer->votes.fixed);
		left[transfer->source] -= transfer->votes.fixed;
	}
	for (int i = 0; i < FLOW_PILES(count); i++)
	{
		bool		source = i < count->ncandidates && stv_moved_in(count, i, r + 2);
		Fixed		stays = source ? pile_holds(count, stv_round(count, r + 1), i) : left[i];

		add_flow(count, flows, i, i, stays);
		if (source)
			add_flow(count, flows, i, FLOW_LOST(count), left[i] - stays);
	}
	pfree(left);
}

/* What a pile of a flow chart is called; with asterisks if a candidate is. */
static char *
pile_name(const StvCount *count, int pile)
{
	const Roster *roster = count->base.contest->roster;
	char	   *name = pstrdup(pile == FLOW_LOST(count) ? LOST_NODE : "Exhausted");
	Label		label = {name, strlen(name)};

	if (pile < count->ncandidates)
		return label_string(roster->labels[pile]);
	while (roster_find(roster, label) != NO_CANDIDATE)
	{
		name = psprintf("%s*", name);
		label = (Label) {name, strlen(name)};
	}
	return name;
}

/* A flow between piles. */
typedef struct Flow
{
	int			source;
	int			target;
	Fixed		votes;
} Flow;

/* More votes first, then ballot order. */
static int
cmp_flows(const void *a, const void *b)
{
	const Flow *x = (const Flow *) a;
	const Flow *y = (const Flow *) b;

	if (x->votes != y->votes)
		return x->votes > y->votes ? -1 : 1;
	return x->source != y->source ? x->source - y->source : x->target - y->target;
}

/* One row of stv_flows. */
static void
put_flow(FunctionCallInfo fcinfo, const StvCount *count, int number, const Flow *flow)
{
	const Roster *roster = count->base.contest->roster;
	int			n = count->ncandidates;
	Datum		values[FLOWS_COLUMNS];
	bool		nulls[FLOWS_COLUMNS];
	Row			row;

	row_begin(&row, values, nulls);
	row_int(&row, number);
	row_word(&row, psprintf("%s (%d)", pile_name(count, flow->source), number));
	row_word(&row, psprintf("%s (%d)", pile_name(count, flow->target), number + 1));
	row_amount(&row, amount_fixed(flow->votes));
	row_candidate(&row, roster, flow->source < n ? flow->source : NO_CANDIDATE);
	row_candidate(&row, roster, flow->target < n ? flow->target : NO_CANDIDATE);
	row_put(&row, fcinfo);
}

/* Rows of stv_flows from one round to the next. */
static void
put_round_flows(FunctionCallInfo fcinfo, const StvCount *count, int r)
{
	int			n = FLOW_PILES(count);
	Fixed	   *votes = palloc_extended(sizeof(Fixed) * n * n, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	Flow	   *flows;
	int			nflows = 0;

	if (count->piles == NULL)
		add_meek_flows(count, r, votes);
	else
		add_transfer_flows(count, r, votes);
	for (int i = 0; i < n * n; i++)
		nflows += (votes[i] != 0);
	flows = palloc(sizeof(Flow) * Max(nflows, 1));
	nflows = 0;
	for (int i = 0; i < n * n; i++)
	{
		if (votes[i] != 0)
			flows[nflows++] = (Flow) {i / n, i % n, votes[i]};
	}
	qsort(flows, nflows, sizeof(Flow), cmp_flows);
	for (int i = 0; i < nflows; i++)
	{
		CHECK_FOR_INTERRUPTS();
		put_flow(fcinfo, count, r + 1, &flows[i]);
	}
}

/* stv_flows(p, rules): votes that stay and votes that move, for a chart. */
PG_FUNCTION_INFO_V1(stv_flows);
Datum
stv_flows(PG_FUNCTION_ARGS)
{
	Contest    *contest;
	const StvCount *count;
	MemoryContext old_context;

	InitMaterializedSRF(fcinfo, 0);
	contest = stv_contest_from_args(fcinfo, 1);
	if (contest == NULL)
		return (Datum) 0;
	count = stv_count(contest);
	old_context = rows_begin();
	for (int r = 0; r + 1 < count->base.nrounds; r++)
	{
		put_round_flows(fcinfo, count, r);
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);

	return (Datum) 0;
}

/* stv_report(p, rules, heading): a contest's count sheet. */
PG_FUNCTION_INFO_V1(stv_report);
Datum
stv_report(PG_FUNCTION_ARGS)
{
	FunctionCallInfo args = fetched_args(fcinfo, 1);
	Contest    *contest = stv_contest_from_args(args, 1);
	Jsonb	   *rules = jsonb_from_arg(fcinfo, 1);
	SheetFrame	frame = {
		.heading = heading_from_jsonb(jsonb_from_arg(fcinfo, 2), stv_rules_from_arg(fcinfo, 1)->seats),
		.rules = rules,
		.preset = rules_preset_within(rules, stv_preset_number, 1, NULL)
	};

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	if (contest == NULL)
		PG_RETURN_TEXT_P(suppressed_sheet(stv_rules_from_arg(fcinfo, 1)->count.min_ballots));
	frame.whole = args->args[0].value;

	PG_RETURN_TEXT_P(stv_count_sheet(contest, &frame));
}

/* stv_json(p, rules, config): a count for programs that read RCTab's. */
PG_FUNCTION_INFO_V1(stv_json);
Datum
stv_json(PG_FUNCTION_ARGS)
{
	Jsonb	   *config = PG_ARGISNULL(2) ? NULL : PG_GETARG_JSONB_P(2);
	Contest    *contest;

	if (config != NULL)
		json_config_check(config);
	contest = stv_contest_from_args(fcinfo, 1);
	if (contest == NULL)
		PG_RETURN_NULL();

	PG_RETURN_JSONB_P(stv_contest_to_json(contest, config));
}
