"""From what is shown of a person to what else is: over numbers, decisions of officers and the identity registry's word.

One walk, for a history and for the view of a person; what differs between the two is said in :class:`Reach`. Each
record is decided as if its own numbers had been asked for. What is not disclosed leads nowhere: a link of which the
caller may not see both ends carries nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from services.access.trail import Trail
from services.records.app.carried import Carried
from services.records.app.context import Context
from services.records.app.looking import Look, look, rows_of
from services.records.app.one_person import contradicts, known, numbers_of
from services.records.app.shown import shown_rows
from services.records.numbered_port import NumberedRow
from services.records.person_links_port import PersonLink as Joined
from services.records.ports import Snapshot
from services.records.protection.view import NOTHING, Ask, side_for
from services.records.rows import FOREVER, NOW, ViewRow
from services.records.timeline.history import side_of_record
from services.records.tokens import people_tokens
from services.values.records import PersonLink, VisibleVersion

MAX_LINKED: Final = 50
"""Records that decisions lead to from one number; more are told of and not followed."""
_SAME_NUMBER: Final = "SAME_NUMBER"
_BY_REGISTRY: Final = "REGISTRY_TOKEN"


class Reach(NamedTuple):
    """How far one walk goes. ``most``: records that links lead to. ``as_of_ms``: as known then. ``side``: of the
    person, empty for that of the first record that has one. ``numbers``: also over further numbers of who is shown, and
    over what the registry says of them; then no record is gone on from once ``most`` are shown.
    """

    most: int
    as_of_ms: int = NOW
    side: str = ""
    numbers: bool = False


class Walk:
    """What one call has found so far. All raise StorageUnavailable.

    ``parts``: a number that is asked for first; ``shown``: who is gone on from, by record. ``links`` join two of them.
    ``joined``: a decision touches one of them, whether or not it carries anything; ``cut``: there are more than are
    followed; ``own``: it was led to the officer's own records or their kin's, and nothing may be told. ``tokens``: of
    those to whom it was led; ``trail``: which policies decided, and what is withheld.
    """

    def __init__(self, context: Context, view: Snapshot, ask: Ask, reach: Reach, trail: Trail) -> None:
        self._context, self._view, self._ask, self._reach, self.trail = context, view, ask, reach, trail
        self.parts: list[Carried] = []
        self.shown: dict[int, VisibleVersion] = {}
        self.links: dict[tuple[str, str, str, str], PersonLink] = {}
        self.joined = self.cut = self.own = False
        self.tokens: set[str] = set()
        self.side = reach.side
        self._led_to: set[int] = set()
        self._noted: set[str] = set()
        self._given: set[int] = set()
        self._numbers: set[str] = set()
        self._told_of: list[Joined] = []
        self._asked_registry: set[str] = set()

    async def under(self, token: str) -> None:
        """Take in what stands under a number; all but the first are the registry's word."""
        seen = await look(self._context, self._view, self._ask, token, self._reach.as_of_ms)
        rows = await rows_of(self._view, self._ask, seen)
        shown = await shown_rows(self._context, self._view, self._ask, seen.person, rows, self._reach.as_of_ms, seen.of)
        seen.person.note(self.trail)
        self._noted.add(token)
        asked_for = not self.parts
        for each in self._take(Carried(seen, shown), shown.rows).values():
            if not asked_for:
                self._tell(PersonLink("", each.record.record_name, _BY_REGISTRY))

    async def over(self, records: Sequence[int], *, beside: bool) -> None:
        """Take in these records, each with what stands under its numbers about the same person, and go on over those.

        ``beside``: with who contradicts them under the same number, from whom it does not go on.
        """
        while records:
            reached: list[int] = []
            for record in await self._view.numbered_rows(records, self._ask.cited, self._ask.inquiry.now_ms):
                if self._is_new(record) and record.row.record not in await self._apart():
                    reached += await self._take_in(record, beside)
            records = sorted(reached) if self._reach.numbers and not self._is_full() else []

    async def over_links(self) -> None:
        """Take in what decisions and the registry lead to, and what they lead to from there."""
        reached = list(self.shown)
        while reached:
            joined = await self._decided(reached)
            if self._reach.numbers:
                joined += await self._by_registry(reached)
            before = set(self.shown)
            ends = {end for each in joined for end in (each.one, each.other)}
            await self.over(self._bounded(sorted(ends - before - self._led_to)), beside=False)
            for each in joined:
                self._join(each)
            reached = [each for each in self.shown if each not in before]

    def forget(self) -> None:
        """Leave nothing to be told of anybody but that something was the officer's own; the trail keeps who decided."""
        self.parts = [part._replace(shown=part.shown._replace(rows=[], versions={}, own=True)) for part in self.parts]
        self.links = {}

    async def _decided(self, reached: Sequence[int]) -> list[Joined]:
        joined = await self._context.matching.links.joined(self._view, self._named(reached), self._reader)
        self.joined = self.joined or bool(joined)
        return [each for each in joined if self._reach.as_of_ms == NOW or each.at_ms <= self._reach.as_of_ms]

    async def _by_registry(self, reached: Sequence[int]) -> list[Joined]:
        """What the registry joins to these records' numbers, and what it joined before: its end may be shown since."""
        for record in await self._view.numbered_rows(reached, self._ask.cited, self._ask.inquiry.now_ms):
            for token in sorted(set(numbers_of(record.people)) - self._asked_registry):
                self._asked_registry.add(token)
                for other in (await self._context.identities.same_person(token))[1:]:
                    seen = await look(self._context, self._view, self._ask, other, self._reach.as_of_ms)
                    rows = await rows_of(self._view, self._ask, seen)
                    ends = (
                        sorted((record.row.record, row.record)) for row in rows if row.code in seen.person.disclosed
                    )
                    self._told_of += [Joined(one, two, _BY_REGISTRY) for one, two in ends]
        return self._told_of

    @property
    def _reader(self) -> str:
        return self._ask.inquiry.caller.agency

    def _bounded(self, beyond: Sequence[int]) -> Sequence[int]:
        left = 0 if self._is_full() else self._reach.most - len(self._led_to)
        self.cut = self.cut or len(beyond) > left
        self._led_to.update(beyond[:left])
        return beyond[:left]

    def _is_full(self) -> bool:
        return self._reach.numbers and len(self.shown) >= self._reach.most

    async def _apart(self) -> frozenset[int]:
        """Who is decided to be another person than somebody who is shown: asked anew where more are shown."""
        return await self._context.matching.links.apart(self._view, self._named(self.shown), self._reader)

    def _named(self, records: Iterable[int]) -> dict[int, str]:
        return {each: self.shown[each].record.record_name for each in sorted(records)}

    def _is_new(self, record: NumberedRow) -> bool:
        """Whether it is somebody of whom more may be found than is shown."""
        if record.row.record not in self._given:
            return bool(record.people)
        return (
            self._reach.numbers
            and record.row.record in self.shown
            and not self._numbers.issuperset(numbers_of(record.people))
        )

    async def _take_in(self, record: NumberedRow, beside: bool) -> list[int]:
        """Take in one record with its numbers' others; those to go on from."""
        found = await known(self._context, self._view, self._ask, record, as_of_ms=self._reach.as_of_ms)
        self.own = self.own or found.shown.own
        found.note(self.trail, self._noted)
        self.tokens.update(token for token, _ in people_tokens(record.people))
        own = found.shown.versions.get(record.row.record)
        if own is None or not self._is_of_side(own):
            return []
        part = Carried(Look("", self._reach.as_of_ms, found.person, FOREVER, NOTHING), found.shown)
        if record.row.code not in found.person.disclosed:
            self._take(part, [record.row])
            return []
        self._numbers.update(numbers_of(record.people))
        rows = [
            row for row in found.shown.rows if row.record == record.row.record or beside or found.goes_with(own, row)
        ]
        new = self._take(part, rows)
        for each in new.values():
            if each is not own:
                self._tell(PersonLink(own.record.record_name, each.record.record_name, _SAME_NUMBER))
        return [number for number, each in new.items() if not contradicts(own, each)]

    def _is_of_side(self, version: VisibleVersion) -> bool:
        """Whether it shows the side of the person that is asked about: an accused is not shown to be a victim too."""
        side = side_of_record(version.record)
        self.side = self.side or side
        return side in ("", self.side)

    def _take(self, part: Carried, rows: Iterable[ViewRow]) -> dict[int, VisibleVersion]:
        """Keep of a look these rows, each once; those to go on from: shown in full, and of the side asked about."""
        disclosed, versions = part.seen.person.disclosed, part.shown.versions
        kept = [row for row in rows if row.record not in self._given]
        self._given.update(row.record for row in kept)
        new = {row.record: versions[row.record] for row in kept if row.code in disclosed}
        new = {record: version for record, version in new.items() if self._is_of_side(version)}
        self.shown.update(new)
        self.parts.append(part._replace(shown=part.shown._replace(rows=kept)))
        return new

    def _join(self, link: Joined) -> None:
        """Tell a link between two records that are shown, and no other."""
        one, other = self.shown.get(link.one), self.shown.get(link.other)
        if one and other and one is not other:
            names = one.record.record_name, other.record.record_name
            self._tell(PersonLink(*names, link.by, link.decision, link.model, link.agency, link.at_ms, link.agreed))

    def _tell(self, link: PersonLink) -> None:
        self.links.setdefault((link.one, link.other, link.by, link.decision), link)


async def from_number(context: Context, view: Snapshot, ask: Ask, tokens: Sequence[str], as_of_ms: int = NOW) -> Walk:
    """All that a number leads to. ``tokens``: of the number asked for, then of those that the registry joins to it.

    Nothing at all where a decision or the registry's word leads to the officer's own records or their kin's. Raises
    StorageUnavailable.
    """
    walk = Walk(context, view, ask, Reach(MAX_LINKED, as_of_ms, side_for(ask)), Trail())
    for token in tokens:
        await walk.under(token)
    walk.own = len(tokens) > 1 and any(part.shown.own for part in walk.parts)
    await walk.over_links()
    if walk.own:
        walk.forget()
    return walk
