/*
 * report_lots.h
 *	  What decided a tie, on a count sheet, and its lots, so that anybody can draw
 *	  them again.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_REPORT_LOTS_H
#define PREFCOUNT_REPORT_LOTS_H

#include "postgres.h"

#include "count/count.h"
#include "report/report_words.h"

extern void put_step(Paragraph *paragraph, const SheetWords *words, const Contest *contest,
					 const Tie *tie, const char *what_picked_does);
extern void put_lots(StringInfo out, const Contest *contest, const Tie *tie);

#endif							/* PREFCOUNT_REPORT_LOTS_H */
