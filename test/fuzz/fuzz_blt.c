/*
 * fuzz_blt.c
 *	  BLT: refused with an error, or a profile that can be written again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "report/blt.h"
#include "base/pgcompat.h"
#include "profile/profile_datum.h"
#include "profiles.h"
#include "server.h"

/* What profile_from_blt() does. */
static struct varlena *
parse_blt(const char *source, int length)
{
	Profile    *profile = new_profile();
	Blt			blt;

	blt_parse(&blt, source, length);
	blt_add_ballots(&blt, profile);
	return profile_flatten(profile);
}

/* What profile_to_blt() does, and reading that. */
static struct varlena *
write_and_parse(struct varlena *flat, Votes *total)
{
	ProfileReader reader;
	RankingEntry entry;
	BltFrame	frame = {.seats = 1, .title = {"", 0}};
	StringInfoData out;

	*total = votes_whole(0);
	profile_reader_open(&reader, PointerGetDatum(flat));
	while (profile_reader_next(&reader, &entry))
		*total = votes_add(*total, entry.votes);
	profile_reader_rewind(&reader);

	frame.names.n = reader.ncandidates;
	frame.names.labels = unconstify(Label *, reader.labels);
	MUST(label_list_sort(&frame.names) < 0);
	initStringInfo(&out);
	blt_print(&out, &frame, &reader);
	return parse_blt(out.data, out.len);
}

/*
 * Ballots of one ranking with weights of their own become one ballot when they
 * are written: only from then on nothing changes but by that.
 */
static void
read_blt(const uint8 *data, size_t size)
{
	char	   *source = palloc(size);	/* just as long, for the sanitizer */
	struct varlena *first;
	struct varlena *second;
	struct varlena *third;
	Votes		total;
	Votes		total_again;

	memcpy(source, data, size);
	if (pg_encoding_verifymbstr(PG_UTF8, source, size) != (int) size)
		return;
	first = parse_blt(source, size);
	check_profile(first);
	second = write_and_parse(first, &total);
	third = write_and_parse(second, &total_again);
	MUST(votes_cmp(total, total_again) == 0);
	MUST(VARSIZE(second) == VARSIZE(third) && memcmp(second, third, VARSIZE(third)) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8 *data, size_t size)
{
	run_input(read_blt, data, size);
	return 0;
}
