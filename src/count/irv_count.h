/*
 * irv_count.h
 *	  An instant-runoff count, and that its record of lots belongs to it.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_IRV_COUNT_H
#define PREFCOUNT_IRV_COUNT_H

#include "postgres.h"

#include "count/count.h"

extern Count *irv_count(const Contest *contest, StopRule stop,
						   bool until_elected, const bool *removed);

#endif							/* PREFCOUNT_IRV_COUNT_H */
