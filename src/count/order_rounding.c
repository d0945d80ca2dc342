/*
 * order_rounding.c
 *	  Whole ballots near a solution in fractions.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "count/order_rounding.h"

/* Fractions that are rounded in all combinations, at most. */
#define FRACTIONS_MAX	16

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

		add_order_votes(rounding->votes, rounding->nfixed, positions, -whole);
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
						 order_next_rank(program, program->arcs[arc]), least);
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
		add_order_votes(rounding->votes, rounding->nfixed, positions, amount / denominator);
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

	add_order_votes(rounding->votes, rounding->nfixed, fraction->positions, sign);
	*(fraction->removed ? &rounding->removed : &rounding->added) += 1;
	round_from(rounding, i + 1);
	*(fraction->removed ? &rounding->removed : &rounding->added) -= 1;
	add_order_votes(rounding->votes, rounding->nfixed, fraction->positions, -sign);
}

/*
 * So many whole ballots that do it, near the solution, or MARGIN_UNKNOWN.  Takes
 * from *work what is done.
 */
int64
order_program_round(const OrderProgram *program, int64 at_least, int64 limit,
					int64 *work)
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
