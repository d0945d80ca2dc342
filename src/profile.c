/*
 * profile.c
 *	  A preference profile in memory: add, remove, look up.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/hashfn.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "ballot_word.h"
#include "profile.h"

typedef struct SparseEntry
{
	RankingId	id;
	char		status;
	BallotCount count;
} SparseEntry;

#define SH_PREFIX			sparse
#define SH_ELEMENT_TYPE		SparseEntry
#define SH_KEY_TYPE			RankingId
#define SH_KEY				id
#define SH_HASH_KEY(tb, key) murmurhash32(key)
#define SH_EQUAL(tb, a, b)	((a) == (b))
#define SH_SCOPE			static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/*
 * An array of counters is kept while it has at most this many places for each
 * ranking counted in it; a sparse entry takes about as much memory as four.
 */
#define PLACES_PER_RANKING	4
#define PLACES_MIN			64

/*
 * So many ballots of a profile wait to be counted together: enough to gain by
 * it, and few enough to stay in the processor's cache.
 */
#define WAITING_MIN			8
#define WAITING_MAX			4096

/* Make an empty profile whose rankings a pool holds. */
void
profile_init(Profile *profile, RankingPool *pool)
{
	memset(profile, 0, sizeof(Profile));
	profile->pool = pool;
	arena_init(&profile->loose, pool->context);
}

/* Is an array with places for so many ids worth its memory? */
static bool
array_pays(const Profile *profile, uint64 places)
{
	return places <= PLACES_MIN + PLACES_PER_RANKING * profile->nadded;
}

/* Give the arrays room for a number of ids. */
static void
enlarge_arrays(Profile *profile, uint64 places)
{
	MemoryContext context = profile->pool->context;
	uint64		old = profile->allocated;

	if (profile->ballots == NULL)
		profile->ballots = MemoryContextAllocHuge(context, places * sizeof(int64));
	else
		profile->ballots = repalloc_huge(profile->ballots, places * sizeof(int64));
	memset(profile->ballots + old, 0, (places - old) * sizeof(int64));

	if (profile->votes)
	{
		profile->votes = repalloc_huge(profile->votes, places * sizeof(Votes));
		memset(profile->votes + old, 0, (places - old) * sizeof(Votes));
	}
	profile->allocated = places;
}

/* From now on a ranking's weight may differ from its number of ballots. */
static void
begin_weights(Profile *profile)
{
	profile->votes = MemoryContextAllocHuge(profile->pool->context,
											Max(profile->allocated, 1) * sizeof(Votes));
	for (uint32 id = 0; id < profile->allocated; id++)
		profile->votes[id] = votes_whole(profile->ballots[id]);
}

/* Move the counters from the arrays to a hash table. */
static void
become_sparse(Profile *profile)
{
	struct sparse_hash *sparse;

	sparse = sparse_create(profile->pool->context, 4, NULL);
	for (uint32 id = 0; id < profile->allocated; id++)
	{
		if (profile->ballots[id] > 0)
		{
			bool		found;

			sparse_insert(sparse, id, &found)->count = profile_get(profile, id);
		}
	}
	if (profile->ballots)
		pfree(profile->ballots);
	if (profile->votes)
		pfree(profile->votes);
	profile->ballots = NULL;
	profile->votes = NULL;
	profile->allocated = 0;
	profile->sparse = sparse;
}

/* Move the counters from the hash table to arrays. */
static void
become_dense(Profile *profile, uint64 places)
{
	struct sparse_hash *sparse = profile->sparse;
	sparse_iterator iterator;
	SparseEntry *entry;

	profile->sparse = NULL;
	enlarge_arrays(profile, places);
	sparse_start_iterate(sparse, &iterator);
	while ((entry = sparse_iterate(sparse, &iterator)) != NULL)
	{
		if (profile->votes == NULL && ballot_count_weighted(entry->count))
			begin_weights(profile);
		profile->ballots[entry->id] = entry->count.ballots;
		if (profile->votes)
			profile->votes[entry->id] = entry->count.votes;
	}
	sparse_destroy(sparse);
}

/*
 * Change to the form of counters that suits a ranking now to be counted:
 * longer arrays, or a hash table where arrays would be nearly empty.
 */
static void
choose_form(Profile *profile, RankingId id)
{
	uint64		all = profile->pool->allocated;
	uint64		places = Max((uint64) id + 1, (uint64) profile->allocated * 2);

	if (profile->sparse)
		become_dense(profile, all);
	else if (array_pays(profile, (uint64) id + 1))
		enlarge_arrays(profile, Min(places, all));
	else
		become_sparse(profile);
}

/* The counter in the hash table, made with zero where there is none. */
static BallotCount *
sparse_place(Profile *profile, RankingId id)
{
	SparseEntry *entry;
	bool		found;

	entry = sparse_insert(profile->sparse, id, &found);
	if (!found)
		memset(&entry->count, 0, sizeof(BallotCount));

	return &entry->count;
}

/* The number of ballots of a ranking and their weight; both may be zero. */
BallotCount
profile_get(const Profile *profile, RankingId id)
{
	BallotCount count = {0, {0, 0}};

	if (profile->sparse)
	{
		SparseEntry *entry = sparse_lookup(profile->sparse, id);

		if (entry)
			count = entry->count;
	}
	else if (id < profile->allocated)
	{
		count.ballots = profile->ballots[id];
		count.votes = profile->votes ? profile->votes[id] :
			votes_whole(count.ballots);
	}

	return count;
}

/* Set the number of ballots of a ranking and their weight. */
static void
profile_set(Profile *profile, RankingId id, BallotCount count)
{
	if (profile->sparse ? array_pays(profile, profile->pool->nrankings) :
		id >= profile->allocated)
		choose_form(profile, id);

	if (profile->sparse)
	{
		*sparse_place(profile, id) = count;
		return;
	}
	if (profile->votes == NULL && ballot_count_weighted(count))
		begin_weights(profile);
	profile->ballots[id] = count.ballots;
	if (profile->votes)
		profile->votes[id] = count.votes;
}

/* Add ballots of one ranking; 22003 if there are too many. */
void
profile_add(Profile *profile, RankingId id, BallotCount count)
{
	BallotCount sum = profile_get(profile, id);

	sum.ballots += count.ballots;
	sum.votes = votes_add(sum.votes, count.votes);
	votes_check_total(votes_whole(sum.ballots));
	votes_check_total(sum.votes);

	profile->nadded++;
	profile_set(profile, id, sum);
}

/*
 * Take ballots of one ranking away again, if the profile holds them.  Ballots
 * without weight cannot be, so both numbers end together.
 */
bool
profile_try_remove(Profile *profile, RankingId id, BallotCount count)
{
	BallotCount rest;

	profile_count_loose(profile);
	rest = profile_get(profile, id);
	rest.ballots -= count.ballots;
	rest.votes = votes_sub(rest.votes, count.votes);
	if (rest.ballots < 0 || rest.votes.units < 0 ||
		(rest.ballots == 0) != votes_is_zero(rest.votes))
		return false;

	profile_set(profile, id, rest);
	return true;
}

/* Take ballots of one ranking away again; 22023 if they are not there. */
void
profile_remove(Profile *profile, RankingId id, BallotCount count)
{
	if (!profile_try_remove(profile, id, count))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("ballots to remove are not in the profile"),
				 errhint("Only ballots that were added, with the same weight, can be removed.")));
}

/* Have room for more waiting words. */
static void
enlarge_waiting(Profile *profile)
{
	uint32		n = Max(profile->waiting_allocated * 2, WAITING_MIN);

	if (profile->waiting == NULL)
		profile->waiting = MemoryContextAlloc(profile->pool->context,
											  n * sizeof(uint64));
	else
		profile->waiting = repalloc(profile->waiting, n * sizeof(uint64));
	profile->waiting_allocated = n;
}

/*
 * Add one ballot of one vote: it waits to be counted together with others, or
 * stays loose if it is likely to be the only one of its ranking.
 */
void
profile_add_ballot(Profile *profile, Ballot ballot)
{
	uint64		word;

	if (!profile->pool->appending && ballot_fits_word(ballot, &word))
	{
		if (unlikely(profile->nwaiting == profile->waiting_allocated))
			enlarge_waiting(profile);
		profile->waiting[profile->nwaiting++] = word;
		if (profile->nwaiting == WAITING_MAX)
			profile_count_waiting(profile);
		return;
	}

	arena_append(&profile->loose, ballot);
	if (++profile->nloose >= WAITING_MAX && !profile->pool->appending)
		profile_count_loose(profile);
}

/* Count some ballots, given as ranking_pool_intern_batch() takes them. */
static void
count_batch(Profile *profile, const uint64 *words, const Ballot *ballots, int n)
{
	RankingId	ids[INTERN_BATCH];

	CHECK_FOR_INTERRUPTS();
	ranking_pool_intern_batch(profile->pool, words, ballots, n, ids);
	for (int i = 0; i < n; i++)
		profile_add_one(profile, ids[i]);
}

/* Count the ballots that wait as words. */
void
profile_count_waiting(Profile *profile)
{
	for (uint32 i = 0; i < profile->nwaiting; i += INTERN_BATCH)
		count_batch(profile, profile->waiting + i, NULL,
					Min(profile->nwaiting - i, INTERN_BATCH));
	profile->nwaiting = 0;
}

/* Count all ballots that are not counted yet, the loose ones too. */
void
profile_count_loose(Profile *profile)
{
	uint64		words[INTERN_BATCH];
	Ballot		ballots[INTERN_BATCH];
	int			n = 0;

	profile_count_waiting(profile);
	for (ArenaChunk *chunk = profile->loose.first; chunk; chunk = chunk->next)
	{
		const uint8 *record = chunk->data;

		while (record < chunk->data + chunk->used)
		{
			ballots[n] = ballot_of_record(record, &record);
			words[n] = ballot_word(ballots[n]);
			if (++n == INTERN_BATCH)
			{
				count_batch(profile, words, ballots, n);
				n = 0;
			}
		}
	}
	if (n > 0)
		count_batch(profile, words, ballots, n);
	arena_reset(&profile->loose);
	profile->nloose = 0;
}

/*
 * Step through the rankings that have ballots, in no particular order; the
 * position starts at 0.  False when there are no more.
 */
bool
profile_next_counted(const Profile *profile, uint64 *position,
					 RankingId *id, BallotCount *count)
{
	if (profile->sparse)
	{
		while (*position < profile->sparse->size)
		{
			SparseEntry *entry = &profile->sparse->data[(*position)++];

			if (entry->status == sparse_SH_IN_USE && entry->count.ballots > 0)
			{
				*id = entry->id;
				*count = entry->count;
				return true;
			}
		}
		return false;
	}

	for (; *position < profile->allocated; (*position)++)
	{
		if (profile->ballots[*position] > 0)
		{
			*id = (RankingId) (*position)++;
			*count = profile_get(profile, *id);
			return true;
		}
	}

	return false;
}

/* The number of rankings that may have counters above zero, at most. */
uint64
profile_ncounted(const Profile *profile)
{
	if (profile->sparse)
		return profile->sparse->members;
	return Min(profile->allocated, profile->pool->nrankings);
}
