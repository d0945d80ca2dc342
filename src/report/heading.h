/*
 * heading.h
 *	  What stands above and below a count sheet: what was voted on, how many
 *	  papers there were, by which rules they were counted, who signs.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_HEADING_H
#define PREFCOUNT_HEADING_H

#include "postgres.h"
#include "lib/stringinfo.h"
#include "utils/jsonb.h"

#include "count/rule_values.h"
#include "count/rules_presets.h"

/* A reason for which papers were rejected. */
typedef struct Rejected
{
	char	   *reason;			/* UTF-8; NULL: no reason is given */
	int64		papers;
} Rejected;

/* All keys are optional: texts are NULL, numbers -1 where they are not given. */
typedef struct Heading
{
	bool		given;			/* anything to be shown is */
	char	   *title;
	char	   *office;
	char	   *place;
	char	   *date;
	char	   *officer;
	char	   *note;			/* on the sheet as a whole */
	int64		electorate;		/* who could vote */
	int64		issued;			/* papers that were given out */
	int64		seats;
	bool		margins;		/* margins of victory are asked for */
	int			nrejected;
	Rejected   *rejected;
} Heading;

/* What stands on a sheet around the count. */
typedef struct SheetFrame
{
	const Heading *heading;
	Jsonb	   *rules;			/* as given, or NULL */
	const RulesPreset *preset;	/* that is among them, or NULL */
	bool		is_slice;
	Datum		profile;		/* the slice's */
	Datum		whole;			/* the contest's */
} SheetFrame;

extern Heading *heading_from_jsonb(Jsonb *jsonb, int64 seats);
extern void put_heading(StringInfo out, const Heading *heading, int64 ballots);
extern void put_foot(StringInfo out, const SheetFrame *frame, const RuleBook *book,
					 Jsonb *filled);

#endif							/* PREFCOUNT_HEADING_H */
