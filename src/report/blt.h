/*
 * blt.h
 *	  BLT, the text format in which vote counting programs exchange ballots.
 *
 * As Hill, Wichmann and Woodall described it (Algorithm 123, 1987), with what
 * others added: OpenSTV and OpaVote comments, ballot ids, equal and skipped
 * ranks; Droop and stv-rs options in brackets, with nicknames for candidates;
 * OpenTally ballots without the final 0; Scottish councils the party behind a
 * name.
 *
 *	 4 1				four candidates, one seat
 *	 [nick a b c d]		names for them that ballots may use in place of numbers
 *	 -2					the second one has withdrawn, or: [withdrawn b]
 *	 [undeclared c]		the third one is no declared write-in candidate
 *	 3 1 3 4 0			three ballots: candidate 1, then 3, then 4
 *	 2.5 4 - 1=3 0		one ballot of weight 2.5: 4, rank skipped, 1 and 3 equal
 *	 1 0 2 1 0			one ballot: rank skipped, 2, then 1
 *	 (b-17) 1 2 0		one ballot, with an id
 *	 0					end of the ballots
 *	 "Adam" "Reds"		the candidates' names, maybe a party, and the title
 *	 "Basil" "Blues"
 *	 "Charlotte" "Reds"
 *	 "Donald" "Greens"
 *	 "Title"			# a comment
 *	 Anything			not in quotation marks, behind the title
 *
 * As it was published, an end of line is no more than a space, and each 0 ends
 * a ballot.  That is how a text is read whose first ballot stands in the line
 * of its first number; in any other a line is a ballot, and a 0 in it is a
 * skipped rank unless it is the last.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BLT_H
#define PREFCOUNT_BLT_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "base/label_list.h"
#include "profile/profile.h"
#include "profile/profile_reader.h"

/* A place in a text, and the line it is in. */
typedef struct BltScanner
{
	const char *p;
	const char *end;
	int			line;			/* from 1 */
} BltScanner;

/* Candidates of whom a text says something, in the order given. */
typedef struct BltNoted
{
	int			n;
	int			allocated;
	int		   *candidates;
} BltNoted;

/* A text that has been checked; it must stay where it is. */
typedef struct Blt
{
	int64		seats;
	LabelList	names;			/* by candidate */
	LabelList	nicknames;		/* by candidate, or none */
	BltNoted	withdrawn;
	BltNoted	undeclared;
	BltScanner	ballots;		/* where they begin */
	bool		lines;			/* a line is a ballot */
} Blt;

/* What the head and the foot of a text to be written say. */
typedef struct BltFrame
{
	LabelList	names;
	LabelList	withdrawn;
	int64		seats;
	Label		title;
} BltFrame;

#define BLT_SEATS_MAX	PG_INT32_MAX

extern void blt_parse(Blt *blt, const char *source, int length);
extern void blt_read_names(BltScanner *scanner, bool lines, LabelList *names);
extern void blt_add_ballots(const Blt *blt, Profile *profile);
extern void blt_print(StringInfo out, const BltFrame *frame, ProfileReader *reader);

#endif							/* PREFCOUNT_BLT_H */
