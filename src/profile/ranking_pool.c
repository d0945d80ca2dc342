/*
 * ranking_pool.c
 *	  The rankings and candidates that an aggregate has seen.
 *
 * An error in the middle, be it for want of memory or a cancelled query, must
 * leave a pool that can be used: profiles outlive errors that are caught.  So
 * whatever may fail is done before anything is changed.  A ranking is known
 * with its id and its record, or not at all; memory that was taken for it then
 * is lost until the pool goes, but means nothing.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "ballot/ballot_word.h"
#include "base/hash_memory.h"
#include "base/pgcompat.h"
#include "profile/ranking_pool.h"

/*
 * How a ranking is found again: by its word (ballot_word.h).  Finding a ballot
 * that is its own word touches nothing but the table.
 */
typedef struct KnownEntry
{
	uint64		word;
	RankingId	id;
	char		status;
} KnownEntry;

/*
 * Is a known ranking, given by the word inside its entry, the ballot that the
 * pool is searching for?
 */
static inline bool
is_probe(const RankingPool *pool, const uint64 *known_word, uint64 word)
{
	const KnownEntry *entry;
	Ballot		ballot;

	if (*known_word != word)
		return false;
	if (!(word & WORD_HASH))
		return true;

	entry = (const KnownEntry *) ((const char *) known_word -
								  offsetof(KnownEntry, word));
	ballot = ballot_of_record(pool->records[entry->id], NULL);
	return ballot.length == pool->probe.length &&
		bytes_equal((const char *) ballot.tokens,
					(const char *) pool->probe.tokens, ballot.length);
}

/*
 * The table doubles when it is nearly full, and not before, so that memory does
 * not depend on the secrets of the hash.
 */
#define SH_GROW_MAX_DIB		1000
#define SH_GROW_MAX_MOVE	100000

#define SH_PREFIX			known
#define SH_ELEMENT_TYPE		KnownEntry
#define SH_KEY_TYPE			uint64
#define SH_KEY				word
#define SH_HASH_KEY(tb, key) bytehash_of_word(key)
#define SH_EQUAL(tb, a, b)	is_probe((tb)->private_data, &(a), b)
#define SH_USE_NONDEFAULT_ALLOCATOR
#define SH_SCOPE			static inline
#define SH_DECLARE
#define SH_DEFINE
#include "lib/simplehash.h"

DEFINE_HASH_MEMORY(known)

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
	pool->bytes_repeat = true;
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

/* Have room for one more ranking; 54000 if there are too many. */
static void
enlarge_records(RankingPool *pool)
{
	if (pool->nrankings < pool->allocated)
		return;
	if (pool->allocated > PG_UINT32_MAX / 2)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("too many distinct rankings")));
	pool->records = repalloc_huge(pool->records,
								  (Size) pool->allocated * 2 * sizeof(uint8 *));
	pool->allocated *= 2;
}

/* Make a ranking known, under the next id, that the pool did not find. */
static pg_noinline KnownEntry *
add_known(RankingPool *pool, Ballot ballot, uint64 word, uint32 hash)
{
	const uint8 *record;
	KnownEntry *entry;
	bool		found;

	enlarge_records(pool);
	record = arena_append(&pool->arena, ballot);
	entry = known_insert_hash(pool->known, word, hash, &found);
	Assert(!found);
	pool->records[pool->nrankings] = record;
	entry->id = pool->nrankings++;

	return entry;
}

/* The id of a ranking, given to it now if it is new. */
RankingId
ranking_pool_intern(RankingPool *pool, Ballot ballot)
{
	uint64		word = ballot_word(ballot);
	uint32		hash = bytehash_of_word(word);
	KnownEntry *entry;

	pool->probe = ballot;
	entry = known_lookup_hash(pool->known, word, hash);
	if (entry == NULL)
		entry = add_known(pool, ballot, word, hash);

	return entry->id;
}

/* Judge by all look-ups of a window whether ballots are to be kept loose. */
void
ranking_pool_judge(RankingPool *pool, int lookups, int hits)
{
	LookupWindow *window = &pool->all;

	window->lookups += lookups;
	window->hits += hits;
	if (window->lookups < APPEND_WINDOW)
		return;

	if (pool->may_append && pool->nrankings >= APPEND_WINDOW / 2 &&
		window->hits < window->lookups / 8)
		pool->appending = true;
	memset(window, 0, sizeof(LookupWindow));
}

/* Judge by a sample of loose ballots whether all are to be looked up again. */
void
ranking_pool_judge_sample(RankingPool *pool, LookupWindow *sample, bool hit)
{
	sample->lookups++;
	sample->hits += hit;
	if (sample->lookups < SAMPLE_WINDOW)
		return;

	if (sample->hits >= SAMPLE_WINDOW / 4 * 3)
		pool->appending = false;
	memset(sample, 0, sizeof(LookupWindow));
}

/*
 * Take notice that a profile with so many loose ballots is going to be added: a
 * pool that kept so many has found that nearly all of them differ.
 */
void
ranking_pool_told_loose(RankingPool *pool, uint64 nloose)
{
	if (pool->may_append && nloose >= APPEND_WINDOW / 4)
		pool->appending = true;
}

/* Begin to take notes: none is taken yet. */
void
ranking_pool_take_notes(RankingPool *pool)
{
	CodeNotes  *notes = &pool->notes;
	uint32		ncodes = candidates_count(pool->candidates);

	if (notes->allocated < ncodes || notes->reader == PG_UINT32_MAX)
	{
		Size		n = Max(ncodes, Min((Size) notes->allocated * 2, PG_UINT32_MAX));
		int			flags = MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO;
		CodeNotes	larger = {.allocated = n};

		larger.values = MemoryContextAllocExtended(pool->context, n * 2 * sizeof(uint32), flags);
		larger.taken = larger.values + n;
		if (notes->values)
			pfree(notes->values);
		*notes = larger;
	}
	notes->reader++;
}

/*
 * The ids of up to INTERN_BATCH rankings, given by their words; and by the
 * ballots too, unless each word is the ballot.  A table of many rankings does
 * not fit the processor's cache: asking for all places in the table first lets
 * it fetch them side by side.  Returns how many were known.
 */
int
ranking_pool_intern_batch(RankingPool *pool, const uint64 *words,
						  const Ballot *ballots, int n, RankingId *ids)
{
	uint32		hashes[INTERN_BATCH];
	uint8		tokens[WORD_NARROW_TOKENS];
	int			hits = n;

	Assert(n <= INTERN_BATCH);
	for (int i = 0; i < n; i++)
	{
		hashes[i] = bytehash_of_word(words[i]);
		prefetch_memory(&pool->known->data[hashes[i] & pool->known->sizemask]);
	}
	for (int i = 0; i < n; i++)
	{
		KnownEntry *entry;

		if (ballots)
			pool->probe = ballots[i];
		entry = known_lookup_hash(pool->known, words[i], hashes[i]);
		if (unlikely(entry == NULL))
		{
			entry = add_known(pool, ballots ? ballots[i] : ballot_of_word(words[i], tokens),
							  words[i], hashes[i]);
			hits--;
		}
		ids[i] = entry->id;
	}

	return hits;
}
