/*
 * profile_text.h
 *	  The text form of a preference profile: JSON.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_TEXT_H
#define PREFCOUNT_PROFILE_TEXT_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "profile.h"
#include "profile_reader.h"

extern bool profile_parse(Profile *profile, char *text, struct Node *context);
extern void profile_print(StringInfo out, ProfileReader *reader);
extern void ranking_print(StringInfo out, Ballot ballot, char **labels);
extern char **labels_as_json(const ProfileReader *reader);

#endif							/* PREFCOUNT_PROFILE_TEXT_H */
