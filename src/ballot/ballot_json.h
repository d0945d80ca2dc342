/*
 * ballot_json.h
 *	  Reading a ballot from JSON: an array of ranks, or an object of them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BALLOT_JSON_H
#define PREFCOUNT_BALLOT_JSON_H

#include "postgres.h"

#include "ballot/ballot.h"
#include "ballot/ballot_source.h"
#include "base/candidates.h"

extern Ballot ballot_from_json(CandidateTable *candidates, BallotBuilder *builder,
							   struct varlena *value, BallotSource source);
extern bool json_is_null(const struct varlena *value, BallotSource source);

#endif							/* PREFCOUNT_BALLOT_JSON_H */
