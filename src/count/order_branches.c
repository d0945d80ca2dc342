/*
 * order_branches.c
 *	  The least whole ballots, where rounding a solution in fractions does not
 *	  find as few as its bound.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "count/order_branches.h"

/* Branches that are looked at, at most, and how deep. */
#define BRANCHES_MAX		64
#define DEPTH_MAX			32

typedef struct Branches
{
	int			n;				/* looked at so far */
	int64		at_most;		/* the best so far */
	int64		work;			/* that may be done yet */
	bool		complete;		/* no branch was left */
} Branches;

/* A copy of a program that can be given other conditions, but has its ballots. */
static OrderProgram *
copy_program(const OrderProgram *program)
{
	OrderProgram *copy = palloc(sizeof(OrderProgram));
	Size		size = sizeof(int64) * (program->nremovals + program->narcs);

	*copy = *program;
	copy->simplex = simplex_copy(program->simplex);
	copy->factors = palloc(size);
	copy->solution = palloc(size);

	return copy;
}

/* A variable that is no whole number in the solution, or -1. */
static int
find_fraction(const OrderProgram *program)
{
	for (int i = 0; i < program->nremovals + program->narcs; i++)
	{
		if (program->solution[i] % program->simplex->denominator != 0)
			return i;
	}
	return -1;
}

/* Demand that a variable is at least, or at most, a whole number. */
static void
bound_variable(OrderProgram *program, int variable, int64 whole, bool at_least)
{
	memset(program->factors, 0, sizeof(int64) * (program->nremovals + program->narcs));
	program->factors[variable] = at_least ? 1 : -1;
	simplex_add_row(program->simplex, at_least ? -whole : whole, program->factors);
}

static void follow_branches(Branches *branches, const OrderProgram *program, int depth);

/* Solve one branch of a program, and follow those that it has. */
static void
follow_branch(Branches *branches, const OrderProgram *program, int variable,
			  int64 whole, bool at_least, int depth)
{
	OrderProgram *branch = copy_program(program);
	bool		solved;
	int64		cost;

	CHECK_FOR_INTERRUPTS();
	bound_variable(branch, variable, whole, at_least);
	branch->simplex->work = 0;
	branch->simplex->work_max = branches->work;
	branches->n++;
	cost = order_program_solve(branch, branches->at_most, &solved);
	branches->work -= branch->simplex->work + (int64) branch->simplex->nrows * branch->simplex->ncolumns;
	if (cost >= branches->at_most)
		return;
	if (!solved)
		branches->complete = false;
	else if (find_fraction(branch) < 0)
		branches->at_most = cost;
	else
		follow_branches(branches, branch, depth + 1);
}

/* Follow both branches of a program that was solved in fractions. */
static void
follow_branches(Branches *branches, const OrderProgram *program, int depth)
{
	int			variable = find_fraction(program);
	int64		whole = program->solution[variable] / program->simplex->denominator;
	MemoryContext context;
	MemoryContext old_context;

	if (depth == DEPTH_MAX || branches->n >= BRANCHES_MAX || branches->work <= 0)
	{
		branches->complete = false;
		return;
	}
	context = AllocSetContextCreate(CurrentMemoryContext, "prefcount branch",
									ALLOCSET_DEFAULT_SIZES);
	old_context = MemoryContextSwitchTo(context);
	follow_branch(branches, program, variable, whole, false, depth);
	MemoryContextReset(context);
	follow_branch(branches, program, variable, whole + 1, true, depth);
	MemoryContextSwitchTo(old_context);
	MemoryContextDelete(context);
}

/*
 * The least whole ballots that do what a solved program asks for, below the limit
 * and what is known.  Takes from *work what is done.
 */
OrderCost
order_program_branch(const OrderProgram *program, OrderCost cost, int64 limit, int64 *work)
{
	Branches	branches = {.at_most = Min(limit, cost.at_most),.work = *work,.complete = true};
	OrderProgram *copy = copy_program(program);

	if (!simplex_solution(copy->simplex, copy->solution) || find_fraction(copy) < 0)
		return cost;
	follow_branches(&branches, copy, 0);
	*work = branches.work;
	if (branches.at_most < limit)
		cost.at_most = branches.at_most;
	if (branches.complete)
		cost.at_least = branches.at_most;

	return cost;
}
