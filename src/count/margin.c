/*
 * margin.c
 *	  By how many ballots an outcome of a contest was decided.
 *
 * A search over orders of elimination, the cheapest first.  Most outcomes are
 * about the end of the order, so orders grow from their end: a part "..., a, b,
 * c" stands for all orders that end so, and what it takes that a, b and c go
 * out one after the other once all others have is a lower bound for all of
 * them.  Whoever goes out early is looked for from the beginning.
 *
 * The search ends at a limit of linear programs and of work, not of time: so
 * the same question has the same answer everywhere.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "lib/pairingheap.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "count/margin.h"

/* A search ends after so many programs, or so much work (coefficients visited). */
#define PROGRAMS_MAX	20000
#define WORK_MAX		INT64CONST(300000000)

/* All questions of a call together may take so much work. */
#define CALL_WORK_MAX	INT64CONST(2000000000)

/* What a ballot costs where a bound is counted from them. */
#define BALLOT_WORK		8

/* A part of an order: its end or, if it grows from there, its beginning. */
typedef struct OrderPart
{
	pairingheap_node node;
	int64		at_least;
	int			inversions;		/* pairs that went out the other way round */
	int			n;
	uint8		order[ORDERS_MAX_CANDIDATES];
} OrderPart;

/* A search on its way. */
typedef struct MarginSearch
{
	const BallotOrders *orders;
	MarginKind	kind;
	bool		from_end;		/* orders grow from their end */
	int			barred_round;	/* in which somebody must not go out, or 0 */
	int			barred;
	int			depth;			/* how long orders grow */
	int			reported[ORDERS_MAX_CANDIDATES];	/* when candidates went out */
	pairingheap *parts;
	int			programs;		/* solved so far */
	int64		work;			/* that may be done yet */
	int64		unsettled;		/* least bound of a whole order that is not
								 * known exactly */
	Margin		best;
	MemoryContext context;		/* for one program */
} MarginSearch;

/* The cheapest first, then the longest, then the most like the reported order. */
static int
cmp_parts(const pairingheap_node *a, const pairingheap_node *b, void *arg)
{
	const OrderPart *x = pairingheap_const_container(OrderPart, node, a);
	const OrderPart *y = pairingheap_const_container(OrderPart, node, b);

	if (x->at_least != y->at_least)
		return x->at_least < y->at_least ? 1 : -1;
	if (x->n != y->n)
		return x->n - y->n;
	if (x->inversions != y->inversions)
		return y->inversions - x->inversions;

	return memcmp(y->order, x->order, x->n);
}

/* Whether a search has to end with what it has. */
static bool
is_exhausted(const MarginSearch *search)
{
	return search->programs >= PROGRAMS_MAX || search->work <= 0;
}

/* The candidates of a part, as a set. */
static uint64
part_members(const OrderPart *part)
{
	uint64		members = 0;

	for (int i = 0; i < part->n; i++)
		members |= candidate_bit(part->order[i]);

	return members;
}

/* A part with one more candidate. */
static OrderPart
grow(const MarginSearch *search, const OrderPart *part, int candidate)
{
	OrderPart	grown = *part;

	if (search->from_end)
	{
		memmove(grown.order + 1, grown.order, part->n);
		grown.order[0] = candidate;
	}
	else
		grown.order[part->n] = candidate;
	grown.n = part->n + 1;
	for (int i = 0; i < part->n; i++)
	{
		bool		later = search->reported[candidate] > search->reported[part->order[i]];

		if (later == search->from_end)
			grown.inversions++;
	}
	return grown;
}

/* Whether a part that has just grown lets the barred one go out. */
static bool
is_barred(const MarginSearch *search, const OrderPart *part)
{
	int			round = search->from_end ? search->orders->ncandidates - part->n + 1 : part->n;
	int			newest = search->from_end ? 0 : part->n - 1;

	return round == search->barred_round && part->order[newest] == search->barred;
}

/*
 * A bound without a program: whoever is not in the end of an order goes out
 * while its first candidate stands, and so has at most as many first preferences
 * as that candidate has ballots on which nobody else of the end and not the
 * other is preferred.
 */
static int64
quick_bound(MarginSearch *search, const OrderPart *part)
{
	const BallotOrders *orders = search->orders;
	uint64		members = part_members(part);
	int64		support = 0;
	int64		behind[ORDERS_MAX_CANDIDATES] = {0};
	int64		bound = 0;

	search->work -= BALLOT_WORK * (int64) orders->norders;
	for (uint32 i = 0; i < orders->norders; i++)
	{
		int			n;
		const uint8 *preferred = order_preferred(orders, i, &n);
		int			at = 0;

		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();

		while (at < n && !(members & candidate_bit(preferred[at])))
			at++;
		if (at == n || preferred[at] != part->order[0])
			continue;
		support += orders->ballots[i];
		for (int j = 0; j < at; j++)
			behind[preferred[j]] += orders->ballots[i];
	}
	for (int i = 0; i < orders->ncandidates; i++)
	{
		if (!(members & candidate_bit(i)))
			bound = Max(bound, orders->first[i] - (support - behind[i]));
	}
	return search->kind == MARGIN_CHANGED ? (bound + 1) / 2 : bound;
}

/* The order that a part stands for, with the others where they do not matter. */
static WantedOrder
wanted_order(const MarginSearch *search, const OrderPart *part)
{
	WantedOrder wanted = {part->n, Min(part->n, search->orders->ncandidates - 1), {0}};
	uint64		members = part_members(part);

	memcpy(wanted.candidates, part->order, part->n);
	if (search->from_end)
	{
		wanted.nfixed = part->n - 1;
		return wanted;
	}
	for (int i = 0; i < search->orders->ncandidates; i++)
	{
		if (!(members & candidate_bit(i)))
			wanted.candidates[wanted.n++] = i;
	}
	return wanted;
}

/* Raise a part's bound by a program; where it is a whole order, settle it. */
static void
bound_part(MarginSearch *search, OrderPart *part)
{
	WantedOrder wanted = wanted_order(search, part);
	bool		whole = (part->n == search->depth);
	MemoryContext old_context = MemoryContextSwitchTo(search->context);
	OrderCost	cost;

	CHECK_FOR_INTERRUPTS();
	search->programs++;
	cost = margin_of_order(search->orders, search->kind, &wanted, search->best.at_most,
						   whole, &search->work);
	MemoryContextSwitchTo(old_context);
	MemoryContextReset(search->context);

	part->at_least = Max(part->at_least, cost.at_least);
	if (!whole || part->at_least >= search->best.at_most)
		return;
	if (cost.at_most > part->at_least)
		search->unsettled = Min(search->unsettled, part->at_least);
	if (cost.at_most < search->best.at_most)
	{
		search->best.at_most = cost.at_most;
		search->best.norder = part->n;
		memcpy(search->best.order, part->order, part->n);
	}
}

/*
 * A part grown by a candidate, bounded from below; false if it cannot be better
 * than what is known.
 */
static bool
try_growing(MarginSearch *search, const OrderPart *part, int candidate, OrderPart *grown)
{
	*grown = grow(search, part, candidate);
	if (is_barred(search, grown))
		return false;
	if (search->from_end && grown->n < search->depth)
	{
		int64		bound = quick_bound(search, grown);

		grown->at_least = Max(grown->at_least, bound);
	}
	if (grown->at_least >= search->best.at_most)
		return false;
	bound_part(search, grown);

	return grown->at_least < search->best.at_most;
}

/* Keep a part to be grown later. */
static void
keep_part(MarginSearch *search, const OrderPart *part)
{
	OrderPart  *kept = palloc(sizeof(OrderPart));

	*kept = *part;
	pairingheap_add(search->parts, &kept->node);
}

/* Follow the cheapest way from a part to a whole order: a good one is soon found. */
static void
dive(MarginSearch *search, OrderPart part)
{
	while (part.n < search->depth && !is_exhausted(search))
	{
		uint64		members = part_members(&part);
		OrderPart	best = {.n = 0};
		OrderPart	grown;

		/* from the reported order's end: nothing is cheaper than at no cost */
		for (int i = search->orders->ncandidates - 1; i >= 0; i--)
		{
			int			candidate = search->orders->eliminated[i];

			if ((members & candidate_bit(candidate)) ||
				!try_growing(search, &part, candidate, &grown))
				continue;
			if (best.n == 0 || cmp_parts(&grown.node, &best.node, NULL) > 0)
				best = grown;
			if (best.at_least <= part.at_least)
				break;
		}
		if (best.n == 0)
			return;
		part = best;
	}
}

/* Try the reported order with a part moved to its end: often the best one. */
static void
try_reported(MarginSearch *search, const OrderPart *part)
{
	uint64		members = part_members(part);
	OrderPart	whole = {.n = 0};

	for (int i = 0; i < search->orders->ncandidates; i++)
	{
		int			candidate = search->orders->eliminated[i];

		if (!(members & candidate_bit(candidate)))
			whole.order[whole.n++] = candidate;
	}
	memcpy(whole.order + whole.n, part->order, part->n);
	whole.n += part->n;
	bound_part(search, &whole);
}

/* Grow a part by each other candidate. */
static void
expand(MarginSearch *search, const OrderPart *part)
{
	uint64		members = part_members(part);
	OrderPart	grown;

	for (int i = 0; i < search->orders->ncandidates; i++)
	{
		if (!(members & candidate_bit(i)) &&
			try_growing(search, part, i, &grown) && grown.n < search->depth)
			keep_part(search, &grown);
	}
}

/* Go on until the best is known to be so, or the limit is reached. */
static void
run_search(MarginSearch *search)
{
	int64		open = MARGIN_UNKNOWN;

	while (!pairingheap_is_empty(search->parts))
	{
		OrderPart  *part = pairingheap_container(OrderPart, node,
												 pairingheap_remove_first(search->parts));

		if (part->at_least >= search->best.at_most)
			break;
		if (is_exhausted(search))
		{
			open = part->at_least;
			break;
		}
		expand(search, part);
		pfree(part);
	}
	search->best.at_least = Min(Min(open, search->unsettled), search->best.at_most);
}

/* Get ready to search. */
static void
begin_search(MarginSearch *search, const MarginQuestion *question, bool from_end,
			 int depth)
{
	const BallotOrders *orders = question->orders;

	memset(search, 0, sizeof(MarginSearch));
	search->orders = orders;
	search->kind = question->kind;
	search->from_end = from_end;
	search->depth = depth;
	search->parts = pairingheap_allocate(cmp_parts, NULL);
	search->work = question->work;
	search->unsettled = MARGIN_UNKNOWN;
	search->best.at_most = MARGIN_UNKNOWN;
	search->context = AllocSetContextCreate(CurrentMemoryContext, "prefcount margin",
											ALLOCSET_DEFAULT_SIZES);
	for (int i = 0; i < orders->ncandidates; i++)
		search->reported[orders->eliminated[i]] = i;
}

/* Search all orders that end in one of some parts. */
static void
search_ends(MarginSearch *search, OrderPart *ends, int n)
{
	for (int i = 0; i < n; i++)
	{
		/* one for each candidate is always worth it */
		if (ends[i].n == 1 || !is_exhausted(search))
			ends[i].at_least = quick_bound(search, &ends[i]);
		if (ends[i].at_least < search->best.at_most && !is_exhausted(search) &&
			search->barred_round == 0)
			try_reported(search, &ends[i]);
	}
	for (int i = 0; i < n; i++)
	{
		if (search->barred_round == 0 && ends[i].at_least < search->best.at_most)
			dive(search, ends[i]);
		if (ends[i].at_least < search->best.at_most && ends[i].n < search->depth)
			keep_part(search, &ends[i]);
	}
	run_search(search);
}

/* Whether the last two of an order are what a question asks for. */
static bool
is_wanted_end(const MarginQuestion *question, int loser, int last)
{
	const BallotOrders *orders = question->orders;
	int			n = orders->ncandidates;

	switch (question->outcome)
	{
		case OUTCOME_WINNER:
			return last != orders->eliminated[n - 1];
		case OUTCOME_RUNNER_UP:
			return loser != orders->eliminated[n - 2];
		case OUTCOME_WINS:
			return last == question->which;
		case OUTCOME_SECOND:
			return loser == question->which;
		case OUTCOME_ELIMINATED:
			break;
	}
	return true;
}

/* The ends of orders that a question asks for: the winner, or the last two. */
static int
list_ends(const MarginQuestion *question, OrderPart *ends)
{
	bool		pairs = (question->outcome == OUTCOME_RUNNER_UP ||
						 question->outcome == OUTCOME_SECOND);
	int			n = 0;

	for (int last = 0; last < question->orders->ncandidates; last++)
	{
		if (!pairs && is_wanted_end(question, -1, last))
			ends[n++] = (OrderPart) {.n = 1,.order = {last}};
		for (int loser = 0; loser < question->orders->ncandidates && pairs; loser++)
		{
			if (loser != last && is_wanted_end(question, loser, last))
				ends[n++] = (OrderPart) {.n = 2,.order = {loser, last}};
		}
	}
	return n;
}

/*
 * Ballots that are enough for a candidate to win, whatever the others mark: as
 * many as all others together have in the first round.
 */
static int64
enough_to_win(const MarginQuestion *question, int candidate)
{
	const BallotOrders *orders = question->orders;
	int64		lead = -orders->first[candidate];

	for (int i = 0; i < orders->ncandidates; i++)
	{
		if (i != candidate)
			lead += orders->first[i];
	}
	lead = Max(lead, 0);

	return question->kind == MARGIN_CHANGED ? (lead + 1) / 2 : lead;
}

/* Ballots that are known to be enough, without an order that they lead to. */
static int64
enough_for(const MarginQuestion *question)
{
	const BallotOrders *orders = question->orders;
	int64		enough = MARGIN_UNKNOWN;

	if (question->outcome == OUTCOME_WINS)
		return enough_to_win(question, question->which);
	if (question->outcome != OUTCOME_WINNER)
		return MARGIN_UNKNOWN;
	for (int i = 0; i < orders->ncandidates - 1; i++)
	{
		int64		to_win = enough_to_win(question, orders->eliminated[i]);

		enough = Min(enough, to_win);
	}

	/* as many as the last two are apart elect the other one */
	if (orders->last_margin >= 0)
		enough = Min(enough, question->kind == MARGIN_CHANGED ?
					 (orders->last_margin + 1) / 2 : orders->last_margin);

	return enough;
}

/* Search for another end of the order; what it takes is left in *work. */
static Margin
margin_of_end(const MarginQuestion *question, int64 *work)
{
	int			n = question->orders->ncandidates;
	OrderPart  *ends = palloc(sizeof(OrderPart) * n * n);
	int64		enough = enough_for(question);
	MarginSearch search;

	/* find an order, even if it takes as many as are known to be enough */
	begin_search(&search, question, true, n);
	if (enough != MARGIN_UNKNOWN)
		search.best.at_most = enough + 1;
	search_ends(&search, ends, list_ends(question, ends));
	*work = search.work;
	MemoryContextDelete(search.context);

	if (search.best.at_most > enough)
		search.best = (Margin) {Min(search.best.at_least, enough), enough, 0, {0}};
	return search.best;
}

/* Search for another candidate who goes out in a round. */
static Margin
margin_of_elimination(const MarginQuestion *question, int64 *work)
{
	const BallotOrders *orders = question->orders;
	int			n = orders->ncandidates;
	int			round = question->which;
	bool		from_end = (2 * round > n);
	MarginSearch search;
	OrderPart	none = {.n = 0};

	begin_search(&search, question, from_end, from_end ? n : round);
	search.barred_round = round;
	search.barred = orders->eliminated[round - 1];
	if (from_end)
	{
		OrderPart  *ends = palloc(sizeof(OrderPart) * n);
		OrderPart	swapped = {.n = n};

		for (int i = 0; i < n; i++)
			swapped.order[i] = orders->eliminated[i == round - 1 ? round : i == round ? round - 1 : i];
		bound_part(&search, &swapped);
		search_ends(&search, ends, list_ends(question, ends));
	}
	else
	{
		keep_part(&search, &none);
		run_search(&search);
	}
	*work = search.work;
	MemoryContextDelete(search.context);

	return search.best;
}

/* The outcome is there already: no ballot has to be another one. */
static Margin
margin_of_nothing(const BallotOrders *orders)
{
	Margin		margin = {0, 0, orders->ncandidates, {0}};

	for (int i = 0; i < orders->ncandidates; i++)
		margin.order[i] = orders->eliminated[i];

	return margin;
}

/* Whether the count has come out so already. */
static bool
is_reported(const BallotOrders *orders, MarginOutcome outcome, int which)
{
	int			n = orders->ncandidates;

	if (orders->tied)
		return false;
	return (outcome == OUTCOME_WINS && which == orders->eliminated[n - 1]) ||
		(outcome == OUTCOME_SECOND && n > 1 && which == orders->eliminated[n - 2]);
}

/*
 * Begin to ask questions about a contest, so many of them: what they may take
 * together is shared.
 */
MarginQuestion
margin_questions(const BallotOrders *orders, MarginKind kind, int n)
{
	return (MarginQuestion) {
		.orders = orders,.kind = kind,.open = n,.call_work = CALL_WORK_MAX
	};
}

/*
 * The smallest number of ballots to change, add or remove after which another
 * outcome is possible; which: the round of OUTCOME_ELIMINATED (from 1), or the
 * candidate of OUTCOME_WINS and OUTCOME_SECOND.
 *
 * Another winner and another runner-up may always take as much work as a search
 * is given; the other questions share what is left, and what one does not take
 * goes to those after it.
 */
Margin
margin_of(MarginQuestion *question, MarginOutcome outcome, int which)
{
	const BallotOrders *orders = question->orders;
	int64		left = 0;
	Margin		margin;

	question->outcome = outcome;
	question->which = which;
	question->work = WORK_MAX;
	if (outcome != OUTCOME_WINNER && outcome != OUTCOME_RUNNER_UP)
		question->work = Min(WORK_MAX, question->call_work / Max(question->open, 1));
	question->open--;
	if (is_reported(orders, outcome, which))
		return margin_of_nothing(orders);
	if (outcome == OUTCOME_RUNNER_UP && orders->ncandidates < 2)
		return (Margin) {MARGIN_UNKNOWN, MARGIN_UNKNOWN, 0, {0}};

	margin = (outcome == OUTCOME_ELIMINATED) ? margin_of_elimination(question, &left) :
		margin_of_end(question, &left);
	question->call_work = Max(question->call_work - (question->work - left), 0);

	return margin;
}
