"""The whole cases that a page changes, and of other cases what is needed to judge the records of those.

Loaded are papers under the page's numbers and under those that are tied to them, stand above them or lead there by
words that count: nobody else's paper takes it farther. A record of these cases may stand in others too. They are lent,
one step far, and up to :data:`MAX_LENT` heads; past that the record keeps what protects it (``stricter.keep``).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from services.records.app.context import ClassBook
from services.records.law.numbers import Links, joins, keys, numbers_of
from services.records.ports import Transaction
from services.records.protection.before import words_of
from services.records.protection.classes import own_of_class
from services.records.protection.facts import unpack
from services.records.protection.groups import Member
from services.records.rows import HeadRow
from services.records.tokens import joining

MAX_LENT: Final = 2000
"""Heads read of cases that the page does not change (policy): a dozen ordinary cases are a hundred or two."""
_ALL: Final = -1


class Around(NamedTuple):
    """``lent``: records that are here for others alone; ``kept``: records of which not every case could be lent."""

    heads: Sequence[HeadRow]
    members: Sequence[Member]
    lent: frozenset[int]
    kept: frozenset[int]


class Closure:
    """What is loaded around one page. ``replaced``: records of which it has a newer version."""

    def __init__(self, tx: Transaction, book: ClassBook, page: Iterable[Member], replaced: Collection[int]) -> None:
        self._tx = tx
        self._book = book
        self._replaced = replaced
        self._joining = [word for each in page if joins(each.record) for word in words_of(each.as_stored)]
        self._asked: set[str] = set()
        self._near: set[str] = set()
        self._mates: set[int] = set()
        self._members: dict[int, Member] = {}
        self.heads: dict[int, HeadRow] = {}

    async def change(self, numbers: Iterable[str], heads: Sequence[HeadRow] = ()) -> None:
        """Load the whole cases of these numbers, as ``TYPE:token``; ``heads`` are judged anew in any case."""
        await self._take(heads)
        self._mates |= {head.record for head in heads}
        found, _ = await self._whole(set(numbers), _ALL)
        self._near |= found or set()

    async def lend(self, mentioned: Iterable[str]) -> Around:
        """All that is loaded, with what the changed cases' records need of others and papers that are ``mentioned``."""
        links = Links(self._joining)
        judged = [record for record, member in self._members.items() if record in self._mates or self._stands(member)]
        needy = []
        for record in judged:
            best = best_of(self._members[record])
            needed = {*best, *links.cases(best)} - self._near
            if needed:
                needy.append((not self._holds(record), len(needed), record, needed))
        left, kept = MAX_LENT, set()
        for _, _, record, needed in sorted(needy, key=lambda each: each[:3]):
            found, read = await self._whole(needed, left) if left else (None, 0)
            left -= read
            if found is None:
                kept.add(record)
        await self._ask(set(mentioned) - self._asked, _ALL)
        lent = frozenset(self._members) - frozenset(judged)
        return Around(list(self.heads.values()), list(self._members.values()), lent, frozenset(kept))

    def _stands(self, member: Member) -> bool:
        return not self._near.isdisjoint(best_of(member))

    def _holds(self, record: int) -> bool:
        return self.heads[record].agency in self._members[record].record.voice.holders

    async def _whole(self, start: set[str], most: int) -> tuple[set[str] | None, int]:
        """The numbers of whole cases, all loaded, and how many heads were read; None where ``most`` was too few."""
        wanted, read = set(start), 0
        before = set(self.heads), set(self._asked), len(self._joining)
        while True:
            rows = await self._ask(wanted - self._asked, most if most == _ALL else most - read)
            if rows is None:
                self._forget(*before)
                return None, most
            read += rows
            found = Links(self._joining).whole(start)
            if found <= self._asked:
                return found, read
            wanted |= found

    async def _ask(self, numbers: Collection[str], most: int) -> int | None:
        """Load all papers of these numbers; how many they are, None for more than ``most``."""
        if not numbers:
            return 0
        tokens = sorted({number.partition(":")[2] for number in numbers})
        rows = await self._tx.heads_of_cases(tokens, most if most == _ALL else most + 1)
        if most != _ALL and len(rows) > most:
            return None
        self._asked |= set(numbers)
        await self._take(rows)
        return len(rows)

    async def _take(self, rows: Iterable[HeadRow]) -> None:
        new = [head for head in rows if head.record not in self.heads and head.record not in self._replaced]
        for head, member in zip(new, await members(self._tx, self._book, new), strict=True):
            self.heads[head.record] = head
            self._members[head.record] = member
            if joins(member.record):
                self._joining += words_of(member.record)

    def _forget(self, heads: Collection[int], asked: set[str], joining: int) -> None:
        for record in [record for record in self.heads if record not in heads]:
            del self.heads[record], self._members[record]
        self._asked = asked
        del self._joining[joining:]


def best_of(member: Member) -> tuple[str, ...]:
    """A record's numbers of the highest level, as ``TYPE:token``."""
    if " " not in member.cases:
        return joining(member.cases)
    return keys(numbers_of(member.as_stored).best)


async def members(tx: Transaction, book: ClassBook, heads: Sequence[HeadRow]) -> list[Member]:
    """Heads as members: bare versions."""
    classes = await book.of(tx, {head.own for head in heads})
    owns = [own_of_class(classes[head.own]) for head in heads]
    return [
        Member(unpack(head, own), own, head.people, head.cases, True) for head, own in zip(heads, owns, strict=True)
    ]
