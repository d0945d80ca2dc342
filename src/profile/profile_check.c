/*
 * profile_check.c
 *	  Is this a valid flat profile?  Bytes from outside are not trusted.
 *
 * Only the canonical bytes of a profile pass, so that equal profiles stay
 * equal bytes; nothing is allocated by what the bytes claim.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "base/pgcompat.h"
#include "profile/profile_flat.h"

/* Where checking stands.  The first fault found ends it. */
typedef struct Check
{
	const uint8 *next;
	const uint8 *end;
	const char *fault;			/* NULL so far */
	int			scale;
	int			scale_used;
	uint32		ncandidates;
	uint64		nrankings;
	bool	   *marked;			/* by candidate */
	uint32		nmarked;
	int64		ballots;
	Votes		votes;
} Check;

/* Note a fault; returns false for the caller to return. */
static bool
fault(Check *check, const char *what)
{
	if (check->fault == NULL)
		check->fault = what;
	return false;
}

/* Read a varint not above a maximum, in as few bytes as can be. */
static bool
check_varint(Check *check, uint64 maximum, uint64 *value)
{
	int			shift = 0;
	uint8		byte;

	*value = 0;
	do
	{
		if (check->next >= check->end)
			return fault(check, "It ends too early.");
		if (shift > 63)
			return fault(check, "A number is too long.");
		byte = *check->next++;
		*value |= (uint64) (byte & 0x7F) << shift;
		if (shift == 63 && byte > 1)
			return fault(check, "A number is too long.");
		shift += 7;
	} while (byte & 0x80);

	if (byte == 0 && shift > 7)
		return fault(check, "A number is not in its shortest form.");
	if (*value > maximum)
		return fault(check, "A number is too large.");

	return true;
}

/* Check version, flags, scale and the numbers of candidates and rankings. */
static bool
check_head(Check *check)
{
	uint64		ncandidates;
	uint64		left;

	if (check->end - check->next < 3)
		return fault(check, "It ends too early.");
	if (check->next[0] != PROFILE_FORMAT_VERSION)
		return fault(check, "Its version is not known.");
	if (check->next[1] != 0)
		return fault(check, "It has flags that are not known.");
	check->scale = check->next[2];
	if (check->scale > VOTES_SCALE)
		return fault(check, "Its weights have too many decimals.");
	check->next += 3;

	/* a label takes a byte at least, a ranking two */
	left = check->end - check->next;
	if (!check_varint(check, left, &ncandidates) ||
		!check_varint(check, left / 2, &check->nrankings))
		return false;
	check->ncandidates = (uint32) ncandidates;

	return true;
}

/* Check the labels: valid UTF-8, ascending. */
static bool
check_labels(Check *check)
{
	Label		last = {NULL, 0};

	for (uint32 i = 0; i < check->ncandidates; i++)
	{
		Label		label;
		uint64		length;

		CHECK_FOR_INTERRUPTS();
		if (!check_varint(check, MaxAllocSize, &length))
			return false;
		if (length > (uint64) (check->end - check->next))
			return fault(check, "It ends too early.");
		label.data = (const char *) check->next;
		label.length = (uint32) length;
		if (pg_encoding_verifymbstr(PG_UTF8, label.data, label.length) !=
			(int) label.length)
			return fault(check, "A label is not valid UTF-8.");
		if (i > 0 && label_cmp(last, label) >= 0)
			return fault(check, "The labels are not in ascending order.");
		last = label;
		check->next += length;
	}

	return true;
}

/* Read a token that ends before a limit, in as few bytes as can be. */
static bool
check_token(Check *check, const uint8 **p, const uint8 *limit, uint32 *token)
{
	uint8		again[TOKEN_BYTES_MAX];
	const uint8 *start = *p;
	int			size;

	if (start >= limit)
		return fault(check, "A ballot ends too early.");
	if (*start == BYTE_FOUR_BYTES)
		size = 5;
	else if (*start >= BYTE_TWO_BYTES && *start != BYTE_SEVERAL)
		size = 2;
	else
		size = 1;
	if (limit - start < size)
		return fault(check, "A ballot ends too early.");

	*token = token_read(p);
	if (*token == TOKEN_SEVERAL && size > 1)
		return fault(check, "A mark is for no candidate.");
	if (token_write(again, *token) - again != size)
		return fault(check, "A mark is not in its shortest form.");

	return true;
}

/* Check that a token marks a candidate, and remember which. */
static bool
check_mark(Check *check, uint32 token)
{
	uint32		code = token - TOKEN_FIRST_CODE;

	if (token < TOKEN_FIRST_CODE || code >= check->ncandidates)
		return fault(check, "A mark is for no candidate.");
	if (!check->marked[code])
	{
		check->marked[code] = true;
		check->nmarked++;
	}

	return true;
}

/* Check the marks of one rank that has several: ascending, at least two. */
static bool
check_marks(Check *check, const uint8 **p, const uint8 *limit)
{
	uint32		last = 0;
	uint32		token;
	int			nmarks = 0;

	for (;;)
	{
		if (!check_token(check, p, limit, &token))
			return false;
		if (token == TOKEN_SKIPPED)
			break;
		if (token == TOKEN_SEVERAL || !check_mark(check, token))
			return fault(check, "A mark is for no candidate.");
		if (token < last)
			return fault(check, "Marks at one rank are not in ascending order.");
		last = token;
		nmarks++;
	}
	if (nmarks < 2)
		return fault(check, "A rank with several marks has fewer than two.");

	return true;
}

/* Check one ballot's tokens. */
static bool
check_ballot(Check *check, Ballot ballot)
{
	const uint8 *p = ballot.tokens;
	const uint8 *limit = p + ballot.length;
	uint32		token = TOKEN_OVERVOTE;
	uint32		ranks = 0;

	while (p < limit)
	{
		if (++ranks > BALLOT_MAX_RANKS)
			return fault(check, "A ballot has too many ranks.");
		if (!check_token(check, &p, limit, &token))
			return false;
		if (token == TOKEN_SEVERAL)
		{
			if (!check_marks(check, &p, limit))
				return false;
		}
		else if (token >= TOKEN_FIRST_CODE && !check_mark(check, token))
			return false;
	}
	if (token == TOKEN_SKIPPED)
		return fault(check, "A ballot ends in a skipped rank.");

	return true;
}

/* Check a weight that follows a ranking's number of ballots. */
static bool
check_weight(Check *check, int64 ballots, Votes *votes)
{
	uint64		units;
	uint64		decimals = 0;
	uint64		one = 1;

	for (int i = 0; i < check->scale; i++)
		one *= 10;
	if (!check_varint(check, VOTES_MAX, &units))
		return false;
	if (check->scale > 0 && !check_varint(check, one - 1, &decimals))
		return false;

	votes->units = units;
	votes->nanos = decimals * (NANOS_PER_VOTE / one);
	if (votes_is_zero(*votes) || votes_cmp(*votes, votes_whole(ballots)) == 0)
		return fault(check, "A weight is zero, or not needed.");
	check->scale_used = Max(check->scale_used, votes_scale(*votes));

	return true;
}

/* Check a ranking's number of ballots and weight, and the totals. */
static bool
check_count(Check *check)
{
	uint64		packed;
	int64		ballots;
	Votes		votes;

	if (!check_varint(check, (uint64) VOTES_MAX * 2 + 1, &packed))
		return false;
	ballots = packed / 2;
	votes = votes_whole(ballots);
	if (ballots == 0)
		return fault(check, "A ranking has no ballots.");
	if (packed % 2 == 1 && !check_weight(check, ballots, &votes))
		return false;

	check->ballots += ballots;
	check->votes = votes_add(check->votes, votes);
	if (check->ballots > VOTES_MAX ||
		votes_cmp(check->votes, votes_whole(VOTES_MAX)) > 0)
		return fault(check, "It has too many votes.");

	return true;
}

/* Check the rankings: valid, ascending. */
static bool
check_rankings(Check *check)
{
	Ballot		last = {NULL, 0};

	for (uint64 i = 0; i < check->nrankings; i++)
	{
		Ballot		ballot;
		uint64		length;

		CHECK_FOR_INTERRUPTS();
		if (!check_varint(check, BALLOT_MAX_SIZE, &length))
			return false;
		if (length > (uint64) (check->end - check->next))
			return fault(check, "It ends too early.");
		ballot.tokens = check->next;
		ballot.length = (uint32) length;
		check->next += length;
		if (!check_ballot(check, ballot) || !check_count(check))
			return false;
		if (i > 0 && ballot_cmp(last, ballot) >= 0)
			return fault(check, "The rankings are not in ascending order.");
		last = ballot;
	}

	return true;
}

/*
 * Check bytes that claim to be a flat profile, without the varlena header.
 * Returns NULL, or a sentence that says what is wrong.
 */
const char *
flat_check(const uint8 *bytes, Size size)
{
	Check		check = {.next = bytes, .end = bytes + size};

	if (!check_head(&check) || !check_labels(&check))
		return check.fault;

	check.marked = palloc0(Max(check.ncandidates, 1));
	if (check_rankings(&check))
	{
		if (check.nmarked < check.ncandidates)
			fault(&check, "A label is not marked on any ballot.");
		else if (check.scale_used < check.scale)
			fault(&check, "The weights have fewer decimals than it says.");
		else if (check.next != check.end)
			fault(&check, "It goes on behind its end.");
	}
	pfree(check.marked);

	return check.fault;
}
