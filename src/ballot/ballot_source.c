/*
 * ballot_source.c
 *	  The kinds of SQL values that rankings come in, and how errors show them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "utils/fmgroids.h"

#include "ballot/ballot_source.h"
#include "base/excerpt.h"

/* Bytes of a faulty ranking that an error shows. */
#define EXCERPT_BYTES		100

/* A ranking as text, if need be only its beginning, for an error's detail. */
char *
ranking_excerpt(struct varlena *value, BallotSource source)
{
	Oid			output = source == BALLOT_FROM_ARRAY ? F_ARRAY_OUT :
		source == BALLOT_FROM_JSONB ? F_JSONB_OUT : F_JSON_OUT;
	char	   *text = OidOutputFunctionCall(output, PointerGetDatum(value));

	return text_excerpt(text, strlen(text), EXCERPT_BYTES);
}

/* Raise 22023 for a candidate without a name. */
void
ranking_has_empty_label(struct varlena *value, BallotSource source)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("ranking has an empty label"),
			 errdetail("The ranking is %s.", ranking_excerpt(value, source)),
			 source == BALLOT_FROM_ARRAY ?
			 errhint("An empty cell is a skipped rank, which is NULL: array_replace(ranking, '', NULL), or string_to_array(line, ',', '').") :
			 errhint("A skipped rank is null.")));
}
