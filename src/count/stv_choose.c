/*
 * stv_choose.c
 *	  Whom a count for several seats elects, transfers from or excludes next.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "count/stv.h"

/* For sorting candidates by an array of votes: more first, then ballot order. */
int
stv_cmp_descending(const void *a, const void *b, void *arg)
{
	const Amount *votes = (const Amount *) arg;
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	int			cmp = amount_cmp(votes[y], votes[x]);

	return cmp != 0 ? cmp : x - y;
}

/*
 * A tie of n candidates after the last round.  If all go out together, it is for
 * whoever asks to see that enough remain.
 */
static TieBreak
tie_after_round(const StvCount *count, int n, Wanted wanted, TieMode mode)
{
	return (TieBreak) {
		.count = &count->base,.round = last_round(&count->base),
		.nrounds = count->base.nrounds,.wanted = wanted,.mode = mode,.most_together = n
	};
}

/*
 * Narrow candidates who are level after the last round (given in ballot order)
 * by the steps; returns how many are left.
 */
static int
narrow(const StvCount *count, const int *level, int n, Wanted wanted, TieMode mode,
	   int *left, TieStep *step)
{
	TieBreak	tie = tie_after_round(count, n, wanted, mode);

	return tie_narrow(&tie, level, n, left, step);
}

/*
 * The lot that the tie on which a count ended asks for; NULL if the rules have
 * no lots drawn by hand for it.
 */
char *
stv_lot_missing(const StvCount *count, const Tie *tie)
{
	static const TieMode modes[] = {TIES_STRICT, TIES_BY_LOT};
	char	   *lot = NULL;

	for (int i = 0; i < (int) lengthof(modes) && lot == NULL; i++)
	{
		TieBreak	again = tie_after_round(count, tie->n, tie->wanted, modes[i]);

		lot = tie_lot_missing(&again, tie->level, tie->n);
	}
	return lot;
}

/* A tie after the last round that the steps have narrowed. */
static Tie
narrowed_tie(StvCount *count, const int *level, int n, Wanted wanted,
			 const int *left, int nleft, TieStep step, bool resolved)
{
	Tie			tie = count_tie(last_round(&count->base), level, n, wanted);

	tie.nleft = nleft;
	tie.left = memcpy(palloc(sizeof(int) * nleft), left, sizeof(int) * nleft);
	tie.step = step;
	count_settle_tie(&count->base, &tie, resolved);

	return tie;
}

/* End the count on a tie that nothing resolves. */
static void
stv_end_tied(StvCount *count, const int *level, int n, Wanted wanted)
{
	CountRound *round = last_round(&count->base);

	(void) count_add_tie(round, narrowed_tie(count, level, n, wanted, level, n,
											 TIE_LEAVE, false));
	for (int i = 0; i < n; i++)
	{
		if (round->status[level[i]] == STATUS_CONTINUING)
			round->status[level[i]] = count->status[level[i]] = STATUS_TIED;
	}
}

/*
 * Bring the first of n sorted candidates, of whom the first `level` have the
 * same votes, to where the steps put it.  If the order matters, a tie that nothing
 * resolves ends the count.  False: it did.
 */
static bool
settle_first(StvCount *count, int *sorted, int level, TieMode mode)
{
	int		   *left = palloc(sizeof(int) * level);
	TieStep		step;
	int			first = 0;

	if (narrow(count, sorted, level, WANTED_MOST, mode, left, &step) == 1)
	{
		if (mode == TIES_STRICT)
			(void) count_add_tie(last_round(&count->base),
								 narrowed_tie(count, sorted, level, WANTED_MOST, left, 1, step, true));
		while (sorted[first] != left[0])
			first++;
		memmove(sorted + 1, sorted, sizeof(int) * first);
		sorted[0] = left[0];
	}
	else if (mode == TIES_STRICT)
	{
		stv_end_tied(count, sorted, level, WANTED_MOST);
		return false;
	}
	pfree(left);

	return true;
}

/*
 * Candidates in descending order of their votes.  Where nothing tells those who
 * are level apart: in ballot order, or if the order matters: NULL, and the count is
 * over.
 */
int *
stv_descending(StvCount *count, const int *candidates, int n, TieMode mode)
{
	const Amount *votes = count->now[0].votes;
	int		   *sorted = palloc(sizeof(int) * Max(n, 1));

	for (int i = 0; i < n; i++)
		sorted[i] = candidates[i];
	qsort_arg(sorted, n, sizeof(int), stv_cmp_descending, unconstify(Amount *, votes));
	for (int i = 0; i < n; i++)
	{
		int			level = 1;

		CHECK_FOR_INTERRUPTS();
		while (i + level < n &&
			   amount_cmp(votes[sorted[i]], votes[sorted[i + level]]) == 0)
			level++;
		if (level > 1 && !settle_first(count, sorted + i, level, mode))
			return NULL;
	}
	return sorted;
}

/* List those who can still be elected and reach, or exceed, a number of votes. */
int
stv_reaching(const StvCount *count, Amount bar, bool exceed, int *reaching)
{
	int			n = stv_list_continuing(count, reaching);
	int			kept = 0;

	for (int i = 0; i < n; i++)
	{
		int			cmp = amount_cmp(stv_votes(count, reaching[i]), bar);

		if (cmp > 0 || (cmp == 0 && !exceed))
			reaching[kept++] = reaching[i];
	}
	return kept;
}

/* Elect candidates in descending order of votes, as far as there are places. */
static void
elect_all(StvCount *count, const int *candidates, int n, TieMode mode)
{
	int		   *sorted = stv_descending(count, candidates, n, mode);

	for (int i = 0; i < n && stv_vacancies(count) > 0; i++)
		(void) stv_elect(count, sorted[i]);
}

/* Elect whoever reaches, or exceeds, a number of votes. */
void
stv_elect_reaching(StvCount *count, Amount bar, bool exceed)
{
	int		   *reaching = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int			n = stv_reaching(count, bar, exceed, reaching);

	if (n > 0)
		elect_all(count, reaching, n, TIES_ORDER);
	pfree(reaching);
}

/* Elect the one of level candidates whom the steps pick; else the count is over. */
void
stv_elect_one_of(StvCount *count, const int *level, int n, TieMode mode)
{
	int		   *left = palloc(sizeof(int) * n);
	TieStep		step = TIE_LEAVE;
	int			nleft = 1;

	left[0] = level[0];
	if (n > 1)
		nleft = narrow(count, level, n, WANTED_MOST, mode, left, &step);
	if (nleft > 1)
	{
		stv_end_tied(count, level, n, WANTED_MOST);
		return;
	}
	if (n > 1)
		(void) count_add_tie(last_round(&count->base),
							 narrowed_tie(count, level, n, WANTED_MOST, left, nleft, step, true));
	(void) stv_elect(count, left[0]);
}

/* Elect all who are left, if there are places for them. */
void
stv_fill(StvCount *count, TieMode mode)
{
	int		   *left = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int			n = stv_list_continuing(count, left);

	if (!ended_on_tie(&count->base) && n > 0 && n <= stv_vacancies(count))
		elect_all(count, left, n, mode);
	pfree(left);
}

/*
 * The one of some candidates who has the largest surplus and is next to
 * transfer it; NO_CANDIDATE if nothing tells them apart: the count is over.
 */
int
stv_largest_surplus(StvCount *count, const int *candidates, int n)
{
	int		   *level = palloc(sizeof(int) * n);
	int		   *left = palloc(sizeof(int) * n);
	int			nlevel = 0;
	TieStep		step;

	for (int i = 0; i < n; i++)
	{
		int			cmp = (nlevel == 0) ? 0 : amount_cmp(stv_votes(count, candidates[i]),
														 stv_votes(count, level[0]));

		if (cmp > 0)
			nlevel = 0;
		if (cmp >= 0)
			level[nlevel++] = candidates[i];
	}
	if (nlevel == 1)
		return level[0];
	qsort(level, nlevel, sizeof(int), cmp_candidates);
	if (narrow(count, level, nlevel, WANTED_MOST, TIES_STRICT, left, &step) > 1)
	{
		stv_end_tied(count, level, nlevel, WANTED_MOST);
		return NO_CANDIDATE;
	}
	count->next_tie = narrowed_tie(count, level, nlevel, WANTED_MOST, left, 1, step, true);

	return left[0];
}

/* Whether a candidate may not be excluded, since the group needs every member. */
bool
stv_is_guarded(const StvCount *count, int candidate)
{
	return count->member != NULL && count->member[candidate] &&
		count->nmembers <= count->nmembers_needed;
}

/* Choose all who are not of the group that the rest of the seats is kept for. */
int
stv_choose_others(StvCount *count, int *out)
{
	int			n = stv_list_continuing(count, out);
	int			kept = 0;

	if (count->nmembers_needed == 0 || count->nmembers_needed < stv_vacancies(count))
		return 0;
	for (int i = 0; i < n; i++)
	{
		if (!count->member[out[i]])
			out[kept++] = out[i];
	}
	if (kept > 0)
		count->next_reserved = true;

	return kept;
}

/*
 * Those with the fewest votes, or within a surplus of them, among those who may
 * go and are not among the first n of out yet; *next gets the votes of the next one above them, and is
 * left alone if there is none.
 */
static int
find_lowest(StvCount *count, Amount within, const int *out, int n, int *level,
			Amount *next)
{
	int		   *left = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int			nleft = stv_list_continuing(count, left);
	int			nlevel = 0;
	int			first;
	int		   *sorted;

	qsort_arg(left, nleft, sizeof(int), stv_cmp_descending, count->now[0].votes);
	sorted = left + nleft - 1;
	for (first = 0; first < nleft; first++)
	{
		int			candidate = sorted[-first];
		bool		passed = stv_is_guarded(count, candidate);

		for (int i = 0; i < n && !passed; i++)
			passed = (out[i] == candidate);
		if (passed)
			continue;
		if (nlevel > 0 && amount_cmp(stv_votes(count, candidate),
									 amount_add(stv_votes(count, level[0]), within)) > 0)
		{
			*next = stv_votes(count, candidate);
			break;
		}
		if (stv_is_guarded(count, sorted[0]) && nlevel == 0)
			count->next_reserved = true;
		level[nlevel++] = candidate;
	}
	qsort(level, nlevel, sizeof(int), cmp_candidates);
	pfree(left);

	return nlevel;
}

/*
 * Whether all who are level at the bottom may go together, since even with all
 * that waits to be transferred they would stay below the next candidate.
 */
static bool
may_go_together(const StvCount *count, const int *level, int n, Amount next)
{
	Amount		sum = stv_total_surplus(count);

	if (next.fixed < 0 || stv_nreal(count) - n < stv_vacancies(count) ||
		(count->member != NULL && count->nmembers_needed > 0))
		return false;
	for (int i = 0; i < n; i++)
		sum = amount_add(sum, stv_votes(count, level[i]));

	return amount_cmp(sum, next) < 0;
}

/*
 * Choose one of those who are level at the bottom, or as many of them as the
 * steps say, behind the n who are chosen already; next has the votes of whoever
 * is above them, or less than 0.  Returns how many are chosen.  None: nothing
 * tells them apart, and the count is over.
 */
int
stv_choose_from(StvCount *count, const int *level, int nlevel, Amount next, int *out, int n)
{
	int		   *left = palloc(sizeof(int) * nlevel);
	TieStep		step = TIE_LEAVE;
	int			nleft = 1;

	left[0] = level[0];
	if (nlevel > 1)
		nleft = narrow(count, level, nlevel, WANTED_FEWEST,
					   n == 0 ? TIES_STRICT : TIES_ORDER, left, &step);
	if (nleft > 1 && step == TIE_TOGETHER && stv_nreal(count) - n - nleft < stv_vacancies(count))
		step = TIE_LEAVE;
	if (nleft > 1 && step != TIE_TOGETHER)
	{
		if (!may_go_together(count, level, nlevel, next))
		{
			if (n == 0)
				stv_end_tied(count, level, nlevel, WANTED_FEWEST);
			return n;
		}
		nleft = nlevel;
		memcpy(left, level, sizeof(int) * nlevel);
	}
	if (nlevel > 1)
		count->next_tie = narrowed_tie(count, level, nlevel, WANTED_FEWEST, left, nleft,
										step, true);
	memcpy(out + n, left, sizeof(int) * nleft);

	return n + nleft;
}

/*
 * Choose who is excluded next, behind the n who are chosen already; returns how
 * many are chosen.  None: nothing tells those who are level apart, and the
 * count is over.
 */
int
stv_choose_lowest(StvCount *count, int *out, int n)
{
	return stv_choose_within(count, amount_fixed(0), out, n);
}

/* The same, where all who are within a surplus of the lowest count as level. */
int
stv_choose_within(StvCount *count, Amount within, int *out, int n)
{
	int			pool = count->base.contest->roster->pool;
	int		   *level;
	int			others;
	int			nlevel;
	Amount		next = amount_fixed(-1);

	if (pool != NO_CANDIDATE && count->status[pool] == STATUS_CONTINUING && n == 0)
	{
		out[0] = pool;
		return 1;
	}
	if (n == 0 && (others = stv_choose_others(count, out)) > 0)
		return others;
	level = palloc(sizeof(int) * Max(count->ncandidates, 1));
	nlevel = find_lowest(count, within, out, n, level, &next);

	return nlevel == 0 ? n : stv_choose_from(count, level, nlevel, next, out, n);
}

/*
 * The most candidates from below who together, with a surplus, stay below the
 * next one (or reach it at most), while enough remain.  Those who are level are
 * not parted.
 */
int
stv_losers_below(const StvCount *count, Amount surplus, bool or_equal, int *out)
{
	int			pool = count->base.contest->roster->pool;
	int			most = stv_nreal(count) - stv_vacancies(count);
	int			spare = count->nmembers - count->nmembers_needed;
	Amount		sum = surplus;
	int			n = stv_list_continuing(count, out);
	int			best = 0;

	if (pool != NO_CANDIDATE && count->status[pool] == STATUS_CONTINUING)
		return 0;
	qsort_arg(out, n, sizeof(int), stv_cmp_descending, count->now[0].votes);
	for (int i = 0; i < n / 2; i++)
	{
		int			swap = out[i];

		out[i] = out[n - 1 - i];
		out[n - 1 - i] = swap;
	}
	for (int i = 0; i + 1 < n && i < most; i++)
	{
		Amount		votes = stv_votes(count, out[i]);
		Amount		next = stv_votes(count, out[i + 1]);
		int			cmp;

		sum = amount_add(sum, votes);
		if (count->nmembers_needed > 0 && count->member[out[i]] && --spare < 0)
			break;
		if (amount_cmp(votes, next) == 0)
			continue;
		cmp = amount_cmp(sum, next);
		if (cmp < 0 || (cmp == 0 && or_equal))
			best = i + 1;
	}
	return best;
}

/* The difference of the two lowest candidates, if one of them may be excluded. */
bool
stv_lowest_gap(const StvCount *count, Amount *gap)
{
	int			pool = count->base.contest->roster->pool;
	int		   *left = palloc(sizeof(int) * Max(count->ncandidates, 1));
	int			n = stv_list_continuing(count, left);
	bool		known = n > 1 && stv_nreal(count) > stv_vacancies(count) &&
		(pool == NO_CANDIDATE || count->status[pool] != STATUS_CONTINUING);

	qsort_arg(left, n, sizeof(int), stv_cmp_descending, count->now[0].votes);
	if (known)
		*gap = amount_sub(stv_votes(count, left[n - 2]), stv_votes(count, left[n - 1]));
	pfree(left);

	return known;
}
