/* prefcount: from version 0.2.0 to 0.3.0 */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION
\echo Use "ALTER EXTENSION prefcount UPDATE" to load this file. \quit

-- Support functions have a prefix of their own.  irv_result and irv_flows have
-- more columns, irv_report and irv_slice_report one more argument, so they are
-- made anew: views on them have to be dropped before the update, and made again
-- after it.

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

DROP FUNCTION irv_report(preference_profile, jsonb);

DROP FUNCTION irv_slice_report(preference_profile, preference_profile, jsonb);

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
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 50000;

CREATE FUNCTION profile_to_json(preference_profile) RETURNS json
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;

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
	AS 'MODULE_PATHNAME', 'prefcount_long_winner' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_runner_up_bigint(internal) RETURNS bigint
	AS 'MODULE_PATHNAME', 'prefcount_long_runner_up' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_order_bigint(internal) RETURNS bigint[]
	AS 'MODULE_PATHNAME', 'prefcount_long_order' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_winner_text(internal) RETURNS text
	AS 'MODULE_PATHNAME', 'prefcount_long_winner' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_runner_up_text(internal) RETURNS text
	AS 'MODULE_PATHNAME', 'prefcount_long_runner_up' LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION prefcount_long_order_text(internal) RETURNS text[]
	AS 'MODULE_PATHNAME', 'prefcount_long_order' LANGUAGE C IMMUTABLE PARALLEL SAFE;

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

CREATE FUNCTION profile_relabel(p preference_profile, labels jsonb, missing_ok boolean,
	doubles_ok boolean) RETURNS preference_profile
	AS 'MODULE_PATHNAME', 'profile_relabel_doubles' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;

CREATE FUNCTION profile_unmark(p preference_profile,
	skipped text[] DEFAULT '{undervote,skipped}', overvotes text[] DEFAULT '{overvote}')
	RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 5000;

CREATE FUNCTION profile_fingerprint(p preference_profile) RETURNS text
	AS 'MODULE_PATHNAME', 'profile_fingerprint' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10000;

CREATE FUNCTION irv_report(p preference_profile, rules jsonb DEFAULT '{}', heading jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'irv_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

CREATE FUNCTION irv_slice_report(slice preference_profile, contest preference_profile, rules jsonb DEFAULT '{}',
	heading jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'irv_slice_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

CREATE FUNCTION profile_from_preflib(file text) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

CREATE FUNCTION profile_from_abif(file text) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

CREATE FUNCTION profile_from_debian(sheet text) RETURNS preference_profile
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

CREATE FUNCTION ranking_from_text(ranking text, next_rank text DEFAULT '>', same_rank text DEFAULT '=') RETURNS jsonb
	AS 'MODULE_PATHNAME' LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 10;

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

CREATE FUNCTION stv_chances(p preference_profile, draws bigint DEFAULT 1000, seed text DEFAULT '',
	outstanding bigint DEFAULT NULL, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT elected boolean, OUT draws bigint, OUT share numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_chances'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 20;

CREATE FUNCTION stv_chances(classes preference_profile[], draws bigint DEFAULT 1000, seed text DEFAULT '',
	outstanding bigint[] DEFAULT NULL, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT elected boolean, OUT draws bigint, OUT share numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'stv_chances_of_classes'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000000 ROWS 20;

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

CREATE FUNCTION pairwise_places(p preference_profile, method text, rules jsonb DEFAULT '{}',
	OUT place bigint, OUT candidate text, OUT score numeric, OUT wins bigint, OUT losses bigint,
	OUT draws bigint, OUT status text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pairwise_places'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 10;

CREATE FUNCTION pairwise_paths(p preference_profile, rules jsonb DEFAULT '{}',
	OUT candidate text, OUT opponent text, OUT strength numeric)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME', 'pairwise_paths'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000 ROWS 20;

CREATE FUNCTION pairwise_report(p preference_profile, method text, rules jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'pairwise_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

CREATE FUNCTION smith_set(p preference_profile, rules jsonb DEFAULT '{}') RETURNS text[]
	AS 'MODULE_PATHNAME', 'smith_set'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

CREATE FUNCTION schwartz_set(p preference_profile, rules jsonb DEFAULT '{}') RETURNS text[]
	AS 'MODULE_PATHNAME', 'schwartz_set'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 1000;

CREATE FUNCTION stv_rules(name text, seats bigint DEFAULT NULL) RETURNS jsonb
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION stv_rules_presets(OUT name text, OUT rules jsonb, OUT description text)
	RETURNS SETOF record
	AS 'MODULE_PATHNAME'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE ROWS 11;

CREATE FUNCTION stv_rules_check(rules jsonb) RETURNS jsonb
	AS 'MODULE_PATHNAME', 'stv_rules_check'
	LANGUAGE C IMMUTABLE PARALLEL SAFE;

CREATE FUNCTION stv_elected(p preference_profile, rules jsonb) RETURNS text[]
	AS 'MODULE_PATHNAME', 'stv_elected'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 2000;

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

CREATE FUNCTION stv_countback(p preference_profile, rules jsonb, vacating text,
	OUT takes_over text,
	OUT how text)
	RETURNS record
	AS 'MODULE_PATHNAME', 'stv_countback'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000;

CREATE FUNCTION stv_report(p preference_profile, rules jsonb, heading jsonb DEFAULT '{}') RETURNS text
	AS 'MODULE_PATHNAME', 'stv_report'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 5000;

CREATE FUNCTION stv_json(p preference_profile, rules jsonb, config jsonb DEFAULT '{}') RETURNS jsonb
	AS 'MODULE_PATHNAME', 'stv_json'
	LANGUAGE C IMMUTABLE PARALLEL SAFE COST 3000;

CREATE FUNCTION blt_seats(blt text) RETURNS bigint
	AS 'MODULE_PATHNAME', 'blt_seats'
	LANGUAGE C IMMUTABLE STRICT PARALLEL SAFE COST 1000;

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
COMMENT ON FUNCTION profile_fingerprint(preference_profile) IS
	'SHA-256, in hexadecimal digits, of the canonical binary form that preference_profile_send() gives: two who hold the same ballots have the same fingerprint, in any database';
COMMENT ON FUNCTION profile_without(prefcount_profile, text[]) IS
	'the same as profile_without(p, VARIADIC candidates)';
COMMENT ON FUNCTION profile_relabel(preference_profile, jsonb, boolean) IS
	'the profile with other labels; with missing_ok false a label for somebody who is on no ballot is an error';
COMMENT ON FUNCTION profile_relabel(preference_profile, jsonb, boolean, boolean) IS
	'the profile with other labels; with doubles_ok false a label that several candidates would have is an error, which names them';
COMMENT ON FUNCTION profile_unmark(preference_profile, text[], text[]) IS
	'the profile in whose ballots some words are no candidates: a rank with a word of skipped is skipped, one with a word of overvotes is an overvote without names';
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
COMMENT ON FUNCTION irv_report(preference_profile, jsonb, jsonb) IS
	'the count sheet as text to read, 100 columns wide: winner, runner-up by each definition, votes and shares round by round, candidates by place, transfers, exhausted ballots by cause, every tie and what decided it, the rules with where they come from, the version of prefcount and the fingerprint of the ballots; heading puts above and below it title, office, place, date, electorate, issued, rejected (a number, or an object with one for each reason), seats, officer and note, as far as given; an unknown key of it: 22023; what cannot be seen in a label is shown as \n, \t, \u200B and so on; best with \pset format unaligned';
COMMENT ON FUNCTION irv_slice_report(preference_profile, preference_profile, jsonb, jsonb) IS
	'the count sheet of a part of a contest, followed through the whole contest''s count: winner, runner-up, places, ties and thresholds are the contest''s, votes and transfers the slice''s; a slice with ballots that are not in the contest: 22023';
COMMENT ON FUNCTION irv_json(preference_profile, jsonb, jsonb) IS
	'the count in the JSON format of RCTab''s summary, which RCVis draws; config gives or replaces what stands under "config", such as contest, date (2015-09-12), jurisdiction and office, which are texts; NULL for fewer ballots than min_ballots; a candidate whose name means other votes there (exhausted, residual surplus, inactive ballots): 22023';
COMMENT ON FUNCTION profile_from_blt(text) IS
	'the ballots of a BLT text (OpenSTV, OpaVote, OpenTally, Droop, stv-rs): a whole number before a ballot is a number of ballots, one with a decimal point the weight of one ballot; equal (2=3) and skipped (- or 0) ranks are kept; ballot ids, seats, title, nicknames, parties and an order for ties are not; withdrawn candidates keep their marks, see blt_rules(); malformed text: 22P02 with the line, a weight out of range: 22003';
COMMENT ON FUNCTION profile_from_preflib(text) IS
	'the ballots of a file of PrefLib (soc, soi, toc, toi; as written since 2022, and before): those in braces are at one rank; malformed text, other types of data: 22P02 with the line';
COMMENT ON FUNCTION profile_from_abif(text) IS
	'the ballots of a text in the Aggregated Ballot Information Format: 5:Ann>Bob=Cat, with scores 5:Ann/5,Bob/3 ranked by them; short names are replaced by full ones (=C:[Cat Stevens]); data in braces is passed over; malformed text: 22P02 with the line';
COMMENT ON FUNCTION profile_from_debian(text) IS
	'a profile with the ballots of a tally sheet of Debian''s votes, whose lines have a rank for each option: V: 21-3';
COMMENT ON FUNCTION ranking_from_text(text, text, text) IS
	'a ranking as jsonb, for profile_agg(), of one in text: Ann > Bob = Cat; next_rank parts ranks, same_rank candidates at one rank (an empty text: there are none); nothing between two separators is a skipped rank; spaces around names do not count; a name in quotation marks may contain separators; malformed text: 22P02 with the position';
COMMENT ON FUNCTION profile_redraw(preference_profile, bigint, text, bigint) IS
	'the ballots of one draw, to see how sure a result is: without outstanding the Bayesian bootstrap (Rubin 1981), the same rankings and numbers of ballots with votes shared out anew; with outstanding, the Polya posterior: the counted ballots and so many more, each a copy of one drawn from all before it; the same for the same seed and draw, everywhere; draw or outstanding below 0, NULL seed: 22023; outstanding with weights: 0A000';
COMMENT ON FUNCTION irv_chances(preference_profile, bigint, text, bigint, jsonb) IS
	'how often each candidate gets each place when the ballots are drawn again: irv_places() over profile_redraw(p, 1 to draws, seed, outstanding), counted; place NULL: none, because of a tie; share of all draws, 0 to 1; it knows of sampling error only, not of bias or of a change of mind; draws from 1 to 1,000,000, else 22023; draws x (ballots / 64 + rankings + outstanding) above 10^10: 54000';
COMMENT ON FUNCTION irv_chances(preference_profile[], bigint, text, bigint[], jsonb) IS
	'the same of a weighted or stratified poll: each element has the ballots of respondents with one weight (GROUP BY weight, or region, weight) and is drawn on its own; one class is the same as its profile; outstanding by class; arrays of different length: 22023';
COMMENT ON FUNCTION stv_chances(preference_profile, bigint, text, bigint, jsonb) IS
	'how often each candidate gets a seat when the ballots are drawn again: stv_places() over profile_redraw(p, 1 to draws, seed, outstanding), counted; elected NULL: a tie left it open; share of all draws, 0 to 1; rules have to give seats; for the rest as irv_chances()';
COMMENT ON FUNCTION stv_chances(preference_profile[], bigint, text, bigint[], jsonb) IS
	'the same of a weighted or stratified poll: each element has the ballots of respondents with one weight and is drawn on its own';
COMMENT ON FUNCTION irv_margins(preference_profile, text, jsonb, text) IS
	'by how many ballots a contest was decided: the smallest number of ballots to change (or that are added, or removed) after which another winner (outcome winner: the margin of victory), another runner_up, another one eliminated in a round is possible, or a candidate wins or is second, ties decided as one likes; at_least = at_most: exact, otherwise the search came to its limit; elimination_order: an order that at_most ballots lead to; outcome: only rows of this one; weights, top_two, other runner_up than final_two, overvotes that depend on who continues, more than 64 candidates: 0A000; a contest that ends in a tie: 22000';
COMMENT ON FUNCTION irv_possible(preference_profile, bigint, jsonb) IS
	'who can still win, or be second, with so many ballots of unknown content outstanding (blank ones included), ties decided as one likes; NULL: the search came to its limit; to_win: how many ballots it takes; a candidate who is the only one with can_win is certain to win; outstanding NULL or below 0: 22023; otherwise as irv_margins()';
COMMENT ON FUNCTION irv_assertions(preference_profile, jsonb) IS
	'assertions for an audit that together rule out every other winner, the smallest margin as large as possible (RAIRE, Blom, Stuckey and Teague 2019); NEB: winner has more first preferences than there are ballots that prefer loser; NEN: winner has more votes than loser while exactly continuing are left; a contest that a tie decides, or that ends in one: 22000; too many orders to rule out: 54000; otherwise as irv_margins()';
COMMENT ON FUNCTION pairwise_places(preference_profile, text, jsonb) IS
	'the order of finish by comparing candidates in pairs; method: schulze (winning votes), schulze_margins, ranked_pairs (Tideman, winning votes), minimax (winning votes), copeland, borda, black, smith_irv, benham; level candidates share a place; score: how many others are behind (schulze, ranked_pairs), most votes against in a lost duel (minimax), points (copeland, borda, black); wins, losses, draws: duels; status elected, tied (shares the first place, or no ballot ranks any candidate), defeated, write_in, withdrawn; ranked_pairs breaks ties by the rule tie_break, order or lot; unknown method: 22023; more than 1,000 candidates: 54000';
COMMENT ON FUNCTION pairwise_paths(preference_profile, jsonb) IS
	'the strongest path from each candidate to each other one, as Schulze''s method uses it: the winning votes of its weakest duel, 0 where there is no path of duels won; candidate is ahead of opponent where its path is the stronger one';
COMMENT ON FUNCTION pairwise_report(preference_profile, text, jsonb) IS
	'the order of finish by a method of pairwise_places(), and the votes of each candidate against each other one, as text to read, 100 columns wide; best with \pset format unaligned';
COMMENT ON FUNCTION smith_set(preference_profile, jsonb) IS
	'the smallest set of candidates each of whom beats everybody outside of it head to head, in ballot order; one name: the Condorcet winner';
COMMENT ON FUNCTION schwartz_set(preference_profile, jsonb) IS
	'the union of the smallest sets of candidates whom nobody outside of them beats head to head, in ballot order; part of the Smith set';
COMMENT ON FUNCTION stv_rules(text, bigint) IS
	'rules of a known rule book for several seats, by its name or that of its method, as in stv_rules(''scotland'', 4), to be completed by ||; without seats, add the rule seats; an unknown name or seats below 1: 22023; stv_rules_presets() lists them with their sources';
COMMENT ON FUNCTION stv_rules_presets() IS
	'the rule books that stv_rules() knows, by name: their rules, the law or rule book each comes from, and what was not verified or the rules cannot express';
COMMENT ON FUNCTION stv_rules_check(jsonb) IS
	'the rules of a count for several seats with all defaults filled in, which depend on the method; rules that are unknown, of a wrong type, for one seat only, at odds with the method or with each other, or without seats: 22023, with what is allowed in the hint';
COMMENT ON FUNCTION stv_elected(preference_profile, jsonb) IS
	'who is elected, in order of election; fewer than there are seats where a tie is left that the rules do not decide, or where there are no more candidates; NULL for fewer ballots than min_ballots';
COMMENT ON FUNCTION stv_result(preference_profile, jsonb) IS
	'the outcome in exactly one row: who is elected in order of election, the quota of the last round, the runner-up by the rule of that name, sums at the end; tied: who is left tied where the count ends on a tie; suppressed: fewer ballots than the rule min_ballots asks for';
COMMENT ON FUNCTION stv_rounds(preference_profile, jsonb) IS
	'each candidate after each round, which is one transfer of votes (of a surplus, of papers of an excluded candidate, or one distribution by Meeks method); stage: the laws own number; keep: what the candidate keeps of a paper by Meeks method; status from the round in which it changes: continuing, elected, eliminated, not_elected, tied; decided_by: the tie-break step, or reserved';
COMMENT ON FUNCTION stv_round_totals(preference_profile, jsonb) IS
	'what became of all votes in each round: its action (first_preferences, surplus, elimination, iteration), whose votes moved, the quota, surpluses not transferred, exhausted votes by their causes, votes lost by rounding; votes of all candidates + exhausted + lost_by_fraction + blank = all votes';
COMMENT ON FUNCTION stv_transfers(preference_profile, jsonb) IS
	'which papers went from whom to whom in a round, at which value (nine decimals, rounded down; NULL: papers that do not move, for which a part of the surplus is exhausted) and for how many votes; target NULL: exhausted; lost: what rounding took from that row; no rows by Meeks method, which moves no papers';
COMMENT ON FUNCTION stv_places(preference_profile, jsonb) IS
	'all candidates in order of finish: the elected in order of election, then who was left, then the excluded in reverse order; votes: when elected, or before exclusion; round: of its election or exclusion; lead: votes over the next place where the two parted; where the count ends on a tie the tied share a place and whoever else is left has none; withdrawn candidates and the pool of write-ins last, place NULL';
COMMENT ON FUNCTION stv_flows(preference_profile, jsonb) IS
	'votes from each round to the next for a Sankey chart as they are: nodes are labels with their round, votes that stay included, other ones to Exhausted and Lost by fraction; no NULL among the nodes, no cycle';
COMMENT ON FUNCTION stv_slice_rounds(preference_profile, preference_profile, jsonb) IS
	'how a part of a contest voted in each round of the whole contests count: decisions and transfer values are the contests, votes the slices; a slice with ballots that are not in the contest: 22023; methods that round bundles of papers (senate, act, victoria): 0A000';
COMMENT ON FUNCTION stv_slice_round_totals(preference_profile, preference_profile, jsonb) IS
	'what became of a slices votes in each round of the whole contests count; quota and untransferred are the contests';
COMMENT ON FUNCTION stv_slice_transfers(preference_profile, preference_profile, jsonb) IS
	'which papers of a slice moved in the whole contests count, at the contests transfer values';
COMMENT ON FUNCTION stv_countback(preference_profile, jsonb, text) IS
	'who takes over when an elected candidate leaves, and how: recount (all is counted again without the leaver, and no sitting member may be excluded: ERS97 7.1, and where the rule runner_up is countback), papers (an instant runoff of the papers that elected the leaver: ACT, part 4.3), next (the last to be excluded); somebody who was not elected: 22023';
COMMENT ON FUNCTION stv_report(preference_profile, jsonb, jsonb) IS
	'the count sheet for several seats as text to read, 100 columns wide: order of election, not elected, votes round by round with quota, exhausted and lost votes, what was transferred at which value, every tie and what decided it, the rules with where they come from, the version of prefcount and the fingerprint of the ballots; heading as in irv_report(), without margins; best with \pset format unaligned';
COMMENT ON FUNCTION stv_json(preference_profile, jsonb, jsonb) IS
	'the count for several seats in the JSON format of RCTab''s summary, which RCVis draws: transfers of a surplus or an exclusion stand in the round before, an exclusion of several rounds is one, with the results of the last, and a winner is named where the own surplus moves, else in the round that elected; what rounding takes is "residual surplus"; config and names that are refused as for irv_json()';
COMMENT ON FUNCTION blt_seats(text) IS
	'how many seats a BLT text says are to be filled: stv_rules(''scotland'', blt_seats(blt)) || blt_rules(blt); malformed text: 22P02 with the line';

-- Equal profiles have equal bytes: a btree index may keep them once.
ALTER OPERATOR FAMILY preference_profile_ops USING btree
	ADD FUNCTION 4 (preference_profile, preference_profile) btequalimage(oid);
