/*
 * profile_encode.c
 *	  The flat form of a preference profile (profile_flat.h): writing it.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "miscadmin.h"
#include "port/pg_bswap.h"
#include "utils/memutils.h"

#include "ballot/recoder.h"
#include "base/pgcompat.h"
#include "profile/profile_encode.h"
#include "profile/profile_flat.h"

/* A ranking on its way into canonical order. */
typedef struct SortItem
{
	uint64		prefix;			/* the first eight bytes, big end first */
	Ballot		ballot;
	uint32		number;			/* of its count; beyond the last: 1 ballot */
} SortItem;

static inline int
compare_items(const SortItem *a, const SortItem *b)
{
	if (a->prefix != b->prefix)
		return a->prefix < b->prefix ? -1 : 1;
	return ballot_cmp(a->ballot, b->ballot);
}

#define ST_SORT				sort_rankings
#define ST_ELEMENT_TYPE		SortItem
#define ST_COMPARE(a, b)	compare_items(a, b)
#define ST_SCOPE			static
#define ST_CHECK_FOR_INTERRUPTS
#define ST_DEFINE
#include "lib/sort_template.h"

/* All that encoding one profile needs. */
typedef struct Encoder
{
	ProfileReader *reader;
	uint32	   *order;			/* the marked codes in the labels' order */
	uint32		ncandidates;	/* marked */
	BallotBuilder builder;
	Recoder		recoder;		/* to the codes in that order */
	SortItem   *items;
	uint64		nitems;
	BallotCount *counts;		/* by an item's number */
	uint64		ncounts;
	uint64		nrankings;		/* distinct, but for the partial form */
	int			scale;
	bool		partial;
	uint64		loose_size;		/* partial form: bytes of the loose records */
} Encoder;

static void *
alloc_huge(Size size)
{
	return palloc_extended(Max(size, 1), MCXT_ALLOC_HUGE);
}

/* Number the candidates that are marked in the order of their labels. */
static void
encode_number_candidates(Encoder *encoder)
{
	ProfileReader *reader = encoder->reader;
	uint32	   *new_codes;

	new_codes = profile_reader_note_codes(reader, &encoder->order,
										  &encoder->ncandidates);
	codes_sort_by_label(encoder->order, encoder->ncandidates, reader->labels);
	for (uint32 i = 0; i < encoder->ncandidates; i++)
		new_codes[encoder->order[i]] = i;
	ballot_builder_init(&encoder->builder, CurrentMemoryContext);
	recoder_init(&encoder->recoder, &encoder->builder, new_codes, encoder->order,
				 encoder->ncandidates);
}

/* The first eight bytes of a ballot as a number that sorts as they do. */
static uint64
ballot_prefix(Ballot ballot)
{
	uint64		prefix = 0;

	memcpy(&prefix, ballot.tokens, Min(ballot.length, sizeof(prefix)));

	return pg_ntoh64(prefix);
}

/* An entry's ballot with the candidates' new numbers; it stays valid. */
static Ballot
encode_ballot(const Encoder *encoder, Arena *arena, const RankingEntry *entry)
{
	Ballot		ballot = ballot_of_record(entry->record, NULL);

	if (encoder->recoder.new_codes == NULL)
		return ballot;
	ballot = recoder_ballot(&encoder->recoder, ballot);

	return ballot_of_record(arena_append(arena, ballot), NULL);
}

/* Bring the rankings into canonical order, with the candidates' new numbers. */
static void
encode_sort_rankings(Encoder *encoder)
{
	ProfileReader *reader = encoder->reader;
	Arena		arena;
	RankingEntry entry;

	arena_init(&arena, CurrentMemoryContext);
	encoder->items = alloc_huge(sizeof(SortItem) * reader->nentries);
	encoder->counts = alloc_huge(sizeof(BallotCount) * reader->ncounted);

	profile_reader_rewind(reader);
	while (profile_reader_next(reader, &entry))
	{
		SortItem   *item = &encoder->items[encoder->nitems];

		item->ballot = encode_ballot(encoder, &arena, &entry);
		item->prefix = ballot_prefix(item->ballot);
		item->number = reader->ncounted;
		if (encoder->nitems < reader->ncounted)
		{
			item->number = encoder->ncounts++;
			encoder->counts[item->number].ballots = entry.ballots;
			encoder->counts[item->number].votes = entry.votes;
		}
		encoder->nitems++;
		CHECK_FOR_INTERRUPTS();
	}
	sort_rankings(encoder->items, encoder->nitems);
}

/*
 * Step through the sorted items: the next distinct ranking and its count over
 * all items that have it.  False behind the last one.
 */
static bool
next_ranking(const Encoder *encoder, uint64 *position, Ballot *ballot,
			 BallotCount *count)
{
	const SortItem *item;
	uint64		i = *position;

	if (i >= encoder->nitems)
		return false;

	item = &encoder->items[i];
	*ballot = item->ballot;
	count->ballots = 0;
	count->votes = votes_whole(0);
	do
	{
		BallotCount more = {1, {1, 0}};

		if (encoder->items[i].number < encoder->ncounts)
			more = encoder->counts[encoder->items[i].number];
		count->ballots += more.ballots;
		count->votes = votes_add(count->votes, more.votes);
		CHECK_FOR_INTERRUPTS();
		i++;
	} while (i < encoder->nitems &&
			 encoder->items[i].prefix == item->prefix &&
			 compare_items(&encoder->items[i], item) == 0);
	*position = i;

	return true;
}

/* Count the distinct rankings, and find the scale. */
static void
encode_sum_up(Encoder *encoder)
{
	Ballot		ballot;
	BallotCount count;
	uint64		position = 0;

	while (next_ranking(encoder, &position, &ballot, &count))
	{
		encoder->nrankings++;
		if (ballot_count_weighted(count))
			encoder->scale = Max(encoder->scale, votes_scale(count.votes));
	}
}

/* The decimals of a weight as a whole number, by the scale. */
static uint64
scaled_decimals(Votes votes, int scale)
{
	uint32		decimals = votes.nanos;

	for (int i = scale; i < VOTES_SCALE; i++)
		decimals /= 10;

	return decimals;
}

/* Write how many ballots a ranking has; with p NULL only say how many bytes. */
static uint64
write_count(uint8 *p, BallotCount count, int scale)
{
	bool		weighted = ballot_count_weighted(count);
	uint64		packed = (uint64) count.ballots * 2 + (weighted ? 1 : 0);
	uint64		decimals = weighted ? scaled_decimals(count.votes, scale) : 0;
	uint64		size;

	size = varint_size(packed);
	if (weighted)
		size += varint_size(count.votes.units) +
			(scale > 0 ? varint_size(decimals) : 0);
	if (p == NULL)
		return size;

	p = varint_write(p, packed);
	if (weighted)
	{
		p = varint_write(p, count.votes.units);
		if (scale > 0)
			varint_write(p, decimals);
	}

	return size;
}

/* Write one ranking; with p NULL only say how many bytes it takes. */
static uint64
write_ranking(uint8 *p, Ballot ballot, BallotCount count, int scale)
{
	uint64		size = varint_size(ballot.length) + ballot.length;

	if (p)
	{
		p = varint_write(p, ballot.length);
		memcpy(p, ballot.tokens, ballot.length);
		p += ballot.length;
	}

	return size + write_count(p, count, scale);
}

/*
 * Write the record of a ballot with the candidates' new numbers; with p NULL only
 * say how many bytes it takes.
 */
static inline uint64
write_record(uint8 *p, const Recoder *recoder, Ballot ballot)
{
	uint32		length = recoder_length(recoder, ballot);

	if (p)
		recoder_write(recoder, ballot, varint_write(p, length));

	return varint_size(length) + length;
}

/* Write the labels; with p NULL only say how many bytes they take. */
static uint64
write_labels(uint8 *p, const Encoder *encoder)
{
	uint64		size = 0;

	for (uint32 i = 0; i < encoder->ncandidates; i++)
	{
		Label		label = encoder->reader->labels[encoder->order[i]];

		CHECK_FOR_INTERRUPTS();
		size += varint_size(label.length) + label.length;
		if (p)
		{
			p = varint_write(p, label.length);
			memcpy(p, label.data, label.length);
			p += label.length;
		}
	}

	return size;
}

/* Write the head and the labels; with p NULL only say how many bytes. */
static uint64
write_head(uint8 *p, const Encoder *encoder)
{
	uint8		head[3 + 4 * VARINT_BYTES_MAX];
	uint8	   *end = head;

	*end++ = PROFILE_FORMAT_VERSION;
	*end++ = encoder->partial ? FLAT_PARTIAL : 0;
	*end++ = encoder->scale;
	end = varint_write(end, encoder->ncandidates);
	end = varint_write(end, encoder->nrankings);
	if (encoder->partial)
	{
		end = varint_write(end, encoder->reader->nentries - encoder->reader->ncounted);
		end = varint_write(end, encoder->loose_size);
	}
	if (p)
	{
		memcpy(p, head, end - head);
		p += end - head;
	}

	return end - head + write_labels(p, encoder);
}

/* Write all rankings; with p NULL only say how many bytes they take. */
static uint64
write_rankings(uint8 *p, const Encoder *encoder)
{
	Ballot		ballot;
	BallotCount count;
	uint64		size = 0;
	uint64		position = 0;

	while (next_ranking(encoder, &position, &ballot, &count))
		size += write_ranking(p ? p + size : NULL, ballot, count, encoder->scale);

	return size;
}

/* Memory for a flat value; 54000 if that would be larger than one may be. */
static struct varlena *
allocate_flat(uint64 size, MemoryContext context)
{
	struct varlena *flat;

	if (!AllocSizeIsValid(size))
		ereport(ERROR,
				(errcode(ERRCODE_PROGRAM_LIMIT_EXCEEDED),
				 errmsg("preference profile is too large to be stored or sent"),
				 errdetail("It would take " UINT64_FORMAT " bytes; a value has less than 1 GB.",
						   size),
				 errhint("Count with irv_winner(ranking) instead of a profile; in a parallel plan, SET max_parallel_workers_per_gather = 0.")));
	flat = MemoryContextAlloc(context, size);
	SET_VARSIZE(flat, size);

	return flat;
}

/* The whole flat value. */
static struct varlena *
write_profile(const Encoder *encoder, MemoryContext context)
{
	uint64		head = write_head(NULL, encoder);
	uint64		size = VARHDRSZ + head + write_rankings(NULL, encoder);
	struct varlena *flat = allocate_flat(size, context);

	write_head((uint8 *) VARDATA(flat), encoder);
	write_rankings((uint8 *) VARDATA(flat) + head, encoder);

	return flat;
}

/*
 * Write the counted rankings as they come; with p NULL only say how many bytes
 * they take, and set how many they are.
 */
static uint64
write_counted(uint8 *p, Encoder *encoder)
{
	RankingEntry entry;
	uint64		size = 0;

	encoder->nrankings = 0;
	profile_reader_rewind(encoder->reader);
	while (profile_reader_next_counted(encoder->reader, &entry))
	{
		Ballot		ballot = ballot_of_record(entry.record, NULL);

		CHECK_FOR_INTERRUPTS();
		size += write_record(p ? p + size : NULL, &encoder->recoder, ballot);
		size += write_count(p ? p + size : NULL,
							(BallotCount) {entry.ballots, entry.votes}, encoder->scale);
		encoder->nrankings++;
	}

	return size;
}

/* Write one run of loose records; with p NULL only say how many bytes it takes. */
static uint64
write_run(uint8 *p, const Recoder *recoder, const uint8 *records, const uint8 *end)
{
	uint64		size = 0;

	if (recoder->new_codes == NULL || (recoder->same_lengths && p == NULL))
	{
		if (p)
			memcpy(p, records, end - records);
		return end - records;
	}
	while (records < end)
	{
		Ballot		ballot = ballot_of_record(records, &records);

		CHECK_FOR_INTERRUPTS();
		size += write_record(p ? p + size : NULL, recoder, ballot);
	}

	return size;
}

/* Write the loose ballots; with p NULL only say how many bytes they take. */
static uint64
write_loose(uint8 *p, const Encoder *encoder)
{
	const uint8 *records;
	const uint8 *end;
	uint64		size = 0;

	while (profile_reader_next_run(encoder->reader, &records, &end))
	{
		CHECK_FOR_INTERRUPTS();
		size += write_run(p ? p + size : NULL, &encoder->recoder, records, end);
	}

	return size;
}

/* Encode with work memory of one's own, which is the current context. */
static struct varlena *
encode(ProfileReader *reader, MemoryContext result)
{
	Encoder		encoder = {.reader = reader};

	encode_number_candidates(&encoder);
	encode_sort_rankings(&encoder);
	encode_sum_up(&encoder);

	return write_profile(&encoder, result);
}

/* Get ready to write the partial form; returns the size of the whole value. */
static uint64
measure_partial(Encoder *encoder, ProfileReader *reader)
{
	uint64		size;

	*encoder = (Encoder) {.reader = reader,.scale = VOTES_SCALE,.partial = true};
	encode_number_candidates(encoder);
	size = write_counted(NULL, encoder);
	encoder->loose_size = write_loose(NULL, encoder);

	return VARHDRSZ + write_head(NULL, encoder) + size + encoder->loose_size;
}

/* Begin to work in a memory context of one's own, within the present one. */
static MemoryContext
begin_work(MemoryContext *before)
{
	MemoryContext work = AllocSetContextCreate(CurrentMemoryContext, "prefcount encoding",
											   ALLOCSET_DEFAULT_SIZES);

	*before = MemoryContextSwitchTo(work);

	return work;
}

/* Go back to the memory context before. */
static void
end_work(MemoryContext work, MemoryContext before)
{
	MemoryContextSwitchTo(before);
	MemoryContextDelete(work);
}

/*
 * The canonical flat form of a profile, in the current memory context.  That may
 * be one that outlives an error, so the work memory goes in any case.
 */
struct varlena *
profile_encode(ProfileReader *reader)
{
	MemoryContext result;
	MemoryContext work = begin_work(&result);
	struct varlena *volatile flat = NULL;

	PG_TRY();
	{
		flat = encode(reader, result);
	}
	PG_FINALLY();
	{
		end_work(work, result);
	}
	PG_END_TRY();

	return flat;
}

/*
 * The size of a profile in memory as a value to be combined with others, which
 * has its rankings as they lie; 0 if they are too large for a value so, while
 * repeated ones are not put together.
 */
Size
profile_partial_size(ProfileReader *reader)
{
	MemoryContext before;
	MemoryContext work = begin_work(&before);
	Encoder		encoder;
	uint64		size = measure_partial(&encoder, reader);

	end_work(work, before);

	return AllocSizeIsValid(size) ? size : 0;
}

/*
 * Write such a value of that size to where it is wanted: it is large, and each
 * copy of it would cost as much as writing it.
 */
void
profile_write_partial(ProfileReader *reader, struct varlena *flat, Size size)
{
	MemoryContext before;
	MemoryContext work = begin_work(&before);
	Encoder		encoder;
	uint8	   *p = (uint8 *) VARDATA(flat);

	if (measure_partial(&encoder, reader) != size)
		elog(ERROR, "preference profile has changed while it was sent");
	SET_VARSIZE(flat, size);
	p += write_head(p, &encoder);
	p += write_counted(p, &encoder);
	p += write_loose(p, &encoder);
	Assert(p == (uint8 *) flat + size);
	end_work(work, before);
}

/* The flat form of the profile without any ballot. */
struct varlena *
profile_encode_empty(void)
{
	Encoder		encoder = {0};

	return write_profile(&encoder, CurrentMemoryContext);
}
