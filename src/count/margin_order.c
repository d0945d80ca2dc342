/*
 * margin_order.c
 *	  How many ballots have to be other ones for candidates to go out in some
 *	  order.
 *
 * The bound is a linear program, as in Magrino, Rivest, Shen and Wagner (2011)
 * and Blom, Stuckey, Teague and Tidhar (2016), whose variables are few:
 *
 * - A ballot that is there counts, under the wanted order, for one candidate
 *   after the other: all ballots that do so alike are one variable, how many
 *   of them are removed.
 * - A new ballot counts for one wanted candidate after the other too, so new
 *   ballots are a flow from position to position of the order: a variable for
 *   each pair of positions, not for each possible ballot.
 *
 * Conditions say that who goes out in a round has no more votes than another
 * candidate.  Most never matter, so they are added when the present solution
 * breaks them.  Fractions of the solution are then rounded up or down, in all
 * combinations, to find whole ballots that do it.
 *
 * Positions count from 1; position 0 is where new ballots come from.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "base/bytehash.h"
#include "base/simplex.h"
#include "count/margin_order.h"

#define MAX_POSITIONS	(ORDERS_MAX_CANDIDATES + 1)

/* What it takes to find the class of a ballot, in coefficients visited. */
#define CLASS_WORK		16

/* Fractions that are rounded in all combinations, at most. */
#define FRACTIONS_MAX	16

/* New ballots may mark everybody. */
#define NO_MAX_RANK		0

/* Ballots that count for the same positions, one after the other. */
typedef struct BallotClass
{
	uint64		positions;		/* a set: bit p - 1 for position p */
	int64		ballots;
} BallotClass;

/*
 * New ballots that go from one position to another.  Where the rules read only
 * so many ranks, rank says which mark of theirs this is, from 1; elsewhere it is
 * 1 for the first mark and 2 for all others.
 */
typedef struct Arc
{
	int			from;
	int			to;
	int			rank;
} Arc;

/* The program of one wanted order. */
typedef struct OrderProgram
{
	MarginKind	kind;
	int			n;				/* positions */
	int			nfixed;			/* rounds whose loser is wanted */
	int			nclasses;
	BallotClass *classes;
	int64		votes[MAX_POSITIONS][MAX_POSITIONS];	/* by round, position */
	int128		solved[MAX_POSITIONS][MAX_POSITIONS];	/* under the present
														 * solution, times its
														 * denominator */
	int			nremovals;		/* variables: of the classes */
	int			narcs;			/* variables behind them */
	Arc		   *arcs;
	int			max_rank;		/* of arcs; NO_MAX_RANK: of all but the first */
	uint64		conditions[MAX_POSITIONS];	/* by round: opponents with one */
	Simplex    *simplex;
	int64	   *factors;		/* of a condition that is being made */
	int64	   *solution;
} OrderProgram;

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

/* Add ballots that count for some positions to the votes of each round. */
static void
add_votes(int64 votes[][MAX_POSITIONS], int nfixed, uint64 positions, int64 ballots)
{
	int			round = 1;

	for (; positions != 0 && round <= nfixed; positions &= positions - 1)
	{
		int			position = pg_rightmost_one_pos64(positions) + 1;

		for (; round <= position && round <= nfixed; round++)
			votes[round][position] += ballots;
	}
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

/* The rank of the mark that follows an arc, or 0 where no mark may follow. */
static inline int
next_rank(const OrderProgram *program, Arc arc)
{
	if (program->max_rank == NO_MAX_RANK)
		return 2;
	return arc.rank < program->max_rank ? arc.rank + 1 : 0;
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

		if (arc.to == position && next_rank(program, arc) == rank)
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
static OrderProgram *
program_create(const BallotOrders *orders, MarginKind kind, const WantedOrder *wanted,
			   bool whole)
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
		add_votes(program->votes, program->nfixed, program->classes[i].positions,
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
static int64
solve(OrderProgram *program, int64 limit, bool *solved)
{
	int64		bound = 0;

	*solved = false;
	for (;;)
	{
		SimplexEnd	end = simplex_minimize(program->simplex);

		if (end == SIMPLEX_IMPOSSIBLE)
			return MARGIN_UNKNOWN;
		if (end == SIMPLEX_GAVE_UP ||
			!simplex_solution(program->simplex, program->solution))
			return bound;
		bound = Max(bound, solution_cost(program));
		if (bound >= limit)
			return bound;
		if (!add_broken_conditions(program))
			break;
	}
	*solved = true;
	return bound;
}

/* A part of a ballot, to be rounded up or down. */
typedef struct Fraction
{
	uint64		positions;
	bool		removed;		/* else a new ballot */
} Fraction;

/* The search for whole ballots near a solution in fractions. */
typedef struct Rounding
{
	MarginKind	kind;
	int			n;
	int			nfixed;
	int64		votes[MAX_POSITIONS][MAX_POSITIONS];
	int64		removed;
	int64		added;
	int			nfractions;
	Fraction	fractions[FRACTIONS_MAX];
	int64		at_least;
	int64		at_most;		/* the best so far */
	int64		work;			/* that may be done yet */
} Rounding;

/* Note a fraction; false if there are too many. */
static bool
add_fraction(Rounding *rounding, uint64 positions, bool removed)
{
	if (rounding->nfractions == FRACTIONS_MAX)
		return false;
	rounding->fractions[rounding->nfractions++] = (Fraction) {positions, removed};

	return true;
}

/* Remove the whole ballots that the solution removes. */
static bool
round_removals(Rounding *rounding, const OrderProgram *program)
{
	int64		denominator = program->simplex->denominator;

	for (int i = 0; i < program->nremovals; i++)
	{
		uint64		positions = program->classes[i].positions;
		int64		whole = program->solution[i] / denominator;

		add_votes(rounding->votes, rounding->nfixed, positions, -whole);
		rounding->removed += whole;
		if (program->solution[i] % denominator != 0 &&
			!add_fraction(rounding, positions, true))
			return false;
	}
	return true;
}

/* The arc by which most of the flow goes on, at least so much, or -1. */
static int
widest_arc(const OrderProgram *program, const int64 *flow, int from, int rank, int64 least)
{
	int			widest = -1;

	for (int i = 0; i < program->narcs; i++)
	{
		Arc			arc = program->arcs[i];

		if (arc.from == from && arc.rank == rank && flow[i] >= least &&
			(widest < 0 || flow[i] > flow[widest]))
			widest = i;
	}
	return widest;
}

/*
 * Take new ballots out of the flow that go the same way, at least so many of
 * them; sets the positions that they count for.  Returns how many, or 0.
 */
static int64
take_path(const OrderProgram *program, int64 *flow, int64 least, uint64 *positions)
{
	int			path[MAX_POSITIONS];
	int			n = 0;
	int64		amount = 0;
	int			arc = widest_arc(program, flow, 0, 1, least);

	*positions = 0;
	while (arc >= 0)
	{
		amount = (n == 0) ? flow[arc] : Min(amount, flow[arc]);
		*positions |= candidate_bit(program->arcs[arc].to - 1);
		path[n++] = arc;
		arc = widest_arc(program, flow, program->arcs[arc].to,
						 next_rank(program, program->arcs[arc]), least);
	}
	amount = amount / least * least;
	for (int i = 0; i < n; i++)
		flow[path[i]] -= amount;

	return amount;
}

/* Add the whole ballots that the solution adds. */
static bool
round_additions(Rounding *rounding, const OrderProgram *program)
{
	int64		denominator = program->simplex->denominator;
	int64	   *flow = program->solution + program->nremovals;
	uint64		positions;
	int64		amount;

	while ((amount = take_path(program, flow, denominator, &positions)) > 0)
	{
		add_votes(rounding->votes, rounding->nfixed, positions, amount / denominator);
		rounding->added += amount / denominator;
	}
	while (take_path(program, flow, 1, &positions) > 0)
	{
		if (!add_fraction(rounding, positions, false))
			return false;
	}
	return true;
}

/* Whether the votes make the wanted candidates go out. */
static bool
order_holds(const Rounding *rounding)
{
	for (int round = 1; round <= rounding->nfixed; round++)
	{
		const int64 *votes = rounding->votes[round];

		for (int opponent = round + 1; opponent <= rounding->n; opponent++)
		{
			if (votes[opponent] < votes[round])
				return false;
		}
	}
	return true;
}

/* Round the fractions from one on down or up, in all combinations. */
static void
round_from(Rounding *rounding, int i)
{
	const Fraction *fraction = &rounding->fractions[i];
	int			sign = fraction->removed ? -1 : 1;
	int64		cost = rounding->kind == MARGIN_ADDED ? rounding->added : rounding->removed;

	if (cost >= rounding->at_most || rounding->at_most <= rounding->at_least ||
		rounding->work <= 0)
		return;
	if (i == rounding->nfractions)
	{
		CHECK_FOR_INTERRUPTS();
		rounding->work -= rounding->nfixed * rounding->n;
		if ((rounding->kind != MARGIN_CHANGED || rounding->added <= rounding->removed) &&
			order_holds(rounding))
			rounding->at_most = cost;
		return;
	}
	round_from(rounding, i + 1);

	add_votes(rounding->votes, rounding->nfixed, fraction->positions, sign);
	*(fraction->removed ? &rounding->removed : &rounding->added) += 1;
	round_from(rounding, i + 1);
	*(fraction->removed ? &rounding->removed : &rounding->added) -= 1;
	add_votes(rounding->votes, rounding->nfixed, fraction->positions, -sign);
}

/*
 * So many whole ballots that do it, near the solution, or MARGIN_UNKNOWN.  Takes
 * from *work what is done.
 */
static int64
round_solution(const OrderProgram *program, int64 at_least, int64 limit, int64 *work)
{
	Rounding   *rounding = palloc0(sizeof(Rounding));

	rounding->kind = program->kind;
	rounding->n = program->n;
	rounding->nfixed = program->nfixed;
	memcpy(rounding->votes, program->votes, sizeof(rounding->votes));
	rounding->at_least = at_least;
	rounding->at_most = limit;
	rounding->work = *work;
	if (round_removals(rounding, program) && round_additions(rounding, program))
		round_from(rounding, 0);
	*work = rounding->work;

	return rounding->at_most < limit ? rounding->at_most : MARGIN_UNKNOWN;
}

/*
 * How many ballots have to be changed, added or removed for candidates to go
 * out in the wanted order, where ties are decided as one likes.  Nothing is
 * looked for from the limit on.  round_up: find whole ballots that do it.  *work
 * is what may be done yet, in coefficients and ballots visited, and becomes less.
 *
 * Takes memory that the caller frees.
 */
OrderCost
margin_of_order(const BallotOrders *orders, MarginKind kind, const WantedOrder *wanted,
				int64 limit, bool round_up, int64 *work)
{
	OrderProgram *program = program_create(orders, kind, wanted, round_up);
	OrderCost	cost = {0, MARGIN_UNKNOWN};
	bool		solved;

	program->simplex->work_max = *work;
	cost.at_least = solve(program, limit, &solved);
	*work -= program->simplex->work + CLASS_WORK * (int64) orders->norders;
	if (solved && round_up)
		cost.at_most = round_solution(program, cost.at_least, limit, work);

	return cost;
}
