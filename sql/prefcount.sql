/* prefcount: counts ranked ballots inside the database */

-- complain if script is sourced in psql, rather than via CREATE EXTENSION
\echo Use "CREATE EXTENSION prefcount" to load this file. \quit

--
-- 1. The type preference_profile
--

CREATE TYPE preference_profile;

CREATE FUNCTION preference_profile_in(cstring) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION preference_profile_out(preference_profile) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION preference_profile_recv(internal) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION preference_profile_send(preference_profile) RETURNS bytea
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE preference_profile (
	INPUT = preference_profile_in,
	OUTPUT = preference_profile_out,
	RECEIVE = preference_profile_recv,
	SEND = preference_profile_send,
	INTERNALLENGTH = VARIABLE,
	STORAGE = extended
);

COMMENT ON TYPE preference_profile IS
	'a multiset of ranked ballots: each distinct ranking with its number of ballots and total weight';
COMMENT ON FUNCTION preference_profile_in(cstring) IS
	'reads [{"ranking": ["A", null, ["B", "C"]], "count": 3, "weight": 4.5}, ...]; 22P02 for malformed text';
COMMENT ON FUNCTION preference_profile_out(preference_profile) IS
	'prints the text form, rankings in canonical order; weight is left out where it equals count';
COMMENT ON FUNCTION preference_profile_recv(internal) IS
	'reads the binary form; 22P03 for anything but the canonical bytes of a profile';
COMMENT ON FUNCTION preference_profile_send(preference_profile) IS
	'the binary form, as doc/format.md describes it';

CREATE FUNCTION jsonb_to_profile(jsonb) RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'preference_profile_from_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200000;
CREATE FUNCTION profile_to_jsonb(preference_profile) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'preference_profile_to_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000;

-- to_jsonb(), row_to_json() and what else makes JSON of a row use a cast to json.
CREATE FUNCTION json_to_profile(json) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50000;
CREATE FUNCTION profile_to_json(preference_profile) RETURNS json
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;

COMMENT ON FUNCTION json_to_profile(json) IS
	'a profile from its text form as json; behind the cast json::preference_profile';
COMMENT ON FUNCTION profile_to_json(preference_profile) IS
	'a profile''s text form as json; behind the cast preference_profile::json';
COMMENT ON FUNCTION jsonb_to_profile(jsonb) IS
	'a profile from its text form as jsonb; behind the cast jsonb::preference_profile';
COMMENT ON FUNCTION profile_to_jsonb(preference_profile) IS
	'a profile''s text form as jsonb; behind the cast preference_profile::jsonb';

CREATE CAST (jsonb AS preference_profile) WITH FUNCTION jsonb_to_profile(jsonb);
CREATE CAST (preference_profile AS jsonb) WITH FUNCTION profile_to_jsonb(preference_profile);

CREATE CAST (json AS preference_profile) WITH FUNCTION json_to_profile(json);
CREATE CAST (preference_profile AS json) WITH FUNCTION profile_to_json(preference_profile);

COMMENT ON CAST (json AS preference_profile) IS 'a profile from its text form as json';
COMMENT ON CAST (preference_profile AS json) IS 'a profile''s text form as json';
COMMENT ON CAST (jsonb AS preference_profile) IS 'a profile from its text form as jsonb';
COMMENT ON CAST (preference_profile AS jsonb) IS 'a profile''s text form as jsonb';

--
-- 2. Aggregates: ballots into a profile, one-step winners
--

-- 2.1 Their support functions.  The state is a preference_profile wherever it
-- can be, so that these can be called by hand too; each then returns a new
-- profile.

CREATE FUNCTION prefcount_merge(state preference_profile, more preference_profile)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_merge' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION prefcount_unmerge(state preference_profile, more preference_profile)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_unmerge' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION prefcount_final(state preference_profile) RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION prefcount_merge(preference_profile, preference_profile) IS
	'support function of aggregates: adds a profile to a state; NULL counts as empty';
COMMENT ON FUNCTION prefcount_unmerge(preference_profile, preference_profile) IS
	'support function of moving aggregates: takes a profile out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_final(preference_profile) IS
	'support function of aggregates: the profile itself, the empty one for NULL';

-- What stands in the place of a weight and is no numeric.  Of category S: a
-- literal that nobody gave a type is read by this type, which knows rules from
-- numbers.

CREATE TYPE prefcount_weight;

CREATE FUNCTION prefcount_weight_in(cstring) RETURNS prefcount_weight
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION prefcount_weight_out(prefcount_weight) RETURNS cstring
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE TYPE prefcount_weight (
	INPUT = prefcount_weight_in,
	OUTPUT = prefcount_weight_out,
	LIKE = numeric,
	CATEGORY = 'S'
);

COMMENT ON TYPE prefcount_weight IS
	'a ballot''s weight that was not given as numeric: the type of the argument weight to which floats and literals are converted';
COMMENT ON FUNCTION prefcount_weight_in(cstring) IS
	'reads a decimal number; 22023 for rules, which no aggregate of ballots takes';
COMMENT ON FUNCTION prefcount_weight_out(prefcount_weight) IS
	'prints the number as numeric does';

-- @FOR other: double precision | real | jsonb | json
--      name:  float8 | real | jsonb | json
--      what:  a float, as the shortest decimal that stands for it | a float, as the shortest decimal that stands for it | a number in JSON; rules: 22023, with the remedy in the hint | a number in JSON; rules: 22023, with the remedy in the hint
CREATE FUNCTION prefcount_weight(@other@) RETURNS prefcount_weight
	AS 'MODULE_PATHNAME', 'prefcount_weight_from_@name@' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE CAST (@other@ AS prefcount_weight) WITH FUNCTION prefcount_weight(@other@) AS IMPLICIT;
COMMENT ON FUNCTION prefcount_weight(@other@) IS
	'a weight of @what@';
COMMENT ON CAST (@other@ AS prefcount_weight) IS
	'a weight of @what@';
-- @END

-- A ballot more, a ballot less.

-- @FOR ranking: text[] | smallint[] | integer[] | bigint[] | numeric[] | uuid[] | jsonb | json
--      form:    array  | array      | array     | array    | array     | array  | jsonb | json
-- @FOR weight:  | , weight numeric | , weight prefcount_weight
--      numeric: | , numeric | , prefcount_weight
--      ballot:  one ballot | one ballot of a weight | one ballot of a weight
CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking @ranking@@weight@)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_@form@' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking @ranking@@weight@)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_@form@_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, @ranking@@numeric@) IS
	'support function of aggregates: adds @ballot@ to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, @ranking@@numeric@) IS
	'support function of moving aggregates: takes @ballot@ out of a state; 22023 if it is not in it';

-- @END
-- @END
-- Final functions of the one-step aggregates, one for each type of answer.

-- @FOR answer: text | smallint | integer | bigint | numeric | uuid
CREATE FUNCTION prefcount_winner_@answer@(state preference_profile) RETURNS @answer@
	AS 'MODULE_PATHNAME', 'irv_winner_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION prefcount_runner_up_@answer@(state preference_profile) RETURNS @answer@
	AS 'MODULE_PATHNAME', 'irv_runner_up_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION prefcount_order_@answer@(state preference_profile) RETURNS @answer@[]
	AS 'MODULE_PATHNAME', 'irv_order_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION prefcount_winner_@answer@(preference_profile) IS
	'support function of aggregates: the winner by the default rules as @answer@';
COMMENT ON FUNCTION prefcount_runner_up_@answer@(preference_profile) IS
	'support function of aggregates: the runner-up by the default rules as @answer@';
COMMENT ON FUNCTION prefcount_order_@answer@(preference_profile) IS
	'support function of aggregates: the order of finish by the default rules as @answer@[]';

-- @END
-- Long tables: a row for each preference.  The state has to keep the ballots'
-- ids to the end, so it is internal here.

CREATE FUNCTION prefcount_long_combine(internal, internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'profile_long_combine' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION prefcount_long_serialize(internal) RETURNS bytea
	AS 'MODULE_PATHNAME', 'profile_long_serialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION prefcount_long_deserialize(bytea, internal) RETURNS internal
	AS 'MODULE_PATHNAME', 'profile_long_deserialize' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION prefcount_long_final(internal) RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_long_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION prefcount_long_combine(internal, internal) IS
	'support function of the long form of aggregates: joins the rows of two states';
COMMENT ON FUNCTION prefcount_long_serialize(internal) IS
	'support function of the long form of aggregates: a state as bytes, for a parallel plan';
COMMENT ON FUNCTION prefcount_long_deserialize(bytea, internal) IS
	'support function of the long form of aggregates: a state from bytes';
COMMENT ON FUNCTION prefcount_long_final(internal) IS
	'support function of the long form of profile_agg: puts the rows together to ballots';

-- @FOR answer: bigint | text
CREATE FUNCTION prefcount_long_winner_@answer@(internal) RETURNS @answer@
	AS 'MODULE_PATHNAME', 'prefcount_long_winner' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION prefcount_long_runner_up_@answer@(internal) RETURNS @answer@
	AS 'MODULE_PATHNAME', 'prefcount_long_runner_up' LANGUAGE C IMMUTABLE PARALLEL SAFE;
CREATE FUNCTION prefcount_long_order_@answer@(internal) RETURNS @answer@[]
	AS 'MODULE_PATHNAME', 'prefcount_long_order' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION prefcount_long_winner_@answer@(internal) IS
	'support function of the long form of irv_winner: the winner by the default rules as @answer@';
COMMENT ON FUNCTION prefcount_long_runner_up_@answer@(internal) IS
	'support function of the long form of irv_runner_up: the runner-up by the default rules as @answer@';
COMMENT ON FUNCTION prefcount_long_order_@answer@(internal) IS
	'support function of the long form of irv_order: the order of finish by the default rules as @answer@[]';
-- @END

-- @FOR ballot: bigint | text | uuid
-- @FOR candidate: bigint | text
-- @FOR numeric: | , numeric | , prefcount_weight
CREATE FUNCTION prefcount_long_add(internal, @ballot@, bigint, @candidate@@numeric@) RETURNS internal
	AS 'MODULE_PATHNAME', 'profile_long_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;
COMMENT ON FUNCTION prefcount_long_add(internal, @ballot@, bigint, @candidate@@numeric@) IS
	'support function of the long form of aggregates: adds one row to a state';
-- @END
-- @END
-- @END

-- 2.2 The aggregates.  All over the same arguments share one state, so that
-- several of them in one query count the ballots once.
--
-- SSPACE tells the planner what a state takes: a few hundred rankings.

CREATE AGGREGATE profile_agg(profile preference_profile) (
	SFUNC = prefcount_merge, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_merge, MINVFUNC = prefcount_unmerge, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);
COMMENT ON AGGREGATE profile_agg(preference_profile) IS
	'one profile of many: merges stored, partial or remote profiles; NULL profiles are ignored';

-- @FOR ranking: text[] | smallint[] | integer[] | bigint[] | numeric[] | uuid[] | jsonb | json
--      answer:  text | smallint | integer | bigint | numeric | uuid | text | text
-- @FOR weight:  | , weight numeric | , weight prefcount_weight
--      numeric: | , numeric | , prefcount_weight
--      with:    rankings | rankings with a weight | rankings with a weight that is a float or a literal
-- @FOR aggregate: profile_agg | irv_winner | irv_runner_up | irv_order
--      final:     prefcount_final | prefcount_winner_@answer@ | prefcount_runner_up_@answer@ | prefcount_order_@answer@
CREATE AGGREGATE @aggregate@(ranking @ranking@@weight@) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = @final@, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = @final@
);
-- @END
COMMENT ON AGGREGATE irv_winner(@ranking@@numeric@) IS
	'the instant-runoff winner by the default rules, from @ranking@ @with@; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(@ranking@@numeric@) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from @ranking@ @with@; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(@ranking@@numeric@) IS
	'the candidates in order of finish by the default rules, from @ranking@ @with@; for other rules: irv_places(profile_agg(...), rules)';

-- @END
-- @END
-- @FOR numeric: | , numeric | , prefcount_weight
--      weighed: NULL rankings are no ballots | weight: how many votes the ballot counts, 0 or more, at most nine decimals, else 22003; NULL rankings are no ballots | weight: a float or a literal, taken as the shortest decimal that stands for it; NULL rankings are no ballots
-- @FOR ranking: text[] | smallint[] | integer[] | bigint[] | numeric[] | uuid[]
COMMENT ON AGGREGATE profile_agg(@ranking@@numeric@) IS
	'the profile of all ballots, from @ranking@: element i is the candidate at rank i, NULL a skipped rank; @weighed@; never NULL';
-- @END
-- @FOR ranking: jsonb | json
COMMENT ON AGGREGATE profile_agg(@ranking@@numeric@) IS
	'the profile of all ballots, from @ranking@: ["A", null, ["B","C"]] skips rank 2 and marks two at rank 3, {"A": 1, "B": 3} gives candidates their ranks; @weighed@, null is none either; never NULL';
-- @END
-- @END

-- Long tables: a row for each preference.

-- @FOR ballot: bigint | text | uuid
-- @FOR candidate: bigint | text
-- @FOR weight:  | , weight numeric | , weight prefcount_weight
--      numeric: | , numeric | , prefcount_weight
--      agree:   | ; all rows of a ballot must agree in weight, else 22023 | ; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023
-- @FOR aggregate: profile_agg | irv_winner | irv_runner_up | irv_order
--      final:     prefcount_long_final | prefcount_long_winner_@candidate@ | prefcount_long_runner_up_@candidate@ | prefcount_long_order_@candidate@
--      what:      the profile of all ballots of a long table | the instant-runoff winner of a long table by the default rules | the instant-runoff runner-up of a long table by the default rules | the candidates of a long table in order of finish by the default rules
CREATE AGGREGATE @aggregate@(ballot_id @ballot@, rank bigint, candidate @candidate@@weight@) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = @final@,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);
COMMENT ON AGGREGATE @aggregate@(@ballot@, bigint, @candidate@@numeric@) IS
	'@what@, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023@agree@';

-- @END
-- @END
-- @END
-- @END
--
-- 3. Looking into profiles
--

CREATE FUNCTION profile_ballots(p preference_profile) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
CREATE FUNCTION profile_total(p preference_profile) RETURNS numeric
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
CREATE FUNCTION profile_candidates(p preference_profile) RETURNS text[]
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 200;
CREATE FUNCTION profile_rankings(p preference_profile, min_ballots bigint DEFAULT 1,
	OUT ranking jsonb, OUT ballots bigint, OUT weight numeric) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 100000 ROWS 300;
CREATE FUNCTION profile_without(p preference_profile, VARIADIC candidates text[])
	RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000;
-- The same with an array that is not marked VARIADIC, which cannot have the
-- same argument types: the domain makes the difference.
CREATE DOMAIN prefcount_profile AS preference_profile;
COMMENT ON DOMAIN prefcount_profile IS
	'a profile as argument of profile_without(p, text[]), which this distinguishes from profile_without(p, VARIADIC text[])';
CREATE FUNCTION profile_without(p prefcount_profile, candidates text[])
	RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000;
CREATE FUNCTION profile_relabel(p preference_profile, labels jsonb) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
CREATE FUNCTION profile_relabel(p preference_profile, labels jsonb, missing_ok boolean)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_relabel_missing' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
CREATE FUNCTION profile_relabel(p preference_profile, labels jsonb, missing_ok boolean,
	doubles_ok boolean) RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_relabel_doubles' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
CREATE FUNCTION profile_unmark(p preference_profile,
	skipped text[] DEFAULT '{undervote,skipped}', overvotes text[] DEFAULT '{overvote}')
	RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000;

COMMENT ON FUNCTION profile_ballots(preference_profile) IS
	'the number of ballots, blank ones included';
COMMENT ON FUNCTION profile_total(preference_profile) IS
	'the total weight of the ballots, in votes, blank ones included';
CREATE FUNCTION profile_fingerprint(p preference_profile) RETURNS text
	AS 'MODULE_PATHNAME', 'profile_fingerprint' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
COMMENT ON FUNCTION profile_fingerprint(preference_profile) IS
	'SHA-256, in hexadecimal digits, of the canonical binary form that preference_profile_send() gives: two who hold the same ballots have the same fingerprint, in any database';
COMMENT ON FUNCTION profile_candidates(preference_profile) IS
	'all candidates marked on any ballot, in bytewise order of their labels';
COMMENT ON FUNCTION profile_rankings(preference_profile, bigint) IS
	'one row for each distinct ranking that at least min_ballots ballots have, in canonical order; rare rankings can identify a voter';
COMMENT ON FUNCTION profile_without(preference_profile, text[]) IS
	'the profile with these candidates'' marks struck out of the ballots; for a candidate who withdrew use the rule withdrawn, which can differ';
COMMENT ON FUNCTION profile_without(prefcount_profile, text[]) IS
	'the same as profile_without(p, VARIADIC candidates)';
COMMENT ON FUNCTION profile_relabel(preference_profile, jsonb) IS
	'the profile with other labels: {"7": "Corbyn"}; several old labels may get one new one, labels not named stay';
COMMENT ON FUNCTION profile_relabel(preference_profile, jsonb, boolean) IS
	'the profile with other labels; with missing_ok false a label for somebody who is on no ballot is an error';
COMMENT ON FUNCTION profile_relabel(preference_profile, jsonb, boolean, boolean) IS
	'the profile with other labels; with doubles_ok false a label that several candidates would have is an error, which names them';
COMMENT ON FUNCTION profile_unmark(preference_profile, text[], text[]) IS
	'the profile in whose ballots some words are no candidates: a rank with a word of skipped is skipped, one with a word of overvotes is an overvote without names';

CREATE FUNCTION preference_counts(p preference_profile,
	OUT candidate text, OUT rank bigint, OUT votes numeric) RETURNS SETOF record
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000 ROWS 25;

COMMENT ON FUNCTION preference_counts(preference_profile) IS
	'how many votes mark each candidate at each rank, as the marks were made: overvotes and repeats included';

--
-- 4. Operators and operator classes
--

CREATE FUNCTION profile_add(p preference_profile, q preference_profile)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_add_profile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;
CREATE FUNCTION profile_subtract(p preference_profile, q preference_profile)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_subtract_profile' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 2000;
CREATE FUNCTION profile_multiply(p preference_profile, factor numeric)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50000;

COMMENT ON FUNCTION profile_add(preference_profile, preference_profile) IS
	'the ballots of both profiles';
COMMENT ON FUNCTION profile_subtract(preference_profile, preference_profile) IS
	'the ballots of p without those of q; 22023 if q is not contained in p';
COMMENT ON FUNCTION profile_multiply(preference_profile, numeric) IS
	'the same ballots with their weights multiplied, rounded to nine decimals; a ranking whose weight becomes 0 is gone; 22003 if factor is negative';

CREATE OPERATOR + (
	FUNCTION = profile_add,
	LEFTARG = preference_profile, RIGHTARG = preference_profile,
	COMMUTATOR = +
);
CREATE OPERATOR - (
	FUNCTION = profile_subtract,
	LEFTARG = preference_profile, RIGHTARG = preference_profile
);
CREATE OPERATOR * (
	FUNCTION = profile_multiply,
	LEFTARG = preference_profile, RIGHTARG = numeric
);

COMMENT ON OPERATOR + (preference_profile, preference_profile) IS
	'the ballots of both profiles';
COMMENT ON OPERATOR - (preference_profile, preference_profile) IS
	'the ballots of the first profile without those of the second, which must be among them';
COMMENT ON OPERATOR * (preference_profile, numeric) IS
	'the same ballots with their weights multiplied, rounded to nine decimals';

CREATE FUNCTION profile_eq(p preference_profile, q preference_profile) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION profile_ne(p preference_profile, q preference_profile) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION profile_lt(p preference_profile, q preference_profile) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION profile_le(p preference_profile, q preference_profile) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION profile_gt(p preference_profile, q preference_profile) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION profile_ge(p preference_profile, q preference_profile) RETURNS boolean
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION profile_cmp(p preference_profile, q preference_profile) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION profile_hash(p preference_profile) RETURNS integer
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;
CREATE FUNCTION profile_hash_extended(p preference_profile, seed bigint) RETURNS bigint
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION profile_eq(preference_profile, preference_profile) IS
	'do both profiles hold the same ballots?';
COMMENT ON FUNCTION profile_ne(preference_profile, preference_profile) IS
	'do the profiles differ?';
COMMENT ON FUNCTION profile_lt(preference_profile, preference_profile) IS
	'is p before q in byte order, which has no electoral meaning?';
COMMENT ON FUNCTION profile_le(preference_profile, preference_profile) IS
	'is p before or equal to q in byte order?';
COMMENT ON FUNCTION profile_gt(preference_profile, preference_profile) IS
	'is p behind q in byte order?';
COMMENT ON FUNCTION profile_ge(preference_profile, preference_profile) IS
	'is p behind or equal to q in byte order?';
COMMENT ON FUNCTION profile_cmp(preference_profile, preference_profile) IS
	'byte order of profiles, for sorting and btree indexes';
COMMENT ON FUNCTION profile_hash(preference_profile) IS
	'hash of a profile, for hash joins and grouping';
COMMENT ON FUNCTION profile_hash_extended(preference_profile, bigint) IS
	'hash of a profile with a seed, for hash partitioning';

CREATE OPERATOR = (
	FUNCTION = profile_eq,
	LEFTARG = preference_profile, RIGHTARG = preference_profile,
	COMMUTATOR = =, NEGATOR = <>, RESTRICT = eqsel, JOIN = eqjoinsel, HASHES, MERGES
);
CREATE OPERATOR <> (
	FUNCTION = profile_ne,
	LEFTARG = preference_profile, RIGHTARG = preference_profile,
	COMMUTATOR = <>, NEGATOR = =, RESTRICT = neqsel, JOIN = neqjoinsel
);
CREATE OPERATOR < (
	FUNCTION = profile_lt,
	LEFTARG = preference_profile, RIGHTARG = preference_profile,
	COMMUTATOR = >, NEGATOR = >=, RESTRICT = scalarltsel, JOIN = scalarltjoinsel
);
CREATE OPERATOR <= (
	FUNCTION = profile_le,
	LEFTARG = preference_profile, RIGHTARG = preference_profile,
	COMMUTATOR = >=, NEGATOR = >, RESTRICT = scalarlesel, JOIN = scalarlejoinsel
);
CREATE OPERATOR > (
	FUNCTION = profile_gt,
	LEFTARG = preference_profile, RIGHTARG = preference_profile,
	COMMUTATOR = <, NEGATOR = <=, RESTRICT = scalargtsel, JOIN = scalargtjoinsel
);
CREATE OPERATOR >= (
	FUNCTION = profile_ge,
	LEFTARG = preference_profile, RIGHTARG = preference_profile,
	COMMUTATOR = <=, NEGATOR = <, RESTRICT = scalargesel, JOIN = scalargejoinsel
);

COMMENT ON OPERATOR = (preference_profile, preference_profile) IS
	'do both profiles hold the same ballots, with the same weights?';
COMMENT ON OPERATOR <> (preference_profile, preference_profile) IS
	'do the profiles differ in any ballot or weight?';
COMMENT ON OPERATOR < (preference_profile, preference_profile) IS
	'is the first profile before the second, in byte order without electoral meaning?';
COMMENT ON OPERATOR <= (preference_profile, preference_profile) IS
	'is the first profile before or equal to the second, in byte order?';
COMMENT ON OPERATOR > (preference_profile, preference_profile) IS
	'is the first profile behind the second, in byte order?';
COMMENT ON OPERATOR >= (preference_profile, preference_profile) IS
	'is the first profile behind or equal to the second, in byte order?';

CREATE OPERATOR CLASS preference_profile_ops
	DEFAULT FOR TYPE preference_profile USING btree AS
	OPERATOR 1 <, OPERATOR 2 <=, OPERATOR 3 =, OPERATOR 4 >=, OPERATOR 5 >,
	FUNCTION 1 profile_cmp(preference_profile, preference_profile),
	FUNCTION 4 btequalimage(oid);
CREATE OPERATOR CLASS preference_profile_ops
	DEFAULT FOR TYPE preference_profile USING hash AS
	OPERATOR 1 =,
	FUNCTION 1 profile_hash(preference_profile),
	FUNCTION 2 profile_hash_extended(preference_profile, bigint);

COMMENT ON OPERATOR CLASS preference_profile_ops USING btree IS
	'profiles by their canonical bytes: DISTINCT, ORDER BY, merge joins';
COMMENT ON OPERATOR CLASS preference_profile_ops USING hash IS
	'profiles by their canonical bytes: GROUP BY, hash joins, hash partitions';
COMMENT ON OPERATOR FAMILY preference_profile_ops USING btree IS
	'profiles by their canonical bytes';
COMMENT ON OPERATOR FAMILY preference_profile_ops USING hash IS
	'profiles by their canonical bytes';

--
-- 5. Rules
--

CREATE FUNCTION irv_rules(name text) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'prefcount_irv_rules'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

COMMENT ON FUNCTION irv_rules(text) IS
	'rules of a known rule book, by its name: the keys that its source decides, to be completed by ||, as in irv_rules(''maine'') || ''{"candidates": ["A", "B", "C"]}''; an unknown name: 22023, with the names in the hint; irv_rules_presets() lists them with their sources';

CREATE FUNCTION irv_rules_presets(OUT name text, OUT rules jsonb, OUT description text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'prefcount_irv_rules_presets'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 10;

COMMENT ON FUNCTION irv_rules_presets() IS
	'the rule books that irv_rules() knows, by name: their rules, the law or rule book each comes from, and what that leaves open or the rules cannot express';

CREATE FUNCTION irv_rules_check(rules jsonb DEFAULT '{}') RETURNS jsonb
	AS 'MODULE_PATHNAME', 'irv_rules_check'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION irv_rules_check(jsonb) IS
	'the rules of a count with all defaults filled in; rules that are unknown, of a wrong type or contradict each other: 22023, with what is allowed in the hint; fit for a CHECK constraint of a table that keeps rules';

--
-- 6. Counts
--

CREATE FUNCTION irv_rounds(p preference_profile, rules jsonb DEFAULT '{}',
	OUT round bigint,
	OUT candidate text,
	OUT votes numeric,
	OUT share numeric,
	OUT gained numeric,
	OUT status text,
	OUT decided_by text,
	OUT tied_with text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_rounds'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 20;

COMMENT ON FUNCTION irv_rounds(preference_profile, jsonb) IS
	'the count round by round, a row for each candidate still in it, votes descending: share is of the round''s continuing votes (0 to 1, 6 decimals), gained is against the round before, decided_by is the tie-break step that decided about this candidate, who was level with tied_with';

CREATE FUNCTION irv_round_totals(p preference_profile, rules jsonb DEFAULT '{}',
	OUT round bigint,
	OUT continuing numeric,
	OUT threshold numeric,
	OUT exhausted numeric,
	OUT exhausted_choices numeric,
	OUT exhausted_overvote numeric,
	OUT exhausted_skipped numeric,
	OUT exhausted_repeated numeric,
	OUT blank numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_round_totals'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 5;

COMMENT ON FUNCTION irv_round_totals(preference_profile, jsonb) IS
	'what became of all votes in each round: continuing + exhausted + blank is always the same sum, and the four causes (choices run out, overvote, too many ranks skipped, candidate repeated) add up to exhausted; threshold is the votes needed to win';

CREATE FUNCTION irv_transfers(p preference_profile, rules jsonb DEFAULT '{}',
	OUT round bigint,
	OUT source text,
	OUT target text,
	OUT votes numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_transfers'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 20;

COMMENT ON FUNCTION irv_transfers(preference_profile, jsonb) IS
	'the votes that left each candidate who was eliminated after a round, and for whom; target NULL: exhausted, they count for nobody any more';

CREATE FUNCTION irv_flows(p preference_profile, rules jsonb DEFAULT '{}',
	OUT round bigint,
	OUT source text,
	OUT target text,
	OUT votes numeric,
	OUT source_candidate text,
	OUT target_candidate text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_flows'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 50;

COMMENT ON FUNCTION irv_flows(preference_profile, jsonb) IS
	'all votes but blank ones from one round to the next for a flow (Sankey) chart: nodes are labels with their round, as Cooper (2); votes that stay are included, and exhausted ones go to Exhausted (2) and on to Exhausted (3), so that each round adds up to the same votes; no two nodes have one name (where a candidate is called Exhausted the node is Exhausted*), none is NULL, no cycle; source_candidate and target_candidate are the candidates, NULL: exhausted';

CREATE FUNCTION irv_places(p preference_profile, rules jsonb DEFAULT '{}',
	OUT place bigint,
	OUT candidate text,
	OUT first_preferences numeric,
	OUT votes numeric,
	OUT round bigint,
	OUT lead numeric,
	OUT status text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_places'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 10;

COMMENT ON FUNCTION irv_places(preference_profile, jsonb) IS
	'all candidates in order of finish, always counted to the last two, by the definition in the rule runner_up; votes and round are of the last round a candidate was in, lead is over the next one where the two parted; who is level shares a place, and who is ahead of a tie that ends the count has none; write-in pool and withdrawn candidates come last without one';

CREATE FUNCTION irv_result(p preference_profile, rules jsonb DEFAULT '{}',
	OUT winner text,
	OUT runner_up text,
	OUT won_in_round bigint,
	OUT won_by text,
	OUT winner_votes numeric,
	OUT winner_share numeric,
	OUT runner_up_final_two text,
	OUT runner_up_deciding_round text,
	OUT runner_up_winner_removed text,
	OUT final_two_winner_votes numeric,
	OUT final_two_runner_up_votes numeric,
	OUT final_two_margin numeric,
	OUT rounds bigint,
	OUT ballots bigint,
	OUT votes numeric,
	OUT exhausted numeric,
	OUT blank numeric,
	OUT ties_broken bigint,
	OUT tied text[],
	OUT suppressed boolean,
	OUT possible_winners text[],
	OUT withdrawn_unknown text[],
	OUT majority_of_all boolean)
	RETURNS record
	AS 'MODULE_PATHNAME', 'irv_result'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

COMMENT ON FUNCTION irv_result(preference_profile, jsonb) IS
	'the outcome in exactly one row: winner, runner-up by the rules and by all three definitions, how and in which round it was won (majority, last_two, most_votes, tie_break, only_candidate; every_way: in no round, but whichever way the tie that ends the count is decided), votes and sums; final_two_margin: the difference of the last two, which is no margin of victory, since fewer votes could change who wins; tied: who is left tied; possible_winners: who wins in some way of deciding open ties, NULL where that takes too long to know; majority_of_all: whether the winner had more than half of all votes that were not blank; suppressed: fewer ballots than the rule min_ballots asks for';

CREATE FUNCTION irv_winner(p preference_profile, rules jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'irv_winner'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION irv_winner(preference_profile, jsonb) IS
	'the winner of a profile by the rules; NULL where there is none: no vote for anybody, a tie that the rules leave and that can matter, fewer ballots than min_ballots';

CREATE FUNCTION irv_runner_up(p preference_profile, rules jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'irv_runner_up'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION irv_runner_up(preference_profile, jsonb) IS
	'the runner-up of a profile, by the definition in the rule runner_up; NULL where there is none: no vote for anybody, a tie that the rules leave, fewer ballots than min_ballots';

--
-- 7. Slices and electoral colleges
--

CREATE FUNCTION irv_slice_rounds(slice preference_profile, contest preference_profile, rules jsonb DEFAULT '{}',
	OUT round bigint,
	OUT candidate text,
	OUT votes numeric,
	OUT share numeric,
	OUT gained numeric,
	OUT status text,
	OUT decided_by text,
	OUT tied_with text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_slice_rounds'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 20;

COMMENT ON FUNCTION irv_slice_rounds(preference_profile, preference_profile, jsonb) IS
	'how a part of a contest (a region, a class of voter) voted in each round of the whole contest''s count: status and ties are the contest''s, votes, share and gained the slice''s; a slice with ballots that are not in the contest: 22023; to count a part as an election of its own use irv_rounds()';

CREATE FUNCTION irv_slice_round_totals(slice preference_profile, contest preference_profile, rules jsonb DEFAULT '{}',
	OUT round bigint,
	OUT continuing numeric,
	OUT threshold numeric,
	OUT exhausted numeric,
	OUT exhausted_choices numeric,
	OUT exhausted_overvote numeric,
	OUT exhausted_skipped numeric,
	OUT exhausted_repeated numeric,
	OUT blank numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_slice_round_totals'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 5;

COMMENT ON FUNCTION irv_slice_round_totals(preference_profile, preference_profile, jsonb) IS
	'what became of a slice''s votes in each round of the whole contest''s count; threshold is the contest''s; over all slices of a contest everything else adds up to irv_round_totals()';

CREATE FUNCTION irv_slice_transfers(slice preference_profile, contest preference_profile, rules jsonb DEFAULT '{}',
	OUT round bigint,
	OUT source text,
	OUT target text,
	OUT votes numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_slice_transfers'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 20;

COMMENT ON FUNCTION irv_slice_transfers(preference_profile, preference_profile, jsonb) IS
	'the slice''s votes that left each candidate who was eliminated in the whole contest, and for whom; target NULL: exhausted';

CREATE FUNCTION irv_college_rounds(sections text[], profiles preference_profile[], shares numeric[], rules jsonb DEFAULT '{}',
	OUT round bigint,
	OUT section text,
	OUT candidate text,
	OUT votes numeric,
	OUT points numeric,
	OUT points_total numeric,
	OUT status text,
	OUT decided_by text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_college_rounds'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 50;

COMMENT ON FUNCTION irv_college_rounds(text[], preference_profile[], numeric[], jsonb) IS
	'the count of an electoral college round by round, a row for each section and candidate: points are per cent of the whole college, the section''s share times the candidate''s part of the section''s continuing votes, shown with 9 decimals but decided exactly; shares are relative; arrays of different length, a NULL in them, shares not above 0 or of more than thirty digits: 22023; no rows if a section has fewer ballots than min_ballots';

CREATE FUNCTION irv_college_places(sections text[], profiles preference_profile[], shares numeric[], rules jsonb DEFAULT '{}',
	OUT place bigint,
	OUT candidate text,
	OUT points numeric,
	OUT round bigint,
	OUT lead numeric,
	OUT status text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_college_places'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 10;

COMMENT ON FUNCTION irv_college_places(text[], preference_profile[], numeric[], jsonb) IS
	'all candidates of an electoral college in order of finish as in irv_places(), by points: points and round are of the last round a candidate was in, lead is over the next one where the two parted';

--
-- 8. Head to head, second and final preferences
--

CREATE FUNCTION pairwise(p preference_profile, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT opponent text, OUT prefer_candidate numeric,
	OUT prefer_opponent numeric, OUT no_preference numeric) RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'prefcount_pairwise' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000 ROWS 20;
CREATE FUNCTION condorcet_winner(p preference_profile, rules jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'prefcount_condorcet_winner' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000;
CREATE FUNCTION second_preferences(p preference_profile, rules jsonb DEFAULT '{}',
	OUT first_preference text, OUT second_preference text, OUT votes numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'prefcount_second_preferences' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1500 ROWS 25;
CREATE FUNCTION final_preferences(p preference_profile, rules jsonb DEFAULT '{}',
	OUT first_preference text, OUT final_choice text, OUT votes numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'prefcount_final_preferences' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000 ROWS 15;

COMMENT ON FUNCTION pairwise(preference_profile, jsonb) IS
	'each ordered pair of candidates: votes that prefer the one, the other, or neither; a ranked candidate is preferred to an unranked one; candidates at one rank are equal, unless the rules have another overvotes than equal; ballots are read as the rules say, to where they would be exhausted with everybody continuing';
COMMENT ON FUNCTION condorcet_winner(preference_profile, jsonb) IS
	'the candidate whom more votes prefer to each other candidate than the other way round; NULL if there is none; candidates at one rank are equal, unless the rules have another overvotes than equal';
COMMENT ON FUNCTION second_preferences(preference_profile, jsonb) IS
	'to whom each candidate''s first preferences give their second one; NULL: none given';
COMMENT ON FUNCTION final_preferences(preference_profile, jsonb) IS
	'where the votes that counted for each candidate in round 1 were in the last round; NULL: exhausted';

--
-- 9. Reports and exchange
--

CREATE FUNCTION irv_report(p preference_profile, rules jsonb DEFAULT '{}', heading jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'irv_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

COMMENT ON FUNCTION irv_report(preference_profile, jsonb, jsonb) IS
	'the count sheet as text to read, 100 columns wide: winner, runner-up by each definition, votes and shares round by round, candidates by place, transfers, exhausted ballots by cause, every tie and what decided it, the rules with where they come from, the version of prefcount and the fingerprint of the ballots; heading puts above and below it title, office, place, date, electorate, issued, rejected (a number, or an object with one for each reason), seats, officer and note, as far as given; an unknown key of it: 22023; what cannot be seen in a label is shown as \n, \t, \u200B and so on; best with \pset format unaligned';

CREATE FUNCTION irv_slice_report(slice preference_profile, contest preference_profile, rules jsonb DEFAULT '{}',
	heading jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'irv_slice_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

COMMENT ON FUNCTION irv_slice_report(preference_profile, preference_profile, jsonb, jsonb) IS
	'the count sheet of a part of a contest, followed through the whole contest''s count: winner, runner-up, places, ties and thresholds are the contest''s, votes and transfers the slice''s; a slice with ballots that are not in the contest: 22023';

CREATE FUNCTION irv_json(p preference_profile, rules jsonb DEFAULT '{}', config jsonb DEFAULT '{}') RETURNS jsonb
	AS 'MODULE_PATHNAME', 'irv_json'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000;

COMMENT ON FUNCTION irv_json(preference_profile, jsonb, jsonb) IS
	'the count in the JSON format of RCTab''s summary, which RCVis draws; config gives or replaces what stands under "config", such as contest, date (2015-09-12), jurisdiction and office, which are texts; NULL for fewer ballots than min_ballots; a candidate whose name means other votes there (exhausted, residual surplus, inactive ballots): 22023';

CREATE FUNCTION profile_from_blt(blt text) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION profile_from_blt(text) IS
	'the ballots of a BLT text (OpenSTV, OpaVote, OpenTally, Droop, stv-rs): a whole number before a ballot is a number of ballots, one with a decimal point the weight of one ballot; equal (2=3) and skipped (- or 0) ranks are kept; ballot ids, seats, title, nicknames, parties and an order for ties are not; withdrawn candidates keep their marks, see blt_rules(); malformed text: 22P02 with the line, a weight out of range: 22003';

CREATE FUNCTION profile_from_preflib(file text) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION profile_from_preflib(text) IS
	'the ballots of a file of PrefLib (soc, soi, toc, toi; as written since 2022, and before): those in braces are at one rank; malformed text, other types of data: 22P02 with the line';

CREATE FUNCTION profile_from_abif(file text) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION profile_from_abif(text) IS
	'the ballots of a text in the Aggregated Ballot Information Format: 5:Ann>Bob=Cat, with scores 5:Ann/5,Bob/3 ranked by them; short names are replaced by full ones (=C:[Cat Stevens]); data in braces is passed over; malformed text: 22P02 with the line';

CREATE FUNCTION profile_from_debian(sheet text) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION profile_from_debian(text) IS
	'a profile with the ballots of a tally sheet of Debian''s votes, whose lines have a rank for each option: V: 21-3';

CREATE FUNCTION ranking_from_text(ranking text, next_rank text DEFAULT '>', same_rank text DEFAULT '=') RETURNS jsonb
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

COMMENT ON FUNCTION ranking_from_text(text, text, text) IS
	'a ranking as jsonb, for profile_agg(), of one in text: Ann > Bob = Cat; next_rank parts ranks, same_rank candidates at one rank (an empty text: there are none); nothing between two separators is a skipped rank; spaces around names do not count; a name in quotation marks may contain separators; malformed text: 22P02 with the position';

CREATE FUNCTION blt_rules(blt text) RETURNS jsonb
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION blt_rules(text) IS
	'the rules candidates (in ballot order, also those whom nobody marked) and withdrawn that a BLT text contains, to count its ballots by: irv_result(profile_from_blt(blt), blt_rules(blt)); malformed text: 22P02 with the line';

CREATE FUNCTION profile_to_blt(p preference_profile, title text, seats bigint DEFAULT 1,
	candidates text[] DEFAULT NULL, withdrawn text[] DEFAULT NULL) RETURNS text
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION profile_to_blt(preference_profile, text, bigint, text[], text[]) IS
	'the ballots as a BLT text, candidates numbered as listed or, without a list, in bytewise order of their labels; equal ballots whose total weight is not their number become one line with that weight as decimal: votes stay exact, the number of ballots does not; an overvote without names, and quotation marks or control characters in a name or the title: 0A000; a marked candidate who is not listed: 22023';

--
-- 10. How sure is it?
--

CREATE FUNCTION profile_redraw(p preference_profile, draw bigint, seed text, outstanding bigint DEFAULT NULL)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_redraw'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION profile_redraw(preference_profile, bigint, text, bigint) IS
	'the ballots of one draw, to see how sure a result is: without outstanding the Bayesian bootstrap (Rubin 1981), the same rankings and numbers of ballots with votes shared out anew; with outstanding, the Polya posterior: the counted ballots and so many more, each a copy of one drawn from all before it; the same for the same seed and draw, everywhere; draw or outstanding below 0, NULL seed: 22023; outstanding with weights: 0A000';

CREATE FUNCTION irv_chances(p preference_profile, draws bigint DEFAULT 1000, seed text DEFAULT '',
	outstanding bigint DEFAULT NULL, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT place bigint, OUT draws bigint, OUT share numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_chances'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000 ROWS 25;

COMMENT ON FUNCTION irv_chances(preference_profile, bigint, text, bigint, jsonb) IS
	'how often each candidate gets each place when the ballots are drawn again: irv_places() over profile_redraw(p, 1 to draws, seed, outstanding), counted; place NULL: none, because of a tie; share of all draws, 0 to 1; it knows of sampling error only, not of bias or of a change of mind; draws from 1 to 1,000,000, else 22023; draws x (ballots / 64 + rankings + outstanding) above 10^10: 54000';

CREATE FUNCTION irv_chances(classes preference_profile[], draws bigint DEFAULT 1000, seed text DEFAULT '',
	outstanding bigint[] DEFAULT NULL, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT place bigint, OUT draws bigint, OUT share numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_chances_of_classes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000 ROWS 25;

COMMENT ON FUNCTION irv_chances(preference_profile[], bigint, text, bigint[], jsonb) IS
	'the same of a weighted or stratified poll: each element has the ballots of respondents with one weight (GROUP BY weight, or region, weight) and is drawn on its own; one class is the same as its profile; outstanding by class; arrays of different length: 22023';

CREATE FUNCTION stv_chances(p preference_profile, draws bigint DEFAULT 1000, seed text DEFAULT '',
	outstanding bigint DEFAULT NULL, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT elected boolean, OUT draws bigint, OUT share numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_chances'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 20;

COMMENT ON FUNCTION stv_chances(preference_profile, bigint, text, bigint, jsonb) IS
	'how often each candidate gets a seat when the ballots are drawn again: stv_places() over profile_redraw(p, 1 to draws, seed, outstanding), counted; elected NULL: a tie left it open; share of all draws, 0 to 1; rules have to give seats; for the rest as irv_chances()';

CREATE FUNCTION stv_chances(classes preference_profile[], draws bigint DEFAULT 1000, seed text DEFAULT '',
	outstanding bigint[] DEFAULT NULL, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT elected boolean, OUT draws bigint, OUT share numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_chances_of_classes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 20;

COMMENT ON FUNCTION stv_chances(preference_profile[], bigint, text, bigint[], jsonb) IS
	'the same of a weighted or stratified poll: each element has the ballots of respondents with one weight and is drawn on its own';

CREATE FUNCTION irv_margins(p preference_profile, ballots text DEFAULT 'changed', rules jsonb DEFAULT '{}',
	outcome text DEFAULT NULL,
	OUT outcome text, OUT candidate text, OUT round bigint, OUT at_least bigint, OUT at_most bigint,
	OUT elimination_order text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_margins'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 20;

COMMENT ON FUNCTION irv_margins(preference_profile, text, jsonb, text) IS
	'by how many ballots a contest was decided: the smallest number of ballots to change (or that are added, or removed) after which another winner (outcome winner: the margin of victory), another runner_up, another one eliminated in a round is possible, or a candidate wins or is second, ties decided as one likes; at_least = at_most: exact, otherwise the search came to its limit; elimination_order: an order that at_most ballots lead to; outcome: only rows of this one; weights, top_two, other runner_up than final_two, overvotes that depend on who continues, more than 64 candidates: 0A000; a contest that ends in a tie: 22000';

CREATE FUNCTION irv_possible(p preference_profile, outstanding bigint, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT can_win boolean, OUT can_be_second boolean,
	OUT to_win_at_least bigint, OUT to_win_at_most bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_possible'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 10;

COMMENT ON FUNCTION irv_possible(preference_profile, bigint, jsonb) IS
	'who can still win, or be second, with so many ballots of unknown content outstanding (blank ones included), ties decided as one likes; NULL: the search came to its limit; to_win: how many ballots it takes; a candidate who is the only one with can_win is certain to win; outstanding NULL or below 0: 22023; otherwise as irv_margins()';

CREATE FUNCTION irv_assertions(p preference_profile, rules jsonb DEFAULT '{}',
	OUT assertion bigint, OUT type text, OUT winner text, OUT loser text, OUT continuing text[],
	OUT winner_votes numeric, OUT loser_votes numeric, OUT margin numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_assertions'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000 ROWS 20;

COMMENT ON FUNCTION irv_assertions(preference_profile, jsonb) IS
	'assertions for an audit that together rule out every other winner, the smallest margin as large as possible (RAIRE, Blom, Stuckey and Teague 2019); NEB: winner has more first preferences than there are ballots that prefer loser; NEN: winner has more votes than loser while exactly continuing are left; a contest that a tie decides, or that ends in one: 22000; too many orders to rule out: 54000; otherwise as irv_margins()';

--
-- 11. Winners by pairs
--

CREATE FUNCTION pairwise_places(p preference_profile, method text, rules jsonb DEFAULT '{}',
	OUT place bigint, OUT candidate text, OUT score numeric, OUT wins bigint, OUT losses bigint,
	OUT draws bigint, OUT status text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pairwise_places'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 10;

COMMENT ON FUNCTION pairwise_places(preference_profile, text, jsonb) IS
	'the order of finish by comparing candidates in pairs; method: schulze (winning votes), schulze_margins, ranked_pairs (Tideman, winning votes), minimax (winning votes), copeland, borda, black, smith_irv, benham; level candidates share a place; score: how many others are behind (schulze, ranked_pairs), most votes against in a lost duel (minimax), points (copeland, borda, black); wins, losses, draws: duels; status elected, tied (shares the first place, or no ballot ranks any candidate), defeated, write_in, withdrawn; ranked_pairs breaks ties by the rule tie_break, order or lot; unknown method: 22023; more than 1,000 candidates: 54000';

CREATE FUNCTION pairwise_paths(p preference_profile, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT opponent text, OUT strength numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pairwise_paths'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 20;

COMMENT ON FUNCTION pairwise_paths(preference_profile, jsonb) IS
	'the strongest path from each candidate to each other one, as Schulze''s method uses it: the winning votes of its weakest duel, 0 where there is no path of duels won; candidate is ahead of opponent where its path is the stronger one';

CREATE FUNCTION pairwise_report(p preference_profile, method text, rules jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'pairwise_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

COMMENT ON FUNCTION pairwise_report(preference_profile, text, jsonb) IS
	'the order of finish by a method of pairwise_places(), and the votes of each candidate against each other one, as text to read, 100 columns wide; best with \pset format unaligned';

CREATE FUNCTION smith_set(p preference_profile, rules jsonb DEFAULT '{}') RETURNS text[]
	AS 'MODULE_PATHNAME', 'smith_set'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION smith_set(preference_profile, jsonb) IS
	'the smallest set of candidates each of whom beats everybody outside of it head to head, in ballot order; one name: the Condorcet winner';

CREATE FUNCTION schwartz_set(p preference_profile, rules jsonb DEFAULT '{}') RETURNS text[]
	AS 'MODULE_PATHNAME', 'schwartz_set'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION schwartz_set(preference_profile, jsonb) IS
	'the union of the smallest sets of candidates whom nobody outside of them beats head to head, in ballot order; part of the Smith set';

--
-- 12. Several seats: the single transferable vote
--

CREATE FUNCTION stv_rules(name text, seats bigint DEFAULT NULL) RETURNS jsonb
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION stv_rules(text, bigint) IS
	'rules of a known rule book for several seats, by its name or that of its method, as in stv_rules(''scotland'', 4), to be completed by ||; without seats, add the rule seats; an unknown name or seats below 1: 22023; stv_rules_presets() lists them with their sources';

CREATE FUNCTION stv_rules_presets(OUT name text, OUT rules jsonb, OUT description text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11;

COMMENT ON FUNCTION stv_rules_presets() IS
	'the rule books that stv_rules() knows, by name: their rules, the law or rule book each comes from, and what was not verified or the rules cannot express';

CREATE FUNCTION stv_rules_check(rules jsonb) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'stv_rules_check'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;

COMMENT ON FUNCTION stv_rules_check(jsonb) IS
	'the rules of a count for several seats with all defaults filled in, which depend on the method; rules that are unknown, of a wrong type, for one seat only, at odds with the method or with each other, or without seats: 22023, with what is allowed in the hint';

CREATE FUNCTION stv_elected(p preference_profile, rules jsonb) RETURNS text[]
	AS 'MODULE_PATHNAME', 'stv_elected'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000;

COMMENT ON FUNCTION stv_elected(preference_profile, jsonb) IS
	'who is elected, in order of election; fewer than there are seats where a tie is left that the rules do not decide, or where there are no more candidates; NULL for fewer ballots than min_ballots';

CREATE FUNCTION stv_result(p preference_profile, rules jsonb,
	OUT elected text[],
	OUT seats bigint,
	OUT quota numeric,
	OUT rounds bigint,
	OUT runner_up text,
	OUT ballots bigint,
	OUT votes numeric,
	OUT exhausted numeric,
	OUT lost_by_fraction numeric,
	OUT blank numeric,
	OUT ties_broken bigint,
	OUT tied text[],
	OUT suppressed boolean)
	RETURNS record
	AS 'MODULE_PATHNAME', 'stv_result'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

COMMENT ON FUNCTION stv_result(preference_profile, jsonb) IS
	'the outcome in exactly one row: who is elected in order of election, the quota of the last round, the runner-up by the rule of that name, sums at the end; tied: who is left tied where the count ends on a tie; suppressed: fewer ballots than the rule min_ballots asks for';

CREATE FUNCTION stv_rounds(p preference_profile, rules jsonb,
	OUT round bigint,
	OUT stage bigint,
	OUT candidate text,
	OUT votes numeric,
	OUT gained numeric,
	OUT keep numeric,
	OUT status text,
	OUT decided_by text,
	OUT tied_with text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_rounds'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000 ROWS 50;

COMMENT ON FUNCTION stv_rounds(preference_profile, jsonb) IS
	'each candidate after each round, which is one transfer of votes (of a surplus, of papers of an excluded candidate, or one distribution by Meeks method); stage: the laws own number; keep: what the candidate keeps of a paper by Meeks method; status from the round in which it changes: continuing, elected, eliminated, not_elected, tied; decided_by: the tie-break step, or reserved';

CREATE FUNCTION stv_round_totals(p preference_profile, rules jsonb,
	OUT round bigint,
	OUT stage bigint,
	OUT action text,
	OUT sources text[],
	OUT quota numeric,
	OUT untransferred numeric,
	OUT exhausted numeric,
	OUT exhausted_choices numeric,
	OUT exhausted_overvote numeric,
	OUT exhausted_skipped numeric,
	OUT exhausted_repeated numeric,
	OUT lost_by_fraction numeric,
	OUT blank numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_round_totals'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000 ROWS 10;

COMMENT ON FUNCTION stv_round_totals(preference_profile, jsonb) IS
	'what became of all votes in each round: its action (first_preferences, surplus, elimination, iteration), whose votes moved, the quota, surpluses not transferred, exhausted votes by their causes, votes lost by rounding; votes of all candidates + exhausted + lost_by_fraction + blank = all votes';

CREATE FUNCTION stv_transfers(p preference_profile, rules jsonb,
	OUT round bigint,
	OUT source text,
	OUT target text,
	OUT papers numeric,
	OUT value numeric,
	OUT votes numeric,
	OUT lost numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_transfers'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000 ROWS 50;

COMMENT ON FUNCTION stv_transfers(preference_profile, jsonb) IS
	'which papers went from whom to whom in a round, at which value (nine decimals, rounded down; NULL: papers that do not move, for which a part of the surplus is exhausted) and for how many votes; target NULL: exhausted; lost: what rounding took from that row; no rows by Meeks method, which moves no papers';

CREATE FUNCTION stv_places(p preference_profile, rules jsonb,
	OUT place bigint,
	OUT candidate text,
	OUT first_preferences numeric,
	OUT votes numeric,
	OUT round bigint,
	OUT lead numeric,
	OUT status text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_places'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000 ROWS 10;

COMMENT ON FUNCTION stv_places(preference_profile, jsonb) IS
	'all candidates in order of finish: the elected in order of election, then who was left, then the excluded in reverse order; votes: when elected, or before exclusion; round: of its election or exclusion; lead: votes over the next place where the two parted; where the count ends on a tie the tied share a place and whoever else is left has none; withdrawn candidates and the pool of write-ins last, place NULL';

CREATE FUNCTION stv_flows(p preference_profile, rules jsonb,
	OUT round bigint,
	OUT source text,
	OUT target text,
	OUT votes numeric,
	OUT source_candidate text,
	OUT target_candidate text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_flows'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000 ROWS 100;

COMMENT ON FUNCTION stv_flows(preference_profile, jsonb) IS
	'votes from each round to the next for a Sankey chart as they are: nodes are labels with their round, votes that stay included, other ones to Exhausted and Lost by fraction; no NULL among the nodes, no cycle';

CREATE FUNCTION stv_slice_rounds(slice preference_profile, contest preference_profile, rules jsonb,
	OUT round bigint,
	OUT stage bigint,
	OUT candidate text,
	OUT votes numeric,
	OUT gained numeric,
	OUT keep numeric,
	OUT status text,
	OUT decided_by text,
	OUT tied_with text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_slice_rounds'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4000 ROWS 50;

COMMENT ON FUNCTION stv_slice_rounds(preference_profile, preference_profile, jsonb) IS
	'how a part of a contest voted in each round of the whole contests count: decisions and transfer values are the contests, votes the slices; a slice with ballots that are not in the contest: 22023; methods that round bundles of papers (senate, act, victoria): 0A000';

CREATE FUNCTION stv_slice_round_totals(slice preference_profile, contest preference_profile, rules jsonb,
	OUT round bigint,
	OUT stage bigint,
	OUT action text,
	OUT sources text[],
	OUT quota numeric,
	OUT untransferred numeric,
	OUT exhausted numeric,
	OUT exhausted_choices numeric,
	OUT exhausted_overvote numeric,
	OUT exhausted_skipped numeric,
	OUT exhausted_repeated numeric,
	OUT lost_by_fraction numeric,
	OUT blank numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_slice_round_totals'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4000 ROWS 10;

COMMENT ON FUNCTION stv_slice_round_totals(preference_profile, preference_profile, jsonb) IS
	'what became of a slices votes in each round of the whole contests count; quota and untransferred are the contests';

CREATE FUNCTION stv_slice_transfers(slice preference_profile, contest preference_profile, rules jsonb,
	OUT round bigint,
	OUT source text,
	OUT target text,
	OUT papers numeric,
	OUT value numeric,
	OUT votes numeric,
	OUT lost numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_slice_transfers'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 4000 ROWS 50;

COMMENT ON FUNCTION stv_slice_transfers(preference_profile, preference_profile, jsonb) IS
	'which papers of a slice moved in the whole contests count, at the contests transfer values';

CREATE FUNCTION stv_countback(p preference_profile, rules jsonb, vacating text,
	OUT takes_over text,
	OUT how text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'stv_countback'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000;

COMMENT ON FUNCTION stv_countback(preference_profile, jsonb, text) IS
	'who takes over when an elected candidate leaves, and how: recount (all is counted again without the leaver, and no sitting member may be excluded: ERS97 7.1, and where the rule runner_up is countback), papers (an instant runoff of the papers that elected the leaver: ACT, part 4.3), next (the last to be excluded); somebody who was not elected: 22023';

CREATE FUNCTION stv_report(p preference_profile, rules jsonb, heading jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'stv_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000;

COMMENT ON FUNCTION stv_report(preference_profile, jsonb, jsonb) IS
	'the count sheet for several seats as text to read, 100 columns wide: order of election, not elected, votes round by round with quota, exhausted and lost votes, what was transferred at which value, every tie and what decided it, the rules with where they come from, the version of prefcount and the fingerprint of the ballots; heading as in irv_report(), without margins; best with \pset format unaligned';

CREATE FUNCTION stv_json(p preference_profile, rules jsonb, config jsonb DEFAULT '{}') RETURNS jsonb
	AS 'MODULE_PATHNAME', 'stv_json'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

COMMENT ON FUNCTION stv_json(preference_profile, jsonb, jsonb) IS
	'the count for several seats in the JSON format of RCTab''s summary, which RCVis draws: transfers of a surplus or an exclusion stand in the round before, an exclusion of several rounds is one, with the results of the last, and a winner is named where the own surplus moves, else in the round that elected; what rounding takes is "residual surplus"; config and names that are refused as for irv_json()';

CREATE FUNCTION blt_seats(blt text) RETURNS bigint
	AS 'MODULE_PATHNAME', 'blt_seats'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

COMMENT ON FUNCTION blt_seats(text) IS
	'how many seats a BLT text says are to be filled: stv_rules(''scotland'', blt_seats(blt)) || blt_rules(blt); malformed text: 22P02 with the line';
