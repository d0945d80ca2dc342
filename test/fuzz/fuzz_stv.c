/*
 * fuzz_stv.c
 *	  Counting any valid profile for several seats, by any rule book.
 *
 * The first bytes of an input are rules, the rest is a profile's binary form.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/contest.h"
#include "count/stv.h"
#include "count/stv_places.h"
#include "profile/profile_datum.h"
#include "profile/profile_flat.h"
#include "profiles.h"
#include "server.h"

#define RULE_BYTES	16

static const Label labels[] = {{"A", 1}, {"B", 1}, {"C", 1}, {"D", 1}, {"E", 1}, {"", 0}};

/* Rules that the check of rules would let pass; exact fractions need numerics. */
static void
make_rules(StvRules *rules, const uint8 *b)
{
	CountRules *count = &rules->count;
	TieChain   *chain = &count->tie_break[WANTED_FEWEST];

	memset(rules, 0, sizeof(StvRules));
	rules->method = b[0] % STV_METHODS;
	rules->seats = 1 + b[1] % 5;
	rules->decimals = b[2] % 10;
	rules->exclusion = b[3] % 2;
	rules->last_transfer = b[3] < 128;
	rules->runner_up = b[4] % 2;
	rules->last_vacancy = b[4] < 128;
	rules->fill_last = b[5] % 2;
	rules->value = b[5] / 2 % 2;
	rules->transfer_last_batch = b[5] / 4 % 2;
	rules->finish_after_lowest_only = b[5] / 8 % 2;
	rules->arithmetic = b[5] / 16 % 2;
	count->overvotes = b[6] % (rules->method == STV_MEEK_NZ || rules->method == STV_MEEK_PRF ? 5 : 4);
	count->duplicates = b[7] % 2;
	count->max_skipped = (int64) (b[8] % 4) - 1;
	count->max_rankings = b[9] % 5 == 0 ? NO_LIMIT : b[9] % 5;
	count->has_write_in = b[10] % 4 == 1;
	count->write_in = labels[b[10] / 4 % lengthof(labels)];
	if (b[11] % 4 == 1)
	{
		rules->reserved.among.labels = palloc(sizeof(labels));
		for (int i = 0; i < 1 + b[11] / 4 % 3; i++)
			rules->reserved.among.labels[rules->reserved.among.n++] = labels[i];
		label_list_sort(&rules->reserved.among);
		rules->reserved.at_least = 1 + b[11] / 16 % rules->seats;
	}
	count->has_seed = true;
	count->seed = labels[0];
	for (int i = 12; i < RULE_BYTES; i++)
	{
		TieStep		step = (TieStep) (b[i] % TIE_STEPS);

		if (!tie_chain_has(chain, step) && step != TIE_ERROR)
			chain->steps[chain->n++] = step;
	}
	count->tie_break[WANTED_MOST] = *chain;
}

/* After each round the votes are all there, and none is negative. */
static void
check_rounds(const StvCount *count, Fixed all)
{
	for (int r = 0; r < count->nrounds; r++)
	{
		const StvBlock *block = &count->rounds[r].blocks[0];
		Fixed		sum = count->blank[0] + block->lost.fixed;

		for (int i = 0; i < count->ncandidates; i++)
		{
			MUST(block->votes[i].fixed >= 0);
			sum += block->votes[i].fixed;
		}
		for (int cause = 0; cause < EXHAUSTED_CAUSES; cause++)
			sum += block->exhausted[cause].fixed;
		MUST(sum == all);
	}
	MUST(count->nelected <= count->seats);
	MUST(count->ended_tied || count->nelected == count->seats);
}

static void
count_input(const uint8 *data, size_t size)
{
	StvRules	rules;
	ProfileReader reader;
	RankingEntry entry;
	Fixed		all = 0;
	Contest    *contest;
	StvCount   *count;
	int			n;

	if (size < RULE_BYTES)
		return;
	make_rules(&rules, data);
	if (flat_check(data + RULE_BYTES, size - RULE_BYTES) != NULL)
		return;
	profile_reader_open(&reader, PointerGetDatum(flat_value(data + RULE_BYTES, size - RULE_BYTES)));
	while (profile_reader_next(&reader, &entry))
		all += fixed_of_papers(papers_of_votes(entry.votes));
	profile_reader_rewind(&reader);
	contest = contest_create(&reader, 1, &rules.count);
	if (contest == NULL)
		return;
	count = stv_count(contest);
	check_rounds(count, all);
	(void) stv_places_of(count, &n);
	MUST(n == count->ncandidates);
	(void) stv_runner_up(count);
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	run_input(count_input, data, size);
	return 0;
}
