/*
 * arrays.c
 *	  Arrays as arguments and results of SQL functions.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "catalog/pg_type.h"
#include "miscadmin.h"
#include "utils/lsyscache.h"

#include "base/pgcompat.h"
#include "sql/arrays.h"

/* The elements of an array, and which of them are NULL. */
Datum *
array_elements(ArrayType *array, bool **nulls, int *n)
{
	Datum	   *elements;
	int16		length;
	bool		by_value;
	char		align;

	get_typlenbyvalalign(ARR_ELEMTYPE(array), &length, &by_value, &align);
	deconstruct_array(array, ARR_ELEMTYPE(array), length, by_value, align,
					  &elements, nulls, n);

	return elements;
}

/* The labels that texts are; of a NULL (which is 0) the empty one. */
Label *
labels_of_texts(const Datum *texts, int n)
{
	Label	   *labels = palloc_extended(sizeof(Label) * Max(n, 1),
										 MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (int i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (texts[i] != (Datum) 0)
			labels[i] = label_from_text(DatumGetTextPP(texts[i]));
	}
	return labels;
}

/* The texts of labels. */
Datum *
texts_of_labels(const Label *labels, uint32 n)
{
	Datum	   *texts = palloc_extended(sizeof(Datum) * Max(n, 1), MCXT_ALLOC_HUGE);

	for (uint32 i = 0; i < n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		texts[i] = PointerGetDatum(label_to_text(labels[i]));
	}
	return texts;
}

/* An array of texts. */
ArrayType *
array_of_texts(Datum *texts, int n)
{
	return construct_array(texts, n, TEXTOID, -1, false, TYPALIGN_INT);
}
