/*
 * draw_args.h
 *	  Arguments of the functions that draw ballots again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_DRAW_ARGS_H
#define PREFCOUNT_DRAW_ARGS_H

#include "postgres.h"
#include "fmgr.h"

#include "base/pgcompat.h"
#include "base/random_words.h"
#include "count/redraw.h"
#include "profile/profile_reader.h"

#define DRAWS_MAX			1000000

pg_noreturn extern void draw_argument_error(const char *detail);
extern int64 draw_number_from_arg(FunctionCallInfo fcinfo, int argno, const char *name,
								  int64 least, int64 most);
extern RandomKey draw_key_from_arg(FunctionCallInfo fcinfo, int argno);
extern int64 draw_outstanding(bool isnull, int64 outstanding);
extern void draw_open_canonical(ProfileReader *reader, Datum profile);

#endif							/* PREFCOUNT_DRAW_ARGS_H */
