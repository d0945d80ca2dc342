/*
 * assertions.c
 *	  What has to be audited: statements that rule out every other winner.
 *
 * The method is RAIRE's (Blom, Stuckey and Teague, Raire: risk-limiting audits
 * for IRV elections, 2019).  An end of an elimination order, such as "a, b and c
 * are left and go out in this order", is ruled out by an assertion that
 * contradicts it; the easiest one to audit is that with the largest margin.
 * The ends that are hardest to rule out are made longer until nothing is won by
 * it, so that the smallest margin of all is as large as it can be.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "lib/pairingheap.h"
#include "miscadmin.h"

#include "base/pgcompat.h"
#include "count/assertions.h"

/* The search ends after so many ends of orders, or so many looks at ballots and ends. */
#define ENDS_MAX	200000
#define WORK_MAX	INT64CONST(500000000)

/* An end of an elimination order that does not elect the winner. */
typedef struct OrderEnd
{
	pairingheap_node node;
	int			n;
	uint8		order[ORDERS_MAX_CANDIDATES];
	int			nruled_out;		/* so much of the end is ruled out ... */
	Assertion	assertion;		/* ... by this, the easiest one */
} OrderEnd;

/* A search on its way. */
typedef struct AssertionSearch
{
	const BallotOrders *orders;
	int64		preferring[ORDERS_MAX_CANDIDATES][ORDERS_MAX_CANDIDATES];
	pairingheap *ends;
	int			nends;			/* made so far */
	int64		work;			/* done so far */
	int64		smallest;		/* margin that cannot be avoided */
	OrderEnd  **ruled_out;		/* ends whose assertions are needed */
	int			nruled_out;
	int			allocated;
} AssertionSearch;

/* The hardest to rule out first, then by their candidates. */
static int
cmp_ends(const pairingheap_node *a, const pairingheap_node *b, void *arg)
{
	const OrderEnd *x = pairingheap_const_container(OrderEnd, node, a);
	const OrderEnd *y = pairingheap_const_container(OrderEnd, node, b);
	int64		margin_x = assertion_margin(&x->assertion);
	int64		margin_y = assertion_margin(&y->assertion);

	if (margin_x != margin_y)
		return margin_x < margin_y ? 1 : -1;
	if (x->n != y->n)
		return x->n - y->n;

	return memcmp(y->order, x->order, x->n);
}

/* Raise 54000 for a search that came to its limit. */
pg_noreturn static void
limit_error(void)
{
	ereport(ERROR,
			(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
			 errmsg("contest is too close or too large for assertions"),
			 errdetail("The search ends after %d ends of elimination orders, or " INT64_FORMAT " looks at rankings.",
					   ENDS_MAX, WORK_MAX),
			 errhint("Withdrawn or undeclared candidates make it smaller, see rules \"candidates\", \"unlisted\" and \"withdrawn\".")));
}

/* Count, for each two candidates, the ballots that prefer the first one. */
static void
count_preferring(AssertionSearch *search)
{
	const BallotOrders *orders = search->orders;

	for (uint32 i = 0; i < orders->norders; i++)
	{
		int			n;
		const uint8 *preferred = order_preferred(orders, i, &n);
		uint64		better = 0;

		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < n; j++)
		{
			for (int other = 0; other < orders->ncandidates; other++)
			{
				if (other != preferred[j] && !(better & candidate_bit(other)))
					search->preferring[preferred[j]][other] += orders->ballots[i];
			}
			better |= candidate_bit(preferred[j]);
		}
	}
}

/* Count each candidate's votes while only some continue. */
static void
count_votes(const BallotOrders *orders, uint64 continuing, int64 *votes)
{
	memset(votes, 0, sizeof(int64) * ORDERS_MAX_CANDIDATES);
	for (uint32 i = 0; i < orders->norders; i++)
	{
		int			n;
		const uint8 *preferred = order_preferred(orders, i, &n);

		if (i % 4096 == 0)
			CHECK_FOR_INTERRUPTS();
		for (int j = 0; j < n; j++)
		{
			if (continuing & candidate_bit(preferred[j]))
			{
				votes[preferred[j]] += orders->ballots[i];
				break;
			}
		}
	}
}

/* Take an assertion for an end if it is easier than what rules it out so far. */
static void
offer(OrderEnd *end, Assertion assertion)
{
	if (assertion_margin(&assertion) <= assertion_margin(&end->assertion))
		return;
	end->assertion = assertion;
	end->nruled_out = end->n;
}

/* "Not eliminated before." */
static Assertion
not_before(const AssertionSearch *search, int winner, int loser)
{
	return (Assertion) {
		0, winner, loser, search->orders->first[winner], search->preferring[loser][winner]
	};
}

/* Look for the easiest assertion that contradicts an end that has grown. */
static void
rule_out(AssertionSearch *search, OrderEnd *end)
{
	int			first = end->order[0];
	uint64		members = 0;
	int64		votes[ORDERS_MAX_CANDIDATES];

	for (int i = 0; i < end->n; i++)
		members |= candidate_bit(end->order[i]);
	for (int other = 0; other < search->orders->ncandidates; other++)
	{
		if (!(members & candidate_bit(other)))
			offer(end, not_before(search, other, first));
		else if (other != first)
			offer(end, not_before(search, first, other));
	}
	if (end->n == 1)
		return;
	count_votes(search->orders, members, votes);
	for (int i = 1; i < end->n; i++)
		offer(end, (Assertion) {
			  members, first, end->order[i], votes[first], votes[end->order[i]]
		});
}

/* Whether an end is ruled out with another one. */
static bool
is_covered(AssertionSearch *search, const OrderEnd *end)
{
	CHECK_FOR_INTERRUPTS();
	search->work += search->nruled_out;
	for (int i = 0; i < search->nruled_out; i++)
	{
		const OrderEnd *other = search->ruled_out[i];
		int			n = other->nruled_out;

		if (n <= end->n && memcmp(end->order + end->n - n,
								  other->order + other->n - n, n) == 0)
			return true;
	}
	return false;
}

/* Rule an end out for good. */
static void
accept(AssertionSearch *search, OrderEnd *end)
{
	if (search->nruled_out == search->allocated)
	{
		search->allocated *= 2;
		search->ruled_out = repalloc(search->ruled_out,
									 sizeof(OrderEnd *) * search->allocated);
	}
	search->ruled_out[search->nruled_out++] = end;
	search->smallest = Min(search->smallest, assertion_margin(&end->assertion));
}

/* Add a candidate before an end, or begin one. */
static OrderEnd *
grow(AssertionSearch *search, const OrderEnd *end, int candidate)
{
	OrderEnd   *grown = palloc(sizeof(OrderEnd));

	search->work += search->orders->norders;
	if (++search->nends > ENDS_MAX || search->work > WORK_MAX)
		limit_error();
	CHECK_FOR_INTERRUPTS();
	*grown = *end;
	memmove(grown->order + 1, end->order, end->n);
	grown->order[0] = candidate;
	grown->n++;
	rule_out(search, grown);

	return grown;
}

/* Make an end longer in all ways, or rule it out where that is all there is. */
static void
expand(AssertionSearch *search, OrderEnd *end)
{
	uint64		members = 0;

	for (int i = 0; i < end->n; i++)
		members |= candidate_bit(end->order[i]);
	for (int i = 0; i < search->orders->ncandidates; i++)
	{
		OrderEnd   *grown;

		if (members & candidate_bit(i))
			continue;
		grown = grow(search, end, i);
		if (grown->n < search->orders->ncandidates)
		{
			pairingheap_add(search->ends, &grown->node);
			continue;
		}

		/* a tie: this order may come about without another ballot */
		if (assertion_margin(&grown->assertion) <= 0)
			ereport(ERROR,
					(errcode(ERRCODE_DATA_EXCEPTION),
					 errmsg("another winner cannot be ruled out"),
					 errdetail("The contest depends on how a tie is decided.")));
		accept(search, grown);
		if (is_covered(search, end))
			return;
	}
}

/* For sorting: the smallest margin first, then by what is asserted. */
static int
cmp_assertions(const void *a, const void *b)
{
	const Assertion *x = (const Assertion *) a;
	const Assertion *y = (const Assertion *) b;
	int64		margin_x = assertion_margin(x);
	int64		margin_y = assertion_margin(y);

	if (margin_x != margin_y)
		return margin_x < margin_y ? -1 : 1;
	if (x->continuing != y->continuing)
		return x->continuing < y->continuing ? -1 : 1;
	if (x->winner != y->winner)
		return x->winner - y->winner;

	return x->loser - y->loser;
}

/* The assertions that are needed, each once. */
static Assertion *
list_assertions(const AssertionSearch *search, int *n)
{
	Assertion  *assertions = palloc(sizeof(Assertion) * Max(search->nruled_out, 1));

	*n = 0;
	for (int i = 0; i < search->nruled_out; i++)
		assertions[i] = search->ruled_out[i]->assertion;
	qsort(assertions, search->nruled_out, sizeof(Assertion), cmp_assertions);
	for (int i = 0; i < search->nruled_out; i++)
	{
		if (*n == 0 || cmp_assertions(&assertions[*n - 1], &assertions[i]) != 0)
			assertions[(*n)++] = assertions[i];
	}
	return assertions;
}

/*
 * Assertions that together rule out every other winner, the smallest margin as
 * large as possible; 22000 where a tie decides, 54000 where there are too many
 * orders to be ruled out.
 */
Assertion *
find_assertions(const BallotOrders *orders, int *n)
{
	AssertionSearch *search = palloc0(sizeof(AssertionSearch));
	OrderEnd	none = {.n = 0,.assertion = {.winner_votes = -1}};

	search->orders = orders;
	search->ends = pairingheap_allocate(cmp_ends, NULL);
	search->smallest = PG_INT64_MAX;
	search->allocated = 64;
	search->ruled_out = palloc(sizeof(OrderEnd *) * search->allocated);
	count_preferring(search);
	for (int i = 0; i < orders->ncandidates - 1; i++)
		pairingheap_add(search->ends,
						&grow(search, &none, orders->eliminated[i])->node);

	while (!pairingheap_is_empty(search->ends))
	{
		OrderEnd   *end = pairingheap_container(OrderEnd, node,
												pairingheap_remove_first(search->ends));

		if (is_covered(search, end))
			continue;
		if (assertion_margin(&end->assertion) >= search->smallest || end->n == orders->ncandidates)
			accept(search, end);
		else
			expand(search, end);
	}
	return list_assertions(search, n);
}
