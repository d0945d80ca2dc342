/*
 * stv.c
 *	  A count for several seats: what all rule books need.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/memutils.h"

#include "count/drawn.h"
#include "count/stv.h"

/* This many votes of candidates, over all rounds and blocks, take about 1 GB. */
#define STV_CELLS_MAX	30000000

#define SIZE_HINT \
	"Declare rule \"candidates\" and let rule \"unlisted\" be \"skip\" or \"write_in\"."

#define FIRST_NOTED		16

/* All surpluses that wait to be transferred. */
Amount
stv_total_surplus(const StvCount *count)
{
	Amount		sum = amount_fixed(0);

	for (int i = 0; i < count->npending; i++)
	{
		Amount		surplus = stv_surplus(count, count->pending[i]);

		if (amount_is_positive(surplus))
			sum = amount_add(sum, surplus);
	}
	return sum;
}

/* All exhausted votes of a block, whatever the cause. */
Amount
stv_exhausted(const StvBlock *block)
{
	Amount		sum = amount_fixed(0);

	for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
		sum = amount_add(sum, block->exhausted[cause]);

	return sum;
}

/* Set what a candidate needs to be elected, from the next round on. */
void
stv_set_quota(StvCount *count, Amount quota)
{
	count->quota = quota;
	count->has_quota = true;
}

/* The smallest whole number of votes that no more candidates than seats can reach. */
Amount
stv_droop(const StvCount *count)
{
	Fixed		share = count->papers_total.fixed / (count->seats_given + 1);

	return amount_fixed(fixed_round_down(share, 0) + FIXED_ONE);
}

#ifdef USE_ASSERT_CHECKING
/* Check that no vote has appeared or got lost in a round. */
static void
check_round(const StvCount *count, const StvRound *round)
{
	for (int b = 0; b < count->base.contest->nblocks; b++)
	{
		const StvBlock *block = &round->blocks[b];
		Amount		sum = amount_add(stv_exhausted(block), block->lost);

		for (int i = 0; i < count->ncandidates; i++)
		{
			Assert(b > 0 || amount_cmp(block->votes[i], amount_fixed(0)) >= 0);
			sum = amount_add(sum, block->votes[i]);
		}
		Assert(amount_cmp(sum, count->block_total[b]) == 0);
	}
}
#endif

/* Raise 54000 for a count that takes too many rounds or too much memory. */
static void
check_size(StvCount *count)
{
	int			most = count->piles == NULL ? MEEK_MAX_ITERATIONS : STV_MAX_ROUNDS;

	if (count->base.nrounds >= most)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("count has too many rounds"),
				 errdetail("After %d rounds %d of %d seats are filled.",
						   count->base.nrounds, count->base.nwinners, count->seats),
				 errhint("%s", SIZE_HINT)));
	count_check_size(&count->base, count->ncandidates, STV_CELLS_MAX, SIZE_HINT);
}

/* Bring transfers together that differ in nothing but the parcel. */
static int
cmp_rows(const void *a, const void *b)
{
	const StvTransfer *x = (const StvTransfer *) a;
	const StvTransfer *y = (const StvTransfer *) b;

	if (x->source != y->source)
		return x->source - y->source;
	if (x->target != y->target)
		return x->target - y->target;
	return (x->value > y->value) - (x->value < y->value);
}

/* Add transfers up that went from one to another at one value. */
static void
merge_transfers(StvBlock *block)
{
	uint32		kept = 0;

	if (block->ntransfers < 2)
		return;
	qsort(block->transfers, block->ntransfers, sizeof(StvTransfer), cmp_rows);
	for (uint32 i = 1; i < block->ntransfers; i++)
	{
		StvTransfer *last = &block->transfers[kept];
		const StvTransfer *next = &block->transfers[i];

		if (cmp_rows(last, next) != 0)
		{
			block->transfers[++kept] = *next;
			continue;
		}
		last->papers += next->papers;
		last->votes = amount_add(last->votes, next->votes);
		last->lost = amount_add(last->lost, next->lost);
	}
	block->ntransfers = kept + 1;
}

/* Copy a block's votes as they stand into a round, which gets its transfers. */
static void
copy_block(StvCount *count, StvBlock *to, StvBlock *now)
{
	Size		size = sizeof(Amount) * Max(count->ncandidates, 1);

	merge_transfers(now);
	*to = *now;
	to->votes = memcpy(palloc(size), now->votes, size);
	now->transfers = NULL;
	now->ntransfers = now->allocated = 0;
}

/* Write down in a round what chose its sources, if not the votes alone. */
static void
take_next_tie(StvCount *count, StvRound *round)
{
	if (count->next_tie.n > 0)
		(void) count_add_tie(&round->base, count->next_tie);
	round->reserved |= count->next_reserved;
	memset(&count->next_tie, 0, sizeof(Tie));
	count->next_reserved = false;
}

/* End a round: write down how the votes stand after a transfer. */
StvRound *
stv_end_round(StvCount *count, StvAction action, const int *sources, int nsources)
{
	Size		size = sizeof(CandidateStatus) * Max(count->ncandidates, 1);
	StvRound   *round;

	CHECK_FOR_INTERRUPTS();
	check_size(count);
	round = (StvRound *) count_new_round(&count->base, sizeof(StvRound));
	round->base.n = count->ncandidates;
	round->base.candidates = count->everybody;
	round->base.status = memcpy(palloc(size), count->status, size);
	round->stage = count->stage;
	round->action = action;
	round->nsources = nsources;
	round->sources = palloc(sizeof(int) * Max(nsources, 1));
	for (int i = 0; i < nsources; i++)
		round->sources[i] = sources[i];
	round->quota = count->quota;
	round->has_quota = count->has_quota;
	round->untransferred = stv_total_surplus(count);
	round->blocks = palloc(sizeof(StvBlock) * count->base.contest->nblocks);
	for (int b = 0; b < count->base.contest->nblocks; b++)
		copy_block(count, &round->blocks[b], &count->now[b]);
	take_next_tie(count, round);
#ifdef USE_ASSERT_CHECKING
	check_round(count, round);
#endif
	return round;
}

/* List the candidates who can still be elected, in ballot order. */
int
stv_list_continuing(const StvCount *count, int *candidates)
{
	int			n = 0;

	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->status[i] == STATUS_CONTINUING && i != count->base.contest->roster->pool)
			candidates[n++] = i;
	}
	return n;
}

/* Note a single ranking and what its papers are worth. */
static void
note_papers(StvCount *count, const uint8 *record, const TransferValue *value, Papers papers)
{
	Fixed		votes = value_of_papers(value, papers).fixed / BILLION;
	CountedRanking *noted;

	if (count->nnoted == count->noted_allocated)
		count->noted_papers = tally_enlarge(count->noted_papers, &count->noted_allocated,
											sizeof(CountedRanking), FIRST_NOTED);
	if (votes == 0)
		return;
	noted = &count->noted_papers[count->nnoted++];
	noted->record = record;
	noted->votes.units = (int64) (votes / BILLION);
	noted->votes.nanos = (int32) (votes % BILLION);
}

/* Note the papers that a candidate holds, who is now elected. */
static void
note_pile(StvCount *count, int candidate)
{
	const Pile *pile = &count->piles[0]->piles[candidate];

	for (uint32 p = 0; p < pile->n; p++)
	{
		const Parcel *parcel = &pile->parcels[p];
		const TransferValue *value = &count->values[parcel->key.value];

		for (uint32 i = 0; i < parcel->bucket.ncounted; i++)
		{
			const CountedRanking *ranking =
				&count->piles[0]->counted[parcel->bucket.counted[i]];

			note_papers(count, ranking->record, value, papers_of_votes(ranking->votes));
		}
		for (SinglesPiece *piece = parcel->bucket.first; piece; piece = piece->next)
		{
			for (uint32 i = 0; i < piece->n; i++)
				note_papers(count, piece->records[i], value, BILLION);
		}
	}
}

/* Let nobody's papers go to a candidate any more. */
static void
stop_receiving(StvCount *count, int candidate)
{
	count->base.continuing[candidate] = false;
	count->base.nleft--;
}

/*
 * Elect a candidate after the last round.  False: the seats that are left are
 * kept for a group the candidate is not in.
 */
bool
stv_elect(StvCount *count, int candidate)
{
	StvRound   *round = stv_last_round(count);

	Assert(count->status[candidate] == STATUS_CONTINUING && stv_vacancies(count) > 0);
	if (count->nmembers_needed >= stv_vacancies(count) && !count->member[candidate])
		return false;
	if (candidate == count->noted && count->piles != NULL)
		note_pile(count, candidate);
	if (count->member != NULL && count->member[candidate])
	{
		count->nmembers--;
		if (count->nmembers_needed > 0)
			count->nmembers_needed--;
	}
	count_elect(&count->base, &round->base, candidate,
				count->has_quota && amount_cmp(stv_votes(count, candidate), count->quota) >= 0 ?
				WON_BY_QUOTA : WON_BELOW_QUOTA);
	count->status[candidate] = STATUS_ELECTED;
	count->changed_in[candidate] = round->base.number;
	stop_receiving(count, candidate);
	count->pending[count->npending++] = candidate;
	if (count->has_quota && amount_is_positive(stv_surplus(count, candidate)))
		round->untransferred = amount_add(round->untransferred, stv_surplus(count, candidate));

	return true;
}

/* Forget an elected candidate's surplus, which is about to be transferred. */
void
stv_forget_surplus(StvCount *count, int candidate)
{
	int			kept = 0;

	for (int i = 0; i < count->npending; i++)
	{
		if (count->pending[i] != candidate)
			count->pending[kept++] = count->pending[i];
	}
	count->npending = kept;
}

/* Forget the elected who have no surplus. */
void
stv_drop_settled(StvCount *count)
{
	int			kept = 0;

	for (int i = 0; i < count->npending; i++)
	{
		if (amount_is_positive(stv_surplus(count, count->pending[i])))
			count->pending[kept++] = count->pending[i];
	}
	count->npending = kept;
}

/* Exclude candidates, whose papers then move in the next round. */
void
stv_exclude(StvCount *count, const int *out, int n)
{
	for (int i = 0; i < n; i++)
	{
		int			candidate = out[i];

		Assert(count->status[candidate] == STATUS_CONTINUING);
		count->status[candidate] = STATUS_ELIMINATED;
		count->changed_in[candidate] = count->base.nrounds + 1;
		stop_receiving(count, candidate);
		if (count->member != NULL && count->member[candidate])
			count->nmembers--;
	}
}

/* Exclude candidates at the end of the count, whose papers do not move any more. */
void
stv_exclude_in_place(StvCount *count, const int *out, int n)
{
	StvRound   *round = stv_last_round(count);

	stv_exclude(count, out, n);
	for (int i = 0; i < n; i++)
	{
		round->base.status[out[i]] = STATUS_ELIMINATED;
		count->changed_in[out[i]] = round->base.number;
	}
}

/* Take notice of the group that seats are reserved for. */
static void
begin_reserved(StvCount *count)
{
	const ReservedSeats *reserved = &count->rules->reserved;

	if (reserved->at_least == 0)
		return;
	count->member = palloc0(Max(count->ncandidates, 1));
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->status[i] == STATUS_CONTINUING && i != count->base.contest->roster->pool &&
			label_list_find(&reserved->among, count->base.contest->roster->labels[i]) >= 0)
		{
			count->member[i] = true;
			count->nmembers++;
		}
	}
	count->nmembers_needed = (int) Min(reserved->at_least, count->nmembers);
}

/* Compare two candidates by their votes after a round. */
static int
cmp_votes_in_round(const CountRound *round, int x, int y)
{
	const Amount *votes = ((const StvRound *) round)->blocks[0].votes;

	return amount_cmp(votes[x], votes[y]);
}

/* Begin a count in which nothing has been read yet. */
static StvCount *
begin(const Contest *contest)
{
	StvCount   *count = palloc0(sizeof(StvCount));
	int			n = contest->roster->ncandidates;

	count_init(&count->base, contest, NULL, Max(n, 1), cmp_votes_in_round);
	count->rules = (const StvRules *) contest->rules;
	count->ncandidates = n;
	count->noted = NO_CANDIDATE;
	count->stage = 1;
	count->everybody = palloc(sizeof(int) * Max(n, 1));
	count->status = palloc(sizeof(CandidateStatus) * Max(n, 1));
	count->changed_in = palloc0(sizeof(int) * Max(n, 1));
	count->pending = palloc(sizeof(int) * Max(n, 1));
	for (int i = 0; i < n; i++)
	{
		count->everybody[i] = i;
		count->status[i] = contest->roster->withdrawn[i] ? STATUS_WITHDRAWN : STATUS_CONTINUING;
	}
	count->seats_given = count->rules->seats;
	count->seats = (int) Min(count->rules->seats, stv_nreal(count));
	begin_reserved(count);
	count->now = palloc0(sizeof(StvBlock) * contest->nblocks);
	count->block_total = palloc0(sizeof(Amount) * contest->nblocks);
	count->blank = palloc0(sizeof(Fixed) * contest->nblocks);
	for (int b = 0; b < contest->nblocks; b++)
		count->now[b].votes = palloc0(sizeof(Amount) * Max(n, 1));

	return count;
}

/* Whether a candidate was the source of a round, so that its papers moved in it. */
bool
stv_moved_in(const StvCount *count, int candidate, int round)
{
	const StvRound *moved = stv_round(count, round - 1);

	for (int i = 0; i < moved->nsources; i++)
	{
		if (moved->sources[i] == candidate)
			return true;
	}
	return false;
}

/*
 * Let whoever was excluded for a round that is not needed any more be known so in
 * the last one, and whoever is left over as not elected.
 */
static void
finish(StvCount *count)
{
	StvRound   *round = stv_last_round(count);

	for (int i = 0; i < count->ncandidates; i++)
	{
		if (count->changed_in[i] <= count->base.nrounds)
			continue;
		count->changed_in[i] = count->base.nrounds;
		round->base.status[i] = STATUS_ELIMINATED;
	}
	if (ended_on_tie(&count->base))
		count->next_tie.n = 0;
	take_next_tie(count, round);
	if (ended_on_tie(&count->base))
		return;
	for (int i = 0; i < count->ncandidates; i++)
	{
		if (round->base.status[i] == STATUS_CONTINUING)
			round->base.status[i] = count->status[i] = STATUS_NOT_ELECTED;
	}
}

static void (*const rule_books[STV_METHODS]) (StvCount *count) = {
	[STV_WIGM] = stv_wigm,
	[STV_ERS97] = stv_ers97,
	[STV_GREGORY_NI] = stv_gregory_ni,
	[STV_SENATE] = stv_australia,
	[STV_ACT] = stv_australia,
	[STV_VICTORIA] = stv_australia,
	[STV_MEEK_NZ] = stv_meek_nz,
	[STV_MEEK_PRF] = stv_meek_prf,
	[STV_MINNEAPOLIS] = stv_minneapolis,
	[STV_BOTTOMS_UP] = stv_bottoms_up,
};

/* Count a contest, noting the papers that elected somebody. */
StvCount *
stv_count_noting(const Contest *contest, int candidate)
{
	StvCount   *count = begin(contest);

	count->noted = candidate;
	if (count->rules->method != STV_MEEK_NZ && count->rules->method != STV_MEEK_PRF)
		stv_pile_papers(count);
	rule_books[count->rules->method] (count);
	finish(count);

	return count;
}

/* Make the count whose ties the lots drawn by hand may be for. */
static void
meet_ties(const Contest *contest)
{
	(void) stv_count_noting(contest, NO_CANDIDATE);
}

/* Count a contest as its rule book says. */
StvCount *
stv_count(const Contest *contest)
{
	StvCount   *count = stv_count_noting(contest, NO_CANDIDATE);

	drawn_lots_check(contest, meet_ties);

	return count;
}
