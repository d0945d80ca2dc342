/*
 * tally.c
 *	  The ballots of one block, sorted by the candidate they count for.
 *
 * The profile is read once.  Of each entry only the place of its record is
 * kept, and its weight where it may be other than 1; a candidate's bucket
 * lists the entries that count for the candidate, so eliminating somebody
 * touches no other ballots than those that move.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "pgcompat.h"
#include "tally.h"

#define FIRST_BUCKET_SIZE	8

/* Entries between two looks for a cancelled query, less one. */
#define INTERRUPT_MASK		0xFFF

/* How far ahead in a bucket records are fetched. */
#define PREFETCH_DISTANCE	8

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

/* Put an entry into a bucket. */
static inline void
bucket_add(Bucket *bucket, uint32 entry)
{
	if (bucket->nentries == bucket->allocated)
	{
		if (bucket->entries == NULL)
		{
			bucket->allocated = FIRST_BUCKET_SIZE;
			bucket->entries = palloc(sizeof(uint32) * FIRST_BUCKET_SIZE);
		}
		else
		{
			uint64		allocated = (uint64) bucket->allocated * 2;

			bucket->allocated = (uint32) Min(allocated, PG_UINT32_MAX);
			bucket->entries = repalloc_huge(bucket->entries,
											sizeof(uint32) * (Size) bucket->allocated);
		}
	}
	bucket->entries[bucket->nentries++] = entry;
}

/* Credit an entry to whatever its reading found. */
static inline void
credit(Tally *tally, uint32 entry, Votes votes, int found)
{
	if (found >= 0)
	{
		bucket_add(&tally->buckets[found], entry);
		tally->votes[found] = votes_add(tally->votes[found], votes);
	}
	else if (found == READ_BLANK)
		tally->blank = votes_add(tally->blank, votes);
	else
	{
		Votes	   *cause = &tally->exhausted[read_cause(found)];

		*cause = votes_add(*cause, votes);
	}
}

/* Credit an entry for the first time. */
static inline void
credit_first(Tally *tally, uint32 entry, Votes votes)
{
	Ballot		ballot = ballot_of_record(tally->records[entry], NULL);

	if ((entry & INTERRUPT_MASK) == 0)
		CHECK_FOR_INTERRUPTS();
	tally->total = votes_add(tally->total, votes);
	credit(tally, entry, votes, reading_of(&tally->reading, ballot));
}

/* Read the profile, remember its entries and credit them. */
static void
load_and_credit(Tally *tally)
{
	ProfileReader *reader = tally->reader;
	RankingEntry entry;
	uint32		n = 0;

	tally->ncounted = (uint32) reader->ncounted;
	tally->records =
		MemoryContextAllocHuge(tally->context, sizeof(uint8 *) * (reader->nentries + 1));
	tally->weights =
		MemoryContextAllocHuge(tally->context, sizeof(Votes) * (reader->ncounted + 1));

	profile_reader_rewind(reader);
	while (profile_reader_next(reader, &entry))
	{
		tally->records[n] = entry.record;
		if (n < tally->ncounted)
			tally->weights[n] = entry.votes;
		credit_first(tally, n++, entry.votes);
	}
	Assert(n <= reader->nentries);
	tally->nentries = n;
	tally->loaded = true;
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
	tally->votes = palloc0(sizeof(Votes) * n);
	memset(tally->exhausted, 0, sizeof(tally->exhausted));
	tally->blank = tally->total = votes_whole(0);

	if (!tally->loaded)
		load_and_credit(tally);
	else
	{
		for (uint32 i = 0; i < tally->nentries; i++)
			credit_first(tally, i, tally_entry_votes(tally, i));
	}
}

/*
 * Read the ballots of an eliminated candidate again and credit them to others;
 * moved (by candidate, and one more for nobody) says how many votes went where.
 */
static void
empty_bucket(Tally *tally, int source, Votes *moved)
{
	Bucket		bucket = tally->buckets[source];

	tally->buckets[source] = (Bucket) {NULL, 0, 0};
	tally->votes[source] = votes_whole(0);

	for (uint32 i = 0; i < bucket.nentries; i++)
	{
		uint32		entry = bucket.entries[i];
		Votes		votes = tally_entry_votes(tally, entry);
		int			found;
		int			target;

		if ((i & INTERRUPT_MASK) == 0)
			CHECK_FOR_INTERRUPTS();
		if (i + PREFETCH_DISTANCE < bucket.nentries)
			prefetch_memory(tally->records[bucket.entries[i + PREFETCH_DISTANCE]]);

		found = reading_of(&tally->reading,
						   ballot_of_record(tally->records[entry], NULL));
		Assert(found != READ_BLANK);
		credit(tally, entry, votes, found);
		target = (found >= 0) ? found : tally->roster->ncandidates;
		moved[target] = votes_add(moved[target], votes);
	}
	if (bucket.entries != NULL)
		pfree(bucket.entries);
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
	int			allocated = 0;
	int			n = 0;

	reading_refresh(&tally->reading);
	for (int i = 0; i < nsources; i++)
	{
		memset(moved, 0, sizeof(Votes) * ((Size) nobody + 1));
		empty_bucket(tally, sources[i], moved);
		for (int target = 0; target <= nobody; target++)
		{
			if (votes_is_zero(moved[target]))
				continue;
			if (n == allocated)
			{
				allocated = Max(allocated * 2, 4);
				transfers = transfers ?
					repalloc_huge(transfers, sizeof(Transfer) * allocated) :
					palloc(sizeof(Transfer) * allocated);
			}
			transfers[n++] = (Transfer) {
				sources[i], target < nobody ? target : NO_CANDIDATE, moved[target]
			};
		}
	}
	pfree(moved);
	*ntransfers = n;

	return transfers;
}
