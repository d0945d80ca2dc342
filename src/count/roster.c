/*
 * roster.c
 *	  The candidates of a contest in ballot order.
 *
 * Who stands is what the rules declare, or else whoever is marked on a ballot.
 * Which labels are marked is plain for a canonical profile; others have to be
 * looked through, but mostly the first few ballots show all labels.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "ballot/ballot.h"
#include "base/pgcompat.h"
#include "count/roster.h"

/* Where one profile's code goes in its map. */
typedef struct MarkedLabel
{
	Label		label;
	int		   *index;
} MarkedLabel;

/* Look for new codes in a ballot; returns how many were new. */
static uint32
mark_codes(Ballot ballot, bool *marked)
{
	BallotIterator iterator = ballot_iterate(ballot);
	uint32		code;
	uint32		found = 0;

	while (ballot_next_code(&iterator, &code))
	{
		found += !marked[code];
		marked[code] = true;
	}
	return found;
}

/* List the marked codes of a profile that marks most of its codes. */
static uint32 *
find_many_codes(ProfileReader *reader, int *n)
{
	bool	   *marked = palloc0(reader->ncandidates);
	uint32	   *codes;
	uint32		found = 0;
	RankingEntry entry;

	while (found < reader->ncandidates && profile_reader_next(reader, &entry))
	{
		CHECK_FOR_INTERRUPTS();
		found += mark_codes(ballot_of_record(entry.record, NULL), marked);
	}

	codes = MemoryContextAllocHuge(CurrentMemoryContext,
								   sizeof(uint32) * Max(found, 1));
	*n = 0;
	for (uint32 code = 0; code < reader->ncandidates; code++)
	{
		if (marked[code])
			codes[(*n)++] = code;
	}
	pfree(marked);

	return codes;
}

#define ST_SORT				sort_marked
#define ST_ELEMENT_TYPE		MarkedLabel
#define ST_COMPARE(a, b)	label_cmp((a)->label, (b)->label)
#define ST_SCOPE			static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* Sort codes and drop those that stand there again; returns how many stay. */
static int
sort_distinct(uint32 *codes, int n)
{
	int			kept = 0;

	codes_sort(codes, n);
	for (int i = 0; i < n; i++)
	{
		if (kept == 0 || codes[kept - 1] != codes[i])
			codes[kept++] = codes[i];
	}
	return kept;
}

/* List the marked codes of a profile that has far more codes than ballots. */
static uint32 *
find_few_codes(ProfileReader *reader, int *n)
{
	int			allocated = 64;
	uint32	   *codes = palloc(sizeof(uint32) * allocated);
	RankingEntry entry;

	*n = 0;
	while (profile_reader_next(reader, &entry))
	{
		BallotIterator iterator = ballot_iterate(ballot_of_record(entry.record, NULL));
		uint32		code;

		CHECK_FOR_INTERRUPTS();
		while (ballot_next_code(&iterator, &code))
		{
			if (*n == allocated && (*n = sort_distinct(codes, *n)) > allocated / 2)
			{
				allocated *= 2;
				codes = repalloc_huge(codes, sizeof(uint32) * allocated);
			}
			codes[(*n)++] = code;
		}
	}
	*n = sort_distinct(codes, *n);

	return codes;
}

/* Begin the map of a profile: which codes it has. */
static void
map_codes(CodeMap *map, ProfileReader *reader)
{
	if (reader->canonical)
	{
		map->n = reader->ncandidates;
		map->codes = NULL;
	}
	else if (reader->ncandidates / 16 <= reader->nentries)
		map->codes = find_many_codes(reader, &map->n);
	else
		map->codes = find_few_codes(reader, &map->n);
	profile_reader_rewind(reader);
	map->indices = MemoryContextAllocHuge(CurrentMemoryContext,
										  sizeof(int) * Max(map->n, 1));
}

/* The place of a code among the listed ones holds its index. */
int
code_map_search(const CodeMap *map, uint32 code)
{
	int			low = 0;
	int			high = map->n - 1;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (map->codes[middle] < code)
			low = middle + 1;
		else
			high = middle;
	}
	Assert(map->codes[low] == code);

	return map->indices[low];
}

/* All labels that are marked in any profile, in label order. */
static MarkedLabel *
marked_labels(ProfileReader *readers, int nreaders, CodeMap *maps, int *n)
{
	MarkedLabel *marked;
	int			total = 0;

	for (int r = 0; r < nreaders; r++)
	{
		map_codes(&maps[r], &readers[r]);
		total += maps[r].n;
	}

	*n = 0;
	marked = MemoryContextAllocHuge(CurrentMemoryContext,
									sizeof(MarkedLabel) * Max(total, 1));
	for (int r = 0; r < nreaders; r++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int i = 0; i < maps[r].n; i++)
		{
			uint32		code = maps[r].codes ? maps[r].codes[i] : (uint32) i;

			marked[*n].label = readers[r].labels[code];
			marked[(*n)++].index = &maps[r].indices[i];
		}
	}
	if (nreaders > 1 || !readers[0].canonical)
		sort_marked(marked, *n);

	return marked;
}

/* Append a label; returns its index. */
static int
append_label(Roster *roster, Label label)
{
	roster->labels[roster->nlabels] = label;

	return roster->nlabels++;
}

/*
 * Raise the error for marks that the rules do not allow.  It does not say for
 * whom: who may see the result need not be allowed to read ballots, and a voter
 * may have written anything.
 */
pg_noreturn static void
unlisted_error(int nunlisted)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("ballots mark somebody who is not a declared candidate"),
			 errdetail_plural("%d label that is not in rule \"candidates\" is marked.",
							  "%d different labels that are not in rule \"candidates\" are marked.",
							  nunlisted, nunlisted),
			 errhint("They are SELECT unnest(profile_candidates(p)) EXCEPT SELECT jsonb_array_elements_text(rules -> 'candidates'). Declare them, or let rule \"unlisted\" be \"skip\" or \"write_in\".")));
}

/*
 * The index of a marked label, which is appended if it is new to the roster;
 * NO_CANDIDATE if the rules do not allow it.  Labels come in label order, each
 * once.
 */
static int
index_of_label(Roster *roster, const CountRules *rules, Label label)
{
	bool		is_pool = rules->has_write_in &&
		label_cmp(label, rules->write_in) == 0;
	int			index;

	if (!rules->has_candidates)
	{
		index = append_label(roster, label);
		if (is_pool)
			roster->pool = index;
		return index;
	}

	index = label_list_find(&rules->candidates, label);
	if (index >= 0)
		return index;
	if (is_pool || rules->unlisted == UNLISTED_WRITE_IN)
		return roster->pool;
	if (rules->unlisted == UNLISTED_ERROR)
		return NO_CANDIDATE;
	return append_label(roster, label);
}

/* Begin with the declared candidates and, behind them, the pool. */
static void
add_declared(Roster *roster, const CountRules *rules)
{
	if (!rules->has_candidates)
		return;
	memcpy(roster->labels, rules->candidates.labels,
		   sizeof(Label) * rules->candidates.n);
	roster->nlabels = rules->candidates.n;
	if (rules->has_write_in)
	{
		roster->pool = label_list_find(&rules->candidates, rules->write_in);
		if (roster->pool < 0)
			roster->pool = append_label(roster, rules->write_in);
	}
	roster->ncandidates = roster->nlabels;
}

/* End with the pool where candidates were found on the ballots. */
static void
add_pool(Roster *roster, const CountRules *rules)
{
	if (rules->has_candidates)
		return;
	if (rules->has_write_in && roster->pool == NO_CANDIDATE)
		roster->pool = append_label(roster, rules->write_in);
	roster->ncandidates = roster->nlabels;
}

/* Enter all marked labels, and where each code goes. */
static void
add_marked(Roster *roster, const CountRules *rules,
		   const MarkedLabel *marked, int nmarked)
{
	int			nunlisted = 0;

	for (int i = 0; i < nmarked; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i > 0 && label_cmp(marked[i - 1].label, marked[i].label) == 0)
			*marked[i].index = *marked[i - 1].index;
		else
		{
			*marked[i].index = index_of_label(roster, rules, marked[i].label);
			if (*marked[i].index == NO_CANDIDATE)
				nunlisted++;
		}
	}
	if (nunlisted > 0)
		unlisted_error(nunlisted);
}

/*
 * Raise 54000 for more candidates than can be counted: all rounds are kept,
 * and they take memory by the square of the candidates.
 */
static void
check_candidates(const Roster *roster)
{
	if (roster->ncandidates > ROSTER_MAX_CANDIDATES)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("contest has too many candidates"),
				 errdetail("It has %d candidates; at most %d can be counted.",
						   roster->ncandidates, ROSTER_MAX_CANDIDATES),
				 errhint("List those who stand in the rule \"candidates\", and set \"unlisted\" to \"write_in\" or \"skip\".")));
}

/*
 * The roster of a contest whose ballots are in one or more profiles, and the
 * map of each profile's codes to it.  Labels share memory with the profiles
 * and the rules.
 */
Roster *
roster_create(ProfileReader *readers, int nreaders, const CountRules *rules,
			  CodeMap *maps)
{
	Roster	   *roster = palloc(sizeof(Roster));
	MarkedLabel *marked;
	int			nmarked;

	marked = marked_labels(readers, nreaders, maps, &nmarked);
	roster->pool = NO_CANDIDATE;
	roster->nlabels = 0;
	roster->labels = MemoryContextAllocHuge(CurrentMemoryContext, sizeof(Label) *
											((Size) rules->candidates.n + nmarked + 1));
	add_declared(roster, rules);
	add_marked(roster, rules, marked, nmarked);
	add_pool(roster, rules);
	pfree(marked);
	check_candidates(roster);

	roster->withdrawn = palloc0(Max(roster->ncandidates, 1));
	for (int i = 0; rules->withdrawn.n > 0 && i < roster->ncandidates; i++)
		roster->withdrawn[i] =
			label_list_find(&rules->withdrawn, roster->labels[i]) >= 0;

	return roster;
}

/* The index of the candidate of that label, or NO_CANDIDATE. */
int
roster_find(const Roster *roster, Label label)
{
	for (int i = 0; i < roster->ncandidates; i++)
	{
		if (label_cmp(roster->labels[i], label) == 0)
			return i;
	}
	return NO_CANDIDATE;
}
