/*
 * profile_io.h
 *	  What all SQL functions on profiles need: arguments and results.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_IO_H
#define PREFCOUNT_PROFILE_IO_H

#include "postgres.h"

#include "profile/profile.h"
#include "profile/profile_datum.h"
#include "profile/profile_merge.h"
#include "profile/profile_reader.h"

extern Profile *temporary_profile(void);
extern Datum temporary_profile_result(Profile *profile);

#endif							/* PREFCOUNT_PROFILE_IO_H */
