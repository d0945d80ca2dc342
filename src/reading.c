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

#include "reading.h"

/* The codes that make a token of one byte. */
#define ONE_BYTE_CODES	(TOKEN_TWO_BYTES - TOKEN_FIRST_CODE)

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
add_mark(Reading *reading, uint32 token, RankMarks *marks)
{
	int			index = code_map_index(reading->map, token - TOKEN_FIRST_CODE);

	if (met_before(reading, index))
		marks->repeated = true;
	if (reading->continuing[index])
	{
		marks->ncontinuing++;
		marks->candidate = index;
	}
}

/* Read the marks of a rank whose first token has been read. */
static RankMarks
read_rank(Reading *reading, uint32 token, const uint8 **p)
{
	RankMarks	marks = {false, false, 0, NO_CANDIDATE};

	if (token == TOKEN_OVERVOTE)
	{
		marks.overvote = true;
		marks.repeated = met_before(reading, reading->nlabels);
	}
	else if (token == TOKEN_SEVERAL)
	{
		marks.overvote = true;
		while ((token = token_read(p)) != TOKEN_SKIPPED)
		{
			CHECK_FOR_INTERRUPTS();
			add_mark(reading, token, &marks);
		}
	}
	else
		add_mark(reading, token, &marks);

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
		if (reading->rules->overvotes == OVERVOTES_EXHAUST)
			return read_exhausted(EXHAUSTED_OVERVOTE);
		if (reading->rules->overvotes == OVERVOTES_SKIP)
			return READ_BLANK;
		if (nameless || marks->ncontinuing > 1)
			return read_exhausted(EXHAUSTED_OVERVOTE);
	}
	return marks->ncontinuing > 0 ? marks->candidate : READ_BLANK;
}

/* How far the reading of a ballot has come. */
typedef struct RankCursor
{
	const uint8 *p;
	const uint8 *end;
	int64		rank;
	int64		skipped;		/* ranks since the last marked one */
	bool		marked;			/* there was one */
} RankCursor;

/* Begin a reading at a ballot's first rank. */
static RankCursor
cursor_at_first(Reading *reading, Ballot ballot)
{
	reading->nreadings++;

	return (RankCursor) {ballot.tokens, ballot.tokens + ballot.length, 0, 0, false};
}

/*
 * Read on to the next continuing candidate or to what exhausts the ballot;
 * READ_BLANK behind the last rank.
 */
static int
read_on(Reading *reading, RankCursor *cursor)
{
	const CountRules *rules = reading->rules;

	while (cursor->p < cursor->end)
	{
		uint32		token = token_read(&cursor->p);
		RankMarks	marks;
		int			found;

		cursor->rank++;
		if (rules->max_rankings != NO_LIMIT && cursor->rank > rules->max_rankings)
			break;
		if (token == TOKEN_SKIPPED)
		{
			cursor->skipped++;
			continue;
		}
		if (rules->max_skipped != NO_LIMIT && cursor->skipped > rules->max_skipped)
			return read_exhausted(EXHAUSTED_SKIPPED);
		cursor->skipped = 0;
		cursor->marked = true;
		marks = read_rank(reading, token, &cursor->p);
		found = judge_rank(reading, &marks, token == TOKEN_OVERVOTE);
		if (found != READ_BLANK)
			return found;
	}
	cursor->p = cursor->end;
	return READ_BLANK;
}

/* Read any ballot under any rules. */
int
reading_closely(Reading *reading, Ballot ballot)
{
	RankCursor	cursor = cursor_at_first(reading, ballot);
	int			found = read_on(reading, &cursor);

	if (found == READ_BLANK && cursor.marked)
		return read_exhausted(EXHAUSTED_CHOICES);
	return found;
}

/*
 * List the continuing candidates in the order in which a ballot prefers them,
 * up to where it would be exhausted.  The array preferred has room for all
 * candidates; the flags listed (by index) are all false, and are so again.
 */
int
reading_preferences(Reading *reading, Ballot ballot, int *preferred, bool *listed)
{
	RankCursor	cursor = cursor_at_first(reading, ballot);
	int			n = 0;
	int			found;

	while ((found = read_on(reading, &cursor)) >= 0)
	{
		if (listed[found])
			continue;
		listed[found] = true;
		preferred[n++] = found;
	}
	for (int i = 0; i < n; i++)
		listed[preferred[i]] = false;

	return n;
}
