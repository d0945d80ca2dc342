/*
 * profile_encode.h
 *	  The flat form of a preference profile (profile_flat.h): writing it.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_PROFILE_ENCODE_H
#define PREFCOUNT_PROFILE_ENCODE_H

#include "postgres.h"

#include "profile/profile_reader.h"

extern struct varlena *profile_encode(ProfileReader *reader);
extern Size profile_partial_size(ProfileReader *reader);
extern void profile_write_partial(ProfileReader *reader, struct varlena *flat, Size size);
extern struct varlena *profile_encode_empty(void);

#endif							/* PREFCOUNT_PROFILE_ENCODE_H */
