/*
 * chances.c
 *	  Drawing a contest's ballots many times and noting how each draw ends.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "count/drawn.h"
#include "profile/profile_encode.h"
#include "profile/profile_merge.h"
#include "sql/chances.h"
#include "sql/draw_args.h"
#include "sql/irv_rows.h"
#include "sql/profile_io.h"

#define CHANCES_COLUMNS		4

/* Open the classes of an array of profiles; NULL is a class without ballots. */
static void
open_classes(Chances *chances, const Datum *profiles, const bool *nulls,
			 const int64 *outstanding)
{
	int			n = chances->nclasses;

	chances->all = temporary_profile();
	chances->classes = palloc(sizeof(DrawnClass) * Max(n, 1));
	chances->from = palloc(sizeof(DrawnFrom) * Max(n, 1));
	for (int i = 0; i < n; i++)
	{
		DrawnClass *class = &chances->classes[i];
		Size		nrankings;

		draw_open_canonical(&class->reader, nulls[i] ?
					   PointerGetDatum(profile_encode_empty()) : profiles[i]);
		nrankings = Max(class->reader.nentries, 1);
		drawn_from_init(&chances->from[i], &class->reader, outstanding[i]);
		class->ids = palloc_extended(sizeof(RankingId) * nrankings, MCXT_ALLOC_HUGE);
		class->votes = palloc_extended(sizeof(Votes) * nrankings, MCXT_ALLOC_HUGE);
		profile_reader_rewind(&class->reader);
		profile_merge_rankings(chances->all, &class->reader, NULL, class->ids);
	}
	check_draws(chances->from, n, chances->draws);
}

/*
 * The ballots of a draw, as rule min_ballots counts them: with outstanding ones,
 * without those of rankings that the draw leaves without votes.
 */
static int64
ballots_of_draw(const Chances *chances, bool drawn)
{
	int64		ballots = 0;

	for (int i = 0; i < chances->nclasses; i++)
	{
		const DrawnFrom *from = &chances->from[i];

		ballots += from->nballots;
		if (from->nballots > 0)
			ballots += Max(from->outstanding, 0);
		for (uint32 j = 0; j < from->nrankings && drawn; j++)
		{
			if (votes_is_zero(chances->classes[i].votes[j]))
				ballots -= drawn_from_ballots(from, j);
		}
	}
	return ballots;
}

/*
 * Make the contest of all draws; false if it is suppressed.  The rules are a
 * copy, for how many ballots there are is asked for each draw.
 */
static bool
open_contest(Chances *chances, CountRules *rules)
{
	ProfileReader *reader = palloc(sizeof(ProfileReader));
	RankingPool *pool = chances->all->pool;

	rules_check_count(rules);
	chances->min_ballots = rules->min_ballots;
	if (ballots_of_draw(chances, false) < chances->min_ballots)
		return false;
	rules->min_ballots = 0;

	profile_reader_open_memory(reader, chances->all);
	chances->contest = contest_create(reader, 1, rules);
	chances->rankings = palloc_extended(sizeof(CountedRanking) * Max(pool->nrankings, 1),
										MCXT_ALLOC_HUGE);
	for (uint32 id = 0; id < pool->nrankings; id++)
		chances->rankings[id].record = pool->records[id];
	if (chances->method->counts_given)
		tally_give(&chances->contest->tallies[0], chances->rankings, pool->nrankings);

	chances->ncandidates = chances->contest->roster->ncandidates;
	chances->nends = chances->method->count_ends(chances->contest);
	chances->ended = palloc_extended(sizeof(int32) * Max((Size) chances->ncandidates, 1) *
									 (Size) chances->nends,
									 MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	return true;
}

/* Draw the votes of all classes; false if a ranking is left without votes. */
static bool
draw_votes(Chances *chances, int64 draw)
{
	uint32		n = chances->all->pool->nrankings;
	bool		complete = true;
	Votes		total = votes_whole(0);

	for (uint32 id = 0; id < n; id++)
		chances->rankings[id].votes = votes_whole(0);
	for (int i = 0; i < chances->nclasses; i++)
	{
		DrawnClass *class = &chances->classes[i];
		RandomWords random;

		random_words_begin(&random, chances->key, i, draw);
		redraw(&chances->from[i], &random, class->votes);
		for (uint32 j = 0; j < chances->from[i].nrankings; j++)
		{
			Votes	   *votes = &chances->rankings[class->ids[j]].votes;

			*votes = votes_add(*votes, class->votes[j]);
			total = votes_add(total, class->votes[j]);
			votes_check_total(total);
		}
	}
	for (uint32 id = 0; id < n && complete; id++)
		complete = !votes_is_zero(chances->rankings[id].votes);

	return complete;
}

/*
 * The contest of a draw by itself.  Rankings that the draw left without votes
 * are not among its ballots, and so may candidates not be.
 */
static Contest *
contest_of_draw(const Chances *chances)
{
	Profile    *drawn = temporary_profile();
	ProfileReader *reader = palloc(sizeof(ProfileReader));
	uint32		n = chances->all->pool->nrankings;
	Votes	   *votes = palloc_extended(sizeof(Votes) * Max(n, 1), MCXT_ALLOC_HUGE);

	for (uint32 id = 0; id < n; id++)
		votes[id] = chances->rankings[id].votes;

	/* each ranking is counted in an array: the reader goes by their ids */
	Assert(chances->all->sparse == NULL);
	profile_reader_open_memory(reader, chances->all);
	profile_merge_rankings(drawn, reader, votes, NULL);
	profile_reader_open_memory(reader, drawn);

	return contest_create(reader, 1, chances->contest->rules);
}

/*
 * Where a candidate of a draw's contest stands in the roster of all draws: nearly
 * always at the same place, since few draws lack somebody.
 */
static int
find_candidate(const Chances *chances, const Contest *contest, int candidate)
{
	const Roster *roster = chances->contest->roster;
	Label		label = contest->roster->labels[candidate];

	for (int i = 0; i < roster->ncandidates; i++)
	{
		int			at = (candidate + i) % roster->ncandidates;

		if (label_cmp(roster->labels[at], label) == 0)
			return at;
	}
	elog(ERROR, "a draw has a candidate of its own");
}

/* Note how a draw, whose contest this is, ended for one of its candidates. */
void
chances_note(Chances *chances, const Contest *contest, int candidate, int end)
{
	if (contest != chances->contest)
		candidate = find_candidate(chances, contest, candidate);
	(*draws_ended(chances, candidate, end))++;
}

/* Give out the draws in which a candidate came to an end, if there are any. */
void
chances_put(FunctionCallInfo fcinfo, const Chances *chances, int candidate, int end,
			NullableDatum what)
{
	int32		draws = *draws_ended(chances, candidate, end);
	Datum		values[CHANCES_COLUMNS];
	bool		nulls[CHANCES_COLUMNS];
	Row			row;

	if (draws == 0)
		return;
	row_begin(&row, values, nulls);
	row_candidate(&row, chances->contest->roster, candidate);
	if (what.isnull)
		row_null(&row);
	else
		row_datum(&row, what.value);
	row_int(&row, draws);
	row_share(&row, votes_whole(draws), votes_whole(chances->draws));
	row_put(&row, fcinfo);
}

/* Make one draw and note how it ended. */
static void
make_draw(Chances *chances, int64 draw)
{
	bool		complete = draw_votes(chances, draw);
	Contest    *contest = chances->contest;

	if (chances->min_ballots > 0 && ballots_of_draw(chances, true) < chances->min_ballots)
		return;
	if (!complete || !chances->method->counts_given)
		contest = contest_of_draw(chances);

	/* lots drawn by hand have to fit each draw by itself */
	if (contest->rules->drawn.n > 0)
		contest->drawn = drawn_lots_use(contest->rules);
	chances->method->note_draw(chances, contest);
}

/* Make all draws and give out the rows. */
static void
put_chances(FunctionCallInfo fcinfo, Chances *chances)
{
	MemoryContext old_context = rows_begin();

	for (int64 draw = 1; draw <= chances->draws; draw++)
	{
		CHECK_FOR_INTERRUPTS();
		make_draw(chances, draw);
		MemoryContextReset(CurrentMemoryContext);
	}
	for (int candidate = 0; candidate < chances->ncandidates; candidate++)
	{
		chances->method->put_candidate(fcinfo, chances, candidate);
		MemoryContextReset(CurrentMemoryContext);
	}
	rows_end(old_context);
}

/* The outstanding ballots of each class, from an array argument or NULL. */
static int64 *
outstanding_of_classes(FunctionCallInfo fcinfo, int argno, int nclasses)
{
	int64	   *outstanding = palloc(sizeof(int64) * Max(nclasses, 1));
	Datum	   *elements;
	bool	   *nulls;
	int			n;

	if (PG_ARGISNULL(argno))
	{
		for (int i = 0; i < nclasses; i++)
			outstanding[i] = NOTHING_OUTSTANDING;
		return outstanding;
	}
	deconstruct_array(PG_GETARG_ARRAYTYPE_P(argno), INT8OID, 8, FLOAT8PASSBYVAL,
					  TYPALIGN_DOUBLE, &elements, &nulls, &n);
	if (n != nclasses)
		draw_argument_error(psprintf("There are %d classes, and outstanding ballots of %d.",
									 nclasses, n));
	for (int i = 0; i < n; i++)
		outstanding[i] = draw_outstanding(nulls[i], nulls[i] ? 0 : DatumGetInt64(elements[i]));

	return outstanding;
}

/* Draw and count as the arguments say, which the two forms have in common. */
static Datum
draw_and_count(FunctionCallInfo fcinfo, Chances *chances, CountRules *rules,
			   const Datum *profiles, const bool *nulls, const int64 *outstanding)
{
	chances->draws = draw_number_from_arg(fcinfo, 1, "draws", 1, DRAWS_MAX);
	chances->key = draw_key_from_arg(fcinfo, 2);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	open_classes(chances, profiles, nulls, outstanding);
	if (open_contest(chances, rules))
		put_chances(fcinfo, chances);

	return (Datum) 0;
}

/*
 * Return chances for the arguments p, draws, seed, outstanding and rules, of
 * which the rules are a copy.
 */
Datum
return_chances(FunctionCallInfo fcinfo, const ChancesMethod *method, CountRules *rules)
{
	Chances		chances = {.method = method,.nclasses = 1};
	Datum		profile = PG_GETARG_DATUM(0);
	bool		isnull = PG_ARGISNULL(0);
	int64		outstanding = draw_outstanding(PG_ARGISNULL(3),
											   PG_ARGISNULL(3) ? 0 : PG_GETARG_INT64(3));

	InitMaterializedSRF(fcinfo, 0);
	return draw_and_count(fcinfo, &chances, rules, &profile, &isnull, &outstanding);
}

/* The same for arrays: classes, draws, seed, outstanding and rules. */
Datum
return_chances_of_classes(FunctionCallInfo fcinfo, const ChancesMethod *method,
						  CountRules *rules)
{
	Chances		chances = {.method = method};
	Datum	   *profiles = NULL;
	bool	   *nulls = NULL;

	InitMaterializedSRF(fcinfo, 0);
	if (!PG_ARGISNULL(0))
	{
		ArrayType  *array = PG_GETARG_ARRAYTYPE_P(0);
		int16		length;
		bool		by_value;
		char		align;

		get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &align);
		deconstruct_array(array, ARR_ELEMTYPE(array), length, by_value, align,
						  &profiles, &nulls, &chances.nclasses);
	}
	return draw_and_count(fcinfo, &chances, rules, profiles, nulls,
						  outstanding_of_classes(fcinfo, 3, chances.nclasses));
}
