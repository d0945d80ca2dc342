/*
 * summary_json.h
 *	  RCTab's summary in JSON, which RCVis draws, of a count by any method.
 *
 * {
 *	 "jsonFormatVersion": "1",
 *	 "config": {"contest", "date", "jurisdiction", "office", ...},
 *	 "results": [{
 *		"round": 1,
 *		"threshold": "votes",
 *		"tally": {candidate: "votes", ...},
 *		"inactiveBallots": {"exhaustedChoices": "votes", ...},
 *		"tallyResults": [
 *			{"elected": candidate, "transfers": {}},
 *			{"eliminated": candidate,
 *			 "transfers": {candidate: "votes", "exhausted": "votes"}}]
 *	 }],
 *	 "summary": {"finalThreshold": "votes", "numWinners": 1, ...}
 * }
 *
 * Votes are strings there, as RCTab has them.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#ifndef PREFCOUNT_SUMMARY_JSON_H
#define PREFCOUNT_SUMMARY_JSON_H

#include "postgres.h"
#include "utils/jsonb.h"

#include "base/pgcompat.h"
#include "count/count.h"

/* The places of votes that no candidate has among candidates in transfers. */
#define EXHAUSTED_KEY	"exhausted"
#define RESIDUAL_NAME	"residual surplus"

typedef struct Summary Summary;

/* What each method has to say of a round itself; texts stay until the end. */
typedef struct SummaryMethod
{
	bool		(*is_shown) (const Summary *summary, const CountRound *round);	/* NULL: all are */
	char	   *(*threshold) (const CountRound *round);
	char	   *(*votes) (const CountRound *round, int position);	/* NULL: not shown */
	char	   *(*exhausted) (const CountRound *round, int cause);
	void		(*push_residual) (Summary *summary, const CountRound *round);	/* or NULL */
	void		(*push_actions) (Summary *summary, const CountRound *round);
} SummaryMethod;

/* A summary being made of a count. */
struct Summary
{
	const SummaryMethod *method;
	const Count *count;
	char	  **names;			/* by candidate */
	int64		seats;
	int			ncandidates;
	char	   *ballots;		/* all votes */
	Numeric		blank;
	JsonbParseState *state;
};

extern char **json_candidate_names(const Roster *roster);
extern void json_config_check(Jsonb *config);
extern Jsonb *summary_to_json(Summary *summary, Jsonb *config);

#endif							/* PREFCOUNT_SUMMARY_JSON_H */
