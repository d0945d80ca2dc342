/*
 * profiles.h
 *	  What must hold for every profile that comes from a fuzzed input.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_FUZZ_PROFILES_H
#define PREFCOUNT_FUZZ_PROFILES_H

#include "postgres.h"

#include "profile/profile.h"

extern struct varlena *flat_value(const uint8 *bytes, size_t size);
extern Profile *new_profile(void);
extern struct varlena *parse_value(char *text);
extern char *print_value(struct varlena *flat);
extern void check_profile(struct varlena *flat);

#endif							/* PREFCOUNT_FUZZ_PROFILES_H */
