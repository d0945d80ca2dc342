/*
 * simplex.c
 *	  Linear programs in integers.
 *
 * The dual simplex method with bounded variables.  Costs are not below zero,
 * so "all variables at 0" is the cheapest point as long as there are no
 * conditions; each condition that is added may exclude the present point, and
 * pivots go on to the cheapest one that keeps all.  A pivot multiplies rows by
 * the pivot and divides by the denominator before it, which leaves no rest
 * (Bareiss 1968): so all numbers stay whole.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/int.h"
#include "miscadmin.h"

#include "base/simplex.h"

#define ROWS_FIRST		32
#define PIVOTS_MAX		20000

/* So many columns that each row is worth a look for a cancelled query. */
#define COLUMNS_MANY	4096

#ifndef HAVE_INT128
#error "prefcount needs a compiler with integers of 128 bits"
#endif

/*
 * Begin a program of n variables with the cost of each, not below 0, and its
 * upper bound.
 */
Simplex *
simplex_create(int n, const int64 *costs, const int64 *upper)
{
	Simplex    *simplex = palloc0(sizeof(Simplex));

	simplex->ncolumns = n;
	simplex->nvariables = n;
	simplex->rows_allocated = ROWS_FIRST;
	simplex->denominator = 1;
	simplex->work_max = PG_INT64_MAX;
	simplex->coefficients = palloc(sizeof(int64) * (Size) n * ROWS_FIRST);
	simplex->constants = palloc(sizeof(int64) * ROWS_FIRST);
	simplex->values = palloc(sizeof(int64) * ROWS_FIRST);
	simplex->row_variable = palloc(sizeof(int) * ROWS_FIRST);
	simplex->costs = palloc(sizeof(int64) * n);
	memcpy(simplex->costs, costs, sizeof(int64) * n);
	simplex->upper = palloc(sizeof(int64) * (n + ROWS_FIRST));
	memcpy(simplex->upper, upper, sizeof(int64) * n);
	simplex->column_variable = palloc(sizeof(int) * n);
	simplex->at_upper = palloc0(sizeof(bool) * n);
	simplex->raised = palloc(sizeof(int) * n);
	simplex->filled = palloc(sizeof(int) * n);
	for (int column = 0; column < n; column++)
		simplex->column_variable[column] = column;

	return simplex;
}

/* A copy of an array in the current memory context, with room for so many bytes. */
static void *
copy_array(const void *array, Size size, Size room)
{
	return memcpy(palloc_extended(room, MCXT_ALLOC_HUGE), array, size);
}

/* A copy of a program, which can be given other conditions. */
Simplex *
simplex_copy(const Simplex *simplex)
{
	Simplex    *copy = copy_array(simplex, sizeof(Simplex), sizeof(Simplex));
	Size		n = simplex->ncolumns;
	Size		rows = simplex->nrows;
	Size		room = simplex->rows_allocated;

	copy->coefficients = copy_array(simplex->coefficients, sizeof(int64) * n * rows,
									sizeof(int64) * n * room);
	copy->constants = copy_array(simplex->constants, sizeof(int64) * rows, sizeof(int64) * room);
	copy->values = copy_array(simplex->values, sizeof(int64) * rows, sizeof(int64) * room);
	copy->row_variable = copy_array(simplex->row_variable, sizeof(int) * rows, sizeof(int) * room);
	copy->costs = copy_array(simplex->costs, sizeof(int64) * n, sizeof(int64) * n);
	copy->upper = copy_array(simplex->upper, sizeof(int64) * simplex->nvariables,
							 sizeof(int64) * (n + room));
	copy->column_variable = copy_array(simplex->column_variable, sizeof(int) * n, sizeof(int) * n);
	copy->at_upper = copy_array(simplex->at_upper, sizeof(bool) * n, sizeof(bool) * n);
	copy->raised = copy_array(simplex->raised, sizeof(int) * n, sizeof(int) * n);
	copy->filled = palloc(sizeof(int) * n);

	return copy;
}

/* What a sum may come to before it is looked at, far from the end of 128 bits. */
#define SUM_MAX			((int128) 1 << 124)

/* A number that is not too large yet. */
static inline int64
checked(Simplex *simplex, int128 number)
{
	if (unlikely(number >= SIMPLEX_INFINITY || number <= -SIMPLEX_INFINITY))
	{
		simplex->overflowed = true;
		return 0;
	}
	return (int64) number;
}

/* The coefficients of a row. */
static inline int64 *
row_of(const Simplex *simplex, int row)
{
	return simplex->coefficients + (Size) simplex->ncolumns * row;
}

/* The value of the variable of a column. */
static inline int64
column_value(const Simplex *simplex, int column)
{
	return simplex->at_upper[column] ? simplex->upper[simplex->column_variable[column]] : 0;
}

/* List the columns whose variable is at a bound that is not 0. */
static void
list_raised(Simplex *simplex)
{
	simplex->nraised = 0;
	for (int column = 0; column < simplex->ncolumns; column++)
	{
		if (simplex->at_upper[column] && column_value(simplex, column) != 0)
			simplex->raised[simplex->nraised++] = column;
	}
}

/* Set the value of a row's variable. */
static void
set_value(Simplex *simplex, int row)
{
	const int64 *coefficients = row_of(simplex, row);
	int128		value = simplex->constants[row];

	for (int i = 0; i < simplex->nraised; i++)
	{
		int			column = simplex->raised[i];

		value += (int128) coefficients[column] * column_value(simplex, column);
		if (unlikely(value > SUM_MAX || value < -SUM_MAX))
		{
			simplex->overflowed = true;
			return;
		}
	}
	simplex->values[row] = checked(simplex, value);
}

/* Have room for one more row. */
static void
enlarge_rows(Simplex *simplex)
{
	int			n = simplex->rows_allocated * 2;
	int			ncolumns = simplex->ncolumns;

	simplex->coefficients = repalloc_huge(simplex->coefficients,
										  sizeof(int64) * (Size) ncolumns * n);
	simplex->constants = repalloc(simplex->constants, sizeof(int64) * n);
	simplex->values = repalloc(simplex->values, sizeof(int64) * n);
	simplex->row_variable = repalloc(simplex->row_variable, sizeof(int) * n);
	simplex->upper = repalloc(simplex->upper, sizeof(int64) * (ncolumns + n));
	simplex->rows_allocated = n;
}

/* Add the condition that base + sum of factor * variable is not below 0. */
void
simplex_add_row(Simplex *simplex, int64 base, const int64 *factors)
{
	int			n = simplex->ncolumns;
	int			row = simplex->nrows;
	int128		constant = (int128) base * simplex->denominator;
	int64	   *coefficients;

	simplex->work += n;
	if (row == simplex->rows_allocated)
		enlarge_rows(simplex);
	coefficients = row_of(simplex, row);
	for (int column = 0; column < n; column++)
	{
		int			variable = simplex->column_variable[column];

		coefficients[column] = variable >= n ? 0 :
			checked(simplex, (int128) factors[variable] * simplex->denominator);
	}
	for (int other = 0; other < row; other++)
	{
		int			variable = simplex->row_variable[other];
		const int64 *values = row_of(simplex, other);

		if (variable >= n || factors[variable] == 0)
			continue;
		simplex->work += n;
		for (int column = 0; column < n; column++)
			coefficients[column] = checked(simplex, coefficients[column] +
										   (int128) factors[variable] * values[column]);
		constant += (int128) factors[variable] * simplex->constants[other];
	}
	simplex->constants[row] = checked(simplex, constant);
	simplex->row_variable[row] = simplex->nvariables;
	simplex->upper[simplex->nvariables++] = SIMPLEX_INFINITY;
	simplex->nrows++;
	set_value(simplex, row);
}

/* The row whose variable is farthest out of its bounds, or -1; *below: which. */
static int
leaving_row(const Simplex *simplex, bool *below)
{
	int			leaving = -1;
	int128		farthest = 0;

	for (int row = 0; row < simplex->nrows; row++)
	{
		int64		upper = simplex->upper[simplex->row_variable[row]];
		int128		value = simplex->values[row];
		int128		above = upper == SIMPLEX_INFINITY ? 0 :
			value - (int128) upper * simplex->denominator;

		if (-value > farthest || above > farthest)
		{
			*below = -value > above;
			farthest = *below ? -value : above;
			leaving = row;
		}
	}
	return leaving;
}

/*
 * The column that brings a row's variable back at the least cost, or -1 where
 * none can.
 */
static int
entering_column(const Simplex *simplex, int row, bool below)
{
	const int64 *coefficients = row_of(simplex, row);
	int			entering = -1;
	int64		best_cost = 0;
	int64		best_gain = 1;

	for (int column = 0; column < simplex->ncolumns; column++)
	{
		int64		gain = coefficients[column];
		int64		cost = simplex->costs[column];
		int128		cmp;

		if (gain == 0 || simplex->upper[simplex->column_variable[column]] == 0)
			continue;
		if (!below)
			gain = -gain;
		if (simplex->at_upper[column])
			gain = -gain;
		if (gain <= 0)
			continue;
		if (cost < 0)
			cost = -cost;
		cmp = (int128) cost * best_gain - (int128) best_cost * gain;
		if (entering < 0 || cmp < 0 || (cmp == 0 && gain > best_gain))
		{
			entering = column;
			best_cost = cost;
			best_gain = gain;
		}
	}
	return entering;
}

/*
 * (number * pivot - factor * other) / denominator, which leaves no rest.  Nearly
 * always 64 bits do, and dividing them is many times quicker.
 */
static inline int64
reduced(Simplex *simplex, int64 number, int64 pivot, int64 factor, int64 other)
{
	int64		denominator = simplex->denominator;
	int64		product;
	int64		taken;

	if (likely(!pg_mul_s64_overflow(number, pivot, &product) &&
			   !pg_mul_s64_overflow(factor, other, &taken) &&
			   !pg_sub_s64_overflow(product, taken, &product)))
		return checked(simplex, denominator == 1 ? product : product / denominator);

	return checked(simplex, ((int128) number * pivot - (int128) factor * other) /
				   denominator);
}

/* List the columns other than the pivot's in which its row is not 0. */
static void
list_filled(Simplex *simplex, const int64 *pivot_row, int column)
{
	simplex->nfilled = 0;
	for (int i = 0; i < simplex->ncolumns; i++)
	{
		if (pivot_row[i] != 0 && i != column)
			simplex->filled[simplex->nfilled++] = i;
	}
}

/* Take the pivot row out of another row of coefficients. */
static void
reduce_row(Simplex *simplex, int64 *coefficients, const int64 *pivot_row, int column)
{
	int64		pivot = pivot_row[column];
	int64		factor = coefficients[column];
	int64		sign = pivot < 0 ? -1 : 1;

	coefficients[column] = factor * sign;
	if (pivot * sign == simplex->denominator)
	{
		/* only where the pivot row is not 0 does anything change */
		if (factor == 0)
			return;
		simplex->work += simplex->nfilled;
		for (int i = 0; i < simplex->nfilled; i++)
		{
			int64	   *number = &coefficients[simplex->filled[i]];

			*number = sign * reduced(simplex, *number, pivot, factor,
									 pivot_row[simplex->filled[i]]);
		}
		return;
	}
	simplex->work += 2 * simplex->ncolumns;
	for (int i = 0; i < simplex->ncolumns; i++)
	{
		if (i != column && (coefficients[i] != 0 || (factor != 0 && pivot_row[i] != 0)))
			coefficients[i] = sign * reduced(simplex, coefficients[i], pivot, factor,
											 pivot_row[i]);
	}
}

/* Exchange the variables of a row and a column. */
static void
pivot(Simplex *simplex, int row, int column)
{
	int64	   *pivot_row = row_of(simplex, row);
	int64		pivot = pivot_row[column];
	int64		sign = pivot < 0 ? -1 : 1;
	int			variable = simplex->row_variable[row];

	list_filled(simplex, pivot_row, column);
	for (int i = 0; i < simplex->nrows; i++)
	{
		int64	   *coefficients = row_of(simplex, i);

		if (i == row)
			continue;
		if (simplex->ncolumns >= COLUMNS_MANY)
			CHECK_FOR_INTERRUPTS();
		simplex->constants[i] = sign * reduced(simplex, simplex->constants[i], pivot,
											   coefficients[column], simplex->constants[row]);
		reduce_row(simplex, coefficients, pivot_row, column);
	}
	reduce_row(simplex, simplex->costs, pivot_row, column);

	for (int i = 0; i < simplex->ncolumns; i++)
		pivot_row[i] *= -sign;
	pivot_row[column] = simplex->denominator * sign;
	simplex->constants[row] *= -sign;
	simplex->denominator = pivot * sign;
	simplex->row_variable[row] = simplex->column_variable[column];
	simplex->column_variable[column] = variable;
}

/* Find the cheapest point that keeps all conditions. */
SimplexEnd
simplex_minimize(Simplex *simplex)
{
	for (int pivots = 0; pivots < PIVOTS_MAX && !simplex->overflowed; pivots++)
	{
		bool		below = false;
		int			row = leaving_row(simplex, &below);
		int			column;

		if (row < 0)
			return SIMPLEX_OPTIMAL;
		column = entering_column(simplex, row, below);
		if (column < 0)
			return SIMPLEX_IMPOSSIBLE;

		CHECK_FOR_INTERRUPTS();
		simplex->work += 2 * simplex->ncolumns + (int64) simplex->nrows * simplex->nraised;
		if (simplex->work > simplex->work_max)
			break;
		pivot(simplex, row, column);
		simplex->at_upper[column] = !below;
		list_raised(simplex);
		for (int i = 0; i < simplex->nrows; i++)
			set_value(simplex, i);
	}
	return SIMPLEX_GAVE_UP;
}

/*
 * The variables of the program at the present point, times the denominator;
 * false if one is too large.
 */
bool
simplex_solution(Simplex *simplex, int64 *solution)
{
	int			n = simplex->ncolumns;

	for (int column = 0; column < n; column++)
	{
		if (simplex->column_variable[column] < n)
			solution[simplex->column_variable[column]] =
				checked(simplex, (int128) column_value(simplex, column) *
						simplex->denominator);
	}
	for (int row = 0; row < simplex->nrows; row++)
	{
		if (simplex->row_variable[row] < n)
			solution[simplex->row_variable[row]] = simplex->values[row];
	}
	return !simplex->overflowed;
}
