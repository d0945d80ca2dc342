--
-- The outcome of one seat in words, and who is second.
--

CREATE TEMP TABLE page_result AS
SELECT r.*, t.continuing
  FROM page_contest, irv_result(p, rules) AS r
  LEFT JOIN page_totals AS t ON t.round = r.won_in_round;

-- The round in which it was decided, for the votes that were needed.
CREATE FUNCTION pg_temp.deciding_round() RETURNS bigint
LANGUAGE sql STABLE AS $$ SELECT coalesce(won_in_round, rounds) FROM page_result $$;

-- "51 of 99 votes (51.5 %)", of the round that elected.
CREATE FUNCTION pg_temp.winning_votes() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT format('%s of %s (%s)', pg_temp.num(winner_votes), pg_temp.count_of(continuing, 'vote', 'votes'), pg_temp.per_cent(winner_share))
	  FROM page_result
$$;

-- How the winner won.
CREATE FUNCTION pg_temp.how_won() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE won_by
		   WHEN 'majority' THEN format('is elected in round %s with %s, more than half.', won_in_round, pg_temp.winning_votes())
		   WHEN 'last_two' THEN format('is elected in round %s as the higher of the last two, with %s.', won_in_round, pg_temp.winning_votes())
		   WHEN 'most_votes' THEN format('is elected in round %s, the last one, with the most votes: %s.', won_in_round, pg_temp.winning_votes())
		   WHEN 'tie_break' THEN format('is elected in round %s with %s, by the way the rules decide a tie.', won_in_round, pg_temp.winning_votes())
		   WHEN 'only_candidate' THEN format('is elected in round %s as the only candidate left, with %s.', won_in_round, pg_temp.winning_votes())
		   WHEN 'every_way' THEN format('is elected: the count ends in a tie of %s, and every way of deciding it leads here.', pg_temp.names(tied))
		   END
		   || CASE WHEN won_in_round < rounds THEN ' The count goes on after that to find who is second.' ELSE '' END
	  FROM page_result
$$;

-- Why nobody won.
CREATE FUNCTION pg_temp.no_winner() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN suppressed THEN 'There are fewer ballots than the rules ask for, and no result is shown.'
				WHEN tied IS NOT NULL THEN format('%s are level in round %s, and the rules do not decide between them.', pg_temp.names(tied), rounds)
					 || coalesce(' ' || pg_temp.names(possible_winners) || ' can win.', '')
				ELSE 'No ballot counts for anybody who can win.' END
	  FROM page_result
$$;

CREATE FUNCTION pg_temp.outcome() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT CASE WHEN winner IS NULL THEN format('<p class="winner">No winner</p><p>%s</p>', pg_temp.no_winner())
				ELSE format('<p class="winner">%s</p><p>%s</p>', pg_temp.candidate(winner), pg_temp.how_won()) END
	  FROM page_result
$$;

-- Who is second by each definition.  The one in the rules is marked.
CREATE FUNCTION pg_temp.second_place() RETURNS text
LANGUAGE sql STABLE AS $$
	SELECT '<p>Rule books mean different things by &#8220;second&#8221;. The definition in the rules of this count is marked.</p>'
		   || pg_temp.table_of('Who is second, by each definition', '{Second is,Candidate}', 'words', string_agg(
				pg_temp.row(words || CASE WHEN definition = coalesce(rules ->> 'runner_up', 'final_two') THEN ' <b>(in the rules)</b>' ELSE '' END,
							pg_temp.candidate(candidate)), '' ORDER BY n))
	  FROM page_contest, page_result, LATERAL (VALUES
			(1, 'final_two', 'who lost when two remained', runner_up_final_two),
			(2, 'deciding_round', 'who was second in the round that elected', runner_up_deciding_round),
			(3, 'winner_removed', 'who would win without the winner', runner_up_winner_removed)) AS d (n, definition, words, candidate)
	 WHERE winner IS NOT NULL
	HAVING count(*) > 0
$$;

-- What the line in the bars stands for.
CREATE FUNCTION pg_temp.needed_word() RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT 'Needed to win' $$;

CREATE FUNCTION pg_temp.needed_meaning() RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT 'The line: needed to win.' $$;

-- What a candidate's last votes are called.
CREATE FUNCTION pg_temp.votes_word() RETURNS text
LANGUAGE sql IMMUTABLE AS $$ SELECT 'Votes in the end' $$;
