/*
 * stv_places.c
 *	  The order of finish of a count for several seats, and who takes over.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "count/stv_places.h"

/* A candidate's votes after a round. */
static Amount
votes_after(const StvCount *count, int round, int candidate)
{
	return stv_round(count, Max(round, 1) - 1)->blocks[0].votes[candidate];
}

/*
 * In which order groups of candidates finish.  Whoever is left where the count
 * ends on a tie of others has no place yet, and comes behind all who have one.
 */
static int
rank_of(const StvPlace *place)
{
	static const int ranks[] = {
		[STATUS_ELECTED] = 0,
		[STATUS_TIED] = 1,
		[STATUS_CONTINUING] = 1,
		[STATUS_NOT_ELECTED] = 2,
		[STATUS_ELIMINATED] = 3,
		[STATUS_WITHDRAWN] = 5,
	};

	return place->is_open ? 4 : ranks[place->status];
}

/* Compare places by what decides about them; 0: they share a place. */
static int
cmp_finish(const StvPlace *x, const StvPlace *y)
{
	int			cmp = rank_of(x) - rank_of(y);

	if (cmp != 0 || rank_of(x) == 1)
		return cmp;
	if (x->status == STATUS_ELIMINATED && x->round != y->round)
		return y->round - x->round;
	return amount_cmp(y->votes, x->votes);
}

/* The same, then ballot order. */
static int
cmp_places(const void *a, const void *b)
{
	const StvPlace *x = (const StvPlace *) a;
	const StvPlace *y = (const StvPlace *) b;
	int			cmp = cmp_finish(x, y);

	return cmp != 0 ? cmp : x->candidate - y->candidate;
}

/* Where a candidate who is not elected stands. */
static StvPlace
place_of(const StvCount *count, int candidate)
{
	StvPlace	place = {.candidate = candidate,.status = count->status[candidate]};

	place.is_open = (place.status == STATUS_CONTINUING && ended_on_tie(&count->base));

	/* a change that would come into the next round, which there is not */
	place.round = Min(count->changed_in[candidate], count->base.nrounds);
	if (place.round == 0)
		place.round = count->base.nrounds;
	else if (place.status == STATUS_ELIMINATED &&
			 stv_moved_in(count, candidate, place.round))
		place.votes = votes_after(count, place.round - 1, candidate);
	else
		place.votes = votes_after(count, place.round, candidate);
	if (count->changed_in[candidate] == 0)
		place.votes = votes_after(count, count->base.nrounds, candidate);

	return place;
}

/*
 * By how much a candidate was ahead of the next one, where the two parted: not at
 * all if they share a place.
 */
static void
set_lead(const StvCount *count, StvPlace *place, const StvPlace *next)
{
	int			round = Min(place->round, next->round);

	place->has_lead = (next->place != 0);
	if (!place->has_lead || place->place == next->place)
		return;
	if (next->status == STATUS_ELIMINATED && place->status != STATUS_ELECTED)
		round = next->round - (stv_moved_in(count, next->candidate, next->round) ? 1 : 0);
	else if (next->status == STATUS_ELIMINATED && next->round <= place->round)
		round = next->round - (stv_moved_in(count, next->candidate, next->round) ? 1 : 0);
	place->lead = amount_sub(votes_after(count, round, place->candidate),
							 votes_after(count, round, next->candidate));
}

/* Whether the count ends on a tie about who is excluded. */
static bool
ended_on_last(const StvCount *count)
{
	const Tie  *tie = last_tie(&stv_last_round(count)->base);

	return tie != NULL && tie->wanted == WANTED_FEWEST;
}

/*
 * Give places to candidates in order of finish, behind the elected.  Of those who
 * are left the tied are the last ones, unless it is a place ahead that they are
 * tied for.
 */
static void
number_places(const StvCount *count, StvPlace *places, int n)
{
	int			first = count->base.nwinners;
	int			nopen = 0;

	for (int i = first; i < n; i++)
		nopen += places[i].is_open;
	for (int i = first; i < n - nopen; i++)
	{
		bool		shared = (i > first && cmp_finish(&places[i - 1], &places[i]) == 0);
		bool		behind = (places[i].status != STATUS_TIED || ended_on_last(count));

		places[i].place = shared ? places[i - 1].place : i + 1 + (behind ? nopen : 0);
	}
	for (int i = first; i + 1 < n; i++)
	{
		if (places[i].place != 0)
			set_lead(count, &places[i], &places[i + 1]);
	}
}

/* All candidates in order of finish: *n of them. */
StvPlace *
stv_places_of(const StvCount *count, int *n)
{
	StvPlace   *places = palloc0(sizeof(StvPlace) * Max(count->ncandidates, 1));
	int			pool = count->base.contest->roster->pool;

	*n = 0;
	for (int i = 0; i < count->base.nwinners; i++)
	{
		places[*n] = place_of(count, count->base.winners[i].candidate);
		places[*n].place = *n + 1;
		(*n)++;
	}
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->status[i] != STATUS_ELECTED && i != pool &&
			count->status[i] != STATUS_WITHDRAWN)
			places[(*n)++] = place_of(count, i);
	}
	qsort(places + count->base.nwinners, *n - count->base.nwinners, sizeof(StvPlace), cmp_places);
	number_places(count, places, *n);
	for (int i = 0; i < count->base.nwinners && i + 1 < *n; i++)
		set_lead(count, &places[i], &places[i + 1]);
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (i == pool && count->status[i] != STATUS_WITHDRAWN)
			places[(*n)++] = place_of(count, i);
	}
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->status[i] == STATUS_WITHDRAWN)
			places[(*n)++] = place_of(count, i);
	}
	Assert(*n == count->ncandidates);

	return places;
}

/* The one who was last to be left or excluded without a seat, or NO_CANDIDATE. */
static int
last_excluded(const StvCount *count)
{
	int			n;
	StvPlace   *places = stv_places_of(count, &n);
	int			first = count->base.nwinners;

	if (first >= n || places[first].place == 0 || ended_on_tie(&count->base) ||
		(first + 1 < n && places[first + 1].place == places[first].place))
		return NO_CANDIDATE;
	return places[first].candidate;
}

/* Add a label to a list. */
static void
add_label(LabelList *list, Label label)
{
	Label	   *labels = palloc(sizeof(Label) * (list->n + 1));

	if (list->n > 0)
		memcpy(labels, list->labels, sizeof(Label) * list->n);
	labels[list->n] = label;
	list->labels = labels;
	list->n++;
	(void) label_list_sort(list);
}

/* Who is elected too when all is counted again without the leaver. */
static int
by_recount(const StvCount *count, int leaver)
{
	const Contest *contest = count->base.contest;
	const Roster *roster = contest->roster;
	StvRules   *rules = memcpy(palloc(sizeof(StvRules)), count->rules, sizeof(StvRules));
	Contest    *again = memcpy(palloc(sizeof(Contest)), contest, sizeof(Contest));
	Roster	   *without = memcpy(palloc(sizeof(Roster)), roster, sizeof(Roster));
	StvCount   *recount;

	without->withdrawn = memcpy(palloc(Max(roster->ncandidates, 1)), roster->withdrawn,
								roster->ncandidates);
	without->withdrawn[leaver] = true;
	memset(&rules->reserved, 0, sizeof(ReservedSeats));
	for (int i = 0; i < count->base.nwinners; i++)
	{
		if (count->base.winners[i].candidate != leaver)
			add_label(&rules->reserved.among, roster->labels[count->base.winners[i].candidate]);
	}
	rules->reserved.at_least = rules->reserved.among.n;
	again->rules = &rules->count;
	again->roster = without;
	recount = stv_count_noting(again, NO_CANDIDATE);
	for (int i = 0; i < recount->base.nwinners; i++)
	{
		if (count->status[recount->base.winners[i].candidate] != STATUS_ELECTED)
			return recount->base.winners[i].candidate;
	}
	return NO_CANDIDATE;
}

/* Who wins an instant runoff of the papers that elected the leaver. */
static int
by_papers(const StvCount *count, int leaver)
{
	const Contest *contest = count->base.contest;
	StvCount   *noting = stv_count_noting(contest, leaver);
	Contest    *runoff = memcpy(palloc(sizeof(Contest)), contest, sizeof(Contest));
	Tally	   *tally = memcpy(palloc(sizeof(Tally)), &contest->tallies[0], sizeof(Tally));
	bool	   *removed = palloc0(Max(count->ncandidates, 1));

	if (noting->nnoted == 0)
		return NO_CANDIDATE;
	for (int i = 0; i < count->ncandidates; i++)
		removed[i] = (count->status[i] == STATUS_ELECTED);
	runoff->tallies = tally;
	runoff->nblocks = 1;
	tally_give(tally, noting->noted_papers, noting->nnoted);

	return count_winner(irv_count_freely(runoff, STOP_TWO_REMAIN, false, removed));
}

/* Who takes over an elected candidate's seat, and how; or NO_CANDIDATE. */
int
stv_takes_over(const StvCount *count, int leaver, StvTakesOver *how)
{
	const StvRules *rules = count->rules;

	*how = rules->method == STV_ACT ? TAKES_OVER_PAPERS :
		rules->method == STV_ERS97 || rules->runner_up == STV_RUNNER_UP_COUNTBACK ?
		TAKES_OVER_RECOUNT : TAKES_OVER_NEXT;
	switch (*how)
	{
		case TAKES_OVER_PAPERS:
			return by_papers(count, leaver);
		case TAKES_OVER_RECOUNT:
			return by_recount(count, leaver);
		case TAKES_OVER_NEXT:
			break;
	}
	return last_excluded(count);
}

/*
 * The runner-up by the rule of that name.  By countback: the one who takes over
 * whoever of the elected leaves.
 */
int
stv_runner_up(const StvCount *count)
{
	int			runner_up = NO_CANDIDATE;

	if (count->rules->runner_up == STV_RUNNER_UP_LAST_EXCLUDED)
		return last_excluded(count);
	for (int i = 0; i < count->base.nwinners; i++)
	{
		StvTakesOver how;
		int			next = stv_takes_over(count, count->base.winners[i].candidate, &how);

		if (next == NO_CANDIDATE || (i > 0 && next != runner_up))
			return NO_CANDIDATE;
		runner_up = next;
	}
	return runner_up;
}
