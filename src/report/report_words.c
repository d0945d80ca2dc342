/*
 * report_words.c
 *	  Words and sentences of a count sheet.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "report/report_words.h"

/*
 * The words of laws that were read; presets that are not here, and rules of
 * one's own, have the first line.  Presets for one seat and for several have
 * the same words where they have the same name: doc/rules.md 7.15.
 */
static const SheetWords all_words[] = {
	{NULL, "round", "goes out", "go out", "exhausted", "no choice left", "blank",
	"needed to win", "quota"},
	{"act", "count", "is excluded", "are excluded", "exhausted", "no choice left", "blank",
	"needed to win", "quota"},
	{"alaska", "round", "is defeated", "are defeated", "inactive", "no ranking left", "blank",
	"needed to win", "quota"},
	{"australia_house", "count", "is excluded", "are excluded", "exhausted", "no choice left",
	"blank", "absolute majority", "quota"},
	{"australia_senate", "count", "is excluded", "are excluded", "exhausted", "no choice left",
	"blank", "needed to win", "quota"},
	{"ers97", "stage", "is excluded", "are excluded", "non-transferable", "no choice left",
	"blank", "needed to win", "quota"},
	{"hugo", "round", "is eliminated", "are eliminated", "exhausted", "no choice left", "blank",
	"needed to win", "quota"},
	{"ireland_president", "count", "is excluded", "are excluded", "non-transferable",
	"no choice left", "blank", "needed to win", "quota"},
	{"maine", "round", "is defeated", "are defeated", "exhausted", "no choice left", "blank",
	"needed to win", "quota"},
	{"minneapolis", "round", "is defeated", "are defeated", "exhausted", "no choice left",
	"undervotes", "threshold", "threshold"},
	{"northern_ireland", "stage", "is excluded", "are excluded", "non-transferable",
	"no choice left", "blank", "needed to win", "quota"},
	{"nyc", "round", "is eliminated", "are eliminated", "exhausted", "no choice left", "blank",
	"needed to win", "quota"},
	{"oakland", "round", "is eliminated", "are eliminated", "not continuing", "exhausted",
	"undervotes", "majority of votes", "quota"},
	{"san_francisco", "round", "is eliminated", "are eliminated", "exhausted", "no choice left",
	"blank", "majority", "quota"},
	{"scotland", "stage", "is excluded", "are excluded", "non-transferable", "no choice left",
	"blank", "quota", "quota"},
	{"supplementary_vote", "round", "is eliminated", "are eliminated", "exhausted",
	"no choice left", "blank", "needed to win", "quota"},
	{"united_kingdom_av", "stage", "is eliminated", "are eliminated", "not reallocated",
	"no choice left", "blank", "needed to win", "quota"},
	{"victoria", "count", "is excluded", "are excluded", "exhausted", "no choice left", "blank",
	"needed to win", "quota"},
};

/* The words of a preset's law; NULL: of no preset. */
const SheetWords *
sheet_words(const RulesPreset *preset)
{
	for (int i = 1; preset != NULL && i < (int) lengthof(all_words); i++)
	{
		if (strcmp(all_words[i].preset, preset->name) == 0)
			return &all_words[i];
	}
	return &all_words[0];
}

/* A word as it begins a sentence. */
char *
capitalized(const char *word)
{
	char	   *result = pstrdup(word);

	result[0] = pg_ascii_toupper(result[0]);

	return result;
}

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
	const char *name = names->in_text[candidate];

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

/* Put which lot drawn by hand would decide a tie that is left, to be copied; NULL: none would. */
void
put_missing_lot(Paragraph *paragraph, const char *lot)
{
	if (lot == NULL)
		return;
	paragraph_words(paragraph, "When it is drawn, enter it in the rule \"drawn\":");
	paragraph_break(paragraph);
	paragraph_put(paragraph, safe_json((Label) {lot, strlen(lot)}));
}

/* The text of a sheet, which was written in UTF-8, without its last newline. */
text *
sheet_text(StringInfo out)
{
	return label_to_text((Label) {out->data, out->len - 1});
}
