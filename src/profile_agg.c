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
#include "utils/memutils.h"

#include "ballot_input.h"
#include "pgcompat.h"
#include "profile_codec.h"
#include "profile_io.h"
#include "raw_cache.h"

PG_FUNCTION_INFO_V1(profile_agg_array);
PG_FUNCTION_INFO_V1(profile_agg_array_remove);
PG_FUNCTION_INFO_V1(profile_agg_jsonb);
PG_FUNCTION_INFO_V1(profile_agg_jsonb_remove);
PG_FUNCTION_INFO_V1(profile_agg_merge);
PG_FUNCTION_INFO_V1(profile_agg_unmerge);
PG_FUNCTION_INFO_V1(profile_agg_final);

/* The memory for a new state's rankings: shared by all groups where it can. */
static RankingPool *
pool_for_state(FunctionCallInfo fcinfo, int context, MemoryContext aggcontext)
{
	if (context == AGG_CONTEXT_AGGREGATE)
		return ranking_pool_of_aggregate(aggcontext);

	return ranking_pool_create(context == AGG_CONTEXT_WINDOW ?
							   aggcontext : CurrentMemoryContext,
							   ALLOCSET_DEFAULT_MAXSIZE);
}

/*
 * The state to work on: the first argument if the executor lets us change it,
 * else a new one with the first argument's ballots.
 */
static ExpandedProfile *
begin_transition(FunctionCallInfo fcinfo)
{
	MemoryContext aggcontext;
	int			context = AggCheckCallContext(fcinfo, &aggcontext);
	ExpandedProfile *state = NULL;

	if (context != 0 && !PG_ARGISNULL(0))
		state = expanded_profile_writable(PG_GETARG_DATUM(0));
	if (state == NULL)
	{
		state = expanded_profile_create(pool_for_state(fcinfo, context, aggcontext));
		if (!PG_ARGISNULL(0))
		{
			ProfileReader reader;

			profile_reader_open(&reader, PG_GETARG_DATUM(0));
			profile_merge(&state->profile, &reader);
		}
	}

	return state;
}

/* What a transition returns: the state, or outside aggregates a flat value. */
static Datum
end_transition(FunctionCallInfo fcinfo, ExpandedProfile *state)
{
	if (fcinfo->context == NULL || AggCheckCallContext(fcinfo, NULL) == 0)
		return temporary_profile_result(&state->profile);

	return EOHPGetRWDatum(&state->hdr);
}

/*
 * The number of votes that a row's ballot has: its weight, or 1.  False for
 * no ballot at all: no ranking, no weight, or the weight zero.
 */
static bool
get_row_votes(FunctionCallInfo fcinfo, Votes *votes)
{
	*votes = votes_whole(1);
	if (PG_ARGISNULL(1))
		return false;
	if (PG_NARGS() < 3)
		return true;
	if (PG_ARGISNULL(2))
		return false;
	*votes = votes_from_weight(PG_GETARG_NUMERIC(2));

	return !votes_is_zero(*votes);
}

/*
 * The id of a ranking: found by its bytes, or by reading them.  A single
 * ballot may be better kept loose: then INVALID_RANKING, and the ballot.
 */
static RankingId
identify_ranking(RankingPool *pool, struct varlena *value, BallotSource source,
				 bool single, Ballot *ballot)
{
	RawKey		key = {VARDATA_ANY(value), VARSIZE_ANY_EXHDR(value), source};
	RankingId	id = raw_cache_find(pool, key);

	if (likely(id != INVALID_RANKING))
		return id;

	*ballot = ballot_from_value(pool, value, source);
	id = single ? ranking_pool_record(pool, *ballot) :
		ranking_pool_intern(pool, *ballot);
	if (id != INVALID_RANKING)
		raw_cache_remember(pool, key, id);

	return id;
}

/* Add a row's ballot to a state: what every aggregate over rankings does. */
static Datum
add_ranking(FunctionCallInfo fcinfo, BallotSource source)
{
	ExpandedProfile *state = begin_transition(fcinfo);
	Profile    *profile = &state->profile;
	Votes		votes;

	if (get_row_votes(fcinfo, &votes))
	{
		struct varlena *value = PG_GETARG_VARLENA_PP(1);
		bool		single = votes.units == 1 && votes.nanos == 0;
		Ballot		ballot;
		RankingId	id;

		id = identify_ranking(profile->pool, value, source, single, &ballot);
		if (id == INVALID_RANKING)
			profile_add_loose(profile, ballot);
		else if (single)
			profile_add_one(profile, id);
		else
			profile_add(profile, id, (BallotCount) {1, votes});
		PG_FREE_IF_COPY(value, 1);
	}

	return end_transition(fcinfo, state);
}

/* Take a row's ballot out of a state again, as a window moves on. */
static Datum
remove_ranking(FunctionCallInfo fcinfo, BallotSource source)
{
	ExpandedProfile *state = begin_transition(fcinfo);
	Profile    *profile = &state->profile;
	Votes		votes;

	if (get_row_votes(fcinfo, &votes))
	{
		struct varlena *value = PG_GETARG_VARLENA_PP(1);
		Ballot		ballot;
		RankingId	id;

		profile_count_loose(profile);
		id = identify_ranking(profile->pool, value, source, false, &ballot);
		profile_remove(profile, id, (BallotCount) {1, votes});
		PG_FREE_IF_COPY(value, 1);
	}

	return end_transition(fcinfo, state);
}

Datum
profile_agg_array(PG_FUNCTION_ARGS)
{
	return add_ranking(fcinfo, BALLOT_FROM_ARRAY);
}

Datum
profile_agg_array_remove(PG_FUNCTION_ARGS)
{
	return remove_ranking(fcinfo, BALLOT_FROM_ARRAY);
}

Datum
profile_agg_jsonb(PG_FUNCTION_ARGS)
{
	return add_ranking(fcinfo, BALLOT_FROM_JSONB);
}

Datum
profile_agg_jsonb_remove(PG_FUNCTION_ARGS)
{
	return remove_ranking(fcinfo, BALLOT_FROM_JSONB);
}

/*
 * Add a whole profile to a state: combines partial states, and is the
 * transition of profile_agg(preference_profile).
 */
Datum
profile_agg_merge(PG_FUNCTION_ARGS)
{
	ExpandedProfile *state = begin_transition(fcinfo);

	if (!PG_ARGISNULL(1))
	{
		ProfileReader reader;

		profile_reader_open(&reader, PG_GETARG_DATUM(1));
		profile_merge(&state->profile, &reader);
	}

	return end_transition(fcinfo, state);
}

/* Take a whole profile out of a state again, as a window moves on. */
Datum
profile_agg_unmerge(PG_FUNCTION_ARGS)
{
	ExpandedProfile *state = begin_transition(fcinfo);

	if (!PG_ARGISNULL(1))
	{
		ProfileReader reader;

		profile_reader_open(&reader, PG_GETARG_DATUM(1));
		profile_subtract(&state->profile, &reader);
	}

	return end_transition(fcinfo, state);
}

/* The profile that an aggregate made; never NULL. */
Datum
profile_agg_final(PG_FUNCTION_ARGS)
{
	if (PG_ARGISNULL(0))
		return PointerGetDatum(profile_encode_empty());
	if (profile_in_memory(PG_GETARG_DATUM(0)) == NULL)
		return PG_GETARG_DATUM(0);

	return expanded_profile_read_only((ExpandedProfile *)
									  DatumGetEOHP(PG_GETARG_DATUM(0)));
}
