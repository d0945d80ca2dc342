/*
 * ballot_source.h
 *	  The kinds of SQL values that rankings come in, and how errors show them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BALLOT_SOURCE_H
#define PREFCOUNT_BALLOT_SOURCE_H

#include "postgres.h"

#include "base/pgcompat.h"

/* What kind of value rankings come in. */
typedef enum BallotSource
{
	BALLOT_FROM_ARRAY,
	BALLOT_FROM_JSONB,
	BALLOT_FROM_JSON
} BallotSource;

extern char *ranking_excerpt(struct varlena *value, BallotSource source);
pg_noreturn extern void ranking_has_empty_label(struct varlena *value, BallotSource source);

#endif							/* PREFCOUNT_BALLOT_SOURCE_H */
