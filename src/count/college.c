/*
 * college.c
 *	  Points of an electoral college.
 *
 * In a round a candidate's points in a section are share * votes / continuing
 * votes of the section.  Divisions do not come out even.  With C a common
 * multiple of all sections' continuing votes, share * votes * (C / continuing
 * votes) is exact; but such numbers are very long where there are many sections.
 * So points are first computed from below: share * C / continuing votes is cut
 * to a whole number, with a power of ten for C, and the exact points are known
 * to be no more than some slack above.  Only where that leaves a decision or a
 * shown digit open are they computed exactly.
 *
 * C is the unit of a round's points: a share of 1 makes that many.  A section
 * without continuing votes gives nothing and has no part in it.
 *
 * Points are kept for the present round only.  What stays of earlier rounds is
 * how candidates compare, and from their votes points can be computed again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/decimal.h"
#include "count/college.h"

/* Bytes of a factor: more than thirty thousand digits. */
#define FACTOR_SIZE_MAX		16384

/*
 * Digits of the unit where points are not exact.  Shares have thirty decimals
 * at most and votes are below 10^27 billionths, so every vote gives points.
 */
#define UNIT_DIGITS			80

/* What makes points of votes in a round. */
typedef struct Factors
{
	Numeric    *by_section;		/* NULL: without continuing votes */
	bool	   *whole;			/* by section: all its votes are whole */
	Numeric		unit;
	Numeric		slack;			/* how much more exact points may be; NULL:
								 * these are */
	Numeric		given;			/* shares of sections that give points */
} Factors;

/* The points of the present round. */
struct PresentPoints
{
	MemoryContext context;
	const Contest *contest;
	const CountRound *round;
	Factors		factors;
	Numeric    *points;			/* by position */
};

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

/* Raise 54000 for points that are too long to be computed with. */
static void
check_size(Numeric factor)
{
	if (VARSIZE(factor) > FACTOR_SIZE_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("electoral college has too many sections for a close count"),
				 errdetail("To tell whether candidates are level, points would need more than thirty thousand digits."),
				 errhint("Put small sections together.")));
}

/* Begin with the factors of a round: what does not depend on their unit. */
static Factors
begin_factors(const Contest *contest, const CountRound *round)
{
	int			n = contest->nblocks;
	Factors		factors = {0};

	factors.by_section = palloc0(sizeof(Numeric) * n);
	factors.whole = palloc(n);
	factors.given = int64_to_numeric(0);
	for (int s = 0; s < n; s++)
	{
		CHECK_FOR_INTERRUPTS();
		factors.whole[s] = votes_are_whole(&round->blocks[s], round->n);
		if (!votes_is_zero(round->blocks[s].continuing))
			factors.given = decimal_add(factors.given, contest->shares[s]);
	}
	return factors;
}

/* Factors that make points from below. */
static Factors
round_factors(const Contest *contest, const CountRound *round)
{
	Factors		factors = begin_factors(contest, round);

	factors.unit = decimal_power_of_ten(UNIT_DIGITS);
	factors.slack = int64_to_numeric(0);
	for (int s = 0; s < contest->nblocks; s++)
	{
		Votes		continuing = round->blocks[s].continuing;
		Numeric		number;

		if (votes_is_zero(continuing))
			continue;
		number = section_number(continuing, factors.whole[s]);
		factors.by_section[s] =
			decimal_div_trunc(decimal_mul(contest->shares[s], factors.unit), number);

		/* each vote gives less than 1 too little */
		factors.slack = decimal_add(factors.slack, number);
	}
	return factors;
}

/* Factors that make exact points. */
static Factors
exact_factors(const Contest *contest, const CountRound *round)
{
	Factors		factors = begin_factors(contest, round);
	int			n = contest->nblocks;
	Numeric    *numbers = palloc0(sizeof(Numeric) * n);

	factors.unit = int64_to_numeric(1);
	for (int s = 0; s < n; s++)
	{
		CHECK_FOR_INTERRUPTS();
		if (votes_is_zero(round->blocks[s].continuing))
			continue;
		numbers[s] = section_number(round->blocks[s].continuing, factors.whole[s]);
		factors.unit = decimal_lcm(factors.unit, numbers[s]);
		check_size(factors.unit);
	}
	for (int s = 0; s < n; s++)
	{
		CHECK_FOR_INTERRUPTS();
		if (numbers[s] != NULL)
			factors.by_section[s] =
				decimal_mul(contest->shares[s], decimal_div_trunc(factors.unit, numbers[s]));
	}
	return factors;
}

/* The points of a position in a round. */
static Numeric
position_points(const Contest *contest, const CountRound *round,
				const Factors *factors, int position)
{
	Numeric		points = int64_to_numeric(0);

	for (int s = 0; s < contest->nblocks; s++)
	{
		Votes		votes = round->blocks[s].votes[position];
		Numeric		number;
		Numeric		product;
		Numeric		sum;

		if (votes_is_zero(votes))
			continue;
		CHECK_FOR_INTERRUPTS();
		number = section_number(votes, factors->whole[s]);
		product = decimal_mul(factors->by_section[s], number);
		sum = decimal_add(points, product);
		pfree(number);
		pfree(product);
		pfree(points);
		points = sum;
	}
	return points;
}

/* The points of all positions of a round. */
static Numeric *
all_points(const Contest *contest, const CountRound *round, const Factors *factors)
{
	Numeric    *points = palloc(sizeof(Numeric) * Max(round->n, 1));

	for (int i = 0; i < round->n; i++)
		points[i] = position_points(contest, round, factors, i);

	return points;
}

/* Compute the points of the present round exactly, if they are not. */
static void
make_exact(PresentPoints *present)
{
	MemoryContext old_context;

	if (present->factors.slack == NULL)
		return;
	old_context = MemoryContextSwitchTo(present->context);
	present->factors = exact_factors(present->contest, present->round);
	present->points = all_points(present->contest, present->round, &present->factors);
	MemoryContextSwitchTo(old_context);
}

/* Compare positions by their points, for qsort_arg(). */
static int
cmp_points(const void *a, const void *b, void *points)
{
	CHECK_FOR_INTERRUPTS();

	return decimal_cmp(((Numeric *) points)[*(const int *) a],
					   ((Numeric *) points)[*(const int *) b]);
}

/* The positions of the present round by their points, fewest first. */
static int *
order_by_points(PresentPoints *present)
{
	int			n = present->round->n;
	int		   *order = palloc(sizeof(int) * Max(n, 1));

	for (int i = 0; i < n; i++)
		order[i] = i;
	qsort_arg(order, n, sizeof(int), cmp_points, present->points);

	return order;
}

/* Whether two positions have the same votes in every section. */
static bool
have_same_votes(const PresentPoints *present, int a, int b)
{
	for (int s = 0; s < present->contest->nblocks; s++)
	{
		const Votes *votes = present->round->blocks[s].votes;

		if (votes_cmp(votes[a], votes[b]) != 0)
			return false;
	}
	return true;
}

/*
 * Whether the slack leaves it open how two positions compare, of which the
 * second has not fewer points.
 */
static bool
is_open(const PresentPoints *present, int a, int b)
{
	Numeric		difference;
	bool		near;

	difference = decimal_sub(present->points[b], present->points[a]);
	near = decimal_cmp(difference, present->factors.slack) <= 0;
	pfree(difference);

	return near && !have_same_votes(present, a, b);
}

/* The positions by their points, which are made exact if the order asks for it. */
static int *
settled_order(PresentPoints *present)
{
	int		   *order = order_by_points(present);

	for (int i = 1; i < present->round->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (!is_open(present, order[i - 1], order[i]))
			continue;
		pfree(order);
		make_exact(present);
		return order_by_points(present);
	}
	return order;
}

/*
 * Number the different points of a round: 1 for none at all, then upwards to
 * *highest.
 */
static int *
levels_of(PresentPoints *present, int *highest)
{
	int			n = present->round->n;
	int		   *levels = palloc(sizeof(int) * Max(n, 1));
	int		   *order = settled_order(present);
	int			level = 1;

	for (int i = 0; i < n; i++)
	{
		if (i == 0 ? decimal_sign(present->points[order[i]]) > 0 :
			cmp_points(&order[i - 1], &order[i], present->points) != 0)
			level++;
		levels[order[i]] = level;
	}
	*highest = level;
	pfree(order);

	return levels;
}

/* Compute the points of a new round. */
void
college_points(const Contest *contest, CountRound *round)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext,
												  "prefcount points",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old_context = MemoryContextSwitchTo(context);
	PresentPoints *present = palloc(sizeof(PresentPoints));

	present->context = context;
	present->contest = contest;
	present->round = round;
	present->factors = round_factors(contest, round);
	present->points = all_points(contest, round, &present->factors);
	MemoryContextSwitchTo(old_context);

	round->points.present = present;
	round->points.given = decimal_copy(present->factors.given);
	round->points.levels = levels_of(present, &round->points.highest);
}

/* Free what is kept of a round only while it is the present one. */
void
college_forget_points(CountRound *round)
{
	if (round->points.present != NULL)
		MemoryContextDelete(round->points.present->context);
	round->points.present = NULL;
}

/* The exact points of a position of the present round. */
Numeric
college_exact_points(const CountRound *round, int position)
{
	make_exact(round->points.present);

	return round->points.present->points[position];
}

/* Whether points are more than half of those given. */
static bool
more_than_half(Numeric points, Numeric given, Numeric unit)
{
	Numeric		twice = decimal_add(points, points);
	Numeric		all = decimal_mul(given, unit);
	bool		more = decimal_cmp(twice, all) > 0;

	pfree(twice);
	pfree(all);

	return more;
}

/*
 * Whether a candidate has more than half of the points given in a round, the
 * present one, or in the base round, where not fewer were given.
 */
bool
college_majority(const CountRound *round, const CountRound *base, int position)
{
	PresentPoints *present = round->points.present;
	const Factors *factors = &present->factors;
	Numeric		given = base->points.given;

	if (round->points.levels[position] < round->points.highest)
		return false;
	if (factors->slack != NULL && !more_than_half(present->points[position], given, factors->unit))
	{
		Numeric		most = decimal_add(present->points[position], factors->slack);
		bool		never = !more_than_half(most, given, factors->unit);

		pfree(most);
		if (never)
			return false;
		make_exact(present);
	}
	return more_than_half(present->points[position], given, factors->unit);
}

/* Points as per cent of the whole college, for display. */
static Numeric
per_cent(const Contest *contest, const Factors *factors, Numeric points)
{
	return decimal_ratio(decimal_mul(points, int64_to_numeric(100)),
						 decimal_mul(contest->share_sum, factors->unit),
						 POINTS_DECIMALS);
}

/*
 * Points of a position of a round as per cent, or how many more they are than
 * another position's; NULL if the slack of the factors leaves a digit open.
 */
static Numeric
shown_points(const Contest *contest, const CountRound *round,
			 const Factors *factors, int position, int other)
{
	Numeric		least = position_points(contest, round, factors, position);
	Numeric		most = least;
	Numeric		shown;

	if (factors->slack != NULL)
		most = decimal_add(least, factors->slack);
	if (other != NO_CANDIDATE)
	{
		Numeric		others = position_points(contest, round, factors, other);

		most = decimal_sub(most, others);
		if (factors->slack != NULL)
			others = decimal_add(others, factors->slack);
		least = decimal_sub(least, others);
	}
	shown = per_cent(contest, factors, least);
	if (decimal_cmp(shown, per_cent(contest, factors, most)) != 0)
		return NULL;

	return shown;
}

/* The points of all positions of a round, as per cent. */
Numeric *
college_percents(const Contest *contest, const CountRound *round)
{
	Factors		factors = round_factors(contest, round);
	Numeric    *percents = palloc(sizeof(Numeric) * Max(round->n, 1));

	for (int i = 0; i < round->n; i++)
	{
		percents[i] = shown_points(contest, round, &factors, i, NO_CANDIDATE);
		if (percents[i] == NULL)
		{
			factors = exact_factors(contest, round);
			percents[i] = shown_points(contest, round, &factors, i, NO_CANDIDATE);
		}
	}
	return percents;
}

/*
 * The points of a position of a round, as per cent; or how many more they are
 * than another position's.
 */
Numeric
college_percent(const Contest *contest, const CountRound *round, int position,
				int other)
{
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext,
												  "prefcount points",
												  ALLOCSET_DEFAULT_SIZES);
	MemoryContext old_context = MemoryContextSwitchTo(context);
	Factors		factors = round_factors(contest, round);
	Numeric		percent = shown_points(contest, round, &factors, position, other);

	if (percent == NULL)
	{
		factors = exact_factors(contest, round);
		percent = shown_points(contest, round, &factors, position, other);
	}
	MemoryContextSwitchTo(old_context);
	percent = decimal_copy(percent);
	MemoryContextDelete(context);

	return percent;
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
