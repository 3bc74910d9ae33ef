"""Rooms that a hub serves with the exchange, each over a file of its own: hits, corrections, referrals and so on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from services.access.trail import Inquiry
from services.edge.service import Served
from services.exchange.corrections import service as corrections
from services.exchange.corrections.build import open_corrections
from services.exchange.hits import service as hits
from services.exchange.hits.build import open_desk
from services.exchange.hits.store.requests import StoredHits
from services.exchange.watches import service as watches
from services.exchange.watches.build import open_watches
from services.exchange.watches.ports import Match, Subject
from services.node.counted_law import CountedLaw
from services.node.counted_records import CountedRecords
from services.node.watched_questions import GraphQuestions
from services.records.app.context import Context
from services.records.app.corrected import Corrected
from services.records.app.deconflicting import may_meet
from services.records.app.targets import Targets
from services.records.app.watched import Sight, Sights
from services.referral import service as referrals
from services.referral.build import open_referrals
from services.referral.ports import Find
from services.statistics import service as statistics
from services.statistics.build import open_releases
from services.values.exchange import Identifier

_FINDS: Final = 1000
"""Records of found children that are looked at."""


class RecordedSubjects(Sights):
    """See :class:`services.exchange.watches.ports.Records`."""

    async def check(self, inquiry: Inquiry, subject: Subject) -> Subject:
        """See the port."""
        if subject.identifier is not None:
            return Subject(await self.check_number(inquiry, subject.identifier))
        if subject.cited_case:
            await self.admit(inquiry)
        else:
            await self.check_name(inquiry, subject.record or subject.person, "record" if subject.record else "person")
        return subject

    async def may_meet(self, inquiry: Inquiry, identifier: Identifier) -> bool:
        """See the port."""
        return await may_meet(self.context, inquiry, identifier)

    async def matches(self, inquiry: Inquiry, subject: Subject) -> Sequence[Match]:
        """See the port."""
        return [Match(*each) for each in await self._seen(inquiry, subject)]

    async def _seen(self, inquiry: Inquiry, subject: Subject) -> Sequence[Sight]:
        if subject.identifier is not None:
            return await self.of_number(inquiry, subject.identifier)
        if subject.record:
            return await self.of_record(inquiry, subject.record)
        return await (self.of_person(inquiry, subject.person) if subject.person else self.of_cited_case(inquiry))


@dataclass(frozen=True, slots=True)
class FoundChildren:
    """See :class:`services.referral.ports.Finds`: out of what is said of hits."""

    hits: StoredHits

    async def after(self, since_ms: int) -> Sequence[Find]:
        """See the port."""
        found = await self.hits.children(since_ms, _FINDS)
        return [Find(self.hits.find(one.id), one.child_ms, one.agency, one.owner, one.case_key) for one in found]


class ExchangeRooms:
    """Their stores, open. Raises UnsafeFile, and the refusal of a store that does not open."""

    def __init__(self, folder: Path, secret: bytes) -> None:
        self._desk, self._watches = open_desk(folder, secret), open_watches(folder, secret)
        self._corrections, self._referrals = open_corrections(folder, secret), open_referrals(folder, secret)
        self._figures = open_releases(folder)
        self.releases, self.watches = self._desk.requests, self._watches.watches
        self.figures = self._figures.releases

    def served(self, records: Context, questions: GraphQuestions | None = None) -> tuple[Served, ...]:
        """Their services over the node's records. ``questions``: to the link graph, where it is served."""
        targets = Targets(records)
        asked, watched = self._desk.over(targets), self._watches.over(RecordedSubjects(records), questions)
        proposed = self._corrections.over(Corrected(records))
        counted = CountedRecords(records, self._referrals.referrals, self._referrals.claims, CountedLaw())
        return (
            hits.SERVICE.over(asked),
            corrections.SERVICE.over(proposed),
            watches.SERVICE.over(watched),
            referrals.SERVICE.over(self._referrals.over(targets, FoundChildren(self._desk.requests))),
            statistics.SERVICE.over(self._figures.over(counted, targets)),
        )

    def close(self) -> None:
        """Let go of the files."""
        self._desk.close()
        self._corrections.close()
        self._watches.close()
        self._referrals.close()
        self._figures.close()
