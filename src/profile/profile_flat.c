/*
 * profile_flat.c
 *	  The flat form of a preference profile: reading its bytes.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "profile/profile_flat.h"

/* Take the head of a valid flat profile apart; returns where the labels lie. */
const uint8 *
flat_read_head(const uint8 *bytes, FlatHead *head)
{
	if (bytes[0] != PROFILE_FORMAT_VERSION || (bytes[1] & ~FLAT_PARTIAL) != 0)
		ereport(ERROR,
				(errcode(ERRCODE_DATA_CORRUPTED),
				 errmsg("unknown format of a stored preference profile"),
				 errdetail("Version %d, flags %d.", bytes[0], bytes[1]),
				 errhint("It may have been written by a later version of prefcount.")));
	head->partial = flat_is_partial(bytes);
	head->scale = bytes[2];
	bytes += 3;
	head->ncandidates = (uint32) varint_read(&bytes);
	head->nrankings = varint_read(&bytes);
	head->nloose = head->partial ? varint_read(&bytes) : 0;
	head->loose_size = head->partial ? varint_read(&bytes) : 0;
	head->labels = bytes;

	return bytes;
}

/* Find the labels, an array as long as the head says; returns their end. */
const uint8 *
flat_read_labels(const FlatHead *head, Label *labels)
{
	const uint8 *p = head->labels;

	for (uint32 i = 0; i < head->ncandidates; i++)
	{
		labels[i].length = (uint32) varint_read(&p);
		labels[i].data = (const char *) p;
		p += labels[i].length;
	}

	return p;
}

/* Read the weight that follows a ranking's number of ballots. */
Votes
flat_read_weight(const uint8 **p, int scale)
{
	Votes		votes = votes_whole(varint_read(p));

	if (scale > 0)
	{
		votes.nanos = varint_read(p);
		for (int i = scale; i < VOTES_SCALE; i++)
			votes.nanos *= 10;
	}

	return votes;
}
