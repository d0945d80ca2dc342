/*
 * ballot_array.h
 *	  Reading a ballot from an array of candidates.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BALLOT_ARRAY_H
#define PREFCOUNT_BALLOT_ARRAY_H

#include "postgres.h"

#include "ballot/ballot.h"
#include "base/candidates.h"

extern Ballot ballot_from_array(CandidateTable *candidates, BallotBuilder *builder,
								struct varlena *value);

#endif							/* PREFCOUNT_BALLOT_ARRAY_H */
