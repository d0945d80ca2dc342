/*
 * meek.h
 *	  The distribution of all papers by Meek's method.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_MEEK_H
#define PREFCOUNT_MEEK_H

#include "postgres.h"

#include "count/stv.h"

/* Orders of the candidates of one ballot, where equal ranks are split. */
#define SPLIT_MAX_ORDERS	5040

typedef struct Meek Meek;

extern Meek *meek_begin(StvCount *count);
extern void meek_distribute(Meek *meek);
extern void meek_exclude(Meek *meek, const int *out, int n);
extern StvRound *meek_end_round(Meek *meek);
extern int64 meek_keep(const Meek *meek, int candidate);
extern void meek_set_keep(Meek *meek, int candidate, int64 keep);
extern int64 meek_next_keep(const Meek *meek, int candidate);
extern Fixed meek_quota(const Meek *meek);

#endif							/* PREFCOUNT_MEEK_H */
