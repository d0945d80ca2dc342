/*
 * profile_reader.h
 *	  Reads a preference profile, ranking by ranking, whatever form it is in.
 *
 * This is all that counting needs to know of profiles; profile_datum.h opens a
 * value of the SQL type.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_READER_H
#define PREFCOUNT_PROFILE_READER_H

#include "postgres.h"

#include "ballot/ballot.h"
#include "base/candidates.h"
#include "base/votes.h"
#include "profile/profile.h"
#include "profile/profile_flat.h"

/*
 * Reads a profile.  nentries counts what profile_reader_next() will give at
 * most.  The first ncounted entries at most have numbers of their own, all
 * behind them are loose ballots, single ones of one vote: whoever keeps entries
 * may keep numbers for the first ncounted only.  A profile in memory may give
 * the same ranking in more than one entry, and labels that no ballot marks; the
 * flat form gives labels in bytewise order, each marked, and but for what comes
 * of a partial aggregate each ranking once, in canonical order.
 */
typedef struct ProfileReader
{
	uint32		ncandidates;
	const Label *labels;		/* by candidate code; UTF-8 */
	bool		canonical;		/* each ranking once, labels ordered and used */
	uint64		nentries;
	uint64		ncounted;

	/* the rest is the reader's own */
	uint64		position;		/* among the counted entries */
	const Profile *profile;		/* in memory, or NULL: flat */
	const uint8 *first;			/* flat: the first record */
	const uint8 *next;			/* flat, or loose: the next record */
	const uint8 *end;			/* flat: behind all records */
	uint64		loose_size;		/* flat: bytes of the loose records */
	const ArenaChunk *chunk;	/* loose: where next lies */
	int			scale;			/* flat: decimals of the weights */
} ProfileReader;

extern void profile_reader_open_memory(ProfileReader *reader, Profile *profile);
extern void profile_reader_open_flat(ProfileReader *reader, const uint8 *bytes, Size size);
extern void profile_reader_rewind(ProfileReader *reader);
extern bool profile_reader_counted_in_memory(ProfileReader *reader,
											 RankingEntry *entry);
extern bool profile_reader_next_loose(ProfileReader *reader, RankingEntry *entry);
extern bool profile_reader_next_run(ProfileReader *reader, const uint8 **records,
									const uint8 **end);
extern int64 profile_reader_ballots(ProfileReader *reader);
extern uint32 *profile_reader_note_codes(ProfileReader *reader, uint32 **codes,
										 uint32 *ncodes);

/* What profile_reader_next_counted() does of a flat profile. */
static inline bool
profile_reader_counted_flat(ProfileReader *reader, RankingEntry *entry)
{
	if (reader->position >= reader->ncounted)
		return false;
	reader->position++;
	reader->next = flat_read_ranking(reader->next, reader->scale, entry);

	return true;
}

/* The next entry that is no loose ballot; false behind the last one. */
static inline bool
profile_reader_next_counted(ProfileReader *reader, RankingEntry *entry)
{
	return reader->profile != NULL ? profile_reader_counted_in_memory(reader, entry) :
		profile_reader_counted_flat(reader, entry);
}

/* The next ranking; false behind the last one. */
static inline bool
profile_reader_next(ProfileReader *reader, RankingEntry *entry)
{
	return profile_reader_next_counted(reader, entry) ||
		profile_reader_next_loose(reader, entry);
}

#endif							/* PREFCOUNT_PROFILE_READER_H */
