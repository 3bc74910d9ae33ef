"""Everything whose protection a page may change: the cases its versions belong to, and their persons.

Protection is judged now, on the newest versions, in the transaction that changes them, and for every later time at
which a word ends. The whole of each case is loaded (``closure.py``), as bare versions. Of a person's other cases only
what is said of their birth and the orders about them count; they are judged again only where something new is said of
that.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from services.access.decision import RecordClass
from services.records.app.chain import Taken
from services.records.app.checked import Checked
from services.records.app.closure import Around, Closure, best_of, members
from services.records.app.context import ClassBook
from services.records.app.copy_floor import Floor, at_least, floors_of
from services.records.app.lasting import clock_mates, ends_of
from services.records.app.people import People, about_whom, identity, look_at, mates_of
from services.records.app.precomputed import Precomputed
from services.records.authority.clocks import BEFORE_MS
from services.records.authority.ties import leads
from services.records.judging_port import KeptAge
from services.records.law.numbers import keys, numbers_of
from services.records.law.rule import Dossier
from services.records.ports import Transaction
from services.records.protection import before
from services.records.protection.bearers import may_be_many
from services.records.protection.classes import Judged
from services.records.protection.groups import Group, Member, authority, dossier, group
from services.records.protection.interim import Ends, steps
from services.records.protection.protect import CasePapers, judge
from services.records.protection.stricter import keep
from services.records.rows import HeadRow
from services.records.time_rows import ClassAt, InterimRow
from services.vocabulary.protection import LIVE


class Place(NamedTuple):
    """A member with where it came from: the page (``checked``), the store (``head``).

    ``lent``: it is there to judge others by; what it is itself was not judged.
    """

    member: Member
    checked: Checked | None
    head: HeadRow | None
    lent: bool = False


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Whole cases around a page, judged: ``judged[i]`` is of ``places[i]``.

    ``later``: the same from later times on, at which words end; ``again_ms``: the last of them where there are more, to
    be judged again then, else 0. ``begun``: words for a time that begin now.
    ``before_ms``: when words of before end that count here, 0 where none do. ``crowded``: numbers of the page's persons
    that more than a few may bear, by what is said of births.
    """

    places: Sequence[Place]
    papers: Sequence[CasePapers]
    judged: Sequence[Judged]
    later: Sequence[tuple[int, Sequence[Judged]]] = ()
    begun: Sequence[InterimRow] = ()
    again_ms: int = 0
    before_ms: int = 0
    crowded: Sequence[str] = ()

    def ending(self, index: int) -> tuple[str, ...]:
        """What protects a place until ``before_ms`` by a word of before, and not any more then; see ``before.py``."""
        at = [self.judged, *(judged for from_ms, judged in self.later if from_ms <= self.before_ms)]
        return before.ending(at[-2][index].derived, at[-1][index].derived) if self.before_ms else ()

    def act_day(self, index: int) -> int | None:
        """First day of the act where the person was of age, by what is said now and what is left of it later."""
        if not self.later:
            return self.judged[index].act_day
        days = {self.judged[index].act_day, *(judged[index].act_day for _, judged in self.later)}
        return days.pop() if len(days) == 1 else None


async def judge_around(
    tx: Transaction, book: ClassBook, taken: Taken, precomputed: Precomputed, now_ms: int
) -> Neighbourhood:
    """Load and judge the cases and persons of a page's accepted versions."""
    newest = list(taken.newest.values())
    replaced = [head for record_id, head in taken.heads.items() if record_id in taken.newest]
    papers = [*(each.member for each in newest), *await members(tx, book, replaced)]
    closure = Closure(tx, book, (each.member for each in newest), {head.record for head in replaced})
    await closure.change(number for each in papers for number in _changed(each))
    people = await look_at(tx, newest, replaced, closure.heads.values())
    known = len(closure.heads)
    mates = [*await mates_of(tx, people), *await clock_mates(tx, [each.member for each in newest], now_ms)]
    if mates := [head for head in mates if head.record not in people.replaced]:
        told = await members(tx, book, mates)
        await closure.change((number for each in told for number in best_of(each)), mates)
    around = await closure.lend(_mentioned(papers))
    if len(around.heads) != known:
        people = await look_at(tx, newest, replaced, around.heads)
    judged = await _judge(tx, book, newest, around, people, precomputed, now_ms)
    judged = await _floored(tx, book, judged, taken)
    crowded = _crowded(newest, people)
    return replace(judged, crowded=crowded) if crowded else judged


def _crowded(newest: Iterable[Checked], people: People) -> tuple[str, ...]:
    tokens = {token for each in newest for token in identity(each.member.people, strongest=True)}
    return tuple(sorted(token for token in tokens if (facts := people.said.get(token)) and may_be_many(facts)))


async def judge_again(
    tx: Transaction, book: ClassBook, about: Sequence[HeadRow], now_ms: int, was: Sequence[HeadRow] = ()
) -> Neighbourhood:
    """Load and judge the cases of records about which something was decided, and the other cases of their persons.

    ``was``: those of which something else was kept until now, as it was.
    """
    heads = {head.record: head for head in (*about, *await tx.heads_of_people(about_whom(about)))}
    told = await members(tx, book, [*heads.values(), *was])
    closure = Closure(tx, book, (), ())
    await closure.change((number for each in told for number in _changed(each)), list(heads.values()))
    around = await closure.lend(_mentioned(told))
    people = await look_at(tx, (), (), around.heads)
    return await _floored(
        tx, book, await _judge(tx, book, (), around, people, Precomputed((), now_ms), now_ms), Taken()
    )


async def _floored(tx: Transaction, book: ClassBook, around: Neighbourhood, taken: Taken) -> Neighbourhood:
    """No copy is protected less than those who give it say."""
    heads = [place.head or taken.heads.get(place.member.record.record_id) for place in around.places]
    held = {head.record for head, place in zip(heads, around.places, strict=True) if head and not place.lent}
    given = await floors_of(tx, book, sorted(held)) if held else {}
    if not (given or taken.floors):
        return around
    floors: dict[int, Floor] = {}
    for index, (place, head) in enumerate(zip(around.places, heads, strict=True)):
        new = taken.floors.get(place.member.record.record_id) if place.checked else None
        if floor := new or (given.get(head.record) if head else None):
            floors[index] = floor
    roles = [place.member.own.role for place in around.places]
    later = [(from_ms, at_least(judged, roles, floors)) for from_ms, judged in around.later]
    return replace(around, judged=at_least(around.judged, roles, floors), later=later)


def _changed(member: Member) -> Iterable[str]:
    """The numbers of a paper whose cases it may change: its own, and those that lead there by its word."""
    if " " not in member.cases:
        return best_of(member)
    record = member.as_stored
    numbers = numbers_of(record)
    lower = numbers.lower if record.status in LIVE else ()
    return keys((*numbers.best, *(each for each in lower if leads(record, each, numbers.best))))


def _mentioned(papers: Iterable[Member]) -> set[str]:
    """Numbers under which a paper about nobody is shown beside others' records, whatever it says of their cases."""
    about_nobody = (each.as_stored for each in papers if " " in each.cases and each.record.subject is None)
    return {number for each in about_nobody for number in keys(numbers_of(each).lower)}


async def _judge(
    tx: Transaction,
    book: ClassBook,
    newest: Sequence[Checked],
    around: Around,
    people: People,
    precomputed: Precomputed,
    now_ms: int,
) -> Neighbourhood:
    places = [Place(each.member, each, None) for each in newest]
    places += [
        Place(member, None, head, head.record in around.lent)
        for member, head in zip(around.members, around.heads, strict=True)
    ]
    held = {head.record for head in around.heads} | people.replaced
    orders = await members(tx, book, [head for head in people.orders if head.record not in held])
    everybody = [place.member for place in places]
    old = [*around.members, *orders]
    ends, begun = await ends_of(tx, [each.member for each in newest], old, held, people, now_ms)
    if not (orders or ends.rows or ends.confirmed or ends.upheld) and precomputed.holds(everybody, people.said):
        return Neighbourhood(
            places, precomputed.papers, precomputed.judged, precomputed.later, (), precomputed.again_ms
        )
    papers = [CasePapers(case, _dossiers(everybody, case, precomputed, ends, now_ms)) for case in group(everybody)]
    partly = await _partly(tx, book, places, papers, around)
    ahead = steps([*everybody, *orders], ends)
    over_ms = await _before_until(tx, [*everybody, *orders], people, now_ms)
    kept = await _kept_ages(tx, places, now_ms)
    ended = {each.until_ms for each in kept.values()}
    times = [now_ms, *sorted({*ahead.times, *partly.times(now_ms), *over_ms, *ended})]
    judged = [partly.judge(everybody, people, orders, ends._replace(at_ms=at)) for at in times]
    for index, at in enumerate(times):
        if any(at < over for over in over_ms):
            was = before.judged_before(everybody, people.said, orders, ends._replace(at_ms=at))
            judged[index] = before.together(was, judged[index])
        for number, each in kept.items():
            if at < each.until_ms:
                judged[index] = [*judged[index]]
                judged[index][number] = before.at_least(judged[index][number], each.juvenile)
    later = list(zip(times[1:], judged[1:], strict=True))
    return Neighbourhood(places, papers, judged[0], later, begun, ahead.again_ms, min((*over_ms, *ended), default=0))


async def _kept_ages(tx: Transaction, places: Sequence[Place], now_ms: int) -> dict[int, KeptAge]:
    """Ages that protect places by what was judged when the rules changed, by place."""
    heads = {place.head.record: index for index, place in enumerate(places) if place.head is not None}
    return {heads[row.record]: row for row in await tx.kept_ages(list(heads), now_ms)} if heads else {}


async def _before_until(tx: Transaction, members: Sequence[Member], people: People, now_ms: int) -> tuple[int, ...]:
    """Until when words of before count here as they did; nothing where none is, or their time is over."""
    changed_over_ms = (await tx.judging()).changed_over_ms
    over_ms = changed_over_ms + BEFORE_MS
    return (over_ms,) if changed_over_ms and now_ms < over_ms and before.concerns(members, people.said) else ()


def _dossiers(
    everybody: Sequence[Member], case: Group, precomputed: Precomputed, ends: Ends, now_ms: int
) -> Sequence[Dossier]:
    if not ends.confirmed:
        return precomputed.dossiers(everybody, case)
    of = authority(everybody, case)
    return [dossier(everybody, case, person, now_ms, of=of, confirmed=ends.confirmed) for person in case.people]


class _Partly(NamedTuple):
    """What is judged where not all cases of some records are there: of these stays what protected them (``kept``).

    ``whole``: cases of which all is there; ``classes`` and ``at``: what the kept records were, now and later.
    """

    places: Sequence[Place]
    papers: Sequence[CasePapers]
    whole: Sequence[CasePapers]
    kept: frozenset[int]
    classes: Mapping[int, RecordClass]
    at: Sequence[ClassAt]

    def times(self, now_ms: int) -> set[int]:
        """When time changes what the kept records were."""
        return {row.from_ms for row in self.at if row.from_ms > now_ms}

    def judge(self, everybody: Sequence[Member], people: People, orders: Sequence[Member], ends: Ends) -> list[Judged]:
        """One judgment for each place at the time of ``ends``."""
        judged = judge(everybody, self.papers, people.said, orders, ends)
        if not self.kept:
            return judged
        partly = judge(everybody, self.whole, people.said, orders, ends)
        return [
            keep(part, self._was(place.head, ends.at_ms), place.head.act_day)
            if place.head and place.head.record in self.kept
            else each
            for place, each, part in zip(self.places, judged, partly, strict=True)
        ]

    def _was(self, head: HeadRow, at_ms: int) -> RecordClass:
        then = (row.klass for row in self.at if row.record == head.record and row.from_ms <= at_ms < row.until_ms)
        return self.classes[next(then, head.klass)]


async def _partly(
    tx: Transaction, book: ClassBook, places: Sequence[Place], papers: Sequence[CasePapers], around: Around
) -> _Partly:
    if not around.kept:
        return _Partly(places, papers, (), frozenset(), {}, ())
    whole = [case for case in papers if any(_is_whole(places[index], around) for index in case.group.everybody)]
    at = await tx.classes_at(sorted(around.kept))
    ids = {place.head.klass for place in places if place.head and place.head.record in around.kept}
    return _Partly(places, papers, whole, around.kept, await book.of(tx, ids | {row.klass for row in at}), at)


def _is_whole(place: Place, around: Around) -> bool:
    """Whether the cases of a place's record are all there."""
    return not place.lent and (place.head is None or place.head.record not in around.kept)
