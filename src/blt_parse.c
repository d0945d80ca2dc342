/*
 * blt_parse.c
 *	  Reading BLT, see blt.h.
 *
 * The names of the candidates come last.  So the ballots are read twice: once
 * to check them and to get past them, and once to take them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include <ctype.h>

#include "mb/pg_wchar.h"
#include "miscadmin.h"
#include "utils/memutils.h"

#include "blt.h"
#include "pgcompat.h"

#define EXCERPT_BYTES	40		/* of a faulty word that an error shows */
#define STRINGS_AFTER	3		/* behind the names: title, source, comment */
#define CANDIDATES_MAX	(PG_INT32_MAX / 2)

static const char *const ballot_hint =
"A ballot is a line such as \"3 2 1=4 - 5 0\": number of ballots, candidates in order, 0.";

/* A word of the text. */
typedef struct Word
{
	const char *start;
	int			length;
} Word;

/* Reading ballots, which are taken if there is a profile. */
typedef struct BallotParser
{
	BltScanner	scanner;
	int			ncandidates;
	uint32	   *marks;			/* at one rank, as candidates from 0 */
	int			nmarks;
	int			marks_allocated;
	Profile    *profile;
	const uint32 *codes;		/* of the profile, by candidate */
} BallotParser;

/* Raise 22P02. */
pg_noreturn static void
malformed(int line, const char *detail, const char *hint)
{
	ereport(ERROR,
			(errcode(ERRCODE_INVALID_TEXT_REPRESENTATION),
			 errmsg("malformed BLT text"),
			 errdetail("Line %d: %s", line, detail),
			 hint != NULL ? errhint("%s", hint) : 0));
	pg_unreachable();
}

/* A word in quotes, if need be only its beginning, for an error's detail. */
static char *
excerpt(Word word)
{
	int			length = pg_mbcliplen(word.start, word.length, EXCERPT_BYTES);

	return psprintf("\"%.*s%s\"", length, word.start,
					length < word.length ? "..." : "");
}

/* Pass spaces and a comment, and on demand ends of lines. */
static void
skip_space(BltScanner *scanner, bool lines)
{
	for (; scanner->p < scanner->end; scanner->p++)
	{
		char		c = *scanner->p;

		if (c == '\n' && !lines)
			return;
		if (c == '\n')
			scanner->line++;
		else if (c == '#')
		{
			while (scanner->p + 1 < scanner->end && scanner->p[1] != '\n')
				scanner->p++;
		}
		else if (c != ' ' && c != '\t' && c != '\r')
			return;
	}
}

/* Whether a word, or a line, ends before a character. */
static bool
ends_word(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '#';
}

/* Read a word; false at the end of the line, or of the text. */
static bool
next_word(BltScanner *scanner, bool lines, Word *word)
{
	skip_space(scanner, lines);
	word->start = scanner->p;
	while (scanner->p < scanner->end && !ends_word(*scanner->p))
		scanner->p++;
	word->length = scanner->p - word->start;

	return word->length > 0;
}

/* Whether a word is this one character. */
static bool
word_is(Word word, char c)
{
	return word.length == 1 && *word.start == c;
}

/* Read a number up to a limit from *p on; -1 if there is none. */
static int64
read_digits(const char **p, const char *end, int64 limit)
{
	int64		number = 0;

	if (*p == end || !isdigit((unsigned char) **p))
		return -1;
	for (; *p < end && isdigit((unsigned char) **p); (*p)++)
	{
		number = number * 10 + (**p - '0');
		if (number > limit)
			return -1;
	}
	return number;
}

/* One of the two numbers of the first line. */
static int64
read_header_number(BltScanner *scanner, const char *what, int64 limit)
{
	Word		word;
	const char *p;
	int64		number = -1;

	if (next_word(scanner, false, &word))
	{
		p = word.start;
		number = read_digits(&p, word.start + word.length, limit);
		if (p != word.start + word.length)
			number = -1;
	}
	if (number < 0)
		malformed(scanner->line, psprintf("The number of %s is missing or is none.", what),
				  "The text begins with the numbers of candidates and of seats, such as \"4 1\".");

	return number;
}

/* Read a candidate's number as index from 0; it ends at *p. */
static int
read_candidate(const BltScanner *scanner, int ncandidates, const char **p,
			   const char *end, Word word)
{
	int64		number = read_digits(p, end, CANDIDATES_MAX);

	if (number < 1 || number > ncandidates)
		malformed(scanner->line,
				  psprintf("In %s there is no candidate's number from 1 to %d.",
						   excerpt(word), ncandidates),
				  ballot_hint);

	return (int) number - 1;
}

/* Read the numbers with a minus that stand before the ballots. */
static void
read_withdrawn(BltScanner *scanner, Blt *blt)
{
	int			allocated = 8;
	BltScanner	before = *scanner;
	Word		word;

	blt->nwithdrawn = 0;
	blt->withdrawn = palloc(sizeof(int) * allocated);
	while (next_word(scanner, true, &word) && word.length > 1 && *word.start == '-')
	{
		const char *p = word.start + 1;
		const char *end = word.start + word.length;
		int			candidate;

		candidate = read_candidate(scanner, blt->names.n, &p, end, word);
		if (p != end)
			malformed(scanner->line, psprintf("%s is no withdrawn candidate.", excerpt(word)),
					  "A withdrawn candidate is a number with a minus, such as \"-2\".");
		if (blt->nwithdrawn == allocated)
		{
			allocated *= 2;
			blt->withdrawn = repalloc_huge(blt->withdrawn, sizeof(int) * allocated);
		}
		blt->withdrawn[blt->nwithdrawn++] = candidate;
		before = *scanner;
	}
	*scanner = before;
}

/* Pass an id in parentheses. */
static void
skip_ballot_id(BltScanner *scanner)
{
	skip_space(scanner, true);
	if (scanner->p == scanner->end || *scanner->p != '(')
		return;
	while (scanner->p < scanner->end && *scanner->p != ')' && *scanner->p != '\n')
		scanner->p++;
	if (scanner->p == scanner->end || *scanner->p != ')')
		malformed(scanner->line, "A ballot's id does not end.",
				  "An id stands in parentheses before the ballot.");
	scanner->p++;
}

/* A whole number of ballots, or a decimal weight of one ballot. */
static BallotCount
read_weight(const BltScanner *scanner, Word word)
{
	bool		decimal = false;
	BallotCount count;
	char	   *digits;

	for (int i = 0; i < word.length; i++)
	{
		if (word.start[i] == '.' && !decimal && i > 0 && i < word.length - 1)
			decimal = true;
		else if (!isdigit((unsigned char) word.start[i]))
			malformed(scanner->line, psprintf("%s is no number of ballots.", excerpt(word)),
					  ballot_hint);
	}
	digits = pnstrdup(word.start, word.length);
	count.votes = votes_parse(digits);
	pfree(digits);
	count.ballots = decimal ? 1 : count.votes.units;
	if (votes_is_zero(count.votes))
		malformed(scanner->line, psprintf("%s ballots are none.", excerpt(word)),
				  "A single 0 ends the ballots; ballots that do not count are left out.");

	return count;
}

/* Keep a mark at this rank; 54000 for more than a ballot can hold. */
static void
add_mark(BallotParser *parser, int candidate)
{
	if (parser->nmarks == parser->marks_allocated)
	{
		if (parser->marks_allocated > BALLOT_MAX_SIZE / TOKEN_BYTES_MAX)
			ereport(ERROR,
					(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
					 errmsg("ballot has too many marks"),
					 errdetail("There are too many at one rank in line %d.",
							   parser->scanner.line)));
		parser->marks_allocated *= 2;
		parser->marks = repalloc_huge(parser->marks,
									  sizeof(uint32) * parser->marks_allocated);
	}
	parser->marks[parser->nmarks++] =
		parser->profile != NULL ? parser->codes[candidate] : (uint32) candidate;
}

/* Read the marks at a rank: candidates joined by "=". */
static void
read_rank(BallotParser *parser, Word word)
{
	const char *p = word.start;
	const char *end = word.start + word.length;

	parser->nmarks = 0;
	for (;;)
	{
		add_mark(parser, read_candidate(&parser->scanner, parser->ncandidates,
										&p, end, word));
		if (p == end)
			break;
		if (*p++ != '=')
			malformed(parser->scanner.line,
					  psprintf("%s is no candidate's number.", excerpt(word)), ballot_hint);
	}
	if (parser->profile != NULL)
		ballot_add_marks(&parser->profile->pool->builder, parser->marks, parser->nmarks);
}

/* Read a ballot's ranks to the 0 that ends them. */
static void
read_ranks(BallotParser *parser)
{
	Word		word;

	for (;;)
	{
		CHECK_FOR_INTERRUPTS();
		if (!next_word(&parser->scanner, false, &word))
			malformed(parser->scanner.line, "A ballot does not end with 0.", ballot_hint);
		if (word_is(word, '0'))
			return;
		if (!word_is(word, '-'))
			read_rank(parser, word);
		else if (parser->profile != NULL)
			ballot_add_skipped(&parser->profile->pool->builder);
	}
}

/* Read one line of ballots; false at the end of all. */
static bool
read_ballot(BallotParser *parser)
{
	Profile    *profile = parser->profile;
	BallotCount count;
	Word		word;

	skip_ballot_id(&parser->scanner);
	if (!next_word(&parser->scanner, false, &word))
		malformed(parser->scanner.line, "The end of the ballots is missing.",
				  "The line behind the last ballot is a single 0.");
	if (word_is(word, '0'))
		return false;

	count = read_weight(&parser->scanner, word);
	if (profile != NULL)
		ballot_begin(&profile->pool->builder);
	read_ranks(parser);
	if (profile != NULL)
		profile_add(profile,
					ranking_pool_intern(profile->pool,
										ballot_finish(&profile->pool->builder)),
					count);
	return true;
}

/* Read all ballots; returns where their end is. */
static BltScanner
read_ballots(BltScanner start, int ncandidates, Profile *profile, const uint32 *codes)
{
	BallotParser parser = {start, ncandidates, NULL, 0, 8, profile, codes};

	parser.marks = palloc(sizeof(uint32) * parser.marks_allocated);
	while (read_ballot(&parser))
		 /* go on */ ;
	pfree(parser.marks);

	return parser.scanner;
}

/* Read a name in quotes; nothing but a comment may follow it in its line. */
static Label
read_quoted(BltScanner *scanner)
{
	const char *start = ++scanner->p;
	const char *quote;

	while (scanner->p < scanner->end && *scanner->p != '"' && *scanner->p != '\n')
		scanner->p++;
	quote = scanner->p;
	if (quote == scanner->end || *quote != '"')
		malformed(scanner->line, "A name does not end with a quotation mark.", NULL);
	scanner->p++;
	if (scanner->p < scanner->end && !ends_word(*scanner->p))
		malformed(scanner->line, "A quotation mark stands within a name.",
				  "BLT has no way to write one; use another character.");

	return label_from_cstring(start, quote - start);
}

/* Read a name without quotes: all that is left of the line. */
static Label
read_bare(BltScanner *scanner)
{
	const char *start = scanner->p;
	int			length;

	for (; scanner->p < scanner->end && *scanner->p != '\n' && *scanner->p != '#'; scanner->p++)
	{
		if (*scanner->p == '"')
			malformed(scanner->line, "A quotation mark stands within a name.",
					  "A name is put in quotation marks, or has none.");
	}
	length = scanner->p - start;
	while (length > 0 && ends_word(start[length - 1]))
		length--;

	return label_from_cstring(start, length);
}

/* Read a name, or another string behind the ballots; false: no more. */
static bool
read_name(BltScanner *scanner, Label *name)
{
	skip_space(scanner, true);
	if (scanner->p == scanner->end)
		return false;
	*name = (*scanner->p == '"') ? read_quoted(scanner) : read_bare(scanner);

	return true;
}

/* Read the names of all candidates. */
static void
read_names(BltScanner *scanner, LabelList *names)
{
	int64		allocated = 16;
	int			twice;

	names->labels = palloc(sizeof(Label) * allocated);
	for (int i = 0; i < names->n; i++)
	{
		CHECK_FOR_INTERRUPTS();
		if (i == allocated)
		{
			allocated *= 2;
			names->labels = repalloc_huge(names->labels, sizeof(Label) * allocated);
		}
		if (!read_name(scanner, &names->labels[i]))
			malformed(scanner->line,
					  psprintf("There are %d candidates, but only %d names.", names->n, i),
					  NULL);
	}
	twice = label_list_sort(names);
	if (twice >= 0)
		malformed(scanner->line,
				  psprintf("Two candidates are called \"%s\".",
						   label_string(names->labels[twice])),
				  NULL);
}

/* Check what follows the names: a title, and maybe a source and a comment. */
static void
read_strings_after(BltScanner *scanner)
{
	Label		string;

	for (int i = 0; i < STRINGS_AFTER; i++)
	{
		if (!read_name(scanner, &string))
			return;
	}
	skip_space(scanner, true);
	if (scanner->p < scanner->end)
		malformed(scanner->line, "Something follows the candidates' names and the title.",
				  "The first line says how many candidates there are.");
}

/* Check a whole text and keep its parts; 22P02, 22003. */
void
blt_parse(Blt *blt, const char *source, int length)
{
	static const char byte_order_mark[] = "\xEF\xBB\xBF";
	BltScanner	scanner = {source, source + length, 1};

	if (length >= 3 && memcmp(source, byte_order_mark, 3) == 0)
		scanner.p += 3;
	skip_space(&scanner, true);
	blt->names.n = (int) read_header_number(&scanner, "candidates", CANDIDATES_MAX);
	(void) read_header_number(&scanner, "seats", PG_INT32_MAX);
	read_withdrawn(&scanner, blt);
	blt->ballots = scanner;
	scanner = read_ballots(scanner, blt->names.n, NULL, NULL);
	read_names(&scanner, &blt->names);
	read_strings_after(&scanner);
}

/* Add a checked text's ballots to a profile. */
void
blt_add_ballots(const Blt *blt, Profile *profile)
{
	int			n = blt->names.n;
	uint32	   *codes = palloc_extended(sizeof(uint32) * Max(n, 1), MCXT_ALLOC_HUGE);

	for (int i = 0; i < n; i++)
		codes[i] = candidates_intern(profile->pool->candidates, blt->names.labels[i]);
	(void) read_ballots(blt->ballots, n, profile, codes);
	pfree(codes);
}
