#!/usr/bin/env python3
"""Reads preference profiles from their binary form, as doc/format.md says.

	read_profile.py FILE...		prints the text form of each file of hex digits,
								or "refused: " and why

This was written from that page alone, with nothing but Python's own library,
so that the extension's bytes can be checked against something else.
"""
import json
import sys
from decimal import Decimal, getcontext

MAX_RANKS = 32767
MAX_MARKS = 256 * 1024 * 1024
MAX_TOTAL = 10 ** 18

# votes have up to 19 digits before the point and nine behind it
getcontext().prec = 40


class Refused(Exception):
	"""The bytes are not a profile in canonical form."""


def require(condition, otherwise):
	if not condition:
		raise Refused(otherwise)


class Reader:
	"""Steps through bytes."""

	def __init__(self, data):
		self.data = data
		self.at = 0

	def take(self, size):
		require(size <= len(self.data) - self.at, "it ends too early")
		self.at += size
		return self.data[self.at - size:self.at]

	def byte(self):
		return self.take(1)[0]

	def varint(self):
		number = shift = 0
		while True:
			byte = self.byte()
			number |= (byte & 0x7F) << shift
			shift += 7
			if byte < 0x80:
				break
		require(byte != 0 or shift == 7, "a number is not in its shortest form")
		require(number < 2 ** 64, "a number is too large")
		return number

	def token(self):
		"""The number of one mark; 0, 1 and 0xff stand for themselves."""
		byte = self.byte()
		if byte < 0xF0 or byte == 0xFF:
			return byte
		if byte < 0xFE:
			return 240 + (byte - 0xF0) * 256 + self.byte()
		number = int.from_bytes(self.take(4), "big")
		require(number >= 3824, "a mark is not in its shortest form")
		return number


def read_label(reader):
	raw = reader.take(reader.varint())
	try:
		label = raw.decode("utf-8")
	except UnicodeDecodeError:
		raise Refused("a label is not UTF-8") from None
	require("\0" not in label, "a label has U+0000 in it")
	return label


def read_several(reader, label_of):
	"""The labels of a rank with several marks."""
	numbers = []
	while reader.data[reader.at:reader.at + 1] != b"\x00":
		require(reader.data[reader.at:reader.at + 1] != b"\xff", "several marks inside of several marks")
		numbers.append(reader.token())
	reader.byte()
	require(len(numbers) > 1, "several marks are fewer than two")
	require(numbers == sorted(numbers), "marks at one rank are not in order")
	return [label_of(number) for number in numbers]


def read_ranking(data, labels, marked):
	"""The ranks of one ballot from the bytes of its marks."""

	def label_of(number):
		require(2 <= number < len(labels) + 2, "a mark is for no candidate")
		marked.add(number - 2)
		return labels[number - 2]

	reader = Reader(data)
	ranking = []
	while reader.at < len(data):
		first = data[reader.at]
		if first == 0x00:
			reader.byte()
			ranking.append(None)
		elif first == 0x01:
			reader.byte()
			ranking.append([])
		elif first == 0xFF:
			reader.byte()
			ranking.append(read_several(reader, label_of))
		else:
			ranking.append(label_of(reader.token()))
	require(not ranking or ranking[-1] is not None, "a ballot ends in a skipped rank")
	require(len(ranking) <= MAX_RANKS, "a ballot has too many ranks")
	return ranking


def read_votes(reader, ballots, scale):
	"""A weight that follows a ranking's number of ballots."""
	votes = Decimal(reader.varint())
	if scale > 0:
		part = reader.varint()
		require(part < 10 ** scale, "decimals are too large")
		votes += Decimal(part).scaleb(-scale)
	require(votes not in (0, ballots), "a weight is zero, or not needed")
	return votes


def ascending(items):
	return all(a < b for a, b in zip(items, items[1:]))


def decode(data):
	"""The (ranking, ballots, votes) triples of a profile."""
	reader = Reader(data)
	require(reader.byte() == 1, "its version is not known")
	require(reader.byte() == 0, "it has flags that are not known")
	scale = reader.byte()
	require(scale <= 9, "its weights have too many decimals")
	ncandidates = reader.varint()
	nrankings = reader.varint()

	labels = [read_label(reader) for _ in range(ncandidates)]
	require(ascending([label.encode() for label in labels]), "the labels are not in order")

	entries = []
	keys = []
	marked = set()
	for _ in range(nrankings):
		size = reader.varint()
		require(size <= MAX_MARKS, "a ballot has too many marks")
		keys.append(reader.take(size))
		ranking = read_ranking(keys[-1], labels, marked)
		number = reader.varint()
		ballots = number // 2
		require(ballots > 0, "a ranking has no ballots")
		votes = read_votes(reader, ballots, scale) if number % 2 else Decimal(ballots)
		entries.append((ranking, ballots, votes))

	require(ascending(keys), "the rankings are not in order")
	require(len(marked) == len(labels), "a label is not marked on any ballot")
	scales = [-votes.normalize().as_tuple().exponent for _, _, votes in entries]
	require(max(scales + [0]) == scale, "the weights have fewer decimals than it says")
	require(sum(ballots for _, ballots, _ in entries) <= MAX_TOTAL, "it has too many ballots")
	require(sum(votes for _, _, votes in entries) <= MAX_TOTAL, "it has too many votes")
	require(reader.at == len(data), "it goes on behind its end")
	return entries


def text(entries):
	"""The text form of a profile."""
	out = []
	for ranking, ballots, votes in entries:
		entry = '{"ranking": %s, "count": %d' % (json.dumps(ranking, ensure_ascii=False), ballots)
		if votes != ballots:
			entry += ', "weight": ' + format(votes.normalize(), "f")
		out.append(entry + "}")
	return "[" + ", ".join(out) + "]"


if __name__ == "__main__":
	sys.stdout.reconfigure(encoding="utf-8", newline="\n")
	for name in sys.argv[1:]:
		with open(name, encoding="ascii") as file:
			data = bytes.fromhex(file.read())
		try:
			print(text(decode(data)))
		except Refused as reason:
			print("refused:", reason)
