/*
 * profile_merge.h
 *	  Adding a profile to another, and taking it away again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_MERGE_H
#define PREFCOUNT_PROFILE_MERGE_H

#include "postgres.h"

#include "profile/profile.h"
#include "profile/profile_reader.h"

extern void profile_add_all(Profile *profile, ProfileReader *reader);
extern void profile_merge_rankings(Profile *profile, ProfileReader *reader,
								   const Votes *votes, RankingId *ids);
extern void profile_remove_all(Profile *profile, ProfileReader *reader);
extern bool profile_contains(ProfileReader *whole, ProfileReader *part);

#endif							/* PREFCOUNT_PROFILE_MERGE_H */
