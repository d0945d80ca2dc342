/*
 * profile_agg_long.h
 *	  The state of aggregates over long tables.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_AGG_LONG_H
#define PREFCOUNT_PROFILE_AGG_LONG_H

#include "postgres.h"

#include "fmgr.h"

extern Datum profile_of_long_state(FunctionCallInfo fcinfo);

#endif							/* PREFCOUNT_PROFILE_AGG_LONG_H */
