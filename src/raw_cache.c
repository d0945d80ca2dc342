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
#include "raw_cache.h"

/*
 * The cache stays small enough for the processor's own, and gives up where it
 * misses more than every other time: there it only costs.
 */
#define RAW_CACHE_ENTRIES	16384
#define RAW_CACHE_KEY_MAX	4096
#define RAW_CACHE_WINDOW	4096
#define RAW_CACHE_MIN_HITS	(RAW_CACHE_WINDOW / 2)

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
#define SH_SCOPE			static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

struct RawCache
{
	MemoryContext context;		/* NULL: given up */
	raw_hash   *rankings;
	uint32		lookups;		/* in this window */
	uint32		hits;
};

/* An empty cache, whose memory is a child of the pool's. */
static RawCache *
raw_cache_create(RankingPool *pool)
{
	RawCache   *cache = MemoryContextAllocZero(pool->context, sizeof(RawCache));

	cache->context = AllocSetContextCreate(pool->context,
										   "prefcount raw rankings",
										   ALLOCSET_SMALL_SIZES);
	cache->rankings = raw_create(cache->context, 256, NULL);
	pool->raw_cache = cache;

	return cache;
}

/* At the end of a window, give up a cache that misses too often. */
static void
raw_cache_judge(RawCache *cache)
{
	if (cache->hits < RAW_CACHE_MIN_HITS)
	{
		MemoryContextDelete(cache->context);
		cache->context = NULL;
		cache->rankings = NULL;
	}
	cache->lookups = 0;
	cache->hits = 0;
}

/* Is it still worth remembering bytes? */
bool
raw_cache_active(const RankingPool *pool)
{
	return pool->raw_cache != NULL && pool->raw_cache->context != NULL &&
		pool->raw_cache->rankings->members < RAW_CACHE_ENTRIES;
}

/* The id of a ranking by its bytes, or INVALID_RANKING. */
RankingId
raw_cache_find(RankingPool *pool, RawKey key)
{
	RawCache   *cache = pool->raw_cache;
	RawEntry   *entry;

	if (unlikely(cache == NULL))
		cache = raw_cache_create(pool);
	if (cache->context == NULL)
		return INVALID_RANKING;

	cache->lookups++;
	entry = raw_lookup(cache->rankings, key);
	if (likely(entry != NULL))
	{
		cache->hits++;
		return entry->id;
	}
	if (cache->lookups >= RAW_CACHE_WINDOW)
		raw_cache_judge(cache);

	return INVALID_RANKING;
}

/* Remember the bytes that led to a ranking, while there is room. */
void
raw_cache_remember(RankingPool *pool, RawKey key, RankingId id)
{
	RawCache   *cache = pool->raw_cache;
	RawEntry   *entry;
	char	   *copy;
	bool		found;

	if (!raw_cache_active(pool) || key.length > RAW_CACHE_KEY_MAX)
		return;

	copy = MemoryContextAlloc(cache->context, key.length + 1);
	memcpy(copy, key.data, key.length);
	entry = raw_insert(cache->rankings, key, &found);
	entry->key.data = copy;
	entry->id = id;
}
