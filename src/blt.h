/*
 * blt.h
 *	  BLT, the text format in which vote counting programs exchange ballots.
 *
 * As Hill, Wichmann and Woodall described it (Algorithm 123, 1987), with what
 * OpenSTV and OpaVote added: comments, ballot ids, equal and skipped ranks.
 *
 *	 4 1				four candidates, one seat
 *	 -2					the second one has withdrawn
 *	 3 1 3 4 0			three ballots: candidate 1, then 3, then 4
 *	 2.5 4 - 1=3 0		one ballot of weight 2.5: 4, rank skipped, 1 and 3 equal
 *	 (b-17) 1 2 0		one ballot, with an id
 *	 0					end of the ballots
 *	 "Adam"				the candidates' names, and the title
 *	 "Basil"
 *	 "Charlotte"
 *	 "Donald"
 *	 "Title"			# a comment
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BLT_H
#define PREFCOUNT_BLT_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "label_list.h"
#include "profile.h"
#include "profile_reader.h"

/* A place in a text, and the line it is in. */
typedef struct BltScanner
{
	const char *p;
	const char *end;
	int			line;			/* from 1 */
} BltScanner;

/* A text that has been checked; it must stay where it is. */
typedef struct Blt
{
	LabelList	names;			/* by candidate */
	int			nwithdrawn;
	int		   *withdrawn;		/* candidates, in the order given */
	BltScanner	ballots;		/* where they begin */
} Blt;

/* What the head and the foot of a text to be written say. */
typedef struct BltFrame
{
	LabelList	names;
	LabelList	withdrawn;
	int64		seats;
	Label		title;
} BltFrame;

extern void blt_parse(Blt *blt, const char *source, int length);
extern void blt_add_ballots(const Blt *blt, Profile *profile);
extern void blt_print(StringInfo out, const BltFrame *frame, ProfileReader *reader);

#endif							/* PREFCOUNT_BLT_H */
