/*
 * report_lots.c
 *	  The lots of a tie on a count sheet, so that anybody can draw them again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "count/tiebreak.h"
#include "report/report_lots.h"

/* So many bytes of a lot are shown. */
#define LOT_BYTES_SHOWN		8

/* Put the lots of those who were level, so that anybody can draw them again. */
void
put_lots(Paragraph *paragraph, const NameList *names, const Contest *contest,
		 const Tie *tie)
{
	Label		seed = contest->rules->seed;

	paragraph_words(paragraph,
					psprintf("with seed \"%s\"; SHA-256 of the seed, a colon and the label begins with",
							 safe_label(seed)));
	for (int i = 0; i < tie->n; i++)
	{
		uint8		lot[PG_SHA256_DIGEST_LENGTH];
		char		hex[2 * LOT_BYTES_SHOWN + 1] = {0};

		draw_lot(seed, contest->roster->labels[tie->level[i]], lot);
		(void) hex_encode((const char *) lot, LOT_BYTES_SHOWN, hex);
		paragraph_put(paragraph, hex);
		paragraph_put(paragraph, psprintf("(%s)%s", names->shown[tie->level[i]],
										  i < tie->n - 1 ? "," : ":"));
	}
}
