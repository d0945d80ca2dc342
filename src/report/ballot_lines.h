/*
 * ballot_lines.h
 *	  Text formats with a line for each ranking: PrefLib, ABIF, Debian's sheets.
 *
 * PrefLib (.soc, .soi, .toc, .toi), since 2022 and before:
 *
 *	 # ALTERNATIVE NAME 1: Ann		3
 *	 # ALTERNATIVE NAME 2: Bob		1,Ann
 *	 # ALTERNATIVE NAME 3: Cat		2,Bob
 *	 5: 1,2,3						3,Cat
 *	 2: 3,{1,2}						7,7,2
 *									5,1,2,3
 *									2,3,{1,2}
 *
 * In the older form 7,7,2 are voters, votes and unique orders; in the newer one
 * such numbers may stand in lines with #.  They must be those of the file.
 *
 * ABIF:
 *
 *	 # a comment, and data on the election in braces
 *	 {"title": "Chair"}
 *	 =C:[Cat Stevens]				names for short ones
 *	 5:Ann>Bob>C					> lower, = level
 *	 2:C/5,Ann/3,Bob/3				with scores: the highest first
 *
 * The tally sheets of Debian's votes, which have much else around:
 *
 *	   Option 1---->: Ann			a column for each option
 *	 / Option 2---->: Bob
 *	 |/
 *	 V: 21	a voter				Bob first, then Ann
 *	 V: 1-	another				Ann only
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BALLOT_LINES_H
#define PREFCOUNT_BALLOT_LINES_H

#include "postgres.h"

#include "profile/profile.h"

extern void preflib_add_ballots(const char *source, int length, Profile *profile);
extern void abif_add_ballots(const char *source, int length, Profile *profile);
extern void debian_add_ballots(const char *source, int length, Profile *profile);

#endif							/* PREFCOUNT_BALLOT_LINES_H */
