/*
 * ballot_orders.c
 *	  The ballots of a contest as orders of candidates, and the order of
 *	  elimination that they lead to.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/pgcompat.h"
#include "count/ballot_orders.h"
#include "count/irv_count.h"

/* Raise 0A000 for what these questions are not answered for. */
pg_noreturn static void
unsupported(const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
			 errmsg("margins are not known for such a contest"),
			 errdetail("%s", detail),
			 errhint("%s", hint)));
}

/* Raise 0A000 for rules under which the order of elimination is not all. */
static void
check_rules(const CountRules *rules)
{
	if (rules_top_two(rules))
		unsupported("Rule \"elimination\" is \"top_two\" or \"top_two_by_tie_break\".",
					"Candidates have to go out one after the other.");
	if (rules->has_min_share || rules->has_min_votes)
		unsupported("There is a rule \"min_share\" or \"min_votes\".",
					"Candidates have to go out one after the other.");
	if (rules->runner_up != RUNNER_UP_FINAL_TWO)
		unsupported("Rule \"runner_up\" is not \"final_two\".",
					"The runner-up has to be the loser of the last two.");
	if (rules->overvotes != OVERVOTES_EXHAUST && rules->overvotes != OVERVOTES_SKIP)
		unsupported("What an overvote counts for depends on who continues.",
					"Let rule \"overvotes\" be \"exhaust\" or \"skip\".");
	if (rules->has_write_in && !rules->write_in_blocks)
		unsupported("Rule \"write_in_blocks\" is false: write-ins count for nobody while the first one goes out.",
					"Let rule \"write_in_blocks\" be true, or \"unlisted\" be \"skip\".");
	if (rules->elimination == ELIMINATION_BATCH && rules->drawn.n > 0)
		unsupported("Rule \"drawn\" names rounds in which several go out.",
					"Let rule \"elimination\" be \"single\", and \"drawn\" name its rounds.");
}

/* Number the candidates who can win; the flags say who continues. */
static void
number_candidates(BallotOrders *orders, bool *continuing, int *numbers)
{
	const Roster *roster = orders->roster;

	for (int i = 0; i < roster->ncandidates; i++)
	{
		continuing[i] = !roster->withdrawn[i] && i != roster->pool;
		if (!continuing[i])
			continue;
		if (orders->ncandidates == ORDERS_MAX_CANDIDATES)
			unsupported(psprintf("There are more than %d candidates.", ORDERS_MAX_CANDIDATES),
						"Declare rule \"candidates\" and let rule \"unlisted\" be \"skip\" or \"write_in\".");
		numbers[i] = orders->ncandidates;
		orders->candidates[orders->ncandidates++] = i;
	}
}

/* Append the candidates of a ballot, and its number of ballots. */
static void
append_order(BallotOrders *orders, const PreferenceList *list, const int *numbers,
			 uint64 *allocated, int64 ballots)
{
	int			n = list->n;
	uint64		end = orders->norders > 0 ? orders->ends[orders->norders - 1] : 0;

	if (end + n > *allocated)
	{
		*allocated = (end + n) * 2;
		if (*allocated > PG_UINT32_MAX)
			unsupported("The ballots have more than 2^32 marks.", "Ask about a part of the ballots.");
		orders->preferred = repalloc_huge(orders->preferred, *allocated);
	}
	for (int i = 0; i < n; i++)
		orders->preferred[end + i] = (uint8) numbers[list->candidates[i]];
	if (n > 0)
		orders->first[numbers[list->candidates[0]]] += ballots;
	orders->ends[orders->norders] = (uint32) (end + n);
	orders->ballots[orders->norders++] = ballots;
	orders->nballots += ballots;
}

/* Read all ballots as orders of those who continue. */
static void
read_orders(BallotOrders *orders, const Contest *contest, const bool *continuing,
			const int *numbers)
{
	ProfileReader *reader = &contest->readers[0];
	PreferenceList list;
	uint64		allocated = 1024;
	RankingEntry entry;
	Reading		reading;

	reading_init(&reading, contest->rules, contest->roster,
				 &contest->tallies[0].map, continuing);
	preference_list_init(&list, contest->roster);
	orders->preferred = palloc(allocated);
	orders->ends = palloc_extended(sizeof(uint32) * (reader->nentries + 1), MCXT_ALLOC_HUGE);
	orders->ballots = palloc_extended(sizeof(int64) * (reader->nentries + 1), MCXT_ALLOC_HUGE);
	profile_reader_rewind(reader);
	while (profile_reader_next(reader, &entry))
	{
		CHECK_FOR_INTERRUPTS();
		if (votes_cmp(entry.votes, votes_whole(entry.ballots)) != 0)
			unsupported("A ranking's weight is not its number of ballots.",
						"A margin counts ballots: give them without weights.");
		reading_preferences(&reading, ballot_of_record(entry.record, NULL), false, &list);
		append_order(orders, &list, numbers, &allocated, entry.ballots);
	}
	votes_check_total(votes_whole(orders->nballots));
}

/* Raise 22000 for a count that ends in a tie. */
pg_noreturn static void
tied_error(const CountRound *round)
{
	ereport(ERROR,
			(errcode(ERRCODE_DATA_EXCEPTION),
			 errmsg("the contest ends in a tie"),
			 errdetail("The count ends in round %d without a winner.", round->number),
			 errhint("Let rule \"tie_break\" decide, or see irv_result(p, rules) for who is tied.")));
}

/* What candidates are sorted by: their last round, then their votes in it. */
static int
cmp_eliminated(const void *a, const void *b, void *arg)
{
	const Count *count = (const Count *) arg;
	int			x = *(const int *) a;
	int			y = *(const int *) b;
	const CountRound *round = count->rounds[count->last_round[x] - 1];
	int			cmp;

	if (count->last_round[x] != count->last_round[y])
		return count->last_round[x] - count->last_round[y];
	cmp = (x == count_winner(count)) - (y == count_winner(count));
	if (cmp == 0)
		cmp = votes_cmp(round_votes(round, 0, x), round_votes(round, 0, y));

	return cmp != 0 ? cmp : x - y;
}

/* Whether two candidates who can win are in the last round, and no more. */
static bool
ends_with_two(const BallotOrders *orders, const Count *count)
{
	int			n = orders->ncandidates;

	return count->last_round[orders->eliminated[n - 2]] == count->nrounds &&
		(n == 2 || count->last_round[orders->eliminated[n - 3]] < count->nrounds);
}

/*
 * Set in which order the candidates went out, as far as the count tells, and the
 * round of the first of them: the pool of write-ins may have one before.
 */
static void
set_eliminated(BallotOrders *orders, const Count *count, const int *numbers)
{
	int			n = orders->ncandidates;
	int			pool = orders->roster->pool;
	const CountRound *last = last_round(count);

	orders->first_round = 1 + (pool != NO_CANDIDATE && count->last_round[pool] < count->nrounds);
	memcpy(orders->eliminated, orders->candidates, sizeof(int) * n);
	qsort_arg(orders->eliminated, n, sizeof(int), cmp_eliminated, (void *) count);
	orders->tied = (count_winner(count) == NO_CANDIDATE);
	orders->last_margin = -1;
	if (n > 1 && !orders->tied && ends_with_two(orders, count))
		orders->last_margin = votes_sub(round_votes(last, 0, count_winner(count)),
										round_votes(last, 0, orders->eliminated[n - 2])).units;
	for (int i = 0; i < n; i++)
		orders->eliminated[i] = numbers[orders->eliminated[i]];
}

/*
 * The ballots of a contest as orders of candidates; NULL if there are too few
 * (rule min_ballots) or nobody to elect.  0A000 for contests that are decided by
 * more than the order in which single candidates go out, 22000 for one that
 * ends without a winner, unless it may.
 */
BallotOrders *
ballot_orders(ProfileReader *reader, const CountRules *rules, bool may_be_tied)
{
	CountRules *single = palloc(sizeof(CountRules));
	BallotOrders *orders = palloc0(sizeof(BallotOrders));
	Contest    *contest;
	bool	   *continuing;
	int		   *numbers;
	Count	   *count;

	rules_check_count(rules);
	check_rules(rules);
	*single = *rules;
	single->elimination = ELIMINATION_SINGLE;
	contest = contest_create(reader, 1, single);
	if (contest == NULL)
		return NULL;

	orders->roster = contest->roster;
	continuing = palloc0(Max(contest->roster->nlabels, 1));
	numbers = palloc0(sizeof(int) * Max(contest->roster->ncandidates, 1));
	number_candidates(orders, continuing, numbers);
	orders->max_rankings = ORDERS_MAX_CANDIDATES;
	if (rules->max_rankings != NO_LIMIT)
		orders->max_rankings = Min(rules->max_rankings, ORDERS_MAX_CANDIDATES);
	read_orders(orders, contest, continuing, numbers);

	if (orders->ncandidates == 0)
		return NULL;
	count = irv_count(contest, STOP_TWO_REMAIN, false, NULL);
	if (count_winner(count) == NO_CANDIDATE && !may_be_tied)
	{
		if (votes_is_zero(last_round(count)->blocks[0].continuing))
			return NULL;
		tied_error(last_round(count));
	}
	set_eliminated(orders, count, numbers);

	return orders;
}
