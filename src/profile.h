/*
 * profile.h
 *	  A preference profile: a multiset of ballots.
 *
 * Two forms hold one.  In memory (Profile) it can grow; flat it is bytes
 * (profile_codec.h).  ProfileReader reads either, ranking by ranking, and is
 * all that counting needs to know.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_H
#define PREFCOUNT_PROFILE_H

#include "postgres.h"
#include "ballot.h"
#include "candidates.h"
#include "votes.h"

typedef struct Profile Profile;

/* One distinct ranking of a profile, or one loose ballot of it. */
typedef struct RankingEntry
{
	const uint8 *record;		/* ballot_of_record() opens it; stays valid as
								 * long as the profile */
	int64		ballots;		/* at least 1 */
	Votes		votes;			/* total weight, above 0 */
} RankingEntry;

/*
 * Reads a profile.  nentries counts what profile_reader_next() will give at
 * most.  The first ncounted entries at most have numbers of their own, all
 * behind them are single ballots of one vote: whoever keeps entries may keep
 * numbers for the first ncounted only.  A profile in memory may give the same
 * ranking in more than one entry, and labels that no ballot marks; the flat
 * form gives each once, in canonical order, and labels in bytewise order.
 */
typedef struct ProfileReader
{
	uint32		ncandidates;
	const Label *labels;		/* by candidate code; UTF-8 */
	bool		canonical;		/* each ranking once, labels ordered and used */
	uint64		nentries;
	uint64		ncounted;
	uint64		position;		/* entries looked at so far */
	const Profile *profile;		/* in memory, or NULL */
	const uint8 *next;			/* flat, or loose: the next record */
	const uint8 *chunk_end;		/* loose: end of the records at next */
	const void *chunk;			/* loose: the chunk that next lies in */
	int			scale;			/* flat: decimals of the weights */
} ProfileReader;

extern void profile_reader_open(ProfileReader *reader, Datum profile);
extern void profile_reader_rewind(ProfileReader *reader);
extern bool profile_reader_next(ProfileReader *reader, RankingEntry *entry);
extern int64 profile_reader_ballots(const ProfileReader *reader);

#endif							/* PREFCOUNT_PROFILE_H */
