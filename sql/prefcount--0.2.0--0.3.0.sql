/* prefcount: from version 0.2.0 to 0.3.0 */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION
\echo Use "ALTER EXTENSION prefcount UPDATE" to load this file. \quit

-- Support functions have a prefix of their own.  irv_result and irv_flows have
-- more columns, so they are made anew: views on them have to be dropped before
-- the update, and made again after it.

ALTER FUNCTION profile_merge(preference_profile, preference_profile) RENAME TO prefcount_merge;
ALTER FUNCTION profile_unmerge(preference_profile, preference_profile) RENAME TO prefcount_unmerge;
ALTER FUNCTION profile_final(preference_profile) RENAME TO prefcount_final;
ALTER FUNCTION profile_add_ranking(preference_profile, text[]) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, text[]) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, text[], numeric) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, text[], numeric) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, smallint[]) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, smallint[]) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, smallint[], numeric) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, smallint[], numeric) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, integer[]) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, integer[]) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, integer[], numeric) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, integer[], numeric) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, bigint[]) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, bigint[]) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, bigint[], numeric) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, bigint[], numeric) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, uuid[]) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, uuid[]) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, uuid[], numeric) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, uuid[], numeric) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, jsonb) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, jsonb) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION profile_add_ranking(preference_profile, jsonb, numeric) RENAME TO prefcount_add_ranking;
ALTER FUNCTION profile_remove_ranking(preference_profile, jsonb, numeric) RENAME TO prefcount_remove_ranking;
ALTER FUNCTION irv_winner_text(preference_profile) RENAME TO prefcount_winner_text;
ALTER FUNCTION irv_runner_up_text(preference_profile) RENAME TO prefcount_runner_up_text;
ALTER FUNCTION irv_order_text(preference_profile) RENAME TO prefcount_order_text;
ALTER FUNCTION irv_winner_smallint(preference_profile) RENAME TO prefcount_winner_smallint;
ALTER FUNCTION irv_runner_up_smallint(preference_profile) RENAME TO prefcount_runner_up_smallint;
ALTER FUNCTION irv_order_smallint(preference_profile) RENAME TO prefcount_order_smallint;
ALTER FUNCTION irv_winner_integer(preference_profile) RENAME TO prefcount_winner_integer;
ALTER FUNCTION irv_runner_up_integer(preference_profile) RENAME TO prefcount_runner_up_integer;
ALTER FUNCTION irv_order_integer(preference_profile) RENAME TO prefcount_order_integer;
ALTER FUNCTION irv_winner_bigint(preference_profile) RENAME TO prefcount_winner_bigint;
ALTER FUNCTION irv_runner_up_bigint(preference_profile) RENAME TO prefcount_runner_up_bigint;
ALTER FUNCTION irv_order_bigint(preference_profile) RENAME TO prefcount_order_bigint;
ALTER FUNCTION irv_winner_uuid(preference_profile) RENAME TO prefcount_winner_uuid;
ALTER FUNCTION irv_runner_up_uuid(preference_profile) RENAME TO prefcount_runner_up_uuid;
ALTER FUNCTION irv_order_uuid(preference_profile) RENAME TO prefcount_order_uuid;
ALTER FUNCTION profile_long_combine(internal, internal) RENAME TO prefcount_long_combine;
ALTER FUNCTION profile_long_serialize(internal) RENAME TO prefcount_long_serialize;
ALTER FUNCTION profile_long_deserialize(bytea, internal) RENAME TO prefcount_long_deserialize;
ALTER FUNCTION profile_long_final(internal) RENAME TO prefcount_long_final;
ALTER FUNCTION profile_long_add(internal, bigint, bigint, bigint) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, bigint, bigint, bigint, numeric) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, bigint, bigint, text) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, bigint, bigint, text, numeric) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, text, bigint, bigint) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, text, bigint, bigint, numeric) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, text, bigint, text) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, text, bigint, text, numeric) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, uuid, bigint, bigint) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, uuid, bigint, bigint, numeric) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, uuid, bigint, text) RENAME TO prefcount_long_add;
ALTER FUNCTION profile_long_add(internal, uuid, bigint, text, numeric) RENAME TO prefcount_long_add;

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id bigint, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id bigint, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id bigint, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id bigint, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id text, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id text, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id text, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id text, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id uuid, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id uuid, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id uuid, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE OR REPLACE AGGREGATE profile_agg(ballot_id uuid, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

DROP FUNCTION irv_flows(preference_profile, jsonb);

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

DROP FUNCTION irv_result(preference_profile, jsonb);

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

ALTER FUNCTION jsonb_to_profile(jsonb) COST 200000;
ALTER FUNCTION profile_to_jsonb(preference_profile) COST 100000;
ALTER FUNCTION profile_ballots(preference_profile) COST 200;
ALTER FUNCTION profile_total(preference_profile) COST 200;
ALTER FUNCTION profile_candidates(preference_profile) COST 200;
ALTER FUNCTION profile_rankings(preference_profile, bigint) COST 100000;
ALTER FUNCTION profile_without(preference_profile, text[]) COST 5000;
ALTER FUNCTION profile_relabel(preference_profile, jsonb) COST 10000;
ALTER FUNCTION preference_counts(preference_profile) COST 1000;
ALTER FUNCTION profile_add(preference_profile, preference_profile) COST 10000;
ALTER FUNCTION profile_subtract(preference_profile, preference_profile) COST 2000;
ALTER FUNCTION profile_multiply(preference_profile, numeric) COST 50000;
ALTER FUNCTION pairwise(preference_profile, jsonb) COST 3000;
ALTER FUNCTION condorcet_winner(preference_profile, jsonb) COST 2000;
ALTER FUNCTION second_preferences(preference_profile, jsonb) COST 1500;
ALTER FUNCTION final_preferences(preference_profile, jsonb) COST 1000;

CREATE FUNCTION json_to_profile(json) RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'preference_profile_from_json' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50000;

CREATE FUNCTION profile_to_json(preference_profile) RETURNS json
	AS 'MODULE_PATHNAME', 'preference_profile_to_json' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;

CREATE CAST (json AS preference_profile) WITH FUNCTION json_to_profile(json);

CREATE CAST (preference_profile AS json) WITH FUNCTION profile_to_json(preference_profile);

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

CREATE FUNCTION prefcount_weight(double precision) RETURNS prefcount_weight
	AS 'MODULE_PATHNAME', 'prefcount_weight_from_float8' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE CAST (double precision AS prefcount_weight) WITH FUNCTION prefcount_weight(double precision) AS IMPLICIT;

CREATE FUNCTION prefcount_weight(real) RETURNS prefcount_weight
	AS 'MODULE_PATHNAME', 'prefcount_weight_from_real' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE CAST (real AS prefcount_weight) WITH FUNCTION prefcount_weight(real) AS IMPLICIT;

CREATE FUNCTION prefcount_weight(jsonb) RETURNS prefcount_weight
	AS 'MODULE_PATHNAME', 'prefcount_weight_from_jsonb' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE CAST (jsonb AS prefcount_weight) WITH FUNCTION prefcount_weight(jsonb) AS IMPLICIT;

CREATE FUNCTION prefcount_weight(json) RETURNS prefcount_weight
	AS 'MODULE_PATHNAME', 'prefcount_weight_from_json' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE CAST (json AS prefcount_weight) WITH FUNCTION prefcount_weight(json) AS IMPLICIT;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking text[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking text[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking smallint[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking smallint[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking integer[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking integer[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking bigint[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking bigint[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking numeric[])
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking numeric[])
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking numeric[], weight numeric)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking numeric[], weight numeric)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking numeric[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking numeric[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking uuid[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking uuid[], weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_array_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking jsonb, weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_jsonb' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking jsonb, weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_jsonb_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking json)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_json' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking json)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_json_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking json, weight numeric)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_json' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking json, weight numeric)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_json_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_add_ranking(state preference_profile, ranking json, weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_json' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_remove_ranking(state preference_profile, ranking json, weight prefcount_weight)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_agg_json_remove' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_winner_numeric(state preference_profile) RETURNS numeric
	AS 'MODULE_PATHNAME', 'irv_winner_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION prefcount_runner_up_numeric(state preference_profile) RETURNS numeric
	AS 'MODULE_PATHNAME', 'irv_runner_up_final' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE;

CREATE FUNCTION prefcount_order_numeric(state preference_profile) RETURNS numeric[]
	AS 'MODULE_PATHNAME', 'irv_order_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_winner_bigint(internal) RETURNS bigint
	AS 'MODULE_PATHNAME', 'irv_winner_long_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_runner_up_bigint(internal) RETURNS bigint
	AS 'MODULE_PATHNAME', 'irv_runner_up_long_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_order_bigint(internal) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'irv_order_long_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_winner_text(internal) RETURNS text
	AS 'MODULE_PATHNAME', 'irv_winner_long_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_runner_up_text(internal) RETURNS text
	AS 'MODULE_PATHNAME', 'irv_runner_up_long_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_order_text(internal) RETURNS text[]
	AS 'MODULE_PATHNAME', 'irv_order_long_final' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_add(internal, bigint, bigint, bigint, prefcount_weight) RETURNS internal
	AS 'MODULE_PATHNAME', 'profile_long_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_add(internal, bigint, bigint, text, prefcount_weight) RETURNS internal
	AS 'MODULE_PATHNAME', 'profile_long_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_add(internal, text, bigint, bigint, prefcount_weight) RETURNS internal
	AS 'MODULE_PATHNAME', 'profile_long_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_add(internal, text, bigint, text, prefcount_weight) RETURNS internal
	AS 'MODULE_PATHNAME', 'profile_long_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_add(internal, uuid, bigint, bigint, prefcount_weight) RETURNS internal
	AS 'MODULE_PATHNAME', 'profile_long_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_add(internal, uuid, bigint, text, prefcount_weight) RETURNS internal
	AS 'MODULE_PATHNAME', 'profile_long_add' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE AGGREGATE profile_agg(ranking text[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking text[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_text
);

CREATE AGGREGATE irv_runner_up(ranking text[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_text
);

CREATE AGGREGATE irv_order(ranking text[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_text
);

CREATE AGGREGATE profile_agg(ranking smallint[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking smallint[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_smallint, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_smallint
);

CREATE AGGREGATE irv_runner_up(ranking smallint[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_smallint, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_smallint
);

CREATE AGGREGATE irv_order(ranking smallint[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_smallint, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_smallint
);

CREATE AGGREGATE profile_agg(ranking integer[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking integer[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_integer, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_integer
);

CREATE AGGREGATE irv_runner_up(ranking integer[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_integer, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_integer
);

CREATE AGGREGATE irv_order(ranking integer[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_integer, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_integer
);

CREATE AGGREGATE profile_agg(ranking bigint[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking bigint[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_bigint, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_bigint
);

CREATE AGGREGATE irv_runner_up(ranking bigint[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_bigint, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_bigint
);

CREATE AGGREGATE irv_order(ranking bigint[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_bigint, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_bigint
);

CREATE AGGREGATE profile_agg(ranking numeric[]) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking numeric[]) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_numeric, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_numeric
);

CREATE AGGREGATE irv_runner_up(ranking numeric[]) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_numeric, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_numeric
);

CREATE AGGREGATE irv_order(ranking numeric[]) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_numeric, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_numeric
);

CREATE AGGREGATE profile_agg(ranking numeric[], weight numeric) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking numeric[], weight numeric) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_numeric, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_numeric
);

CREATE AGGREGATE irv_runner_up(ranking numeric[], weight numeric) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_numeric, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_numeric
);

CREATE AGGREGATE irv_order(ranking numeric[], weight numeric) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_numeric, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_numeric
);

CREATE AGGREGATE profile_agg(ranking numeric[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking numeric[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_numeric, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_numeric
);

CREATE AGGREGATE irv_runner_up(ranking numeric[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_numeric, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_numeric
);

CREATE AGGREGATE irv_order(ranking numeric[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_numeric, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_numeric
);

CREATE AGGREGATE profile_agg(ranking uuid[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking uuid[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_uuid, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_uuid
);

CREATE AGGREGATE irv_runner_up(ranking uuid[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_uuid, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_uuid
);

CREATE AGGREGATE irv_order(ranking uuid[], weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_uuid, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_uuid
);

CREATE AGGREGATE profile_agg(ranking jsonb, weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking jsonb, weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_text
);

CREATE AGGREGATE irv_runner_up(ranking jsonb, weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_text
);

CREATE AGGREGATE irv_order(ranking jsonb, weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_text
);

CREATE AGGREGATE profile_agg(ranking json) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking json) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_text
);

CREATE AGGREGATE irv_runner_up(ranking json) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_text
);

CREATE AGGREGATE irv_order(ranking json) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_text
);

CREATE AGGREGATE profile_agg(ranking json, weight numeric) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking json, weight numeric) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_text
);

CREATE AGGREGATE irv_runner_up(ranking json, weight numeric) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_text
);

CREATE AGGREGATE irv_order(ranking json, weight numeric) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_text
);

CREATE AGGREGATE profile_agg(ranking json, weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_final, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_final
);

CREATE AGGREGATE irv_winner(ranking json, weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_winner_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_winner_text
);

CREATE AGGREGATE irv_runner_up(ranking json, weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_runner_up_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_runner_up_text
);

CREATE AGGREGATE irv_order(ranking json, weight prefcount_weight) (
	SFUNC = prefcount_add_ranking, STYPE = preference_profile, SSPACE = 8192,
	FINALFUNC = prefcount_order_text, COMBINEFUNC = prefcount_merge, PARALLEL = SAFE,
	MSFUNC = prefcount_add_ranking, MINVFUNC = prefcount_remove_ranking, MSTYPE = preference_profile, MSSPACE = 8192,
	MFINALFUNC = prefcount_order_text
);

CREATE AGGREGATE irv_winner(ballot_id bigint, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id bigint, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id bigint, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id bigint, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id bigint, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id bigint, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE profile_agg(ballot_id bigint, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id bigint, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id bigint, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id bigint, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id bigint, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id bigint, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id bigint, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id bigint, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id bigint, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id bigint, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE profile_agg(ballot_id bigint, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id bigint, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id bigint, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id bigint, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id text, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id text, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id text, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id text, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id text, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id text, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE profile_agg(ballot_id text, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id text, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id text, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id text, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id text, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id text, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id text, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id text, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id text, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id text, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE profile_agg(ballot_id text, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id text, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id text, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id text, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id uuid, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id uuid, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id uuid, rank bigint, candidate bigint) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id uuid, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id uuid, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id uuid, rank bigint, candidate bigint, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE profile_agg(ballot_id uuid, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id uuid, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id uuid, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id uuid, rank bigint, candidate bigint, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_bigint,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id uuid, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id uuid, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id uuid, rank bigint, candidate text) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id uuid, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id uuid, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id uuid, rank bigint, candidate text, weight numeric) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE profile_agg(ballot_id uuid, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_final,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_winner(ballot_id uuid, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_winner_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_runner_up(ballot_id uuid, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_runner_up_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE AGGREGATE irv_order(ballot_id uuid, rank bigint, candidate text, weight prefcount_weight) (
	SFUNC = prefcount_long_add, STYPE = internal, SSPACE = 65536,
	FINALFUNC = prefcount_long_order_text,
	COMBINEFUNC = prefcount_long_combine, SERIALFUNC = prefcount_long_serialize,
	DESERIALFUNC = prefcount_long_deserialize, PARALLEL = SAFE
);

CREATE DOMAIN prefcount_profile AS preference_profile;

CREATE FUNCTION profile_without(p prefcount_profile, candidates text[])
	RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000;

CREATE FUNCTION profile_relabel(p preference_profile, labels jsonb, missing_ok boolean)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_relabel_missing' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;

CREATE FUNCTION profile_redraw(p preference_profile, draw bigint, seed text, outstanding bigint DEFAULT NULL)
	RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_redraw'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

CREATE FUNCTION irv_chances(p preference_profile, draws bigint DEFAULT 1000, seed text DEFAULT '',
	outstanding bigint DEFAULT NULL, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT place bigint, OUT draws bigint, OUT share numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_chances'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000 ROWS 25;

CREATE FUNCTION irv_chances(classes preference_profile[], draws bigint DEFAULT 1000, seed text DEFAULT '',
	outstanding bigint[] DEFAULT NULL, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT place bigint, OUT draws bigint, OUT share numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_chances_of_classes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000 ROWS 25;

CREATE FUNCTION irv_margins(p preference_profile, ballots text DEFAULT 'changed', rules jsonb DEFAULT '{}',
	outcome text DEFAULT NULL,
	OUT outcome text, OUT candidate text, OUT round bigint, OUT at_least bigint, OUT at_most bigint,
	OUT elimination_order text[])
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_margins'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 20;

CREATE FUNCTION irv_possible(p preference_profile, outstanding bigint, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT can_win boolean, OUT can_be_second boolean,
	OUT to_win_at_least bigint, OUT to_win_at_most bigint)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_possible'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 10;

CREATE FUNCTION irv_assertions(p preference_profile, rules jsonb DEFAULT '{}',
	OUT assertion bigint, OUT type text, OUT winner text, OUT loser text, OUT continuing text[],
	OUT winner_votes numeric, OUT loser_votes numeric, OUT margin numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'irv_assertions'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 100000 ROWS 20;

COMMENT ON FUNCTION json_to_profile(json) IS
	'a profile from its text form as json; behind the cast json::preference_profile';
COMMENT ON FUNCTION profile_to_json(preference_profile) IS
	'a profile''s text form as json; behind the cast preference_profile::json';
COMMENT ON CAST (json AS preference_profile) IS 'a profile from its text form as json';
COMMENT ON CAST (preference_profile AS json) IS 'a profile''s text form as json';
COMMENT ON TYPE prefcount_weight IS
	'a ballot''s weight that was not given as numeric: the type of the argument weight to which floats and literals are converted';
COMMENT ON FUNCTION prefcount_weight_in(cstring) IS
	'reads a decimal number; 22023 for rules, which no aggregate of ballots takes';
COMMENT ON FUNCTION prefcount_weight_out(prefcount_weight) IS
	'prints the number as numeric does';
COMMENT ON FUNCTION prefcount_weight(double precision) IS
	'a weight of a float, as the shortest decimal that stands for it';
COMMENT ON CAST (double precision AS prefcount_weight) IS
	'a weight of a float, as the shortest decimal that stands for it';
COMMENT ON FUNCTION prefcount_weight(real) IS
	'a weight of a float, as the shortest decimal that stands for it';
COMMENT ON CAST (real AS prefcount_weight) IS
	'a weight of a float, as the shortest decimal that stands for it';
COMMENT ON FUNCTION prefcount_weight(jsonb) IS
	'a weight of a number in JSON; rules: 22023, with the remedy in the hint';
COMMENT ON CAST (jsonb AS prefcount_weight) IS
	'a weight of a number in JSON; rules: 22023, with the remedy in the hint';
COMMENT ON FUNCTION prefcount_weight(json) IS
	'a weight of a number in JSON; rules: 22023, with the remedy in the hint';
COMMENT ON CAST (json AS prefcount_weight) IS
	'a weight of a number in JSON; rules: 22023, with the remedy in the hint';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, text[], prefcount_weight) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, text[], prefcount_weight) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, smallint[], prefcount_weight) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, smallint[], prefcount_weight) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, integer[], prefcount_weight) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, integer[], prefcount_weight) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, bigint[], prefcount_weight) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, bigint[], prefcount_weight) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, numeric[]) IS
	'support function of aggregates: adds one ballot to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, numeric[]) IS
	'support function of moving aggregates: takes one ballot out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, numeric[], numeric) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, numeric[], numeric) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, numeric[], prefcount_weight) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, numeric[], prefcount_weight) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, uuid[], prefcount_weight) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, uuid[], prefcount_weight) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, jsonb, prefcount_weight) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, jsonb, prefcount_weight) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, json) IS
	'support function of aggregates: adds one ballot to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, json) IS
	'support function of moving aggregates: takes one ballot out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, json, numeric) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, json, numeric) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_add_ranking(preference_profile, json, prefcount_weight) IS
	'support function of aggregates: adds one ballot of a weight to a state';
COMMENT ON FUNCTION prefcount_remove_ranking(preference_profile, json, prefcount_weight) IS
	'support function of moving aggregates: takes one ballot of a weight out of a state; 22023 if it is not in it';
COMMENT ON FUNCTION prefcount_winner_numeric(preference_profile) IS
	'support function of aggregates: the winner by the default rules as numeric';
COMMENT ON FUNCTION prefcount_runner_up_numeric(preference_profile) IS
	'support function of aggregates: the runner-up by the default rules as numeric';
COMMENT ON FUNCTION prefcount_order_numeric(preference_profile) IS
	'support function of aggregates: the order of finish by the default rules as numeric[]';
COMMENT ON FUNCTION prefcount_long_combine(internal, internal) IS
	'support function of the long form of aggregates: joins the rows of two states';
COMMENT ON FUNCTION prefcount_long_serialize(internal) IS
	'support function of the long form of aggregates: a state as bytes, for a parallel plan';
COMMENT ON FUNCTION prefcount_long_deserialize(bytea, internal) IS
	'support function of the long form of aggregates: a state from bytes';
COMMENT ON FUNCTION prefcount_long_winner_bigint(internal) IS
	'support function of the long form of irv_winner: the winner by the default rules as bigint';
COMMENT ON FUNCTION prefcount_long_runner_up_bigint(internal) IS
	'support function of the long form of irv_runner_up: the runner-up by the default rules as bigint';
COMMENT ON FUNCTION prefcount_long_order_bigint(internal) IS
	'support function of the long form of irv_order: the order of finish by the default rules as bigint[]';
COMMENT ON FUNCTION prefcount_long_winner_text(internal) IS
	'support function of the long form of irv_winner: the winner by the default rules as text';
COMMENT ON FUNCTION prefcount_long_runner_up_text(internal) IS
	'support function of the long form of irv_runner_up: the runner-up by the default rules as text';
COMMENT ON FUNCTION prefcount_long_order_text(internal) IS
	'support function of the long form of irv_order: the order of finish by the default rules as text[]';
COMMENT ON FUNCTION prefcount_long_add(internal, bigint, bigint, bigint) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, bigint, bigint, bigint, numeric) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, bigint, bigint, bigint, prefcount_weight) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, bigint, bigint, text) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, bigint, bigint, text, numeric) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, bigint, bigint, text, prefcount_weight) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, text, bigint, bigint) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, text, bigint, bigint, numeric) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, text, bigint, bigint, prefcount_weight) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, text, bigint, text) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, text, bigint, text, numeric) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, text, bigint, text, prefcount_weight) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, uuid, bigint, bigint) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, uuid, bigint, bigint, numeric) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, uuid, bigint, bigint, prefcount_weight) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, uuid, bigint, text) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, uuid, bigint, text, numeric) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON FUNCTION prefcount_long_add(internal, uuid, bigint, text, prefcount_weight) IS
	'support function of the long form of aggregates: adds one row to a state';
COMMENT ON AGGREGATE irv_winner(text[], prefcount_weight) IS
	'the instant-runoff winner by the default rules, from text[] rankings with a weight that is a float or a literal; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(text[], prefcount_weight) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from text[] rankings with a weight that is a float or a literal; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(text[], prefcount_weight) IS
	'the candidates in order of finish by the default rules, from text[] rankings with a weight that is a float or a literal; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(smallint[], prefcount_weight) IS
	'the instant-runoff winner by the default rules, from smallint[] rankings with a weight that is a float or a literal; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(smallint[], prefcount_weight) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from smallint[] rankings with a weight that is a float or a literal; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(smallint[], prefcount_weight) IS
	'the candidates in order of finish by the default rules, from smallint[] rankings with a weight that is a float or a literal; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(integer[], prefcount_weight) IS
	'the instant-runoff winner by the default rules, from integer[] rankings with a weight that is a float or a literal; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(integer[], prefcount_weight) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from integer[] rankings with a weight that is a float or a literal; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(integer[], prefcount_weight) IS
	'the candidates in order of finish by the default rules, from integer[] rankings with a weight that is a float or a literal; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(bigint[], prefcount_weight) IS
	'the instant-runoff winner by the default rules, from bigint[] rankings with a weight that is a float or a literal; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(bigint[], prefcount_weight) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from bigint[] rankings with a weight that is a float or a literal; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(bigint[], prefcount_weight) IS
	'the candidates in order of finish by the default rules, from bigint[] rankings with a weight that is a float or a literal; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(numeric[]) IS
	'the instant-runoff winner by the default rules, from numeric[] rankings; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(numeric[]) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from numeric[] rankings; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(numeric[]) IS
	'the candidates in order of finish by the default rules, from numeric[] rankings; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(numeric[], numeric) IS
	'the instant-runoff winner by the default rules, from numeric[] rankings with a weight; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(numeric[], numeric) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from numeric[] rankings with a weight; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(numeric[], numeric) IS
	'the candidates in order of finish by the default rules, from numeric[] rankings with a weight; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(numeric[], prefcount_weight) IS
	'the instant-runoff winner by the default rules, from numeric[] rankings with a weight that is a float or a literal; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(numeric[], prefcount_weight) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from numeric[] rankings with a weight that is a float or a literal; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(numeric[], prefcount_weight) IS
	'the candidates in order of finish by the default rules, from numeric[] rankings with a weight that is a float or a literal; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(uuid[], prefcount_weight) IS
	'the instant-runoff winner by the default rules, from uuid[] rankings with a weight that is a float or a literal; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(uuid[], prefcount_weight) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from uuid[] rankings with a weight that is a float or a literal; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(uuid[], prefcount_weight) IS
	'the candidates in order of finish by the default rules, from uuid[] rankings with a weight that is a float or a literal; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(jsonb, prefcount_weight) IS
	'the instant-runoff winner by the default rules, from jsonb rankings with a weight that is a float or a literal; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(jsonb, prefcount_weight) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from jsonb rankings with a weight that is a float or a literal; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(jsonb, prefcount_weight) IS
	'the candidates in order of finish by the default rules, from jsonb rankings with a weight that is a float or a literal; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(json) IS
	'the instant-runoff winner by the default rules, from json rankings; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(json) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from json rankings; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(json) IS
	'the candidates in order of finish by the default rules, from json rankings; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(json, numeric) IS
	'the instant-runoff winner by the default rules, from json rankings with a weight; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(json, numeric) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from json rankings with a weight; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(json, numeric) IS
	'the candidates in order of finish by the default rules, from json rankings with a weight; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_winner(json, prefcount_weight) IS
	'the instant-runoff winner by the default rules, from json rankings with a weight that is a float or a literal; for other rules: irv_winner(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_runner_up(json, prefcount_weight) IS
	'the instant-runoff runner-up, the loser of the last two by the default rules, from json rankings with a weight that is a float or a literal; for other rules: irv_runner_up(profile_agg(...), rules)';
COMMENT ON AGGREGATE irv_order(json, prefcount_weight) IS
	'the candidates in order of finish by the default rules, from json rankings with a weight that is a float or a literal; for other rules: irv_places(profile_agg(...), rules)';
COMMENT ON AGGREGATE profile_agg(numeric[]) IS
	'the profile of all ballots, from numeric[]: element i is the candidate at rank i, NULL a skipped rank; NULL rankings are no ballots; never NULL';
COMMENT ON AGGREGATE profile_agg(jsonb) IS
	'the profile of all ballots, from jsonb: ["A", null, ["B","C"]] skips rank 2 and marks two at rank 3, {"A": 1, "B": 3} gives candidates their ranks; NULL rankings are no ballots, null is none either; never NULL';
COMMENT ON AGGREGATE profile_agg(json) IS
	'the profile of all ballots, from json: ["A", null, ["B","C"]] skips rank 2 and marks two at rank 3, {"A": 1, "B": 3} gives candidates their ranks; NULL rankings are no ballots, null is none either; never NULL';
COMMENT ON AGGREGATE profile_agg(numeric[], numeric) IS
	'the profile of all ballots, from numeric[]: element i is the candidate at rank i, NULL a skipped rank; weight: how many votes the ballot counts, 0 or more, at most nine decimals, else 22003; NULL rankings are no ballots; never NULL';
COMMENT ON AGGREGATE profile_agg(jsonb, numeric) IS
	'the profile of all ballots, from jsonb: ["A", null, ["B","C"]] skips rank 2 and marks two at rank 3, {"A": 1, "B": 3} gives candidates their ranks; weight: how many votes the ballot counts, 0 or more, at most nine decimals, else 22003; NULL rankings are no ballots, null is none either; never NULL';
COMMENT ON AGGREGATE profile_agg(json, numeric) IS
	'the profile of all ballots, from json: ["A", null, ["B","C"]] skips rank 2 and marks two at rank 3, {"A": 1, "B": 3} gives candidates their ranks; weight: how many votes the ballot counts, 0 or more, at most nine decimals, else 22003; NULL rankings are no ballots, null is none either; never NULL';
COMMENT ON AGGREGATE profile_agg(text[], prefcount_weight) IS
	'the profile of all ballots, from text[]: element i is the candidate at rank i, NULL a skipped rank; weight: a float or a literal, taken as the shortest decimal that stands for it; NULL rankings are no ballots; never NULL';
COMMENT ON AGGREGATE profile_agg(smallint[], prefcount_weight) IS
	'the profile of all ballots, from smallint[]: element i is the candidate at rank i, NULL a skipped rank; weight: a float or a literal, taken as the shortest decimal that stands for it; NULL rankings are no ballots; never NULL';
COMMENT ON AGGREGATE profile_agg(integer[], prefcount_weight) IS
	'the profile of all ballots, from integer[]: element i is the candidate at rank i, NULL a skipped rank; weight: a float or a literal, taken as the shortest decimal that stands for it; NULL rankings are no ballots; never NULL';
COMMENT ON AGGREGATE profile_agg(bigint[], prefcount_weight) IS
	'the profile of all ballots, from bigint[]: element i is the candidate at rank i, NULL a skipped rank; weight: a float or a literal, taken as the shortest decimal that stands for it; NULL rankings are no ballots; never NULL';
COMMENT ON AGGREGATE profile_agg(numeric[], prefcount_weight) IS
	'the profile of all ballots, from numeric[]: element i is the candidate at rank i, NULL a skipped rank; weight: a float or a literal, taken as the shortest decimal that stands for it; NULL rankings are no ballots; never NULL';
COMMENT ON AGGREGATE profile_agg(uuid[], prefcount_weight) IS
	'the profile of all ballots, from uuid[]: element i is the candidate at rank i, NULL a skipped rank; weight: a float or a literal, taken as the shortest decimal that stands for it; NULL rankings are no ballots; never NULL';
COMMENT ON AGGREGATE profile_agg(jsonb, prefcount_weight) IS
	'the profile of all ballots, from jsonb: ["A", null, ["B","C"]] skips rank 2 and marks two at rank 3, {"A": 1, "B": 3} gives candidates their ranks; weight: a float or a literal, taken as the shortest decimal that stands for it; NULL rankings are no ballots, null is none either; never NULL';
COMMENT ON AGGREGATE profile_agg(json, prefcount_weight) IS
	'the profile of all ballots, from json: ["A", null, ["B","C"]] skips rank 2 and marks two at rank 3, {"A": 1, "B": 3} gives candidates their ranks; weight: a float or a literal, taken as the shortest decimal that stands for it; NULL rankings are no ballots, null is none either; never NULL';
COMMENT ON AGGREGATE irv_winner(bigint, bigint, bigint) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_runner_up(bigint, bigint, bigint) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_order(bigint, bigint, bigint) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_winner(bigint, bigint, bigint, numeric) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_runner_up(bigint, bigint, bigint, numeric) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_order(bigint, bigint, bigint, numeric) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE profile_agg(bigint, bigint, bigint, prefcount_weight) IS
	'the profile of all ballots of a long table, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(bigint, bigint, bigint, prefcount_weight) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_runner_up(bigint, bigint, bigint, prefcount_weight) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_order(bigint, bigint, bigint, prefcount_weight) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(bigint, bigint, text) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_runner_up(bigint, bigint, text) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_order(bigint, bigint, text) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_winner(bigint, bigint, text, numeric) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_runner_up(bigint, bigint, text, numeric) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_order(bigint, bigint, text, numeric) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE profile_agg(bigint, bigint, text, prefcount_weight) IS
	'the profile of all ballots of a long table, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(bigint, bigint, text, prefcount_weight) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_runner_up(bigint, bigint, text, prefcount_weight) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_order(bigint, bigint, text, prefcount_weight) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(text, bigint, bigint) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_runner_up(text, bigint, bigint) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_order(text, bigint, bigint) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_winner(text, bigint, bigint, numeric) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_runner_up(text, bigint, bigint, numeric) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_order(text, bigint, bigint, numeric) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE profile_agg(text, bigint, bigint, prefcount_weight) IS
	'the profile of all ballots of a long table, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(text, bigint, bigint, prefcount_weight) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_runner_up(text, bigint, bigint, prefcount_weight) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_order(text, bigint, bigint, prefcount_weight) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(text, bigint, text) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_runner_up(text, bigint, text) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_order(text, bigint, text) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_winner(text, bigint, text, numeric) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_runner_up(text, bigint, text, numeric) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_order(text, bigint, text, numeric) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE profile_agg(text, bigint, text, prefcount_weight) IS
	'the profile of all ballots of a long table, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(text, bigint, text, prefcount_weight) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_runner_up(text, bigint, text, prefcount_weight) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_order(text, bigint, text, prefcount_weight) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(uuid, bigint, bigint) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_runner_up(uuid, bigint, bigint) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_order(uuid, bigint, bigint) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_winner(uuid, bigint, bigint, numeric) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_runner_up(uuid, bigint, bigint, numeric) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_order(uuid, bigint, bigint, numeric) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE profile_agg(uuid, bigint, bigint, prefcount_weight) IS
	'the profile of all ballots of a long table, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(uuid, bigint, bigint, prefcount_weight) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_runner_up(uuid, bigint, bigint, prefcount_weight) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_order(uuid, bigint, bigint, prefcount_weight) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(uuid, bigint, text) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_runner_up(uuid, bigint, text) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_order(uuid, bigint, text) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023';
COMMENT ON AGGREGATE irv_winner(uuid, bigint, text, numeric) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_runner_up(uuid, bigint, text, numeric) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE irv_order(uuid, bigint, text, numeric) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; all rows of a ballot must agree in weight, else 22023';
COMMENT ON AGGREGATE profile_agg(uuid, bigint, text, prefcount_weight) IS
	'the profile of all ballots of a long table, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_winner(uuid, bigint, text, prefcount_weight) IS
	'the instant-runoff winner of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_runner_up(uuid, bigint, text, prefcount_weight) IS
	'the instant-runoff runner-up of a long table by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON AGGREGATE irv_order(uuid, bigint, text, prefcount_weight) IS
	'the candidates of a long table in order of finish by the default rules, one row for each preference, in any order; two candidates at a rank: overvote; a rank without a row: skipped; NULL rank or candidate: no mark, but the ballot exists; rank below 1 or above 32767: 22023; weight: a float or a literal, taken as the shortest decimal; all rows of a ballot must agree in it, else 22023';
COMMENT ON DOMAIN prefcount_profile IS
	'a profile as argument of profile_without(p, text[]), which this distinguishes from profile_without(p, VARIADIC text[])';
COMMENT ON FUNCTION profile_without(prefcount_profile, text[]) IS
	'the same as profile_without(p, VARIADIC candidates)';
COMMENT ON FUNCTION profile_relabel(preference_profile, jsonb, boolean) IS
	'the profile with other labels; with missing_ok false a label for somebody who is on no ballot is an error';
COMMENT ON FUNCTION irv_flows(preference_profile, jsonb) IS
	'all votes but blank ones from one round to the next for a flow (Sankey) chart: nodes are labels with their round, as Cooper (2); votes that stay are included, and exhausted ones go to Exhausted (2) and on to Exhausted (3), so that each round adds up to the same votes; no two nodes have one name (where a candidate is called Exhausted the node is Exhausted*), none is NULL, no cycle; source_candidate and target_candidate are the candidates, NULL: exhausted';
COMMENT ON FUNCTION irv_places(preference_profile, jsonb) IS
	'all candidates in order of finish, always counted to the last two, by the definition in the rule runner_up; votes and round are of the last round a candidate was in, lead is over the next one where the two parted; who is level shares a place, and who is ahead of a tie that ends the count has none; write-in pool and withdrawn candidates come last without one';
COMMENT ON FUNCTION irv_result(preference_profile, jsonb) IS
	'the outcome in exactly one row: winner, runner-up by the rules and by all three definitions, how and in which round it was won (majority, last_two, most_votes, tie_break, only_candidate; every_way: in no round, but whichever way the tie that ends the count is decided), votes and sums; final_two_margin: the difference of the last two, which is no margin of victory, since fewer votes could change who wins; tied: who is left tied; possible_winners: who wins in some way of deciding open ties, NULL where that takes too long to know; majority_of_all: whether the winner had more than half of all votes that were not blank; suppressed: fewer ballots than the rule min_ballots asks for';
COMMENT ON FUNCTION irv_winner(preference_profile, jsonb) IS
	'the winner of a profile by the rules; NULL where there is none: no vote for anybody, a tie that the rules leave and that can matter, fewer ballots than min_ballots';
COMMENT ON FUNCTION irv_college_rounds(text[], preference_profile[], numeric[], jsonb) IS
	'the count of an electoral college round by round, a row for each section and candidate: points are per cent of the whole college, the section''s share times the candidate''s part of the section''s continuing votes, shown with 9 decimals but decided exactly; shares are relative; arrays of different length, a NULL in them, shares not above 0 or of more than thirty digits: 22023; no rows if a section has fewer ballots than min_ballots';
COMMENT ON FUNCTION pairwise(preference_profile, jsonb) IS
	'each ordered pair of candidates: votes that prefer the one, the other, or neither; a ranked candidate is preferred to an unranked one; candidates at one rank are equal, unless the rules have another overvotes than equal; ballots are read as the rules say, to where they would be exhausted with everybody continuing';
COMMENT ON FUNCTION condorcet_winner(preference_profile, jsonb) IS
	'the candidate whom more votes prefer to each other candidate than the other way round; NULL if there is none; candidates at one rank are equal, unless the rules have another overvotes than equal';
COMMENT ON FUNCTION irv_json(preference_profile, jsonb, jsonb) IS
	'the count in the JSON format of RCTab''s summary, which RCVis draws; config gives or replaces what stands under "config", such as contest, date (2015-09-12), jurisdiction and office, which are texts; NULL for fewer ballots than min_ballots; a candidate whose name means other votes there (exhausted, residual surplus, inactive ballots): 22023';
COMMENT ON FUNCTION profile_from_blt(text) IS
	'the ballots of a BLT text (OpenSTV, OpaVote, OpenTally, Droop, stv-rs): a whole number before a ballot is a number of ballots, one with a decimal point the weight of one ballot; equal (2=3) and skipped (- or 0) ranks are kept; ballot ids, seats, title, nicknames, parties and an order for ties are not; withdrawn candidates keep their marks, see blt_rules(); malformed text: 22P02 with the line, a weight out of range: 22003';
COMMENT ON FUNCTION profile_redraw(preference_profile, bigint, text, bigint) IS
	'the ballots of one draw, to see how sure a result is: without outstanding the Bayesian bootstrap (Rubin 1981), the same rankings and numbers of ballots with votes shared out anew; with outstanding, the Polya posterior: the counted ballots and so many more, each a copy of one drawn from all before it; the same for the same seed and draw, everywhere; draw or outstanding below 0, NULL seed: 22023; outstanding with weights: 0A000';
COMMENT ON FUNCTION irv_chances(preference_profile, bigint, text, bigint, jsonb) IS
	'how often each candidate gets each place when the ballots are drawn again: irv_places() over profile_redraw(p, 1 to draws, seed, outstanding), counted; place NULL: none, because of a tie; share of all draws, 0 to 1; it knows of sampling error only, not of bias or of a change of mind; draws from 1 to 1,000,000, else 22023; draws x (ballots / 64 + rankings + outstanding) above 10^10: 54000';
COMMENT ON FUNCTION irv_chances(preference_profile[], bigint, text, bigint[], jsonb) IS
	'the same of a weighted or stratified poll: each element has the ballots of respondents with one weight (GROUP BY weight, or region, weight) and is drawn on its own; one class is the same as its profile; outstanding by class; arrays of different length: 22023';
COMMENT ON FUNCTION irv_margins(preference_profile, text, jsonb, text) IS
	'by how many ballots a contest was decided: the smallest number of ballots to change (or that are added, or removed) after which another winner (outcome winner: the margin of victory), another runner_up, another one eliminated in a round is possible, or a candidate wins or is second, ties decided as one likes; at_least = at_most: exact, otherwise the search came to its limit; elimination_order: an order that at_most ballots lead to; outcome: only rows of this one; weights, top_two, other runner_up than final_two, overvotes that depend on who continues, more than 64 candidates: 0A000; a contest that ends in a tie: 22000';
COMMENT ON FUNCTION irv_possible(preference_profile, bigint, jsonb) IS
	'who can still win, or be second, with so many ballots of unknown content outstanding (blank ones included), ties decided as one likes; NULL: the search came to its limit; to_win: how many ballots it takes; a candidate who is the only one with can_win is certain to win; outstanding NULL or below 0: 22023; otherwise as irv_margins()';
COMMENT ON FUNCTION irv_assertions(preference_profile, jsonb) IS
	'assertions for an audit that together rule out every other winner, the smallest margin as large as possible (RAIRE, Blom, Stuckey and Teague 2019); NEB: winner has more first preferences than there are ballots that prefer loser; NEN: winner has more votes than loser while exactly continuing are left; a contest that a tie decides: 22000; too many orders to rule out: 54000; otherwise as irv_margins()';

-- Equal profiles have equal bytes: a btree index may keep them once.
ALTER OPERATOR FAMILY preference_profile_ops USING btree
	ADD FUNCTION 4 (preference_profile, preference_profile) btequalimage(oid);
