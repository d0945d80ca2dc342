/*
 * college.c
 *	  Points of an electoral college.
 *
 * In a round a candidate's points in a section are share * votes / continuing
 * votes of the section.  Divisions do not come out even, so points are kept as
 * numerators: with C the product of all sections' continuing votes, a section
 * gives share * votes * (C / its continuing votes), which is exact.  C is the
 * unit of the round's points: a share of 1 makes that many.  A section without
 * continuing votes gives nothing and has no part in C.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "college.h"
#include "decimal.h"

/* A number of votes in billionths: a whole number, so products stay short. */
static Numeric
billionths(Votes votes)
{
	if (votes.nanos == 0 && votes.units < PG_INT64_MAX / NANOS_PER_VOTE)
		return int64_to_numeric(votes.units * NANOS_PER_VOTE);

	return decimal_add(decimal_mul(int64_to_numeric(votes.units),
								   int64_to_numeric(NANOS_PER_VOTE)),
					   int64_to_numeric(votes.nanos));
}

/* Whether all votes of a block in a round are whole numbers. */
static bool
votes_are_whole(const BlockRound *block, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (block->votes[i].nanos != 0)
			return false;
	}
	return true;
}

/* The votes of a section as whole numbers, of votes or of billionths. */
static Numeric
section_number(Votes votes, bool whole)
{
	return whole ? int64_to_numeric(votes.units) : billionths(votes);
}

/*
 * For each section, its share times the product of all other sections'
 * continuing votes; NULL for a section without any.  Sets the round's unit.
 */
static Numeric *
section_factors(const Contest *contest, CountRound *round)
{
	int			n = contest->nblocks;
	Numeric    *factors = palloc0(sizeof(Numeric) * n);
	Numeric		before = int64_to_numeric(1);
	Numeric		behind = int64_to_numeric(1);

	round->points.given = int64_to_numeric(0);
	for (int s = 0; s < n; s++)
	{
		BlockRound *block = &round->blocks[s];

		if (votes_is_zero(block->continuing))
			continue;
		factors[s] = decimal_mul(contest->shares[s], before);
		before = decimal_mul(before, section_number(block->continuing,
													votes_are_whole(block, round->n)));
		round->points.given = decimal_add(round->points.given, contest->shares[s]);
	}
	for (int s = n - 1; s >= 0; s--)
	{
		BlockRound *block = &round->blocks[s];

		if (factors[s] == NULL)
			continue;
		factors[s] = decimal_mul(factors[s], behind);
		behind = decimal_mul(behind, section_number(block->continuing,
													votes_are_whole(block, round->n)));
	}
	round->points.unit = behind;

	return factors;
}

/* Compute all points of a round. */
void
college_points(const Contest *contest, CountRound *round)
{
	Numeric    *factors = section_factors(contest, round);

	round->points.points = palloc(sizeof(Numeric) * Max(round->n, 1));
	for (int i = 0; i < round->n; i++)
		round->points.points[i] = int64_to_numeric(0);

	for (int s = 0; s < contest->nblocks; s++)
	{
		BlockRound *block = &round->blocks[s];
		bool		whole = votes_are_whole(block, round->n);

		CHECK_FOR_INTERRUPTS();
		if (factors[s] == NULL)
			continue;
		for (int i = 0; i < round->n; i++)
		{
			Numeric		votes = section_number(block->votes[i], whole);

			round->points.points[i] = decimal_add(round->points.points[i],
												  decimal_mul(factors[s], votes));
		}
	}
}

/* Whether a candidate has more than half of the points given in a round. */
bool
college_majority(const CountRound *round, const CountRound *base, int position)
{
	return decimal_cmp(decimal_mul(int64_to_numeric(2),
								   round->points.points[position]),
					   decimal_mul(base->points.given, round->points.unit)) > 0;
}

/* Points of a round as per cent of the whole college, for display. */
Numeric
college_percent(const Contest *contest, const CountRound *round, Numeric points)
{
	return decimal_ratio(decimal_mul(points, int64_to_numeric(100)),
						 decimal_mul(contest->share_sum, round->points.unit),
						 POINTS_DECIMALS);
}

/* What one section gives a candidate, the same way. */
Numeric
college_section_percent(const Contest *contest, const BlockRound *block,
						int section, int position)
{
	Numeric		share = decimal_mul(contest->shares[section], int64_to_numeric(100));

	if (votes_is_zero(block->continuing))
		return int64_to_numeric(0);

	return decimal_ratio(decimal_mul(share, votes_to_numeric(block->votes[position])),
						 decimal_mul(contest->share_sum,
									 votes_to_numeric(block->continuing)),
						 POINTS_DECIMALS);
}
