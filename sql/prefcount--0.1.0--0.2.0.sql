/* prefcount: from version 0.1.0 to 0.2.0 */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION
\echo Use "ALTER EXTENSION prefcount UPDATE" to load this file. \quit

--
-- Reports and exchange
--

CREATE FUNCTION irv_report(p preference_profile, rules jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'irv_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

COMMENT ON FUNCTION irv_report(preference_profile, jsonb) IS
	'the count sheet as text to read, 100 columns wide: winner, runner-up by each definition, votes and shares round by round, candidates by place, transfers, exhausted ballots by cause, every tie and what decided it; what cannot be seen in a label is shown as \n, \t, \u200B and so on; best with \pset format unaligned';

CREATE FUNCTION irv_slice_report(slice preference_profile, contest preference_profile, rules jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'irv_slice_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

COMMENT ON FUNCTION irv_slice_report(preference_profile, preference_profile, jsonb) IS
	'the count sheet of a part of a contest, followed through the whole contest''s count: winner, runner-up, places, ties and thresholds are the contest''s, votes and transfers the slice''s; a slice with ballots that are not in the contest: 22023';

CREATE FUNCTION irv_json(p preference_profile, rules jsonb DEFAULT '{}', config jsonb DEFAULT '{}') RETURNS jsonb
	AS 'MODULE_PATHNAME', 'irv_json'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000;

COMMENT ON FUNCTION irv_json(preference_profile, jsonb, jsonb) IS
	'the count in the JSON format of RCTab''s summary, which RCVis draws; config gives or replaces what stands under "config", such as contest, date (2015-09-12), jurisdiction and office; NULL for fewer ballots than min_ballots; a candidate called "exhausted": 22023';

CREATE FUNCTION profile_from_blt(blt text) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION profile_from_blt(text) IS
	'the ballots of a BLT text (OpenSTV, OpaVote, OpenTally): a whole number before a ballot is a number of ballots, one with a decimal point the weight of one ballot; equal (2=3) and skipped (-) ranks are kept, ballot ids, seats and title are not; withdrawn candidates keep their marks, see blt_rules(); malformed text: 22P02 with the line, a weight out of range: 22003';

CREATE FUNCTION blt_rules(blt text) RETURNS jsonb
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION blt_rules(text) IS
	'the rules candidates (in ballot order, also those whom nobody marked) and withdrawn that a BLT text contains, to count its ballots by: irv_result(profile_from_blt(blt), blt_rules(blt)); malformed text: 22P02 with the line';

CREATE FUNCTION profile_to_blt(p preference_profile, title text, seats bigint DEFAULT 1,
	candidates text[] DEFAULT NULL, withdrawn text[] DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION profile_to_blt(preference_profile, text, bigint, text[], text[]) IS
	'the ballots as a BLT text, candidates numbered as listed or, without a list, in bytewise order of their labels; equal ballots whose total weight is not their number become one line with that weight as decimal: votes stay exact, the number of ballots does not; an overvote without names, and quotation marks or control characters in a name or the title: 0A000; a marked candidate who is not listed: 22023';
