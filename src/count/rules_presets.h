/*
 * rules_presets.h
 *	  Rule books that are known by name.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_RULES_PRESETS_H
#define PREFCOUNT_RULES_PRESETS_H

#include "postgres.h"
#include "utils/jsonb.h"

/*
 * A preset holds just the keys that its source decides; the other keys keep
 * their defaults.  It never holds a seed, so it never draws a lot.  All text
 * is ASCII: it has to be valid in every database encoding.
 */
typedef struct RulesPreset
{
	const char *name;
	const char *rules;			/* text of a jsonb object */
	const char *description;	/* source, and what is not in the rules */
} RulesPreset;

/* Which provision of a preset's source a rule comes from. */
typedef struct RuleProvision
{
	const char *preset;
	const char *rule;
	const char *provision;
} RuleProvision;

/* So many rules of one seat, besides ties, tell of which preset they are. */
#define IRV_PRESET_TELLING	4

/* Gives presets one after the other; NULL behind the last one. */
typedef const RulesPreset *(*PresetNumber) (int i);

extern const RulesPreset *rules_preset_find(const char *name);
extern const RulesPreset *rules_preset_within(Jsonb *rules, PresetNumber number,
											  uint32 keys_tell, Jsonb *defaults);
extern const char *provision_within(const RuleProvision *provisions, int n,
									const char *preset, const char *rule);
extern const char *rules_preset_provision(const RulesPreset *preset, const char *rule);
extern Jsonb *rules_preset_jsonb(const RulesPreset *preset);
extern const RulesPreset *rules_preset_number(int i);

#endif							/* PREFCOUNT_RULES_PRESETS_H */
