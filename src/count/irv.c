/*
 * irv.c
 *	  The count: from profiles and rules to rounds.
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
#include "count/course.h"
#include "count/drawn.h"
#include "count/irv.h"
#include "count/tiebreak.h"

/*
 * All rounds are kept, since ties look back at them.  This many votes of
 * candidates, over all rounds and blocks, take somewhat more than 1 GB.
 */
#define COUNT_CELLS_MAX		50000000

/*
 * The round that elected, or NULL: nobody was elected in a round of this count,
 * though the winner may be known (won_by every_way).
 */
const CountRound *
round_that_elected(const IrvCount *count)
{
	if (count->won_in_round == 0)
		return NULL;
	Assert(count->winner != NO_CANDIDATE);
	Assert(count->won_in_round <= count->nrounds);

	return &count->rounds[count->won_in_round - 1];
}

/* Whether the count ended on a tie that nothing decides. */
bool
ended_on_tie(const IrvCount *count)
{
	const Tie  *tie = &last_round(count)->tie;

	return tie->n > 0 && !tie->resolved;
}

/* Where a candidate stands in a round, or NO_CANDIDATE. */
int
round_position(const CountRound *round, int candidate)
{
	int			low = 0;
	int			high = round->n;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (round->candidates[middle] == candidate)
			return middle;
		if (round->candidates[middle] < candidate)
			low = middle + 1;
		else
			high = middle;
	}
	return NO_CANDIDATE;
}

/* The votes of a candidate who is in a round, in one block. */
Votes
round_votes(const CountRound *round, int block, int candidate)
{
	int			position = round_position(round, candidate);

	Assert(position != NO_CANDIDATE);

	return round->blocks[block].votes[position];
}

/* All exhausted votes of a block, whatever the cause. */
Votes
block_exhausted(const BlockRound *block)
{
	Votes		sum = votes_whole(0);

	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		sum = votes_add(sum, block->exhausted[cause]);

	return sum;
}

/* What decisions of a round go by. */
Score
round_score(const CountRound *round, int position)
{
	Score		score = {.votes = round->blocks[0].votes[position]};

	if (round->points.levels != NULL)
	{
		score.level = round->points.levels[position];
		score.round = round;
		score.position = position;
	}
	return score;
}

/* Whether a candidate has more than half of the votes of the base round. */
bool
round_in_majority(const CountRound *round, const CountRound *base, int position)
{
	Votes		votes = round->blocks[0].votes[position];

	if (round->points.levels != NULL)
		return college_majority(round, base, position);

	return votes_cmp(votes_add(votes, votes), base->blocks[0].continuing) > 0;
}

/* Copy a block's tally into a round. */
static void
fill_block(BlockRound *block, const CountRound *round, const Tally *tally)
{
	block->votes = palloc(sizeof(Votes) * Max(round->n, 1));
	block->continuing = votes_whole(0);
	for (int i = 0; i < round->n; i++)
	{
		block->votes[i] = tally_votes(tally, round->candidates[i]);
		block->continuing = votes_add(block->continuing, block->votes[i]);
	}
	memcpy(block->exhausted, tally->exhausted, sizeof(block->exhausted));
	block->blank = tally->blank;
	block->transfers = NULL;
	block->ntransfers = 0;
}

#ifdef USE_ASSERT_CHECKING
/* Check that no vote has appeared or got lost in a round. */
static void
check_round(const Contest *contest, const CountRound *round)
{
	for (int b = 0; b < contest->nblocks; b++)
	{
		const BlockRound *block = &round->blocks[b];
		Votes		sum = votes_add(votes_add(block->continuing, block->blank),
									block_exhausted(block));

		Assert(votes_cmp(sum, contest->tallies[b].total) == 0);
		for (int i = 0; i < round->n; i++)
			Assert(votes_cmp(block->votes[i], votes_whole(0)) >= 0);
	}
}
#endif

/* The threshold that is shown for a round. */
static Threshold
threshold_of(const IrvCount *count, const CountRound *round)
{
	const CountRound *elected_in = round_that_elected(count);
	Threshold	threshold = {round->blocks[0].continuing, true};

	if (elected_in != NULL)
		return elected_in->threshold;
	if (count->contest->rules->threshold == THRESHOLD_FIRST_ROUND &&
		round->number > 1)
		return count->rounds[0].threshold;

	for (int i = 0; i < round->n; i++)
	{
		if (round->blocks[0].votes[i].nanos != 0)
			threshold.whole = false;
	}
	return threshold;
}

/* List who is in a round. */
static void
fill_candidates(Course *course, CountRound *round)
{
	int			ncandidates = course->contest->roster->ncandidates;

	round->candidates = palloc(sizeof(int) * Max(course->nleft, 1));
	round->n = 0;
	for (int candidate = 0; candidate < ncandidates; candidate++)
	{
		if (!course->continuing[candidate])
			continue;
		round->candidates[round->n++] = candidate;
		course->count->last_round[candidate] = round->number;
	}

	round->status = palloc0(sizeof(CandidateStatus) * Max(round->n, 1));
	for (int i = 0; i < round->n; i++)
	{
		if (round->candidates[i] == course->count->winner)
			round->status[i] = STATUS_ELECTED;
	}
}

/* Raise 54000 before a count of very many candidates takes all memory. */
static void
check_size(Course *course)
{
	course->ncells += (uint64) course->nleft * course->contest->nblocks;
	if (course->ncells > COUNT_CELLS_MAX)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("count has too many candidates and rounds"),
				 errdetail("In round %d there are still %d candidates.",
						   course->count->nrounds + 1, course->nleft),
				 errhint("Declare rule \"candidates\" and let rule \"unlisted\" be \"skip\" or \"write_in\", or let rule \"elimination\" be \"batch\".")));
}

/* Tally a new round. */
static CountRound *
add_round(Course *course)
{
	IrvCount   *count = course->count;
	const Contest *contest = course->contest;
	CountRound *round = &count->rounds[count->nrounds++];

	memset(round, 0, sizeof(CountRound));
	round->number = count->nrounds;
	fill_candidates(course, round);
	round->blocks = palloc(sizeof(BlockRound) * contest->nblocks);
	for (int b = 0; b < contest->nblocks; b++)
		fill_block(&round->blocks[b], round, &contest->tallies[b]);
	if (contest->shares != NULL)
		college_points(contest, round);
	round->threshold = threshold_of(count, round);
#ifdef USE_ASSERT_CHECKING
	check_round(contest, round);
#endif

	return round;
}

/* The position of the pool of write-ins, or NO_CANDIDATE. */
static int
pool_position(const Course *course, const CountRound *round)
{
	int			pool = course->contest->roster->pool;

	return pool == NO_CANDIDATE ? NO_CANDIDATE : round_position(round, pool);
}

/* Whether the pool of write-ins is in a round and has votes. */
static bool
pool_holds_votes(const Course *course, const CountRound *round)
{
	int			pool = pool_position(course, round);

	return pool != NO_CANDIDATE && !score_is_zero(round_score(round, pool));
}

/* How many candidates of a round can win. */
static int
real_candidates(const Course *course, const CountRound *round)
{
	return round->n - (pool_position(course, round) == NO_CANDIDATE ? 0 : 1);
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

/* Elect somebody in a round. */
static void
elect(Course *course, CountRound *round, int position, WonBy won_by)
{
	IrvCount   *count = course->count;

	if (won_by != WON_BY_TIE_BREAK &&
		real_candidates(course, &count->rounds[0]) == 1)
		won_by = WON_BY_ONLY_CANDIDATE;
	count->winner = round->candidates[position];
	count->won_in_round = round->number;
	count->won_by = won_by;
	round->status[position] = STATUS_ELECTED;
}

/* Elect whoever is above the threshold. */
static void
elect_by_majority(Course *course, CountRound *round)
{
	const CountRound *base = round;

	if (course->contest->rules->threshold == THRESHOLD_FIRST_ROUND)
		base = &course->count->rounds[0];
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
	int			winner = contest->winner_among(contest->pairs, course->continuing);

	if (winner != NO_CANDIDATE)
		elect(course, round, round_position(round, winner), WON_BY_MAJORITY);
}

/*
 * Write down a tie between positions of a round and try to break it.  Returns
 * the position that is picked, or NO_CANDIDATE.
 */
static int
face_tie(Course *course, CountRound *round, const int *positions, int n,
		 Wanted wanted)
{
	Tie		   *tie = &round->tie;

	tie->n = n;
	tie->level = palloc(sizeof(int) * n);
	for (int i = 0; i < n; i++)
		tie->level[i] = round->candidates[positions[i]];
	tie->wanted = wanted;
	tie->left = palloc(sizeof(int) * n);
	tie->nleft = narrow_tie(course->count, round, tie->level, n, wanted,
							tie->left, &tie->step);
	tie->picked = (tie->nleft == 1) ? tie->left[0] : NO_CANDIDATE;
	tie->resolved = (tie->nleft == 1 || tie->step == TIE_TOGETHER);
	if (tie->resolved)
		course->count->ties_broken++;

	return tie->nleft == 1 ? round_position(round, tie->picked) : NO_CANDIDATE;
}

/*
 * End the count on a tie that nothing resolves.  Nobody is elected then: who is
 * has more votes than all others together, so every tie among these is harmless.
 */
static void
end_tied(const Course *course, CountRound *round, const int *positions, int n)
{
	Assert(course->count->winner == NO_CANDIDATE);
	for (int i = 0; i < n; i++)
		round->status[positions[i]] = STATUS_TIED;
}

/*
 * Find the positions with the highest (wanted: most) or lowest score among
 * those that pass; returns how many, in ballot order.
 */
int
round_extreme(const CountRound *round, const bool *pass, Wanted wanted,
			  int *positions)
{
	int			n = 0;
	Score		best = {0};

	for (int i = 0; i < round->n; i++)
	{
		Score		score = round_score(round, i);
		int			cmp;

		if (!pass[i])
			continue;
		cmp = (n == 0) ? 0 : score_cmp(score, best);
		if (wanted == WANTED_MOST)
			cmp = -cmp;
		if (n == 0 || cmp < 0)
		{
			best = score;
			n = 0;
		}
		if (cmp <= 0)
			positions[n++] = i;
	}
	return n;
}

/* Elect the highest of a last round in which nobody is elected yet. */
static void
elect_highest(Course *course, CountRound *round, const bool *pass, int *positions)
{
	int			n = round_extreme(round, pass, WANTED_MOST, positions);
	int			picked;

	if (n == 1)
		elect(course, round, positions[0],
			  course->contest->rules->elimination == ELIMINATION_TOP_TWO ?
			  WON_BY_MOST_VOTES : WON_BY_LAST_TWO);
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
	if (course->count->winner == NO_CANDIDATE)
		elect_highest(course, round, pass, positions);
	if (course->count->winner == NO_CANDIDATE)
		return;

	/* whoever is elected never goes out */
	Assert(round_position(round, course->count->winner) != NO_CANDIDATE);
	pass[round_position(round, course->count->winner)] = false;
	if (round_extreme(round, pass, WANTED_MOST, positions) == 1)
		round->status[positions[0]] = STATUS_RUNNER_UP;
}

/* Let positions go out after this round. */
static void
eliminate(Course *course, CountRound *round, const int *positions, int n)
{
	for (int i = 0; i < n; i++)
	{
		round->status[positions[i]] = STATUS_ELIMINATED;
		course->out[course->nout++] = positions[i];
	}
}

/*
 * Cut to the two highest and those level with the second.  False: that would
 * take no candidate out.
 */
static bool
cut_to_top_two(Course *course, CountRound *round)
{
	int			pool = pool_position(course, round);
	bool	   *pass = palloc(round->n);
	int		   *positions = palloc(sizeof(int) * round->n);
	int			n = 0;
	int			nout = 0;

	for (int i = 0; i < round->n; i++)
		pass[i] = (i != pool);
	while (n < 2)
	{
		int			found = round_extreme(round, pass, WANTED_MOST, positions);

		for (int i = 0; i < found; i++)
			pass[positions[i]] = false;
		n += found;
	}
	if (n == real_candidates(course, round))
		return false;

	/* whoever still passes is below, and the pool goes with them */
	for (int i = 0; i < round->n; i++)
	{
		if (pass[i] || i == pool)
			positions[nout++] = i;
	}
	eliminate(course, round, positions, nout);
	course->cut_to_top = true;

	return true;
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
		cmp = score_cmp(round_score(round, x), round_score(round, y));

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
static bool
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
	for (int i = 0; i < round->tie.nleft; i++)
	{
		int			position = round_position(round, round->tie.left[i]);

		Assert(position != NO_CANDIDATE);
		eliminate(course, round, &position, 1);
	}
}

/* Compare candidates, for qsort(). */
static int
cmp_candidates(const void *a, const void *b)
{
	return *(const int *) a - *(const int *) b;
}

/*
 * Whether the tie of a round, which no step decides, is harmless.  It is where
 * a run from below that has all the tied has less votes in sum than the next
 * candidate: whoever of them goes first, all go before that one.  The shortest
 * such run is what the tie sends out; the pool of write-ins, which is lower
 * than all, goes out with them anyway.  No tie is harmless where one of them
 * could beat all who are left once another one is gone.
 */
static bool
tie_is_harmless(const Course *course, CountRound *round)
{
	Tie		   *tie = &round->tie;
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
	else if (round->tie.step == TIE_TOGETHER || tie_is_harmless(course, round))
		eliminate_together(course, round);
	else
		end_tied(course, round, positions, n);
}

/*
 * Eliminate the lowest.  The pool is lower than all: it goes out alone, or, as
 * the rules say, with whoever goes out.
 */
static void
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
static void
eliminate_pool(Course *course, CountRound *round)
{
	int			pool = pool_position(course, round);

	if (round->n > 1)
		eliminate(course, round, &pool, 1);
}

/* Cut to the top two; without anybody to cut, the round is the last one. */
static void
cut_or_settle(Course *course, CountRound *round)
{
	if (cut_to_top_two(course, round))
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
	EliminationRule rule = course->contest->rules->elimination;

	if (rule == ELIMINATION_TOP_TWO)
		cut_or_settle(course, round);
	else if (rule != ELIMINATION_BATCH || !eliminate_batch(course, round))
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
	if (course->count->winner == NO_CANDIDATE && course->contest->winner_among == NULL)
		elect_by_majority(course, round);
	goes_on = (course->count->winner == NO_CANDIDATE ||
			   (course->stop == STOP_TWO_REMAIN && !course->until_elected));

	last = (real_candidates(course, round) <= 2 || course->cut_to_top);
	if (last && pool_votes && goes_on)
		eliminate_pool(course, round);
	else if (last)
		settle_last_round(course, round);
	else if (goes_on)
		choose_eliminated(course, round);
}

/* Move the ballots of those who go out. */
static void
transfer(Course *course, CountRound *round)
{
	int		   *sources = palloc(sizeof(int) * course->nout);

	for (int i = 0; i < course->nout; i++)
	{
		sources[i] = round->candidates[course->out[i]];
		course->continuing[sources[i]] = false;
	}
	course->nleft -= course->nout;
	for (int b = 0; b < course->contest->nblocks; b++)
		round->blocks[b].transfers =
			tally_transfer(&course->contest->tallies[b], sources, course->nout,
						   &round->blocks[b].ntransfers);
	pfree(sources);
}

/* Get ready: everybody continues who is not withdrawn or removed. */
void
course_begin(Course *course, const bool *removed)
{
	const Contest *contest = course->contest;
	const Roster *roster = contest->roster;
	IrvCount   *count = palloc0(sizeof(IrvCount));

	course->continuing = palloc0(Max(roster->nlabels, 1));
	for (int i = 0; i < roster->ncandidates; i++)
	{
		course->continuing[i] = !roster->withdrawn[i] &&
			!(removed != NULL && removed[i]);
		if (course->continuing[i])
			course->nleft++;
	}
	course->out = palloc(sizeof(int) * Max(course->nleft, 1));

	count->contest = contest;
	count->winner = NO_CANDIDATE;
	count->last_round = palloc0(sizeof(int) * Max(roster->ncandidates, 1));
	count->rounds = palloc(sizeof(CountRound) * (course->nleft + 1));
	count->past = palloc0(sizeof(PastRanks) * PAST_ORDERS);
	course->count = count;
	for (int b = 0; b < contest->nblocks; b++)
		tally_start(&contest->tallies[b], course->continuing);
}

/* Tally a new round and judge it. */
CountRound *
course_round(Course *course)
{
	CountRound *round = add_round(course);

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
		check_size(course);
		round = course_round(course);
		if (course->nout > 0)
			transfer(course, round);
		college_forget_points(round);
	} while (course->nout > 0);
}

/* Count a contest, as irv_count() does, without a look at the record of lots. */
IrvCount *
irv_count_freely(const Contest *contest, StopRule stop, bool until_elected,
				 const bool *removed)
{
	Course		course = {.contest = contest, .stop = stop, .until_elected = until_elected};

	course_begin(&course, removed);
	course_run(&course);

	return course.count;
}

/*
 * Count a contest.  It ends as `stop` says, or as soon as somebody is elected;
 * removed candidates (by index in the roster; NULL: none) are out of it as if
 * they were withdrawn.  All memory is the current context's.
 */
IrvCount *
irv_count(const Contest *contest, StopRule stop, bool until_elected,
		  const bool *removed)
{
	drawn_lots_check(contest);

	return irv_count_freely(contest, stop, until_elected, removed);
}
