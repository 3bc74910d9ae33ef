"""What the link room asks of the records room: cited cases, and to follow what it gives."""

from __future__ import annotations

from collections.abc import Iterable

from services.access.trail import Inquiry
from services.records.app.cited import Cited, cited_case
from services.records.app.context import Context
from services.records.app.followed import note_given


class RecordCases:
    """The records room of this process; see :class:`services.linkage.app.context.Cases`."""

    def __init__(self, context: Context) -> None:
        self._room = context

    async def cited(self, inquiry: Inquiry, break_glass: bool) -> Cited:
        """Resolved over the store of records as it is now; see the port."""
        return await cited_case(self._room, inquiry, break_glass)

    async def given(self, inquiry: Inquiry, numbers: Iterable[str], names: Iterable[str]) -> None:
        """Noted with the reads of the caller's agency that are followed; see the port."""
        await note_given(self._room, inquiry, numbers, names)
