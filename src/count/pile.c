/*
 * pile.c
 *	  The papers of one block in parcels: at which candidate, worth what.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/pgcompat.h"
#include "count/pile.h"

#define FIRST_SIZE		8

/* A candidate's parcel of a key, or NULL; the last ones are looked at first. */
static Parcel *
find_parcel(const Pile *pile, ParcelKey key)
{
	for (uint32 i = pile->n; i > 0; i--)
	{
		Parcel	   *parcel = &pile->parcels[i - 1];

		if (parcel->key.value == key.value && parcel->key.batch == key.batch)
			return parcel;
	}
	return NULL;
}

/* A candidate's parcel of a key, or NULL. */
const Parcel *
pile_find(const Piles *piles, int candidate, ParcelKey key)
{
	return find_parcel(&piles->piles[candidate], key);
}

/* The parcel in which a candidate receives papers of a key. */
static Parcel *
receiving_parcel(Piles *piles, int candidate, ParcelKey key)
{
	Pile	   *pile = &piles->piles[candidate];
	Parcel	   *parcel;

	if (piles->receiving[candidate] > 0)
		return &pile->parcels[piles->receiving[candidate] - 1];
	parcel = find_parcel(pile, key);
	if (parcel == NULL)
	{
		if (pile->n == pile->allocated)
			pile->parcels = tally_enlarge(pile->parcels, &pile->allocated,
										  sizeof(Parcel), FIRST_SIZE);
		parcel = &pile->parcels[pile->n++];
		memset(parcel, 0, sizeof(Parcel));
		parcel->key = key;
	}
	piles->receiving[candidate] = (int) (parcel - pile->parcels) + 1;

	return parcel;
}

/* Where papers that a reading found nobody for are summed up. */
static inline Papers *
nobody(const Piles *piles, Papers *moved, int found)
{
	return &moved[piles->roster->ncandidates + (int) read_cause(found)];
}

/* Hand a counted ranking to whatever its reading found. */
static inline void
hand_counted(Piles *piles, uint32 index, int found, ParcelKey key, Papers *moved)
{
	Papers		papers = papers_of_votes(piles->counted[index].votes);
	Parcel	   *parcel;

	if (found < 0)
	{
		*nobody(piles, moved, found) += papers;
		return;
	}
	parcel = receiving_parcel(piles, found, key);
	bucket_add_counted(&parcel->bucket, index, &piles->memory);
	parcel->papers += papers;
	moved[found] += papers;
}

/* Hand a single ballot to whatever its reading found. */
static inline void
hand_single(Piles *piles, const uint8 *record, int found, ParcelKey key, Papers *moved)
{
	if (found < 0)
	{
		*nobody(piles, moved, found) += BILLION;
		return;
	}
	bucket_add_single(&receiving_parcel(piles, found, key)->bucket, record,
					  &piles->memory);
	moved[found] += BILLION;
}

/* Hand every ballot to its first continuing candidate. */
static void
hand_out_profile(Piles *piles, Papers *moved)
{
	const ParcelKey first = {0, 0};
	RankingEntry entry;
	uint32		ncounted = 0;

	profile_reader_rewind(piles->reader);
	while (profile_reader_next(piles->reader, &entry))
	{
		int			found = reading_of(&piles->reading,
									   ballot_of_record(entry.record, NULL));

		CHECK_FOR_INTERRUPTS();
		piles->total += papers_of_votes(entry.votes);
		if (found == READ_BLANK)
			piles->blank += papers_of_votes(entry.votes);
		else if (votes_is_one(entry.votes))
			hand_single(piles, entry.record, found, first, moved);
		else
		{
			piles->counted[ncounted] = (CountedRanking) {entry.record, entry.votes};
			hand_counted(piles, ncounted++, found, first, moved);
		}
	}
}

/*
 * Read a profile and hand its papers out, at value 0 of the table; moved says
 * how many each candidate got and, behind them, how many count for nobody.
 */
Piles *
piles_create(ProfileReader *reader, const Roster *roster, const CountRules *rules,
			 CodeMap map, const bool *continuing, Papers *moved)
{
	Piles	   *piles = palloc0(sizeof(Piles));
	Size		n = Max(roster->ncandidates, 1);

	piles->reader = reader;
	piles->roster = roster;
	piles->piles = palloc0(sizeof(Pile) * n);
	piles->receiving = palloc0(sizeof(int) * n);
	piles->memory.first_size = (uint32) Max(reader->nentries / n / 4, FIRST_SIZE);
	piles->counted = MemoryContextAllocHuge(CurrentMemoryContext,
											sizeof(CountedRanking) * (reader->ncounted + 1));
	reading_init(&piles->reading, rules, roster,
				 memcpy(palloc(sizeof(CodeMap)), &map, sizeof(CodeMap)), continuing);
	memset(moved, 0, sizeof(Papers) * PILE_RESULTS(roster));
	hand_out_profile(piles, moved);
	memset(piles->receiving, 0, sizeof(int) * n);
	piles->memory.first_size = FIRST_SIZE;

	return piles;
}

/* Read the counted rankings of a parcel again and hand them out. */
static void
hand_out_counted(Piles *piles, const Bucket *bucket, ParcelKey to, Papers *moved)
{
	for (uint32 i = 0; i < bucket->ncounted; i++)
	{
		uint32		index = bucket->counted[i];

		CHECK_FOR_INTERRUPTS();
		if (i + PREFETCH_DISTANCE < bucket->ncounted)
			prefetch_memory(&piles->counted[bucket->counted[i + PREFETCH_DISTANCE]]);
		hand_counted(piles, index,
					 reading_of(&piles->reading,
								ballot_of_record(piles->counted[index].record, NULL)),
					 to, moved);
	}
}

/* Read the single ballots of a piece again and hand them out. */
static void
hand_out_singles(Piles *piles, const SinglesPiece *piece, ParcelKey to, Papers *moved)
{
	CHECK_FOR_INTERRUPTS();
	for (uint32 i = 0; i < piece->n; i++)
	{
		const uint8 *record = piece->records[i];

		if (i + PREFETCH_DISTANCE < piece->n)
			prefetch_memory(piece->records[i + PREFETCH_DISTANCE]);
		hand_single(piles, record,
					reading_of(&piles->reading, ballot_of_record(record, NULL)),
					to, moved);
	}
}

/*
 * Move a parcel of a candidate who does not continue: each ranking goes to its
 * next continuing candidate, in parcels of another key.  Adds to moved how many
 * papers each got and, behind them, how many count for nobody any more.
 */
void
piles_move(Piles *piles, int source, ParcelKey from, ParcelKey to, Papers *moved)
{
	Pile	   *pile = &piles->piles[source];
	Parcel	   *parcel = find_parcel(pile, from);
	Bucket		bucket;

	if (parcel == NULL)
		return;
	bucket = parcel->bucket;
	*parcel = pile->parcels[--pile->n];
	reading_refresh(&piles->reading);
	piles->memory.first_size = (uint32) Max((bucket.ncounted + bucket.nsingles) / 8, FIRST_SIZE);
	hand_out_counted(piles, &bucket, to, moved);
	if (bucket.counted != NULL)
		pfree(bucket.counted);
	while (bucket.first != NULL)
	{
		hand_out_singles(piles, bucket.first, to, moved);
		bucket_drop_first_piece(&bucket, &piles->memory);
	}
	memset(piles->receiving, 0, sizeof(int) * piles->roster->ncandidates);
}
