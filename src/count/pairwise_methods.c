/*
 * pairwise_methods.c
 *	  Orders of finish by comparing candidates in pairs.
 *
 * Where a method leaves an order open, candidates share a place: nothing is
 * broken that the method does not break itself.
 *
 * Sources: Schulze, A new monotonic, clone-independent, reversal symmetric, and
 * Condorcet-consistent single-winner election method (2011); Tideman,
 * Independence of clones as a criterion for voting rules (1987), and Zavist and
 * Tideman (1989) on its ties; Black, The theory of committees and elections
 * (1958); Green-Armytage, Four Condorcet-Hare hybrid methods (2011).
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/fmgrprotos.h"

#include "base/decimal.h"
#include "base/pgcompat.h"
#include "count/irv.h"
#include "count/pairwise_methods.h"
#include "count/possible.h"
#include "count/ranked_pairs.h"
#include "count/score.h"

const char *const pairwise_method_names[] = {
	[PAIRWISE_SCHULZE] = "schulze",
	[PAIRWISE_SCHULZE_MARGINS] = "schulze_margins",
	[PAIRWISE_RANKED_PAIRS] = "ranked_pairs",
	[PAIRWISE_MINIMAX] = "minimax",
	[PAIRWISE_COPELAND] = "copeland",
	[PAIRWISE_BORDA] = "borda",
	[PAIRWISE_BLACK] = "black",
	[PAIRWISE_SMITH_IRV] = "smith_irv",
	[PAIRWISE_BENHAM] = "benham",
};

/* What a duel that is won counts for; zero for one that is not. */
static Votes
win_strength(const Duels *duels, int candidate, int opponent, bool margins)
{
	if (candidate == opponent || duel_cmp(duels, candidate, opponent) <= 0)
		return votes_whole(0);
	if (margins)
		return votes_sub(duel_votes(duels, candidate, opponent),
						 duel_votes(duels, opponent, candidate));

	return duel_votes(duels, candidate, opponent);
}

/* For sorting votes. */
static int
cmp_votes(const void *a, const void *b)
{
	CHECK_FOR_INTERRUPTS();
	return votes_cmp(*(const Votes *) a, *(const Votes *) b);
}

/* The rank of some votes among all strengths. */
static int32
rank_of(const Votes *ranked, int n, Votes votes)
{
	int			low = 0;
	int			high = n - 1;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;

		if (votes_cmp(ranked[middle], votes) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* List all strengths that occur, each once and 0 first. */
static int
rank_strengths(StrongestPaths *paths, const Duels *duels, bool margins)
{
	int			n = duels->n;
	int			nranks = 0;
	Size		cells = (Size) Max(n, 1) * Max(n, 1);
	Votes	   *strengths = palloc_extended(sizeof(Votes) * cells, MCXT_ALLOC_HUGE);

	strengths[0] = votes_whole(0);
	for (int i = 0; i < n; i++)
	{
		for (int j = 0; j < n; j++)
			strengths[(Size) i * n + j] = win_strength(duels, i, j, margins);
	}
	qsort(strengths, cells, sizeof(Votes), cmp_votes);
	for (Size i = 0; i < cells; i++)
	{
		if (nranks == 0 || votes_cmp(strengths[nranks - 1], strengths[i]) != 0)
			strengths[nranks++] = strengths[i];
	}
	paths->votes = strengths;

	return nranks;
}

/*
 * The strongest paths between all candidates: a path is as strong as its
 * weakest duel.  Strengths are compared by their ranks, which are small numbers.
 */
StrongestPaths *
strongest_paths(const Duels *duels, bool margins)
{
	int			n = duels->n;
	StrongestPaths *paths = palloc(sizeof(StrongestPaths));
	int			nranks = rank_strengths(paths, duels, margins);
	int32	   *strength = palloc_extended(sizeof(int32) * Max(n, 1) * Max(n, 1), MCXT_ALLOC_HUGE);

	paths->n = n;
	paths->strength = strength;
	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < n; j++)
			strength[(Size) i * n + j] =
				rank_of(paths->votes, nranks, win_strength(duels, i, j, margins));
	}
	for (int middle = 0; middle < n; middle++)
	{
		const int32 *onward = &strength[(Size) middle * n];

		for (int i = 0; i < n; i++)
		{
			int32	   *row = &strength[(Size) i * n];
			int32		to_middle = row[middle];

			if (i == middle || to_middle == 0)
				continue;
			CHECK_FOR_INTERRUPTS();
			for (int j = 0; j < n; j++)
				row[j] = Max(row[j], Min(to_middle, onward[j]));
		}
	}
	for (int i = 0; i < n; i++)
		strength[(Size) i * n + i] = 0;

	return paths;
}

/* Whole numbers as a score. */
static Numeric
whole_score(int64 score)
{
	return int64_to_numeric(score);
}

/* Begin the list: who won, lost and drew how many duels. */
static Standing *
begin_standings(const Duels *duels)
{
	Standing   *standings = palloc0(sizeof(Standing) * Max(duels->n, 1));

	for (int i = 0; i < duels->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		standings[i].candidate = i;
		for (int j = 0; j < duels->n; j++)
		{
			int			cmp = duel_cmp(duels, i, j);

			if (i == j)
				continue;
			standings[i].wins += (cmp > 0);
			standings[i].losses += (cmp < 0);
			standings[i].draws += (cmp == 0);
		}
	}
	return standings;
}

/* Give places by the number of candidates who are ahead in a relation. */
static void
place_by_relation(Standing *standings, const BeatRelation *ahead)
{
	for (int i = 0; i < ahead->n; i++)
	{
		int			behind = 0;

		standings[i].place = 1;
		for (int j = 0; j < ahead->n; j++)
		{
			standings[i].place += beat_has(ahead, j, i);
			behind += beat_has(ahead, i, j);
		}
		standings[i].score = whole_score(behind);
	}
}

/* Give places by scores; sign 1: the highest first, -1: the lowest. */
static void
place_by_score(Standing *standings, int n, int sign)
{
	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		standings[i].place = 1;
		for (int j = 0; j < n; j++)
			standings[i].place +=
				(sign * decimal_cmp(standings[j].score, standings[i].score) > 0);
	}
}

/* Schulze: whoever has the stronger path to the other is ahead. */
static void
place_schulze(Standing *standings, const Duels *duels, bool margins)
{
	const StrongestPaths *paths = strongest_paths(duels, margins);
	BeatRelation *ahead = beat_create(duels->n);
	int			n = duels->n;

	for (int i = 0; i < n; i++)
	{
		for (int j = 0; j < n; j++)
		{
			if (paths->strength[(Size) i * n + j] > paths->strength[(Size) j * n + i])
				beat_add(ahead, i, j);
		}
	}
	place_by_relation(standings, ahead);
}

/* Minimax: the most votes against in a duel that was lost, the fewer the better. */
static void
score_minimax(Standing *standings, const Duels *duels)
{
	for (int i = 0; i < duels->n; i++)
	{
		Votes		worst = votes_whole(0);

		for (int j = 0; j < duels->n; j++)
		{
			Votes		against = win_strength(duels, j, i, false);

			if (votes_cmp(against, worst) > 0)
				worst = against;
		}
		standings[i].score = votes_to_numeric(worst);
	}
	place_by_score(standings, duels->n, -1);
}

/* Half of a number. */
static Numeric
half_of(Numeric number)
{
	Datum		half = NumericGetDatum(decimal_mul(number, int64_div_fast_to_numeric(5, 1)));

	return DatumGetNumeric(DirectFunctionCall1(numeric_trim_scale, half));
}

/* Copeland: a duel won is one point, one drawn half a point. */
static void
score_copeland(Standing *standings, const Duels *duels)
{
	for (int i = 0; i < duels->n; i++)
		standings[i].score = half_of(whole_score(2 * standings[i].wins + standings[i].draws));
	place_by_score(standings, duels->n, 1);
}

/*
 * Borda, doubled: of n candidates, n - 1 points for the first on a ballot down to
 * 0 for the last; equal and unranked ones share the mean.  That is a point for
 * each candidate who is behind and half of one for each who is level.  The sum
 * is kept in parts, since all together can be too large for 64 bits.
 */
static Numeric
twice_borda(const Duels *duels, int candidate, Votes votes)
{
	int64		high = 0;		/* billions of votes */
	int64		low = 0;
	int64		nanos = 0;

	for (int i = 0; i < duels->n; i++)
	{
		Votes		points = votes_sub(votes_add(votes, duel_votes(duels, candidate, i)),
									   duel_votes(duels, i, candidate));

		if (i == candidate)
			continue;
		high += points.units / NANOS_PER_VOTE;
		low += points.units % NANOS_PER_VOTE;
		nanos += points.nanos;
	}
	return decimal_add(decimal_mul(whole_score(high), whole_score(NANOS_PER_VOTE)),
					   votes_to_numeric((Votes) {
						   low + nanos / NANOS_PER_VOTE, (int32) (nanos % NANOS_PER_VOTE)
					   }));
}

/* Borda: the more points, the better. */
static void
score_borda(Standing *standings, const Duels *duels)
{
	Votes		votes = votes_sub(duels->pairs->total, duels->pairs->silent);

	for (int i = 0; i < duels->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		standings[i].score = half_of(twice_borda(duels, i, votes));
	}
	place_by_score(standings, duels->n, 1);
}

/* Black: who beats everybody is first; all others, or all, by Borda. */
static void
place_black(Standing *standings, const Duels *duels)
{
	int			winner = duels_winner(duels, NULL);

	score_borda(standings, duels);
	for (int i = 0; i < duels->n && winner >= 0; i++)
	{
		if (i != winner && standings[i].place <= standings[winner].place)
			standings[i].place++;
	}
	if (winner >= 0)
		standings[winner].place = 1;
}

/* Flags, by index in the roster, for all but some of the candidates. */
static bool *
all_but(const Duels *duels, const int *members, int n)
{
	int			ncandidates = duels->contest->roster->ncandidates;
	bool	   *removed = palloc(Max(ncandidates, 1));

	memset(removed, true, Max(ncandidates, 1));
	for (int i = 0; i < n; i++)
		removed[duels->candidates[members == NULL ? i : members[i]]] = false;

	return removed;
}

/*
 * Whether a candidate is ahead of another one who was in rounds no longer: was
 * in more of them, or went out with more votes.  Whom the last round leaves,
 * and whoever goes out of a harmless tie that leaves the winner alone, have no
 * order but the winner's.
 */
static bool
lasted_longer(const Count *count, int candidate, int other)
{
	const CountRound *round = count->rounds[count->last_round[other] - 1];
	const CountRound *end = last_round(count);
	bool		open = (round == end) ?
		round_that_elected(count) == NULL || count->contest->winner_among != NULL :
		round->number == end->number - 1 && end->n == 1 && last_tie(round) != NULL &&
		last_tie(round)->step == TIE_LEAVE;

	if (count->last_round[candidate] != round->number)
		return true;

	return !open && cmp_round_scores(round, round_position(round, candidate),
									 round_position(round, other)) > 0;
}

/* Give places from a count to those who were in it. */
static void
place_by_rounds(Standing *standings, const Duels *duels, const Count *count)
{
	for (int i = 0; i < duels->n; i++)
	{
		int			candidate = duels->candidates[i];
		int			rounds = count->last_round[candidate];

		CHECK_FOR_INTERRUPTS();
		if (rounds == 0)
			continue;
		standings[i].place = 1;
		for (int j = 0; j < duels->n && candidate != count_winner(count); j++)
		{
			int			other = duels->candidates[j];

			if (i != j && count->last_round[other] >= rounds)
				standings[i].place += (other == count_winner(count) ||
									   lasted_longer(count, other, candidate));
		}
	}
}

/* Smith/IRV: an instant runoff among the Smith set; the others are behind. */
static void
place_smith_irv(Standing *standings, const Duels *duels)
{
	Count   *count;
	bool	   *removed;
	int			n;
	int		   *members = smith_members(duels, &n);

	removed = all_but(duels, members, n);
	count = irv_count_freely(duels->contest, STOP_TWO_REMAIN, false, removed);
	follow_open_tie(count, removed, EVERY_WAY_ELECTS);
	for (int i = 0; i < duels->n; i++)
		standings[i].place = n + 1;
	place_by_rounds(standings, duels, count);
}

/* Who beats all others of some candidates, by their index in the roster. */
static int
winner_among(const void *pairs, const bool *continuing)
{
	const Duels *duels = (const Duels *) pairs;
	bool	   *among = palloc(Max(duels->n, 1));
	int			winner;

	for (int i = 0; i < duels->n; i++)
		among[i] = continuing[duels->candidates[i]];
	winner = duels_winner(duels, among);
	pfree(among);

	return winner < 0 ? NO_CANDIDATE : duels->candidates[winner];
}

/*
 * Benham: an instant runoff until somebody who continues beats all others who
 * do.
 */
static void
place_benham(Standing *standings, const Duels *duels)
{
	Contest		contest = *duels->contest;
	bool	   *removed = all_but(duels, NULL, duels->n);
	Count   *count;

	contest.winner_among = winner_among;
	contest.pairs = duels;
	count = irv_count_freely(&contest, contest.rules->stop, true, removed);
	follow_open_tie(count, removed, EVERY_WAY_ELECTS);
	place_by_rounds(standings, duels, count);
}

/* For sorting: by place, then in ballot order. */
static int
cmp_standings(const void *a, const void *b)
{
	const Standing *x = (const Standing *) a;
	const Standing *y = (const Standing *) b;

	return x->place != y->place ? x->place - y->place : x->candidate - y->candidate;
}

/* All candidates who are compared, in order of finish by a method. */
Standing *
pairwise_standings(const Duels *duels, PairwiseMethod method)
{
	Standing   *standings = begin_standings(duels);

	switch (method)
	{
		case PAIRWISE_SCHULZE:
			place_schulze(standings, duels, false);
			break;
		case PAIRWISE_SCHULZE_MARGINS:
			place_schulze(standings, duels, true);
			break;
		case PAIRWISE_RANKED_PAIRS:
			place_by_relation(standings, ranked_pairs(duels));
			break;
		case PAIRWISE_MINIMAX:
			score_minimax(standings, duels);
			break;
		case PAIRWISE_COPELAND:
			score_copeland(standings, duels);
			break;
		case PAIRWISE_BORDA:
			score_borda(standings, duels);
			break;
		case PAIRWISE_BLACK:
			place_black(standings, duels);
			break;
		case PAIRWISE_SMITH_IRV:
			place_smith_irv(standings, duels);
			break;
		case PAIRWISE_BENHAM:
			place_benham(standings, duels);
			break;
	}
	qsort(standings, duels->n, sizeof(Standing), cmp_standings);

	return standings;
}
