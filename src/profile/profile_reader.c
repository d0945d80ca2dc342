/*
 * profile_reader.c
 *	  Reads a preference profile, ranking by ranking, whatever form it is in.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "base/pgcompat.h"
#include "profile/profile_flat.h"
#include "profile/profile_reader.h"

/*
 * Read a profile in memory, which must not change meanwhile; 22003 if it has
 * too many votes.  Ballots that wait are counted now: that does not change what
 * the profile holds.
 */
void
profile_reader_open_memory(ProfileReader *reader, Profile *profile)
{
	AssertCheckWholeProfile(profile);
	profile_check_sum(profile);
	profile_count_waiting(profile);
	memset(reader, 0, sizeof(ProfileReader));
	reader->ncandidates = candidates_count(profile->pool->candidates);
	reader->labels = candidates_labels(profile->pool->candidates);
	reader->ncounted = profile_ncounted(profile);
	reader->nentries = reader->ncounted + profile->nloose;
	reader->profile = profile;
	profile_reader_rewind(reader);
}

/* Read a valid flat profile; the labels' array is made in the current context. */
void
profile_reader_open_flat(ProfileReader *reader, const uint8 *bytes, Size size)
{
	FlatHead	head;
	Label	   *labels;

	memset(reader, 0, sizeof(ProfileReader));
	flat_read_head(bytes, &head);
	labels = palloc_extended(sizeof(Label) * Max(head.ncandidates, 1),
							 MCXT_ALLOC_HUGE);
	reader->first = flat_read_labels(&head, labels);
	reader->ncandidates = head.ncandidates;
	reader->labels = labels;
	reader->canonical = !head.partial;
	reader->nentries = head.nrankings + head.nloose;
	reader->ncounted = head.nrankings;
	reader->end = bytes + size;
	reader->loose_size = head.loose_size;
	reader->scale = head.scale;
	profile_reader_rewind(reader);
}

/* Start again from the first ranking. */
void
profile_reader_rewind(ProfileReader *reader)
{
	reader->position = 0;
	if (reader->profile)
	{
		reader->chunk = reader->profile->loose.first;
		reader->next = reader->chunk ? reader->chunk->data + reader->chunk->start : NULL;
	}
	else
		reader->next = reader->first;
}

/* Go to the next chunk of loose ballots in memory that has any; false: none. */
static bool
find_loose_chunk(ProfileReader *reader)
{
	while (reader->chunk && reader->next == reader->chunk->data + reader->chunk->used)
	{
		reader->chunk = reader->chunk->next;
		reader->next = reader->chunk ? reader->chunk->data + reader->chunk->start : NULL;
	}

	return reader->chunk != NULL;
}

/* The next loose ballot, behind all counted entries; false: there is no more. */
bool
profile_reader_next_loose(ProfileReader *reader, RankingEntry *entry)
{
	if (reader->profile ? !find_loose_chunk(reader) :
		reader->position++ >= reader->nentries)
		return false;
	entry->record = reader->next;
	entry->ballots = 1;
	entry->votes = votes_whole(1);
	ballot_of_record(entry->record, &reader->next);

	return true;
}

/*
 * The next loose ballots that lie one behind the other, from a record to where
 * the last one ends: for a caller that has read all counted entries, and reads
 * loose ones in no other way.  False: there are no more.
 */
bool
profile_reader_next_run(ProfileReader *reader, const uint8 **records,
						const uint8 **end)
{
	*records = reader->next;
	if (reader->profile == NULL)
	{
		*end = *records + reader->loose_size;
		if (reader->position >= reader->nentries)
			return false;
		reader->position = reader->nentries;
		reader->next = *end;
		return true;
	}
	if (!find_loose_chunk(reader))
		return false;
	*records = reader->next;
	*end = reader->next = reader->chunk->data + reader->chunk->used;

	return true;
}

/* What profile_reader_next_counted() does in memory. */
bool
profile_reader_counted_in_memory(ProfileReader *reader, RankingEntry *entry)
{
	RankingId	id;
	BallotCount count;

	if (!profile_next_counted(reader->profile, &reader->position, &id, &count))
		return false;
	entry->record = reader->profile->pool->records[id];
	entry->ballots = count.ballots;
	entry->votes = count.votes;

	return true;
}

/* The number of ballots; may read the whole profile, and rewinds. */
int64
profile_reader_ballots(ProfileReader *reader)
{
	RankingEntry entry;
	int64		ballots = 0;

	if (reader->profile)
		return profile_sum(reader->profile).ballots;

	profile_reader_rewind(reader);
	while (profile_reader_next(reader, &entry))
	{
		CHECK_FOR_INTERRUPTS();
		ballots += entry.ballots;
	}
	profile_reader_rewind(reader);

	return ballots;
}

/* Append the codes that a ballot marks to a list, those not noted yet. */
static void
note_marks(CodeNotes *notes, Ballot ballot, uint32 *codes, uint32 *ncodes)
{
	BallotIterator iterator = ballot_iterate(ballot);
	uint32		code;

	while (ballot_next_code(&iterator, &code))
	{
		if (notes->taken[code] == notes->reader)
			continue;
		notes->taken[code] = notes->reader;
		codes[(*ncodes)++] = code;
	}
}

/* List the codes that ballots in memory mark, which may be few of many. */
static uint32 *
note_codes_in_memory(ProfileReader *reader, uint32 **codes, uint32 *ncodes)
{
	RankingPool *pool = reader->profile->pool;
	RankingEntry entry;
	uint32		allocated = 64;

	ranking_pool_take_notes(pool);
	*codes = palloc(allocated * sizeof(uint32));
	profile_reader_rewind(reader);
	while (*ncodes < reader->ncandidates && profile_reader_next(reader, &entry))
	{
		Ballot		ballot = ballot_of_record(entry.record, NULL);
		uint64		most = Min((uint64) *ncodes + ballot.length, reader->ncandidates);

		CHECK_FOR_INTERRUPTS();
		if (most > allocated)
		{
			allocated = Min(Max(most, (uint64) allocated * 2), reader->ncandidates);
			*codes = repalloc_huge(*codes, allocated * sizeof(uint32));
		}
		note_marks(&pool->notes, ballot, *codes, ncodes);
	}
	profile_reader_rewind(reader);

	return pool->notes.values;
}

/*
 * List the codes that any ballot marks, each once, and rewind.  Returns room
 * to note a number for each code listed, by code; it may be the pool's
 * (CodeNotes), and then holds until another profile of that pool is read so.
 */
uint32 *
profile_reader_note_codes(ProfileReader *reader, uint32 **codes, uint32 *ncodes)
{
	Size		size = sizeof(uint32) * Max(reader->ncandidates, 1);

	*ncodes = 0;
	if (reader->profile)
		return note_codes_in_memory(reader, codes, ncodes);

	*codes = palloc_extended(size, MCXT_ALLOC_HUGE);
	for (; *ncodes < reader->ncandidates; (*ncodes)++)
		(*codes)[*ncodes] = *ncodes;

	return palloc_extended(size, MCXT_ALLOC_HUGE);
}
