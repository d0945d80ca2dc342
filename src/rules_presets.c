/*
 * rules_presets.c
 *	  Rule books that are known by name: irv_rules() and irv_rules_presets().
 *
 * doc/rules.md says for each key which provision it comes from; a change here
 * is a change there.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "funcapi.h"
#include "lib/stringinfo.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "columns.h"
#include "pgcompat.h"
#include "rules_presets.h"

PG_FUNCTION_INFO_V1(prefcount_irv_rules);
PG_FUNCTION_INFO_V1(prefcount_irv_rules_presets);

#define PRESET_COLUMNS	3

/* By name; C strings that follow one another are one string. */
static const RulesPreset rules_presets[] = {
	{
		"alaska",
		"{\"unlisted\": \"skip\", \"overvotes\": \"exhaust\", \"max_skipped\": 1,"
		" \"duplicates\": \"skip\", \"threshold\": \"continuing\","
		" \"stop\": \"two_remain\", \"elimination\": \"single\","
		" \"tie_break\": [\"leave\"]}",
		"State elections in Alaska since 2022: Alaska Statutes 15.15.350(c) to (g),"
		" and the Division of Elections' notes to its published results."
		" A majority in the first round ends the official count there; here it goes on"
		" to the last two, with the same winner."
		" Ties are drawn by lot by law; this preset leaves them."
	},
	{
		"hugo",
		"{\"threshold\": \"continuing\", \"stop\": \"majority\","
		" \"elimination\": \"single\", \"tie_break\": [\"leave\"],"
		" \"runner_up\": \"winner_removed\"}",
		"Final ballot of the Hugo Awards: Constitution of the World Science Fiction"
		" Society, section 6.4 and the sections of article 3 on tallying."
		" No Award is a candidate like any other."
		" Two tests come after the count: whether more ballots prefer No Award to the"
		" winner, which is a row of pairwise(), and whether enough ballots were cast."
		" When all who remain are level they win jointly: status tied."
		" Section 6.4 breaks a tie for elimination by first preferences and otherwise"
		" eliminates all the tied; where such a tie ends the count, count again with"
		" tie_break first_preferences, leave."
	},
	{
		"ireland_president",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": 0, \"duplicates\": \"exhaust\","
		" \"threshold\": \"continuing\", \"stop\": \"majority\","
		" \"elimination\": \"single\", \"tie_break\": [\"forwards\", \"leave\"]}",
		"President of Ireland: Presidential Elections Act 1993, part IV, after the third"
		" schedule to the act of 1937."
		" The quota is half of the valid papers and one more; with one seat nobody"
		" reaches it without a majority of the continuing votes, and the winner is the"
		" same."
		" The returning officer may put several candidates out together, which depends"
		" also on the refund of expenses: here they go out one at a time."
		" A candidate marked with two numbers stops the paper at the first of them by"
		" law, here at the second."
		" The lot that ends a tie is not drawn; this preset leaves the tie."
	},
	{
		"labour",
		"{\"threshold\": \"continuing\", \"stop\": \"majority\","
		" \"elimination\": \"single\", \"tie_break\": [\"leave\"],"
		" \"runner_up\": \"deciding_round\"}",
		"Leader and deputy leader of the British Labour Party, one member one vote:"
		" Rule Book, chapter 4, clause II.2.C, as declared in 2015 and 2020."
		" The count stops at the first majority of the votes that still count, so second"
		" place is the one in the round that elected, as declared."
		" The Rule Book says nothing of ties, of papers marked wrongly, or of a second"
		" place; those are set by the officers of each election."
	},
	{
		"maine",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": 1, \"duplicates\": \"skip\","
		" \"threshold\": \"continuing\", \"stop\": \"two_remain\","
		" \"elimination\": \"single\", \"tie_break\": [\"leave\"]}",
		"State primaries and federal elections in Maine: Maine Revised Statutes 21-A"
		" section 723-A, and rules of the Secretary of State 29-250, chapter 535."
		" Chapter 304 of the public laws of 2023 repealed batch elimination: for counts"
		" before that, add elimination batch; the old text also put together candidates"
		" whose sum just equalled the next one's votes, which batch does not."
		" A first-round majority of all ballots cast ends the official count; here it"
		" goes on to the last two, with the same winner."
		" A tie for last place is drawn by lot, a tie of the last two is not (section"
		" 732); this preset leaves both, and a lot added to tie_break would decide both."
	},
	{
		"minneapolis",
		"{\"overvotes\": \"skip\", \"max_skipped\": null, \"duplicates\": \"skip\","
		" \"threshold\": \"first_round\", \"stop\": \"majority\","
		" \"elimination\": \"batch\", \"tie_break\": [\"leave\"]}",
		"Single seats in Minneapolis: Code of Ordinances, chapter 167, sections 167.20"
		" and 167.60, as amended in 2013 and 2015."
		" Until 2013 an overvote, a candidate marked again or two skipped ranks ended a"
		" ballot: add overvotes exhaust, duplicates exhaust, max_skipped 1."
		" Undeclared write-ins go out in one step with the first batch by ordinance;"
		" the rule write_in takes them out alone, in a round of their own, and lets"
		" nobody win before that: the winner is the same, the number of rounds is not."
		" The first look at first choices, with a stricter threshold, is left out: it"
		" ends some counts sooner with the same winner."
		" Ties are drawn by lot (section 167.75); this preset leaves them."
	},
	{
		"san_francisco",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": null,"
		" \"threshold\": \"continuing\", \"stop\": \"majority\","
		" \"elimination\": \"batch\", \"tie_break\": [\"leave\"]}",
		"City offices of San Francisco: Charter, section 13.102."
		" The charter says nothing of a candidate marked twice (the Department of"
		" Elections counts the first mark, as the default does) and leaves ties to"
		" state law, which has them drawn by lot; this preset leaves them."
		" Tables published by the Department may show the candidates going out one at a"
		" time and the count going on to the last two: add elimination single and stop"
		" two_remain to compare with those. The winner is the same."
	},
	{
		"scotland",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": 0,"
		" \"threshold\": \"first_round\", \"stop\": \"majority\","
		" \"elimination\": \"single\", \"tie_break\": [\"backwards\", \"leave\"]}",
		"A single seat in a Scottish council, as at a by-election: Scottish Local"
		" Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 44 to 53,"
		" and before it the order of 2007 (SSI 2007/42), rules 43 to 52."
		" More than one seat is the single transferable vote, which prefcount does not"
		" count."
		" The orders do not say what happens when two of three tied candidates are"
		" lowest together at the last stage that differs, nor to a candidate marked"
		" twice: here the search goes on backwards, and the second mark is passed over."
		" The lot that ends a tie is not drawn; this preset leaves the tie."
	},
	{
		"supplementary_vote",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": 0, \"duplicates\": \"skip\","
		" \"max_rankings\": 2, \"threshold\": \"first_round\", \"stop\": \"majority\","
		" \"elimination\": \"top_two\", \"tie_break\": [\"leave\"]}",
		"Mayor of London from 2000, other elected mayors in England and police and crime"
		" commissioners, to 2021: Greater London Authority Act 1999, schedule 2, part I,"
		" as it stood before the Elections Act 2022."
		" A paper without a valid first preference was void and never counted as a vote:"
		" here it is among the exhausted ballots of round 1."
		" When several share second place in the first round all of them stay in."
		" A tie in the second round is drawn by lot; this preset leaves it."
	},
};

/* Find a preset by its exact name; NULL when there is none. */
const RulesPreset *
rules_preset_find(const char *name)
{
	for (int i = 0; i < (int) lengthof(rules_presets); i++)
	{
		if (strcmp(rules_presets[i].name, name) == 0)
			return &rules_presets[i];
	}
	return NULL;
}

/* The names of all presets, for a hint. */
static char *
preset_names(void)
{
	StringInfoData names;

	initStringInfo(&names);
	for (int i = 0; i < (int) lengthof(rules_presets); i++)
	{
		if (i > 0)
			appendStringInfoString(&names, ", ");
		appendStringInfoString(&names, rules_presets[i].name);
	}
	return names.data;
}

static Datum
preset_rules(const RulesPreset *preset)
{
	return DirectFunctionCall1(jsonb_in, CStringGetDatum(preset->rules));
}

/* irv_rules(name): the rules of a preset. */
Datum
prefcount_irv_rules(PG_FUNCTION_ARGS)
{
	char	   *name = text_to_cstring(PG_GETARG_TEXT_PP(0));
	const RulesPreset *preset = rules_preset_find(name);

	if (preset == NULL)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("unknown rules preset"),
				 errdetail("There is no preset \"%s\".", name),
				 errhint("The presets are %s.", preset_names())));
	PG_RETURN_DATUM(preset_rules(preset));
}

/* irv_rules_presets(): all presets, by name. */
Datum
prefcount_irv_rules_presets(PG_FUNCTION_ARGS)
{
	ReturnSetInfo *rsinfo = (ReturnSetInfo *) fcinfo->resultinfo;

	InitMaterializedSRF(fcinfo, 0);
	check_columns(rsinfo->setDesc, PRESET_COLUMNS);
	for (int i = 0; i < (int) lengthof(rules_presets); i++)
	{
		const RulesPreset *preset = &rules_presets[i];
		Datum		values[PRESET_COLUMNS];
		bool		nulls[PRESET_COLUMNS] = {false};

		values[0] = CStringGetTextDatum(preset->name);
		values[1] = preset_rules(preset);
		values[2] = CStringGetTextDatum(preset->description);
		tuplestore_putvalues(rsinfo->setResult, rsinfo->setDesc, values, nulls);
	}
	return (Datum) 0;
}
