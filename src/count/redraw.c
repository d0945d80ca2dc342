/*
 * redraw.c
 *	  Drawing the ballots of a profile again: how sure is a result?
 *
 * Two ways.  The Bayesian bootstrap (Rubin, The Bayesian bootstrap, 1981)
 * shares the votes out anew: n - 1 marks fall on a line at random, and each
 * ranking gets what lies between the marks at its borders.  The Polya
 * posterior (Ericson 1969, Lo 1988) completes a count: each outstanding ballot
 * is a copy of one drawn from all before it.
 *
 * Everything is in integers and follows from seed and draw alone.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bitutils.h"
#include "utils/memutils.h"

#include "base/pgcompat.h"
#include "base/wide.h"
#include "count/redraw.h"

/* So many marks are drawn one by one; where there are more, their interval is halved. */
#define MARKS_DRAWN			24

/* Words drawn between two looks for a cancelled query, less one. */
#define WORDS_MASK			0xFFFF

/* What all draws together may cost, in words and rankings. */
#define DRAWS_COST_MAX		INT64CONST(10000000000)

/* Ballots whose billionths of a vote fit 64 bits. */
#define BALLOTS_MAX			(PG_UINT64_MAX / NANOS_PER_VOTE)

/* Outstanding ballots of which each takes four bytes. */
#define OUTSTANDING_MAX		250000000

/* Raise 0A000 where whole ballots are wanted and there are weights. */
pg_noreturn static void
weights_error(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("outstanding ballots cannot be drawn from weighted ones"),
			 errdetail("A ranking's weight is not its number of ballots."),
			 errhint("Leave \"outstanding\" NULL, or give ballots without weights.")));
}

/* Raise 54000 for more ballots than can be drawn. */
pg_noreturn static void
ballots_error(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("too many ballots to be drawn"),
			 errdetail("%s", detail)));
}

/* Read the rankings' numbers of ballots, and their weights if there are any. */
static void
read_rankings(DrawnFrom *from, ProfileReader *reader)
{
	RankingEntry entry;
	bool		weighted = false;
	uint32		n = 0;

	while (profile_reader_next(reader, &entry))
	{
		if ((n & WORDS_MASK) == 0)
			CHECK_FOR_INTERRUPTS();
		if (votes_cmp(entry.votes, votes_whole(entry.ballots)) != 0)
			weighted = true;
		from->nballots += entry.ballots;
		if (from->nballots > BALLOTS_MAX)
			ballots_error(psprintf("At most " UINT64_FORMAT " ballots can be drawn.",
								   (uint64) BALLOTS_MAX));
		from->ends[n] = from->nballots;
		from->votes[n++] = entry.votes;
	}
	if (weighted && from->outstanding != NOTHING_OUTSTANDING)
		weights_error();
	if (!weighted)
	{
		pfree(from->votes);
		from->votes = NULL;
	}
}

/*
 * Get ready to draw from a profile, whose reader is canonical, with a number
 * of ballots outstanding.
 */
void
drawn_from_init(DrawnFrom *from, ProfileReader *reader, int64 outstanding)
{
	Size		n = Max(reader->nentries, 1);

	Assert(reader->canonical);
	memset(from, 0, sizeof(DrawnFrom));
	if (outstanding > OUTSTANDING_MAX)
		ballots_error(psprintf("At most %d ballots can be outstanding.", OUTSTANDING_MAX));
	from->outstanding = outstanding;
	from->nrankings = (uint32) reader->nentries;
	from->ends = palloc_extended(sizeof(uint64) * n, MCXT_ALLOC_HUGE);
	from->votes = palloc_extended(sizeof(Votes) * n, MCXT_ALLOC_HUGE);
	read_rankings(from, reader);
	if (outstanding == NOTHING_OUTSTANDING)
		from->scratch = palloc_extended(sizeof(uint64) * n, MCXT_ALLOC_HUGE);
	else
		from->copies = palloc_extended(sizeof(uint32) * Max(outstanding, 1),
									   MCXT_ALLOC_HUGE);
}

/* Raise 54000 for draws, from n classes of ballots, that would take hours. */
void
check_draws(const DrawnFrom *from, int n, int64 draws)
{
	int64		cost = 0;

	for (int i = 0; i < n; i++)
		cost += from[i].nballots / 64 + from[i].nrankings + Max(from[i].outstanding, 0);
	if (cost > DRAWS_COST_MAX / draws)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many draws of too many ballots"),
				 errdetail("A draw costs " INT64_FORMAT " (ballots / 64, rankings and outstanding ballots), all draws may cost " INT64_FORMAT ".",
						   cost, DRAWS_COST_MAX),
				 errhint("Ask for fewer draws.")));
}

/* The next word of a draw, after a look for a cancelled query now and then. */
static inline uint64
next_word(RandomWords *random)
{
	if ((random->block & WORDS_MASK) == 0 && random->next == RANDOM_BUFFER)
		CHECK_FOR_INTERRUPTS();

	return random_word(random);
}

/* A part of the line on which marks fall: 2^bits places from start on. */
typedef struct LinePart
{
	uint64		start;
	int			bits;
	uint64		first;			/* number of its first mark, from 1 */
	uint64		nmarks;
} LinePart;

/* How many of an interval's marks fall into its left half. */
static uint64
count_left(RandomWords *random, uint64 nmarks)
{
	uint64		left = 0;

	for (; nmarks >= 64; nmarks -= 64)
		left += pg_popcount64(next_word(random));
	if (nmarks > 0)
		left += pg_popcount64(next_word(random) >> (64 - nmarks));

	return left;
}

/*
 * Draw the few marks of an interval, and sort them: each goes to where it has as
 * many before it as are less.  With so few that is quicker than moving them, as
 * there is nothing to guess.
 */
static void
draw_marks(RandomWords *random, const LinePart *interval, uint64 *marks)
{
	int			n = (int) interval->nmarks;
	uint64		drawn[MARKS_DRAWN];
	int			less[MARKS_DRAWN] = {0};

	for (int i = 0; i < n; i++)
	{
		uint64		word = next_word(random);

		drawn[i] = interval->start;
		if (interval->bits > 0)
			drawn[i] += word >> (64 - interval->bits);
	}
	for (int i = 1; i < n; i++)
	{
		int			more = 0;

		for (int j = 0; j < i; j++)
		{
			int			is_less = drawn[i] < drawn[j];

			less[j] += is_less;
			more += is_less;
		}
		less[i] = i - more;
	}
	for (int i = 0; i < n; i++)
		marks[less[i]] = drawn[i];
}

/*
 * Where the marks at the borders fall: wanted are the numbers of n of an
 * interval's marks, in ascending order, and each becomes its mark's place.
 */
static void
place_borders(RandomWords *random, LinePart interval, uint64 *wanted, uint32 n)
{
	while (n > 0 && interval.nmarks > MARKS_DRAWN && interval.bits > 0)
	{
		uint64		nleft = count_left(random, interval.nmarks);
		LinePart	left = {interval.start, interval.bits - 1, interval.first, nleft};
		uint32		in_left = 0;

		while (in_left < n && wanted[in_left] < interval.first + nleft)
			in_left++;
		place_borders(random, left, wanted, in_left);
		wanted += in_left;
		n -= in_left;
		interval = (LinePart) {interval.start + (UINT64CONST(1) << left.bits), left.bits,
			interval.first + nleft, interval.nmarks - nleft};
	}
	if (n > 0)
	{
		uint64		marks[MARKS_DRAWN];

		if (interval.nmarks <= MARKS_DRAWN)
			draw_marks(random, &interval, marks);
		for (uint32 i = 0; i < n; i++)
			wanted[i] = interval.nmarks > MARKS_DRAWN ? interval.start :
				marks[wanted[i] - interval.first];
	}
}

/*
 * Billionths of a vote times a ranking's weight over its ballots, rounded
 * down; 22003 above 10^18 votes.
 */
static Votes
times_weight(uint64 nanos, Votes weight, uint64 ballots)
{
	uint64		divisor = ballots * NANOS_PER_VOTE;
	uint64		weight_high;
	uint64		weight_low = wide_mul(weight.units, NANOS_PER_VOTE, &weight_high);
	uint64		product[3];
	uint64		carry;
	uint64		quotient_high;
	uint64		rest;

	weight_low += weight.nanos;
	weight_high += (weight_low < (uint64) weight.nanos);
	product[0] = wide_mul(nanos, weight_low, &carry);
	product[1] = wide_mul(nanos, weight_high, &product[2]) + carry;
	product[2] += (product[1] < carry);
	if (product[2] >= divisor)
		votes_check_total(votes_whole(PG_INT64_MAX));

	quotient_high = wide_div(product[2], product[1], divisor, &rest);
	product[0] = wide_div(rest, product[0], divisor, &rest);
	if (quotient_high >= NANOS_PER_VOTE)
		votes_check_total(votes_whole(PG_INT64_MAX));
	weight.units = wide_div(quotient_high, product[0], NANOS_PER_VOTE, &rest);
	weight.nanos = (int32) rest;
	if (weight.units < 0)
		weight.units = PG_INT64_MAX;
	votes_check_total(weight);

	return weight;
}

/* Share the votes out anew: a draw of the Bayesian bootstrap. */
static void
redraw_votes(const DrawnFrom *from, RandomWords *random, Votes *votes)
{
	LinePart	line = {0, 64, 1, from->nballots - 1};
	uint64		total = from->nballots * NANOS_PER_VOTE;
	uint64		begin = 0;

	memcpy(from->scratch, from->ends, sizeof(uint64) * (from->nrankings - 1));
	place_borders(random, line, from->scratch, from->nrankings - 1);
	for (uint32 i = 0; i < from->nrankings; i++)
	{
		uint64		end = total;
		uint64		nanos;

		if (i < from->nrankings - 1)
			(void) wide_mul(from->scratch[i], total, &end);
		nanos = end - begin;
		begin = end;
		votes[i] = (Votes) {nanos / NANOS_PER_VOTE, nanos % NANOS_PER_VOTE};
		if (from->votes != NULL)
			votes[i] = times_weight(nanos, from->votes[i], drawn_from_ballots(from, i));
	}
}

/* The ranking of a counted ballot, numbered from 0. */
static uint32
ranking_of_ballot(const DrawnFrom *from, uint64 ballot)
{
	uint32		low = 0;
	uint32		high = from->nrankings - 1;

	while (low < high)
	{
		uint32		middle = low + (high - low) / 2;

		if (ballot < from->ends[middle])
			high = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* Complete the count: a draw of the Polya posterior. */
static void
redraw_outstanding(const DrawnFrom *from, RandomWords *random, Votes *votes)
{
	for (uint32 i = 0; i < from->nrankings; i++)
		votes[i] = votes_whole(drawn_from_ballots(from, i));
	for (int64 i = 0; i < from->outstanding; i++)
	{
		uint64		ballot;

		(void) wide_mul(next_word(random), from->nballots + i, &ballot);
		from->copies[i] = ballot >= from->nballots ?
			from->copies[ballot - from->nballots] : ranking_of_ballot(from, ballot);
		votes[from->copies[i]].units++;
	}
}

/* One draw: the votes of each ranking. */
void
redraw(const DrawnFrom *from, RandomWords *random, Votes *votes)
{
	if (from->nrankings == 0)
		return;
	if (from->outstanding == NOTHING_OUTSTANDING)
		redraw_votes(from, random, votes);
	else
		redraw_outstanding(from, random, votes);
}
