/*
 * label_list.h
 *	  A list of different labels that can be searched.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_LABEL_LIST_H
#define PREFCOUNT_LABEL_LIST_H

#include "postgres.h"

#include "base/candidates.h"

/* Labels in the order given, and the positions in label order. */
typedef struct LabelList
{
	int			n;
	Label	   *labels;
	int		   *sorted;
} LabelList;

extern char *label_string(Label label);
extern int	label_list_sort(LabelList *list);
extern int	label_list_find(const LabelList *list, Label label);

#endif							/* PREFCOUNT_LABEL_LIST_H */
