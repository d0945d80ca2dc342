/*
 * roster.h
 *	  The candidates of a contest in ballot order.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ROSTER_H
#define PREFCOUNT_ROSTER_H

#include "postgres.h"

#include "base/candidates.h"
#include "count/rules.h"
#include "profile/profile_reader.h"

#define NO_CANDIDATE	(-1)

#define ROSTER_MAX_CANDIDATES	5000

/*
 * Candidates are known by their index here.  Behind the candidates stand the
 * labels that are marked but may not be voted for (unlisted: skip): they need
 * an index too, since a mark for them can be repeated.
 */
typedef struct Roster
{
	int			ncandidates;	/* with withdrawn ones and the pool */
	int			nlabels;		/* with unlisted ones */
	Label	   *labels;
	bool	   *withdrawn;		/* by candidate */
	int			pool;			/* of write-ins, or NO_CANDIDATE */
} Roster;

/*
 * From a profile's candidate codes to indices.  A profile in memory may share
 * its codes with thousands of others and mark few of them: then the marked
 * codes are listed.
 */
typedef struct CodeMap
{
	int			n;
	const uint32 *codes;		/* in ascending order, or NULL: 0 to n - 1 */
	int		   *indices;
} CodeMap;

extern Roster *roster_create(ProfileReader *readers, int nreaders,
							 const CountRules *rules, CodeMap *maps);
extern int	roster_find(const Roster *roster, Label label);
extern int	code_map_search(const CodeMap *map, uint32 code);

/* The index of a code that is marked on a ballot. */
static inline int
code_map_index(const CodeMap *map, uint32 code)
{
	return map->codes == NULL ? map->indices[code] : code_map_search(map, code);
}

/* Compare candidates by their place in ballot order, for qsort() and bsearch(). */
static inline int
cmp_candidates(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

#endif							/* PREFCOUNT_ROSTER_H */
