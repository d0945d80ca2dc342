/*
 * excerpt.h
 *	  Faulty input as errors show it.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_EXCERPT_H
#define PREFCOUNT_EXCERPT_H

#include "postgres.h"

extern char *text_excerpt(const char *text, int length, int bytes);

#endif							/* PREFCOUNT_EXCERPT_H */
