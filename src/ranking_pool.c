/*
 * ranking_pool.c
 *	  The rankings and candidates that an aggregate has seen.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "bytehash.h"
#include "ranking_pool.h"

/*
 * Where nearly every ballot is different, looking each up costs several times
 * what the rest of the count does and finds nothing.  Once a pool knows this
 * many rankings, and of as many lookups in a row fewer than one in eight hit,
 * single ballots are no longer looked up but kept loose.
 */
#define APPEND_WINDOW		65536
#define APPEND_MIN_HITS		(APPEND_WINDOW / 8)

/* A known ranking; the ranking INVALID_RANKING is the pool's probe. */
typedef struct KnownEntry
{
	RankingId	id;
	uint32		hash;
	char		status;
} KnownEntry;

static inline Ballot
known_ballot(const RankingPool *pool, RankingId id)
{
	return id == INVALID_RANKING ? pool->probe :
		ballot_of_record(pool->records[id], NULL);
}

static inline uint32
hash_known(const RankingPool *pool, RankingId id)
{
	Ballot		ballot = known_ballot(pool, id);

	return bytehash(ballot.tokens, ballot.length, 0);
}

static inline bool
same_ranking(const RankingPool *pool, RankingId a, RankingId b)
{
	Ballot		x = known_ballot(pool, a);
	Ballot		y = known_ballot(pool, b);

	return x.length == y.length && memcmp(x.tokens, y.tokens, x.length) == 0;
}

#define SH_PREFIX			known
#define SH_ELEMENT_TYPE		KnownEntry
#define SH_KEY_TYPE			RankingId
#define SH_KEY				id
#define SH_HASH_KEY(tb, key) hash_known((tb)->private_data, key)
#define SH_EQUAL(tb, a, b)	same_ranking((tb)->private_data, a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, e)	((e)->hash)
#define SH_SCOPE			static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

/*
 * The name of every pool's memory context: its address, not its text, tells
 * a pool among the children of an aggregate's context.
 */
static const char pool_context_name[] = "prefcount rankings";

/* An empty pool in a new child of the parent context. */
RankingPool *
ranking_pool_create(MemoryContext parent, Size max_block_size)
{
	MemoryContext context;
	RankingPool *pool;

	context = AllocSetContextCreateInternal(parent, pool_context_name,
											ALLOCSET_SMALL_MINSIZE,
											ALLOCSET_SMALL_INITSIZE,
											max_block_size);
	pool = MemoryContextAllocZero(context, sizeof(RankingPool));
	pool->context = context;
	pool->candidates = candidates_create(context);
	arena_init(&pool->arena, context);
	pool->allocated = 16;
	pool->records = MemoryContextAlloc(context, pool->allocated * sizeof(uint8 *));
	pool->known = known_create(context, 16, pool);
	ballot_builder_init(&pool->builder, context);

	return pool;
}

/*
 * The pool that all groups of an aggregate share: found among the children of
 * the aggregate's memory context, or made now.
 *
 * One context for all groups, because nodeAgg walks all of them at every new
 * group.  Its blocks stay small against work_mem, as nodeAgg's own do, so
 * that the last block does not count for more than the groups.
 */
RankingPool *
ranking_pool_of_aggregate(MemoryContext aggcontext)
{
	MemoryContext child;
	RankingPool *pool;
	Size		max_block_size = ALLOCSET_DEFAULT_MAXSIZE;

	for (child = aggcontext->firstchild; child; child = child->nextchild)
	{
		if (child->name == pool_context_name && child->ident != NULL)
			return (RankingPool *) child->ident;
	}

	while (max_block_size > (Size) work_mem * 1024 / 16 &&
		   max_block_size > ALLOCSET_SMALL_INITSIZE)
		max_block_size /= 2;

	pool = ranking_pool_create(aggcontext, max_block_size);
	pool->may_append = true;
	strlcpy(pool->ident, "shared by groups", sizeof(pool->ident));
	MemoryContextSetIdentifier(pool->context, pool->ident);

	return pool;
}

/* Store a ranking that the pool did not know under the next id. */
static RankingId
append_ranking(RankingPool *pool, Ballot ballot)
{
	if (pool->nrankings == pool->allocated)
	{
		if (pool->allocated > PG_UINT32_MAX / 2)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("too many distinct rankings")));
		pool->records = repalloc_huge(pool->records,
									  (Size) pool->allocated * 2 * sizeof(uint8 *));
		pool->allocated *= 2;
	}
	pool->records[pool->nrankings] = arena_append(&pool->arena, ballot);

	return pool->nrankings++;
}

/* The id of a ranking, given to it now if it is new. */
RankingId
ranking_pool_intern(RankingPool *pool, Ballot ballot)
{
	KnownEntry *entry;
	bool		found;

	pool->probe = ballot;
	entry = known_insert(pool->known, INVALID_RANKING, &found);
	if (!found)
		entry->id = append_ranking(pool, ballot);
	else
		pool->window_hits++;

	return entry->id;
}

/*
 * The id of a single ballot's ranking, or INVALID_RANKING if it is better
 * kept loose, since it is likely to be the only one of its ranking.
 */
RankingId
ranking_pool_record(RankingPool *pool, Ballot ballot)
{
	if (pool->appending)
		return INVALID_RANKING;

	if (++pool->window_lookups >= APPEND_WINDOW)
	{
		pool->appending = pool->may_append &&
			pool->nrankings >= APPEND_WINDOW / 2 &&
			pool->window_hits < APPEND_MIN_HITS;
		pool->window_lookups = 0;
		pool->window_hits = 0;
	}

	return ranking_pool_intern(pool, ballot);
}
