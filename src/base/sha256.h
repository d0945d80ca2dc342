/*
 * sha256.h
 *	  SHA-256 of some bytes.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_SHA256_H
#define PREFCOUNT_SHA256_H

#include "postgres.h"
#include "common/sha2.h"

#include "base/candidates.h"

extern void sha256_of(const Label *parts, int n,
					  uint8 digest[PG_SHA256_DIGEST_LENGTH]);

#endif							/* PREFCOUNT_SHA256_H */
