/*
 * irv.c
 *	  Instant runoff: how a round is judged.
 *
 * A round is tallied, then judged: somebody may be elected, the count may end,
 * or candidates are chosen to go out, and their ballots move.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "count/college.h"
#include "count/irv.h"
#include "count/irv_eliminate.h"
#include "count/score.h"

/*
 * This many votes of candidates, over all rounds and blocks, take somewhat more
 * than 1 GB.
 */
#define IRV_CELLS_MAX	50000000
#define IRV_CELLS_HINT \
	"Declare rule \"candidates\" and let rule \"unlisted\" be \"skip\" or \"write_in\", or let rule \"elimination\" be \"batch\"."

/* The threshold that is shown for a round. */
static Threshold
threshold_of(const Count *count, const CountRound *round)
{
	const CountRound *elected_in = round_that_elected(count);
	Threshold	threshold = {round->blocks[0].continuing, true};

	if (elected_in != NULL)
		return elected_in->threshold;
	if (count->contest->rules->threshold == THRESHOLD_FIRST_ROUND &&
		round->number > 1)
		return count->rounds[0]->threshold;

	for (int i = 0; i < round->n; i++)
	{
		if (round->blocks[0].votes[i].nanos != 0)
			threshold.whole = false;
	}
	return threshold;
}

/* Whether anybody has votes in a round. */
static bool
has_votes(const CountRound *round)
{
	for (int i = 0; i < round->n; i++)
	{
		if (!score_is_zero(round_score(round, i)))
			return true;
	}
	return false;
}

/* Elect whoever is above the threshold. */
static void
elect_by_majority(Course *course, CountRound *round)
{
	const CountRound *base = round;

	if (course->contest->rules->threshold == THRESHOLD_FIRST_ROUND)
		base = course->count->rounds[0];
	for (int i = 0; i < round->n; i++)
	{
		if (i != pool_position(course, round) && round_in_majority(round, base, i))
		{
			elect(course, round, i, WON_BY_MAJORITY);
			return;
		}
	}
}

/* Elect whoever beats all others who continue. */
static void
elect_by_pairs(Course *course, CountRound *round)
{
	const Contest *contest = course->contest;
	int			winner = contest->winner_among(contest->pairs, course->count->continuing);

	if (winner != NO_CANDIDATE)
		elect(course, round, round_position(round, winner), WON_BY_MAJORITY);
}

/* Elect the highest of a last round in which nobody is elected yet. */
static void
elect_highest(Course *course, CountRound *round, const bool *pass, int *positions)
{
	int			n = round_extreme(round, pass, WANTED_MOST, positions);
	int			picked;

	if (n == 1)
		elect(course, round, positions[0],
			  rules_top_two(course->contest->rules) ? WON_BY_MOST_VOTES : WON_BY_LAST_TWO);
	else if (n > 1)
	{
		picked = face_tie(course, round, positions, n, WANTED_MOST);
		if (picked == NO_CANDIDATE)
			end_tied(course, round, positions, n);
		else
			elect(course, round, picked, WON_BY_TIE_BREAK);
	}
}

/* Settle the round in which the last ones are left. */
static void
settle_last_round(Course *course, CountRound *round)
{
	int			pool = pool_position(course, round);
	bool	   *pass = palloc(Max(round->n, 1));
	int		   *positions = palloc(sizeof(int) * Max(round->n, 1));

	for (int i = 0; i < round->n; i++)
		pass[i] = (i != pool);
	if (course->count->nwinners == 0)
		elect_highest(course, round, pass, positions);
	if (course->count->nwinners == 0)
		return;

	/* whoever is elected never goes out */
	Assert(round_position(round, count_winner(course->count)) != NO_CANDIDATE);
	pass[round_position(round, count_winner(course->count))] = false;
	if (round_extreme(round, pass, WANTED_MOST, positions) == 1)
		round->status[positions[0]] = STATUS_RUNNER_UP;
}

/* Cut to the top two; without anybody to cut, the round is the last one. */
static void
cut_or_settle(Course *course, CountRound *round)
{
	if (cut_to_top_two(course, round) != CUT_NOBODY)
		return;
	course->cut_to_top = true;
	if (pool_holds_votes(course, round))
		eliminate_pool(course, round);
	else
		settle_last_round(course, round);
}

/* Choose who goes out where at least three candidates are left. */
static void
choose_eliminated(Course *course, CountRound *round)
{
	if (eliminate_below_minimum(course, round))
		return;
	if (rules_top_two(course->contest->rules))
		cut_or_settle(course, round);
	else if (course->contest->rules->elimination != ELIMINATION_BATCH || !eliminate_batch(course, round))
		eliminate_lowest(course, round);
}

/* Judge a round: elect, choose who goes out, or, with nobody out, end. */
static void
judge_round(Course *course, CountRound *round)
{
	bool		pool_votes = pool_holds_votes(course, round);
	bool		goes_on;
	bool		last;

	course->nout = 0;
	if (course->contest->winner_among != NULL)
		elect_by_pairs(course, round);
	if (!has_votes(round))
		return;
	if (pool_votes && course->contest->rules->write_in_blocks)
	{
		eliminate_pool(course, round);
		return;
	}
	if (course->count->nwinners == 0 && course->contest->winner_among == NULL)
		elect_by_majority(course, round);
	goes_on = (course->count->nwinners == 0 ||
			   (course->stop == STOP_TWO_REMAIN && !course->until_elected));

	last = (real_candidates(course, round) <= 2 || course->cut_to_top);
	if (last && pool_votes && goes_on)
		eliminate_pool(course, round);
	else if (last)
		settle_last_round(course, round);
	else if (goes_on)
		choose_eliminated(course, round);
}

/* Begin a count, whose contest and ends are set. */
void
course_begin(Course *course, const bool *removed)
{
	course->count = count_begin(course->contest, removed, 1, cmp_round_scores);
	course->out = palloc(sizeof(int) * Max(course->count->nleft, 1));
}

/* Tally a new round and judge it. */
CountRound *
course_round(Course *course)
{
	CountRound *round = count_add_round(course->count);

	if (course->contest->shares != NULL)
		college_points(course->contest, round);
	round->threshold = threshold_of(course->count, round);
	judge_round(course, round);

	return round;
}

/* Go on with the rounds until nobody goes out. */
void
course_run(Course *course)
{
	do
	{
		CountRound *round;

		CHECK_FOR_INTERRUPTS();
		count_check_size(course->count, course->count->nleft, IRV_CELLS_MAX, IRV_CELLS_HINT);
		round = course_round(course);
		if (course->nout > 0)
			count_transfer(course->count, round, course->out, course->nout);
		college_forget_points(round);
	} while (course->nout > 0);
}

/*
 * Count a contest.  It ends as `stop` says, or as soon as somebody is elected;
 * removed candidates (by index in the roster; NULL: none) are out of it as if
 * they were withdrawn.  All memory is the current context's.  Whether all lots
 * drawn by hand were needed is not looked at: irv_count() does.
 */
Count *
irv_count_freely(const Contest *contest, StopRule stop, bool until_elected,
				 const bool *removed)
{
	Course		course = {.contest = contest, .stop = stop, .until_elected = until_elected};

	course_begin(&course, removed);
	course_run(&course);

	return course.count;
}
