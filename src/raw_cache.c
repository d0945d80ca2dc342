/*
 * raw_cache.c
 *	  Rankings found again by the bytes of the value they came in.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "bytehash.h"
#include "hash_memory.h"
#include "raw_cache.h"

/*
 * The cache stays small enough for the processor's own, and gives up where it
 * misses more than every other time: there it only costs.  The table is kept
 * so sparse that the first place looked at is nearly always the right one.
 */
#define RAW_CACHE_ENTRIES	16384
#define RAW_CACHE_KEY_MAX	4096
#define RAW_CACHE_WINDOW	4096
#define RAW_CACHE_MIN_HITS	(RAW_CACHE_WINDOW / 2)
#define RAW_CACHE_SPARSE	8

typedef struct RawEntry
{
	RawKey		key;
	RankingId	id;
	uint32		hash;
	char		status;
} RawEntry;

static inline bool
same_raw_key(RawKey a, RawKey b)
{
	return a.length == b.length && a.kind == b.kind &&
		bytes_equal(a.data, b.data, a.length);
}

#define SH_PREFIX			raw
#define SH_ELEMENT_TYPE		RawEntry
#define SH_KEY_TYPE			RawKey
#define SH_KEY				key
#define SH_HASH_KEY(tb, key) bytehash((key).data, (key).length, (key).kind)
#define SH_EQUAL(tb, a, b)	same_raw_key(a, b)
#define SH_STORE_HASH
#define SH_GET_HASH(tb, e)	((e)->hash)
#define SH_USE_NONDEFAULT_ALLOCATOR
#define SH_SCOPE			static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

DEFINE_HASH_MEMORY(raw)

typedef struct RawCache
{
	MemoryContext context;
	raw_hash   *rankings;
	Arena		bytes;			/* of the keys */
	uint32		lookups;		/* in this window */
	uint32		hits;
} RawCache;

/*
 * An empty cache, whose memory is a child of the pool's as soon as there is a
 * whole cache.
 */
static RawCache *
raw_cache_create(RankingPool *pool)
{
	MemoryContext context;
	RawCache   *cache;

	context = AllocSetContextCreate(CurrentMemoryContext, "prefcount raw rankings",
									ALLOCSET_SMALL_SIZES);
	cache = MemoryContextAllocZero(context, sizeof(RawCache));
	cache->context = context;
	cache->rankings = raw_create(context, 256, NULL);
	arena_init(&cache->bytes, context);
	MemoryContextSetParent(context, pool->context);

	return cache;
}

/* At the end of a window, give up a cache that misses too often. */
static void
raw_cache_judge(RankingPool *pool)
{
	RawCache   *cache = pool->raw_cache;

	if (cache->hits < RAW_CACHE_MIN_HITS)
	{
		pool->bytes_repeat = false;
		pool->raw_cache = NULL;
		MemoryContextDelete(cache->context);
		return;
	}
	cache->lookups = 0;
	cache->hits = 0;
}

/* Is it still worth remembering bytes? */
bool
raw_cache_has_room(const RankingPool *pool)
{
	return pool->raw_cache != NULL &&
		pool->raw_cache->rankings->members < RAW_CACHE_ENTRIES;
}

/* What raw_cache_find() does while bytes are found often enough. */
RankingId
raw_cache_search(RankingPool *pool, RawKey key)
{
	RawCache   *cache = pool->raw_cache;
	RawEntry   *entry;

	if (unlikely(cache == NULL))
		cache = pool->raw_cache = raw_cache_create(pool);

	cache->lookups++;
	entry = raw_lookup(cache->rankings, key);
	if (likely(entry != NULL))
	{
		cache->hits++;
		return entry->id;
	}
	if (cache->lookups >= RAW_CACHE_WINDOW)
		raw_cache_judge(pool);

	return INVALID_RANKING;
}

/* Remember the bytes that led to a ranking, while there is room. */
void
raw_cache_remember(RankingPool *pool, RawKey key, RankingId id)
{
	RawCache   *cache = pool->raw_cache;
	Ballot		bytes = {(const uint8 *) key.data, key.length};
	RawEntry   *entry;
	bool		found;

	if (!raw_cache_has_room(pool) || key.length > RAW_CACHE_KEY_MAX)
		return;

	if (cache->rankings->members * RAW_CACHE_SPARSE >= cache->rankings->size)
		raw_grow(cache->rankings, cache->rankings->size * 2);
	bytes = ballot_of_record(arena_append(&cache->bytes, bytes), NULL);
	key.data = (const char *) bytes.tokens;
	entry = raw_insert(cache->rankings, key, &found);
	entry->id = id;
}
