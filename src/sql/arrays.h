/*
 * arrays.h
 *	  Arrays as arguments and results of SQL functions.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_ARRAYS_H
#define PREFCOUNT_ARRAYS_H

#include "postgres.h"

#include "utils/array.h"

#include "base/candidates.h"

extern Datum *array_elements(ArrayType *array, bool **nulls, int *n);
extern Label *labels_of_texts(const Datum *texts, int n);
extern Datum *texts_of_labels(const Label *labels, uint32 n);
extern ArrayType *array_of_texts(Datum *texts, int n);

#endif							/* PREFCOUNT_ARRAYS_H */
