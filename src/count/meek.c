/*
 * meek.c
 *	  The distribution of all papers by Meek's method.
 *
 * Every candidate has a keep value: 1 while hopeful, 0 when excluded, and less
 * than 1 when elected.  A paper starts with the value 1; each candidate on it
 * keeps a part of what is left, and the rest passes on.  All numbers have nine
 * decimals, in billionths here.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "count/meek.h"

/* What a ballot gives to each candidate, where its equal ranks are split. */
typedef struct Shares
{
	const PreferenceList *list;
	int64	   *parts;			/* by place in the list, over all orders */
	bool	   *used;			/* by place in the list */
	int64		lost;
	int64		left;			/* that no candidate keeps */
} Shares;

struct Meek
{
	StvCount   *count;
	bool		down;			/* what is kept and what passes on: each down */
	bool		split;			/* equal ranks are all their strict orders */
	bool	   *receiving;		/* by candidate: not excluded */
	int64	   *keep;			/* by candidate */
	Reading    *readings;		/* by block */
	PreferenceList list;
	Shares		shares;
	uint64	   *seen_on;		/* by candidate: the last ballot it was met on */
	uint64		nballots;		/* read so far */
	Fixed	   *held;			/* by candidate, of the present block */
	Fixed		exhausted[EXHAUSTED_CAUSES];
	Fixed		lost;
	Fixed		blank;
	int			nexcluded;		/* since the last round */
	int		   *excluded;
};

/* a * b of billionths, rounded up. */
static inline int64
product_up(int64 a, int64 b)
{
	uint64		product = (uint64) a * (uint64) b;

	return (int64) ((product + BILLION - 1) / BILLION);
}

/* Take what a candidate keeps of a value; what passes on stays in it. */
static inline int64
keep_part(Meek *meek, int candidate, int64 *value, int64 *lost)
{
	int64		keep = meek->keep[candidate];
	int64		part = *value;
	int64		rest = 0;

	if (keep < BILLION && !meek->down)
	{
		part = product_up(*value, keep);
		rest = *value - part;
	}
	else if (keep < BILLION)
	{
		part = *value * keep / BILLION;
		rest = *value * (BILLION - keep) / BILLION;
	}
	*lost += *value - part - rest;
	*value = rest;

	return part;
}

/* Get ready to distribute the papers of a contest. */
Meek *
meek_begin(StvCount *count)
{
	const Contest *contest = count->base.contest;
	Meek	   *meek = palloc0(sizeof(Meek));
	int			n = Max(count->ncandidates, 1);

	meek->count = count;
	meek->down = (count->rules->arithmetic == MEEK_DOWN);
	meek->split = (contest->rules->overvotes == OVERVOTES_EQUAL);
	meek->receiving = palloc0(Max(contest->roster->nlabels, 1));
	meek->keep = palloc0(sizeof(int64) * n);
	for (int i = 0; i < count->ncandidates; i++)
	{
		meek->receiving[i] = count->base.continuing[i];
		meek->keep[i] = count->base.continuing[i] ? BILLION : 0;
	}
	meek->readings = palloc(sizeof(Reading) * contest->nblocks);
	for (int b = 0; b < contest->nblocks; b++)
		reading_init(&meek->readings[b], contest->rules, contest->roster,
					 &contest->tallies[b].map, meek->receiving);
	preference_list_init(&meek->list, contest->roster);
	meek->shares.list = &meek->list;
	meek->shares.parts = palloc0(sizeof(int64) * (n + 1));
	meek->shares.used = palloc0(n + 1);
	meek->seen_on = palloc0(sizeof(uint64) * n);
	meek->held = palloc0(sizeof(Fixed) * n);
	meek->excluded = palloc(sizeof(int) * n);

	return meek;
}

/*
 * Distribute a ballot as long as ranks are bytes that the table knows.  False:
 * something is special about it, and nothing has been given to anybody yet.
 */
static inline bool
distribute_bytes(Meek *meek, const Reading *reading, Ballot ballot, Papers papers)
{
	int64		value = BILLION;
	int64		lost = 0;
	uint64		number = ++meek->nballots;

	if (ballot.length > reading->max_length || ballot.length == 0)
		return false;
	for (uint32 i = 0; i < ballot.length; i++)
	{
		if (reading->by_byte[ballot.tokens[i]] == BYTE_LOOK)
			return false;
	}
	for (uint32 i = 0; i < ballot.length && value > 0; i++)
	{
		int			found = reading->by_byte[ballot.tokens[i]];

		if (found < 0 || meek->seen_on[found] == number)
			continue;
		meek->seen_on[found] = number;
		meek->held[found] += papers * keep_part(meek, found, &value, &lost);
	}
	meek->exhausted[EXHAUSTED_CHOICES] += papers * value;
	meek->lost += papers * lost;

	return true;
}

/* In how many strict orders the candidates of a list may stand. */
static int64
strict_orders(const PreferenceList *list)
{
	int64		orders = 1;

	for (int i = 0; i < list->n; i++)
	{
		orders *= i - list->levels[i] + 1;
		if (orders > SPLIT_MAX_ORDERS)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("ballot ranks too many candidates equal to be split"),
					 errdetail("It stands for more than %d strict orders.", SPLIT_MAX_ORDERS),
					 errhint("Let rule \"overvotes\" be another one than \"split\".")));
	}
	return orders;
}

/* Where the candidates equal to the one at a place end. */
static int
end_of_level(const PreferenceList *list, int place)
{
	int			end = place + 1;

	while (end < list->n && list->levels[end] == list->levels[place])
		end++;

	return end;
}

/*
 * Go on with a value from the level that begins at a place, of which ntaken are
 * taken already, in every order; so many orders of all have come this way.
 */
static void
split_level(Meek *meek, int begin, int ntaken, int64 value, int64 orders)
{
	Shares	   *shares = &meek->shares;
	const PreferenceList *list = shares->list;
	int			end;

	CHECK_FOR_INTERRUPTS();
	if (begin >= list->n || value == 0)
	{
		shares->left += value * orders;
		return;
	}
	end = end_of_level(list, begin);
	if (ntaken == end - begin)
	{
		split_level(meek, end, 0, value, orders);
		return;
	}
	for (int i = begin; i < end; i++)
	{
		int64		rest = value;
		int64		lost = 0;
		int64		ways = orders / (end - begin - ntaken);

		if (shares->used[i])
			continue;
		shares->used[i] = true;
		shares->parts[i] += ways * keep_part(meek, list->candidates[i], &rest, &lost);
		shares->lost += ways * lost;
		split_level(meek, begin, ntaken + 1, rest, ways);
		shares->used[i] = false;
	}
}

/* Distribute a ballot in all strict orders that its list stands for. */
static void
distribute_split(Meek *meek, Papers papers, int ended)
{
	Shares	   *shares = &meek->shares;
	int64		orders = strict_orders(shares->list);
	Fixed		rest = papers * BILLION;

	memset(shares->parts, 0, sizeof(int64) * shares->list->n);
	shares->lost = shares->left = 0;
	split_level(meek, 0, 0, BILLION, orders);
	for (int i = 0; i < shares->list->n; i++)
	{
		Fixed		part = fixed_mul_div(papers, shares->parts[i], orders, NULL);

		meek->held[shares->list->candidates[i]] += part;
		rest -= part;
	}
	if (shares->left > 0)
	{
		Fixed		left = fixed_mul_div(papers, shares->left, orders, NULL);

		meek->exhausted[read_cause(ended)] += left;
		rest -= left;
	}
	meek->lost += rest;
}

/* Distribute any ballot. */
static void
distribute_closely(Meek *meek, Reading *reading, Ballot ballot, Papers papers)
{
	int			ended = reading_preferences(reading, ballot, meek->split, &meek->list);
	int64		value = BILLION;
	int64		lost = 0;

	if (meek->list.n == 0 && reading_closely(reading, ballot) == READ_BLANK)
	{
		meek->blank += papers * BILLION;
		return;
	}
	if (meek->list.n > 0 && strict_orders(&meek->list) > 1)
	{
		distribute_split(meek, papers, ended);
		return;
	}
	for (int i = 0; i < meek->list.n && value > 0; i++)
	{
		int			candidate = meek->list.candidates[i];

		meek->held[candidate] += papers * keep_part(meek, candidate, &value, &lost);
	}
	meek->exhausted[read_cause(ended)] += papers * value;
	meek->lost += papers * lost;
}

/* Distribute the papers of a block by the present keep values. */
static void
distribute_block(Meek *meek, int block)
{
	ProfileReader *reader = &meek->count->base.contest->readers[block];
	Reading    *reading = &meek->readings[block];
	RankingEntry entry;

	memset(meek->held, 0, sizeof(Fixed) * Max(meek->count->ncandidates, 1));
	memset(meek->exhausted, 0, sizeof(meek->exhausted));
	meek->lost = meek->blank = 0;
	reading_refresh(reading);
	profile_reader_rewind(reader);
	while (profile_reader_next(reader, &entry))
	{
		Ballot		ballot = ballot_of_record(entry.record, NULL);
		Papers		papers = papers_of_votes(entry.votes);

		CHECK_FOR_INTERRUPTS();
		if (!distribute_bytes(meek, reading, ballot, papers))
			distribute_closely(meek, reading, ballot, papers);
	}
}

/* Distribute all papers anew. */
void
meek_distribute(Meek *meek)
{
	StvCount   *count = meek->count;

	for (int b = 0; b < count->base.contest->nblocks; b++)
	{
		StvBlock   *now = &count->now[b];
		Fixed		sum = 0;

		distribute_block(meek, b);
		for (int i = 0; i < count->ncandidates; i++)
		{
			now->votes[i] = amount_fixed(meek->held[i]);
			sum += meek->held[i];
		}
		for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
			now->exhausted[cause] = amount_fixed(meek->exhausted[cause]);
		now->lost = amount_fixed(meek->lost);
		count->blank[b] = meek->blank;
		count->block_total[b] = amount_add(amount_add(stv_exhausted(now), now->lost),
										   amount_fixed(sum));
		if (count->base.nrounds == 0 && b == 0)
			count->papers_total = amount_fixed(sum);
	}
}

/* What all candidates hold, in equal parts to nine decimals, and 10^-9. */
Fixed
meek_quota(const Meek *meek)
{
	const StvCount *count = meek->count;
	Fixed		sum = 0;

	for (int i = 0; i < count->ncandidates; i++)
		sum += stv_votes(count, i).fixed;

	return fixed_round_down(sum / (count->seats_given + 1), VOTES_SCALE) + BILLION;
}

/* Let candidates keep nothing from now on. */
void
meek_exclude(Meek *meek, const int *out, int n)
{
	stv_exclude(meek->count, out, n);
	for (int i = 0; i < n; i++)
	{
		meek->excluded[meek->nexcluded++] = out[i];
		meek->keep[out[i]] = 0;
		meek->receiving[out[i]] = false;
	}
}

/* End a round: a distribution, after an exclusion or not. */
StvRound *
meek_end_round(Meek *meek)
{
	StvCount   *count = meek->count;
	StvAction	action = count->base.nrounds == 0 ? ACTION_FIRST_PREFERENCES :
		meek->nexcluded > 0 ? ACTION_ELIMINATION : ACTION_ITERATION;
	Size		size = sizeof(int64) * Max(count->ncandidates, 1);
	StvRound   *round;

	round = stv_end_round(count, action, meek->excluded, meek->nexcluded);
	round->keep = memcpy(palloc(size), meek->keep, size);
	meek->nexcluded = 0;

	return round;
}

/* What a candidate keeps of a paper, in billionths. */
int64
meek_keep(const Meek *meek, int candidate)
{
	return meek->keep[candidate];
}

void
meek_set_keep(Meek *meek, int candidate, int64 keep)
{
	meek->keep[candidate] = keep;
}

/* An elected candidate's next keep value: keep * quota / votes, each rounded up. */
int64
meek_next_keep(const Meek *meek, int candidate)
{
	const StvCount *count = meek->count;
	bool		exact;
	Fixed		kept = fixed_mul_div(count->quota.fixed, meek->keep[candidate],
									 BILLION, &exact);
	Fixed		cut = fixed_round_down(kept, VOTES_SCALE);
	Fixed		next;

	if (cut < kept || !exact)
		cut += BILLION;
	next = fixed_mul_div(cut, BILLION, stv_votes(count, candidate).fixed, &exact);

	return (int64) (exact ? next : next + 1);
}
