"""What an officer sees of what they watch now, as another room tells it: of a number, a record, a person, their case.

The same that a search, GetRecord and GetPerson show, without their pages: whole records by their version, all else as a
hit. What the officer may not see gives the same as what is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from services.access.caller import Caller
from services.access.decision import Level
from services.access.errors import NotFound
from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.carried import Carried
from services.records.app.context import Context
from services.records.app.following import Walk
from services.records.app.hits import handle_of, merged
from services.records.app.looking import Look, look, note_followed, rows_of
from services.records.app.one_person import known
from services.records.app.person import walk_person
from services.records.app.record import asked_by_name
from services.records.app.selecting import asked_for
from services.records.app.shown import shown_rows
from services.records.numbered_port import NumberedRow
from services.records.ports import Snapshot
from services.records.protection.view import NOTHING, Ask
from services.records.rows import FOREVER, NOW, ViewRow
from services.records.tokens import people_tokens
from services.values.records import Identifier, Selector
from services.vocabulary.access import Permission


class Sight(NamedTuple):
    """One record as it is seen. ``version``: its name where the whole is shown; else ``handle`` is that of the hit."""

    key: str
    record: str
    owner: str
    version: str
    handle: str


class Sights:
    """Looks up what is watched, under the rights of the call. All raise the gates' refusals, StorageUnavailable."""

    def __init__(self, context: Context) -> None:
        self.context = context

    async def admit(self, inquiry: Inquiry) -> None:
        """Whether the call may be made at all."""
        async with self.context.store.snapshot() as view:
            await self._admitted(view, inquiry)

    async def check_number(self, inquiry: Inquiry, identifier: Identifier) -> Identifier:
        """The number in its canonical form, counted as asked for. Raises InvalidArgument."""
        asked = asked_for(self.context, Selector(identifier), inquiry.trail)
        async with self.context.store.snapshot() as view:
            await self._admitted(view, inquiry, asked.texts)
        return asked.identifier

    async def check_name(self, inquiry: Inquiry, name: str, field: str) -> None:
        """Whether a name is that of a record, there or not, counted as asked for. Raises InvalidArgument."""
        asked_by_name(self.context, inquiry, name, field)
        await self.admit(inquiry)

    async def of_number(self, inquiry: Inquiry, identifier: Identifier) -> Sequence[Sight]:
        """What a search would show of the number."""
        context = self.context
        asked = asked_for(context, Selector(identifier), inquiry.trail)
        async with context.store.snapshot() as view:
            ask = await self._admitted(view, inquiry, asked.texts)
            await note_followed(view, inquiry, [asked.token])
            seen = await look(context, view, ask, asked.token)
            seen.person.note(inquiry.trail)
            shown = await shown_rows(context, view, ask, seen.person, await rows_of(view, ask, seen), NOW, seen.of)
        return self._sights(inquiry.caller, [Carried(seen, shown)])

    async def of_record(self, inquiry: Inquiry, name: str) -> Sequence[Sight]:
        """The record itself, if anything of it is seen."""
        agency, record_id = asked_by_name(self.context, inquiry, name)
        async with self.context.store.snapshot() as view:
            ask = await self._admitted(view, inquiry)
            profile = await view.record_profile(agency, record_id, ask.cited, inquiry.now_ms)
            parts = await self._each(view, ask, [profile.record] if profile else [])
        return self._sights(inquiry.caller, parts)

    async def of_person(self, inquiry: Inquiry, name: str) -> Sequence[Sight]:
        """What GetPerson would show of a record's person; nothing where the record itself is not shown."""
        agency, record_id = asked_by_name(self.context, inquiry, name)
        async with self.context.store.snapshot() as view:
            ask = await self._admitted(view, inquiry)
            try:
                walk = await walk_person(self.context, view, ask, agency, record_id)
            except NotFound:
                return []
        return self._sights(inquiry.caller, walk.parts, walk)

    async def of_cited_case(self, inquiry: Inquiry) -> Sequence[Sight]:
        """Each record under the cited case's numbers that is shown in full; a bare hit would say how many there are."""
        async with self.context.store.snapshot() as view:
            ask = await self._admitted(view, inquiry)
            tokens = [each for each in ask.cited if isinstance(each, str)]
            rows = await view.case_members(tokens, inquiry.now_ms) if tokens else []
            parts = await self._each(view, ask, [row.record for row in rows])
        return [each for each in self._sights(inquiry.caller, parts) if each.version]

    async def _admitted(self, view: Snapshot, inquiry: Inquiry, asked: Iterable[str] = ()) -> Ask:
        return await admit(self.context, view, inquiry, Permission.NUMBER_WATCH, asked=asked)

    async def _each(self, view: Snapshot, ask: Ask, records: Sequence[int]) -> list[Carried]:
        """These records, each decided with all else of its person, and nothing beside them."""
        inquiry, noted = ask.inquiry, set[str]()
        rows = await view.numbered_rows(records, ask.cited, inquiry.now_ms)
        parts = [await self._one(view, ask, each, noted) for each in rows]
        await note_followed(view, inquiry, sorted({token for each in rows for token, _ in people_tokens(each.people)}))
        return parts

    async def _one(self, view: Snapshot, ask: Ask, record: NumberedRow, noted: set[str]) -> Carried:
        found = await known(self.context, view, ask, record)
        found.note(ask.inquiry.trail, noted)
        own = [row for row in found.shown.rows if row.record == record.row.record]
        return Carried(Look("", NOW, found.person, FOREVER, NOTHING), found.shown._replace(rows=own))

    def _sights(self, caller: Caller, parts: Iterable[Carried], walk: Walk | None = None) -> list[Sight]:
        """Every row once; a bare hit, or a mere claim, of an owner once over all parts.

        ``walk``: shows in full only whom it went on from.
        """
        found, told = [], set[tuple[str, bool]]()
        for part in parts:
            person = part.seen.person
            for row in merged(person, part.shown.rows):
                claims = person.claims(row.code)
                mere = claims or person.decisions[row.code].level == Level.HIT
                if row.code in person.disclosed and (walk is None or row.record in walk.shown):
                    found.append(_whole(row, part.shown.versions[row.record].record.name))
                elif row.code not in person.disclosed and not (mere and (row.agency, claims) in told):
                    found.append(_hit(row, handle_of(self.context, caller, row)))
                    told.update([(row.agency, claims)] if mere else [])
        return found


def _whole(row: ViewRow, version: str) -> Sight:
    return Sight(f"whole {row.seq}", _name(row), row.agency, version, "")


def _hit(row: ViewRow, handle: str) -> Sight:
    return Sight(f"hit {_name(row)}", _name(row), row.agency, "", handle)


def _name(row: ViewRow) -> str:
    return f"agencies/{row.agency}/records/{row.record_id}"
