/*
 * tally.c
 *	  The ballots of one block, sorted by the candidate they count for.
 *
 * A candidate's bucket lists the rankings that count for the candidate, so
 * eliminating somebody touches no other ballots than those that move.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/pgcompat.h"
#include "count/tally.h"

#define FIRST_SIZE		8

/* Get a block of ballots ready to be counted. */
void
tally_init(Tally *tally, ProfileReader *reader, const Roster *roster,
		   const CountRules *rules, CodeMap map)
{
	if (reader->nentries >= PG_UINT32_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("profile has too many different rankings to be counted"),
				 errdetail("A count takes at most %u rankings.", PG_UINT32_MAX - 1)));

	memset(tally, 0, sizeof(Tally));
	tally->reader = reader;
	tally->roster = roster;
	tally->rules = rules;
	tally->map = map;
	tally->context = CurrentMemoryContext;
}

/* Credit votes to whatever their reading found, if that is no candidate. */
static void
credit_nobody(Tally *tally, Votes votes, int found)
{
	Votes	   *sum = (found == READ_BLANK) ? &tally->blank :
		&tally->exhausted[read_cause(found)];

	*sum = votes_add(*sum, votes);
}

/* Credit a counted ranking to whatever its reading found. */
static inline void
credit_counted(Tally *tally, uint32 index, Votes votes, int found)
{
	if (found < 0)
	{
		credit_nobody(tally, votes, found);
		return;
	}
	bucket_add_counted(&tally->buckets[found], index, &tally->memory);
	tally->counted_votes[found] = votes_add(tally->counted_votes[found], votes);
}

/* Credit a single ballot of one vote to whatever its reading found. */
static inline void
credit_single(Tally *tally, const uint8 *record, int found)
{
	if (found < 0)
	{
		credit_nobody(tally, votes_whole(1), found);
		return;
	}
	bucket_add_single(&tally->buckets[found], record, &tally->memory);
}

/*
 * Credit each counted entry of the profile to its first continuing candidate.
 * The first time, counted rankings are remembered.  Returns the sum of votes.
 */
static Votes
credit_entries(Tally *tally)
{
	ProfileReader *reader = tally->reader;
	bool		remember = (tally->counted == NULL);
	RankingEntry entry;
	Votes		total = votes_whole(0);
	uint32		ncounted = 0;

	if (remember)
		tally->counted =
			MemoryContextAllocHuge(tally->context,
								   sizeof(CountedRanking) * (reader->ncounted + 1));

	while (profile_reader_next_counted(reader, &entry))
	{
		int			found = reading_of(&tally->reading,
									   ballot_of_record(entry.record, NULL));

		CHECK_FOR_INTERRUPTS();
		total = votes_add(total, entry.votes);
		if (votes_is_one(entry.votes))
			credit_single(tally, entry.record, found);
		else
		{
			if (remember)
				tally->counted[ncounted] = (CountedRanking) {entry.record, entry.votes};
			credit_counted(tally, ncounted++, entry.votes, found);
		}
	}

	return total;
}

/* The same for loose ballots, behind all counted entries; returns how many. */
static int64
credit_loose(Tally *tally)
{
	const uint8 *record;
	const uint8 *end;
	int64		n = 0;

	while (profile_reader_next_run(tally->reader, &record, &end))
	{
		while (record < end)
		{
			const uint8 *next;
			Ballot		ballot = ballot_of_record(record, &next);

			CHECK_FOR_INTERRUPTS();
			credit_single(tally, record, reading_of(&tally->reading, ballot));
			record = next;
			n++;
		}
	}

	return n;
}

/* Read the profile and credit each ballot to its first continuing candidate. */
static void
credit_profile(Tally *tally)
{
	Votes		total;

	profile_reader_rewind(tally->reader);
	total = credit_entries(tally);
	tally->total = votes_add(total, votes_whole(credit_loose(tally)));
	Assert(tally->total.units <= VOTES_MAX);
}

/* Credit each of the given rankings to its first continuing candidate. */
static void
credit_given(Tally *tally)
{
	Votes		total = votes_whole(0);

	for (uint32 i = 0; i < tally->ngiven; i++)
	{
		const CountedRanking *ranking = &tally->counted[i];

		CHECK_FOR_INTERRUPTS();
		total = votes_add(total, ranking->votes);
		credit_counted(tally, i, ranking->votes,
					   reading_of(&tally->reading,
								  ballot_of_record(ranking->record, NULL)));
	}
	tally->total = total;
}

/*
 * Count these rankings from now on instead of the reader's, which have the same
 * candidates.  They stay the caller's, who may change votes between counts.
 */
void
tally_give(Tally *tally, CountedRanking *rankings, uint32 n)
{
	tally->counted = rankings;
	tally->ngiven = n;
}

/*
 * Begin a count: credit each ballot to its first continuing candidate.  The
 * array continuing (by index in the roster) stays the caller's, who clears it
 * candidate by candidate.
 */
void
tally_start(Tally *tally, const bool *continuing)
{
	Size		n = Max(tally->roster->ncandidates, 1);

	reading_init(&tally->reading, tally->rules, tally->roster, &tally->map,
				 continuing);
	tally->buckets = palloc0(sizeof(Bucket) * n);
	tally->memory.first_size = (uint32) Max(tally->reader->nentries / n / 2, FIRST_SIZE);
	tally->memory.spare = NULL;
	tally->counted_votes = palloc0(sizeof(Votes) * n);
	memset(tally->exhausted, 0, sizeof(tally->exhausted));
	tally->blank = votes_whole(0);
	if (tally->ngiven > 0)
		credit_given(tally);
	else
		credit_profile(tally);
}

/* Credit the counted rankings of a bucket to others. */
static void
move_counted(Tally *tally, const Bucket *bucket)
{
	for (uint32 i = 0; i < bucket->ncounted; i++)
	{
		uint32		index = bucket->counted[i];
		CountedRanking *ranking = &tally->counted[index];
		int			found;

		CHECK_FOR_INTERRUPTS();
		if (i + PREFETCH_DISTANCE < bucket->ncounted)
			prefetch_memory(&tally->counted[bucket->counted[i + PREFETCH_DISTANCE]]);

		found = reading_of(&tally->reading, ballot_of_record(ranking->record, NULL));
		Assert(found != READ_BLANK);
		credit_counted(tally, index, ranking->votes, found);
	}
}

/* Credit the single ballots of a piece to others. */
static void
move_singles(Tally *tally, const SinglesPiece *piece)
{
	CHECK_FOR_INTERRUPTS();
	for (uint32 i = 0; i < piece->n; i++)
	{
		const uint8 *record = piece->records[i];
		int			found;

		if (i + PREFETCH_DISTANCE < piece->n)
			prefetch_memory(piece->records[i + PREFETCH_DISTANCE]);

		found = reading_of(&tally->reading, ballot_of_record(record, NULL));
		Assert(found != READ_BLANK);
		credit_single(tally, record, found);
	}
}

/* Read the ballots of an eliminated candidate again and credit them to others. */
static void
empty_bucket(Tally *tally, int source)
{
	Bucket	   *bucket = &tally->buckets[source];

	tally->counted_votes[source] = votes_whole(0);
	move_counted(tally, bucket);
	if (bucket->counted != NULL)
		pfree(bucket->counted);
	bucket->counted = NULL;
	bucket->ncounted = 0;
	bucket->counted_allocated = 0;
	while (bucket->first != NULL)
	{
		move_singles(tally, bucket->first);
		bucket_drop_first_piece(bucket, &tally->memory);
	}
}

/*
 * Move the ballots of candidates who do not continue, for a while only: their
 * buckets stay as they are, so that tally_put_back() can undo it.
 */
void
tally_set_aside(Tally *tally, const int *sources, int nsources)
{
	reading_refresh(&tally->reading);
	for (int i = 0; i < nsources; i++)
	{
		const Bucket *bucket = &tally->buckets[sources[i]];

		move_counted(tally, bucket);
		for (SinglesPiece *piece = bucket->first; piece; piece = piece->next)
			move_singles(tally, piece);
	}
}

/* Take votes from nobody again. */
static void
debit_nobody(Tally *tally, Votes votes, int found)
{
	Votes	   *sum = &tally->exhausted[read_cause(found)];

	*sum = votes_sub(*sum, votes);
}

/* Take the counted rankings of a bucket from those they were moved to. */
static void
take_back_counted(Tally *tally, const Bucket *bucket)
{
	for (uint32 i = 0; i < bucket->ncounted; i++)
	{
		const CountedRanking *ranking = &tally->counted[bucket->counted[i]];
		int			found = reading_of(&tally->reading,
									   ballot_of_record(ranking->record, NULL));

		CHECK_FOR_INTERRUPTS();
		if (found < 0)
			debit_nobody(tally, ranking->votes, found);
		else
		{
			tally->buckets[found].ncounted--;
			tally->counted_votes[found] = votes_sub(tally->counted_votes[found],
													ranking->votes);
		}
	}
}

/* Take the single ballots of a piece from those they were moved to. */
static void
take_back_singles(Tally *tally, const SinglesPiece *piece)
{
	for (uint32 i = 0; i < piece->n; i++)
	{
		int			found = reading_of(&tally->reading,
									   ballot_of_record(piece->records[i], NULL));

		CHECK_FOR_INTERRUPTS();
		if (found < 0)
			debit_nobody(tally, votes_whole(1), found);
		else
			bucket_drop_single(&tally->buckets[found], &tally->memory);
	}
}

/*
 * Undo the last tally_set_aside() that is not undone yet, before its candidates
 * continue again.  Ballots are read as they were then, so each is found where
 * it was moved to, and what came last to a bucket's end is what is cut off.
 */
void
tally_put_back(Tally *tally, const int *sources, int nsources)
{
	reading_refresh(&tally->reading);
	for (int i = 0; i < nsources; i++)
	{
		const Bucket *bucket = &tally->buckets[sources[i]];

		take_back_counted(tally, bucket);
		for (SinglesPiece *piece = bucket->first; piece; piece = piece->next)
			take_back_singles(tally, piece);
	}
}

/* All votes that are exhausted. */
static Votes
all_exhausted(const Tally *tally)
{
	Votes		sum = votes_whole(0);

	for (int i = 0; i < EXHAUSTED_CAUSES; i++)
		sum = votes_add(sum, tally->exhausted[i]);

	return sum;
}

/*
 * Move the ballots of one candidate who does not continue any more.  Sets how
 * many votes each other candidate, and behind them nobody, got by that.
 */
static void
move_votes(Tally *tally, int source, Votes *moved)
{
	int			nobody = tally->roster->ncandidates;

	for (int target = 0; target < nobody; target++)
		moved[target] = tally_votes(tally, target);
	moved[nobody] = all_exhausted(tally);

	empty_bucket(tally, source);

	for (int target = 0; target < nobody; target++)
		moved[target] = votes_sub(tally_votes(tally, target), moved[target]);
	moved[nobody] = votes_sub(all_exhausted(tally), moved[nobody]);
	moved[source] = votes_whole(0);
}

/*
 * Move the ballots of candidates who do not continue any more.  Returns where
 * votes went, by source and target in ballot order, exhausted ones last.
 */
Transfer *
tally_transfer(Tally *tally, const int *sources, int nsources, int *ntransfers)
{
	int			nobody = tally->roster->ncandidates;
	Votes	   *moved = palloc(sizeof(Votes) * ((Size) nobody + 1));
	Transfer   *transfers = NULL;
	uint32		allocated = 0;
	uint32		n = 0;

	reading_refresh(&tally->reading);
	for (int i = 0; i < nsources; i++)
	{
		move_votes(tally, sources[i], moved);
		for (int target = 0; target <= nobody; target++)
		{
			if (votes_is_zero(moved[target]))
				continue;
			if (n == allocated)
				transfers = tally_enlarge(transfers, &allocated, sizeof(Transfer),
										  FIRST_SIZE);
			transfers[n++] = (Transfer) {
				sources[i], target < nobody ? target : NO_CANDIDATE, moved[target]
			};
		}
	}
	pfree(moved);
	*ntransfers = n;

	return transfers;
}
