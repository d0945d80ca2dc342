/*
 * possible.c
 *	  Who can win where a count ends on a tie that nothing decides.
 *
 * Any of those tied for elimination may be the one who goes out.  The count
 * goes on from there as the rules say, perhaps to another such tie.  All these
 * ways are walked through, depth first, in one count: ballots move as they do
 * in any count, and move back where the walk returns to a tie.
 *
 * How a count goes on from a round depends on who continues; on how these
 * compare by the rounds before, if ties look back; and on the way there, if an
 * overvote is judged by who continues when it is met.  That is a state.  Many
 * ways lead to the same state, and it is walked through once.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/cryptohash.h"
#include "common/sha2.h"
#include "miscadmin.h"
#include "utils/hsearch.h"
#include "utils/memutils.h"

#include "count/irv.h"
#include "count/possible.h"
#include "count/tiebreak.h"

/* After so many sets of continuing candidates, or states, the walk is given up. */
#define SETS_MAX		10000
#define STATES_MAX		100000

/* A tie on the way, and whom of the tied the walk takes out next. */
typedef struct Fork
{
	int			nrounds;		/* with the round of the tie */
	int			nsteps;			/* how many steps of the walk led to it */
	int		   *tied;
	int			n;
	int			next;
	int			pool;			/* of write-ins, which goes out as well */
	int		   *ranks[PAST_ORDERS]; /* by candidate, through that round */
} Fork;

/* The SHA-256 of a state, or of a set of candidates. */
typedef struct Digest
{
	uint8		bytes[PG_SHA256_DIGEST_LENGTH];
} Digest;

typedef struct Walk
{
	Course		course;
	OpenTieQuestion question;
	MemoryContext scratch;		/* of the present round */
	bool		looks_back[PAST_ORDERS];
	bool		way_matters;	/* also that led to a set of candidates */
	pg_cryptohash_ctx *sha256;
	HTAB	   *seen;			/* digests of sets and states */
	int			nsets;
	int			nstates;
	Fork	   *forks;			/* on the present way */
	int			nforks;
	int64		nchildren;		/* the tied of all these */
	int		   *gone;			/* who went out on it */
	int			ngone;
	int		   *steps;			/* where in gone each step begins */
	int			nsteps;
	bool	   *possible;		/* by candidate: wins in some way */
	int			npossible;
	bool		nobody;			/* some way has no winner */
} Walk;

/* Take candidates out, who are a step of the walk. */
static void
step_out(Walk *walk, const int *candidates, int n)
{
	Course	   *course = &walk->course;
	int		   *gone = walk->gone + walk->ngone;

	walk->steps[walk->nsteps++] = walk->ngone;
	for (int i = 0; i < n; i++)
	{
		gone[i] = candidates[i];
		course->count->continuing[candidates[i]] = false;
	}
	walk->ngone += n;
	course->count->nleft -= n;
	for (int b = 0; b < course->contest->nblocks; b++)
		tally_set_aside(&course->contest->tallies[b], gone, n);
}

/* Undo the last step. */
static void
step_back(Walk *walk)
{
	Course	   *course = &walk->course;
	int			start = walk->steps[--walk->nsteps];
	int			n = walk->ngone - start;

	for (int b = 0; b < course->contest->nblocks; b++)
		tally_put_back(&course->contest->tallies[b], walk->gone + start, n);
	for (int i = start; i < walk->ngone; i++)
		course->count->continuing[walk->gone[i]] = true;
	course->count->nleft += n;
	walk->ngone = start;
}

/* Keep how candidates compare by the rounds through the present one. */
static void
remember_past(Walk *walk)
{
	const Count *count = walk->course.count;

	for (int order = 0; order < PAST_ORDERS; order++)
	{
		if (walk->looks_back[order])
			(void) past_through(count, (PastOrder) order, count->nrounds);
	}
}

/* Let the walk fork at the tie of a round. */
static void
push_fork(Walk *walk, const CountRound *round)
{
	const Count *count = walk->course.count;
	const Tie  *tie = last_tie(round);
	Size		size = sizeof(int) * count->contest->roster->ncandidates;
	Fork	   *fork = &walk->forks[walk->nforks++];

	remember_past(walk);
	fork->nrounds = count->nrounds;
	fork->nsteps = walk->nsteps;
	fork->n = tie->n;
	fork->next = 0;
	fork->pool = count->contest->roster->pool;
	if (fork->pool != NO_CANDIDATE && round_position(round, fork->pool) == NO_CANDIDATE)
		fork->pool = NO_CANDIDATE;
	fork->tied = palloc(sizeof(int) * fork->n);
	memcpy(fork->tied, tie->level, sizeof(int) * fork->n);
	for (int order = 0; order < PAST_ORDERS; order++)
	{
		fork->ranks[order] = NULL;
		if (!walk->looks_back[order])
			continue;
		fork->ranks[order] = palloc(size);
		memcpy(fork->ranks[order], count->past[order].ranks, size);
	}
	walk->nchildren += fork->n;
}

/* Leave the last fork, which has been walked through. */
static void
pop_fork(Walk *walk)
{
	Fork	   *fork = &walk->forks[--walk->nforks];

	walk->nchildren -= fork->n;
	pfree(fork->tied);
	for (int order = 0; order < PAST_ORDERS; order++)
	{
		if (fork->ranks[order] != NULL)
			pfree(fork->ranks[order]);
	}
}

/* Return to a fork: all is as it was there. */
static void
return_to(Walk *walk, const Fork *fork)
{
	Count	   *count = walk->course.count;
	Size		size = sizeof(int) * count->contest->roster->ncandidates;

	while (walk->nsteps > fork->nsteps)
		step_back(walk);
	count->nrounds = fork->nrounds;
	for (int order = 0; order < PAST_ORDERS; order++)
	{
		if (fork->ranks[order] == NULL)
			continue;
		memcpy(count->past[order].ranks, fork->ranks[order], size);
		count->past[order].nrounds = fork->nrounds;
	}
}

/* Add bytes to the digest that is being made. */
static void
digest_add(Walk *walk, const void *bytes, Size length)
{
	if (pg_cryptohash_update(walk->sha256, bytes, length) < 0)
		elog(ERROR, "could not compute SHA-256 of a state");
}

/* Begin a digest with the set of those who continue. */
static void
digest_begin(Walk *walk)
{
	if (pg_cryptohash_init(walk->sha256) < 0)
		elog(ERROR, "could not compute SHA-256 of a state");
	digest_add(walk, walk->course.count->continuing,
			   walk->course.contest->roster->ncandidates);
}

/* End a digest.  Whether it had not been seen before. */
static bool
digest_is_new(Walk *walk)
{
	Digest		digest;
	bool		found;

	if (pg_cryptohash_final(walk->sha256, digest.bytes, sizeof(digest.bytes)) < 0)
		elog(ERROR, "could not compute SHA-256 of a state");
	(void) hash_search(walk->seen, &digest, HASH_ENTER, &found);

	return !found;
}

/* Whether the walk has come to a state where it has not been before. */
static bool
state_is_new(Walk *walk)
{
	const Count *count = walk->course.count;
	bool		is_new;

	digest_begin(walk);
	is_new = digest_is_new(walk);
	walk->nsets += is_new;

	/* also how many rounds there were: a step may ask for its round's number */
	digest_begin(walk);
	digest_add(walk, &count->nrounds, sizeof(int));
	for (int order = 0; order < PAST_ORDERS; order++)
	{
		for (int i = 0; walk->looks_back[order] && i < count->contest->roster->ncandidates; i++)
		{
			if (walk->course.count->continuing[i])
				digest_add(walk, &count->past[order].ranks[i], sizeof(int));
		}
	}
	if (walk->way_matters)
	{
		digest_add(walk, walk->gone, sizeof(int) * walk->ngone);
		digest_add(walk, walk->steps, sizeof(int) * walk->nsteps);
	}
	is_new = digest_is_new(walk);
	walk->nstates += is_new;

	return is_new;
}

/* Write down that somebody wins in some way. */
static void
add_possible(Walk *walk, int candidate)
{
	walk->npossible += !walk->possible[candidate];
	walk->possible[candidate] = true;
}

/*
 * Judge the next round in scratch memory.  True: candidates go out after it
 * whatever is decided, and they are a step of the walk.
 */
static bool
walk_round(Walk *walk)
{
	Course	   *course = &walk->course;
	MemoryContext old_context = MemoryContextSwitchTo(walk->scratch);
	CountRound *round = course_round(course);
	int		   *out = palloc(sizeof(int) * Max(course->nout, 1));

	remember_past(walk);
	for (int i = 0; i < course->nout; i++)
		out[i] = round->candidates[course->out[i]];
	MemoryContextSwitchTo(old_context);

	if (course->nout > 0)
		step_out(walk, out, course->nout);
	else if (course->count->nwinners > 0)
		add_possible(walk, count_winner(course->count));
	else if (!ended_on_tie(course->count))
		walk->nobody = true;
	else if (last_tie(round)->wanted == WANTED_FEWEST)
		push_fork(walk, round);
	else
	{
		const Tie  *tie = last_tie(round);

		for (int i = 0; i < tie->n; i++)
			add_possible(walk, tie->level[i]);
	}
	MemoryContextReset(walk->scratch);

	return course->nout > 0;
}

/* Walk on until the next fork, a winner, or a state where the walk has been. */
static void
walk_on(Walk *walk)
{
	Count	   *count = walk->course.count;

	do
	{
		CHECK_FOR_INTERRUPTS();
		count->nwinners = 0;
	} while (state_is_new(walk) && walk_round(walk));
}

/*
 * Whether there are more states than are followed.  The tied of the forks on
 * one way lead to as many sets of candidates, so the end may be seen early.
 */
static bool
too_many_ways(const Walk *walk)
{
	return walk->nsets > SETS_MAX || walk->nstates > STATES_MAX ||
		walk->nchildren > SETS_MAX;
}

/* Walk through all ways; false: given up, or the question is answered before. */
static bool
walk_all_ways(Walk *walk)
{
	push_fork(walk, last_round(walk->course.count));
	while (walk->nforks > 0)
	{
		Fork	   *fork = &walk->forks[walk->nforks - 1];

		if (too_many_ways(walk) ||
			(walk->question == EVERY_WAY_ELECTS && walk->npossible > 1))
			return false;
		return_to(walk, fork);
		if (fork->next == fork->n)
			pop_fork(walk);
		else
		{
			int			out[2] = {fork->tied[fork->next++], fork->pool};

			step_out(walk, out, fork->pool == NO_CANDIDATE ? 1 : 2);
			walk_on(walk);
		}
	}
	return true;
}

/* Get ready: count to the tie, in the current memory context. */
static Walk *
walk_begin(const Count *count, const bool *removed, OpenTieQuestion question)
{
	const Contest *contest = count->contest;
	const CountRules *rules = contest->rules;
	Size		n = contest->roster->ncandidates;
	Walk	   *walk = palloc0(sizeof(Walk));
	HASHCTL		ctl = {.keysize = sizeof(Digest),.entrysize = sizeof(Digest),
	.hcxt = CurrentMemoryContext};

	walk->question = question;
	walk->course = (Course) {
		.contest = contest,.stop = rules->stop,.until_elected = true
	};
	course_begin(&walk->course, removed);
	course_run(&walk->course);
	Assert(ended_on_tie(walk->course.count));
	walk->course.count->is_supposed = true;

	walk->scratch = AllocSetContextCreate(CurrentMemoryContext, "prefcount round",
										  ALLOCSET_DEFAULT_SIZES);
	for (int order = 0; order < PAST_ORDERS; order++)
		walk->looks_back[order] = ties_look_back(rules, (PastOrder) order);
	walk->way_matters = rules->overvotes != OVERVOTES_EXHAUST &&
		rules->overvotes != OVERVOTES_SKIP;
	walk->seen = hash_create("prefcount states", 256, &ctl,
							 HASH_ELEM | HASH_BLOBS | HASH_CONTEXT);
	walk->forks = palloc(sizeof(Fork) * n);
	walk->gone = palloc(sizeof(int) * n);
	walk->steps = palloc(sizeof(int) * n);
	walk->possible = palloc0(n);

	return walk;
}

/* Find out who can win from a tie for elimination; false: that stays unknown. */
static bool
walk_from_tie(const Count *count, const bool *removed,
			  OpenTieQuestion question, bool *possible, bool *nobody)
{
	DrawnLotsUse *lots = count->contest->drawn;
	DrawnLotsUse lots_before = *lots;
	MemoryContext old_context;
	MemoryContext context = AllocSetContextCreate(CurrentMemoryContext,
												  "prefcount ways",
												  ALLOCSET_DEFAULT_SIZES);
	Walk	   *walk;
	bool		known;

	/* a lot that is for a tie on some way only is not used by this count */
	old_context = MemoryContextSwitchTo(context);
	*lots = *drawn_lots_use(count->contest->rules);
	walk = walk_begin(count, removed, question);
	walk->sha256 = pg_cryptohash_create(PG_SHA256);
	if (walk->sha256 == NULL)
		elog(ERROR, "could not compute SHA-256 of a state");
	known = walk_all_ways(walk);
	pg_cryptohash_free(walk->sha256);
	memcpy(possible, walk->possible, count->contest->roster->ncandidates);
	*nobody = walk->nobody;
	*lots = lots_before;
	MemoryContextSwitchTo(old_context);
	MemoryContextDelete(context);

	return known;
}

/* Whether a count ended where nothing decides who of several stays among two. */
static bool
is_tie_of_cut(const Count *count)
{
	const CountRound *round = last_round(count);
	int			pool = count->contest->roster->pool;
	int			ncan_win = round->n;

	if (pool != NO_CANDIDATE && round_position(round, pool) != NO_CANDIDATE)
		ncan_win--;

	return count->contest->rules->elimination == ELIMINATION_TOP_TWO_BY_TIE_BREAK &&
		ncan_win > 2 && last_tie(round)->wanted == WANTED_MOST;
}

/*
 * Where a count ended on a tie that nothing decides, find out who wins in some
 * way of deciding it and the ties that may follow.  A winner in every way is
 * the winner.  The count was made without the removed candidates.
 */
void
follow_open_tie(Count *count, const bool *removed, OpenTieQuestion question)
{
	const Tie  *tie = last_tie(last_round(count));
	int			ncandidates = count->contest->roster->ncandidates;
	bool	   *possible;
	bool		nobody = false;

	if (count->nwinners > 0 || !ended_on_tie(count))
		return;
	if (is_tie_of_cut(count))
		return;
	possible = palloc0(ncandidates);
	if (tie->wanted == WANTED_MOST)
	{
		for (int i = 0; i < tie->n; i++)
			possible[tie->level[i]] = true;
	}
	else if (!walk_from_tie(count, removed, question, possible, &nobody))
		return;

	count->ways_known = true;
	count->possible = palloc(sizeof(int) * ncandidates);
	for (int candidate = 0; candidate < ncandidates; candidate++)
	{
		if (possible[candidate])
			count->possible[count->npossible++] = candidate;
	}
	if (count->npossible == 1 && !nobody)
		count->winners[count->nwinners++] = (Winner) {
			count->possible[0], 0, WON_BY_EVERY_WAY
		};
}
