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

extern Ballot ballot_from_value(RankingPool *pool, struct varlena *value,
								BallotSource source);

#endif							/* PREFCOUNT_BALLOT_INPUT_H */
