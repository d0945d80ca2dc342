/*
 * irv_chances_sql.c
 *	  The SQL functions that say how often each candidate gets each place.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "base/pgcompat.h"
#include "count/places.h"
#include "sql/chances.h"

/* The ends are the places, and 0 for none. */
static int
count_places(const Contest *contest)
{
	return contest->roster->ncandidates + 1;
}

/* Count a draw and note who got which place. */
static void
note_places(Chances *chances, const Contest *contest)
{
	int			n;
	Place	   *places = places_by_rule(contest, contest->rules->runner_up, &n);

	for (int i = 0; i < n; i++)
		chances_note(chances, contest, places[i].candidate, places[i].place);
}

/* Give out a candidate's places, the one without a place last. */
static void
put_candidate(FunctionCallInfo fcinfo, const Chances *chances, int candidate)
{
	for (int place = 1; place <= chances->ncandidates; place++)
		chances_put(fcinfo, chances, candidate, place,
					(NullableDatum) {Int64GetDatum(place), false});
	chances_put(fcinfo, chances, candidate, 0, (NullableDatum) {0, true});
}

static const ChancesMethod irv_method = {
	.count_ends = count_places,
	.note_draw = note_places,
	.counts_given = true,
	.put_candidate = put_candidate
};

/* A copy of the rules that the arguments give. */
static CountRules *
copy_of_rules(FunctionCallInfo fcinfo)
{
	CountRules *copy = palloc(sizeof(CountRules));

	*copy = *rules_from_arg(fcinfo, 4);
	return copy;
}

/* irv_chances(p, draws, seed, outstanding, rules) */
PG_FUNCTION_INFO_V1(irv_chances);
Datum
irv_chances(PG_FUNCTION_ARGS)
{
	return return_chances(fcinfo, &irv_method, copy_of_rules(fcinfo));
}

/* irv_chances(classes, draws, seed, outstanding, rules) */
PG_FUNCTION_INFO_V1(irv_chances_of_classes);
Datum
irv_chances_of_classes(PG_FUNCTION_ARGS)
{
	return return_chances_of_classes(fcinfo, &irv_method, copy_of_rules(fcinfo));
}
