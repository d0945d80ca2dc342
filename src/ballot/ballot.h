/*
 * ballot.h
 *	  One ballot as it was marked, in compact form.
 *
 * A ballot is a run of bytes: a token a rank, best rank first, trailing
 * skipped ranks left out; no bytes at all is a blank ballot.  Candidates are
 * small codes that mean something only together with a list of labels
 * (candidates.h, or the head of a stored profile).
 *
 *	 token			   bytes
 *	 skipped rank	   00
 *	 nameless overvote 01
 *	 one candidate	   the number code + 2, see below
 *	 several marks	   FF, one number for each mark (ascending), 00
 *
 * A number below F0 (240) takes one byte; the next 14 * 256 two bytes, F0 to
 * FD first; larger ones FE and four bytes, big end first.  So where the codes
 * follow the labels' order, memcmp() puts ballots into canonical order: skip,
 * nameless overvote, single labels bytewise, several labels.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_BALLOT_H
#define PREFCOUNT_BALLOT_H

#include "postgres.h"

#define BALLOT_MAX_RANKS	32767
#define BALLOT_MAX_SIZE		(256 * 1024 * 1024) /* bytes of tokens */

#define TOKEN_SKIPPED		0
#define TOKEN_OVERVOTE		1	/* several marks, not known for whom */
#define TOKEN_FIRST_CODE	2	/* candidate codes start here */
#define TOKEN_SEVERAL		PG_UINT32_MAX	/* several marks follow, then 0 */

#define TOKEN_TWO_BYTES		240
#define ONE_BYTE_CODES		(TOKEN_TWO_BYTES - TOKEN_FIRST_CODE)
#define TOKEN_FOUR_BYTES	(TOKEN_TWO_BYTES + 14 * 256)
#define TOKEN_BYTES_MAX		5	/* the longest token */

#define BYTE_TWO_BYTES		0xF0
#define BYTE_FOUR_BYTES		0xFE
#define BYTE_SEVERAL		0xFF

/* Read the token at *p and step over it. */
static inline uint32
token_read(const uint8 **p)
{
	const uint8 *b = *p;

	if (likely(b[0] < BYTE_TWO_BYTES))
	{
		*p = b + 1;
		return b[0];
	}
	if (b[0] == BYTE_SEVERAL)
	{
		*p = b + 1;
		return TOKEN_SEVERAL;
	}
	if (b[0] == BYTE_FOUR_BYTES)
	{
		*p = b + 5;
		return ((uint32) b[1] << 24) | ((uint32) b[2] << 16) |
			((uint32) b[3] << 8) | b[4];
	}
	*p = b + 2;
	return TOKEN_TWO_BYTES + (b[0] - BYTE_TWO_BYTES) * 256 + b[1];
}

/* Write a token (not TOKEN_SEVERAL's marks) at p; returns the end. */
static inline uint8 *
token_write(uint8 *p, uint32 token)
{
	if (likely(token < TOKEN_TWO_BYTES))
		*p++ = (uint8) token;
	else if (token == TOKEN_SEVERAL)
		*p++ = BYTE_SEVERAL;
	else if (token < TOKEN_FOUR_BYTES)
	{
		token -= TOKEN_TWO_BYTES;
		*p++ = (uint8) (BYTE_TWO_BYTES + token / 256);
		*p++ = (uint8) (token % 256);
	}
	else
	{
		*p++ = BYTE_FOUR_BYTES;
		*p++ = (uint8) (token >> 24);
		*p++ = (uint8) (token >> 16);
		*p++ = (uint8) (token >> 8);
		*p++ = (uint8) token;
	}
	return p;
}

/* A ballot in compact form: where its tokens lie. */
typedef struct Ballot
{
	const uint8 *tokens;
	uint32		length;			/* in bytes */
} Ballot;

/*
 * Steps through a valid ballot: from rank to rank and through the marks at each,
 * or through all marks whatever their rank.  All reading of tokens is done here,
 * but where a table of bytes is quicker (reading.h) and where bytes are not yet
 * known to be a ballot (profile_check.c).
 */
typedef enum RankKind
{
	RANK_SKIPPED,
	RANK_NAMELESS,				/* an overvote, not known for whom */
	RANK_ONE,					/* a mark for one candidate */
	RANK_SEVERAL				/* marks for several */
} RankKind;

typedef struct BallotIterator
{
	const uint8 *next;			/* the next token */
	const uint8 *end;
	uint32		one;			/* the mark's token of RANK_ONE, till it is read */
	bool		several;		/* of RANK_SEVERAL marks are left to read */
} BallotIterator;

/* Begin before a ballot's first rank. */
static inline BallotIterator
ballot_iterate(Ballot ballot)
{
	return (BallotIterator) {ballot.tokens, ballot.tokens + ballot.length, 0, false};
}

/* Step to the next rank, past marks that have not been read; false: none. */
static inline bool
ballot_next_kind(BallotIterator *iterator, RankKind *kind)
{
	uint32		token;

	while (unlikely(iterator->several))
		iterator->several = token_read(&iterator->next) != TOKEN_SKIPPED;
	if (iterator->next >= iterator->end)
		return false;
	token = token_read(&iterator->next);
	iterator->one = TOKEN_SKIPPED;
	if (likely(token >= TOKEN_FIRST_CODE && token != TOKEN_SEVERAL))
	{
		iterator->one = token;
		*kind = RANK_ONE;
	}
	else
	{
		iterator->several = (token == TOKEN_SEVERAL);
		*kind = token == TOKEN_SEVERAL ? RANK_SEVERAL :
			token == TOKEN_OVERVOTE ? RANK_NAMELESS : RANK_SKIPPED;
	}
	return true;
}

/* The candidate of the next mark at this rank, by code; false: no more. */
static inline bool
ballot_next_mark(BallotIterator *iterator, uint32 *code)
{
	uint32		token = iterator->one;

	if (iterator->several)
	{
		token = token_read(&iterator->next);
		iterator->several = (token != TOKEN_SKIPPED);
	}
	else
		iterator->one = TOKEN_SKIPPED;
	*code = token - TOKEN_FIRST_CODE;

	return token != TOKEN_SKIPPED;
}

/* The candidate of the next mark at whatever rank; false: no more. */
static inline bool
ballot_next_code(BallotIterator *iterator, uint32 *code)
{
	while (iterator->next < iterator->end)
	{
		uint32		token = token_read(&iterator->next);

		if (likely(token >= TOKEN_FIRST_CODE && token != TOKEN_SEVERAL))
		{
			*code = token - TOKEN_FIRST_CODE;
			return true;
		}
	}
	return false;
}

/*
 * Compare tokens bytewise, a shorter ballot before those it begins: canonical
 * order, where the codes follow the labels'.
 */
static inline int
ballot_cmp(Ballot a, Ballot b)
{
	int			cmp = memcmp(a.tokens, b.tokens, Min(a.length, b.length));

	if (cmp != 0)
		return cmp;
	return (a.length > b.length) - (a.length < b.length);
}

/*
 * Ballots lie in memory and in stored profiles as records: the length of the
 * tokens as a varint (seven bits a byte, low ones first, top bit: more
 * follow), then the tokens.  A pointer to the record is all one has to keep.
 */
static inline uint64
varint_read(const uint8 **p)
{
	const uint8 *b = *p;
	uint64		value = *b & 0x7F;
	int			shift = 7;

	while (unlikely(*b++ & 0x80))
	{
		value |= (uint64) (*b & 0x7F) << shift;
		shift += 7;
	}
	*p = b;
	return value;
}

static inline uint8 *
varint_write(uint8 *p, uint64 value)
{
	while (value >= 0x80)
	{
		*p++ = (uint8) (value | 0x80);
		value >>= 7;
	}
	*p++ = (uint8) value;
	return p;
}

/* How many bytes varint_write() takes. */
static inline int
varint_size(uint64 value)
{
	int			size = 1;

	while (value >= 0x80)
	{
		value >>= 7;
		size++;
	}
	return size;
}

#define VARINT_BYTES_MAX	10

/* The ballot of a record; *end is set behind it when end is given. */
static inline Ballot
ballot_of_record(const uint8 *record, const uint8 **end)
{
	Ballot		ballot;

	ballot.length = (uint32) varint_read(&record);
	ballot.tokens = record;
	if (end)
		*end = record + ballot.length;
	return ballot;
}

/*
 * Builds a ballot rank by rank, from the best, then gives it away in a buffer
 * that is used again.
 */
typedef struct BallotBuilder
{
	MemoryContext context;
	uint8	   *tokens;
	uint32		length;
	uint32		allocated;
	uint32		ranks;			/* written, the skipped ones not yet */
	uint32		skipped;		/* since the last mark */
} BallotBuilder;

/* New codes by which ballot_recode() makes something else of a mark. */
#define CODE_STRUCK			PG_UINT32_MAX	/* nothing: a rank left empty is dropped */
#define CODE_SKIPPED		(PG_UINT32_MAX - 1) /* nothing: the rank is skipped */
#define CODE_NAMELESS		(PG_UINT32_MAX - 2) /* an overvote without names */

extern void ballot_builder_init(BallotBuilder *builder, MemoryContext context);
extern void ballot_begin(BallotBuilder *builder);
extern void ballot_add_skipped(BallotBuilder *builder);
extern void ballot_add_any_mark(BallotBuilder *builder, uint32 code);
extern void ballot_add_marks(BallotBuilder *builder, uint32 *codes, int ncodes);
extern Ballot ballot_finish(BallotBuilder *builder);
extern uint8 *ballot_room(BallotBuilder *builder, uint32 length);
extern Ballot ballot_recode(BallotBuilder *builder, Ballot ballot,
							const uint32 *new_codes);

/* The rank that the next mark is for, which may be one too many. */
static inline uint32
ballot_next_rank(const BallotBuilder *builder)
{
	return builder->ranks + builder->skipped + 1;
}

/* Mark one candidate at the next rank. */
static inline void
ballot_add_mark(BallotBuilder *builder, uint32 code)
{
	if (likely(builder->skipped == 0 && builder->length < builder->allocated &&
			   code < ONE_BYTE_CODES &&
			   builder->ranks < BALLOT_MAX_RANKS))
	{
		builder->tokens[builder->length++] = (uint8) (code + TOKEN_FIRST_CODE);
		builder->ranks++;
	}
	else
		ballot_add_any_mark(builder, code);
}

#endif							/* PREFCOUNT_BALLOT_H */
