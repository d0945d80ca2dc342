/*
 * text_layout.c
 *	  Text for people: labels that are safe to show, columns that line up,
 *	  paragraphs that wrap.
 *
 * All text here is UTF-8, as labels are, whatever the database's encoding.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "mb/pg_wchar.h"

#include "report/text_layout.h"

/* What marks a name that has been cut, before the candidate's number. */
#define CUT_MARK	"...["

/*
 * Bytes that a name may have for each column it may take.  Marks that combine
 * with letters take no column: thousands of them would fill every line that
 * names the candidate.
 */
#define BYTES_PER_COLUMN	8

/* The length in bytes of the character at p, or 0 if it is not one. */
static int
character_length(const char *p, const char *end)
{
	int			length = pg_encoding_mblen(PG_UTF8, p);

	if (length > end - p || !pg_utf8_islegal((const unsigned char *) p, length))
		return 0;

	return length;
}

/* How many columns a text takes. */
int
text_width(const char *string)
{
	const char *end = string + strlen(string);
	int			width = 0;

	while (string < end)
	{
		if (*string >= ' ' && *string <= '~')
		{
			width++;
			string++;
			continue;
		}
		width += Max(pg_encoding_dsplen(PG_UTF8, string), 0);
		string += Max(character_length(string, end), 1);
	}
	return width;
}

/*
 * Whether a character would not be seen, or would move others: control
 * characters, line and paragraph separators, marks of direction.
 */
static bool
is_unsafe(const char *p)
{
	pg_wchar	c = utf8_to_unicode((const unsigned char *) p);

	return pg_encoding_dsplen(PG_UTF8, p) < 0 ||
		c == 0x00AD || c == 0x061C || c == 0x200B || c == 0x200E || c == 0x200F ||
		(c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
		c == 0xFEFF;
}

/* Show a character as an escape. */
static void
put_escape(StringInfo out, const char *p)
{
	switch (*p)
	{
		case '\\':
			appendStringInfoString(out, "\\\\");
			break;
		case '\n':
			appendStringInfoString(out, "\\n");
			break;
		case '\r':
			appendStringInfoString(out, "\\r");
			break;
		case '\t':
			appendStringInfoString(out, "\\t");
			break;
		default:
			appendStringInfo(out, "\\u%04X",
							 (unsigned int) utf8_to_unicode((const unsigned char *) p));
	}
}

/*
 * A label as it can be shown anywhere: what cannot be seen is escaped, and so
 * is the backslash, so that different labels look different.
 */
char *
safe_label(Label label)
{
	const char *end = label.data + label.length;
	StringInfoData out;
	char	   *result;

	initStringInfo(&out);
	if (label.length == 0)
		appendStringInfoString(&out, "\\(empty)");
	for (const char *p = label.data; p < end;)
	{
		int			length = character_length(p, end);
		bool		edge = (p == label.data || p + 1 == end);

		if (length == 0)
			appendStringInfo(&out, "\\x%02X", (unsigned char) *p);
		else if (*p == '\\' || (*p == ' ' && edge) || is_unsafe(p))
			put_escape(&out, p);
		else
			appendBinaryStringInfo(&out, p, length);
		p += Max(length, 1);
	}
	result = pstrdup(out.data);
	pfree(out.data);			/* which is mostly empty */

	return result;
}

/* A JSON text in which what cannot be seen is escaped too, fit to be copied. */
char *
safe_json(Label json)
{
	char	   *visible = safe_label(json);
	char	   *to = visible;

	/* JSON's own backslashes have been doubled */
	for (const char *from = visible; *from != '\0'; from++)
	{
		*to++ = *from;
		if (from[0] == '\\' && from[1] == '\\')
			from++;
	}
	*to = '\0';

	return visible;
}

/* Does a name fit lines where it may take so many columns? */
static bool
name_fits(const char *name, int max_width)
{
	return strlen(name) <= (Size) max_width * BYTES_PER_COLUMN &&
		text_width(name) <= max_width;
}

/* A name cut to a width, with a number that tells it from others. */
static char *
cut_name(const char *name, int max_width, int number)
{
	char	   *tag = psprintf(CUT_MARK "%d]", number);
	const char *end = name + strlen(name);
	const char *limit = name + max_width * BYTES_PER_COLUMN - strlen(tag);
	const char *p = name;
	int			width = strlen(tag);

	while (p < end)
	{
		int			length = Max(character_length(p, end), 1);

		width += Max(pg_encoding_dsplen(PG_UTF8, p), 0);
		if (width > max_width || p + length > limit)
			break;
		p += length;
	}
	return psprintf("%.*s%s", (int) (p - name), name, tag);
}

/*
 * Name the candidates of a contest.  A name that looks as if it had been cut
 * gets a number too.
 */
void
name_list_create(NameList *names, const Roster *roster, int max_width)
{
	int			n = Max(roster->ncandidates, 1);

	names->n = roster->ncandidates;
	names->full = palloc(sizeof(char *) * n);
	names->shown = palloc(sizeof(char *) * n);
	names->in_text = palloc(sizeof(char *) * n);
	names->width = palloc(sizeof(int) * n);
	for (int i = 0; i < names->n; i++)
	{
		char	   *full = safe_label(roster->labels[i]);
		bool		looks_cut = strstr(full, CUT_MARK) != NULL;

		names->full[i] = names->shown[i] = names->in_text[i] = full;
		if (!name_fits(full, max_width) || looks_cut)
			names->shown[i] = cut_name(full, max_width, i + 1);
		if (!name_fits(full, NAME_WIDTH_TEXT) || looks_cut)
			names->in_text[i] = names->shown[i];
		names->width[i] = text_width(names->shown[i]);
	}
}

/* Put a text, filled up with spaces to a width. */
void
put_padded(StringInfo out, const char *string, int width, bool right)
{
	int			missing = Max(width - text_width(string), 0);

	if (right)
		appendStringInfoSpaces(out, missing);
	appendStringInfoString(out, string);
	if (!right)
		appendStringInfoSpaces(out, missing);
}

/* End a line, without the spaces that may stand at its end. */
void
put_line_end(StringInfo out)
{
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->data[--out->len] = '\0';
	appendStringInfoChar(out, '\n');
}

/* Begin a paragraph some columns from the left. */
void
paragraph_begin(Paragraph *paragraph, StringInfo out, int start, int indent)
{
	paragraph->out = out;
	paragraph->indent = indent;
	paragraph->column = 0;
	appendStringInfoSpaces(out, start);
	paragraph->column = start;
}

/* Begin another line of a paragraph. */
void
paragraph_break(Paragraph *paragraph)
{
	appendStringInfoChar(paragraph->out, '\n');
	appendStringInfoSpaces(paragraph->out, paragraph->indent);
	paragraph->column = paragraph->indent;
}

/* Put a piece that is to stay in one line, with a space before it. */
void
paragraph_put(Paragraph *paragraph, const char *piece)
{
	StringInfo	out = paragraph->out;
	int			width = text_width(piece);

	if (paragraph->column > paragraph->indent &&
		paragraph->column + 1 + width > LINE_WIDTH)
		paragraph_break(paragraph);
	else if (out->len > 0 && out->data[out->len - 1] != ' ' &&
			 out->data[out->len - 1] != '\n')
	{
		appendStringInfoChar(out, ' ');
		paragraph->column++;
	}
	appendStringInfoString(out, piece);
	paragraph->column += width;
}

/* The length in bytes of what fits of a text into so many columns; one character at least. */
static int
fitting_length(const char *text, int columns)
{
	const char *end = text + strlen(text);
	const char *limit = text + columns * BYTES_PER_COLUMN;
	const char *p = text;
	int			width = 0;

	while (p < end)
	{
		int			length = Max(character_length(p, end), 1);

		width += Max(pg_encoding_dsplen(PG_UTF8, p), 0);
		if (p > text && (width > columns || p + length > limit))
			break;
		p += length;
	}
	return p - text;
}

/* Put a word, which is broken only where it is longer than a line. */
static void
put_word(Paragraph *paragraph, const char *word)
{
	int			columns = LINE_WIDTH - paragraph->indent;
	int			fitting;

	while (word[fitting = fitting_length(word, columns)] != '\0')
	{
		paragraph_put(paragraph, pnstrdup(word, fitting));
		paragraph->column = LINE_WIDTH;
		word += fitting;
	}
	paragraph_put(paragraph, word);
}

/* Put words that may stand in different lines. */
void
paragraph_words(Paragraph *paragraph, const char *words)
{
	char	   *copy = pstrdup(words);
	char	   *rest = copy;
	char	   *word;

	while ((word = strsep(&rest, " ")) != NULL)
	{
		if (*word != '\0')
			put_word(paragraph, word);
	}
	pfree(copy);
}

/* End a paragraph. */
void
paragraph_end(Paragraph *paragraph)
{
	appendStringInfoChar(paragraph->out, '\n');
}
