/*
 * label_list.c
 *	  A list of different labels that can be searched.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "utils/builtins.h"

#include "label_list.h"

/* A label as C string in the database's encoding, for error details. */
char *
label_string(Label label)
{
	return text_to_cstring(label_to_text(label));
}

/* Compare positions in a list by their labels, for qsort_arg(). */
static int
cmp_positions(const void *a, const void *b, void *labels)
{
	return label_cmp(((Label *) labels)[*(const int *) a],
					 ((Label *) labels)[*(const int *) b]);
}

/*
 * Sort the positions of a list whose labels are there.  Returns the position
 * of a label that stands in it twice, or -1 if all is well.
 */
int
label_list_sort(LabelList *list)
{
	list->sorted = palloc(sizeof(int) * Max(list->n, 1));
	for (int i = 0; i < list->n; i++)
		list->sorted[i] = i;
	qsort_arg(list->sorted, list->n, sizeof(int), cmp_positions, list->labels);

	for (int i = 1; i < list->n; i++)
	{
		if (cmp_positions(&list->sorted[i - 1], &list->sorted[i], list->labels) == 0)
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
