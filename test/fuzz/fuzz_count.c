/*
 * fuzz_count.c
 *	  Counting any valid profile by any rules.
 *
 * The first bytes of an input are rules, the rest is a profile's binary form
 * or, where that is not valid, a recipe of ballots.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/contest.h"
#include "count/irv_count.h"
#include "count/places.h"
#include "count/preferences.h"
#include "count/redraw.h"
#include "profile/profile_flat.h"
#include "profile/profile_datum.h"
#include "profiles.h"
#include "server.h"

#define RULE_BYTES	16

static const Label labels[] = {{"A", 1}, {"B", 1}, {"C", 1}, {"D", 1}, {"E", 1}, {"", 0}};

/* A list of labels by the bits of a byte; 0: none. */
static LabelList
list_of_bits(uint8 bits)
{
	LabelList	list = {0};

	list.labels = palloc(sizeof(labels));
	for (int i = 0; i < (int) lengthof(labels); i++)
	{
		if (bits & (1 << i))
			list.labels[list.n++] = labels[i];
	}
	label_list_sort(&list);
	return list;
}

/* Rules that the check of rules would let pass. */
static void
make_rules(CountRules *rules, const uint8 *b)
{
	TieChain   *chain;

	memset(rules, 0, sizeof(CountRules));
	rules->overvotes = b[0] % OVERVOTES_EQUAL;
	rules->has_overvotes = b[1] < 128;
	rules->write_in_blocks = b[0] < 128;
	rules->duplicates = b[1] % 2;
	rules->threshold = b[2] % 2;
	rules->stop = b[3] % 3;
	rules->elimination = b[4] % 3;
	rules->runner_up = b[5] % 3;
	rules->max_skipped = (int64) (b[6] % 5) - 1;
	rules->max_rankings = b[7] % 5 == 0 ? NO_LIMIT : b[7] % 5;
	rules->min_ballots = b[8] > 250 ? 3 : 0;
	rules->has_candidates = b[9] & 1;
	if (rules->has_candidates)
		rules->candidates = list_of_bits(b[9] >> 1);
	rules->has_write_in = b[10] % 4 == 1;
	rules->write_in = labels[b[10] / 4 % lengthof(labels)];
	rules->unlisted = b[11] % (rules->has_write_in && rules->has_candidates ? 3 : 2);
	rules->withdrawn = list_of_bits(rules->has_candidates || rules->has_write_in ? 0 : b[12]);
	rules->has_seed = true;
	rules->seed = labels[0];
	chain = &rules->tie_break[WANTED_FEWEST];
	for (int i = 13; i < RULE_BYTES && b[i] % 10 < TIE_STEPS; i++)
	{
		if (!tie_chain_has(chain, (TieStep) (b[i] % 10)))
			chain->steps[chain->n++] = (TieStep) (b[i] % 10);
		if (b[i] % 10 >= TIE_LEAVE)
			break;
	}
	rules->tie_break[WANTED_MOST] = *chain;
}

/* A byte for a rank, up to one that ends the ballot; then its count. */
static struct varlena *
brew_profile(const uint8 *data, size_t size)
{
	Profile    *profile = new_profile();
	RankingPool *pool = profile->pool;
	size_t		i = 0;

	while (i < size)
	{
		BallotCount count = {1, {1, 0}};

		ballot_begin(&pool->builder);
		for (; i < size && data[i] < 200; i++)
		{
			uint32		codes[3];
			int			n = data[i] / 10 % 4 == 3 ? data[i] % 4 : 1;

			for (int j = 0; j < n && j < 3; j++)
				codes[j] = candidates_intern(pool->candidates,
											 labels[(data[i] + j * (data[i] / 40)) % lengthof(labels)]);
			if (data[i] % 10 == 9)
				ballot_add_skipped(&pool->builder);
			else
				ballot_add_marks(&pool->builder, codes, Min(n, 3));
		}
		if (i < size)
		{
			count.ballots = data[i] - 199;
			count.votes = votes_whole(count.ballots);
			if (data[i++] % 7 == 0 && i < size)
				count.votes.nanos = data[i++] * 3906250;
		}
		profile_add_ballots(profile, ranking_pool_intern(pool, ballot_finish(&pool->builder)), count);
	}
	return profile_flatten(profile);
}

/* In each round the votes are all there, and none is negative. */
static void
check_rounds(const Count *count, Votes all)
{
	for (int r = 0; r < count->nrounds; r++)
	{
		CountRound *round = &count->rounds[r];
		Votes		sum = votes_whole(0);

		for (int i = 0; i < round->n; i++)
		{
			MUST(votes_cmp(round->blocks[0].votes[i], votes_whole(0)) >= 0);
			sum = votes_add(sum, round->blocks[0].votes[i]);
		}
		MUST(votes_cmp(sum, round->blocks[0].continuing) == 0);
		sum = votes_add(sum, block_exhausted(&round->blocks[0]));
		sum = votes_add(sum, round->blocks[0].blank);
		MUST(votes_cmp(sum, all) == 0);
	}
	MUST(count->nwinners == 0 ||
		 (count_winner(count) < count->contest->roster->ncandidates &&
		  !count->contest->roster->withdrawn[count_winner(count)]));
}

static void
check_places(const Contest *contest, RunnerUpRule rule)
{
	int			n;
	Place	   *places = places_by_rule(contest, rule, &n);

	MUST(n <= contest->roster->ncandidates);
	for (int i = 0; i < n; i++)
		MUST(places[i].candidate >= 0 && places[i].place <= n);
}

/* A draw keeps all votes of whole ballots, and adds those that are outstanding. */
static void
check_draw(ProfileReader *reader, int64 outstanding)
{
	DrawnFrom	from;
	RandomWords random;
	Votes	   *votes;
	Votes		all = votes_whole(Max(outstanding, 0));
	Votes		sum = votes_whole(0);

	profile_reader_rewind(reader);
	drawn_from_init(&from, reader, outstanding);
	if (from.nballots == 0 || from.nballots > 100000)
		return;
	all = votes_add(all, votes_whole(from.nballots));
	votes = palloc(sizeof(Votes) * from.nrankings);
	random_words_begin(&random, random_key(labels[0]), 1, reader->nentries);
	redraw(&from, &random, votes);
	for (uint32 i = 0; i < from.nrankings; i++)
	{
		MUST(votes_cmp(votes[i], votes_whole(0)) >= 0);
		sum = votes_add(sum, votes[i]);
	}
	MUST(from.votes != NULL || votes_cmp(sum, all) == 0);
}

static void
count_input(const uint8 *data, size_t size)
{
	CountRules	rules;
	ProfileReader reader;
	RankingEntry entry;
	struct varlena *flat;
	Votes		all = votes_whole(0);
	Contest    *contest;
	Count	   *count;

	if (size < RULE_BYTES)
		return;
	make_rules(&rules, data);
	data += RULE_BYTES;
	size -= RULE_BYTES;
	flat = flat_check(data, size) == NULL ? flat_value(data, size) :
		brew_profile(data, size);

	profile_reader_open(&reader, PointerGetDatum(flat));
	while (profile_reader_next(&reader, &entry))
		all = votes_add(all, entry.votes);
	profile_reader_rewind(&reader);

	contest = contest_create(&reader, 1, &rules);
	if (contest == NULL)
		return;
	count = irv_count(contest, rules.stop, false, NULL);
	check_rounds(count, all);
	if (contest->roster->ncandidates <= 64)
	{
		/* looks at where this count left the ballots: before any other one */
		final_preference_matrix(count);
		for (int rule = 0; rule < RUNNER_UP_RULES; rule++)
			check_places(contest, rule);
		second_preference_matrix(contest);
		MUST(votes_cmp(pairwise_preferences(contest)->total, all) == 0);
		find_condorcet_winner(contest);
	}
	check_draw(&reader, NOTHING_OUTSTANDING);
	check_draw(&reader, 100);
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	run_input(count_input, data, size);
	return 0;
}
