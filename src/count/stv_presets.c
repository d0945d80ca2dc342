/*
 * stv_presets.c
 *	  Rule books for several seats that are known by name.
 *
 * doc/stv.md says more of each; a change here is a change there.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "count/rules_presets.h"
#include "count/stv_rules.h"

/* By name; what a preset does not say is as its method has it. */
static const RulesPreset presets[] = {
	{
		"act",
		"{\"method\": \"act\", \"tie_break\": [\"backwards\", \"drawn\", \"leave\"]}",
		"Legislative Assembly of the Australian Capital Territory: Electoral Act 1992,"
		" schedule 4 (Hare-Clark), clauses as quoted in AndrewConway/ConcreteSTV, of which"
		" only clauses 1 and 1A were seen in the law itself."
		" A surplus goes by the papers of the last count that have a next preference;"
		" votes have six decimals, rounded down for each bundle."
		" A vacancy is filled from the papers counted for whoever leaves (part 4.3)."
	},
	{
		"australia_senate",
		"{\"method\": \"senate\", \"tie_break\": {\"elimination\": [\"backwards\", \"drawn\","
		" \"leave\"], \"win\": [\"all_different\", \"drawn\", \"leave\"]}}",
		"Senate of Australia: Commonwealth Electoral Act 1918, section 273(8) to (32), as"
		" section 273A(5) applies it to a count by computer since 2021 (compilation of 18"
		" February 2022)."
		" A surplus goes over all papers whatever they were worth (unweighted inclusive"
		" Gregory); votes are rounded down for each bundle."
		" When subsections (17) and (18) are looked at is not said: here after all"
		" transfers. Groups, tickets and formality are not in the rules."
	},
	{
		"bottoms_up",
		"{\"method\": \"bottoms_up\", \"tie_break\": [\"backwards\", \"leave\"]}",
		"No quota and no surpluses: the lowest goes out until as many remain as there are"
		" seats. A mode of RCTab, not a proportional count."
	},
	{
		"ers97",
		"{\"method\": \"ers97\", \"overvotes\": \"exhaust\", \"max_skipped\": 0,"
		" \"tie_break\": [\"forwards\", \"drawn\", \"leave\"]}",
		"Many British societies, unions and parties: How to conduct an election by the"
		" single transferable vote, Electoral Reform Society, 3rd edition 1997, section 5,"
		" as printed in OpenTechStrategies/openstv."
		" A casual vacancy is filled by a recount without the leaver in which no sitting"
		" member is excluded (7.1), or by the last to be excluded (7.2), who is the runner-up."
	},
	{
		"meek_nz",
		"{\"method\": \"meek_nz\", \"tie_break\": [\"forwards\", \"drawn\", \"leave\"]}",
		"Local elections in New Zealand: Local Electoral Regulations 2001 (SR 2001/145),"
		" schedule 1A, as the certified calculator counts (I. D. Hill's program): what a"
		" candidate keeps of a paper is rounded up, the rest passes on exactly."
		" Clause 10 as printed rounds both up, so that a paper could count for more than"
		" one vote; it is not offered."
		" Clauses 2 to 6 were seen; 10, 13, 17, 19 and 40 are quoted elsewhere; the wording"
		" of the others was not verified. Pseudo-random numbers for ties are not"
		" reproduced: enter the lot in the rule drawn."
	},
	{
		"meek_prf",
		"{\"method\": \"meek_prf\", \"tie_break\": [\"drawn\", \"leave\"]}",
		"Meek's method (Hill, Wichmann, Woodall: Algorithm 123, 1987) by the reference rule"
		" of the Proportional Representation Foundation, as quoted in jklundell/droop:"
		" nine decimals, kept parts rounded up, omega 0.000001."
		" Everybody within the total surplus of the lowest is tied with it."
	},
	{
		"minneapolis",
		"{\"method\": \"minneapolis\", \"overvotes\": \"skip\","
		" \"tie_break\": [\"drawn\", \"leave\"]}",
		"Several seats in Minneapolis (Park and Recreation Board, Board of Estimate): Code"
		" of Ordinances 8.5, sections 167.20 and 167.70(c), as quoted in jklundell/droop."
		" Candidates over the threshold go on receiving until their surplus moves."
		" Undeclared write-ins are the pool of rule write_in."
		" Ties are drawn by lot: enter the lot in the rule drawn."
	},
	{
		"northern_ireland",
		"{\"method\": \"gregory_ni\", \"overvotes\": \"exhaust\", \"max_skipped\": 0,"
		" \"tie_break\": [\"forwards\", \"drawn\", \"leave\"]}",
		"Councils in Northern Ireland: Local Elections (Northern Ireland) Order 1985 (SI"
		" 1985/454), rules 47 to 52, as printed in OpenTechStrategies/openstv; rule 49 also"
		" at legislation.gov.uk."
		" It also stands in, named as such, for counts whose result depends on the order of"
		" the papers, as those of Dail Eireann and Malta do."
	},
	{
		"scotland",
		"{\"method\": \"wigm\", \"quota\": \"droop\", \"decimals\": 5,"
		" \"exclusion\": \"single\", \"overvotes\": \"exhaust\", \"max_skipped\": 0,"
		" \"tie_break\": [\"backwards\", \"drawn\", \"leave\"]}",
		"Councils in Scotland: Scottish Local Government Elections Order 2007 (SSI 2007/42),"
		" schedule 1, rules 45 to 52; the order of 2011 (SSI 2011/399) says the same with"
		" numbers one higher."
		" Rule 52 says that no further transfer is made when as many are left as are needed;"
		" as the official program does, and as SSI 2021/437 allows, papers of the last to be"
		" excluded are still moved: add last_transfer false for the letter of 2007."
		" What no stage decides is drawn by lot: enter the lot in the rule drawn."
	},
	{
		"victoria",
		"{\"method\": \"victoria\", \"tie_break\": [\"all_different\", \"drawn\", \"leave\"]}",
		"Legislative Council of Victoria (Australia): Electoral Act 2002, section 114A, as"
		" quoted in AndrewConway/ConcreteSTV; the law itself was not seen."
		" As for the Senate, with first preferences of an excluded candidate transferred for"
		" themselves, since 2018. Group tickets are not in the rules."
	},
	{
		"wigm",
		"{\"method\": \"wigm\"}",
		"Weighted inclusive Gregory with free choices: quota, decimals and exclusion. Nobody's"
		" law as it stands; for rules of one's own."
	},
};

static const RuleProvision provisions[] = {
	{"act", "method", "schedule 4, as quoted"},
	{"act", "tie_break", "schedule 4, as quoted"},
	{"australia_senate", "method", "273(8) to (32)"},
	{"australia_senate", "tie_break", "273(17), (22), (29) and (31)"},
	{"bottoms_up", "method", "a mode of RCTab"},
	{"bottoms_up", "tie_break", "nobody's law"},
	{"ers97", "method", "5.1 to 5.6"},
	{"ers97", "overvotes", "6.10 and 6.12"},
	{"ers97", "max_skipped", "6.10"},
	{"ers97", "tie_break", "5.2.3 and 5.2.5"},
	{"meek_nz", "method", "schedule 1A"},
	{"meek_nz", "tie_break", "clauses 19 and 40, as quoted"},
	{"meek_prf", "method", "the reference rule, as quoted"},
	{"meek_prf", "tie_break", "the reference rule, as quoted"},
	{"minneapolis", "method", "167.20 and 167.70(c)"},
	{"minneapolis", "overvotes", "167.70(c)(2)"},
	{"minneapolis", "tie_break", "167.70(c)(1) and 167.75"},
	{"northern_ireland", "method", "rules 47 to 52"},
	{"northern_ireland", "overvotes", "rules 46(1)(c) and 50(4)"},
	{"northern_ireland", "max_skipped", "rule 50(4)"},
	{"northern_ireland", "tie_break", "rules 49 and 51"},
	{"scotland", "method", "rules 47 to 52"},
	{"scotland", "quota", "rule 46"},
	{"scotland", "decimals", "rule 48(3)"},
	{"scotland", "exclusion", "rule 50(1)"},
	{"scotland", "overvotes", "rule 43 and article 2"},
	{"scotland", "max_skipped", "rule 43 and article 2"},
	{"scotland", "tie_break", "rules 49 and 51"},
	{"victoria", "method", "114A, as quoted"},
	{"victoria", "tie_break", "114A, as quoted"},
	{"wigm", "method", "nobody's law"},
};

/* Which provision a rule of a preset comes from; NULL: unknown. */
const char *
stv_preset_provision(const char *preset, const char *rule)
{
	return provision_within(provisions, lengthof(provisions), preset, rule);
}

/* Find a preset by its name, or by that of its method; NULL if there is none. */
const RulesPreset *
stv_preset_find(const char *name)
{
	StvMethod	method;
	char	   *holds;

	for (int i = 0; i < (int) lengthof(presets); i++)
	{
		if (strcmp(presets[i].name, name) == 0)
			return &presets[i];
	}
	if (!stv_method_of(name, &method))
		return NULL;
	holds = psprintf("\"method\": \"%s\"", name);
	for (int i = 0; i < (int) lengthof(presets); i++)
	{
		if (strstr(presets[i].rules, holds) != NULL)
			return &presets[i];
	}
	return NULL;
}

/* The presets one after the other, by name; NULL behind the last one. */
const RulesPreset *
stv_preset_number(int i)
{
	return i < (int) lengthof(presets) ? &presets[i] : NULL;
}
