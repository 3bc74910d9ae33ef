"""The records room's cited cases as the link room asks for them."""

from __future__ import annotations

from services.access.trail import Inquiry
from services.records.app.cited import Cited, cited_case
from services.records.app.room import Room


class RecordCases:
    """See :class:`services.linkage.app.room.Cases`."""

    def __init__(self, room: Room) -> None:
        self._room = room

    async def cited(self, inquiry: Inquiry, break_glass: bool) -> Cited:
        """See the port."""
        return await cited_case(self._room, inquiry, break_glass)
