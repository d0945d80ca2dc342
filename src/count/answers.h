/*
 * answers.h
 *	  A count in one step, from a profile to the labels asked for.
 *
 * The labels lie in the reader's profile or in the rules.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ANSWERS_H
#define PREFCOUNT_ANSWERS_H

#include "postgres.h"

#include "count/contest.h"

/* Finds one label; false where the contest has no such candidate. */
typedef bool (*LabelFunction) (ProfileReader *reader, const CountRules *rules,
							   Label *label);

extern bool irv_winner_label(ProfileReader *reader, const CountRules *rules,
							 Label *label);
extern bool irv_runner_up_label(ProfileReader *reader, const CountRules *rules,
								Label *label);
extern bool irv_order_labels(ProfileReader *reader, const CountRules *rules,
							 Label **labels, int *n);

#endif							/* PREFCOUNT_ANSWERS_H */
