/*
 * order_program.c
 *	  The least ballots, or fractions of them, that have to be other ones for
 *	  candidates to go out in some order: the linear program.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "base/bytehash.h"
#include "count/order_program.h"

/* The positions that a ballot counts for under the wanted order. */
static uint64
counted_positions(const BallotOrders *orders, uint32 order, const int *position, int nfixed)
{
	uint64		counted = 0;
	int			at = 0;
	int			n;
	const uint8 *preferred = order_preferred(orders, order, &n);

	for (int i = 0; i < n && at <= nfixed; i++)
	{
		int			next = position[preferred[i]];

		if (next <= at)
			continue;
		counted |= candidate_bit(next - 1);
		at = next;
	}
	return counted;
}

/*
 * The class of ballots that count for some positions, which may be a new one;
 * slots, a power of two of them, have class numbers from 1, by hash.
 */
static BallotClass *
find_class(OrderProgram *program, uint32 *slots, uint32 mask, uint64 positions)
{
	uint32		slot = (uint32) bytehash_finish(positions) & mask;

	while (slots[slot] != 0)
	{
		BallotClass *class = &program->classes[slots[slot] - 1];

		if (class->positions == positions)
			return class;
		slot = (slot + 1) & mask;
	}
	program->classes[program->nclasses] = (BallotClass) {positions, 0};
	slots[slot] = ++program->nclasses;

	return &program->classes[slots[slot] - 1];
}

/* Sort the ballots into classes, in the order in which they appear. */
static void
make_classes(OrderProgram *program, const BallotOrders *orders, const WantedOrder *wanted)
{
	int			position[ORDERS_MAX_CANDIDATES] = {0};
	uint32		nslots = pg_nextpower2_32(Max(orders->norders, 1)) * 2;
	uint32	   *slots = palloc_extended(sizeof(uint32) * (Size) nslots,
										MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	program->classes = palloc_extended(sizeof(BallotClass) * (Size) Max(orders->norders, 1),
									   MCXT_ALLOC_HUGE);
	for (int i = 0; i < wanted->n; i++)
		position[wanted->candidates[i]] = i + 1;
	for (uint32 i = 0; i < orders->norders; i++)
	{
		uint64		positions = counted_positions(orders, i, position, wanted->nfixed);

		find_class(program, slots, nslots - 1, positions)->ballots += orders->ballots[i];
		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
	}
	pfree(slots);
}

/* The position that a ballot counts for in a round, or 0. */
static inline int
position_in_round(uint64 positions, int round)
{
	positions >>= round - 1;

	return positions == 0 ? 0 : round + pg_rightmost_one_pos64(positions);
}

/* What a ballot of a class adds to an opponent's lead over who goes out. */
static inline int
class_lead(uint64 positions, int round, int opponent)
{
	int			position = position_in_round(positions, round);

	return (position == opponent) - (position == round);
}

/* The same of a new ballot that goes along an arc. */
static inline int
arc_lead(Arc arc, int round, int opponent)
{
	if (round <= arc.from || round > arc.to)
		return 0;
	return (arc.to == opponent) - (arc.to == round);
}

/* The lead that an opponent has over who goes out in a round. */
static inline int64
lead_of(const OrderProgram *program, int round, int opponent)
{
	return program->votes[round][opponent] - program->votes[round][round];
}

/* List the arcs that new ballots can go along. */
static void
make_arcs(OrderProgram *program)
{
	int			n = program->n;
	int			max_rank = program->max_rank == NO_MAX_RANK ? 2 : program->max_rank;

	if (program->kind == MARGIN_REMOVED)
		return;
	program->arcs = palloc(sizeof(Arc) * n * (n + 1) / 2 * max_rank);
	for (int to = 1; to <= n; to++)
		program->arcs[program->narcs++] = (Arc) {0, to, 1};
	for (int rank = 2; rank <= max_rank; rank++)
	{
		for (int from = 1; from <= program->nfixed && from < n; from++)
		{
			for (int to = from + 1; to <= n; to++)
				program->arcs[program->narcs++] = (Arc) {from, to, rank};
		}
	}
}

/* Make the variables: removed ballots of each class, and new ones on each arc. */
static void
make_variables(OrderProgram *program)
{
	int			n;
	int64	   *costs;
	int64	   *upper;

	program->nremovals = program->kind == MARGIN_ADDED ? 0 : program->nclasses;
	n = program->nremovals + program->narcs;
	costs = palloc0(sizeof(int64) * n);
	upper = palloc(sizeof(int64) * n);
	for (int i = 0; i < program->nremovals; i++)
	{
		costs[i] = 1;
		upper[i] = program->classes[i].ballots;
	}
	for (int i = 0; i < program->narcs; i++)
	{
		costs[program->nremovals + i] =
			(program->kind == MARGIN_ADDED && program->arcs[i].from == 0);
		upper[program->nremovals + i] = SIMPLEX_INFINITY;
	}
	program->simplex = simplex_create(n, costs, upper);
	program->factors = palloc(sizeof(int64) * n);
	program->solution = palloc(sizeof(int64) * n);
}

/*
 * Nothing comes from nowhere: no more new ballots go on from a position, with a
 * mark of some rank, than have come there.
 */
static void
add_flow(OrderProgram *program, int position, int rank)
{
	int64	   *factors = program->factors;
	bool		goes_on = false;

	memset(factors, 0, sizeof(int64) * (program->nremovals + program->narcs));
	for (int i = 0; i < program->nremovals && position == 0; i++)
		factors[i] = 1;
	for (int i = 0; i < program->narcs; i++)
	{
		Arc			arc = program->arcs[i];

		if (arc.to == position && order_next_rank(program, arc) == rank)
			factors[program->nremovals + i] = 1;
		else if (arc.from == position && arc.rank == rank)
		{
			factors[program->nremovals + i] = -1;
			goes_on = true;
		}
	}
	if (goes_on)
		simplex_add_row(program->simplex, 0, factors);
}

/* Make the conditions of the flow. */
static void
make_flow(OrderProgram *program)
{
	int			max_rank = program->max_rank == NO_MAX_RANK ? 2 : program->max_rank;

	if (program->kind == MARGIN_REMOVED)
		return;
	if (program->kind == MARGIN_CHANGED)
		add_flow(program, 0, 1);
	for (int rank = 2; rank <= max_rank; rank++)
	{
		for (int position = 1; position <= program->nfixed; position++)
			add_flow(program, position, rank);
	}
}

/* Get the program of a wanted order ready. */
OrderProgram *
order_program_create(const BallotOrders *orders, MarginKind kind,
					 const WantedOrder *wanted, bool whole)
{
	OrderProgram *program = palloc0(sizeof(OrderProgram));

	program->kind = kind;
	program->n = wanted->n;
	program->nfixed = wanted->nfixed;

	/* ranks make it large, so only where the bound is not all */
	program->max_rank = NO_MAX_RANK;
	if (whole && orders->max_rankings < wanted->nfixed)
		program->max_rank = orders->max_rankings;
	make_classes(program, orders, wanted);
	for (int i = 0; i < program->nclasses; i++)
		add_order_votes(program->votes, program->nfixed, program->classes[i].positions,
						program->classes[i].ballots);
	make_arcs(program);
	make_variables(program);
	make_flow(program);

	return program;
}

/* Demand that an opponent has no fewer votes than who goes out in a round. */
static void
add_condition(OrderProgram *program, int round, int opponent)
{
	int64	   *factors = program->factors;

	for (int i = 0; i < program->nremovals; i++)
		factors[i] = -class_lead(program->classes[i].positions, round, opponent);
	for (int i = 0; i < program->narcs; i++)
		factors[program->nremovals + i] = arc_lead(program->arcs[i], round, opponent);
	simplex_add_row(program->simplex, lead_of(program, round, opponent), factors);
	program->conditions[round] |= candidate_bit(opponent - 1);
}

/* Take removed ballots of a class out of the votes under the solution. */
static void
subtract_solved(OrderProgram *program, uint64 positions, int64 ballots)
{
	int			round = 1;

	for (; positions != 0 && round <= program->nfixed; positions &= positions - 1)
	{
		int			position = pg_rightmost_one_pos64(positions) + 1;

		for (; round <= position && round <= program->nfixed; round++)
			program->solved[round][position] -= ballots;
	}
}

/* Set the votes of all rounds under the present solution. */
static void
set_solved(OrderProgram *program)
{
	for (int round = 1; round <= program->nfixed; round++)
	{
		for (int position = round; position <= program->n; position++)
			program->solved[round][position] =
				(int128) program->votes[round][position] * program->simplex->denominator;
	}
	for (int i = 0; i < program->nremovals; i++)
	{
		if (program->solution[i] != 0)
			subtract_solved(program, program->classes[i].positions, program->solution[i]);
	}
	for (int i = 0; i < program->narcs; i++)
	{
		Arc			arc = program->arcs[i];

		for (int round = arc.from + 1; round <= Min(arc.to, program->nfixed); round++)
			program->solved[round][arc.to] += program->solution[program->nremovals + i];
	}
}

/*
 * Add, for each round in which the solution lets the wrong one go out, the
 * condition that is broken most; false if none is broken.
 */
static bool
add_broken_conditions(OrderProgram *program)
{
	bool		added = false;

	set_solved(program);
	for (int round = 1; round <= program->nfixed; round++)
	{
		const int128 *votes = program->solved[round];
		int			broken = 0;

		for (int opponent = round + 1; opponent <= program->n; opponent++)
		{
			if (votes[opponent] < votes[broken == 0 ? round : broken] &&
				!(program->conditions[round] & candidate_bit(opponent - 1)))
				broken = opponent;
		}
		if (broken == 0)
			continue;
		add_condition(program, round, broken);
		added = true;
	}
	return added;
}

/* The ballots that the present solution takes, rounded up to whole ones. */
static int64
solution_cost(const OrderProgram *program)
{
	int64		denominator = program->simplex->denominator;
	int128		sum = denominator - 1;

	for (int i = 0; i < program->nremovals; i++)
		sum += program->solution[i];
	for (int i = 0; i < program->narcs && program->kind == MARGIN_ADDED; i++)
	{
		if (program->arcs[i].from == 0)
			sum += program->solution[program->nremovals + i];
	}
	sum /= denominator;

	return sum > MARGIN_UNKNOWN ? MARGIN_UNKNOWN : (int64) sum;
}

/*
 * The least ballots that the order takes, or a bound of that which is not below
 * the limit.  *solved: the solution keeps all conditions.
 */
int64
order_program_solve(OrderProgram *program, int64 limit, bool *solved)
{
	int64		bound = 0;

	*solved = false;
	for (;;)
	{
		SimplexEnd	end = simplex_minimize(program->simplex);
		int64		cost;

		if (end == SIMPLEX_IMPOSSIBLE)
			return MARGIN_UNKNOWN;
		if (end == SIMPLEX_GAVE_UP ||
			!simplex_solution(program->simplex, program->solution))
			return bound;
		cost = solution_cost(program);
		bound = Max(bound, cost);
		if (bound >= limit)
			return bound;
		if (!add_broken_conditions(program))
			break;
	}
	*solved = true;
	return bound;
}
