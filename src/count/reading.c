/*
 * reading.c
 *	  Reading a ballot: whom it counts for while some candidates continue.
 *
 * A ballot is always read from its first rank.  At each rank the tests are
 * made in a fixed order: ranks skipped before it, a candidate marked again,
 * an overvote, and last whether the candidate continues.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "count/reading.h"

/* What the marks at one rank come to. */
typedef struct RankMarks
{
	bool		overvote;
	bool		repeated;		/* somebody was met before on this reading */
	int			ncontinuing;	/* marks for continuing candidates */
	int			candidate;		/* the last of these */
} RankMarks;

/* Get ready to read one profile's ballots. */
void
reading_init(Reading *reading, const CountRules *rules, const Roster *roster,
			 const CodeMap *map, const bool *continuing)
{
	reading->rules = rules;
	reading->map = map;
	reading->continuing = continuing;
	reading->nlabels = roster->nlabels;
	reading->nreadings = 0;
	reading->seen = NULL;
	if (rules->duplicates == DUPLICATES_EXHAUST)
		reading->seen = palloc0(sizeof(uint64) * ((Size) roster->nlabels + 1));
	reading->max_length = (rules->max_rankings == NO_LIMIT) ? PG_UINT32_MAX :
		(uint32) Min(rules->max_rankings, PG_UINT32_MAX);

	for (int i = 0; i < (int) lengthof(reading->by_byte); i++)
		reading->by_byte[i] = BYTE_LOOK;

	/* who may not be met again has to be remembered from the first rank */
	if (rules->max_skipped == NO_LIMIT && reading->seen == NULL)
		reading->by_byte[TOKEN_SKIPPED] = BYTE_PASS;
	reading_refresh(reading);
}

/* Take notice of who continues now. */
void
reading_refresh(Reading *reading)
{
	const CodeMap *map = reading->map;

	if (reading->seen != NULL)
		return;
	for (int i = 0; i < map->n; i++)
	{
		uint32		code = map->codes ? map->codes[i] : (uint32) i;
		int			index = map->indices[i];

		if (code >= ONE_BYTE_CODES)
			break;
		reading->by_byte[code + TOKEN_FIRST_CODE] =
			reading->continuing[index] ? index : BYTE_PASS;
	}
}

/* Note that a label is met on this reading; true if it was met before. */
static bool
met_before(Reading *reading, int index)
{
	bool		before;

	if (reading->seen == NULL)
		return false;
	before = (reading->seen[index] == reading->nreadings);
	reading->seen[index] = reading->nreadings;

	return before;
}

/* Take a mark into account. */
static void
add_mark(Reading *reading, uint32 code, RankMarks *marks)
{
	int			index = code_map_index(reading->map, code);

	if (met_before(reading, index))
		marks->repeated = true;
	if (reading->continuing[index])
	{
		marks->ncontinuing++;
		marks->candidate = index;
	}
}

/* Read the marks of the rank that a reading has come to. */
static inline RankMarks
read_rank(Reading *reading, RankKind kind, BallotIterator *iterator)
{
	RankMarks	marks = {kind != RANK_ONE, false, 0, NO_CANDIDATE};
	uint32		code;

	if (kind == RANK_NAMELESS)
		marks.repeated = met_before(reading, reading->nlabels);
	while (ballot_next_mark(iterator, &code))
	{
		CHECK_FOR_INTERRUPTS();
		add_mark(reading, code, &marks);
	}

	return marks;
}

/* What the marks of a rank lead to; READ_BLANK: to the next rank. */
static int
judge_rank(const Reading *reading, const RankMarks *marks, bool nameless)
{
	if (marks->repeated)
		return read_exhausted(EXHAUSTED_REPEATED);
	if (marks->overvote)
	{
		OvervoteRule rule = reading->rules->overvotes;
		int			most = (rule == OVERVOTES_EXHAUST_IF_MULTIPLE_CONTINUING) ? 1 : 0;

		if (rule == OVERVOTES_SKIP)
			return READ_BLANK;
		if (rule == OVERVOTES_EXHAUST || nameless || marks->ncontinuing > most)
			return read_exhausted(EXHAUSTED_OVERVOTE);
	}
	return marks->ncontinuing > 0 ? marks->candidate : READ_BLANK;
}

/* How far the reading of a ballot has come. */
typedef struct RankCursor
{
	BallotIterator iterator;
	int64		rank;
	int64		skipped;		/* ranks since the last marked one */
	bool		marked;			/* there was one */
} RankCursor;

/* Begin a reading at a ballot's first rank. */
static RankCursor
cursor_at_first(Reading *reading, Ballot ballot)
{
	reading->nreadings++;

	return (RankCursor) {ballot_iterate(ballot), 0, 0, false};
}

/*
 * Step to the next marked rank.  False: there is none, or the ballot is
 * exhausted by skipped ranks, as *found says; that ends the reading.
 */
static inline bool
next_marked_rank(const CountRules *rules, RankCursor *cursor, RankKind *kind,
				 int *found)
{
	*found = READ_BLANK;
	while (ballot_next_kind(&cursor->iterator, kind))
	{
		cursor->rank++;
		if (rules->max_rankings != NO_LIMIT && cursor->rank > rules->max_rankings)
			return false;
		if (*kind == RANK_SKIPPED)
		{
			cursor->skipped++;
			continue;
		}
		if (rules->max_skipped != NO_LIMIT && cursor->skipped > rules->max_skipped)
		{
			*found = read_exhausted(EXHAUSTED_SKIPPED);
			return false;
		}
		cursor->skipped = 0;
		cursor->marked = true;
		return true;
	}
	return false;
}

/*
 * Read on to the next continuing candidate or to what exhausts the ballot;
 * READ_BLANK behind the last rank.
 */
static int
read_on(Reading *reading, RankCursor *cursor)
{
	RankKind	kind;
	int			found;

	while (next_marked_rank(reading->rules, cursor, &kind, &found))
	{
		RankMarks	marks = read_rank(reading, kind, &cursor->iterator);

		found = judge_rank(reading, &marks, kind == RANK_NAMELESS);
		if (found != READ_BLANK)
			return found;
	}
	return found;
}

/* What a reading has found, where behind the last rank it is nobody. */
static inline int
end_of_reading(int found, const RankCursor *cursor)
{
	if (found == READ_BLANK && cursor->marked)
		return read_exhausted(EXHAUSTED_CHOICES);
	return found;
}

/* Read any ballot under any rules. */
int
reading_closely(Reading *reading, Ballot ballot)
{
	RankCursor	cursor = cursor_at_first(reading, ballot);
	int			found = read_on(reading, &cursor);

	return end_of_reading(found, &cursor);
}

/* List a continuing candidate at the end, unless an earlier mark has done so. */
static inline void
list_candidate(PreferenceList *list, int candidate, int level)
{
	if (list->listed[candidate])
		return;
	list->listed[candidate] = true;
	list->levels[list->n] = level;
	list->candidates[list->n++] = candidate;
}

/* List the continuing candidates of the rank that an iterator is at. */
static void
list_rank(const Reading *reading, PreferenceList *list, BallotIterator iterator)
{
	int			level = list->n;
	uint32		code;

	while (ballot_next_mark(&iterator, &code))
	{
		int			index = code_map_index(reading->map, code);

		if (reading->continuing[index])
			list_candidate(list, index, level);
	}
}

/*
 * List preferences with all candidates of a rank equal.  Behind a nameless
 * overvote nothing is read: those marked there are not known, and would else
 * seem to be below whoever comes later.
 */
static int
list_equal(Reading *reading, Ballot ballot, PreferenceList *list)
{
	RankCursor	cursor = cursor_at_first(reading, ballot);
	RankKind	kind;
	int			found;

	while (next_marked_rank(reading->rules, &cursor, &kind, &found))
	{
		BallotIterator at_rank = cursor.iterator;
		RankMarks	marks = read_rank(reading, kind, &cursor.iterator);

		if (marks.repeated)
			return read_exhausted(EXHAUSTED_REPEATED);
		if (kind == RANK_NAMELESS)
			return read_exhausted(EXHAUSTED_OVERVOTE);
		list_rank(reading, list, at_rank);
	}
	return end_of_reading(found, &cursor);
}

/* List preferences as a count would come to them one after another. */
static int
list_in_turn(Reading *reading, Ballot ballot, PreferenceList *list)
{
	RankCursor	cursor = cursor_at_first(reading, ballot);
	int			found;

	while ((found = read_on(reading, &cursor)) >= 0)
		list_candidate(list, found, list->n);

	return end_of_reading(found, &cursor);
}

/*
 * List preferences as long as ranks are bytes that the table knows; the list is
 * empty before.  False: something is special about the ballot, and the list is
 * of no use.
 */
static bool
list_bytes(const Reading *reading, Ballot ballot, PreferenceList *list)
{
	uint32		length = Min(ballot.length, reading->max_length);
	int		   *candidates = list->candidates;
	bool	   *listed = list->listed;
	int			n = 0;
	bool		known = true;

	for (uint32 i = 0; i < length && known; i++)
	{
		int			found = reading->by_byte[ballot.tokens[i]];

		known = (found != BYTE_LOOK);
		if (found < 0 || listed[found])
			continue;
		listed[found] = true;
		candidates[n++] = found;
	}
	for (int i = 0; i < n; i++)
		list->levels[i] = i;
	list->n = n;

	return known;
}

/* Empty a list of preferences. */
static void
clear_list(PreferenceList *list)
{
	for (int i = 0; i < list->n; i++)
		list->listed[list->candidates[i]] = false;
	list->n = 0;
}

/* Make room for the preferences of a ballot among a roster's candidates. */
void
preference_list_init(PreferenceList *list, const Roster *roster)
{
	list->candidates = palloc(sizeof(int) * (roster->ncandidates + 1));
	list->levels = palloc(sizeof(int) * (roster->ncandidates + 1));
	list->listed = palloc0(roster->ncandidates + 1);
	list->n = 0;
}

/*
 * List the continuing candidates as a ballot prefers them, up to where it would
 * be exhausted.  Equal ranks: several marks at a rank are no overvote.  Returns
 * READ_BLANK, or the cause for which it would be exhausted in the end.
 */
int
reading_preferences(Reading *reading, Ballot ballot, bool equal_ranks,
					PreferenceList *list)
{
	clear_list(list);
	if (list_bytes(reading, ballot, list))
		return ballot.length > 0 ? read_exhausted(EXHAUSTED_CHOICES) : READ_BLANK;
	clear_list(list);

	return equal_ranks ? list_equal(reading, ballot, list) :
		list_in_turn(reading, ballot, list);
}
