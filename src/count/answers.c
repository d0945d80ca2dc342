/*
 * answers.c
 *	  A count in one step, from a profile to the labels asked for.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/answers.h"
#include "count/irv_count.h"
#include "count/places.h"
#include "count/possible.h"

/* How many candidates share the place that begins a list. */
static int
count_sharing(const Place *places, int n)
{
	int			sharing = 1;

	while (sharing < n && places[sharing].place == places[0].place)
		sharing++;

	return sharing;
}

/*
 * How long the part of a list is that no open place interrupts: whoever stands
 * behind such a place may or may not be next.
 */
static int
count_without_gap(const Place *places, int n)
{
	int			known = 0;

	while (known < n && places[known].place == known + 1)
		known += count_sharing(places + known, n - known);

	return known;
}

/* Give a candidate's label, if there is one. */
static bool
give_label(const Contest *contest, int candidate, Label *label)
{
	if (candidate == NO_CANDIDATE)
		return false;
	*label = contest->roster->labels[candidate];

	return true;
}

/* The winner of one profile. */
bool
irv_winner_label(ProfileReader *reader, const CountRules *rules, Label *label)
{
	Contest    *contest = contest_create(reader, 1, rules);
	Count	   *count;

	if (contest == NULL)
		return false;
	count = irv_count(contest, rules->stop, !ties_may_raise(rules), NULL);
	follow_open_tie(count, NULL, EVERY_WAY_ELECTS);

	return give_label(contest, count_winner(count), label);
}

/* The runner-up of one profile, by the rules' definition. */
bool
irv_runner_up_label(ProfileReader *reader, const CountRules *rules, Label *label)
{
	Contest    *contest = contest_create(reader, 1, rules);
	Count	   *count;
	bool		tie_broken;

	if (contest == NULL)
		return false;
	count = irv_count(contest, STOP_TWO_REMAIN,
					  rules->runner_up != RUNNER_UP_FINAL_TWO &&
					  !ties_may_raise(rules), NULL);
	if (rules->runner_up == RUNNER_UP_WINNER_REMOVED)
		follow_open_tie(count, NULL, EVERY_WAY_ELECTS);

	return give_label(contest, runner_up_of(count, rules->runner_up, &tie_broken),
					  label);
}

/*
 * The candidates of one profile in order of finish, as far as it is known from
 * the first place on.  False: who is first is open.
 */
bool
irv_order_labels(ProfileReader *reader, const CountRules *rules, Label **labels,
				 int *n)
{
	Contest    *contest = contest_create(reader, 1, rules);
	Place	   *places;
	int			nplaces;

	*n = 0;
	*labels = NULL;
	if (contest == NULL)
		return true;
	places = places_by_rule(contest, rules->runner_up, &nplaces);
	*n = count_without_gap(places, nplaces);
	*labels = palloc(sizeof(Label) * Max(*n, 1));
	for (int i = 0; i < *n; i++)
		(*labels)[i] = contest->roster->labels[places[i].candidate];

	return *n > 0 || nplaces == 0 || places[0].place == 0;
}
