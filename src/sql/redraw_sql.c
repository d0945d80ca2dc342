/*
 * redraw_sql.c
 *	  SQL functions that draw ballots again, once or many times.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "fmgr.h"
#include "funcapi.h"
#include "miscadmin.h"
#include "utils/array.h"
#include "utils/builtins.h"
#include "utils/lsyscache.h"
#include "utils/memutils.h"

#include "sql/irv_rows.h"
#include "base/pgcompat.h"
#include "count/answers.h"
#include "profile/profile_encode.h"
#include "sql/profile_io.h"
#include "count/redraw.h"

#define CHANCES_COLUMNS		4
#define DRAWS_MAX			1000000

/* Raise 22023 for an argument of a draw. */
pg_noreturn static void
argument_error(const char *detail)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid argument of a draw"),
			 errdetail("%s", detail),
			 errhint("Give a number of draws from 1 to %d, a draw and outstanding ballots of 0 or more, and any text as seed.",
					 DRAWS_MAX)));
}

/* A whole number from an argument; 22023 if it is NULL, too small or too large. */
static int64
number_from_arg(FunctionCallInfo fcinfo, int argno, const char *name,
				int64 least, int64 most)
{
	if (PG_ARGISNULL(argno))
		argument_error(psprintf("\"%s\" is NULL.", name));
	if (PG_GETARG_INT64(argno) < least || PG_GETARG_INT64(argno) > most)
		argument_error(psprintf("\"%s\" is " INT64_FORMAT ".", name, PG_GETARG_INT64(argno)));

	return PG_GETARG_INT64(argno);
}

/* The key of the seed argument; 22023 if it is NULL. */
static RandomKey
key_from_arg(FunctionCallInfo fcinfo, int argno)
{
	if (PG_ARGISNULL(argno))
		argument_error("\"seed\" is NULL.");

	return random_key(label_from_text(PG_GETARG_TEXT_PP(argno)));
}

/* The number of outstanding ballots; 22023 below 0, NULL is none. */
static int64
check_outstanding(bool isnull, int64 outstanding)
{
	if (isnull)
		return NOTHING_OUTSTANDING;
	if (outstanding < 0)
		argument_error(psprintf("\"outstanding\" is " INT64_FORMAT ".", outstanding));

	return outstanding;
}

/* A profile that is drawn from: its rankings in canonical order. */
static void
open_canonical(ProfileReader *reader, Datum profile)
{
	profile_reader_open(reader, profile_flat_datum(profile));
}

/* Add the ballots of a draw in which whole ballots are drawn. */
static void
redraw_ballots(Profile *drawn, ProfileReader *reader, const Votes *votes)
{
	RankingEntry entry;
	uint32		n = 0;
	RankingId  *ids = palloc_extended(sizeof(RankingId) * Max(reader->nentries, 1),
									  MCXT_ALLOC_HUGE);

	profile_merge_rankings(drawn, reader, NULL, ids);
	profile_reader_rewind(reader);
	while (profile_reader_next(reader, &entry))
	{
		int64		more = votes[n].units - entry.ballots;

		if (more > 0)
			profile_add_ballots(drawn, ids[n], (BallotCount) {more, votes_whole(more)});
		if (++n % 8192 == 0)
			CHECK_FOR_INTERRUPTS();
	}
}

/* profile_redraw(p, draw, seed, outstanding): the ballots of one draw. */
PG_FUNCTION_INFO_V1(profile_redraw);
Datum
profile_redraw(PG_FUNCTION_ARGS)
{
	int64		draw = number_from_arg(fcinfo, 1, "draw", 0, PG_INT64_MAX);
	RandomKey	key = key_from_arg(fcinfo, 2);
	int64		outstanding = check_outstanding(PG_ARGISNULL(3),
												PG_ARGISNULL(3) ? 0 : PG_GETARG_INT64(3));
	RandomWords random;
	Profile    *drawn;
	ProfileReader reader;
	DrawnFrom	from;
	Votes	   *votes;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	random_words_begin(&random, key, 0, draw);
	open_canonical(&reader, PG_GETARG_DATUM(0));
	drawn_from_init(&from, &reader, outstanding);
	check_draws(&from, 1, 1);
	votes = palloc_extended(sizeof(Votes) * Max(from.nrankings, 1), MCXT_ALLOC_HUGE);
	redraw(&from, &random, votes);

	drawn = temporary_profile();
	profile_reader_rewind(&reader);
	if (outstanding == NOTHING_OUTSTANDING)
		profile_merge_rankings(drawn, &reader, votes, NULL);
	else
		redraw_ballots(drawn, &reader, votes);

	PG_RETURN_DATUM(temporary_profile_result(drawn));
}

/* A class of ballots that is drawn on its own. */
typedef struct DrawnClass
{
	ProfileReader reader;
	RankingId  *ids;			/* its rankings among those of all classes */
	Votes	   *votes;			/* of a draw */
} DrawnClass;

/* All that draws of a contest need, and what they came to. */
typedef struct Chances
{
	RandomKey	key;
	int64		draws;
	int			nclasses;
	DrawnClass *classes;
	DrawnFrom  *from;			/* by class */
	Profile    *all;			/* the ballots of all classes */
	CountedRanking *rankings;	/* of all classes, with the votes of a draw */
	Contest    *contest;
	int64		min_ballots;
	int			ncandidates;
	int32	   *placed;			/* draws by candidate and place, 0: none */
} Chances;

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

		open_canonical(&class->reader, nulls[i] ?
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

/* Make the contest in which all draws are counted; false if it is suppressed. */
static bool
open_contest(Chances *chances, const CountRules *rules)
{
	ProfileReader *reader = palloc(sizeof(ProfileReader));
	CountRules *of_draws = palloc(sizeof(CountRules));
	RankingPool *pool = chances->all->pool;

	rules_check_count(rules);
	chances->min_ballots = rules->min_ballots;
	if (ballots_of_draw(chances, false) < chances->min_ballots)
		return false;

	/* how many ballots there are is asked for each draw */
	*of_draws = *rules;
	of_draws->min_ballots = 0;
	profile_reader_open_memory(reader, chances->all);
	chances->contest = contest_create(reader, 1, of_draws);

	chances->rankings = palloc_extended(sizeof(CountedRanking) * Max(pool->nrankings, 1),
										MCXT_ALLOC_HUGE);
	for (uint32 id = 0; id < pool->nrankings; id++)
		chances->rankings[id].record = pool->records[id];
	chances->ncandidates = chances->contest->roster->ncandidates;
	chances->placed = MemoryContextAllocExtended(CurrentMemoryContext, sizeof(int32) *
												 ((Size) chances->ncandidates + 1) *
												 ((Size) chances->ncandidates + 1),
												 MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);
	tally_give(&chances->contest->tallies[0], chances->rankings, pool->nrankings);

	return true;
}

/* The draws in which a candidate got a place; 0: none. */
static inline int32 *
draws_placed(const Chances *chances, int candidate, int place)
{
	return &chances->placed[(Size) candidate * (chances->ncandidates + 1) + place];
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
 * The contest of a draw that left rankings without votes: those are not among
 * its ballots, and so may candidates not be.
 */
static Contest *
incomplete_contest(const Chances *chances)
{
	Profile    *rest = temporary_profile();
	ProfileReader *reader = palloc(sizeof(ProfileReader));
	uint32		n = chances->all->pool->nrankings;
	Votes	   *votes = palloc_extended(sizeof(Votes) * n, MCXT_ALLOC_HUGE);

	for (uint32 id = 0; id < n; id++)
		votes[id] = chances->rankings[id].votes;

	/* each ranking is counted in an array: the reader goes by their ids */
	Assert(chances->all->sparse == NULL);
	profile_reader_open_memory(reader, chances->all);
	profile_merge_rankings(rest, reader, votes, NULL);
	profile_reader_open_memory(reader, rest);

	return contest_create(reader, 1, chances->contest->rules);
}

/* Where a candidate of a draw's contest stands in the roster of all draws. */
static int
find_candidate(const Chances *chances, Label label)
{
	const Roster *roster = chances->contest->roster;

	for (int i = 0; i < roster->ncandidates; i++)
	{
		if (label_cmp(roster->labels[i], label) == 0)
			return i;
	}
	elog(ERROR, "a draw has a candidate of its own");
}

/* Make one draw and note who got which place. */
static void
make_draw(Chances *chances, int64 draw)
{
	bool		complete = draw_votes(chances, draw);
	Contest    *contest;
	Place	   *places;
	int			n;

	if (chances->min_ballots > 0 && ballots_of_draw(chances, true) < chances->min_ballots)
		return;

	contest = complete ? chances->contest : incomplete_contest(chances);

	/* lots drawn by hand have to fit each draw by itself */
	if (contest->rules->drawn.n > 0)
		contest->drawn = drawn_lots_use(contest->rules);
	places = places_by_rule(contest, contest->rules->runner_up, &n);
	for (int i = 0; i < n; i++)
	{
		int			candidate = places[i].candidate;

		if (!complete)
			candidate = find_candidate(chances, contest->roster->labels[candidate]);
		(*draws_placed(chances, candidate, places[i].place))++;
	}
}

/* Give out a candidate's draws at a place, if there are any. */
static void
put_chance(FunctionCallInfo fcinfo, const Chances *chances, int candidate, int place)
{
	int32		draws = *draws_placed(chances, candidate, place);
	Datum		values[CHANCES_COLUMNS];
	bool		nulls[CHANCES_COLUMNS];
	Row			row;

	if (draws == 0)
		return;
	row_begin(&row, values, nulls);
	row_candidate(&row, chances->contest->roster, candidate);
	row_int_or_null(&row, place);
	row_int(&row, draws);
	row_share(&row, votes_whole(draws), votes_whole(chances->draws));
	row_put(&row, fcinfo);
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
		for (int place = 1; place <= chances->ncandidates; place++)
			put_chance(fcinfo, chances, candidate, place);
		put_chance(fcinfo, chances, candidate, 0);
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
		argument_error(psprintf("There are %d classes, and outstanding ballots of %d.",
								nclasses, n));
	for (int i = 0; i < n; i++)
		outstanding[i] = check_outstanding(nulls[i], nulls[i] ? 0 : DatumGetInt64(elements[i]));

	return outstanding;
}

/* Draw and count as the arguments say, which the two forms have in common. */
static Datum
return_chances(FunctionCallInfo fcinfo, Chances *chances, const Datum *profiles,
			   const bool *nulls, const int64 *outstanding)
{
	const CountRules *rules = rules_from_arg(fcinfo, 4);

	chances->draws = number_from_arg(fcinfo, 1, "draws", 1, DRAWS_MAX);
	chances->key = key_from_arg(fcinfo, 2);
	if (PG_ARGISNULL(0))
		return (Datum) 0;
	open_classes(chances, profiles, nulls, outstanding);
	if (open_contest(chances, rules))
		put_chances(fcinfo, chances);

	return (Datum) 0;
}

/* irv_chances(p, draws, seed, outstanding, rules) */
PG_FUNCTION_INFO_V1(irv_chances);
Datum
irv_chances(PG_FUNCTION_ARGS)
{
	Chances		chances = {.nclasses = 1};
	Datum		profile = PG_GETARG_DATUM(0);
	bool		isnull = PG_ARGISNULL(0);
	int64		outstanding = check_outstanding(PG_ARGISNULL(3),
												PG_ARGISNULL(3) ? 0 : PG_GETARG_INT64(3));

	InitMaterializedSRF(fcinfo, 0);
	return return_chances(fcinfo, &chances, &profile, &isnull, &outstanding);
}

/* irv_chances(classes, draws, seed, outstanding, rules) */
PG_FUNCTION_INFO_V1(irv_chances_of_classes);
Datum
irv_chances_of_classes(PG_FUNCTION_ARGS)
{
	Chances		chances = {.nclasses = 0};
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
	return return_chances(fcinfo, &chances, profiles, nulls,
						  outstanding_of_classes(fcinfo, 3, chances.nclasses));
}
