/*
 * label_list.c
 *	  A list of different labels that can be searched.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/memutils.h"

#include "label_list.h"

#define ST_SORT				sort_positions
#define ST_ELEMENT_TYPE		int
#define ST_COMPARE(a, b, labels)	label_cmp((labels)[*(a)], (labels)[*(b)])
#define ST_COMPARE_ARG_TYPE	const Label
#define ST_SCOPE			static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* A label as C string in the database's encoding, for error details. */
char *
label_string(Label label)
{
	return text_to_cstring(label_to_text(label));
}

/*
 * Sort the positions of a list whose labels are there.  Returns the position
 * of a label that stands in it twice, or -1 if all is well.
 */
int
label_list_sort(LabelList *list)
{
	list->sorted = palloc_extended(sizeof(int) * Max(list->n, 1), MCXT_ALLOC_HUGE);
	for (int i = 0; i < list->n; i++)
		list->sorted[i] = i;
	sort_positions(list->sorted, list->n, list->labels);

	for (int i = 1; i < list->n; i++)
	{
		if (label_cmp(list->labels[list->sorted[i - 1]],
					  list->labels[list->sorted[i]]) == 0)
			return list->sorted[i];
	}
	return -1;
}

/* Where a label stands in a list, or -1. */
int
label_list_find(const LabelList *list, Label label)
{
	int			low = 0;
	int			high = list->n;

	while (low < high)
	{
		int			middle = low + (high - low) / 2;
		int			cmp = label_cmp(label, list->labels[list->sorted[middle]]);

		if (cmp == 0)
			return list->sorted[middle];
		if (cmp < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return -1;
}
