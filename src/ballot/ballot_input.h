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

#include "ballot/ballot_array.h"
#include "ballot/ballot_json.h"

/*
 * Whether a value that may be toasted is JSON's null, which is no ballot as
 * SQL's is none.
 */
static inline bool
ballot_is_missing(const struct varlena *value, BallotSource source)
{
	return source != BALLOT_FROM_ARRAY && json_is_null(value, source);
}

/*
 * Read the ballot of a detoasted value; its candidates get codes.  The ballot
 * is good until the builder is used again.
 */
static inline Ballot
ballot_from_value(CandidateTable *candidates, BallotBuilder *builder,
				  struct varlena *value, BallotSource source)
{
	return source == BALLOT_FROM_ARRAY ?
		ballot_from_array(candidates, builder, value) :
		ballot_from_json(candidates, builder, value, source);
}

#endif							/* PREFCOUNT_BALLOT_INPUT_H */
