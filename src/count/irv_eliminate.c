/*
 * irv_eliminate.c
 *	  Who goes out after a round of an instant-runoff count.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "base/decimal.h"
#include "count/irv_eliminate.h"
#include "count/score.h"

/* Whether a candidate of a round has fewer votes than the rules ask for. */
static bool
is_below_minimum(const CountRules *rules, const CountRound *round, int position)
{
	Votes		votes = round->blocks[0].votes[position];
	Numeric		wanted;

	if (rules->has_min_votes && votes_cmp(votes, rules->min_votes) < 0)
		return true;
	if (!rules->has_min_share)
		return false;
	wanted = decimal_mul(votes_to_numeric(rules->min_share),
						 votes_to_numeric(round->blocks[0].continuing));

	return decimal_cmp(votes_to_numeric(votes), wanted) < 0;
}

/*
 * Eliminate, once in a count, all who have fewer votes than the rules ask for,
 * and with them the pool of write-ins, which holds none or is lower than all.
 * False: there are none such, or nobody would be left.
 */
bool
eliminate_below_minimum(Course *course, CountRound *round)
{
	const CountRules *rules = course->contest->rules;
	int			pool = pool_position(course, round);
	int		   *positions;
	int			n = 0;

	if (course->minimum_applied || (!rules->has_min_share && !rules->has_min_votes))
		return false;
	course->minimum_applied = true;
	positions = palloc(sizeof(int) * round->n);
	for (int i = 0; i < round->n; i++)
	{
		if (i != pool && round->status[i] != STATUS_ELECTED &&
			is_below_minimum(rules, round, i))
			positions[n++] = i;
	}
	if (n == 0 || n == real_candidates(course, round))
		return false;
	if (pool != NO_CANDIDATE)
		positions[n++] = pool;
	eliminate(course, round, positions, n);

	return true;
}

/*
 * Of candidates level for the last of the top two places, how many stay: all,
 * also beside a winner, or the one whom the tie-break picks, who is put first.
 * 0: it picks none, and the count ends.
 */
static int
who_stays(Course *course, CountRound *round, int *positions, int n)
{
	int			picked;

	if (course->contest->rules->elimination == ELIMINATION_TOP_TWO ||
		course->count->nwinners > 0)
		return n;
	picked = face_tie(course, round, positions, n, WANTED_MOST);
	if (picked == NO_CANDIDATE)
	{
		end_tied(course, round, positions, n);
		return 0;
	}
	positions[0] = picked;

	return 1;
}

/*
 * Clear *pass for the two highest of those who have it, and by some rules for
 * those level with the second; returns how many they are, or 0: nothing decides
 * between them, and the count ends.  positions is room for all.
 */
static int
take_top_two(Course *course, CountRound *round, bool *pass, int *positions)
{
	int			n = 0;

	while (n < 2)
	{
		int			found = round_extreme(round, pass, WANTED_MOST, positions);

		if (n + found > 2)
			found = who_stays(course, round, positions, found);
		if (found == 0)
			return 0;
		for (int i = 0; i < found; i++)
			pass[positions[i]] = false;
		n += found;
	}
	return n;
}

/* Cut to the two highest, and by some rules those level with the second. */
Cut
cut_to_top_two(Course *course, CountRound *round)
{
	int			pool = pool_position(course, round);
	bool	   *pass = palloc(round->n);
	int		   *positions = palloc(sizeof(int) * round->n);
	int			n;
	int			nout = 0;

	for (int i = 0; i < round->n; i++)
		pass[i] = (i != pool);
	n = take_top_two(course, round, pass, positions);
	if (n == 0)
		return CUT_TIED;
	if (n == real_candidates(course, round))
		return CUT_NOBODY;

	/* whoever still passes is below, and the pool goes with them */
	for (int i = 0; i < round->n; i++)
	{
		if (pass[i] || i == pool)
			positions[nout++] = i;
	}
	eliminate(course, round, positions, nout);
	course->cut_to_top = true;

	return CUT_MADE;
}

/* What positions of a round are sorted by. */
typedef struct Standing
{
	const CountRound *round;
	int			pool;
} Standing;

/*
 * For sorting positions by score: an elected candidate is above all others,
 * the pool of write-ins, which cannot win, below.
 */
static int
cmp_standing(const void *a, const void *b, void *arg)
{
	const Standing *by = (const Standing *) arg;
	const CountRound *round = by->round;
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	int			cmp;

	cmp = (round->status[x] == STATUS_ELECTED) - (round->status[y] == STATUS_ELECTED);
	if (cmp == 0)
		cmp = (y == by->pool) - (x == by->pool);
	if (cmp == 0)
		cmp = cmp_round_scores(round, x, y);

	return cmp != 0 ? cmp : x - y;
}

/* The positions of a round from below. */
static int *
standing(const Course *course, const CountRound *round)
{
	int		   *positions = palloc(sizeof(int) * round->n);
	Standing	by = {round, pool_position(course, round)};

	for (int i = 0; i < round->n; i++)
		positions[i] = i;
	qsort_arg(positions, round->n, sizeof(int), cmp_standing, &by);

	return positions;
}

/*
 * Find the longest run from below, up to `longest`, whose summed votes are less
 * than what the next candidate has; returns how many are in it, 0 or at least
 * two.
 */
static int
longest_run(const CountRound *round, const int *positions, int longest)
{
	int			run = 0;
	Score		sum = round_score(round, positions[0]);

	for (int k = 2; k <= longest; k++)
	{
		sum = score_add(sum, round_score(round, positions[k - 1]));
		if (score_cmp(sum, round_score(round, positions[k])) < 0)
			run = k;
	}
	return run;
}

/*
 * Find the shortest run from below, of n or more, whose summed votes are less
 * than what the next candidate has; returns how many are in it, or 0.
 */
static int
shortest_run(const CountRound *round, const int *positions, int n)
{
	Score		sum = round_score(round, positions[0]);

	for (int k = 1; k < round->n; k++)
	{
		Score		next = round_score(round, positions[k]);

		if (k >= n && score_cmp(sum, next) < 0)
			return k;
		sum = score_add(sum, next);
	}
	return 0;
}

/*
 * Eliminate a batch.  Where it would leave a single candidate, the rules may say
 * that this one is elected and nothing moved.  False: there is no batch.
 */
bool
eliminate_batch(Course *course, CountRound *round)
{
	int		   *positions = standing(course, round);
	int			run;

	run = longest_run(round, positions,
					  round->n - (course->stop == STOP_TWO_REMAIN ? 2 : 1));
	if (run == 0 && pool_holds_votes(course, round))
		run = 1;
	if (run == round->n - 1 && course->stop == STOP_MAJORITY_OR_ONE)
		elect(course, round, positions[run], WON_BY_LAST_TWO);
	else
		eliminate(course, round, positions, run);

	return run > 0;
}

/* Eliminate all whom a tie sends out at once. */
static void
eliminate_together(Course *course, CountRound *round)
{
	const Tie  *tie = last_tie(round);

	for (int i = 0; i < tie->nleft; i++)
	{
		int			position = round_position(round, tie->left[i]);

		Assert(position != NO_CANDIDATE);
		eliminate(course, round, &position, 1);
	}
}

/*
 * Whether the last tie of a round, which no step decides, is harmless.  It is where
 * a run from below that has all the tied has less votes in sum than the next
 * candidate: whoever of them goes first, all go before that one.  The shortest
 * such run is what the tie sends out; the pool of write-ins, which is lower
 * than all, goes out with them anyway.  No tie is harmless where one of them
 * could beat all who are left once another one is gone.
 */
static bool
tie_is_harmless(const Course *course, CountRound *round)
{
	Tie		   *tie = last_tie(round);
	int		   *positions = standing(course, round);
	int			pool = (pool_position(course, round) == NO_CANDIDATE) ? 0 : 1;
	int			run = shortest_run(round, positions, pool + tie->n);

	if (run == 0 || course->contest->winner_among != NULL)
		return false;
	tie->resolved = true;
	tie->step = TIE_LEAVE;
	tie->nleft = run - pool;
	tie->left = palloc(sizeof(int) * tie->nleft);
	for (int i = 0; i < tie->nleft; i++)
		tie->left[i] = round->candidates[positions[pool + i]];
	qsort(tie->left, tie->nleft, sizeof(int), cmp_candidates);

	return true;
}

/* Eliminate one of the lowest, or several of them at once. */
static void
eliminate_from_tie(Course *course, CountRound *round, const int *positions, int n)
{
	int			picked = face_tie(course, round, positions, n, WANTED_FEWEST);

	if (picked != NO_CANDIDATE)
		eliminate(course, round, &picked, 1);
	else if (last_tie(round)->step == TIE_TOGETHER || tie_is_harmless(course, round))
		eliminate_together(course, round);
	else
		end_tied(course, round, positions, n);
}

/*
 * Eliminate the lowest.  The pool is lower than all: it goes out alone, or, as
 * the rules say, with whoever goes out.
 */
void
eliminate_lowest(Course *course, CountRound *round)
{
	int			pool = pool_position(course, round);
	bool	   *pass = palloc(round->n);
	int		   *positions = palloc(sizeof(int) * round->n);
	int			n;

	if (pool != NO_CANDIDATE && course->contest->rules->write_in_blocks)
	{
		eliminate(course, round, &pool, 1);
		return;
	}
	for (int i = 0; i < round->n; i++)
		pass[i] = (i != pool && round->status[i] != STATUS_ELECTED);
	n = round_extreme(round, pass, WANTED_FEWEST, positions);
	if (n == 1)
		eliminate(course, round, positions, 1);
	else
		eliminate_from_tie(course, round, positions, n);
	if (pool != NO_CANDIDATE && course->nout > 0)
		eliminate(course, round, &pool, 1);
}

/* Let the pool of write-ins go out, if anybody else is there. */
void
eliminate_pool(Course *course, CountRound *round)
{
	int			pool = pool_position(course, round);

	if (round->n > 1)
		eliminate(course, round, &pool, 1);
}
