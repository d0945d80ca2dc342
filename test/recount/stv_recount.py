#!/usr/bin/env python3
"""A slow recount of contests for several seats, to compare with.

Written from the rule texts: every paper is looked at anew whenever it moves,
every number is a fraction, and nothing is kept that can be found again.

stv_recount.py SEED N draws N contests and writes one a line as JSON, with the
rules to count it by, the elected and all rounds.  Candidates who are level where
no earlier round decides are taken in the order of "candidates": the last of them
goes out, the first of them is elected or transferred first.
"""
import json
import random
import sys
from fractions import Fraction as F
from math import ceil, floor


def down(x, decimals):
	return F(floor(x * 10 ** decimals), 10 ** decimals)


def up(x, decimals):
	return F(ceil(x * 10 ** decimals), 10 ** decimals)


class Paper:
	"""All papers of one ranking: who holds them, what each is worth."""

	def __init__(self, ranking, count):
		self.ranking = ranking
		self.count = F(count)
		self.value = F(1)
		self.holder = None
		self.batch = 0


class Count:
	def __init__(self, contest):
		self.contest = contest
		self.seats = contest['seats']
		self.order = {c: i for i, c in enumerate(contest['candidates'])}
		self.continuing = list(contest['candidates'])
		self.elected = []
		self.papers = [Paper([c for c in b['ranking'] if c in self.order], b.get('weight', b['count']))
					   for b in contest['ballots']]
		self.votes = {c: F(0) for c in self.continuing}
		self.exhausted = F(0)
		self.lost = F(0)
		self.valid = sum((p.count for p in self.papers if p.ranking), F(0))
		self.blank = sum((p.count for p in self.papers if not p.ranking), F(0))
		self.quota = None
		self.rounds = []
		self.surpluses = []     # elected, surplus not transferred, in order of election
		self.stages = []        # indices of rounds at which a stage ended

	# -- papers

	def next_of(self, paper):
		for c in paper.ranking:
			if c in self.continuing:
				return c
		return None

	def first_preferences(self):
		for p in self.papers:
			if p.ranking:
				p.holder = self.next_of(p)
				self.votes[p.holder] += p.count
		self.end_round([], [])

	def end_round(self, sources, excluded):
		total = sum(self.votes.values()) + self.exhausted + self.lost
		assert total == self.valid, (total, self.valid)
		self.rounds.append(dict(votes=dict(self.votes), exhausted=self.exhausted, lost=self.lost,
								quota=self.quota, sources=sources, excluded=excluded, elected=[]))

	# -- decisions

	def history(self, rounds, c):
		return [r['votes'][c] for r in rounds]

	def pick(self, level, most, how):
		"""One of candidates who are level now, by earlier rounds or by lot."""
		level = sorted(level, key=self.order.get)
		past = dict(backwards=self.rounds[::-1], forwards=self.rounds).get(how, [])
		if how == 'all_different':
			for r in self.rounds[::-1]:
				votes = [r['votes'][c] for c in level]
				if len(set(votes)) == len(votes):
					return (max if most else min)(level, key=lambda c: r['votes'][c])
		for r in past:
			best = (max if most else min)(r['votes'][c] for c in level)
			level = [c for c in level if r['votes'][c] == best]
		lots = self.contest.get('lot_surplus' if most else 'lot_exclude')
		if lots:
			return min(level, key=lots.index)
		return level[0] if most else level[-1]

	def in_descending_order(self, candidates, how):
		rest = list(candidates)
		result = []
		while rest:
			top = max(self.votes[c] for c in rest)
			c = self.pick([x for x in rest if self.votes[x] == top], True, how)
			rest.remove(c)
			result.append(c)
		return result

	def lowest(self, how):
		low = min(self.votes[c] for c in self.continuing)
		return self.pick([c for c in self.continuing if self.votes[c] == low], False, how)

	def elect(self, candidates):
		for c in candidates:
			self.continuing.remove(c)
			self.elected.append(c)
			self.surpluses.append(c)
			self.rounds[-1]['elected'].append(c)

	def places(self):
		return self.seats - len(self.elected)

	def over(self):
		return self.places() == 0 or len(self.continuing) <= self.places()

	def fill(self, how):
		if 0 < len(self.continuing) <= self.places():
			self.elect(self.in_descending_order(self.continuing, how))

	def surplus_of(self, c):
		return self.votes[c] - self.quota

	def total_surplus(self):
		return sum((self.surplus_of(c) for c in self.surpluses), F(0))

	def result(self):
		return dict(elected=self.elected, rounds=self.rounds)


def wigm(count):
	"""Weighted inclusive Gregory: all papers of a surplus, a paper at a time."""
	c = count.contest
	decimals = c.get('decimals', 5)
	quota = c.get('quota', 'droop')
	how = 'backwards'
	valid = count.valid
	if quota == 'droop':
		count.quota = F(floor(valid / (count.seats + 1)) + 1)
	elif quota == 'hare':
		count.quota = valid / count.seats
	else:
		count.quota = valid / (count.seats + 1)
	reached = (lambda v: v > count.quota) if quota == 'droop_exact' else (lambda v: v >= count.quota)
	count.first_preferences()
	while True:
		winners = [x for x in count.continuing if reached(count.votes[x])]
		count.elect(count.in_descending_order(winners, how)[:count.places()])
		count.surpluses = [x for x in count.surpluses if count.surplus_of(x) > 0]
		if count.over():
			break
		if count.surpluses:
			source = count.in_descending_order(count.surpluses, how)[0]
			count.surpluses.remove(source)
			surplus = count.surplus_of(source)
			votes = count.votes[source]
			given = F(0)
			for p in count.papers:
				if p.holder == source:
					p.value = p.value * surplus / votes
					if decimals is not None:
						p.value = down(p.value, decimals)
					p.holder = count.next_of(p)
					given += p.value * p.count
					if p.holder:
						count.votes[p.holder] += p.value * p.count
					else:
						count.exhausted += p.value * p.count
			count.votes[source] = count.quota
			count.lost += surplus - given
			count.end_round([source], [])
		else:
			out = [count.lowest(how)]
			if c.get('exclusion') == 'batch':
				out = max([losers_below(count, lambda s, n: s < n), out], key=len)
			exclude(count, out)
	count.fill(how)
	return count.result()


def exclude(count, out):
	for x in out:
		count.continuing.remove(x)
	for p in count.papers:
		if p.holder in out:
			p.holder = count.next_of(p)
			if p.holder:
				count.votes[p.holder] += p.value * p.count
			else:
				count.exhausted += p.value * p.count
	for x in out:
		count.votes[x] = F(0)
	count.end_round(out, out)


def losers_below(count, less):
	"""The most candidates from below who together stay below the next one."""
	ladder = sorted(count.continuing, key=lambda c: count.votes[c])
	best = []
	total = count.total_surplus()
	for i, c in enumerate(ladder[:-1]):
		total += count.votes[c]
		group = ladder[:i + 1]
		if count.votes[ladder[i + 1]] == count.votes[c]:
			continue
		if less(total, count.votes[ladder[i + 1]]) and len(count.continuing) - len(group) >= count.places():
			best = group
	return best


def gregory_surplus(count, source, single=None):
	"""The last batch only; papers with a next preference, at most their value."""
	surplus = count.surplus_of(source)
	last = max(p.batch for p in count.papers if p.holder == source)
	moving = [p for p in count.papers if p.holder == source and p.batch == last]
	transferable = [p for p in moving if count.next_of(p)]
	papers = sum((p.count for p in transferable), F(0))
	worth = sum((p.count * p.value for p in transferable), F(0))
	number = len(count.rounds)
	given = F(0)
	value = None
	if worth > surplus:
		value = down(surplus / papers, 2)
	for p in transferable:
		if value is not None:
			p.value = value
		p.holder = count.next_of(p)
		p.batch = number
		count.votes[p.holder] += p.value * p.count
		given += p.value * p.count
	for p in count.papers:
		if p.holder == source:
			p.holder = ''           # stays with the elected
	count.votes[source] = count.quota
	rest = surplus - given
	if value is not None:
		count.lost += rest
	else:
		count.exhausted += rest
	count.surpluses.remove(source)
	count.end_round([source], [])


def total_active(count):
	return sum((count.votes[c] for c in count.continuing), F(0)) + \
		sum((count.votes[c] for c in getattr(count, 'going', [])), F(0)) + \
		sum((max(count.surplus_of(c), F(0)) for c in count.surpluses), F(0))


def ers97(count):
	how = 'forwards'

	def set_quota():
		count.quota = up((count.valid - count.exhausted - count.lost) / (count.seats + 1), 2)

	def elections():
		while count.places() > 0:
			# 5.1.7, 5.3.13, 5.4.9
			bar = min(count.quota, up(total_active(count) / (count.places() + 1), 2))
			winners = [c for c in count.continuing if count.votes[c] >= max(bar, F(1, 100))]
			if not winners:
				break
			order = count.in_descending_order(winners, how)
			places = count.places()
			if len(order) > places:
				edge = count.votes[order[places]]
				if count.votes[order[places - 1]] == edge:
					# 5.6.2
					level = [c for c in order if count.votes[c] == edge]
					free = places - len([c for c in order if count.votes[c] > edge])
					past = [tuple(count.history(count.rounds, c)) for c in level]
					ranked = sorted(past, reverse=True)
					if ranked[free - 1] == ranked[free]:
						order = [c for c in order if count.votes[c] > edge]
						if not order:
							break
				order = order[:places]
			count.elect(order)
		count.surpluses = [c for c in count.surpluses if count.surplus_of(c) > 0]

	count.going = []
	set_quota()
	count.first_preferences()
	elections()
	while not count.over():
		group = losers_below(count, lambda s, n: s <= n)
		surplus = count.total_surplus()
		if surplus > 0:
			ladder = sorted(count.votes[c] for c in count.continuing)
			defer = len(ladder) > 1 and surplus <= ladder[1] - ladder[0] and len(ladder) - 1 >= count.places()
			defer = defer or bool(group)
			if not defer:
				source = ers_largest(count, how)
				gregory_surplus(count, source)
				elections()
				continue
		out = group
		if surplus == 0 and not any(count.votes[c] for c in out) and len(count.continuing) - len(out) > count.places():
			# one of several who are level above those without votes
			for c in out:
				count.continuing.remove(c)
			lowest = count.lowest(how)
			count.continuing += out
			out = out + [lowest]
		exclude_in_batches(count, out, elections, set_quota)
	count.fill(how)
	return count.result()


def ers_largest(count, how):
	return count.in_descending_order(count.surpluses, how)[0]


def exclude_in_batches(count, out, elections, set_quota, stop_when=None):
	for x in out:
		count.continuing.remove(x)
	count.going = list(out)
	if len(count.continuing) == count.places() and count.contest.get('fill_last') != 'between_batches':
		# ERS97 5.5.1, NI 52(1): nothing moves
		count.going = []
		return
	keys = sorted({(count.contest['method'] == 'gregory_ni' and p.batch == 0, p.value)
				   for p in count.papers if p.holder in out}, reverse=True)
	number = len(count.rounds)
	if not keys:
		count.going = []
		count.end_round(out, out)
		elections()
		return
	for key in keys:
		number = len(count.rounds)
		for p in count.papers:
			if p.holder in out and (count.contest['method'] == 'gregory_ni' and p.batch == 0, p.value) == key:
				count.votes[p.holder] -= p.value * p.count
				p.holder = count.next_of(p)
				p.batch = number
				if p.holder:
					count.votes[p.holder] += p.value * p.count
				else:
					count.exhausted += p.value * p.count
		if not count.elected and set_quota:
			set_quota()
		count.end_round(out, out)
		elections()
		if count.places() == 0 or (stop_when and stop_when()):
			break
	count.going = []


def gregory_ni(count):
	how = 'forwards'
	c = count.contest
	count.quota = F(floor(count.valid / (count.seats + 1)) + 1)
	count.going = []

	def elections():
		winners = [x for x in count.continuing if count.votes[x] >= count.quota]
		count.elect(count.in_descending_order(winners, how)[:count.places()])
		count.surpluses = [x for x in count.surpluses if count.surplus_of(x) > 0]

	count.first_preferences()
	elections()
	while not count.over():
		if c.get('last_vacancy', True) and count.places() == 1 and count.continuing:
			# 52(2)
			top = max(count.continuing, key=lambda x: count.votes[x])
			rest = sum((count.votes[x] for x in count.continuing if x != top), F(0))
			level = [x for x in count.continuing if count.votes[x] == count.votes[top]]
			if len(level) == 1 and count.votes[top] >= rest + count.total_surplus():
				count.elect([top])
				break
		group = losers_below(count, lambda s, n: s < n)
		surplus = count.total_surplus()
		ladder = sorted(count.votes[x] for x in count.continuing)
		if surplus > 0 and not group and not (len(ladder) > 1 and surplus < ladder[1] - ladder[0]):
			gregory_surplus(count, count.in_descending_order(count.surpluses, how)[0])
			elections()
			continue
		out = group or [count.lowest(how)]
		early = c.get('fill_last') == 'between_batches'
		exclude_in_batches(count, out, elections, None, (lambda: count.over()) if early else None)
	count.fill(how)
	return count.result()


def senate(count):
	return australia(count, 'senate')


def act(count):
	return australia(count, 'act')


def victoria(count):
	return australia(count, 'victoria')


def australia(count, law):
	how_excluded = {'senate': 'backwards', 'act': 'backwards', 'victoria': 'all_different'}[law]
	how_surplus = {'senate': 'all_different', 'act': 'backwards', 'victoria': 'all_different'}[law]
	decimals = 6 if law == 'act' else 0
	count.quota = F(floor(count.valid / (count.seats + 1)) + 1)
	queue = []

	def by_quota():
		winners = [x for x in count.continuing if count.votes[x] >= count.quota]
		order = count.in_descending_order(winners, how_surplus)
		count.elect(order)
		queue.extend(x for x in order if count.surplus_of(x) > 0)

	def look(done):
		by_quota()
		quiet = done and not queue
		if law != 'act' and quiet and len(count.continuing) == 2 and count.places() == 1:
			count.elect(count.in_descending_order(count.continuing, 'lot')[:1])
		if (quiet if law != 'victoria' else True) and len(count.continuing) == count.places():
			count.elect(count.in_descending_order(count.continuing, 'lot' if law == 'victoria' else how_surplus))

	def hand_out(papers, value, worth, exhausted_too):
		"""Each receiver's papers times the value, rounded down."""
		targets = {}
		for p in papers:
			targets.setdefault(count.next_of(p), []).append(p)
		given = F(0)
		number = len(count.rounds)
		for target, parcel in targets.items():
			votes = down(sum((p.count for p in parcel), F(0)) * value, decimals)
			if target is None:
				if exhausted_too:
					count.exhausted += votes
					given += votes
			else:
				count.votes[target] += votes
				given += votes
			for p in parcel:
				p.holder = target
				p.value = value
				p.batch = number
		count.lost += worth - given

	count.first_preferences()
	look(True)
	while count.places() > 0 and count.continuing:
		if queue:
			source = queue.pop(0)
			surplus = count.surplus_of(source)
			held = [p for p in count.papers if p.holder == source]
			if law == 'act':
				last = max(p.batch for p in held)
				held = [p for p in held if p.batch == last]
			papers = sum((p.count for p in held if law != 'act' or count.next_of(p)), F(0))
			value = F(1) if papers == 0 else surplus / papers
			if law == 'act':
				value = min(value, held[0].value)
			count.votes[source] = count.quota
			hand_out(held, value, surplus, law != 'act')
			for p in count.papers:
				if p.holder == source:
					p.holder = ''
			count.end_round([source], [])
			look(True)
			continue
		out = count.lowest(how_excluded)
		count.continuing.remove(out)
		# the value of the papers, Victoria's first preferences for themselves
		keys = sorted({(p.value, law == 'victoria' and p.batch == 0) for p in count.papers if p.holder == out},
					  reverse=True)
		if not keys:
			count.end_round([out], [out])
			look(True)
		for i, key in enumerate(keys):
			held = [p for p in count.papers
					if p.holder == out and (p.value, law == 'victoria' and p.batch == 0) == key]
			worth = F(0)
			for batch in {p.batch for p in held}:
				worth += down(sum((p.count for p in held if p.batch == batch), F(0)) * key[0], decimals)
			if i + 1 == len(keys):
				worth = count.votes[out]
			count.votes[out] -= worth
			hand_out(held, key[0], worth, True)
			count.end_round([out], [out])
			look(i + 1 == len(keys))
			if count.places() == 0:
				break
	return count.result()


def minneapolis(count):
	c = count.contest
	one_step = c.get('value') == 'one_step'
	count.quota = F(floor(count.valid / (count.seats + 1)) + 1)
	count.first_preferences()

	def over_quota():
		return [x for x in count.continuing if count.votes[x] >= count.quota]

	def surplus_sum():
		return sum((count.votes[x] - count.quota for x in over_quota()), F(0))

	while True:
		if len(count.elected) + len(over_quota()) >= count.seats:
			count.elect(count.in_descending_order(over_quota(), 'lot')[:count.places()])
			return count.result()
		if not c.get('finish_after_lowest_only') and len(count.continuing) <= count.places():
			break
		hopeful = list(count.continuing)
		ladder = sorted(hopeful, key=lambda x: count.votes[x])
		group, total = [], surplus_sum()
		for i, x in enumerate(ladder[:-1]):
			total += count.votes[x]
			if len(hopeful) - (i + 1) < count.places():
				break
			if total < count.votes[ladder[i + 1]]:
				group = ladder[:i + 1]
		if group:
			if len(count.continuing) - len(group) == count.places() and not c.get('transfer_last_batch'):
				for x in group:
					count.continuing.remove(x)
				break
			exclude(count, group)
			continue
		over = over_quota()
		if over:
			source = count.in_descending_order(over, 'lot')[0]
			count.elect([source])
			surplus = count.surplus_of(source)
			votes = count.votes[source]
			given = F(0)
			for p in count.papers:
				if p.holder == source:
					if one_step:
						p.value = down(down(p.value * surplus, 4) / votes, 4)
					else:
						p.value = down(p.value * down(surplus / votes, 4), 4)
					p.holder = count.next_of(p)
					given += p.value * p.count
					if p.holder:
						count.votes[p.holder] += p.value * p.count
					else:
						count.exhausted += p.value * p.count
			count.votes[source] = count.quota
			count.lost += surplus - given
			count.end_round([source], [])
			continue
		if len(count.continuing) > count.places():
			out = count.lowest('lot')
			if len(count.continuing) - 1 == count.places():
				count.continuing.remove(out)
				break
			exclude(count, [out])
		if len(count.continuing) <= count.places():
			break
	count.fill('lot')
	return count.result()


def bottoms_up(count):
	count.first_preferences()
	while len(count.continuing) > count.seats:
		exclude(count, [count.lowest('backwards')])
	count.fill('backwards')
	return count.result()


def meek_shares(count, keep, rounding):
	"""What each paper gives to each candidate by the keep values."""
	count.votes = {c: F(0) for c in count.order}
	count.exhausted = F(0)
	for p in count.papers:
		rest = F(1) if p.ranking else F(0)
		for c in p.ranking:
			if rest > 0 and keep[c] > 0:
				part = rounding(rest * keep[c], 9)
				count.votes[c] += part * p.count
				rest = rest - part if rounding is up else down(rest * (1 - keep[c]), 9)
		count.exhausted += rest * p.count
	count.lost = count.valid - sum(count.votes.values()) - count.exhausted


def meek_prf(count):
	rounding = down if count.contest.get('arithmetic') == 'down' else up
	ulp = F(1, 10 ** 9)
	omega = F(1, 10 ** 6)
	keep = {c: F(1) for c in count.order}
	last = count.valid
	excluded = []
	while not count.rounds or not count.over():
		meek_shares(count, keep, rounding)
		count.quota = down(sum(count.votes.values()) / (count.seats + 1), 9) + ulp
		count.end_round([], excluded)
		count.rounds[-1]['keep'] = dict(keep)
		excluded = []
		winners = [c for c in count.continuing if count.votes[c] >= count.quota]
		count.elect(count.in_descending_order(winners, 'backwards'))
		surplus = max(F(0), sum((count.votes[c] - count.quota for c in count.elected), F(0)))
		if winners:
			# an election ends the round: what follows is a new distribution
			last = count.valid
			continue
		if count.over():
			break
		if surplus < omega or surplus >= last:
			low = min(count.votes[c] for c in count.continuing)
			level = [c for c in count.continuing if count.votes[c] <= low + surplus]
			out = count.pick(level, False, 'lot')
			count.continuing.remove(out)
			keep[out] = F(0)
			excluded = [out]
			last = count.valid
			continue
		last = surplus
		for c in count.elected:
			keep[c] = up(up(keep[c] * count.quota, 9) / count.votes[c], 9)
	count.fill('backwards')
	return count.result()


def meek_nz(count):
	ulp = F(1, 10 ** 9)
	small = F(1, 10 ** 4)
	keep = {c: F(1) for c in count.order}
	excluded = []
	gone = set()
	before = []  # keep values of the rounds with the same elected and excluded

	def out(candidates):
		for c in candidates:
			count.continuing.remove(c)
			keep[c] = F(0)
			excluded.append(c)
			gone.add(c)

	while not count.rounds or not count.over():
		nelected = len(count.elected)
		meek_shares(count, keep, up)
		count.quota = down(sum(count.votes.values()) / (count.seats + 1), 9) + ulp
		count.end_round([], list(excluded))
		del excluded[:]
		winners = [c for c in count.continuing if count.votes[c] >= count.quota]
		count.elect(count.in_descending_order(winners, 'forwards'))
		if len(count.elected) > nelected:
			before = []
		before.append(dict(keep))
		if count.over():
			break
		surplus = sum((max(count.votes[c] - count.quota, F(0)) for c in count.elected), F(0))
		zero = [c for c in count.continuing if count.votes[c] == 0]
		if len(zero) < 2:
			# 13
			ladder = sorted(count.votes[c] for c in count.continuing) + [count.quota]
			if ladder[1] - ladder[0] > surplus or surplus < small:
				out([count.lowest('forwards')])
		elif surplus < small:
			if len(count.continuing) - len(zero) >= count.places():
				out(zero)
			else:
				for i in range(len(count.continuing) - count.places()):
					out([count.lowest('forwards')])
		changed = any(count.votes[c] > 0 for c in gone)
		for c in count.elected:
			if count.votes[c] > count.quota:
				new = min(F(1), up(up(count.quota * keep[c], 9) / count.votes[c], 9))
				changed = changed or new != keep[c]
				keep[c] = new
		# doc/stv.md: values that come again, rounded as they are, would do so for ever
		if not excluded and keep in before:
			changed = False
		if not changed and count.continuing:
			out([count.lowest('forwards')])
		if excluded:
			before = []
	count.fill('forwards')
	return count.result()


def plain(x):
	"""A number as decimal text, cut to 18 decimals."""
	if x is None:
		return None
	units = floor(x * 10 ** 18)
	text = '%d.%018d' % (units // 10 ** 18, units % 10 ** 18)
	return text.rstrip('0').rstrip('.')


STEPS = dict(wigm=['backwards'], ers97=['forwards'], gregory_ni=['forwards'], meek_nz=['forwards'],
			 meek_prf=[], minneapolis=[], bottoms_up=['backwards'], act=['backwards'], victoria=['all_different'])


def draw_rules(draw, method):
	rules = dict(method=method)
	if method == 'wigm':
		rules.update(decimals=draw.choice([0, 2, 5, 9, None]), quota=draw.choice(['droop', 'droop', 'droop_exact', 'hare']),
					 exclusion=draw.choice(['single', 'batch']))
	if method == 'minneapolis':
		rules.update(value=draw.choice(['one_step', 'two_steps']))
	if method == 'meek_prf':
		rules.update(arithmetic=draw.choice(['keep rounded up', 'down']))
	if method == 'senate':
		rules['tie_break'] = dict(elimination=['backwards', 'order'], win=['all_different', 'order'])
	else:
		rules['tie_break'] = STEPS[method] + ['order']
	return rules


def draw_contest(draw, method):
	candidates = ['Ann', 'Bob', 'Cid', 'Dee', 'Eve', 'Fay', 'Gus', 'Hal', 'Ida'][:draw.randint(2, 9)]
	draw.shuffle(candidates)
	ballots = {}
	weighted = draw.random() < 0.3 and method not in ('senate', 'act', 'victoria')
	for _ in range(draw.randint(1, 40)):
		favoured = sorted(candidates, key=lambda c: draw.random() * (1 + candidates.index(c)))
		ranking = tuple(favoured[:draw.randint(0 if draw.random() < 0.1 else 1, len(candidates))])
		ballots[ranking] = ballots.get(ranking, 0) + draw.choice([1, 1, 2, 3, 5, 10, 20])
	profile = []
	for ranking, n in ballots.items():
		ballot = dict(ranking=list(ranking), count=n)
		if weighted:
			ballot['weight'] = '%d.%s' % (draw.randint(0, 9), draw.choice(['5', '25', '000000001', '123456789']))
		profile.append(ballot)
	contest = draw_rules(draw, method)
	contest.update(seats=draw.randint(1, len(candidates)), candidates=candidates)
	return contest, profile


def main():
	draw = random.Random(sys.argv[1])
	methods = ['wigm', 'ers97', 'meek_prf', 'wigm', 'ers97', 'meek_nz', 'gregory_ni', 'senate', 'act', 'victoria',
			   'minneapolis', 'bottoms_up']
	for n in range(int(sys.argv[2])):
		method = methods[n % len(methods)]
		rules, profile = draw_contest(draw, method)
		result = globals()[method](Count(dict(rules, ballots=profile)))
		for r in result['rounds']:
			r['votes'] = {c: plain(v) for c, v in r['votes'].items()}
			for key in ('exhausted', 'lost', 'quota'):
				r[key] = plain(r[key])
			for key in ('keep', 'sources', 'excluded'):
				r.pop(key, None)
		for ballot in profile:
			if 'weight' in ballot:
				ballot['weight'] = float(ballot['weight'])
		print(json.dumps(dict(rules=rules, ballots=profile, expected=result)))


if __name__ == '__main__':
	main()
