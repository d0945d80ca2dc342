/*
 * report_count.c
 *	  What the count sheets of every method say of a count.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"

#include "report/report_count.h"
#include "report/report_words.h"

/* Put those whom the rules name, below a word for them; some may be on no ballot. */
void
put_named(StringInfo out, const NameList *names, const Contest *contest,
		  const char *what, const LabelList *labels)
{
	Paragraph	paragraph;

	if (labels->n == 0)
		return;
	paragraph_begin(&paragraph, out, 0, 4);
	paragraph_words(&paragraph, what);
	for (int i = 0; i < labels->n; i++)
	{
		int			candidate = roster_find(contest->roster, labels->labels[i]);
		const char *comma = (i < labels->n - 1) ? "," : "";

		if (candidate != NO_CANDIDATE)
			paragraph_put(&paragraph, psprintf("%s%s", name_in_text(names, candidate), comma));
		else
		{
			paragraph_words(&paragraph, safe_label(labels->labels[i]));
			paragraph_words(&paragraph, psprintf("(on no ballot)%s", comma));
		}
	}
	paragraph_end(&paragraph);
}

/* Put who was struck out before the count. */
void
put_withdrawn(StringInfo out, const NameList *names, const Contest *contest)
{
	put_named(out, names, contest, "Withdrawn:", &contest->rules->withdrawn);
}

/* Put every tie in a count, each as the method's sheet does. */
void
put_ties(StringInfo out, const Count *count,
		 void (*put_tie) (const void *sheet, const Tie *tie), const void *sheet)
{
	bool		any = false;

	for (int r = 0; r < count->nrounds; r++)
	{
		const CountRound *round = count->rounds[r];

		CHECK_FOR_INTERRUPTS();
		for (int t = 0; t < round->nties; t++)
		{
			if (!any)
				appendStringInfoString(out, "\nTies\n");
			any = true;
			put_tie(sheet, &round->ties[t]);
		}
	}
}
