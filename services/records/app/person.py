"""GetPerson: one person as every agency's records describe them, with what joins the records.

From the record that is asked for it goes on over numbers that name one person, officers' decisions and tokens of the
registry, always from what is shown to what is shown: a link that leads through a hidden record leads nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from services.access.errors import NotFound
from services.access.trail import Inquiry
from services.membership.registry import Registry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.hits import acting_rows, hits_of
from services.records.app.looking import look, note_followed, rows_of
from services.records.app.one_person import Known, contradicts, known, numbers_of
from services.records.app.opening import signed
from services.records.app.record import asked_by_name
from services.records.app.search import match_of
from services.records.numbered_port import NumberedRow
from services.records.person_links_port import PersonLink as Joined
from services.records.ports import Snapshot
from services.records.protection.view import Ask, side_for
from services.records.timeline.history import compose, side_of_record
from services.records.tokens import people_tokens
from services.values.records import (
    GetPersonRequest,
    GetPersonResponse,
    Hit,
    PersonLink,
    SignedPageHeader,
    VisibleVersion,
)
from services.vocabulary.access import Permission

FOLLOWED_FROM: Final = 200
"""Once so many records are shown, no further one is gone on from."""
_SAME_NUMBER: Final = "SAME_NUMBER"
_BY_REGISTRY: Final = "REGISTRY_TOKEN"


class _Cluster:
    """What is shown of one person so far, by record number."""

    def __init__(self, context: Context, view: Snapshot, ask: Ask, registry: Registry) -> None:
        self._context, self._view, self._ask, self._registry = context, view, ask, registry
        self.members: dict[int, VisibleVersion] = {}
        self.pages: dict[bytes, SignedPageHeader] = {}
        self.links: dict[tuple[int, int, str, str], PersonLink] = {}
        self.hits: list[Hit] = []
        self.owners: set[str] = set()
        self.side = ""
        self._own = False
        self.tokens: set[str] = set()
        self._told: set[int] = set()
        self._noted: set[str] = set()
        self._numbers: set[str] = set()
        self._asked: set[str] = set()
        self._joined: list[Joined] = []

    async def gather(self, start: int) -> None:
        """Everybody who is reached from the record of this number.

        Raises NotFound where it is not shown itself, or leads to the officer's own or their kin's.
        """
        await self._follow([start])
        if start not in self.members:
            raise NotFound
        while True:
            held = sorted(self.members)
            joined = (*await self._context.matching.links.joined(self._view, held), *await self._by_token(held))
            ends = {end for each in joined for end in (each.one, each.other)}
            beyond = sorted(ends - set(held) - await self._context.matching.links.apart(self._view, held))
            if len(held) < FOLLOWED_FROM:
                await self._follow(beyond)
            for each in joined:
                self._join(each)
            if self._own:
                raise NotFound
            if len(self.members) == len(held):
                return

    async def _by_token(self, held: Sequence[int]) -> list[Joined]:
        """What the registry joins to records that bear a number that is not looked up yet; shown records alone."""
        for record in await self._view.numbered_rows(held, self._ask.cited, self._ask.inquiry.now_ms):
            for token in set(numbers_of(record.people)) - self._asked:
                self._asked.add(token)
                for other in (await self._context.identities.same_person(token))[1:]:
                    seen = await look(self._context, self._view, self._ask, other)
                    rows = await rows_of(self._view, self._ask, seen)
                    pairs = (
                        sorted((record.row.record, row.record)) for row in rows if row.code in seen.person.disclosed
                    )
                    self._joined += [Joined(one, two, _BY_REGISTRY) for one, two in pairs]
        return self._joined

    async def _follow(self, records: Sequence[int]) -> None:
        """These records, and what stands under numbers of theirs, and so on."""
        while records:
            reached: list[int] = []
            for record in await self._view.numbered_rows(records, self._ask.cited, self._ask.inquiry.now_ms):
                if record.people and (record.row.record not in self.members or self._is_new(record)):
                    reached += await self._look(record)
            records = sorted(reached) if len(self.members) < FOLLOWED_FROM else []

    def _is_new(self, record: NumberedRow) -> bool:
        return not self._numbers.issuperset(numbers_of(record.people))

    async def _look(self, record: NumberedRow) -> list[int]:
        """Take in the record with its numbers' others; those to go on from."""
        found = await known(self._context, self._view, self._ask, record)
        self._own = self._own or found.shown.own
        own = found.shown.versions.get(record.row.record)
        if own is None or record.row.code not in found.person.disclosed or not self._is_of_side(own):
            return []
        shown = {row.record: found.shown.versions[row.record] for row in found.disclosed()}
        self._numbers.update(numbers_of(record.people))
        self._note(record, found)
        new = {each: of for each, of in shown.items() if each not in self.members and self._is_of_side(of)}
        self.members.update(new)
        self.pages.update(found.shown.pages)
        for number in new.keys() - {record.row.record}:
            self._join(Joined(record.row.record, number, _SAME_NUMBER))
        return [number for number, version in new.items() if not contradicts(own, version)]

    def _is_of_side(self, version: VisibleVersion) -> bool:
        """Whether it shows the side of the person that is shown already: an accused is not shown to be a victim too."""
        side = side_of_record(version.record)
        self.side = self.side or side
        return side in ("", self.side)

    def _note(self, record: NumberedRow, found: Known) -> None:
        """The trail and the hits of one look; what is told already is not told again."""
        found.note(self._ask.inquiry.trail, self._noted)
        rows = [row for row in found.shown.rows if row.record not in self._told]
        self._told.update(row.record for row in rows)
        self.owners.update(row.agency for row in rows)
        self.tokens.update(token for token, _ in people_tokens(record.people))
        acting = {row.record: found.shown.versions[row.record] for row in acting_rows(found.person, rows)}
        for hit in hits_of(self._context, self._ask, self._registry, found.person, rows, acting):
            if hit.action or all(each.owner != hit.owner or each.action for each in self.hits):
                self.hits.append(hit)

    def _join(self, link: Joined) -> None:
        """Tell a link between two records that are shown, and no other."""
        one, other = self.members.get(link.one), self.members.get(link.other)
        if one and other and one is not other:
            names = one.record.record_name, other.record.record_name
            told = PersonLink(*names, link.by, link.decision, link.model, link.agency, link.at_ms)
            self.links.setdefault((link.one, link.other, link.by, link.decision), told)


async def get_person(
    context: Context, inquiry: Inquiry, request: GetPersonRequest, registry: Registry
) -> GetPersonResponse:
    """The person of one record. Raises NotFound, the gates' refusals, InvalidArgument, StorageUnavailable."""
    agency, record_id = asked_by_name(context, inquiry, request.record, "record")
    async with context.store.snapshot() as view:
        ask = await admit(context, view, inquiry, Permission.RECORD_READ, break_glass=request.break_glass)
        profile = await view.record_profile(agency, record_id, ask.cited, inquiry.now_ms)
        if profile is None:
            raise NotFound
        cluster = _Cluster(context, view, ask, registry)
        cluster.tokens.update(token for token, _ in people_tokens(profile.people))
        try:
            await cluster.gather(profile.record)
        finally:
            await note_followed(view, inquiry, sorted(cluster.tokens))
    members = sorted(cluster.members.values(), key=lambda each: each.record.name)
    inquiry.trail.records.extend(each.record.name for each in members)
    if ask.break_glass:
        await context.glass.touched(request.break_glass, cluster.owners, inquiry.now_ms)
    told = compose(members, now_ms=inquiry.now_ms, side=cluster.side or side_for(ask), reader=inquiry.caller.agency)
    used = dict.fromkeys(each.proof.page_sha256 for each in members)
    return GetPersonResponse(
        tuple(map(match_of, members)),
        told.conflicts,
        tuple(cluster.links.values()),
        tuple(cluster.hits),
        told.banners,
        tuple(map(signed, members)),
        tuple(cluster.pages[each] for each in used),
    )
