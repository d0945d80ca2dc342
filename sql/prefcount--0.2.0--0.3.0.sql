/* prefcount: from version 0.2.0 to 0.3.0 */

-- complain if script is sourced in psql, rather than via ALTER EXTENSION
\echo Use "ALTER EXTENSION prefcount UPDATE" to load this file. \quit
