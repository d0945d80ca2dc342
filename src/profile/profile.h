/*
 * profile.h
 *	  A preference profile: a multiset of ballots, in memory.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_H
#define PREFCOUNT_PROFILE_H

#include "postgres.h"

#include "ballot/ballot.h"
#include "base/candidates.h"
#include "base/votes.h"
#include "profile/ranking_pool.h"

/* How many ballots a ranking has, and their total weight. */
typedef struct BallotCount
{
	int64		ballots;
	Votes		votes;
} BallotCount;

/* Does the weight differ from the number of ballots? */
static inline bool
ballot_count_weighted(BallotCount count)
{
	return votes_cmp(count.votes, votes_whole(count.ballots)) != 0;
}

struct sparse_hash;

/*
 * So many ballots of known rankings are noted before they are counted.  A
 * counter of one of many groups is seldom in the processor's cache: some are
 * waited for together, not each by itself.
 */
#define NOTED_MAX		15

/*
 * Counters by ranking id.  They are an array as long as most of the pool's
 * rankings are in this profile, and a hash table where it holds few of many,
 * as the profiles of many small groups do.  Weights are kept only from the
 * first ballot on that has one other than 1.
 *
 * Single ballots wait until there are enough of them to be counted together:
 * as ids where the ranking is known, as words where they fit (ballot_word.h),
 * else loose, as records.  They stay loose for good where most are the only ones
 * of their ranking.
 *
 * So a profile holds the ballots that its counters count, those that wait and
 * those that are loose: each in one of these places.
 */
typedef struct Profile
{
	RankingPool *pool;
	uint32		nnoted;
	RankingId	noted[NOTED_MAX];	/* of ballots not counted yet */
	int64	   *ballots;		/* by ranking id; NULL if sparse */
	Votes	   *votes;			/* by ranking id; NULL: as ballots */
	uint32		allocated;		/* length of both arrays */
	struct sparse_hash *sparse; /* ranking id -> BallotCount, or NULL */
	uint64		nadded;			/* rankings counted, to choose between both;
								 * singles left out */
	int64		nsingles;		/* ballots counted by profile_add_one() */
	BallotCount others;			/* what else the counters add up to */
	uint64	   *waiting;		/* words of ballots not counted yet */
	uint32		nwaiting;
	uint32		waiting_allocated;
	Arena		loose;
	uint64		nloose;
} Profile;

/*
 * What holds in every profile, between any two steps: there are counters in
 * arrays, in a hash table, or none yet; no more words wait than have room; and
 * nothing that is counted in sums has gone below nothing.
 */
static inline void
AssertCheckProfile(const Profile *profile)
{
	Assert(profile->pool != NULL);
	Assert(profile->sparse == NULL || profile->allocated == 0);
	Assert((profile->allocated == 0) == (profile->ballots == NULL));
	Assert(profile->votes == NULL || profile->sparse == NULL);
	Assert(profile->nnoted <= NOTED_MAX);
	Assert(profile->nwaiting <= profile->waiting_allocated);
	Assert(profile->nsingles >= 0);
	Assert((profile->nloose > 0) <= (profile->loose.first != NULL));
}

#ifdef USE_ASSERT_CHECKING
extern void AssertCheckWholeProfile(const Profile *profile);
#else
#define AssertCheckWholeProfile(profile) ((void) 0)
#endif

extern void profile_init(Profile *profile, RankingPool *pool);
extern void profile_add_ballots_anywhere(Profile *profile, RankingId id, BallotCount count);
extern void profile_add_one_anywhere(Profile *profile, RankingId id);
extern void profile_remove(Profile *profile, RankingId id, BallotCount count);
extern bool profile_try_remove(Profile *profile, RankingId id, BallotCount count);
extern void profile_add_ballot(Profile *profile, Ballot ballot);
extern void profile_add_loose(Profile *profile, const uint8 *records,
							  const uint8 *end);
extern void profile_count_noted(Profile *profile);
extern void profile_count_waiting(Profile *profile);
extern void profile_count_loose(Profile *profile);
extern BallotCount profile_get(const Profile *profile, RankingId id);
extern BallotCount profile_sum(const Profile *profile);
extern void profile_check_sum(const Profile *profile);
extern bool profile_next_counted(const Profile *profile, uint64 *position,
								 RankingId *id, BallotCount *count);
extern uint64 profile_ncounted(const Profile *profile);

/*
 * Add ballots of one ranking; 22003 if the profile had too many then.  Where
 * the total is far from that, and only a number grows, nothing can fail.
 */
static inline void
profile_add_ballots(Profile *profile, RankingId id, BallotCount count)
{
	if (likely(id < profile->allocated && profile->votes == NULL &&
			   !ballot_count_weighted(count) &&
			   profile->others.ballots < VOTES_MAX / 4 &&
			   profile->nsingles < VOTES_MAX / 4 && count.ballots < VOTES_MAX / 4))
	{
		profile->ballots[id] += count.ballots;
		profile->others.ballots += count.ballots;
		profile->others.votes.units += count.ballots;
		profile->nadded++;
	}
	else
		profile_add_ballots_anywhere(profile, id, count);
}

/*
 * Count one more ballot of a ranking with weight 1.  It may come from those that
 * wait or are loose, so the sum is not looked at: whoever reads the profile does
 * that.
 */
static inline void
profile_add_one(Profile *profile, RankingId id)
{
	if (likely(id < profile->allocated && profile->votes == NULL))
	{
		profile->ballots[id]++;
		profile->nsingles++;
	}
	else
		profile_add_one_anywhere(profile, id);
}

/* Add one ballot of one vote of a known ranking: what most rows do. */
static inline void
profile_note_one(Profile *profile, RankingId id)
{
	if (unlikely(profile->nnoted == NOTED_MAX))
		profile_count_noted(profile);
	profile->noted[profile->nnoted++] = id;
}

#endif							/* PREFCOUNT_PROFILE_H */
