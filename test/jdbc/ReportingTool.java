/*
 * ReportingTool.java
 *	  What a reporting tool on the JVM does with a database, done with pgjdbc.
 *
 * Reads the schema as a tool does when it syncs, then runs every question of
 * examples/metabase with prepared parameters, wrapped and limited, in read-only
 * transactions; and the other things that such tools do: cursors, row limits,
 * cancelling.  Prints "ok NAME" or "not ok NAME: why" for each.
 *
 *	java ReportingTool JDBC-URL examples/metabase
 *
 * Copyright (c) 2026, the prefcount authors
 * SPDX-License-Identifier: PostgreSQL
 */
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

public class ReportingTool
{
	/* The most rows that the tool asks for. */
	static final int MAX_ROWS = 1048575;

	static String url;

	interface Check
	{
		void run() throws Exception;
	}

	/* One check: ok unless it throws. */
	static void check(String name, Check body)
	{
		try
		{
			body.run();
			System.out.println("ok " + name);
		}
		catch (Throwable t)
		{
			System.out.println("not ok " + name + ": " + t.toString().replace('\n', ' '));
		}
	}

	static void require(boolean condition, String why)
	{
		if (!condition)
			throw new IllegalStateException(why);
	}

	/* A connection in one of the driver's ways to send a statement. */
	static Connection connect(String options) throws SQLException
	{
		return DriverManager.getConnection(url + (url.contains("?") ? "&" : "?") + options);
	}

	/* A question of examples/metabase: its text, and the parameters it declares. */
	static class Question
	{
		static final Pattern DECLARED =
			Pattern.compile("^-- Parameter: (\\w+) \\| (\\w+) \\| (\\w+) \\| (.+)$", Pattern.MULTILINE);
		static final Pattern CLAUSE = Pattern.compile("\\[\\[(.*?)\\]\\]", Pattern.DOTALL);
		static final Pattern PARAMETER = Pattern.compile("\\{\\{(\\w+)\\}\\}");

		final String name;
		final String text;
		final boolean reporting;
		final Map<String, Object> examples = new HashMap<>();
		final Set<String> required = new HashSet<>();

		Question(Path file) throws Exception
		{
			name = file.getFileName().toString();
			text = Files.readString(file);
			reporting = text.contains("-- Connection: reporting\n");
			for (Matcher m = DECLARED.matcher(text); m.find();)
			{
				examples.put(m.group(1), value(m.group(2), m.group(4)));
				if (m.group(3).equals("required"))
					required.add(m.group(1));
			}
		}

		/* An example as the type that the tool binds for it. */
		static Object value(String type, String example)
		{
			if (type.equals("date"))
				return LocalDate.parse(example);
			if (type.equals("number"))
				return example.contains(".") ? (Object) Double.valueOf(example) : (Object) Long.valueOf(example);
			return example;
		}

		/* The statement with a question mark for each parameter, whose values come into list. */
		String prepared(boolean all, List<Object> values)
		{
			StringBuilder sql = new StringBuilder();

			Matcher clause = CLAUSE.matcher(text);
			while (clause.find())
			{
				Matcher parameter = PARAMETER.matcher(clause.group(1));
				boolean given = parameter.find() && (all || required.contains(parameter.group(1)));
				clause.appendReplacement(sql, given ? Matcher.quoteReplacement(clause.group(1)) : "");
			}
			clause.appendTail(sql);

			Matcher parameter = PARAMETER.matcher(sql.toString());
			StringBuilder marked = new StringBuilder();
			while (parameter.find())
			{
				values.add(examples.get(parameter.group(1)));
				parameter.appendReplacement(marked, "?");
			}
			parameter.appendTail(marked);
			return marked.toString();
		}
	}

	static void bind(PreparedStatement statement, List<Object> values) throws SQLException
	{
		for (int i = 0; i < values.size(); i++)
			statement.setObject(i + 1, values.get(i));
	}

	/* All rows, each as text, read as the tool reads them: by the type of the column. */
	static List<String> rows(ResultSet result) throws SQLException
	{
		ResultSetMetaData columns = result.getMetaData();
		List<String> rows = new ArrayList<>();

		while (result.next())
		{
			StringBuilder row = new StringBuilder();
			for (int i = 1; i <= columns.getColumnCount(); i++)
			{
				Object value = columns.getColumnType(i) == Types.DATE
					? result.getObject(i, LocalDate.class) : result.getObject(i);
				if (value instanceof BigDecimal)
					value = ((BigDecimal) value).toPlainString();
				row.append(value).append('|');
			}
			rows.add(row.toString());
		}
		return rows;
	}

	/* A question as the tool runs it: read-only, limited, in small fetches, over and over. */
	static List<String> ask(Connection connection, Question question, boolean all, boolean wrapped) throws SQLException
	{
		List<Object> values = new ArrayList<>();
		String sql = question.prepared(all, values);
		List<String> answer = null;

		if (wrapped)
			sql = "SELECT * FROM (\n" + sql + "\n) AS \"source\" LIMIT " + MAX_ROWS;
		connection.setReadOnly(true);
		connection.setAutoCommit(false);
		try (Statement role = connection.createStatement())
		{
			role.execute(question.reporting ? "SET LOCAL ROLE reporting" : "RESET ROLE");
		}
		/* More than five times, so that the server may turn to a generic plan. */
		try (PreparedStatement statement =
				connection.prepareStatement(sql, ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY))
		{
			for (int i = 0; i < 7; i++)
			{
				statement.setMaxRows(MAX_ROWS);
				statement.setFetchSize(3);
				bind(statement, values);
				try (ResultSet result = statement.executeQuery())
				{
					List<String> again = rows(result);
					require(answer == null || answer.equals(again), "the answer changed");
					answer = again;
				}
			}
		}
		finally
		{
			connection.rollback();
		}
		require(!answer.isEmpty(), "no rows");
		return answer;
	}

	static void questions(String folder) throws Exception
	{
		List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> stream = Files.newDirectoryStream(Paths.get(folder), "*.sql"))
		{
			stream.forEach(files::add);
		}
		files.sort(null);
		for (Path file : files)
		{
			Question question = new Question(file);
			for (boolean all : new boolean[] {true, false})
			{
				check(question.name + (all ? " with all parameters" : " with the required ones"), () ->
				{
					List<String> first = null;
					for (String mode : new String[] {"prepareThreshold=1", "prepareThreshold=0",
							"preferQueryMode=simple", "prepareThreshold=-1"})
						for (boolean wrapped : new boolean[] {false, true})
							try (Connection connection = connect(mode))
							{
								List<String> answer = ask(connection, question, all, wrapped);
								require(first == null || first.equals(answer), mode + " answers differently");
								first = answer;
							}
				});
			}
		}
	}

	/* What a tool reads when it syncs a schema. */
	static void metadata() throws Exception
	{
		Set<Integer> plain = new HashSet<>(Arrays.asList(Types.VARCHAR, Types.BIGINT, Types.INTEGER,
			Types.NUMERIC, Types.DOUBLE, Types.DATE, Types.BIT));

		check("metadata: tables, columns, keys and indexes of every schema", () ->
		{
			try (Connection connection = connect(""))
			{
				DatabaseMetaData meta = connection.getMetaData();
				Set<String> views = new TreeSet<>();
				try (ResultSet tables = meta.getTables(null, "%", "%",
						new String[] {"TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE", "PARTITIONED TABLE"}))
				{
					while (tables.next())
					{
						String schema = tables.getString("TABLE_SCHEM");
						String table = tables.getString("TABLE_NAME");
						rows(meta.getPrimaryKeys(null, schema, table));
						rows(meta.getImportedKeys(null, schema, table));
						rows(meta.getIndexInfo(null, schema, table, false, true));
						if (schema.equals("reporting"))
							views.add(table);
					}
				}
				require(views.contains("results") && views.contains("rounds"), "views found: " + views);
				rows(meta.getFunctions(null, "public", "irv%"));
				rows(meta.getFunctionColumns(null, "public", "irv%", "%"));
			}
		});
		check("metadata: only plain types in the views", () ->
		{
			try (Connection connection = connect("");
				 ResultSet columns = connection.getMetaData().getColumns(null, "reporting", "%", "%"))
			{
				int count = 0;
				for (; columns.next(); count++)
					require(plain.contains(columns.getInt("DATA_TYPE")),
						columns.getString("TABLE_NAME") + "." + columns.getString("COLUMN_NAME") + " is "
						+ columns.getString("TYPE_NAME"));
				require(count > 50, count + " columns");
			}
		});
		check("fingerprints: values, counts and distinct values of every column of the views", () ->
		{
			try (Connection connection = connect(""); Statement statement = connection.createStatement();
				 ResultSet columns = connection.getMetaData().getColumns(null, "reporting", "%", "%"))
			{
				while (columns.next())
				{
					String view = "\"reporting\".\"" + columns.getString("TABLE_NAME") + "\"";
					String column = "\"" + columns.getString("COLUMN_NAME") + "\"";
					try (ResultSet result = statement.executeQuery("SELECT " + column + ", count(*) AS \"count\" FROM "
							+ view + " GROUP BY " + column + " ORDER BY " + column + " ASC LIMIT 5000"))
					{
						rows(result);
					}
				}
			}
		});
		check("a column of the type itself: read, grouped by and filtered as any other", () ->
		{
			try (Connection connection = connect("prepareThreshold=1"); Statement statement = connection.createStatement())
			{
				statement.execute("CREATE TEMP TABLE stored AS SELECT region, profile_agg(ranking) AS p FROM ballots GROUP BY region");
				try (ResultSet columns = connection.getMetaData().getColumns(null, null, "stored", "p"))
				{
					require(columns.next() && columns.getInt("DATA_TYPE") == Types.OTHER
						&& columns.getString("TYPE_NAME").equals("preference_profile"), "its type");
				}
				require(rows(statement.executeQuery("SELECT p, count(*) FROM stored GROUP BY p ORDER BY p")).size() == 6, "groups");
				try (PreparedStatement filter = connection.prepareStatement("SELECT count(*) FROM stored WHERE p = ?::preference_profile"))
				{
					ResultSet one = statement.executeQuery("SELECT p FROM stored WHERE region = 'Wales'");
					require(one.next(), "a row");
					filter.setString(1, one.getString(1));
					require(rows(filter.executeQuery()).get(0).equals("1|"), "found by its text");
				}
			}
		});
	}

	/* Types that come back, and parameters that go in. */
	static void types() throws Exception
	{
		check("results have Java's types: Long for rounds, BigDecimal for votes, the key's own for winners", () ->
		{
			try (Connection connection = connect("prepareThreshold=-1"); Statement statement = connection.createStatement();
				 ResultSet result = statement.executeQuery("SELECT r.round, r.votes, r.candidate, k.w FROM "
					+ "(SELECT irv_winner(candidate_ids) AS w, profile_agg(ranking) AS p FROM ballots) k, irv_rounds(p) AS r"))
			{
				require(result.next(), "a row");
				require(result.getObject(1) instanceof Long, "round is " + result.getObject(1).getClass());
				require(result.getObject(2) instanceof BigDecimal, "votes are " + result.getObject(2).getClass());
				require(result.getObject(3) instanceof String, "candidate is " + result.getObject(3).getClass());
				require(result.getObject(4) instanceof Integer, "key is " + result.getObject(4).getClass());
			}
		});
		check("parameters: an array as ?::text[], rules as ?::jsonb, a Long where a bigint is asked for", () ->
		{
			try (Connection connection = connect("prepareThreshold=1");
				 PreparedStatement statement = connection.prepareStatement(
					"SELECT irv_winner(profile_agg(r), ?::jsonb), (SELECT count(*) FROM profile_rankings(profile_agg(r), ?)) "
					+ "FROM (VALUES (?::text[]), (?::text[]), (?::text[])) AS v (r)"))
			{
				statement.setString(1, "{\"withdrawn\": [\"Ash\"]}");
				statement.setLong(2, 2);
				statement.setArray(3, connection.createArrayOf("text", new String[] {"Ash", "Birch"}));
				statement.setString(4, "{Ash,Birch}");
				statement.setObject(5, new String[] {"Birch"});
				require(rows(statement.executeQuery()).get(0).equals("Birch|1|"), "the answer");
			}
		});
		check("a weight as Double, rounded in the statement", () ->
		{
			try (Connection connection = connect("prepareThreshold=1");
				 PreparedStatement statement = connection.prepareStatement(
					"SELECT profile_total(profile_agg(ARRAY['Ash'], round(?::numeric, 9)))"))
			{
				statement.setDouble(1, 1.1);
				require(rows(statement.executeQuery()).get(0).equals("1.1|"), "the total");
			}
		});
		check("a bare parameter has no type that fits: 42883 or 42725, to be cast", () ->
		{
			try (Connection connection = connect("");
				 PreparedStatement statement = connection.prepareStatement("SELECT profile_agg(?)"))
			{
				statement.setString(1, "{Ash}");
				try
				{
					statement.executeQuery();
					require(false, "it ran");
				}
				catch (SQLException e)
				{
					require(e.getSQLState().equals("42883") || e.getSQLState().equals("42725"), e.getSQLState());
				}
			}
		});
		check("errors carry their SQLSTATE, detail and hint", () ->
		{
			try (Connection connection = connect(""); Statement statement = connection.createStatement())
			{
				statement.executeQuery("SELECT irv_winner(profile_agg(ranking), '{\"stopp\": 1}') FROM ballots");
				require(false, "it ran");
			}
			catch (org.postgresql.util.PSQLException e)
			{
				require(e.getSQLState().equals("22023") && e.getServerErrorMessage().getHint() != null, e.toString());
			}
		});
	}

	/* Limits, cursors, read-only transactions, cancelling. */
	static void habits() throws Exception
	{
		String flows = "SELECT * FROM reporting.flows ORDER BY level, area, round, source, target";

		check("a cursor with small fetches gives the rows that one fetch gives", () ->
		{
			try (Connection connection = connect("prepareThreshold=1"))
			{
				connection.setAutoCommit(false);
				try (Statement whole = connection.createStatement(); Statement piece = connection.createStatement())
				{
					piece.setFetchSize(2);
					List<String> all = rows(whole.executeQuery(flows));
					require(all.size() > 10, all.size() + " rows");
					require(all.equals(rows(piece.executeQuery(flows))), "they differ");
				}
			}
		});
		check("two cursors at once, over set-returning functions", () ->
		{
			try (Connection connection = connect("prepareThreshold=1"))
			{
				connection.setAutoCommit(false);
				String sql = "SELECT r.* FROM (SELECT profile_agg(ranking) AS p FROM ballots) b, irv_rounds(p) AS r";
				try (Statement a = connection.createStatement(); Statement b = connection.createStatement())
				{
					a.setFetchSize(1);
					b.setFetchSize(1);
					ResultSet ra = a.executeQuery(sql);
					ResultSet rb = b.executeQuery(sql);
					int count = 0;
					for (; ra.next(); count++)
						require(rb.next() && ra.getString("candidate").equals(rb.getString("candidate")), "they differ");
					require(count > 5 && !rb.next(), "ended apart");
				}
			}
		});
		check("maxRows cuts off", () ->
		{
			try (Connection connection = connect(""); Statement statement = connection.createStatement())
			{
				statement.setMaxRows(4);
				require(rows(statement.executeQuery(flows)).size() == 4, "not four rows");
			}
		});
		check("a read-only transaction counts, and does not write", () ->
		{
			try (Connection connection = connect(""))
			{
				connection.setReadOnly(true);
				connection.setAutoCommit(false);
				try (Statement statement = connection.createStatement())
				{
					require(rows(statement.executeQuery("SELECT irv_winner(ranking) FROM ballots")).size() == 1, "a row");
					try
					{
						statement.execute("INSERT INTO candidates VALUES (99, 'x', 'x')");
						require(false, "it wrote");
					}
					catch (SQLException e)
					{
						require(e.getSQLState().equals("25006"), e.getSQLState());
					}
				}
			}
		});

		/* Many candidates, all removed one after the other: minutes, if it is let. */
		String slow = "SELECT count(*) FROM (SELECT profile_agg(ARRAY[c % 4000, (c * 7919) % 4000, (c * 104729) % 4000]) AS p "
			+ "FROM generate_series(1::bigint, 20000) AS c) b, irv_places(p, '{\"runner_up\": \"winner_removed\", \"tie_break\": [\"order\"]}')";
		check("a count is cancelled at once", () ->
		{
			try (Connection connection = connect(""); Statement statement = connection.createStatement())
			{
				Thread stop = new Thread(() ->
				{
					try
					{
						Thread.sleep(700);
						statement.cancel();
					}
					catch (Exception e)
					{
						throw new RuntimeException(e);
					}
				});
				long start = System.nanoTime();
				stop.start();
				try
				{
					statement.executeQuery(slow);
					require(false, "it came to its end before");
				}
				catch (SQLException e)
				{
					require(e.getSQLState().equals("57014"), e.getSQLState());
				}
				stop.join();
				require(System.nanoTime() - start < 8_000_000_000L, "it took seconds");
				require(rows(statement.executeQuery("SELECT irv_winner(ranking) FROM ballots")).size() == 1, "and the session goes on");
			}
		});
		check("a query timeout ends a count", () ->
		{
			try (Connection connection = connect(""); Statement statement = connection.createStatement())
			{
				statement.setQueryTimeout(1);
				statement.executeQuery(slow);
				require(false, "it came to its end before");
			}
			catch (SQLException e)
			{
				require(e.getSQLState().equals("57014"), e.getSQLState());
			}
		});
	}

	public static void main(String[] args) throws Exception
	{
		url = args[0];
		metadata();
		questions(args[1]);
		types();
		habits();
	}
}
