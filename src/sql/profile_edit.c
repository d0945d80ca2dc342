/*
 * profile_edit.c
 *	  Profiles with other ballots: candidates struck out, labels changed.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "fmgr.h"
#include "miscadmin.h"
#include "utils/builtins.h"
#include "utils/jsonb.h"

#include "base/label_list.h"
#include "base/pgcompat.h"
#include "sql/arrays.h"
#include "sql/profile_io.h"

/* A new profile with all ballots of a reader edited. */
static Datum
edit_profile(Profile *profile, ProfileReader *reader, const uint32 *new_codes)
{
	RankingPool *pool = profile->pool;
	RankingEntry entry;

	while (profile_reader_next(reader, &entry))
	{
		Ballot		ballot = ballot_recode(&pool->builder,
										   ballot_of_record(entry.record, NULL),
										   new_codes);

		profile_add_ballots(profile, ranking_pool_intern(pool, ballot),
					(BallotCount) {entry.ballots, entry.votes});
		CHECK_FOR_INTERRUPTS();
	}

	return temporary_profile_result(profile);
}

/* The labels of a text[] argument as a table; NULL elements do not count. */
static CandidateTable *
labels_of_array(ArrayType *array)
{
	CandidateTable *table = candidates_create(CurrentMemoryContext);
	Datum	   *elements;
	Label	   *labels;
	bool	   *nulls;
	int			n;

	elements = array_elements(array, &nulls, &n);
	labels = labels_of_texts(elements, n);
	for (int i = 0; i < n; i++)
	{
		if (!nulls[i])
			candidates_intern(table, labels[i]);
	}

	return table;
}

/* The profile in whose ballots marks for some labels become something else. */
static Datum
replace_marks(Datum flat, CandidateTable *const *replaced, const uint32 *by, int n)
{
	Profile    *profile = temporary_profile();
	ProfileReader reader;
	uint32	   *new_codes;
	uint32	   *codes;
	uint32		ncodes;
	uint32		ignored;

	profile_reader_open(&reader, flat);
	new_codes = profile_reader_note_codes(&reader, &codes, &ncodes);
	for (uint32 i = 0; i < ncodes; i++)
	{
		Label		label = reader.labels[codes[i]];
		int			kind = 0;

		CHECK_FOR_INTERRUPTS();
		while (kind < n && !candidates_find(replaced[kind], label, &ignored))
			kind++;
		new_codes[codes[i]] = kind < n ? by[kind] :
			candidates_intern(profile->pool->candidates, label);
	}

	return edit_profile(profile, &reader, new_codes);
}

/* The profile with some candidates' marks struck out of its ballots. */
PG_FUNCTION_INFO_V1(profile_without);
Datum
profile_without(PG_FUNCTION_ARGS)
{
	static const uint32 by[] = {CODE_STRUCK};
	CandidateTable *struck = labels_of_array(PG_GETARG_ARRAYTYPE_P(1));

	PG_RETURN_DATUM(replace_marks(PG_GETARG_DATUM(0), &struck, by, 1));
}

/*
 * profile_unmark(p, skipped, overvotes): the profile in whose ballots some words
 * are no marks: a rank with the one is skipped, with the other an overvote.
 */
PG_FUNCTION_INFO_V1(profile_unmark);
Datum
profile_unmark(PG_FUNCTION_ARGS)
{
	static const uint32 by[] = {CODE_NAMELESS, CODE_SKIPPED};
	CandidateTable *words[] = {
		labels_of_array(PG_GETARG_ARRAYTYPE_P(2)),
		labels_of_array(PG_GETARG_ARRAYTYPE_P(1))
	};

	PG_RETURN_DATUM(replace_marks(PG_GETARG_DATUM(0), words, by, lengthof(words)));
}

/* What a label becomes by a jsonb object of labels; 22023 if not a string, or empty. */
static Label
new_label(Jsonb *labels, Label label)
{
	text	   *key = label_to_text(label);
	JsonbValue	buffer;
	JsonbValue *value;

	value = getKeyJsonValueFromContainer(&labels->root, VARDATA_ANY(key),
										 VARSIZE_ANY_EXHDR(key), &buffer);
	if (value == NULL)
		return label;
	if (value->type != jbvString)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("new label is not a string"),
				 errdetail("It is for the candidate \"%s\".", text_to_cstring(key)),
				 errhint("Labels look like {\"7\": \"Corbyn\"}.")));
	if (value->val.string.len == 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("new label is empty"),
				 errdetail("It is for the candidate \"%s\".", text_to_cstring(key)),
				 errhint("A candidate has a name; profile_without() strikes marks out, profile_unmark() makes skipped ranks of them.")));

	return label_from_cstring(value->val.string.val, value->val.string.len);
}

/* The labels of a jsonb argument; 22023 if they are no object. */
static Jsonb *
labels_from_arg(FunctionCallInfo fcinfo, int argno)
{
	Jsonb	   *labels = PG_GETARG_JSONB_P(argno);

	if (!JB_ROOT_IS_OBJECT(labels))
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("labels are not a jsonb object"),
				 errhint("Labels look like {\"7\": \"Corbyn\"}.")));

	return labels;
}

/* The profile with other labels for its candidates. */
PG_FUNCTION_INFO_V1(profile_relabel);
Datum
profile_relabel(PG_FUNCTION_ARGS)
{
	Jsonb	   *labels = labels_from_arg(fcinfo, 1);
	Profile    *profile = temporary_profile();
	ProfileReader reader;
	uint32	   *new_codes;
	uint32	   *codes;
	uint32		ncodes;

	profile_reader_open(&reader, PG_GETARG_DATUM(0));
	new_codes = profile_reader_note_codes(&reader, &codes, &ncodes);
	for (uint32 i = 0; i < ncodes; i++)
	{
		CHECK_FOR_INTERRUPTS();
		new_codes[codes[i]] = candidates_intern(profile->pool->candidates,
												new_label(labels, reader.labels[codes[i]]));
	}

	PG_RETURN_DATUM(edit_profile(profile, &reader, new_codes));
}

/* Raise 22023 for labels of candidates who are on no ballot. */
static void
check_relabelled(Jsonb *labels, ProfileReader *reader)
{
	CandidateTable *table = candidates_create(CurrentMemoryContext);
	JsonbIterator *it = JsonbIteratorInit(&labels->root);
	JsonbIteratorToken token;
	JsonbValue	key;
	uint32		ignored;

	for (uint32 i = 0; i < reader->ncandidates; i++)
	{
		CHECK_FOR_INTERRUPTS();
		candidates_intern(table, reader->labels[i]);
	}
	while ((token = JsonbIteratorNext(&it, &key, true)) != WJB_DONE)
	{
		Label		label;

		CHECK_FOR_INTERRUPTS();
		if (token != WJB_KEY)
			continue;
		label = label_from_cstring(key.val.string.val, key.val.string.len);
		if (!candidates_find(table, label, &ignored))
			ereport(ERROR,
					(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
					 errmsg("no ballot marks a candidate who gets a new label"),
					 errdetail("\"%s\" is on no ballot.", label_string(label)),
					 errhint("Compare with profile_candidates(), or let missing_ok be true.")));
	}
}

/* The same; where missing_ok is false, every label that is given is used. */
PG_FUNCTION_INFO_V1(profile_relabel_missing);
Datum
profile_relabel_missing(PG_FUNCTION_ARGS)
{
	Jsonb	   *labels = labels_from_arg(fcinfo, 1);
	ProfileReader reader;

	if (!PG_GETARG_BOOL(2))
	{
		profile_reader_open(&reader, profile_flat_datum(PG_GETARG_DATUM(0)));
		check_relabelled(labels, &reader);
	}
	return profile_relabel(fcinfo);
}

/* What a member of the labels makes of a name; the name itself: nothing. */
typedef struct Renaming
{
	Label		from;
	Label		to;
} Renaming;

/* Compare by new label, then by old one, for qsort(). */
static int
cmp_renamings(const void *a, const void *b)
{
	const Renaming *x = (const Renaming *) a;
	const Renaming *y = (const Renaming *) b;
	int			cmp = label_cmp(x->to, y->to);

	return cmp != 0 ? cmp : label_cmp(x->from, y->from);
}

/* All new labels with the old ones: those that are given, and those that stay. */
static Renaming *
list_renamings(Jsonb *labels, ProfileReader *reader, int *n)
{
	Renaming   *list = palloc_extended(sizeof(Renaming) *
									   ((Size) JB_ROOT_COUNT(labels) + reader->ncandidates + 1),
									   MCXT_ALLOC_HUGE);
	JsonbIterator *it = JsonbIteratorInit(&labels->root);
	JsonbIteratorToken token;
	JsonbValue	key;

	*n = 0;
	while ((token = JsonbIteratorNext(&it, &key, true)) != WJB_DONE)
	{
		CHECK_FOR_INTERRUPTS();
		if (token != WJB_KEY)
			continue;
		list[*n].from = label_from_cstring(key.val.string.val, key.val.string.len);
		list[*n].to = new_label(labels, list[*n].from);
		(*n)++;
	}
	for (uint32 i = 0; i < reader->ncandidates; i++)
	{
		text	   *label = label_to_text(reader->labels[i]);
		JsonbValue	buffer;

		CHECK_FOR_INTERRUPTS();
		if (getKeyJsonValueFromContainer(&labels->root, VARDATA_ANY(label),
										 VARSIZE_ANY_EXHDR(label), &buffer) == NULL)
			list[(*n)++] = (Renaming) {reader->labels[i], reader->labels[i]};
	}
	return list;
}

/* So long a list of doubles is enough for an error. */
#define DOUBLES_LENGTH_MAX	2000

/* Raise 22023 for a label that several candidates would have. */
static void
check_doubles(Jsonb *labels, ProfileReader *reader)
{
	StringInfoData doubles;
	int			n;
	Renaming   *list = list_renamings(labels, reader, &n);

	initStringInfo(&doubles);
	qsort(list, n, sizeof(Renaming), cmp_renamings);
	for (int i = 1; i < n && doubles.len < DOUBLES_LENGTH_MAX; i++)
	{
		bool		again = (i > 1 && label_cmp(list[i - 2].to, list[i].to) == 0);

		CHECK_FOR_INTERRUPTS();
		if (label_cmp(list[i - 1].to, list[i].to) != 0)
			continue;
		if (again)
			appendStringInfo(&doubles, ", \"%s\"", label_string(list[i].from));
		else
			appendStringInfo(&doubles, "%s\"%s\" for \"%s\", \"%s\"",
							 doubles.len > 0 ? "; " : "", label_string(list[i].to),
							 label_string(list[i - 1].from), label_string(list[i].from));
	}
	if (doubles.len > 0)
		ereport(ERROR,
				(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
				 errmsg("several candidates would have the same label"),
				 errdetail("%s.", doubles.data),
				 errhint("Give each a name of its own, or let doubles_ok be true to make one candidate of them.")));
}

/* The same; where doubles_ok is false too, no two candidates become one. */
PG_FUNCTION_INFO_V1(profile_relabel_doubles);
Datum
profile_relabel_doubles(PG_FUNCTION_ARGS)
{
	Jsonb	   *labels = labels_from_arg(fcinfo, 1);
	ProfileReader reader;

	if (!PG_GETARG_BOOL(3))
	{
		profile_reader_open(&reader, profile_flat_datum(PG_GETARG_DATUM(0)));
		check_doubles(labels, &reader);
	}
	return profile_relabel_missing(fcinfo);
}
