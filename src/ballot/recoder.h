/*
 * recoder.h
 *	  Many ballots with the same other codes for their candidates.
 *
 * Where tokens of one byte become such, which is where there are fewer than
 * 238 candidates, a table says what each byte becomes, and a ballot keeps its
 * length.  All others go through ballot_recode().
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_RECODER_H
#define PREFCOUNT_RECODER_H

#include "postgres.h"

#include "ballot/ballot.h"

typedef struct Recoder
{
	BallotBuilder *builder;		/* of ballots that need one */
	const uint32 *new_codes;	/* by code; NULL: the codes stay as they are */
	bool		same_lengths;	/* no ballot becomes longer or shorter */
	uint8		by_byte[256];	/* BYTE_SEVERAL: look closer */
} Recoder;

extern void recoder_init(Recoder *recoder, BallotBuilder *builder,
						 const uint32 *new_codes, const uint32 *codes,
						 uint32 ncodes);
extern Ballot recoder_other_ballot(const Recoder *recoder, Ballot ballot);
extern void recoder_write(const Recoder *recoder, Ballot ballot, uint8 *tokens);

/* A ballot with the new codes; good until the builder is used again. */
static inline Ballot
recoder_ballot(const Recoder *recoder, Ballot ballot)
{
	return recoder->new_codes == NULL ? ballot :
		recoder_other_ballot(recoder, ballot);
}

/* How many bytes a ballot takes with the new codes. */
static inline uint32
recoder_length(const Recoder *recoder, Ballot ballot)
{
	return recoder->same_lengths ? ballot.length :
		recoder_ballot(recoder, ballot).length;
}

#endif							/* PREFCOUNT_RECODER_H */
