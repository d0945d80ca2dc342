/*
 * redraw_sql.c
 *	  The SQL function that draws the ballots of a profile again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"

#include "profile/profile_merge.h"
#include "sql/draw_args.h"
#include "sql/profile_io.h"

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
	int64		draw = draw_number_from_arg(fcinfo, 1, "draw", 0, PG_INT64_MAX);
	RandomKey	key = draw_key_from_arg(fcinfo, 2);
	int64		outstanding = draw_outstanding(PG_ARGISNULL(3),
												PG_ARGISNULL(3) ? 0 : PG_GETARG_INT64(3));
	RandomWords random;
	Profile    *drawn;
	ProfileReader reader;
	DrawnFrom	from;
	Votes	   *votes;

	if (PG_ARGISNULL(0))
		PG_RETURN_NULL();
	random_words_begin(&random, key, 0, draw);
	draw_open_canonical(&reader, PG_GETARG_DATUM(0));
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
