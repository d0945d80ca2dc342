/*
 * irv_json.h
 *	  A count in the JSON format of RCTab's summary, which RCVis draws.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_IRV_JSON_H
#define PREFCOUNT_IRV_JSON_H

#include "postgres.h"
#include "utils/jsonb.h"

#include "count/contest.h"


extern Jsonb *contest_to_json(const Contest *contest, Jsonb *config);

#endif							/* PREFCOUNT_IRV_JSON_H */
