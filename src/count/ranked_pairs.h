/*
 * ranked_pairs.h
 *	  Tideman's ranked pairs.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_RANKED_PAIRS_H
#define PREFCOUNT_RANKED_PAIRS_H

#include "postgres.h"

#include "count/duels.h"

extern BeatRelation *ranked_pairs(const Duels *duels);

#endif							/* PREFCOUNT_RANKED_PAIRS_H */
