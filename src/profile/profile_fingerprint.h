/*
 * profile_fingerprint.h
 *	  A short text that is the same for the same ballots, and for no others.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_FINGERPRINT_H
#define PREFCOUNT_PROFILE_FINGERPRINT_H

#include "postgres.h"

extern char *profile_fingerprint_of(Datum profile);

#endif							/* PREFCOUNT_PROFILE_FINGERPRINT_H */
