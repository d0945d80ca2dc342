/*
 * text_layout.h
 *	  Text for people: labels that are safe to show, columns that line up,
 *	  paragraphs that wrap.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_TEXT_LAYOUT_H
#define PREFCOUNT_TEXT_LAYOUT_H

#include "postgres.h"

#include "lib/stringinfo.h"

#include "base/candidates.h"
#include "count/roster.h"

#define LINE_WIDTH		100		/* columns of a line of text */
#define NAME_WIDTH_TEXT	64		/* those of a name in a sentence */

/* A paragraph being written; lines after the first one are indented. */
typedef struct Paragraph
{
	StringInfo	out;
	int			indent;
	int			column;			/* where the line ends by now */
} Paragraph;

/*
 * What candidates are called in a text.  Names too long for it are cut and
 * carry the candidate's number on the ballot, so that no two look the same.
 */
typedef struct NameList
{
	int			n;
	char	  **full;			/* UTF-8, by candidate */
	char	  **shown;			/* in a column; the same pointer where nothing was cut */
	char	  **in_text;		/* in a sentence, which has room for longer ones */
	int		   *width;			/* of what is shown */
} NameList;

extern int	text_width(const char *string);
extern char *safe_label(Label label);
extern char *safe_json(Label json);
extern void name_list_create(NameList *names, const Roster *roster, int max_width);

extern void put_padded(StringInfo out, const char *string, int width, bool right);
extern void put_line_end(StringInfo out);
extern void paragraph_begin(Paragraph *paragraph, StringInfo out, int start,
							int indent);
extern void paragraph_break(Paragraph *paragraph);
extern void paragraph_put(Paragraph *paragraph, const char *piece);
extern void paragraph_words(Paragraph *paragraph, const char *words);
extern void paragraph_end(Paragraph *paragraph);

#endif							/* PREFCOUNT_TEXT_LAYOUT_H */
