/*
 * places.c
 *	  Who is second, and the order of finish, by each definition.
 *
 * By final_two and deciding_round places follow from one count, which by the
 * latter ends with the round that elects.  By winner_removed each place is the
 * winner of a count of its own, without those placed before.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "count/college.h"
#include "count/irv_count.h"
#include "count/places.h"
#include "count/possible.h"
#include "count/runner_up.h"
#include "count/score.h"

/*
 * The score of a candidate who is in a round as it is shown, votes or points as
 * per cent; or, of two, how much more the first one has.
 */
static Numeric
shown_score(const Contest *contest, const CountRound *round, int candidate, int other)
{
	Votes		votes;

	if (contest->shares != NULL)
		return college_percent(contest, round, round_position(round, candidate),
							   other == NO_CANDIDATE ? NO_CANDIDATE :
							   round_position(round, other));

	votes = round_votes(round, 0, candidate);
	if (other != NO_CANDIDATE)
		votes = votes_sub(votes, round_votes(round, 0, other));

	return votes_to_numeric(votes);
}

/* A round of a count by its number. */
static const CountRound *
numbered_round(const Count *count, int number)
{
	Assert(number >= 1 && number <= count->nrounds);

	return count->rounds[number - 1];
}

/* Fill in a place's numbers: its votes in a round; in none if that is 0. */
static void
set_round(Place *place, const Count *count, int number)
{
	const CountRound *round;

	place->round = number;
	if (number == 0)
		return;
	round = numbered_round(count, number);
	place->votes = shown_score(count->contest, round, place->candidate, NO_CANDIDATE);
}

/* Fill in a place's lead over the next one, in a round both are in. */
static void
set_lead(Place *place, int next, const Count *count, int number)
{
	const CountRound *round = numbered_round(count, number);

	place->lead = shown_score(count->contest, round, place->candidate, next);
}

/*
 * Start the list: all candidates in ballot order, with what a count of the
 * whole contest says of their first round.
 */
static Place *
begin_places(const Count *count)
{
	const Roster *roster = count->contest->roster;
	Place	   *places = palloc0(sizeof(Place) * Max(roster->ncandidates, 1));

	for (int i = 0; i < roster->ncandidates; i++)
	{
		places[i].candidate = i;
		places[i].status = PLACE_CONTINUING;
		if (roster->withdrawn[i])
			places[i].status = PLACE_WITHDRAWN;
		else
			places[i].first_preferences =
				shown_score(count->contest, count->rounds[0], i, NO_CANDIDATE);
		if (i == roster->pool)
		{
			places[i].status = PLACE_WRITE_IN;
			set_round(&places[i], count, count->last_round[i]);
		}
	}
	return places;
}

/* Placed candidates, then others, the pool, those withdrawn. */
static int
place_class(const Place *place)
{
	if (place->place > 0)
		return 0;

	return place->status == PLACE_WITHDRAWN ? 3 :
		place->status == PLACE_WRITE_IN ? 2 : 1;
}

/* Order of finish, for qsort(). */
static int
cmp_places(const void *a, const void *b)
{
	const Place *x = (const Place *) a;
	const Place *y = (const Place *) b;

	if (place_class(x) != place_class(y))
		return place_class(x) - place_class(y);
	if (x->place != y->place)
		return x->place - y->place;

	return x->candidate - y->candidate;
}

/* Whether a position of a round is the pool's. */
static bool
is_pool(const Count *count, const CountRound *round, int position)
{
	return round->candidates[position] == count->contest->roster->pool;
}

/* How many candidates of a round can have a place. */
static int
count_placeable(const Count *count, const CountRound *round)
{
	int			n = 0;

	for (int i = 0; i < round->n; i++)
		n += !is_pool(count, round, i);

	return n;
}

/*
 * Place those who went out after a round: behind those who went on, by votes.
 * Where a harmless tie left nobody but the winner, it is open who of them would
 * have been the last to go, so all share the place.
 */
static void
place_eliminated(Place *places, const Count *count, const CountRound *round)
{
	const Tie  *tie = last_tie(round);
	int			remaining = count_placeable(count, count->rounds[round->number]);
	bool		open = remaining == 1 && tie != NULL && tie->step == TIE_LEAVE;

	for (int i = 0; i < round->n; i++)
	{
		Place	   *place = &places[round->candidates[i]];

		if (round->status[i] != STATUS_ELIMINATED || is_pool(count, round, i))
			continue;
		place->status = PLACE_ELIMINATED;
		place->place = remaining + 1;
		for (int j = 0; j < round->n && !open; j++)
		{
			if (round->status[j] == STATUS_ELIMINATED &&
				!is_pool(count, round, j) &&
				cmp_round_scores(round, j, i) > 0)
				place->place++;
		}
	}
}

/*
 * Place those in the last round behind its winner: by votes, but the runner-up
 * before others level with it.
 */
static void
place_behind_winner(Place *places, const Count *count,
					const CountRound *round, int runner_up)
{
	for (int i = 0; i < round->n; i++)
	{
		int			candidate = round->candidates[i];
		Place	   *place = &places[candidate];

		if (is_pool(count, round, i))
			continue;
		place->place = (candidate == count_winner(count)) ? 1 : 2;
		for (int j = 0; j < round->n && place->place > 1; j++)
		{
			int			other = round->candidates[j];
			int			cmp = cmp_round_scores(round, j, i);

			if (other == count_winner(count) || is_pool(count, round, j))
				continue;
			if (candidate != runner_up &&
				(cmp > 0 || (cmp == 0 && other == runner_up)))
				place->place++;
		}
		if (candidate == count_winner(count))
			place->status = PLACE_ELECTED;
		else if (candidate == runner_up)
			place->status = PLACE_RUNNER_UP;
	}
}

/* Those who are level for second place and stay so are tied. */
static void
mark_tied_seconds(Place *places, const CountRound *round)
{
	int			seconds = 0;

	for (int i = 0; i < round->n; i++)
		seconds += (places[round->candidates[i]].place == 2);
	for (int i = 0; i < round->n && seconds > 1; i++)
	{
		if (places[round->candidates[i]].place == 2)
			places[round->candidates[i]].status = PLACE_TIED;
	}
}

/* How many candidates of a round are higher than a score. */
static int
count_higher(const Count *count, const CountRound *round, Score score)
{
	int			n = 0;

	for (int i = 0; i < round->n; i++)
	{
		if (!is_pool(count, round, i) && score_cmp(round_score(round, i), score) > 0)
			n++;
	}
	return n;
}

/*
 * Place those in a last round that ended on a tie (or without any votes): the
 * tied ones share a place.  Those ahead of them have none, since theirs were
 * still open, but for one who wins in every way; those behind have theirs by
 * votes.
 */
static void
place_without_end(Place *places, const Count *count, const CountRound *round)
{
	Score		level = {0};
	bool		tied = false;

	for (int i = 0; i < round->n; i++)
	{
		if (round->status[i] == STATUS_TIED)
		{
			level = round_score(round, i);
			tied = true;
		}
	}
	for (int i = 0; i < round->n; i++)
	{
		Place	   *place = &places[round->candidates[i]];
		Score		score = round_score(round, i);

		if (is_pool(count, round, i))
			continue;
		place->status = (PlaceStatus) round->status[i];
		if (round->candidates[i] == count_winner(count))
		{
			place->status = PLACE_ELECTED;
			place->place = 1;
		}
		else if (tied && score_cmp(score, level) <= 0)
			place->place = count_higher(count, round, score) + 1;
	}
}

/*
 * Fill in the leads of a sorted list: nobody leads within a shared place, nor
 * over a place that is open.
 */
static void
set_leads(Place *places, int n, const Count *count)
{
	int			sharing = 0;

	for (int i = 0; i < n - 1 && places[i + 1].place > 0; i++)
	{
		Place	   *place = &places[i];
		const Place *next = &places[i + 1];

		sharing = (i > 0 && places[i - 1].place == place->place) ? sharing + 1 : 1;
		if (next->place == place->place)
			set_lead(place, place->candidate, count, place->round);
		else if (next->place == place->place + sharing)
			set_lead(place, next->candidate, count, Min(place->round, next->round));
	}
}

/* Order of finish from one count that ends with round number `final`. */
static Place *
places_from_count(const Count *count, RunnerUpRule rule, int final)
{
	const CountRound *round = numbered_round(count, final);
	Place	   *places = begin_places(count);
	int			n = count->contest->roster->ncandidates;
	bool		tie_broken;

	for (int i = 0; i < final - 1; i++)
		place_eliminated(places, count, count->rounds[i]);
	if (round_that_elected(count) == NULL)
		place_without_end(places, count, round);
	else
	{
		place_behind_winner(places, count, round,
							runner_up_of(count, rule, &tie_broken));
		if (rule == RUNNER_UP_DECIDING_ROUND)
			mark_tied_seconds(places, round);
	}

	for (int i = 0; i < n; i++)
		set_round(&places[i], count, Min(count->last_round[i], final));
	qsort(places, n, sizeof(Place), cmp_places);
	set_leads(places, n, count);

	return places;
}

/* The round that ends a count by a definition of second place. */
static int
final_round(const Count *count, RunnerUpRule rule)
{
	if (rule == RUNNER_UP_DECIDING_ROUND && round_that_elected(count) != NULL)
		return count->winners[0].round;

	return count->nrounds;
}

/*
 * End the list by winner_removed with a count that has no winner: those tied
 * for the win share the place; the others' places are open.  Returns somebody
 * who got the place, or NO_CANDIDATE.
 */
static int
place_rest(Place *places, const Count *count, int place)
{
	const CountRound *round = last_round(count);
	bool		for_win = true;
	int			placed = NO_CANDIDATE;

	for (int i = 0; i < round->n; i++)
	{
		for (int j = 0; j < round->n; j++)
		{
			if (round->status[i] == STATUS_TIED && round->status[j] != STATUS_TIED &&
				!is_pool(count, round, j) &&
				cmp_round_scores(round, j, i) > 0)
				for_win = false;
		}
	}
	for (int candidate = count->contest->roster->ncandidates - 1; candidate >= 0; candidate--)
	{
		Place	   *row = &places[candidate];
		int			number = count->last_round[candidate];

		if (number == 0 || row->status == PLACE_WRITE_IN)
			continue;
		set_round(row, count, number);
		if (number < count->nrounds ||
			round->status[round_position(round, candidate)] != STATUS_TIED)
			continue;
		row->status = PLACE_TIED;
		if (!for_win)
			continue;
		row->place = place;
		if (placed != NO_CANDIDATE)
			set_lead(row, placed, count, number);
		placed = candidate;
	}
	return placed;
}

/* A count without some candidates, in a memory context of its own. */
static Count *
count_apart(const Contest *contest, StopRule stop, bool until_elected,
			const bool *removed, MemoryContext *context)
{
	MemoryContext old_context;
	Count	   *count;

	*context = AllocSetContextCreate(CurrentMemoryContext, "prefcount pass",
									 ALLOCSET_DEFAULT_SIZES);
	old_context = MemoryContextSwitchTo(*context);
	count = irv_count(contest, stop, until_elected, removed);
	follow_open_tie(count, removed, EVERY_WAY_ELECTS);
	MemoryContextSwitchTo(old_context);

	return count;
}

/* The round that elected, or else the last one the winner is in. */
static int
winning_round(const Count *count)
{
	return round_that_elected(count) != NULL ? count->winners[0].round :
		count->last_round[count_winner(count)];
}

/* Place a count's winner; next is the count without this one. */
static void
place_winner(Place *places, int place, const Count *count, const Count *next)
{
	int			winner = count_winner(count);
	int			second;

	places[winner].place = place;
	places[winner].status = place == 2 ? PLACE_RUNNER_UP : PLACE_ELECTED;
	set_round(&places[winner], count, winning_round(count));
	second = next->nwinners > 0 ? count_winner(next) : place_rest(places, next, place + 1);
	if (second != NO_CANDIDATE)
		set_lead(&places[winner], second, count,
				 Min(count->last_round[winner], count->last_round[second]));
}

/* Order of finish by taking the winner out, again and again. */
static Place *
places_winner_removed(const Contest *contest)
{
	int			n = contest->roster->ncandidates;
	bool	   *removed = palloc0(Max(n, 1));
	MemoryContext context;
	Count	   *count = count_apart(contest, STOP_TWO_REMAIN, false, removed, &context);
	Place	   *places = begin_places(count);

	for (int place = 1;; place++)
	{
		int			winner = count_winner(count);
		MemoryContext next_context;
		Count	   *next;

		if (winner == NO_CANDIDATE)
		{
			if (place == 1)
				(void) place_rest(places, count, place);
			break;
		}
		removed[winner] = true;
		next = count_apart(contest, STOP_TWO_REMAIN, false, removed, &next_context);
		place_winner(places, place, count, next);
		MemoryContextDelete(context);
		context = next_context;
		count = next;
	}
	MemoryContextDelete(context);
	qsort(places, n, sizeof(Place), cmp_places);

	return places;
}

/* All candidates in order of finish; *n is how many. */
Place *
places_by_rule(const Contest *contest, RunnerUpRule rule, int *n)
{
	Count	   *count;

	*n = contest->roster->ncandidates;
	if (rule == RUNNER_UP_WINNER_REMOVED)
		return places_winner_removed(contest);
	count = irv_count(contest, STOP_TWO_REMAIN, false, NULL);
	follow_open_tie(count, NULL, EVERY_WAY_ELECTS);

	return places_from_count(count, rule, final_round(count, rule));
}

/* Whether a tie after the winner is found may raise an error. */
bool
ties_may_raise(const CountRules *rules)
{
	return tie_chain_has(&rules->tie_break[WANTED_FEWEST], TIE_ERROR) ||
		tie_chain_has(&rules->tie_break[WANTED_MOST], TIE_ERROR);
}

/* The winner of the same contest without this count's winner. */
static int
winner_without_winner(const Count *count)
{
	const Contest *contest = count->contest;
	bool	   *removed = palloc0(Max(contest->roster->ncandidates, 1));
	MemoryContext context;
	int			winner;

	removed[count_winner(count)] = true;
	winner = count_winner(count_apart(contest, contest->rules->stop,
						 !ties_may_raise(contest->rules), removed, &context));
	MemoryContextDelete(context);
	pfree(removed);

	return winner;
}

/*
 * The runner-up of a contest that has been counted to the last two, or
 * NO_CANDIDATE.  *tie_broken is set if a tie-break decided second place alone.
 */
int
runner_up_of(const Count *count, RunnerUpRule rule, bool *tie_broken)
{
	*tie_broken = false;
	if (count->nwinners == 0)
		return NO_CANDIDATE;
	if (rule == RUNNER_UP_WINNER_REMOVED)
		return winner_without_winner(count);
	if (rule == RUNNER_UP_DECIDING_ROUND)
		return second_in_deciding_round(count, tie_broken);

	return beaten_in_last_round(count);
}
