/*
 * profile_agg.c
 *	  Support functions of the aggregates that make profiles.
 *
 * The state of all of them is the type preference_profile itself, as an
 * expanded object.  So every support function can be called from SQL too:
 * outside an aggregate it leaves its arguments alone and returns a new value.
 *
 * Transition functions are not strict.  Once there is a state, they return
 * that very pointer: another one, or NULL, would make the executor delete the
 * old object, and with it the memory that all groups share.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "nodes/primnodes.h"
#include "utils/memutils.h"

#include "ballot/ballot_input.h"
#include "base/pgcompat.h"
#include "profile/profile_encode.h"
#include "profile/raw_cache.h"
#include "sql/profile_io.h"

/* The memory for a new state's rankings: shared by all groups where it can. */
static RankingPool *
pool_for_state(int context, MemoryContext aggcontext)
{
	if (context == AGG_CONTEXT_AGGREGATE)
		return ranking_pool_of_aggregate(aggcontext);

	return ranking_pool_create(context == AGG_CONTEXT_WINDOW ?
							   aggcontext : CurrentMemoryContext,
							   ALLOCSET_DEFAULT_MAXSIZE);
}

/*
 * Does the executor compute a partial aggregate, whose states go to nothing but
 * the function that combines them?
 */
static bool
is_partial_aggregate(FunctionCallInfo fcinfo)
{
	Aggref	   *aggref = AggGetAggref(fcinfo);

	return aggref != NULL && DO_AGGSPLIT_SKIPFINAL(aggref->aggsplit);
}

/* A new state with the ballots of the first argument, if there is one. */
static ExpandedProfile *
new_state(FunctionCallInfo fcinfo, int context, MemoryContext aggcontext)
{
	ExpandedProfile *state;

	state = expanded_profile_create(pool_for_state(context, aggcontext));
	state->partial = is_partial_aggregate(fcinfo);
	if (!PG_ARGISNULL(0))
	{
		ProfileReader reader;

		profile_reader_open(&reader, PG_GETARG_DATUM(0));
		profile_add_all(&state->profile, &reader);
	}

	return state;
}

/* A transition: the state to work on, and whose it is. */
typedef struct Transition
{
	ExpandedProfile *state;
	bool		in_aggregate;	/* the executor keeps the state */
} Transition;

/* What begin_transition() does where there is no state that can be changed. */
static pg_noinline Transition
begin_new_state(FunctionCallInfo fcinfo)
{
	MemoryContext aggcontext;
	int			context = AggCheckCallContext(fcinfo, &aggcontext);
	Transition	transition = {NULL, context != 0};

	if (context != 0 && !PG_ARGISNULL(0))
		transition.state = expanded_profile_writable(PG_GETARG_DATUM(0));
	if (transition.state == NULL)
		transition.state = new_state(fcinfo, context, aggcontext);

	return transition;
}

/*
 * Begin a transition: the state is the first argument if the executor lets us
 * change it, else a new one.  AggCheckCallContext() is asked only where it has
 * to say more than that an aggregate is computed: a call for each row is a call
 * too many.
 */
static inline Transition
begin_transition(FunctionCallInfo fcinfo)
{
	if (likely(fcinfo->context != NULL && IsA(fcinfo->context, AggState) &&
			   !PG_ARGISNULL(0)))
	{
		ExpandedProfile *state = expanded_profile_writable(PG_GETARG_DATUM(0));

		if (likely(state != NULL))
			return (Transition) {state, true};
	}

	return begin_new_state(fcinfo);
}

/* What a transition returns: the state, or outside aggregates a flat value. */
static inline Datum
end_transition(Transition transition)
{
	if (likely(transition.in_aggregate))
		return EOHPGetRWDatum(&transition.state->hdr);

	return temporary_profile_result(&transition.state->profile);
}

/*
 * The number of votes that a row's ballot has: its weight, or 1.  Zero for no
 * ballot at all: no ranking, no weight, or the weight zero.
 */
static inline Votes
row_votes(FunctionCallInfo fcinfo, BallotSource source)
{
	if (PG_ARGISNULL(1) ||
		ballot_is_missing((struct varlena *) PG_GETARG_POINTER(1), source))
		return votes_whole(0);
	if (likely(PG_NARGS() < 3))
		return votes_whole(1);
	if (PG_ARGISNULL(2))
		return votes_whole(0);

	return votes_from_weight(PG_GETARG_NUMERIC(2));
}

/* Read the ballot of a row; it is good until the pool reads the next one. */
static inline Ballot
read_ballot(RankingPool *pool, struct varlena *value, BallotSource source)
{
	return ballot_from_value(pool->candidates, &pool->builder, value, source);
}

/* Add a ballot of a weight, by its bytes if the pool has seen them before. */
static void
add_ballot_by_bytes(Profile *profile, struct varlena *value, BallotSource source, Votes votes)
{
	RankingPool *pool = profile->pool;
	RawKey		key = {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), source};
	RankingId	id = raw_cache_find(pool, key);
	bool		single = votes_is_one(votes);

	if (unlikely(id == INVALID_RANKING))
	{
		Ballot		ballot = read_ballot(pool, value, source);

		if (single && !raw_cache_has_room(pool))
		{
			profile_add_ballot(profile, ballot);
			return;
		}
		id = ranking_pool_intern(pool, ballot);
		raw_cache_remember(pool, key, id);
	}
	if (likely(single))
		profile_note_one(profile, id);
	else
		profile_add_ballots(profile, id, (BallotCount) {1, votes});
}

/* Add a ballot of a weight. */
static inline void
add_ballot(Profile *profile, struct varlena *value, BallotSource source, Votes votes)
{
	RankingPool *pool = profile->pool;

	if (pool->bytes_repeat || !votes_is_one(votes))
		add_ballot_by_bytes(profile, value, source, votes);
	else
		profile_add_ballot(profile, read_ballot(pool, value, source));
}

/*
 * Ask for the memory in which the next rankings are likely to lie, lest their
 * turn begins with waiting for it.  A page is filled from its end, so that a
 * scan of a table goes downwards in memory; the distances suit rows of some 100
 * to 200 bytes.
 */
static inline void
prefetch_next_rankings(const struct varlena *ranking)
{
	uintptr_t	address = (uintptr_t) ranking;

	for (int distance = 256; distance < 512; distance += 64)
		prefetch_memory((const void *) (address - distance));
}

/* Add a row's ballot to a state: what every aggregate over rankings does. */
static inline Datum
add_ranking(FunctionCallInfo fcinfo, BallotSource source)
{
	Transition	transition = begin_transition(fcinfo);
	Votes		votes = row_votes(fcinfo, source);

	if (likely(!votes_is_zero(votes)))
	{
		struct varlena *value = PG_GETARG_VARLENA_PP(1);

		prefetch_next_rankings(value);
		add_ballot(&transition.state->profile, value, source, votes);
		PG_FREE_IF_COPY(value, 1);
	}

	return end_transition(transition);
}

/* Take a ballot of a weight out again. */
static void
remove_ballot(Profile *profile, struct varlena *value, BallotSource source,
			  Votes votes)
{
	RankingPool *pool = profile->pool;
	RawKey		key = {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), source};
	RankingId	id = raw_cache_find(pool, key);

	if (id == INVALID_RANKING)
		id = ranking_pool_intern(pool, read_ballot(pool, value, source));
	profile_remove(profile, id, (BallotCount) {1, votes});
}

/* Take a row's ballot out of a state again, as a window moves on. */
static Datum
remove_ranking(FunctionCallInfo fcinfo, BallotSource source)
{
	Transition	transition = begin_transition(fcinfo);
	Votes		votes = row_votes(fcinfo, source);

	if (!votes_is_zero(votes))
	{
		struct varlena *value = PG_GETARG_VARLENA_PP(1);

		remove_ballot(&transition.state->profile, value, source, votes);
		PG_FREE_IF_COPY(value, 1);
	}

	return end_transition(transition);
}

PG_FUNCTION_INFO_V1(profile_agg_array);
Datum
profile_agg_array(PG_FUNCTION_ARGS)
{
	return add_ranking(fcinfo, BALLOT_FROM_ARRAY);
}

PG_FUNCTION_INFO_V1(profile_agg_array_remove);
Datum
profile_agg_array_remove(PG_FUNCTION_ARGS)
{
	return remove_ranking(fcinfo, BALLOT_FROM_ARRAY);
}

PG_FUNCTION_INFO_V1(profile_agg_jsonb);
Datum
profile_agg_jsonb(PG_FUNCTION_ARGS)
{
	return add_ranking(fcinfo, BALLOT_FROM_JSONB);
}

PG_FUNCTION_INFO_V1(profile_agg_jsonb_remove);
Datum
profile_agg_jsonb_remove(PG_FUNCTION_ARGS)
{
	return remove_ranking(fcinfo, BALLOT_FROM_JSONB);
}

PG_FUNCTION_INFO_V1(profile_agg_json);
Datum
profile_agg_json(PG_FUNCTION_ARGS)
{
	return add_ranking(fcinfo, BALLOT_FROM_JSON);
}

PG_FUNCTION_INFO_V1(profile_agg_json_remove);
Datum
profile_agg_json_remove(PG_FUNCTION_ARGS)
{
	return remove_ranking(fcinfo, BALLOT_FROM_JSON);
}

/*
 * Add a whole profile to a state: combines partial states, and is the
 * transition of profile_agg(preference_profile).
 */
PG_FUNCTION_INFO_V1(profile_agg_merge);
Datum
profile_agg_merge(PG_FUNCTION_ARGS)
{
	Transition	transition = begin_transition(fcinfo);

	if (!PG_ARGISNULL(1))
	{
		ProfileReader reader;

		profile_reader_open(&reader, PG_GETARG_DATUM(1));
		profile_add_all(&transition.state->profile, &reader);
	}

	return end_transition(transition);
}

/* Take a whole profile out of a state again, as a window moves on. */
PG_FUNCTION_INFO_V1(profile_agg_unmerge);
Datum
profile_agg_unmerge(PG_FUNCTION_ARGS)
{
	Transition	transition = begin_transition(fcinfo);

	if (!PG_ARGISNULL(1))
	{
		ProfileReader reader;

		profile_reader_open(&reader, PG_GETARG_DATUM(1));
		profile_remove_all(&transition.state->profile, &reader);
	}

	return end_transition(transition);
}

/* The profile that an aggregate made; never NULL. */
PG_FUNCTION_INFO_V1(profile_agg_final);
Datum
profile_agg_final(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		return PointerGetDatum(profile_encode_empty());
	if (profile_in_memory(PG_GETARG_DATUM(0)) == NULL)
		return profile_flat_datum(PG_GETARG_DATUM(0));

	return expanded_profile_read_only((ExpandedProfile *)
									  DatumGetEOHP(PG_GETARG_DATUM(0)));
}
