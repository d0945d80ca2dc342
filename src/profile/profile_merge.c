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

#include "ballot/ballot_word.h"
#include "ballot/recoder.h"
#include "profile/profile_merge.h"

/* What gives a reader's ballots the codes of a pool. */
typedef struct CodeChange
{
	Recoder		recoder;
	uint32	   *owned;			/* to be freed, or NULL */
} CodeChange;

/* Do a reader's ballots have the codes of a pool? */
static bool
has_codes_of(const ProfileReader *reader, const RankingPool *pool)
{
	const Label *labels = candidates_labels(pool->candidates);

	if (reader->profile)
		return reader->profile->pool == pool;
	if (reader->ncandidates > candidates_count(pool->candidates))
		return false;
	for (uint32 i = 0; i < reader->ncandidates; i++)
	{
		if (label_cmp(reader->labels[i], labels[i]) != 0)
			return false;
	}

	return true;
}

/*
 * Find the pool's codes for the candidates that a reader's ballots mark.  A pool
 * without candidates gets them in the order of their labels, which is the order
 * in flat profiles: then the codes of others like this one stay as they are.
 */
static CodeChange
map_candidates(RankingPool *pool, ProfileReader *reader)
{
	CodeChange	change = {.recoder.builder = &pool->builder,.recoder.same_lengths = true};
	uint32	   *new_codes;
	uint32	   *codes;
	uint32		ncodes;

	if (has_codes_of(reader, pool))
		return change;

	new_codes = profile_reader_note_codes(reader, &codes, &ncodes);
	if (candidates_count(pool->candidates) == 0 && reader->profile)
		codes_sort_by_label(codes, ncodes, reader->labels);
	for (uint32 i = 0; i < ncodes; i++)
	{
		CHECK_FOR_INTERRUPTS();
		new_codes[codes[i]] = candidates_intern(pool->candidates,
												reader->labels[codes[i]]);
	}
	recoder_init(&change.recoder, &pool->builder, new_codes, codes, ncodes);
	change.owned = reader->profile ? NULL : new_codes;
	pfree(codes);

	return change;
}

/* Free what map_candidates() made. */
static void
free_change(CodeChange *change)
{
	if (change->owned != NULL)
		pfree(change->owned);
}

/* An entry's ballot in the pool's codes. */
static inline Ballot
entry_ballot(const CodeChange *change, const RankingEntry *entry)
{
	return recoder_ballot(&change->recoder, ballot_of_record(entry->record, NULL));
}

/* Is an entry one ballot of one vote? */
static inline bool
is_single(const RankingEntry *entry)
{
	return entry->ballots == 1 && votes_is_one(entry->votes);
}

/* Add the loose ballots of a reader, whose other entries have been read. */
static void
add_loose_ballots(Profile *profile, ProfileReader *reader, const CodeChange *change)
{
	const uint8 *records;
	const uint8 *end;
	RankingEntry entry;

	while (change->recoder.new_codes == NULL && profile->pool->appending &&
		   profile_reader_next_run(reader, &records, &end))
		profile_add_loose(profile, records, end);
	while (profile_reader_next_loose(reader, &entry))
	{
		profile_add_ballot(profile, entry_ballot(change, &entry));
		CHECK_FOR_INTERRUPTS();
	}
}

/*
 * Guesses which ranking comes next.  Profiles of one contest hold much the same
 * rankings, and flat ones all in the same order; where the pool has got them from
 * such a profile, their ids follow each other too, but for those that this
 * profile has not.
 */
typedef struct Guess
{
	RankingId	next;
	uint32		missed;			/* guesses in a row; of too many no more is made */
} Guess;

#define GUESS_AHEAD			4	/* ids that are tried */
#define GUESS_MISSED_MAX	64
#define GUESS_BYTES			sizeof(uint64)	/* read at once */
#define GUESS_RUN			4096	/* entries between looks for a cancelled query */
#define GUESS_BALLOTS_MAX	(VOTES_MAX / 4 / GUESS_RUN) /* of an entry in a run */

StaticAssertDecl(GUESS_BYTES <= 1 + ARENA_SLACK, "records of a pool are read beyond their memory");

/* The first bytes of a record: its length, then tokens. */
static inline uint64
first_bytes(const uint8 *record)
{
	return pg_ntoh64(bytehash_word((const char *) record));
}

/*
 * Guess the id of a ranking among known records in the same codes; GUESS_BYTES of
 * its own can be read.  INVALID_RANKING if that fails, or if the record is longer.
 */
static inline RankingId
guess_ranking(const uint8 *const *known, RankingId nknown, const uint8 *record, Guess *guess)
{
	uint64		bytes = first_bytes(record);
	uint32		length = bytes >> 56;
	int			beyond = 8 * (GUESS_BYTES - 1 - length);
	RankingId	end = Min(nknown, guess->next + GUESS_AHEAD);

	for (RankingId id = guess->next; id < end && length < GUESS_BYTES; id++)
	{
		if (((bytes ^ first_bytes(known[id])) >> beyond) == 0)
		{
			guess->next = id + 1;
			guess->missed = 0;
			return id;
		}
	}
	guess->missed++;

	return INVALID_RANKING;
}

/*
 * Guess the rankings of a run of flat entries and add their ballots, up to one
 * that is not guessed, or may not be added as simply, or ends the run: returns
 * its guess, which is left to be added.  All is in variables of its own, which
 * can stay in registers; nothing in the run can fail.
 */
static pg_noinline RankingId
add_guessed_run(Profile *profile, ProfileReader *reader, uint64 nentries, Guess *guess,
				RankingEntry *end)
{
	const uint8 *const *known = profile->pool->records;
	RankingId	nknown = profile->pool->nrankings;
	int64	   *ballots = profile->ballots;
	RankingId	allocated = (profile->votes == NULL) ? profile->allocated : 0;
	ProfileReader flat = *reader;
	Guess		next = *guess;
	int64		added = 0;
	uint64		nadded = 0;
	RankingEntry entry = {0};
	RankingId	id;

	for (;;)
	{
		(void) profile_reader_counted_flat(&flat, &entry);
		id = guess_ranking(known, nknown, entry.record, &next);
		if (id >= allocated || entry.ballots > GUESS_BALLOTS_MAX ||
			votes_cmp(entry.votes, votes_whole(entry.ballots)) != 0 ||
			nadded + 1 == nentries)
			break;
		ballots[id] += entry.ballots;
		added += entry.ballots;
		nadded++;
	}
	profile->others.ballots += added;
	profile->others.votes.units += added;
	profile->nadded += nadded;
	*reader = flat;
	*guess = next;
	end->record = entry.record;
	end->ballots = entry.ballots;
	end->votes.units = entry.votes.units;
	end->votes.nanos = entry.votes.nanos;

	return id;
}

/*
 * How many entries of a flat profile may be guessed in a run: none if nothing
 * comes of it, or the profile is too large for the sums to be left unchecked.
 * GUESS_BYTES must be there to be read.  Entries take two bytes at least, so that
 * is sure of all but the last ones.
 */
static inline uint64
may_guess(const Profile *profile, const ProfileReader *reader, const Guess *guess)
{
	uint64		nleft = reader->ncounted - reader->position;

	if (guess->missed >= GUESS_MISSED_MAX ||
		profile->others.ballots > VOTES_MAX / 4 || profile->nsingles > VOTES_MAX / 4)
		return 0;
	if (nleft > GUESS_BYTES / 2)
		return Min(nleft - GUESS_BYTES / 2, GUESS_RUN);

	return reader->end - reader->next >= (ptrdiff_t) GUESS_BYTES ? Min(nleft, 1) : 0;
}

/*
 * The next counted entry of a flat profile, in the pool's codes, whose ranking is
 * not guessed; ballots of those that are have been added then.
 */
static bool
next_not_guessed(Profile *profile, ProfileReader *reader, Guess *guess, RankingEntry *entry)
{
	uint64		nentries;

	while ((nentries = may_guess(profile, reader, guess)) > 0)
	{
		RankingId	id;

		CHECK_FOR_INTERRUPTS();
		id = add_guessed_run(profile, reader, nentries, guess, entry);
		if (id == INVALID_RANKING)
			return true;
		profile_add_ballots(profile, id, (BallotCount) {entry->ballots, entry->votes});
	}

	return profile_reader_counted_flat(reader, entry);
}

/* Rankings that are looked up together: those that are words (ballot_word.h). */
typedef struct MergeBatch
{
	int			n;
	uint64		words[INTERN_BATCH];
	BallotCount counts[INTERN_BATCH];
} MergeBatch;

/* Add the rankings of a batch, which is empty then; the next guess is behind them. */
static void
add_batch(Profile *profile, MergeBatch *batch, Guess *guess)
{
	RankingId	ids[INTERN_BATCH];

	CHECK_FOR_INTERRUPTS();
	(void) ranking_pool_intern_batch(profile->pool, batch->words, NULL, batch->n, ids);
	for (int i = 0; i < batch->n; i++)
		profile_add_ballots(profile, ids[i], batch->counts[i]);
	if (batch->n == INTERN_BATCH)
		*guess = (Guess) {ids[batch->n - 1] + 1, 0};
	batch->n = 0;
}

/* Add all ballots of another profile; 22003 if that is too many. */
void
profile_add_all(Profile *profile, ProfileReader *reader)
{
	CodeChange	change = map_candidates(profile->pool, reader);
	MergeBatch	batch;
	Guess		guess = {0, 0};
	bool		guessing = (change.recoder.new_codes == NULL && reader->profile == NULL);
	RankingEntry entry;

	AssertCheckProfile(profile);
	ranking_pool_told_loose(profile->pool, reader->nentries - reader->ncounted);
	batch.n = 0;
	while (guessing ? next_not_guessed(profile, reader, &guess, &entry) :
		   profile_reader_next_counted(reader, &entry))
	{
		Ballot		ballot = entry_ballot(&change, &entry);
		BallotCount count = {entry.ballots, entry.votes};

		CHECK_FOR_INTERRUPTS();
		if (is_single(&entry))
			profile_add_ballot(profile, ballot);
		else if (ballot_fits_word(ballot, &batch.words[batch.n]))
			batch.counts[batch.n++] = count;
		else
			profile_add_ballots(profile, ranking_pool_intern(profile->pool, ballot), count);
		if (batch.n == INTERN_BATCH)
			add_batch(profile, &batch, &guess);
	}
	add_batch(profile, &batch, &guess);
	add_loose_ballots(profile, reader, &change);
	free_change(&change);
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
	CodeChange	change = map_candidates(profile->pool, reader);
	RankingEntry entry;
	uint64		n = 0;

	AssertCheckProfile(profile);
	while (profile_reader_next(reader, &entry))
	{
		RankingId	id = ranking_pool_intern(profile->pool,
											 entry_ballot(&change, &entry));
		BallotCount count = {entry.ballots, votes ? votes[n] : entry.votes};

		if (ids)
			ids[n] = id;
		if (!votes_is_zero(count.votes))
			profile_add_ballots(profile, id, count);
		if (++n % 8192 == 0)
			CHECK_FOR_INTERRUPTS();
	}
	free_change(&change);
}

/* Take all ballots of another profile away; 22023 if they are not there. */
void
profile_remove_all(Profile *profile, ProfileReader *reader)
{
	CodeChange	change = map_candidates(profile->pool, reader);
	RankingEntry entry;

	AssertCheckProfile(profile);
	while (profile_reader_next(reader, &entry))
	{
		Ballot		ballot = entry_ballot(&change, &entry);

		profile_remove(profile, ranking_pool_intern(profile->pool, ballot),
					   (BallotCount) {entry.ballots, entry.votes});
		CHECK_FOR_INTERRUPTS();
	}
	free_change(&change);
}

/* Does a profile hold all ballots of another one? */
bool
profile_contains(ProfileReader *whole, ProfileReader *part)
{
	RankingPool *pool = ranking_pool_create(CurrentMemoryContext,
											ALLOCSET_DEFAULT_MAXSIZE);
	CodeChange	change;
	Profile		rest;
	RankingEntry entry;
	bool		contained = true;

	profile_init(&rest, pool);
	profile_reader_rewind(whole);
	profile_add_all(&rest, whole);
	profile_reader_rewind(whole);
	profile_reader_rewind(part);
	change = map_candidates(pool, part);
	while (contained && profile_reader_next(part, &entry))
	{
		RankingId	id = ranking_pool_intern(pool, entry_ballot(&change, &entry));

		contained = profile_try_remove(&rest, id,
									   (BallotCount) {entry.ballots, entry.votes});
		CHECK_FOR_INTERRUPTS();
	}
	profile_reader_rewind(part);
	free_change(&change);
	MemoryContextDelete(pool->context);

	return contained;
}
