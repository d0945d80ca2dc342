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
#include "count/rules_presets.h"
#include "profile/profile_fingerprint.h"
#include "report/heading.h"
#include "report/text_layout.h"

#define NAME_WIDTH		20
#define RULE_WIDTH		17

#define SIGNATURE_LINE	"________________________________________"

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

/* A title is also called contest, a place jurisdiction, as irv_json() does. */
static const HeadingKey heading_keys[] = {
	{"title", HEADING_TEXT, offsetof(Heading, title)},
	{"contest", HEADING_TEXT, offsetof(Heading, title)},
	{"office", HEADING_TEXT, offsetof(Heading, office)},
	{"place", HEADING_TEXT, offsetof(Heading, place)},
	{"jurisdiction", HEADING_TEXT, offsetof(Heading, place)},
	{"date", HEADING_TEXT, offsetof(Heading, date)},
	{"electorate", HEADING_NUMBER, offsetof(Heading, electorate)},
	{"issued", HEADING_NUMBER, offsetof(Heading, issued)},
	{"rejected", HEADING_REJECTED, 0},
	{"seats", HEADING_NUMBER, offsetof(Heading, seats)},
	{"officer", HEADING_TEXT, offsetof(Heading, officer)},
	{"note", HEADING_TEXT, offsetof(Heading, note)},
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

/* Compare reasons, for qsort(): that of most papers first, then by their bytes. */
static int
cmp_rejected(const void *a, const void *b)
{
	const Rejected *x = (const Rejected *) a;
	const Rejected *y = (const Rejected *) b;

	if (x->papers != y->papers)
		return x->papers > y->papers ? -1 : 1;
	return strcmp(x->reason, y->reason);
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
	qsort(heading->rejected, heading->nrejected, sizeof(Rejected), cmp_rejected);
}

/* Set a text that no other key has set; an empty one is as good as none. */
static void
parse_text(const HeadingKey *key, const JsonbValue *value, char **member)
{
	if (value->type != jbvString)
		heading_error(psprintf("\"%s\" does not hold a text.", key->name));
	if (value->val.string.len == 0)
		return;
	if (*member != NULL)
		heading_error(psprintf("\"%s\" stands there by two names.", key->name));
	*member = shown_text(value);
}

/* Fill the member of a key; null is as good as no key. */
static void
parse_value(Heading *heading, const HeadingKey *key, JsonbValue *value)
{
	char	   *member = (char *) heading + key->member;

	if (value->type == jbvNull)
		return;
	heading->given |= (key->kind != HEADING_FLAG);
	switch (key->kind)
	{
		case HEADING_TEXT:
			parse_text(key, value, (char **) member);
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

/*
 * Read the heading of a count for so many seats; NULL is an empty one.  22023
 * for what is not understood, or at odds with the count.
 */
Heading *
heading_from_jsonb(Jsonb *jsonb, int64 seats)
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
	if (heading->seats >= 0 && heading->seats != seats)
		heading_error(psprintf("\"seats\" is " INT64_FORMAT ", but the count is for " INT64_FORMAT ".",
							   heading->seats, seats));
	return heading;
}

/* Put words behind a name, if there is something to say. */
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

/* Put a number of people or papers, if it is known. */
static void
put_number(StringInfo out, const char *name, int64 number)
{
	if (number >= 0)
		put_text(out, name, psprintf(INT64_FORMAT, number));
}

/* How many people of a hundred have given a paper. */
static char *
turnout(int64 papers, int64 electorate)
{
	Numeric		share = votes_ratio(votes_whole(papers), votes_whole(electorate), 6);
	Datum		per_cent = NumericGetDatum(decimal_mul(share, int64_to_numeric(100)));

	per_cent = DirectFunctionCall2(numeric_round, per_cent, Int32GetDatum(2));

	return psprintf("%s %%", DatumGetCString(DirectFunctionCall1(numeric_out, per_cent)));
}

/* All papers that came back, counted or not. */
static int64
papers_returned(const Heading *heading, int64 ballots)
{
	int64		papers = ballots;

	for (int i = 0; i < heading->nrejected; i++)
	{
		if (pg_add_s64_overflow(papers, heading->rejected[i].papers, &papers) ||
			papers > VOTES_MAX)
			heading_error("With those under \"rejected\" there are more than 10^18 papers.");
	}
	return papers;
}

/* Put that more papers came back than there can be. */
static void
put_excess(StringInfo out, const char *than, int64 papers, int64 most)
{
	if (most >= 0 && papers > most)
		put_text(out, "Please check", psprintf(INT64_FORMAT " more papers than %s",
											   papers - most, than));
}

/* Put the papers: those issued and returned, rejected for what reasons, counted. */
static void
put_papers(StringInfo out, const Heading *heading, int64 ballots)
{
	int64		papers = papers_returned(heading, ballots);
	bool		known = (heading->electorate >= 0 || heading->issued >= 0 ||
						 heading->nrejected > 0);

	put_number(out, "Electorate", heading->electorate);
	put_number(out, "Papers issued", heading->issued);
	if (known)
		put_number(out, "Papers returned", papers);
	if (heading->electorate > 0)
		put_text(out, "Turnout", turnout(papers, heading->electorate));
	for (int i = 0; i < heading->nrejected; i++)
	{
		const Rejected *rejected = &heading->rejected[i];

		put_text(out, "Papers rejected",
				 psprintf(INT64_FORMAT "%s%s", rejected->papers,
						  rejected->reason ? ": " : "",
						  rejected->reason ? rejected->reason : ""));
	}
	if (known)
		put_number(out, "Papers counted", ballots);
	put_excess(out, "people who could vote", papers, heading->electorate);
	put_excess(out, "were issued", papers, heading->issued);
}

/* Put what stands above the sheet of so many ballots. */
void
put_heading(StringInfo out, const Heading *heading, int64 ballots)
{
	if (!heading->given)
		return;
	if (heading->title != NULL)
	{
		Paragraph	paragraph;

		paragraph_begin(&paragraph, out, 0, 0);
		paragraph_words(&paragraph, heading->title);
		paragraph_end(&paragraph);
	}
	put_text(out, "Office", heading->office);
	put_text(out, "Place", heading->place);
	put_text(out, "Date", heading->date);
	put_number(out, "Seats", heading->seats);
	put_papers(out, heading, ballots);
	put_text(out, "Note", heading->note);
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

/* The rules of a count, and where to look for what they come from. */
typedef struct RulesUsed
{
	const RuleBook *book;		/* has them in the order of the documentation */
	Jsonb	   *filled;			/* with all defaults */
	Jsonb	   *given;			/* NULL: none */
	Jsonb	   *preset;			/* NULL: none */
} RulesUsed;

/* The text of a JSON value. */
static char *
json_text(JsonbValue *value)
{
	return JsonbToCString(NULL, &JsonbValueToJsonb(value)->root, 0);
}

/* What an object has under a key, as text; NULL: nothing. */
static char *
member_text(Jsonb *object, const char *key)
{
	JsonbValue *found = NULL;

	if (object != NULL)
		found = getKeyJsonValueFromContainer(&object->root, key, strlen(key), NULL);

	return found != NULL ? json_text(found) : NULL;
}

/* Where the value of a rule comes from. */
static RuleOrigin
rule_origin(const RulesUsed *used, const char *key, const char *value)
{
	char	   *of_preset = member_text(used->preset, key);

	if (of_preset != NULL && strcmp(of_preset, value) == 0)
		return ORIGIN_PRESET;

	return member_text(used->given, key) != NULL ? ORIGIN_GIVEN : ORIGIN_DEFAULT;
}

/* Put a rule on a line of its own, with the provision it comes from, if any. */
static void
put_rule(StringInfo out, const char *name, const char *value, const char *provision)
{
	Paragraph	paragraph;

	paragraph_begin(&paragraph, out, 4, 4 + RULE_WIDTH);
	put_padded(out, name, RULE_WIDTH, false);
	paragraph.column += Max(RULE_WIDTH, (int) strlen(name));
	paragraph_words(&paragraph, value);
	if (provision != NULL)
		paragraph_words(&paragraph, psprintf("(%s)", provision));
	paragraph_end(&paragraph);
}

/* What the walk over the rules of one origin puts. */
typedef struct RulesLines
{
	StringInfo	out;
	RuleOrigin	wanted;
	const char *words;			/* before the first rule */
	const RulesPreset *preset;	/* NULL: none is among the rules */
} RulesLines;

/* Put the rules of one origin below some words, each on a line. */
static void
put_rules_of(const RulesLines *lines, const RulesUsed *used)
{
	bool		any = false;

	for (int i = 0; i < used->book->nkeys; i++)
	{
		const char *name = used->book->keys[i].name;
		char	   *text = member_text(used->filled, name);

		/* keys that only another way of counting reads are not shown */
		if (text == NULL || rule_origin(used, name, text) != lines->wanted)
			continue;
		if (!any)
			appendStringInfo(lines->out, "  %s\n", lines->words);
		any = true;
		put_rule(lines->out, name, safe_json(label_from_cstring(text, strlen(text))),
				 lines->wanted == ORIGIN_PRESET ?
				 rules_preset_provision(lines->preset, name) : NULL);
	}
}

/*
 * Put by which rules was counted: those of a preset, if a preset is among them,
 * with its source and provisions; those given; those left to their defaults.
 */
static void
put_rules_used(StringInfo out, const SheetFrame *frame, const RuleBook *book, Jsonb *filled)
{
	const RulesPreset *preset = frame->preset;
	RulesUsed	used = {book, filled, frame->rules, preset ? rules_preset_jsonb(preset) : NULL};
	RulesLines	of_preset = {out, ORIGIN_PRESET, NULL, preset};
	RulesLines	of_count = {out, ORIGIN_GIVEN, "Given:", NULL};
	RulesLines	others = {out, ORIGIN_DEFAULT, "By default:", NULL};

	appendStringInfoString(out, "\nRules\n");
	if (preset != NULL)
	{
		Paragraph	paragraph;

		of_preset.words = psprintf("Of the preset \"%s\":", preset->name);
		put_rules_of(&of_preset, &used);
		paragraph_begin(&paragraph, out, 4, 4);
		paragraph_words(&paragraph, preset->description);
		paragraph_end(&paragraph);
	}
	put_rules_of(&of_count, &used);
	put_rules_of(&others, &used);
}

/* Put a fingerprint of what was counted. */
static void
put_fingerprint(StringInfo out, const char *of, Datum profile)
{
	appendStringInfo(out, "Fingerprint of the %s (SHA-256):\n  %s\n", of,
					 profile_fingerprint_of(profile));
}

/* Put lines to sign on. */
static void
put_signature(StringInfo out, const Heading *heading)
{
	if (!heading->given)
		return;
	appendStringInfoChar(out, '\n');
	put_text(out, "Returning officer", heading->officer ? heading->officer : SIGNATURE_LINE);
	appendStringInfoString(out, "\nSignature           " SIGNATURE_LINE "   Date ________________\n");
}

/*
 * Put what stands below the count: the rules (filled: with all defaults), the
 * version that counted, what it counted, and lines to sign.
 */
void
put_foot(StringInfo out, const SheetFrame *frame, const RuleBook *book, Jsonb *filled)
{
	put_rules_used(out, frame, book, filled);
	appendStringInfo(out, "\nCounted by prefcount %s.\n", PREFCOUNT_VERSION);
	if (frame->is_slice)
	{
		put_fingerprint(out, "slice's ballots", frame->profile);
		put_fingerprint(out, "contest's ballots", frame->whole);
	}
	else
		put_fingerprint(out, "ballots", frame->whole);
	put_signature(out, frame->heading);
}
