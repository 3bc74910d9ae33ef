"""Whose records a history holds beside those under the number asked for, and what carries each of them.

A person is followed over numbers that the identity registry calls one person's, and over decisions of officers that
stand, from record to record. Each record is decided as if its own number had been asked for. What is not disclosed
leads nowhere: a decision of which the caller may not see both ends carries nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from services.access.trail import Trail
from services.records.app.context import Context
from services.records.app.looking import Look, look, rows_of
from services.records.app.one_person import Known, contradicts, known, numbers_of
from services.records.app.shown import Shown, note_own, shown_rows
from services.records.numbered_port import NumberedRow
from services.records.person_links_port import PersonLink as Joined
from services.records.ports import Snapshot
from services.records.protection.misuse import NOTE
from services.records.protection.view import NOTHING, Ask, side_for
from services.records.rows import FOREVER, NOW, ViewRow
from services.records.timeline.history import side_of_record
from services.values.records import PersonLink, VisibleVersion

MAX_LINKED: Final = 50
"""Records that decisions lead to in one history; more are told of and not followed."""


class Carried(NamedTuple):
    """Rows that one look gave, none of them given by one before."""

    seen: Look
    shown: Shown

    def disclosed(self) -> list[VisibleVersion]:
        """Versions that are shown in full, under the real name."""
        codes = self.seen.person.disclosed
        return [self.shown.versions[row.record] for row in self.shown.rows if row.code in codes]


class Followed(NamedTuple):
    """``parts``: the number's own first. ``joined``: a decision touches a record that is shown, whether or not it
    carries anything; ``cut``: there are more than are followed. ``tokens``: of the numbers that decisions led to;
    ``trail``: which policies decided, and what is withheld.
    """

    parts: tuple[Carried, ...]
    links: tuple[PersonLink, ...]
    joined: bool
    cut: bool
    tokens: frozenset[str]
    trail: Trail


async def follow(context: Context, view: Snapshot, ask: Ask, tokens: Sequence[str], as_of_ms: int) -> Followed:
    """Everything that the person's history is made of. ``tokens``: the number asked for, then the registry's others.

    Nothing at all where a decision or the registry's word leads to the officer's own records or their kin's. Raises
    StorageUnavailable.
    """
    walk = _Walk(context, view, ask, as_of_ms)
    for token in tokens:
        await walk.under(token)
    walk.own = len(tokens) > 1 and any(part.shown.own for part in walk.parts)
    await walk.over_decisions()
    if walk.own:
        note_own(ask.inquiry)
        walk.parts = [_without(part) for part in walk.parts]
        walk.links = {}
    return Followed(
        tuple(walk.parts), tuple(walk.links.values()), walk.joined, walk.cut, frozenset(walk.tokens), walk.trail
    )


class _Walk:
    """What one call has found so far. ``own``: it was led to the officer's own or their kin's."""

    def __init__(self, context: Context, view: Snapshot, ask: Ask, as_of_ms: int) -> None:
        self._context, self._view, self._ask, self._as_of_ms = context, view, ask, as_of_ms
        self.parts: list[Carried] = []
        self.links: dict[tuple[str, str, str, str], PersonLink] = {}
        self.joined = self.cut = self.own = False
        self.tokens: set[str] = set()
        self.trail = Trail()
        self._noted: set[str] = set()
        self._shown: dict[int, VisibleVersion] = {}
        self._given: set[int] = set()
        self._sides = frozenset({"", side_for(ask)})

    async def under(self, token: str) -> None:
        """Take in what stands under a number; all but the first are the registry's word."""
        seen = await look(self._context, self._view, self._ask, token, self._as_of_ms)
        rows = await rows_of(self._view, self._ask, seen)
        shown = await shown_rows(self._context, self._view, self._ask, seen.person, rows, self._as_of_ms, seen.of)
        seen.person.note(self.trail)
        self._noted.add(token)
        asked_for = not self.parts
        for each in self._take(Carried(seen, shown), shown.rows):
            if not asked_for:
                self._tell(PersonLink("", each.record.record_name, "REGISTRY_TOKEN"))

    async def over_decisions(self) -> None:
        """Take in what decisions that stand lead to, and what they lead to from there."""
        reached = list(self._shown)
        linked = 0
        while reached:
            joined = await self._context.matching.links.joined(self._view, sorted(reached))
            self.joined = self.joined or bool(joined)
            stood = [each for each in joined if self._as_of_ms == NOW or each.at_ms <= self._as_of_ms]
            before = set(self._shown)
            beyond = sorted({end for each in stood for end in (each.one, each.other)} - before)
            self.cut = self.cut or linked + len(beyond) > MAX_LINKED
            beyond = beyond[: MAX_LINKED - linked]
            linked += len(beyond)
            for record in await self._view.numbered_rows(beyond, self._ask.cited, self._ask.inquiry.now_ms):
                if record.row.record not in await self._apart():
                    await self._over(record)
            for each in stood:
                self._join(each)
            reached = [each for each in self._shown if each not in before]

    async def _apart(self) -> frozenset[int]:
        """Who is decided to be another person than somebody who is shown: asked anew where more are shown."""
        return await self._context.matching.links.apart(self._view, sorted(self._shown))

    async def _over(self, record: NumberedRow) -> None:
        """Take in a record that a decision leads to, with what stands under its numbers about the same person."""
        if not record.people or record.row.record in self._shown:
            return
        found = await known(self._context, self._view, self._ask, record, as_of_ms=self._as_of_ms)
        self.own = self.own or found.shown.own
        own = found.shown.versions.get(record.row.record)
        if own is not None and side_of_record(own.record) not in self._sides:
            own = None
        found.note(self.trail, self._noted)
        self.tokens.update(numbers_of(record.people))
        if own is None:
            return
        part = Carried(Look("", self._as_of_ms, found.person, FOREVER, NOTHING), found.shown)
        if record.row.code not in found.person.disclosed:
            self._take(part, [record.row])
            return
        rows = [row for row in found.shown.rows if row.record == record.row.record or _goes_with(own, found, row)]
        for each in self._take(part, rows):
            if each is not own:
                self._tell(PersonLink(own.record.record_name, each.record.record_name, "SAME_NUMBER"))

    def _take(self, part: Carried, rows: Iterable[ViewRow]) -> list[VisibleVersion]:
        """Keep of a look these rows, each once; those to go on from: shown in full, and of the side asked about.

        An accused man is not shown to be a victim as well.
        """
        disclosed, versions = part.seen.person.disclosed, part.shown.versions
        kept = [row for row in rows if row.record not in self._given]
        self._given.update(row.record for row in kept)
        new = {row.record: versions[row.record] for row in kept if row.code in disclosed}
        new = {record: version for record, version in new.items() if side_of_record(version.record) in self._sides}
        self._shown.update(new)
        self.parts.append(part._replace(shown=part.shown._replace(rows=kept)))
        return list(new.values())

    def _join(self, link: Joined) -> None:
        """Tell a link between two records that are shown, and no other."""
        one, other = self._shown.get(link.one), self._shown.get(link.other)
        if one and other and one is not other:
            names = one.record.record_name, other.record.record_name
            self._tell(PersonLink(*names, link.by, link.decision, link.model, link.agency, link.at_ms))

    def _tell(self, link: PersonLink) -> None:
        self.links.setdefault((link.one, link.other, link.by, link.decision), link)


def _goes_with(own: VisibleVersion, found: Known, row: ViewRow) -> bool:
    """Whether what stands under the same number is of the same person: a note is, and whoever does not contradict."""
    version = found.shown.versions[row.record]
    return row.code not in found.person.disclosed or version.record.kind == NOTE or not contradicts(own, version)


def _without(part: Carried) -> Carried:
    return part._replace(shown=part.shown._replace(rows=[], versions={}, own=True))
