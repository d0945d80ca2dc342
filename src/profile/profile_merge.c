/*
 * profile_merge.c
 *	  Adding a profile to another, and taking it away again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "profile/profile_merge.h"

/*
 * The pool's codes for the candidates that a reader's ballots mark; NULL where
 * the reader reads a profile of the same pool, so that the codes are the same.
 */
static uint32 *
map_candidates(RankingPool *pool, ProfileReader *reader)
{
	uint32	   *new_codes;
	uint32	   *codes;
	uint32		ncodes;

	if (reader->profile && reader->profile->pool == pool)
		return NULL;

	new_codes = profile_reader_note_codes(reader, &codes, &ncodes);
	for (uint32 i = 0; i < ncodes; i++)
	{
		CHECK_FOR_INTERRUPTS();
		new_codes[codes[i]] = candidates_intern(pool->candidates,
												reader->labels[codes[i]]);
	}
	pfree(codes);

	return new_codes;
}

/* Free what map_candidates() returned, if it is not the reader's pool's. */
static void
free_map(const ProfileReader *reader, uint32 *codes)
{
	if (codes != NULL && reader->profile == NULL)
		pfree(codes);
}

/* An entry's ballot in the pool's codes. */
static inline Ballot
entry_ballot(RankingPool *pool, const RankingEntry *entry, const uint32 *codes)
{
	Ballot		ballot = ballot_of_record(entry->record, NULL);

	return codes ? ballot_recode(&pool->builder, ballot, codes) : ballot;
}

/* Is an entry one ballot of one vote? */
static inline bool
is_single(const RankingEntry *entry)
{
	return entry->ballots == 1 && votes_is_one(entry->votes);
}

/* Add all ballots of another profile; 22003 if that is too many. */
void
profile_add_all(Profile *profile, ProfileReader *reader)
{
	uint32	   *codes = map_candidates(profile->pool, reader);
	RankingEntry entry;

	AssertCheckProfile(profile);
	while (profile_reader_next(reader, &entry))
	{
		Ballot		ballot = entry_ballot(profile->pool, &entry, codes);

		if (is_single(&entry))
			profile_add_ballot(profile, ballot);
		else
			profile_add_ballots(profile, ranking_pool_intern(profile->pool, ballot),
						(BallotCount) {entry.ballots, entry.votes});
		CHECK_FOR_INTERRUPTS();
	}
	free_map(reader, codes);
}

/*
 * Add all ballots of another profile with other votes, ranking by ranking as
 * the reader gives them; those without votes are left out.  No votes: the
 * profile's own.  Sets the ids of the rankings, where they are asked for.
 */
void
profile_merge_rankings(Profile *profile, ProfileReader *reader,
					   const Votes *votes, RankingId *ids)
{
	uint32	   *codes = map_candidates(profile->pool, reader);
	RankingEntry entry;
	uint64		n = 0;

	AssertCheckProfile(profile);
	while (profile_reader_next(reader, &entry))
	{
		RankingId	id = ranking_pool_intern(profile->pool,
											 entry_ballot(profile->pool, &entry, codes));
		BallotCount count = {entry.ballots, votes ? votes[n] : entry.votes};

		if (ids)
			ids[n] = id;
		if (!votes_is_zero(count.votes))
			profile_add_ballots(profile, id, count);
		if (++n % 8192 == 0)
			CHECK_FOR_INTERRUPTS();
	}
	free_map(reader, codes);
}

/* Take all ballots of another profile away; 22023 if they are not there. */
void
profile_remove_all(Profile *profile, ProfileReader *reader)
{
	uint32	   *codes = map_candidates(profile->pool, reader);
	RankingEntry entry;

	AssertCheckProfile(profile);
	while (profile_reader_next(reader, &entry))
	{
		Ballot		ballot = entry_ballot(profile->pool, &entry, codes);

		profile_remove(profile, ranking_pool_intern(profile->pool, ballot),
					   (BallotCount) {entry.ballots, entry.votes});
		CHECK_FOR_INTERRUPTS();
	}
	free_map(reader, codes);
}

/* Does a profile hold all ballots of another one? */
bool
profile_contains(ProfileReader *whole, ProfileReader *part)
{
	RankingPool *pool = ranking_pool_create(CurrentMemoryContext,
											ALLOCSET_DEFAULT_MAXSIZE);
	uint32	   *codes;
	Profile		rest;
	RankingEntry entry;
	bool		contained = true;

	profile_init(&rest, pool);
	profile_reader_rewind(whole);
	profile_add_all(&rest, whole);
	profile_reader_rewind(whole);
	profile_reader_rewind(part);
	codes = map_candidates(pool, part);
	while (contained && profile_reader_next(part, &entry))
	{
		RankingId	id = ranking_pool_intern(pool, entry_ballot(pool, &entry, codes));

		contained = profile_try_remove(&rest, id,
									   (BallotCount) {entry.ballots, entry.votes});
		CHECK_FOR_INTERRUPTS();
	}
	profile_reader_rewind(part);
	MemoryContextDelete(pool->context);

	return contained;
}
