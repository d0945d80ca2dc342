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

#include "miscadmin.h"
#include "utils/memutils.h"

#include "report/blt_scan.h"

#define CANDIDATES_MAX	(PG_INT32_MAX / 2)

static const char *const ballot_hint =
"A ballot is a line such as \"3 2 1=4 - 5 0\": number of ballots, candidates in order, 0.";

/* Reading ballots, which are taken if there is a profile. */
typedef struct BallotParser
{
	BltScanner	scanner;
	const Blt  *blt;
	int			zero_line;		/* of the first ballot with a final 0; 0: none */
	int			no_zero_line;	/* of the first one without */
	uint32	   *marks;			/* at one rank, as candidates from 0 */
	int			nmarks;
	int			marks_allocated;
	Profile    *profile;
	const uint32 *codes;		/* of the profile, by candidate */
} BallotParser;

/* One of the two numbers of the first line. */
static int64
read_header_number(BltScanner *scanner, const char *what, int64 limit)
{
	Word		word;
	const char *p;
	int64		number = -1;

	if (blt_next_word(scanner, false, &word))
	{
		p = word.start;
		number = blt_read_digits(&p, word.start + word.length, limit);
		if (p != word.start + word.length)
			number = -1;
	}
	if (number < 0)
		blt_malformed(scanner->line, psprintf("The number of %s is missing or is none.", what),
				  "The text begins with the numbers of candidates and of seats, such as \"4 1\".");

	return number;
}

/* Read a candidate's number, or nickname, as index from 0; it ends at *p. */
static int
read_candidate(const BltScanner *scanner, const Blt *blt, const char **p,
			   const char *end, Word word)
{
	const char *start = *p;
	int64		number;
	int			found;

	if (blt->nicknames.n == 0 || (start < end && isdigit((unsigned char) *start)))
	{
		number = blt_read_digits(p, end, CANDIDATES_MAX);
		if (number < 1 || number > blt->names.n)
			blt_malformed(scanner->line,
						  psprintf("In %s there is no candidate's number from 1 to %d.",
								   blt_excerpt(word), blt->names.n),
						  ballot_hint);
		return (int) number - 1;
	}
	while (*p < end && **p != '=')
		(*p)++;
	found = label_list_find(&blt->nicknames, label_from_cstring(start, *p - start));
	if (found < 0)
		blt_malformed(scanner->line,
					  psprintf("In %s there is no candidate's nickname or number.",
							   blt_excerpt(word)),
					  "Nicknames are those that the option [nick ...] gives.");

	return found;
}

/* Note a candidate, who is all of what is left of a word. */
static void
note_candidate(const BltScanner *scanner, const Blt *blt, BltNoted *noted,
			   const char *p, Word word)
{
	const char *end = word.start + word.length;
	int			candidate = read_candidate(scanner, blt, &p, end, word);

	if (p != end)
		blt_malformed(scanner->line,
					  psprintf("%s is no candidate.", blt_excerpt(word)),
					  "A withdrawn candidate is a number with a minus, such as \"-2\".");
	if (noted->n == noted->allocated)
	{
		noted->allocated *= 2;
		noted->candidates = repalloc_huge(noted->candidates,
										  sizeof(int) * noted->allocated);
	}
	noted->candidates[noted->n++] = candidate;
}

/* Note the candidates that an option names. */
static void
note_candidates(const BltScanner *scanner, const Blt *blt, BltNoted *noted,
				const Word *words, int nwords)
{
	for (int i = 0; i < nwords; i++)
		note_candidate(scanner, blt, noted, words[i].start, words[i]);
}

/* Keep the nicknames of all candidates, each a word. */
static void
read_nicknames(const BltScanner *scanner, Blt *blt, const Word *words, int nwords)
{
	LabelList  *list = &blt->nicknames;
	int			twice;

	if (nwords != blt->names.n || list->n > 0)
		blt_malformed(scanner->line,
					  psprintf("There are %d candidates, but %d nicknames.",
							   blt->names.n, nwords + list->n),
					  "The option [nick ...] names each candidate once, in order.");
	list->labels = palloc_extended(sizeof(Label) * Max(nwords, 1), MCXT_ALLOC_HUGE);
	for (int i = 0; i < nwords; i++)
	{
		if (isdigit((unsigned char) *words[i].start))
			blt_malformed(scanner->line,
						  psprintf("The nickname %s begins like a number.",
								   blt_excerpt(words[i])),
						  NULL);
		list->labels[i] = label_from_cstring(words[i].start, words[i].length);
	}
	list->n = nwords;
	twice = label_list_sort(list);
	if (twice >= 0)
		blt_malformed(scanner->line,
					  psprintf("Two candidates have the nickname \"%s\".",
							   label_string(list->labels[twice])),
					  NULL);
}

/* Check an order of all candidates for ties, which is no part of blt_rules(). */
static void
check_tie_order(const BltScanner *scanner, const Blt *blt, const Word *words, int nwords)
{
	bool	   *seen = palloc_extended(Max(blt->names.n, 1),
									   MCXT_ALLOC_HUGE | MCXT_ALLOC_ZERO);

	for (int i = 0; i < nwords; i++)
	{
		const char *p = words[i].start;
		const char *end = p + words[i].length;
		int			candidate = read_candidate(scanner, blt, &p, end, words[i]);

		if (p != end || seen[candidate])
			blt_malformed(scanner->line,
						  psprintf("%s stands wrongly in an order for ties.",
								   blt_excerpt(words[i])),
						  "The option [tie ...] names each candidate once.");
		seen[candidate] = true;
	}
	if (nwords != blt->names.n)
		blt_malformed(scanner->line,
					  psprintf("There are %d candidates, but %d in the order for ties.",
							   blt->names.n, nwords),
					  "The option [tie ...] names each candidate once.");
	pfree(seen);
}

/* Read the words of an option up to its bracket, which may join the last. */
static Word *
read_option_words(BltScanner *scanner, int *nwords)
{
	int			line = scanner->line;
	int64		allocated = 16;
	Word	   *words = palloc(sizeof(Word) * allocated);
	bool		closed = false;

	for (*nwords = 0; !closed;)
	{
		Word		word;

		CHECK_FOR_INTERRUPTS();
		if (!blt_next_word(scanner, true, &word))
			blt_malformed(line, "An option does not end.",
						  "An option stands in brackets, such as [withdrawn 2].");
		closed = word.start[word.length - 1] == ']';
		word.length -= closed;
		if (*nwords == allocated)
		{
			allocated *= 2;
			words = repalloc_huge(words, sizeof(Word) * allocated);
		}
		if (word.length > 0)
			words[(*nwords)++] = word;
	}
	return words;
}

/* Whether a word is a string. */
static bool
word_equals(Word word, const char *string)
{
	return word.length == (int) strlen(string) &&
		memcmp(word.start, string, word.length) == 0;
}

/* Read an option in brackets. */
static void
read_option(BltScanner *scanner, Blt *blt)
{
	BltScanner	start = *scanner;
	int			nwords;
	Word	   *words;

	scanner->p++;
	words = read_option_words(scanner, &nwords);
	if (nwords > 0 && word_equals(words[0], "nick"))
		read_nicknames(&start, blt, words + 1, nwords - 1);
	else if (nwords > 0 && word_equals(words[0], "withdrawn"))
		note_candidates(&start, blt, &blt->withdrawn, words + 1, nwords - 1);
	else if (nwords > 0 && word_equals(words[0], "undeclared"))
		note_candidates(&start, blt, &blt->undeclared, words + 1, nwords - 1);
	else if (nwords > 0 && word_equals(words[0], "tie"))
		check_tie_order(&start, blt, words + 1, nwords - 1);
	else if (nwords == 0 || !word_equals(words[0], "droop"))
		blt_malformed(start.line, "An option is not known.",
					  "Options are [nick ...], [withdrawn ...], [undeclared ...], [tie ...] and [droop ...]; the last two are passed over.");
	pfree(words);
}

/*
 * Read what stands before the ballots: options, and numbers with a minus of
 * candidates who have withdrawn.
 */
static void
read_before_ballots(BltScanner *scanner, Blt *blt)
{
	blt->nicknames = (LabelList) {0, NULL, NULL};
	blt->withdrawn = (BltNoted) {0, 8, palloc(sizeof(int) * 8)};
	blt->undeclared = (BltNoted) {0, 8, palloc(sizeof(int) * 8)};
	for (;;)
	{
		BltScanner	before = *scanner;
		Word		word;

		blt_skip_space(scanner, true);
		if (scanner->p < scanner->end && *scanner->p == '[')
		{
			read_option(scanner, blt);
			continue;
		}
		if (!blt_next_word(scanner, true, &word) || word.length < 2 || *word.start != '-')
		{
			*scanner = before;
			return;
		}
		note_candidate(scanner, blt, &blt->withdrawn, word.start + 1, word);
	}
}

/* Pass an id in parentheses; returns whether there is one. */
static bool
skip_ballot_id(BltScanner *scanner)
{
	blt_skip_space(scanner, true);
	if (scanner->p == scanner->end || *scanner->p != '(')
		return false;
	while (scanner->p < scanner->end && *scanner->p != ')' && *scanner->p != '\n')
		scanner->p++;
	if (scanner->p == scanner->end || *scanner->p != ')')
		blt_malformed(scanner->line, "A ballot's id does not end.",
					  "An id stands in parentheses before the ballot.");
	scanner->p++;

	return true;
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
			blt_malformed(scanner->line, psprintf("%s is no number of ballots.", blt_excerpt(word)),
					  ballot_hint);
	}
	digits = pnstrdup(word.start, word.length);
	count.votes = votes_parse(digits);
	pfree(digits);
	count.ballots = decimal ? 1 : count.votes.units;
	if (votes_is_zero(count.votes))
		blt_malformed(scanner->line, psprintf("%s ballots are none.", blt_excerpt(word)),
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
		add_mark(parser, read_candidate(&parser->scanner, parser->blt, &p, end, word));
		if (p == end)
			break;
		if (*p++ != '=')
			blt_malformed(parser->scanner.line,
					  psprintf("%s is no candidate's number.", blt_excerpt(word)), ballot_hint);
	}
	if (parser->profile != NULL)
		ballot_add_marks(&parser->profile->pool->builder, parser->marks, parser->nmarks);
}

/*
 * Note that a ballot has ended, with a 0 or without.  That must be the same for
 * all: the next line may else be a part of it.
 */
static void
end_ballot(BallotParser *parser, bool zero)
{
	int		   *first = zero ? &parser->zero_line : &parser->no_zero_line;

	if (*first == 0)
		*first = parser->scanner.line;
	if (parser->no_zero_line > 0 && (parser->zero_line > 0 || !parser->blt->lines))
		blt_malformed(parser->no_zero_line, "A ballot does not end with 0.", ballot_hint);
}

/*
 * Read a ballot's ranks to the 0 that ends them.  Where a line is a ballot, a 0
 * before its last word is a skipped rank, and the last one may be left out.
 */
static void
read_ranks(BallotParser *parser)
{
	Word		word;

	for (;;)
	{
		CHECK_FOR_INTERRUPTS();
		if (!blt_next_word(&parser->scanner, !parser->blt->lines, &word))
		{
			end_ballot(parser, false);
			return;
		}
		if (blt_word_is(word, '0') &&
			(!parser->blt->lines || blt_at_line_end(&parser->scanner)))
		{
			end_ballot(parser, true);
			return;
		}
		if (!blt_word_is(word, '-') && !blt_word_is(word, '0'))
			read_rank(parser, word);
		else if (parser->profile != NULL)
			ballot_add_skipped(&parser->profile->pool->builder);
	}
}

/* Read the weight of a ballot, which is 1 if it has an id; false at the end. */
static bool
read_ballot_count(BallotParser *parser, BallotCount *count)
{
	BltScanner *scanner = &parser->scanner;
	bool		has_id = skip_ballot_id(scanner);
	Word		word;

	if (!blt_next_word(scanner, false, &word))
		blt_malformed(scanner->line, "The end of the ballots is missing.",
					  "The line behind the last ballot is a single 0.");
	if (blt_word_is(word, '0') && !has_id)
		return false;

	*count = read_weight(scanner, word);
	if (has_id && count->ballots != 1)
		blt_malformed(scanner->line,
					  psprintf("%s ballots have one id.", blt_excerpt(word)),
					  "An id belongs to one ballot: behind it comes a 1, then the candidates.");

	return true;
}

/* Read one line of ballots; false at the end of all. */
static bool
read_ballot(BallotParser *parser)
{
	Profile    *profile = parser->profile;
	BallotCount count;

	if (!read_ballot_count(parser, &count))
		return false;
	if (profile != NULL)
		ballot_begin(&profile->pool->builder);
	read_ranks(parser);
	if (profile != NULL)
		profile_add_ballots(profile,
					ranking_pool_intern(profile->pool,
										ballot_finish(&profile->pool->builder)),
					count);
	return true;
}

/* Read all ballots; returns where their end is. */
static BltScanner
read_ballots(const Blt *blt, Profile *profile, const uint32 *codes)
{
	BallotParser parser = {blt->ballots, blt, 0, 0, NULL, 0, 8, profile, codes};

	parser.marks = palloc(sizeof(uint32) * parser.marks_allocated);
	while (read_ballot(&parser))
		 /* go on */ ;
	pfree(parser.marks);

	return parser.scanner;
}

/* Check a whole text and keep its parts; 22P02, 22003. */
void
blt_parse(Blt *blt, const char *source, int length)
{
	static const char byte_order_mark[] = "\xEF\xBB\xBF";
	BltScanner	scanner = {source, source + length, 1};
	int			first_line;

	if (length >= 3 && memcmp(source, byte_order_mark, 3) == 0)
		scanner.p += 3;
	blt_skip_space(&scanner, true);
	first_line = scanner.line;
	blt->names.n = (int) read_header_number(&scanner, "candidates", CANDIDATES_MAX);
	blt->seats = read_header_number(&scanner, "seats", BLT_SEATS_MAX);
	read_before_ballots(&scanner, blt);
	blt_skip_space(&scanner, true);
	blt->ballots = scanner;
	blt->lines = scanner.line > first_line;
	scanner = read_ballots(blt, NULL, NULL);
	blt_read_names(&scanner, blt->lines, &blt->names);
}

/* Add a checked text's ballots to a profile. */
void
blt_add_ballots(const Blt *blt, Profile *profile)
{
	int			n = blt->names.n;
	uint32	   *codes = palloc_extended(sizeof(uint32) * Max(n, 1), MCXT_ALLOC_HUGE);

	for (int i = 0; i < n; i++)
		codes[i] = candidates_intern(profile->pool->candidates, blt->names.labels[i]);
	(void) read_ballots(blt, profile, codes);
	pfree(codes);
}
