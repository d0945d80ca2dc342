# Writes out what sql/prefcount.sql says once for several types:
#
#	-- @FOR color: red | blue			what follows, down to this @FOR's @END, with
#	--      paint: RED | BLUE			red for @color@ and RED for @paint@, then with
#	...									blue and BLUE
#	-- @END
#
# A loop may stand in a loop.  What is left of either sign is a mistake.

{ line[NR] = $0 }

END { expand(1, NR) }

# Ends with an error about a line.
function fail(at, message)
{
	printf("%s:%d: %s\n", FILENAME, at, message) > "/dev/stderr"
	exit 1
}

# A text with all names replaced that have a value.
function filled(text,    name)
{
	for (name in value)
		gsub("@" name "@", value[name], text)
	return text
}

# Prints lines first to last.
function expand(first, last,    at, text)
{
	for (at = first; at <= last; at++)
		if (line[at] ~ /^-- @FOR /)
			at = loop(at)
		else
		{
			text = filled(line[at])
			if (text ~ /^-- @|@[a-z_]+@/)
				fail(at, "cannot be expanded: " text)
			print text
		}
}

# The line of the @END that belongs to the @FOR at a line.
function end_of(start,    at, depth)
{
	for (at = start; at <= NR; at++)
	{
		depth += (line[at] ~ /^-- @FOR /) - (line[at] ~ /^-- @END$/)
		if (depth == 0)
			return at
	}
	fail(start, "@FOR without @END")
}

# Prints what stands in the loop at a line, once for each value; returns its end.
function loop(start,    end, n, lists, values, count, colon, k, i)
{
	end = end_of(start)
	for (n = 0; line[start + n] ~ (n == 0 ? "^-- @FOR [a-z_]+:" : "^--      [a-z_]+:"); n++)
	{
		lists[n] = filled(substr(line[start + n], 9))
		count = split(lists[n], values, "|")
		if (n > 0 && count != split(lists[0], values, "|"))
			fail(start + n, "not as many values as in the loop's first line")
	}
	for (k = 1; k <= count; k++)
	{
		for (i = 0; i < n; i++)
		{
			colon = index(lists[i], ":")
			split(substr(lists[i], colon + 1), values, "|")
			gsub(/^ +| +$/, "", values[k])
			value[substr(lists[i], 1, colon - 1)] = values[k]
		}
		expand(start + n, end - 1)
	}
	for (i = 0; i < n; i++)
		delete value[substr(lists[i], 1, index(lists[i], ":") - 1)]
	return end
}
