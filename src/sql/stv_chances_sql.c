/*
 * stv_chances_sql.c
 *	  The SQL functions that say how often each candidate gets a seat.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "base/pgcompat.h"
#include "count/stv_places.h"
#include "sql/chances.h"

/* How a count can end for a candidate, in the order of the rows. */
typedef enum SeatEnd
{
	SEAT_ELECTED,
	SEAT_NOT_ELECTED,
	SEAT_OPEN,					/* the count ended on a tie before it was settled */
	SEAT_ENDS
} SeatEnd;

static int
count_seat_ends(const Contest *contest)
{
	return SEAT_ENDS;
}

/* What a candidate's status at the end of a count says of a seat. */
static SeatEnd
seat_end(const Contest *contest, const StvPlace *place)
{
	if (place->candidate == contest->roster->pool)
		return SEAT_NOT_ELECTED;
	switch (place->status)
	{
		case STATUS_ELECTED:
			return SEAT_ELECTED;
		case STATUS_CONTINUING:
		case STATUS_TIED:
			return SEAT_OPEN;
		case STATUS_NOT_ELECTED:
		case STATUS_RUNNER_UP:
		case STATUS_ELIMINATED:
		case STATUS_WITHDRAWN:
			break;
	}
	return SEAT_NOT_ELECTED;
}

/* Count a draw and note who got a seat. */
static void
note_seats(Chances *chances, const Contest *contest)
{
	int			n;
	StvPlace   *places = stv_places_of(stv_count(contest), &n);

	for (int i = 0; i < n; i++)
		chances_note(chances, contest, places[i].candidate, seat_end(contest, &places[i]));
}

/* Give out a candidate's draws by how they ended. */
static void
put_candidate(FunctionCallInfo fcinfo, const Chances *chances, int candidate)
{
	for (SeatEnd end = SEAT_ELECTED; end < SEAT_ENDS; end++)
		chances_put(fcinfo, chances, candidate, end,
					(NullableDatum) {BoolGetDatum(end == SEAT_ELECTED), end == SEAT_OPEN});
}

static const ChancesMethod stv_method = {
	.count_ends = count_seat_ends,
	.note_draw = note_seats,
	.put_candidate = put_candidate
};

/* A copy of the rules that the arguments give. */
static CountRules *
copy_of_rules(FunctionCallInfo fcinfo)
{
	StvRules   *copy = palloc(sizeof(StvRules));

	*copy = *stv_rules_from_arg(fcinfo, 4);
	return &copy->count;
}

/* stv_chances(p, draws, seed, outstanding, rules) */
PG_FUNCTION_INFO_V1(stv_chances);
Datum
stv_chances(PG_FUNCTION_ARGS)
{
	return return_chances(fcinfo, &stv_method, copy_of_rules(fcinfo));
}

/* stv_chances(classes, draws, seed, outstanding, rules) */
PG_FUNCTION_INFO_V1(stv_chances_of_classes);
Datum
stv_chances_of_classes(PG_FUNCTION_ARGS)
{
	return return_chances_of_classes(fcinfo, &stv_method, copy_of_rules(fcinfo));
}
