/*
 * possible.h
 *	  Who can win where a count ends on a tie that nothing decides.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_POSSIBLE_H
#define PREFCOUNT_POSSIBLE_H

#include "postgres.h"

#include "count/count.h"

/* What is asked about the ways of deciding a tie that ended a count. */
typedef enum OpenTieQuestion
{
	EVERY_WAY_ELECTS,			/* is there one winner, whichever way? */
	POSSIBLE_WINNERS			/* and else: who can win? */
} OpenTieQuestion;

extern void follow_open_tie(Count *count, const bool *removed,
							OpenTieQuestion question);

#endif							/* PREFCOUNT_POSSIBLE_H */
