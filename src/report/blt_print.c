/*
 * blt_print.c
 *	  Writing BLT, see blt.h.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "report/blt.h"

/* Put a name in quotes; 0A000 for one that BLT has no way to write. */
static void
put_quoted(StringInfo out, Label name)
{
	for (uint32 i = 0; i < name.length; i++)
	{
		unsigned char c = (unsigned char) name.data[i];

		if (c == '"' || c < ' ' || c == 0x7F)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("BLT cannot tell a name with a quotation mark or a control character"),
					 errdetail("The name is \"%s\".", label_string(name)),
					 errhint("Give the candidate another label with profile_relabel(), or choose another title.")));
	}
	appendStringInfoChar(out, '"');
	appendBinaryStringInfo(out, name.data, name.length);
	appendStringInfoString(out, "\"\n");
}

/* Put a candidate's name; 0A000 for an empty one, which a BLT text does not have. */
static void
put_candidate(StringInfo out, Label name)
{
	if (name.length == 0)
		ereport(ERROR,
				(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
				 errmsg("BLT cannot tell a candidate without a name"),
				 errhint("Give the candidate a label with profile_relabel().")));
	put_quoted(out, name);
}

/* The place of a label in the list of candidates; 22023 if it has none. */
static int
find_candidate(const BltFrame *frame, Label label)
{
	int			found = label_list_find(&frame->names, label);

	if (found < 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("candidate is not listed"),
				 errdetail("\"%s\" is not among the candidates.", label_string(label)),
				 errhint("List all candidates who are marked on the ballots.")));

	return found;
}

/* Put a ballot's ranks; 0A000 for marks whose names are not known. */
static void
put_ranks(StringInfo out, Ballot ballot, const int *numbers)
{
	BallotIterator iterator = ballot_iterate(ballot);
	RankKind	kind;

	while (ballot_next_kind(&iterator, &kind))
	{
		char		separator = ' ';
		uint32		code;

		if (kind == RANK_NAMELESS)
			ereport(ERROR,
					(errcode(ERRCODE_FEATURE_NOT_SUPPORTED),
					 errmsg("BLT cannot tell an overvote without names"),
					 errdetail("A ranking has [] at a rank."),
					 errhint("See profile_rankings(p) for these ballots; leave them out, or make [] a skipped rank.")));
		if (kind == RANK_SKIPPED)
			appendStringInfoString(out, " -");
		while (ballot_next_mark(&iterator, &code))
		{
			appendStringInfo(out, "%c%d", separator, numbers[code]);
			separator = '=';
		}
	}
}

/*
 * Put a number of equal ballots; where they have weights, these stand there as
 * of one ballot, with a decimal point.
 */
static void
put_weight(StringInfo out, const RankingEntry *entry)
{
	if (votes_cmp(entry->votes, votes_whole(entry->ballots)) == 0)
		appendStringInfo(out, INT64_FORMAT, entry->ballots);
	else
		appendStringInfo(out, "%s%s", votes_to_string(entry->votes),
						 votes_scale(entry->votes) == 0 ? ".0" : "");
}

/* Print a profile's ballots, between a head and a foot, in UTF-8. */
void
blt_print(StringInfo out, const BltFrame *frame, ProfileReader *reader)
{
	int		   *numbers = palloc_extended(sizeof(int) * Max(reader->ncandidates, 1),
										  MCXT_ALLOC_HUGE);
	RankingEntry entry;

	for (uint32 i = 0; i < reader->ncandidates; i++)
		numbers[i] = find_candidate(frame, reader->labels[i]) + 1;

	appendStringInfo(out, "%d " INT64_FORMAT "\n", frame->names.n, frame->seats);
	for (int i = 0; i < frame->withdrawn.n; i++)
		appendStringInfo(out, "%s-%d%s", i > 0 ? " " : "",
						 find_candidate(frame, frame->withdrawn.labels[i]) + 1,
						 i == frame->withdrawn.n - 1 ? "\n" : "");
	while (profile_reader_next(reader, &entry))
	{
		put_weight(out, &entry);
		put_ranks(out, ballot_of_record(entry.record, NULL), numbers);
		appendStringInfoString(out, " 0\n");
		CHECK_FOR_INTERRUPTS();
	}
	appendStringInfoString(out, "0\n");
	for (int i = 0; i < frame->names.n; i++)
		put_candidate(out, frame->names.labels[i]);
	put_quoted(out, frame->title);
}
