#!/usr/bin/env python3
"""Makes the test vectors: NAME.hex and NAME.json for each profile below, and
refused/NAME.hex for bytes that are no profile.

	make_vectors.py FOLDER

All bytes come from write_profile.py, or from a hand that knows doc/format.md;
never from the extension, which is checked against them.
"""
import os
import sys
from decimal import Decimal

from read_profile import decode, text
from write_profile import encode, varint


def ballots(*entries):
	"""Triples of (ranking, ballots, votes) from pairs and triples."""
	return [(entry[0], entry[1], Decimal(str(entry[-1]))) for entry in entries]


def numbered(n, width):
	"""n labels whose bytes are in the order of their numbers."""
	return ["c%0*d" % (width, i) for i in range(n)]


C300 = numbered(300, 3)
C3900 = numbered(3900, 4)

PROFILES = {
	"empty": [],
	"blank_only": ballots(([], 5)),
	"blank_weighted": ballots(([], 2, "0.25")),
	"one_ballot": ballots((["A"], 1)),
	"first_preferences": ballots((["Burnham"], 19), (["Cooper"], 17), (["Corbyn"], 59), (["Kendall"], 5)),
	"skips": ballots(([None, "A"], 2), ([None, None, "B", None, "A"], 1), (["A", None, "B"], 4), (["A", "B", None], 3)),
	"trailing_skips": ballots((["A"], 1), (["A", None], 2), ([None, None], 3)),
	"overvotes": ballots(([["A", "B"], "C"], 2), (["C", ["D", "A", "B"]], 1), ([["C", "D"]], 7)),
	"overvote_of_one_twice": ballots(([["A", "A"]], 1), (["A", ["B", "A", "B"]], 1)),
	"nameless": ballots(([[]], 1), ([[], "A"], 2), (["A", []], 3), ([[], []], 4)),
	"repeats": ballots((["A", "B", "A"], 1), (["A", "A", "A"], 2)),
	"canonical_order": ballots(
		([["A", "B", "C"]], 1), ([["A", "B"], "C"], 1), ([["A", "B"]], 1), (["C"], 1), (["A", "C"], 1),
		(["A", ["B", "C"]], 1), (["A", "B"], 1), (["A", [], "B"], 1), (["A", []], 1), (["A", None, "B"], 1), (["A"], 1),
		([[], "A"], 1), ([None, "A"], 1), ([None, [], "A"], 1), ([None, None, "A"], 1), ([], 1)),
	"unordered_input": ballots((["B", "A"], 1), (["A"], 2), (["B", "A"], 3), (["A"], 4)),
	"count_sizes": ballots((["a"], 63), (["b"], 64), (["c"], 8191), (["d"], 8192), (["e"], 1048575), (["f"], 1048576)),
	"count_largest": ballots((["A"], 10 ** 18 - 1), (["B"], 1)),
	"weight_whole": ballots((["A"], 3, 7), (["B"], 2, 2), (["C"], 2, "300")),
	"weight_sums_to_count": ballots((["A"], 1, "0.5"), (["A"], 1, "1.5"), (["B"], 1, "0.75")),
	"weight_largest": ballots((["A"], 1, "999999999999999999.999999999"), (["B"], 1, "0.000000001")),
	"weights_mixed": ballots((["A"], 1), (["B"], 10, "4.5"), (["C"], 2, 12), (["A", "B"], 1, "0.000001"), ([], 4, "3.9")),
	"candidates_300": ballots(
		(C300, 1), (C300[::-1], 2), ([C300[237]], 3), ([C300[238]], 4), ([[C300[238], C300[237]], C300[299]], 5),
		([[C300[299], C300[0]]], 6)),
	"candidates_3900": ballots((C3900, 1), ([C3900[3821]], 2), ([C3900[3822]], 3), ([[C3900[3899], C3900[3822], C3900[0]]], 4)),
	"long_ballot": ballots((["A", "B", None] * 99 + ["C"], 1), (["B"] * 127, 1), (["B"] * 128, 1)),
	"labels_utf8": ballots(
		(["é", "Ångström", "中文"], 1), (["e\u0301", "é"], 2), (["🗳️"], 3), (["עברית", "Ελλάδα"], 4),
		(["\x7f", "\x80", "\u07ff", "\u0800", "\uffff", "\U00010000", "\U0010ffff"], 5)),
	"label_empty": ballots(([""], 2), (["", "A"], 1), ([["", "A"]], 1)),
	"labels_escaped": ballots((['"', "\\", "/", "a\nb\tc\r\b\f", "\x01\x1f\x7f", "\u2028"], 1)),
	"labels_in_bytewise_order": ballots((["b", "B", "a", "A", "AB", "A B", "10", "9", "é", "z", " A"], 1)),
	"label_long": ballots((["x" * 127, "x" * 128, "é" * 200], 1)),
}
for places in range(10):
	PROFILES["scale_%d" % places] = ballots(
		(["A"], 2, Decimal(12345678901).scaleb(-places)), (["B"], 1, Decimal(1).scaleb(-places)), (["C"], 6))

# A profile of one ballot for A, and where its parts go.
HEAD, A, ONE = "010000", "0141", "010202"
REFUSED = {
	"no_bytes": "",
	"ends_early": HEAD + "0101" + A + "0102",
	"goes_on": HEAD + "0101" + A + ONE + "00",
	"version_0": "00" + "0000" + "0000",
	"version_2": "02" + "0000" + "0000",
	"flags": "01" + "0100" + "0000",
	"scale_10": "01000a" + "0101" + A + "0102" + "03" + "00" + "01",
	"scale_not_needed": "010001" + "0101" + A + ONE,
	"scale_too_large": "010002" + "0101" + A + "0102" + "03" + "00" + "0a",
	"decimals_too_large": "010001" + "0101" + A + "0102" + "03" + "00" + "0a",
	"number_not_shortest": HEAD + "0101" + A + "0102" + "8200",
	"number_too_long": HEAD + "0101" + A + "0102" + "ff" * 10 + "01",
	"no_ballots": HEAD + "0101" + A + "0102" + "00",
	"weight_zero": HEAD + "0101" + A + "0102" + "03" + "00",
	"weight_not_needed": HEAD + "0101" + A + "0102" + "03" + "01",
	"too_many_ballots": HEAD + "0101" + A + "0102" + varint(2 * (10 ** 18 + 1)).hex(),
	"label_not_marked": HEAD + "0201" + A + "0142" + ONE,
	"labels_not_in_order": HEAD + "0202" + "0142" + A + "010202" + "010302",
	"label_twice": HEAD + "0202" + A + A + "010202" + "010302",
	"label_not_utf8": HEAD + "0101" + "01ff" + ONE,
	"label_overlong_utf8": HEAD + "0101" + "02c181" + ONE,
	"label_surrogate": HEAD + "0101" + "03eda080" + ONE,
	"label_with_zero": HEAD + "0101" + "024100" + ONE,
	"rankings_not_in_order": HEAD + "0202" + A + "0142" + "010302" + "010202",
	"ranking_twice": HEAD + "0102" + A + "010202" + "010202",
	"trailing_skip": HEAD + "0101" + A + "020200" + "02",
	"mark_for_nobody": HEAD + "0101" + A + "020203" + "02",
	"mark_not_shortest": HEAD + "0101" + A + "05fe00000002" + "02",
	"mark_cut_off": HEAD + "0101" + A + "0202fe" + "02",
	"several_is_one": HEAD + "0101" + A + "03ff0200" + "02",
	"several_is_none": HEAD + "0101" + A + "0402ff00" + "02",
	"several_not_in_order": HEAD + "0201" + A + "0142" + "04ff030200" + "02",
	"several_without_end": HEAD + "0201" + A + "0142" + "03ff0203" + "02",
	"several_within_several": HEAD + "0201" + A + "0142" + "07ff02ff020300" + "00" + "02",
	"several_with_nameless": HEAD + "0101" + A + "04ff010200" + "02",
	"rankings_missing": HEAD + "0102" + A + ONE,
	"many_rankings_claimed": HEAD + "00" + "ffffffffffffffffff01",
	"many_candidates_claimed": HEAD + "ffffffff0f" + "00",
}


def write(folder, name, content):
	with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
		file.write(content)


def lines_of_hex(digits):
	return "\n".join(digits[i:i + 64] for i in range(0, len(digits), 64)) + "\n"


if __name__ == "__main__":
	folder = sys.argv[1]
	os.makedirs(os.path.join(folder, "refused"), exist_ok=True)
	for name, entries in PROFILES.items():
		data = encode(entries)
		write(folder, name + ".hex", lines_of_hex(data.hex()))
		write(folder, name + ".json", text(decode(data)) + "\n")
	for name, digits in REFUSED.items():
		write(folder, os.path.join("refused", name + ".hex"), lines_of_hex(digits))
