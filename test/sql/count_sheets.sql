\set ECHO none
\set QUIET 1
\pset format unaligned
\pset tuples_only true
\pset pager off
SET client_min_messages = warning;
BEGIN;
CREATE EXTENSION IF NOT EXISTS pgtap;
CREATE EXTENSION IF NOT EXISTS prefcount;
SELECT plan(129);

-- What stands on a count sheet beside the count: heading, rules, version,
-- fingerprint, lots, lines to sign.

-- A sheet without the number of this version.
CREATE FUNCTION pg_temp.unversioned(report text) RETURNS text LANGUAGE sql AS $$
	SELECT regexp_replace(report, 'Counted by prefcount \d+\.\d+\.\d+\.', 'Counted by prefcount (version).')
$$;

--
-- Whole sheets.  The Labour Party announced for its leader in 2015: 554,272
-- could vote, 422,664 papers were valid and 207 spoilt, a turnout of 76.3 per
-- cent, Corbyn 59.5, Burnham 19.0, Cooper 17.0, Kendall 4.5 per cent.
--
SELECT is(pg_temp.unversioned(irv_report(
	'[{"ranking": ["Jeremy Corbyn"], "count": 251417}, {"ranking": ["Andy Burnham"], "count": 80462},
	  {"ranking": ["Yvette Cooper"], "count": 71928}, {"ranking": ["Liz Kendall"], "count": 18857}]',
	irv_rules('labour') || '{"candidates": ["Andy Burnham", "Yvette Cooper", "Jeremy Corbyn", "Liz Kendall"]}',
	'{"title": "Labour Party leadership election", "office": "Leader", "date": "2015-09-12", "electorate": 554272, "rejected": {"spoilt": 207}, "seats": 1}')),
$$Labour Party leadership election
Office              Leader
Date                2015-09-12
Seats               1
Electorate          554272
Papers returned     422871
Turnout             76.29 %
Papers rejected     207: spoilt
Papers counted      422664

Instant-runoff count: 4 candidates, 422664 ballots, 1 round

Winner: Jeremy Corbyn, in round 1 with 251417 of 422664 (59.48 %), more than half.
Runner-up by each definition (> marks the one in the rules):
  final_two       Andy Burnham, beaten in round 3, the last one, by 251417 to 80462.
> deciding_round  Andy Burnham, second in round 1, the one that elected, with 80462 votes.
  winner_removed  Andy Burnham, who would win a count without the winner.
The difference in the last round is no margin of victory: fewer votes could change who wins.

                       |       Round 1
  Candidate            |  votes      %
-----------------------+--------------
1 Jeremy Corbyn        | 251417  59.48
2 Andy Burnham         |  80462  19.04
3 Yvette Cooper        |  71928  17.02
4 Liz Kendall          |  18857   4.46
-----------------------+--------------
  Continuing           | 422664
  Exhausted            |      0
  Blank                |      0
  All votes            | 422664
  Needed to win        | 211333

Rules
  Of the preset "labour":
    threshold        "continuing" (as declared in 2015)
    stop             "majority" (as declared in 2015 and 2020)
    elimination      "single" (as declared in 2015)
    tie_break        ["leave"] (the Rule Book does not say)
    runner_up        "deciding_round" (as declared in 2015 and 2020)
    Leader and deputy leader of the British Labour Party, one member one vote: Rule Book, chapter 4,
    clause II.2.C, as declared in 2015 and 2020. The count stops at the first majority of the votes
    that still count, so second place is the one in the round that elected, as declared. The Rule
    Book says nothing of ties, of papers marked wrongly, or of a second place; those are set by the
    officers of each election.
  Given:
    candidates       ["Andy Burnham", "Yvette Cooper", "Jeremy Corbyn", "Liz Kendall"]
  By default:
    unlisted         "error"
    withdrawn        []
    write_in         null
    write_in_blocks  true
    overvotes        "exhaust"
    max_skipped      null
    duplicates       "skip"
    max_rankings     null
    min_share        null
    min_votes        null
    seed             null
    drawn            []
    min_ballots      0

Counted by prefcount (version).
Fingerprint of the ballots (SHA-256):
  c52f1f5223dd2d000c42846e8ae9f1dd8d57f174d2cbc706403dd4b371aa35c2

Returning officer   ________________________________________

Signature           ________________________________________   Date ________________$$, 'a party leader, by the figures announced in 2015');
-- Maine: Elm goes out by the lot.  Two ballots skipped two ranks, one has two
-- candidates at a rank who continue; so 17 are left, and Cedar's 3 go to Birch.
SELECT is(pg_temp.unversioned(irv_report(
	'[{"ranking": ["Ash", "Birch"], "count": 8}, {"ranking": ["Birch", "Ash"], "count": 6}, {"ranking": ["Cedar", "Birch"], "count": 3},
	  {"ranking": ["Elm", null, null, "Ash"], "count": 2}, {"ranking": ["Elm", ["Cedar", "Birch"]], "count": 1}, {"ranking": [], "count": 1}]',
	irv_rules('maine') || '{"candidates": ["Ash", "Birch", "Cedar", "Elm"], "drawn": [{"round": 1, "tied": ["Cedar", "Elm"], "loses": "Elm"}]}',
	'{"contest": "Primary election", "office": "Representative to the Legislature, district 1", "jurisdiction": "Town of Example", "date": "2026-06-09",
	  "electorate": 60, "issued": 26, "rejected": {"not signed": 1, "came late": 3}, "officer": "Jane Doe"}')),
$$Primary election
Office              Representative to the Legislature, district 1
Place               Town of Example
Date                2026-06-09
Electorate          60
Papers issued       26
Papers returned     25
Turnout             41.67 %
Papers rejected     3: came late
Papers rejected     1: not signed
Papers counted      21

Instant-runoff count: 4 candidates, 21 ballots, 3 rounds

Winner: Birch, in round 3 with 9 of 17 (52.94 %), more than half.
Runner-up by each definition (> marks the one in the rules):
> final_two       Ash, beaten in round 3, the last one, by 9 to 8.
  deciding_round  Ash, second in round 3, the one that elected, with 8 votes.
  winner_removed  Ash, who would win a count without the winner.
The difference in the last round is no margin of victory: fewer votes could change who wins.

                       |      Round 1 |          Round 2 |          Round 3
  Candidate            | votes      % | +/- votes      % | +/- votes      %
-----------------------+--------------+------------------+-----------------
1 Birch                |     6  30.00 |   0     6  35.29 |  +3     9  52.94
2 Ash                  |     8  40.00 |   0     8  47.06 |   0     8  47.06
3 Cedar                |     3  15.00 |   0     3  17.65 |  -3
4 Elm                  |     3  15.00 |  -3              |
-----------------------+--------------+------------------+-----------------
  Continuing           |    20        |  -3    17        |   0    17
  Exhausted            |     0        |  +3     3        |   0     3
    overvote           |     0        |  +1     1        |   0     1
    skipped ranks      |     0        |  +2     2        |   0     2
  Blank                |     1        |         1        |         1
  All votes            |    21        |        21        |        21
  Needed to win        |    11        |         9        |         9

Transfers
  Round 1: Elm is defeated with 3 votes: 3 exhausted.
  Round 2: Cedar is defeated with 3 votes: 3 to Birch.

Ties
  Round 1: Cedar and Elm are level at 3 votes. Elm is defeated by step "drawn", a lot drawn by hand.

Rules
  Of the preset "maine":
    overvotes        "exhaust_if_any_continuing" (723-A(1)(D) and (E))
    max_skipped      1 (723-A(1)(D))
    duplicates       "skip" (723-A(1)(K))
    threshold        "continuing" (723-A(2))
    stop             "two_remain" (723-A(2))
    elimination      "single" (723-A(2))
    tie_break        {"win": ["leave"], "elimination": ["drawn", "leave"]} (723-A(3) and 732)
    State primaries and federal elections in Maine: Maine Revised Statutes 21-A section 723-A, and
    rules of the Secretary of State 29-250, chapter 535. Chapter 304 of the public laws of 2023
    repealed batch elimination: for counts before that, add elimination batch; the old text also put
    together candidates whose sum just equalled the next one's votes, which batch does not. A
    first-round majority of the first choice votes ends the official count; here it goes on to the
    last two, with the same winner. A tie for last place is drawn by lot: enter the lot in the rule
    drawn. A tie of the last two is not (section 732), and is left.
  Given:
    candidates       ["Ash", "Birch", "Cedar", "Elm"]
    drawn            [{"tied": ["Cedar", "Elm"], "loses": "Elm", "round": 1}]
  By default:
    unlisted         "error"
    withdrawn        []
    write_in         null
    write_in_blocks  true
    max_rankings     null
    min_share        null
    min_votes        null
    seed             null
    runner_up        "final_two"
    min_ballots      0

Counted by prefcount (version).
Fingerprint of the ballots (SHA-256):
  25059725bd2edcde891d0be7a5a63bc47eaf7862120bac0161a5df91e1057870

Returning officer   Jane Doe

Signature           ________________________________________   Date ________________$$, 'a primary by the law of Maine, with a lot drawn by hand');
-- printf '2026年6月:<label>' | sha256sum gives the two lots.  Åke's 4 go to 王小明,
-- Renée's 7 to 山田太郎.
SELECT is(pg_temp.unversioned(irv_report(
	U&'[{"ranking": ["\5C71\7530\592A\90CE", "Rene\0301e"], "count": 9}, {"ranking": ["Rene\0301e", "\5C71\7530\592A\90CE"], "count": 7}, {"ranking": ["\738B\5C0F\660E\FF08\6C11\4E3B\9032\6B65\8054\76DF\8054\5408\63A8\85A6\5019\88DC\8005\FF09", "Rene\0301e"], "count": 4}, {"ranking": ["A\030Ake", "\738B\5C0F\660E\FF08\6C11\4E3B\9032\6B65\8054\76DF\8054\5408\63A8\85A6\5019\88DC\8005\FF09"], "count": 4}]'::preference_profile,
	U&'{"tie_break": ["lot"], "seed": "2026\5E746\6708"}',
	U&'{"title": "\59D4\54E1\9577\9078\8209", "office": "\59D4\54E1\9577", "place": "\6771\4EAC, Go\0308teborg", "date": "2026-06-09", "issued": 30, "rejected": {"\767D\7968": 1, "se\0301parable": 2}, "officer": "A\030Asa O\0308berg"}')),
$$委員長選舉
Office              委員長
Place               東京, Göteborg
Date                2026-06-09
Papers issued       30
Papers returned     27
Papers rejected     2: séparable
Papers rejected     1: 白票
Papers counted      24

Instant-runoff count: 4 candidates, 24 ballots, 3 rounds

Winner: 山田太郎, in round 3 with 16 of 24 (66.67 %), more than half.
Runner-up by each definition (> marks the one in the rules):
> final_two       王小明（民主進步联盟联合推薦候補者）, beaten in round 3, the last one, by 16 to 8.
  deciding_round  王小明（民主進步联盟联合推薦候補者）, second in round 3, the one that elected,
                   with 8 votes.
  winner_removed  Renée, who would win a count without the winner.
The difference in the last round is no margin of victory: fewer votes could change who wins.

                                   |      Round 1 |          Round 2 |          Round 3
  Candidate                        | votes      % | +/- votes      % | +/- votes      %
-----------------------------------+--------------+------------------+-----------------
1 山田太郎                         |     9  37.50 |   0     9  37.50 |  +7    16  66.67
2 王小明（民主進步联盟联合推...[4] |     4  16.67 |  +4     8  33.33 |   0     8  33.33
3 Renée                            |     7  29.17 |   0     7  29.17 |  -7
4 Åke                              |     4  16.67 |  -4              |
-----------------------------------+--------------+------------------+-----------------
  Continuing                       |    24        |   0    24        |   0    24
  Exhausted                        |     0        |   0     0        |   0     0
  Blank                            |     0        |         0        |         0
  All votes                        |    24        |        24        |        24
  Needed to win                    |    13        |        13        |        13

Transfers
  Round 1: Åke goes out with 4 votes: 4 to 王小明（民主進步联盟联合推薦候補者）.
  Round 2: Renée goes out with 7 votes: 7 to 山田太郎.

Ties
  Round 1: Åke and 王小明（民主進步联盟联合推薦候補者） are level at 4 votes. Åke goes out by step
      "lot", with seed "2026年6月": the lowest lot goes out. A lot is the SHA-256 of the seed, a
      colon and the label:
      639d4bcd39148a3b...  printf '%s' '2026年6月:Åke' | sha256sum
      ffaaa1d738fb9e23...  printf '%s' '2026年6月:王小明（民主進步联盟联合推薦候補者）' | sha256sum

Full names
  [4] 王小明（民主進步联盟联合推薦候補者）

Rules
  Given:
    tie_break        ["lot"]
    seed             "2026年6月"
  By default:
    candidates       null
    unlisted         "error"
    withdrawn        []
    write_in         null
    write_in_blocks  true
    overvotes        "exhaust"
    max_skipped      null
    duplicates       "skip"
    max_rankings     null
    threshold        "continuing"
    stop             "two_remain"
    elimination      "single"
    min_share        null
    min_votes        null
    drawn            []
    runner_up        "final_two"
    min_ballots      0

Counted by prefcount (version).
Fingerprint of the ballots (SHA-256):
  282ca17fbf6a9fb6ceb6145d780822d4e39240ab7dcf6a17bbc03b02bbb76e1a

Returning officer   Åsa Öberg

Signature           ________________________________________   Date ________________$$, 'names of wide and of combining characters, and a lot from a seed');
-- A ward with two seats: 21 papers, so the quota is 21 / 3 + 1 = 8.  Ash's
-- surplus of 1 goes over 9 papers at 0.11111, which loses 0.00001; then the lot
-- (printf '5 May:Dorn' | sha256sum) decides between Dorn and Elm.
SELECT is(pg_temp.unversioned(stv_report('[{"ranking": ["Ash", "Birch"], "count": 9}, {"ranking": ["Birch", "Ash"], "count": 3}, {"ranking": ["Cedar"], "count": 5}, {"ranking": ["Dorn", "Cedar"], "count": 2}, {"ranking": ["Elm", "Dorn"], "count": 2}]',
 stv_rules('scotland', 2) || '{"tie_break": ["backwards", "lot"], "seed": "5 May"}', '{"title": "Ward 7, Easthill", "office": "Councillor", "place": "Example Council", "date": "2027-05-06", "electorate": 50, "rejected": {"no first preference": 1}, "seats": 2, "officer": "A. Clerk"}')),
$$Ward 7, Easthill
Office              Councillor
Place               Example Council
Date                2027-05-06
Seats               2
Electorate          50
Papers returned     22
Turnout             44.00 %
Papers rejected     1: no first preference
Papers counted      21

Count for 2 seats (single transferable vote): 5 candidates, 21 ballots, 5 stages

Quota: 8 (21 valid votes divided by 3, fractions left out, and 1).
Elected, in order of election:
  1. Ash, stage 1, 9 votes with the quota
  2. Cedar, stage 5, 7 votes, below the quota: no more are left than seats
Not elected, in order of finish: Birch, Elm, Dorn.
Runner-up (last_excluded): Birch.

Votes (* elected)

                      Stage 1    Stage 2    Stage 3    Stage 4    Stage 5
Ash                         9 *        8 *        8 *        8 *        8 *
Cedar                       5          5          7          7          7 *
Birch                       3    3.99999    3.99999    3.99999          -
Elm                         2          2          2          -          -
Dorn                        2          2          -          -          -
Non-transferable            0          0          0          2    5.99999
Lost by fraction            0    0.00001    0.00001    0.00001    0.00001
Blank                       0          0          0          0          0
Quota                       8          8          8          8          8
Surplus to transfer         1          0          0          0          0

Transfers
  Stage 2: Ash transfers a surplus: 9 papers at 0.11111 to Birch (0.99999), lost by fraction
      0.00001.
  Stage 3: Dorn is excluded: 2 papers at 1 to Cedar (2).
  Stage 4: Elm is excluded: 2 papers at 1 non-transferable (2).
  Stage 5: Birch is excluded: 3 papers at 1 non-transferable (3), 9 papers at 0.11111
      non-transferable (0.99999).

Ties
  After stage 2: Dorn and Elm are level at 2 votes. Dorn is excluded by step "lot", with seed "5
      May": the lowest lot is excluded. A lot is the SHA-256 of the seed, a colon and the label:
      7b198f49e125af5a...  printf '%s' '5 May:Dorn' | sha256sum
      7fa33477b96cfda5...  printf '%s' '5 May:Elm' | sha256sum

Rules
  Of the preset "scotland":
    method           "wigm" (rules 47 to 52)
    quota            "droop" (rule 46)
    decimals         5 (rule 48(3))
    exclusion        "single" (rule 50(1))
    overvotes        "exhaust" (rule 43 and article 2)
    max_skipped      0 (rule 43 and article 2)
    Councils in Scotland: Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1,
    rules 45 to 52; the order of 2011 (SSI 2011/399) says the same with numbers one higher. Rule 52
    says that no further transfer is made when as many are left as are needed; as the official
    program does, and as SSI 2021/437 allows, papers of the last to be excluded are still moved: add
    last_transfer false for the letter of 2007. What no stage decides is drawn by lot: enter the lot
    in the rule drawn.
  Given:
    seats            2
    tie_break        ["backwards", "lot"]
    seed             "5 May"
  By default:
    last_transfer    true
    reserved         []
    candidates       null
    unlisted         "error"
    withdrawn        []
    write_in         null
    duplicates       "skip"
    max_rankings     null
    drawn            []
    runner_up        "last_excluded"
    min_ballots      0

Counted by prefcount (version).
Fingerprint of the ballots (SHA-256):
  60dda0b1ccf9813c2526cce3381496f75a0f9ccaee31d72fbd93b35d5b7f29cb

Returning officer   A. Clerk

Signature           ________________________________________   Date ________________$$, 'a ward with two seats');

-- Northern Ireland: the quota is 18 / 3 + 1 = 7.  The surplus of 2 waits while it
-- is less than the 3 between the two lowest, then goes at 2 / 9 = 0.22 a paper;
-- 5.98 is more than 5, and one seat is left (rules 49 and 52).
SELECT is(split_part(stv_report(U&'[{"ranking": ["\5C71\7530\592A\90CE", "Rene\0301e"], "count": 9}, {"ranking": ["Rene\0301e", "\5C71\7530\592A\90CE"], "count": 4}, {"ranking": ["\738B\5C0F\660E\FF08\6C11\4E3B\9032\6B65\8054\76DF\8054\5408\63A8\85A6\5019\88DC\8005\FF09", "Rene\0301e"], "count": 4}, {"ranking": ["A\030Ake", "\738B\5C0F\660E\FF08\6C11\4E3B\9032\6B65\8054\76DF\8054\5408\63A8\85A6\5019\88DC\8005\FF09"], "count": 1}]'::preference_profile,
	stv_rules('northern_ireland', 2), U&'{"title": "\9078\8209", "officer": "A\030Asa O\0308berg"}'), E'\n\nRules\n', 1),
$$選舉

Count for 2 seats (single transferable vote): 4 candidates, 18 ballots, 3 stages

Quota: 7 (18 valid votes divided by 3, fractions left out, and 1).
Elected, in order of election:
  1. 山田太郎, stage 1, 9 votes with the quota
  2. Renée, stage 3, 5.98 votes, below the quota: the higher of the last two
Not elected, in order of finish: 王小明（民主進步联盟联合推薦候補者）, Åke.
Runner-up (last_excluded): 王小明（民主進步联盟联合推薦候補者）.

Votes (* elected)

                                  Stage 1    Stage 2    Stage 3
山田太郎                                9 *        9 *        7 *
Renée                                   4          4       5.98 *
王小明（民主進步联盟联合推...[4]        4          5          5
Åke                                     1          -          -
Non-transferable                        0          0          0
Lost by fraction                        0          0       0.02
Blank                                   0          0          0
Quota                                   7          7          7
Surplus to transfer                     2          2          0

Transfers
  Stage 2: Åke is excluded: 1 paper at 1 to 王小明（民主進步联盟联合推薦候補者） (1).
  Stage 3: 山田太郎 transfers a surplus: 9 papers at 0.22 to Renée (1.98), lost by fraction 0.02.

Full names
  [4] 王小明（民主進步联盟联合推薦候補者）$$, 'several seats, names of wide and of combining characters');

-- The contest of the tests that follow.
CREATE TEMP TABLE c AS SELECT
	'[{"ranking": ["A", "B"], "count": 4}, {"ranking": ["B"], "count": 3}, {"ranking": ["C", "B"], "count": 2}, {"ranking": [], "count": 1}]'::preference_profile AS p,
	'[{"ranking": ["C", "B"], "count": 1}]'::preference_profile AS slice;

--
-- The heading.
--
SELECT is(irv_report(p, '{}', heading), irv_report(p), 'an empty heading changes nothing: ' || coalesce(heading::text, 'NULL'))
FROM c, (VALUES (NULL::jsonb), ('{}'), ('{"title": null, "rejected": null}')) AS v (heading);
SELECT is(irv_report(p, '{}', '{"contest": "T", "jurisdiction": "P", "office": ""}'), irv_report(p, '{}', '{"title": "T", "place": "P"}'),
		  'the names that irv_json has for a title and a place; an empty text is as good as none') FROM c;
SELECT alike(irv_report(p, '{}', '{"electorate": 0, "rejected": 0}'), E'Electorate          0\nPapers returned     10\nPapers rejected     0\nPapers counted      10\nPlease check        10 more papers than people who could vote\n\nInstant%', 'an electorate of nobody has no turnout') FROM c;
SELECT alike(irv_report(p, '{}', '{"rejected": {"b": 2, "a": 2, "c": 3}}'), E'Papers returned     17\nPapers rejected     3: c\nPapers rejected     2: a\nPapers rejected     2: b\nPapers counted      10\n%', 'reasons by the papers they had') FROM c;
SELECT alike(irv_report(p, '{}', '{"title": "two\nlines\u202e", "officer": " x"}'), E'two\\\\nlines\\\\u202E\n%Returning officer   \\\\u0020x\n%', 'what cannot be seen is escaped') FROM c;
SELECT is(max(length(line)), 99, 'a long heading wraps')
FROM c, regexp_split_to_table(irv_report(p, '{}', jsonb_build_object('title', repeat('abcd ', 100), 'place', repeat('abcd ', 100))), E'\n') AS line
WHERE line ~ 'abcd';
SELECT throws_ok(format('SELECT irv_report(p, %L, %L) FROM c', '{}', heading), '22023', 'invalid heading of a count sheet', 'a heading is refused: ' || heading)
FROM (VALUES ('[]'), ('"x"'), ('{"titel": "x"}'), ('{"title": 1}'), ('{"electorate": -1}'), ('{"electorate": 1.5}'), ('{"issued": "12"}'),
	('{"issued": 1e30}'), ('{"seats": true}'), ('{"rejected": "few"}'), ('{"rejected": [1]}'), ('{"rejected": {"late": -1}}'), ('{"rejected": {"late": [1]}}'),
	('{"rejected": {"a": 1000000000000000000, "b": 1}}'), ('{"margins": 1}'), ('{"title": "x", "contest": "y"}')) AS v (heading);
SELECT throws_ok($$SELECT irv_report(p, '{"min_ballots": 99}', '{"titel": "x"}') FROM c$$, '22023', NULL, 'also where no result is given');
SELECT alike(irv_slice_report(slice, p, '{}', '{"title": "T", "rejected": 1}'), E'T\nPapers returned     2\nPapers rejected     1\nPapers counted      1\n\nInstant-runoff count, a slice of the contest:%', 'a slice has a heading, with its own papers') FROM c;
SELECT alike(irv_report(p, '{}', '{"electorate": 5, "issued": 8, "rejected": 1, "note": "Invented, but for the names."}'), E'%Papers returned     11\nTurnout             220.00 \%\nPapers rejected     1\nPapers counted      10\nPlease check        6 more papers than people who could vote\nPlease check        3 more papers than were issued\nNote                Invented, but for the names.\n\nInstant%', 'more papers than there can be are said to be so; a note') FROM c;
SELECT unalike(irv_report(p, '{}', '{"electorate": 10, "issued": 10}'), '%Please check%', 'as many as there can be are in order') FROM c;
-- Names: the line that is signed has room for longer ones than the table.
SELECT alike(irv_report('[{"ranking": ["Dr Alexandra Featherstonehaugh-Smythe"], "count": 2}]'), E'%\nWinner: Dr Alexandra Featherstonehaugh-Smythe, in%\n1 Dr Alexandra Featherstoneh...[1] |%\n  [1] Dr Alexandra Featherstonehaugh-Smythe\n%', 'a name is cut in the table, not in sentences');
SELECT ok(bool_and(length(line) <= 100), 'sentences with many long names wrap')
FROM (SELECT jsonb_agg(jsonb_build_object('ranking', jsonb_build_array(repeat(chr(64 + n), 60 + n)), 'count', 1)) AS p FROM generate_series(1, 5) AS n) AS b,
	 regexp_split_to_table(irv_report(p::preference_profile), E'\n') AS line;

--
-- Margins.  B has 5 to A's 4 at the end, so one ballot of B's has to become one
-- of A's.  In round 1 B has 3 to C's 2: of B and C the other one goes out, ties
-- decided as one likes, with one ballot of B's changed to C.
--
SELECT alike(irv_report(p, '{}', '{"margins": true}'), E'%\nMargin of victory: 1 ballot would have to be changed.\nMargin of the runner-up (final\\_two): 1 ballot would have to be changed.\n%', 'margins, where they are asked for') FROM c;
SELECT is(irv_report(p, '{}', '{"margins": false}'), irv_report(p), 'and not otherwise') FROM c;
SELECT unalike(irv_report('[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]', '{}', '{"margins": true}'), '%Margin%', 'a tie has none');
SELECT unalike(irv_report('[{"ranking": ["A"], "count": 1}]', '{}', '{"margins": true}'), '%Margin%', 'a sole candidate has none');
SELECT throws_ok($$SELECT irv_report('[{"ranking": ["A"], "count": 1, "weight": 1.5}, {"ranking": ["B"], "count": 2}]', '{}', '{"margins": true}')$$, '0A000', NULL, 'where margins are not known that is an error, as in irv_margins()');

-- Several seats.
SELECT throws_ok($$SELECT stv_report(p, '{"seats": 2}', '{"titel": 1}') FROM c$$, '22023', 'invalid heading of a count sheet', 'stv_report refuses the same headings');
SELECT is(stv_report(p, '{"seats": 2}', heading), stv_report(p, '{"seats": 2}'), 'an empty heading changes nothing in stv_report: ' || coalesce(heading::text, 'NULL'))
FROM c, (VALUES (NULL::jsonb), ('{}')) AS v (heading);
SELECT is(ARRAY(SELECT r.name FROM stv_rules_presets() AS r WHERE strpos(stv_report(c.p, r.rules || '{"seats": 2}'), format(E'\nRules\n  Of the preset "%s":\n', r.name)) = 0), '{}', 'every preset for several seats is known by its rules') FROM c;

--
-- The rules, and where they come from.
--
SELECT alike(irv_report(p, irv_rules('scotland') || '{"stop": "two_remain"}'), '%' || E'\nRules\n  Given:\n%', 'with one rule changed it is no longer the preset') FROM c;
SELECT alike(irv_report(p, irv_rules('scotland') || '{"tie_break": ["order"]}'), E'%Of the preset "scotland":%  Given:\n    tie\\_break        ["order"]\n  By default:\n%', 'but for the steps of ties, which are listed as given') FROM c;
SELECT alike(irv_report(p, '{"seed": "a\u200bb"}'), E'%  Given:\n    seed             "a\\\\u200Bb"\n%', 'what cannot be seen is escaped in rules too') FROM c;
SELECT is(ARRAY(SELECT DISTINCT key FROM irv_rules_presets() AS r, jsonb_each(r.rules) AS e
				WHERE irv_report(c.p, r.rules) !~ format('\n    %s +[^\n]*\n?[^\n]*\(', key)), '{}', 'every rule of every preset has its provision') FROM c;
SELECT is(ARRAY(SELECT r.name FROM irv_rules_presets() AS r WHERE strpos(irv_report(c.p, r.rules), format(E'\nRules\n  Of the preset "%s":\n', r.name)) = 0), '{}', 'every preset is known by its rules') FROM c;

--
-- Fingerprints.
--
SELECT is(profile_fingerprint(p), encode(sha256(preference_profile_send(p)), 'hex'), 'the fingerprint is SHA-256 of the binary form') FROM c;
SELECT is(profile_fingerprint('[]'), encode(sha256(preference_profile_send('[]')), 'hex'), 'also of no ballots');
SELECT is(profile_fingerprint(NULL), NULL, 'none of NULL');
SELECT is(count(DISTINCT profile_fingerprint(q)), 1::bigint, 'the same ballots have the same, however they came together')
FROM c, LATERAL (
	SELECT p UNION ALL
	SELECT profile_agg(r.ranking ORDER BY r.ranking DESC) FROM profile_rankings(p) AS r, generate_series(1, r.ballots) UNION ALL
	SELECT profile_agg(one) FROM (SELECT profile_agg(r.ranking) AS one FROM profile_rankings(p) AS r, generate_series(1, r.ballots) AS n GROUP BY n) AS parts UNION ALL
	SELECT (p + slice) - slice UNION ALL
	SELECT p::text::preference_profile UNION ALL
	SELECT profile_relabel(profile_relabel(p, '{"A": "Z"}'), '{"Z": "A"}')) AS v (q);
SELECT is(count(DISTINCT profile_fingerprint(q)), 5::bigint, 'others have others')
FROM c, LATERAL (VALUES (p), (p + slice), (slice), (p * 2), (profile_relabel(p, '{"A": "a"}'))) AS v (q);
SELECT alike(irv_report(p), E'%(SHA-256):\n  ' || profile_fingerprint(p), 'the sheet ends with it') FROM c;
SELECT alike(irv_slice_report(slice, p), E'%Fingerprint of the slice''s ballots (SHA-256):\n  ' || profile_fingerprint(slice) || E'\nFingerprint of the contest''s ballots (SHA-256):\n  ' || profile_fingerprint(p), 'and a slice''s with both') FROM c;
SELECT alike(irv_report(p), '%Counted by prefcount ' || extversion || E'.\n%', 'and the version that counted is named') FROM c, pg_extension WHERE extname = 'prefcount';

--
-- Lots.
--
SELECT is(strpos(irv_report('[{"ranking": ["Ä"], "count": 2}, {"ranking": ["O''Neil"], "count": 2}]', '{"tie_break": ["lot"], "seed": "seed ü"}'),
				 format(E'\n      %s...  printf ''%%s'' %s | sha256sum\n', left(encode(sha256(convert_to('seed ü:' || label, 'UTF8')), 'hex'), 16), quoted)) > 0,
		  true, 'a lot is SHA-256 of seed, colon and label, and the shell draws it again: ' || label)
FROM (VALUES ('Ä', $$'seed ü:Ä'$$), ('O''Neil', $$'seed ü:O'\''Neil'$$)) AS v (label, quoted);

-- What stands above the sheet must be what was counted; no line is too long.
SELECT throws_ok(format('SELECT %s(%L, %L, %L)', report, p, rules, heading), '22023', 'invalid heading of a count sheet', format('%s refuses %s', report, heading))
FROM c, (VALUES ('irv_report', '{}', '{"seats": 2}'), ('stv_report', '{"seats": 2}', '{"seats": 3}'), ('stv_report', '{"seats": 2}', '{"seats": 0}')) AS v (report, rules, heading);
SELECT alike(stv_report(p, '{"seats": 2}', '{"seats": 2}'), E'Seats               2\n%', 'seats as in the rules are shown') FROM c;
SELECT is(ARRAY[(SELECT max(length(line)) FROM regexp_split_to_table(sheet, '\n') AS line) = 100, strpos(regexp_replace(sheet, '\s', '', 'g'), word) > 0], '{true,true}', 'a word longer than a line is broken, and whole: ' || key)
FROM c, (VALUES ('title'), ('office')) AS k (key), repeat('Wahl', 75) AS word, irv_report(p, '{}', jsonb_build_object(key, 'a ' || word || ' b')) AS sheet;
SELECT is((SELECT max(length(line)) <= 100 FROM regexp_split_to_table(irv_report(p, jsonb_build_object('withdrawn', ARRAY[repeat('x', 300)])), '\n') AS line), true, 'nor is a name too long that is on no ballot') FROM c;
SELECT is(irv_report('[{"ranking": ["A"], "count": 2}, {"ranking": ["B"], "count": 1}]') LIKE '%no margin of victory%', false, 'where nobody goes out the difference is the margin');
SELECT is(irv_report('[{"ranking": ["A"], "count": 5}, {"ranking": ["B"], "count": 2}, {"ranking": ["C", "B"], "count": 1}]', '{"stop": "majority"}') LIKE '%no margin of victory%', true, 'else it is none');

-- Which preset a sheet names: one that the rules hold with its ties goes before one
-- whose ties they break otherwise; and where all defaults are filled in, nothing
-- tells San Francisco's rules from Oakland's.
SELECT is(substring(irv_report(p, rules) FROM 'Of the preset "(\w+)"'), preset, 'the preset of ' || what)
FROM c, (VALUES (irv_rules('san_francisco'), 'san_francisco', 'San Francisco'), (irv_rules('oakland'), 'oakland', 'Oakland'), (irv_rules('labour'), 'labour', 'Labour'),
	(irv_rules_check(irv_rules('san_francisco')), NULL, 'San Francisco with all defaults'), (irv_rules_check(irv_rules('oakland')), NULL, 'Oakland with all defaults'),
	(irv_rules_check(irv_rules('san_francisco') || '{"tie_break": ["leave"]}'), NULL, 'San Francisco with all defaults and without lots'),
	(irv_rules('united_kingdom_av') || '{"runner_up": "deciding_round"}', 'united_kingdom_av', 'an act with another second place'),
	(irv_rules('united_kingdom_av') || '{"tie_break": ["drawn", "forwards", "leave"]}', NULL, 'an act with its steps turned round'),
	(irv_rules('labour') || '{"tie_break": ["backwards", "leave"]}', 'labour', 'Labour with ties broken')) AS v (rules, preset, what);
SELECT is(substring(irv_report(p, irv_rules_check(rules)) FROM 'Of the preset "(\w+)"'), name, 'with all defaults it is still ' || name)
FROM c, irv_rules_presets() WHERE name NOT IN ('san_francisco', 'oakland');

-- Readings of other methods are no rules of this count, though they may be given.
SELECT is(ARRAY(SELECT unnest(regexp_matches(stv_report(p, stv_rules_check(stv_rules(preset, 2))), '^    (value|transfer_last_batch|finish_after_lowest_only|last_vacancy|fill_last|arithmetic)\s', 'gn')) ORDER BY 1),
		  readings::text[], 'the readings on a sheet of ' || preset)
FROM c, (VALUES ('ers97', '{}'), ('minneapolis', '{finish_after_lowest_only,transfer_last_batch,value}'), ('northern_ireland', '{fill_last,last_vacancy}'), ('meek_prf', '{arithmetic}')) AS v (preset, readings);

--
-- The words of the laws.  One contest: D is the lowest and has one paper with a
-- second choice, one without; a paper has two first choices, one is blank.
--
CREATE FUNCTION pg_temp.spoken(preset text) RETURNS text LANGUAGE sql AS $$
	SELECT concat_ws(', ', substring(s FROM '\|\s+(\w+) 1[ \n]'), substring(s FROM '1: D (.+) with 2 votes'), substring(s FROM ' 1 (\D[\w -]+)\.\n'),
					 substring(s FROM '\n  (\S[\w -]*?) +\|     1        '), substring(s FROM '\n  (\w+) +\|     1[^\n]*\n  All'),
					 substring(s FROM 'All votes[^\n]*\n  (\S[\w ]*?) +\|'))
	FROM irv_report('[{"ranking": ["A"], "count": 5}, {"ranking": ["B"], "count": 4}, {"ranking": ["D", "B"], "count": 1}, {"ranking": ["D"], "count": 1},
		{"ranking": [["A", "B"]], "count": 1}, {"ranking": [], "count": 1}]', CASE WHEN preset = '' THEN '{}' ELSE irv_rules(preset) || '{"overvotes": "exhaust"}' END) AS s
$$;
SELECT is(pg_temp.spoken(preset), words, 'the words of ' || coalesce(nullif(preset, ''), 'no law'))
FROM (VALUES
	('', 'Round, goes out, exhausted, Exhausted, Blank, Needed to win'),
	('labour', 'Round, goes out, exhausted, Exhausted, Blank, Needed to win'),
	('alaska', 'Round, is defeated, inactive, Inactive, Blank, Needed to win'),
	('australia_house', 'Count, is excluded, exhausted, Exhausted, Blank, Absolute majority'),
	('hugo', 'Round, is eliminated, exhausted, Exhausted, Blank, Needed to win'),
	('ireland_president', 'Count, is excluded, non-transferable, Non-transferable, Blank, Needed to win'),
	('nyc', 'Round, is eliminated, exhausted, Exhausted, Blank, Needed to win'),
	('oakland', 'Round, is eliminated, not continuing, Not continuing, Undervotes, Majority of votes'),
	('san_francisco', 'Round, is eliminated, exhausted, Exhausted, Blank, Majority'),
	('scotland', 'Stage, is excluded, non-transferable, Non-transferable, Blank, Quota'),
	('supplementary_vote', 'Round, is eliminated, exhausted, Exhausted, Blank, Needed to win'),
	('united_kingdom_av', 'Stage, is eliminated, not reallocated, Not reallocated, Blank, Needed to win')) AS v (preset, words);
SELECT alike(irv_report(p, irv_rules(preset)), pattern, 'the words of ' || preset)
FROM (VALUES ('[{"ranking": ["A"], "count": 5}, {"ranking": ["B"], "count": 4}, {"ranking": ["D"], "count": 2}, {"ranking": [], "count": 1}]'::preference_profile)) AS c (p),
	 (VALUES ('maine', E'%Round 1%\n  Exhausted  %\n  Blank  %\n  Needed to win  %Round 1: D is defeated with 2 votes: 2 exhausted.%'),
			 ('minneapolis', E'%Round 1%\n  Exhausted  %\n  Undervotes  %\n  Threshold  %Round 1: D is defeated with 2 votes: 2 exhausted.%')) AS v (preset, pattern);
SELECT is(concat_ws(', ', substring(s FROM '\s(\w+) 1  '), substring(s FROM ': D (.+?): '), substring(s FROM '\n(\S[\w -]*?) +0  '), substring(s FROM '\n(\w\w+) +6  ')), words, 'the words of several seats: ' || preset)
FROM (VALUES ('wigm', 'Round, goes out, Exhausted, Quota'), ('scotland', 'Stage, is excluded, Non-transferable, Quota'), ('northern_ireland', 'Stage, is excluded, Non-transferable, Quota'),
	('ers97', 'Stage, is excluded, Non-transferable'), ('australia_senate', 'Count, is excluded, Exhausted, Quota'), ('victoria', 'Count, is excluded, Exhausted, Quota'), ('minneapolis', 'Round, is defeated, Exhausted, Threshold')) AS v (preset, words),
	 stv_report('[{"ranking": ["A"], "count": 6}, {"ranking": ["B"], "count": 4}, {"ranking": ["C"], "count": 4}, {"ranking": ["D", "B"], "count": 1}]', stv_rules(preset, 2)) AS s;

--
-- Ties that take no seat from anybody: two with the quota, 16 / 4 + 1.
--
CREATE TEMP TABLE surpluses AS SELECT '[{"ranking": ["A", "C"], "count": 6}, {"ranking": ["B", "D"], "count": 6}, {"ranking": ["C"], "count": 2}, {"ranking": ["D"], "count": 2}]'::preference_profile AS p;
SELECT alike(regexp_replace(stv_report(p, stv_rules('scotland', 3)), '\s+', ' ', 'g'),
	'% 1 open seat: A and B are level in stage 1, and a lot has to be drawn to decide whose surplus goes first. % A lot has to be drawn to decide whose surplus goes first, and the count ends here. % {"round": 1, "tied": ["A", "B"], "wins": "..."} %',
	'a tie of surpluses is called so') FROM surpluses;
SELECT alike(regexp_replace(stv_report(p, stv_rules('scotland', 3) || '{"drawn": [{"round": 1, "tied": ["A", "B"], "wins": "B"}]}'), '\s+', ' ', 'g'),
	'% Ties After stage 1: A and B are level at 6 votes. B transfers a surplus first by step "drawn", a lot drawn by hand. %',
	'and what the lot decides') FROM surpluses;
SELECT alike(regexp_replace(stv_report(p, stv_rules('australia_senate', 3)), '\s+', ' ', 'g'),
	'% 3 open seats: A and B are level in count 1, and a lot has to be drawn to decide whose surplus goes first. % A lot has to be drawn to decide whose surplus goes first, and the count ends here. %',
	'also where the order of election is that of surpluses') FROM surpluses;
SELECT alike(regexp_replace(stv_report(p, stv_rules('australia_senate', 3) || '{"drawn": [{"round": 1, "tied": ["A", "B"], "wins": "B"}]}'), '\s+', ' ', 'g'),
	'% Ties After count 1: A and B are level at 6 votes. B transfers a surplus first by step "drawn", a lot drawn by hand. %', 'with what the lot decides') FROM surpluses;
SELECT alike(regexp_replace(stv_report('[{"ranking": ["A"], "count": 5}, {"ranking": ["B"], "count": 5}, {"ranking": ["C"], "count": 4}]', stv_rules('australia_senate', 2)), '\s+', ' ', 'g'),
	'% A and B are level in count 1, and a lot has to be drawn to decide who is elected first. %', 'without surpluses it is the order of election') FROM surpluses;
SELECT alike(regexp_replace(stv_report('[{"ranking": ["A"], "count": 4}, {"ranking": ["B"], "count": 4}]', stv_rules('scotland', 1)), '\s+', ' ', 'g'),
	'% 1 open seat: A and B are level in stage 1, and a lot has to be drawn to decide between them. % A lot has to be drawn to decide between them, and the count ends here. %', 'a tie for the seat is another thing');

--
-- An open tie: Ann wins if Bob goes out, and is second if Cyd does.
--
SELECT alike(regexp_replace(irv_report(p, rules), '\s+', ' ', 'g'), pattern, name)
FROM (SELECT '[{"ranking": ["Ann", "Bob"], "count": 4}, {"ranking": ["Bob"], "count": 3}, {"ranking": ["Cyd", "Bob"], "count": 3}]'::preference_profile AS p) AS b,
	 (VALUES ('{}'::jsonb, '%No winner: Bob and Cyd are level in round 1, and the rules do not let anything decide. Ann and Bob can win, depending on how it is decided. Until then those who are level share a place, and those ahead of them have none.%', 'an open tie says what the places mean'),
			 ('{"tie_break": ["drawn"]}', '%No winner: Bob and Cyd are level in round 1, and a lot has to be drawn. Ann and Bob can win,%A lot has to be drawn, and the count ends here. When it is drawn, enter it in the rule "drawn": {"round": 1, "tied": ["Bob", "Cyd"], "loses": "..."}%', 'and that a lot has to be drawn, where the rules have one')) AS v (rules, pattern, name);
SELECT unalike(irv_report('[{"ranking": ["A"], "count": 1}, {"ranking": ["B"], "count": 1}]'), '%those ahead of them%', 'of a tie for the win nobody is ahead');

--
-- Why somebody is elected below the quota.  Of 100 votes for 2 seats that is 34:
-- when D's 5 are exhausted, B and C are left for the last seat, of whom the
-- Senate's section 273(17) elects the higher, and Scotland excludes the lower.  For
-- 3 seats it is 25: when A's surplus of 15 goes to nobody, 60 votes are left for two
-- seats, and no three can have more than 20 of them (ERS97 5.4.9).
--
SELECT alike(stv_report(p, stv_rules(preset, seats)), pattern, 'below the quota: ' || preset)
FROM (VALUES ('australia_senate', 2, 30, 15, 5, E'%\n  2. B, count 3, 30 votes, below the quota: the higher of the last two\nNot%'),
			 ('scotland', 2, 30, 15, 5, E'%\n  2. B, stage 4, 30 votes, below the quota: no more are left than seats\nNot%'),
			 ('ers97', 3, 22, 20, 18, E'%\n  2. B, stage 2, 22 votes, below the quota: too few others can still overtake\n  3. C, stage 2, 20 votes, below%')
	 ) AS v (preset, seats, b, c, d, pattern),
	 LATERAL (SELECT jsonb_build_array(jsonb_build_object('ranking', '["A"]'::jsonb, 'count', 100 - b - c - d), jsonb_build_object('ranking', '["B"]'::jsonb, 'count', b),
				jsonb_build_object('ranking', '["C"]'::jsonb, 'count', c), jsonb_build_object('ranking', '["D"]'::jsonb, 'count', d))::preference_profile AS p) AS b;

--
-- Lots drawn by hand, several seats: the sheet says which one to enter, and it is
-- enough.  The quota is 14 / 3 + 1 = 5, and A's surplus of 2 goes at 2 / 7 a paper:
-- B has 3, C and D 2.28571.
--
CREATE TEMP TABLE ward AS SELECT
	'[{"ranking": ["A"], "count": 5}, {"ranking": ["A", "C"], "count": 1}, {"ranking": ["A", "D"], "count": 1}, {"ranking": ["B"], "count": 3},
	  {"ranking": ["C"], "count": 2}, {"ranking": ["D"], "count": 2}]'::preference_profile AS p, stv_rules('scotland', 2) AS rules;
SELECT is(substring(regexp_replace(stv_report(p, rules), '\s+', ' ', 'g') FROM 'Ties (.*?\})'),
	'After stage 2: C and D are level at 2.28571 votes. A lot has to be drawn to decide between them, and the count ends here. When it is drawn, enter it in the rule "drawn": {"round": 2, "tied": ["C", "D"], "loses": "..."}',
	'several seats: the lot that is missing') FROM ward;
SELECT is(stv_elected(p, rules || jsonb_build_object('drawn', jsonb_build_array(replace(substring(stv_report(p, rules) FROM '\{"round".*?\}'), '...', 'C')::jsonb))), '{A,B}',
	'several seats: with it the count goes on') FROM ward;
SELECT unalike(stv_report(p, rules), '%Not elected%', 'several seats: while a tie is open nobody who is left is called not elected') FROM ward;
SELECT unalike(stv_report(p, rules || '{"tie_break": ["backwards", "leave"]}'), '%enter it%', 'several seats: no lot where the rules know none') FROM ward;

SELECT * FROM finish();
ROLLBACK;
