/*
 * rules_presets.c
 *	  Rule books that are known by name.
 *
 * doc/rules.md says for each key which provision it comes from; a change here
 * is a change there.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/builtins.h"
#include "utils/fmgrprotos.h"

#include "base/pgcompat.h"
#include "count/rules_presets.h"
#include "count/stv_rules.h"

#define PRESET_KEYS_MAX	100		/* more than any preset has */

/* By name; C strings that follow one another are one string. */
static const RulesPreset rules_presets[] = {
	{
		"alaska",
		"{\"unlisted\": \"skip\", \"overvotes\": \"exhaust\", \"max_skipped\": 1,"
		" \"duplicates\": \"skip\", \"threshold\": \"continuing\","
		" \"stop\": \"two_remain\", \"elimination\": \"single\","
		" \"tie_break\": [\"drawn\", \"leave\"]}",
		"State elections in Alaska since 2022: Alaska Statutes 15.15.350(c) to (g),"
		" regulation 6 AAC 25.071 on write-ins, and the Division of Elections' notes to"
		" its published results."
		" A majority in the first round ends the official count there; here it goes on"
		" to the last two, with the same winner."
		" Write-ins are all passed over only where together they are too few by"
		" regulation; else they are candidates, and have to be listed."
		" Ties are drawn by lot by law: enter the lot in the rule drawn."
	},
	{
		"australia_house",
		"{\"threshold\": \"first_round\", \"stop\": \"two_remain\","
		" \"elimination\": \"single\","
		" \"tie_break\": {\"elimination\": [\"backwards\", \"drawn\", \"leave\"],"
		" \"win\": [\"leave\"]}}",
		"House of Representatives of Australia: Commonwealth Electoral Act 1918, section"
		" 274 (compilations of 1 July 2014 and of 18 February 2022)."
		" Only formal papers are counted, which number every candidate (sections 240 and"
		" 268): leave the others out of the profile."
		" A majority of first preferences ends the official count; here it goes on to the"
		" last two, as the full distribution of preferences does, with the same winner."
		" Where all but the first two have together fewer votes than the second, all of"
		" them are excluded at once by law (7AA), here one by one, with the same last two."
		" Of three or more who are level, two of them lowest together, the law looks for an"
		" earlier count with a single lowest one (9); here the search goes on among the two."
		" What no count decides is drawn by lot: enter the lot in the rule drawn."
		" A tie of the last two is not: there is a fresh scrutiny (9A), and it is left."
	},
	{
		"hugo",
		"{\"threshold\": \"continuing\", \"stop\": \"majority\","
		" \"elimination\": \"single\","
		" \"tie_break\": {\"elimination\": [\"first_preferences\", \"together\"],"
		" \"win\": [\"leave\"]}, \"runner_up\": \"winner_removed\"}",
		"Final ballot of the Hugo Awards: Constitution of the World Science Fiction"
		" Society, sections 6.4 and 6.5 and the sections of article 3 on tallying."
		" No Award is a candidate like any other."
		" Two tests come after the count: whether more ballots prefer No Award to the"
		" winner, which is a row of pairwise(), and whether enough ballots were cast."
		" When all who remain are level they win jointly: status tied."
		" Only where three or more remain, all level, with unequal first preferences"
		" does this preset break a tie that article 3 leaves."
	},
	{
		"ireland_president",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": 0, \"duplicates\": \"exhaust\","
		" \"threshold\": \"continuing\", \"stop\": \"majority\","
		" \"elimination\": \"batch\", \"tie_break\": [\"forwards\", \"drawn\", \"leave\"]}",
		"President of Ireland: Presidential Elections Act 1993, part IV, after the third"
		" schedule to the act of 1937."
		" The quota is half of the valid papers and one more; with one seat nobody"
		" reaches it without a majority of the continuing votes, and the winner is the"
		" same."
		" Candidates who together cannot reach the next one are excluded together"
		" (section 51(2)); that a candidate who may yet reach a quarter of the quota, and"
		" so the refund of expenses, is kept apart is not in the rules."
		" A candidate marked with two numbers stops the paper at the first of them by"
		" law, here at the second."
		" What no count decides is drawn by lot: enter the lot in the rule drawn."
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
		"{\"overvotes\": \"exhaust_if_any_continuing\", \"max_skipped\": 1,"
		" \"duplicates\": \"skip\", \"threshold\": \"continuing\","
		" \"stop\": \"two_remain\", \"elimination\": \"single\","
		" \"tie_break\": {\"elimination\": [\"drawn\", \"leave\"], \"win\": [\"leave\"]}}",
		"State primaries and federal elections in Maine: Maine Revised Statutes 21-A"
		" section 723-A, and rules of the Secretary of State 29-250, chapter 535."
		" Chapter 304 of the public laws of 2023 repealed batch elimination: for counts"
		" before that, add elimination batch; the old text also put together candidates"
		" whose sum just equalled the next one's votes, which batch does not."
		" A first-round majority of the first choice votes ends the official count; here"
		" it goes on to the last two, with the same winner."
		" A tie for last place is drawn by lot: enter the lot in the rule drawn."
		" A tie of the last two is not (section 732), and is left."
	},
	{
		"minneapolis",
		"{\"overvotes\": \"skip\", \"max_skipped\": null, \"duplicates\": \"skip\","
		" \"threshold\": \"first_round\", \"stop\": \"majority_or_one\","
		" \"elimination\": \"batch\", \"tie_break\": [\"drawn\", \"leave\"],"
		" \"write_in_blocks\": false}",
		"Single seats in Minneapolis: Code of Ordinances, chapter 167, sections 167.20"
		" and 167.60, as amended in 2013 and 2015."
		" Until 2013 an overvote, a candidate marked again or two skipped ranks ended a"
		" ballot: add overvotes exhaust, duplicates exhaust, max_skipped 1."
		" Undeclared write-ins are the pool of rule write_in."
		" The first look at first choices, with a stricter threshold, is left out: it"
		" ends some counts sooner with the same winner."
		" Ties are drawn by lot (section 167.75): enter the lot in the rule drawn."
	},
	{
		"nyc",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": null, \"duplicates\": \"skip\","
		" \"max_rankings\": 5, \"threshold\": \"continuing\","
		" \"stop\": \"two_remain\", \"elimination\": \"batch\","
		" \"tie_break\": [\"drawn\", \"leave\"]}",
		"Primary and special elections of New York City since 2021: City Charter, section"
		" 1057-g."
		" A majority of the first choices ends the official count; here it goes on to the"
		" last two, with the same winner."
		" By law also candidates go out together whose sum just equals the next one's votes,"
		" and none do if that left a single one; here those below the next one do, if two"
		" are left. It changes rounds, and the winner only where a tie would follow."
		" Ties are resolved in accordance with the election law, which was not read: enter"
		" what was decided in the rule drawn."
	},
	{
		"oakland",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": null, \"duplicates\": \"skip\","
		" \"threshold\": \"continuing\", \"stop\": \"majority\","
		" \"elimination\": \"batch\", \"tie_break\": [\"drawn\", \"leave\"]}",
		"City offices of Oakland: Charter, section 1105, as it stood in June 2015; chapter"
		" 2.14 of the Berkeley Municipal Code says the same."
		" A first look at first choices, of which a majority of all ballots wins, may be"
		" authorized (k)(4); it ends some counts sooner, with the same winner."
		" The preset san_francisco with duplicates skip holds the same rules."
		" Ties for the fewest votes are drawn by lot: enter the lot in the rule drawn."
	},
	{
		"san_francisco",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": null,"
		" \"threshold\": \"continuing\", \"stop\": \"majority\","
		" \"elimination\": \"batch\", \"tie_break\": [\"drawn\", \"leave\"]}",
		"City offices of San Francisco: Charter, section 13.102."
		" The charter says nothing of a candidate marked twice (the Department of"
		" Elections counts the first mark, as the default does) and leaves ties to"
		" state law, which has them drawn by lot: enter the lot in the rule drawn."
		" Tables published by the Department may show the candidates going out one at a"
		" time and the count going on to the last two: add elimination single and stop"
		" two_remain to compare with those. The winner is the same."
	},
	{
		"scotland",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": 0,"
		" \"threshold\": \"first_round\", \"stop\": \"majority\","
		" \"elimination\": \"single\", \"tie_break\": [\"backwards\", \"drawn\", \"leave\"]}",
		"A single seat in a Scottish council, as at a by-election: Scottish Local"
		" Government Elections Order 2011 (SSI 2011/399), schedule 1, rules 44 to 53,"
		" and before it the order of 2007 (SSI 2007/42), rules 43 to 52."
		" More than one seat is the single transferable vote: stv_rules('scotland', seats)."
		" The orders do not say what happens when two of three tied candidates are"
		" lowest together at the last stage that differs, nor to a candidate marked"
		" twice: here the search goes on backwards, and the second mark is passed over."
		" What no stage decides is drawn by lot: enter the lot in the rule drawn."
	},
	{
		"supplementary_vote",
		"{\"overvotes\": \"exhaust\", \"max_skipped\": 0, \"duplicates\": \"skip\","
		" \"max_rankings\": 2, \"threshold\": \"first_round\", \"stop\": \"majority\","
		" \"elimination\": \"top_two\", \"tie_break\": [\"drawn\", \"leave\"]}",
		"Mayor of London from 2000, other elected mayors in England and police and crime"
		" commissioners, to 2021: Greater London Authority Act 1999, schedule 2, part I,"
		" as it stood before the Elections Act 2022."
		" A paper without a valid first preference was void and never counted as a vote:"
		" here it is among the exhausted ballots of round 1."
		" When several share second place in the first round all of them stay in."
		" A tie in the second round is drawn by lot: enter the lot in the rule drawn."
	},	{
		"united_kingdom_av",
		"{\"threshold\": \"continuing\", \"stop\": \"majority\","
		" \"elimination\": \"single\","
		" \"tie_break\": [\"forwards\", \"drawn\", \"leave\"]}",
		"The alternative vote as enacted for the House of Commons, on which party rules are"
		" modelled: Parliamentary Voting System and Constituencies Act 2011, section 9"
		" (rule 45A) and schedule 10, paragraph 7 (rules 49 and 49A)."
		" It never came into force: the referendum of 2011 rejected it."
		" Rule 47, on papers marked wrongly, could not be read: those rules have their"
		" defaults."
		" What no stage decides is drawn by lot: enter the lot in the rule drawn."
	},
};

static const RuleProvision provisions[] = {
	{"alaska", "unlisted", "6 AAC 25.071"},
	{"alaska", "overvotes", "AS 15.15.350"},
	{"alaska", "max_skipped", "AS 15.15.350"},
	{"alaska", "duplicates", "nothing says otherwise"},
	{"alaska", "threshold", "AS 15.15.350(d)"},
	{"alaska", "stop", "AS 15.15.350(d)(1) and (2)"},
	{"alaska", "elimination", "AS 15.15.350(d)(2)"},
	{"alaska", "tie_break", "AS 15.15.350(e)"},
	{"australia_house", "threshold", "274(10)"},
	{"australia_house", "stop", "274(7)(d)(ii)"},
	{"australia_house", "elimination", "274(7)(d)(i) and (ii)"},
	{"australia_house", "tie_break", "274(9) to (9C)"},
	{"hugo", "threshold", "section 6.4"},
	{"hugo", "stop", "section 6.4"},
	{"hugo", "elimination", "section 6.4"},
	{"hugo", "tie_break", "section 6.4 and article 3"},
	{"hugo", "runner_up", "as places are published"},
	{"ireland_president", "overvotes", "sections 45(a) and 48"},
	{"ireland_president", "max_skipped", "sections 45(b) and 48"},
	{"ireland_president", "duplicates", "section 45(b)"},
	{"ireland_president", "threshold", "1937: rule 7"},
	{"ireland_president", "stop", "1937: rule 4"},
	{"ireland_president", "elimination", "section 51(1) and (2)"},
	{"ireland_president", "tie_break", "section 51; 1937: rule 5(4)"},
	{"labour", "threshold", "as declared in 2015"},
	{"labour", "stop", "as declared in 2015 and 2020"},
	{"labour", "elimination", "as declared in 2015"},
	{"labour", "tie_break", "the Rule Book does not say"},
	{"labour", "runner_up", "as declared in 2015 and 2020"},
	{"maine", "overvotes", "723-A(1)(D) and (E)"},
	{"maine", "max_skipped", "723-A(1)(D)"},
	{"maine", "duplicates", "723-A(1)(K)"},
	{"maine", "threshold", "723-A(2)"},
	{"maine", "stop", "723-A(2)"},
	{"maine", "elimination", "723-A(2)"},
	{"maine", "tie_break", "723-A(3) and 732"},
	{"minneapolis", "overvotes", "167.60(c)(2)"},
	{"minneapolis", "max_skipped", "167.60(c)(2)"},
	{"minneapolis", "duplicates", "167.60(c)(2)"},
	{"minneapolis", "threshold", "167.20"},
	{"minneapolis", "stop", "167.60(c)(1)a, b and d"},
	{"minneapolis", "elimination", "167.20"},
	{"minneapolis", "tie_break", "167.60(c)(1)c and d, 167.75"},
	{"minneapolis", "write_in_blocks", "167.60(c)(1)a and b"},
	{"nyc", "overvotes", "1057-g(a), \"exhausted ballot\""},
	{"nyc", "max_skipped", "1057-g(e)(2)"},
	{"nyc", "duplicates", "1057-g(e)(2)"},
	{"nyc", "max_rankings", "1057-g(d)(1)"},
	{"nyc", "threshold", "1057-g(e)(1)"},
	{"nyc", "stop", "1057-g(e)(2)(a)"},
	{"nyc", "elimination", "1057-g(e)(2)(b)"},
	{"nyc", "tie_break", "1057-g(e)(3)"},
	{"oakland", "overvotes", "1105(h)"},
	{"oakland", "max_skipped", "1105(g)"},
	{"oakland", "duplicates", "1105(d)"},
	{"oakland", "threshold", "1105(a) and (d)"},
	{"oakland", "stop", "1105(d)"},
	{"oakland", "elimination", "1105(d) and (f)"},
	{"oakland", "tie_break", "1105(e)"},
	{"san_francisco", "overvotes", "13.102(a)"},
	{"san_francisco", "max_skipped", "13.102(a)"},
	{"san_francisco", "threshold", "13.102(c) and (d)"},
	{"san_francisco", "stop", "13.102(c) and (d)"},
	{"san_francisco", "elimination", "13.102(e)"},
	{"san_francisco", "tie_break", "13.102(f)"},
	{"scotland", "overvotes", "rule 44 and article 2"},
	{"scotland", "max_skipped", "rule 44 and article 2"},
	{"scotland", "threshold", "rule 47"},
	{"scotland", "stop", "rules 48 and 53"},
	{"scotland", "elimination", "rule 51"},
	{"scotland", "tie_break", "rule 52"},
	{"supplementary_vote", "overvotes", "mayoral election rules, rule 50"},
	{"supplementary_vote", "max_skipped", "mayoral election rules, rule 50"},
	{"supplementary_vote", "duplicates", "mayoral election rules, rule 50"},
	{"supplementary_vote", "max_rankings", "paragraph 2"},
	{"supplementary_vote", "threshold", "paragraph 3"},
	{"supplementary_vote", "stop", "paragraph 3"},
	{"supplementary_vote", "elimination", "paragraph 4(2) to (7)"},
	{"supplementary_vote", "tie_break", "paragraph 4(8)"},
	{"united_kingdom_av", "threshold", "rule 45A(2) and (4)"},
	{"united_kingdom_av", "stop", "rule 45A(4) and (5)"},
	{"united_kingdom_av", "elimination", "rule 45A(3)"},
	{"united_kingdom_av", "tie_break", "rules 49 and 49A"},
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

/* The provision of a rule in a list of them; NULL: it is not there. */
const char *
provision_within(const RuleProvision *list, int n, const char *preset, const char *rule)
{
	for (int i = 0; i < n; i++)
	{
		if (strcmp(list[i].preset, preset) == 0 && strcmp(list[i].rule, rule) == 0)
			return list[i].provision;
	}
	return NULL;
}

/* Which provision of its source a rule of a preset comes from; NULL: unknown. */
const char *
rules_preset_provision(const RulesPreset *preset, const char *rule)
{
	/* those for several seats have some of the names */
	if (rules_preset_find(preset->name) != preset)
		return stv_preset_provision(preset->name, rule);

	return provision_within(provisions, lengthof(provisions), preset->name, rule);
}

/* The rules of a preset. */
Jsonb *
rules_preset_jsonb(const RulesPreset *preset)
{
	return DatumGetJsonbP(DirectFunctionCall1(jsonb_in, CStringGetDatum(preset->rules)));
}

/* Whether some rules hold the same tie_break as a preset, which has one. */
static bool
same_ties(Jsonb *rules, Jsonb *preset)
{
	JsonbValue	of_rules;
	JsonbValue	of_preset;

	if (getKeyJsonValueFromContainer(&rules->root, "tie_break", strlen("tie_break"),
									 &of_rules) == NULL ||
		getKeyJsonValueFromContainer(&preset->root, "tie_break", strlen("tie_break"),
									 &of_preset) == NULL)
		return false;

	return compareJsonbContainers(&JsonbValueToJsonb(&of_rules)->root,
								  &JsonbValueToJsonb(&of_preset)->root) == 0;
}

/* Whether one object contains another. */
static bool
contains(Jsonb *jsonb, Jsonb *part)
{
	return DatumGetBool(DirectFunctionCall2(jsonb_contains, JsonbPGetDatum(jsonb),
											JsonbPGetDatum(part)));
}

/*
 * How well some rules fit a preset: 0, not at all; else so many keys are the
 * same, and one that is the same in all of them fits better than any other.
 */
static uint32
preset_fit(Jsonb *rules, const RulesPreset *preset, uint32 keys_tell)
{
	Jsonb	   *whole = rules_preset_jsonb(preset);
	Jsonb	   *others = DatumGetJsonbP(DirectFunctionCall2(jsonb_delete, JsonbPGetDatum(whole),
															CStringGetTextDatum("tie_break")));
	uint32		nothers = JB_ROOT_COUNT(others);

	if (!contains(rules, others))
		return 0;
	if (same_ties(rules, whole))
		return PRESET_KEYS_MAX + nothers;

	return nothers < keys_tell ? 0 : nothers;
}

/* Whether a preset only adds defaults to another one. */
static bool
adds_defaults(const RulesPreset *preset, const RulesPreset *to, Jsonb *defaults)
{
	Datum		filled = DirectFunctionCall2(jsonb_concat, JsonbPGetDatum(defaults),
											 JsonbPGetDatum(rules_preset_jsonb(to)));

	return contains(DatumGetJsonbP(filled), rules_preset_jsonb(preset));
}

/*
 * The preset of those given that some rules (NULL: none) contain, the best
 * fitting of several; NULL: none.  Ties may be broken otherwise, since many a
 * contest says how where the law has a lot; but not by a preset of fewer other
 * keys than keys_tell.  Of presets that differ only in defaults (NULL: none
 * do), nothing tells which it was once all defaults stand in the rules.
 */
const RulesPreset *
rules_preset_within(Jsonb *rules, PresetNumber number, uint32 keys_tell, Jsonb *defaults)
{
	const RulesPreset *found = NULL;
	const RulesPreset *preset;
	uint32		best = 0;

	for (int i = 0; rules != NULL && (preset = number(i)) != NULL; i++)
	{
		uint32		fit = preset_fit(rules, preset, keys_tell);

		if (fit > best)
		{
			found = preset;
			best = fit;
		}
	}
	if (found == NULL || defaults == NULL || JB_ROOT_COUNT(rules) < JB_ROOT_COUNT(defaults))
		return found;
	for (int i = 0; (preset = number(i)) != NULL; i++)
	{
		if (preset != found && preset_fit(rules, preset, keys_tell) > 0 &&
			adds_defaults(found, preset, defaults))
			return NULL;
	}
	return found;
}

/* The presets one after the other, by name; NULL behind the last one. */
const RulesPreset *
rules_preset_number(int i)
{
	return i < (int) lengthof(rules_presets) ? &rules_presets[i] : NULL;
}
