/*
 * report_words.c
 *	  Sentences of a count sheet: numbers, names, lots that are missing.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/tiebreak.h"
#include "report/report_words.h"

/* Put one paragraph of words. */
void
put_words(StringInfo out, int start, int indent, const char *words)
{
	Paragraph	paragraph;

	paragraph_begin(&paragraph, out, start, indent);
	paragraph_words(&paragraph, words);
	paragraph_end(&paragraph);
}

/* A number of things. */
char *
how_many(const char *number, const char *thing)
{
	return psprintf("%s %s%s", number, thing, strcmp(number, "1") == 0 ? "" : "s");
}

/* A number of votes, and what they are. */
char *
how_many_votes(Votes votes)
{
	return how_many(votes_to_string(votes), "vote");
}

/* What a candidate is called within a sentence. */
char *
name_in_text(const NameList *names, int candidate)
{
	const char *name = names->shown[candidate];

	return strchr(name, ',') != NULL ? psprintf("\"%s\"", name) : pstrdup(name);
}

/* Put a list of candidates: A, B and C. */
void
put_names(Paragraph *paragraph, const NameList *names, const int *candidates, int n)
{
	for (int i = 0; i < n; i++)
	{
		if (i > 0 && i == n - 1)
			paragraph_put(paragraph, "and");
		paragraph_put(paragraph, psprintf("%s%s", name_in_text(names, candidates[i]),
										  i < n - 2 ? "," : ""));
	}
}

/* Put the full names of those whose names were cut. */
void
put_full_names(StringInfo out, const NameList *names)
{
	bool		any = false;

	for (int i = 0; i < names->n; i++)
	{
		if (names->shown[i] == names->full[i])
			continue;
		if (!any)
			appendStringInfoString(out, "\nFull names\n");
		any = true;
		appendStringInfo(out, "  [%d] %s\n", i + 1, names->full[i]);
	}
}

/* Put which lot drawn by hand would decide a tie that is left. */
void
put_missing_lot(Paragraph *paragraph, const Count *count, const CountRound *round,
				const int *level, int n, Wanted wanted)
{
	char	   *lot = drawn_lot_missing(count, round, level, n, wanted);

	if (lot == NULL)
		return;
	paragraph_words(paragraph, "When a lot is drawn by hand, enter it in the rule \"drawn\":");
	paragraph_put(paragraph, safe_json((Label) {lot, strlen(lot)}));
}

/* The text of a sheet, which was written in UTF-8, without its last newline. */
text *
sheet_text(StringInfo out)
{
	return label_to_text((Label) {out->data, out->len - 1});
}
