/*
 * stv_json.h
 *	  A count for several seats in the JSON format of RCTab's summary.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_STV_JSON_H
#define PREFCOUNT_STV_JSON_H

#include "postgres.h"
#include "utils/jsonb.h"

#include "count/contest.h"

extern Jsonb *stv_contest_to_json(const Contest *contest, Jsonb *config);

#endif							/* PREFCOUNT_STV_JSON_H */
