/*
 * heading.c
 *	  What stands above and below a count sheet.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "common/int.h"
#include "utils/builtins.h"
#include "utils/fmgrprotos.h"
#include "utils/numeric.h"

#include "base/candidates.h"
#include "base/decimal.h"
#include "base/label_list.h"
#include "base/pgcompat.h"
#include "base/votes.h"
#include "report/heading.h"
#include "report/text_layout.h"

#define NAME_WIDTH		20

/* What a key of the heading holds. */
typedef enum HeadingKind
{
	HEADING_TEXT,
	HEADING_NUMBER,				/* a whole number, 0 or more */
	HEADING_FLAG,
	HEADING_REJECTED			/* such a number, or one for each reason */
} HeadingKind;

typedef struct HeadingKey
{
	const char *name;
	HeadingKind kind;
	size_t		member;
} HeadingKey;

static const HeadingKey heading_keys[] = {
	{"title", HEADING_TEXT, offsetof(Heading, title)},
	{"office", HEADING_TEXT, offsetof(Heading, office)},
	{"place", HEADING_TEXT, offsetof(Heading, place)},
	{"date", HEADING_TEXT, offsetof(Heading, date)},
	{"electorate", HEADING_NUMBER, offsetof(Heading, electorate)},
	{"issued", HEADING_NUMBER, offsetof(Heading, issued)},
	{"rejected", HEADING_REJECTED, 0},
	{"seats", HEADING_NUMBER, offsetof(Heading, seats)},
	{"officer", HEADING_TEXT, offsetof(Heading, officer)},
	{"margins", HEADING_FLAG, offsetof(Heading, margins)},
};

/* Raise 22023 for a heading that is not understood. */
pg_noreturn static void
heading_error(const char *detail)
{
	StringInfoData known;

	initStringInfo(&known);
	for (int i = 0; i < (int) lengthof(heading_keys); i++)
		appendStringInfo(&known, "%s\"%s\"", i > 0 ? ", " : "", heading_keys[i].name);
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_PARAMETER_VALUE),
			 errmsg("invalid heading of a count sheet"),
			 errdetail("%s", detail),
			 errhint("A heading is an object with any of %s: texts; whole numbers for \"electorate\", \"issued\" and \"seats\"; for \"rejected\" a number, or an object with one for each reason; true or false for \"margins\".",
					 known.data)));
}

/* The key of a name; 22023 for others. */
static const HeadingKey *
find_key(const JsonbValue *name)
{
	for (int i = 0; i < (int) lengthof(heading_keys); i++)
	{
		if (name->val.string.len == (int) strlen(heading_keys[i].name) &&
			memcmp(name->val.string.val, heading_keys[i].name, name->val.string.len) == 0)
			return &heading_keys[i];
	}
	heading_error(psprintf("The key \"%s\" is not known.",
						   pnstrdup(name->val.string.val, name->val.string.len)));
}

/* A text as a sheet shows it. */
static char *
shown_text(const JsonbValue *value)
{
	return safe_label(label_from_cstring(value->val.string.val, value->val.string.len));
}

/* A number of people or papers; 22023 for anything else. */
static int64
parse_number(const char *name, const JsonbValue *value)
{
	Datum		number;
	Datum		whole;

	if (value->type == jbvNumeric)
	{
		number = NumericGetDatum(value->val.numeric);
		whole = DirectFunctionCall2(numeric_trunc, number, Int32GetDatum(0));
		if (DatumGetBool(DirectFunctionCall2(numeric_eq, number, whole)) &&
			decimal_sign(value->val.numeric) >= 0 &&
			decimal_cmp(value->val.numeric, int64_to_numeric(VOTES_MAX)) <= 0)
			return DatumGetInt64(DirectFunctionCall1(numeric_int8, whole));
	}
	heading_error(psprintf("\"%s\" does not hold a whole number from 0 to 10^18.", name));
}

/* Read how many papers were rejected, and why. */
static void
parse_rejected(Heading *heading, JsonbValue *value)
{
	JsonbIterator *it;
	JsonbValue	member;
	JsonbIteratorToken token;

	if (value->type != jbvBinary || !JsonContainerIsObject(value->val.binary.data))
	{
		heading->rejected = palloc(sizeof(Rejected));
		heading->rejected[0] = (Rejected) {NULL, parse_number("rejected", value)};
		heading->nrejected = 1;
		return;
	}
	heading->rejected = palloc(sizeof(Rejected) *
							   Max(JsonContainerSize(value->val.binary.data), 1));
	it = JsonbIteratorInit(value->val.binary.data);
	while ((token = JsonbIteratorNext(&it, &member, true)) != WJB_DONE)
	{
		Rejected   *rejected = &heading->rejected[heading->nrejected];

		if (token != WJB_KEY)
			continue;
		rejected->reason = shown_text(&member);
		(void) JsonbIteratorNext(&it, &member, true);
		rejected->papers = parse_number("rejected", &member);
		heading->nrejected++;
	}
}

/* Fill the member of a key; null is as good as no key. */
static void
parse_value(Heading *heading, const HeadingKey *key, JsonbValue *value)
{
	char	   *member = (char *) heading + key->member;

	if (value->type == jbvNull)
		return;
	heading->given = true;
	switch (key->kind)
	{
		case HEADING_TEXT:
			if (value->type != jbvString)
				heading_error(psprintf("\"%s\" does not hold a text.", key->name));
			*(char **) member = shown_text(value);
			break;
		case HEADING_NUMBER:
			*(int64 *) member = parse_number(key->name, value);
			break;
		case HEADING_FLAG:
			if (value->type != jbvBool)
				heading_error(psprintf("\"%s\" does not hold true or false.", key->name));
			*(bool *) member = value->val.boolean;
			break;
		case HEADING_REJECTED:
			parse_rejected(heading, value);
			break;
	}
}

/* Read a heading; NULL is an empty one.  22023 for what is not understood. */
Heading *
heading_from_jsonb(Jsonb *jsonb)
{
	Heading    *heading = palloc0(sizeof(Heading));
	JsonbIterator *it;
	JsonbIteratorToken token;
	JsonbValue	value;

	heading->electorate = heading->issued = heading->seats = -1;
	if (jsonb == NULL)
		return heading;
	if (!JB_ROOT_IS_OBJECT(jsonb))
		heading_error("It is not a JSON object.");
	it = JsonbIteratorInit(&jsonb->root);
	while ((token = JsonbIteratorNext(&it, &value, true)) != WJB_DONE)
	{
		if (token == WJB_KEY)
		{
			const HeadingKey *key = find_key(&value);

			(void) JsonbIteratorNext(&it, &value, true);
			parse_value(heading, key, &value);
		}
	}
	return heading;
}

/* Put a line of the heading, if there is something to say. */
static void
put_text(StringInfo out, const char *name, const char *text)
{
	Paragraph	paragraph;

	if (text == NULL)
		return;
	put_padded(out, name, NAME_WIDTH, false);
	paragraph_begin(&paragraph, out, 0, NAME_WIDTH);
	paragraph.column = NAME_WIDTH;
	paragraph_words(&paragraph, text);
	paragraph_end(&paragraph);
}

/* Put a number of papers or people, and what part it is of a whole (-1: none). */
static void
put_count(StringInfo out, const char *name, int64 number, int64 whole, const char *of)
{
	put_padded(out, name, NAME_WIDTH, false);
	appendStringInfo(out, INT64_FORMAT, number);
	if (whole > 0)
	{
		Numeric		share = votes_ratio(votes_whole(number), votes_whole(whole), 6);
		Datum		per_cent = NumericGetDatum(decimal_mul(share, int64_to_numeric(100)));

		per_cent = DirectFunctionCall2(numeric_round, per_cent, Int32GetDatum(2));
		appendStringInfo(out, " (%s %% of %s)",
						 DatumGetCString(DirectFunctionCall1(numeric_out, per_cent)), of);
	}
	appendStringInfoChar(out, '\n');
}

/* Put the papers: in all, rejected for what reasons, and those counted. */
static void
put_papers(StringInfo out, const Heading *heading, int64 ballots)
{
	int64		all = ballots;

	for (int i = 0; i < heading->nrejected; i++)
	{
		if (pg_add_s64_overflow(all, heading->rejected[i].papers, &all))
			heading_error("So many papers cannot be.");
	}
	if (heading->electorate >= 0)
		put_count(out, "Electorate", heading->electorate, -1, NULL);
	if (heading->issued >= 0)
		put_count(out, "Papers issued", heading->issued, heading->electorate,
				  "the electorate");
	if (heading->nrejected > 0 || heading->electorate >= 0 || heading->issued >= 0)
		put_count(out, "Papers returned", all, heading->electorate, "the electorate");
	for (int i = 0; i < heading->nrejected; i++)
	{
		const Rejected *rejected = &heading->rejected[i];

		put_count(out, "Rejected", rejected->papers, -1, NULL);
		if (rejected->reason != NULL)
		{
			out->data[--out->len] = '\0';
			appendStringInfo(out, ", %s\n", rejected->reason);
		}
	}
	if (heading->nrejected > 0)
		put_count(out, "Papers counted", ballots, -1, NULL);
}

/* Put what stands above the sheet of so many ballots. */
void
put_heading(StringInfo out, const Heading *heading, int64 ballots)
{
	if (!heading->given)
		return;
	if (heading->title != NULL)
		appendStringInfo(out, "%s\n", heading->title);
	put_text(out, "Office", heading->office);
	put_text(out, "Place", heading->place);
	put_text(out, "Date", heading->date);
	if (heading->seats >= 0)
		put_count(out, "Seats", heading->seats, -1, NULL);
	put_papers(out, heading, ballots);
	if (out->len > 0)
		appendStringInfoChar(out, '\n');
}

/* Where the value of a rule comes from. */
typedef enum RuleOrigin
{
	ORIGIN_PRESET,
	ORIGIN_GIVEN,
	ORIGIN_DEFAULT
} RuleOrigin;

#define ORIGINS		3

/* Whether an object has a key with this very value. */
static bool
has_same(Jsonb *object, const JsonbValue *key, const char *value)
{
	JsonbValue *found;

	if (object == NULL)
		return false;
	found = getKeyJsonValueFromContainer(&object->root, key->val.string.val,
										 key->val.string.len, NULL);

	return found != NULL && (value == NULL ||
							 strcmp(JsonbToCString(NULL, &JsonbValueToJsonb(found)->root, 0),
									value) == 0);
}

/* Put the rules of one origin, as name and value. */
static void
put_origin(StringInfo out, const char *words, RuleOrigin wanted, Jsonb *given,
		   Jsonb *filled, Jsonb *preset_rules)
{
	JsonbIterator *it = JsonbIteratorInit(&filled->root);
	JsonbIteratorToken token;
	JsonbValue	key;
	JsonbValue	value;
	Paragraph	paragraph;
	char	   *last = NULL;

	while ((token = JsonbIteratorNext(&it, &key, true)) != WJB_DONE)
	{
		RuleOrigin	origin;
		char	   *text;

		if (token != WJB_KEY)
			continue;
		(void) JsonbIteratorNext(&it, &value, true);
		text = JsonbToCString(NULL, &JsonbValueToJsonb(&value)->root, 0);
		origin = has_same(preset_rules, &key, text) ? ORIGIN_PRESET :
			has_same(given, &key, NULL) ? ORIGIN_GIVEN : ORIGIN_DEFAULT;
		if (origin != wanted)
			continue;
		if (last == NULL)
		{
			paragraph_begin(&paragraph, out, 2, 4);
			paragraph_words(&paragraph, words);
		}
		else
			paragraph_words(&paragraph, psprintf("%s;", last));
		last = psprintf("%s %s", pnstrdup(key.val.string.val, key.val.string.len),
						safe_label(label_from_cstring(text, strlen(text))));
	}
	if (last == NULL)
		return;
	paragraph_words(&paragraph, psprintf("%s.", last));
	paragraph_end(&paragraph);
}

/*
 * Put by which rules was counted: those given, and with their defaults filled
 * in; those of a preset, if a preset is among them, with its source.
 */
void
put_rules_used(StringInfo out, Jsonb *given, Jsonb *filled, const char *preset,
			   Jsonb *preset_rules, const char *source)
{
	appendStringInfoString(out, "\nRules\n");
	if (preset != NULL)
	{
		Paragraph	paragraph;

		put_origin(out, psprintf("Of the preset \"%s\":", preset), ORIGIN_PRESET, given,
				   filled, preset_rules);
		paragraph_begin(&paragraph, out, 4, 4);
		paragraph_words(&paragraph, source);
		paragraph_end(&paragraph);
	}
	put_origin(out, "Given:", ORIGIN_GIVEN, given, filled, preset_rules);
	put_origin(out, "By default:", ORIGIN_DEFAULT, given, filled, preset_rules);
}

/* Put lines to sign on. */
void
put_signature(StringInfo out, const Heading *heading)
{
	if (!heading->given)
		return;
	appendStringInfo(out, "\nReturning officer: %s\n",
					 heading->officer ? heading->officer : "");
	appendStringInfoString(out, "\nSignature ________________________________   Date ________________\n");
}
