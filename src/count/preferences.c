/*
 * preferences.c
 *	  What ballots say beyond the candidate they count for: head to head,
 *	  second preferences, and where a candidate's voters were at the end.
 *
 * Ballots are read by the rules of the count.  Where they are read as a whole,
 * that is to where they would be exhausted with everybody continuing; compared
 * head to head, candidates at one rank can be equal.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "count/preferences.h"
#include "count/reading.h"

/* Steps (of some nanoseconds each) between two looks for a cancelled query. */
#define STEPS_PER_INTERRUPT		65536

/* Reads each ballot's preferences among all who are not withdrawn. */
typedef struct PreferenceScan
{
	ProfileReader *reader;
	Reading		reading;
	bool		equal_ranks;	/* several marks at a rank are no overvote */
	uint32		steps;			/* since the last look for a cancelled query */
	RankingEntry entry;			/* the present one, */
	PreferenceList list;		/* and whom it prefers */
} PreferenceScan;

/* Look for a cancelled query after enough work. */
static inline void
take_steps(uint32 *steps, uint32 n)
{
	*steps += Min(n, STEPS_PER_INTERRUPT);
	if (*steps >= STEPS_PER_INTERRUPT)
	{
		*steps = 0;
		CHECK_FOR_INTERRUPTS();
	}
}

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
scan_begin(PreferenceScan *scan, const Contest *contest, bool equal_ranks)
{
	const Roster *roster = contest->roster;

	scan->reader = contest->tallies[0].reader;
	scan->equal_ranks = equal_ranks;
	scan->steps = 0;
	reading_init(&scan->reading, contest->rules, roster,
				 &contest->tallies[0].map, everybody_continuing(roster));
	preference_list_init(&scan->list, roster);
	profile_reader_rewind(scan->reader);
}

/* Read the next ranking; false behind the last one. */
static bool
scan_next(PreferenceScan *scan)
{
	Ballot		ballot;

	if (!profile_reader_next(scan->reader, &scan->entry))
		return false;
	ballot = ballot_of_record(scan->entry.record, NULL);
	take_steps(&scan->steps, ballot.length + 1);
	reading_preferences(&scan->reading, ballot, scan->equal_ranks, &scan->list);

	return true;
}

/*
 * Whether candidates at one rank are equal when they are compared head to head:
 * unless the rules say how a count is to read such a rank.
 */
static bool
has_equal_ranks(const CountRules *rules)
{
	return !rules->has_overvotes || rules->overvotes == OVERVOTES_EQUAL;
}

/* A matrix of numbers, all 0, for each two of n candidates. */
static int64 *
create_cells(int n)
{
	return palloc_extended(sizeof(int64) * Max(n, 1) * (Size) Max(n, 1),
						   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
}

/*
 * Add what a ballot counts to the cells of everybody it ranks (row) and of all
 * who are not above (column).
 */
static void
add_to_pairs(int64 *cells, int n, PreferenceScan *scan, int64 value)
{
	const int  *candidates = scan->list.candidates;
	int			last = scan->list.n;

	for (int i = 0; i < last; i++)
	{
		int64	   *row = &cells[(Size) candidates[i] * n];
		int			first = scan->list.levels[i];

		for (int j = first; j < last; j++)
			row[candidates[j]] += value;
		take_steps(&scan->steps, last - first);
	}
}

/*
 * Cells of ballots of one vote that rank most candidates, a byte each and eight
 * to a word: then a candidate is compared with eight others at once.  Bytes are
 * added to the true cells before they can overflow.
 */
typedef struct ByteCells
{
	int			n;
	int			nwords;			/* of a row */
	uint64	   *rows;
	uint64	   *keys;			/* of the present ballot: lower the better ranked */
	int			nballots;		/* since the cells were last emptied */
} ByteCells;

#define BYTES_OF_ONE		UINT64CONST(0x0101010101010101)
#define BYTE_CELL_MAX		255
#define KEY_UNRANKED		127
#define WORD_COST			3	/* as much as so many candidates' cells */

static void
byte_cells_init(ByteCells *bytes, int n)
{
	bytes->n = n;
	bytes->nwords = (n + 7) / 8;
	bytes->rows = palloc0(sizeof(uint64) * Max((Size) n * bytes->nwords, 1));
	bytes->keys = palloc(sizeof(uint64) * Max(bytes->nwords, 1));
	bytes->nballots = 0;
}

/* Whether a ballot that ranks so many is counted faster here. */
static bool
byte_cells_suit(const ByteCells *bytes, int nranked)
{
	return nranked < KEY_UNRANKED && nranked >= WORD_COST * bytes->nwords;
}

/* Add what was counted to the cells. */
static void
byte_cells_empty(ByteCells *bytes, int64 *cells)
{
	for (int i = 0; i < bytes->n; i++)
	{
		const uint8 *row = (const uint8 *) &bytes->rows[(Size) i * bytes->nwords];

		for (int j = 0; j < bytes->n; j++)
			cells[(Size) i * bytes->n + j] += row[j];
	}
	memset(bytes->rows, 0, sizeof(uint64) * bytes->n * bytes->nwords);
	bytes->nballots = 0;
}

/*
 * Count a ballot as add_to_pairs() does.  Keys fit seven bits; the eighth bit of
 * a difference of bytes stays where the one is not lower than the other.
 */
static void
byte_cells_add(ByteCells *bytes, const PreferenceList *list)
{
	const int  *candidates = list->candidates;
	const int  *levels = list->levels;
	const uint64 *words = bytes->keys;
	uint8	   *keys = (uint8 *) bytes->keys;
	uint64	   *rows = bytes->rows;
	int			nwords = bytes->nwords;
	int			n = list->n;

	memset(keys, KEY_UNRANKED, sizeof(uint64) * nwords);
	for (int i = 0; i < n; i++)
		keys[candidates[i]] = KEY_UNRANKED - 1 - levels[i];
	for (int i = 0; i < n; i++)
	{
		uint64	   *row = &rows[(Size) candidates[i] * nwords];
		uint64		key = BYTES_OF_ONE * (0x80 | (KEY_UNRANKED - 1 - levels[i]));

		for (int w = 0; w < nwords; w++)
			row[w] += ((key - words[w]) >> 7) & BYTES_OF_ONE;
	}
	bytes->nballots++;
}

/* Add a ballot of one vote to the cells, there or here. */
static void
add_single_vote(Pairs *pairs, PreferenceScan *scan, ByteCells *bytes)
{
	if (!byte_cells_suit(bytes, scan->list.n))
	{
		add_to_pairs(pairs->units, pairs->n, scan, 1);
		return;
	}
	byte_cells_add(bytes, &scan->list);
	take_steps(&scan->steps, scan->list.n * bytes->nwords);
	if (bytes->nballots == BYTE_CELL_MAX)
		byte_cells_empty(bytes, pairs->units);
}

/* Whether the present ballot ranks nobody but the pool of write-ins. */
static bool
is_silent(const PreferenceScan *scan, const Roster *roster)
{
	const PreferenceList *list = &scan->list;

	return list->n == 0 || (list->n == 1 && list->candidates[0] == roster->pool);
}

/* Compare all candidates head to head. */
Pairs *
pairwise_preferences(const Contest *contest)
{
	Pairs	   *pairs = palloc0(sizeof(Pairs));
	PreferenceScan scan;
	ByteCells	bytes;

	pairs->n = contest->roster->ncandidates;
	pairs->units = create_cells(pairs->n);
	byte_cells_init(&bytes, pairs->n);
	scan_begin(&scan, contest, has_equal_ranks(contest->rules));
	while (scan_next(&scan))
	{
		Votes		votes = scan.entry.votes;

		pairs->total = votes_add(pairs->total, votes);
		if (is_silent(&scan, contest->roster))
			pairs->silent = votes_add(pairs->silent, votes);
		if (votes.units == 1 && votes.nanos == 0)
		{
			add_single_vote(pairs, &scan, &bytes);
			continue;
		}
		add_to_pairs(pairs->units, pairs->n, &scan, votes.units);
		if (votes.nanos == 0)
			continue;
		if (pairs->nanos == NULL)
			pairs->nanos = create_cells(pairs->n);
		add_to_pairs(pairs->nanos, pairs->n, &scan, votes.nanos);
	}
	byte_cells_empty(&bytes, pairs->units);

	return pairs;
}

/* The votes of a cell. */
static Votes
pairs_cell(const Pairs *pairs, int row, int column)
{
	Size		cell = (Size) row * pairs->n + column;
	Votes		votes = votes_whole(pairs->units[cell]);

	if (pairs->nanos != NULL)
	{
		votes.units += pairs->nanos[cell] / NANOS_PER_VOTE;
		votes.nanos = (int32) (pairs->nanos[cell] % NANOS_PER_VOTE);
	}
	return votes;
}

/*
 * The votes that prefer one candidate to another: those that rank the one, but
 * for those that rank the other too, and not below.
 */
Votes
pairs_prefer(const Pairs *pairs, int candidate, int opponent)
{
	return votes_sub(pairs_cell(pairs, candidate, candidate),
					 pairs_cell(pairs, opponent, candidate));
}

/* Votes by first (row) and second (column) preference, or none. */
VoteMatrix *
second_preference_matrix(const Contest *contest)
{
	int			n = contest->roster->ncandidates;
	VoteMatrix *matrix = matrix_create(n);
	PreferenceScan scan;

	scan_begin(&scan, contest, false);
	while (scan_next(&scan))
	{
		const PreferenceList *list = &scan.list;

		if (list->n > 0)
			matrix_add(matrix, list->candidates[0],
					   list->n > 1 ? list->candidates[1] : n, scan.entry.votes);
	}

	return matrix;
}

/* Finds out whom a ballot counted for first. */
typedef struct FirstReading
{
	Reading		reading;
	VoteMatrix *matrix;
	uint32		steps;			/* since the last look for a cancelled query */
} FirstReading;

/* Move votes of one ranking from "lost" to the one they count for in the end. */
static void
found_again(FirstReading *first, const uint8 *record, Votes votes, int candidate)
{
	Ballot		ballot = ballot_of_record(record, NULL);
	int			source = reading_of(&first->reading, ballot);
	Votes	   *lost = matrix_cell(first->matrix, source, first->matrix->n);

	*lost = votes_sub(*lost, votes);
	matrix_add(first->matrix, source, candidate, votes);
	take_steps(&first->steps, ballot.length + 1);
}

/*
 * Votes by whom they counted for first (row) and in the last round (column),
 * or nobody.
 */
VoteMatrix *
final_preference_matrix(const Count *count)
{
	const Contest *contest = count->contest;
	const Tally *tally = &contest->tallies[0];
	VoteMatrix *matrix = matrix_create(contest->roster->ncandidates);
	const CountRound *round = count->rounds[0];
	const CountRound *last = last_round(count);
	FirstReading first = {.matrix = matrix};

	/* all count for nobody, but those that the last round's candidates have */
	for (int i = 0; i < round->n; i++)
		matrix_add(matrix, round->candidates[i], matrix->n, round->blocks[0].votes[i]);

	reading_init(&first.reading, contest->rules, contest->roster, &tally->map,
				 everybody_continuing(contest->roster));
	for (int i = 0; i < last->n; i++)
	{
		int			candidate = last->candidates[i];
		const Bucket *bucket = &tally->buckets[candidate];

		for (uint32 j = 0; j < bucket->ncounted; j++)
		{
			const CountedRanking *ranking = &tally->counted[bucket->counted[j]];

			found_again(&first, ranking->record, ranking->votes, candidate);
		}
		for (SinglesPiece *piece = bucket->first; piece; piece = piece->next)
		{
			for (uint32 j = 0; j < piece->n; j++)
				found_again(&first, piece->records[j], votes_whole(1), candidate);
		}
	}

	return matrix;
}

/* Does a candidate beat everybody else head to head? */
static bool
beats_everybody(const Contest *contest, const Pairs *pairs, int candidate)
{
	const Roster *roster = contest->roster;

	for (int other = 0; other < roster->ncandidates; other++)
	{
		if (other == candidate || other == roster->pool || roster->withdrawn[other])
			continue;
		if (votes_cmp(pairs_prefer(pairs, candidate, other),
					  pairs_prefer(pairs, other, candidate)) <= 0)
			return false;
	}

	return true;
}

/*
 * The candidate who beats every other one head to head, or NO_CANDIDATE.  One
 * who stands alone needs a vote.
 */
int
find_condorcet_winner(const Contest *contest)
{
	const Roster *roster = contest->roster;
	const Pairs *pairs = pairwise_preferences(contest);

	for (int i = 0; i < roster->ncandidates; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i == roster->pool || roster->withdrawn[i])
			continue;
		if (beats_everybody(contest, pairs, i))
			return votes_is_zero(pairs_cell(pairs, i, i)) ? NO_CANDIDATE : i;
	}

	return NO_CANDIDATE;
}
