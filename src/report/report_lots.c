/*
 * report_lots.c
 *	  What decided a tie, on a count sheet, and its lots, so that anybody can draw
 *	  them again.
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

/* What the step that decided a tie goes by, as the end of a sentence. */
static const char *
how_step_decides(const SheetWords *words, const Contest *contest, const Tie *tie,
				 const char *what_picked_does)
{
	switch (tie->step)
	{
		case TIE_BACKWARDS:
			return psprintf(", which looks at earlier %ss, the last one first.", words->round);
		case TIE_FORWARDS:
			return psprintf(", which looks at earlier %ss, the first one first.", words->round);
		case TIE_FIRST_PREFERENCES:
			return psprintf(", which looks at %s 1.", words->round);
		case TIE_ALL_DIFFERENT:
			return psprintf(", which looks for the last earlier %s in which all differ.",
							words->round);
		case TIE_ORDER:
			return ", the agreed order.";
		case TIE_DRAWN:
			return ", a lot drawn by hand.";
		case TIE_LOT:
			return psprintf(", with seed \"%s\": the %s lot %s. A lot is the SHA-256 of the seed, a colon and the label:",
							safe_label(contest->rules->seed),
							tie->wanted == WANTED_FEWEST ? "lowest" : "highest",
							what_picked_does);
		default:
			return ".";
	}
}

/*
 * Put by which step one was picked.  Behind lots put_lots() puts each of them;
 * the words say what the one does on whom the lot fell.
 */
void
put_step(Paragraph *paragraph, const SheetWords *words, const Contest *contest,
		 const Tie *tie, const char *what_picked_does)
{
	paragraph_words(paragraph,
					psprintf("by step \"%s\"%s", tie_step_name(tie->step),
							 how_step_decides(words, contest, tie, what_picked_does)));
}

/* Put a text as one word of a shell's command. */
static void
put_quoted(StringInfo out, const char *text)
{
	appendStringInfoChar(out, '\'');
	for (const char *p = text; *p != '\0'; p++)
	{
		if (*p == '\'')
			appendStringInfoString(out, "'\\'");
		appendStringInfoChar(out, *p);
	}
	appendStringInfoChar(out, '\'');
}

/* Put a lot, and the command that draws it again. */
static void
put_lot(StringInfo out, Label seed, Label label)
{
	uint8		lot[PG_SHA256_DIGEST_LENGTH];
	char		hex[2 * LOT_BYTES_SHOWN + 1] = {0};

	draw_lot(seed, label, lot);
	(void) hex_encode((const char *) lot, LOT_BYTES_SHOWN, hex);
	appendStringInfo(out, "      %s...  printf '%%s' ", hex);
	put_quoted(out, psprintf("%s:%s", safe_label(seed), safe_label(label)));
	appendStringInfoString(out, " | sha256sum\n");
}

/*
 * Put the lots of those who were level, each on a line of its own with the
 * command that draws it again.  (What cannot be seen is escaped there too.)
 */
void
put_lots(StringInfo out, const Contest *contest, const Tie *tie)
{
	for (int i = 0; i < tie->n; i++)
		put_lot(out, contest->rules->seed, contest->roster->labels[tie->level[i]]);
}
