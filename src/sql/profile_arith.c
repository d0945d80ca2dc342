/*
 * profile_arith.c
 *	  Adding, subtracting and weighting profiles: the operators +, - and *.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "base/pgcompat.h"
#include "sql/profile_io.h"

/* A new profile with the ballots of an argument. */
static Profile *
copy_argument(FunctionCallInfo fcinfo, int n)
{
	Profile    *profile = temporary_profile();
	ProfileReader reader;

	profile_reader_open(&reader, PG_GETARG_DATUM(n));
	profile_add_all(profile, &reader);

	return profile;
}

/* p + q: the ballots of both. */
PG_FUNCTION_INFO_V1(profile_add_profile);
Datum
profile_add_profile(PG_FUNCTION_ARGS)
{
	Profile    *sum = copy_argument(fcinfo, 0);
	ProfileReader reader;

	profile_reader_open(&reader, PG_GETARG_DATUM(1));
	profile_add_all(sum, &reader);

	PG_RETURN_DATUM(temporary_profile_result(sum));
}

/* p - q: the ballots of p without those of q, which must be among them. */
PG_FUNCTION_INFO_V1(profile_subtract_profile);
Datum
profile_subtract_profile(PG_FUNCTION_ARGS)
{
	Profile    *rest = copy_argument(fcinfo, 0);
	ProfileReader reader;

	profile_reader_open(&reader, PG_GETARG_DATUM(1));
	profile_remove_all(rest, &reader);

	PG_RETURN_DATUM(temporary_profile_result(rest));
}

/* Votes times a factor, rounded to nine decimals. */
static Votes
votes_times(Votes votes, Numeric factor)
{
	Datum		product;

	product = DirectFunctionCall2(numeric_mul,
								  NumericGetDatum(votes_to_numeric(votes)),
								  NumericGetDatum(factor));
	product = DirectFunctionCall2(numeric_round, product, Int32GetDatum(VOTES_SCALE));

	return votes_from_weight(DatumGetNumeric(product));
}

/* p * factor: the same ballots with other weights. */
PG_FUNCTION_INFO_V1(profile_multiply);
Datum
profile_multiply(PG_FUNCTION_ARGS)
{
	Numeric		factor = PG_GETARG_NUMERIC(1);
	Profile    *profile = copy_argument(fcinfo, 0);
	Profile		product;
	uint64		position = 0;
	RankingId	id;
	BallotCount count;

	profile_count_loose(profile);
	profile_init(&product, profile->pool);
	while (profile_next_counted(profile, &position, &id, &count))
	{
		count.votes = votes_times(count.votes, factor);
		if (!votes_is_zero(count.votes))
			profile_add_ballots(&product, id, count);
		CHECK_FOR_INTERRUPTS();
	}

	PG_RETURN_DATUM(temporary_profile_result(&product));
}
