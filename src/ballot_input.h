/*
 * ballot_input.h
 *	  Reading a ballot from the SQL value that holds its ranking.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BALLOT_INPUT_H
#define PREFCOUNT_BALLOT_INPUT_H

#include "postgres.h"

#include "ranking_pool.h"

/* What kind of value rankings come in. */
typedef enum BallotSource
{
	BALLOT_FROM_ARRAY,
	BALLOT_FROM_JSONB
} BallotSource;

extern Ballot ballot_from_array(RankingPool *pool, struct varlena *value);
extern Ballot ballot_from_jsonb(RankingPool *pool, struct varlena *value);

/*
 * Read the ballot of a detoasted value; its candidates become known to the
 * pool.  The ballot is good until the pool's builder is used again.
 */
static inline Ballot
ballot_from_value(RankingPool *pool, struct varlena *value, BallotSource source)
{
	return source == BALLOT_FROM_ARRAY ? ballot_from_array(pool, value) :
		ballot_from_jsonb(pool, value);
}

#endif							/* PREFCOUNT_BALLOT_INPUT_H */
