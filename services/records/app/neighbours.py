"""Everything whose protection a page may change: the cases its versions belong to, and their persons.

Protection is judged now, on the newest versions, in the transaction that changes them. The whole
of each case is loaded (``closure.py``), as bare versions. Of a person's other cases only what is said of his birth and
the orders about him count; they are judged again only where the page says something new of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from services.records.app.chain import Taken
from services.records.app.closure import Around, Closure, members
from services.records.app.foreseen import Foreseen
from services.records.app.people import People, look_at, mates_of
from services.records.app.room import ClassBook
from services.records.app.sound import Sound
from services.records.authority.ties import leads
from services.records.domain import RecordVersion
from services.records.groups import Member, group
from services.records.numbers import keys, numbers_of
from services.records.ports import Transaction
from services.records.protect import CasePapers, Judged, judge, keep
from services.records.rows import LIVE, HeadRow


class Place(NamedTuple):
    """A member with where it came from: the page (``sound``), the store (``head``).

    ``lent``: it is there to judge others by; what it is itself was not judged.
    """

    member: Member
    sound: Sound | None
    head: HeadRow | None
    lent: bool = False


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Whole cases around a page, judged: ``judged[i]`` is of ``places[i]``."""

    places: Sequence[Place]
    papers: Sequence[CasePapers]
    judged: Sequence[Judged]


async def judge_around(tx: Transaction, book: ClassBook, taken: Taken, foreseen: Foreseen) -> Neighbourhood:
    """Load and judge the cases and persons of a page's accepted versions."""
    newest = list(taken.newest.values())
    replaced = [head for record_id, head in taken.heads.items() if record_id in taken.newest]
    papers = [*(each.member for each in newest), *await members(tx, book, replaced)]
    closure = Closure(tx, book, (each.member for each in newest), {head.record for head in replaced})
    await closure.change(number for each in papers for number in _changed(each.as_stored))
    people = await look_at(tx, newest, replaced, closure.heads.values())
    known = len(closure.heads)
    if mates := [head for head in await mates_of(tx, people) if head.record not in people.replaced]:
        told = await members(tx, book, mates)
        await closure.change((number for each in told for number in keys(numbers_of(each.record).best)), mates)
    around = await closure.lend(_mentioned(each.as_stored for each in papers))
    if len(around.heads) != known:
        people = await look_at(tx, newest, replaced, around.heads)
    return await _judge(tx, book, newest, around, people, foreseen)


def _changed(record: RecordVersion) -> Iterable[str]:
    """The numbers of a paper whose cases it may change: its own, and those that lead there by its word."""
    numbers = numbers_of(record)
    lower = numbers.lower if record.status in LIVE else ()
    return keys((*numbers.best, *(each for each in lower if leads(record, each, numbers.best))))


def _mentioned(papers: Iterable[RecordVersion]) -> set[str]:
    """Numbers under which a paper about nobody is shown beside others' records, whatever it says of their cases."""
    return {number for each in papers if each.subject is None for number in keys(numbers_of(each).lower)}


async def _judge(
    tx: Transaction, book: ClassBook, newest: Sequence[Sound], around: Around, people: People, foreseen: Foreseen
) -> Neighbourhood:
    places = [Place(each.member, each, None) for each in newest]
    places += [
        Place(member, None, head, head.record in around.lent)
        for member, head in zip(around.members, around.heads, strict=True)
    ]
    held = {head.record for head in around.heads} | people.replaced
    orders = [head for head in people.orders if head.record not in held]
    everybody = [place.member for place in places]
    if not orders and foreseen.holds(everybody, people.said):
        return Neighbourhood(places, foreseen.papers, foreseen.judged)
    papers = [
        CasePapers(case, [foreseen.dossier(everybody, case, person) for person in case.people])
        for case in group(everybody)
    ]
    elsewhere = await members(tx, book, orders)
    judged = judge(everybody, papers, people.said, elsewhere)
    if around.kept:
        whole = [case for case in papers if any(_is_whole(places[index], around) for index in case.group.everybody)]
        partly = judge(everybody, whole, people.said, elsewhere)
        judged = await _kept(tx, book, places, judged, partly, around.kept)
    return Neighbourhood(places, papers, judged)


def _is_whole(place: Place, around: Around) -> bool:
    """Whether the cases of a place's record are all there."""
    return not place.lent and (place.head is None or place.head.record not in around.kept)


async def _kept(
    tx: Transaction,
    book: ClassBook,
    places: Sequence[Place],
    judged: Sequence[Judged],
    partly: Sequence[Judged],
    kept: frozenset[int],
) -> list[Judged]:
    """What protects a record stays where not all its cases are there; ``partly``: by those that are."""
    classes = await book.of(tx, {place.head.klass for place in places if place.head and place.head.record in kept})
    return [
        keep(part, classes[place.head.klass], place.head.act_day) if place.head and place.head.record in kept else each
        for place, each, part in zip(places, judged, partly, strict=True)
    ]
