/*
 * count.c
 *	  What every count has: rounds, who is in them, winners, ties, sums.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/count.h"

/*
 * The round that elected, or NULL: nobody was elected in a round of this count,
 * though the winner may be known (won_by every_way).
 */
const CountRound *
round_that_elected(const Count *count)
{
	int			number = count->nwinners > 0 ? count->winners[0].round : 0;

	Assert(number <= count->nrounds);

	return number > 0 ? count->rounds[number - 1] : NULL;
}

/* Whether the count ended on a tie that nothing decides. */
bool
ended_on_tie(const Count *count)
{
	const Tie  *tie = last_tie(last_round(count));

	return tie != NULL && !tie->resolved;
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

/* List who is in a round; those elected before it still are. */
static void
fill_candidates(Count *count, CountRound *round)
{
	int			ncandidates = count->contest->roster->ncandidates;

	round->candidates = palloc(sizeof(int) * Max(count->nleft, 1));
	round->n = 0;
	for (int candidate = 0; candidate < ncandidates; candidate++)
	{
		if (!count->continuing[candidate])
			continue;
		round->candidates[round->n++] = candidate;
		count->last_round[candidate] = round->number;
	}

	round->status = palloc0(sizeof(CandidateStatus) * Max(round->n, 1));
	for (int i = 0; i < count->nwinners; i++)
	{
		int			position = round_position(round, count->winners[i].candidate);

		if (position != NO_CANDIDATE)
			round->status[position] = STATUS_ELECTED;
	}
}

/*
 * Raise 54000 before the next round, with n candidates, takes all memory: all
 * rounds are kept, since ties look back at them.
 */
void
count_check_size(Count *count, int n, uint64 max_cells, const char *hint)
{
	count->ncells += (uint64) n * count->contest->nblocks;
	if (count->ncells > max_cells)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("count has too many candidates and rounds"),
				 errdetail("In round %d there are %d candidates.", count->nrounds + 1, n),
				 errhint("%s", hint)));
}

/* Add a round, as large as the method has it, of which nothing is known yet. */
CountRound *
count_new_round(Count *count, Size size)
{
	CountRound *round = palloc0(size);

	if ((uint32) count->nrounds == count->rounds_allocated)
		count->rounds = tally_enlarge(count->rounds, &count->rounds_allocated,
									  sizeof(CountRound *), 1);
	count->rounds[count->nrounds++] = round;
	round->number = count->nrounds;

	return round;
}

/* Tally a new round. */
CountRound *
count_add_round(Count *count)
{
	const Contest *contest = count->contest;
	CountRound *round = count_new_round(count, sizeof(CountRound));

	fill_candidates(count, round);
	round->blocks = palloc(sizeof(BlockRound) * contest->nblocks);
	for (int b = 0; b < contest->nblocks; b++)
		fill_block(&round->blocks[b], round, &contest->tallies[b]);
#ifdef USE_ASSERT_CHECKING
	check_round(contest, round);
#endif

	return round;
}

/* Elect somebody in a round. */
void
count_elect(Count *count, CountRound *round, int position, WonBy won_by)
{
	count->winners[count->nwinners++] = (Winner) {
		round->candidates[position], round->number, won_by
	};
	round->status[position] = STATUS_ELECTED;
}

/* A tie between positions of a round, which nothing resolves yet. */
Tie
count_tie(const CountRound *round, const int *positions, int n, Wanted wanted)
{
	Tie			tie = {.n = n,.wanted = wanted,.round = round->number,.picked = NO_CANDIDATE};

	tie.level = palloc(sizeof(int) * n);
	for (int i = 0; i < n; i++)
		tie.level[i] = round->candidates[positions[i]];

	return tie;
}

/* Write down a tie that mattered in a round. */
Tie *
count_add_tie(CountRound *round, Tie tie)
{
	Size		size = sizeof(Tie) * (round->nties + 1);

	round->ties = (round->ties == NULL) ? palloc(size) : repalloc(round->ties, size);
	round->ties[round->nties] = tie;

	return &round->ties[round->nties++];
}

/* Note what came of a tie whose level ones the steps have narrowed. */
void
count_settle_tie(Count *count, Tie *tie, bool resolved)
{
	tie->picked = (tie->nleft == 1) ? tie->left[0] : NO_CANDIDATE;
	tie->resolved = resolved;
	if (resolved)
		count->ties_broken++;
}

/* Take positions of a round out of the count, and move their ballots. */
void
count_transfer(Count *count, CountRound *round, const int *out, int nout)
{
	int		   *sources = palloc(sizeof(int) * nout);

	for (int i = 0; i < nout; i++)
	{
		sources[i] = round->candidates[out[i]];
		count->continuing[sources[i]] = false;
	}
	count->nleft -= nout;
	for (int b = 0; b < count->contest->nblocks; b++)
		round->blocks[b].transfers =
			tally_transfer(&count->contest->tallies[b], sources, nout,
						   &round->blocks[b].ntransfers);
	pfree(sources);
}

/*
 * Begin a count, in the current memory context, that can elect so many: all
 * continue who are not withdrawn, nor removed (by index in the roster; NULL:
 * none are).  Nothing is tallied.
 */
void
count_init(Count *count, const Contest *contest, const bool *removed, int seats,
		   CompareVotes cmp_votes)
{
	const Roster *roster = contest->roster;

	count->contest = contest;
	count->context = CurrentMemoryContext;
	count->cmp_votes = cmp_votes;
	count->continuing = palloc0(Max(roster->nlabels, 1));
	for (int i = 0; i < roster->ncandidates; i++)
	{
		count->continuing[i] = !roster->withdrawn[i] &&
			!(removed != NULL && removed[i]);
		if (count->continuing[i])
			count->nleft++;
	}

	count->winners = palloc(sizeof(Winner) * seats);
	count->last_round = palloc0(sizeof(int) * Max(roster->ncandidates, 1));
	count->rounds_allocated = count->nleft + 1;
	count->rounds = palloc(sizeof(CountRound *) * count->rounds_allocated);
	count->past = palloc0(sizeof(PastRanks) * PAST_ORDERS);
}

/* The same of a count whose blocks are tallied in each round. */
Count *
count_begin(const Contest *contest, const bool *removed, int seats,
			CompareVotes cmp_votes)
{
	Count	   *count = palloc0(sizeof(Count));

	count_init(count, contest, removed, seats, cmp_votes);
	for (int b = 0; b < contest->nblocks; b++)
		tally_start(&contest->tallies[b], count->continuing);

	return count;
}
