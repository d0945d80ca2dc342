/*
 * profile.c
 *	  A preference profile in memory: add, remove, look up.
 *
 * A change is complete or has not happened, whatever ends it: a query that is
 * cancelled, want of memory, a total that is too large.  The profile may live
 * on, for errors can be caught.  So each change has two parts:
 *
 * - first all that may fail: checks, looking for interrupts, room in arrays and
 *	 tables, other forms of the counters.  It changes how the profile is kept,
 *	 but not what it holds.
 * - then what cannot fail: a counter, and the sum that belongs to it.
 *
 * Where many ballots move at once, from those that wait or are loose to the
 * counters, each is taken away there as it is counted here: one that is in both
 * places would be counted again by whoever comes after the error.
 *
 * Bringing waiting ballots to the counters, changing the form of these, and
 * taking notes in the pool do not change what the profile holds, so they are
 * done to those as well that may only be read.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "base/bytehash.h"
#include "base/hash_memory.h"
#include "profile/profile.h"

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
#define SH_HASH_KEY(tb, key) bytehash_of_word(key)
#define SH_EQUAL(tb, a, b)	((a) == (b))
#define SH_USE_NONDEFAULT_ALLOCATOR
#define SH_SCOPE			static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

DEFINE_HASH_MEMORY(sparse)

/*
 * An array of counters is kept while it has at most this many places for each
 * ranking counted in it; a sparse entry takes about as much memory as four.
 */
#define PLACES_PER_RANKING	4
#define PLACES_MIN			64

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
	return places <= PLACES_MIN +
		PLACES_PER_RANKING * (profile->nadded + (uint64) profile->nsingles);
}

/* Give an array, which may be NULL, more places, with zero in them. */
static void *
enlarge_array(Profile *profile, void *array, uint64 places, Size size)
{
	uint64		old = profile->allocated;

	if (array == NULL)
		array = MemoryContextAllocHuge(profile->pool->context, places * size);
	else
		array = repalloc_huge(array, places * size);
	memset((char *) array + old * size, 0, (places - old) * size);

	return array;
}

/* Give the arrays room for a number of ids. */
static void
enlarge_arrays(Profile *profile, uint64 places)
{
	profile->ballots = enlarge_array(profile, profile->ballots, places, sizeof(int64));
	if (profile->votes)
		profile->votes = enlarge_array(profile, profile->votes, places, sizeof(Votes));
	profile->allocated = places;
}

/* From now on a ranking's weight may differ from its number of ballots. */
static void
begin_weights(Profile *profile)
{
	Votes	   *votes;

	votes = MemoryContextAllocHuge(profile->pool->context,
								   Max(profile->allocated, 1) * sizeof(Votes));
	for (uint32 id = 0; id < profile->allocated; id++)
		votes[id] = votes_whole(profile->ballots[id]);
	profile->votes = votes;
}

/* A hash table with the counters that stand in the arrays. */
static struct sparse_hash *
sparse_of_arrays(const Profile *profile)
{
	struct sparse_hash *sparse;
	uint32		n = 0;

	for (uint32 id = 0; id < profile->allocated; id++)
		n += profile->ballots[id] > 0;

	/* of a size that lets none of the insertions ask for memory */
	sparse = sparse_create(profile->pool->context, Max(n, 4), NULL);
	for (uint32 id = 0; id < profile->allocated; id++)
	{
		if (profile->ballots[id] > 0)
		{
			bool		found;

			sparse_insert(sparse, id, &found)->count = profile_get(profile, id);
		}
	}

	return sparse;
}

/* Move the counters from the arrays to a hash table. */
static void
become_sparse(Profile *profile)
{
	struct sparse_hash *sparse = sparse_of_arrays(profile);

	if (profile->ballots)
		pfree(profile->ballots);
	if (profile->votes)
		pfree(profile->votes);
	profile->ballots = NULL;
	profile->votes = NULL;
	profile->allocated = 0;
	profile->sparse = sparse;
}

/* Does any ranking in the hash table weigh other than its ballots? */
static bool
sparse_weighted(const Profile *profile)
{
	uint64		position = 0;
	RankingId	id;
	BallotCount count;

	while (profile_next_counted(profile, &position, &id, &count))
	{
		if (ballot_count_weighted(count))
			return true;
	}
	return false;
}

/* Move the counters from the hash table to arrays. */
static void
become_dense(Profile *profile, uint64 places)
{
	bool		weighted = sparse_weighted(profile);
	int64	   *ballots;
	Votes	   *votes = NULL;
	uint64		position = 0;
	RankingId	id;
	BallotCount count;

	Assert(profile->allocated == 0 && profile->ballots == NULL);
	ballots = enlarge_array(profile, NULL, places, sizeof(int64));
	if (weighted)
		votes = enlarge_array(profile, NULL, places, sizeof(Votes));
	while (profile_next_counted(profile, &position, &id, &count))
	{
		ballots[id] = count.ballots;
		if (weighted)
			votes[id] = count.votes;
	}

	sparse_destroy(profile->sparse);
	profile->sparse = NULL;
	profile->ballots = ballots;
	profile->votes = votes;
	profile->allocated = places;
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

	AssertCheckProfile(profile);
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
	AssertCheckProfile(profile);
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

static inline BallotCount
count_add(BallotCount a, BallotCount b)
{
	return (BallotCount) {a.ballots + b.ballots, votes_add(a.votes, b.votes)};
}

static inline BallotCount
count_sub(BallotCount a, BallotCount b)
{
	return (BallotCount) {a.ballots - b.ballots, votes_sub(a.votes, b.votes)};
}

/* All ballots that the profile holds, counted or not. */
BallotCount
profile_sum(const Profile *profile)
{
	int64		singles = profile->nsingles + profile->nnoted + profile->nwaiting +
		(int64) profile->nloose;

	AssertCheckProfile(profile);

	return count_add(profile->others,
					 (BallotCount) {singles, votes_whole(singles)});
}

/*
 * Raise 22003 for a number of ballots or votes that a profile cannot have.
 * Both summands of such a sum can, so it has not gone round.
 */
static inline void
check_sum(BallotCount sum)
{
	votes_check_total(votes_whole(sum.ballots));
	votes_check_total(sum.votes);
}

/*
 * Raise 22003 for a profile with too many ballots or votes.  All that read a
 * profile can rely on it: no sum of its votes is too large.
 */
void
profile_check_sum(const Profile *profile)
{
	check_sum(profile_sum(profile));
}

/* What profile_add_ballots() does, whatever the sum and form of counters. */
void
profile_add_ballots_anywhere(Profile *profile, RankingId id, BallotCount count)
{
	check_sum(count_add(profile_sum(profile), count));
	profile_set(profile, id, count_add(profile_get(profile, id), count));
	profile->others = count_add(profile->others, count);
	profile->nadded++;
}

/* What profile_add_one() does, whatever form the counters have. */
void
profile_add_one_anywhere(Profile *profile, RankingId id)
{
	BallotCount one = {1, {1, 0}};

	profile_set(profile, id, count_add(profile_get(profile, id), one));
	profile->nsingles++;
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
	rest = count_sub(profile_get(profile, id), count);
	if (rest.ballots < 0 || rest.votes.units < 0 ||
		(rest.ballots == 0) != votes_is_zero(rest.votes))
		return false;

	profile_set(profile, id, rest);
	profile->others = count_sub(profile->others, count);
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

/*
 * Step through the rankings that have ballots, in no particular order; the
 * position starts at 0.  False when there are no more.
 */
bool
profile_next_counted(const Profile *profile, uint64 *position,
					 RankingId *id, BallotCount *count)
{
	AssertCheckProfile(profile);
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
	AssertCheckProfile(profile);
	if (profile->sparse)
		return profile->sparse->members;
	return Min(profile->allocated, profile->pool->nrankings);
}

#ifdef USE_ASSERT_CHECKING

/* The loose ballots, counted one by one. */
static uint64
loose_ballots(const Profile *profile)
{
	uint64		n = 0;

	for (ArenaChunk *chunk = profile->loose.first; chunk; chunk = chunk->next)
	{
		const uint8 *record = chunk->data + chunk->start;

		for (; record < chunk->data + chunk->used; n++)
			ballot_of_record(record, &record);
	}
	return n;
}

/*
 * Whether the counters, of rankings that the pool knows, add up to the ballots
 * that were counted, and the loose ballots are as many as was noted.  This goes
 * through the whole profile, so it is looked at where one is handed over to be
 * read, or to be added to another.
 */
void
AssertCheckWholeProfile(const Profile *profile)
{
	BallotCount counted = {profile->nsingles, votes_whole(profile->nsingles)};
	BallotCount found = {0, {0, 0}};
	uint64		position = 0;
	RankingId	id;
	BallotCount count;

	AssertCheckProfile(profile);
	while (profile_next_counted(profile, &position, &id, &count))
	{
		Assert(id < profile->pool->nrankings);
		Assert(votes_cmp(count.votes, votes_whole(0)) > 0);
		found = count_add(found, count);
	}
	counted = count_add(counted, profile->others);
	Assert(found.ballots == counted.ballots);
	Assert(votes_cmp(found.votes, counted.votes) == 0);
	Assert(loose_ballots(profile) == profile->nloose);
}

#endif
