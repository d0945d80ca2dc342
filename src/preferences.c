/*
 * preferences.c
 *	  What ballots say beyond the candidate they count for: head to head,
 *	  second preferences, and where a candidate's voters were at the end.
 *
 * Ballots are read by the rules of the count.  Where they are read as a whole,
 * that is to where they would be exhausted with everybody continuing.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "preferences.h"
#include "reading.h"

/* Entries between two looks for a cancelled query, less one. */
#define INTERRUPT_MASK		0xFFF

/* Reads each ballot's preferences among all who are not withdrawn. */
typedef struct PreferenceScan
{
	ProfileReader *reader;
	Reading		reading;
	bool	   *listed;
	uint64		n;
	RankingEntry entry;			/* the present one, */
	int		   *preferred;		/* whom it prefers, in order, */
	int			npreferred;		/* and how many these are */
} PreferenceScan;

/* A matrix without votes. */
static VoteMatrix *
matrix_create(int n)
{
	VoteMatrix *matrix = palloc(sizeof(VoteMatrix));
	Size		size = sizeof(Votes) * Max(n, 1) * ((Size) n + 1);

	matrix->n = n;
	matrix->votes = palloc_extended(size, MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	return matrix;
}

static inline void
matrix_add(VoteMatrix *matrix, int row, int column, Votes votes)
{
	Votes	   *cell = matrix_cell(matrix, row, column);

	*cell = votes_add(*cell, votes);
}

/* Flags, by index in the roster, for all who can get votes at all. */
static bool *
everybody_continuing(const Roster *roster)
{
	bool	   *continuing = palloc0(roster->nlabels + 1);

	for (int i = 0; i < roster->ncandidates; i++)
		continuing[i] = !roster->withdrawn[i];

	return continuing;
}

/* Begin to read a contest's ballots. */
static void
scan_begin(PreferenceScan *scan, const Contest *contest)
{
	const Roster *roster = contest->roster;

	scan->reader = contest->tallies[0].reader;
	reading_init(&scan->reading, contest->rules, roster,
				 &contest->tallies[0].map, everybody_continuing(roster));
	scan->listed = palloc0(roster->ncandidates + 1);
	scan->preferred = palloc(sizeof(int) * (roster->ncandidates + 1));
	scan->n = 0;
	profile_reader_rewind(scan->reader);
}

/* Read the next ranking; false behind the last one. */
static bool
scan_next(PreferenceScan *scan)
{
	if ((scan->n++ & INTERRUPT_MASK) == 0)
		CHECK_FOR_INTERRUPTS();
	if (!profile_reader_next(scan->reader, &scan->entry))
		return false;
	scan->npreferred = reading_preferences(&scan->reading,
										   ballot_of_record(scan->entry.record, NULL),
										   scan->preferred, scan->listed);

	return true;
}

/*
 * How many votes prefer one candidate (row) to another (column): those that
 * rank the one before the other, or only the one.  Also all votes there are.
 */
VoteMatrix *
pairwise_preferences(const Contest *contest, Votes *total)
{
	int			n = contest->roster->ncandidates;
	VoteMatrix *prefer = matrix_create(n);
	bool	   *ahead = palloc0(n + 1);
	PreferenceScan scan;

	*total = votes_whole(0);
	scan_begin(&scan, contest);
	while (scan_next(&scan))
	{
		*total = votes_add(*total, scan.entry.votes);
		for (int i = 0; i < scan.npreferred; i++)
		{
			ahead[scan.preferred[i]] = true;
			for (int other = 0; other < n; other++)
			{
				if (!ahead[other])
					matrix_add(prefer, scan.preferred[i], other, scan.entry.votes);
			}
		}
		for (int i = 0; i < scan.npreferred; i++)
			ahead[scan.preferred[i]] = false;
	}

	return prefer;
}

/* Votes by first (row) and second (column) preference, or none. */
VoteMatrix *
second_preferences(const Contest *contest)
{
	int			n = contest->roster->ncandidates;
	VoteMatrix *matrix = matrix_create(n);
	PreferenceScan scan;

	rules_check_count(contest->rules);
	scan_begin(&scan, contest);
	while (scan_next(&scan))
	{
		if (scan.npreferred > 0)
			matrix_add(matrix, scan.preferred[0],
					   scan.npreferred > 1 ? scan.preferred[1] : n,
					   scan.entry.votes);
	}

	return matrix;
}

/* Move votes of one ranking from "lost" to the one they count for in the end. */
static void
found_again(VoteMatrix *matrix, Reading *reading, const uint8 *record,
			Votes votes, int candidate)
{
	int			source = reading_of(reading, ballot_of_record(record, NULL));
	Votes	   *lost = matrix_cell(matrix, source, matrix->n);

	*lost = votes_sub(*lost, votes);
	matrix_add(matrix, source, candidate, votes);
}

/*
 * Votes by whom they counted for first (row) and in the last round (column),
 * or nobody.
 */
VoteMatrix *
final_preferences(const IrvCount *count)
{
	const Contest *contest = count->contest;
	const Tally *tally = &contest->tallies[0];
	VoteMatrix *matrix = matrix_create(contest->roster->ncandidates);
	const CountRound *first = &count->rounds[0];
	const CountRound *last = last_round(count);
	Reading		reading;

	/* all are lost, but those that turn up at somebody's in the end */
	for (int i = 0; i < first->n; i++)
		matrix_add(matrix, first->candidates[i], matrix->n, first->blocks[0].votes[i]);

	reading_init(&reading, contest->rules, contest->roster, &tally->map,
				 everybody_continuing(contest->roster));
	for (int i = 0; i < last->n; i++)
	{
		int			candidate = last->candidates[i];
		const Bucket *bucket = &tally->buckets[candidate];

		for (uint32 j = 0; j < bucket->ncounted; j++)
		{
			const CountedRanking *ranking = &tally->counted[bucket->counted[j]];

			found_again(matrix, &reading, ranking->record, ranking->votes, candidate);
		}
		for (uint32 j = 0; j < bucket->nsingles; j++)
			found_again(matrix, &reading, bucket->singles[j], votes_whole(1), candidate);
		CHECK_FOR_INTERRUPTS();
	}

	return matrix;
}

/* Does a candidate beat everybody else head to head? */
static bool
beats_everybody(const Contest *contest, const VoteMatrix *prefer, int candidate)
{
	const Roster *roster = contest->roster;

	for (int other = 0; other < roster->ncandidates; other++)
	{
		if (other == candidate || other == roster->pool || roster->withdrawn[other])
			continue;
		if (votes_cmp(*matrix_cell(prefer, candidate, other),
					  *matrix_cell(prefer, other, candidate)) <= 0)
			return false;
	}

	return true;
}

/* Does any ballot rank a candidate? */
static bool
has_votes(const Contest *contest, int candidate)
{
	PreferenceScan scan;

	scan_begin(&scan, contest);
	while (scan_next(&scan))
	{
		for (int i = 0; i < scan.npreferred; i++)
		{
			if (scan.preferred[i] == candidate)
				return true;
		}
	}

	return false;
}

/*
 * The candidate who beats every other one head to head, or NO_CANDIDATE.  One
 * who stands alone has to be ranked by somebody.
 */
int
condorcet_winner(const Contest *contest)
{
	const Roster *roster = contest->roster;
	Votes		total;
	VoteMatrix *prefer = pairwise_preferences(contest, &total);

	for (int i = 0; i < roster->ncandidates; i++)
	{
		if (i == roster->pool || roster->withdrawn[i])
			continue;
		if (beats_everybody(contest, prefer, i))
			return has_votes(contest, i) ? i : NO_CANDIDATE;
	}

	return NO_CANDIDATE;
}
