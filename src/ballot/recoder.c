/*
 * recoder.c
 *	  Many ballots with the same other codes for their candidates.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "ballot/recoder.h"

/*
 * Get ready to give the listed codes, which are all that ballots mark, other
 * ones; none of these may be CODE_STRUCK.  The array stays the caller's.
 */
void
recoder_init(Recoder *recoder, BallotBuilder *builder, const uint32 *new_codes,
			 const uint32 *codes, uint32 ncodes)
{
	bool		same = true;

	recoder->builder = builder;
	recoder->same_lengths = true;
	memset(recoder->by_byte, BYTE_SEVERAL, sizeof(recoder->by_byte));
	recoder->by_byte[TOKEN_SKIPPED] = TOKEN_SKIPPED;
	recoder->by_byte[TOKEN_OVERVOTE] = TOKEN_OVERVOTE;
	for (uint32 i = 0; i < ncodes; i++)
	{
		uint32		code = codes[i];
		uint32		new_code = new_codes[code];

		same &= (new_code == code);
		if (code < ONE_BYTE_CODES && new_code < ONE_BYTE_CODES)
			recoder->by_byte[code + TOKEN_FIRST_CODE] = new_code + TOKEN_FIRST_CODE;
		else
			recoder->same_lengths = false;
	}
	recoder->same_lengths |= same;
	recoder->new_codes = same ? NULL : new_codes;
}

/* Write a ballot byte by byte; false if it has others than the table knows. */
static bool
write_by_byte(const Recoder *recoder, Ballot ballot, uint8 *tokens)
{
	bool		known = true;

	for (uint32 i = 0; i < ballot.length; i++)
	{
		tokens[i] = recoder->by_byte[ballot.tokens[i]];
		known &= (tokens[i] != BYTE_SEVERAL);
	}

	return known;
}

/* What recoder_ballot() does where codes are other ones. */
Ballot
recoder_other_ballot(const Recoder *recoder, Ballot ballot)
{
	if (write_by_byte(recoder, ballot, ballot_room(recoder->builder, ballot.length)))
		return ballot_finish(recoder->builder);

	return ballot_recode(recoder->builder, ballot, recoder->new_codes);
}

/* Write a ballot with the new codes to where recoder_length() bytes have room. */
void
recoder_write(const Recoder *recoder, Ballot ballot, uint8 *tokens)
{
	if (recoder->new_codes != NULL && recoder->same_lengths &&
		write_by_byte(recoder, ballot, tokens))
		return;

	ballot = recoder_ballot(recoder, ballot);
	memcpy(tokens, ballot.tokens, ballot.length);
}
