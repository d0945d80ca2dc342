/*
 * report_runner_up.h
 *	  The part of a count sheet that says who is second, by each definition.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_REPORT_RUNNER_UP_H
#define PREFCOUNT_REPORT_RUNNER_UP_H

#include "postgres.h"

#include "report/report_table.h"

extern void put_runners_up(const Sheet *sheet);

#endif							/* PREFCOUNT_REPORT_RUNNER_UP_H */
