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

#include "miscadmin.h"
#include "utils/memutils.h"

#include "ballot/ballot_word.h"
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
	int64		singles = profile->nsingles + profile->nwaiting +
		(int64) profile->nloose;

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

/* Add ballots of one ranking; 22003 if the profile had too many then. */
void
profile_add(Profile *profile, RankingId id, BallotCount count)
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

/* Have room for another waiting word, by counting them if they are many. */
static void
enlarge_waiting(Profile *profile)
{
	uint32		n = Max(profile->waiting_allocated * 2, WAITING_MIN);

	if (profile->nwaiting == WAITING_MAX)
	{
		if (profile->pool->appending)
			profile_count_waiting(profile);
		else
			profile_count_loose(profile);
		return;
	}
	if (profile->waiting == NULL)
		profile->waiting = MemoryContextAlloc(profile->pool->context,
											  n * sizeof(uint64));
	else
		profile->waiting = repalloc(profile->waiting, n * sizeof(uint64));
	profile->waiting_allocated = n;
}

/* Keep a ballot loose. */
static void
add_loose(Profile *profile, Ballot ballot)
{
	arena_append(&profile->loose, ballot);
	profile->nloose++;
}

/* What profile_add_ballot() does where most rankings have one ballot. */
static void
add_rare_ballot(Profile *profile, Ballot ballot)
{
	uint64		word;
	RankingId	id;

	if (pool_keeps_loose(profile->pool))
	{
		add_loose(profile, ballot);
		return;
	}
	word = ballot_word(ballot);
	ranking_pool_intern_batch(profile->pool, &word, &ballot, 1, &id);
	profile_add_one(profile, id);
}

/*
 * Add one ballot of one vote: it waits to be counted together with others, or
 * stays loose if it is likely to be the only one of its ranking.
 */
void
profile_add_ballot(Profile *profile, Ballot ballot)
{
	uint64		word;

	if (profile->pool->appending)
		add_rare_ballot(profile, ballot);
	else if (ballot_fits_word(ballot, &word))
	{
		if (unlikely(profile->nwaiting == profile->waiting_allocated))
			enlarge_waiting(profile);
		profile->waiting[profile->nwaiting++] = word;
	}
	else
	{
		if (profile->nloose >= WAITING_MAX)
			profile_count_loose(profile);
		add_loose(profile, ballot);
	}
}

/* Count the last of the ballots that wait as words, up to INTERN_BATCH. */
static void
count_last_waiting(Profile *profile)
{
	RankingId	ids[INTERN_BATCH];
	int			n = Min(profile->nwaiting, INTERN_BATCH);

	ranking_pool_intern_batch(profile->pool,
							  profile->waiting + profile->nwaiting - n, NULL, n, ids);
	while (n > 0)
	{
		profile_add_one(profile, ids[--n]);
		profile->nwaiting--;
	}
}

/* Count the ballots that wait as words. */
void
profile_count_waiting(Profile *profile)
{
	while (profile->nwaiting > 0)
	{
		CHECK_FOR_INTERRUPTS();
		count_last_waiting(profile);
	}
}

/* List the first loose ballots of a chunk, up to INTERN_BATCH. */
static int
list_loose(const ArenaChunk *chunk, Ballot *ballots, uint64 *words)
{
	const uint8 *record = chunk->data + chunk->start;
	int			n = 0;

	while (n < INTERN_BATCH && record < chunk->data + chunk->used)
	{
		ballots[n] = ballot_of_record(record, &record);
		words[n] = ballot_word(ballots[n]);
		n++;
	}
	return n;
}

/* Count the first loose ballots, up to INTERN_BATCH. */
static void
count_first_loose(Profile *profile)
{
	uint64		words[INTERN_BATCH];
	Ballot		ballots[INTERN_BATCH];
	RankingId	ids[INTERN_BATCH];
	ArenaChunk *chunk = profile->loose.first;
	int			n = list_loose(chunk, ballots, words);

	if (n == 0)
		arena_forget_to(&profile->loose, chunk->data + chunk->used);
	ranking_pool_intern_batch(profile->pool, words, ballots, n, ids);
	for (int i = 0; i < n; i++)
	{
		profile_add_one(profile, ids[i]);
		arena_forget_to(&profile->loose, ballots[i].tokens + ballots[i].length);
		profile->nloose--;
	}
}

/* Count all ballots that are not counted yet, the loose ones too. */
void
profile_count_loose(Profile *profile)
{
	profile_count_waiting(profile);
	while (profile->nloose > 0)
	{
		CHECK_FOR_INTERRUPTS();
		count_first_loose(profile);
	}
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
 * What holds whenever a profile is handed over: the counters, of rankings that
 * the pool knows, add up to what was added, and each ballot that is not counted
 * waits or is loose.
 */
void
AssertCheckProfile(const Profile *profile)
{
	BallotCount counted = {profile->nsingles, votes_whole(profile->nsingles)};
	BallotCount found = {0, {0, 0}};
	uint64		position = 0;
	RankingId	id;
	BallotCount count;

	while (profile_next_counted(profile, &position, &id, &count))
	{
		Assert(id < profile->pool->nrankings);
		Assert(votes_cmp(count.votes, votes_whole(0)) > 0);
		found = count_add(found, count);
	}
	counted = count_add(counted, profile->others);
	Assert(found.ballots == counted.ballots);
	Assert(votes_cmp(found.votes, counted.votes) == 0);
	Assert(profile->nwaiting <= profile->waiting_allocated);
	Assert(loose_ballots(profile) == profile->nloose);
	Assert(profile->sparse == NULL || profile->allocated == 0);
}

#endif
