/*
 * profile_waiting.c
 *	  Single ballots of a profile on their way to its counters (profile.h).
 *
 * Each is taken away from those that wait, or are loose, as it is counted, and
 * nothing between these two steps can fail; see profile.c.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "ballot/ballot_word.h"
#include "base/pgcompat.h"
#include "profile/profile.h"

/*
 * So many ballots of a profile wait to be counted together: enough to gain by
 * it, and few enough to stay in the processor's cache.
 */
#define WAITING_MIN			8
#define WAITING_MAX			4096

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

/* Count a ballot of one vote; says whether its ranking was known. */
static bool
count_ballot(Profile *profile, Ballot ballot)
{
	uint64		word = ballot_word(ballot);
	RankingId	id;
	int			hits;

	hits = ranking_pool_intern_batch(profile->pool, &word, &ballot, 1, &id);
	profile_add_one(profile, id);

	return hits > 0;
}

/*
 * What profile_add_ballot() does where most rankings have one ballot.  From one
 * ballot that is looked up by turn to the next it is not the same way each
 * time, lest the ballots that come so far apart be of one kind.
 */
static void
add_rare_ballot(Profile *profile, Ballot ballot)
{
	RankingPool *pool = profile->pool;

	if (unlikely(pool->until_lookup == 0))
	{
		pool->until_lookup = 1 + bytehash_of_word(profile->nloose) % (2 * SAMPLE_RATE - 2);
		ranking_pool_judge_sample(pool, &pool->by_turn,
								  count_ballot(profile, ballot));
		return;
	}
	pool->until_lookup--;
	if (unlikely(ballot_is_sampled(ballot)))
		ranking_pool_judge_sample(pool, &pool->by_content,
								  count_ballot(profile, ballot));
	else
		add_loose(profile, ballot);
}

/*
 * Add one ballot of one vote: it waits to be counted together with others, or
 * stays loose if it is likely to be the only one of its ranking.
 */
void
profile_add_ballot(Profile *profile, Ballot ballot)
{
	uint64		word;

	AssertCheckProfile(profile);
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

/* Records that come together are copied in pieces of about so many bytes. */
#define PIECE_SIZE			32768

/*
 * Add ballots of one vote that lie one behind the other, from a record to where
 * the last one ends, as loose ones.
 */
void
profile_add_loose(Profile *profile, const uint8 *records, const uint8 *end)
{
	while (records < end)
	{
		const uint8 *next = records;
		uint64		n = 0;

		CHECK_FOR_INTERRUPTS();
		for (; next < end && next - records < PIECE_SIZE; n++)
			ballot_of_record(next, &next);
		arena_append_records(&profile->loose, records, next - records);
		profile->nloose += n;
		records = next;
	}
}

/* Count the ballots that are noted. */
void
profile_count_noted(Profile *profile)
{
	AssertCheckProfile(profile);
	for (uint32 i = 0; i < profile->nnoted; i++)
	{
		if (profile->noted[i] < profile->allocated)
			prefetch_memory(&profile->ballots[profile->noted[i]]);
	}
	while (profile->nnoted > 0)
	{
		profile_add_one(profile, profile->noted[profile->nnoted - 1]);
		profile->nnoted--;
	}
}

/* Count the last of the ballots that wait as words, up to INTERN_BATCH. */
static void
count_last_waiting(Profile *profile)
{
	RankingId	ids[INTERN_BATCH];
	int			n = Min(profile->nwaiting, INTERN_BATCH);
	int			hits;

	hits = ranking_pool_intern_batch(profile->pool,
									 profile->waiting + profile->nwaiting - n, NULL, n, ids);
	ranking_pool_judge(profile->pool, n, hits);
	while (n > 0)
	{
		profile_add_one(profile, ids[--n]);
		profile->nwaiting--;
	}
}

/* Count the ballots that are noted or wait as words. */
void
profile_count_waiting(Profile *profile)
{
	profile_count_noted(profile);
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
	int			hits;

	if (n == 0)
		arena_forget_to(&profile->loose, chunk->data + chunk->used);
	hits = ranking_pool_intern_batch(profile->pool, words, ballots, n, ids);
	ranking_pool_judge(profile->pool, n, hits);
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
	AssertCheckProfile(profile);
	profile_count_waiting(profile);
	while (profile->nloose > 0)
	{
		CHECK_FOR_INTERRUPTS();
		count_first_loose(profile);
	}
}
