"""What an officer sees under a number now, as another room tells it to who watches the number.

The same that a search shows, without its pages: whole records by their version, all else as a hit.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from services.access.trail import Inquiry
from services.records.app.admit import admit
from services.records.app.context import Context
from services.records.app.hits import handle_of, merged
from services.records.app.looking import look, note_followed, rows_of
from services.records.app.selecting import asked_for
from services.records.app.shown import shown_rows
from services.records.rows import NOW
from services.values.records import Identifier, Selector
from services.vocabulary.access import Permission


class Sight(NamedTuple):
    """One record as it is seen. ``version``: its name where the whole is shown; else ``handle`` is that of the hit."""

    key: str
    record: str
    owner: str
    version: str
    handle: str


class NumberSights:
    """Looks up numbers for whoever watches them, under the rights of the call."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def admit(self, inquiry: Inquiry) -> None:
        """Whether the call may be made at all. Raises the gates' refusals, StorageUnavailable."""
        async with self._context.store.snapshot() as view:
            await admit(self._context, view, inquiry, Permission.NUMBER_WATCH)

    async def check(self, inquiry: Inquiry, identifier: Identifier) -> Identifier:
        """The number in its canonical form, counted as asked for. Raises InvalidArgument, the gates' refusals."""
        asked = asked_for(self._context, Selector(identifier), inquiry.trail)
        async with self._context.store.snapshot() as view:
            await admit(self._context, view, inquiry, Permission.NUMBER_WATCH, asked=asked.texts)
        return asked.identifier

    async def sights(self, inquiry: Inquiry, identifier: Identifier) -> Sequence[Sight]:
        """What a search would show of the number now. Raises the gates' refusals, StorageUnavailable."""
        context = self._context
        asked = asked_for(context, Selector(identifier), inquiry.trail)
        async with context.store.snapshot() as view:
            ask = await admit(context, view, inquiry, Permission.NUMBER_WATCH, asked=asked.texts)
            await note_followed(view, inquiry, [asked.token])
            seen = await look(context, view, ask, asked.token)
            seen.person.note(inquiry.trail)
            shown = await shown_rows(context, view, ask, seen.person, await rows_of(view, ask, seen), NOW, seen.of)
        found = []
        for row in merged(seen.person, shown.rows):
            name = f"agencies/{row.agency}/records/{row.record_id}"
            if row.code in seen.person.disclosed:
                found.append(Sight(f"whole {row.seq}", name, row.agency, shown.versions[row.record].record.name, ""))
            else:
                found.append(Sight(f"hit {name}", name, row.agency, "", handle_of(context, inquiry.caller, row)))
        return found
