/*
 * stv_shown.h
 *	  How a count for several seats is shown, in rows as in reports.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_STV_SHOWN_H
#define PREFCOUNT_STV_SHOWN_H

#include "postgres.h"
#include "utils/numeric.h"

#include "count/shown.h"
#include "count/stv.h"

extern Numeric amount_to_numeric(Amount amount);
extern char *amount_to_string(Amount amount);
extern const char *stv_action_name(StvAction action);
extern const char *stv_decided_by(const StvRound *round, int candidate);
extern int *stv_round_order(const StvCount *count, const StvRound *round, int block, int *n);
extern StvBlock *stv_sorted_transfers(const StvRound *round, int block);
extern Amount stv_shown_lost(const StvCount *count, const StvRound *round, int block);

#endif							/* PREFCOUNT_STV_SHOWN_H */
