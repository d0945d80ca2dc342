/*
 * simplex.h
 *	  Linear programs in integers: the least cost under conditions that are
 *	  added one after the other.
 *
 * Variables are numbered from 0, are whole or fractional, not below 0 and not
 * above a bound.  There is no floating point: all fractions of a solution have
 * one denominator, and a number that grows too large ends the program without
 * an answer.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_SIMPLEX_H
#define PREFCOUNT_SIMPLEX_H

#include "postgres.h"

/* No bound, and what no number may reach. */
#define SIMPLEX_INFINITY	(INT64CONST(1) << 60)

typedef enum SimplexEnd
{
	SIMPLEX_OPTIMAL,
	SIMPLEX_IMPOSSIBLE,			/* the conditions contradict each other */
	SIMPLEX_GAVE_UP
} SimplexEnd;

/*
 * denominator * basic variable = constant + sum of coefficient * other variable;
 * a column is one of the other variables, which is at a bound.
 */
typedef struct Simplex
{
	int			ncolumns;
	int			nrows;
	int			nvariables;		/* with a slack variable for each row */
	int			rows_allocated;
	int64		denominator;
	int64	   *coefficients;	/* by row and column */
	int64	   *constants;		/* by row */
	int64	   *values;			/* of the basic variables, times denominator */
	int64	   *costs;			/* by column, times denominator, none that would
								 * make a change pay */
	int		   *column_variable;
	bool	   *at_upper;		/* by column: at the upper bound, not at 0 */
	int			nraised;		/* columns whose variable is not 0 */
	int		   *raised;
	int			nfilled;		/* columns that the present pivot changes */
	int		   *filled;
	int		   *row_variable;
	int64	   *upper;			/* by variable, or SIMPLEX_INFINITY */
	bool		overflowed;
	int64		work;			/* coefficients visited so far */
	int64		work_max;		/* gives up above that */
} Simplex;

extern Simplex *simplex_create(int n, const int64 *costs, const int64 *upper);
extern Simplex *simplex_copy(const Simplex *simplex);
extern void simplex_add_row(Simplex *simplex, int64 base, const int64 *factors);
extern SimplexEnd simplex_minimize(Simplex *simplex);
extern bool simplex_solution(Simplex *simplex, int64 *solution);

#endif							/* PREFCOUNT_SIMPLEX_H */
