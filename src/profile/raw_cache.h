/*
 * raw_cache.h
 *	  Rankings found again by the bytes of the value they came in.
 *
 * Taking an array or jsonb apart costs more than all the rest of a count.
 * Most electorates mark a few hundred rankings a few thousand times each, so
 * the bytes of a ranking seen before lead to its id at once.  The bytes are a
 * key for finding a ranking, not its identity: equal rankings may come in
 * different bytes, and are then two entries for one id.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_RAW_CACHE_H
#define PREFCOUNT_RAW_CACHE_H

#include "postgres.h"

#include "profile/ranking_pool.h"

/* The bytes of an input value, and what reads them. */
typedef struct RawKey
{
	const char *data;
	uint32		length;
	uint32		kind;			/* of reader: see BallotSource */
} RawKey;

extern bool raw_cache_has_room(const RankingPool *pool);
extern RankingId raw_cache_search(RankingPool *pool, RawKey key);
extern void raw_cache_remember(RankingPool *pool, RawKey key, RankingId id);

/* The id of a ranking by its bytes, or INVALID_RANKING. */
static inline RankingId
raw_cache_find(RankingPool *pool, RawKey key)
{
	return pool->bytes_repeat ? raw_cache_search(pool, key) : INVALID_RANKING;
}

#endif							/* PREFCOUNT_RAW_CACHE_H */
