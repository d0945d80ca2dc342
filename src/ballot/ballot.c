/*
 * ballot.c
 *	  Building one ballot, rank by rank.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/memutils.h"

#include "ballot/ballot.h"
#include "base/candidates.h"

#define BUILDER_MIN_SIZE	64

/* Make a builder whose buffer comes from a memory context. */
void
ballot_builder_init(BallotBuilder *builder, MemoryContext context)
{
	builder->context = context;
	builder->allocated = BUILDER_MIN_SIZE;
	builder->tokens = MemoryContextAlloc(context, builder->allocated);
	ballot_begin(builder);
}

/* Begin a new ballot. */
void
ballot_begin(BallotBuilder *builder)
{
	builder->length = 0;
	builder->ranks = 0;
	builder->skipped = 0;
}

/* Make room for some more bytes; 54000 beyond what one ballot may have. */
static void
reserve(BallotBuilder *builder, uint64 size)
{
	size += builder->length;
	if (size <= builder->allocated)
		return;
	if (size > BALLOT_MAX_SIZE)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("ballot has too many marks")));
	builder->allocated = Max(builder->allocated * 2, (uint32) size);
	builder->tokens = repalloc(builder->tokens, builder->allocated);
}

/* Write a token into room that is there. */
static inline void
put_token(BallotBuilder *builder, uint32 token)
{
	builder->length = token_write(builder->tokens + builder->length, token) -
		builder->tokens;
}

/*
 * Begin a rank that has marks: the ranks skipped before it become part of the
 * ballot now, so that trailing ones never do.  54000 beyond the last rank.
 */
static void
begin_rank(BallotBuilder *builder, uint64 size)
{
	builder->ranks += builder->skipped + 1;
	if (builder->ranks > BALLOT_MAX_RANKS)
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("ballot has too many ranks"),
				 errdetail("A ballot has at most %d ranks.", BALLOT_MAX_RANKS)));
	reserve(builder, builder->skipped + size);
	memset(builder->tokens + builder->length, TOKEN_SKIPPED, builder->skipped);
	builder->length += builder->skipped;
	builder->skipped = 0;
}

/* Skip a rank. */
void
ballot_add_skipped(BallotBuilder *builder)
{
	builder->skipped++;
}

/* What ballot_add_mark() does, for any code and any ranks skipped before. */
void
ballot_add_any_mark(BallotBuilder *builder, uint32 code)
{
	begin_rank(builder, TOKEN_BYTES_MAX);
	put_token(builder, code + TOKEN_FIRST_CODE);
}

/*
 * Mark any number of candidates at the next rank: none is an overvote of
 * which the names are not known.  Sorts the codes.
 */
void
ballot_add_marks(BallotBuilder *builder, uint32 *codes, int ncodes)
{
	if (ncodes == 1)
	{
		ballot_add_mark(builder, codes[0]);
		return;
	}

	begin_rank(builder, ((uint64) ncodes + 1) * TOKEN_BYTES_MAX);
	if (ncodes == 0)
	{
		put_token(builder, TOKEN_OVERVOTE);
		return;
	}
	codes_sort(codes, ncodes);
	put_token(builder, TOKEN_SEVERAL);
	for (int i = 0; i < ncodes; i++)
		put_token(builder, codes[i] + TOKEN_FIRST_CODE);
	put_token(builder, TOKEN_SKIPPED);
}

/* The finished ballot; good until the next one is begun. */
Ballot
ballot_finish(BallotBuilder *builder)
{
	return (Ballot) {builder->tokens, builder->length};
}

/*
 * Room for a whole ballot of so many bytes, to be written by the caller before
 * ballot_finish().
 */
uint8 *
ballot_room(BallotBuilder *builder, uint32 length)
{
	ballot_begin(builder);
	reserve(builder, length);
	builder->length = length;

	return builder->tokens;
}

/* Write a rank's only mark again with its new code. */
static void
recode_mark(BallotBuilder *builder, uint32 new_code)
{
	if (likely(new_code < CODE_NAMELESS))
		ballot_add_mark(builder, new_code);
	else if (new_code == CODE_NAMELESS)
		ballot_add_marks(builder, NULL, 0);
	else if (new_code == CODE_SKIPPED)
		ballot_add_skipped(builder);
}

/* Write the marks of one rank again with new codes, sorted by these. */
static void
recode_marks(BallotBuilder *builder, BallotIterator *iterator,
			 const uint32 *new_codes)
{
	BallotIterator ahead = *iterator;
	uint32	   *codes;
	uint32		code;
	int			ncodes = 0;
	bool		nameless = false;
	bool		skipped = false;

	while (ballot_next_mark(&ahead, &code))
		ncodes++;
	codes = palloc(sizeof(uint32) * ncodes);
	ncodes = 0;
	while (ballot_next_mark(iterator, &code))
	{
		if (new_codes[code] < CODE_NAMELESS)
			codes[ncodes++] = new_codes[code];
		nameless |= (new_codes[code] == CODE_NAMELESS);
		skipped |= (new_codes[code] == CODE_SKIPPED);
	}
	if (nameless)
		ballot_add_marks(builder, NULL, 0);
	else if (ncodes > 0)
		ballot_add_marks(builder, codes, ncodes);
	else if (skipped)
		ballot_add_skipped(builder);
	pfree(codes);
}

/*
 * The same ballot with other codes for the candidates.  Marks whose new code
 * is CODE_STRUCK or CODE_SKIPPED vanish: a rank that is empty then is dropped,
 * or it is skipped, as one that the voter skipped stays.
 */
Ballot
ballot_recode(BallotBuilder *builder, Ballot ballot, const uint32 *new_codes)
{
	BallotIterator iterator = ballot_iterate(ballot);
	RankKind	kind;
	uint32		code;

	ballot_begin(builder);
	while (ballot_next_kind(&iterator, &kind))
	{
		if (kind == RANK_SKIPPED)
			ballot_add_skipped(builder);
		else if (kind == RANK_NAMELESS)
			ballot_add_marks(builder, NULL, 0);
		else if (kind == RANK_SEVERAL)
			recode_marks(builder, &iterator, new_codes);
		else if (ballot_next_mark(&iterator, &code))
			recode_mark(builder, new_codes[code]);
	}

	return ballot_finish(builder);
}
