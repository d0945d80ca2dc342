/*
 * columns.c
 *	  That a SQL function has the columns which this library gives.
 *
 * The library's file is one for all databases of a server, while each database
 * declares functions as its version of the extension does, and a session keeps
 * the library it has loaded.  So the two may differ in what a row is.
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
#include "postgres.h"

#include "columns.h"

/* Raise 55000 for a row type of another number of columns. */
void
check_columns(TupleDesc desc, int columns)
{
	if (desc->natts == columns)
		return;
	ereport(ERROR,
			(errcode(ERRCODE_OBJECT_NOT_IN_PREREQUISITE_STATE),
			 errmsg("this database and the library are of different versions of prefcount"),
			 errdetail("A function has %d columns here, the library of version %s gives %d.",
					   desc->natts, PREFCOUNT_VERSION, columns),
			 errhint("ALTER EXTENSION prefcount UPDATE; end sessions that began before the library was replaced.")));
}
