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

#include "ballot/arena.h"
#include "ballot/ballot.h"
#include "base/bytehash.h"
#include "base/candidates.h"

typedef uint32 RankingId;

/*
 * A number noted for some of a pool's candidates, by whoever reads a profile
 * of it: what it costs goes by the candidates that are marked, not by all that
 * the pool has.  Notes hold until the next reader of the pool takes some.
 */
typedef struct CodeNotes
{
	uint32	   *values;			/* by code */
	uint32	   *taken;			/* by code: when, by the number of the reader */
	uint32		reader;
	uint32		allocated;
} CodeNotes;

#define INVALID_RANKING		PG_UINT32_MAX

/* How many ballots were looked up lately, and how many of them were known. */
typedef struct LookupWindow
{
	uint32		lookups;
	uint32		hits;
} LookupWindow;

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
	CodeNotes	notes;

	/* whether single ballots stay loose, see ranking_pool_judge() */
	bool		may_append;
	bool		appending;
	uint32		until_lookup;	/* loose ballots */
	LookupWindow all;			/* while none stays loose */
	LookupWindow by_turn;		/* while most stay loose */
	LookupWindow by_content;
} RankingPool;

#define INTERN_BATCH		256

/*
 * Where nearly every ballot is different, looking each up costs several times
 * what the rest of the count does and finds nothing.  Once a pool knows many
 * rankings, and of the last APPEND_WINDOW lookups fewer than one in eight hit,
 * single ballots are no longer looked up but kept loose, which takes a quarter
 * of the memory that a ranking's entry does.
 *
 * Ballots may come that are alike after all, so two samples are looked up, each
 * one in SAMPLE_RATE.  Every so many ballots, by turn: that shows a few rankings
 * which come again and again.  All ballots of some rankings, chosen by a secret
 * hash: of these it is known how many are repeated, however far apart.  Where
 * three quarters of either sample hit, all ballots are looked up again.  So the
 * order of rows decides neither memory nor time.
 */
#define APPEND_WINDOW		65536
#define SAMPLE_RATE			128
#define SAMPLE_WINDOW		512

/* Is a ballot of a ranking that is looked up each time it comes? */
static inline bool
ballot_is_sampled(Ballot ballot)
{
	const char *tokens = (const char *) ballot.tokens;
	uint64		hash;

	if (ballot.length >= sizeof(uint64))
		hash = bytehash_pair(bytehash_word(tokens),
							 bytehash_word(tokens + ballot.length - sizeof(uint64)));
	else
		hash = bytehash_pair(bytehash_short(tokens, ballot.length), ballot.length);

	return hash < PG_UINT64_MAX / SAMPLE_RATE;
}

extern RankingPool *ranking_pool_create(MemoryContext parent, Size max_block_size);
extern RankingPool *ranking_pool_of_aggregate(MemoryContext aggcontext);
extern RankingId ranking_pool_intern(RankingPool *pool, Ballot ballot);
extern void ranking_pool_told_loose(RankingPool *pool, uint64 nloose);
extern void ranking_pool_take_notes(RankingPool *pool);
extern int	ranking_pool_intern_batch(RankingPool *pool, const uint64 *words,
									  const Ballot *ballots, int n,
									  RankingId *ids);
extern void ranking_pool_judge(RankingPool *pool, int lookups, int hits);
extern void ranking_pool_judge_sample(RankingPool *pool, LookupWindow *sample,
									  bool hit);

#endif							/* PREFCOUNT_RANKING_POOL_H */
