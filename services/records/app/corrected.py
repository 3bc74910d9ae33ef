"""Whether a caller sees a record whole, and which versions its owner wrote: for corrections that others propose."""

from __future__ import annotations

from collections.abc import Sequence

from services.access.errors import NotFound
from services.access.gates import is_own_or_kin
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.opening import open_versions
from services.records.app.record import asked_by_name, find_record, record_name
from services.records.app.shown import note_own, texts_of
from services.records.app.targets import Targets
from services.records.ports import Snapshot
from services.records.protection.view import Ask
from services.vocabulary.access import Permission


class Corrected(Targets):
    """Over the records; ``known`` means seen whole here."""

    async def seen(self, inquiry: Inquiry, permission: Permission, record: str) -> int:
        """Number of the version in force, where the caller sees all of it. Raises InvalidArgument, NotFound."""
        agency, record_id = asked_by_name(self.context, inquiry, record, "record")
        async with self.context.store.snapshot() as view:
            ask = await admit(self.context, view, inquiry, permission)
            return await self._version(view, ask, agency, record_id)

    async def known(self, inquiry: Inquiry, permission: Permission, records: Sequence[str]) -> frozenset[str]:
        """Of these records those that the caller sees whole now."""
        found = set()
        async with self.context.store.snapshot() as view:
            ask = await admit(self.context, view, inquiry, permission)
            for each in dict.fromkeys(records):
                try:
                    await self._version(view, ask, *record_name(each))
                except NotFound:
                    continue
                found.add(each)
        return frozenset(found)

    async def has_version(self, record: str, version: int) -> bool:
        """Whether the owner has written a version of this number."""
        agency, record_id = record_name(record)
        async with self.context.store.snapshot() as view:
            named = await view.heads_named(agency, [record_id])
            rows = [each for one in named for each in await view.versions_of_record(one.head.record, version - 1, 1)]
        return [number for _, number in rows] == [version]

    async def _version(self, view: Snapshot, ask: Ask, agency: str, record_id: str) -> int:
        """Of the version in force. Raises NotFound for what is hidden, shown in part, or the officer's own or kin's."""
        found = await find_record(self.context, view, ask, agency, record_id)
        if found.pseudonym or found.remains is not None:
            raise NotFound
        seq = found.profile.seq
        record = (await open_versions(self.context, view, [seq])).versions[seq].record
        if is_own_or_kin(ask.inquiry.caller, texts_of([record])):
            note_own(ask.inquiry)
            raise NotFound
        return record.version
