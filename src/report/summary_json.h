/*
 * summary_json.h
 *	  What RCTab's summary has for counts of every kind.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_SUMMARY_JSON_H
#define PREFCOUNT_SUMMARY_JSON_H

#include "postgres.h"
#include "utils/jsonb.h"

#include "count/roster.h"

/* The places of votes that no candidate has among candidates in transfers. */
#define EXHAUSTED_KEY	"exhausted"
#define RESIDUAL_NAME	"residual surplus"

extern const char *const json_inactive_keys[];
extern char **json_candidate_names(const Roster *roster);
extern void json_config_check(Jsonb *config);
extern void json_push_config(JsonbParseState **state, const char *threshold,
							 Jsonb *config);

#endif							/* PREFCOUNT_SUMMARY_JSON_H */
