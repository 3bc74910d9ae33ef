"""Everything whose protection a page may change: the cases its versions belong to, and their persons.

Protection is judged now, on the newest versions, in the transaction that changes them. The whole
of each case is loaded, as bare versions. Of a person's other cases only what is said of his birth and the
orders about him count; they are judged again only where the page says something new of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from services.records.app.chain import Taken
from services.records.app.foreseen import Foreseen
from services.records.app.people import People, look_at, mates_of
from services.records.app.room import ClassBook
from services.records.app.sound import Sound
from services.records.classes import own_of_class
from services.records.facts import unpack
from services.records.groups import Member, group
from services.records.ports import Transaction
from services.records.protect import CasePapers, Judged, judge
from services.records.rows import HeadRow
from services.records.tokens import joining


class Place(NamedTuple):
    """A member with where it came from: the page (``sound``), the store (``head``)."""

    member: Member
    sound: Sound | None
    head: HeadRow | None


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Whole cases around a page, judged: ``judged[i]`` is of ``places[i]``."""

    places: Sequence[Place]
    papers: Sequence[CasePapers]
    judged: Sequence[Judged]


async def judge_around(tx: Transaction, book: ClassBook, taken: Taken, foreseen: Foreseen) -> Neighbourhood:
    """Load and judge the cases and persons of a page's accepted versions."""
    newest = taken.newest
    replaced = {head.record: head for record_id, head in taken.heads.items() if record_id in newest}
    tokens = _joining(each.member.cases for each in newest.values()) | _joining(
        head.cases for head in replaced.values()
    )
    loaded = await _cases(tx, tokens, {})
    people = await look_at(tx, list(newest.values()), list(replaced.values()), loaded.values())
    mates = {head.record: head for head in await mates_of(tx, people) if head.record not in loaded}
    if mates:
        loaded = await _cases(tx, _joining(head.cases for head in mates.values()), loaded | mates)
        people = await look_at(tx, list(newest.values()), list(replaced.values()), loaded.values())
    heads = [head for record, head in loaded.items() if record not in replaced]
    return await _judge(tx, book, list(newest.values()), heads, people, foreseen)


async def _judge(
    tx: Transaction,
    book: ClassBook,
    newest: Sequence[Sound],
    heads: Sequence[HeadRow],
    people: People,
    foreseen: Foreseen,
) -> Neighbourhood:
    places = [Place(each.member, each, None) for each in newest]
    places += [Place(member, None, head) for member, head in zip(await members(tx, book, heads), heads, strict=True)]
    held = {head.record for head in heads} | people.replaced
    orders = [head for head in people.orders if head.record not in held]
    everybody = [place.member for place in places]
    if not orders and foreseen.holds(everybody, people.said):
        return Neighbourhood(places, foreseen.papers, foreseen.judged)
    papers = [
        CasePapers(case, [foreseen.dossier(everybody, case, person) for person in case.people])
        for case in group(everybody)
    ]
    return Neighbourhood(places, papers, judge(everybody, papers, people.said, await members(tx, book, orders)))


async def members(tx: Transaction, book: ClassBook, heads: Sequence[HeadRow]) -> list[Member]:
    """Heads as members: bare versions."""
    classes = await book.of(tx, {head.own for head in heads})
    owns = [own_of_class(classes[head.own]) for head in heads]
    return [
        Member(unpack(head, own), own, head.people, head.cases, True) for head, own in zip(heads, owns, strict=True)
    ]


async def _cases(tx: Transaction, tokens: set[str], found: dict[int, HeadRow]) -> dict[int, HeadRow]:
    """``found`` and every record that shares a case number with these, or with one that does, and so on."""
    found = dict(found)
    asked: set[str] = set()
    while tokens := tokens - asked:
        asked |= tokens
        new = [head for head in await tx.heads_of_cases(sorted(tokens)) if head.record not in found]
        found.update((head.record, head) for head in new)
        tokens = _joining(head.cases for head in new)
    return found


def _joining(cases: Iterable[str]) -> set[str]:
    """Tokens of the numbers by which records of one case find each other."""
    return {each.partition(":")[2] for one in cases for each in joining(one)}
