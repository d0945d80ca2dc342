#!/usr/bin/env python3
"""Writes preference profiles in their binary form, as doc/format.md says.

	write_profile.py FILE...	prints the bytes in hex of each text form

This was written from that page alone, with nothing but Python's own library,
so that the extension's bytes can be checked against something else.
"""
import json
import sys
from decimal import Decimal, getcontext

VERSION = 1
MAX_SCALE = 9

# votes have up to 19 digits before the point and nine behind it
getcontext().prec = 40


def varint(number):
	"""A whole number, seven bits a byte, the lowest first."""
	out = bytearray()
	while number >= 0x80:
		out.append(number & 0x7F | 0x80)
		number >>= 7
	out.append(number)
	return bytes(out)


def token(number):
	"""The number of a mark, so that comparing bytes compares numbers."""
	if number < 240:
		return bytes([number])
	if number < 3824:
		return bytes([0xF0 + (number - 240) // 256, (number - 240) % 256])
	return b"\xfe" + number.to_bytes(4, "big")


def marks(ranking, codes):
	"""The marks of one ballot.  codes: each label's code."""
	ranks = list(ranking)
	while ranks and ranks[-1] is None:
		ranks.pop()
	out = b""
	for rank in ranks:
		if rank is None:
			out += b"\x00"
		elif rank == []:
			out += b"\x01"
		elif isinstance(rank, list) and len(rank) > 1:
			out += b"\xff" + b"".join(token(code + 2) for code in sorted(codes[label] for label in rank)) + b"\x00"
		else:
			out += token(codes[rank[0] if isinstance(rank, list) else rank] + 2)
	return out


def labels_of(ranking):
	"""All labels that a ranking marks."""
	for rank in ranking:
		if isinstance(rank, str):
			yield rank
		elif rank is not None:
			yield from rank


def decimals(number):
	"""How many decimals a number needs."""
	exponent = number.normalize().as_tuple().exponent
	return max(0, -exponent)


def encode(entries):
	"""The bytes of a profile, given as (ranking, ballots, votes) triples.

	A ranking is as in the text form: a label, None, or a list of labels for each rank.
	votes is a Decimal or an int.  The triples may come in any order.
	"""
	labels = sorted({label.encode() for ranking, _, _ in entries for label in labels_of(ranking)})
	codes = {label.decode(): code for code, label in enumerate(labels)}

	counts = {}
	for ranking, ballots, votes in entries:
		key = marks(ranking, codes)
		so_far = counts.get(key, (0, Decimal(0)))
		counts[key] = (so_far[0] + ballots, so_far[1] + votes)
	scale = max([decimals(votes) for ballots, votes in counts.values() if votes != ballots], default=0)
	if scale > MAX_SCALE:
		raise ValueError("a weight has too many decimals")

	out = bytes([VERSION, 0, scale]) + varint(len(labels)) + varint(len(counts))
	for label in labels:
		out += varint(len(label)) + label
	parts = [out]
	for key in sorted(counts):
		ballots, votes = counts[key]
		parts.append(varint(len(key)) + key)
		if votes == ballots:
			parts.append(varint(2 * ballots))
		else:
			parts.append(varint(2 * ballots + 1) + varint(int(votes)))
			if scale > 0:
				parts.append(varint(int((votes - int(votes)).scaleb(scale))))
	return b"".join(parts)


def parse(text):
	"""The triples that encode() takes, from a text form."""
	return [
		(entry["ranking"], int(entry["count"]), Decimal(entry.get("weight", entry["count"])))
		for entry in json.loads(text, parse_float=Decimal)
	]


if __name__ == "__main__":
	for name in sys.argv[1:]:
		with open(name, encoding="utf-8") as file:
			print(encode(parse(file.read())).hex())
