/*
 * ranking_pool.h
 *	  The rankings and candidates that an aggregate has seen.
 *
 * All groups of one aggregate share a pool: each distinct ranking is stored
 * once and has a number, and a group's profile is little more than an array
 * of counters by that number.  A pool lives in a memory context of its own.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_RANKING_POOL_H
#define PREFCOUNT_RANKING_POOL_H

#include "postgres.h"

#include "arena.h"
#include "ballot.h"
#include "candidates.h"

typedef uint32 RankingId;

#define INVALID_RANKING		PG_UINT32_MAX

struct known_hash;
struct RawCache;

typedef struct RankingPool
{
	char		ident[16];		/* of the memory context, see
								 * ranking_pool_of_aggregate() */
	MemoryContext context;
	CandidateTable *candidates;
	Arena		arena;
	const uint8 **records;		/* the rankings by id */
	uint32		nrankings;
	uint32		allocated;
	struct known_hash *known;	/* ranking -> id */
	Ballot		probe;			/* what known is being searched for */
	struct RawCache *raw_cache; /* input bytes -> id, see raw_cache.h */
	bool		bytes_repeat;	/* often enough for that */
	BallotBuilder builder;		/* takes input apart */

	/* whether single ballots stay loose, see ranking_pool_intern_batch() */
	bool		may_append;
	bool		appending;
	uint32		window_lookups;
	uint32		window_hits;
} RankingPool;

#define INTERN_BATCH		256

extern RankingPool *ranking_pool_create(MemoryContext parent, Size max_block_size);
extern RankingPool *ranking_pool_of_aggregate(MemoryContext aggcontext);
extern RankingId ranking_pool_intern(RankingPool *pool, Ballot ballot);
extern void ranking_pool_intern_batch(RankingPool *pool, const uint64 *words,
									  const Ballot *ballots, int n,
									  RankingId *ids);

#endif							/* PREFCOUNT_RANKING_POOL_H */
